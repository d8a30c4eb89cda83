/* How far away the desks are: a token there and back, every few seconds. */
#ifndef BIWU_HUB_ECHO_H
#define BIWU_HUB_ECHO_H

#include "hub/state.h"

/* Sends what is due. */
void echoes_send(struct hub *hub);
/* The CLOCK_BOOTTIME ms at which echoes_send has something to do next; INT64_MAX: never. */
int64_t echoes_next(const struct hub *hub);
/* The session's output, with an echo perhaps, is about to leave. */
void echo_leaves(struct session *session);

#endif
