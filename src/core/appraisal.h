/* Appraisal (挂钩考核): the results of a period mapped to adjustments of persons, branches and leaders, to
 * stars and titles, by the rules of a sheet. The rules are an office's own; what is fixed here is how they
 * are counted.
 *
 * What is measured (per event, or over the period):
 *   mark        of a person: per cent of the full mark
 *   mean        of a person: his marks, weighted by the events' weights, over the events that he took; of a
 * unit: the mean of its people's marks in an event, over the period weighted in the same way rank        of a
 * person in an event as `biwu rank` has it, over the period by the mean; of a unit by its mean absence events
 * that somebody was to take and did not; who was excused is neither absent nor entitled failure     events
 * taken and not passed participation, pass_rate, excellent_rate   per cent: taken of entitled; passed,
 * excellent of taken best, worst per cent of the full mark event       the mark in one event named (of a
 * panel, contest or series: its own mark; of a unit in a test: its mean in per cent) What nobody can say (no
 * result, nobody entitled) is no figure: no rule applies to it, and a line says so.
 *
 * Rounding: every measure that is divided (mark, mean, rates) and every share is rounded half up to the
 * sheet's decimals; sums of adjustments are exact; then the cap. */
#ifndef BIWU_CORE_APPRAISAL_H
#define BIWU_CORE_APPRAISAL_H

#include "core/sheet.h"

enum {
    APPRAISAL_MAX_EVENTS = 60,
    APPRAISAL_MAX_RULES = 40, /* of persons, of units */
    APPRAISAL_MAX_BANDS = 20,
    APPRAISAL_MAX_CRITERIA = 30, /* stars; conditions of a title */
    APPRAISAL_MAX_TITLES = 20,
    APPRAISAL_MAX_GRADES = 20,
};

enum measure {
    MEASURE_MARK,
    MEASURE_MEAN,
    MEASURE_RANK,
    MEASURE_ABSENCE,
    MEASURE_FAILURE,
    MEASURE_PARTICIPATION,
    MEASURE_PASS_RATE,
    MEASURE_EXCELLENT_RATE,
    MEASURE_BEST,
    MEASURE_WORST,
    MEASURE_EVENT,
};
enum { MEASURES = MEASURE_EVENT + 1 };
const char *measure_name(enum measure measure);  /* "mark" "pass_rate" …: the sheet's word */
const char *measure_label(enum measure measure); /* English msgid; show through _() */

/* Of a measure: at least, below, or both (a band); as ranks: first … last. */
struct condition {
    enum measure of;
    int event; /* MEASURE_EVENT: index in the sheet's events; else -1 */
    bool has_least, has_below;
    mark_t least, below; /* least ≤ value < below */
    int first, last;     /* MEASURE_RANK with `ranks`: 0 when not given */
};

/* What a rule adds when its condition holds. The first band that holds counts. */
struct appraisal_band {
    struct condition when;
    mark_t add;
};
struct appraisal_rule {
    struct text title;
    enum measure of;
    int event;      /* MEASURE_EVENT */
    bool per_event; /* applied to every event by itself; else once, over the period */
    const struct appraisal_band *bands;
    int band_count;
    mark_t each; /* ABSENCE, FAILURE without bands: for every one */
    bool counts; /* `each` is given */
};

struct appraisal_cap {
    bool has_most, has_least;
    mark_t most, least; /* of the sum of adjustments */
};

/* What one kind of subject is judged by. */
struct appraisal_rules {
    mark_t base;
    const struct appraisal_rule *rules;
    int rule_count;
    struct appraisal_cap cap;
};

struct appraisal_leaders {
    const struct text *posts;
    int post_count; /* 0: none */
    mark_t share;   /* of the adjustment of the unit; MARK_ONE is all of it */
    struct appraisal_cap cap;
};

struct appraisal_star {
    struct text title;
    const struct condition *all;
    int count;
    int stars; /* when all conditions hold */
};
struct appraisal_grade {
    int from, to; /* stars */
    struct text title;
};
struct appraisal_title {
    struct text title;
    bool of_persons; /* else of units */
    const struct condition *all;
    int count;
};

