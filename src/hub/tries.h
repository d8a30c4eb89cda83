/* Wrong PINs: counted by number, in the database for people, in memory for numbers that do not exist, so that
 * nobody learns from the answers which numbers there are. */
#ifndef BIWU_HUB_TRIES_H
#define BIWU_HUB_TRIES_H

#include "hub/state.h"

/* What stands about a number. */
struct standing_tries {
    struct person_record record; /* of a person who can sign in; in the arena given */
    bool known;                  /* else a stranger's number */
    int wrong;
    int64_t blocked_until; /* wall ms */
    bool locked;
};

bool tries_load(struct hub *hub, struct text number, struct arena *arena, struct standing_tries *out,
                struct err *err);
/* WIRE_OK, WIRE_LOCKED, or WIRE_BLOCKED with the seconds to wait. */
enum wire_error tries_check(const struct standing_tries *tries, int64_t *wait);
/* Counts one more wrong PIN: WIRE_WRONG_PIN with the seconds to wait, or WIRE_LOCKED from now on. */
enum wire_error tries_count_wrong(struct hub *hub, struct text number, const struct standing_tries *tries,
                                  int64_t *wait);
/* After a right PIN; within a transaction. */
bool tries_clear(struct hub *hub, struct text number, const struct standing_tries *tries, struct err *err);
/* Forgets the wrong tries at a number that does not exist. */
void tries_forgive_stranger(struct hub *hub, struct text number);
/* Seconds that nobody may try after so many wrong PINs in a row: 0 0 1 2 4 8 … 60. */
int64_t tries_delay(int wrong);

void tries_finish(struct hub *hub);

#endif
