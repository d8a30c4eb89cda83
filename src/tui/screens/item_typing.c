/* Typing: blank and numeric. */
#include "base/i18n.h"
#include "base/unicode.h"
#include "tui/screens/item_view.h"

enum { BLANK_LIMIT = 380 };

static int field_count(const struct item_view *view)
{
    return view->field_count;
}

static void make_fields(struct item_view *view, int64_t count)
{
    view->field_count = count < 1 ? 1 : count > ITEM_MAX_BLANKS ? ITEM_MAX_BLANKS : (int)count;
    for (int i = 0; i < view->field_count; i++)
        edit_init(&view->fields[i], BLANK_LIMIT, false);
}

/* Takes the next entry of "a|b\|c" off `rest` into `out`. */
static void take_entry(struct text *rest, struct buf *out)
{
    size_t at = 0;
    for (; at < rest->len && rest->at[at] != '|'; at++) {
        if (rest->at[at] == '\\' && at + 1 < rest->len)
            at++;
        buf_add_char(out, rest->at[at]);
    }
    *rest = text_from(*rest, at + 1);
}

static void read_blank(struct item_view *view, struct text response)
{
    make_fields(view, view->row->blanks);
    for (int i = 0; i < view->field_count && response.len; i++) {
        struct buf entry = BUF_EMPTY;
        take_entry(&response, &entry);
        edit_set(&view->fields[i], buf_text(&entry));
        buf_finish(&entry);
    }
}

static bool is_empty(const struct item_view *view)
{
    for (int i = 0; i < view->field_count; i++)
        if (text_trim(edit_text(&view->fields[i])).len)
            return false;
    return true;
}

static void write_blank(const struct item_view *view, struct buf *out)
{
    if (is_empty(view))
        return;
    for (int i = 0; i < view->field_count; i++) {
        struct text entry = text_trim(edit_text(&view->fields[i]));
        if (i > 0)
            buf_add_char(out, '|');
        for (size_t at = 0; at < entry.len; at++) {
            if (entry.at[at] == '|' || entry.at[at] == '\\')
                buf_add_char(out, '\\');
            buf_add_char(out, entry.at[at]);
        }
    }
}

static void read_numeric(struct item_view *view, struct text response)
{
    make_fields(view, 1);
    edit_set(&view->fields[0], response);
}

static void write_numeric(const struct item_view *view, struct buf *out)
{
    buf_add_text(out, text_trim(edit_text(&view->fields[0])));
}

static enum item_done go_to(struct item_view *view, int field)
{
    view->cursor = (field + view->field_count) % view->field_count;
    return ITEM_LEFT_FIELD;
}

static enum item_done act(struct item_view *view, int action, int index)
{
    (void)index;
    bool last = view->cursor + 1 >= view->field_count;
    switch (action) {
    case ITEM_ACT_ENTER:
        return last ? ITEM_NEXT : go_to(view, view->cursor + 1);
    case ITEM_ACT_NEXT_FIELD:
        return go_to(view, view->cursor + 1);
    case ITEM_ACT_PREVIOUS_FIELD:
        return go_to(view, view->cursor - 1);
    case ITEM_ACT_DOWN:
        return last || view->reading ? ITEM_IGNORED : go_to(view, view->cursor + 1);
    case ITEM_ACT_UP:
        return view->cursor == 0 ? ITEM_IGNORED : go_to(view, view->cursor - 1);
    default:
        return ITEM_IGNORED;
    }
}

static void draw_field(struct item_view *view, struct page *page, int index, struct text label, int hang,
                       const char *unit)
{
    bool at = index == view->cursor;
    int line = page->line;
    int y = page_row(page);
    int unit_width = utf8_width(text_of(unit));
    int width = page->view.width - hang - unit_width - 6;
    width = width > 50 ? 50 : width;
    if (y >= 0) {
        int x = page->view.x + 1;
        canvas_string(page->canvas, x, y, 1, at ? "▸" : " ", ROLE_ACCENT);
        canvas_text(page->canvas, x + 2, y, hang, label, ROLE_ACCENT);
        x += 2 + hang;
        canvas_string(page->canvas, x, y, 1, "[", ROLE_DIM);
        edit_draw(&view->fields[index], page->canvas, x + 1, y, width, at);
        canvas_string(page->canvas, x + 1 + width, y, 1, "]", ROLE_DIM);
        canvas_string(page->canvas, x + 3 + width, y, unit_width, unit, ROLE_TEXT);
    }
    page_hit(page, line, index);
    if (at)
        page_focus(page, line);
    page_gap(page, 1);
}

/* The stem with its runs of underscores numbered: "___(1)___". */
static struct text numbered_stem(struct arena *arena, struct text stem)
{
    struct buf out = BUF_EMPTY;
    int blank = 0;
    for (size_t at = 0; at < stem.len;) {
        size_t run = 0;
        while (at + run < stem.len && stem.at[at + run] == '_')
            run++;
        if (run >= 2)
            buf_addf(&out, "__(%d)__", ++blank);
        else
            buf_add(&out, stem.at + at, run ? run : 1);
        at += run ? run : 1;
    }
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

static void draw_blank(struct item_view *view, struct page *page)
{
    bool several = view->field_count > 1;
    item_draw_stem(view, page, several ? numbered_stem(page->arena, view->row->stem) : view->row->stem);
    for (int i = 0; i < view->field_count; i++) {
        struct text label = several ? arena_textf(page->arena, "(%d)", i + 1) : text_of(_("Answer"));
        draw_field(view, page, i, label, utf8_width(label) + 1, "");
    }
}

static void draw_numeric(struct item_view *view, struct page *page)
{
    item_draw_stem(view, page, view->row->stem);
    struct text label = text_of(_("Value"));
    draw_field(view, page, 0, label, utf8_width(label) + 1, arena_string(page->arena, view->row->unit));
}

const struct item_kind_ops item_blank_ops = {
    ITEM_BLANK, ITEM_MODE_TYPING, read_blank, write_blank, act, draw_blank, field_count,
};
const struct item_kind_ops item_numeric_ops = {
    ITEM_NUMERIC, ITEM_MODE_TYPING, read_numeric, write_numeric, act, draw_numeric, field_count,
};
