/* A chart drawn with characters: bars across, a histogram upright where it fits, lines over the labels. In
 * ASCII only where the canvas is. */
#ifndef BIWU_TUI_WIDGETS_CHART_VIEW_H
#define BIWU_TUI_WIDGETS_CHART_VIEW_H

#include "core/table.h"
#include "tui/layout.h"

/* Draws it into `rect` without its title. Of the labels of bars (and of the legend of lines) those from the
 * `scroll`th on are shown. Returns how many of these lines do not fit in all: the most that scrolling makes
 * sense. */
int chart_view_draw(const struct chart *chart, struct canvas *canvas, struct rect rect, int scroll);

/* The greatest value of the scale: `top`, or a round number that no value is above. Never 0. */
double chart_view_top(const struct chart *chart);

#endif
