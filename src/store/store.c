#include "store/store.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/schema.h"
#include "store/statement.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_TIMEOUT_MS = 10000 };

/* An empty file of mode 0600, if there is none: SQLite gives its -wal and -shm files the same mode. */
static bool ensure_file(const char *path, enum store_mode mode, struct err *err)
{
    struct stat st;
    if (mode != STORE_CREATE) {
        if (stat(path, &st) == 0)
            return true;
        if (errno == ENOENT || errno == ENOTDIR)
            return err_set(err, ERR_NOT_FOUND, _("there is no database at %s"), path);
        return err_set_errno(err, "%s", path);
    }
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_set_errno(err, _("cannot create %s"), path);
    close(fd);
    return true;
}

static bool configure(sqlite3 *db, enum store_mode mode, struct err *err)
{
    static const char common[] = "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;"
                                 "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;";
    /* A checkpoint every 4000 pages (16 MB) rather than 1000: fewer pauses between two turns of the hub. */
    static const char writer[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                 "PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;";
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, BUSY_TIMEOUT_MS);
    if (sqlite3_exec(db, common, NULL, NULL, NULL) != SQLITE_OK)
        return sqlite_error(db, err);
    if (mode != STORE_READ && sqlite3_exec(db, writer, NULL, NULL, NULL) != SQLITE_OK)
        return sqlite_error(db, err);
    return true;
}

/* Looks before it writes: a foreign database must not even be switched to WAL. */
static bool check_identity(sqlite3 *db, enum store_mode mode, struct err *err)
{
    struct schema_state state;
    if (!schema_read(db, &state, err))
        return false;
    bool empty = state.application_id == 0 && state.version == 0 && state.objects == 0;
    if (!empty && state.application_id != SCHEMA_APPLICATION_ID)
        return err_set(err, ERR_DAMAGED, _("the file is a database, but not one of biwu"));
    if (state.version > SCHEMA_VERSION)
        return err_set(err, ERR_INVALID,
                       _("the database was made by a newer biwu; please install the newer version here too"));
    if (mode == STORE_READ && state.version < SCHEMA_VERSION)
        return err_set(err, ERR_INVALID,
                       _("the database was made by an older biwu; start the hub or run ‘biwu bank sync’ once "
                         "to bring it up to date"));
    return true;
}

static bool open_database(struct store *store, const char *path, enum store_mode mode, struct err *err)
{
    if (!ensure_file(path, mode, err))
        return false;
    int flags = mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return sqlite_error(store->db, err);
    sqlite3_busy_timeout(store->db, BUSY_TIMEOUT_MS);
    return check_identity(store->db, mode, err) && configure(store->db, mode, err) &&
           gather_register(store, err) &&
           (mode == STORE_READ || schema_migrate(store->db, SCHEMA_VERSION, err));
}

struct store *store_open(const char *path, enum store_mode mode, struct err *err)
{
    struct store *store = xcalloc(1, sizeof *store);
    struct err own = ERR_NONE;
    /* Where several open a new database at once, SQLite reports some of them busy without waiting, lest they
     * wait for each other for ever: whoever comes second begins again. */
    int64_t deadline = clock_boot_ms() + BUSY_TIMEOUT_MS;
    while (!open_database(store, path, mode, &own)) {
        sqlite3_close(store->db);
        store->db = NULL;
        if (own.kind != ERR_BUSY || clock_boot_ms() >= deadline) {
            err_set(err, own.kind, "%s", own.message);
            store_close(store);
            return NULL;
        }
        sqlite3_sleep(5);
    }
    return store;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    if (store->transaction != TRANSACTION_NONE)
        store_rollback(store);
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
    buf_finish(&store->scratch);
    free(store);
}

static bool begin(struct store *store, enum statement how, enum transaction what, struct err *err)
{
    assert(store->transaction == TRANSACTION_NONE);
    if (!query_run(store, query(store, how, err), err))
        return false;
    store->transaction = what;
    store->head_known = store->head_moved = false;
    store->undone = (struct err)ERR_NONE;
    return true;
}

