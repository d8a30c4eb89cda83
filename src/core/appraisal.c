#include "core/appraisal.h"

#include "base/i18n.h"
#include "core/appraisal_private.h"

static const struct {
    const char *name, *label;
} MEASURE_NAMES[MEASURES] = {
    [MEASURE_MARK] = {"mark", N_("mark")},
    [MEASURE_MEAN] = {"mean", N_("mean mark")},
    [MEASURE_RANK] = {"rank", N_("rank")},
    [MEASURE_ABSENCE] = {"absence", N_("absences")},
    [MEASURE_FAILURE] = {"failure", N_("times not passed")},
    [MEASURE_PARTICIPATION] = {"participation", N_("participation %")},
    [MEASURE_PASS_RATE] = {"pass_rate", N_("pass rate %")},
    [MEASURE_EXCELLENT_RATE] = {"excellent_rate", N_("excellent rate %")},
    [MEASURE_BEST] = {"best", N_("best")},
    [MEASURE_WORST] = {"worst", N_("worst")},
    [MEASURE_EVENT] = {"event", N_("mark in one event")},
};

const char *measure_name(enum measure measure)
{
    return MEASURE_NAMES[measure].name;
}

const char *measure_label(enum measure measure)
{
    return MEASURE_NAMES[measure].label;
}

bool condition_holds(const struct condition *condition, mark_t value)
{
    if (condition->first &&
        (value < (mark_t)condition->first * MARK_ONE || value > (mark_t)condition->last * MARK_ONE))
        return false;
    return (!condition->has_least || value >= condition->least) &&
           (!condition->has_below || value < condition->below);
}

/* ---- Rules --------------------------------------------------------------------------------------------- */

struct appraising {
    const struct appraisal_sheet *sheet;
    struct fact_table facts;
    struct arena *arena;
};

static struct appraisal_line apply_rule(const struct appraising *a, bool persons, size_t subject,
                                        const struct appraisal_rule *rule, int event)
{
    struct appraisal_line line = {.rule = rule, .event = event, .band = -1};
    line.known = facts_measure(&a->facts, persons, subject, rule->of, event, &line.value);
    for (int b = 0; line.known && b < rule->band_count && line.band < 0; b++)
        if (condition_holds(&rule->bands[b].when, line.value)) {
            line.band = b;
            line.add = rule->bands[b].add;
        }
    if (line.known && rule->counts)
        line.add = rule->each * (line.value / MARK_ONE);
    return line;
}

/* A line for every event that concerned the subject, or one for the period. */
static void apply_rules(const struct appraising *a, bool persons, size_t subject,
                        const struct appraisal_rules *rules, struct appraised *out)
{
    int events = a->sheet->event_count, most = rules->rule_count * (events + 1) + 1;
    struct appraisal_line *lines = arena_array(a->arena, (size_t)most, sizeof *lines);
    for (int r = 0; r < rules->rule_count; r++) {
        const struct appraisal_rule *rule = &rules->rules[r];
        int named = rule->of == MEASURE_EVENT ? rule->event : -1;
        for (int e = rule->per_event ? 0 : named; e < (rule->per_event ? events : named + 1); e++) {
            struct appraisal_line line = apply_rule(a, persons, subject, rule, e);
            if (rule->per_event && !line.known && facts_of(&a->facts, persons, subject, e)->entitled == 0)
                continue;
            lines[out->line_count++] = line;
            out->sum += line.add;
        }
    }
    out->lines = lines;
}

static mark_t under_cap(const struct appraisal_cap *cap, mark_t sum)
{
    if (cap->has_most && sum > cap->most)
        return cap->most;
    return cap->has_least && sum < cap->least ? cap->least : sum;
}

static void finish_sum(struct appraised *out, mark_t base, const struct appraisal_cap *cap)
{
    out->base = base;
    out->capped = under_cap(cap, out->sum);
    out->total = base + out->capped;
}

static struct appraised appraise_one(const struct appraising *a, bool persons, size_t subject,
                                     const struct appraisal_rules *rules)
{
    const struct facts *period = facts_of(&a->facts, persons, subject, -1);
    const struct person *person = persons ? a->facts.people[subject] : NULL;
    struct appraised out = {.subject = persons ? person->number : a->facts.units[subject],
                            .person = person,
                            .events = period->entitled,
                            .taken = period->taken,
                            .has_mean = period->has_mean,
                            .mean = period->mean,
                            .rank = period->rank};
    apply_rules(a, persons, subject, rules, &out);
    finish_sum(&out, rules->base, &rules->cap);
    return out;
}

static const struct appraised *appraise_all(const struct appraising *a, bool persons, size_t count,
                                            const struct appraisal_rules *rules)
{
    struct appraised *list = arena_array(a->arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i] = appraise_one(a, persons, i, rules);
    return list;
}

/* ---- Leaders ------------------------------------------------------------------------------------------- */

static bool is_leader(const struct appraisal_leaders *leaders, const struct person *person)
{
    for (int i = 0; i < leaders->post_count; i++)
        if (text_equal(leaders->posts[i], person->post))
            return true;
    return false;
}

