/* The running attempts in a heap by deadline. */
#ifndef BIWU_HUB_DEADLINES_H
#define BIWU_HUB_DEADLINES_H

#include "hub/state.h"

void deadlines_add(struct hub *hub, struct live *live);
void deadlines_remove(struct hub *hub, struct live *live);
/* live->deadline changed. */
void deadlines_move(struct hub *hub, struct live *live);
/* The one with the earliest deadline; NULL: none. */
struct live *deadlines_first(const struct hub *hub);

#endif
