/* Shared by events.c and sheets.c. */
#ifndef BIWU_HUB_EVENTS_PRIVATE_H
#define BIWU_HUB_EVENTS_PRIVATE_H

#include "base/diag.h"
#include "hub/state.h"

/* Adds a test that has nothing but its code, as a draft. */
struct test *test_add(struct hub *hub, struct text code);
void test_remove(struct hub *hub, size_t at);
/* Reads the sheet's text; false when it has errors (they are in `diags`, the first one in test->trouble). */
bool test_read_sheet(struct test *test, struct text path, struct text source, struct diags *diags);

#endif
