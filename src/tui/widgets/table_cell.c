#include "tui/widgets/table_cell.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/unicode.h"

#include <math.h>
#include <stdio.h>

struct text table_column_heading(const struct column *column)
{
    if (column->title.len)
        return column->title;
    return text_of(column->label ? _(column->label) : NULL);
}

bool table_column_is_right(const struct column *column)
{
    return column->type != CELL_TEXT && column->type != CELL_BOOL && column->type != CELL_TIME;
}

static const char *write_duration(int64_t ms, char room[static TABLE_CELL_SIZE])
{
    char duration[CLOCK_TEXT_SIZE];
    snprintf(room, TABLE_CELL_SIZE, "%s", clock_format_duration(ms, duration));
    return room;
}

static const char *write_value(const struct column *column, const struct cell *cell,
                               char room[static TABLE_CELL_SIZE])
{
    char mark[MARK_TEXT_SIZE];
    switch (column->type) {
    case CELL_MARK:
        return mark_format(cell->number, room);
    case CELL_PERCENT:
        snprintf(room, TABLE_CELL_SIZE, "%s%%", mark_format(cell->number, mark));
        return room;
    case CELL_REAL:
        snprintf(room, TABLE_CELL_SIZE, "%.*f", column->decimals, cell_real_shown(column, cell));
        return room;
    case CELL_BOOL:
        return cell->number ? _("yes") : _("no");
    case CELL_TIME:
        return clock_format_minute(cell->number, room);
    case CELL_DURATION:
        return write_duration(cell->number, room);
    default:
        snprintf(room, TABLE_CELL_SIZE, "%lld", (long long)cell->number);
        return room;
    }
}

static bool is_empty(const struct column *column, const struct cell *cell)
{
    return cell->none || (column->type == CELL_REAL && isnan(cell->real)) ||
           (column->type == CELL_TIME && cell->number == 0);
}

struct text table_cell_text(const struct column *column, const struct cell *cell,
                            char room[static TABLE_CELL_SIZE])
{
    if (is_empty(column, cell))
        return text_make("", 0);
    return column->type == CELL_TEXT ? cell->text : text_of(write_value(column, cell, room));
}

/* Most of what a table holds: measured without looking each character up. */
static bool is_plain(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < ' ' || text.at[i] > '~')
            return false;
    return true;
}

int table_cell_width(const struct column *column, const struct cell *cell)
{
    char room[TABLE_CELL_SIZE];
    if (column->type == CELL_TIME && !is_empty(column, cell))
        return (int)sizeof "2026-11-23 08:30" - 1;
    struct text text = table_cell_text(column, cell, room);
    return is_plain(text) ? (int)text.len : utf8_width(text);
}

double table_cell_share(const struct column *column, const struct cell *cell)
{
    if (!column->bar || column->bar_full <= 0 || is_empty(column, cell))
        return -1;
    bool exact = column->type == CELL_MARK || column->type == CELL_PERCENT;
    double value = column->type == CELL_REAL ? cell->real
                   : exact                   ? (double)cell->number / MARK_ONE
                                             : (double)cell->number;
    double share = value / column->bar_full;
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

/* ---- Searching ----------------------------------------------------------------------------------------- */

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(const char *at, struct text needle)
{
    for (size_t i = 0; i < needle.len; i++)
        if (small(at[i]) != needle.at[i])
            return false;
    return true;
}

ptrdiff_t table_text_find(struct text text, struct text needle)
{
    for (size_t i = 0; needle.len && i + needle.len <= text.len; i++)
        if (begins(text.at + i, needle))
            return (ptrdiff_t)i;
    return -1;
}

/* Writing numbers only to look for a name in them would take most of the time. */
static bool may_hold(const struct column *column, struct text needle)
{
    static const char written[] = "0123456789.:-% ";
    if (column->type == CELL_TEXT || column->type == CELL_BOOL)
        return true;
    for (size_t i = 0; i < needle.len; i++)
        if (!strchr(written, needle.at[i]))
            return false;
    return true;
}

bool table_cell_holds(const struct column *column, const struct cell *cell, struct text needle)
{
    char room[TABLE_CELL_SIZE];
    return may_hold(column, needle) && table_text_find(table_cell_text(column, cell, room), needle) >= 0;
}
