/* Rows of cells under headings, aligned by display width. */
#ifndef BIWU_TUI_WIDGETS_COLUMNS_H
#define BIWU_TUI_WIDGETS_COLUMNS_H

#include "tui/layout.h"

enum { TABLE_MAX_COLUMNS = 12, TABLE_GAP = 2 };

struct column_spec {
    const char *heading; /* translated */
    int min;             /* columns its content needs, at least the heading's width is taken */
    int max;             /* 0: no limit */
    int weight;          /* may grow, and shrink first */
    bool right;          /* flush right */
};

struct columns {
    const struct column_spec *columns;
    int count;
    struct rect rect;
    int widths[TABLE_MAX_COLUMNS];
};

/* Lays the columns out in `rect`. */
void columns_init(struct columns *table, const struct column_spec *columns, int count, struct rect rect);
/* Draws the headings at line y. */
void columns_head(const struct columns *table, struct canvas *canvas, int y);
/* Where a cell of line y lies; of width 0 when there is no room for it. */
struct rect columns_cell(const struct columns *table, int column, int y);
/* Draws a text into a cell. */
void columns_put(const struct columns *table, struct canvas *canvas, int column, int y, struct text text,
                 enum role role);

#endif