struct appraisal_event {
    struct text event; /* code */
    mark_t weight;     /* MARK_ONE is once */
};

struct appraisal_sheet {
    struct text code, title, instructions;
    int64_t from, to; /* wall ms of the end of an attempt; `to` exclusive; 0: open */
    int unit_level;   /* parts of the path that make a unit; 0: the whole path */
    int decimals;
    const struct appraisal_event *events; /* none: whoever collects the results fills in all tests */
    int event_count;
    struct appraisal_rules persons, units;
    struct appraisal_leaders leaders;
    bool stars_of_persons;
    const struct appraisal_star *stars;
    int star_count;
    const struct appraisal_grade *grades;
    int grade_count;
    const struct appraisal_title *titles;
    int title_count;
};

/* ---- Results, as whoever collects them finds them --------------------------------------------------------
 */

enum outcome_kind {
    OUTCOME_NONE, /* not asked to take part */
    OUTCOME_EXCUSED,
    OUTCOME_ABSENT,
    OUTCOME_TAKEN,
};
struct outcome {
    enum outcome_kind kind;
    mark_t mark, full; /* TAKEN; full 0: the event has none, the mark is taken as it is */
    int rank;          /* 0: unranked */
    bool judged;       /* passed and excellent mean something: the event is a test */
    bool passed, excellent;
};
/* Of a unit as an entrant of its own, in a contest, panel or series. */
struct unit_outcome {
    struct text unit; /* path */
    int event;
    mark_t mark, full;
    int rank;
};
struct appraisal_results {
    const struct person *people;
    size_t people_count;
    const struct outcome *outcomes; /* [people_count × event_count], a person's together */
    const struct unit_outcome *unit_outcomes;
    size_t unit_outcome_count;
};

/* ---- What comes of it ------------------------------------------------------------------------------------
 */

/* One figure with the rule that gave it. */
struct appraisal_line {
    const struct appraisal_rule *rule; /* NULL: a leader's share of his unit's adjustment */
    int event;                         /* index; -1: over the period */
    bool known;                        /* there was something to measure */
    mark_t value;
    int band; /* index of the one that held; -1: none, or the rule counts each */
    mark_t add;
};

struct appraised {
    struct text subject;         /* number of a person, path of a unit */
    const struct person *person; /* NULL: a unit */
    int events, taken;           /* it was to take, and took (a unit: of its people, added up) */
    bool has_mean;
    mark_t mean;
    int rank; /* by the mean; 0: unranked */
    mark_t base;
    const struct appraisal_line *lines;
    int line_count;
    mark_t sum;    /* of the lines */
    mark_t capped; /* sum under the cap */
    mark_t total;  /* base + capped */
};

/* A star or a title that a subject got or did not, with what was measured. */
struct merit {
    const struct appraised *subject;
    const struct text *title;
    bool given;
    int stars;            /* of a star */
    const mark_t *values; /* of its conditions, in order */
    const bool *known;
    int failed; /* the first condition that does not hold; -1: none */
};
struct star_total {
    const struct appraised *subject;
    int stars;
    const struct appraisal_grade *grade; /* NULL: none */
};

struct appraisal {
    const struct appraised *persons; /* by unit, then number */
    size_t person_count;
    const struct appraised *units; /* by path */
    size_t unit_count;
    const struct appraised
        *leaders; /* the persons with a post of the sheet's, own and unit's share added up */
    size_t leader_count;
    const struct merit *stars; /* star by star, of each subject in order */
    size_t merit_star_count;
    const struct star_total *star_totals;
    size_t star_total_count;
    const struct merit *titles;
    size_t title_count;
};

/* Everything in `arena`; texts are the sheet's and the people's. */
void appraise(const struct appraisal_sheet *sheet, const struct appraisal_results *results,
              struct arena *arena, struct appraisal *out);

/* Whether the value satisfies it; ranks are whole numbers in 1/10000. */
bool condition_holds(const struct condition *condition, mark_t value);

#endif
