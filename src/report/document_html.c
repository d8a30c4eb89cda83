/* Documents for reading in a browser and for printing on A4. */
#include "report/document_private.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "report/html.h"

#include <stdlib.h>

/* ---- Pieces -------------------------------------------------------------------------------------------- */

static void add_escaped(struct buf *out, struct text t, const char *line_break)
{
    for (size_t i = 0; i < t.len; i++)
        switch (t.at[i]) {
        case '&':
            buf_add_string(out, "&amp;");
            break;
        case '<':
            buf_add_string(out, "&lt;");
            break;
        case '>':
            buf_add_string(out, "&gt;");
            break;
        case '"':
            buf_add_string(out, "&quot;");
            break;
        case '\'':
            buf_add_string(out, "&#39;");
            break;
        case '\n':
            buf_add_string(out, line_break);
            break;
        default:
            buf_add_char(out, t.at[i]);
        }
}

static void add_text(struct buf *out, struct text t, const char *line_break)
{
    struct buf clean = BUF_EMPTY;
    add_printable(&clean, t, "\n");
    add_escaped(out, buf_text(&clean), line_break);
    buf_finish(&clean);
}

void html_add(struct buf *out, struct text t)
{
    add_text(out, t, "<br>");
}

void html_add_plain(struct buf *out, struct text t)
{
    add_text(out, t, " ");
}

static void add_element(struct buf *out, const char *begin, struct text t, const char *end)
{
    if (!t.len)
        return;
    buf_add_string(out, begin);
    html_add(out, t);
    buf_add_string(out, end);
    buf_add_char(out, '\n');
}

/* A CSS string; '<' is escaped too, since it could end the style element. */
static void add_css_string(struct buf *out, struct text t)
{
    struct buf clean = BUF_EMPTY;
    add_printable(&clean, t, " ");
    buf_add_char(out, '"');
    for (size_t i = 0; i < clean.len; i++)
        if (strchr("\"\\<>&", clean.at[i]))
            buf_addf(out, "\\%02x ", (unsigned)clean.at[i]);
        else
            buf_add_char(out, clean.at[i]);
    buf_add_char(out, '"');
    buf_finish(&clean);
}

/* ---- Style --------------------------------------------------------------------------------------------- */

/* A heading that is repeated, rows that stay whole, and bars made of borders: those are printed even where
 * the browser leaves backgrounds out. */
static const char style_common[] =
    "html{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang SC\","
    "\"WenQuanYi Zen Hei\",SimSun,sans-serif;font-size:10.5pt;line-height:1.4;color:#000;background:#fff}\n"
    "body{margin:0 auto;max-width:270mm;padding:8mm}\n"
    "h1{font-size:17pt;text-align:center;margin:0 0 2mm}\n"
    "h2{font-size:12.5pt;margin:5mm 0 2mm;break-after:avoid}\n"
    "section{padding:0 .3mm}\n"
    "header p{text-align:center;margin:0 0 1mm}\n"
    ".rehearsal{font-weight:bold;border:1.5pt solid #000;padding:1mm;text-align:center;margin:0 0 3mm}\n"
    "table{border-collapse:collapse;width:100%;margin:2mm 0}\n"
    "thead{display:table-header-group}\n"
    "tr{break-inside:avoid}\n"
    "th,td{border:.6pt solid #444;padding:.8mm 1.2mm;overflow-wrap:anywhere;vertical-align:middle}\n"
    "th{background:#e8e8e8;text-align:center;font-weight:bold;overflow-wrap:break-word}\n"
    ".s3 th,.s4 th{overflow-wrap:anywhere}\n"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}\n"
    "td.k{white-space:nowrap}\n"
    ".s1 td,.s1 th{font-size:9pt}\n"
    ".s2 td,.s2 th{font-size:8pt;padding:.6mm .8mm}\n"
    ".s3 td,.s3 th{font-size:7pt;padding:.5mm .5mm}\n"
    ".s4 td,.s4 th{font-size:6pt;padding:.4mm .3mm}\n"
    ".b{display:inline-block;width:16mm;margin-left:1.5mm;text-align:left}\n"
    ".b i{display:inline-block;height:0;border-top:2.6mm solid #666}\n"
    ".none{text-align:center}\n"
    "figure{margin:4mm auto;max-width:176mm;break-inside:avoid}\n"
    "figcaption{font-weight:bold;margin-bottom:1mm}\n"
    "svg{width:100%;height:auto;display:block}\n"
    "svg text{font-size:12px;fill:#000}\n"
    ".bar{fill:#7d93ad;stroke:#222;stroke-width:.8}\n"
    ".axis{fill:none;stroke:#000;stroke-width:1}\n"
    ".grid{stroke:#bbb;stroke-width:.6}\n"
    ".notes{margin:2mm 0;padding-left:5mm;font-size:9pt}\n"
    ".foot{font-size:8pt;border-top:.6pt solid #000;padding-top:1mm;margin-top:6mm;overflow-wrap:anywhere}\n"
    ".sign{display:flex;gap:8mm;margin-top:10mm;break-inside:avoid}\n"
    ".sign div{flex:1}\n"
    ".sign span{display:block;border-bottom:.8pt solid #000;height:9mm;margin-bottom:3mm}\n"
    ".new{break-before:page}\n"
    "@media print{body{max-width:none;padding:0}.wide{page:wide}}\n";

