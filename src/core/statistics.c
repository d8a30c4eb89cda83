#include "core/statistics_private.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

static mark_t unit_of(int decimals)
{
    mark_t unit = MARK_ONE;
    for (int i = 0; i < decimals; i++)
        unit /= 10;
    return unit;
}

struct statistics *statistics_create(int decimals)
{
    assert(decimals >= 0 && decimals <= MARK_DECIMALS);
    struct statistics *statistics = xcalloc(1, sizeof *statistics);
    statistics->unit = unit_of(decimals);
    statistics->place_count = -1;
    return statistics;
}

static void item_sums_finish(struct item_sums *item)
{
    spread_finish(&item->rests);
    spread_finish(&item->times);
    free(item->marks);
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
    free(statistics->expected);
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

void statistics_divide(struct statistics *statistics)
{
    assert(!statistics->divided);
    statistics->divided = true;
    size_t n = statistics->total_count;
    if (n == 0)
        return;
    statistics_sort((uint64_t *)statistics->totals, n);
    mark_t best = statistics->totals[n - 1];
    /* Very large totals with many decimals: coarser, so that a rest fits. */
    while (best / statistics->unit >= UINT32_MAX)
        statistics->unit *= 10;
    statistics->rest_values = (uint32_t)(best / statistics->unit) + 1;
    if (n >= STATISTICS_MIN_GROUPED && best != statistics->totals[0])
        make_groups(statistics);
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

static uint32_t find_item(struct statistics *statistics, int64_t revision, int child)
{
    if (2 * statistics->item_count >= statistics->table_size)
        grow_table(statistics);
    size_t at = place_in_table(statistics, revision, child);
    if (!statistics->table[at]) {
        statistics->items = xgrow(statistics->items, &statistics->item_capacity, statistics->item_count + 1,
                                  sizeof *statistics->items);
        statistics->items[statistics->item_count++] = (struct item_sums){
            .revision = revision,
            .child = child,
            .rests.values = statistics->rest_values,
            .times.values = STATISTICS_LONGEST / 100 + 1,
        };
        statistics->table[at] = (uint32_t)statistics->item_count;
    }
    return statistics->table[at] - 1;
}

/* ---- Responses -------------------------------------------------------------------------------------------
 */

static struct mark_sums *add_mark(const struct statistics *statistics, struct item_sums *item, size_t at,
                                  mark_t mark)
{
    item->marks = xgrow(item->marks, &item->mark_capacity, item->mark_count + 1, sizeof *item->marks);
    memmove(&item->marks[at + 1], &item->marks[at], (item->mark_count - at) * sizeof *item->marks);
    item->mark_count++;
    item->marks[at] = (struct mark_sums){.mark = mark, .units = (uint32_t)(mark / statistics->unit)};
    return &item->marks[at];
}

static struct mark_sums *find_mark(const struct statistics *statistics, struct item_sums *item, mark_t mark)
{
    size_t low = 0, high = item->mark_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (item->marks[middle].mark == mark)
            return &item->marks[middle];
        if (item->marks[middle].mark < mark)
            low = middle + 1;
        else
            high = middle;
    }
    return add_mark(statistics, item, low, mark);
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
    mark_t total, full;
    wide square;
    uint32_t units;
    int band;
};

static void add_response(const struct statistics *statistics, struct item_sums *item,
                         const struct tally_slot *slot, const struct sitting *sitting)
{
    int band = sitting->band;
    struct mark_sums *mark = find_mark(statistics, item, slot->mark);
    mark->people[band]++;
    mark->totals += sitting->total;
    item->squares += sitting->square;
    item->fulls[band] += slot->full;
    item->forms += sitting->full;
    if (slot->full > item->full)
        item->full = slot->full;
    spread_add(&item->rests, sitting->units > mark->units ? sitting->units - mark->units : 0);
    if (slot->given) {
        item->given++;
        item->pending += slot->pending;
        if (slot->spent > 0)
            spread_add(&item->times, tenths(slot->spent));
    } else {
        item->blank[band]++;
    }
    add_options(item, slot->chosen, band);
}

static void prepare_places(struct statistics *statistics, const struct tally_slot *slots, int count)
{
    size_t capacity = statistics->place_capacity;
    if ((size_t)count > capacity) {
        statistics->places =
            xgrow(statistics->places, &statistics->place_capacity, (size_t)count, sizeof *statistics->places);
        statistics->expected =
            xrealloc(statistics->expected, statistics->place_capacity * sizeof *statistics->expected);
        size_t more = statistics->place_capacity - capacity;
        memset(statistics->places + capacity, 0, more * sizeof *statistics->places);
        memset(statistics->expected + capacity, 0, more * sizeof *statistics->expected);
    }
    if (statistics->place_count < 0) {
        statistics->place_count = count;
        for (int i = 0; i < count; i++)
            statistics->places[i].full = slots[i].full;
    }
    statistics->places_differ |= count != statistics->place_count;
}

static void add_to_place(struct statistics *statistics, int i, const struct tally_slot *slot)
{
    struct place_sums *place = &statistics->places[i];
    statistics->places_differ |= slot->full != place->full;
    place->sum += slot->mark;
    place->squares += (wide)slot->mark * slot->mark;
    statistics->partial |= slot->mark != 0 && slot->mark != slot->full;
}

/* Forms mostly repeat the order of the one before, so the item that stood there last is tried first. */
static struct item_sums *item_at(struct statistics *statistics, int i, const struct tally_slot *slot)
{
    uint32_t index = statistics->expected[i];
    if (index >= statistics->item_count || statistics->items[index].revision != slot->revision ||
        statistics->items[index].child != slot->child) {
        index = find_item(statistics, slot->revision, slot->child);
        statistics->expected[i] = index;
    }
    return &statistics->items[index];
}

void statistics_add(struct statistics *statistics, mark_t total, const struct tally_slot *slots, int count)
{
    assert(statistics->divided);
    struct sitting sitting = {.total = total,
                              .square = (wide)total * total,
                              .units = (uint32_t)(total / statistics->unit),
                              .band = band_of(statistics, total)};
    bool pending = false;
    for (int i = 0; i < count; i++) {
        sitting.full += slots[i].full;
        pending |= slots[i].pending;
    }
    prepare_places(statistics, slots, count);
    statistics->attempts++;
    statistics->pending += pending;
    for (int i = 0; i < count; i++) {
        add_to_place(statistics, i, &slots[i]);
        add_response(statistics, item_at(statistics, i, &slots[i]), &slots[i], &sitting);
    }
}
