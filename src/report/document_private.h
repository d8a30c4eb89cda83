/* What the formats of documents share. Private to report/. */
#ifndef BIWU_REPORT_DOCUMENT_PRIVATE_H
#define BIWU_REPORT_DOCUMENT_PRIVATE_H

#include "base/arena.h"
#include "base/file.h"
#include "report/cell.h"
#include "report/document.h"

struct document_format {
    bool by_name; /* a library fills the file by its name */
    /* Each is given the document with `out` to append to, which is written when they return; any may be
     * NULL. */
    bool (*begin)(struct document *document, struct err *err);
    bool (*page)(struct document *document, const struct table_page *page, struct err *err);
    bool (*end)(struct document *document, struct err *err);
    void (*drop)(struct document *document); /* frees `state`, also after `end` */
};

extern const struct document_format text_documents, csv_documents, json_documents, xlsx_documents,
    html_documents;

struct document {
    const struct document_format *format;
    struct document_head head;
    struct file_writer *file;
    struct buf out;
    int width;          /* of text; 0: as wide as need be */
    struct buf members; /* of JSON, each with a comma before it */
    void *state;        /* the format's own */
    int pages;          /* begun so far */

    /* The columns of the page before, copied. */
    struct arena arena;
    struct column *columns;
    int column_count;
};

/* Writes what is in `out` when it is much. */
bool document_flush(struct document *document, struct err *err);
/* Whether the page has the columns of the one before it. */
bool document_goes_on(const struct document *document, const struct table_page *page);
/* "Journal: 1234 entries, head 0123…", with all 64 digits or the first 12. */
void document_add_journal(const struct document *document, bool whole, struct buf *out);
/* "Made 2026-11-23 08:30:05", without a stop. */
void document_add_made(const struct document *document, struct buf *out);
/* Who signs, translated; `n` < DOCUMENT_SIGNERS. */
enum { DOCUMENT_SIGNERS = 3 };
const char *document_signer(int n);
const char *document_rehearsal_mark(void);

#endif
