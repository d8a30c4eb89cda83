#include "store/schema.h"

/* The stable views that docs/database.md promises to administrators. Their names and columns stay; new ones
 * may be added by a later step. Marks become decimals by one exact division, times local text. */
#define MARK(column) column " / 10000.0"
#define SECONDS(column) column " / 1000" /* whole ones, as standings compare them */
#define LOCAL(column)                                                                                        \
    "CASE WHEN " column " > 0 THEN"                                                                          \
    " strftime('%Y-%m-%d %H:%M:%S', " column " / 1000, 'unixepoch', 'localtime') END"

/* clang-format off */
const char schema_views[] =
    "CREATE VIEW v_person AS"
    " SELECT number, name, unit, post, active FROM person;"

    "CREATE VIEW v_event AS"
    " SELECT code, title, status, " LOCAL("opened_at") " AS opened_at, " LOCAL("closed_at") " AS closed_at,"
    " seed, lower(hex(pool_hash)) AS pool_hash, lower(hex(source_hash)) AS sheet_hash"
    " FROM event;"

    "CREATE VIEW v_item AS"
    " SELECT i.bank, i.item, i.revision, r.kind, r.topic, r.difficulty,"
    " coalesce(json_extract(r.body, '$.stem'), '') AS stem,"
    " CASE r.kind"
    "  WHEN 'order' THEN substr('ABCDEFGHIJ', 1, json_array_length(r.body, '$.options'))"
    "  WHEN 'blank' THEN (SELECT group_concat(json_extract(b.value, '$[0]'), '|')"
    "   FROM json_each(r.body, '$.blanks') AS b)"
    "  WHEN 'numeric' THEN json_extract(r.body, '$.number')"
    "  ELSE coalesce(json_extract(r.body, '$.key'), '') END AS key,"
    " json_extract(r.body, '$.options') AS options,"
    " coalesce(json_extract(r.body, '$.rationale'), '') AS rationale,"
    " coalesce(json_extract(r.body, '$.source.document'), '') AS document,"
    " coalesce(json_extract(r.body, '$.source.article'), '') AS article,"
    " r.id AS revision_id"
    " FROM item AS i JOIN item_revision AS r ON r.id = i.current"
    " WHERE NOT i.retired;"

    "CREATE VIEW v_attempt AS"
    " SELECT id AS attempt, event, number, nth, status, cause,"
    " " LOCAL("started_at") " AS started_at, " LOCAL("ended_at") " AS ended_at,"
    " " SECONDS("elapsed") " AS elapsed_seconds, " MARK("mark") " AS mark, " MARK("full") " AS full,"
    " passed, answered, slots, void_reason"
    " FROM attempt;"

    /* A person's best submitted attempt of an event: most marks, then least time, then the earlier one. */
    "CREATE VIEW v_result AS"
    " SELECT a.event, a.number, coalesce(p.name, '') AS name, coalesce(p.unit, '') AS unit,"
    " coalesce(p.post, '') AS post, " MARK("a.mark") " AS mark, " MARK("a.full") " AS full,"
    " " SECONDS("a.elapsed") " AS elapsed_seconds, a.passed, a.attempts,"
    " " LOCAL("a.ended_at") " AS submitted_at, a.id AS attempt"
    " FROM (SELECT *,"
    "  row_number() OVER (PARTITION BY event, number"
    "   ORDER BY mark DESC, " SECONDS("elapsed") ", ended_at, id) AS place,"
    "  count(*) OVER (PARTITION BY event, number) AS attempts"
    "  FROM attempt WHERE status = 'submitted') AS a"
    " LEFT JOIN person AS p ON p.number = a.number"
    " WHERE a.place = 1;"

    "CREATE VIEW v_response AS"
    " SELECT a.event, a.number, a.id AS attempt, j.key + 1 AS slot,"
    " json_extract(j.value, '$[0]') AS bank, json_extract(j.value, '$[1]') AS item,"
    " r.revision AS revision, json_extract(j.value, '$[3]') AS response,"
    " json_extract(j.value, '$[4]') / 10000.0 AS mark, json_extract(j.value, '$[5]') / 10000.0 AS full,"
    " json_extract(j.value, '$[6]') / 1000.0 AS seconds,"
    " json_extract(j.value, '$[2]') AS revision_id"
    " FROM attempt AS a, json_each(a.responses) AS j"
    " LEFT JOIN item_revision AS r ON r.id = json_extract(j.value, '$[2]')"
    " WHERE a.status = 'submitted';"

    "CREATE VIEW v_rank AS"
    " SELECT event, rank() OVER (PARTITION BY event ORDER BY mark DESC, elapsed_seconds) AS rank,"
    " number, name, unit, mark, elapsed_seconds"
    " FROM v_result;"

    /* The mean is rounded half up to two decimals, in integers. */
    "CREATE VIEW v_unit AS"
    " SELECT x.event, x.unit,"
    " (SELECT count(*) FROM person AS p WHERE p.unit = x.unit AND p.active) AS people,"
    " x.taken, x.passed, ((2 * x.sum + 100 * x.taken) / (200 * x.taken)) / 100.0 AS mean,"
    " " MARK("x.best") " AS best, " MARK("x.worst") " AS worst"
    " FROM (SELECT r.event, r.unit, count(*) AS taken, sum(r.passed) AS passed, sum(a.mark) AS sum,"
    "  max(a.mark) AS best, min(a.mark) AS worst"
    "  FROM v_result AS r JOIN attempt AS a ON a.id = r.attempt GROUP BY r.event, r.unit) AS x;"

    "CREATE VIEW v_journal AS"
    " SELECT seq, stream, n, " LOCAL("at") " AS at, clock, actor, kind, body, lower(hex(link)) AS link"
    " FROM journal;";

