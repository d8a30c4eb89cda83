/* Sending the views of stages to those who watch. */
#ifndef BIWU_HUB_PUBLISH_H
#define BIWU_HUB_PUBLISH_H

#include "hub/state.h"

/* At the end of a turn, before its commit: whoever watches a stage that changed gets its view, once. The
 * lines leave with the turn's replies. */
void publish_stages(struct hub *hub);

#endif
