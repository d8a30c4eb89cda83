/* Halls for tests in C: a directory, commands run in it, a hub that ends with the test, seats at terminals.
 * What goes wrong fails the running cmocka test with the program's own words. */
#ifndef BIWU_E2E_HALL_H
#define BIWU_E2E_HALL_H

#include "terminal.h"

#include <stdint.h>

enum { HALL_PATH_SIZE = 512, HALL_PIN_SIZE = 16 };

struct test_hall {
    char path[HALL_PATH_SIZE];
    pid_t hub; /* 0: none */
};

/* Makes a hall in a new directory below `parent` (NULL: $TMPDIR or /tmp), with the sample data if asked. */
void test_hall_make(struct test_hall *hall, const char *parent, bool sample);
/* Kills the hub, if any (also one that a seat started), and deletes the directory. */
void test_hall_remove(struct test_hall *hall);

/* Writes a file below the hall. */
void test_hall_write(const struct test_hall *hall, const char *name, const char *content);
/* `biwu -C HALL WORD…` (a NULL ends the words) in English; fails unless it exits with `status`. Returns what
 * it printed, errors included; the caller frees it. */
char *test_hall_biwu(const struct test_hall *hall, int status, const char *word, ...)
    __attribute__((sentinel));
/* The PIN of somebody in the hall's people.csv. */
void test_hall_pin(const struct test_hall *hall, const char *number, char out[static HALL_PIN_SIZE]);

/* Runs `biwu serve` and returns when it listens. `environment` (NULL, or NULL-terminated) is added. */
void test_hall_start_hub(struct test_hall *hall, const char *const *environment);
/* Sends the signal and waits until the hub has ended. */
void test_hall_end_hub(struct test_hall *hall, int signal);
/* Kills a hub that a seat has started by itself, if there is one. */
void test_hall_kill_own_hub(const struct test_hall *hall);
/* Takes the lock of a hub's hall, so that none can start, until the descriptor that it returns is closed. */
int test_hall_lock(const struct test_hall *hall);

/* `biwu -C HALL` at a new terminal; `language` as BIWU_LANG, NULL: not set. */
struct terminal *test_hall_seat(const struct test_hall *hall, const char *language, int width, int height);

/* Where the program under test is: $BIWU, which meson sets. */
const char *test_hall_program(void);

#endif
