/* Steps that several commands share when they set a hall up. */
#ifndef BIWU_CLI_SETUP_H
#define BIWU_CLI_SETUP_H

#include "bank/people_load.h"
#include "store/people.h"

/* Takes a list of people over (with apply) or only counts what would change. The store is open for writing
 * and in no transaction. Changed PINs are hashed, about 5 ms each, showing progress on a terminal. */
bool people_take_over(struct store *store, const struct people_file *file, bool apply,
                      int64_t counts[static PERSON_CHANGES], struct err *err);

/* Reads a people file; findings are printed. */
bool people_read(const char *path, struct arena *arena, struct people_file *file, struct err *err);

/* Makes a hall in `directory` (created when missing; it must not hold one yet), with the sample data when
 * `sample`. */
bool hall_make(const char *directory, bool sample, struct err *err);

/* Copies HALL/`from_sub`/x.yaml to `to`/`to_sub`/x.yaml for every x. */
bool hall_copy_yaml(const char *hall, const char *from_sub, const char *to, const char *to_sub, unsigned mode,
                    struct err *err);
/* Makes the subdirectories of a hall. */
bool hall_make_directories(const char *directory, unsigned mode, struct err *err);

/* A copy of `hall` for rehearsing, in `directory`: sheets, banks, people with their PINs, a database of its
 * own without any result, marked as a rehearsal. An earlier rehearsal there is deleted first; anything else
 * that stands there is an error (rehearsal_check), and so is a hall that is a rehearsal itself. */
bool rehearsal_make(const char *hall, const char *directory, struct err *err);
/* Whether `directory` does not exist, or is what rehearsal_make made: else it is not biwu's to delete. */
bool rehearsal_check(const char *directory, struct err *err);

/* Deletes a directory with all that is in it. */
void directory_delete(const char *directory);

#endif
