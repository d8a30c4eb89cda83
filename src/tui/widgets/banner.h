/* A word that nobody overlooks. */
#ifndef BIWU_TUI_WIDGETS_BANNER_H
#define BIWU_TUI_WIDGETS_BANNER_H

#include "tui/canvas.h"

/* Fills `rect` with the role's colour (ROLE_WARM, ROLE_HOT, ROLE_SELECTED, ROLE_TITLE), or frames it thickly
 * in it (the others), and writes the word in the middle, the more widely the more room there is. */
void banner_draw(struct canvas *canvas, struct rect rect, struct text word, enum role role);

#endif
