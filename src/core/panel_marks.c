/* The arithmetic of a panel: from ticks and marks to a performer's mark. */
#include "core/panel_private.h"

#include <assert.h>

/* Exact marks, as counts of a unit that divides everything there is: a mark (1/10⁴) times a criterion's
 * factor and the panel's (1/10⁴ each), over any number of judges (360360 is the least common multiple of 1 …
 * 15). */
__extension__ typedef __int128 exact;
enum { JUDGES_MULTIPLE = 360360 };
static const exact MARK_UNITS = (exact)MARK_ONE * MARK_ONE * JUDGES_MULTIPLE;

/* Halves away from zero. */
static exact divide_half_up(exact value, exact unit)
{
    exact half = value < 0 ? -unit / 2 : unit / 2;
    return (value + half) / unit;
}

static exact round_exact(exact value, int decimals)
{
    if (decimals == PANEL_EXACT)
        return value;
    exact unit = MARK_UNITS;
    for (int i = decimals; i < MARK_DECIMALS; i++)
        unit *= 10;
    return divide_half_up(value, unit) * unit;
}

/* As shown: what has more than four decimals is rounded to them. */
static mark_t shown(exact value)
{
    return (mark_t)divide_half_up(value, MARK_UNITS);
}

/* By 1 nothing is multiplied, and nothing rounded. */
static exact multiply(exact value, mark_t factor, const struct panel_rounding *rounding)
{
    return factor == MARK_ONE ? value : round_exact(value * factor / MARK_ONE, rounding->factor);
}

/* ---- One criterion ------------------------------------------------------------------------------------ */

static exact sum_ticked(const struct step_mark *steps, int count, uint64_t ticks)
{
    exact sum = 0;
    for (int i = 0; i < count; i++)
        if (ticks >> i & 1)
            sum += steps[i].marks;
    return sum;
}

mark_t criterion_measure(const struct criterion *criterion, const struct criterion_mark *ticks)
{
    exact sum = sum_ticked(criterion->steps, criterion->step_count, ticks->steps);
    sum -= sum_ticked(criterion->faults, criterion->fault_count, ticks->faults);
    sum -= (exact)criterion->wrong_order * ticks->wrong_order;
    if (ticks->overtime > 0 && criterion->overtime_every > 0) {
        exact begun = ((exact)ticks->overtime + criterion->overtime_every - 1) / criterion->overtime_every;
        sum -= begun * criterion->overtime;
    }
    sum = sum < criterion->min ? criterion->min : sum;
    return (mark_t)(sum > criterion->max ? criterion->max : sum);
}

bool criterion_takes(const struct criterion *criterion, mark_t mark)
{
    if (mark < criterion->min || mark > criterion->max)
        return false;
    return criterion->step <= 0 || (mark - criterion->min) % criterion->step == 0;
}

int criterion_level(const struct criterion *criterion, mark_t mark)
{
    int level = -1;
    while (level + 1 < criterion->level_count && criterion->levels[level + 1].mark <= mark)
        level++;
    return level;
}

/* ---- One judge ---------------------------------------------------------------------------------------- */

static exact sum_sheet(const struct panel_sheet *sheet, const struct judge_sheet *judge)
{
    exact sum = 0;
    for (int i = 0; i < sheet->criterion_count; i++)
        if (judge->marks[i].given)
            sum += multiply(judge->marks[i].mark * MARK_UNITS, sheet->criteria[i].factor, &sheet->rounding);
    return sum;
}

mark_t judge_sheet_sum(const struct panel_sheet *sheet, const struct judge_sheet *judge)
{
    return shown(sum_sheet(sheet, judge));
}

static bool counts(const struct judge_sheet *judge)
{
    return judge->state == JUDGE_COMPLETE || judge->state == JUDGE_SIGNED;
}

/* ---- All judges --------------------------------------------------------------------------------------- */

/* The marks of the judges on one thing, some of them dropped. */
struct jury {
    exact values[PANEL_MAX_JUDGES];
    bool has[PANEL_MAX_JUDGES], dropped[PANEL_MAX_JUDGES], high[PANEL_MAX_JUDGES];
    int counted, left;
};

/* The highest or lowest that is left, of equal ones the first; -1: none. */
static int find_extreme(const struct jury *jury, int judges, bool high)
{
    int found = -1;
    for (int i = 0; i < judges; i++) {
        if (!jury->has[i] || jury->dropped[i])
            continue;
        if (found < 0 ||
            (high ? jury->values[i] > jury->values[found] : jury->values[i] < jury->values[found]))
            found = i;
    }
    return found;
}

static void drop(struct jury *jury, const struct panel_sheet *sheet, bool high)
{
    int count = high ? sheet->drop_high : sheet->drop_low;
    for (int i = 0; i < count; i++) {
        int judge = find_extreme(jury, sheet->judge_count, high);
        assert(judge >= 0); /* drop_from > drop_high + drop_low */
        jury->dropped[judge] = true;
        jury->high[judge] = high;
        jury->left--;
    }
}

static struct jury take_marks(const struct panel *panel, int performer, int criterion)
{
    const struct panel_sheet *sheet = panel->sheet;
    struct jury jury = {.counted = 0};
    for (int i = 0; i < sheet->judge_count; i++) {
        const struct judge_sheet *judge = &panel->performers[performer].judges[i];
        if (!counts(judge))
            continue;
        jury.has[i] = true;
        jury.counted++;
        jury.values[i] = criterion < 0 ? sum_sheet(sheet, judge) : judge->marks[criterion].mark * MARK_UNITS;
    }
    jury.left = jury.counted;
    return jury;
}

