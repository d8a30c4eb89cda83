/* The turn: everything that one pass of the loop handles is one transaction; replies, and the views of stages
 * that changed in it, leave after its commit. */
#ifndef BIWU_HUB_TURN_H
#define BIWU_HUB_TURN_H

#include "hub/state.h"

/* Begins the turn's transaction if it has not begun; false when that is impossible or the turn has failed
 * already. Every write of the hub comes after this. */
bool turn_write(struct hub *hub);
/* Something could not be written: nothing of this turn is kept. Returns WIRE_NOT_SAVED. */
enum wire_error turn_fail(struct hub *hub, const struct err *err);

/* Something could not be read: only the request that needed it is refused, as a damaged row is no reason to
 * refuse everybody. Returns WIRE_NOT_SAVED. */
enum wire_error turn_unreadable(const struct hub *hub, const struct err *err);

/* Notes a request, so that it is answered also when the turn fails. */
void turn_note(struct hub *hub, struct session *session, int64_t id, enum message_kind kind);
/* Notes that an attempt's state changed. */
void turn_touch(struct hub *hub, struct live *live);
/* Has the session looked after at the end of the turn: sent to, destroyed when it has ended. */
void turn_list(struct hub *hub, struct session *session);
/* Appends a reply or push for the session. */
void turn_say(struct hub *hub, struct session *session, const struct reply *reply);
/* The same with a line that was written already, newline included. */
void turn_say_line(struct hub *hub, struct session *session, struct text line);

/* Commits, or undoes what the turn did, and sends. False (hub->fatal) when memory cannot be brought back to
 * what the database holds. */
bool turn_end(struct hub *hub);
void turn_finish(struct turn *turn);

#endif
