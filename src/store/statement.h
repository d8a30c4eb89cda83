/* The open handle, its cached statements, and the few verbs with which the room speaks to SQLite. Private to
 * the room. */
#ifndef BIWU_STORE_STATEMENT_H
#define BIWU_STORE_STATEMENT_H

#include "base/buf.h"
#include "store/journal.h"

#include <sqlite3.h>

/* Every statement that runs more than once; its SQL stands in statement.c. */
enum statement {
    SQL_BEGIN,
    SQL_BEGIN_READ,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_DATA_VERSION,
    SQL_INTEGRITY,
    SQL_GUARDS,
    SQL_FACT_GET,
    SQL_FACT_SET,
    SQL_FACT_NEXT,
    SQL_TICKET_ADD,
    SQL_TICKET_FIND,
    SQL_TICKET_DROP,
    SQL_TICKET_DROP_OF,
    SQL_TICKET_EXPIRE,
    SQL_JOURNAL_APPEND,
    SQL_JOURNAL_WALK,
    SQL_HEAD_GET,
    SQL_HEAD_SET,
    SQL_STREAM_NEXT,
    SQL_STREAM_ALL,
    SQL_BANK_CURRENT,
    SQL_BANK_PUT,
    SQL_BANK_RETIRE,
    SQL_BANK_ACTIVE,
    SQL_BANK_LIST,
    SQL_BANK_ALL,
    SQL_BANK_KINDS,
    SQL_REVISION_LAST,
    SQL_REVISION_ADD,
    SQL_REVISION_BODY,
    SQL_REVISION_POOL,
    SQL_REVISION_HASHES,
    SQL_REVISION_ALL,
    SQL_ITEM_KNOWN,
    SQL_ITEM_ADD_NEW,
    SQL_ITEM_MOVE,
    SQL_ITEM_RETIRE,
    SQL_ITEM_RETIRE_BANK,
    SQL_ITEM_ALL,
    SQL_ITEM_DIGEST,
    SQL_POOL_CURRENT,
    SQL_POOL_SAVE,
    SQL_POOL_GET,
    SQL_POOL_ALL,
    SQL_PERSON_FIND,
    SQL_PERSON_LIST,
    SQL_PERSON_KNOWN,
    SQL_PERSON_ADD,
    SQL_PERSON_CHANGE,
    SQL_PERSON_LEAVE,
    SQL_PERSON_PIN,
    SQL_PERSON_TRIES,
    SQL_EVENT_FIND,
    SQL_EVENT_LIST,
    SQL_EVENT_ALL,
    SQL_EVENT_PUT,
    SQL_EVENT_PREPARE,
    SQL_EVENT_STATUS,
    SQL_ATTEMPT_SAVE,
    SQL_ATTEMPT_FIND,
    SQL_ATTEMPT_WHOLE,
    SQL_ATTEMPT_IDS,
    SQL_ATTEMPT_ALL,
    SQL_ATTEMPT_OF_EVENT,
    SQL_ATTEMPT_OF_NUMBER,
    SQL_ATTEMPT_OF_BOTH,
    SQL_ATTEMPT_RUNNING,
    SQL_ATTEMPT_STREAM,
    SQL_ATTEMPT_STREAMS,
    SQL_ATTEMPT_RESPONSES,
    SQL_ATTEMPT_PENDING,
    SQL_RESULT_ROWS,
    SQL_RANKING,
    SQL_RANKING_SUBMITTED,
    SQL_RANKING_NAMES,
    SQL_TALLY_SAVE,
    SQL_TALLY_DROP,
    SQL_TALLY_GET,
    SQL_TALLY_STOPS,
    SQL_TALLY_BODIES,
    SQL_TALLY_STRAYS,
    SQL_STAGE_NOTE,
    SQL_STAGE_FIND,
    SQL_STAGE_ALL,
    SQL_STAGE_STREAM,
    SQL_ENTRANT_DROP,
    SQL_ENTRANT_ADD,
    SQL_ENTRANT_ALL,
    SQL_ENTRANT_OF_EVENT,
    SQL_ENTRANT_PUT,
    SQL_ENTRANT_EVENTS,
};
enum { STATEMENTS = SQL_ENTRANT_EVENTS + 1 };

