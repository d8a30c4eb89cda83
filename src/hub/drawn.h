/* Tests for those who were drawn (`who: {draw: ID}`): who that is now. */
#ifndef BIWU_HUB_DRAWN_H
#define BIWU_HUB_DRAWN_H

#include "hub/state.h"

/* Looks the draws up again where a sheet was read or somebody else wrote to the database; before anything
 * that depends on who may take a test. Cheap when no test has a draw. A draw that cannot be had lets nobody
 * in by it, and test->drawn.trouble says why. */
void drawn_look(struct hub *hub);
/* The sheet was read anew. */
void drawn_forget(struct test *test);
void drawn_finish(struct test *test);

#endif
