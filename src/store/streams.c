#include "store/streams.h"

#include "base/i18n.h"
#include "store/statement.h"

#include <assert.h>

bool stream_contradicts(struct text stream, struct err *err)
{
    return err_set(err, ERR_DAMAGED,
                   _("the entries of %.*s in the journal contradict each other; run ‘biwu verify’"),
                   TEXT_ARG(stream));
}

static struct text stream_of(const char *sort, struct text code, struct arena *arena)
{
    return arena_textf(arena, "%s/%.*s", sort, TEXT_ARG(code));
}

/* Moves the end of the stream, or notes its beginning. */
static bool note_place(struct store *store, struct text code, const struct journal_entry *entry,
                       struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_STAGE_NOTE, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, entry->stream);
    bind_text(stmt, 2, code);
    bind_int(stmt, 3, entry->seq);
    return query_run(store, stmt, err);
}

bool stream_append(struct store *store, const char *sort, struct text code, struct journal_entry *entry,
                   struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    assert(entry->n > 0);
    entry->stream = stream_of(sort, code, &arena);
    bool ok = journal_append(store, entry, err) && note_place(store, code, entry, err);
    arena_finish(&arena);
    return ok;
}

static bool find_place(struct store *store, struct text stream, int64_t *first, int64_t *last,
                       struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_STAGE_FIND, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, stream);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    *first = found ? column_int(stmt, 0) : 1;
    *last = found ? column_int(stmt, 1) : 0;
    sqlite3_reset(stmt);
    return true;
}

static bool walk(struct store *store, struct text stream, journal_visitor *each, void *context,
                 struct err *err)
{
    int64_t first = 1, last = 0, n = 0;
    if (!find_place(store, stream, &first, &last, err))
        return false;
    sqlite3_stmt *stmt = query_alone(store, SQL_STAGE_STREAM, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, first);
    bind_int(stmt, 2, last);
    bind_text(stmt, 3, stream);
    enum fetch fetch;
    bool ok = true;
    while (ok && (fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        struct journal_entry entry = journal_entry_of_row(stmt);
        ok = entry.n == ++n ? each(context, &entry, err) : stream_contradicts(stream, err);
    }
    sqlite3_finalize(stmt);
    return ok && fetch == FETCH_DONE;
}

bool stream_walk(struct store *store, const char *sort, struct text code, journal_visitor *each,
                 void *context, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    bool ok = walk(store, stream_of(sort, code, &arena), each, context, err);
    arena_finish(&arena);
    return ok;
}

bool stream_last(struct store *store, const char *sort, struct text code, int64_t *seq, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    int64_t first;
    bool ok = find_place(store, stream_of(sort, code, &arena), &first, seq, err);
    arena_finish(&arena);
    return ok;
}