/* The boxes in the margins are printed by Chromium from version 131 on; others print the foot at the end. */
static void add_style(struct document *document)
{
    struct buf *out = &document->out, journal = BUF_EMPTY;
    document_add_journal(document, true, &journal);
    buf_add_string(out, "<style>\n");
    buf_add_string(out, style_common);
    buf_add_string(out, "@page{size:A4;margin:14mm 12mm 16mm;\n@top-left{font-size:8pt;content:");
    add_css_string(out, document->head.rehearsal ? text_of(document_rehearsal_mark()) : document->head.hall);
    buf_add_string(out, "}\n@top-right{font-size:8pt;content:");
    add_css_string(out, document->head.title);
    buf_add_string(out, "}\n@bottom-left{font-size:6.5pt;white-space:nowrap;content:");
    add_css_string(out, buf_text(&journal));
    buf_add_string(out, "}\n@bottom-right{font-size:8pt;content:counter(page) \" / \" counter(pages)}}\n"
                        "@page wide{size:A4 landscape}\n</style>\n");
    buf_finish(&journal);
}

/* ---- How a table fits A4 ------------------------------------------------------------------------------- */

enum {
    PADDING = 2,       /* columns of display width, at both sides of a cell together */
    KEEP = 12,         /* texts up to this wide are not broken */
    SHORT_HEADING = 6, /* a heading up to this wide is not broken */
    TEXT_ENOUGH = 36,  /* longer texts are broken and need no more than this */
    BAR = 12,
};

struct paper;

struct fitting {
    int *shown, *widths; /* columns for people; the widest of their cells */
    int count;
    bool bars, keep; /* with bars; short cells are not broken */
    const struct paper *paper;
};

static int cell_width(const struct column *column, const struct cell *cell, struct buf *scratch)
{
    buf_clear(scratch);
    cell_add_shown(scratch, column, cell, " ");
    return utf8_width(buf_text(scratch));
}

static bool is_kept(const struct fitting *fitting, const struct column *column, int i)
{
    return fitting->keep && (column->type != CELL_TEXT || fitting->widths[i] <= KEEP);
}

