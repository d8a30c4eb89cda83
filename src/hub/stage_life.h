/* Preparing, opening and closing contests, panels and series. */
#ifndef BIWU_HUB_STAGE_LIFE_H
#define BIWU_HUB_STAGE_LIFE_H

#include "hub/state.h"

/* Fixes sheet, pool and seed of a draft. WIRE_CANNOT_DRAW with the reason. */
enum wire_error stage_prepare(struct hub *hub, struct stage *stage, struct text actor, struct text *detail);
enum wire_error stage_open(struct hub *hub, struct stage *stage, struct text actor, struct text *detail);
/* Only one that has not begun, or is final, can be closed by hand. */
enum wire_error stage_close(struct hub *hub, struct stage *stage, struct text actor, struct text *detail);
/* Prepares and opens what has not been, as far as that is needed for going on; WIRE_NOT_OPEN when it was
 * closed. */
enum wire_error stage_make_open(struct hub *hub, struct stage *stage, struct text actor, struct text *detail);

/* Before a contest or panel begins: makes it open and fills the command with what is drawn. One that has
 * begun is left to the kernel to refuse. */
enum wire_error contest_prepare_to_begin(struct hub *hub, struct stage *stage,
                                         struct contest_command *command, struct text actor,
                                         struct text *detail);
enum wire_error panel_prepare_to_begin(struct hub *hub, struct stage *stage, struct panel_command *command,
                                       struct text actor, struct text *detail);

#endif
