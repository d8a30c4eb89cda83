#include "report/grid.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "report/cell.h"

#include <stdlib.h>
#include <string.h>

enum {
    BAR_CELLS = 10,
    NARROWEST = 8, /* a broken text's column is no narrower */
    NARROWEST_HEADING = 4,
    WIDE_ENOUGH = 36,    /* for a text that is broken */
    HEADING_ENOUGH = 12, /* for a number whose heading is broken */
    GAP = 2,
    INDENT = 4,
};

/* Columns [from, to), side by side; where a table is too wide, each row is one band below the other. */
struct band {
    int from, to;
};

struct grid {
    const struct table *table;
    int *shown;  /* indexes of columns */
    int *widths; /* of the shown ones, with their bars */
    int *values; /* widths of the values alone */
    int count;
    struct band *bands; /* [count] at most */
    int band_count;
    bool bars;
    struct buf scratch;
    struct arena arena;
};

static const struct column *column_at(const struct grid *grid, int i)
{
    return &grid->table->columns[grid->shown[i]];
}

static bool has_bar(const struct grid *grid, int i)
{
    return grid->bars && column_at(grid, i)->bar;
}

static struct text heading_of(struct grid *grid, int i)
{
    buf_clear(&grid->scratch);
    add_printable(&grid->scratch, column_heading(column_at(grid, i)), " ");
    return buf_text(&grid->scratch);
}

