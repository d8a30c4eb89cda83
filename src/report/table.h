/* Tables out: the same rows as text for a terminal, as CSV, or as JSON. */
#ifndef BIWU_REPORT_TABLE_H
#define BIWU_REPORT_TABLE_H

#include "base/arena.h"
#include "base/buf.h"
#include "core/mark.h"

enum cell_type { CELL_TEXT, CELL_INT, CELL_MARK, CELL_BOOL };

struct column {
    const char *key; /* the machine's name: CSV header, JSON member; never translated */
    const char
        *label; /* English msgid of the heading for people; NULL: not for people, left out of TABLE_TEXT */
    enum cell_type type;
};

struct cell {
    struct text text; /* CELL_TEXT */
    bool none;        /* nothing is known: an empty cell, null in JSON */
    int64_t number;   /* CELL_INT; CELL_MARK (1/10000); CELL_BOOL (0, 1) */
};

struct table {
    const struct column *columns;
    int column_count;
    struct cell *cells; /* row by row; owned */
    size_t row_count;
    size_t capacity; /* of cells */
};

enum table_format { TABLE_TEXT, TABLE_CSV, TABLE_JSON };

/* `columns` outlives the table. */
void table_init(struct table *table, const struct column *columns, int column_count);
void table_finish(struct table *table);
/* Adds an empty row and returns its cells, to be filled before the next call. Texts outlive the table. */
struct cell *table_add(struct table *table);

bool table_format_from_name(const char *name, enum table_format *out); /* "table" "csv" "json" */

/* TABLE_TEXT: headings and cells aligned by display width, translated, controls shown as '?'.
 * TABLE_CSV: RFC 4180 with a header of keys and LF line ends; marks as shortest decimals, booleans
 * true/false. TABLE_JSON: one array of objects, a row a line; marks as JSON numbers. */
void table_write(const struct table *table, enum table_format format, struct buf *out);

/* One CSV field, quoted where RFC 4180 wants it. */
void csv_add_field(struct buf *out, struct text field);

#endif
