/* A table on a terminal: its head stays, rows scroll, columns scroll sideways beside the first ones, which
 * stay too. A cursor stands on one cell. Knows no keys of its own but those of list.h. Only what is in view
 * is drawn, whatever the table holds. */
#ifndef BIWU_TUI_WIDGETS_TABLE_VIEW_H
#define BIWU_TUI_WIDGETS_TABLE_VIEW_H

#include "core/table.h"
#include "tui/layout.h"
#include "tui/widgets/list.h"

struct table_view_column {
    int of;      /* which column of the table */
    int cells;   /* the width of its widest cell */
    int natural; /* … or of the heading, where that is wider */
    int width;   /* laid out: cells wider than this end with "…" */
    int bar;     /* columns of a bar beside it; 0: none */
};

enum { TABLE_VIEW_OWN_ORDER = -1 };

struct table_view {
    const struct table *table;
    size_t *order;                     /* [row_count] which row stands where, owned */
    struct table_view_column *columns; /* those for people, owned */
    int column_count;
    int stays;        /* so many of the first columns never scroll away */
    int at;           /* the column of the cursor */
    int first;        /* the first column shown beside those that stay */
    struct list rows; /* the places, of which `at` is the cursor's */
    int sorted;       /* by which column; TABLE_VIEW_OWN_ORDER */
    bool descending;
    struct buf needle;      /* what is searched for, ASCII letters small; empty: nothing */
    struct rect head, body; /* where they were drawn */
};

/* `table` outlives it and does not change. */
void table_view_init(struct table_view *view, const struct table *table);
void table_view_finish(struct table_view *view);
/* The same cursor, order and search as `other`, which showed an earlier state of the same table. */
void table_view_resume(struct table_view *view, const struct table_view *other);

/* Chooses the widths for this width of the screen and brings the cursor's column into view. */
void table_view_layout(struct table_view *view, int width);
/* Head in the first line of `rect`, rows below it. */
void table_view_draw(struct table_view *view, struct canvas *canvas, struct rect rect);
/* Whether all columns are in view, as laid out. */
bool table_view_is_whole(const struct table_view *view);

/* Moves the cursor by so many columns. */
void table_view_step(struct table_view *view, int by);
/* The row of the table under the cursor; false: there is none. */
bool table_view_row(const struct table_view *view, size_t *row);
/* The column of the table under the cursor, NULL: none. */
const struct column *table_view_column(const struct table_view *view);
/* The heading drawn at (x, y), or -1. */
int table_view_heading_at(const struct table_view *view, int x, int y);

/* Orders the rows by the cursor's column: marks, shares and other measures the greatest first, all else the
 * least first; done again the other way round; a third time gives the table's own order back. The cursor goes
 * to the first row. */
void table_view_sort(struct table_view *view);

/* Searches for a text in all cells that are shown and goes to the first place from the cursor's row on;
 * false: there is none. An empty one ends searching. */
bool table_view_search(struct table_view *view, struct text text);
/* The next place, or the one before, going on at the other end; false: there is none. *wrapped is set when it
 * went on there. */
bool table_view_find(struct table_view *view, bool forward, bool *wrapped);

#endif
