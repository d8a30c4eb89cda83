#include "tui/layout.h"

static int at_most(int value, int limit)
{
    return value < 0 ? 0 : value < limit ? value : limit;
}

struct rect rect_take_top(struct rect *rest, int height)
{
    struct rect taken = *rest;
    taken.height = at_most(height, rest->height);
    rest->y += taken.height;
    rest->height -= taken.height;
    return taken;
}

struct rect rect_take_bottom(struct rect *rest, int height)
{
    struct rect taken = *rest;
    taken.height = at_most(height, rest->height);
    rest->height -= taken.height;
    taken.y = rest->y + rest->height;
    return taken;
}

struct rect rect_take_left(struct rect *rest, int width)
{
    struct rect taken = *rest;
    taken.width = at_most(width, rest->width);
    rest->x += taken.width;
    rest->width -= taken.width;
    return taken;
}

struct rect rect_take_right(struct rect *rest, int width)
{
    struct rect taken = *rest;
    taken.width = at_most(width, rest->width);
    rest->width -= taken.width;
    taken.x = rest->x + rest->width;
    return taken;
}

struct rect rect_inset(struct rect rect, int dx, int dy)
{
    rect_take_left(&rect, dx);
    rect_take_right(&rect, dx);
    rect_take_top(&rect, dy);
    rect_take_bottom(&rect, dy);
    return rect;
}

struct rect rect_center(struct rect outer, int width, int height)
{
    width = at_most(width, outer.width);
    height = at_most(height, outer.height);
    return (struct rect){outer.x + (outer.width - width) / 2, outer.y + (outer.height - height) / 2, width,
                         height};
}

bool rect_contains(struct rect rect, int x, int y)
{
    return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

static int sum(const int *widths, int count)
{
    int total = 0;
    for (int i = 0; i < count; i++)
        total += widths[i];
    return total;
}

static void shrink(const struct column_width *columns, int count, int excess, int *out)
{
    enum { STILL_READABLE = 4 };
    for (bool progress = true; excess > 0 && progress;) {
        progress = false;
        for (int i = 0; i < count && excess > 0; i++)
            if (columns[i].weight > 0 && out[i] > STILL_READABLE) {
                out[i]--;
                excess--;
                progress = true;
            }
    }
    for (int i = count - 1; i >= 0 && excess > 0; i--) {
        int cut = out[i] < excess ? out[i] : excess;
        out[i] -= cut;
        excess -= cut;
    }
}

/* One pass hands `spare` out by weight; returns what could not be placed because of a max. */
static int grow(const struct column_width *columns, int count, int spare, int *out)
{
    int weights = 0;
    for (int i = 0; i < count; i++)
        if (!columns[i].max || out[i] < columns[i].max)
            weights += columns[i].weight;
    if (weights == 0)
        return 0;
    int left = spare;
    for (int i = 0; i < count && left > 0; i++) {
        if (columns[i].weight == 0 || (columns[i].max && out[i] >= columns[i].max))
            continue;
        int share = (spare * columns[i].weight + weights - 1) / weights;
        share = share < left ? share : left;
        if (columns[i].max && out[i] + share > columns[i].max)
            share = columns[i].max - out[i];
        out[i] += share;
        left -= share;
    }
    return left;
}

void layout_columns(const struct column_width *columns, int count, int width, int gap, int *out)
{
    int room = width - gap * (count - 1);
    for (int i = 0; i < count; i++)
        out[i] = columns[i].min;
    int spare = room - sum(out, count);
    if (spare < 0)
        shrink(columns, count, -spare, out);
    while (spare > 0)
        spare = grow(columns, count, spare, out);
}
