#include "core/table.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

void table_init(struct table *table, const struct column *columns, int column_count)
{
    *table = (struct table){.columns = columns, .column_count = column_count};
}

void table_finish(struct table *table)
{
    free(table->cells);
    table->cells = NULL;
}

struct cell *table_add(struct table *table)
{
    size_t width = (size_t)table->column_count;
    size_t used = table->row_count * width;
    table->cells = xgrow(table->cells, &table->capacity, used + width, sizeof *table->cells);
    table->row_count++;
    struct cell *row = table->cells + used;
    memset(row, 0, width * sizeof *row);
    return row;
}

double cell_real_shown(const struct column *column, const struct cell *cell)
{
    double unit = pow(10, -column->decimals) / 2;
    return fabs(cell->real) < unit ? 0.0 : cell->real;
}

const struct cell *table_cell(const struct table *table, size_t row, int column)
{
    return &table->cells[row * (size_t)table->column_count + (size_t)column];
}

int table_column(const struct table *table, struct text key)
{
    for (int c = 0; c < table->column_count; c++)
        if (text_equal(text_of(table->columns[c].key), key))
            return c;
    return -1;
}

/* ---- Sorting ------------------------------------------------------------------------------------------- */

struct sorting {
    const struct table *table;
    int column;
    bool descending;
};

static bool is_empty(enum cell_type type, const struct cell *cell)
{
    return cell->none || (type == CELL_TEXT && cell->text.len == 0) ||
           (type == CELL_REAL && isnan(cell->real)) || (type == CELL_TIME && cell->number == 0);
}

static int compare_values(enum cell_type type, const struct cell *a, const struct cell *b)
{
    if (type == CELL_TEXT)
        return text_compare(a->text, b->text);
    if (type == CELL_REAL)
        return (a->real > b->real) - (a->real < b->real);
    return (a->number > b->number) - (a->number < b->number);
}

static int compare_rows(const void *left, const void *right, void *context)
{
    const struct sorting *sorting = context;
    size_t x = *(const size_t *)left, y = *(const size_t *)right;
    enum cell_type type = sorting->table->columns[sorting->column].type;
    const struct cell *a = table_cell(sorting->table, x, sorting->column);
    const struct cell *b = table_cell(sorting->table, y, sorting->column);
    bool a_empty = is_empty(type, a), b_empty = is_empty(type, b);
    int order = a_empty - b_empty;
    if (!a_empty && !b_empty)
        order = compare_values(type, a, b) * (sorting->descending ? -1 : 1);
    return order ? order : (x > y) - (x < y);
}

void table_order(const struct table *table, int column, bool descending, size_t *order)
{
    struct sorting sorting = {table, column, descending};
    for (size_t i = 0; i < table->row_count; i++)
        order[i] = i;
    qsort_r(order, table->row_count, sizeof *order, compare_rows, &sorting);
}

void table_sort(struct table *table, int column, bool descending)
{
    size_t rows = table->row_count, width = (size_t)table->column_count;
    size_t *order = xcalloc(rows + 1, sizeof *order);
    struct cell *cells = xcalloc(rows * width + 1, sizeof *cells);
    table_order(table, column, descending, order);
    for (size_t r = 0; r < rows; r++)
        memcpy(&cells[r * width], table_cell(table, order[r], 0), width * sizeof *cells);
    free(table->cells);
    table->cells = cells;
    table->capacity = rows * width + 1;
    free(order);
}

void table_choose(struct table *table, const int *chosen, int count, struct arena *arena)
{
    struct column *columns = arena_array(arena, (size_t)count, sizeof *columns);
    struct cell *cells = xcalloc(table->row_count * (size_t)count + 1, sizeof *cells);
    for (int c = 0; c < count; c++) {
        columns[c] = table->columns[chosen[c]];
        for (size_t r = 0; r < table->row_count; r++)
            cells[r * (size_t)count + (size_t)c] = *table_cell(table, r, chosen[c]);
    }
    free(table->cells);
    *table = (struct table){columns, count, cells, table->row_count, table->row_count * (size_t)count + 1};
}

void table_page_finish(struct table_page *page)
{
    table_finish(&page->table);
}
