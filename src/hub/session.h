/* Connections: bytes in and out, limits. */
#ifndef BIWU_HUB_SESSION_H
#define BIWU_HUB_SESSION_H

#include "hub/state.h"

/* Takes all connections that wait at the listener. */
void sessions_accept(struct hub *hub);
/* Sends what can be sent; destroys a session that has ended. */
void session_send(struct hub *hub, struct session *session);
/* Goes on with lines that waited (for a PIN check). */
void session_go_on(struct session *session);
/* Drops those that never greeted or have not read what they were sent for too long. */
void sessions_sweep(struct hub *hub);
void session_destroy(struct hub *hub, struct session *session);

/* What the session may do. */
enum role session_role(const struct hub *hub, const struct session *session);
static inline bool session_is_signed_in(const struct session *session)
{
    return session->person.number.len > 0;
}

#endif