enum transaction { TRANSACTION_NONE, TRANSACTION_READ, TRANSACTION_WRITE };

/* Gets the arguments of an aggregate gather(…) for each row, in the order in which they are found. */
typedef void gatherer(void *context, sqlite3_value **values);

struct store {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS]; /* NULL until first used */
    enum transaction transaction;
    /* The journal's end, while known: within one write transaction only, because another process may append
     * between two of ours. */
    bool head_known, head_moved;
    int64_t head_seq;
    struct hash head_link;
    struct buf scratch; /* for texts made and used within one call */
    gatherer *gather;   /* while query_gather runs */
    void *gather_context;
    struct err undone; /* why SQLite undid the open transaction by itself */
};

/* Says what went wrong on `db` in a user's words; returns false. */
bool sqlite_error(sqlite3 *db, struct err *err);
/* The same for a handle; remembers when the open transaction was undone by the failure. */
bool store_failed(struct store *store, struct err *err);

/* The cached statement, reset and ready for binding; NULL on failure, also when the open transaction was
 * undone by an earlier failure. A statement is used by one caller at a time, who steps it to its end or
 * resets it. */
sqlite3_stmt *query(struct store *store, enum statement which, struct err *err);
/* As query, but the caller's own copy, for walks during which the caller's callback may do the same; ended
 * with sqlite3_finalize. */
sqlite3_stmt *query_alone(struct store *store, enum statement which, struct err *err);

/* Bound texts and hashes must live until the statement is reset. */
void bind_text(sqlite3_stmt *stmt, int at, struct text t);
void bind_int(sqlite3_stmt *stmt, int at, int64_t value);
void bind_hash(sqlite3_stmt *stmt, int at, const struct hash *hash);
void bind_blob(sqlite3_stmt *stmt, int at, struct text bytes);

enum fetch { FETCH_ROW, FETCH_DONE, FETCH_FAILED };
/* The next row; at the end and on failure the statement is reset. */
enum fetch query_next(struct store *store, sqlite3_stmt *stmt, struct err *err);
/* Runs to the end, ignoring rows, and resets. */
bool query_run(struct store *store, sqlite3_stmt *stmt, struct err *err);
/* Like query_next for at most one row: *found says whether there is one; the caller resets after reading it.
 */
bool query_one(struct store *store, sqlite3_stmt *stmt, bool *found, struct err *err);

/* Runs a statement that selects gather(…) and nothing else: rows come to `each` without the cost of a step
 * and of reading columns, which is most of what a lean row costs. SQL promises no order of them. `each` must
 * not use the store. */
bool query_gather(struct store *store, sqlite3_stmt *stmt, gatherer *each, void *context, struct err *err);
/* Makes gather(…) known to the handle. */
bool gather_register(struct store *store, struct err *err);
struct text argument_text(sqlite3_value *value);

/* Views of the row; valid until the next step. */
struct text column_text(sqlite3_stmt *stmt, int at);
struct text column_blob(sqlite3_stmt *stmt, int at);
int64_t column_int(sqlite3_stmt *stmt, int at);
/* Zeroes when NULL; false when the blob is not of a hash's size. */
bool column_hash(sqlite3_stmt *stmt, int at, struct hash *out);

/* A row of the journal's columns, link included; its texts live until the next step. */
struct journal_entry journal_entry_of_row(sqlite3_stmt *stmt);

struct entrant_result;
/* The rows of a statement that selects event, code, name, unit, mark, rank, provisional and award; ends the
 * statement. */
bool entrant_rows_read(struct store *store, sqlite3_stmt *stmt, struct arena *arena,
                       struct entrant_result **out, size_t *count, struct err *err);

/* Small named numbers; 0 when never set. next adds one and gives the result. */
bool fact_get(struct store *store, const char *name, int64_t *value, struct err *err);
bool fact_set(struct store *store, const char *name, int64_t value, struct err *err);
bool fact_next(struct store *store, const char *name, int64_t *value, struct err *err);

/* Asserts that a write transaction is open. */
void must_write(const struct store *store);

#endif
