/* Noticing what was changed beside the hub: event files, people, banks. */
#ifndef BIWU_HUB_NOTICE_H
#define BIWU_HUB_NOTICE_H

#include "hub/state.h"

/* Cheap when nothing changed; called every few seconds and before staff looks. */
void notice_changes(struct hub *hub);

#endif
