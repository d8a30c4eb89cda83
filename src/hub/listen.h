/* Owning the hall: its lock and its socket. */
#ifndef BIWU_HUB_LISTEN_H
#define BIWU_HUB_LISTEN_H

#include "hub/state.h"

/* Takes the hall's lock (hub.lock); ERR_BUSY when another hub holds it. The kernel lets go of it when the
 * process ends, however it ends. */
bool hall_lock(struct hub *hub, struct err *err);
/* Listens on hub.sock; a stale socket is removed, which the lock makes safe. */
bool hall_listen(struct hub *hub, struct err *err);
/* Removes the socket, then lets go of the lock. */
void hall_leave(struct hub *hub);

#endif
