/* Tables in CSV (RFC 4180) with a header: rows come out by column, every mistake said with its place. */
#ifndef BIWU_BANK_CSV_H
#define BIWU_BANK_CSV_H

#include "base/diag.h"

enum { CSV_MAX_CELLS = 64, CSV_NAMES = 6 };

/* A column that is known, under any of its names (case and width do not matter). */
struct csv_column {
    struct text names[CSV_NAMES]; /* the English name first; unused ones empty */
    bool required;
};

struct csv_cell {
    struct text text; /* trimmed, NFC, without controls; empty when the row is too short */
    struct span span;
};

struct csv {
    struct text text; /* the file in UTF-8 without a byte order mark */
    size_t at;
    int line, column; /* of `at`, from 1 */
    const char *file;
    struct arena *arena;
    struct diags *diags;
    const struct csv_column *columns;
    int column_count;
    int column_of[CSV_MAX_CELLS]; /* which column each cell of a row is, or -1 */
    int cell_count;               /* cells of the header */
};

/* The file's text in UTF-8: itself, or converted from GBK (GB18030) into the arena. false when it is neither;
 * *out is then the text as it is. A byte order mark is left out. */
bool csv_text(struct text source, struct arena *arena, struct text *out);

/* Reads the header. Unknown columns are warnings; a missing required one, one given twice, an empty file or
 * another encoding are errors, and false is returned. `columns` and `file` outlive the csv. */
bool csv_open(struct csv *csv, struct text source, const char *file, const struct csv_column *columns,
              int column_count, struct arena *arena, struct diags *diags);
/* The next row that is not blank, by column: cells[column_count]. *ok says whether it can be used; false is
 * returned after the last. */
bool csv_next(struct csv *csv, struct csv_cell *cells, bool *ok);

#endif
