/* Ordering: pick an entry up, move it, put it down. */
#include "base/i18n.h"
#include "tui/screens/item_view.h"

static int count(const struct item_view *view)
{
    int64_t n = view->row->option_count;
    return n < ITEM_MAX_OPTIONS ? (int)n : ITEM_MAX_OPTIONS;
}

static void read_order(struct item_view *view, struct text response)
{
    int n = count(view);
    view->given = (int)response.len == n && n > 0;
    for (int i = 0; i < n && i < ITEM_MAX_OPTIONS; i++) {
        int entry = view->given ? response.at[i] - 'A' : i;
        view->order[i] = (uint8_t)(entry >= 0 && entry < n ? entry : i);
    }
}

static void write_order(const struct item_view *view, struct buf *out)
{
    /* While an entry is in the hand, what was there before still stands. */
    const uint8_t *order = view->held ? view->order_before : view->order;
    for (int i = 0; view->given && i < count(view); i++)
        buf_add_char(out, (char)('A' + order[i]));
}

static void place(struct item_view *view, int from, int to)
{
    uint8_t entry = view->order[from];
    for (; from < to; from++)
        view->order[from] = view->order[from + 1];
    for (; from > to; from--)
        view->order[from] = view->order[from - 1];
    view->order[to] = entry;
    view->cursor = to;
}

static enum item_done pick_up(struct item_view *view)
{
    memcpy(view->order_before, view->order, sizeof view->order);
    view->held = true;
    return ITEM_MOVED;
}

static enum item_done put_down(struct item_view *view)
{
    view->held = false;
    view->given = true;
    return ITEM_CHANGED;
}

static enum item_done pick_letter(struct item_view *view, int entry)
{
    if (view->held)
        return ITEM_MOVED;
    for (int i = 0; i < count(view); i++)
        if (view->order[i] == entry) {
            view->cursor = i;
            return pick_up(view);
        }
    return ITEM_MOVED;
}

static enum item_done put_at(struct item_view *view, int to)
{
    if (to >= count(view))
        return ITEM_MOVED;
    place(view, view->cursor, to);
    return put_down(view);
}

static enum item_done move_held(struct item_view *view, int by)
{
    int to = view->cursor + by;
    if (to >= 0 && to < count(view))
        place(view, view->cursor, to);
    return ITEM_MOVED;
}

static enum item_done cancel(struct item_view *view)
{
    uint8_t entry = view->order[view->cursor];
    memcpy(view->order, view->order_before, sizeof view->order);
    for (int i = 0; i < count(view); i++)
        if (view->order[i] == entry)
            view->cursor = i;
    view->held = false;
    return ITEM_MOVED;
}

static enum item_done clear(struct item_view *view)
{
    bool given = view->given;
    read_order(view, text_of(""));
    view->held = false;
    return given ? ITEM_CHANGED : ITEM_MOVED;
}

static enum item_done act(struct item_view *view, int action, int index)
{
    switch (action) {
    case ITEM_ACT_UP:
    case ITEM_ACT_DOWN:
        return view->held ? move_held(view, action == ITEM_ACT_UP ? -1 : 1) : ITEM_IGNORED;
    case ITEM_ACT_PICK:
        return view->held ? put_down(view) : pick_up(view);
    case ITEM_ACT_ENTER:
        return view->held ? put_down(view) : ITEM_IGNORED;
    case ITEM_ACT_LETTER:
        return pick_letter(view, index);
    case ITEM_ACT_DIGIT:
        return put_at(view, index);
    case ITEM_ACT_CANCEL:
        return cancel(view);
    case ITEM_ACT_CLEAR:
        return clear(view);
    default:
        return ITEM_IGNORED;
    }
}

static void draw(struct item_view *view, struct page *page)
{
    item_draw_stem(view, page, view->row->stem);
    for (int i = 0; i < count(view); i++) {
        bool at = i == view->cursor;
        bool held = at && view->held;
        int line = page->line;
        struct text label = arena_textf(page->arena, "%s %2d. %c ",
                                        held ? "↑↓"
                                        : at ? "▸ "
                                             : "  ",
                                        i + 1, 'A' + view->order[i]);
        enum { LABEL_WIDTH = 9 };
        enum role role = held ? ROLE_FIELD_FOCUSED : at ? ROLE_SELECTED : ROLE_TEXT;
        page_labelled(page, 0, LABEL_WIDTH, label, role, view->row->options[view->order[i]], role);
        page_hit(page, line, i);
        if (at)
            page_focus(page, line);
    }
    page_gap(page, 1);
    const char *hint = view->held    ? _("Move it with ↑↓, then press Space to put it down.")
                       : view->given ? _("This order is your answer.")
                                     : _("Not answered yet: press Space to pick an entry up, and Space again "
                                         "to put it down.");
    page_string(page, 1, hint, ROLE_DIM);
}

const struct item_kind_ops item_order_ops = {
    ITEM_ORDER, ITEM_MODE_ORDER, read_order, write_order, act, draw, count,
};
