#include "tui/ticks.h"

struct ticks ticks_from(const int64_t *points, int64_t count, bool given)
{
    struct ticks ticks = {.given = given};
    for (int64_t i = 0; i < count; i++)
        if (points[i] >= 0 && points[i] < ITEM_MAX_POINTS)
            ticks.points |= UINT32_C(1) << points[i];
    return ticks;
}

int64_t ticks_list(struct ticks ticks, int64_t out[static ITEM_MAX_POINTS])
{
    int64_t count = 0;
    for (int i = 0; i < ITEM_MAX_POINTS; i++)
        if (ticks_has(ticks, i))
            out[count++] = i;
    return count;
}

bool ticks_equal(struct ticks a, struct ticks b)
{
    return a.given == b.given && a.points == b.points;
}

bool ticks_has(struct ticks ticks, int point)
{
    return ticks.points & UINT32_C(1) << point;
}

struct ticks ticks_toggle(struct ticks ticks, int point)
{
    return (struct ticks){.given = true, .points = ticks.points ^ UINT32_C(1) << point};
}

mark_t ticks_sum(struct ticks ticks, const struct point_row *points, int64_t count)
{
    mark_t sum = 0;
    for (int i = 0; i < count && i < ITEM_MAX_POINTS; i++)
        if (ticks_has(ticks, i))
            sum += points[i].marks;
    return sum;
}
