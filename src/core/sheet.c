#include "core/sheet.h"

#include <stdlib.h>

static bool holds(const struct text *list, int count, struct text wanted)
{
    for (int i = 0; i < count; i++)
        if (text_equal(list[i], wanted))
            return true;
    return false;
}

bool unit_is_within(struct text unit, struct text above)
{
    if (!text_starts_with(unit, above))
        return false;
    return unit.len == above.len || unit.at[above.len] == '/';
}

struct text unit_at_depth(struct text unit, int64_t depth)
{
    if (depth == 0)
        return unit;
    for (size_t i = 0; i < unit.len; i++)
        if (unit.at[i] == '/' && --depth == 0)
            return text_make(unit.at, i);
    return unit;
}

mark_t sheet_excellent(const struct test_sheet *sheet)
{
    return sheet->excellent ? sheet->excellent : mark_share(sheet->full, 9, 10, sheet->decimals);
}

static int by_text(const void *left, const void *right)
{
    return text_compare(*(const struct text *)left, *(const struct text *)right);
}

static bool is_drawn(const struct who *who, struct text number)
{
    return who->drawn_count &&
           bsearch(&number, who->drawn, (size_t)who->drawn_count, sizeof *who->drawn, by_text);
}

bool who_includes(const struct who *who, const struct person *person)
{
    if (who->everyone || holds(who->posts, who->post_count, person->post) ||
        holds(who->numbers, who->number_count, person->number) || is_drawn(who, person->number))
        return true;
    for (int i = 0; i < who->unit_count; i++)
        if (unit_is_within(person->unit, who->units[i]))
            return true;
    return false;
}

int64_t sheet_time_for(const struct test_sheet *sheet, struct text number)
{
    for (int i = 0; i < sheet->extra_time_count; i++)
        if (text_equal(sheet->extra_time[i].number, number))
            return sheet->duration_ms + sheet->extra_time[i].ms;
    return sheet->duration_ms;
}
