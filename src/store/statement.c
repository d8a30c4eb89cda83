#include "store/statement.h"

#include "base/i18n.h"

#include <assert.h>

#define ATTEMPT_COLUMNS                                                                                      \
    "id, event, number, nth, status, cause, started_at, ended_at, elapsed, mark, full, passed, answered,"    \
    " slots, first_seq, last_seq, void_reason, pending, examiner"
#define EVENT_COLUMNS                                                                                        \
    "code, title, path, source, source_hash, status, pool_hash, seed, opened_at, closed_at, kind"
#define PERSON_COLUMNS "number, name, unit, post, pin_hash, active, wrong, blocked_until, locked"
#define POOL_COLUMNS                                                                                         \
    "r.id, r.bank, r.item, r.kind, r.topic, r.difficulty, r.keep_order, r.option_count,"                     \
    " CASE WHEN r.linked THEN r.body END"
/* A row without a name is a person's: name and unit are the roster's. */
#define ENTRANT_NAMED                                                                                        \
    "SELECT e.event, e.code, iif(e.name <> '', e.name, coalesce(p.name, e.code)),"                           \
    " iif(e.name <> '', e.unit, coalesce(p.unit, '')), e.mark, e.rank, e.provisional, e.award"               \
    " FROM entrant_result AS e LEFT JOIN person AS p ON p.number = e.code AND e.name = ''"
/* By number, as the index has them, and without the wide rows. */
#define SUBMITTED_LEAN "FROM attempt INDEXED BY attempt_result WHERE event = ?1 AND status = 'submitted'"
#define JOURNAL_COLUMNS "seq, stream, n, at, clock, actor, kind, body, link"

