/* The performers of a blind panel, as judges and boards know them: by the drawn code alone. The order of the
 * sheet is known to whoever has seen the list of performers, so an index of it would be a name. To them the
 * index of a performer is the code less one, from the beginning of the panel on, also when it is final. */
#ifndef BIWU_HUB_BLIND_H
#define BIWU_HUB_BLIND_H

#include "hub/state.h"

/* The performer's index as a terminal is told it; `host`: it is a host's. -1 stays -1. */
int64_t performer_told(const struct panel *panel, bool host, int64_t performer);
/* The performer that a terminal means. What is no index stays what it is. */
int64_t performer_meant(const struct panel *panel, bool host, int64_t told);

#endif
