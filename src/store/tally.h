/* Reading what statistics need of an event's attempts, in one walk. */
#ifndef BIWU_STORE_TALLY_H
#define BIWU_STORE_TALLY_H

#include "core/attempt.h"
#include "core/tally.h"
#include "store/store.h"

/* A submitted attempt. `number` lives during the call only. */
struct tally_row {
    int64_t attempt;
    struct text number;
    int nth;
    mark_t mark, full;
    int64_t elapsed; /* ms */
    int pending;
};

/* Calls `each` for every submitted attempt of the event by attempt id, with its slots in form order, until it
 * returns false (then the function returns false with what `each` set in err). Attempts that have no tally
 * (from an older database) are read from their responses. */
typedef bool tally_visitor(void *context, const struct tally_row *row, const struct tally_slot *slots,
                           int count, struct err *err);
bool tally_walk(struct store *store, struct text event, tally_visitor *each, void *context, struct err *err);

/* The same rows without their slots, which are not read: for what must be known of all attempts (their
 * totals) before the first slot counts. Within one read transaction both tell of the same attempts. In no
 * particular order; `each` must not use the store. */
typedef bool tally_row_visitor(void *context, const struct tally_row *row, struct err *err);
bool tally_rows(struct store *store, struct text event, tally_row_visitor *each, void *context,
                struct err *err);

#endif
