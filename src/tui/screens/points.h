/* The points of an answer in words as a list to tick: the examiner's, the marker's; in a review to be read.
 */
#ifndef BIWU_TUI_SCREENS_POINTS_H
#define BIWU_TUI_SCREENS_POINTS_H

#include "tui/ticks.h"
#include "tui/widgets/page.h"

/* Draws "▸ [✓] 1. text (marks: 2)" a point. `at`: the chosen one, focused on the page; -1: none. Clicks mean
 * the point's index. */
void points_draw(struct page *page, const struct point_row *points, int64_t count, struct ticks ticks,
                 int at);
/* "4 of 10": the marks of the points found, of all; "none found" and "nothing ticked yet" in words. */
struct text points_sum(const struct point_row *points, int64_t count, struct ticks ticks,
                       struct arena *arena);

#endif