static const char *const statements[STATEMENTS] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_BEGIN_READ] = "BEGIN",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_INTEGRITY] = "PRAGMA integrity_check",
    [SQL_GUARDS] = "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'"
                   " AND name IN ('journal_no_update', 'journal_no_delete')",
    [SQL_DATA_VERSION] = "PRAGMA data_version",
    [SQL_FACT_GET] = "SELECT value FROM fact WHERE name = ?1",
    [SQL_FACT_SET] = "INSERT INTO fact(name, value) VALUES(?1, ?2)"
                     " ON CONFLICT(name) DO UPDATE SET value = excluded.value",
    [SQL_FACT_NEXT] = "INSERT INTO fact(name, value) VALUES(?1, 1)"
                      " ON CONFLICT(name) DO UPDATE SET value = value + 1 RETURNING value",
    [SQL_TICKET_ADD] = "INSERT OR REPLACE INTO ticket(hash, number, expires) VALUES(?1, ?2, ?3)",
    [SQL_TICKET_FIND] = "SELECT number FROM ticket WHERE hash = ?1 AND expires > ?2",
    [SQL_TICKET_DROP] = "DELETE FROM ticket WHERE hash = ?1",
    [SQL_TICKET_DROP_OF] = "DELETE FROM ticket WHERE number = ?1",
    [SQL_TICKET_EXPIRE] = "DELETE FROM ticket WHERE expires <= ?1",

    [SQL_JOURNAL_APPEND] =
        "INSERT INTO journal(" JOURNAL_COLUMNS ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [SQL_JOURNAL_WALK] = "SELECT " JOURNAL_COLUMNS " FROM journal WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
    [SQL_HEAD_GET] = "SELECT seq, link FROM journal_head",
    [SQL_HEAD_SET] = "UPDATE journal_head SET seq = ?1, link = ?2",
    [SQL_STREAM_NEXT] = "INSERT INTO stream(name, n) VALUES(?1, 1)"
                        " ON CONFLICT(name) DO UPDATE SET n = n + 1 RETURNING n",
    [SQL_STREAM_ALL] = "SELECT name, n FROM stream ORDER BY name",

    [SQL_BANK_CURRENT] = "SELECT 1 FROM bank WHERE path = ?1 AND content = ?2 AND active",
    [SQL_BANK_PUT] = "INSERT INTO bank(code, title, path, content, active, synced_at)"
                     " VALUES(?1, ?2, ?3, ?4, 1, ?5) ON CONFLICT(code) DO UPDATE SET title = excluded.title,"
                     " path = excluded.path, content = excluded.content, active = 1,"
                     " synced_at = excluded.synced_at",
    [SQL_BANK_RETIRE] = "UPDATE bank SET active = 0 WHERE code = ?1",
    [SQL_BANK_ACTIVE] = "SELECT code, path FROM bank WHERE active ORDER BY code",
    [SQL_BANK_LIST] = "SELECT code, title, path, synced_at FROM bank WHERE active ORDER BY code",
    [SQL_BANK_ALL] = "SELECT code, title, path, content, active, synced_at FROM bank ORDER BY code",
    [SQL_BANK_KINDS] = "SELECT r.kind, count(*) FROM item AS i JOIN item_revision AS r ON r.id = i.current"
                       " WHERE i.bank = ?1 AND NOT i.retired GROUP BY r.kind",
    [SQL_REVISION_LAST] = "SELECT max(id) FROM item_revision",
    [SQL_REVISION_ADD] =
        "INSERT INTO item_revision(id, bank, item, revision, kind, topic, difficulty, keep_order,"
        " option_count, linked, hash, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [SQL_REVISION_BODY] = "SELECT body FROM item_revision WHERE id = ?1",
    [SQL_REVISION_POOL] = "SELECT " POOL_COLUMNS " FROM item_revision AS r WHERE r.id = ?1",
    [SQL_REVISION_HASHES] = "SELECT item, hash FROM item_revision WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
    [SQL_REVISION_ALL] = "SELECT id, bank, item, revision, kind, topic, difficulty, keep_order, option_count,"
                         " linked, hash, body FROM item_revision ORDER BY id",
    [SQL_ITEM_KNOWN] =
        "SELECT item, current, revision, retired, hash FROM item WHERE bank = ?1 ORDER BY item",
    [SQL_ITEM_ADD_NEW] = "INSERT INTO item(bank, item, current, revision, retired, hash)"
                         " SELECT bank, item, id, 1, 0, hash FROM item_revision"
                         " WHERE id BETWEEN ?1 AND ?2 AND revision = 1 ORDER BY id",
    [SQL_ITEM_MOVE] = "UPDATE item SET current = ?3, revision = ?4, retired = 0, hash = ?5"
                      " WHERE bank = ?1 AND item = ?2",
    [SQL_ITEM_RETIRE] = "UPDATE item SET retired = 1 WHERE bank = ?1 AND item = ?2",
    [SQL_ITEM_RETIRE_BANK] = "UPDATE item SET retired = 1 WHERE bank = ?1 AND NOT retired",
    [SQL_ITEM_ALL] = "SELECT i.bank, i.item, i.current, i.revision, i.retired, i.hash,"
                     " r.bank, r.item, r.revision, r.hash FROM item AS i"
                     " LEFT JOIN item_revision AS r ON r.id = i.current ORDER BY i.bank, i.item",
    [SQL_ITEM_DIGEST] = "SELECT item, current FROM item WHERE bank = ?1 AND NOT retired ORDER BY item",
    [SQL_POOL_CURRENT] = "SELECT " POOL_COLUMNS " FROM item AS i JOIN item_revision AS r ON r.id = i.current"
                         " WHERE NOT i.retired ORDER BY i.bank, i.item",
    [SQL_POOL_SAVE] = "INSERT INTO pool(hash, count, body) VALUES(?1, ?2, ?3) ON CONFLICT(hash) DO NOTHING",
    [SQL_POOL_GET] = "SELECT count, body FROM pool WHERE hash = ?1",
    [SQL_POOL_ALL] = "SELECT hash FROM pool ORDER BY hash",

    [SQL_PERSON_FIND] = "SELECT " PERSON_COLUMNS " FROM person WHERE number = ?1",
    [SQL_PERSON_LIST] = "SELECT " PERSON_COLUMNS " FROM person WHERE active OR ?1 ORDER BY number",
    [SQL_PERSON_KNOWN] = "SELECT number, name, unit, post, active FROM person UNION ALL"
                         " SELECT DISTINCT a.number, '', '', '', 0 FROM attempt AS a"
                         " WHERE NOT EXISTS (SELECT 1 FROM person AS p WHERE p.number = a.number) ORDER BY 1",
    [SQL_PERSON_ADD] =
        "INSERT INTO person(number, name, unit, post, pin_hash, active) VALUES(?1, ?2, ?3, ?4, ?5, 1)",
    [SQL_PERSON_CHANGE] = "UPDATE person SET name = ?2, unit = ?3, post = ?4,"
                          " pin_hash = CASE WHEN ?5 = '' THEN pin_hash ELSE ?5 END, active = 1"
                          " WHERE number = ?1",
    [SQL_PERSON_LEAVE] = "UPDATE person SET active = 0 WHERE number = ?1",
    [SQL_PERSON_PIN] =
        "UPDATE person SET pin_hash = ?2, wrong = 0, blocked_until = 0, locked = 0 WHERE number = ?1",
    [SQL_PERSON_TRIES] = "UPDATE person SET wrong = ?2, blocked_until = ?3, locked = ?4 WHERE number = ?1",

    [SQL_EVENT_FIND] = "SELECT " EVENT_COLUMNS " FROM event WHERE code = ?1",
    [SQL_EVENT_LIST] = "SELECT " EVENT_COLUMNS " FROM event ORDER BY code",
    [SQL_EVENT_ALL] = "SELECT e.code, e.title, e.source, e.source_hash, e.status, e.pool_hash, e.seed,"
                      " e.opened_at, e.closed_at, p.count, e.kind FROM event AS e"
                      " LEFT JOIN pool AS p ON p.hash = e.pool_hash ORDER BY e.code",
    [SQL_EVENT_PUT] = "INSERT INTO event(code, title, path, source, source_hash, kind, status)"
                      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, 'draft') ON CONFLICT(code) DO UPDATE SET"
                      " title = excluded.title, path = excluded.path, source = excluded.source,"
                      " source_hash = excluded.source_hash, kind = excluded.kind",
    [SQL_EVENT_PREPARE] = "UPDATE event SET status = 'prepared', pool_hash = ?2, seed = ?3 WHERE code = ?1",
    [SQL_EVENT_STATUS] = "UPDATE event SET status = ?2, opened_at = ?3, closed_at = ?4 WHERE code = ?1",

    /* The times are the journal's own: whoever keeps a record beside it may be a millisecond off. */
    [SQL_ATTEMPT_SAVE] =
        "INSERT INTO attempt(" ATTEMPT_COLUMNS ", responses)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, coalesce((SELECT at FROM journal WHERE seq = ?15), ?7),"
        " coalesce((SELECT at FROM journal WHERE seq = ?16), ?8),"
        " ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"
        " ON CONFLICT(id) DO UPDATE SET status = excluded.status, cause = excluded.cause,"
        " ended_at = excluded.ended_at, elapsed = excluded.elapsed, mark = excluded.mark,"
        " full = excluded.full, passed = excluded.passed, answered = excluded.answered,"
        " slots = excluded.slots, last_seq = excluded.last_seq, void_reason = excluded.void_reason,"
        " pending = excluded.pending,"
        " responses = excluded.responses",
    [SQL_ATTEMPT_FIND] = "SELECT " ATTEMPT_COLUMNS " FROM attempt WHERE id = ?1",
    [SQL_ATTEMPT_WHOLE] = "SELECT " ATTEMPT_COLUMNS ", responses FROM attempt WHERE id = ?1",
    [SQL_ATTEMPT_IDS] = "SELECT id FROM attempt ORDER BY id",
    [SQL_ATTEMPT_ALL] = "SELECT " ATTEMPT_COLUMNS " FROM attempt ORDER BY event, number, nth",
    [SQL_ATTEMPT_OF_EVENT] =
        "SELECT " ATTEMPT_COLUMNS " FROM attempt WHERE event = ?1 ORDER BY event, number, nth",
    [SQL_ATTEMPT_OF_NUMBER] =
        "SELECT " ATTEMPT_COLUMNS " FROM attempt WHERE number = ?2 ORDER BY event, number, nth",
    [SQL_ATTEMPT_OF_BOTH] =
        "SELECT " ATTEMPT_COLUMNS " FROM attempt WHERE event = ?1 AND number = ?2 ORDER BY nth",
    [SQL_ATTEMPT_RUNNING] = "SELECT " ATTEMPT_COLUMNS " FROM attempt WHERE status = 'running' ORDER BY id",
    [SQL_ATTEMPT_STREAM] = "SELECT n, clock, kind, body FROM journal"
                           " WHERE seq BETWEEN ?1 AND ?2 AND stream = ?3 ORDER BY seq",
    [SQL_ATTEMPT_STREAMS] = "SELECT substr(stream, 9), n, clock, kind, body FROM journal"
                            " WHERE seq >= ?1 AND stream >= 'attempt/' AND stream < 'attempt0' ORDER BY seq",
    [SQL_ATTEMPT_RESPONSES] = "SELECT responses FROM attempt WHERE id = ?1",
    [SQL_ATTEMPT_PENDING] =
        "SELECT COALESCE(SUM(pending), 0) FROM attempt WHERE event = ?1 AND status = 'submitted'",
    [SQL_RESULT_ROWS] =
        "SELECT a.number, p.name, p.unit, p.post, a.mark, a.elapsed, a.ended_at, a.passed, a.id, a.pending"
        " FROM attempt AS a LEFT JOIN person AS p ON p.number = a.number"
        " WHERE a.event = ?1 AND a.status = 'submitted' ORDER BY a.number, a.nth",
    [SQL_RANKING] = "SELECT gather(id, number, mark, elapsed) " SUBMITTED_LEAN,
    [SQL_RANKING_SUBMITTED] = "SELECT gather(id, number, mark, elapsed, ended_at) " SUBMITTED_LEAN,
    [SQL_RANKING_NAMES] = "SELECT a.id, a.ended_at, a.passed, p.name, p.unit, p.post, a.pending"
                          " FROM attempt AS a LEFT JOIN person AS p ON p.number = a.number"
                          " WHERE a.event = ?1 AND a.status = 'submitted' ORDER BY a.number, a.nth",
    [SQL_TALLY_SAVE] = "INSERT OR REPLACE INTO tally(attempt, body) VALUES(?1, ?2)",
    [SQL_TALLY_DROP] = "DELETE FROM tally WHERE attempt = ?1",
    [SQL_TALLY_GET] = "SELECT body FROM tally WHERE attempt = ?1",
    [SQL_TALLY_STOPS] = "SELECT gather(id, number, nth, mark, elapsed, full, pending) " SUBMITTED_LEAN,
    [SQL_TALLY_BODIES] = "SELECT attempt, body FROM tally WHERE attempt >= ?1 ORDER BY attempt",
    [SQL_TALLY_STRAYS] = "SELECT attempt FROM tally AS t"
                         " WHERE NOT EXISTS (SELECT 1 FROM attempt AS a WHERE a.id = t.attempt) ORDER BY 1",

    [SQL_STAGE_NOTE] = "INSERT INTO stage(stream, event, first_seq, last_seq) VALUES(?1, ?2, ?3, ?3)"
                       " ON CONFLICT(stream) DO UPDATE SET last_seq = excluded.last_seq",
    [SQL_STAGE_FIND] = "SELECT first_seq, last_seq FROM stage WHERE stream = ?1",
    [SQL_STAGE_ALL] = "SELECT stream, event, first_seq, last_seq FROM stage ORDER BY stream",
    [SQL_STAGE_STREAM] = "SELECT " JOURNAL_COLUMNS " FROM journal"
                         " WHERE seq BETWEEN ?1 AND ?2 AND stream = ?3 ORDER BY seq",
    [SQL_ENTRANT_DROP] = "DELETE FROM entrant_result WHERE event = ?1",
    [SQL_ENTRANT_ADD] = "INSERT INTO entrant_result(event, place, code, name, unit, mark, rank, provisional,"
                        " award) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [SQL_ENTRANT_ALL] = ENTRANT_NAMED " ORDER BY e.event, e.rank = 0, e.rank, e.place",
    [SQL_ENTRANT_OF_EVENT] = ENTRANT_NAMED " WHERE e.event = ?1 ORDER BY e.rank = 0, e.rank, e.place",
    [SQL_ENTRANT_PUT] = "SELECT event, code, name, unit, mark, rank, provisional, award, place"
                        " FROM entrant_result WHERE event = ?1 ORDER BY place",
    [SQL_ENTRANT_EVENTS] = "SELECT DISTINCT event FROM entrant_result ORDER BY event",
};

