#include "fixture.h"

#include "base/mem.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static struct journal_entry entry_of(const char *stream, int64_t n, const char *body)
{
    return (struct journal_entry){.stream = text_of(stream),
                                  .n = n,
                                  .at = 1000,
                                  .clock = 20,
                                  .actor = TEXT("10021"),
                                  .kind = TEXT("noted"),
                                  .body = text_of(body)};
}

static void append(struct fixture *fixture, struct journal_entry *entry)
{
    must(fixture, journal_append(fixture->store, entry, &fixture->err));
}

/* The documented bytes, put together by hand. */
static void test_link_is_as_documented(void **state)
{
    (void)state;
    static const unsigned char framed[] =
        "\3\0\0\0\0\0\0\0hub\7\0\0\0\0\0\0\0\xe8\3\0\0\0\0\0\0\x14\0\0\0\0\0\0\0"
        "\5\0\0\0\0\0\0\0"
        "10021\5\0\0\0\0\0\0\0noted\2\0\0\0\0\0\0\0{}";
    struct buf bytes = BUF_EMPTY;
    buf_add_repeated(&bytes, 'p', 32);
    buf_add(&bytes, framed, sizeof framed - 1);
    struct hash previous, expected = hash_of(buf_text(&bytes));
    memset(previous.bytes, 'p', sizeof previous.bytes);
    struct journal_entry entry = entry_of("hub", 7, "{}");
    struct hash link = journal_link(&previous, &entry);
    assert_memory_equal(link.bytes, expected.bytes, HASH_SIZE);
    buf_finish(&bytes);
}

static void test_append_chains(void **state)
{
    struct fixture *fixture = *state;
    struct journal_entry one = entry_of("hub", 0, "{}"), two = entry_of("hub", 0, "{\"a\":1}");
    struct journal_entry other = entry_of("attempt/1", 1, "{}");
    struct hash zero = {{0}}, head;
    int64_t seq;
    must(fixture, journal_head(fixture->store, &seq, &head, &fixture->err));
    assert_int_equal(seq, 0);
    assert_memory_equal(head.bytes, zero.bytes, HASH_SIZE);
    begin(fixture);
    append(fixture, &one);
    append(fixture, &other);
    commit(fixture);
    begin(fixture);
    append(fixture, &two);
    must(fixture, journal_head(fixture->store, &seq, &head, &fixture->err));
    assert_int_equal(seq, 3);
    commit(fixture);
    assert_int_equal(one.seq, 1);
    assert_int_equal(one.n, 1);
    assert_int_equal(other.seq, 2);
    assert_int_equal(two.seq, 3);
    assert_int_equal(two.n, 2);
    struct hash due = journal_link(&zero, &one);
    assert_memory_equal(due.bytes, one.link.bytes, HASH_SIZE);
    due = journal_link(&one.link, &other);
    assert_memory_equal(due.bytes, other.link.bytes, HASH_SIZE);
    due = journal_link(&other.link, &two);
    assert_memory_equal(due.bytes, two.link.bytes, HASH_SIZE);
    assert_memory_equal(head.bytes, two.link.bytes, HASH_SIZE);
}

static void test_rollback_leaves_no_gap(void **state)
{
    struct fixture *fixture = *state;
    struct journal_entry lost = entry_of("hub", 0, "{}"), kept = entry_of("hub", 0, "{}");
    begin(fixture);
    append(fixture, &lost);
    store_rollback(fixture->store);
    begin(fixture);
    append(fixture, &kept);
    commit(fixture);
    assert_int_equal(kept.seq, 1);
    assert_int_equal(kept.n, 1);
}

struct walk {
    int64_t seen[10];
    int count, stop_after;
};

static bool note(void *context, const struct journal_entry *entry, struct err *err)
{
    struct walk *walk = context;
    walk->seen[walk->count++] = entry->seq;
    assert_true(text_is(entry->kind, "noted"));
    return walk->count != walk->stop_after || err_set(err, ERR_FAILED, "stopped");
}

static void test_walk(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture);
    for (int i = 0; i < 6; i++) {
        struct journal_entry entry = entry_of("hub", 0, "{}");
        append(fixture, &entry);
    }
    commit(fixture);
    struct walk some = {0}, rest = {0}, stopped = {.stop_after = 2};
    must(fixture, journal_walk(fixture->store, 2, 4, note, &some, &fixture->err));
    assert_int_equal(some.count, 3);
    assert_int_equal(some.seen[0], 2);
    assert_int_equal(some.seen[2], 4);
    must(fixture, journal_walk(fixture->store, 5, 0, note, &rest, &fixture->err));
    assert_int_equal(rest.count, 2);
    struct err err = ERR_NONE;
    assert_false(journal_walk(fixture->store, 1, 0, note, &stopped, &err));
    assert_string_equal(err.message, "stopped");
    assert_int_equal(stopped.count, 2);
}

