/* Rows of cells under headings, aligned by display width. */
#ifndef BIWU_TUI_WIDGETS_TABLE_H
#define BIWU_TUI_WIDGETS_TABLE_H

#include "tui/layout.h"

enum { TABLE_MAX_COLUMNS = 12, TABLE_GAP = 2 };

struct table_column {
    const char *heading; /* translated */
    int min;             /* columns its content needs, at least the heading's width is taken */
    int max;             /* 0: no limit */
    int weight;          /* may grow, and shrink first */
    bool right;          /* flush right */
};

struct table {
    const struct table_column *columns;
    int count;
    struct rect rect;
    int widths[TABLE_MAX_COLUMNS];
};

/* Lays the columns out in `rect`. */
void table_init(struct table *table, const struct table_column *columns, int count, struct rect rect);
/* Draws the headings at line y. */
void table_head(const struct table *table, struct canvas *canvas, int y);
/* Where a cell of line y lies; of width 0 when there is no room for it. */
struct rect table_cell(const struct table *table, int column, int y);
/* Draws a text into a cell. */
void table_put(const struct table *table, struct canvas *canvas, int column, int y, struct text text,
               enum role role);

#endif
