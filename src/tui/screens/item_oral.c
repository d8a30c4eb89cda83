/* An answer in words that an examiner hears: ticks its points, and may write words down beside them. */
#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/screens/item_view.h"
#include "tui/screens/points.h"

enum { ROWS_LEAST = 3 };

static int count(const struct item_view *view)
{
    int64_t n = view->row->point_count;
    return n < ITEM_MAX_POINTS ? (int)n : ITEM_MAX_POINTS;
}

static enum item_done tick(struct item_view *view, int point)
{
    if (point >= count(view))
        return ITEM_MOVED;
    view->cursor = point;
    view->ticks = ticks_toggle(view->ticks, point);
    return ITEM_TICKED;
}

static enum item_done act_on_points(struct item_view *view, int action, int index)
{
    switch (action) {
    case ITEM_ACT_DIGIT:
        return tick(view, index);
    case ITEM_ACT_PICK:
        return tick(view, view->cursor);
    case ITEM_ACT_NONE:
        view->ticks = (struct ticks){.given = true};
        return ITEM_TICKED;
    case ITEM_ACT_NEXT_FIELD:
        view->aside = true;
        return ITEM_MOVED;
    default:
        return ITEM_IGNORED;
    }
}

static enum item_done act(struct item_view *view, int action, int index)
{
    if (!view->aside)
        return act_on_points(view, action, index);
    if (action != ITEM_ACT_NEXT_FIELD)
        return item_short_ops.act(view, action, index);
    view->aside = false;
    return ITEM_LEFT_FIELD;
}

static enum item_done on_event(struct item_view *view, const struct event *event)
{
    return view->aside ? item_short_ops.event(view, event) : ITEM_IGNORED;
}

static void draw_head(const struct item_view *view, struct page *page)
{
    int y = page_row(page);
    if (y < 0)
        return;
    struct rect row = {page->view.x, y, page->view.width - 1, 1};
    struct text sum = points_sum(view->row->points, view->row->point_count, view->ticks, page->arena);
    canvas_fill(page->canvas, row, "─", ROLE_DIM);
    canvas_string(page->canvas, row.x + 2, y, row.width - 2, _(" Points heard "), ROLE_ACCENT);
    canvas_fit_right(page->canvas, row.x, y, row.width - 2, arena_textf(page->arena, " %.*s ", TEXT_ARG(sum)),
                     ROLE_STRONG);
}

static void draw(struct item_view *view, struct page *page)
{
    item_draw_stem(view, page, view->row->stem);
    draw_head(view, page);
    points_draw(page, view->row->points, count(view), view->ticks, view->aside ? -1 : view->cursor);
    page_gap(page, 1);
    item_draw_words(view, page, _(" What was said (as you like) "), ROWS_LEAST, view->aside);
}

const struct item_kind_ops item_oral_ops = {
    ITEM_SHORT, ITEM_MODE_POINTS, item_read_words, item_write_words, act, draw, count, on_event,
};
