/* Standings (名次表): results in order, ties sharing a rank: 1 2 2 4 ("standard competition ranking"). */
#ifndef BIWU_CORE_STANDING_H
#define BIWU_CORE_STANDING_H

#include "core/sheet.h"

struct standing_row {
    struct person person;
    mark_t marks;
    int64_t elapsed;   /* ms; compared in whole seconds (elapsed / 1000), as tables print it */
    int64_t submitted; /* wall ms */
    bool passed;
    bool excellent;  /* for the counts of units; result_rows leaves it false */
    int64_t attempt; /* id in the store */
    int rank;        /* filled by standing_rank */
    int pending;     /* answers that wait for markers: marks, passed and rank are not final */
};

/* What a result counts for by one key of a chain: of two results the one with less stands first. */
int64_t standing_worth(enum rank_key key, mark_t marks, int64_t elapsed, int64_t submitted);

/* Sorts by the chain and fills in ranks. Rows equal in every key of the chain share a rank and stand in
 * order of number. */
void standing_rank(struct standing_row *rows, size_t count, const enum rank_key *chain, int chain_count);

/* Of a unit: the average of its members' marks. */
struct unit_row {
    struct text unit;
    int members; /* people entitled to take the test */
    int taken;   /* of them, with a result */
    int passed, excellent;
    mark_t sum;  /* of marks */
    mark_t mean; /* sum / taken, rounded half up to `decimals`; 0 when nobody took it */
    mark_t best, worst;
    int rank;
};

/* One row for each distinct unit path of `people` (those entitled; and of those with a result), in *out
 * (xmalloc'd by the callee, the caller frees); texts are the people's. Ranked by mean, then participation
 * (taken/members, exactly), then shared. `rows` may be in any order, one a person (standing_best). A result
 * counts for the unit that `people` gives; rows of people not in `people` still count for their own unit as
 * members. */
size_t standing_units(const struct person *people, size_t people_count, const struct standing_row *rows,
                      size_t row_count, int decimals, struct unit_row **out);

/* Each person's best attempt only: keeps, of rows with the same number, the first by the chain. Returns the
 * new count. Leaves the rows ranked. */
size_t standing_best(struct standing_row *rows, size_t count, const enum rank_key *chain, int chain_count);

#endif
