/* Who stands on a stage: names and units from the roster, for those whom the sheet gives by number alone. */
#ifndef BIWU_HUB_STAGE_NAMES_H
#define BIWU_HUB_STAGE_NAMES_H

#include "hub/state.h"

/* Teams, performers or entrants as the sheet lists them. */
const struct entrant *stage_entrants(const struct stage *stage, int *count);
/* Fills stage->names unless they are fresh. A roster that cannot be read leaves the numbers as names. */
void stage_names_refresh(struct hub *hub, struct stage *stage);
/* The roster changed. */
void stages_forget_names(struct hub *hub);
void stage_names_drop(struct stage *stage);

#endif
