/* What the hub says that concerns the terminal as a whole, whatever is on the screen. */
#ifndef BIWU_TUI_APP_FLOW_H
#define BIWU_TUI_APP_FLOW_H

#include "tui/app/app.h"

/* Takes a reply or push before the screens see it; a step other than STAY is for the whole stack. */
struct step flow_on_reply(struct app *app, const struct reply *reply);
/* The connection came or went. */
void flow_on_state(struct app *app, enum client_state state);
/* Sends what is due, notes that the time is up, lets a notice fade. */
void flow_on_tick(struct app *app);
/* When flow_on_tick wants to be called, also for the clock on the title bar; -1: never. */
int64_t flow_due(const struct app *app);

#endif
