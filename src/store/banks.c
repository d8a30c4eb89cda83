#include "store/banks.h"

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/item_json.h"
#include "store/journal.h"
#include "store/projection.h"
#include "store/statement.h"

#include <stdlib.h>

bool bank_is_current(struct store *store, struct text path, const struct hash *content, bool *current,
                     struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_BANK_CURRENT, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, path);
    bind_hash(stmt, 2, content);
    if (!query_one(store, stmt, current, err))
        return false;
    sqlite3_reset(stmt);
    return true;
}

/* An item as the database has it. */
struct known {
    struct text id;
    int64_t current, revision;
    bool retired;
    struct hash hash;
};

/* One synchronisation under way. */
struct sync {
    struct store *store;
    struct text bank;
    struct arena arena;
    const struct item **items; /* by id */
    size_t item_count;
    struct known *known; /* by id */
    size_t known_count;
    int64_t first, last;     /* revision ids added; last = first - 1: none yet */
    struct hasher revisions; /* of the bodies' hashes added */
    struct buf body;
    struct bank_sync *out;
};

static int by_id(const void *a, const void *b)
{
    const struct item *const *x = a, *const *y = b;
    return text_compare((*x)->id, (*y)->id);
}

/* In order of id, so that inserts go to the end of the table and the comparison is one merge. */
static void sort_items(struct sync *sync, const struct bank *bank)
{
    bool sorted = true;
    sync->item_count = bank->item_count;
    sync->items = arena_array(&sync->arena, bank->item_count, sizeof *sync->items);
    for (size_t i = 0; i < bank->item_count; i++) {
        sync->items[i] = &bank->items[i];
        sorted = sorted && (i == 0 || text_compare(bank->items[i - 1].id, bank->items[i].id) < 0);
    }
    if (!sorted)
        qsort(sync->items, bank->item_count, sizeof *sync->items, by_id);
}

/* Read whole before the first write: the table is changed while the result is used. */
static bool read_known(struct sync *sync, struct err *err)
{
    sqlite3_stmt *stmt = query(sync->store, SQL_ITEM_KNOWN, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, sync->bank);
    size_t capacity = 0;
    enum fetch fetch;
    while ((fetch = query_next(sync->store, stmt, err)) == FETCH_ROW) {
        sync->known = xgrow(sync->known, &capacity, sync->known_count + 1, sizeof *sync->known);
        struct known *known = &sync->known[sync->known_count++];
        known->id = arena_text(&sync->arena, column_text(stmt, 0));
        known->current = column_int(stmt, 1);
        known->revision = column_int(stmt, 2);
        known->retired = column_int(stmt, 3);
        column_hash(stmt, 4, &known->hash);
    }
    return fetch == FETCH_DONE;
}

static bool read_last_revision(struct sync *sync, struct err *err)
{
    bool found;
    sqlite3_stmt *stmt = query(sync->store, SQL_REVISION_LAST, err);
    if (!query_one(sync->store, stmt, &found, err))
        return false;
    sync->last = found ? column_int(stmt, 0) : 0;
    sync->first = sync->last + 1;
    sqlite3_reset(stmt);
    return true;
}

static bool add_revision(struct sync *sync, const struct item *item, int64_t revision,
                         const struct hash *hash, struct err *err)
{
    sqlite3_stmt *stmt = query(sync->store, SQL_REVISION_ADD, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, sync->last + 1);
    bind_text(stmt, 2, sync->bank);
    bind_text(stmt, 3, item->id);
    bind_int(stmt, 4, revision);
    bind_text(stmt, 5, text_of(item_kind_name(item->kind)));
    bind_text(stmt, 6, item->topic);
    bind_int(stmt, 7, item->difficulty);
    bind_int(stmt, 8, item->keep_order);
    bind_int(stmt, 9, item_option_count(item));
    bind_int(stmt, 10, item->enemy_count || item->child_count);
    bind_hash(stmt, 11, hash);
    bind_text(stmt, 12, buf_text(&sync->body));
    if (!query_run(sync->store, stmt, err))
        return false;
    sync->last++;
    hasher_add_framed(&sync->revisions, item->id);
    hasher_add(&sync->revisions, text_make((const char *)hash->bytes, HASH_SIZE));
    return true;
}

/* The pointers of the items that got their first revision, in one statement: one by one they would cost twice
 * as much. */
static bool point_at_new(struct sync *sync, struct err *err)
{
    sqlite3_stmt *stmt = query(sync->store, SQL_ITEM_ADD_NEW, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, sync->first);
    bind_int(stmt, 2, sync->last);
    return query_run(sync->store, stmt, err);
}

