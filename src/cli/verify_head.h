/* Printed tables carry the journal's head: what was it, and what has changed since. */
#ifndef BIWU_CLI_VERIFY_HEAD_H
#define BIWU_CLI_VERIFY_HEAD_H

#include "store/store.h"

enum { HEAD_PREFIX_MIN = 8 }; /* hexadecimal digits that may stand for the whole head */

/* Prints, for a head as tables show it (at least HEAD_PREFIX_MIN of its 64 digits), when the journal had it
 * and what has changed the results of which events since: tables printed then are superseded for those.
 * ERR_NOT_FOUND when the journal never had this head, ERR_INVALID when it is none. In a read transaction. */
bool verify_head(struct store *store, const char *hex, struct err *err);

#endif