/* Contests, panels and series. `stage` is where a stream begins and ends in the journal, so that folding it
 * need not read the rest; `place` is the order of the standing. */
const char schema_stages[] =
    "ALTER TABLE event ADD COLUMN kind TEXT NOT NULL DEFAULT 'test'"
    " CHECK(kind IN ('test', 'contest', 'panel', 'series'));"
    "CREATE TABLE stage("
    " stream TEXT PRIMARY KEY,"
    " event TEXT NOT NULL,"
    " first_seq INTEGER NOT NULL,"
    " last_seq INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE entrant_result("
    " event TEXT NOT NULL,"
    " place INTEGER NOT NULL,"
    " code TEXT NOT NULL,"
    " name TEXT NOT NULL,"
    " unit TEXT NOT NULL,"
    " mark INTEGER NOT NULL,"
    " rank INTEGER NOT NULL,"
    " provisional INTEGER NOT NULL,"
    " award TEXT NOT NULL,"
    " PRIMARY KEY(event, place)"
    ") STRICT, WITHOUT ROWID;"

    "DROP VIEW v_event;"
    "CREATE VIEW v_event AS"
    " SELECT code, title, status, " LOCAL("opened_at") " AS opened_at, " LOCAL("closed_at") " AS closed_at,"
    " seed, lower(hex(pool_hash)) AS pool_hash, lower(hex(source_hash)) AS sheet_hash, kind"
    " FROM event;"

    /* A row without a name is a person's: name and unit are the roster's. */
    "CREATE VIEW v_entrant AS"
    " SELECT e.event, CASE WHEN e.rank > 0 THEN e.rank END AS rank, e.code,"
    " CASE WHEN e.name <> '' THEN e.name ELSE coalesce(p.name, e.code) END AS name,"
    " CASE WHEN e.name <> '' THEN e.unit ELSE coalesce(p.unit, '') END AS unit,"
    " " MARK("e.mark") " AS mark, e.provisional, e.award"
    " FROM entrant_result AS e LEFT JOIN person AS p ON p.number = e.code AND e.name = '';";

/* Answers that markers settle, oral tests, and the tallies that statistics read: a submitted attempt made
 * before this step has none, and its responses are read instead. */
const char schema_tallies[] =
    "ALTER TABLE attempt ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE attempt ADD COLUMN examiner TEXT NOT NULL DEFAULT '';"
    "CREATE TABLE tally("
    " attempt INTEGER PRIMARY KEY,"
    " body BLOB NOT NULL" /* core/tally.h */
    ") STRICT;"
    /* All that standings and the walk over tallies need, so that they read no wide row; without the status
     * itself SQLite does not take it for all. */
    "CREATE INDEX attempt_result ON attempt(event, number, nth, mark, elapsed, ended_at, passed, full, pending,"
    " status) WHERE status = 'submitted';"

    "DROP VIEW v_attempt;"
    "CREATE VIEW v_attempt AS"
    " SELECT id AS attempt, event, number, nth, status, cause,"
    " " LOCAL("started_at") " AS started_at, " LOCAL("ended_at") " AS ended_at,"
    " " SECONDS("elapsed") " AS elapsed_seconds, " MARK("mark") " AS mark, " MARK("full") " AS full,"
    " passed, answered, slots, void_reason, pending, examiner"
    " FROM attempt;";
/* clang-format on */