static enum err_kind kind_of(int code)
{
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERR_DAMAGED;
    default:
        return ERR_FAILED;
    }
}

bool sqlite_error(sqlite3 *db, struct err *err)
{
    int code = sqlite3_errcode(db) & 0xFF;
    const char *message = sqlite3_errmsg(db);
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, kind_of(code),
                       _("another program is writing to the hall's database; please try again"));
    case SQLITE_FULL:
        return err_set(err, kind_of(code),
                       _("the disk is full: nothing of the last step was saved; make room and try again"));
    case SQLITE_NOTADB:
        return err_set(err, kind_of(code), _("the file is no database of biwu"));
    case SQLITE_CORRUPT:
        return err_set(err, kind_of(code),
                       _("the database file is damaged (%s); please restore it from a backup"), message);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return err_set(err, kind_of(code), _("the hall's database may not be written here (%s)"), message);
    case SQLITE_CANTOPEN:
        return err_set(err, kind_of(code), _("the hall's database cannot be opened (%s)"), message);
    case SQLITE_IOERR:
        return err_set(err, kind_of(code), _("the disk fails while the database is read or written (%s)"),
                       message);
    default:
        return err_set(err, kind_of(code), _("the database refuses: %s"), message);
    }
}

bool store_failed(struct store *store, struct err *err)
{
    struct err own = ERR_NONE;
    sqlite_error(store->db, &own);
    if (store->transaction != TRANSACTION_NONE && sqlite3_get_autocommit(store->db))
        store->undone = own;
    return err_set(err, own.kind, "%s", own.message);
}

