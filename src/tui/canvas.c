#include "tui/canvas.h"

#include "base/mem.h"
#include "base/unicode.h"

#include <stdlib.h>

void canvas_init(struct canvas *canvas, bool ascii)
{
    *canvas = (struct canvas){.ascii = ascii};
}

void canvas_finish(struct canvas *canvas)
{
    free(canvas->cells);
    *canvas = (struct canvas){.ascii = canvas->ascii};
}

static void cell_set(struct canvas_cell *cell, struct text text, int width, enum role role)
{
    size_t len = text.len < CELL_BYTES ? text.len : CELL_BYTES;
    memcpy(cell->text, text.at, len);
    cell->len = (uint8_t)len;
    cell->width = (uint8_t)width;
    cell->role = (uint8_t)role;
}

static struct canvas_cell *cell_at(const struct canvas *canvas, int x, int y)
{
    return &canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x];
}

void canvas_reset(struct canvas *canvas, int width, int height)
{
    if (width != canvas->width || height != canvas->height || !canvas->cells) {
        free(canvas->cells);
        canvas->cells = xcalloc((size_t)width * (size_t)height, sizeof *canvas->cells);
        canvas->width = width;
        canvas->height = height;
    }
    canvas->cursor_shown = false;
    struct text blank = TEXT(" ");
    for (int i = 0; i < width * height; i++)
        cell_set(&canvas->cells[i], blank, 1, ROLE_TEXT);
}

struct rect canvas_rect(const struct canvas *canvas)
{
    return (struct rect){0, 0, canvas->width, canvas->height};
}

static void blank(struct canvas_cell *cell)
{
    cell->text[0] = ' ';
    cell->len = 1;
    cell->width = 1;
}

/* Before (x, y) is overwritten: a wide character of which it is one half loses the other half too. */
static void break_wide(struct canvas *canvas, int x, int y)
{
    struct canvas_cell *cell = cell_at(canvas, x, y);
    if (cell->width == 0 && x > 0)
        blank(cell - 1);
    if (cell->width == 2 && x + 1 < canvas->width)
        blank(cell + 1);
}

static void put(struct canvas *canvas, int x, int y, struct text cluster, int width, enum role role)
{
    break_wide(canvas, x, y);
    if (width == 2) {
        break_wide(canvas, x + 1, y);
        cell_set(cell_at(canvas, x + 1, y), text_make("", 0), 0, role);
    }
    cell_set(cell_at(canvas, x, y), cluster, width, role);
}

/* Characters of ambiguous width: terminals set up for Chinese may draw them two columns wide, and plain
 * consoles may lack them. */
static const struct {
    const char *character;
    char plain;
} plain_forms[] = {
    {"─", '-'},  {"│", '|'},  {"┌", '+'}, {"┐", '+'}, {"└", '+'}, {"┘", '+'}, {"█", '#'},
    {"░", '.'},  {"●", '*'},  {"✓", 'v'}, {"✗", 'x'}, {"⚑", '!'}, {"…", '~'}, {"·", '-'},
    {"↑", '^'},  {"↓", 'v'},  {"←", '<'}, {"→", '>'}, {"▸", '>'}, {"“", '"'}, {"”", '"'},
    {"‘", '\''}, {"’", '\''}, {"—", '-'}, {"–", '-'}, {"×", 'x'}, {"★", '*'},
};

static struct text plain_form(struct text cluster, char *out)
{
    for (size_t i = 0; i < COUNT_OF(plain_forms); i++)
        if (text_is(cluster, plain_forms[i].character)) {
            *out = plain_forms[i].plain;
            return text_make(out, 1);
        }
    return cluster;
}

/* The cluster without what must not reach a terminal, at most CELL_BYTES long. */
static struct text clean(struct text cluster, char out[static CELL_BYTES])
{
    if (text_is(cluster, "\t"))
        return text_of(" ");
    size_t len = 0;
    for (size_t at = 0, step; at < cluster.len; at += step) {
        struct text rest = text_from(cluster, at);
        step = utf8_step(rest);
        if (utf8_is_printable(rest) && len + step <= CELL_BYTES) {
            memcpy(out + len, rest.at, step);
            len += step;
        }
    }
    return text_make(out, len);
}

int canvas_text(struct canvas *canvas, int x, int y, int limit, struct text text, enum role role)
{
    if (y < 0 || y >= canvas->height || x < 0)
        return 0;
    int end = limit < canvas->width - x ? x + limit : canvas->width;
    int start = x;
    for (size_t at = 0, step; at < text.len; at += step) {
        step = utf8_grapheme(text_from(text, at));
        char room[CELL_BYTES];
        char plain;
        struct text cluster = clean(text_make(text.at + at, step), room);
        if (canvas->ascii)
            cluster = plain_form(cluster, &plain);
        int width = utf8_width(cluster);
        if (width <= 0)
            continue;
        if (width > 2)
            width = 2;
        if (x + width > end)
            break;
        put(canvas, x, y, cluster, width, role);
        x += width;
    }
    return x - start;
}

