/* Making the screens. Each is destroyed by the stack that shows it. Texts given are copied. */
#ifndef BIWU_TUI_SCREENS_SCREENS_H
#define BIWU_TUI_SCREENS_SCREENS_H

#include "tui/app/app.h"

/* `text` (may be NULL) says why one has to sign in (again). */
struct screen *signin_create(struct app *app, const char *text);
struct screen *home_create(struct app *app);
/* What a candidate reads before the clock starts. */
struct screen *instructions_create(struct app *app, const struct test_row *test);
/* The running attempt in app.seat. */
struct screen *test_create(struct app *app);
/* Waits for START and PAPER of this event and becomes the test screen. `number`: the candidate of an oral
 * test whom the person here examines; empty: it is the own test. */
struct screen *entering_create(struct app *app, struct text event, struct text number);
/* The answer sheet (答题卡). Answers the test screen below with the slot jumped to (QUESTION_JUMP, choice).
 */
struct screen *answer_sheet_create(struct app *app, int current);
/* What is open before submitting; submits, or jumps like the answer sheet. */
struct screen *submit_create(struct app *app);
enum { QUESTION_JUMP = 1 };

struct screen *result_create(struct app *app, int64_t attempt);
/* Of somebody else: says whose it is ("张三 (10021)"). */
struct screen *result_create_of(struct app *app, int64_t attempt, struct text candidate);
/* Of the attempt in app.seat, which is over and is forgotten. */
struct screen *result_create_of_seat(struct app *app);
/* `own`: whoever reads it has answered it. */
struct screen *review_create(struct app *app, int64_t attempt, bool own);
struct screen *ranking_create(struct app *app, struct text event);

/* For organizers. */
struct screen *events_create(struct app *app);
struct screen *monitor_create(struct app *app, struct text event, struct text title);

/* ---- Dialogs ---------------------------------------------------------------------------------------- */

/* Something to take note of. */
struct screen *dialog_message(struct app *app, const char *title, const char *text);
/* A question with buttons; answers the screen below (EVENT_ANSWER, choice = the button). */
struct question {
    int question; /* said back in the answer, ≠ 0 */
    const char *title, *text;
    const char *buttons[3]; /* translated; the last ones may be NULL */
    int initial;            /* the button Enter presses when nothing else is chosen */
    struct {
        const char *label; /* NULL: no field */
        size_t limit;      /* bytes */
    } fields[DIALOG_FIELDS];
};
struct screen *dialog_question(struct app *app, const struct question *question);
/* The keys of the screen below, from its own table. */
struct screen *help_create(struct app *app, struct hints hints);

/* ---- Tables of keys, for the tests ------------------------------------------------------------------ */

extern const struct binding signin_keys[], home_keys[], instructions_keys[], test_keys[], sheet_keys[],
    submit_keys[], result_keys[], review_keys[], ranking_keys[], events_keys[], monitor_keys[], dialog_keys[],
    help_keys[], entering_keys[];

#endif
