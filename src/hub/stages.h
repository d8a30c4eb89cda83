/* Contests, panels and series (stages): their states, folded from the journal, and every change to them.
 *
 * A stage is awake when its state is in memory: those going on are from the hub's start, others when somebody
 * asks for them. */
#ifndef BIWU_HUB_STAGES_H
#define BIWU_HUB_STAGES_H

#include "hub/state.h"

/* Wakes what is going on. The clock of a contest that ran when the last hub ended is stopped: the host lets
 * it go on. Within a turn. */
bool stages_start(struct hub *hub, struct err *err);
void stages_finish(struct hub *hub);

struct stage *stages_find(const struct hub *hub, struct text code); /* NULL: no such stage */
/* The stage of that kind; or NULL and why not. */
struct stage *stages_find_kind(const struct hub *hub, struct text code, enum event_kind kind,
                               enum wire_error *refusal);
/* Folds the journal when that was not done yet. WIRE_CANNOT_DRAW, with why, for a sheet that cannot be read.
 */
enum wire_error stage_wake(struct hub *hub, struct stage *stage, struct text *detail);

/* Decides, journals, applies; writes the rows of the standing at the end of the turn; closes the event when
 * the command finalizes it. A command that would change nothing is WIRE_OK with *n = 0; else *n is the
 * event's place in the stream. Refusals are WIRE_CONTEST or WIRE_PANEL with the word in *detail. `now` is
 * hall time. The stage is awake. */
enum wire_error contest_do(struct hub *hub, struct stage *stage, const struct contest_command *command,
                           int64_t now, struct text actor, int64_t *n, struct text *detail);
enum wire_error panel_do(struct hub *hub, struct stage *stage, const struct panel_command *command,
                         struct text actor, int64_t *n, struct text *detail);
/* What was changed by other means: to be read again if the turn fails, and to be shown. */
void stage_touch(struct hub *hub, struct stage *stage);

/* The clock: expires the contests that are due. */
void contests_expire(struct hub *hub);
/* The hall time at which contests_expire has something to do next; INT64_MAX: never. */
int64_t contests_next_expiry(const struct hub *hub);
/* Whether the clock of any contest or panel runs, so that the hall clock is to be saved now and then. */
bool stages_run(const struct hub *hub);

/* For the turn, before its commit: writes the rows of the standings that changed. */
void stages_write_results(struct hub *hub);
/* After the commit; or instead of it, bringing back what the database holds. */
void stages_settle(struct hub *hub);
bool stages_read_again(struct hub *hub, struct err *err);

/* For events.c. */
struct entry *stage_add(struct hub *hub, struct text code);
void stage_remove(struct hub *hub, struct stage *stage);
/* The sheet was read (again): what was made of the old one is put away. */
void stage_take_sheet(struct stage *stage, const struct event_sheet *sheet);

#endif
