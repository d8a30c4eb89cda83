/* One of several lines is chosen; answers the screen below (EVENT_ANSWER, choice = the line, -1: none). */
#ifndef BIWU_TUI_STAGE_PICKER_H
#define BIWU_TUI_STAGE_PICKER_H

#include "tui/app/app.h"

/* `question` ≠ 0 is said back; the texts are copied; the line `initial` is chosen at first. Digits choose the
 * first nine lines at once. */
struct screen *picker_create(struct app *app, int question, const char *title, const struct text *lines,
                             int count, int initial);

extern const struct binding picker_keys[];

#endif
