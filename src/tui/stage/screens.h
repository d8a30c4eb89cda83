/* Making the screens of a competition. Each shows what app.stage has; leaving one leaves the stage. */
#ifndef BIWU_TUI_STAGE_SCREENS_H
#define BIWU_TUI_STAGE_SCREENS_H

#include "tui/app/app.h"

/* Asks to watch, waits for the first view and becomes the right one of the screens below. Texts are copied;
 * `teams` as in the request. */
struct screen *stage_enter_create(struct app *app, enum watch_as as, struct text event,
                                  const struct text *teams, int team_count);
/* The same place as before, after a lost sign-in; app.stage is watching. */
struct screen *stage_enter_again(struct app *app);

/* A contest; the first two also show the ceremony of a series. */
struct screen *host_create(struct app *app);
struct screen *board_create(struct app *app);
struct screen *desk_create(struct app *app);
/* A panel. */
struct screen *panel_host_create(struct app *app);
struct screen *panel_board_create(struct app *app);
struct screen *judge_create(struct app *app);

/* From one of these back to where it came from; the last screen of all ends the program. */
struct step stage_screen_leave(struct app *app);

/* ---- Tables of keys, for the tests ------------------------------------------------------------------ */

extern const struct binding stage_enter_keys[], host_keys[], board_keys[], desk_keys[], panel_host_keys[],
    judge_keys[];

#endif
