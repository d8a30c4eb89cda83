/* Counting what rules measure. */
#include "core/appraisal_private.h"
#include "core/entrant.h"

#include <stdlib.h>

enum { HUNDRED = 100 * MARK_ONE };

/* ---- Who belongs where --------------------------------------------------------------------------------- */

struct placed_person {
    const struct person *person;
    size_t index; /* in the results */
    struct text unit;
};

static int compare_people(const void *left, const void *right)
{
    const struct placed_person *a = left, *b = right;
    int order = text_compare(a->unit, b->unit);
    return order ? order : text_compare(a->person->number, b->person->number);
}

static int compare_texts(const void *left, const void *right)
{
    return text_compare(*(const struct text *)left, *(const struct text *)right);
}

/* The units of the people, and those that took part as entrants of their own. */
static void list_units(const struct appraisal_results *results, const struct placed_person *placed, int level,
                       struct arena *arena, struct fact_table *out)
{
    size_t count = results->people_count + results->unit_outcome_count, kept = 0;
    out->units = arena_array(arena, count, sizeof *out->units);
    for (size_t i = 0; i < results->people_count; i++)
        out->units[i] = placed[i].unit;
    for (size_t i = 0; i < results->unit_outcome_count; i++)
        out->units[results->people_count + i] = unit_at_depth(results->unit_outcomes[i].unit, level);
    qsort(out->units, count, sizeof *out->units, compare_texts);
    for (size_t i = 0; i < count; i++)
        if (out->units[i].len && (kept == 0 || !text_equal(out->units[i], out->units[kept - 1])))
            out->units[kept++] = out->units[i];
    out->unit_count = kept;
}

/* unit_count: it has none. */
static size_t find_unit(const struct fact_table *table, struct text unit)
{
    const struct text *found =
        unit.len ? bsearch(&unit, table->units, table->unit_count, sizeof unit, compare_texts) : NULL;
    return found ? (size_t)(found - table->units) : table->unit_count;
}

/* ---- Counting ------------------------------------------------------------------------------------------ */

static mark_t per_cent(mark_t mark, mark_t full, int decimals)
{
    return full > 0 ? mark_ratio(HUNDRED, mark, full, decimals) : mark_round(mark, decimals);
}

static struct facts *facts_at(const struct fact_table *table, bool persons, size_t subject, int event)
{
    size_t columns = (size_t)table->sheet->event_count + 1;
    size_t column = event < 0 ? columns - 1 : (size_t)event;
    return &(persons ? table->persons : table->of_units)[subject * columns + column];
}

const struct facts *facts_of(const struct fact_table *table, bool persons, size_t subject, int event)
{
    return facts_at(table, persons, subject, event);
}

static void count_outcome(struct facts *facts, const struct outcome *outcome, int decimals)
{
    facts->entitled += outcome->kind == OUTCOME_ABSENT || outcome->kind == OUTCOME_TAKEN;
    if (outcome->kind != OUTCOME_TAKEN)
        return;
    mark_t mark = per_cent(outcome->mark, outcome->full, decimals);
    facts->best = facts->taken == 0 || mark > facts->best ? mark : facts->best;
    facts->worst = facts->taken == 0 || mark < facts->worst ? mark : facts->worst;
    facts->taken++;
    facts->sum += mark;
    facts->judged += outcome->judged;
    facts->passed += outcome->judged && outcome->passed;
    facts->excellent += outcome->judged && outcome->excellent;
}

static void count_means(struct fact_table *table, bool persons, size_t subjects)
{
    for (size_t i = 0; i < subjects; i++)
        for (int e = 0; e < table->sheet->event_count; e++) {
            struct facts *facts = facts_at(table, persons, i, e);
            if (facts->taken == 0)
                continue;
            facts->has_mean = true;
            facts->mean = mark_ratio(facts->sum, 1, facts->taken, table->sheet->decimals);
        }
}

/* Units that stood there under their own name: that mark is the unit's, whoever took part for it. */
static void count_unit_outcomes(struct fact_table *table, const struct appraisal_results *results)
{
    for (size_t i = 0; i < results->unit_outcome_count; i++) {
        const struct unit_outcome *outcome = &results->unit_outcomes[i];
        size_t unit = find_unit(table, unit_at_depth(outcome->unit, table->sheet->unit_level));
        if (unit == table->unit_count)
            continue;
        struct facts *facts = facts_at(table, false, unit, outcome->event);
        mark_t mark = per_cent(outcome->mark, outcome->full, table->sheet->decimals);
        if (facts->has_mean && facts->taken == 0 && facts->mean >= mark)
            continue; /* of several entrants of one unit the best */
        facts->has_mean = true;
        facts->mean = mark;
        facts->rank = outcome->rank;
    }
}

static void add_facts(struct facts *into, const struct facts *facts)
{
    if (facts->taken) {
        into->best = into->taken == 0 || facts->best > into->best ? facts->best : into->best;
        into->worst = into->taken == 0 || facts->worst < into->worst ? facts->worst : into->worst;
    }
    into->entitled += facts->entitled;
    into->taken += facts->taken;
    into->judged += facts->judged;
    into->passed += facts->passed;
    into->excellent += facts->excellent;
    into->sum += facts->sum;
}

/* The mean over the period: of the events' means, weighted. */
static void count_period(struct fact_table *table, bool persons, size_t subject)
{
    const struct appraisal_sheet *sheet = table->sheet;
    struct facts *period = facts_at(table, persons, subject, -1);
    /* A mark is at most 10¹⁰, a weight 10⁷, and there are 60 events: within 64 bits. */
    int64_t sum = 0, weights = 0;
    for (int e = 0; e < sheet->event_count; e++) {
        const struct facts *facts = facts_of(table, persons, subject, e);
        add_facts(period, facts);
        if (!facts->has_mean)
            continue;
        sum += facts->mean * sheet->events[e].weight;
        weights += sheet->events[e].weight;
    }
    if (weights == 0)
        return;
    period->has_mean = true;
    period->mean = mark_ratio(sum, 1, weights, sheet->decimals);
}

