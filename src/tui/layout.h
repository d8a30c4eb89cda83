/* Dividing the screen: rectangles and the widths of columns. Pure. */
#ifndef BIWU_TUI_LAYOUT_H
#define BIWU_TUI_LAYOUT_H

#include "tui/canvas.h"

/* Each cuts a strip off *rest (as much as there is) and returns it. */
struct rect rect_take_top(struct rect *rest, int height);
struct rect rect_take_bottom(struct rect *rest, int height);
struct rect rect_take_left(struct rect *rest, int width);
struct rect rect_take_right(struct rect *rest, int width);
/* Smaller by dx on the left and right, dy at the top and bottom. */
struct rect rect_inset(struct rect rect, int dx, int dy);
/* A rectangle of that size (or as large as fits) in the middle of `outer`. */
struct rect rect_center(struct rect outer, int width, int height);
bool rect_contains(struct rect rect, int x, int y);

struct column_width {
    int min;    /* columns it needs */
    int max;    /* more than this is of no use; 0: no limit */
    int weight; /* its share of what is left over; of columns that may shrink when min does not fit, too */
};

/* Widths of `count` columns (at most 16) that with `gap` between them fill at most `width`. When the minima
 * do not fit, columns with a weight shrink first (not below 4), then the others from the right (down to 0).
 */
void layout_columns(const struct column_width *columns, int count, int width, int gap, int *out);

#endif
