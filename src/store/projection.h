/* Digests and JSON forms that writing and verifying share. Private to the room. */
#ifndef BIWU_STORE_PROJECTION_H
#define BIWU_STORE_PROJECTION_H

#include "base/buf.h"
#include "core/attempt.h"
#include "store/events.h"
#include "store/stages.h"

/* Over the bank's items that are not retired, by id: framed id, current revision id. */
bool bank_digest(struct store *store, struct text bank, struct hash *out, struct err *err);
/* Over the active people, by number: framed number, name, unit, post. */
bool roster_digest(struct store *store, struct hash *out, struct err *err);

/* What opening or closing at `at` makes of the record. */
void event_record_move(struct event_record *record, enum event_status status, int64_t at);

/* An ended attempt's responses: one array a slot, [bank, item, revision, response, mark, full, ms]; mark is
 * null when there are no markings, and while it waits for a marker. full is what rulings made of it. */
void responses_to_json(const struct attempt *attempt, const struct marking *markings, struct buf *out);

/* A submitted attempt's tally: `full` of a slot is what the response could earn after rulings. */
void tally_of_attempt(const struct attempt *attempt, const struct marking *markings, struct buf *out);
/* Writes it, in the transaction that writes the attempt's row; takes it away again of a void attempt. A
 * running one has none. */
bool tally_save(struct store *store, int64_t id, const struct attempt *attempt,
                const struct marking *markings, struct err *err);

/* Whether the event can follow on `attempt` at all, so that apply neither asserts nor reads outside the form:
 * what decide produced always can, an altered journal may hold anything. */
bool attempt_event_fits(const struct attempt *attempt, const struct attempt_event *event);

/* Over the rows in order, all fields but the event. */
struct hash entrant_results_digest(const struct entrant_result *rows, size_t count);
/* What a series was finalized with. */
struct series_final {
    int64_t count;
    struct hash digest;
};
/* Folds an entry of a series; false when it cannot be read or cannot follow. *final is filled by
 * "finalized". */
bool series_apply(struct series_state *state, const struct journal_entry *entry, struct series_final *final);

const char *attempt_status_name(enum attempt_status status); /* "running" "submitted" "void" */
bool attempt_status_from_name(struct text name, enum attempt_status *out);

#endif
