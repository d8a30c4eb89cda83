/* The marks of ended attempts made anew, from their responses, the rulings in force and what markers settled.
 * For the hub, when an answer in words is settled, and for `biwu ruling`, of a whole event. */
#ifndef BIWU_HUB_REMARK_H
#define BIWU_HUB_REMARK_H

#include "hub/map.h"
#include "store/attempts.h"
#include "store/events.h"
#include "store/rulings.h"
#include "store/settled.h"

struct remarking {
    struct store *store;
    const struct event_record *event;
    const struct test_sheet *sheet;
    struct rulings rulings;       /* all of the event; the caller may put others in their place */
    struct settled_mark *settled; /* by attempt, then slot */
    size_t settled_count;
    struct pool pool;
    struct map items; /* by revision */
    struct arena arena;
};

/* Loads what is the same for all attempts. `event` and `sheet` outlive it; finished by the caller, also on
 * failure. */
bool remarking_begin(struct remarking *remarking, struct store *store, const struct event_record *event,
                     const struct test_sheet *sheet, struct err *err);
void remarking_finish(struct remarking *remarking);

/* A submitted attempt as it is marked now. */
struct remarked {
    struct attempt state; /* form and answers; of the arena, never finished */
    const struct item **items;
    struct settled *settled; /* a slot; NULL: the event has none */
    struct marking *markings;
    struct attempt_total total;
    bool passed;
};
/* Everything in `arena`. ERR_DAMAGED when the row does not fit the journal. */
bool remark(struct remarking *remarking, const struct attempt_record *record, struct arena *arena,
            struct remarked *out, struct err *err);
/* The same attempt under other rulings. */
void remark_under(const struct remarking *remarking, const struct rulings *rulings,
                  struct remarked *remarked);
/* Writes the row with the new marks, where they differ. Within a write transaction. */
bool remark_save(struct store *store, const struct attempt_record *record, const struct remarked *remarked,
                 struct err *err);

/* Whether the form is the one that these responses were given on. */
bool form_has_responses(const struct form *form, const struct response_record *responses, size_t count);

#endif
