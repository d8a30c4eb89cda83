/* Documents: tables with a head and a foot, for reading, printing, signing and for spreadsheets.
 *
 * A document is written as it is made, page by page, so that it may be longer than memory. It goes to a file
 * of its own beside the target, which is replaced when all is well (`document_end`), or to standard output.
 */
#ifndef BIWU_REPORT_DOCUMENT_H
#define BIWU_REPORT_DOCUMENT_H

#include "base/err.h"
#include "report/table.h"

struct document;

struct document_head {
    struct text title;        /* 十一月份应知应会测试成绩表 */
    struct text hall;         /* the hall's name */
    const struct text *lines; /* below the title: event, period, filters, each a line */
    int line_count;
    int64_t made_at;  /* wall ms */
    int64_t head_seq; /* the journal's head when the figures were read: how many entries it had … */
    struct hash head; /* … and the last link */
    bool sign;        /* with lines for signatures: 监考人 记分人 审核人 */
    bool headings;  /* CSV: with headings, and yes and no, as people read them instead of keys, true and false
                     */
    bool rehearsal; /* marked as one: nothing in it is a result */
};

/* `path` NULL: standard output. XLSX to a terminal is refused (ERR_INVALID). The head's texts outlive the
 * document. NULL on failure.
 *
 * TABLE_TEXT: aligned by display width, with bars; charts as bars of characters; the journal's head in short
 * at the end. The other formats have it in full, those that are printed at the foot of every page.
 *
 * TABLE_CSV: UTF-8 with BOM, RFC 4180 with CRLF, a header; of several pages with the same columns the rows
 * follow one another, else an empty line and a header stand between. Cells are as machines read them; with
 * `headings` the columns that are not for people are left out. A text that a spreadsheet would take for a
 * formula (first character = + - @, also full-width, tab CR LF) gets an apostrophe before it, unless it is a
 * number.
 *
 * TABLE_JSON: {"title", "hall", "made_at", "rehearsal" (where it is one), "journal": {"entries", "head"},
 * "pages": [{"heading",
 * "provisional", "notes", "rows": [{…}]}]}; more members by document_json.
 *
 * TABLE_XLSX: typed cells, frozen and repeated headings, filter, widths by display width, A4; charts beside
 * their numbers on a sheet of their own. Pages with the same columns share a sheet, each under its heading
 * and on paper of its own; a full sheet (1,048,576 rows) goes on in the next.
 *
 * TABLE_HTML: self-contained, no scripts; charts as inline SVG; prints on A4, upright or across, a page's
 * table breaks with its headings repeated; a page with the columns of the one before begins on new paper; the
 * journal's head and page numbers at every foot; signatures at the end.
 *
 * Line ends in cells stay in CSV, HTML and XLSX and become spaces in text; other controls become '?' but for
 * JSON, which has texts as they are. */
struct document *document_begin(const struct document_head *head, enum table_format format, const char *path,
                                struct err *err);
/* Writes a page; nothing of the caller's is kept. */
bool document_page(struct document *document, const struct table_page *page, struct err *err);
/* TABLE_JSON only (ignored by the others): a further member of the document, `json` being its value. */
void document_json(struct document *document, const char *name, struct text json);
/* Completes the document; on failure nothing is left of it, and an older file stays. Frees it. */
bool document_end(struct document *document, struct err *err);
/* Gives it up. Accepts NULL. */
void document_drop(struct document *document);

/* TABLE_TEXT only: how many terminal columns a page has, into which tables are fitted and paragraphs broken.
 * 0: as wide as need be (the default, for pipes). */
void document_set_width(struct document *document, int columns);

#endif
