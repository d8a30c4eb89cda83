#include "core/statistics_private.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

struct statistics *statistics_create(void)
{
    struct statistics *statistics = xcalloc(1, sizeof *statistics);
    statistics->place_count = -1;
    return statistics;
}

static void item_sums_finish(struct item_sums *item)
{
    for (size_t i = 0; i < item->mark_count; i++)
        spread_finish(&item->marks[i].totals);
    spread_finish(&item->none.totals);
    spread_finish(&item->whole.totals);
    spread_finish(&item->times);
    free(item->marks);
    free(item->sums);
    free(item->options);
}

void statistics_destroy(struct statistics *statistics)
{
    if (!statistics)
        return;
    for (size_t i = 0; i < statistics->item_count; i++)
        item_sums_finish(&statistics->items[i]);
    free(statistics->items);
    free(statistics->table);
    free(statistics->places);
    free(statistics->distinct);
    free(statistics->bands);
    free(statistics->totals);
    free(statistics);
}

void statistics_add_total(struct statistics *statistics, mark_t total, mark_t full)
{
    assert(!statistics->divided);
    statistics->totals = xgrow(statistics->totals, &statistics->total_capacity, statistics->total_count + 1,
                               sizeof *statistics->totals);
    statistics->totals[statistics->total_count++] = total;
    if (full > statistics->form_full)
        statistics->form_full = full;
}

/* ---- Groups -------------------------------------------------------------------------------------------- */

/* One group's edge, seen from its own end: whoever is beyond it is in whole, whoever is on it in part. */
struct edge {
    mark_t at;
    double part;
};

/* The group of `part`/`whole` of all people from one end of the ordered totals. */
static struct edge edge_of(const struct statistics *statistics, bool upper, size_t part, size_t whole)
{
    const mark_t *totals = statistics->totals;
    size_t n = statistics->total_count;
    size_t needed = (n * part + whole - 1) / whole; /* the last one who is in, at least in part */
    mark_t at = totals[upper ? n - needed : needed - 1];
    size_t beyond = 0, on = 0;
    for (size_t i = 0; i < n; i++) {
        beyond += upper ? totals[i] > at : totals[i] < at;
        on += totals[i] == at;
    }
    return (struct edge){at, ((double)(n * part) - (double)(beyond * whole)) / (double)(on * whole)};
}

static void add_edge(struct statistics *statistics, mark_t at)
{
    int i = statistics->edge_count;
    for (int k = 0; k < i; k++)
        if (statistics->edges[k] == at)
            return;
    for (; i > 0 && statistics->edges[i - 1] > at; i--)
        statistics->edges[i] = statistics->edges[i - 1];
    statistics->edges[i] = at;
    statistics->edge_count++;
}

static int band_of(const struct statistics *statistics, mark_t total)
{
    int band = 0;
    for (int i = 0; i < statistics->edge_count; i++)
        band += (total >= statistics->edges[i]) + (total > statistics->edges[i]);
    return band;
}

static void weigh(const struct statistics *statistics, struct edge edge, bool upper, double *weights)
{
    int on = band_of(statistics, edge.at);
    for (int band = 0; band < BANDS; band++)
        weights[band] = band == on ? edge.part : (double)(upper ? band > on : band < on);
}

static void make_groups(struct statistics *statistics)
{
    struct edge upper = edge_of(statistics, true, STATISTICS_GROUP_PERCENT, 100);
    struct edge lower = edge_of(statistics, false, STATISTICS_GROUP_PERCENT, 100);
    struct edge top = edge_of(statistics, true, 1, 3), bottom = edge_of(statistics, false, 1, 3);
    add_edge(statistics, upper.at);
    add_edge(statistics, lower.at);
    add_edge(statistics, top.at);
    add_edge(statistics, bottom.at);
    weigh(statistics, upper, true, statistics->upper);
    weigh(statistics, lower, false, statistics->lower);
    double *thirds_upper = statistics->thirds[GROUP_UPPER], *thirds_lower = statistics->thirds[GROUP_LOWER];
    weigh(statistics, top, true, thirds_upper);
    weigh(statistics, bottom, false, thirds_lower);
    for (int band = 0; band < BANDS; band++)
        statistics->thirds[GROUP_MIDDLE][band] = fmax(0, 1 - thirds_upper[band] - thirds_lower[band]);
}

static void find_distinct(struct statistics *statistics)
{
    size_t n = statistics->total_count;
    uint32_t count = 0;
    statistics->distinct = xmalloc(n * sizeof *statistics->distinct);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || statistics->totals[i] != statistics->totals[i - 1])
            statistics->distinct[count++] = statistics->totals[i];
    statistics->distinct_count = count;
    statistics->bands = xmalloc(count);
    for (uint32_t i = 0; i < count; i++)
        statistics->bands[i] = (uint8_t)band_of(statistics, statistics->distinct[i]);
}

void statistics_divide(struct statistics *statistics)
{
    assert(!statistics->divided);
    statistics->divided = true;
    size_t n = statistics->total_count;
    if (n == 0)
        return;
    statistics_sort((uint64_t *)statistics->totals, n);
    if (n >= STATISTICS_MIN_GROUPED && statistics->totals[n - 1] != statistics->totals[0])
        make_groups(statistics);
    find_distinct(statistics);
}

