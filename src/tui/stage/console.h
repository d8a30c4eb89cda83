/* What the consoles of contests and panels have in common: one command at a time, questions, choices. */
#ifndef BIWU_TUI_STAGE_CONSOLE_H
#define BIWU_TUI_STAGE_CONSOLE_H

#include "tui/app/app.h"

/* ---- Commands --------------------------------------------------------------------------------------- */

/* The command under way. Only one at a time, so that a key pressed twice does not do two things. */
struct commanding {
    int64_t request; /* 0: none */
    int64_t changes; /* stage.changes when it was sent */
    int64_t until;   /* app.now at which it is not waited for any more */
    bool answered;   /* the hub has done it, its view has not come yet */
};

/* Sends it to what is watched unless one is under way. */
struct step console_send(struct commanding *commanding, struct app *app, struct request *request);
/* Takes the reply to it; says why when it was refused. */
void console_on_reply(struct commanding *commanding, struct app *app, const struct reply *reply);
/* The connection changed: what is under way is answered as not saved, or never. */
void console_forget(struct commanding *commanding);

/* ---- Questions; answered as EVENT_ANSWER with `number` ------------------------------------------------ */

struct step console_tell(struct app *app, const char *text);
/* `yes` or back; back is chosen at first. */
struct step console_ask(struct app *app, int number, const char *title, const char *text, const char *yes);
enum { CONSOLE_REASON_BYTES = 200 };
/* The same with a reason to be typed. */
struct step console_ask_reason(struct app *app, int number, const char *title, struct text text,
                               const char *yes);
/* The reason that was typed into that field; false, and it is said, when there is none. */
bool console_reason(struct app *app, const struct event *event, int field, struct text *out);
/* Whether something was chosen: the first button, or any line of a picker. */
bool console_is_chosen(const struct event *event, bool any);

/* Lines of a picker and what they mean. Nothing is added to a full one. */
enum { CONSOLE_CHOICES = 200 };
struct choosing {
    int64_t meanings[CONSOLE_CHOICES];
    struct text lines[CONSOLE_CHOICES]; /* until the picker is put up */
    int count;
};
void choosing_begin(struct choosing *choosing);
void choosing_add(struct choosing *choosing, struct text line, int64_t meaning);
/* Puts the picker up, with line `initial` chosen. */
struct step choosing_ask(const struct choosing *choosing, struct app *app, int number, const char *title,
                         int initial);
/* What the chosen line means. */
int64_t choosing_answer(const struct choosing *choosing, const struct event *event);

/* ---- Screens ---------------------------------------------------------------------------------------- */

const char *console_title(const struct screen *screen);
int64_t console_due(const struct screen *screen);
void console_destroy(struct screen *screen);

#endif
