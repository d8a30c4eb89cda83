#include "store/journal.h"

#include "base/i18n.h"
#include "store/statement.h"

struct hash journal_link(const struct hash *previous, const struct journal_entry *entry)
{
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_add(&hasher, text_make((const char *)previous->bytes, HASH_SIZE));
    hasher_add_framed(&hasher, entry->stream);
    hasher_add_int(&hasher, entry->n);
    hasher_add_int(&hasher, entry->at);
    hasher_add_int(&hasher, entry->clock);
    hasher_add_framed(&hasher, entry->actor);
    hasher_add_framed(&hasher, entry->kind);
    hasher_add_framed(&hasher, entry->body);
    return hasher_end(&hasher);
}

static bool read_head(struct store *store, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_HEAD_GET, err);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    bool whole = found && column_hash(stmt, 1, &store->head_link);
    if (whole)
        store->head_seq = column_int(stmt, 0);
    sqlite3_reset(stmt);
    return whole ||
           err_set(err, ERR_DAMAGED, _("the database has lost the end of its journal; run ‘biwu verify’"));
}

static bool know_head(struct store *store, struct err *err)
{
    if (store->head_known)
        return true;
    if (!read_head(store, err))
        return false;
    store->head_known = store->transaction == TRANSACTION_WRITE;
    return true;
}

bool journal_head(struct store *store, int64_t *seq, struct hash *link, struct err *err)
{
    if (!know_head(store, err))
        return false;
    *seq = store->head_seq;
    *link = store->head_link;
    return true;
}

static bool next_in_stream(struct store *store, struct text stream, int64_t *n, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_STREAM_NEXT, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, stream);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    *n = column_int(stmt, 0);
    return query_run(store, stmt, err);
}

static void bind_entry(sqlite3_stmt *stmt, const struct journal_entry *entry)
{
    bind_int(stmt, 1, entry->seq);
    bind_text(stmt, 2, entry->stream);
    bind_int(stmt, 3, entry->n);
    bind_int(stmt, 4, entry->at);
    bind_int(stmt, 5, entry->clock);
    bind_text(stmt, 6, entry->actor);
    bind_text(stmt, 7, entry->kind);
    bind_text(stmt, 8, entry->body);
    bind_hash(stmt, 9, &entry->link);
}

bool journal_append(struct store *store, struct journal_entry *entry, struct err *err)
{
    must_write(store);
    if (!know_head(store, err) || (entry->n == 0 && !next_in_stream(store, entry->stream, &entry->n, err)))
        return false;
    sqlite3_stmt *stmt = query(store, SQL_JOURNAL_APPEND, err);
    if (!stmt)
        return false;
    entry->seq = store->head_seq + 1;
    entry->link = journal_link(&store->head_link, entry);
    bind_entry(stmt, entry);
    if (!query_run(store, stmt, err))
        return false;
    store->head_seq = entry->seq;
    store->head_link = entry->link;
    store->head_moved = true;
    return true;
}

struct journal_entry journal_entry_of_row(sqlite3_stmt *stmt)
{
    struct journal_entry entry = {
        .seq = column_int(stmt, 0),
        .stream = column_text(stmt, 1),
        .n = column_int(stmt, 2),
        .at = column_int(stmt, 3),
        .clock = column_int(stmt, 4),
        .actor = column_text(stmt, 5),
        .kind = column_text(stmt, 6),
        .body = column_text(stmt, 7),
    };
    /* A link of the wrong size can only be tampering; zeroes match no computed link, so verify names it. */
    column_hash(stmt, 8, &entry.link);
    return entry;
}

bool journal_walk(struct store *store, int64_t from, int64_t to, journal_visitor *each, void *context,
                  struct err *err)
{
    sqlite3_stmt *stmt = query_alone(store, SQL_JOURNAL_WALK, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, from);
    bind_int(stmt, 2, to ? to : INT64_MAX);
    enum fetch fetch;
    bool go_on = true;
    while (go_on && (fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        struct journal_entry entry = journal_entry_of_row(stmt);
        go_on = each(context, &entry, err);
    }
    sqlite3_finalize(stmt);
    return go_on && fetch == FETCH_DONE;
}