static void test_guarded(void **state)
{
    struct fixture *fixture = *state;
    struct journal_entry entry = entry_of("hub", 0, "{}");
    begin(fixture);
    append(fixture, &entry);
    commit(fixture);
    static const char *const statements[] = {"UPDATE journal SET body = '[]'", "DELETE FROM journal"};
    sqlite3 *db;
    assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
    for (size_t i = 0; i < COUNT_OF(statements); i++) {
        assert_int_equal(sqlite3_exec(db, statements[i], NULL, NULL, NULL), SQLITE_CONSTRAINT);
        assert_string_equal(sqlite3_errmsg(db), "the journal is append-only");
    }
    sqlite3_close(db);
    assert_string_equal(ask(fixture, "SELECT body FROM journal"), "{}");
}

/* A row put in by hand where the next one is to go is refused, not overwritten. */
static void test_foreign_row(void **state)
{
    struct fixture *fixture = *state;
    assert_true(tamper(fixture, "INSERT INTO journal VALUES(1, 'hub', 1, 0, 0, '', '', '', zeroblob(32))"));
    struct journal_entry entry = entry_of("hub", 0, "{}");
    struct err err = ERR_NONE;
    begin(fixture);
    assert_false(journal_append(fixture->store, &entry, &err));
    store_rollback(fixture->store);
}

/* A child that appends `rounds` transactions of some entries in its own stream. */
static void append_rounds(const char *path, const char *stream, int rounds)
{
    struct err err = ERR_NONE;
    struct store *store = store_open(path, STORE_WRITE, &err);
    if (!store)
        _exit(2);
    for (int i = 0; i < rounds; i++) {
        if (!store_begin(store, &err))
            _exit(3);
        for (int k = 0; k <= i % 3; k++) {
            struct journal_entry entry = entry_of(stream, 0, "{}");
            if (!journal_append(store, &entry, &err))
                _exit(4);
        }
        if (!store_commit(store, &err))
            _exit(5);
    }
    store_close(store);
    _exit(0);
}

static void test_processes_interleave(void **state)
{
    struct fixture *fixture = *state;
    static const char *const streams[] = {"hub", "people", "bank/x", "event/y"};
    pid_t children[COUNT_OF(streams)];
    enum { ROUNDS = 60 };
    store_close(fixture->store);
    for (size_t i = 0; i < COUNT_OF(streams); i++)
        if ((children[i] = fork()) == 0)
            append_rounds(fixture->path, streams[i], ROUNDS);
    for (size_t i = 0; i < COUNT_OF(streams); i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    fixture->store = store_open(fixture->path, STORE_WRITE, &fixture->err);
    must(fixture, fixture->store != NULL);
    assert_string_equal(ask(fixture, "SELECT count(*) FROM journal"), "480");
    assert_string_equal(ask(fixture, "SELECT max(n) FROM journal WHERE stream = 'hub'"), "120");
    int64_t count;
    const char *lines = findings(fixture, &count);
    assert_null(strstr(lines, "chain"));
    assert_null(strstr(lines, "number"));
    assert_null(strstr(lines, "missing"));
}

/* Two handles of one process, transactions alternating: the head is never remembered too long. */
static void test_handles_alternate(void **state)
{
    struct fixture *fixture = *state;
    struct store *other = store_open(fixture->path, STORE_WRITE, &fixture->err);
    must(fixture, other != NULL);
    for (int i = 0; i < 20; i++) {
        struct store *store = i % 2 ? other : fixture->store;
        struct journal_entry entry = entry_of("hub", 0, "{}");
        must(fixture, store_begin(store, &fixture->err));
        must(fixture, journal_append(store, &entry, &fixture->err));
        must(fixture, store_commit(store, &fixture->err));
        assert_int_equal(entry.seq, i + 1);
        assert_int_equal(entry.n, i + 1);
    }
    store_close(other);
    int64_t count;
    assert_string_equal(findings(fixture, &count), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_link_is_as_documented),
        cmocka_unit_test_setup_teardown(test_append_chains, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_rollback_leaves_no_gap, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_walk, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_guarded, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_foreign_row, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_processes_interleave, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_handles_alternate, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