static uint32_t index_of_total(const struct statistics *statistics, mark_t total)
{
    uint32_t low = 0, high = statistics->distinct_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (statistics->distinct[middle] <= total)
            low = middle;
        else
            high = middle;
    }
    assert(high > 0 && statistics->distinct[low] == total);
    return low;
}

/* ---- Items found by revision and child -------------------------------------------------------------------
 */

static size_t place_in_table(const struct statistics *statistics, int64_t revision, int child)
{
    uint64_t key = (uint64_t)revision << 8 ^ (uint64_t)(unsigned)(child + 1);
    key *= UINT64_C(0x9E3779B97F4A7C15);
    size_t mask = statistics->table_size - 1;
    size_t i = (size_t)(key >> 32) & mask;
    while (statistics->table[i]) {
        const struct item_sums *item = &statistics->items[statistics->table[i] - 1];
        if (item->revision == revision && item->child == child)
            break;
        i = (i + 1) & mask;
    }
    return i;
}

static void grow_table(struct statistics *statistics)
{
    free(statistics->table);
    statistics->table_size = statistics->table_size ? 2 * statistics->table_size : 256;
    statistics->table = xcalloc(statistics->table_size, sizeof *statistics->table);
    for (size_t i = 0; i < statistics->item_count; i++) {
        const struct item_sums *item = &statistics->items[i];
        statistics->table[place_in_table(statistics, item->revision, item->child)] = (uint32_t)i + 1;
    }
}

static struct item_sums make_item(const struct statistics *statistics, int64_t revision, int child,
                                  mark_t full)
{
    return (struct item_sums){
        .revision = revision,
        .child = child,
        .full = full,
        .greatest_full = full,
        .none = {.totals.values = statistics->distinct_count},
        .whole = {.mark = full, .totals.values = statistics->distinct_count},
        .times.values = STATISTICS_LONGEST / 100 + 1,
    };
}

static uint32_t find_item(struct statistics *statistics, int64_t revision, int child, mark_t full)
{
    if (2 * statistics->item_count >= statistics->table_size)
        grow_table(statistics);
    size_t at = place_in_table(statistics, revision, child);
    if (!statistics->table[at]) {
        statistics->items = xgrow(statistics->items, &statistics->item_capacity, statistics->item_count + 1,
                                  sizeof *statistics->items);
        statistics->items[statistics->item_count++] = make_item(statistics, revision, child, full);
        statistics->table[at] = (uint32_t)statistics->item_count;
    }
    return statistics->table[at] - 1;
}

/* ---- Responses -------------------------------------------------------------------------------------------
 */

static struct mark_people *add_mark(const struct statistics *statistics, struct item_sums *item, size_t at,
                                    mark_t mark)
{
    item->marks = xgrow(item->marks, &item->mark_capacity, item->mark_count + 1, sizeof *item->marks);
    memmove(&item->marks[at + 1], &item->marks[at], (item->mark_count - at) * sizeof *item->marks);
    item->mark_count++;
    item->marks[at] = (struct mark_people){.mark = mark, .totals.values = statistics->distinct_count};
    return &item->marks[at];
}

static struct mark_people *find_other_mark(const struct statistics *statistics, struct item_sums *item,
                                           mark_t mark)
{
    size_t low = 0, high = item->mark_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (item->marks[middle].mark < mark)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < item->mark_count && item->marks[low].mark == mark)
        return &item->marks[low];
    return add_mark(statistics, item, low, mark);
}

/* No processor foresees who has it right: no branch between nothing and the whole mark. */
static inline struct mark_people *find_mark(const struct statistics *statistics, struct item_sums *item,
                                            mark_t mark)
{
    bool none = mark == 0, whole = mark == item->full;
    if (none | whole)
        return none ? &item->none : &item->whole;
    return find_other_mark(statistics, item, mark);
}

static void add_options(struct item_sums *item, uint32_t chosen, int band)
{
    chosen &= (UINT32_C(1) << STATISTICS_OPTIONS) - 1;
    int count = chosen ? 32 - __builtin_clz(chosen) : 0;
    if (count > item->option_count) {
        item->options = xrealloc(item->options, (size_t)count * sizeof *item->options);
        memset(item->options + item->option_count, 0,
               (size_t)(count - item->option_count) * sizeof *item->options);
        item->option_count = count;
    }
    for (; chosen; chosen &= chosen - 1)
        item->options[__builtin_ctz(chosen)][band]++;
}

static uint32_t tenths(int64_t spent)
{
    return (uint32_t)(spent > STATISTICS_LONGEST ? STATISTICS_LONGEST : spent) / 100;
}

/* What an attempt's responses have in common. */
struct sitting {
    uint32_t total; /* index */
    int band;
    mark_t full;
};

