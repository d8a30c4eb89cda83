/* The builders of the tables. Private to cli/tables. */
#ifndef BIWU_CLI_TABLES_KINDS_H
#define BIWU_CLI_TABLES_KINDS_H

#include "cli/tables/draft.h"

typedef bool table_builder(struct picture *picture, struct err *err);

table_builder scores_build, units_build, missing_build, sections_build, topics_build, papers_build,
    ledger_build, champions_build, figures_build, stats_build, options_build, warnings_build;

/* Parts of scores_build and units_build. */
bool scores_of_stage(struct picture *picture, struct err *err);
bool scores_together(struct picture *picture, struct err *err);
bool units_together(struct picture *picture, struct err *err);

/* The units of those who may take the test (at the depth and of the post asked for), ranked. The caller frees
 * *units. */
void units_rank(const struct picture *picture, const struct hall_event *event, const struct results *results,
                struct unit_row **units, size_t *count);
/* Whether the filter by unit lets a row about this unit through. */
bool unit_is_shown(const struct picture *picture, struct text unit);

/* Notes that several tables have: which attempts count, and what may still change. */
void note_attempts(struct draft *draft);
/* Collected over the tests of a table, then noted (and done with): which are not closed, and in which answers
 * wait for a marker. */
struct provisional {
    struct buf open, marking; /* titles */
    int64_t pending;
};
void provisional_add(struct provisional *provisional, const struct hall_event *event,
                     const struct results *results);
void provisional_note(struct provisional *provisional, struct draft *draft);
/* "成绩表 · 十一月份应知应会测试" when there is one event. */
struct text heading_of(const struct picture *picture, const char *label);

#endif
