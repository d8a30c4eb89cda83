/* Tallies beside the attempts' rows: made when an attempt is saved, read for statistics. */
#include "store/tally.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "core/ranks.h"
#include "store/attempts.h"
#include "store/banks.h"
#include "store/projection.h"
#include "store/statement.h"

#include <stdlib.h>

/* ---- Writing ---------------------------------------------------------------------------------------- */

static uint32_t letters_chosen(struct text t)
{
    uint32_t chosen = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] < 'A' || t.at[i] >= 'A' + ITEM_MAX_OPTIONS)
            return 0;
        chosen |= UINT32_C(1) << (t.at[i] - 'A');
    }
    return chosen;
}

static uint32_t truth_chosen(struct text t)
{
    return text_is(t, "T") ? 1 : text_is(t, "F") ? 2 : 0;
}

static uint32_t segments_chosen(struct text t)
{
    uint32_t chosen = 0;
    struct text part;
    while (text_next(&t, ' ', &part)) {
        int64_t number;
        if (!text_to_int(part, 1, ITEM_MAX_SEGMENTS, &number))
            return 0;
        chosen |= UINT32_C(1) << (number - 1);
    }
    return chosen;
}

/* What a canonical response names; 0 where it is none (an altered journal may hold anything). */
static uint32_t chosen_of(enum item_kind kind, struct text response)
{
    switch (kind) {
    case ITEM_SINGLE:
    case ITEM_MULTIPLE:
        return letters_chosen(response);
    case ITEM_TRUEFALSE:
        return truth_chosen(response);
    case ITEM_SPOT:
        return response.len ? segments_chosen(response) : 0;
    case ITEM_BLANK:
    case ITEM_NUMERIC:
    case ITEM_ORDER:
    case ITEM_MATCH:
    case ITEM_SHORT:
    case ITEM_CASE:
        break;
    }
    return 0;
}

void tally_of_attempt(const struct attempt *attempt, const struct marking *markings, struct buf *out)
{
    int count = attempt->form.count;
    struct tally_slot *slots = xcalloc((size_t)count, sizeof *slots);
    for (int i = 0; i < count; i++) {
        const struct slot *slot = &attempt->form.slots[i];
        struct text response = text_of(attempt->answers[i].text);
        slots[i] = (struct tally_slot){
            .revision = slot->revision,
            .child = slot->child,
            .mark = markings[i].mark,
            .full = markings[i].full,
            .given = response.len > 0,
            .pending = markings[i].pending,
            .chosen = chosen_of(slot->kind, response),
            .spent = attempt->answers[i].spent,
        };
    }
    tally_write(slots, count, out);
    free(slots);
}

bool tally_save(struct store *store, int64_t id, const struct attempt *attempt,
                const struct marking *markings, struct err *err)
{
    must_write(store);
    if (attempt->status == ATTEMPT_RUNNING)
        return true;
    bool submitted = attempt->status == ATTEMPT_SUBMITTED;
    sqlite3_stmt *stmt = query(store, submitted ? SQL_TALLY_SAVE : SQL_TALLY_DROP, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, id);
    if (submitted) {
        buf_clear(&store->scratch);
        tally_of_attempt(attempt, markings, &store->scratch);
        bind_blob(stmt, 2, buf_text(&store->scratch));
    }
    return query_run(store, stmt, err);
}

/* ---- Which attempts there are ----------------------------------------------------------------------- */

/* A submitted attempt while the walk goes on; its number stands in the walk's `numbers`. */
struct stop {
    struct tally_row row;
    size_t number_at;
};

/* A revision's kind, and the ids of a case's children, for attempts that have no tally. */
struct known_item {
    int64_t revision;
    const struct item *item;
};

struct walk {
    struct store *store;
    struct stop *stops;
    size_t count, capacity;
    struct buf numbers;
    uint32_t *order;      /* of the stops, by id */
    sqlite3_stmt *bodies; /* its own copy: the visitor may walk too */
    int64_t at;           /* the attempt whose body `bodies` stands on; 0: none yet; INT64_MAX: no more */
    struct tally_slot *slots;
    size_t slot_capacity;
    struct arena arena, scratch; /* arena: items; scratch: one attempt's responses */
    struct known_item *items;    /* by revision */
    size_t item_count, item_capacity;
};

