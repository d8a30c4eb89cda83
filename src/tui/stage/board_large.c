#include "tui/stage/board_large.h"

#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/widgets/banner.h"
#include "tui/widgets/digits.h"

enum large large_of(struct rect body)
{
    enum { MORE_WIDTH = 100, MORE_HEIGHT = 32, MOST_WIDTH = 160, MOST_HEIGHT = 48 };
    if (body.width >= MOST_WIDTH && body.height >= MOST_HEIGHT)
        return LARGE_MOST;
    return body.width >= MORE_WIDTH && body.height >= MORE_HEIGHT ? LARGE_MORE : LARGE_LITTLE;
}

struct rect large_inset(struct rect body)
{
    static const int margins[LARGES][2] = {{2, 0}, {4, 1}, {8, 2}};
    const int *margin = margins[large_of(body)];
    return rect_inset(body, margin[0], margin[1]);
}

int large_sign_rows(enum large large)
{
    static const int rows[LARGES] = {3, 5, 7};
    return rows[large];
}

/* ---- Pages that turn by themselves ------------------------------------------------------------------ */

void pager_begin(struct pager *pager)
{
    pager->turns = false;
}

void pager_reset(struct pager *pager, int64_t now)
{
    pager->since = now;
    pager->turns = false;
}

static int64_t turned(const struct pager *pager, int64_t now)
{
    return now > pager->since ? (now - pager->since) / PAGER_MS : 0;
}

int pager_page(struct pager *pager, int pages, int64_t now)
{
    if (pages <= 1)
        return 0;
    pager->turns = true;
    return (int)(turned(pager, now) % pages);
}

int64_t pager_due(const struct pager *pager, int64_t now)
{
    return pager->turns ? pager->since + (turned(pager, now) + 1) * PAGER_MS : -1;
}

/* ---- Figures ---------------------------------------------------------------------------------------- */

/* Draws the big digits beside the canvas and brings them over, each cell as a square of `times` cells. */
static void draw_times(struct canvas *canvas, int x, int y, struct text text, int times, enum role role)
{
    struct canvas small;
    canvas_init(&small, canvas->ascii);
    canvas_reset(&small, digits_width(text, DIGITS_BIG), digits_height(DIGITS_BIG));
    digits_draw(&small, 0, 0, text, DIGITS_BIG, role);
    for (int row = 0; row < small.height; row++)
        for (int column = 0; column < small.width; column++) {
            const struct canvas_cell *cell = canvas_cell(&small, column, row);
            char character[CELL_BYTES + 1] = {0};
            memcpy(character, cell->text, cell->len);
            canvas_fill(canvas, (struct rect){x + column * times, y + row * times, times, times}, character,
                        role);
        }
    canvas_finish(&small);
}

void large_figure(const struct easel *easel, struct rect rect, int rows, struct text text, enum role role)
{
    enum { AIR = 2 };
    if (rect.height > rows)
        rect = rect_center(rect, rect.width, rows);
    int width = digits_width(text, DIGITS_BIG), height = digits_height(DIGITS_BIG);
    int times = width > 0 ? (rect.width - AIR) / width : 0;
    times = times < rect.height / height ? times : rect.height / height;
    if (times < 1) {
        digits_center(easel->canvas, rect, text, role);
        return;
    }
    struct rect place = rect_center(rect, width * times, height * times);
    struct rect ground = rect_center(rect, place.width + AIR, place.height);
    canvas_fill(easel->canvas, ground, " ", role);
    draw_times(easel->canvas, ground.x + 1, place.y, text, times, role);
}

/* ---- Lines and signs -------------------------------------------------------------------------------- */

void large_line(const struct easel *easel, struct rect rect, int y, struct text text, enum role role)
{
    int width = utf8_width(text);
    int x = rect.x + (width < rect.width ? (rect.width - width) / 2 : 0);
    canvas_fit(easel->canvas, x, y, rect.x + rect.width - x, text, role);
}

