/* Where the hall is, and opening what is in it. */
#ifndef BIWU_CLI_HALL_H
#define BIWU_CLI_HALL_H

#include "bank/event_file.h"
#include "bank/hall_files.h"
#include "bank/hall_load.h"
#include "cli/command.h"
#include "store/events.h"

enum { HALL_PATH_MAX = 4096 };

/* The directory of the hall: -C, else $BIWU_HALL, else the nearest directory from here upward that holds
 * hall.yaml. Absolute. Fails with what to do when there is none. */
bool hall_find(const struct cli *cli, char out[static HALL_PATH_MAX], struct err *err);
/* "HALL/name". */
bool hall_path(const char *hall, const char *name, char out[static HALL_PATH_MAX], struct err *err);
/* HALL/rehearsals/EVENT, where `biwu rehearse` puts the copy; `out` may be `hall`. Fails when the code is
 * none, or when there is no rehearsal of the event. */
bool hall_rehearsal(const char *hall, const char *event, char out[static HALL_PATH_MAX], struct err *err);
/* The same path, whether it exists or not. */
bool hall_rehearsal_path(const char *hall, const char *event, char out[static HALL_PATH_MAX],
                         struct err *err);
/* What hall.yaml says; texts in `arena`. ERR_INVALID, with what is wrong first, when it is not in order. */
bool hall_read(const char *hall, struct arena *arena, struct hall *out, struct err *err);
/* Opens the hall's database. */
struct store *hall_open_store(const struct cli *cli, enum store_mode mode, struct err *err);

/* The directory with the sample data: $BIWU_DATADIR, else where they were installed. */
const char *hall_sample_dir(void);

/* An event of any kind and its sheet, from the database; who was drawn for a test is among its `who.numbers`.
 */
struct hall_event {
    struct event_record event;
    struct event_sheet sheet;
};
bool hall_load_event(struct store *store, const char *code, struct arena *arena, struct hall_event *out,
                     struct err *err);

/* A test and its sheet. */
struct event_and_sheet {
    struct event_record event;
    struct test_sheet sheet;
};

/* The sheet of an event as its file has it, whatever the database knows. ERR_NOT_FOUND when no file of the
 * hall describes such an event in good order. */
bool hall_find_sheet(const char *hall, const char *code, struct arena *arena, struct event_sheet *out,
                     struct err *err);

/* "uid:1000": the actor that setup commands write into the journal. Static per process in effect, but
 * returned by value into `arena`. */
struct text hall_actor(struct arena *arena);

#endif
