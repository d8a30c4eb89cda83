/* Whose attempt it is. */
#ifndef BIWU_HUB_OWNERSHIP_H
#define BIWU_HUB_OWNERSHIP_H

#include "hub/state.h"

/* The running attempt that the signed-in person answers in: the own, or as its examiner somebody else's oral
 * one; or why not: WIRE_EXAMINED for the candidate of an oral one, WIRE_NO_SUCH_ATTEMPT also for somebody
 * else's, WIRE_TIME_UP or WIRE_NOT_RUNNING for one that is over. */
enum wire_error own_running(struct hub *hub, const struct session *session, int64_t id, struct live **out);

/* Whether a person may have one more attempt at a test, and which it would be (from 1); *running is the id of
 * the one that goes on, or 0. WIRE_NO_ATTEMPTS_LEFT when none is left, running or not. */
enum wire_error attempts_next(struct hub *hub, const struct test *test, struct text number, int *nth,
                              int64_t *running);

#endif