/* Ranks by the mean, of those that have none of their own: 1 2 2 4. */
static void rank_by_mean(struct fact_table *table, bool persons, size_t subjects, int event,
                         struct arena *arena)
{
    struct placing *rows = arena_array(arena, subjects, sizeof *rows);
    bool given = false;
    for (size_t i = 0; i < subjects; i++) {
        const struct facts *facts = facts_of(table, persons, i, event);
        rows[i] = (struct placing){.entrant = (int)i, .unranked = !facts->has_mean, .keys = {facts->mean}};
        given |= facts->rank > 0;
    }
    if (given)
        return;
    placing_rank(rows, subjects, 1);
    for (size_t i = 0; i < subjects; i++)
        facts_at(table, persons, (size_t)rows[i].entrant, event)->rank = rows[i].rank;
}

static void count_people(struct fact_table *table, const struct appraisal_results *results,
                         const struct placed_person *placed)
{
    int events = table->sheet->event_count, decimals = table->sheet->decimals;
    for (size_t i = 0; i < table->person_count; i++)
        for (int e = 0; e < events; e++) {
            const struct outcome *outcome = &results->outcomes[placed[i].index * (size_t)events + (size_t)e];
            struct facts *facts = facts_at(table, true, i, e);
            count_outcome(facts, outcome, decimals);
            facts->rank = outcome->kind == OUTCOME_TAKEN ? outcome->rank : 0;
            if (table->unit_of[i] < table->unit_count)
                count_outcome(facts_at(table, false, table->unit_of[i], e), outcome, decimals);
        }
}

static void place_people(const struct appraisal_sheet *sheet, const struct appraisal_results *results,
                         struct arena *arena, struct fact_table *out, struct placed_person *placed)
{
    for (size_t i = 0; i < results->people_count; i++)
        placed[i] = (struct placed_person){&results->people[i], i,
                                           unit_at_depth(results->people[i].unit, sheet->unit_level)};
    qsort(placed, results->people_count, sizeof *placed, compare_people);
    list_units(results, placed, sheet->unit_level, arena, out);
    for (size_t i = 0; i < results->people_count; i++) {
        out->people[i] = placed[i].person;
        out->unit_of[i] = find_unit(out, placed[i].unit);
    }
}

static struct facts *empty_facts(struct arena *arena, size_t count)
{
    struct facts *facts = arena_array(arena, count, sizeof *facts);
    for (size_t i = 0; i < count; i++)
        facts[i] = (struct facts){0};
    return facts;
}

void facts_count(const struct appraisal_sheet *sheet, const struct appraisal_results *results,
                 struct arena *arena, struct fact_table *out)
{
    size_t people = results->people_count, columns = (size_t)sheet->event_count + 1;
    struct placed_person *placed = arena_array(arena, people, sizeof *placed);
    *out = (struct fact_table){.sheet = sheet, .person_count = people};
    out->people = arena_array(arena, people, sizeof *out->people);
    out->unit_of = arena_array(arena, people, sizeof *out->unit_of);
    place_people(sheet, results, arena, out, placed);
    out->persons = empty_facts(arena, people * columns);
    out->of_units = empty_facts(arena, out->unit_count * columns);
    count_people(out, results, placed);
    count_means(out, true, people);
    count_means(out, false, out->unit_count);
    count_unit_outcomes(out, results);
    for (int e = 0; e < sheet->event_count; e++)
        rank_by_mean(out, false, out->unit_count, e, arena);
    for (size_t i = 0; i < people; i++)
        count_period(out, true, i);
    for (size_t i = 0; i < out->unit_count; i++)
        count_period(out, false, i);
    rank_by_mean(out, true, people, -1, arena);
    rank_by_mean(out, false, out->unit_count, -1, arena);
}

/* ---- Measuring ----------------------------------------------------------------------------------------- */

static bool rate(int part, int whole, int decimals, mark_t *out)
{
    if (whole > 0)
        *out = mark_ratio(HUNDRED, part, whole, decimals);
    return whole > 0;
}

static bool count_of(int count, bool known, mark_t *out)
{
    *out = (mark_t)count * MARK_ONE;
    return known;
}

bool facts_measure(const struct fact_table *table, bool persons, size_t subject, enum measure measure,
                   int event, mark_t *out)
{
    const struct facts *f = facts_of(table, persons, subject, event);
    int decimals = table->sheet->decimals;
    *out = 0;
    switch (measure) {
    case MEASURE_MARK:
    case MEASURE_MEAN:
    case MEASURE_EVENT:
        *out = f->mean;
        return f->has_mean;
    case MEASURE_RANK:
        return count_of(f->rank, f->rank > 0, out);
    case MEASURE_ABSENCE:
        return count_of(f->entitled - f->taken, f->entitled > 0, out);
    case MEASURE_FAILURE:
        return count_of(f->judged - f->passed, f->judged > 0, out);
    case MEASURE_PARTICIPATION:
        return rate(f->taken, f->entitled, decimals, out);
    case MEASURE_PASS_RATE:
        return rate(f->passed, f->judged, decimals, out);
    case MEASURE_EXCELLENT_RATE:
        return rate(f->excellent, f->judged, decimals, out);
    case MEASURE_BEST:
        *out = f->best;
        return f->taken > 0;
    case MEASURE_WORST:
        *out = f->worst;
        return f->taken > 0;
    }
    return false;
}
