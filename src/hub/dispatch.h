/* From a line to the use case that handles it. */
#ifndef BIWU_HUB_DISPATCH_H
#define BIWU_HUB_DISPATCH_H

#include "hub/state.h"

/* Reads one line, checks permission, handles it and appends the reply. */
void dispatch(struct hub *hub, struct session *session, struct text line);

#endif
