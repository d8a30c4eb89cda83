#include "tui/widgets/area.h"

#include "base/unicode.h"

void area_init(struct area *area, size_t limit)
{
    *area = (struct area){.limit = limit, .width = AREA_WIDTH, .height = 1, .column = -1};
}

void area_finish(struct area *area)
{
    buf_finish(&area->text);
}

struct text area_text(const struct area *area)
{
    return buf_text(&area->text);
}

static struct text before(const struct area *area)
{
    return text_make(area_text(area).at, area->cursor);
}

static struct text after(const struct area *area)
{
    return text_from(area_text(area), area->cursor);
}

/* ---- Changing --------------------------------------------------------------------------------------- */

/* What of `text` may stand here: line ends as \n, tabs as blanks, no controls. */
static void clean(struct text text, struct buf *out)
{
    for (size_t at = 0, step; at < text.len; at += step) {
        struct text rest = text_from(text, at);
        step = utf8_step(rest);
        if (rest.at[0] == '\r') {
            buf_add_char(out, '\n');
            step += rest.len > 1 && rest.at[1] == '\n';
        } else if (rest.at[0] == '\n' || rest.at[0] == '\t') {
            buf_add_char(out, rest.at[0] == '\t' ? ' ' : '\n');
        } else if (utf8_is_printable(rest)) {
            buf_add(out, rest.at, step);
        }
    }
}

/* Puts in as much of `piece` as there is room for, up to a whole character. */
static enum area_done insert(struct area *area, struct text piece)
{
    size_t room = area->limit > area->text.len ? area->limit - area->text.len : 0;
    bool full = piece.len > room;
    if (full)
        piece.len = room;
    while (full && piece.len > 0 && utf8_find_invalid(piece) >= 0)
        piece.len--;
    struct buf joined = BUF_EMPTY;
    buf_add_text(&joined, before(area));
    buf_add_text(&joined, piece);
    buf_add_text(&joined, after(area));
    buf_finish(&area->text);
    area->text = joined;
    area->cursor += piece.len;
    area->column = -1;
    return full ? AREA_FULL : piece.len > 0 ? AREA_CHANGED : AREA_IGNORED;
}

static enum area_done insert_clean(struct area *area, struct text text)
{
    struct buf cleaned = BUF_EMPTY;
    clean(text, &cleaned);
    enum area_done done = insert(area, buf_text(&cleaned));
    buf_finish(&cleaned);
    return done;
}

void area_set(struct area *area, struct text text)
{
    buf_clear(&area->text);
    area->cursor = 0;
    area->top = 0;
    insert_clean(area, text);
}

static enum area_done erase(struct area *area, size_t from, size_t len)
{
    if (len == 0)
        return AREA_IGNORED;
    char *at = area->text.at;
    memmove(at + from, at + from + len, area->text.len - from - len + 1);
    area->text.len -= len;
    area->cursor = from;
    area->column = -1;
    return AREA_CHANGED;
}

/* ---- Rows ------------------------------------------------------------------------------------------- */

static size_t row_start(const struct area *area, const struct area_rows *rows, int row)
{
    return (size_t)(rows->rows[row].at - area_text(area).at);
}

/* The last place at which the cursor still stands on this row. */
static size_t row_end(const struct area *area, const struct area_rows *rows, int row)
{
    if (row + 1 == rows->count)
        return area->text.len;
    size_t next = row_start(area, rows, row + 1);
    return next - utf8_grapheme_back(text_make(area_text(area).at, next));
}

static int column_of(const struct area *area, size_t from, size_t to)
{
    return utf8_width(text_make(area_text(area).at + from, to - from));
}

/* The place on a row that is nearest to a column. */
static size_t place_at(const struct area *area, const struct area_rows *rows, int row, int column)
{
    size_t at = row_start(area, rows, row), end = row_end(area, rows, row);
    int used = 0;
    while (at < end) {
        size_t step = utf8_grapheme(text_from(area_text(area), at));
        int width = utf8_width(text_make(area_text(area).at + at, step));
        if (used + width > column)
            break;
        used += width;
        at += step;
    }
    return at < end ? at : end;
}

