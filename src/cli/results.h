/* An event's results as rows, ready to be ranked and printed. */
#ifndef BIWU_CLI_RESULTS_H
#define BIWU_CLI_RESULTS_H

#include "cli/hall.h"
#include "core/standing.h"
#include "store/attempts.h"
#include "store/people.h"

/* Each person's best submitted attempt, ranked by the sheet's chain. Texts in `arena`. */
bool results_of_persons(struct store *store, const struct event_and_sheet *event, struct arena *arena,
                        struct standing_row **rows, size_t *count, struct err *err);
/* The units of those entitled, ranked. The caller frees *units. */
bool results_of_units(struct store *store, const struct event_and_sheet *event, struct arena *arena,
                      struct unit_row **units, size_t *count, struct err *err);

#endif
