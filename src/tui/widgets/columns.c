#include "tui/widgets/columns.h"

#include "base/unicode.h"

#include <assert.h>

void columns_init(struct columns *table, const struct column_spec *columns, int count, struct rect rect)
{
    assert(count <= TABLE_MAX_COLUMNS);
    struct column_width plain[TABLE_MAX_COLUMNS];
    for (int i = 0; i < count; i++) {
        int heading = utf8_width(text_of(columns[i].heading));
        int min = columns[i].min > heading ? columns[i].min : heading;
        int max = columns[i].max && columns[i].max < min ? min : columns[i].max;
        plain[i] = (struct column_width){min, max, columns[i].weight};
    }
    *table = (struct columns){.columns = columns, .count = count, .rect = rect};
    layout_columns(plain, count, rect.width, TABLE_GAP, table->widths);
}

struct rect columns_cell(const struct columns *table, int column, int y)
{
    int x = table->rect.x;
    for (int i = 0; i < column; i++)
        x += table->widths[i] + TABLE_GAP;
    int end = table->rect.x + table->rect.width;
    int width = x + table->widths[column] <= end ? table->widths[column] : end - x;
    return (struct rect){x, y, width > 0 ? width : 0, 1};
}

void columns_put(const struct columns *table, struct canvas *canvas, int column, int y, struct text text,
                 enum role role)
{
    struct rect cell = columns_cell(table, column, y);
    if (table->columns[column].right)
        canvas_fit_right(canvas, cell.x, cell.y, cell.width, text, role);
    else
        canvas_fit(canvas, cell.x, cell.y, cell.width, text, role);
}

void columns_head(const struct columns *table, struct canvas *canvas, int y)
{
    for (int i = 0; i < table->count; i++)
        columns_put(table, canvas, i, y, text_of(table->columns[i].heading), ROLE_ACCENT);
}
