#include "tui/screens/item_view.h"

#include "base/mem.h"
#include "base/unicode.h"

static const struct item_kind_ops *const kinds[] = {
    &item_single_ops, &item_multiple_ops, &item_truefalse_ops, &item_blank_ops, &item_numeric_ops,
    &item_order_ops,  &item_match_ops,    &item_spot_ops,      &item_short_ops,
};

static const struct item_kind_ops *ops_of(const struct slot_row *row)
{
    enum item_kind kind;
    bool known = item_kind_from_name(row->kind, &kind);
    if (known && kind == ITEM_SHORT && row->point_count > 0) /* only an examiner gets them */
        return &item_oral_ops;
    if (known)
        for (size_t i = 0; i < COUNT_OF(kinds); i++)
            if (kinds[i]->kind == kind)
                return kinds[i];
    return &item_blank_ops; /* a kind of a later hub: what is typed goes there as it is */
}

void item_view_init(struct item_view *view)
{
    *view = (struct item_view){.ops = &item_blank_ops};
}

static void finish_fields(struct item_view *view)
{
    for (int i = 0; i < view->field_count; i++)
        edit_finish(&view->fields[i]);
    view->field_count = 0;
    area_finish(&view->words);
}

void item_view_finish(struct item_view *view)
{
    finish_fields(view);
}

void item_view_open(struct item_view *view, const struct slot_row *row, int number, struct text response)
{
    finish_fields(view);
    *view = (struct item_view){.ops = ops_of(row), .number = number, .reading = true};
    item_view_renew(view, row);
    view->ticks = ticks_from(row->ticks, row->tick_count, row->ticked);
    view->ops->read(view, response);
}

void item_view_set_ticks(struct item_view *view, struct ticks ticks)
{
    view->ticks = ticks;
}

void item_view_renew(struct item_view *view, const struct slot_row *row)
{
    view->copy = *row;
    view->row = &view->copy;
}

void item_view_reload(struct item_view *view, const struct slot_row *row, struct text response)
{
    int cursor = view->cursor;
    finish_fields(view);
    item_view_renew(view, row);
    view->chosen = 0;
    view->held = false;
    view->ops->read(view, response);
    int count = view->ops->count(view);
    view->cursor = cursor < count ? cursor : 0;
}

uint32_t item_view_mode(const struct item_view *view)
{
    if (view->aside)
        return ITEM_MODE_WORDS | ITEM_MODE_ASIDE;
    return view->held ? ITEM_MODE_HELD : view->ops->mode;
}

void item_view_response(const struct item_view *view, struct buf *out)
{
    view->ops->write(view, out);
}

/* ---- Moving ----------------------------------------------------------------------------------------- */

static bool scroll_by(struct item_view *view, int by)
{
    int most = view->lines > view->rows ? view->lines - view->rows : 0;
    int to = view->scroll + by;
    to = to < 0 ? 0 : to > most ? most : to;
    bool moved = to != view->scroll;
    view->scroll = to;
    view->reading = view->reading || moved;
    return moved;
}

/* Above the first choice Up goes on through a long stem, which Down first leaves again line by line. */
static enum item_done move(struct item_view *view, int by)
{
    int count = view->ops->count(view);
    if (by > 0 && view->cursor == 0 && view->reading && scroll_by(view, 1))
        return ITEM_MOVED;
    int to = view->cursor + by;
    if (to < 0 || to >= count) {
        scroll_by(view, by);
        return ITEM_MOVED;
    }
    view->cursor = to;
    view->reading = false;
    return ITEM_MOVED;
}

enum item_done item_view_act(struct item_view *view, int action, int index)
{
    enum item_done done = view->ops->act(view, action, index);
    if (done != ITEM_IGNORED) {
        view->reading = false;
        return done;
    }
    if (action == ITEM_ACT_UP || action == ITEM_ACT_DOWN)
        return move(view, action == ITEM_ACT_UP ? -1 : 1);
    return action == ITEM_ACT_ENTER ? ITEM_NEXT : ITEM_IGNORED;
}

static enum item_done on_mouse(struct item_view *view, const struct event *event)
{
    enum { WHEEL_STEP = 3 };
    if (event->mouse.action != MOUSE_PRESS) {
        scroll_by(view, event->mouse.action == MOUSE_WHEEL_UP ? -WHEEL_STEP : WHEEL_STEP);
        return ITEM_MOVED;
    }
    int what = hits_find(&view->hits, event->mouse.x, event->mouse.y);
    if (what < 0)
        return ITEM_IGNORED;
    if (what >= ITEM_HIT_ROW) {
        view->aside = view->ops->mode == ITEM_MODE_POINTS;
        area_point(&view->words, what - ITEM_HIT_ROW, event->mouse.x - view->words_x);
        return ITEM_MOVED;
    }
    view->cursor = what;
    bool pickable = view->ops->mode & (ITEM_MODE_ONE | ITEM_MODE_MANY | ITEM_MODE_SPOT | ITEM_MODE_POINTS);
    return pickable ? item_view_act(view, ITEM_ACT_PICK, 0) : ITEM_MOVED;
}

enum item_done item_view_event(struct item_view *view, const struct event *event)
{
    if (event->kind == EVENT_MOUSE)
        return on_mouse(view, event);
    bool own = view->ops->event != NULL;
    if (!own && view->cursor >= view->field_count)
        return ITEM_IGNORED;
    view->reading = false;
    if (own)
        return view->ops->event(view, event);
    switch (edit_event(&view->fields[view->cursor], event)) {
    case EDIT_CHANGED:
        return ITEM_TYPED;
    case EDIT_MOVED:
        return ITEM_MOVED;
    default:
        return ITEM_IGNORED;
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

void item_draw_stem(const struct item_view *view, struct page *page, struct text stem)
{
    struct text label = arena_textf(page->arena, "%d.", view->number);
    page_labelled(page, 0, utf8_width(label) + 1, label, ROLE_ACCENT, stem, ROLE_STRONG);
    page_gap(page, 1);
}

void item_draw_choice(struct item_view *view, struct page *page, int index, const char *mark, bool chosen,
                      struct text text)
{
    bool at = index == view->cursor;
    if (view->spacious && index > 0)
        page_gap(page, 1);
    struct text label = arena_textf(page->arena, "%s %s %c.", at ? "▸" : " ", mark, 'A' + index);
    int line = page->line;
    enum role role = at ? ROLE_SELECTED : chosen ? ROLE_STRONG : ROLE_TEXT;
    page_labelled(page, 1, utf8_width(label) + 1, label, role, text, role);
    page_hit(page, line, index);
    if (at)
        page_focus(page, line);
}

void item_view_draw(struct item_view *view, struct canvas *canvas, struct rect rect, struct arena *scratch)
{
    struct page page;
    page_begin(&page, NULL, rect, 0, scratch, NULL);
    view->ops->draw(view, &page);
    view->lines = page.line;
    view->rows = rect.height;
    if (view->reading)
        page.focus_from = page.focus_to = 0;
    view->scroll = view->reading && view->scroll + view->rows <= view->lines
                       ? view->scroll
                       : page_scroll(&page, view->scroll);
    page_begin(&page, canvas, rect, view->scroll, scratch, &view->hits);
    view->ops->draw(view, &page);
    if (view->scroll > 0)
        canvas_string(canvas, rect.x + rect.width - 1, rect.y, 1, "↑", ROLE_ACCENT);
    if (view->scroll + view->rows < view->lines)
        canvas_string(canvas, rect.x + rect.width - 1, rect.y + rect.height - 1, 1, "↓", ROLE_ACCENT);
}
