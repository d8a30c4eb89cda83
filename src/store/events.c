#include "store/events.h"

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/banks.h"
#include "store/journal.h"
#include "store/projection.h"
#include "store/statement.h"

#include <assert.h>
#include <stdlib.h>

static const char *const status_names[] = {
    [EVENT_DRAFT] = "draft",
    [EVENT_PREPARED] = "prepared",
    [EVENT_OPEN] = "open",
    [EVENT_CLOSED] = "closed",
};

const char *event_status_name(enum event_status status)
{
    return status_names[status];
}

static bool status_from_name(struct text name, enum event_status *out)
{
    for (size_t i = 0; i < COUNT_OF(status_names); i++)
        if (text_is(name, status_names[i])) {
            *out = (enum event_status)i;
            return true;
        }
    return false;
}

static bool record_of_row(sqlite3_stmt *stmt, struct arena *arena, struct event_record *out, struct err *err)
{
    *out = (struct event_record){
        .code = arena_text(arena, column_text(stmt, 0)),
        .title = arena_text(arena, column_text(stmt, 1)),
        .kind = arena_text(arena, column_text(stmt, 10)),
        .path = arena_text(arena, column_text(stmt, 2)),
        .source = arena_text(arena, column_text(stmt, 3)),
        .seed = arena_text(arena, column_text(stmt, 7)),
        .opened_at = column_int(stmt, 8),
        .closed_at = column_int(stmt, 9),
    };
    bool whole = column_hash(stmt, 4, &out->source_hash);
    whole = column_hash(stmt, 6, &out->pool_hash) && whole;
    whole = status_from_name(column_text(stmt, 5), &out->status) && whole;
    return whole || err_set(err, ERR_DAMAGED, _("the event %.*s is stored wrongly; run ‘biwu verify’"),
                            TEXT_ARG(out->code));
}

bool event_find(struct store *store, struct text code, struct arena *arena, struct event_record *out,
                struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_EVENT_FIND, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, code);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    bool ok = found ? record_of_row(stmt, arena, out, err)
                    : err_set(err, ERR_NOT_FOUND, _("there is no event %.*s"), TEXT_ARG(code));
    sqlite3_reset(stmt);
    return ok;
}

bool event_list(struct store *store, struct arena *arena, struct event_record **out, size_t *count,
                struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_EVENT_LIST, err);
    if (!stmt)
        return false;
    struct event_record *list = NULL;
    size_t capacity = 0, n = 0;
    enum fetch fetch;
    bool ok = true;
    while (ok && (fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        list = xgrow(list, &capacity, n + 1, sizeof *list);
        ok = record_of_row(stmt, arena, &list[n++], err);
    }
    sqlite3_reset(stmt);
    ok = ok && fetch == FETCH_DONE;
    if (ok) {
        *out = arena_array(arena, n, sizeof **out);
        if (n)
            memcpy(*out, list, n * sizeof *list);
        *count = n;
    }
    free(list);
    return ok;
}

/* Like event_find, but a missing event is no failure. */
static bool find_optional(struct store *store, struct text code, struct arena *arena,
                          struct event_record *out, bool *found, struct err *err)
{
    struct err own = ERR_NONE;
    *found = event_find(store, code, arena, out, &own);
    return *found || own.kind == ERR_NOT_FOUND || err_set(err, own.kind, "%s", own.message);
}

static bool put_draft(struct store *store, struct text code, struct text kind, struct text title,
                      struct text path, struct text source, const struct hash *hash, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_EVENT_PUT, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, code);
    bind_text(stmt, 2, title);
    bind_text(stmt, 3, path);
    bind_text(stmt, 4, source);
    bind_hash(stmt, 5, hash);
    bind_text(stmt, 6, kind);
    return query_run(store, stmt, err);
}

bool event_put_draft(struct store *store, struct text code, struct text kind, struct text title,
                     struct text path, struct text source, bool *kept, struct err *err)
{
    must_write(store);
    struct arena arena = ARENA_EMPTY;
    struct event_record record;
    struct hash hash = hash_of(source);
    bool found;
    bool ok = find_optional(store, code, &arena, &record, &found, err);
    if (ok) {
        bool fixed = found && record.status != EVENT_DRAFT;
        *kept = fixed && !hash_equal(&hash, &record.source_hash);
        ok = fixed || put_draft(store, code, kind, title, path, source, &hash, err);
    }
    arena_finish(&arena);
    return ok;
}

/* When and by whom a step was taken. */
struct stamp {
    int64_t at, clock;
    struct text actor;
};

static bool append(struct store *store, struct text code, const char *kind, const struct buf *body,
                   const struct stamp *stamp, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct journal_entry entry = {
        .stream = arena_textf(&arena, "event/%.*s", TEXT_ARG(code)),
        .at = stamp->at,
        .clock = stamp->clock,
        .actor = stamp->actor,
        .kind = text_of(kind),
        .body = buf_text(body),
    };
    bool ok = journal_append(store, &entry, err);
    arena_finish(&arena);
    return ok;
}

