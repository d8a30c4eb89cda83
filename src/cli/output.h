/* --format and -o of the commands that print tables, and the documents that they make. */
#ifndef BIWU_CLI_OUTPUT_H
#define BIWU_CLI_OUTPUT_H

#include "cli/command.h"
#include "cli/options.h"
#include "report/document.h"
#include "report/table.h"

struct store;

struct table_output {
    enum table_format format;
    const char *path; /* NULL: standard output */
};

/* Takes --format, -o and the `count` further options (at most 8) out of argv. */
bool table_output_parse(struct table_output *output, const struct option_spec *more, size_t count, int *argc,
                        char **argv, struct err *err);
/* Writes the table; a file is replaced whole or not at all. */
bool table_output_write(const struct table_output *output, const struct table *table, struct err *err);

/* ---- Documents ----------------------------------------------------------------------------------------- */

struct document_output {
    enum table_format format;
    const char *path; /* NULL: standard output */
    bool headings;    /* --headings: CSV with headings as people read them */
    bool sign;        /* --sign: lines for signatures */
};

enum { DOCUMENT_MAX_OPTIONS = 16 };
/* Takes --format table|csv|json|xlsx|html, -o FILE, --headings, --sign and the `count` further options (at
 * most DOCUMENT_MAX_OPTIONS) out of argv. Without --format the end of FILE's name says it (.csv .json .xlsx
 * .html); else it is a table. XLSX to a terminal is refused, with the way out. */
bool document_output_parse(struct document_output *output, const struct option_spec *more, size_t count,
                           int *argc, char **argv, struct err *err);

/* Begins the document asked for. The head's title, lines and line_count come from the caller (texts outlive
 * the document); all else of the head is filled in: the hall's name and whether it is a rehearsal from
 * hall.yaml, the journal's head from `store` (inside the read transaction that the figures come from), the
 * time now, `sign` and `headings` from the output. A table on a terminal is as wide as that. Texts in
 * `arena`. NULL on failure. */
struct document *document_open(const struct cli *cli, struct store *store,
                               const struct document_output *output, struct document_head *head,
                               struct arena *arena, struct err *err);
/* A table_taker (cli/tables/tables.h) for an open document: writes the page and finishes it. */
bool document_take(void *document, struct table_page *page, struct err *err);
/* A document that is begun with its first page, so that a request that fails leaves nothing behind. The texts
 * of the head outlive it; `document` begins as NULL and is ended with document_close. */
struct document_printing {
    const struct cli *cli;
    struct store *store;
    const struct document_output *output;
    struct document_head head;
    struct arena *arena;
    struct document *document;
};
/* A table_taker for it. */
bool document_print(void *printing, struct table_page *page, struct err *err);
/* document_end when `ok`, else document_drop; returns whether all went well. `document` may be NULL. */
bool document_close(struct document *document, bool ok, struct err *err);
/* A whole document of one page, which stays the caller's. */
bool document_write(const struct cli *cli, struct store *store, const struct document_output *output,
                    struct document_head *head, const struct table_page *page, struct err *err);
/* A table that is also printed: alone in text, CSV and JSON, as table_output_write does it, and a document
 * under `title` in XLSX and HTML. Within a read transaction. */
bool document_write_table(const struct cli *cli, struct store *store, const struct document_output *output,
                          struct text title, const struct table *table, struct err *err);

#endif
