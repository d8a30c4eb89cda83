/* What comes of a panel: the standing, and the judges' report. */
#include "base/mem.h"
#include "core/panel_private.h"

#include <math.h>

/* ---- Standing ----------------------------------------------------------------------------------------- */

static int64_t rank_value(const struct panel *panel, int performer, const struct panel_rank *rank)
{
    if (rank->key == PANEL_RANK_CRITERION)
        return panel_criterion_mark(panel, performer, rank->criterion);
    return panel->performers[performer].mark;
}

void panel_standing(const struct panel *panel, struct placing *rows)
{
    const struct panel_sheet *sheet = panel->sheet;
    for (int i = 0; i < sheet->performer_count; i++) {
        rows[i] = (struct placing){.entrant = i, .unranked = !panel->performers[i].closed};
        for (int k = 0; k < sheet->rank_count && !rows[i].unranked; k++)
            rows[i].keys[k] = rank_value(panel, i, &sheet->rank[k]);
    }
    placing_rank(rows, (size_t)sheet->performer_count, sheet->rank_count);
}

bool panel_is_provisional(const struct panel *panel)
{
    return !panel->final;
}

/* ---- Judges' report ----------------------------------------------------------------------------------- */

/* Numbers that come one by one, in pairs. */
struct pairs {
    int n;
    double x, y, xx, yy, xy; /* sums, of values taken from the first of each to lose no digits */
    double x0, y0;
};

static void add_pair(struct pairs *pairs, double x, double y)
{
    if (pairs->n++ == 0) {
        pairs->x0 = x;
        pairs->y0 = y;
    }
    x -= pairs->x0;
    y -= pairs->y0;
    pairs->x += x;
    pairs->y += y;
    pairs->xx += x * x;
    pairs->yy += y * y;
    pairs->xy += x * y;
}

/* n times the sum of (x − mean)², at least 0. */
static double scatter(double n, double sum, double squares)
{
    double value = n * squares - sum * sum;
    return value > 0 ? value : 0;
}

static double mean_of(const struct pairs *pairs)
{
    return pairs->n ? pairs->x0 + pairs->x / pairs->n : NAN;
}

static double deviation_of(const struct pairs *pairs)
{
    return pairs->n >= 2 ? sqrt(scatter(pairs->n, pairs->x, pairs->xx)) / pairs->n : NAN;
}

static double sample_deviation_of(const struct pairs *pairs)
{
    double n = pairs->n;
    return n >= 2 ? sqrt(scatter(n, pairs->x, pairs->xx) / (n * (n - 1))) : NAN;
}

static double correlation_of(const struct pairs *pairs)
{
    double n = pairs->n;
    double below = sqrt(scatter(n, pairs->x, pairs->xx) * scatter(n, pairs->y, pairs->yy));
    return n >= 3 && below > 0 ? (n * pairs->xy - pairs->x * pairs->y) / below : NAN;
}

/* Sums of the judges who signed for a performer: how many, and what they add up to, in marks. */
struct signed_sums {
    int count;
    double sum;
};

static struct signed_sums sums_of(const struct panel *panel, const struct performer_state *performer)
{
    struct signed_sums sums = {0, 0};
    for (int j = 0; j < panel->sheet->judge_count; j++)
        if (performer->judges[j].state == JUDGE_SIGNED) {
            sums.count++;
            sums.sum += (double)performer->judges[j].sum / MARK_ONE;
        }
    return sums;
}

static void count_drops(const struct panel *panel, int performer, int judge, struct judge_report *out)
{
    struct panel_result result;
    panel_result(panel, performer, &result);
    for (int i = 0; i < result.stage_count; i++) {
        const struct panel_stage *stage = &result.stages[i];
        out->dropped_high += stage->dropped[judge] && stage->high[judge];
        out->dropped_low += stage->dropped[judge] && !stage->high[judge];
    }
}

void panel_judge_report(const struct panel *panel, int judge, struct judge_report *out)
{
    struct pairs own = {.n = 0}, offsets = {.n = 0}, others = {.n = 0};
    *out = (struct judge_report){.marked = 0};
    for (int i = 0; i < panel->sheet->performer_count; i++) {
        const struct performer_state *performer = &panel->performers[i];
        const struct judge_sheet *sheet = &performer->judges[judge];
        out->corrections += sheet->corrections;
        if (!performer->closed)
            continue;
        out->missing += sheet->state == JUDGE_MISSING;
        out->recused += sheet->state == JUDGE_RECUSED;
        if (sheet->state != JUDGE_SIGNED)
            continue;
        out->marked++;
        double sum = (double)sheet->sum / MARK_ONE;
        struct signed_sums all = sums_of(panel, performer);
        add_pair(&own, sum, 0);
        add_pair(&offsets, sum - all.sum / all.count, 0);
        if (all.count > 1)
            add_pair(&others, sum, (all.sum - sum) / (all.count - 1));
        count_drops(panel, i, judge, out);
    }
    bool enough = out->marked >= 2;
    out->severity = enough ? mean_of(&offsets) : NAN;
    out->deviation = deviation_of(&offsets);
    out->spread = sample_deviation_of(&own);
    out->agreement = correlation_of(&others);
}
