/* Contests, panels and series read from the database, for commands that print them. */
#ifndef BIWU_CLI_STAGES_H
#define BIWU_CLI_STAGES_H

#include "cli/hall.h"
#include "store/stages.h"

/* Fills in the names and units of entrants that a sheet gives by number alone, from the roster. */
bool stage_fill_names(struct store *store, struct event_sheet *sheet, struct arena *arena, struct err *err);

/* A series' standing now (or as finalized). `parts` [SERIES_MAX_PARTS]; rows in `arena`. */
bool stage_series_rows(struct store *store, const struct series_sheet *sheet, struct arena *arena,
                       struct part_results *parts, struct series_row **rows, size_t *count, struct err *err);

/* "A 通风二队" for tables: the code, and the name where it differs. */
struct text stage_entrant_label(const struct entrant *entrant, struct arena *arena);

/* The standing of a contest, panel or series as a table; its last column says "provisional" or "final", in
 * the reader's language when `for_people`. The caller finishes it. */
struct table;
bool rank_stage_table(struct store *store, const struct hall_event *event, bool for_people,
                      struct arena *arena, struct table *out, struct err *err);

/* The hall of champions, of some families of series or (none named) of all. The caller finishes it. */
bool champions_table(struct store *store, const struct text *families, size_t family_count,
                     struct arena *arena, struct table *out, struct err *err);

/* Options and tables of the commands that are shared with those about tests. */
struct table_output;
bool rank_stage(struct store *store, const struct hall_event *event, struct arena *arena,
                const struct table_output *output, struct err *err);
bool explain_stage(struct store *store, const struct hall_event *event, struct text entrant,
                   struct arena *arena, const struct table_output *output, struct err *err);

#endif
