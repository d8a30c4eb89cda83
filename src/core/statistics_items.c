#include "core/statistics_private.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

static void put_mark(struct item_sums *item, struct mark_people *people)
{
    size_t at = 0;
    if (people->totals.count == 0 && !people->totals.counts)
        return;
    while (at < item->mark_count && item->marks[at].mark < people->mark)
        at++;
    item->marks = xgrow(item->marks, &item->mark_capacity, item->mark_count + 1, sizeof *item->marks);
    memmove(&item->marks[at + 1], &item->marks[at], (item->mark_count - at) * sizeof *item->marks);
    item->marks[at] = *people;
    item->mark_count++;
    people->totals = (struct spread){0};
}

void item_settle(const struct statistics *statistics, struct item_sums *item)
{
    put_mark(item, &item->none);
    put_mark(item, &item->whole);
    item->sums = xcalloc(item->mark_count, sizeof *item->sums);
    for (size_t i = 0; i < item->mark_count; i++) {
        struct mark_sums *sums = &item->sums[i];
        spread_settle(&item->marks[i].totals);
        struct spread_run run = {.spread = &item->marks[i].totals};
        while (spread_next(&run)) {
            mark_t total = statistics->distinct[run.value];
            sums->people[statistics->bands[run.value]] += run.count;
            sums->totals += total * run.count;
            item->squares += (wide)total * total * run.count;
        }
    }
    spread_settle(&item->times);
}

static int64_t people_of(const struct mark_people *marks)
{
    return (int64_t)marks->totals.count;
}

/* People with the item in a band. */
static int64_t people_in_band(const struct item_sums *item, int band)
{
    int64_t people = 0;
    for (size_t i = 0; i < item->mark_count; i++)
        people += item->sums[i].people[band];
    return people;
}

static mark_t full_in_band(const struct item_sums *item, int band)
{
    return people_in_band(item, band) * item->full + item->other_full[band];
}

static void add_to_place(struct place_sums *place, struct mark_people *marks)
{
    if (marks->totals.counts)
        spread_settle(&marks->totals);
    place->sum += people_of(marks) * marks->mark;
    place->squares += (wide)people_of(marks) * marks->mark * marks->mark;
}

void places_from_items(struct statistics *statistics)
{
    for (int i = 0; i < statistics->place_count && statistics->attempts > 0; i++) {
        struct place_sums *place = &statistics->places[i];
        struct item_sums *item = &statistics->items[place->item];
        add_to_place(place, &item->whole);
        for (size_t k = 0; k < item->mark_count; k++)
            add_to_place(place, &item->marks[k]);
    }
}

struct moments item_moments(const struct item_sums *item)
{
    struct moments m = {.tt = item->squares};
    for (size_t i = 0; i < item->mark_count; i++) {
        const struct mark_people *marks = &item->marks[i];
        wide people = people_of(marks);
        m.n += people;
        m.x += people * marks->mark;
        m.xx += people * marks->mark * marks->mark;
        m.t += item->sums[i].totals;
        m.xt += (wide)item->sums[i].totals * marks->mark;
    }
    return m;
}

wide moments_vx(const struct moments *m)
{
    return m->n * m->xx - m->x * m->x;
}

wide moments_vt(const struct moments *m)
{
    return m->n * m->tt - m->t * m->t;
}

wide moments_xt(const struct moments *m)
{
    return m->n * m->xt - m->x * m->t;
}

/* How many people have a certain rest. */
struct rest {
    mark_t rest;
    int64_t people;
};

struct rests {
    struct rest *at;
    size_t count, capacity;
};

static void add_rest(struct rests *rests, mark_t rest, int64_t people)
{
    if (rests->count && rests->at[rests->count - 1].rest == rest) {
        rests->at[rests->count - 1].people += people;
        return;
    }
    rests->at = xgrow(rests->at, &rests->capacity, rests->count + 1, sizeof *rests->at);
    rests->at[rests->count++] = (struct rest){rest, people};
}

/* `out` = `old` and the rests of those with one of the marks, in ascending order. */
static void merge_rests(const struct statistics *statistics, const struct rests *old,
                        const struct mark_people *marks, struct rests *out)
{
    struct spread_run run = {.spread = &marks->totals};
    size_t i = 0;
    out->count = 0;
    while (spread_next(&run)) {
        mark_t rest = statistics->distinct[run.value] - marks->mark;
        for (; i < old->count && old->at[i].rest <= rest; i++)
            add_rest(out, old->at[i].rest, old->at[i].people);
        add_rest(out, rest, run.count);
    }
    for (; i < old->count; i++)
        add_rest(out, old->at[i].rest, old->at[i].people);
}

/* Σ x r, the marks and the rests both in ascending order. */
static wide sum_of_pairs(const struct item_sums *item, const struct rests *rests)
{
    wide sum = 0;
    size_t at = 0;
    int64_t used = 0; /* of rests->at[at] */
    for (size_t i = 0; i < item->mark_count; i++) {
        for (int64_t left = people_of(&item->marks[i]); left > 0;) {
            int64_t free_ones = rests->at[at].people - used, pairs = left < free_ones ? left : free_ones;
            sum += (wide)item->marks[i].mark * rests->at[at].rest * pairs;
            left -= pairs;
            used += pairs;
            if (used == rests->at[at].people) {
                at++;
                used = 0;
            }
        }
    }
    return sum;
}

