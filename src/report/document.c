#include "report/document_private.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

enum { FLUSH_AT = 64 * 1024, FILE_MODE = 0644 };

static const struct document_format *const formats[] = {
    [TABLE_TEXT] = &text_documents, [TABLE_CSV] = &csv_documents,   [TABLE_JSON] = &json_documents,
    [TABLE_XLSX] = &xlsx_documents, [TABLE_HTML] = &html_documents,
};

static bool flush(struct document *document, struct err *err)
{
    bool ok = file_writer_add(document->file, buf_text(&document->out), err);
    buf_clear(&document->out);
    return ok;
}

bool document_flush(struct document *document, struct err *err)
{
    return document->out.len < FLUSH_AT || flush(document, err);
}

/* A spreadsheet on a terminal would only garble it. */
static bool may_go_there(const struct document *document, struct err *err)
{
    return !document->format->by_name || !file_writer_is_terminal(document->file) ||
           err_set(err, ERR_INVALID,
                   _("a spreadsheet cannot be shown on a terminal; name a file with -o FILE.xlsx"));
}

struct document *document_begin(const struct document_head *head, enum table_format format, const char *path,
                                struct err *err)
{
    struct document *document = xcalloc(1, sizeof *document);
    document->format = formats[format];
    document->head = *head;
    document->file = file_writer_open(path, FILE_MODE, document->format->by_name, err);
    if (document->file && may_go_there(document, err) &&
        (!document->format->begin || document->format->begin(document, err)))
        return document;
    document_drop(document);
    return NULL;
}

static void keep_columns(struct document *document, const struct table *table)
{
    arena_clear(&document->arena);
    size_t count = (size_t)table->column_count;
    document->columns = arena_array(&document->arena, count + 1, sizeof *document->columns);
    document->column_count = table->column_count;
    for (size_t i = 0; i < count; i++) {
        document->columns[i] = table->columns[i];
        document->columns[i].key = arena_string(&document->arena, text_of(table->columns[i].key));
        document->columns[i].title = arena_text(&document->arena, table->columns[i].title);
    }
}

bool document_goes_on(const struct document *document, const struct table_page *page)
{
    return document->columns && columns_equal(&page->table, document->columns, document->column_count);
}

bool document_page(struct document *document, const struct table_page *page, struct err *err)
{
    bool ok = document->format->page(document, page, err) && document_flush(document, err);
    document->pages++;
    keep_columns(document, &page->table);
    return ok;
}

void document_json(struct document *document, const char *name, struct text json)
{
    if (document->format != &json_documents)
        return;
    buf_add_char(&document->members, '\n');
    json_add_name(&document->members, name);
    buf_add_text(&document->members, json);
}

void document_set_width(struct document *document, int columns)
{
    document->width = columns;
}

bool document_end(struct document *document, struct err *err)
{
    bool ok = (!document->format->end || document->format->end(document, err)) && flush(document, err);
    if (ok) {
        struct file_writer *file = document->file;
        document->file = NULL;
        ok = file_writer_end(file, err);
    }
    document_drop(document);
    return ok;
}

void document_drop(struct document *document)
{
    if (!document)
        return;
    if (document->format->drop)
        document->format->drop(document);
    file_writer_drop(document->file);
    buf_finish(&document->out);
    buf_finish(&document->members);
    arena_finish(&document->arena);
    free(document);
}

void document_add_journal(const struct document *document, bool whole, struct buf *out)
{
    char hex[HASH_HEX_SIZE];
    hash_to_hex(&document->head.head, hex);
    long long entries = document->head.head_seq;
    buf_addf(out, ngettext("Journal: %lld entry, head %.*s", "Journal: %lld entries, head %.*s", entries),
             entries, whole ? HASH_HEX_SIZE - 1 : 12, hex);
}

void document_add_made(const struct document *document, struct buf *out)
{
    char time[CLOCK_TEXT_SIZE];
    buf_addf(out, _("Made %s"), clock_format(document->head.made_at, time));
}

const char *document_signer(int n)
{
    static const char *const signers[DOCUMENT_SIGNERS] = {N_("Invigilator"), N_("Marked by"),
                                                          N_("Checked by")};
    assert(n >= 0 && n < DOCUMENT_SIGNERS);
    return _(signers[n]);
}

const char *document_rehearsal_mark(void)
{
    return _("REHEARSAL: nothing in this document is a result");
}