bool store_begin(struct store *store, struct err *err)
{
    /* SQLite would begin all the same and refuse the first write. */
    if (sqlite3_db_readonly(store->db, "main") == 1)
        return err_set(err, ERR_FAILED, _("the hall's database may not be written here (%s)"),
                       _("opened for reading"));
    return begin(store, SQL_BEGIN, TRANSACTION_WRITE, err);
}

bool store_begin_read(struct store *store, struct err *err)
{
    return begin(store, SQL_BEGIN_READ, TRANSACTION_READ, err);
}

static bool save_head(struct store *store, struct err *err)
{
    if (!store->head_moved)
        return true;
    sqlite3_stmt *stmt = query(store, SQL_HEAD_SET, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, store->head_seq);
    bind_hash(stmt, 2, &store->head_link);
    return query_run(store, stmt, err);
}

bool store_commit(struct store *store, struct err *err)
{
    must_write(store);
    if (!save_head(store, err) || !query_run(store, query(store, SQL_COMMIT, err), err)) {
        store_rollback(store);
        return false;
    }
    store->transaction = TRANSACTION_NONE;
    store->head_known = store->head_moved = false;
    return true;
}

void store_rollback(struct store *store)
{
    store->transaction = TRANSACTION_NONE;
    store->head_known = store->head_moved = false;
    if (sqlite3_get_autocommit(store->db))
        return;
    /* A rollback cannot meaningfully fail: SQLite drops what it cannot undo at the next open. */
    struct err ignored = ERR_NONE;
    query_run(store, query(store, SQL_ROLLBACK, &ignored), &ignored);
}

bool store_in_transaction(const struct store *store)
{
    return store->transaction != TRANSACTION_NONE;
}

int64_t store_data_version(struct store *store)
{
    struct err ignored = ERR_NONE;
    sqlite3_stmt *stmt = query(store, SQL_DATA_VERSION, &ignored);
    bool found;
    if (!query_one(store, stmt, &found, &ignored) || !found)
        return 0;
    int64_t version = column_int(stmt, 0);
    sqlite3_reset(stmt);
    return version;
}

bool store_clock_load(struct store *store, int64_t *clock, struct err *err)
{
    return fact_get(store, "clock", clock, err);
}

bool store_clock_save(struct store *store, int64_t clock, struct err *err)
{
    return fact_set(store, "clock", clock, err);
}

bool store_fact_load(struct store *store, const char *name, int64_t *value, struct err *err)
{
    return fact_get(store, name, value, err);
}

bool store_fact_save(struct store *store, const char *name, int64_t value, struct err *err)
{
    return fact_set(store, name, value, err);
}

bool store_ticket_add(struct store *store, const struct hash *ticket, struct text number, int64_t expires,
                      struct err *err)
{
    must_write(store);
    sqlite3_stmt *stmt = query(store, SQL_TICKET_ADD, err);
    if (!stmt)
        return false;
    bind_hash(stmt, 1, ticket);
    bind_text(stmt, 2, number);
    bind_int(stmt, 3, expires);
    return query_run(store, stmt, err);
}

bool store_ticket_find(struct store *store, const struct hash *ticket, int64_t now, struct arena *arena,
                       struct text *number, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_TICKET_FIND, err);
    if (!stmt)
        return false;
    bind_hash(stmt, 1, ticket);
    bind_int(stmt, 2, now);
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, _("this sign-in is over; please sign in again"));
    *number = arena_text(arena, column_text(stmt, 0));
    sqlite3_reset(stmt);
    return true;
}

bool store_ticket_drop(struct store *store, const struct hash *ticket, struct err *err)
{
    must_write(store);
    sqlite3_stmt *stmt = query(store, SQL_TICKET_DROP, err);
    if (!stmt)
        return false;
    bind_hash(stmt, 1, ticket);
    return query_run(store, stmt, err);
}

bool store_tickets_drop_of(struct store *store, struct text number, struct err *err)
{
    must_write(store);
    sqlite3_stmt *stmt = query(store, SQL_TICKET_DROP_OF, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, number);
    return query_run(store, stmt, err);
}

bool store_tickets_expire(struct store *store, int64_t now, struct err *err)
{
    must_write(store);
    sqlite3_stmt *stmt = query(store, SQL_TICKET_EXPIRE, err);
    if (!stmt)
        return false;
    bind_int(stmt, 1, now);
    return query_run(store, stmt, err);
}
