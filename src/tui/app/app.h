/* What all screens of one terminal share. */
#ifndef BIWU_TUI_APP_APP_H
#define BIWU_TUI_APP_APP_H

#include "tui/port.h"
#include "tui/screen.h"
#include "tui/seat.h"
#include "tui/stage/stage.h"
#include "tui/tui.h"

struct user {
    bool signed_in;
    bool organizer;
    char *number, *name, *unit; /* owned; of who is, or was last, signed in; NULL: nobody yet */
};

/* So long without a connection, and the reason is shown. */
enum { APP_PATIENCE_MS = 2000 };

struct app {
    const struct tui_options *options;
    struct port port;
    int64_t now;         /* boot ms, set before every event and drawing */
    bool ready;          /* the hub answers */
    bool was_ready;      /* it did once: now we are reconnecting, not connecting */
    int64_t apart_since; /* when the connection came or went last */
    const char *trouble; /* why there is none, translated; the shell's, never NULL */
    bool asked_hall;
    char *hall; /* its name, owned; NULL until known */
    struct user user;
    struct seat seat;
    struct stage stage; /* the competition that is watched, if any */
    bool rehearsal;     /* 彩排: nothing here is a result */
    int64_t paper_request,
        paper_asked; /* a paper asked for again after a reconnection, to correct the time */
    bool time_up_told;

    char notice[256]; /* one line for a few seconds, translated */
    enum role notice_role;
    int64_t notice_until;

    struct arena scratch; /* for drawing and titles; emptied before every drawing */
};

void app_init(struct app *app, const struct tui_options *options, const struct port *port, int64_t now);
void app_finish(struct app *app);

int64_t app_send(struct app *app, const struct request *request, bool keep);
/* The person of a SIGN_IN reply. When it is another than before, the running attempt is forgotten. */
void app_sign_in(struct app *app, const struct reply *reply);
/* Not signed in any more; the running attempt is kept for the same person. */
void app_signed_out(struct app *app);
/* The person has left for good: what was kept for them is forgotten. */
void app_forget_person(struct app *app);
/* Shows a line above the hint bar for some seconds. */
void app_notice(struct app *app, enum role role, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Shows a refusal of the hub in the same way. */
void app_notice_refusal(struct app *app, const struct reply *reply);
/* Whether an attempt is going on at this seat. */
bool app_is_testing(const struct app *app);

/* The first screen: sign-in; or at once the place at a competition that the options name. */
struct screen *app_first_screen(struct app *app);
/* What follows a sign-in: the place at a competition that was left by a lost sign-in, or that the options
 * name; else home. */
struct step app_after_sign_in(struct app *app);

#endif
