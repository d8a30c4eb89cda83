/* A unit as people name it: by its whole path, or by the last parts that screens and tables show. */
#ifndef BIWU_CLI_UNIT_NAME_H
#define BIWU_CLI_UNIT_NAME_H

#include "base/err.h"
#include "base/text.h"
#include "store/store.h"

#include <stddef.h>

/* Replaces *name by the path of the one unit (of paths[0…count), or above one of these) whose last parts it
 * is; a view of `paths`. What is a path already stays, and so does what no unit is called: whoever looks it
 * up says so. Fails with ERR_INVALID, naming them, when several units are called so. */
bool unit_name_settle(const struct text *paths, size_t count, struct text *name, struct err *err);
/* The same with the units of all known people; an empty name stays empty. The path is in `arena`. */
bool unit_name_settle_known(struct store *store, struct arena *arena, struct text *name, struct err *err);

#endif
