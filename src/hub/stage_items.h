/* The items of a contest's script, kept while the hub runs. */
#ifndef BIWU_HUB_STAGE_ITEMS_H
#define BIWU_HUB_STAGE_ITEMS_H

#include "hub/state.h"

/* The item in a slot of the script, loading all items of the script when it is not there; NULL when that
 * fails (said once in the log). Valid until the sheet is read again. */
const struct item *stage_item(struct hub *hub, struct stage *stage, const struct slot *slot);
/* The same for deciding; valid during the call it is made for. */
struct stage_items_of {
    struct hub *hub;
    struct stage *stage;
};
struct contest_items stage_items(struct stage_items_of *of);
void stage_items_drop(struct stage *stage);

#endif
