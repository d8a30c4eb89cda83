#include "competition.h"

#include "base/file.h"
#include "base/mem.h"
#include "store/schema.h"
#include "store/statement.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The path of a second file in the fixture's directory. */
static const char *image(struct fixture *fixture)
{
    return arena_textf(&fixture->arena, "%s/image.db", fixture->directory).at;
}

static void expect_refused(const char *path, enum store_mode mode, enum err_kind kind, const char *says)
{
    struct err err = ERR_NONE;
    struct store *store = store_open(path, mode, &err);
    assert_null(store);
    assert_int_equal(err.kind, kind);
    if (!strstr(err.message, says))
        fail_msg("“%s” does not say “%s”", err.message, says);
}

static void run_on(const char *path, const char *sql)
{
    sqlite3 *db;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

static void test_created_private(void **state)
{
    struct fixture *fixture = *state;
    struct stat st;
    begin(fixture);
    must(fixture, store_clock_save(fixture->store, 1, &fixture->err));
    commit(fixture);
    assert_int_equal(stat(fixture->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    const char *wal = arena_textf(&fixture->arena, "%s-wal", fixture->path).at;
    assert_int_equal(stat(wal, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_string_equal(ask(fixture, "PRAGMA application_id"), "1651079029");
    assert_string_equal(ask(fixture, "PRAGMA user_version"), "4");
    assert_string_equal(ask(fixture, "PRAGMA journal_mode"), "wal");
}

static void test_missing(void **state)
{
    struct fixture *fixture = *state;
    expect_refused(image(fixture), STORE_READ, ERR_NOT_FOUND, "image.db");
    expect_refused(image(fixture), STORE_WRITE, ERR_NOT_FOUND, "image.db");
    assert_int_equal(access(image(fixture), F_OK), -1);
    expect_refused("/nowhere/at/all.db", STORE_CREATE, ERR_NOT_FOUND, "/nowhere/at/all.db");
}

static void test_foreign_files(void **state)
{
    struct fixture *fixture = *state;
    const char *path = image(fixture);
    struct buf garbage = BUF_EMPTY;
    buf_add_repeated(&garbage, 'x', 5000);
    must(fixture, file_write(path, buf_text(&garbage), 0600, &fixture->err));
    expect_refused(path, STORE_WRITE, ERR_DAMAGED, "no database of biwu");
    expect_refused(path, STORE_READ, ERR_DAMAGED, "no database of biwu");
    expect_refused(path, STORE_CREATE, ERR_DAMAGED, "no database of biwu");
    /* It is left as it was. */
    struct buf after = BUF_EMPTY;
    must(fixture, file_read(path, 10000, &after, &fixture->err));
    assert_true(text_equal(buf_text(&garbage), buf_text(&after)));
    buf_finish(&garbage);
    buf_finish(&after);
    unlink(path);
    run_on(path, "CREATE TABLE t(a); PRAGMA application_id = 7");
    expect_refused(path, STORE_WRITE, ERR_DAMAGED, "not one of biwu");
    unlink(path);
    run_on(path, "CREATE TABLE t(a)");
    expect_refused(path, STORE_CREATE, ERR_DAMAGED, "not one of biwu");
}

static void test_newer(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    fixture->store = NULL;
    run_on(fixture->path, "PRAGMA user_version = 5");
    expect_refused(fixture->path, STORE_READ, ERR_INVALID, "newer");
    expect_refused(fixture->path, STORE_WRITE, ERR_INVALID, "newer");
    expect_refused(fixture->path, STORE_CREATE, ERR_INVALID, "newer");
    assert_string_equal(ask(fixture, "PRAGMA user_version"), "5");
}

/* A database that stands at each older version becomes what a new one is. */
static void test_migrated(void **state)
{
    struct fixture *fixture = *state;
    const char *path = image(fixture);
    static const char listing[] =
        "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
    const char *whole = ask(fixture, listing);
    for (int version = 0; version < SCHEMA_VERSION; version++) {
        sqlite3 *db;
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        must(fixture, schema_migrate(db, version, &fixture->err));
        if (version > 0) {
            assert_int_equal(sqlite3_exec(db, "INSERT INTO fact(name, value) VALUES('clock', 77)", 0, 0, 0),
                             0);
            expect_refused(path, STORE_READ, ERR_INVALID, "older");
        }
        sqlite3_close(db);
        struct store *store = store_open(path, STORE_WRITE, &fixture->err);
        must(fixture, store != NULL);
        int64_t clock;
        must(fixture, store_clock_load(store, &clock, &fixture->err));
        assert_int_equal(clock, version > 0 ? 77 : 0);
        store_close(store);
        char own[96];
        strcpy(own, fixture->path);
        strcpy(fixture->path, path);
        assert_string_equal(ask(fixture, listing), whole);
        assert_string_equal(ask(fixture, "PRAGMA user_version"), "4");
        strcpy(fixture->path, own);
        unlink(path);
    }
}

/* A database of version 2 with a test taken in it, made of one of today by copying what it had. */
static void make_second(struct fixture *fixture, const char *path)
{
    static const char *const tables[] = {"journal", "journal_head",  "stream", "fact", "person",
                                         "bank",    "item_revision", "item",   "pool"};
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    must(fixture, schema_migrate(db, 2, &fixture->err));
    struct buf sql = BUF_EMPTY;
    buf_addf(&sql, "ATTACH '%s' AS now; DELETE FROM journal_head;", fixture->path);
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        buf_addf(&sql, "INSERT INTO main.%s SELECT * FROM now.%s;", tables[i], tables[i]);
    buf_add_string(&sql, "INSERT INTO main.attempt SELECT id, event, number, nth, status, cause, started_at,"
                         " ended_at, elapsed, mark, full, passed, answered, slots, first_seq, last_seq,"
                         " void_reason, responses FROM now.attempt;");
    buf_add_string(&sql, "INSERT INTO main.event SELECT code, title, path, source, source_hash, status,"
                         " pool_hash, seed, opened_at, closed_at FROM now.event;");
    char *message = NULL;
    if (sqlite3_exec(db, buf_string(&sql), NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    buf_finish(&sql);
    sqlite3_close(db);
}

/* Everything a hall of the second version held is there after it is brought up to date, and it takes
 * competitions. */
static void test_second_version(void **state)
{
    struct fixture *fixture = *state;
    const char *path = image(fixture);
    static const char results[] = "SELECT group_concat(event || number || mark || passed) FROM v_result";
    static const char head[] = "SELECT seq || hex(link) FROM journal_head";
    fill(fixture);
    play(fixture);
    const char *results_before = ask(fixture, results), *head_before = ask(fixture, head);
    make_second(fixture, path);
    store_close(fixture->store);
    strcpy(fixture->path, path);
    fixture->store = store_open(path, STORE_WRITE, &fixture->err);
    must(fixture, fixture->store != NULL);
    assert_string_equal(ask(fixture, "PRAGMA user_version"), "4");
    assert_string_equal(ask(fixture, results), results_before);
    assert_string_equal(ask(fixture, head), head_before);
    assert_string_equal(ask(fixture, "SELECT code || ' ' || kind FROM v_event"), "yzyh test");
    int64_t count;
    assert_string_equal(findings(fixture, &count), "");
    fill_competition(fixture);
    assert_string_equal(ask(fixture, "SELECT count(*) FROM v_event WHERE kind <> 'test'"), "3");
    assert_string_equal(ask(fixture, "SELECT count(*) FROM v_entrant"), "0");
    assert_string_equal(findings(fixture, &count), "");
}

static void test_reader_cannot_write(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_NONE;
    struct store *reader = store_open(fixture->path, STORE_READ, &err);
    assert_non_null(reader);
    assert_false(store_begin(reader, &err));
    assert_non_null(strstr(err.message, "may not be written"));
    store_close(reader);
}

static void test_reader_sees_one_picture(void **state)
{
    struct fixture *fixture = *state;
    struct store *reader = store_open(fixture->path, STORE_READ, &fixture->err);
    int64_t clock;
    must(fixture, reader != NULL);
    must(fixture, store_begin_read(reader, &fixture->err));
    must(fixture, store_clock_load(reader, &clock, &fixture->err));
    begin(fixture);
    must(fixture, store_clock_save(fixture->store, 42, &fixture->err));
    commit(fixture);
    must(fixture, store_clock_load(reader, &clock, &fixture->err));
    assert_int_equal(clock, 0);
    store_rollback(reader);
    must(fixture, store_clock_load(reader, &clock, &fixture->err));
    assert_int_equal(clock, 42);
    store_close(reader);
}

static void test_rollback(void **state)
{
    struct fixture *fixture = *state;
    int64_t clock;
    begin(fixture);
    assert_true(store_in_transaction(fixture->store));
    must(fixture, store_clock_save(fixture->store, 42, &fixture->err));
    store_rollback(fixture->store);
    assert_false(store_in_transaction(fixture->store));
    must(fixture, store_clock_load(fixture->store, &clock, &fixture->err));
    assert_int_equal(clock, 0);
    /* Who cleans up need not know how far it came. */
    store_rollback(fixture->store);
    assert_false(store_in_transaction(fixture->store));
    begin(fixture);
    store_rollback(fixture->store);
}

static void test_data_version(void **state)
{
    struct fixture *fixture = *state;
    int64_t before = store_data_version(fixture->store);
    begin(fixture);
    must(fixture, store_clock_save(fixture->store, 1, &fixture->err));
    commit(fixture);
    assert_int_equal(store_data_version(fixture->store), before);
    run_on(fixture->path, "UPDATE fact SET value = 2");
    assert_int_not_equal(store_data_version(fixture->store), before);
}

static void test_tickets(void **state)
{
    struct fixture *fixture = *state;
    struct hash one = hash_of(T("one")), two = hash_of(T("two"));
    struct text number;
    struct err err = ERR_NONE;
    begin(fixture);
    must(fixture, store_ticket_add(fixture->store, &one, T("10021"), 1000, &fixture->err));
    must(fixture, store_ticket_add(fixture->store, &two, T("10022"), 2000, &fixture->err));
    commit(fixture);
    must(fixture, store_ticket_find(fixture->store, &one, 999, &fixture->arena, &number, &fixture->err));
    assert_true(text_is(number, "10021"));
    assert_false(store_ticket_find(fixture->store, &one, 1000, &fixture->arena, &number, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    begin(fixture);
    must(fixture, store_tickets_expire(fixture->store, 1500, &fixture->err));
    commit(fixture);
    assert_string_equal(ask(fixture, "SELECT count(*) FROM ticket"), "1");
    begin(fixture);
    must(fixture, store_ticket_drop(fixture->store, &two, &fixture->err));
    commit(fixture);
    assert_false(store_ticket_find(fixture->store, &two, 0, &fixture->arena, &number, &err));
}

static bool append_much(struct store *store, int count, struct err *err)
{
    static const char body[] =
        "{\"text\":\"0123456789012345678901234567890123456789012345678901234567890123\"}";
    for (int i = 0; i < count; i++) {
        struct journal_entry entry = {
            .stream = TEXT("hub"), .actor = TEXT("hub"), .kind = TEXT("noted"), .body = text_of(body)};
        if (!journal_append(store, &entry, err))
            return false;
    }
    return true;
}

/* The disk as full as it gets: nothing of the transaction remains, the handle goes on when there is room. */
static void test_disk_full(void **state)
{
    struct fixture *fixture = *state;
    sqlite3 *db = fixture->store->db;
    begin(fixture);
    must(fixture, append_much(fixture->store, 100, &fixture->err));
    commit(fixture);
    sqlite3_exec(db, "PRAGMA max_page_count = 60", NULL, NULL, NULL);
    struct err err = ERR_NONE;
    begin(fixture);
    must(fixture, store_clock_save(fixture->store, 5, &fixture->err));
    assert_false(append_much(fixture->store, 100000, &err));
    assert_non_null(strstr(err.message, "disk is full"));
    /* Whatever comes after the failure fails too, instead of being saved alone. */
    if (sqlite3_get_autocommit(db)) {
        err.message[0] = '\0';
        assert_false(append_much(fixture->store, 1, &err));
        assert_non_null(strstr(err.message, "disk is full"));
        assert_false(store_commit(fixture->store, &err));
    } else {
        store_rollback(fixture->store);
    }
    int64_t clock, seq, count;
    struct hash link;
    must(fixture, store_clock_load(fixture->store, &clock, &fixture->err));
    assert_int_equal(clock, 0);
    must(fixture, journal_head(fixture->store, &seq, &link, &fixture->err));
    assert_int_equal(seq, 100);
    sqlite3_exec(db, "PRAGMA max_page_count = 1000000", NULL, NULL, NULL);
    begin(fixture);
    must(fixture, append_much(fixture->store, 1000, &fixture->err));
    commit(fixture);
    must(fixture, journal_head(fixture->store, &seq, &link, &fixture->err));
    assert_int_equal(seq, 1100);
    assert_string_equal(findings(fixture, &count), "");
}

static void test_busy(void **state)
{
    struct fixture *fixture = *state;
    struct store *other = store_open(fixture->path, STORE_WRITE, &fixture->err);
    must(fixture, other != NULL);
    sqlite3_busy_timeout(other->db, 1);
    begin(fixture);
    struct err err = ERR_NONE;
    assert_false(store_begin(other, &err));
    assert_int_equal(err.kind, ERR_BUSY);
    assert_false(store_in_transaction(other));
    commit(fixture);
    assert_true(store_begin(other, &err));
    store_close(other);
}

/* Terminals that start at the same moment in a new hall: each gets the database, one makes it. */
static void test_created_at_once(void **state)
{
    struct fixture *fixture = *state;
    pid_t children[8];
    for (size_t i = 0; i < COUNT_OF(children); i++)
        if ((children[i] = fork()) == 0) {
            struct err err = ERR_NONE;
            struct store *store = store_open(image(fixture), STORE_CREATE, &err);
            if (!store)
                fprintf(stderr, "%s\n", err.message);
            store_close(store);
            _exit(store ? 0 : 1);
        }
    int failed = 0;
    for (size_t i = 0; i < COUNT_OF(children); i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        failed += status != 0;
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_created_private, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_created_at_once, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_missing, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_foreign_files, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_newer, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_migrated, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_second_version, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_reader_cannot_write, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_reader_sees_one_picture, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_rollback, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_data_version, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_tickets, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_disk_full, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_busy, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
