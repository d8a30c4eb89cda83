/* What surrounds every screen: title bar, notice line, hint bar. */
#ifndef BIWU_TUI_APP_FRAME_H
#define BIWU_TUI_APP_FRAME_H

#include "tui/app/app.h"

/* Draws it around `screen` and returns what is left for the screen itself. */
struct rect frame_draw(struct app *app, const struct screen *screen, const struct hints *hints,
                       struct canvas *canvas);
void frame_draw_too_small(struct canvas *canvas, int min_width, int min_height);

#endif
