/* Tables (表): rows for people and machines, with what goes with them: charts, notes, where a row leads. Made
 * by cli/tables, written by report/, shown by tui/. */
#ifndef BIWU_CORE_TABLE_H
#define BIWU_CORE_TABLE_H

#include "base/arena.h"
#include "base/hash.h"
#include "core/mark.h"

enum cell_type {
    CELL_TEXT,
    CELL_INT,
    CELL_MARK,     /* mark_t */
    CELL_BOOL,     /* 0, 1 */
    CELL_REAL,     /* a double, shown to the column's `decimals`; machines get up to 15 digits */
    CELL_PERCENT,  /* mark_t of a hundred: 87.5 %; machines get 87.5 */
    CELL_TIME,     /* wall ms; 0 as `none` */
    CELL_DURATION, /* ms; people see 1:02:33, machines whole seconds */
};
enum { CELL_TYPES = CELL_DURATION + 1 };

struct column {
    const char *key; /* the machine's name: CSV header, JSON member; never translated */
    const char
        *label; /* English msgid of the heading for people; NULL: not for people, left out of TABLE_TEXT */
    enum cell_type type;
    int decimals;      /* CELL_REAL: shown to people */
    struct text title; /* heading that is data (an event's title): used instead of the label when not empty */
    bool bar;          /* people see a bar beside the number, where there is room: 0 … bar_full */
    double bar_full;
};

struct cell {
    struct text text; /* CELL_TEXT */
    bool none;        /* nothing is known: an empty cell, null in JSON */
    int64_t number;   /* CELL_INT; CELL_MARK, CELL_PERCENT (1/10000); CELL_BOOL; CELL_TIME, CELL_DURATION */
    double real;      /* CELL_REAL; not a number: as `none` */
};

struct table {
    const struct column *columns;
    int column_count;
    struct cell *cells; /* row by row; owned */
    size_t row_count;
    size_t capacity; /* of cells */
};

/* `columns` outlives the table. */
void table_init(struct table *table, const struct column *columns, int column_count);
void table_finish(struct table *table);
/* Adds an empty row and returns its cells, to be filled before the next call. Texts outlive the table. */
struct cell *table_add(struct table *table);
const struct cell *table_cell(const struct table *table, size_t row, int column);
/* The number of a CELL_REAL that its column's decimals are to be printed of: what rounds to zero has no sign.
 */
double cell_real_shown(const struct column *column, const struct cell *cell);
/* -1: no column has this key. */
int table_column(const struct table *table, struct text key);
/* The order of the rows by a column, into order[row_count]: stable, texts by code points, empty cells last in
 * both directions. */
void table_order(const struct table *table, int column, bool descending, size_t *order);
void table_sort(struct table *table, int column, bool descending);
/* Keeps the columns at these indexes, in that order; the new columns stand in `arena`. */
void table_choose(struct table *table, const int *chosen, int count, struct arena *arena);

/* ---- Charts -------------------------------------------------------------------------------------------- */

enum chart_kind {
    CHART_BARS,      /* one bar a label, in the order given */
    CHART_HISTOGRAM, /* adjoining classes, labelled by their bounds */
    CHART_LINES,     /* series over the labels, as over several events */
};

struct chart_series {
    struct text title;    /* empty: the only one */
    const double *values; /* [label_count]; not a number: none */
};

struct chart {
    enum chart_kind kind;
    struct text title;
    struct text value_label; /* what the values are: "people", "%" */
    const struct text *labels;
    int label_count;
    const struct chart_series *series;
    int series_count; /* BARS and HISTOGRAM: 1 */
    double top;       /* the scale ends here; 0: by the values */
};

/* ---- A page: one table with what goes with it ------------------------------------------------------------
 */

enum {
    PAGE_MAX_EVENTS = 12,    /* side by side on one page */
    REQUEST_MAX_EVENTS = 60, /* read together */
    PAGE_MAX_NOTES = 24,
    PAGE_MAX_CHARTS = 8,
};

struct table_page {
    struct text heading; /* in the reader's language: 成绩表, or a person's name in `papers` */
    struct table table;  /* owned by the page */
    const struct chart *charts;
    int chart_count;
    const struct text *notes; /* sentences below the table: how it was counted, what was withheld and why */
    int note_count;
    bool provisional; /* the figures may still change; a note says why */
    /* Where a row leads, one a row; NULL: nowhere. A unit's path, or a staff number. */
    const struct text *leads;
};
void table_page_finish(struct table_page *page);
/* Copies all that the page points to into the arena, but for its cells, which stay where they are. */
void table_page_keep(struct table_page *page, struct arena *arena);

/* What somebody asks for. Texts live as long as the request. */
struct table_request {
    struct text name; /* "scores" … */
    struct text events[REQUEST_MAX_EVENTS];
    int event_count;
    struct text unit;   /* it and all below; empty: all */
    struct text post;   /* exactly; empty: any */
    struct text number; /* one person; empty: all */
    int64_t from, to;   /* wall ms of the end of an attempt, `to` exclusive; 0: open */
    enum { PASS_ANY, PASS_PASSED, PASS_FAILED } pass;
    struct text sort; /* key of a column; empty: the table's own order */
    bool descending;
    struct text columns; /* keys separated by commas; empty: all */
    int depth;           /* units are taken as the first so many parts of their paths; 0: the whole path */
    enum { TABLE_BY_DEFAULT, TABLE_BY_UNIT, TABLE_BY_PERSON, TABLE_BY_EVENT } by; /* what a row is */
    enum { ATTEMPTS_BEST, ATTEMPTS_FIRST, ATTEMPTS_ALL } attempts; /* of each person; of statistics only */
};

#endif
