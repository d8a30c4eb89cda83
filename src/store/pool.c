/* Pools and items: what drawing and showing need of the stored revisions. */
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/banks.h"
#include "store/item_json.h"
#include "store/json_read.h"
#include "store/statement.h"

#include <stdlib.h>

/* A row of POOL_COLUMNS. */
static bool read_entry(sqlite3_stmt *stmt, struct arena *arena, struct pool_item *out, struct err *err)
{
    int64_t revision = column_int(stmt, 0);
    struct text bank = arena_text(arena, column_text(stmt, 1));
    if (sqlite3_column_type(stmt, 8) != SQLITE_NULL) {
        struct item item;
        if (!item_from_json(column_text(stmt, 8), arena, &item, err))
            return false;
        *out = pool_item_of(&item, bank, revision, arena);
        return true;
    }
    *out = (struct pool_item){
        .revision = revision,
        .bank = bank,
        .id = arena_text(arena, column_text(stmt, 2)),
        .topic = arena_text(arena, column_text(stmt, 4)),
        .difficulty = (int)column_int(stmt, 5),
        .keep_order = column_int(stmt, 6),
        .option_count = (uint8_t)column_int(stmt, 7),
    };
    return item_kind_from_name(column_text(stmt, 3), &out->kind) ||
           err_set(err, ERR_DAMAGED, _("a stored item cannot be read; run ‘biwu verify’"));
}

bool pool_load(struct store *store, struct arena *arena, struct pool *out, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_POOL_CURRENT, err);
    if (!stmt)
        return false;
    struct pool_item *list = NULL;
    size_t capacity = 0, count = 0;
    enum fetch fetch;
    bool ok = true;
    while (ok && (fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        list = xgrow(list, &capacity, count + 1, sizeof *list);
        ok = read_entry(stmt, arena, &list[count++], err);
    }
    sqlite3_reset(stmt);
    ok = ok && fetch == FETCH_DONE;
    if (ok) {
        struct pool_item *items = arena_array(arena, count, sizeof *items);
        if (count)
            memcpy(items, list, count * sizeof *items);
        *out = (struct pool){items, count};
    }
    free(list);
    return ok;
}

/* Revisions as runs [first, count, …]: a freshly synchronised bank is one run, so a pool of 100,000 items
 * takes a few bytes. */
static void add_runs(const struct pool *pool, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < pool->count;) {
        size_t n = 1;
        while (i + n < pool->count && pool->items[i + n].revision == pool->items[i].revision + (int64_t)n)
            n++;
        json_add_comma(out);
        buf_add_int(out, pool->items[i].revision);
        buf_add_char(out, ',');
        buf_add_int(out, (int64_t)n);
        i += n;
    }
    buf_add_char(out, ']');
}

bool pool_save(struct store *store, const struct pool *pool, const struct hash *hash, struct err *err)
{
    must_write(store);
    sqlite3_stmt *stmt = query(store, SQL_POOL_SAVE, err);
    if (!stmt)
        return false;
    struct buf body = BUF_EMPTY;
    add_runs(pool, &body);
    bind_hash(stmt, 1, hash);
    bind_int(stmt, 2, (int64_t)pool->count);
    bind_text(stmt, 3, buf_text(&body));
    bool ok = query_run(store, stmt, err);
    buf_finish(&body);
    return ok;
}

static bool read_revision(struct store *store, int64_t revision, struct arena *arena, struct pool_item *out,
                          struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_REVISION_POOL, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, revision);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    bool ok = found ? read_entry(stmt, arena, out, err)
                    : err_set(err, ERR_DAMAGED,
                              _("revision %lld of an item is missing from the database; run ‘biwu verify’"),
                              (long long)revision);
    sqlite3_reset(stmt);
    return ok;
}

bool pool_items_load(struct store *store, const int64_t *revisions, size_t count, struct arena *arena,
                     struct pool_item *out, struct err *err)
{
    for (size_t i = 0; i < count; i++)
        if (!read_revision(store, revisions[i], arena, &out[i], err))
            return false;
    return true;
}

static bool is_damaged(struct err *err)
{
    return err_set(err, ERR_DAMAGED, _("a stored pool cannot be read; run ‘biwu verify’"));
}

static bool read_runs(struct store *store, const json_t *runs, struct arena *arena, struct pool_item *items,
                      size_t count, struct err *err)
{
    size_t done = 0;
    for (size_t i = 0; i + 1 < json_array_size(runs); i += 2) {
        int64_t first = json_integer_value(json_array_get(runs, i));
        int64_t length = json_integer_value(json_array_get(runs, i + 1));
        for (int64_t k = 0; k < length; k++) {
            if (done == count)
                return is_damaged(err);
            if (!read_revision(store, first + k, arena, &items[done++], err))
                return false;
        }
    }
    return done == count || is_damaged(err);
}

static bool read_last_revision(struct store *store, int64_t *last, struct err *err)
{
    bool found;
    sqlite3_stmt *stmt = query(store, SQL_REVISION_LAST, err);
    if (!query_one(store, stmt, &found, err))
        return false;
    *last = found ? column_int(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return true;
}

/* The saved body with this hash: its count and runs, which the caller ends with json_decref. */
static bool read_saved(struct store *store, const struct hash *hash, int64_t *count, json_t **runs,
                       struct err *err)
{
    *runs = NULL;
    sqlite3_stmt *stmt = query(store, SQL_POOL_GET, err);
    if (!stmt)
        return false;
    bind_hash(stmt, 1, hash);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, _("the pool of items of this event is not in the database"));
    *count = column_int(stmt, 0);
    *runs = json_read(column_text(stmt, 1));
    sqlite3_reset(stmt);
    return json_is_array(*runs) || is_damaged(err);
}

bool pool_load_saved(struct store *store, const struct hash *hash, struct arena *arena, struct pool *out,
                     struct err *err)
{
    int64_t count = 0, last = 0;
    json_t *runs = NULL;
    bool ok = read_saved(store, hash, &count, &runs, err) && read_last_revision(store, &last, err);
    /* Every item has its revision, so a greater count is damage, not a reason to allocate. */
    if (ok && (count < 0 || count > last))
        ok = is_damaged(err);
    if (ok) {
        struct pool_item *items = arena_array(arena, (size_t)count, sizeof *items);
        ok = read_runs(store, runs, arena, items, (size_t)count, err);
        *out = (struct pool){items, (size_t)count};
    }
    json_decref(runs);
    return ok;
}

static bool load_item(struct store *store, int64_t revision, struct arena *arena, struct item *out,
                      struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_REVISION_BODY, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, revision);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    bool ok = found ? item_from_json(column_text(stmt, 0), arena, out, err)
                    : err_set(err, ERR_NOT_FOUND, _("there is no item of revision number %lld"),
                              (long long)revision);
    sqlite3_reset(stmt);
    return ok;
}

bool items_load(struct store *store, const int64_t *revisions, size_t count, struct arena *arena,
                struct item *out, struct err *err)
{
    for (size_t i = 0; i < count; i++)
        if (!load_item(store, revisions[i], arena, &out[i], err))
            return false;
    return true;
}