static bool is_undone(struct store *store, struct err *err)
{
    if (store->transaction == TRANSACTION_NONE || !sqlite3_get_autocommit(store->db))
        return false;
    /* SQLite undoes a transaction by itself on some failures. What follows must not commit piece by piece. */
    err_set(err, store->undone.kind, "%s", store->undone.message);
    return true;
}

static sqlite3_stmt *prepare(struct store *store, enum statement which, unsigned flags, struct err *err)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v3(store->db, statements[which], -1, flags, &stmt, NULL) != SQLITE_OK)
        store_failed(store, err);
    return stmt;
}

sqlite3_stmt *query(struct store *store, enum statement which, struct err *err)
{
    if (is_undone(store, err))
        return NULL;
    if (!store->statements[which])
        store->statements[which] = prepare(store, which, SQLITE_PREPARE_PERSISTENT, err);
    assert(!store->statements[which] || !sqlite3_stmt_busy(store->statements[which]));
    return store->statements[which];
}

sqlite3_stmt *query_alone(struct store *store, enum statement which, struct err *err)
{
    return is_undone(store, err) ? NULL : prepare(store, which, 0, err);
}

void bind_text(sqlite3_stmt *stmt, int at, struct text t)
{
    sqlite3_bind_text(stmt, at, t.at ? t.at : "", (int)t.len, SQLITE_STATIC);
}

