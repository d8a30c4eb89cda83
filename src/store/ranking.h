/* The ranking of a test, read lean: names are looked up afterwards, where they are shown. */
#ifndef BIWU_STORE_RANKING_H
#define BIWU_STORE_RANKING_H

#include "base/buf.h"
#include "core/standing.h"
#include "store/store.h"

/* A person's best submitted attempt. */
struct ranking_entry {
    int64_t attempt;
    mark_t marks;
    int64_t elapsed;    /* ms */
    int64_t submitted;  /* wall ms; 0 unless the chain asks for it */
    uint32_t number_at; /* its number's place in ranking.numbers */
    uint32_t number_len;
};

/* entries[order[place]] stands at `place`, from 0, with the rank ranks[place]: as standing_best would have
 * it. */
struct ranking {
    struct ranking_entry *entries; /* by number (byte order) */
    size_t count;
    uint32_t *order;
    int *ranks;
    struct buf numbers;
};

/* Reads and ranks the event's results; `out` need not be initialised, ranking_finish frees it (not after a
 * failure). */
bool ranking_read(struct store *store, struct text event, const enum rank_key *chain, int chain_count,
                  struct ranking *out, struct err *err);
void ranking_finish(struct ranking *ranking);
/* The number of the person at `place`; lives as long as the ranking. */
struct text ranking_number(const struct ranking *ranking, size_t place);

/* Reads, ranks and names in one: what result_rows and standing_best give, faster. In order; in `arena`. A
 * person who is not in the roster any more keeps name and unit; one that never was in it has empty ones. */
bool ranking_of_event(struct store *store, struct text event, const enum rank_key *chain, int chain_count,
                      struct arena *arena, struct standing_row **out, size_t *count, struct err *err);

#endif
