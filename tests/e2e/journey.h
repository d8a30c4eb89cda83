/* What people do at a seat, step by step, in English. Each step waits until the screen shows that it is done.
 */
#ifndef BIWU_E2E_JOURNEY_H
#define BIWU_E2E_JOURNEY_H

#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Candidates and organizers of the sample people. */
#define CANDIDATE "10003"
#define OTHER_CANDIDATE "10004"
#define ORGANIZER "10001"

enum { ITEMS_MAX = 120, TYPED_SIZE = 160 };

/* What was answered to one item. */
struct given {
    char kind[32];          /* as the screen says it: "single choice" */
    char typed[TYPED_SIZE]; /* as a response, in the letters shown; empty: nothing */
};

/* A hall with the sample banks and people and one test, "lilun": the sample sheet that has every kind of
 * item, but open by hand only, so that nothing depends on today's date, and lasting `minutes`. Not opened
 * yet. */
void journey_hall(struct test_hall *hall, const char *minutes);
/* The same, with a hub and the test open. */
void journey_open_hall(struct test_hall *hall, const char *minutes);

/* Signs in at a seat that shows the sign-in screen; does not wait for what follows. */
void journey_sign_in(struct terminal *seat, const struct test_hall *hall, const char *number);
/* A new seat of 80×24, signed in, on the home screen. */
struct terminal *journey_sit_down(const struct test_hall *hall, const char *number);
/* The same for somebody whose test goes on: ends in the test. */
struct terminal *journey_come_back(const struct test_hall *hall, const char *number);
/* From home to the first item; returns how many items there are. */
int journey_begin(struct terminal *seat);

/* The item on the screen, from 1; 0: none. */
int journey_item(struct terminal *seat);
/* Seconds left, as the title bar says; -1: it does not. */
int journey_time_left(struct terminal *seat);
/* Jumps to an item by the answer sheet. */
void journey_jump(struct terminal *seat, int item);
/* Goes on to the next item, or stays on the last. */
void journey_next(struct terminal *seat, int items);
/* Answers the item on the screen through its own keys; `way` varies them. Does not wait for saving. */
void journey_answer(struct terminal *seat, int way, struct given *given);
/* Waits until the item on the screen is saved. */
void journey_wait_saved(struct terminal *seat);
/* From an item through the list of what is open to the result screen. */
void journey_submit(struct terminal *seat);

/* The field of a CSV row whose first field is `first`, of a printed CSV; fails when there is none. The caller
 * frees it. Fields before and at `column` hold no commas. */
char *journey_field(const char *csv, const char *first, int column);
/* Checks that `biwu explain` has, for each item, what was given at the seat. */
void journey_check_given(const struct test_hall *hall, const char *number, const struct given *given,
                         int items);

#endif
