/* What a ruling on a test changes: worked out before it is made, and made. */
#ifndef BIWU_CLI_RULINGS_H
#define BIWU_CLI_RULINGS_H

#include "cli/results.h"
#include "hub/remark.h"

/* One person whose result a ruling touches, by the attempt that counts. */
struct ruling_change {
    struct standing_row before, after;
};

struct ruling_effect {
    struct ruling_change *changes; /* by rank after; those whose mark, pass or rank moves */
    size_t change_count;
    size_t attempts, changed; /* submitted attempts; those whose mark or any response's mark moves */
    size_t people;            /* with a result */
    size_t gain, lose;        /* people, by mark */
    size_t passed, failed;    /* people who pass now and did not, and the other way round */
    size_t moved;             /* people whose rank moves */
    size_t rulings;           /* made before this one */
};

/* Works out what the event's marks would be with one ruling more. In a transaction; `save` (within a write
 * transaction): writes the attempts' rows with the new marks too. Everything in `arena`. */
bool ruling_work_out(struct store *store, const struct event_and_sheet *event, const struct ruling *ruling,
                     bool save, struct arena *arena, struct ruling_effect *out, struct err *err);

/* The codes of series that count the event and are final: they keep the standing that they were finalized
 * with. In `arena`. */
bool ruling_final_series(struct store *store, struct text event, struct arena *arena, struct text **codes,
                         size_t *count, struct err *err);

/* The item of the event's pool, or a child of one, that the name means ("dw-0001", "dangwu/dw-0001"). */
bool ruling_find_item(struct store *store, const struct event_record *event, struct text name,
                      struct arena *arena, struct ruling *ruling, struct item *out, struct err *err);

#endif
