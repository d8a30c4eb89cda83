/* Which points (采分点) of an answer in words somebody has found: an examiner who hears it, a marker who
 * reads it. */
#ifndef BIWU_TUI_TICKS_H
#define BIWU_TUI_TICKS_H

#include "core/item.h"
#include "wire/message.h"

struct ticks {
    bool given;      /* it was said, be it that there are none */
    uint32_t points; /* a bit each */
};

/* From a list of indexes, of which those that no item can have are left out. */
struct ticks ticks_from(const int64_t *points, int64_t count, bool given);
/* As a list, ascending; returns how many. */
int64_t ticks_list(struct ticks ticks, int64_t out[static ITEM_MAX_POINTS]);
bool ticks_equal(struct ticks a, struct ticks b);
bool ticks_has(struct ticks ticks, int point);
/* With that point found, or not found any more. */
struct ticks ticks_toggle(struct ticks ticks, int point);
/* The marks of the points found. */
mark_t ticks_sum(struct ticks ticks, const struct point_row *points, int64_t count);

#endif
