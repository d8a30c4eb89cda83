#include "store/schema.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "store/statement.h"

#include <stdio.h>

/* Marks are counts of 1/10000, times are milliseconds (wall: since 1970 UTC), hashes are 32 bytes. The
 * journal has no secondary index and is written at its end only: that is what makes an append cheap. */
const char schema_tables[] =
    "CREATE TABLE journal("
    " seq INTEGER PRIMARY KEY,"
    " stream TEXT NOT NULL,"
    " n INTEGER NOT NULL,"
    " at INTEGER NOT NULL,"
    " clock INTEGER NOT NULL,"
    " actor TEXT NOT NULL,"
    " kind TEXT NOT NULL,"
    " body TEXT NOT NULL,"
    " link BLOB NOT NULL"
    ") STRICT;"
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;"
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;"
    /* Where the chain ends. Appending goes on from here, so a deleted last entry leaves a gap for ever. */
    "CREATE TABLE journal_head("
    " id INTEGER PRIMARY KEY CHECK(id = 1),"
    " seq INTEGER NOT NULL,"
    " link BLOB NOT NULL"
    ") STRICT;"
    "INSERT INTO journal_head(id, seq, link) VALUES(1, 0, zeroblob(32));"
    /* Streams whose entries are numbered by the store. */
    "CREATE TABLE stream(name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE fact(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE ticket("
    " hash BLOB PRIMARY KEY,"
    " number TEXT NOT NULL,"
    " expires INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE person("
    " number TEXT PRIMARY KEY,"
    " name TEXT NOT NULL,"
    " unit TEXT NOT NULL,"
    " post TEXT NOT NULL,"
    " pin_hash TEXT NOT NULL,"
    " active INTEGER NOT NULL,"
    " wrong INTEGER NOT NULL DEFAULT 0,"
    " blocked_until INTEGER NOT NULL DEFAULT 0,"
    " locked INTEGER NOT NULL DEFAULT 0"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE bank("
    " code TEXT PRIMARY KEY,"
    " title TEXT NOT NULL,"
    " path TEXT NOT NULL,"
    " content BLOB NOT NULL," /* hash of the file */
    " active INTEGER NOT NULL,"
    " synced_at INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    /* Every content an item ever had; rows are never changed or deleted. keep_order, option_count and linked
     * repeat what drawing needs of the body; linked: the body names enemies or children. */
    "CREATE TABLE item_revision("
    " id INTEGER PRIMARY KEY,"
    " bank TEXT NOT NULL,"
    " item TEXT NOT NULL,"
    " revision INTEGER NOT NULL,"
    " kind TEXT NOT NULL,"
    " topic TEXT NOT NULL,"
    " difficulty INTEGER NOT NULL,"
    " keep_order INTEGER NOT NULL,"
    " option_count INTEGER NOT NULL,"
    " linked INTEGER NOT NULL,"
    " hash BLOB NOT NULL," /* of body */
    " body TEXT NOT NULL"
    ") STRICT;"
    /* Which revision is current; hash repeats that revision's, so that synchronising reads no bodies. */
    "CREATE TABLE item("
    " bank TEXT NOT NULL,"
    " item TEXT NOT NULL,"
    " current INTEGER NOT NULL," /* item_revision.id */
    " revision INTEGER NOT NULL,"
    " retired INTEGER NOT NULL,"
    " hash BLOB NOT NULL,"
    " PRIMARY KEY(bank, item)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE pool("
    " hash BLOB PRIMARY KEY,"
    " count INTEGER NOT NULL,"
    " body TEXT NOT NULL" /* JSON: runs of revision ids, [first, count, first, count, …] */
    ") STRICT;"
    "CREATE TABLE event("
    " code TEXT PRIMARY KEY,"
    " title TEXT NOT NULL,"
    " path TEXT NOT NULL,"
    " source TEXT NOT NULL,"
    " source_hash BLOB NOT NULL,"
    " status TEXT NOT NULL CHECK(status IN ('draft', 'prepared', 'open', 'closed')),"
    " pool_hash BLOB REFERENCES pool(hash),"
    " seed TEXT NOT NULL DEFAULT '',"
    " opened_at INTEGER NOT NULL DEFAULT 0,"
    " closed_at INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE TABLE attempt("
    " id INTEGER PRIMARY KEY,"
    " event TEXT NOT NULL,"
    " number TEXT NOT NULL,"
    " nth INTEGER NOT NULL,"
    " status TEXT NOT NULL CHECK(status IN ('running', 'submitted', 'void')),"
    " cause TEXT," /* of a submitted attempt: candidate, time, organizer, closed, import */
    " started_at INTEGER NOT NULL,"
    " ended_at INTEGER NOT NULL,"
    " elapsed INTEGER NOT NULL,"
    " mark INTEGER NOT NULL,"
    " full INTEGER NOT NULL,"
    " passed INTEGER NOT NULL,"
    " answered INTEGER NOT NULL,"
    " slots INTEGER NOT NULL,"
    " first_seq INTEGER NOT NULL,"
    " last_seq INTEGER NOT NULL,"
    " void_reason TEXT NOT NULL,"
    /* JSON, one array a slot: [bank, item, revision id, response, mark, full, ms]; NULL while running. */
    " responses TEXT"
    ") STRICT;"
    "CREATE UNIQUE INDEX attempt_event ON attempt(event, number, nth);"
    "CREATE INDEX attempt_number ON attempt(number, event, nth);"
    "CREATE INDEX attempt_running ON attempt(first_seq) WHERE status = 'running';";

struct step {
    int version; /* that it leads to */
    const char *sql;
};

/* In order, for ever: a database made by any released version passes through the steps it lacks. */
static const struct step steps[] = {
    {1, schema_tables},
    {2, schema_views},
    {3, schema_stages},
    {4, schema_tallies},
};
_Static_assert(sizeof steps / sizeof *steps == SCHEMA_VERSION, "every version has its step");

static bool read_int(sqlite3 *db, const char *sql, int *out, struct err *err)
{
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW;
    if (ok)
        *out = sqlite3_column_int(stmt, 0);
    else
        sqlite_error(db, err);
    sqlite3_finalize(stmt);
    return ok;
}

static bool run(sqlite3 *db, const char *sql, struct err *err)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || sqlite_error(db, err);
}

