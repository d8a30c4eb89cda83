/* Attempts that go on: their states in memory, their deadlines, and every change to them. */
#ifndef BIWU_HUB_LIVE_H
#define BIWU_HUB_LIVE_H

#include "hub/state.h"

/* Reads all running attempts from the journal and takes the time of an outage from those whose sheet says so.
 */
bool live_start(struct hub *hub, struct err *err);
void live_finish(struct hub *hub);

struct live *live_find(const struct hub *hub, int64_t id);
/* Begins an attempt: draws the form, journals the start, adds it. Whether the person may is the caller's to
 * check. */
struct beginning {
    struct text number, examiner; /* whose; oral: who examines, else empty */
    int nth;                      /* from 1 */
    struct text actor;
};
enum wire_error live_begin(struct hub *hub, struct test *test, const struct beginning *beginning,
                           struct live **out, struct text *detail);
/* The terminal of whoever answers in this attempt, the candidate or the examiner; NULL: not there. */
struct session *live_seat(const struct hub *hub, const struct live *live);
/* The attempt of this id, running or not; one that has ended is read from the journal and stays until the
 * turn is over. */
enum wire_error live_load(struct hub *hub, int64_t id, struct live **out);
/* Decides, journals, applies; marks and saves the result when the command ends the attempt. A command that
 * would change nothing is WIRE_OK. */
enum wire_error live_command(struct hub *hub, struct live *live, const struct attempt_command *command,
                             struct text actor);
/* Ends every running attempt of a test. */
enum wire_error live_submit_all(struct hub *hub, struct test *test, enum submit_cause cause,
                                struct text actor);
/* Expires what is due, and tells the seats. */
void live_expire(struct hub *hub);
/* The hall time of the next expiry; INT64_MAX: none. */
int64_t live_next_expiry(const struct hub *hub);

/* Tells the candidate's seat, if there is one, that the attempt ended without his asking. */
void live_tell_ended(struct hub *hub, const struct live *live, struct text reason);

/* For the turn: forgets it; or brings it back to what the database holds. */
void live_remove(struct hub *hub, struct live *live);
bool live_read_again(struct hub *hub, struct live *live, struct err *err);

#endif
