/* Attempts: their events in the journal and their results beside it. */
#ifndef BIWU_STORE_ATTEMPTS_H
#define BIWU_STORE_ATTEMPTS_H

#include "core/attempt.h"
#include "core/standing.h"
#include "store/journal.h"

/* An attempt's row. It is written when the attempt starts and when it ends; between the two its answers stand
 * in the journal only (one append an answer), from first_seq on. */
struct attempt_record {
    int64_t id;
    struct text event, number;
    int nth; /* from 1 */
    enum attempt_status status;
    enum submit_cause cause;
    int64_t started_at, ended_at; /* wall ms; ended_at 0 while running */
    int64_t elapsed;              /* ms */
    mark_t mark, full;
    bool passed;
    int answered, slots;
    int64_t first_seq, last_seq; /* journal seq of its start and of its end (0 while running); voiding a
                                  * submitted attempt moves the end */
    struct text void_reason;
    int pending;          /* answers in words that no marker has settled: mark and passed are not final */
    struct text examiner; /* of an oral test; empty: none */
};

/* A new id, in a write transaction (no row is written yet). */
bool attempt_new_id(struct store *store, int64_t *id, struct err *err);
/* Appends one event to the journal as stream "attempt/ID", n = the attempt's n + 1 (call before
 * attempt_apply). */
bool attempt_journal(struct store *store, int64_t id, uint32_t n, const struct attempt_event *event,
                     int64_t at, struct text actor, int64_t *seq, struct err *err);
/* Writes the row of a started, ended or voided attempt. `attempt` is the state after the event; `markings`
 * (one a slot, NULL while running) are stored with the responses as one JSON value, which v_response opens.
 * While running, ended_at, last_seq, elapsed, answered, mark and passed are stored as 0. A void attempt may
 * be saved without markings; its mark and passed are then 0. started_at and ended_at are taken from the
 * entries first_seq and last_seq. */
bool attempt_save(struct store *store, const struct attempt_record *record, const struct attempt *attempt,
                  const struct marking *markings, struct err *err);

bool attempt_find(struct store *store, int64_t id, struct arena *arena, struct attempt_record *out,
                  struct err *err);
/* Of one event (all when event is empty) and/or person (all when number is empty), by event, number, nth. */
bool attempt_list(struct store *store, struct text event, struct text number, struct arena *arena,
                  struct attempt_record **out, size_t *count, struct err *err);
/* Folds an attempt's journal events into *out (initialised by the caller, who finishes it, also on failure).
 * ERR_DAMAGED when the entries contradict each other. Reads the journal from first_seq to last_seq. */
bool attempt_fold(struct store *store, const struct attempt_record *record, struct attempt *out,
                  struct err *err);
/* Folds every running attempt in one walk over the journal and hands them over by id: each(context, record,
 * state) takes over the state's contents when it returns true. The record's texts live during the call only.
 */
typedef bool attempt_taker(void *context, const struct attempt_record *record, struct attempt *state,
                           struct err *err);
bool attempt_fold_running(struct store *store, attempt_taker *each, void *context, struct err *err);

/* Submitted attempts of an event as standing rows, unranked, each person's every attempt; voided ones left
 * out. By number (byte order), then nth. A person who is not in the roster any more keeps name and unit; one
 * that never was in it has empty ones. */
bool result_rows(struct store *store, struct text event, struct arena *arena, struct standing_row **out,
                 size_t *count, struct err *err);
/* How many answers of the event's submitted attempts wait for markers: while there are any, its results are
 * not final. */
bool attempts_pending(struct store *store, struct text event, int64_t *out, struct err *err);
/* One row a slot of an ended attempt, in form order; marks are 0 when it was voided unmarked. ERR_INVALID
 * while it is running. */
struct response_record {
    int64_t revision;
    struct text bank, item; /* the child's id, for a child */
    struct text response;
    mark_t mark, full;
    bool pending;  /* no mark yet: waits for a marker, or was voided unmarked */
    int64_t spent; /* ms */
};
bool response_rows(struct store *store, int64_t attempt, struct arena *arena, struct response_record **out,
                   size_t *count, struct err *err);

/* The journal's body of an attempt event, and back; exported for tests and verify. parse copies into arena.
 */
void attempt_event_to_json(const struct attempt_event *event, struct buf *out);
bool attempt_event_from_json(enum attempt_event_kind kind, int64_t clock, struct text body,
                             struct arena *arena, struct attempt_event *out, struct err *err);

#endif