static struct text value_of(struct grid *grid, size_t row, int i)
{
    buf_clear(&grid->scratch);
    cell_add_shown(&grid->scratch, column_at(grid, i), table_cell(grid->table, row, grid->shown[i]), " ");
    return buf_text(&grid->scratch);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static void measure(struct grid *grid)
{
    for (int i = 0; i < grid->count; i++) {
        int values = 0;
        for (size_t r = 0; r < grid->table->row_count; r++)
            values = larger(values, utf8_width(value_of(grid, r, i)));
        grid->values[i] = values;
    }
}

/* The columns' widths with or without bars; returns the whole width. */
static int lay_out(struct grid *grid, bool bars)
{
    int total = grid->count ? GAP * (grid->count - 1) : 0;
    grid->bars = bars;
    for (int i = 0; i < grid->count; i++) {
        int bar = has_bar(grid, i) && grid->table->row_count ? 1 + BAR_CELLS : 0;
        grid->widths[i] = larger(grid->values[i] + bar, utf8_width(heading_of(grid, i)));
        total += grid->widths[i];
    }
    return total;
}

/* The widest word of a heading; where characters are wide a line may break between any two of them. */
static int widest_word(struct text heading)
{
    int most = 0, word = 0;
    for (size_t at = 0; at < heading.len;) {
        size_t step = utf8_step(text_from(heading, at));
        int width = utf8_width(text_make(heading.at + at, step));
        word = heading.at[at] == ' ' || width > 1 ? 0 : word + width;
        most = larger(most, larger(word, width));
        at += step;
    }
    return most;
}

/* How narrow the column may get: a value that is not text is never broken, only what stands above it. */
static int floor_of(struct grid *grid, int i)
{
    if (column_at(grid, i)->type == CELL_TEXT)
        return NARROWEST;
    int word = widest_word(heading_of(grid, i));
    return larger(larger(grid->values[i], word), NARROWEST_HEADING);
}

/* The widest column of the band that may be narrowed, or -1. */
static int widest(const struct grid *grid, struct band band, const int *floors, bool texts)
{
    int best = -1;
    for (int i = band.from; i < band.to; i++)
        if ((column_at(grid, i)->type == CELL_TEXT) == texts && grid->widths[i] > floors[i] &&
            (best < 0 || grid->widths[i] > grid->widths[best]))
            best = i;
    return best;
}

/* Narrows a band to `room`; false when it does not get so narrow. */
static bool fit_band(struct grid *grid, struct band band, const int *floors, int room)
{
    int total = -GAP;
    for (int i = band.from; i < band.to; i++)
        total += grid->widths[i] + GAP;
    for (int texts = 0; texts <= 1; texts++)
        for (int i; total > room && (i = widest(grid, band, floors, texts)) >= 0; total--)
            grid->widths[i]--;
    return total <= room;
}

static int width_wished(const struct grid *grid, const int *floors, int heading, int i)
{
    int enough = column_at(grid, i)->type == CELL_TEXT ? WIDE_ENOUGH : larger(floors[i], heading);
    return grid->widths[i] < enough ? grid->widths[i] : enough;
}

/* About how many lines the rows take: words may want some more. */
static size_t lines_taken(struct grid *grid)
{
    size_t lines = 0;
    for (size_t r = 0; r < grid->table->row_count; r++)
        for (int b = 0; b < grid->band_count; b++) {
            int most = 1;
            for (int i = grid->bands[b].from; i < grid->bands[b].to; i++) {
                int width = utf8_width(value_of(grid, r, i)), room = grid->widths[i];
                most = larger(most, (width + room - 1) / larger(room, 1));
            }
            lines += (size_t)most;
        }
    return lines;
}

/* As many bands as it takes for every column to have what it wishes, headings of numbers being broken where
 * they are wider than `heading`. */
static void fold_to(struct grid *grid, const int *floors, int heading, int width)
{
    lay_out(grid, false);
    grid->band_count = 0;
    for (int from = 0, to; from < grid->count; from = to) {
        int room = from ? width - INDENT : width, used = width_wished(grid, floors, heading, from);
        for (to = from + 1; to < grid->count; to++) {
            used += GAP + width_wished(grid, floors, heading, to);
            if (used > room)
                break;
        }
        grid->bands[grid->band_count++] = (struct band){from, to};
        fit_band(grid, (struct band){from, to}, floors, room);
    }
}

/* Headings stay whole where that takes no further band. */
static void fold(struct grid *grid, const int *floors, int width)
{
    fold_to(grid, floors, HEADING_ENOUGH, width);
    int bands = grid->band_count;
    fold_to(grid, floors, 0, width);
    if (grid->band_count == bands)
        fold_to(grid, floors, HEADING_ENOUGH, width);
}

/* Broken texts or folded rows, whichever takes fewer lines. */
static void narrow(struct grid *grid, const int *floors, int width)
{
    size_t bytes = (size_t)grid->count * sizeof *grid->widths;
    if (!fit_band(grid, grid->bands[0], floors, width)) {
        fold(grid, floors, width);
        return;
    }
    size_t lines = lines_taken(grid);
    int *widths = xmalloc(bytes);
    memcpy(widths, grid->widths, bytes);
    fold(grid, floors, width);
    if (lines_taken(grid) >= lines) {
        memcpy(grid->widths, widths, bytes);
        grid->bands[0] = (struct band){0, grid->count};
        grid->band_count = 1;
    }
    free(widths);
}

static void fit(struct grid *grid, int width)
{
    grid->bands[0] = (struct band){0, grid->count};
    grid->band_count = 1;
    if (lay_out(grid, true) <= width || width <= 0)
        return;
    lay_out(grid, false);
    int *floors = xcalloc((size_t)grid->count, sizeof *floors);
    for (int i = 0; i < grid->count; i++)
        floors[i] = floor_of(grid, i);
    narrow(grid, floors, width);
    free(floors);
}

static void add_padded(struct buf *out, struct text t, int width, bool right, bool last)
{
    int own = utf8_width(t);
    size_t pad = own < width ? (size_t)(width - own) : 0;
    if (right)
        buf_add_repeated(out, ' ', pad);
    buf_add_text(out, t);
    if (!right && !last)
        buf_add_repeated(out, ' ', pad);
    if (!last)
        buf_add_repeated(out, ' ', GAP);
}

void grid_add_bar(struct buf *out, double share, int cells)
{
    int filled = (int)(share * cells + 0.5);
    if (filled == 0 && share > 0)
        filled = 1;
    buf_add_repeated(out, '#', (size_t)filled);
    buf_add_repeated(out, ' ', (size_t)(cells - filled));
}

/* The k-th line of the cells of one row's band; false when no cell has so many. */
static bool write_line(struct grid *grid, struct band band, const struct text_line *const *lines,
                       const size_t *counts, size_t k, struct buf *out)
{
    bool any = false;
    for (int i = band.from; i < band.to; i++)
        any = any || k < counts[i];
    if (!any && k > 0)
        return false;
    buf_add_repeated(out, ' ', band.from ? INDENT : 0);
    for (int i = band.from; i < band.to; i++) {
        struct text part = k < counts[i] ? lines[i][k].text : text_of("");
        /* A value with a bar fills its column; else it stands at its side. */
        bool right = column_is_number(column_at(grid, i)) && !has_bar(grid, i);
        add_padded(out, part, grid->widths[i], right, i == band.to - 1);
    }
    while (out->len && out->at[out->len - 1] == ' ')
        out->len--;
    buf_add_char(out, '\n');
    return true;
}

static struct text with_bar(struct grid *grid, size_t row, int i, struct text value)
{
    const struct column *column = column_at(grid, i);
    double number = cell_value(column, table_cell(grid->table, row, grid->shown[i]));
    struct buf both = BUF_EMPTY;
    add_padded(&both, value, grid->values[i], true, true);
    buf_add_char(&both, ' ');
    grid_add_bar(&both, bar_share(number, column->bar_full), BAR_CELLS);
    struct text kept = arena_text(&grid->arena, buf_text(&both));
    buf_finish(&both);
    return kept;
}

/* Only headings of what is not text are ever wider than their column. */
static const struct text_line *lines_of(struct grid *grid, int i, struct text t, size_t *count)
{
    if (utf8_width(t) > grid->widths[i])
        return utf8_wrap(&grid->arena, t, grid->widths[i], count);
    struct text_line *line = arena_alloc(&grid->arena, sizeof *line);
    line->text = t;
    *count = 1;
    return line;
}

enum { HEADINGS = -1 };

static void write_row(struct grid *grid, ptrdiff_t row, struct buf *out)
{
    arena_clear(&grid->arena);
    const struct text_line **lines = arena_array(&grid->arena, (size_t)grid->count + 1, sizeof *lines);
    size_t *counts = arena_array(&grid->arena, (size_t)grid->count + 1, sizeof *counts);
    for (int i = 0; i < grid->count; i++) {
        struct text t = row == HEADINGS ? heading_of(grid, i) : value_of(grid, (size_t)row, i);
        t = arena_text(&grid->arena, t);
        if (row != HEADINGS && has_bar(grid, i))
            t = with_bar(grid, (size_t)row, i, t);
        lines[i] = lines_of(grid, i, t, &counts[i]);
    }
    for (int b = 0; b < grid->band_count; b++)
        for (size_t k = 0; write_line(grid, grid->bands[b], lines, counts, k, out); k++)
            ;
}

static void write_rule(const struct grid *grid, int width, struct buf *out)
{
    if (grid->band_count > 1)
        buf_add_repeated(out, '-', (size_t)width);
    for (int i = 0; i < grid->count && grid->band_count == 1; i++) {
        buf_add_repeated(out, '-', (size_t)grid->widths[i]);
        buf_add_string(out, i == grid->count - 1 ? "" : "  ");
    }
    buf_add_char(out, '\n');
}

void grid_write(const struct table *table, int width, struct buf *out)
{
    struct grid grid = {.table = table, .scratch = BUF_EMPTY, .arena = ARENA_EMPTY};
    size_t columns = (size_t)table->column_count;
    grid.shown = xcalloc(columns, sizeof *grid.shown);
    grid.widths = xcalloc(columns, sizeof *grid.widths);
    grid.values = xcalloc(columns, sizeof *grid.values);
    grid.bands = xcalloc(columns + 1, sizeof *grid.bands);
    grid.count = columns_shown(table, grid.shown);
    measure(&grid);
    fit(&grid, width);
    write_row(&grid, HEADINGS, out);
    write_rule(&grid, width, out);
    for (size_t r = 0; r < table->row_count; r++)
        write_row(&grid, (ptrdiff_t)r, out);
    arena_finish(&grid.arena);
    buf_finish(&grid.scratch);
    free(grid.bands);
    free(grid.values);
    free(grid.widths);
    free(grid.shown);
}
