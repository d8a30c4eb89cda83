/* Power cuts, killed writers and failing disks: what was acknowledged is there, and nothing is half. */
#include "fixture.h"
#include "recorder.h"

#include "store/statement.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { COMMITS = 60, CUTS = 200 };

/* When the writer was told that a commit is safe. */
struct promise {
    size_t records; /* made by then */
    int64_t seq;    /* of the journal */
};

static int64_t head_of(struct fixture *fixture)
{
    int64_t seq;
    struct hash link;
    must(fixture, journal_head(fixture->store, &seq, &link, &fixture->err));
    return seq;
}

/* One transaction: some answers, now and then a submission and a new attempt. */
static void work(struct fixture *fixture, struct sitting *sitting, int i)
{
    begin(fixture);
    if (i % 10 == 0)
        sit_down(fixture, sitting, T("10021"), 1 + i / 10, 1000 * (i + 1));
    for (int k = 0; k <= i % 3; k++)
        answer(fixture, sitting, (i + k) % FIXTURE_SLOTS, i % 2 ? "A" : "T", 1000 * (i + 1) + k);
    if (i % 10 == 9) {
        hand_in(fixture, sitting, 1000 * (i + 1) + 500);
        sitting_finish(sitting);
    }
    commit(fixture);
}

/* A database written under the recorder, with the promises made on the way. */
static void record_work(struct fixture *fixture, struct recorder *recorder, struct promise *promises,
                        const char *pragma)
{
    struct sitting sitting;
    store_close(fixture->store);
    unlink(fixture->path);
    recorder_install(recorder);
    fixture->store = store_open(fixture->path, STORE_CREATE, &fixture->err);
    must(fixture, fixture->store != NULL);
    assert_int_equal(sqlite3_exec(fixture->store->db, pragma, NULL, NULL, NULL), SQLITE_OK);
    fill(fixture);
    promises[0] = (struct promise){recorder->count, head_of(fixture)};
    for (int i = 0; i < COMMITS; i++) {
        work(fixture, &sitting, i);
        promises[i + 1] = (struct promise){recorder->count, head_of(fixture)};
    }
}

/* Opens the files that a cut after `count` records leaves; false when something promised is lost. */
static bool survives(struct fixture *fixture, const struct recorder *recorder, size_t count,
                     const struct promise *promises, struct rng *rng)
{
    static const char *const names[RECORDED_FILES] = {"", "-wal"};
    struct buf files[RECORDED_FILES];
    struct fixture after = {.store = NULL};
    snprintf(after.path, sizeof after.path, "%.63s/image.db", fixture->directory);
    recorder_image(recorder, count, rng, files);
    for (int i = 0; i < RECORDED_FILES; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", after.path, names[i]);
        FILE *out = fopen(path, "wb");
        assert_non_null(out);
        assert_int_equal(fwrite(buf_string(&files[i]), 1, files[i].len, out), files[i].len);
        assert_int_equal(fclose(out), 0);
        buf_finish(&files[i]);
    }
    int64_t promised = 0, found;
    for (int i = 0; i <= COMMITS && promises[i].records <= count; i++)
        promised = promises[i].seq;
    after.store = store_open(after.path, STORE_WRITE, &after.err);
    must(&after, after.store != NULL);
    bool kept = head_of(&after) >= promised;
    const char *lines = findings(&after, &found);
    if (found)
        fail_msg("cut after %zu records:\n%s", count, lines);
    store_close(after.store);
    arena_finish(&after.arena);
    return kept;
}

static int lost_after_cuts(struct fixture *fixture, const char *pragma)
{
    struct recorder recorder;
    struct promise promises[COMMITS + 1];
    struct rng rng;
    int lost = 0;
    rng_init(&rng, T("crash"), T("cuts"), text_of(pragma));
    record_work(fixture, &recorder, promises, pragma);
    store_close(fixture->store);
    fixture->store = NULL;
    size_t from = promises[0].records, last = promises[COMMITS].records;
    /* From here on files are opened as usual. */
    sqlite3_vfs *vfs = sqlite3_vfs_find("recorder");
    sqlite3_vfs_unregister(vfs);
    for (int i = 0; i < CUTS; i++) {
        size_t count = from + rng_below(&rng, (uint32_t)(last - from + 1));
        lost += !survives(fixture, &recorder, count, promises, &rng);
    }
    sqlite3_vfs_register(vfs, 0);
    recorder_remove(&recorder);
    return lost;
}

static void test_power_cuts(void **state)
{
    assert_int_equal(lost_after_cuts(*state, "PRAGMA wal_autocheckpoint = 15"), 0);
}

