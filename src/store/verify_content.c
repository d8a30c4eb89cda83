/* Verifying banks, items, pools and people. */
#include "base/i18n.h"
#include "base/mem.h"
#include "store/banks.h"
#include "store/item_json.h"
#include "store/json_read.h"
#include "store/projection.h"
#include "store/statement.h"
#include "store/verify_state.h"

static struct checked_bank *find_bank(const struct verify *verify, struct text code)
{
    for (size_t i = 0; i < verify->bank_count; i++)
        if (text_equal(verify->banks[i].code, code))
            return &verify->banks[i];
    return NULL;
}

static struct checked_bank *need_bank(struct verify *verify, struct text code)
{
    struct checked_bank *bank = find_bank(verify, code);
    if (bank)
        return bank;
    verify->banks =
        xgrow(verify->banks, &verify->bank_capacity, verify->bank_count + 1, sizeof *verify->banks);
    bank = &verify->banks[verify->bank_count++];
    *bank = (struct checked_bank){.code = arena_text(&verify->arena, code)};
    return bank;
}

/* The revisions that a synchronisation added: their ids follow on the ones before, their hashes are bound by
 * the entry. */
static bool check_revisions(struct verify *verify, const struct journal_entry *entry, int64_t first,
                            int64_t last, const struct hash *told, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_REVISION_HASHES, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, first);
    bind_int(stmt, 2, last);
    struct hasher hasher;
    hasher_init(&hasher);
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW) {
        struct hash hash;
        column_hash(stmt, 1, &hash);
        hasher_add_framed(&hasher, column_text(stmt, 0));
        hasher_add(&hasher, text_make((const char *)hash.bytes, HASH_SIZE));
    }
    struct hash found = hasher_end(&hasher);
    if (first != verify->revision + 1 || !hash_equal(&found, told))
        finding(verify,
                _("the item revisions %lld to %lld are not those that entry %lld of the journal added"),
                (long long)first, (long long)last, (long long)entry->seq);
    verify->revision = last;
    return fetch == FETCH_DONE;
}

static bool bank_synced(struct verify *verify, const struct journal_entry *entry, const json_t *body,
                        struct checked_bank *bank, bool *bad, struct err *err)
{
    struct json_reader reader = {&verify->arena, false};
    struct hash revisions;
    bank->title = json_text_member(&reader, body, "title");
    bank->path = json_text_member(&reader, body, "path");
    bank->active = true;
    bank->synced_at = entry->at;
    int64_t first = json_int_member(&reader, body, "first"), last = json_int_member(&reader, body, "last");
    if (!hash_from_hex(json_text_member(&reader, body, "content"), &bank->content) ||
        !hash_from_hex(json_text_member(&reader, body, "items"), &bank->items) ||
        !hash_from_hex(json_text_member(&reader, body, "revisions"), &revisions))
        reader.bad = true;
    *bad = reader.bad;
    return reader.bad || check_revisions(verify, entry, first, last, &revisions, err);
}

bool verify_bank_entry(struct verify *verify, const struct journal_entry *entry, struct text code,
                       struct err *err)
{
    struct checked_bank *bank = need_bank(verify, code);
    json_t *body = json_read(entry->body);
    bool bad = !body, ok = true;
    if (body && text_is(entry->kind, "synced"))
        ok = bank_synced(verify, entry, body, bank, &bad, err);
    else if (text_is(entry->kind, "retired"))
        bank->active = false;
    if (bad)
        finding(verify, _("journal: entry %lld (%.*s, %.*s) cannot be read"), (long long)entry->seq,
                TEXT_ARG(entry->stream), TEXT_ARG(entry->kind));
    json_decref(body);
    return ok;
}

/* A row of SQL_BANK_ALL. */
static bool is_as_told(const struct checked_bank *bank, sqlite3_stmt *stmt)
{
    struct hash content;
    return column_hash(stmt, 3, &content) && hash_equal(&content, &bank->content) &&
           text_equal(column_text(stmt, 1), bank->title) && text_equal(column_text(stmt, 2), bank->path) &&
           column_int(stmt, 4) == bank->active && column_int(stmt, 5) == bank->synced_at;
}

static bool compare_items(struct verify *verify, const struct checked_bank *bank, struct err *err)
{
    struct hash found, due = bank->items;
    if (!bank->active) {
        struct hasher nothing;
        hasher_init(&nothing);
        due = hasher_end(&nothing);
    }
    if (!bank_digest(verify->store, bank->code, &found, err))
        return false;
    if (!hash_equal(&found, &due))
        finding(verify, _("bank %.*s: its current items are not those that were synchronised last"),
                TEXT_ARG(bank->code));
    return true;
}

bool verify_banks_end(struct verify *verify, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_BANK_ALL, err);
    if (!stmt)
        return false;
    size_t rows = 0;
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW) {
        const struct checked_bank *bank = find_bank(verify, column_text(stmt, 0));
        if (!bank || !is_as_told(bank, stmt))
            finding(verify, _("bank %.*s: its row is not what the journal tells of it"),
                    TEXT_ARG(column_text(stmt, 0)));
        rows += bank != NULL;
    }
    if (fetch == FETCH_DONE && rows != verify->bank_count)
        finding(verify, _("a bank that stands in the journal has no row"));
    bool ok = fetch == FETCH_DONE;
    for (size_t i = 0; ok && i < verify->bank_count; i++)
        ok = compare_items(verify, &verify->banks[i], err);
    return ok;
}

