/* Making the screens for answers that people judge: marking (阅卷) and oral tests (口试). Texts are copied.
 */
#ifndef BIWU_TUI_MARKING_SCREENS_H
#define BIWU_TUI_MARKING_SCREENS_H

#include "tui/app/app.h"

/* How far the marking of an event is; from here a marker begins. */
struct screen *marking_create(struct app *app, struct text event);
/* The answers to one item ("" for all), one after the other. `marked`: tokens of scripts that this marker
 * marked before, newest first. Goes back to the overview by itself when nothing waits. */
struct screen *script_create(struct app *app, struct text event, struct text item, const int64_t *marked,
                             int64_t count);
/* The same, beginning with the one marked last; `count` ≥ 1. */
struct screen *script_create_back(struct app *app, struct text event, const int64_t *marked, int64_t count);

/* The candidates of an oral test; from here the examiner begins. */
struct screen *oral_create(struct app *app, struct text event);

/* Signs out and asks who else it is. */
struct step marking_sign_in_again(struct app *app);

/* ---- Tables of keys, for the tests ------------------------------------------------------------------ */

extern const struct binding marking_keys[], script_keys[], oral_keys[];

#endif