static struct jury trim_marks(const struct panel *panel, int performer, int criterion)
{
    struct jury jury = take_marks(panel, performer, criterion);
    if (jury.counted >= panel->sheet->drop_from) {
        drop(&jury, panel->sheet, true);
        drop(&jury, panel->sheet, false);
    }
    return jury;
}

/* Marks that a sum stands for: as many as would be left of all judges. */
static int summands(const struct panel_sheet *sheet)
{
    if (sheet->mean == PANEL_MEAN)
        return 1;
    bool dropped = sheet->judge_count >= sheet->drop_from;
    return sheet->judge_count - (dropped ? sheet->drop_high + sheet->drop_low : 0);
}

static exact join(const struct panel_sheet *sheet, const struct jury *jury)
{
    exact sum = 0;
    for (int i = 0; i < sheet->judge_count; i++)
        if (jury->has[i] && !jury->dropped[i])
            sum += jury->values[i];
    if (jury->left == 0)
        return 0;
    return round_exact(sum * summands(sheet) / jury->left, sheet->rounding.mean);
}

/* Fills the stage and returns its exact product. */
static exact fill_stage(const struct panel *panel, int performer, int criterion, struct panel_stage *out)
{
    const struct panel_sheet *sheet = panel->sheet;
    struct jury jury = trim_marks(panel, performer, criterion);
    *out = (struct panel_stage){.criterion = criterion, .counted = jury.counted};
    for (int i = 0; i < sheet->judge_count; i++) {
        out->has[i] = jury.has[i];
        out->dropped[i] = jury.dropped[i];
        out->high[i] = jury.high[i];
        out->marks[i] = shown(jury.values[i]);
    }
    exact mean = join(sheet, &jury);
    mark_t factor = criterion < 0 ? sheet->factor : sheet->criteria[criterion].factor;
    exact product = multiply(mean, factor, &sheet->rounding);
    out->mean = shown(mean);
    out->product = shown(product);
    return product;
}

static void fill_spread(const struct panel *panel, int performer, struct panel_result *out)
{
    const struct panel_sheet *sheet = panel->sheet;
    struct jury jury = take_marks(panel, performer, -1);
    int low = find_extreme(&jury, sheet->judge_count, false);
    int high = find_extreme(&jury, sheet->judge_count, true);
    if (low < 0)
        return;
    out->lowest = shown(jury.values[low]);
    out->highest = shown(jury.values[high]);
    out->spread_open = sheet->has_spread && !panel->performers[performer].spread_confirmed &&
                       jury.values[high] - jury.values[low] > sheet->spread * MARK_UNITS;
}

static enum panel_refusal find_gap(const struct panel *panel, int performer)
{
    const struct panel_sheet *sheet = panel->sheet;
    int states[SHEET_STATES] = {0};
    for (int i = 0; i < sheet->judge_count; i++)
        states[panel->performers[performer].judges[i].state]++;
    if (states[JUDGE_NOTHING] + states[JUDGE_PARTLY] + states[JUDGE_COMPLETE] > 0)
        return PANEL_INCOMPLETE;
    if (states[JUDGE_MISSING] > 0 && sheet->missing == MISSING_REQUIRED)
        return PANEL_MISSING_JUDGES;
    return states[JUDGE_SIGNED] > 0 ? PANEL_OK : PANEL_MISSING_JUDGES;
}

void panel_result(const struct panel *panel, int performer, struct panel_result *out)
{
    const struct panel_sheet *sheet = panel->sheet;
    *out = (struct panel_result){.complete = find_gap(panel, performer) == PANEL_OK};
    exact total = 0;
    if (sheet->by == PANEL_BY_TOTAL) {
        out->stage_count = 1;
        total = fill_stage(panel, performer, -1, &out->stages[0]);
    } else {
        out->stage_count = sheet->criterion_count;
        for (int i = 0; i < sheet->criterion_count; i++)
            total += fill_stage(panel, performer, i, &out->stages[i]);
        total = multiply(total, sheet->factor, &sheet->rounding);
    }
    out->total = shown(round_exact(total, sheet->rounding.total));
    fill_spread(panel, performer, out);
}

enum panel_refusal panel_closing(const struct panel *panel, int performer, struct panel_result *out)
{
    panel_result(panel, performer, out);
    enum panel_refusal gap = find_gap(panel, performer);
    if (gap != PANEL_OK)
        return gap;
    return out->spread_open ? PANEL_SPREAD_OPEN : PANEL_OK;
}

mark_t panel_criterion_mark(const struct panel *panel, int performer, int criterion)
{
    const struct panel_sheet *sheet = panel->sheet;
    struct jury jury = trim_marks(panel, performer, sheet->by == PANEL_BY_TOTAL ? -1 : criterion);
    for (int i = 0; i < sheet->judge_count; i++)
        if (jury.has[i])
            jury.values[i] = panel->performers[performer].judges[i].marks[criterion].mark * MARK_UNITS;
    return shown(multiply(join(sheet, &jury), sheet->criteria[criterion].factor, &sheet->rounding));
}
