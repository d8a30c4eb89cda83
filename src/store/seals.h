/* Sealed papers: what is on a test's forms, as a hash that stands in the journal before anybody sees them.
 * The streams are "seal/CODE", of one entry each. */
#ifndef BIWU_STORE_SEALS_H
#define BIWU_STORE_SEALS_H

#include "base/hash.h"
#include "store/journal.h"

/* Within a write transaction; the event is prepared and has no seal yet. */
bool seal_put(struct store *store, struct text event, const struct hash *seal, int64_t at, int64_t clock,
              struct text actor, struct err *err);
/* *found: whether it has one. */
bool seal_find(struct store *store, struct text event, struct hash *out, bool *found, struct err *err);
/* The body of its entry. */
bool seal_from_json(struct text body, struct hash *out);

#endif
