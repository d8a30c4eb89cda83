#include "tui/widgets/table_view.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/widgets/bar.h"
#include "tui/widgets/table_cell.h"

#include <stdlib.h>

/* MARGIN: the mark of the cursor's row on the left, that of further columns on the right. */
enum { MARGIN = 2, GAP = 2, BAR_MIN = 8, BAR_MAX = 20, STAYING_MOST = 4 };

/* ---- What it holds ------------------------------------------------------------------------------------- */

static int widest_cell(const struct table *table, int c)
{
    const struct column *column = &table->columns[c];
    int widest = 0;
    for (size_t r = 0; r < table->row_count; r++) {
        int width = table_cell_width(column, table_cell(table, r, c));
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* Up to the name, by which a row is known. */
static int staying(const struct table_view *view)
{
    for (int i = 0; i < view->column_count && i < STAYING_MOST; i++) {
        const char *key = view->table->columns[view->columns[i].of].key;
        if (text_is(text_of(key), "name") || text_is(text_of(key), "unit"))
            return i + 1;
    }
    return view->column_count > 1 ? 1 : 0;
}

void table_view_init(struct table_view *view, const struct table *table)
{
    *view = (struct table_view){.table = table, .sorted = TABLE_VIEW_OWN_ORDER};
    view->order = xcalloc(table->row_count + 1, sizeof *view->order);
    view->columns = xcalloc((size_t)table->column_count + 1, sizeof *view->columns);
    for (size_t r = 0; r < table->row_count; r++)
        view->order[r] = r;
    for (int c = 0; c < table->column_count; c++) {
        int heading = utf8_width(table_column_heading(&table->columns[c]));
        int cells = heading ? widest_cell(table, c) : 0;
        if (heading)
            view->columns[view->column_count++] = (struct table_view_column){
                .of = c, .cells = cells, .natural = cells > heading ? cells : heading};
    }
    view->stays = view->first = staying(view);
    list_resize(&view->rows, (int)table->row_count);
}

void table_view_finish(struct table_view *view)
{
    free(view->order);
    free(view->columns);
    buf_finish(&view->needle);
    *view = (struct table_view){.sorted = TABLE_VIEW_OWN_ORDER};
}

static void put_in_order(struct table_view *view)
{
    if (view->sorted != TABLE_VIEW_OWN_ORDER) {
        table_order(view->table, view->columns[view->sorted].of, view->descending, view->order);
        return;
    }
    for (size_t r = 0; r < view->table->row_count; r++)
        view->order[r] = r;
}

/* The same column of another table, or `otherwise`. */
static int same_column(const struct table_view *view, const struct table_view *other, int column,
                       int otherwise)
{
    if (column < 0 || column >= other->column_count)
        return otherwise;
    struct text key = text_of(other->table->columns[other->columns[column].of].key);
    for (int i = 0; i < view->column_count; i++)
        if (text_equal(text_of(view->table->columns[view->columns[i].of].key), key))
            return i;
    return otherwise;
}

void table_view_resume(struct table_view *view, const struct table_view *other)
{
    view->at = same_column(view, other, other->at, 0);
    view->sorted = same_column(view, other, other->sorted, TABLE_VIEW_OWN_ORDER);
    view->descending = other->descending;
    put_in_order(view);
    buf_clear(&view->needle);
    buf_add_text(&view->needle, buf_text(&other->needle));
    view->rows.top = other->rows.top;
    list_choose(&view->rows, other->rows.at);
}

/* ---- Layout -------------------------------------------------------------------------------------------- */

static bool may_be_cut(const struct table_view *view, const struct table_view_column *column)
{
    return view->table->columns[column->of].type == CELL_TEXT;
}

static int extent(const struct table_view_column *column)
{
    return column->width + (column->bar ? column->bar + 1 : 0);
}

/* Of columns [from, to) with the gaps between them. */
static int extent_of(const struct table_view *view, int from, int to)
{
    int width = 0;
    for (int i = from; i < to; i++)
        width += extent(&view->columns[i]) + (i > from ? GAP : 0);
    return width;
}

/* What texts give up goes back to them as far as there is room. */
static void give_back(struct table_view *view, int room)
{
    for (int i = 0; i < view->column_count && room > 0; i++) {
        struct table_view_column *column = &view->columns[i];
        int more = column->natural - column->width;
        more = more < room ? more : room;
        column->width += more;
        room -= more;
    }
}

static void give_bars(struct table_view *view, int room)
{
    int wanting = 0;
    for (int i = 0; i < view->column_count; i++)
        wanting += view->table->columns[view->columns[i].of].bar ? 1 : 0;
    if (wanting == 0 || room / wanting - 1 < BAR_MIN)
        return;
    int bar = room / wanting - 1 < BAR_MAX ? room / wanting - 1 : BAR_MAX;
    for (int i = 0; i < view->column_count; i++)
        view->columns[i].bar = view->table->columns[view->columns[i].of].bar ? bar : 0;
}

/* From column `from` on. Numbers are never cut, but a heading above them may be. */
static void cap(struct table_view *view, int from, int most, int heading_most)
{
    for (int i = from; i < view->column_count; i++) {
        struct table_view_column *column = &view->columns[i];
        int limit = column->cells > heading_most ? column->cells : heading_most;
        if (may_be_cut(view, column) && limit > most)
            limit = most;
        column->width = column->natural > limit ? limit : column->natural;
        column->bar = 0;
    }
}

/* Of a table that does not fit anyway the texts give up more, so that more of the numbers are in view; but
 * not those by which one knows a row. */
static void choose_widths(struct table_view *view, int width)
{
    enum { TEXT_LEAST = 16, HEADING_LEAST = 12 };
    cap(view, 0, width / 3 > TEXT_LEAST ? width / 3 : TEXT_LEAST, width);
    if (extent_of(view, 0, view->column_count) > width)
        cap(view, staying(view), width / 5 > TEXT_LEAST ? width / 5 : TEXT_LEAST, HEADING_LEAST);
    give_back(view, width - extent_of(view, 0, view->column_count));
    give_bars(view, width - extent_of(view, 0, view->column_count));
}

/* Those that stay leave at least half of the width to the others. */
static void choose_staying(struct table_view *view, int width)
{
    bool leftmost = view->first <= view->stays;
    view->stays = staying(view);
    while (view->stays > 0 && extent_of(view, 0, view->stays) > width / 2)
        view->stays--;
    if (leftmost) /* what no longer stays is not to be out of view */
        view->first = view->stays;
}

static void show_column(struct table_view *view, int width)
{
    int room = width - (view->stays ? extent_of(view, 0, view->stays) + GAP : 0);
    int most = view->column_count - 1; /* as far as the last column is still in view */
    while (most > view->stays && extent_of(view, most - 1, view->column_count) <= room)
        most--;
    view->first = view->first > most ? most : view->first;
    if (view->at >= view->stays && view->at < view->first)
        view->first = view->at;
    while (view->first < view->at && extent_of(view, view->first, view->at + 1) > room)
        view->first++;
    view->first = view->first < view->stays ? view->stays : view->first;
}

void table_view_layout(struct table_view *view, int width)
{
    width = width > 2 * MARGIN ? width - 2 * MARGIN : 1;
    choose_widths(view, width);
    if (extent_of(view, 0, view->column_count) <= width) {
        view->first = view->stays = 0;
        return;
    }
    choose_staying(view, width);
    show_column(view, width);
}

bool table_view_is_whole(const struct table_view *view)
{
    return view->stays == 0 && view->first == 0 &&
           extent_of(view, 0, view->column_count) <= view->head.width - 2 * MARGIN;
}

/* ---- Drawing ------------------------------------------------------------------------------------------- */

/* The columns in view from the left to the right: `i` begins at -1; false: no more. */
static bool next_shown(const struct table_view *view, int *i, struct rect *place)
{
    int end = view->head.x + view->head.width - MARGIN;
    int last = *i;
    *i = last + 1 == view->stays && view->first > view->stays ? view->first : last + 1;
    place->x = last < 0 ? view->head.x + MARGIN : place->x + extent(&view->columns[last]) + GAP;
    if (*i >= view->column_count || place->x >= end)
        return false;
    int width = extent(&view->columns[*i]);
    place->width = width < end - place->x ? width : end - place->x;
    /* Half a number would be a wrong one: only what stands alone is cut by the edge. */
    return place->width == width || *i == view->first || *i < view->stays;
}

static void draw_head(struct table_view *view, struct canvas *canvas)
{
    struct rect place = {.y = view->head.y, .height = 1};
    int shown = 0;
    for (int i = -1; next_shown(view, &i, &place); shown = i + 1) {
        const struct column *column = &view->table->columns[view->columns[i].of];
        enum role role = i == view->at ? ROLE_SELECTED : ROLE_ACCENT;
        struct text heading = table_column_heading(column);
        int end = place.x + place.width;
        if (table_column_is_right(column) && !view->columns[i].bar)
            canvas_fit_right(canvas, place.x, place.y, place.width, heading, role);
        else
            end = place.x + canvas_fit(canvas, place.x, place.y, place.width, heading, role);
        if (i == view->sorted)
            canvas_string(canvas, end, place.y, 1, view->descending ? "↓" : "↑", ROLE_STRONG);
    }
    if (view->first > view->stays)
        canvas_string(canvas, view->head.x, view->head.y, 1, "←", ROLE_STRONG);
    if (shown < view->column_count)
        canvas_string(canvas, view->head.x + view->head.width - 1, view->head.y, 1, "→", ROLE_STRONG);
}

static struct text without_line_ends(struct text text, struct buf *room)
{
    if (!text.len || !memchr(text.at, '\n', text.len))
        return text;
    buf_clear(room);
    buf_add_text(room, text);
    for (size_t i = 0; i < room->len; i++)
        if (room->at[i] == '\n')
            room->at[i] = ' ';
    return buf_text(room);
}

static bool is_path(const struct column *column)
{
    return text_is(text_of(column->key), "unit");
}

static void mark_hit(const struct table_view *view, struct canvas *canvas, struct rect place,
                     struct text shown, bool right)
{
    ptrdiff_t at = table_text_find(shown, buf_text(&view->needle));
    if (at < 0)
        return;
    int width = utf8_width(shown);
    int before = utf8_width(text_make(shown.at, (size_t)at));
    int x = place.x + before + (right && width < place.width ? place.width - width : 0);
    int length = utf8_width(text_make(shown.at + at, view->needle.len));
    int end = place.x + place.width;
    x = x < end ? x : end - 1; /* the place itself is cut away: its "…" */
    canvas_paint(canvas, (struct rect){x, place.y, length < end - x ? length : end - x, 1}, ROLE_WARM);
}

static void draw_bar(struct canvas *canvas, struct rect place, const struct column *column,
                     const struct cell *cell)
{
    enum { FINE = 1000 };
    double share = table_cell_share(column, cell);
    if (share >= 0)
        bar_draw(canvas, place.x, place.y, place.width, (int64_t)(share * FINE + 0.5), FINE, ROLE_ACCENT);
}

static void draw_cell(const struct table_view *view, struct canvas *canvas, int i, struct rect place,
                      size_t row, enum role role, struct buf *scratch)
{
    char room[TABLE_CELL_SIZE];
    const struct table_view_column *shown = &view->columns[i];
    const struct column *column = &view->table->columns[shown->of];
    const struct cell *cell = table_cell(view->table, row, shown->of);
    struct text text = without_line_ends(table_cell_text(column, cell, room), scratch);
    bool right = table_column_is_right(column);
    struct rect number = place;
    number.width = shown->width < place.width ? shown->width : place.width;
    if (is_path(column))
        text = facts_unit(text, number.width);
    if (right)
        canvas_fit_right(canvas, number.x, number.y, number.width, text, role);
    else
        canvas_fit(canvas, number.x, number.y, number.width, text, role);
    if (view->needle.len)
        mark_hit(view, canvas, number, text, right);
    if (shown->bar)
        draw_bar(canvas, (struct rect){place.x + shown->width + 1, place.y, shown->bar, 1}, column, cell);
}

static void draw_row(const struct table_view *view, struct canvas *canvas, int place, struct rect line,
                     struct buf *scratch)
{
    bool at = place == view->rows.at;
    enum role role = at ? ROLE_SELECTED : ROLE_TEXT;
    if (at)
        canvas_fill(canvas, line, " ", role);
    canvas_string(canvas, line.x, line.y, 1, at ? "▸" : " ", role);
    struct rect cell = {.y = line.y, .height = 1};
    for (int i = -1; next_shown(view, &i, &cell);)
        draw_cell(view, canvas, i, cell, view->order[place], role, scratch);
}

void table_view_draw(struct table_view *view, struct canvas *canvas, struct rect rect)
{
    struct buf scratch = BUF_EMPTY;
    view->head = rect_take_top(&rect, 1);
    view->body = rect;
    table_view_layout(view, view->head.width);
    draw_head(view, canvas);
    list_show(&view->rows, rect.height);
    for (int i = 0; i < view->rows.rows && view->rows.top + i < view->rows.count; i++)
        draw_row(view, canvas, view->rows.top + i, rect_take_top(&rect, 1), &scratch);
    buf_finish(&scratch);
}

/* ---- Moving and sorting -------------------------------------------------------------------------------- */

void table_view_step(struct table_view *view, int by)
{
    int to = view->at + by;
    view->at = to < 0 || view->column_count == 0 ? 0 : to >= view->column_count ? view->column_count - 1 : to;
}

bool table_view_row(const struct table_view *view, size_t *row)
{
    if (view->rows.count == 0)
        return false;
    *row = view->order[view->rows.at];
    return true;
}

const struct column *table_view_column(const struct table_view *view)
{
    return view->column_count ? &view->table->columns[view->columns[view->at].of] : NULL;
}

int table_view_heading_at(const struct table_view *view, int x, int y)
{
    struct rect place = {.y = view->head.y, .height = 1};
    for (int i = -1; y == view->head.y && next_shown(view, &i, &place);)
        if (x >= place.x && x < place.x + place.width)
            return i;
    return -1;
}

static bool greatest_first(const struct table_view *view, int column)
{
    enum cell_type type = view->table->columns[view->columns[column].of].type;
    return type == CELL_MARK || type == CELL_PERCENT || type == CELL_REAL;
}

void table_view_sort(struct table_view *view)
{
    if (view->column_count == 0)
        return;
    bool first = greatest_first(view, view->at);
    if (view->sorted != view->at) {
        view->sorted = view->at;
        view->descending = first;
    } else if (view->descending == first) {
        view->descending = !first;
    } else {
        view->sorted = TABLE_VIEW_OWN_ORDER;
    }
    put_in_order(view);
    list_choose(&view->rows, 0);
}

/* ---- Searching ----------------------------------------------------------------------------------------- */

static bool holds(const struct table_view *view, int place, int i)
{
    int column = view->columns[i].of;
    return table_cell_holds(&view->table->columns[column],
                            table_cell(view->table, view->order[place], column), buf_text(&view->needle));
}

/* The first column of a row, from `from` on in the direction `by`, that holds it; -1: none. */
static int find_in_row(const struct table_view *view, int place, int from, int by)
{
    for (int i = from; i >= 0 && i < view->column_count; i += by)
        if (holds(view, place, i))
            return i;
    return -1;
}

static bool find_from(struct table_view *view, int place, int column, int by, bool *wrapped)
{
    int count = view->rows.count;
    *wrapped = false;
    for (int rows = 0; rows <= count; rows++) {
        int found = find_in_row(view, place, column, by);
        if (found >= 0) {
            list_choose(&view->rows, place);
            view->at = found;
            return true;
        }
        column = by > 0 ? 0 : view->column_count - 1;
        place += by;
        if (place >= 0 && place < count)
            continue;
        place = by > 0 ? 0 : count - 1;
        *wrapped = true;
    }
    return false;
}

bool table_view_search(struct table_view *view, struct text text)
{
    bool wrapped;
    buf_clear(&view->needle);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        buf_add_char(&view->needle, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    return text.len == 0 || (view->rows.count > 0 && find_from(view, view->rows.at, 0, 1, &wrapped));
}

bool table_view_find(struct table_view *view, bool forward, bool *wrapped)
{
    *wrapped = false;
    if (view->needle.len == 0 || view->rows.count == 0)
        return false;
    return find_from(view, view->rows.at, view->at + (forward ? 1 : -1), forward ? 1 : -1, wrapped);
}
