/* Event files (场次): YAML ↔ test sheets. biwu-event(5). */
#ifndef BIWU_BANK_EVENT_LOAD_H
#define BIWU_BANK_EVENT_LOAD_H

#include "base/diag.h"
#include "core/sheet.h"

#define EVENT_MAX_FILE ((size_t)4 << 20)

/* Reads a test sheet. As bank_load: findings in `diags`, false when there is an error, everything in `arena`.
 * A file that describes another kind of event (contest, panel, series) is an error that says so. Wherever
 * the sheet is silent its fields hold the documented defaults. `full` is always filled in; a `full:` that
 * disagrees with the sections is an error. */
bool event_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                struct test_sheet *out);

#endif
