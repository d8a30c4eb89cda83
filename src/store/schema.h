/* The database's tables and views, and how an older database becomes a newer one. Private to the room. */
#ifndef BIWU_STORE_SCHEMA_H
#define BIWU_STORE_SCHEMA_H

#include "base/err.h"

#include <sqlite3.h>

enum {
    SCHEMA_APPLICATION_ID = 0x62697775, /* "biwu", in the file's header: file(1) and store_open look at it */
    SCHEMA_VERSION = 4,                 /* newest; PRAGMA user_version */
};

/* What a database file says of itself. */
struct schema_state {
    int application_id;
    int version;
    int objects; /* tables, views, … of any kind */
};

/* ERR_DAMAGED when the file is no SQLite database. */
bool schema_read(sqlite3 *db, struct schema_state *out, struct err *err);
/* Takes the steps up to `version` that the database lacks, all in one transaction. Safe when two processes do
 * it at once. Fails with ERR_INVALID when the database is newer than SCHEMA_VERSION. */
bool schema_migrate(sqlite3 *db, int version, struct err *err);

extern const char schema_tables[];  /* step 1 */
extern const char schema_views[];   /* step 2 */
extern const char schema_stages[];  /* step 3 */
extern const char schema_tallies[]; /* step 4 */

#endif