/* Of SQL_TALLY_STOPS; the number lives until the next row. */
static struct tally_row row_of(sqlite3_value **values)
{
    return (struct tally_row){.attempt = sqlite3_value_int64(values[0]),
                              .number = argument_text(values[1]),
                              .nth = sqlite3_value_int(values[2]),
                              .mark = sqlite3_value_int64(values[3]),
                              .elapsed = sqlite3_value_int64(values[4]),
                              .full = sqlite3_value_int64(values[5]),
                              .pending = sqlite3_value_int(values[6])};
}

static void take_stop(void *context, sqlite3_value **values)
{
    struct walk *walk = context;
    walk->stops = xgrow(walk->stops, &walk->capacity, walk->count + 1, sizeof *walk->stops);
    struct stop *stop = &walk->stops[walk->count++];
    *stop = (struct stop){row_of(values), walk->numbers.len};
    buf_add_text(&walk->numbers, stop->row.number);
}

/* An index holds all of it in the order of numbers, so that the wide rows need not be read; the order of ids
 * is the tallies'. */
static bool find_stops(struct walk *walk, struct text event, struct err *err)
{
    sqlite3_stmt *stmt = query(walk->store, SQL_TALLY_STOPS, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, event);
    if (!query_gather(walk->store, stmt, take_stop, walk, err))
        return false;
    int64_t *ids = xmalloc(walk->count * sizeof *ids);
    int *ranks = xmalloc(walk->count * sizeof *ranks);
    for (size_t i = 0; i < walk->count; i++)
        ids[i] = walk->stops[i].row.attempt;
    walk->order = xmalloc(walk->count * sizeof *walk->order);
    ranks_order((const int64_t *const[]){ids}, 1, walk->count, walk->order, ranks);
    free(ids);
    free(ranks);
    return true;
}

/* ---- Their slots ------------------------------------------------------------------------------------ */

static bool is_damaged(int64_t attempt, struct err *err)
{
    return err_set(err, ERR_DAMAGED, _("attempt %lld is stored wrongly; run ‘biwu verify’"),
                   (long long)attempt);
}

static struct tally_slot *next_slot(struct walk *walk, size_t count)
{
    if (count >= walk->slot_capacity)
        walk->slots = xgrow(walk->slots, &walk->slot_capacity, count + 1, sizeof *walk->slots);
    return &walk->slots[count];
}

static bool read_body(struct walk *walk, int64_t attempt, int *count, struct err *err)
{
    struct text body = column_blob(walk->bodies, 1);
    *count = tally_read(body.at, body.len, &walk->slots, &walk->slot_capacity);
    return *count >= 0 || is_damaged(attempt, err);
}

/* Steps over the tallies up to that of `attempt`; over many of other events in one go. */
static bool seek_body(struct walk *walk, int64_t attempt, struct err *err)
{
    enum { STEPS_MAX = 64 };
    if (walk->at < attempt && attempt - walk->at > STEPS_MAX) {
        sqlite3_reset(walk->bodies);
        bind_int(walk->bodies, 1, attempt);
    }
    while (walk->at < attempt) {
        enum fetch fetch = query_next(walk->store, walk->bodies, err);
        if (fetch == FETCH_FAILED)
            return false;
        walk->at = fetch == FETCH_ROW ? column_int(walk->bodies, 0) : INT64_MAX;
    }
    return true;
}

static int compare_items(const void *left, const void *right)
{
    int64_t a = ((const struct known_item *)left)->revision, b = ((const struct known_item *)right)->revision;
    return (a > b) - (a < b);
}