/* The longest stretch of ASCII letters and signs, which is not broken. */
static int longest_word(struct text t)
{
    int longest = 0, run = 0;
    for (size_t i = 0; i < t.len; i++) {
        run = t.at[i] > ' ' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* What a line on paper holds, in columns of display width: 186 mm upright and 273 mm across, at 10.5, 9, 8, 7
 * and 6 points. Dense ones have narrower padding, and break headings as need be. */
static const struct paper {
    int room, size;
    bool wide, dense;
} papers[] = {{98, 0, false, false}, {116, 1, false, false}, {165, 1, true, false},
              {185, 2, true, false}, {225, 3, true, true},   {262, 4, true, true}};

/* The columns of display width that a column needs to look well. */
static int column_need(const struct fitting *fitting, const struct table *table, const struct paper *paper,
                       int i, bool bars)
{
    const struct column *column = &table->columns[fitting->shown[i]];
    struct text title = column_heading(column);
    int whole = utf8_width(title), heading = whole / (paper->dense ? 4 : 2) + 1;
    if (!paper->dense && whole <= SHORT_HEADING)
        heading = whole;
    int word = paper->dense ? 0 : longest_word(title);
    int cells = fitting->widths[i] < TEXT_ENOUGH ? fitting->widths[i] : TEXT_ENOUGH;
    cells += bars && column->bar ? BAR : 0;
    heading = word > heading ? word : heading;
    return (cells > heading ? cells : heading) + (paper->dense ? 1 : PADDING);
}

static int table_need(const struct fitting *fitting, const struct table *table, const struct paper *paper,
                      bool bars)
{
    int total = 0;
    for (int i = 0; i < fitting->count; i++)
        total += column_need(fitting, table, paper, i, bars);
    return total;
}

/* The largest print that has room: bars may turn the page and make it smaller, but not the smallest. */
static void choose_paper(struct fitting *fitting, const struct table *table)
{
    for (size_t i = 0; i < COUNT_OF(papers); i++) {
        fitting->paper = &papers[i];
        fitting->keep = table_need(fitting, table, &papers[i], false) <= papers[i].room;
        fitting->bars = table_need(fitting, table, &papers[i], true) <= papers[i].room;
        if (fitting->bars || (fitting->keep && papers[i].wide))
            return;
    }
}

static struct fitting fitting_make(const struct table *table)
{
    struct fitting fitting = {0};
    struct buf scratch = BUF_EMPTY;
    fitting.shown = xcalloc((size_t)table->column_count, sizeof *fitting.shown);
    fitting.widths = xcalloc((size_t)table->column_count, sizeof *fitting.widths);
    fitting.count = columns_shown(table, fitting.shown);
    for (int i = 0; i < fitting.count; i++) {
        int c = fitting.shown[i];
        for (size_t r = 0; r < table->row_count; r++) {
            int width = cell_width(&table->columns[c], table_cell(table, r, c), &scratch);
            fitting.widths[i] = width > fitting.widths[i] ? width : fitting.widths[i];
        }
    }
    choose_paper(&fitting, table);
    buf_finish(&scratch);
    return fitting;
}

static void fitting_finish(struct fitting *fitting)
{
    free(fitting->shown);
    free(fitting->widths);
}

/* ---- Pages --------------------------------------------------------------------------------------------- */

static void write_head(struct document *document)
{
    const struct document_head *head = &document->head;
    struct buf *out = &document->out;
    buf_add_string(out, "<header>\n");
    if (head->rehearsal)
        add_element(out, "<p class=\"rehearsal\">", text_of(document_rehearsal_mark()), "</p>");
    add_element(out, "<h1>", head->title, "</h1>");
    add_element(out, "<p>", head->hall, "</p>");
    for (int i = 0; i < head->line_count; i++)
        add_element(out, "<p>", head->lines[i], "</p>");
    buf_add_string(out, "</header>\n");
}

static void write_cell(struct buf *out, const struct fitting *fitting, const struct table *table, size_t row,
                       int i, struct buf *scratch)
{
    const struct column *column = &table->columns[fitting->shown[i]];
    const struct cell *cell = table_cell(table, row, fitting->shown[i]);
    bool number = column_is_number(column), keep = is_kept(fitting, column, i);
    buf_add_string(out, "<td");
    if (number || keep)
        buf_addf(out, " class=\"%s\"", number && keep ? "n k" : number ? "n" : "k");
    buf_add_char(out, '>');
    buf_clear(scratch);
    cell_add_shown(scratch, column, cell, "\n");
    add_escaped(out, buf_text(scratch), "<br>");
    if (column->bar && fitting->bars)
        buf_addf(out, "<span class=\"b\"><i style=\"width:%.1f%%\"></i></span>",
                 100 * bar_share(cell_value(column, cell), column->bar_full));
    buf_add_string(out, "</td>");
}

/* Shares of the width: long texts do not press the others together. */
static void write_widths(struct buf *out, const struct fitting *fitting, const struct table *table)
{
    double total = table_need(fitting, table, fitting->paper, fitting->bars);
    buf_add_string(out, "<colgroup>");
    for (int i = 0; i < fitting->count; i++)
        buf_addf(out, "<col style=\"width:%.2f%%\">",
                 100 * column_need(fitting, table, fitting->paper, i, fitting->bars) / total);
    buf_add_string(out, "</colgroup>\n");
}

static bool write_table(struct document *document, const struct fitting *fitting, const struct table *table,
                        struct err *err)
{
    struct buf *out = &document->out, scratch = BUF_EMPTY;
    buf_add_string(out, "<table>\n");
    write_widths(out, fitting, table);
    buf_add_string(out, "<thead><tr>");
    for (int i = 0; i < fitting->count; i++) {
        buf_add_string(out, "<th scope=\"col\">");
        html_add(out, column_heading(&table->columns[fitting->shown[i]]));
        buf_add_string(out, "</th>");
    }
    buf_add_string(out, "</tr></thead>\n<tbody>\n");
    bool ok = true;
    for (size_t r = 0; r < table->row_count && ok; r++) {
        buf_add_string(out, "<tr>");
        for (int i = 0; i < fitting->count; i++)
            write_cell(out, fitting, table, r, i, &scratch);
        buf_add_string(out, "</tr>\n");
        ok = document_flush(document, err);
    }
    if (table->row_count == 0 && fitting->count)
        buf_addf(out, "<tr><td class=\"none\" colspan=\"%d\">%s</td></tr>\n", fitting->count, _("(no rows)"));
    buf_add_string(out, "</tbody>\n</table>\n");
    buf_finish(&scratch);
    return ok;
}

static void write_notes(struct buf *out, const struct table_page *page)
{
    if (!page->note_count)
        return;
    buf_add_string(out, "<ul class=\"notes\">\n");
    for (int i = 0; i < page->note_count; i++)
        add_element(out, "<li>", page->notes[i], "</li>");
    buf_add_string(out, "</ul>\n");
}

static bool begin(struct document *document, struct err *err)
{
    (void)err;
    struct buf *out = &document->out;
    document->state = xcalloc(1, sizeof(bool));
    buf_add_string(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    html_add_plain(out, document->head.title.len ? document->head.title : document->head.hall);
    buf_add_string(out, "</title>\n");
    add_style(document);
    buf_add_string(out, "</head>\n<body>\n");
    return true;
}

static bool page(struct document *document, const struct table_page *page, struct err *err)
{
    struct buf *out = &document->out;
    struct fitting fitting = fitting_make(&page->table);
    *(bool *)document->state = fitting.paper->wide;
    buf_addf(out, "<section class=\"s%d%s%s\">\n", fitting.paper->size, fitting.paper->wide ? " wide" : "",
             document_goes_on(document, page) ? " new" : "");
    if (document->pages == 0)
        write_head(document);
    if (!text_equal(page->heading, document->head.title))
        add_element(out, "<h2>", page->heading, "</h2>");
    bool ok = write_table(document, &fitting, &page->table, err);
    fitting_finish(&fitting);
    for (int i = 0; i < page->chart_count; i++)
        html_add_chart(out, &page->charts[i]);
    write_notes(out, page);
    buf_add_string(out, "</section>\n");
    return ok;
}

static void write_signatures(struct buf *out)
{
    buf_add_string(out, "<div class=\"sign\">\n");
    for (int i = 0; i < DOCUMENT_SIGNERS; i++)
        buf_addf(out, "<div>%s<span></span>%s<span></span></div>\n", document_signer(i), _("Date"));
    buf_add_string(out, "</div>\n");
}

static bool end(struct document *document, struct err *err)
{
    (void)err;
    struct buf *out = &document->out, foot = BUF_EMPTY;
    buf_addf(out, "<section%s>\n", *(bool *)document->state ? " class=\"wide\"" : "");
    if (document->pages == 0)
        write_head(document);
    document_add_made(document, &foot);
    buf_add_char(&foot, '\n');
    document_add_journal(document, true, &foot);
    if (document->head.sign)
        write_signatures(out);
    add_element(out, "<p class=\"foot\">", buf_text(&foot), "</p>");
    buf_add_string(out, "</section>\n</body>\n</html>\n");
    buf_finish(&foot);
    return true;
}

static void drop(struct document *document)
{
    free(document->state);
}

const struct document_format html_documents = {.begin = begin, .page = page, .end = end, .drop = drop};
