/* Banks and item revisions in the database. */
#ifndef BIWU_STORE_BANKS_H
#define BIWU_STORE_BANKS_H

#include "core/form.h"
#include "store/store.h"

struct bank_sync {
    int64_t added, changed, unchanged, retired; /* items */
};

/* Whether the file at `path` (as the hall names it) was last synchronised with this content. */
bool bank_is_current(struct store *store, struct text path, const struct hash *content, bool *current,
                     struct err *err);
/* Within a write transaction: makes the database hold exactly the items of `bank` (ids are unique in it): a
 * new item gets revision row 1, an item whose canonical body differs gets a new revision, one that is gone is
 * retired (never deleted; one that comes back is taken up again and counts as added). Another bank that the
 * same file held before is retired. Journals one entry (stream "bank/CODE", kind "synced", with counts and
 * content hash). */
bool bank_sync(struct store *store, const struct bank *bank, struct text path, const struct hash *content,
               int64_t at, struct text actor, struct bank_sync *out, struct err *err);
/* Retires the banks whose files are not among `paths` (a file was deleted or renamed). */
bool bank_retire_missing(struct store *store, const struct text *paths, size_t count, int64_t at,
                         struct text actor, int64_t *retired, struct err *err);

struct bank_record {
    struct text code, title, path;
    int64_t items[ITEM_KINDS]; /* current items by kind */
    int64_t total;
    int64_t synced_at; /* wall ms */
};
/* Banks in use, ordered by code. */
bool bank_list(struct store *store, struct arena *arena, struct bank_record **out, size_t *count,
               struct err *err);

/* All current items, as drawing needs them, ordered by (bank, id). */
bool pool_load(struct store *store, struct arena *arena, struct pool *out, struct err *err);
/* The pool as it was when a draw's seed was fixed. save stores each distinct pool once, by its hash, within a
 * write transaction. */
bool pool_save(struct store *store, const struct pool *pool, const struct hash *hash, struct err *err);
bool pool_load_saved(struct store *store, const struct hash *hash, struct arena *arena, struct pool *out,
                     struct err *err);

/* What drawing knows of the items of the given revisions, in that order, in `arena`: their banks among it.
 * Fails as items_load. */
bool pool_items_load(struct store *store, const int64_t *revisions, size_t count, struct arena *arena,
                     struct pool_item *out, struct err *err);
/* The items of the given revisions, in that order, in `arena`. ERR_NOT_FOUND names a revision that is not
 * there. */
bool items_load(struct store *store, const int64_t *revisions, size_t count, struct arena *arena,
                struct item *out, struct err *err);

#endif
