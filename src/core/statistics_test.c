#include "core/statistics_private.h"

#include <math.h>
#include <stdlib.h>

/* ---- Totals ----------------------------------------------------------------------------------------------
 */

static struct moments total_moments(const struct statistics *statistics)
{
    struct moments m = {.n = (wide)statistics->total_count};
    for (size_t i = 0; i < statistics->total_count; i++) {
        m.t += statistics->totals[i];
        m.tt += (wide)statistics->totals[i] * statistics->totals[i];
    }
    return m;
}

/* Σ (T − mean)^3 and ^4, in marks. The differences are exact; the totals come in order. */
static void add_powers(const struct statistics *statistics, const struct moments *m, long double *third,
                       long double *fourth)
{
    long double scale = (long double)m->n * MARK_ONE;
    for (size_t i = 0; i < statistics->total_count; i++) {
        long double d = (long double)(m->n * statistics->totals[i] - m->t) / scale;
        *third += d * d * d;
        *fourth += d * d * d * d;
    }
}

static void shape(const struct statistics *statistics, const struct moments *m, struct test_statistics *out)
{
    long double n = (long double)m->n, third = 0, fourth = 0;
    add_powers(statistics, m, &third, &fourth);
    long double m2 = (long double)moments_vt(m) / n / n / MARK_ONE / MARK_ONE, m3 = third / n,
                m4 = fourth / n;
    long double k2 = n * m2 / (n - 1);
    if (m->n >= 3) {
        long double k3 = n * n * m3 / ((n - 1) * (n - 2));
        out->skewness = (double)(k3 / (k2 * sqrtl(k2)));
    }
    if (m->n >= 4) {
        long double k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3));
        out->kurtosis = (double)(k4 / (k2 * k2));
    }
}

static void describe_totals(const struct statistics *statistics, struct test_statistics *out)
{
    size_t n = statistics->total_count;
    if (n == 0)
        return;
    const mark_t *totals = statistics->totals;
    struct moments m = total_moments(statistics);
    out->best = totals[n - 1];
    out->worst = totals[0];
    out->mean = (double)m.t / (double)n / MARK_ONE;
    out->median = (double)(totals[(n - 1) / 2] + totals[n / 2]) / 2 / MARK_ONE;
    if (n < 2)
        return;
    wide vt = moments_vt(&m);
    out->sd = sqrt((double)vt / (double)n / (double)(n - 1)) / MARK_ONE;
    if (vt > 0)
        shape(statistics, &m, out);
}

/* ---- Alpha -----------------------------------------------------------------------------------------------
 */

/* Σ n (n − 1) V(x) over the items. */
static wide variance_of_items(const struct statistics *statistics)
{
    wide sum = 0;
    for (size_t i = 0; i < statistics->item_count; i++) {
        struct moments m = item_moments(&statistics->items[i]);
        sum += moments_vx(&m);
    }
    return sum;
}

static wide variance_of_places(const struct statistics *statistics)
{
    wide sum = 0;
    for (int i = 0; i < statistics->place_count; i++) {
        const struct place_sums *place = &statistics->places[i];
        sum += statistics->attempts * place->squares - (wide)place->sum * place->sum;
    }
    return sum;
}

/* An item or place that a ruling took out has no full mark and is no part of the test. */
static size_t parts_that_count(const struct statistics *statistics, bool same_items)
{
    size_t parts = 0;
    for (size_t i = 0; same_items && i < statistics->item_count; i++)
        parts += statistics->items[i].greatest_full > 0;
    for (int i = 0; !same_items && i < statistics->place_count; i++)
        parts += statistics->places[i].full > 0;
    return parts;
}

static enum alpha_basis basis_of(const struct statistics *statistics, const struct test_statistics *test,
                                 size_t *parts)
{
    *parts = parts_that_count(statistics, test->same_items);
    if (test->n < 2)
        return ALPHA_FEW_PEOPLE;
    if (!test->same_items && statistics->places_differ)
        return ALPHA_DIFFERENT;
    if (*parts < 2)
        return ALPHA_FEW_ITEMS;
    if (test->best == test->worst)
        return ALPHA_SAME_TOTALS;
    return test->same_items ? ALPHA_ITEMS : ALPHA_PLACES;
}

static void find_alpha(const struct statistics *statistics, struct test_statistics *out)
{
    size_t parts;
    out->basis = basis_of(statistics, out, &parts);
    if (out->basis != ALPHA_ITEMS && out->basis != ALPHA_PLACES)
        return;
    wide within = out->basis == ALPHA_ITEMS ? variance_of_items(statistics) : variance_of_places(statistics);
    struct moments m = total_moments(statistics);
    double p = (double)parts;
    out->alpha = p / (p - 1) * (1 - (double)within / (double)moments_vt(&m));
    out->error_ratio = 100 * sqrt(1 - out->alpha);
    out->standard_error = out->error_ratio / 100 * out->sd;
}

/* ---- Weights ---------------------------------------------------------------------------------------------
 */

static void weigh_items(const struct statistics *statistics, struct item_statistics *items)
{
    double sum = 0;
    for (size_t i = 0; i < statistics->item_count; i++) {
        struct moments m = item_moments(&statistics->items[i]);
        wide xt = moments_xt(&m);
        items[i].weight = xt >= 0 ? sqrt((double)xt) : NAN;
        sum += xt >= 0 ? items[i].weight : 0;
    }
    for (size_t i = 0; i < statistics->item_count; i++)
        items[i].weight = sum > 0 ? 100 * items[i].weight / sum : NAN;
}

static bool is_dichotomous(const struct item_sums *item)
{
    for (size_t i = 0; i < item->mark_count; i++)
        if (item->marks[i].mark != 0 && item->marks[i].mark != item->full)
            return false;
    return !item->fulls_differ;
}

void test_figures(const struct statistics *statistics, struct test_statistics *out)
{
    *out = (struct test_statistics){
        .n = (int64_t)statistics->total_count,
        .pending = statistics->pending,
        .full = statistics->form_full,
        .mean = NAN,
        .median = NAN,
        .sd = NAN,
        .skewness = NAN,
        .kurtosis = NAN,
        .alpha = NAN,
        .dichotomous = true,
        .error_ratio = NAN,
        .standard_error = NAN,
        .same_items = true,
        .grouped = statistics->edge_count > 0,
        .totals = statistics->totals,
        .item_count = statistics->item_count,
    };
    for (size_t i = 0; i < statistics->item_count; i++) {
        struct moments m = item_moments(&statistics->items[i]);
        out->same_items &= m.n == (wide)statistics->total_count;
        out->dichotomous &= is_dichotomous(&statistics->items[i]);
    }
    describe_totals(statistics, out);
    find_alpha(statistics, out);
}

static int compare_items(const void *left, const void *right)
{
    const struct item_sums *a = left, *b = right;
    int order = (a->revision > b->revision) - (a->revision < b->revision);
    return order != 0 ? order : (a->child > b->child) - (a->child < b->child);
}

void statistics_end(struct statistics *statistics, struct arena *arena, struct test_statistics *out)
{
    size_t count = statistics->item_count;
    /* Sums of weights are of doubles, so they too are made in an order that does not depend on who came
     * first. */
    if (count)
        qsort(statistics->items, count, sizeof *statistics->items, compare_items);
    for (size_t i = 0; i < count; i++)
        item_settle(statistics, &statistics->items[i]);
    test_figures(statistics, out);
    struct item_statistics *items = arena_array(arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        item_figures(statistics, &statistics->items[i], &items[i]);
    if (out->same_items)
        weigh_items(statistics, items);
    out->items = items;
}
