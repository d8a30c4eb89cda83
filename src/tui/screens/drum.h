/* The drum (滚动抽签): names run on a screen for the room and stand still one by one. What is drawn was fixed
 * and written down before; the screen only shows it. */
#ifndef BIWU_TUI_SCREENS_DRUM_H
#define BIWU_TUI_SCREENS_DRUM_H

#include "tui/app/app.h"
#include "tui/drum.h"

enum {
    DRUM_ROLL_MS = 2400,  /* so long a name runs */
    DRUM_STAND_MS = 1500, /* so long it stands before the next runs, when they go on by themselves */
};

/* `show` outlives the screen. */
struct screen *drum_create(struct app *app, const struct drum_show *show);
extern const struct binding drum_keys[];

#endif
