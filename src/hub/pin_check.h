/* Checking a PIN for whatever needs one, with one count of wrong tries a number: signing in and signing a
 * sheet are equally strict. */
#ifndef BIWU_HUB_PIN_CHECK_H
#define BIWU_HUB_PIN_CHECK_H

#include "hub/tries.h"

struct pin_errand;
/* What the right PIN leads to, in the turn in which the check's result comes. Fills the reply's own fields as
 * a use case does. The wrong tries are the caller's to clear (tries_clear). */
typedef enum wire_error pin_then(struct hub *hub, struct session *session, const struct standing_tries *tries,
                                 const struct pin_errand *errand, struct reply *reply);
struct pin_errand {
    pin_then *then;
    struct text event; /* copied by pin_check */
    int64_t performer;
};

/* Begins the check: the session's further lines wait, and the request is answered when it is done. Refuses at
 * once while the number is blocked or locked. */
enum wire_error pin_check(struct hub *hub, struct session *session, const struct request *request,
                          struct text number, struct text pin, const struct pin_errand *errand,
                          int64_t *wait);

/* Takes the worker's results. */
void pin_checks_take(struct hub *hub);
/* The session goes: its tries are nobody's. */
void pin_checks_forget(struct hub *hub, const struct session *session);
void pin_checks_finish(struct hub *hub);

#endif
