/* Opening and closing tests, by hand and by the clock. */
#ifndef BIWU_HUB_LIFECYCLE_H
#define BIWU_HUB_LIFECYCLE_H

#include "hub/state.h"

/* Of an event of any kind. Journals pool and seed (made here, unless the sheet fixes one) in that order, so
 * that nobody can have chosen one to fit the other. */
enum wire_error entry_prepare(struct hub *hub, struct entry *entry, const struct pool *pool,
                              struct text fixed_seed, struct text actor);
/* Journals it, logs it and tells the terminals. */
enum wire_error entry_set_status(struct hub *hub, struct entry *entry, enum event_status status,
                                 struct text actor);

/* Fixes sheet, pool and seed of a draft; nothing to do otherwise. WIRE_CANNOT_DRAW with the reason. */
enum wire_error test_prepare(struct hub *hub, struct test *test, struct text actor, struct text *detail);
/* Prepares it when needed, and has the hash of its forms in the journal before it is opened; 64 hexadecimal
 * digits in *seal. The same again when it is sealed already; WIRE_ALREADY once it was opened. */
enum wire_error test_seal(struct hub *hub, struct test *test, struct text actor, struct text *seal,
                          struct text *detail);
/* Prepares it when needed and opens it now. */
enum wire_error test_open(struct hub *hub, struct test *test, struct text actor, struct text *detail);
/* Learns how many questions a form of a prepared test has, if that is not known: the home screen says it
 * before anybody has started. */
void test_count_slots(struct hub *hub, struct test *test);
/* Submits what is running and closes it. */
enum wire_error test_close(struct hub *hub, struct test *test, struct text actor);
/* Opens and closes what is due. */
void tests_by_the_clock(struct hub *hub);
/* The wall time at which tests_by_the_clock has something to do next; INT64_MAX: never. */
int64_t tests_next_change(const struct hub *hub);

#endif