static bool update_item(struct sync *sync, const struct known *known, const struct item *item,
                        const struct hash *hash, struct err *err)
{
    bool same = hash_equal(hash, &known->hash);
    if (known->retired)
        sync->out->added++;
    else if (same)
        sync->out->unchanged++;
    else
        sync->out->changed++;
    if (same && !known->retired)
        return true;
    if (!same && !add_revision(sync, item, known->revision + 1, hash, err))
        return false;
    sqlite3_stmt *stmt = query(sync->store, SQL_ITEM_MOVE, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, sync->bank);
    bind_text(stmt, 2, item->id);
    bind_int(stmt, 3, same ? known->current : sync->last);
    bind_int(stmt, 4, same ? known->revision : known->revision + 1);
    bind_hash(stmt, 5, hash);
    return query_run(sync->store, stmt, err);
}

static bool retire_item(struct sync *sync, const struct known *known, struct err *err)
{
    if (known->retired)
        return true;
    sync->out->retired++;
    sqlite3_stmt *stmt = query(sync->store, SQL_ITEM_RETIRE, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, sync->bank);
    bind_text(stmt, 2, known->id);
    return query_run(sync->store, stmt, err);
}

static bool merge(struct sync *sync, struct err *err)
{
    size_t k = 0;
    for (size_t i = 0; i < sync->item_count; i++) {
        const struct item *item = sync->items[i];
        int order = -1;
        while (k < sync->known_count && (order = text_compare(sync->known[k].id, item->id)) < 0)
            if (!retire_item(sync, &sync->known[k++], err))
                return false;
        buf_clear(&sync->body);
        item_to_json(item, &sync->body);
        struct hash hash = hash_of(buf_text(&sync->body));
        if (k < sync->known_count && order == 0) {
            if (!update_item(sync, &sync->known[k++], item, &hash, err))
                return false;
        } else {
            sync->out->added++;
            if (!add_revision(sync, item, 1, &hash, err))
                return false;
        }
    }
    while (k < sync->known_count)
        if (!retire_item(sync, &sync->known[k++], err))
            return false;
    return point_at_new(sync, err);
}

static bool put_bank(struct store *store, const struct bank *bank, struct text path,
                     const struct hash *content, int64_t at, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_BANK_PUT, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, bank->code);
    bind_text(stmt, 2, bank->title);
    bind_text(stmt, 3, path);
    bind_hash(stmt, 4, content);
    bind_int(stmt, 5, at);
    return query_run(store, stmt, err);
}

bool bank_digest(struct store *store, struct text bank, struct hash *out, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_ITEM_DIGEST, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, bank);
    struct hasher hasher;
    hasher_init(&hasher);
    enum fetch fetch;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        hasher_add_framed(&hasher, column_text(stmt, 0));
        hasher_add_int(&hasher, column_int(stmt, 1));
    }
    *out = hasher_end(&hasher);
    return fetch == FETCH_DONE;
}

static void add_hash(struct buf *out, const char *name, const struct hash *hash)
{
    char hex[HASH_HEX_SIZE];
    hash_to_hex(hash, hex);
    json_add_member(out, name, text_of(hex));
}

static bool append(struct store *store, struct text bank, const char *kind, const struct buf *body,
                   int64_t at, struct text actor, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct journal_entry entry = {
        .stream = arena_textf(&arena, "bank/%.*s", TEXT_ARG(bank)),
        .at = at,
        .actor = actor,
        .kind = text_of(kind),
        .body = buf_text(body),
    };
    bool ok = journal_append(store, &entry, err);
    arena_finish(&arena);
    return ok;
}

/* The entry binds every revision added (first … last, and their hashes) and the set of current items into
 * the chain. */
static bool journal_sync(struct sync *sync, struct text title, struct text path, const struct hash *content,
                         int64_t at, struct text actor, struct err *err)
{
    struct hash digest;
    if (!bank_digest(sync->store, sync->bank, &digest, err))
        return false;
    struct hash revisions = hasher_end(&sync->revisions);
    struct buf body = BUF_EMPTY;
    buf_add_char(&body, '{');
    json_add_member(&body, "title", title);
    json_add_member(&body, "path", path);
    add_hash(&body, "content", content);
    json_add_member_int(&body, "added", sync->out->added);
    json_add_member_int(&body, "changed", sync->out->changed);
    json_add_member_int(&body, "unchanged", sync->out->unchanged);
    json_add_member_int(&body, "retired", sync->out->retired);
    json_add_member_int(&body, "first", sync->first);
    json_add_member_int(&body, "last", sync->last);
    add_hash(&body, "revisions", &revisions);
    add_hash(&body, "items", &digest);
    buf_add_char(&body, '}');
    bool ok = append(sync->store, sync->bank, "synced", &body, at, actor, err);
    buf_finish(&body);
    return ok;
}

