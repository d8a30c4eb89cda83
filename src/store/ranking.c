#include "store/ranking.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "core/ranks.h"
#include "store/statement.h"

#include <assert.h>
#include <stdlib.h>

/* A ranking while its rows come, by number and attempt. */
struct reading {
    struct ranking *ranking;
    size_t capacity;
    const enum rank_key *chain;
    int chain_count;
};

static bool is_better(const struct reading *reading, const struct ranking_entry *a,
                      const struct ranking_entry *b)
{
    for (int i = 0; i < reading->chain_count; i++) {
        int64_t left = standing_worth(reading->chain[i], a->marks, a->elapsed, a->submitted);
        int64_t right = standing_worth(reading->chain[i], b->marks, b->elapsed, b->submitted);
        if (left != right)
            return left < right;
    }
    return a->attempt < b->attempt;
}

static struct text number_of(const struct ranking *ranking, const struct ranking_entry *entry)
{
    return text_make(buf_text(&ranking->numbers).at + entry->number_at, entry->number_len);
}

static bool add_entry(struct reading *reading, struct ranking_entry entry, struct text number,
                      struct err *err)
{
    struct ranking *ranking = reading->ranking;
    struct ranking_entry *last = ranking->count ? &ranking->entries[ranking->count - 1] : NULL;
    if (last && text_equal(number_of(ranking, last), number)) {
        entry.number_at = last->number_at;
        entry.number_len = last->number_len;
        if (is_better(reading, &entry, last))
            *last = entry;
        return true;
    }
    if (number.len > UINT16_MAX || ranking->numbers.len > UINT32_MAX - UINT16_MAX)
        return err_set(err, ERR_DAMAGED, _("attempt %lld is stored wrongly; run ‘biwu verify’"),
                       (long long)entry.attempt);
    entry.number_at = (uint32_t)ranking->numbers.len;
    entry.number_len = (uint16_t)number.len;
    buf_add_text(&ranking->numbers, number);
    ranking->entries =
        xgrow(ranking->entries, &reading->capacity, ranking->count + 1, sizeof *ranking->entries);
    ranking->entries[ranking->count++] = entry;
    return true;
}

static bool read_entries(struct store *store, struct text event, struct reading *reading, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_RANKING, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, event);
    enum fetch fetch;
    bool ok = true;
    while (ok && (fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        struct ranking_entry entry = {.attempt = column_int(stmt, 0),
                                      .marks = column_int(stmt, 2),
                                      .elapsed = column_int(stmt, 3),
                                      .submitted = column_int(stmt, 4),
                                      .passed = column_int(stmt, 5)};
        ok = add_entry(reading, entry, column_text(stmt, 1), err);
    }
    sqlite3_reset(stmt);
    return ok && fetch == FETCH_DONE;
}

static void rank_entries(struct ranking *ranking, const enum rank_key *chain, int chain_count)
{
    int64_t *columns[RANK_KEYS_MAX];
    size_t count = ranking->count;
    assert(chain_count <= RANK_KEYS_MAX);
    ranking->order = xmalloc(count * sizeof *ranking->order);
    ranking->ranks = xmalloc(count * sizeof *ranking->ranks);
    for (int k = 0; k < chain_count; k++) {
        columns[k] = xmalloc(count * sizeof *columns[k]);
        for (size_t i = 0; i < count; i++) {
            const struct ranking_entry *entry = &ranking->entries[i];
            columns[k][i] = standing_worth(chain[k], entry->marks, entry->elapsed, entry->submitted);
        }
    }
    ranks_order((const int64_t *const *)columns, chain_count, count, ranking->order, ranking->ranks);
    for (int k = 0; k < chain_count; k++)
        free(columns[k]);
}

bool ranking_read(struct store *store, struct text event, const enum rank_key *chain, int chain_count,
                  struct ranking *out, struct err *err)
{
    *out = (struct ranking){.count = 0};
    struct reading reading = {out, 0, chain, chain_count};
    if (!read_entries(store, event, &reading, err)) {
        ranking_finish(out);
        return false;
    }
    rank_entries(out, chain, chain_count);
    return true;
}

