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

#endif
