/* A hall's database in a temporary directory, and a small test taken in it. */
#ifndef BIWU_TESTS_STORE_FIXTURE_H
#define BIWU_TESTS_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/attempts.h"
#include "store/banks.h"
#include "store/events.h"
#include "store/people.h"
#include "store/verify.h"

#define T(literal) ((struct text)TEXT(literal))

enum { FIXTURE_ITEMS = 9, FIXTURE_SLOTS = 10, FIXTURE_PEOPLE = 5 };

struct fixture {
    char directory[64];
    char path[96];
    struct store *store; /* open for writing */
    struct arena arena;
    struct err err;
};

/* cmocka's setup and teardown: *state is a struct fixture with an empty database. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

/* Fails the test with the error's message unless `ok`. */
void must(struct fixture *fixture, bool ok);
void begin(struct fixture *fixture);
void commit(struct fixture *fixture);
/* Closes and opens again. */
void reopen(struct fixture *fixture);

/* One item of each kind, bank "dangwu"; static. */
const struct bank *sample_bank(void);
/* Section 0: the eight plain items, 10 marks each; section 1: the case, 20 marks. Passes at 60 of 100. */
const struct test_sheet *sample_sheet(void);
const struct person *sample_people(void); /* FIXTURE_PEOPLE, numbers 10021 … 10025 */

/* Bank, people and the prepared and opened event "yzyh" in the database. */
void fill(struct fixture *fixture);

/* A running attempt of the sample event. */
struct sitting {
    int64_t id;
    struct attempt state;
    struct attempt_record record;
    const struct item *items[FIXTURE_SLOTS]; /* of the slots */
};
/* The form holds every sample item in order. Within a transaction. */
void sit_down(struct fixture *fixture, struct sitting *sitting, struct text number, int nth, int64_t clock);
/* Journals and applies one event. */
void tell(struct fixture *fixture, struct sitting *sitting, const struct attempt_event *event);
void answer(struct fixture *fixture, struct sitting *sitting, int slot, const char *response, int64_t clock);
void hand_in(struct fixture *fixture, struct sitting *sitting, int64_t clock);
void void_it(struct fixture *fixture, struct sitting *sitting, const char *reason, int64_t clock,
             bool marked);
void sitting_finish(struct sitting *sitting);

/* Two submitted attempts (10021 all right, 10022 partly), one void after submission (10023), one void while
 * running (10024), one running (10025). */
void play(struct fixture *fixture);

/* The findings of store_verify, one a line; *count of them. Reading must succeed. */
const char *findings(struct fixture *fixture, int64_t *count);

/* Runs SQL beside the store, as somebody with the sqlite3 shell would, the journal's triggers taken off
 * before and put back after. False when the database's own constraints refuse. */
bool tamper(struct fixture *fixture, const char *sql);
/* The first column of the first row, as text in the arena ("" when NULL or no row). */
const char *ask(struct fixture *fixture, const char *sql);

#endif
