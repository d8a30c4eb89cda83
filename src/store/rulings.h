/* Rulings of a test (core/ruling.h) in the journal: the stream "ruling/CODE". */
#ifndef BIWU_STORE_RULINGS_H
#define BIWU_STORE_RULINGS_H

#include "core/ruling.h"
#include "store/journal.h"

struct ruling_record {
    struct ruling ruling;
    int64_t seq, at; /* of its entry; wall ms */
    struct text actor;
};

/* Appends one as the stream's entry n (from 1, without gaps); `at` is wall ms, `clock` the hall clock's ms (0
 * outside the hub). Its reason is one line of at most STAGE_TEXT_MAX bytes, or the call fails with
 * ERR_INVALID. Within a write transaction; otherwise fails as the database does. */
bool ruling_journal(struct store *store, struct text event, int64_t n, const struct ruling *ruling,
                    int64_t at, int64_t clock, struct text actor, int64_t *seq, struct err *err);
/* All of an event in the order made, in `arena`; none is no failure. ERR_DAMAGED when an entry cannot be
 * read.
 */
bool rulings_list(struct store *store, struct text event, struct arena *arena, struct ruling_record **out,
                  size_t *count, struct err *err);
/* The first `count` of them, as marking takes them; the array in `arena`. */
struct rulings rulings_first(const struct ruling_record *records, size_t count, struct arena *arena);
/* All of them. */
bool rulings_load(struct store *store, struct text event, struct arena *arena, struct rulings *out,
                  struct err *err);

/* The journal's body, and back (texts copied into the arena; ERR_DAMAGED when it is none); for verify. */
void ruling_to_json(const struct ruling *ruling, struct buf *out);
bool ruling_from_json(struct text body, struct arena *arena, struct ruling *out, struct err *err);

#endif
