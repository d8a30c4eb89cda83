/* The answer sheet (答题卡) as a grid, for its own screen and beside an item where there is room. */
#ifndef BIWU_TUI_SCREENS_SHEET_VIEW_H
#define BIWU_TUI_SCREENS_SHEET_VIEW_H

#include "tui/layout.h"
#include "tui/seat.h"
#include "tui/widgets/grid.h"
#include "tui/widgets/page.h"

enum { SHEET_CELL_WIDTH = 7 };

/* The grid of this paper, `width` columns wide. */
void sheet_view_grid(const struct seat *seat, int width, struct grid *grid);
/* Draws it with the cell `at` in view and marked; hits: slots. */
void sheet_view_draw(const struct seat *seat, const struct grid *grid, int at, struct canvas *canvas,
                     struct rect rect, struct hits *hits);
/* What the marks mean, one line. */
void sheet_view_legend(struct canvas *canvas, struct rect row);

#endif
