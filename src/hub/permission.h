/* Who may ask for what: one table. */
#ifndef BIWU_HUB_PERMISSION_H
#define BIWU_HUB_PERMISSION_H

#include "hub/state.h"

/* WIRE_OK, or why not. What is about one attempt is checked further by whom the attempt belongs to,
 * what is about a stage by what the terminal is to it (hub/watch.h). */
enum wire_error permission_check(enum role role, enum message_kind kind);

#endif
