/* Matching: choose a left, press the letter of its right. */
#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/screens/item_view.h"

static int count(const struct item_view *view)
{
    int64_t n = view->row->left_count;
    return n < ITEM_MAX_OPTIONS ? (int)n : ITEM_MAX_OPTIONS;
}

/* "1B 2A" */
static void read_match(struct item_view *view, struct text response)
{
    for (int i = 0; i < ITEM_MAX_OPTIONS; i++)
        view->right_of[i] = -1;
    int left = 0;
    for (size_t i = 0; i < response.len; i++) {
        char c = response.at[i];
        if (c >= '0' && c <= '9')
            left = left * 10 + c - '0';
        else if (c >= 'A' && c <= 'Z' && left >= 1 && left <= count(view))
            view->right_of[left - 1] = c - 'A';
        if (c < '0' || c > '9')
            left = 0;
    }
}

static void write_match(const struct item_view *view, struct buf *out)
{
    bool first = true;
    for (int i = 0; i < count(view); i++) {
        if (view->right_of[i] < 0)
            continue;
        buf_addf(out, "%s%d%c", first ? "" : " ", i + 1, 'A' + view->right_of[i]);
        first = false;
    }
}

/* The next left without a right after `from`, else the next one. */
static int next_left(const struct item_view *view, int from)
{
    int n = count(view);
    for (int i = 1; i < n; i++)
        if (view->right_of[(from + i) % n] < 0)
            return (from + i) % n;
    return from + 1 < n ? from + 1 : from;
}

static enum item_done pair(struct item_view *view, int right)
{
    if (right >= (int)view->row->option_count)
        return ITEM_MOVED;
    bool changed = view->right_of[view->cursor] != right;
    view->right_of[view->cursor] = right;
    view->cursor = next_left(view, view->cursor);
    return changed ? ITEM_CHANGED : ITEM_MOVED;
}

static enum item_done unpair(struct item_view *view)
{
    bool changed = view->right_of[view->cursor] >= 0;
    view->right_of[view->cursor] = -1;
    return changed ? ITEM_CHANGED : ITEM_MOVED;
}

static enum item_done act(struct item_view *view, int action, int index)
{
    switch (action) {
    case ITEM_ACT_LETTER:
        return pair(view, index);
    case ITEM_ACT_DIGIT:
        view->cursor = index < count(view) ? index : view->cursor;
        return ITEM_MOVED;
    case ITEM_ACT_CLEAR:
        return unpair(view);
    default:
        return ITEM_IGNORED;
    }
}

static void draw_lefts(struct item_view *view, struct page *page)
{
    for (int i = 0; i < count(view); i++) {
        bool at = i == view->cursor;
        int right = view->right_of[i];
        int line = page->line;
        struct text label =
            arena_textf(page->arena, "%s %2d. [%c]", at ? "▸" : " ", i + 1, right < 0 ? ' ' : 'A' + right);
        enum role role = at ? ROLE_SELECTED : ROLE_TEXT;
        page_labelled(page, 0, utf8_width(label) + 1, label, role, view->row->lefts[i], role);
        page_hit(page, line, i);
        if (at)
            page_focus(page, line);
    }
}

static bool is_used(const struct item_view *view, int right)
{
    for (int i = 0; i < count(view); i++)
        if (view->right_of[i] == right)
            return true;
    return false;
}

static void draw_rights(struct item_view *view, struct page *page)
{
    for (int i = 0; i < (int)view->row->option_count; i++) {
        struct text label = arena_textf(page->arena, "%s%c.", is_used(view, i) ? "✓ " : "  ", 'A' + i);
        page_labelled(page, 0, utf8_width(label) + 1, label, ROLE_ACCENT, view->row->options[i], ROLE_TEXT);
    }
}

/* Lefts and rights side by side, each wrapped in its own half. */
static void draw(struct item_view *view, struct page *page)
{
    enum { GAP = 3 };
    item_draw_stem(view, page, view->row->stem);
    struct rect whole = page->view;
    int line = page->line;
    int half = (whole.width - GAP) / 2;
    page->view.width = half;
    draw_lefts(view, page);
    int left_end = page->line;
    page->line = line;
    page->view = whole;
    page->view.x += half + GAP;
    page->view.width = whole.width - half - GAP;
    draw_rights(view, page);
    page->view = whole;
    page->line = left_end > page->line ? left_end : page->line;
    page_gap(page, 1);
    page_string(page, 1, _("Choose an entry on the left, then press the letter that belongs to it."),
                ROLE_DIM);
}

const struct item_kind_ops item_match_ops = {
    ITEM_MATCH, ITEM_MODE_MATCH, read_match, write_match, act, draw, count,
};