int canvas_string(struct canvas *canvas, int x, int y, int limit, const char *string, enum role role)
{
    return canvas_text(canvas, x, y, limit, text_of(string), role);
}

int canvas_fit(struct canvas *canvas, int x, int y, int limit, struct text text, enum role role)
{
    if (utf8_width(text) <= limit)
        return canvas_text(canvas, x, y, limit, text, role);
    if (limit < 1)
        return 0;
    int used = canvas_text(canvas, x, y, limit - 1, text, role);
    return used + canvas_string(canvas, x + used, y, 1, "…", role);
}

void canvas_fit_right(struct canvas *canvas, int x, int y, int limit, struct text text, enum role role)
{
    int width = utf8_width(text);
    int shift = width < limit ? limit - width : 0;
    canvas_fit(canvas, x + shift, y, limit - shift, text, role);
}

static struct rect clip(const struct canvas *canvas, struct rect rect)
{
    int right = rect.x + rect.width < canvas->width ? rect.x + rect.width : canvas->width;
    int bottom = rect.y + rect.height < canvas->height ? rect.y + rect.height : canvas->height;
    rect.x = rect.x > 0 ? rect.x : 0;
    rect.y = rect.y > 0 ? rect.y : 0;
    rect.width = right > rect.x ? right - rect.x : 0;
    rect.height = bottom > rect.y ? bottom - rect.y : 0;
    return rect;
}

void canvas_fill(struct canvas *canvas, struct rect rect, const char *character, enum role role)
{
    char plain;
    struct text text = text_of(character);
    if (canvas->ascii)
        text = plain_form(text, &plain);
    rect = clip(canvas, rect);
    for (int y = rect.y; y < rect.y + rect.height; y++)
        for (int x = rect.x; x < rect.x + rect.width; x++)
            put(canvas, x, y, text, 1, role);
}

void canvas_paint(struct canvas *canvas, struct rect rect, enum role role)
{
    rect = clip(canvas, rect);
    for (int y = rect.y; y < rect.y + rect.height; y++)
        for (int x = rect.x; x < rect.x + rect.width; x++)
            cell_at(canvas, x, y)->role = (uint8_t)role;
}

void canvas_frame(struct canvas *canvas, struct rect rect, enum role role)
{
    int right = rect.x + rect.width - 1;
    int bottom = rect.y + rect.height - 1;
    canvas_fill(canvas, (struct rect){rect.x, rect.y, rect.width, 1}, "─", role);
    canvas_fill(canvas, (struct rect){rect.x, bottom, rect.width, 1}, "─", role);
    canvas_fill(canvas, (struct rect){rect.x, rect.y, 1, rect.height}, "│", role);
    canvas_fill(canvas, (struct rect){right, rect.y, 1, rect.height}, "│", role);
    canvas_string(canvas, rect.x, rect.y, 1, "┌", role);
    canvas_string(canvas, right, rect.y, 1, "┐", role);
    canvas_string(canvas, rect.x, bottom, 1, "└", role);
    canvas_string(canvas, right, bottom, 1, "┘", role);
}

void canvas_cursor(struct canvas *canvas, int x, int y)
{
    canvas->cursor_shown = x >= 0 && y >= 0 && x < canvas->width && y < canvas->height;
    canvas->cursor_x = x;
    canvas->cursor_y = y;
}

const struct canvas_cell *canvas_cell(const struct canvas *canvas, int x, int y)
{
    return cell_at(canvas, x, y);
}

void canvas_to_text(const struct canvas *canvas, struct buf *out)
{
    for (int y = 0; y < canvas->height; y++) {
        size_t kept = out->len;
        for (int x = 0; x < canvas->width; x++) {
            const struct canvas_cell *cell = cell_at(canvas, x, y);
            buf_add(out, cell->text, cell->len);
            if (cell->len > 1 || (cell->len == 1 && cell->text[0] != ' '))
                kept = out->len;
        }
        out->len = kept;
        buf_add_char(out, '\n');
    }
}

void canvas_to_roles(const struct canvas *canvas, struct buf *out)
{
    for (int y = 0; y < canvas->height; y++) {
        size_t kept = out->len;
        for (int x = 0; x < canvas->width; x++) {
            int role = cell_at(canvas, x, y)->role;
            buf_add_char(out, role == ROLE_TEXT ? '.' : (char)('a' + role));
            if (role != ROLE_TEXT)
                kept = out->len;
        }
        out->len = kept;
        buf_add_char(out, '\n');
    }
}
