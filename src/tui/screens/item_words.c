/* Answering in words: short. */
#include "base/i18n.h"
#include "base/unicode.h"
#include "core/response.h"
#include "tui/screens/item_view.h"

enum {
    ROWS_LEAST = 6,       /* for the answer, however long the stem */
    NEARLY_FULL = 400,    /* bytes of room from which on it is said */
    BYTES_A_CHARACTER = 3 /* of Chinese text */
};

static int one(const struct item_view *view)
{
    (void)view;
    return 1;
}

void item_read_words(struct item_view *view, struct text response)
{
    area_finish(&view->words);
    area_init(&view->words, RESPONSE_MAX_TEXT);
    area_set(&view->words, response);
}

void item_write_words(const struct item_view *view, struct buf *out)
{
    buf_add_text(out, text_trim(area_text(&view->words)));
}

static enum item_done done_of(enum area_done done)
{
    static const enum item_done meanings[] = {[AREA_IGNORED] = ITEM_IGNORED,
                                              [AREA_MOVED] = ITEM_MOVED,
                                              [AREA_CHANGED] = ITEM_TYPED,
                                              [AREA_FULL] = ITEM_FULL};
    return meanings[done];
}

static enum item_done press(struct item_view *view, uint32_t key)
{
    const struct event event = {.kind = EVENT_KEY, .key = key};
    return done_of(area_event(&view->words, &event));
}

static enum item_done act(struct item_view *view, int action, int index)
{
    (void)index;
    enum item_done done;
    switch (action) {
    case ITEM_ACT_UP:
        return press(view, INPUT_UP);
    case ITEM_ACT_DOWN:
        /* After reading a long stem, Down first goes back through it. */
        return view->reading && view->scroll > 0 ? ITEM_IGNORED : press(view, INPUT_DOWN);
    case ITEM_ACT_ENTER:
        done = press(view, INPUT_ENTER);
        return done == ITEM_IGNORED ? ITEM_MOVED : done;
    default:
        return ITEM_IGNORED;
    }
}

static enum item_done on_event(struct item_view *view, const struct event *event)
{
    return done_of(area_event(&view->words, event));
}

/* "Answer ────────── room for about 40 more characters" */
static void draw_head(struct item_view *view, struct page *page, const char *label)
{
    int y = page_row(page);
    if (y < 0)
        return;
    struct rect row = {page->view.x, y, page->view.width - 1, 1};
    canvas_fill(page->canvas, row, "─", ROLE_DIM);
    canvas_string(page->canvas, row.x + 2, y, row.width - 2, label, ROLE_ACCENT);
    size_t used = area_text(&view->words).len;
    if (used + NEARLY_FULL < RESPONSE_MAX_TEXT)
        return;
    long room = (long)(RESPONSE_MAX_TEXT - used) / BYTES_A_CHARACTER;
    struct text text =
        room > 0 ? arena_textf(page->arena,
                               ngettext(" room for about %ld more character ",
                                        " room for about %ld more characters ", (unsigned long)room),
                               room)
                 : text_of(_(" there is no room for more "));
    canvas_fit_right(page->canvas, row.x + 12, y, row.width - 12, text, ROLE_WARM);
}

void item_draw_words(struct item_view *view, struct page *page, const char *label, int rows_least,
                     bool focused)
{
    int height = page->view.height - page->line - 1;
    height = height < rows_least ? rows_least : height;
    draw_head(view, page, label);
    struct area *area = &view->words;
    struct area_rows rows;
    view->words_x = page->view.x;
    area_lay(area, page->view.width - 2, height, page->arena, &rows);
    for (int i = 0; i < height; i++) {
        int row = area->top + i, line = page->line;
        int y = page_row(page);
        bool more = (i == 0 && row > 0) || (i == height - 1 && row + 1 < rows.count);
        if (y >= 0 && more)
            canvas_string(page->canvas, page->view.x + page->view.width - 1, y, 1, i == 0 ? "↑" : "↓",
                          ROLE_ACCENT);
        if (y >= 0)
            area_draw_row(area, &rows, row, page->canvas, page->view.x, y, focused);
        if (focused && row == rows.row)
            page_focus(page, line);
        if (y >= 0 && row < rows.count)
            hits_add(page->hits, (struct rect){page->view.x, y, page->view.width, 1}, ITEM_HIT_ROW + row);
    }
}

static void draw(struct item_view *view, struct page *page)
{
    item_draw_stem(view, page, view->row->stem);
    item_draw_words(view, page, _(" Your answer "), ROWS_LEAST, true);
}

const struct item_kind_ops item_short_ops = {
    ITEM_SHORT, ITEM_MODE_WORDS, item_read_words, item_write_words, act, draw, one, on_event,
};
