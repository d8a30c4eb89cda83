/* Finding errors: the stem's segments are numbered where they stand and ticked. */
#include "base/i18n.h"
#include "tui/screens/item_view.h"

static int count(const struct item_view *view)
{
    int64_t n = view->row->option_count;
    return n < ITEM_MAX_SEGMENTS ? (int)n : ITEM_MAX_SEGMENTS;
}

/* "2 5" */
static void read_spot(struct item_view *view, struct text response)
{
    struct text part;
    int64_t number;
    while (text_next(&response, ' ', &part))
        if (text_to_int(part, 1, count(view), &number))
            view->chosen |= 1u << (number - 1);
}

static void write_spot(const struct item_view *view, struct buf *out)
{
    bool first = true;
    for (int i = 0; i < count(view); i++)
        if (view->chosen & 1u << i) {
            buf_addf(out, "%s%d", first ? "" : " ", i + 1);
            first = false;
        }
}

static enum item_done toggle(struct item_view *view, int segment)
{
    if (segment >= count(view))
        return ITEM_MOVED;
    view->cursor = segment;
    view->chosen ^= 1u << segment;
    return ITEM_CHANGED;
}

static enum item_done act(struct item_view *view, int action, int index)
{
    switch (action) {
    case ITEM_ACT_PICK:
        return toggle(view, view->cursor);
    case ITEM_ACT_DIGIT:
        return toggle(view, index);
    case ITEM_ACT_CLEAR:
        if (view->chosen == 0)
            return ITEM_MOVED;
        view->chosen = 0;
        return ITEM_CHANGED;
    default:
        return ITEM_IGNORED;
    }
}

struct spotting {
    struct buf text;
    struct span spans[ITEM_MAX_SEGMENTS];
    size_t count;
};

static void add_segment(struct spotting *out, const struct item_view *view, struct text segment)
{
    int index = (int)out->count;
    bool chosen = view->chosen & 1u << index;
    struct span *span = &out->spans[out->count++];
    span->from = out->text.len;
    span->role = index == view->cursor ? ROLE_SELECTED : chosen ? ROLE_BAD : ROLE_ACCENT;
    buf_addf(&out->text, "[%d%s", index + 1, chosen ? "✗" : ":");
    buf_add_text(&out->text, segment);
    buf_add_char(&out->text, ']');
    span->to = out->text.len;
}

static void write_stem(const struct item_view *view, struct spotting *out)
{
    struct text open = TEXT("[["), close = TEXT("]]");
    struct text rest = view->row->stem;
    while (out->count < (size_t)count(view)) {
        ptrdiff_t from = text_find(rest, open);
        ptrdiff_t to = from < 0 ? -1 : text_find(text_from(rest, (size_t)from), close);
        if (to < 0)
            break;
        buf_add_text(&out->text, text_make(rest.at, (size_t)from));
        add_segment(out, view, text_make(rest.at + from + 2, (size_t)to - 2));
        rest = text_from(rest, (size_t)(from + to) + 2);
    }
    buf_add_text(&out->text, rest);
}

static void draw_ticks(struct item_view *view, struct page *page)
{
    for (int i = 0; i < count(view); i++) {
        bool at = i == view->cursor;
        bool chosen = view->chosen & 1u << i;
        int line = page->line;
        struct text label =
            arena_textf(page->arena, "%s %2d. %s", at ? "▸" : " ", i + 1, chosen ? "[✗]" : "[ ]");
        enum { LABEL_WIDTH = 10 };
        enum role role = at ? ROLE_SELECTED : chosen ? ROLE_BAD : ROLE_TEXT;
        page_labelled(page, 1, LABEL_WIDTH, label, role, view->row->options[i], role);
        page_hit(page, line, i);
        if (at)
            page_focus(page, line);
    }
}

static void draw(struct item_view *view, struct page *page)
{
    struct spotting stem = {.text = BUF_EMPTY};
    struct text label = arena_textf(page->arena, "%d.", view->number);
    write_stem(view, &stem);
    int line = page->line;
    page_text(page, 0, label, ROLE_ACCENT);
    page->line = line;
    page_spans(page, (int)label.len + 1, arena_text(page->arena, buf_text(&stem.text)), ROLE_STRONG,
               stem.spans, stem.count);
    buf_finish(&stem.text);
    page_gap(page, 1);
    page_string(page, 1, _("Tick the parts that are wrong:"), ROLE_DIM);
    draw_ticks(view, page);
}

const struct item_kind_ops item_spot_ops = {
    ITEM_SPOT, ITEM_MODE_SPOT, read_spot, write_spot, act, draw, count,
};
