/* The journal: the append-only, hash-chained record that everything else is computed from.
 *
 * link = BLAKE2b-256(previous link ‖ framed stream ‖ n ‖ at ‖ clock ‖ framed actor ‖ framed kind ‖ framed
 * body), with integers as 8 bytes little endian, framed as in base/hash.h, and 32 zero bytes before the
 * first. */
#ifndef BIWU_STORE_JOURNAL_H
#define BIWU_STORE_JOURNAL_H

#include "store/store.h"

struct journal_entry {
    int64_t seq;        /* filled by append: 1, 2, 3, … without gaps */
    struct text stream; /* "attempt/17", "event/2026-11-yzyh", "bank/dangwu", "people", "hub" */
    int64_t n;          /* place in the stream, from 1; 0 on append: the next one (kept in a small table) */
    int64_t at;         /* wall ms */
    int64_t clock;      /* hall clock, ms; 0 from a setup command */
    struct text actor;  /* a person's number, "hub", or "uid:1000" for a shell */
    struct text kind;
    struct text body; /* JSON object */
    struct hash link; /* filled by append */
};

/* Within a write transaction. A stream uses either its own n throughout or 0 throughout. */
bool journal_append(struct store *store, struct journal_entry *entry, struct err *err);
/* The last link and seq (zeroes when empty), as noted when they were written: a deleted last entry does not
 * move the head back. */
bool journal_head(struct store *store, int64_t *seq, struct hash *link, struct err *err);
/* Calls `each` for every entry with from ≤ seq ≤ to (to 0: the end), in order, until it returns false (then
 * the function returns false with what `each` set in err). The entry's texts live during the call only. */
typedef bool journal_visitor(void *context, const struct journal_entry *entry, struct err *err);
bool journal_walk(struct store *store, int64_t from, int64_t to, journal_visitor *each, void *context,
                  struct err *err);
/* The link that `entry` must have after `previous`. */
struct hash journal_link(const struct hash *previous, const struct journal_entry *entry);

#endif
