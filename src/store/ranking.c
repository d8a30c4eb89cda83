#include "store/ranking.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "core/ranks.h"
#include "store/statement.h"

#include <assert.h>
#include <stdlib.h>

/* A ranking while its rows come, by number as the index has them. */
struct reading {
    struct ranking *ranking;
    size_t capacity;
    const enum rank_key *chain;
    int chain_count;
    bool with_submitted;
    bool unsorted; /* a number came after a greater one */
    bool too_much;
};

static struct text number_of(const struct ranking *ranking, const struct ranking_entry *entry)
{
    return text_make(buf_text(&ranking->numbers).at + entry->number_at, entry->number_len);
}

static bool is_better(const struct ranking_entry *a, const struct ranking_entry *b,
                      const struct reading *reading)
{
    for (int i = 0; i < reading->chain_count; i++) {
        int64_t left = standing_worth(reading->chain[i], a->marks, a->elapsed, a->submitted);
        int64_t right = standing_worth(reading->chain[i], b->marks, b->elapsed, b->submitted);
        if (left != right)
            return left < right;
    }
    return a->attempt < b->attempt;
}

static void take_entry(void *context, sqlite3_value **values)
{
    struct reading *reading = context;
    struct ranking *ranking = reading->ranking;
    ranking->entries =
        xgrow(ranking->entries, &reading->capacity, ranking->count + 1, sizeof *ranking->entries);
    struct ranking_entry *entry = &ranking->entries[ranking->count++];
    struct text number = argument_text(values[1]);
    *entry = (struct ranking_entry){.attempt = sqlite3_value_int64(values[0]),
                                    .marks = sqlite3_value_int64(values[2]),
                                    .elapsed = sqlite3_value_int64(values[3]),
                                    .submitted = reading->with_submitted ? sqlite3_value_int64(values[4]) : 0,
                                    .number_at = (uint32_t)ranking->numbers.len,
                                    .number_len = (uint32_t)number.len};
    int order = ranking->count > 1 ? text_compare(number_of(ranking, entry - 1), number) : -1;
    if (order == 0) {
        /* The person's next attempt. */
        entry->number_at = entry[-1].number_at;
        if (is_better(entry, entry - 1, reading))
            entry[-1] = *entry;
        ranking->count--;
        return;
    }
    reading->unsorted = reading->unsorted || order > 0;
    reading->too_much = reading->too_much || ranking->numbers.len + number.len > UINT32_MAX;
    buf_add_text(&ranking->numbers, number);
}

static int compare_numbers(const void *left, const void *right, void *context)
{
    const struct ranking_entry *a = left, *b = right;
    int order = text_compare(number_of(context, a), number_of(context, b));
    return order != 0 ? order : (a->attempt > b->attempt) - (a->attempt < b->attempt);
}

/* For the case that SQLite finds the rows in another order some day. */
static void sort_entries(struct ranking *ranking, const struct reading *reading)
{
    struct ranking_entry *entries = ranking->entries;
    size_t kept = 0;
    qsort_r(entries, ranking->count, sizeof *entries, compare_numbers, ranking);
    for (size_t i = 0; i < ranking->count; i++)
        if (kept == 0 || !text_equal(number_of(ranking, &entries[kept - 1]), number_of(ranking, &entries[i])))
            entries[kept++] = entries[i];
        else if (is_better(&entries[i], &entries[kept - 1], reading))
            entries[kept - 1] = entries[i];
    ranking->count = kept;
}

static bool read_entries(struct store *store, struct text event, struct ranking *ranking,
                         const enum rank_key *chain, int chain_count, struct err *err)
{
    struct reading reading = {.ranking = ranking, .chain = chain, .chain_count = chain_count};
    for (int i = 0; i < chain_count; i++)
        reading.with_submitted = reading.with_submitted || chain[i] == RANK_SUBMITTED;
    sqlite3_stmt *stmt = query(store, reading.with_submitted ? SQL_RANKING_SUBMITTED : SQL_RANKING, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, event);
    if (!query_gather(store, stmt, take_entry, &reading, err))
        return false;
    if (reading.too_much)
        return err_set(err, ERR_DAMAGED, _("the results are stored wrongly; run ‘biwu verify’"));
    if (reading.unsorted)
        sort_entries(ranking, &reading);
    return true;
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
    if (!read_entries(store, event, out, chain, chain_count, err)) {
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

static void fill_row(const struct ranking *ranking, size_t i, size_t place, sqlite3_stmt *stmt,
                     struct arena *arena, struct standing_row *out)
{
    const struct ranking_entry *entry = &ranking->entries[i];
    *out = (struct standing_row){.person = {.number = arena_text(arena, number_of(ranking, entry)),
                                            .name = arena_text(arena, column_text(stmt, 3)),
                                            .unit = arena_text(arena, column_text(stmt, 4)),
                                            .post = arena_text(arena, column_text(stmt, 5))},
                                 .marks = entry->marks,
                                 .elapsed = entry->elapsed,
                                 .submitted = column_int(stmt, 1),
                                 .passed = column_int(stmt, 2),
                                 .pending = (int)column_int(stmt, 6),
                                 .attempt = entry->attempt,
                                 .rank = ranking->ranks[place]};
}

/* The results again, this time with names, beside the entries: both are in order of number. */
static bool name_entries(struct store *store, struct text event, const struct ranking *ranking,
                         const uint32_t *place_of, struct arena *arena, struct standing_row *rows,
                         struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_RANKING_NAMES, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, event);
    enum fetch fetch;
    size_t i = 0;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW)
        if (i < ranking->count && column_int(stmt, 0) == ranking->entries[i].attempt) {
            fill_row(ranking, i, place_of[i], stmt, arena, &rows[place_of[i]]);
            i++;
        }
    if (fetch == FETCH_DONE && i < ranking->count)
        return err_set(err, ERR_DAMAGED, _("the results are stored wrongly; run ‘biwu verify’"));
    return fetch == FETCH_DONE;
}

static bool read_and_name(struct store *store, struct text event, const enum rank_key *chain, int chain_count,
                          struct arena *arena, struct standing_row **out, size_t *count, struct err *err)
{
    struct ranking ranking;
    if (!ranking_read(store, event, chain, chain_count, &ranking, err))
        return false;
    uint32_t *place_of = xmalloc(ranking.count * sizeof *place_of);
    for (size_t place = 0; place < ranking.count; place++)
        place_of[ranking.order[place]] = (uint32_t)place;
    *out = arena_array(arena, ranking.count, sizeof **out);
    *count = ranking.count;
    bool ok = name_entries(store, event, &ranking, place_of, arena, *out, err);
    free(place_of);
    ranking_finish(&ranking);
    return ok;
}

bool ranking_of_event(struct store *store, struct text event, const enum rank_key *chain, int chain_count,
                      struct arena *arena, struct standing_row **out, size_t *count, struct err *err)
{
    /* One picture of results and names, while others go on writing. */
    bool own = !store_in_transaction(store);
    if (own && !store_begin_read(store, err))
        return false;
    bool ok = read_and_name(store, event, chain, chain_count, arena, out, count, err);
    if (own)
        store_rollback(store);
    return ok;
}
