/* Shared by events.c and sheets.c. */
#ifndef BIWU_HUB_EVENTS_PRIVATE_H
#define BIWU_HUB_EVENTS_PRIVATE_H

#include "base/diag.h"
#include "hub/state.h"

/* Adds an event that has nothing but its code, as a draft. */
struct entry *entry_add(struct hub *hub, enum event_kind kind, struct text code);
void entry_remove(struct hub *hub, struct entry *entry);
/* Reads the sheet's text; false when it has errors (they are in `diags`, the first one in entry->trouble). */
bool entry_read_sheet(struct entry *entry, struct text path, struct text source, struct diags *diags);

/* The whole that an entry is the first member of. */
static inline struct test *entry_test(struct entry *entry)
{
    return (struct test *)entry;
}
static inline struct stage *entry_stage(struct entry *entry)
{
    return (struct stage *)entry;
}

#endif
