/* What markers found in answers in words (阅卷): the stream "marking/CODE", events of core/markbook.h. */
#ifndef BIWU_STORE_MARKING_H
#define BIWU_STORE_MARKING_H

#include "core/markbook.h"
#include "store/journal.h"

/* Appends one event, n = the book's n + 1 (call before apply). Within a write transaction. `seq` may be NULL.
 */
bool marking_journal(struct store *store, struct text event, uint32_t n, const struct markbook_event *marked,
                     int64_t at, int64_t clock, struct text actor, int64_t *seq, struct err *err);
/* Folds the stream into *out (initialised by the caller; finished by the caller, also on failure).
 * ERR_DAMAGED when the entries cannot be read. */
bool marking_fold(struct store *store, struct text event, struct markbook *out, struct err *err);

/* Calls `each` for every entry of the stream in order, with its event; texts live during the call. For
 * `explain`. */
typedef bool marking_visitor(void *context, const struct journal_entry *entry,
                             const struct markbook_event *marked, struct err *err);
bool marking_walk(struct store *store, struct text event, marking_visitor *each, void *context,
                  struct err *err);

/* An answer that is settled, in 1/10000 of the item's points (of twice the points, for a mean of two). */
struct settled_mark {
    int64_t attempt;
    int slot;
    mark_t part, whole;
};
/* All of an event, by attempt, then slot; in `arena`. */
bool settled_load(struct store *store, struct text event, struct arena *arena, struct settled_mark **out,
                  size_t *count, struct err *err);

/* The journal's body, and back (texts copied into the arena); for tests and verify. */
void markbook_event_to_json(const struct markbook_event *event, struct buf *out);
bool markbook_event_from_json(enum markbook_event_kind kind, struct text body, struct arena *arena,
                              struct markbook_event *out, struct err *err);

#endif
