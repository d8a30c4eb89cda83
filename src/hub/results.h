/* The ranked results of a test, kept until a submission changes them. */
#ifndef BIWU_HUB_RESULTS_H
#define BIWU_HUB_RESULTS_H

#include "hub/state.h"

bool results_refresh(struct hub *hub, struct test *test, struct err *err);
/* The person's best result; NULL: none. Call results_refresh first. */
const struct standing_row *results_find(const struct test *test, struct text number);
void results_finish(struct results *results);

#endif
