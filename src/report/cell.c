#include "report/cell.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/unicode.h"

#include <math.h>

bool column_is_shown(const struct column *column)
{
    return column->label || column->title.len;
}

bool column_is_number(const struct column *column)
{
    static const bool numbers[CELL_TYPES] = {[CELL_INT] = true,
                                             [CELL_MARK] = true,
                                             [CELL_REAL] = true,
                                             [CELL_PERCENT] = true,
                                             [CELL_DURATION] = true};
    return numbers[column->type];
}

struct text column_heading(const struct column *column)
{
    if (column->title.len)
        return column->title;
    return column->label ? text_of(_(column->label)) : text_of("");
}

int columns_shown(const struct table *table, int *out)
{
    int count = 0;
    for (int c = 0; c < table->column_count; c++)
        if (column_is_shown(&table->columns[c]))
            out[count++] = c;
    return count;
}

bool columns_equal(const struct table *a, const struct column *columns, int count)
{
    if (a->column_count != count)
        return false;
    for (int c = 0; c < count; c++) {
        const struct column *x = &a->columns[c], *y = &columns[c];
        if (strcmp(x->key, y->key) != 0 || x->type != y->type || !text_equal(x->title, y->title) ||
            column_is_shown(x) != column_is_shown(y))
            return false;
    }
    return true;
}

bool cell_is_empty(const struct column *column, const struct cell *cell)
{
    return cell->none || (column->type == CELL_REAL && !isfinite(cell->real)) ||
           (column->type == CELL_TIME && cell->number == 0);
}

void cell_add_plain(struct buf *out, const struct column *column, const struct cell *cell)
{
    char mark[MARK_TEXT_SIZE], time[CLOCK_TEXT_SIZE];
    if (cell_is_empty(column, cell))
        return;
    switch (column->type) {
    case CELL_TEXT:
        buf_add_text(out, cell->text);
        break;
    case CELL_INT:
        buf_add_int(out, cell->number);
        break;
    case CELL_MARK:
    case CELL_PERCENT:
        buf_add_string(out, mark_format(cell->number, mark));
        break;
    case CELL_REAL:
        buf_addf(out, "%.15g", cell->real);
        break;
    case CELL_TIME:
        buf_add_string(out, clock_format(cell->number, time));
        break;
    case CELL_DURATION:
        buf_add_int(out, cell->number / 1000);
        break;
    case CELL_BOOL:
        buf_add_string(out, cell->number ? "true" : "false");
        break;
    }
}

void cell_add_shown(struct buf *out, const struct column *column, const struct cell *cell,
                    const char *line_break)
{
    char duration[CLOCK_TEXT_SIZE];
    if (cell_is_empty(column, cell))
        return;
    switch (column->type) {
    case CELL_TEXT:
        add_printable(out, cell->text, line_break);
        break;
    case CELL_BOOL:
        buf_add_string(out, cell->number ? _("yes") : _("no"));
        break;
    case CELL_PERCENT:
        cell_add_plain(out, column, cell);
        buf_add_char(out, '%');
        break;
    case CELL_REAL:
        buf_addf(out, "%.*f", column->decimals, cell_real_shown(column, cell));
        break;
    case CELL_DURATION: /* whole seconds, as machines get them */
        buf_add_string(out, clock_format_duration(cell->number / 1000 * 1000, duration));
        break;
    case CELL_INT:
    case CELL_MARK:
    case CELL_TIME:
        cell_add_plain(out, column, cell);
        break;
    }
}

double cell_value(const struct column *column, const struct cell *cell)
{
    if (cell_is_empty(column, cell) || column->type == CELL_TEXT)
        return NAN;
    if (column->type == CELL_REAL)
        return cell->real;
    if (column->type == CELL_MARK || column->type == CELL_PERCENT)
        return (double)cell->number / MARK_ONE;
    return column->type == CELL_DURATION ? (double)(cell->number / 1000) : (double)cell->number;
}

double bar_share(double value, double full)
{
    if (!isfinite(value) || !(full > 0) || value <= 0)
        return 0;
    return value < full ? value / full : 1;
}

void add_printable(struct buf *out, struct text t, const char *line_break)
{
    for (size_t at = 0; at < t.len;) {
        struct text rest = text_from(t, at);
        size_t step = utf8_step(rest);
        char first = rest.at[0];
        if (first == '\r' && rest.len > 1 && rest.at[1] == '\n')
            step = 2;
        if (first == '\n' || first == '\r')
            buf_add_string(out, line_break);
        else if (first == '\t')
            buf_add_char(out, ' ');
        else if (utf8_is_printable(text_make(rest.at, step)))
            buf_add(out, rest.at, step);
        else
            buf_add_char(out, '?');
        at += step;
    }
}