/* The person's own lines, and his share of the unit's adjustment. */
static struct appraised lead(const struct appraising *a, const struct appraised *own,
                             const struct appraised *unit)
{
    struct appraised out = *own;
    struct appraisal_line *lines = arena_array(a->arena, (size_t)own->line_count + 1, sizeof *lines);
    for (int i = 0; i < own->line_count; i++)
        lines[i] = own->lines[i];
    struct appraisal_line share = {.event = -1, .band = -1, .known = unit != NULL};
    if (unit) {
        share.value = unit->capped;
        share.add = mark_ratio(unit->capped, a->sheet->leaders.share, MARK_ONE, a->sheet->decimals);
    }
    lines[out.line_count++] = share;
    out.lines = lines;
    out.sum = own->capped + share.add;
    finish_sum(&out, own->base, &a->sheet->leaders.cap);
    return out;
}

static void appraise_leaders(const struct appraising *a, struct appraisal *out)
{
    struct appraised *list = arena_array(a->arena, out->person_count, sizeof *list);
    for (size_t i = 0; i < out->person_count; i++) {
        size_t unit = a->facts.unit_of[i];
        if (is_leader(&a->sheet->leaders, out->persons[i].person))
            list[out->leader_count++] =
                lead(a, &out->persons[i], unit < out->unit_count ? &out->units[unit] : NULL);
    }
    out->leaders = list;
}

/* ---- Stars and titles ---------------------------------------------------------------------------------- */

static struct merit judge_merit(const struct appraising *a, bool persons, size_t subject,
                                const struct appraised *appraised, const struct condition *all, int count)
{
    mark_t *values = arena_array(a->arena, (size_t)count, sizeof *values);
    bool *known = arena_array(a->arena, (size_t)count, sizeof *known);
    struct merit merit = {
        .subject = appraised, .given = true, .values = values, .known = known, .failed = -1};
    for (int i = 0; i < count; i++) {
        known[i] = facts_measure(&a->facts, persons, subject, all[i].of, all[i].event, &values[i]);
        if (known[i] && condition_holds(&all[i], values[i]))
            continue;
        merit.failed = merit.failed < 0 ? i : merit.failed;
        merit.given = false;
    }
    return merit;
}

static const struct appraisal_grade *grade_of(const struct appraisal_sheet *sheet, int stars)
{
    for (int i = 0; i < sheet->grade_count; i++)
        if (stars >= sheet->grades[i].from && stars <= sheet->grades[i].to)
            return &sheet->grades[i];
    return NULL;
}

static void give_stars(const struct appraising *a, struct appraisal *out)
{
    const struct appraisal_sheet *sheet = a->sheet;
    bool persons = sheet->stars_of_persons;
    size_t subjects = sheet->star_count ? persons ? out->person_count : out->unit_count : 0;
    const struct appraised *list = persons ? out->persons : out->units;
    struct merit *stars = arena_array(a->arena, subjects * (size_t)sheet->star_count, sizeof *stars);
    struct star_total *totals = arena_array(a->arena, subjects, sizeof *totals);
    for (size_t i = 0; i < subjects; i++) {
        totals[i] = (struct star_total){.subject = &list[i]};
        for (int s = 0; s < sheet->star_count; s++) {
            const struct appraisal_star *star = &sheet->stars[s];
            struct merit merit = judge_merit(a, persons, i, &list[i], star->all, star->count);
            merit.title = &star->title;
            merit.stars = merit.given ? star->stars : 0;
            totals[i].stars += merit.stars;
            stars[(size_t)s * subjects + i] = merit;
        }
        totals[i].grade = grade_of(sheet, totals[i].stars);
    }
    out->stars = stars;
    out->merit_star_count = subjects * (size_t)sheet->star_count;
    out->star_totals = totals;
    out->star_total_count = subjects;
}

static void give_titles(const struct appraising *a, struct appraisal *out)
{
    size_t most = (size_t)a->sheet->title_count * (out->person_count + out->unit_count);
    struct merit *titles = arena_array(a->arena, most, sizeof *titles);
    for (int t = 0; t < a->sheet->title_count; t++) {
        const struct appraisal_title *title = &a->sheet->titles[t];
        size_t subjects = title->of_persons ? out->person_count : out->unit_count;
        const struct appraised *list = title->of_persons ? out->persons : out->units;
        for (size_t i = 0; i < subjects; i++) {
            struct merit merit = judge_merit(a, title->of_persons, i, &list[i], title->all, title->count);
            merit.title = &title->title;
            titles[out->title_count++] = merit;
        }
    }
    out->titles = titles;
}

void appraise(const struct appraisal_sheet *sheet, const struct appraisal_results *results,
              struct arena *arena, struct appraisal *out)
{
    struct appraising a = {.sheet = sheet, .arena = arena};
    facts_count(sheet, results, arena, &a.facts);
    *out = (struct appraisal){.person_count = a.facts.person_count, .unit_count = a.facts.unit_count};
    out->persons = appraise_all(&a, true, out->person_count, &sheet->persons);
    out->units = appraise_all(&a, false, out->unit_count, &sheet->units);
    appraise_leaders(&a, out);
    give_stars(&a, out);
    give_titles(&a, out);
}