static wide sum_in_order(const struct statistics *statistics, const struct item_sums *item)
{
    struct rests rests = {0}, spare = {0};
    for (size_t i = 0; i < item->mark_count; i++) {
        merge_rests(statistics, &rests, &item->marks[i], &spare);
        struct rests merged = spare;
        spare = rests;
        rests = merged;
    }
    wide sum = sum_of_pairs(item, &rests);
    free(rests.at);
    free(spare.at);
    return sum;
}

static void correlate(const struct statistics *statistics, struct item_sums *item, const struct moments *m,
                      struct item_statistics *out)
{
    wide vx = moments_vx(m), xt = moments_xt(m);
    wide xr = xt - vx;                     /* C(x, T − x) */
    wide vr = moments_vt(m) - 2 * xt + vx; /* V(T − x) */
    out->sd = sqrt((double)vx / (double)(m->n * (m->n - 1))) / MARK_ONE;
    if (vx > 0 && vr > 0)
        out->discrimination = 100 * (double)xr / sqrt((double)vx * (double)vr);
    wide best = m->n * sum_in_order(statistics, item) - m->x * (m->t - m->x);
    if (best > 0)
        out->efficiency = 100 * (double)xr / (double)best;
}

/* ---- Groups -------------------------------------------------------------------------------------------- */

static double weighed_people(const int64_t people[BANDS], const double weights[BANDS])
{
    double sum = 0;
    for (int band = 0; band < BANDS; band++)
        sum += weights[band] * (double)people[band];
    return sum;
}

static double weighed(const uint32_t people[BANDS], const double weights[BANDS])
{
    int64_t counts[BANDS];
    for (int band = 0; band < BANDS; band++)
        counts[band] = people[band];
    return weighed_people(counts, weights);
}

static double marks_of_group(const struct item_sums *item, const double weights[BANDS])
{
    double marks = 0, fulls = 0;
    for (size_t i = 0; i < item->mark_count; i++)
        marks += weighed_people(item->sums[i].people, weights) * (double)item->marks[i].mark;
    for (int band = 0; band < BANDS; band++)
        fulls += weights[band] * (double)full_in_band(item, band);
    return fulls > 0 ? marks / fulls : NAN;
}

static double people_of_group(const struct item_sums *item, const double weights[BANDS])
{
    double people = 0;
    for (size_t i = 0; i < item->mark_count; i++)
        people += weighed_people(item->sums[i].people, weights);
    return people;
}

static void compare_groups(const struct statistics *statistics, const struct item_sums *item,
                           struct item_statistics *out)
{
    out->d27 = marks_of_group(item, statistics->upper) - marks_of_group(item, statistics->lower);
    for (int g = 0; g < STATISTICS_GROUPS; g++) {
        const double *weights = statistics->thirds[g];
        double people = people_of_group(item, weights);
        out->share[g] = marks_of_group(item, weights);
        if (people <= 0)
            continue;
        out->blank[g] = weighed(item->blank, weights) / people;
        for (int k = 0; k < STATISTICS_OPTIONS; k++)
            out->options[k].share[g] =
                k < item->option_count ? weighed(item->options[k], weights) / people : 0;
    }
}

static double median_seconds(const struct spread *times)
{
    size_t low = (times->count - 1) / 2, high = times->count / 2, seen = 0;
    struct spread_run run = {.spread = times};
    double sum = 0;
    while (times->count && spread_next(&run)) {
        if (seen <= low && low < seen + run.count)
            sum += run.value;
        if (seen <= high && high < seen + run.count)
            sum += run.value;
        seen += run.count;
    }
    return times->count ? sum / 2 / 10 : NAN;
}

static struct item_statistics no_figures(const struct item_sums *item)
{
    struct item_statistics none = {
        .revision = item->revision,
        .child = item->child,
        .pending = item->pending,
        .full = item->greatest_full,
        .facility = NAN,
        .sd = NAN,
        .discrimination = NAN,
        .efficiency = NAN,
        .weight = NAN,
        .intended = NAN,
        .d27 = NAN,
        .median_seconds = NAN,
    };
    for (int g = 0; g < STATISTICS_GROUPS; g++) {
        none.share[g] = none.blank[g] = NAN;
        for (int k = 0; k < STATISTICS_OPTIONS; k++)
            none.options[k].share[g] = NAN;
    }
    return none;
}

void item_figures(const struct statistics *statistics, struct item_sums *item, struct item_statistics *out)
{
    struct moments m = item_moments(item);
    wide fulls = 0;
    for (int band = 0; band < BANDS; band++)
        fulls += full_in_band(item, band);
    *out = no_figures(item);
    out->n = out->given = (int64_t)m.n;
    for (int band = 0; band < BANDS; band++)
        out->given -= item->blank[band];
    if (fulls > 0) {
        out->facility = (double)m.x / (double)fulls;
        out->intended = 100 * (double)fulls / (double)(m.n * statistics->form_full + item->other_form);
    }
    if (m.n >= 2)
        correlate(statistics, item, &m, out);
    for (int k = 0; k < item->option_count; k++)
        for (int band = 0; band < BANDS; band++)
            out->options[k].count += item->options[k][band];
    out->median_seconds = median_seconds(&item->times);
    if (statistics->edge_count && m.n >= STATISTICS_MIN_GROUPED)
        compare_groups(statistics, item, out);
}