/* A row of SQL_REVISION_ALL: what repeats the body agrees with it. */
static bool repeats_body(struct verify *verify, sqlite3_stmt *stmt)
{
    struct item item;
    arena_clear(&verify->scratch);
    return item_from_json(column_text(stmt, 11), &verify->scratch, &item, NULL) &&
           text_equal(column_text(stmt, 2), item.id) &&
           text_is(column_text(stmt, 4), item_kind_name(item.kind)) &&
           text_equal(column_text(stmt, 5), item.topic) && column_int(stmt, 6) == item.difficulty &&
           column_int(stmt, 7) == item.keep_order && column_int(stmt, 8) == item_option_count(&item) &&
           column_int(stmt, 9) == (item.enemy_count || item.child_count);
}

static bool check_bodies(struct verify *verify, struct err *err)
{
    sqlite3_stmt *stmt = query(verify->store, SQL_REVISION_ALL, err);
    if (!stmt)
        return false;
    int64_t last = 0;
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW) {
        struct hash noted, hash = hash_of(column_text(stmt, 11));
        last = column_int(stmt, 0);
        if (!column_hash(stmt, 10, &noted) || !hash_equal(&hash, &noted) || !repeats_body(verify, stmt))
            finding(verify, _("item %.*s/%.*s, revision %lld (row %lld): it was altered after it was stored"),
                    TEXT_ARG(column_text(stmt, 1)), TEXT_ARG(column_text(stmt, 2)),
                    (long long)column_int(stmt, 3), (long long)last);
    }
    if (fetch == FETCH_DONE && last != verify->revision)
        finding(verify, _("the last item revision should be %lld, but it is %lld"),
                (long long)verify->revision, (long long)last);
    return fetch == FETCH_DONE;
}

/* A row of SQL_ITEM_ALL: the pointer and what it points at. */
static bool points_well(sqlite3_stmt *stmt)
{
    struct hash own, there;
    return column_hash(stmt, 5, &own) && column_hash(stmt, 9, &there) && hash_equal(&own, &there) &&
           text_equal(column_text(stmt, 0), column_text(stmt, 6)) &&
           text_equal(column_text(stmt, 1), column_text(stmt, 7)) &&
           column_int(stmt, 3) == column_int(stmt, 8);
}

bool verify_items(struct verify *verify, struct err *err)
{
    if (!check_bodies(verify, err))
        return false;
    sqlite3_stmt *stmt = query(verify->store, SQL_ITEM_ALL, err);
    if (!stmt)
        return false;
    enum fetch fetch;
    while ((fetch = query_next(verify->store, stmt, err)) == FETCH_ROW) {
        if (!points_well(stmt))
            finding(verify, _("item %.*s/%.*s: its current revision is not the one it names"),
                    TEXT_ARG(column_text(stmt, 0)), TEXT_ARG(column_text(stmt, 1)));
        if (!find_bank(verify, column_text(stmt, 0)))
            finding(verify, _("item %.*s/%.*s belongs to a bank that was never synchronised"),
                    TEXT_ARG(column_text(stmt, 0)), TEXT_ARG(column_text(stmt, 1)));
    }
    return fetch == FETCH_DONE;
}

static bool check_pool(struct verify *verify, const struct hash *hash, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct pool pool;
    struct err own = ERR_NONE;
    bool loaded = pool_load_saved(verify->store, hash, &arena, &pool, &own);
    struct hash found = {{0}};
    if (loaded)
        found = pool_hash(&pool);
    arena_finish(&arena);
    if (!loaded && own.kind != ERR_DAMAGED && own.kind != ERR_NOT_FOUND)
        return err_set(err, own.kind, "%s", own.message);
    char hex[HASH_HEX_SIZE];
    hash_to_hex(hash, hex);
    if (!loaded || !hash_equal(&found, hash))
        finding(verify, _("pool %s: the items it names are not those of its hash"), hex);
    return true;
}

bool verify_pools(struct verify *verify, struct err *err)
{
    sqlite3_stmt *stmt = query_alone(verify->store, SQL_POOL_ALL, err);
    if (!stmt)
        return false;
    enum fetch fetch;
    bool ok = true;
    while (ok && (fetch = query_next(verify->store, stmt, err)) == FETCH_ROW) {
        struct hash hash;
        if (column_hash(stmt, 0, &hash))
            ok = check_pool(verify, &hash, err);
        else
            finding(verify, _("a pool is stored under a hash of the wrong size"));
    }
    sqlite3_finalize(stmt);
    return ok && fetch == FETCH_DONE;
}

bool verify_people_entry(struct verify *verify, const struct journal_entry *entry, struct text rest,
                         struct err *err)
{
    (void)err;
    if (rest.len || !text_is(entry->kind, "imported"))
        return true;
    struct json_reader reader = {&verify->scratch, false};
    json_t *body = json_read(entry->body);
    verify->roster_told = true;
    if (!hash_from_hex(json_text_member(&reader, body, "roster"), &verify->roster))
        finding(verify, _("journal: entry %lld (%.*s, %.*s) cannot be read"), (long long)entry->seq,
                TEXT_ARG(entry->stream), TEXT_ARG(entry->kind));
    json_decref(body);
    return true;
}

bool verify_people_end(struct verify *verify, struct err *err)
{
    struct hash found, due = verify->roster;
    if (!roster_digest(verify->store, &found, err))
        return false;
    if (!verify->roster_told) {
        struct hasher nobody;
        hasher_init(&nobody);
        due = hasher_end(&nobody);
    }
    if (!hash_equal(&found, &due))
        finding(verify, _("people: numbers, names, units or posts are not those that were imported last"));
    return true;
}
