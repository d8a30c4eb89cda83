/* The hall's database: opening, transactions, small facts. One handle, one thread. */
#ifndef BIWU_STORE_STORE_H
#define BIWU_STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"

struct store;

enum store_mode {
    STORE_READ,   /* must exist; writes are refused by SQLite itself */
    STORE_WRITE,  /* must exist; migrated to the newest schema */
    STORE_CREATE, /* made (mode 0600) when missing */
};

/* WAL, synchronous=FULL, foreign keys on, busy timeout 10 s. Fails with ERR_NOT_FOUND when missing,
 * ERR_DAMAGED when it is no biwu database, ERR_INVALID when it was made by a newer biwu. NULL on failure. */
struct store *store_open(const char *path, enum store_mode mode, struct err *err);
void store_close(struct store *store); /* accepts NULL */

/* One transaction at a time. begin takes the write lock (BEGIN IMMEDIATE), ERR_BUSY when somebody holds it
 * too long. Readers use store_begin_read for one consistent picture over several queries; ended with
 * store_rollback. commit on a full disk fails, leaves nothing of the transaction, and the handle is usable.
 * Rolling back without a transaction (it was not begun, or ended by itself when it failed) does nothing. */
bool store_begin(struct store *store, struct err *err);
bool store_begin_read(struct store *store, struct err *err);
bool store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);
bool store_in_transaction(const struct store *store);

/* Changes whenever another connection committed something (PRAGMA data_version): the hub looks at it to
 * notice a `bank sync` or `people import` made beside it. */
int64_t store_data_version(struct store *store);

/* The hall clock's last saved value in ms (0 in a new hall). Saved within a transaction. */
bool store_clock_load(struct store *store, int64_t *clock, struct err *err);
bool store_clock_save(struct store *store, int64_t clock, struct err *err);

/* Small numbers kept under a name, 0 when never saved. Names of the store's own ("clock", "attempt id") are
 * not for others. Saved within a transaction. */
bool store_fact_load(struct store *store, const char *name, int64_t *value, struct err *err);
bool store_fact_save(struct store *store, const char *name, int64_t value, struct err *err);

/* Sign-in tickets: let a terminal come back after a lost connection or a restart of the hub without the PIN.
 * Only the ticket's hash is stored. find: false with ERR_NOT_FOUND when unknown or past `expires` (wall ms).
 */
bool store_ticket_add(struct store *store, const struct hash *ticket, struct text number, int64_t expires,
                      struct err *err);
bool store_ticket_find(struct store *store, const struct hash *ticket, int64_t now, struct arena *arena,
                       struct text *number, struct err *err);
bool store_ticket_drop(struct store *store, const struct hash *ticket, struct err *err);
/* All tickets of a person: a new sign-in ends the older ones. */
bool store_tickets_drop_of(struct store *store, struct text number, struct err *err);
bool store_tickets_expire(struct store *store, int64_t now, struct err *err);

#endif