/* The longest line at which the text takes no more lines than it must: so that the last is no orphan. */
static int balanced_width(struct arena *arena, struct text text, int width)
{
    size_t lines, tried;
    utf8_wrap(arena, text, width, &lines);
    int low = 2, high = width;
    while (low < high) {
        int middle = (low + high) / 2;
        utf8_wrap(arena, text, middle, &tried);
        if (tried <= lines)
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}

static int wrap_width(int width)
{
    return width < 2 ? 2 : width;
}

void large_lines(const struct easel *easel, struct rect *rest, struct text text, enum role role)
{
    size_t lines;
    int width = balanced_width(easel->arena, text, wrap_width(rest->width));
    const struct text_line *line = utf8_wrap(easel->arena, text, width, &lines);
    for (size_t i = 0; i < lines && rest->height > 0; i++)
        large_line(easel, *rest, rect_take_top(rest, 1).y, line[i].text, role);
}

static bool has_latin(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((text.at[i] >= 'a' && text.at[i] <= 'z') || (text.at[i] >= 'A' && text.at[i] <= 'Z'))
            return true;
    return false;
}

/* A banner sets wide characters apart, which looks odd beside Latin words: those are written here. */
void large_sign(const struct easel *easel, struct rect rect, struct text text, enum role role)
{
    enum { FRAME = 3 };
    bool filled = role == ROLE_WARM || role == ROLE_HOT || role == ROLE_SELECTED || role == ROLE_TITLE;
    struct rect inside = rect_inset(rect, FRAME, rect.height > 2 && !filled ? 1 : 0);
    if (utf8_width(text) <= inside.width && !has_latin(text)) {
        banner_draw(easel->canvas, rect, text, role);
        return;
    }
    banner_draw(easel->canvas, rect, text_of(""), role);
    size_t lines;
    int width = balanced_width(easel->arena, text, wrap_width(inside.width));
    utf8_wrap(easel->arena, text, width, &lines);
    struct rect place = rect_center(inside, inside.width, (int)lines);
    large_lines(easel, &place, text, role == ROLE_DIM ? ROLE_STRONG : role);
}

void large_warnings(const struct easel *easel, struct rect *rect, bool rehearsal, bool apart)
{
    if (rehearsal) {
        struct rect row = rect_take_top(rect, 1);
        canvas_fill(easel->canvas, row, " ", ROLE_HOT);
        large_line(easel, row, row.y, text_of(_("REHEARSAL: nothing of this counts")), ROLE_HOT);
    }
    if (apart) {
        struct rect row = rect_take_bottom(rect, 1);
        large_line(easel, row, row.y,
                   text_of(_("● The connection is lost. This goes on by itself once it is back.")), ROLE_BAD);
    }
}

/* ---- Blocks ----------------------------------------------------------------------------------------- */

void block_add(struct block *block, struct text label, struct text text, enum role role, bool apart)
{
    if (block->count < BLOCK_PARTS)
        block->parts[block->count++] = (struct block_part){label, text, role, apart};
}

/* A block set in lines at a width. */
struct setting {
    const struct text_line *lines[BLOCK_PARTS];
    size_t counts[BLOCK_PARTS];
    int hang;  /* columns of the labels */
    int width; /* of the longest line with its label */
    int rows;  /* without empty lines */
    int gaps;  /* parts that stand apart, but the first */
};

static void set_block(const struct block *block, struct arena *arena, int width, struct setting *out)
{
    *out = (struct setting){.hang = 0};
    for (int i = 0; i < block->count; i++) {
        int label = utf8_width(block->parts[i].label);
        if (label && label + 1 > out->hang)
            out->hang = label + 1;
    }
    for (int i = 0; i < block->count; i++) {
        const struct block_part *part = &block->parts[i];
        int hang = part->label.len ? out->hang : 0;
        int most = wrap_width(width - hang);
        int measure = part->role == ROLE_STRONG ? balanced_width(arena, part->text, most) : most;
        out->lines[i] = utf8_wrap(arena, part->text, measure, &out->counts[i]);
        for (size_t k = 0; k < out->counts[i]; k++) {
            int line = utf8_width(out->lines[i][k].text) + hang;
            out->width = line > out->width ? line : out->width;
        }
        out->rows += (int)out->counts[i];
        out->gaps += i > 0 && part->apart;
    }
}

/* Draws lines [from, from + rect.height) of the setting. */
static void draw_setting(const struct block *block, const struct setting *setting, const struct easel *easel,
                         struct rect rect, int from, bool airy)
{
    int row = -from, end = rect.x + rect.width;
    for (int i = 0; i < block->count; i++) {
        const struct block_part *part = &block->parts[i];
        int x = rect.x + (part->label.len ? setting->hang : 0);
        row += airy && i > 0 && part->apart;
        for (size_t k = 0; k < setting->counts[i]; k++, row++) {
            if (row < 0 || row >= rect.height)
                continue;
            if (k == 0)
                canvas_text(easel->canvas, rect.x, rect.y + row, setting->hang, part->label, part->role);
            canvas_text(easel->canvas, x, rect.y + row, end - x, setting->lines[i][k].text, part->role);
        }
    }
}

/* "2/3" in the lower right corner. */
static void draw_page_number(const struct easel *easel, struct rect row, int page, int pages)
{
    canvas_fit_right(easel->canvas, row.x, row.y, row.width,
                     arena_textf(easel->arena, "%d/%d", page + 1, pages), ROLE_DIM);
}

void block_draw(const struct block *block, const struct easel *easel, struct rect rect)
{
    static const int widths[LARGES] = {72, 84, 110}; /* longer lines are hard to follow */
    struct setting setting;
    int width = rect.width < widths[easel->large] ? rect.width : widths[easel->large];
    if (rect.height <= 0 || block->count == 0)
        return;
    set_block(block, easel->arena, width, &setting);
    if (setting.rows > rect.height && width < rect.width)
        set_block(block, easel->arena, rect.width, &setting);
    bool airy = setting.rows + setting.gaps <= rect.height;
    int rows = setting.rows + (airy ? setting.gaps : 0);
    if (rows <= rect.height) {
        draw_setting(block, &setting, easel, rect_center(rect, setting.width, rows), 0, airy);
        return;
    }
    struct rect number = rect_take_bottom(&rect, 1);
    int height = rect.height > 0 ? rect.height : 1;
    int pages = (rows + height - 1) / height;
    int page = pager_page(easel->pager, pages, easel->now);
    draw_setting(block, &setting, easel, rect_center(rect, setting.width, rect.height), page * height, airy);
    draw_page_number(easel, number, page, pages);
}

/* ---- Cells ------------------------------------------------------------------------------------------ */

enum { CELL_GAP = 3, CELL_NAME_LEAST = 12, CELL_NAME_MOST = 44 };

struct cell_measure {
    int mark, name, figure; /* columns, with their gaps */
};

static int at_least(int a, int b)
{
    return a > b ? a : b;
}

static struct cell_measure measure(const struct cell_row *cells, int count)
{
    struct cell_measure out = {0, 0, 0};
    for (int i = 0; i < count; i++) {
        out.mark = at_least(out.mark, utf8_width(cells[i].mark));
        out.name = at_least(out.name, utf8_width(cells[i].name));
        out.figure = at_least(out.figure, utf8_width(cells[i].figure));
    }
    out.mark += out.mark > 0 ? 1 : 0;
    out.figure += out.figure > 0 ? 2 : 0;
    return out;
}

/* Columns a cell takes when its names are cut as far as they may be. */
static int least_width(const struct cell_measure *measure)
{
    int name = measure->name < CELL_NAME_LEAST ? measure->name : CELL_NAME_LEAST;
    return at_least(measure->mark + name + measure->figure, 1);
}

static int most_columns(const struct cell_measure *measure, int width)
{
    return at_least((width + CELL_GAP) / (least_width(measure) + CELL_GAP), 1);
}

int cells_across(const struct cell_row *cells, int count, int width)
{
    int across = count;
    while (across > 1 && cells_rows(cells, across, width) > 1)
        across--;
    return across;
}

int cells_rows(const struct cell_row *cells, int count, int width)
{
    struct cell_measure measured = measure(cells, count);
    int columns = most_columns(&measured, width);
    return (count + columns - 1) / columns;
}

static void draw_cell(const struct easel *easel, struct rect rect, const struct cell_measure *measure,
                      const struct cell_row *cell)
{
    if (cell->role != ROLE_TEXT)
        canvas_fill(easel->canvas, rect, " ", cell->role);
    int width = rect.width - measure->mark - measure->figure;
    canvas_fit(easel->canvas, rect.x, rect.y, measure->mark, cell->mark, cell->role);
    canvas_fit(easel->canvas, rect.x + measure->mark, rect.y, width, cell->name, cell->role);
    if (measure->figure)
        canvas_fit_right(easel->canvas, rect.x + rect.width - measure->figure + 1, rect.y,
                         measure->figure - 1, cell->figure, cell->role);
}

/* The fewest columns in which all fit; else as many as there can be. */
static int columns_for(const struct cell_measure *measure, int count, struct rect rect)
{
    int most = most_columns(measure, rect.width);
    int needed = (count + rect.height - 1) / rect.height;
    return needed < most ? needed : most;
}

void cells_draw(const struct easel *easel, struct rect rect, const struct cell_row *cells, int count)
{
    if (count == 0 || rect.height <= 0)
        return;
    struct cell_measure measured = measure(cells, count);
    int columns = columns_for(&measured, count, rect);
    bool paged = columns * rect.height < count && rect.height > 1;
    struct rect number = paged ? rect_take_bottom(&rect, 1) : (struct rect){0, 0, 0, 0};
    int each = columns * rect.height, pages = (count + each - 1) / each;
    int page = pager_page(easel->pager, pages, easel->now);
    int first = page * each, here = count - first < each ? count - first : each;
    int rows = ((pages > 1 ? each : count) + columns - 1) / columns;
    int room = (rect.width - (columns - 1) * CELL_GAP) / columns;
    int name = measured.name < CELL_NAME_MOST ? measured.name : CELL_NAME_MOST;
    int want = measured.mark + name + measured.figure;
    int width = want < room ? want : room;
    int step = rows > 1 && 2 * rows - 1 <= rect.height ? 2 : 1;
    struct rect place = rect_center(rect, columns * (width + CELL_GAP) - CELL_GAP, rows * step - (step - 1));
    for (int i = 0; i < here; i++)
        draw_cell(easel,
                  (struct rect){place.x + i / rows * (width + CELL_GAP), place.y + i % rows * step, width, 1},
                  &measured, &cells[first + i]);
    if (paged)
        draw_page_number(easel, number, page, pages);
}
