/* Documents for terminals and plain printers. */
#include "report/document_private.h"

#include "base/i18n.h"
#include "base/unicode.h"
#include "report/chart.h"
#include "report/grid.h"

enum { CHART_BAR_CELLS = 30, CHART_BAR_LEAST = 10, CHART_LABEL_MOST = 48 };

/* A paragraph, broken into lines where the width is known. */
static void add_paragraph(struct document *document, struct text t)
{
    struct buf clean = BUF_EMPTY;
    struct arena arena = ARENA_EMPTY;
    add_printable(&clean, t, "\n");
    if (document->width < 20) {
        buf_add_text(&document->out, buf_text(&clean));
        buf_add_char(&document->out, '\n');
    } else {
        size_t count;
        const struct text_line *lines = utf8_wrap(&arena, buf_text(&clean), document->width, &count);
        for (size_t i = 0; i < count; i++) {
            buf_add_text(&document->out, lines[i].text);
            buf_add_char(&document->out, '\n');
        }
    }
    arena_finish(&arena);
    buf_finish(&clean);
}

static void write_head(struct document *document)
{
    const struct document_head *head = &document->head;
    if (head->rehearsal)
        add_paragraph(document, text_of(document_rehearsal_mark()));
    if (head->title.len)
        add_paragraph(document, head->title);
    if (head->hall.len)
        add_paragraph(document, head->hall);
    for (int i = 0; i < head->line_count; i++)
        add_paragraph(document, head->lines[i]);
}

/* ---- Charts -------------------------------------------------------------------------------------------- */

/* At the left of its place; what is too long ends in "…". */
static void add_label(struct buf *out, struct text label, int width)
{
    struct buf clean = BUF_EMPTY;
    add_printable(&clean, label, " ");
    struct text whole = buf_text(&clean), cut = utf8_cut(whole, width);
    bool fits = cut.len == whole.len;
    cut = fits ? cut : utf8_cut(whole, width - 1);
    buf_add_text(out, cut);
    buf_add_string(out, fits ? "" : "…");
    buf_add_repeated(out, ' ', (size_t)(width - utf8_width(cut) - !fits));
    buf_finish(&clean);
}

static int widest_label(const struct chart *chart)
{
    int widest = 0;
    for (int i = 0; i < chart->label_count; i++) {
        int width = utf8_width(chart->labels[i]);
        widest = width > widest ? width : widest;
    }
    return widest < CHART_LABEL_MOST ? widest : CHART_LABEL_MOST;
}

static void write_bar(struct document *document, const struct chart *chart, int series, int label,
                      int label_width, int cells)
{
    double value = chart->series[series].values[label];
    add_label(&document->out, chart->labels[label], label_width);
    buf_add_string(&document->out, " |");
    grid_add_bar(&document->out, bar_share(value, chart_top(chart)), cells);
    buf_add_char(&document->out, ' ');
    chart_add_value(&document->out, value);
    buf_add_char(&document->out, '\n');
}

static void write_chart(struct document *document, const struct chart *chart)
{
    int label_width = widest_label(chart);
    int cells = CHART_BAR_CELLS;
    if (document->width && document->width - label_width - 12 < cells)
        cells = document->width - label_width - 12;
    cells = cells < CHART_BAR_LEAST ? CHART_BAR_LEAST : cells;
    buf_add_char(&document->out, '\n');
    struct buf title = BUF_EMPTY;
    chart_add_title(chart, &title);
    add_paragraph(document, buf_text(&title));
    buf_finish(&title);
    for (int s = 0; s < chart->series_count; s++) {
        if (chart->series[s].title.len)
            add_paragraph(document, chart->series[s].title);
        for (int i = 0; i < chart->label_count; i++)
            write_bar(document, chart, s, i, label_width, cells);
    }
}

/* ---- The format ---------------------------------------------------------------------------------------- */

static bool page(struct document *document, const struct table_page *page, struct err *err)
{
    (void)err;
    if (document->pages == 0)
        write_head(document);
    if (document->out.len || document->pages)
        buf_add_char(&document->out, '\n');
    if (page->heading.len && !text_equal(page->heading, document->head.title))
        add_paragraph(document, page->heading);
    grid_write(&page->table, document->width, &document->out);
    if (page->table.row_count == 0)
        add_paragraph(document, text_of(_("(no rows)")));
    for (int i = 0; i < page->chart_count; i++)
        write_chart(document, &page->charts[i]);
    if (page->note_count)
        buf_add_char(&document->out, '\n');
    for (int i = 0; i < page->note_count; i++)
        add_paragraph(document, page->notes[i]);
    return true;
}

static void write_signatures(struct document *document)
{
    buf_add_char(&document->out, '\n');
    for (int i = 0; i < DOCUMENT_SIGNERS; i++) {
        buf_addf(&document->out, _("%s: ____________  Date: ____________"), document_signer(i));
        buf_add_char(&document->out, '\n');
    }
}

static bool end(struct document *document, struct err *err)
{
    (void)err;
    if (document->pages == 0)
        write_head(document);
    struct buf foot = BUF_EMPTY;
    document_add_made(document, &foot);
    buf_add_string(&foot, "\n");
    document_add_journal(document, false, &foot);
    buf_add_char(&document->out, '\n');
    add_paragraph(document, buf_text(&foot));
    buf_finish(&foot);
    if (document->head.sign)
        write_signatures(document);
    return true;
}

const struct document_format text_documents = {.page = page, .end = end};
