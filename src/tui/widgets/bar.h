/* A share as a bar. */
#ifndef BIWU_TUI_WIDGETS_BAR_H
#define BIWU_TUI_WIDGETS_BAR_H

#include "tui/canvas.h"

/* Draws part/whole (0 ≤ part ≤ whole) in `width` columns; a whole of 0 is an empty bar. A share that is
 * neither nothing nor all is never drawn as either. */
void bar_draw(struct canvas *canvas, int x, int y, int width, int64_t part, int64_t whole, enum role role);

#endif
