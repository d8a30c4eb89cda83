/* Documents for programs and spreadsheets, as comma-separated values. */
#include "report/document_private.h"

#include "base/mem.h"
#include "report/table.h"

#include <ctype.h>

/* "-5", "87.5", "+3": such a field is a number to a spreadsheet as well. */
static bool is_number(struct text t)
{
    size_t i = t.len && (t.at[0] == '-' || t.at[0] == '+'), digits = 0, points = 0;
    for (; i < t.len; i++) {
        digits += isdigit((unsigned char)t.at[i]) != 0;
        points += t.at[i] == '.';
        if (!isdigit((unsigned char)t.at[i]) && t.at[i] != '.')
            return false;
    }
    return digits > 0 && points <= 1;
}

/* A text that a spreadsheet would run as a formula is kept one by an apostrophe (OWASP, "CSV Injection");
 * where Chinese is typed, programs take the full-width signs for the plain ones. */
static bool needs_guard(struct text t)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    for (size_t i = 0; i < COUNT_OF(wide); i++)
        if (text_starts_with(t, text_of(wide[i])))
            return true;
    return t.len && strchr("=+-@\t\r\n", t.at[0]) && !is_number(t);
}

static void add_text_field(struct buf *out, struct buf *scratch, struct text t)
{
    buf_clear(scratch);
    if (needs_guard(t))
        buf_add_char(scratch, '\'');
    add_printable(scratch, t, "\n");
    csv_add_field(out, buf_text(scratch));
}

static bool is_written(const struct document *document, const struct column *column)
{
    return !document->head.headings || column_is_shown(column);
}

static void write_header(struct document *document, const struct table *table, struct buf *scratch)
{
    bool first = true;
    for (int c = 0; c < table->column_count; c++) {
        const struct column *column = &table->columns[c];
        if (!is_written(document, column))
            continue;
        buf_add_string(&document->out, first ? "" : ",");
        add_text_field(&document->out, scratch,
                       document->head.headings ? column_heading(column) : text_of(column->key));
        first = false;
    }
    buf_add_string(&document->out, "\r\n");
}

static void write_row(struct document *document, const struct table *table, size_t row, struct buf *scratch)
{
    bool first = true;
    for (int c = 0; c < table->column_count; c++) {
        const struct column *column = &table->columns[c];
        const struct cell *cell = table_cell(table, row, c);
        if (!is_written(document, column))
            continue;
        buf_add_string(&document->out, first ? "" : ",");
        if (column->type == CELL_TEXT && !cell->none)
            add_text_field(&document->out, scratch, cell->text);
        else if (column->type == CELL_BOOL && document->head.headings)
            cell_add_shown(&document->out, column, cell, " ");
        else
            cell_add_plain(&document->out, column, cell);
        first = false;
    }
    buf_add_string(&document->out, "\r\n");
}

static bool begin(struct document *document, struct err *err)
{
    (void)err;
    buf_add_string(&document->out, "\xEF\xBB\xBF");
    return true;
}

static bool page(struct document *document, const struct table_page *page, struct err *err)
{
    struct buf scratch = BUF_EMPTY;
    if (!document_goes_on(document, page)) {
        buf_add_string(&document->out, document->pages ? "\r\n" : "");
        write_header(document, &page->table, &scratch);
    }
    bool ok = true;
    for (size_t r = 0; r < page->table.row_count && ok; r++) {
        write_row(document, &page->table, r, &scratch);
        ok = document_flush(document, err);
    }
    buf_finish(&scratch);
    return ok;
}

const struct document_format csv_documents = {.begin = begin, .page = page};
