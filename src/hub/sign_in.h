/* Signing in, apart from its requests (hub/uses.h). */
#ifndef BIWU_HUB_SIGN_IN_H
#define BIWU_HUB_SIGN_IN_H

#include "hub/state.h"

/* Takes the worker's results. */
void sign_in_take_results(struct hub *hub);
/* The session goes: its tries are nobody's. */
void sign_in_forget(struct hub *hub, const struct session *session);
void sign_in_finish(struct hub *hub);

#endif
