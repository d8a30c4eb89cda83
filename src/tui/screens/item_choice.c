/* Choosing: single, multiple, truefalse. */
#include "base/i18n.h"
#include "tui/screens/item_view.h"

static int option_count(const struct item_view *view)
{
    int64_t n = view->row->option_count;
    return n < ITEM_MAX_OPTIONS ? (int)n : ITEM_MAX_OPTIONS;
}

static void read_letters(struct item_view *view, struct text response)
{
    for (size_t i = 0; i < response.len; i++)
        if (response.at[i] >= 'A' && response.at[i] < 'A' + ITEM_MAX_OPTIONS)
            view->chosen |= 1u << (response.at[i] - 'A');
    for (int i = 0; i < view->ops->count(view); i++)
        if (view->chosen & 1u << i) {
            view->cursor = i;
            break;
        }
}

static void write_letters(const struct item_view *view, struct buf *out)
{
    for (int i = 0; i < ITEM_MAX_OPTIONS; i++)
        if (view->chosen & 1u << i)
            buf_add_char(out, (char)('A' + i));
}

static enum item_done clear(struct item_view *view)
{
    bool any = view->chosen != 0;
    view->chosen = 0;
    return any ? ITEM_CHANGED : ITEM_MOVED;
}

static enum item_done choose_one(struct item_view *view, int option)
{
    if (option >= view->ops->count(view))
        return ITEM_MOVED;
    uint32_t chosen = 1u << option;
    bool changed = view->chosen != chosen;
    view->cursor = option;
    view->chosen = chosen;
    return changed ? ITEM_CHANGED : ITEM_MOVED;
}

static enum item_done act_one(struct item_view *view, int action, int index)
{
    switch (action) {
    case ITEM_ACT_LETTER:
    case ITEM_ACT_DIGIT:
        return choose_one(view, index);
    case ITEM_ACT_PICK:
        return choose_one(view, view->cursor);
    case ITEM_ACT_ENTER:
        /* A second Enter goes on. */
        return view->chosen == 1u << view->cursor ? ITEM_NEXT : choose_one(view, view->cursor);
    case ITEM_ACT_CLEAR:
        return clear(view);
    default:
        return ITEM_IGNORED;
    }
}

static enum item_done toggle(struct item_view *view, int option)
{
    if (option >= view->ops->count(view))
        return ITEM_MOVED;
    view->cursor = option;
    view->chosen ^= 1u << option;
    return ITEM_CHANGED;
}

static enum item_done act_many(struct item_view *view, int action, int index)
{
    switch (action) {
    case ITEM_ACT_LETTER:
    case ITEM_ACT_DIGIT:
        return toggle(view, index);
    case ITEM_ACT_PICK:
        return toggle(view, view->cursor);
    case ITEM_ACT_CLEAR:
        return clear(view);
    default:
        return ITEM_IGNORED;
    }
}

static void draw_options(struct item_view *view, struct page *page, const char *on, const char *off)
{
    item_draw_stem(view, page, view->row->stem);
    for (int i = 0; i < option_count(view); i++) {
        bool chosen = view->chosen & 1u << i;
        item_draw_choice(view, page, i, chosen ? on : off, chosen, view->row->options[i]);
    }
}

static void draw_one(struct item_view *view, struct page *page)
{
    draw_options(view, page, "(●)", "( )");
}

static void draw_many(struct item_view *view, struct page *page)
{
    draw_options(view, page, "[✓]", "[ ]");
}

/* truefalse: bit 0 right, bit 1 wrong. */
static int two(const struct item_view *view)
{
    (void)view;
    return 2;
}

static void read_truefalse(struct item_view *view, struct text response)
{
    view->chosen = response.len == 0 ? 0 : response.at[0] == 'T' ? 1 : 2;
    view->cursor = view->chosen == 2 ? 1 : 0;
}

static void write_truefalse(const struct item_view *view, struct buf *out)
{
    if (view->chosen)
        buf_add_char(out, view->chosen == 1 ? 'T' : 'F');
}

static void draw_truefalse(struct item_view *view, struct page *page)
{
    const char *const texts[] = {_("Right"), _("Wrong")};
    item_draw_stem(view, page, view->row->stem);
    for (int i = 0; i < 2; i++) {
        bool chosen = view->chosen & 1u << i;
        item_draw_choice(view, page, i, chosen ? "(●)" : "( )", chosen, text_of(texts[i]));
    }
}

const struct item_kind_ops item_single_ops = {
    ITEM_SINGLE, ITEM_MODE_ONE, read_letters, write_letters, act_one, draw_one, option_count,
};
const struct item_kind_ops item_multiple_ops = {
    ITEM_MULTIPLE, ITEM_MODE_MANY, read_letters, write_letters, act_many, draw_many, option_count,
};
const struct item_kind_ops item_truefalse_ops = {
    ITEM_TRUEFALSE, ITEM_MODE_ONE, read_truefalse, write_truefalse, act_one, draw_truefalse, two,
};
