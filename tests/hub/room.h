/* A hall with a bank, people and tests, and a hub for it in a child process. What goes wrong fails the
 * running cmocka test. */
#ifndef BIWU_TEST_ROOM_H
#define BIWU_TEST_ROOM_H

#include "store/store.h"

#include <sys/types.h>

enum { ROOM_PATH = 300 };

struct room {
    char path[ROOM_PATH];
    pid_t hub; /* 0: none */
};

/* Numbers are 10001, 10002, …; everybody's PIN is 2468; 10001 is the organizer. The bank `all` has every kind
 * of item, answered rightly as its texts say (room.c). `hall` is hall.yaml (NULL: the usual one). */
void room_make(struct room *room, int people, const char *hall);
void room_remove(struct room *room);
void room_write(const struct room *room, const char *name, const char *content);
/* Takes effect at the hub's next look at the files. `settings` are further lines of the sheet. */
void room_write_test(const struct room *room, const char *code, const char *settings);

/* Returns when the hub listens. */
void room_start(struct room *room);
/* With idle_exit in ms. */
void room_start_idle(struct room *room, int idle_exit);
/* Sends the signal and waits for the end; a hub that ends by itself with an error fails the test. */
void room_stop(struct room *room, int signal);
/* Waits until the hub has ended by itself. */
void room_wait_end(struct room *room);

/* The hall's database; for reading while a hub runs. */
struct store *room_store(const struct room *room, enum store_mode mode);
/* Fails on the first difference that verify finds. Returns the number of journal entries. */
int64_t room_verify(const struct room *room);

#endif