/* The control: with less syncing the same cuts do lose what was promised, so the test above can fail. */
static void test_power_cuts_control(void **state)
{
    assert_true(lost_after_cuts(*state, "PRAGMA wal_autocheckpoint = 15; PRAGMA synchronous = NORMAL") > 0);
}

static void write_until_killed(struct fixture *fixture, int acks, int first)
{
    struct sitting sitting;
    struct err err = ERR_NONE;
    fixture->store = store_open(fixture->path, STORE_WRITE, &err);
    if (!fixture->store)
        _exit(2);
    for (int i = 0;; i++) {
        if (i % 10 == 0) {
            store_begin(fixture->store, &err);
            sit_down(fixture, &sitting, T("10022"), first + i / 10, 1000 * (i + 1));
        } else {
            store_begin(fixture->store, &err);
            answer(fixture, &sitting, i % FIXTURE_SLOTS, "A", 1000 * (i + 1));
            if (i % 10 == 9)
                hand_in(fixture, &sitting, 1000 * (i + 1) + 1);
        }
        int64_t seq;
        struct hash link;
        if (!journal_head(fixture->store, &seq, &link, &err) || !store_commit(fixture->store, &err) ||
            write(acks, &seq, sizeof seq) != sizeof seq)
            _exit(3);
    }
}

/* Lets a writer make some commits, kills it, and gives the last one it was told is safe. */
static int64_t kill_writer(struct fixture *fixture, uint32_t commits, int first)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        write_until_killed(fixture, ends[1], first);
    }
    close(ends[1]);
    int64_t seq, acknowledged = 0;
    for (uint32_t i = 0; i < commits && read(ends[0], &seq, sizeof seq) == sizeof seq; i++)
        acknowledged = seq;
    kill(child, SIGKILL);
    while (read(ends[0], &seq, sizeof seq) == sizeof seq)
        acknowledged = seq;
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    close(ends[0]);
    return acknowledged;
}

static void test_killed(void **state)
{
    struct fixture *fixture = *state;
    struct rng rng;
    rng_init(&rng, T("crash"), T("kills"), T("1"));
    fill(fixture);
    for (int i = 0; i < 30; i++) {
        int64_t count;
        store_close(fixture->store);
        fixture->store = NULL;
        int64_t acknowledged = kill_writer(fixture, 1 + rng_below(&rng, 40), 1000 * i);
        fixture->store = store_open(fixture->path, STORE_WRITE, &fixture->err);
        must(fixture, fixture->store != NULL);
        assert_true(head_of(fixture) >= acknowledged);
        assert_string_equal(findings(fixture, &count), "");
    }
}

/* One transaction of appends that may fail anywhere. */
static bool try_appends(struct store *store, struct err *err)
{
    if (!store_begin(store, err))
        return false;
    for (int i = 0; i < 40; i++) {
        struct journal_entry entry = {
            .stream = TEXT("hub"), .kind = TEXT("noted"), .body = TEXT("{\"a\":1}")};
        if (!journal_append(store, &entry, err)) {
            store_rollback(store);
            return false;
        }
    }
    return store_commit(store, err);
}

static void fail_everywhere(struct fixture *fixture, int code, const char *says)
{
    struct recorder recorder;
    recorder_install(&recorder);
    reopen(fixture);
    assert_int_equal(sqlite3_exec(fixture->store->db, "PRAGMA wal_autocheckpoint = 5", NULL, NULL, NULL), 0);
    int failures = 0;
    for (int64_t after = 0; after < 40; after++) {
        struct err err = ERR_NONE;
        int64_t before = head_of(fixture), count;
        recorder.fail_after = after;
        recorder.fail_code = code;
        bool done = try_appends(fixture->store, &err);
        recorder.fail_after = -1;
        assert_false(store_in_transaction(fixture->store));
        assert_int_equal(head_of(fixture), before + (done ? 40 : 0));
        if (!done && !strstr(err.message, says))
            fail_msg("“%s” does not say “%s”", err.message, says);
        failures += !done;
        must(fixture, try_appends(fixture->store, &fixture->err));
        assert_string_equal(findings(fixture, &count), "");
    }
    assert_true(failures > 0);
    store_close(fixture->store);
    fixture->store = NULL;
    recorder_remove(&recorder);
}

static void test_disk_full(void **state)
{
    fail_everywhere(*state, SQLITE_FULL, "disk is full");
}

static void test_disk_fails(void **state)
{
    fail_everywhere(*state, SQLITE_IOERR_WRITE, "disk fails");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_power_cuts, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_power_cuts_control, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_killed, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_disk_full, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_disk_fails, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
