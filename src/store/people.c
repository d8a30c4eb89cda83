#include "store/people.h"

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/journal.h"
#include "store/projection.h"
#include "store/statement.h"

#include <stdlib.h>

static struct person_record record_of_row(sqlite3_stmt *stmt, struct arena *arena)
{
    return (struct person_record){
        .person = {.number = arena_text(arena, column_text(stmt, 0)),
                   .name = arena_text(arena, column_text(stmt, 1)),
                   .unit = arena_text(arena, column_text(stmt, 2)),
                   .post = arena_text(arena, column_text(stmt, 3))},
        .pin_hash = arena_text(arena, column_text(stmt, 4)),
        .active = column_int(stmt, 5),
        .wrong = (int)column_int(stmt, 6),
        .blocked_until = column_int(stmt, 7),
        .locked = column_int(stmt, 8),
    };
}

static bool no_such_person(struct text number, struct err *err)
{
    return err_set(err, ERR_NOT_FOUND, _("there is nobody with the number %.*s"), TEXT_ARG(number));
}

bool person_find(struct store *store, struct text number, struct arena *arena, struct person_record *out,
                 struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_PERSON_FIND, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, number);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    if (!found)
        return no_such_person(number, err);
    *out = record_of_row(stmt, arena);
    sqlite3_reset(stmt);
    return true;
}

bool person_list(struct store *store, bool everyone, struct arena *arena, struct person_record **out,
                 size_t *count, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_PERSON_LIST, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, everyone);
    struct person_record *list = NULL;
    size_t capacity = 0, n = 0;
    enum fetch fetch;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        list = xgrow(list, &capacity, n + 1, sizeof *list);
        list[n++] = record_of_row(stmt, arena);
    }
    if (fetch == FETCH_DONE) {
        *out = arena_array(arena, n, sizeof **out);
        if (n)
            memcpy(*out, list, n * sizeof *list);
        *count = n;
    }
    free(list);
    return fetch == FETCH_DONE;
}

bool person_list_known(struct store *store, struct arena *arena, struct known_person **out, size_t *count,
                       struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_PERSON_KNOWN, err);
    if (!stmt)
        return false;
    struct known_person *list = NULL;
    size_t capacity = 0, n = 0;
    enum fetch fetch;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        list = xgrow(list, &capacity, n + 1, sizeof *list);
        list[n++] = (struct known_person){
            .person = {.number = arena_text(arena, column_text(stmt, 0)),
                       .name = arena_text(arena, column_text(stmt, 1)),
                       .unit = arena_text(arena, column_text(stmt, 2)),
                       .post = arena_text(arena, column_text(stmt, 3))},
            .active = column_int(stmt, 4),
        };
    }
    if (fetch == FETCH_DONE) {
        *out = arena_array(arena, n, sizeof **out);
        if (n)
            memcpy(*out, list, n * sizeof *list);
        *count = n;
    }
    free(list);
    return fetch == FETCH_DONE;
}

/* One row of the new roster with its PIN's hash. */
struct newcomer {
    const struct person *person;
    struct text pin_hash;
};

static int by_number(const void *a, const void *b)
{
    const struct newcomer *x = a, *y = b;
    return text_compare(x->person->number, y->person->number);
}

static struct newcomer *sorted_roster(const struct person *people, const struct text *pin_hashes,
                                      size_t count)
{
    struct newcomer *roster = xcalloc(count, sizeof *roster);
    for (size_t i = 0; i < count; i++)
        roster[i] = (struct newcomer){&people[i], pin_hashes ? pin_hashes[i] : text_make("", 0)};
    qsort(roster, count, sizeof *roster, by_number);
    return roster;
}

static bool put_person(struct store *store, enum statement how, const struct newcomer *newcomer,
                       struct err *err)
{
    sqlite3_stmt *stmt = query(store, how, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, newcomer->person->number);
    bind_text(stmt, 2, newcomer->person->name);
    bind_text(stmt, 3, newcomer->person->unit);
    bind_text(stmt, 4, newcomer->person->post);
    bind_text(stmt, 5, newcomer->pin_hash);
    return query_run(store, stmt, err);
}

static bool person_leaves(struct store *store, struct text number, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_PERSON_LEAVE, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, number);
    return query_run(store, stmt, err) && store_tickets_drop_of(store, number, err);
}

static bool is_same(const struct person *a, const struct person *b)
{
    return text_equal(a->name, b->name) && text_equal(a->unit, b->unit) && text_equal(a->post, b->post);
}

/* The roster being made what the file says. */
struct import {
    struct store *store;
    bool dry_run;
    int64_t *counts;
};

static bool leave(struct import *import, const struct person_record *known, struct err *err)
{
    if (!known->active)
        return true;
    import->counts[PERSON_GONE]++;
    return import->dry_run || person_leaves(import->store, known->person.number, err);
}