void ranking_finish(struct ranking *ranking)
{
    free(ranking->entries);
    free(ranking->order);
    free(ranking->ranks);
    buf_finish(&ranking->numbers);
}

struct text ranking_number(const struct ranking *ranking, size_t place)
{
    return number_of(ranking, &ranking->entries[ranking->order[place]]);
}

/* ---- Names ------------------------------------------------------------------------------------------ */

/* Walks the roster beside the entries, both by number. */
struct roster_walk {
    struct store *store;
    sqlite3_stmt *stmt;
    bool begun, over;
};

static bool step(struct roster_walk *walk, struct err *err)
{
    enum fetch fetch = query_next(walk->store, walk->stmt, err);
    walk->begun = true;
    walk->over = fetch == FETCH_DONE;
    return fetch != FETCH_FAILED;
}

/* To the first person not below `number`: step by step, or by seeking when that is far. */
static bool seek(struct roster_walk *walk, struct text number, struct err *err)
{
    enum { STEPS_MAX = 16 };
    for (int steps = 0; walk->begun && !walk->over; steps++) {
        if (text_compare(column_text(walk->stmt, 0), number) >= 0)
            return true;
        if (steps == STEPS_MAX)
            break;
        if (!step(walk, err))
            return false;
    }
    if (walk->over)
        return true;
    sqlite3_reset(walk->stmt);
    bind_text(walk->stmt, 1, number);
    return step(walk, err);
}

static bool name_person(struct roster_walk *walk, struct text number, struct arena *arena, struct person *out,
                        struct err *err)
{
    *out = (struct person){.number = arena_text(arena, number)};
    if (!seek(walk, number, err))
        return false;
    if (walk->over || !text_equal(column_text(walk->stmt, 0), number))
        return true;
    out->name = arena_text(arena, column_text(walk->stmt, 1));
    out->unit = arena_text(arena, column_text(walk->stmt, 2));
    out->post = arena_text(arena, column_text(walk->stmt, 3));
    return true;
}

bool ranking_rows(struct store *store, const struct ranking *ranking, struct arena *arena,
                  struct standing_row **out, struct err *err)
{
    struct roster_walk walk = {.store = store, .stmt = query(store, SQL_PERSON_FROM, err)};
    if (!walk.stmt)
        return false;
    struct standing_row *rows = arena_array(arena, ranking->count, sizeof *rows);
    uint32_t *place_of = xmalloc(ranking->count * sizeof *place_of);
    for (size_t place = 0; place < ranking->count; place++)
        place_of[ranking->order[place]] = (uint32_t)place;
    bool ok = true;
    for (size_t i = 0; ok && i < ranking->count; i++) {
        const struct ranking_entry *entry = &ranking->entries[i];
        struct standing_row *row = &rows[place_of[i]];
        *row = (struct standing_row){.marks = entry->marks,
                                     .elapsed = entry->elapsed,
                                     .submitted = entry->submitted,
                                     .passed = entry->passed,
                                     .attempt = entry->attempt,
                                     .rank = ranking->ranks[place_of[i]]};
        ok = name_person(&walk, number_of(ranking, entry), arena, &row->person, err);
    }
    sqlite3_reset(walk.stmt);
    free(place_of);
    *out = rows;
    return ok;
}

bool ranking_of_event(struct store *store, struct text event, const enum rank_key *chain, int chain_count,
                      struct arena *arena, struct standing_row **out, size_t *count, struct err *err)
{
    struct ranking ranking;
    if (!ranking_read(store, event, chain, chain_count, &ranking, err))
        return false;
    *count = ranking.count;
    bool ok = ranking_rows(store, &ranking, arena, out, err);
    ranking_finish(&ranking);
    return ok;
}
