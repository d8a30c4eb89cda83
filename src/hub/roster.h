/* The people of the hall, as the database has them. */
#ifndef BIWU_HUB_ROSTER_H
#define BIWU_HUB_ROSTER_H

#include "hub/state.h"

/* Reads the active people again when something changed; false with err when that fails. */
bool roster_refresh(struct hub *hub, struct err *err);
/* Valid until the next refresh; NULL: no such active person. Call roster_refresh first. */
const struct person_record *roster_find(const struct hub *hub, struct text number);
void roster_finish(struct roster *roster);

#endif