/* The item as of that revision, read once. NULL: err is set. */
static const struct item *find_item(struct walk *walk, int64_t revision, struct err *err)
{
    struct known_item wanted = {.revision = revision};
    struct known_item *known =
        walk->item_count ? bsearch(&wanted, walk->items, walk->item_count, sizeof *walk->items, compare_items)
                         : NULL;
    if (known)
        return known->item;
    struct item *item = arena_alloc(&walk->arena, sizeof *item);
    if (!items_load(walk->store, &revision, 1, &walk->arena, item, err))
        return NULL;
    wanted.item = item;
    walk->items = xgrow(walk->items, &walk->item_capacity, walk->item_count + 1, sizeof *walk->items);
    size_t at = walk->item_count++;
    for (; at > 0 && walk->items[at - 1].revision > revision; at--)
        walk->items[at] = walk->items[at - 1];
    walk->items[at] = wanted;
    return item;
}

static bool slot_of_response(struct walk *walk, const struct response_record *response,
                             struct tally_slot *out, struct err *err)
{
    const struct item *item = find_item(walk, response->revision, err);
    if (!item)
        return false;
    int child = -1;
    if (item->kind == ITEM_CASE)
        for (int i = 0; i < item->child_count && child < 0; i++)
            if (text_equal(item->children[i].id, response->item))
                child = i;
    *out = (struct tally_slot){
        .revision = response->revision,
        .child = child,
        .mark = response->mark,
        .full = response->full,
        .given = response->response.len > 0,
        .chosen = chosen_of(child >= 0 ? item->children[child].kind : item->kind, response->response),
        .spent = response->spent - response->spent % 100, /* as tallies have it */
    };
    return true;
}

static bool read_responses(struct walk *walk, int64_t attempt, int *count, struct err *err)
{
    struct response_record *responses;
    size_t n;
    arena_clear(&walk->scratch);
    if (!response_rows(walk->store, attempt, &walk->scratch, &responses, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!slot_of_response(walk, &responses[i], next_slot(walk, i), err))
            return false;
    *count = (int)n;
    return true;
}

/* ---- The walk --------------------------------------------------------------------------------------- */

static bool walk_stops(struct walk *walk, tally_visitor *each, void *context, struct err *err)
{
    walk->bodies = query_alone(walk->store, SQL_TALLY_BODIES, err);
    if (!walk->bodies)
        return false;
    bind_int(walk->bodies, 1, walk->count ? walk->stops[walk->order[0]].row.attempt : 0);
    for (size_t i = 0; i < walk->count; i++) {
        struct stop *stop = &walk->stops[walk->order[i]];
        struct tally_row *row = &stop->row;
        int count;
        row->number.at = buf_string(&walk->numbers) + stop->number_at;
        if (!seek_body(walk, row->attempt, err))
            return false;
        bool read = walk->at == row->attempt ? read_body(walk, row->attempt, &count, err)
                                             : read_responses(walk, row->attempt, &count, err);
        if (!read || !each(context, row, walk->slots, count, err))
            return false;
    }
    return true;
}

bool tally_walk(struct store *store, struct text event, tally_visitor *each, void *context, struct err *err)
{
    struct walk walk = {.store = store};
    /* One picture of rows and tallies, while others go on writing. */
    bool own = !store_in_transaction(store);
    if (own && !store_begin_read(store, err))
        return false;
    bool ok = find_stops(&walk, event, err) && walk_stops(&walk, each, context, err);
    sqlite3_finalize(walk.bodies);
    if (own)
        store_rollback(store);
    free(walk.stops);
    free(walk.order);
    free(walk.slots);
    free(walk.items);
    buf_finish(&walk.numbers);
    arena_finish(&walk.scratch);
    arena_finish(&walk.arena);
    return ok;
}

/* A visitor while rows are gathered. */
struct row_visit {
    tally_row_visitor *each;
    void *context;
    bool failed;
    struct err *err;
};

static void visit_row(void *context, sqlite3_value **values)
{
    struct row_visit *visit = context;
    struct tally_row row = row_of(values);
    visit->failed = visit->failed || !visit->each(visit->context, &row, visit->err);
}

bool tally_rows(struct store *store, struct text event, tally_row_visitor *each, void *context,
                struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_TALLY_STOPS, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, event);
    struct row_visit visit = {each, context, false, err};
    return query_gather(store, stmt, visit_row, &visit, err) && !visit.failed;
}