static bool come(struct import *import, const struct person_record *known, const struct newcomer *newcomer,
                 struct err *err)
{
    enum person_change change = PERSON_ADDED;
    if (known && known->active)
        change = is_same(&known->person, newcomer->person) ? PERSON_UNCHANGED : PERSON_CHANGED;
    import->counts[change]++;
    if (import->dry_run || (change == PERSON_UNCHANGED && newcomer->pin_hash.len == 0))
        return true;
    return put_person(import->store, known ? SQL_PERSON_CHANGE : SQL_PERSON_ADD, newcomer, err);
}

static bool merge_roster(struct import *import, const struct person_record *known, size_t known_count,
                         const struct newcomer *roster, size_t count, struct err *err)
{
    size_t k = 0;
    for (size_t i = 0; i < count; i++) {
        int order = -1;
        struct text number = roster[i].person->number;
        while (k < known_count && (order = text_compare(known[k].person.number, number)) < 0)
            if (!leave(import, &known[k++], err))
                return false;
        bool there = k < known_count && order == 0;
        if (!come(import, there ? &known[k++] : NULL, &roster[i], err))
            return false;
    }
    while (k < known_count)
        if (!leave(import, &known[k++], err))
            return false;
    return true;
}

bool roster_digest(struct store *store, struct hash *out, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_PERSON_LIST, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, false);
    struct hasher hasher;
    hasher_init(&hasher);
    enum fetch fetch;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW)
        for (int i = 0; i < 4; i++)
            hasher_add_framed(&hasher, column_text(stmt, i));
    *out = hasher_end(&hasher);
    return fetch == FETCH_DONE;
}

static bool append(struct store *store, const char *kind, const struct buf *body, int64_t at,
                   struct text actor, struct err *err)
{
    struct journal_entry entry = {
        .stream = TEXT("people"), .at = at, .actor = actor, .kind = text_of(kind), .body = buf_text(body)};
    return journal_append(store, &entry, err);
}

static bool journal_import(struct store *store, const int64_t counts[static PERSON_CHANGES], int64_t at,
                           struct text actor, struct err *err)
{
    struct hash digest;
    if (!roster_digest(store, &digest, err))
        return false;
    char hex[HASH_HEX_SIZE];
    hash_to_hex(&digest, hex);
    struct buf body = BUF_EMPTY;
    buf_add_char(&body, '{');
    json_add_member_int(&body, "added", counts[PERSON_ADDED]);
    json_add_member_int(&body, "changed", counts[PERSON_CHANGED]);
    json_add_member_int(&body, "unchanged", counts[PERSON_UNCHANGED]);
    json_add_member_int(&body, "gone", counts[PERSON_GONE]);
    json_add_member(&body, "roster", text_of(hex));
    buf_add_char(&body, '}');
    bool ok = append(store, "imported", &body, at, actor, err);
    buf_finish(&body);
    return ok;
}

bool people_import(struct store *store, const struct person *people, const struct text *pin_hashes,
                   size_t count, bool dry_run, int64_t at, struct text actor,
                   int64_t counts[static PERSON_CHANGES], struct err *err)
{
    if (!dry_run)
        must_write(store);
    struct arena arena = ARENA_EMPTY;
    struct person_record *known = NULL;
    size_t known_count = 0;
    for (int i = 0; i < PERSON_CHANGES; i++)
        counts[i] = 0;
    struct newcomer *roster = sorted_roster(people, pin_hashes, count);
    struct import import = {store, dry_run, counts};
    bool ok = person_list(store, true, &arena, &known, &known_count, err) &&
              merge_roster(&import, known, known_count, roster, count, err) &&
              (dry_run || journal_import(store, counts, at, actor, err));
    free(roster);
    arena_finish(&arena);
    return ok;
}

bool person_set_pin(struct store *store, struct text number, struct text pin_hash, int64_t at,
                    struct text actor, struct err *err)
{
    must_write(store);
    sqlite3_stmt *stmt = query(store, SQL_PERSON_PIN, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, number);
    bind_text(stmt, 2, pin_hash);
    if (!query_run(store, stmt, err))
        return false;
    if (sqlite3_changes(store->db) == 0)
        return no_such_person(number, err);
    if (!store_tickets_drop_of(store, number, err))
        return false;
    struct buf body = BUF_EMPTY;
    buf_add_char(&body, '{');
    json_add_member(&body, "number", number);
    buf_add_char(&body, '}');
    bool ok = append(store, "pin changed", &body, at, actor, err);
    buf_finish(&body);
    return ok;
}

bool person_set_tries(struct store *store, struct text number, int wrong, int64_t blocked_until, bool locked,
                      struct err *err)
{
    must_write(store);
    sqlite3_stmt *stmt = query(store, SQL_PERSON_TRIES, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, number);
    bind_int(stmt, 2, wrong);
    bind_int(stmt, 3, blocked_until);
    bind_int(stmt, 4, locked);
    if (!query_run(store, stmt, err))
        return false;
    return sqlite3_changes(store->db) > 0 || no_such_person(number, err);
}