/* Rulings can give people different full marks for the same item. */
static void add_differing(const struct statistics *statistics, struct item_sums *item, mark_t full,
                          const struct sitting *sitting)
{
    item->other_full[sitting->band] += full - item->full;
    item->other_form += sitting->full - statistics->form_full;
    item->fulls_differ |= full != item->full;
    if (full > item->greatest_full)
        item->greatest_full = full;
}

static void add_response(const struct statistics *statistics, struct item_sums *item,
                         const struct tally_slot *slot, const struct sitting *sitting)
{
    spread_add(&find_mark(statistics, item, slot->mark)->totals, sitting->total);
    if (slot->full != item->full || sitting->full != statistics->form_full)
        add_differing(statistics, item, slot->full, sitting);
    if (!slot->given)
        item->blank[sitting->band]++;
    else if (slot->spent > 0)
        spread_add(&item->times, tenths(slot->spent));
    if (slot->pending)
        item->pending++;
    if (slot->chosen)
        add_options(item, slot->chosen, sitting->band);
}

static void make_room(struct statistics *statistics, int count)
{
    size_t before = statistics->place_capacity;
    if ((size_t)count <= before)
        return;
    statistics->places =
        xgrow(statistics->places, &statistics->place_capacity, (size_t)count, sizeof *statistics->places);
    for (size_t i = before; i < statistics->place_capacity; i++)
        statistics->places[i] = (struct place_sums){0};
}

static void put_item(struct statistics *statistics, int i, const struct tally_slot *slot)
{
    struct place_sums *place = &statistics->places[i];
    place->item = find_item(statistics, slot->revision, slot->child, slot->full);
    place->revision = slot->revision;
    place->child = slot->child;
}

static void begin_places(struct statistics *statistics, const struct tally_slot *slots, int count)
{
    statistics->place_count = count;
    for (int i = 0; i < count; i++) {
        put_item(statistics, i, &slots[i]);
        statistics->places[i].full = slots[i].full;
        statistics->places_full += slots[i].full;
    }
}

static inline bool has_item(const struct place_sums *place, const struct tally_slot *slot)
{
    return (place->revision == slot->revision) & (place->child == slot->child);
}

/* Whether the form is the one of the attempt before. */
static bool is_repeated(const struct statistics *statistics, const struct tally_slot *slots, int count)
{
    bool same = count == statistics->place_count;
    for (int i = 0; same && i < count; i++)
        same = has_item(&statistics->places[i], &slots[i]) & (statistics->places[i].full == slots[i].full);
    return same;
}

static void find_items(struct statistics *statistics, const struct tally_slot *slots, int count)
{
    bool same = count == statistics->place_count;
    for (int i = 0; i < count; i++) {
        same &= has_item(&statistics->places[i], &slots[i]);
        statistics->places_differ |= slots[i].full != statistics->places[i].full;
    }
    statistics->places_differ |= count != statistics->place_count;
    if (!same && !statistics->moved) {
        places_from_items(statistics);
        statistics->moved = true;
    }
    for (int i = 0; i < count; i++)
        if (!has_item(&statistics->places[i], &slots[i]))
            put_item(statistics, i, &slots[i]);
}

static mark_t take_form(struct statistics *statistics, const struct tally_slot *slots, int count)
{
    make_room(statistics, count);
    if (statistics->place_count < 0)
        begin_places(statistics, slots, count);
    if (is_repeated(statistics, slots, count))
        return statistics->places_full;
    find_items(statistics, slots, count);
    mark_t full = 0;
    for (int i = 0; i < count; i++)
        full += slots[i].full;
    return full;
}

static void add_to_places(struct statistics *statistics, const struct tally_slot *slots, int count)
{
    for (int i = 0; i < count; i++) {
        statistics->places[i].sum += slots[i].mark;
        statistics->places[i].squares += (wide)slots[i].mark * slots[i].mark;
    }
}

/* The counts of all items together are more than a near cache holds: they are asked for before they are
 * needed, so that the waits run side by side. */
static void fetch_counts(const struct statistics *statistics, const struct tally_slot *slots, int count,
                         uint32_t total)
{
    for (int i = 0; i < count; i++) {
        const struct item_sums *item = &statistics->items[statistics->places[i].item];
        const struct mark_people *people = slots[i].mark ? &item->whole : &item->none;
        if (people->totals.counts)
            __builtin_prefetch(&people->totals.counts[total], 1);
        if (item->times.counts)
            __builtin_prefetch(&item->times.counts[tenths(slots[i].spent)], 1);
    }
}

void statistics_add(struct statistics *statistics, mark_t total, const struct tally_slot *slots, int count)
{
    assert(statistics->divided);
    struct sitting sitting = {.total = index_of_total(statistics, total)};
    sitting.band = statistics->bands[sitting.total];
    sitting.full = take_form(statistics, slots, count);
    if (statistics->moved)
        add_to_places(statistics, slots, count);
    bool pending = false;
    fetch_counts(statistics, slots, count, sitting.total);
    for (int i = 0; i < count; i++) {
        add_response(statistics, &statistics->items[statistics->places[i].item], &slots[i], &sitting);
        pending |= slots[i].pending;
    }
    statistics->pending += pending;
    statistics->attempts++;
}