void bind_int(sqlite3_stmt *stmt, int at, int64_t value)
{
    sqlite3_bind_int64(stmt, at, value);
}

void bind_hash(sqlite3_stmt *stmt, int at, const struct hash *hash)
{
    sqlite3_bind_blob(stmt, at, hash->bytes, HASH_SIZE, SQLITE_STATIC);
}

void bind_blob(sqlite3_stmt *stmt, int at, struct text bytes)
{
    sqlite3_bind_blob(stmt, at, bytes.at ? bytes.at : "", (int)bytes.len, SQLITE_STATIC);
}

enum fetch query_next(struct store *store, sqlite3_stmt *stmt, struct err *err)
{
    int code = sqlite3_step(stmt);
    if (code == SQLITE_ROW)
        return FETCH_ROW;
    if (code != SQLITE_DONE)
        store_failed(store, err);
    sqlite3_reset(stmt);
    return code == SQLITE_DONE ? FETCH_DONE : FETCH_FAILED;
}

bool query_run(struct store *store, sqlite3_stmt *stmt, struct err *err)
{
    if (!stmt)
        return false;
    enum fetch fetch;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW)
        ;
    return fetch == FETCH_DONE;
}

bool query_one(struct store *store, sqlite3_stmt *stmt, bool *found, struct err *err)
{
    if (!stmt)
        return false;
    enum fetch fetch = query_next(store, stmt, err);
    *found = fetch == FETCH_ROW;
    return fetch != FETCH_FAILED;
}

