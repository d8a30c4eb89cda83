/* Cells in rows, section by section: each section begins a row of its own. */
#ifndef BIWU_TUI_WIDGETS_GRID_H
#define BIWU_TUI_WIDGETS_GRID_H

#include <stdbool.h>

enum { GRID_MAX_SECTIONS = 64 };

struct grid {
    int columns; /* ≥ 1 */
    int sections;
    int first[GRID_MAX_SECTIONS]; /* index of each section's first cell, ascending, first[0] = 0 */
    int count;                    /* cells */
    bool headed;                  /* each section has a heading row above its cells */
};

/* Row (headings count) and column of a cell. */
void grid_place(const struct grid *grid, int cell, int *row, int *column);
/* Rows in all. */
int grid_rows(const struct grid *grid);
/* The section a cell lies in. */
int grid_section(const struct grid *grid, int cell);
/* The row of a section's heading (or of its first cells, when there are no headings). */
int grid_section_row(const struct grid *grid, int section);
/* The cell reached from `cell` by one step: dx goes on to the neighbouring row at the ends, dy keeps the
 * column as far as the row reaches. */
int grid_step(const struct grid *grid, int cell, int dx, int dy);
/* The cell at a row and column, or -1. */
int grid_cell_at(const struct grid *grid, int row, int column);

#endif