static bool retire_bank(struct store *store, struct text code, int64_t at, struct text actor, struct err *err)
{
    sqlite3_stmt *items = query(store, SQL_ITEM_RETIRE_BANK, err);
    if (!items)
        return false;
    bind_text(items, 1, code);
    if (!query_run(store, items, err))
        return false;
    sqlite3_stmt *bank = query(store, SQL_BANK_RETIRE, err);
    if (!bank)
        return false;
    bind_text(bank, 1, code);
    if (!query_run(store, bank, err))
        return false;
    struct buf body = BUF_EMPTY;
    buf_add_string(&body, "{}");
    bool ok = append(store, code, "retired", &body, at, actor, err);
    buf_finish(&body);
    return ok;
}

struct bank_place {
    struct text code, path;
};

static bool read_active(struct store *store, struct arena *arena, struct bank_place **out, size_t *count,
                        struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_BANK_ACTIVE, err);
    if (!stmt)
        return false;
    struct bank_place *places = NULL;
    size_t capacity = 0;
    enum fetch fetch;
    *count = 0;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        places = xgrow(places, &capacity, *count + 1, sizeof *places);
        places[(*count)++] = (struct bank_place){arena_text(arena, column_text(stmt, 0)),
                                                 arena_text(arena, column_text(stmt, 1))};
    }
    *out = places;
    return fetch == FETCH_DONE;
}

/* A file whose bank code was changed: the bank it held before is gone. */
static bool retire_at_path(struct store *store, struct text path, struct text keep, int64_t at,
                           struct text actor, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct bank_place *places = NULL;
    size_t count;
    bool ok = read_active(store, &arena, &places, &count, err);
    for (size_t i = 0; ok && i < count; i++)
        if (text_equal(places[i].path, path) && !text_equal(places[i].code, keep))
            ok = retire_bank(store, places[i].code, at, actor, err);
    free(places);
    arena_finish(&arena);
    return ok;
}

bool bank_sync(struct store *store, const struct bank *bank, struct text path, const struct hash *content,
               int64_t at, struct text actor, struct bank_sync *out, struct err *err)
{
    must_write(store);
    struct bank_sync counts = {0};
    struct sync sync = {.store = store, .bank = bank->code, .out = &counts};
    hasher_init(&sync.revisions);
    sort_items(&sync, bank);
    bool ok = retire_at_path(store, path, bank->code, at, actor, err) && read_known(&sync, err) &&
              read_last_revision(&sync, err) && put_bank(store, bank, path, content, at, err) &&
              merge(&sync, err) && journal_sync(&sync, bank->title, path, content, at, actor, err);
    free(sync.known);
    buf_finish(&sync.body);
    arena_finish(&sync.arena);
    if (ok)
        *out = counts;
    return ok;
}

static bool is_among(struct text path, const struct text *paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(path, paths[i]))
            return true;
    return false;
}

bool bank_retire_missing(struct store *store, const struct text *paths, size_t count, int64_t at,
                         struct text actor, int64_t *retired, struct err *err)
{
    must_write(store);
    struct arena arena = ARENA_EMPTY;
    struct bank_place *places = NULL;
    size_t active;
    bool ok = read_active(store, &arena, &places, &active, err);
    *retired = 0;
    for (size_t i = 0; ok && i < active; i++)
        if (!is_among(places[i].path, paths, count)) {
            ok = retire_bank(store, places[i].code, at, actor, err);
            *retired += ok;
        }
    free(places);
    arena_finish(&arena);
    return ok;
}

static bool count_kinds(struct store *store, struct bank_record *record, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_BANK_KINDS, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, record->code);
    enum fetch fetch;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        enum item_kind kind;
        if (item_kind_from_name(column_text(stmt, 0), &kind))
            record->items[kind] = column_int(stmt, 1);
        record->total += column_int(stmt, 1);
    }
    return fetch == FETCH_DONE;
}

bool bank_list(struct store *store, struct arena *arena, struct bank_record **out, size_t *count,
               struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_BANK_LIST, err);
    if (!stmt)
        return false;
    struct bank_record *list = NULL;
    size_t capacity = 0, n = 0;
    enum fetch fetch;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        list = xgrow(list, &capacity, n + 1, sizeof *list);
        list[n++] = (struct bank_record){.code = arena_text(arena, column_text(stmt, 0)),
                                         .title = arena_text(arena, column_text(stmt, 1)),
                                         .path = arena_text(arena, column_text(stmt, 2)),
                                         .synced_at = column_int(stmt, 3)};
    }
    bool ok = fetch == FETCH_DONE;
    for (size_t i = 0; ok && i < n; i++)
        ok = count_kinds(store, &list[i], err);
    *count = ok ? n : 0;
    *out = arena_array(arena, *count, sizeof **out);
    if (*count)
        memcpy(*out, list, n * sizeof *list);
    free(list);
    return ok;
}
