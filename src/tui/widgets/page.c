#include "tui/widgets/page.h"

#include "base/unicode.h"

void page_begin(struct page *page, struct canvas *canvas, struct rect view, int scroll, struct arena *arena,
                struct hits *hits)
{
    *page = (struct page){.canvas = canvas, .view = view, .scroll = scroll, .arena = arena, .hits = hits};
    if (hits)
        hits->count = 0;
}

int page_row(struct page *page)
{
    int row = page->line++ - page->scroll;
    return page->canvas && row >= 0 && row < page->view.height ? page->view.y + row : -1;
}

/* Draws bytes [from, to) of `text`, changing role where a span begins or ends. */
static void draw_range(struct page *page, int x, int y, struct text text, size_t from, size_t to,
                       enum role role, const struct span *spans, size_t count)
{
    int end = page->view.x + page->view.width;
    for (size_t i = 0; from < to;) {
        while (i < count && spans[i].to <= from)
            i++;
        bool inside = i < count && spans[i].from <= from;
        size_t stop = i == count ? to : inside ? spans[i].to : spans[i].from;
        stop = stop < to ? stop : to;
        x += canvas_text(page->canvas, x, y, end - x, text_make(text.at + from, stop - from),
                         inside ? spans[i].role : role);
        from = stop;
    }
}

static int wrap_width(const struct page *page, int indent)
{
    int width = page->view.width - indent;
    return width < 2 ? 2 : width;
}

void page_spans(struct page *page, int indent, struct text text, enum role role, const struct span *spans,
                size_t count)
{
    size_t lines;
    const struct text_line *line = utf8_wrap(page->arena, text, wrap_width(page, indent), &lines);
    for (size_t i = 0; i < lines; i++) {
        int y = page_row(page);
        if (y < 0 || line[i].text.len == 0)
            continue;
        size_t from = (size_t)(line[i].text.at - text.at);
        draw_range(page, page->view.x + indent, y, text, from, from + line[i].text.len, role, spans, count);
    }
}

void page_text(struct page *page, int indent, struct text text, enum role role)
{
    page_spans(page, indent, text, role, NULL, 0);
}

void page_string(struct page *page, int indent, const char *string, enum role role)
{
    page_text(page, indent, text_of(string), role);
}

void page_labelled(struct page *page, int indent, int hang, struct text label, enum role label_role,
                   struct text text, enum role role)
{
    int line = page->line;
    int y = page_row(page);
    if (y >= 0)
        canvas_text(page->canvas, page->view.x + indent, y, hang, label, label_role);
    page->line = line;
    page_text(page, indent + hang, text, role);
}

void page_gap(struct page *page, int lines)
{
    page->line += lines;
}

void page_focus(struct page *page, int from)
{
    page->focus_from = from;
    page->focus_to = page->line;
}

void hits_add(struct hits *hits, struct rect rect, int what)
{
    if (hits && hits->count < HITS_MAX)
        hits->list[hits->count++] = (struct hit){rect, what};
}

void page_hit(struct page *page, int from, int what)
{
    int top = from - page->scroll;
    int bottom = page->line - page->scroll;
    top = top < 0 ? 0 : top;
    bottom = bottom > page->view.height ? page->view.height : bottom;
    if (page->canvas && bottom > top)
        hits_add(page->hits, (struct rect){page->view.x, page->view.y + top, page->view.width, bottom - top},
                 what);
}

int page_scroll(const struct page *page, int scroll)
{
    int height = page->view.height;
    if (page->focus_to - page->focus_from > height || page->focus_from < scroll)
        scroll = page->focus_to > page->focus_from ? page->focus_from : scroll;
    else if (page->focus_to > scroll + height)
        scroll = page->focus_to - height;
    int most = page->line > height ? page->line - height : 0;
    return scroll < 0 ? 0 : scroll > most ? most : scroll;
}

int hits_find(const struct hits *hits, int x, int y)
{
    for (int i = hits->count - 1; i >= 0; i--)
        if (rect_contains(hits->list[i].rect, x, y))
            return hits->list[i].what;
    return -1;
}