static bool read_state(sqlite3 *db, struct schema_state *out, struct err *err)
{
    return read_int(db, "PRAGMA application_id", &out->application_id, err) &&
           read_int(db, "PRAGMA user_version", &out->version, err) &&
           read_int(db, "SELECT count(*) FROM sqlite_schema", &out->objects, err);
}

bool schema_read(sqlite3 *db, struct schema_state *out, struct err *err)
{
    /* One picture: another process may be making the database at this moment. */
    if (!run(db, "BEGIN", err))
        return false;
    bool ok = read_state(db, out, err);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return ok;
}

static bool take_steps(sqlite3 *db, int version, struct err *err)
{
    /* Read again inside the transaction: another process may just have done it. */
    int have;
    if (!read_int(db, "PRAGMA user_version", &have, err))
        return false;
    if (have > SCHEMA_VERSION)
        return err_set(err, ERR_INVALID,
                       _("the database was made by a newer biwu; please install the newer version here too"));
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        if (steps[i].version > have && steps[i].version <= version && !run(db, steps[i].sql, err))
            return false;
    if (have >= version)
        return true;
    char sql[96];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", SCHEMA_APPLICATION_ID,
             version);
    return run(db, sql, err);
}

bool schema_migrate(sqlite3 *db, int version, struct err *err)
{
    if (!run(db, "BEGIN IMMEDIATE", err))
        return false;
    if (take_steps(db, version, err) && run(db, "COMMIT", err))
        return true;
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}