static void add_hash(struct buf *out, const char *name, const struct hash *hash)
{
    char hex[HASH_HEX_SIZE];
    hash_to_hex(hash, hex);
    json_add_member(out, name, text_of(hex));
}

/* The pool stands in the journal before the seed does: whoever chose the seed could not choose the pool to
 * suit it, nor the other way round. */
static bool journal_prepared(struct store *store, const struct event_record *record, const struct pool *pool,
                             const struct hash *pool_hash, struct text seed, const struct stamp *stamp,
                             struct err *err)
{
    struct buf body = BUF_EMPTY;
    buf_add_char(&body, '{');
    json_add_member(&body, "title", record->title);
    if (!text_is(record->kind, "test")) /* as in journals from before there were other kinds */
        json_add_member(&body, "kind", record->kind);
    add_hash(&body, "sheet", &record->source_hash);
    add_hash(&body, "pool", pool_hash);
    json_add_member_int(&body, "count", (int64_t)pool->count);
    buf_add_char(&body, '}');
    bool ok = append(store, record->code, "pooled", &body, stamp, err);
    buf_clear(&body);
    buf_add_char(&body, '{');
    json_add_member(&body, "seed", seed);
    buf_add_char(&body, '}');
    ok = ok && append(store, record->code, "seeded", &body, stamp, err);
    buf_finish(&body);
    return ok;
}

static bool set_prepared(struct store *store, struct text code, const struct hash *pool, struct text seed,
                         struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_EVENT_PREPARE, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, code);
    bind_hash(stmt, 2, pool);
    bind_text(stmt, 3, seed);
    return query_run(store, stmt, err);
}

bool event_prepare(struct store *store, struct text code, const struct pool *pool, struct text seed,
                   int64_t at, int64_t clock, struct text actor, struct err *err)
{
    must_write(store);
    struct arena arena = ARENA_EMPTY;
    struct event_record record;
    struct stamp stamp = {at, clock, actor};
    bool ok = event_find(store, code, &arena, &record, err);
    if (ok && record.status != EVENT_DRAFT)
        ok = err_set(err, ERR_INVALID, _("the event %.*s is prepared already"), TEXT_ARG(code));
    if (ok) {
        struct hash hash = pool_hash(pool);
        ok = pool_save(store, pool, &hash, err) &&
             journal_prepared(store, &record, pool, &hash, seed, &stamp, err) &&
             set_prepared(store, code, &hash, seed, err);
    }
    arena_finish(&arena);
    return ok;
}

/* Whether `record` may go to `next`; says why not. */
static bool may_become(const struct event_record *record, enum event_status next, struct err *err)
{
    if (next == EVENT_OPEN && (record->status == EVENT_PREPARED || record->status == EVENT_CLOSED))
        return true;
    if (next == EVENT_CLOSED && record->status == EVENT_OPEN)
        return true;
    if (next == record->status)
        return err_set(err, ERR_INVALID,
                       next == EVENT_OPEN ? _("the event %.*s is open already")
                                          : _("the event %.*s is closed already"),
                       TEXT_ARG(record->code));
    if (next == EVENT_OPEN)
        return err_set(err, ERR_INVALID, _("the event %.*s must be prepared before it is opened"),
                       TEXT_ARG(record->code));
    return err_set(err, ERR_INVALID, _("the event %.*s is not open"), TEXT_ARG(record->code));
}

void event_record_move(struct event_record *record, enum event_status status, int64_t at)
{
    record->status = status;
    if (status == EVENT_CLOSED)
        record->closed_at = at;
    else
        record->closed_at = 0;
    /* A test that is reopened was opened when it was opened first. */
    if (status == EVENT_OPEN && record->opened_at == 0)
        record->opened_at = at;
}

static bool put_status(struct store *store, const struct event_record *record, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_EVENT_STATUS, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, record->code);
    bind_text(stmt, 2, text_of(event_status_name(record->status)));
    bind_int(stmt, 3, record->opened_at);
    bind_int(stmt, 4, record->closed_at);
    return query_run(store, stmt, err);
}

bool event_set_status(struct store *store, struct text code, enum event_status status, int64_t at,
                      int64_t clock, struct text actor, struct err *err)
{
    must_write(store);
    assert(status == EVENT_OPEN || status == EVENT_CLOSED);
    struct arena arena = ARENA_EMPTY;
    struct event_record record;
    struct stamp stamp = {at, clock, actor};
    bool ok = event_find(store, code, &arena, &record, err) && may_become(&record, status, err);
    if (ok) {
        struct buf body = BUF_EMPTY;
        buf_add_string(&body, "{}");
        event_record_move(&record, status, at);
        ok = append(store, code, status == EVENT_OPEN ? "opened" : "closed", &body, &stamp, err) &&
             put_status(store, &record, err);
        buf_finish(&body);
    }
    arena_finish(&arena);
    return ok;
}
