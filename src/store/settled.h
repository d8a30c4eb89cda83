/* What markers settled, as marking an attempt takes it. */
#ifndef BIWU_STORE_SETTLED_H
#define BIWU_STORE_SETTLED_H

#include "core/attempt.h"
#include "store/marking.h"

/* Of one attempt, out of an event's (by attempt, then slot): [slots] in `arena`, or NULL when there is none.
 */
struct settled *settled_find(const struct settled_mark *marks, size_t count, int64_t attempt, int slots,
                             struct arena *arena);
/* The same, read from the database. */
bool settled_of_attempt(struct store *store, struct text event, int64_t attempt, int slots,
                        struct arena *arena, const struct settled **out, struct err *err);

#endif
