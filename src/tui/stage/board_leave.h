/* All that is operated at a board, of a contest or a panel: leaving it. */
#ifndef BIWU_TUI_STAGE_BOARD_LEAVE_H
#define BIWU_TUI_STAGE_BOARD_LEAVE_H

#include "tui/app/app.h"

struct hints board_hints(const struct screen *screen);
const char *board_title(const struct screen *screen);
/* Leaves after a question. */
struct step board_on_event(struct app *app, const struct event *event);

#endif
