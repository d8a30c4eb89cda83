/* What an appraisal counts before any rule is applied. Private to appraisal*.c. */
#ifndef BIWU_CORE_APPRAISAL_PRIVATE_H
#define BIWU_CORE_APPRAISAL_PRIVATE_H

#include "core/appraisal.h"

/* Of one person or unit in one event, or over the period. */
struct facts {
    int entitled, taken;           /* people and times */
    int judged, passed, excellent; /* of taken: in tests */
    mark_t sum;                    /* of marks in per cent, of those taken */
    mark_t best, worst;            /* taken > 0 */
    bool has_mean;
    mark_t mean;
    int rank; /* 0: none */
};

struct fact_table {
    const struct appraisal_sheet *sheet;
    const struct person **people; /* by unit, then number */
    size_t person_count;
    size_t *unit_of; /* of each person: index of the unit */
    struct text *units;
    size_t unit_count;
    struct facts *persons; /* [person_count × (event_count + 1)]: the last is the period's */
    struct facts *of_units;
};

/* Counts everything; all in `arena`. */
void facts_count(const struct appraisal_sheet *sheet, const struct appraisal_results *results,
                 struct arena *arena, struct fact_table *out);

/* Event −1: the period. */
const struct facts *facts_of(const struct fact_table *table, bool persons, size_t subject, int event);
/* What the measure is; false: nobody can say. */
bool facts_measure(const struct fact_table *table, bool persons, size_t subject, enum measure measure,
                   int event, mark_t *out);

#endif
