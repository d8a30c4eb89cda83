#include "core/statistics_private.h"

#include <math.h>

struct moments item_moments(const struct item_sums *item)
{
    struct moments m = {.tt = item->squares};
    for (size_t i = 0; i < item->mark_count; i++) {
        const struct mark_sums *marks = &item->marks[i];
        wide people = 0;
        for (int band = 0; band < BANDS; band++)
            people += marks->people[band];
        m.n += people;
        m.x += people * marks->mark;
        m.xx += people * marks->mark * marks->mark;
        m.t += marks->totals;
        m.xt += (wide)marks->totals * marks->mark;
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

/* Σ x r with both in ascending order. */
static wide sum_in_order(const struct item_sums *item, mark_t unit)
{
    wide sum = 0;
    struct spread_run rest = {.spread = &item->rests};
    int64_t left = 0; /* of this run of rests */
    for (size_t i = 0; i < item->mark_count; i++) {
        int64_t people = 0;
        for (int band = 0; band < BANDS; band++)
            people += item->marks[i].people[band];
        while (people > 0) {
            if (left == 0) {
                if (!spread_next(&rest))
                    return sum;
                left = rest.count;
            }
            int64_t pairs = people < left ? people : left;
            sum += (wide)item->marks[i].mark * rest.value * unit * pairs;
            people -= pairs;
            left -= pairs;
        }
    }
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
    spread_sort(&item->rests);
    wide best = m->n * sum_in_order(item, statistics->unit) - m->x * (m->t - m->x);
    if (best > 0)
        out->efficiency = 100 * (double)xr / (double)best;
}

/* ---- Groups -------------------------------------------------------------------------------------------- */

static double weighed(const uint32_t people[BANDS], const double weights[BANDS])
{
    double sum = 0;
    for (int band = 0; band < BANDS; band++)
        sum += weights[band] * people[band];
    return sum;
}

static double marks_of_group(const struct item_sums *item, const double weights[BANDS])
{
    double marks = 0, fulls = 0;
    for (size_t i = 0; i < item->mark_count; i++)
        marks += weighed(item->marks[i].people, weights) * (double)item->marks[i].mark;
    for (int band = 0; band < BANDS; band++)
        fulls += weights[band] * (double)item->fulls[band];
    return fulls > 0 ? marks / fulls : NAN;
}

static double people_of_group(const struct item_sums *item, const double weights[BANDS])
{
    double people = 0;
    for (size_t i = 0; i < item->mark_count; i++)
        people += weighed(item->marks[i].people, weights);
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

static double median_seconds(struct spread *times)
{
    spread_sort(times);
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
        .given = item->given,
        .pending = item->pending,
        .full = item->full,
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
        fulls += item->fulls[band];
    *out = no_figures(item);
    out->n = (int64_t)m.n;
    if (fulls > 0) {
        out->facility = (double)m.x / (double)fulls;
        out->intended = 100 * (double)fulls / (double)item->forms;
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