static void wrap(const struct area *area, struct arena *arena, struct area_rows *out)
{
    size_t count;
    const struct text_line *lines = utf8_wrap(arena, area_text(area), area->width - 1, &count);
    struct text *rows = arena_array(arena, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = lines[i].text;
    *out = (struct area_rows){.rows = rows, .count = (int)count};
    while (out->row + 1 < out->count && row_start(area, out, out->row + 1) <= area->cursor)
        out->row++;
    out->column = column_of(area, row_start(area, out, out->row), area->cursor);
    if (out->column > area->width - 1) /* among blanks that hang over the edge */
        out->column = area->width - 1;
}

/* ---- Moving ----------------------------------------------------------------------------------------- */

static enum area_done go_to(struct area *area, size_t place)
{
    bool moved = place != area->cursor;
    area->cursor = place;
    return moved ? AREA_MOVED : AREA_IGNORED;
}

static enum area_done go_rows(struct area *area, const struct area_rows *rows, int by)
{
    int to = rows->row + by;
    to = to < 0 ? 0 : to >= rows->count ? rows->count - 1 : to;
    int column = area->column >= 0 ? area->column : rows->column;
    if (to == rows->row)
        return AREA_IGNORED;
    enum area_done done = go_to(area, place_at(area, rows, to, column));
    area->column = column;
    return done;
}

static enum area_done move(struct area *area, uint32_t key, const struct area_rows *rows)
{
    int page = area->height > 1 ? area->height - 1 : 1;
    switch (key) {
    case INPUT_UP:
        return go_rows(area, rows, -1);
    case INPUT_DOWN:
        return go_rows(area, rows, 1);
    case INPUT_PAGE_UP:
        return go_rows(area, rows, -page);
    case INPUT_PAGE_DOWN:
        return go_rows(area, rows, page);
    default:
        break;
    }
    area->column = -1;
    switch (key) {
    case INPUT_LEFT:
        return go_to(area, area->cursor - utf8_grapheme_back(before(area)));
    case INPUT_RIGHT:
        return go_to(area, area->cursor + utf8_grapheme(after(area)));
    case INPUT_HOME:
        return go_to(area, row_start(area, rows, rows->row));
    case INPUT_END:
        return go_to(area, row_end(area, rows, rows->row));
    default:
        return AREA_IGNORED;
    }
}

static enum area_done on_key(struct area *area, uint32_t key)
{
    if (key == INPUT_ENTER)
        return insert(area, text_of("\n"));
    if (key == INPUT_BACKSPACE) {
        size_t back = utf8_grapheme_back(before(area));
        return erase(area, area->cursor - back, back);
    }
    if (key == INPUT_DELETE)
        return erase(area, area->cursor, utf8_grapheme(after(area)));
    struct arena arena = ARENA_EMPTY;
    struct area_rows rows;
    wrap(area, &arena, &rows);
    enum area_done done = move(area, key, &rows);
    arena_finish(&arena);
    return done;
}

enum area_done area_event(struct area *area, const struct event *event)
{
    char bytes[4];
    switch (event->kind) {
    case EVENT_KEY:
        return on_key(area, event->key);
    case EVENT_CHARACTER:
        return insert_clean(area, text_make(bytes, utf8_encode(event->character, bytes)));
    case EVENT_PASTE:
        return insert_clean(area, event->paste);
    default:
        return AREA_IGNORED;
    }
}

void area_point(struct area *area, int row, int column)
{
    struct arena arena = ARENA_EMPTY;
    struct area_rows rows;
    wrap(area, &arena, &rows);
    row = row < 0 ? 0 : row >= rows.count ? rows.count - 1 : row;
    go_to(area, place_at(area, &rows, row, column));
    area->column = -1;
    arena_finish(&arena);
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

void area_lay(struct area *area, int width, int height, struct arena *arena, struct area_rows *out)
{
    area->width = width < 3 ? 3 : width;
    area->height = height < 1 ? 1 : height;
    wrap(area, arena, out);
    if (out->row < area->top)
        area->top = out->row;
    if (out->row >= area->top + area->height)
        area->top = out->row - area->height + 1;
    int most = out->count > area->height ? out->count - area->height : 0;
    area->top = area->top > most ? most : area->top;
}

void area_draw_row(const struct area *area, const struct area_rows *rows, int row, struct canvas *canvas,
                   int x, int y, bool focused)
{
    if (row < rows->count)
        canvas_text(canvas, x, y, area->width, rows->rows[row], ROLE_TEXT);
    if (focused && row == rows->row)
        canvas_cursor(canvas, x + rows->column, y);
}

void area_draw(struct area *area, struct canvas *canvas, struct rect rect, bool focused, struct arena *arena)
{
    struct area_rows rows;
    area_lay(area, rect.width, rect.height, arena, &rows);
    for (int i = 0; i < rect.height; i++)
        area_draw_row(area, &rows, area->top + i, canvas, rect.x, rect.y + i, focused);
}