static void gather_row(sqlite3_context *call, int count, sqlite3_value **values)
{
    struct store *store = sqlite3_user_data(call);
    (void)count;
    if (store->gather)
        store->gather(store->gather_context, values);
}

static void gather_end(sqlite3_context *call)
{
    sqlite3_result_null(call);
}

bool gather_register(struct store *store, struct err *err)
{
    int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    return sqlite3_create_function_v2(store->db, "gather", -1, flags, store, NULL, gather_row, gather_end,
                                      NULL) == SQLITE_OK ||
           sqlite_error(store->db, err);
}

bool query_gather(struct store *store, sqlite3_stmt *stmt, gatherer *each, void *context, struct err *err)
{
    assert(!store->gather);
    store->gather = each;
    store->gather_context = context;
    bool ok = query_run(store, stmt, err);
    store->gather = NULL;
    return ok;
}

struct text argument_text(sqlite3_value *value)
{
    const char *bytes = (const char *)sqlite3_value_text(value);
    return text_make(bytes ? bytes : "", bytes ? (size_t)sqlite3_value_bytes(value) : 0);
}

struct text column_text(sqlite3_stmt *stmt, int at)
{
    /* column_text first: it may convert, and column_bytes then tells the length of the conversion. */
    const char *bytes = (const char *)sqlite3_column_text(stmt, at);
    return text_make(bytes ? bytes : "", bytes ? (size_t)sqlite3_column_bytes(stmt, at) : 0);
}

struct text column_blob(sqlite3_stmt *stmt, int at)
{
    const char *bytes = sqlite3_column_blob(stmt, at);
    return text_make(bytes ? bytes : "", bytes ? (size_t)sqlite3_column_bytes(stmt, at) : 0);
}

int64_t column_int(sqlite3_stmt *stmt, int at)
{
    return sqlite3_column_int64(stmt, at);
}

bool column_hash(sqlite3_stmt *stmt, int at, struct hash *out)
{
    const void *bytes = sqlite3_column_blob(stmt, at);
    *out = (struct hash){{0}};
    if (sqlite3_column_bytes(stmt, at) != HASH_SIZE)
        return !bytes;
    memcpy(out->bytes, bytes, HASH_SIZE);
    return true;
}

bool fact_get(struct store *store, const char *name, int64_t *value, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_FACT_GET, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, text_of(name));
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    *value = found ? column_int(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return true;
}

bool fact_set(struct store *store, const char *name, int64_t value, struct err *err)
{
    must_write(store);
    sqlite3_stmt *stmt = query(store, SQL_FACT_SET, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, text_of(name));
    bind_int(stmt, 2, value);
    return query_run(store, stmt, err);
}

bool fact_next(struct store *store, const char *name, int64_t *value, struct err *err)
{
    must_write(store);
    sqlite3_stmt *stmt = query(store, SQL_FACT_NEXT, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, text_of(name));
    bool found;
    if (!query_one(store, stmt, &found, err))
        return false;
    *value = column_int(stmt, 0);
    return query_run(store, stmt, err);
}

void must_write(const struct store *store)
{
    assert(store->transaction == TRANSACTION_WRITE);
    (void)store;
}
