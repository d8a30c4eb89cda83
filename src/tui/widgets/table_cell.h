/* A cell of a table as people read it on a terminal. */
#ifndef BIWU_TUI_WIDGETS_TABLE_CELL_H
#define BIWU_TUI_WIDGETS_TABLE_CELL_H

#include "base/buf.h"
#include "core/table.h"

enum { TABLE_CELL_SIZE = 48 };

/* The heading, translated; empty: the column is not for people. */
struct text table_column_heading(const struct column *column);
/* Whether it is written flush right. */
bool table_column_is_right(const struct column *column);

/* The cell in the reader's language: a view of the cell's own text, or of `room`. Empty where nothing is
 * known. Texts may hold line ends and other controls. */
struct text table_cell_text(const struct column *column, const struct cell *cell,
                            char room[static TABLE_CELL_SIZE]);
/* The display width of that text, without writing it where that can be told. */
int table_cell_width(const struct column *column, const struct cell *cell);
/* What the cell measures in [0, 1] for its column's bar; negative: no bar. */
double table_cell_share(const struct column *column, const struct cell *cell);
/* Whether it holds `needle`, whose ASCII letters are small; large ones in the cell count as small ones. */
bool table_cell_holds(const struct column *column, const struct cell *cell, struct text needle);
/* The first place of such a needle in a text, or -1. */
ptrdiff_t table_text_find(struct text text, struct text needle);

#endif
