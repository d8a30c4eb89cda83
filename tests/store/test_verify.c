#include "fixture.h"

#include "base/mem.h"
#include "base/rng.h"

#include <stdio.h>
#include <stdlib.h>

static int setup_played(void **state)
{
    if (fixture_setup(state) != 0)
        return -1;
    fill(*state);
    play(*state);
    return 0;
}

static void expect_clean(struct fixture *fixture)
{
    int64_t count;
    const char *lines = findings(fixture, &count);
    if (count)
        fail_msg("verify is not clean:\n%s", lines);
}

static void test_clean(void **state)
{
    expect_clean(*state);
    reopen(*state);
    expect_clean(*state);
}

static void test_empty(void **state)
{
    expect_clean(*state);
}

/* A change made beside biwu and what the finding must name. */
static const struct {
    const char *sql, *names;
} changes[] = {
    {"UPDATE journal SET stream = 'attempt/2' WHERE seq = 7", "entry 7 "},
    {"UPDATE journal SET n = n + 1 WHERE seq = 8", "entry 8 "},
    {"UPDATE journal SET at = at + 1 WHERE seq = 9", "entry 9 "},
    {"UPDATE journal SET clock = clock - 1 WHERE seq = 10", "entry 10 "},
    {"UPDATE journal SET actor = '10099' WHERE seq = 11", "entry 11 "},
    {"UPDATE journal SET kind = 'flagged' WHERE seq = 12", "entry 12 "},
    {"UPDATE journal SET body = replace(body, 'T', 'F') WHERE kind = 'answered' AND body LIKE '%\"T\"%'",
     "entry 9 "},
    {"UPDATE journal SET link = zeroblob(32) WHERE seq = 3", "entry 3 "},
    {"UPDATE journal SET link = zeroblob(31) WHERE seq = 3", "entry 3 "},
    {"UPDATE journal SET link = zeroblob(32) WHERE seq = (SELECT max(seq) FROM journal)", "last entry"},
    {"DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "last entry"},
    {"DELETE FROM journal WHERE seq = 5", "entry 6"},
    {"DELETE FROM journal WHERE seq = 1", "entry 2"},
    {"UPDATE journal SET seq = 1000 WHERE seq = 20", "1000"},
    {"UPDATE journal SET seq = -1 WHERE seq = 20; UPDATE journal SET seq = 20 WHERE seq = 21;"
     "UPDATE journal SET seq = 21 WHERE seq = -1",
     "entry 20 "},
    {"INSERT INTO journal SELECT max(seq) + 1, 'attempt/5', 6, at, clock, actor, 'flagged',"
     " '{\"slot\":0,\"on\":true}', link FROM journal",
     "last entry"},
    {"UPDATE journal_head SET seq = seq - 1", "last entry"},
    {"UPDATE journal_head SET link = zeroblob(32)", "last entry"},
    {"UPDATE stream SET n = n + 1 WHERE name = 'people'", "people"},
    {"DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal);"
     "UPDATE journal_head SET (seq, link) = (SELECT seq, link FROM journal ORDER BY seq DESC LIMIT 1)",
     "attempt 4"},
    {"UPDATE attempt SET mark = mark + 1 WHERE id = 1",
     "attempt 1 (event yzyh, number 10021): mark is 100.0001"},
    {"UPDATE attempt SET mark = mark + 10000 WHERE id = 3", "attempt 3"},
    {"UPDATE attempt SET mark = 10000 WHERE id = 4", "attempt 4"},
    {"UPDATE attempt SET mark = 10000 WHERE id = 5", "attempt 5"},
    {"UPDATE attempt SET full = full - 1 WHERE id = 2", "attempt 2"},
    {"UPDATE attempt SET passed = NOT passed WHERE id = 2", "attempt 2"},
    {"UPDATE attempt SET passed = NOT passed WHERE id = 3", "attempt 3"},
    {"UPDATE attempt SET passed = 1 WHERE id = 5", "attempt 5"},
    {"UPDATE attempt SET status = 'void' WHERE id = 1", "attempt 1"},
    {"UPDATE attempt SET status = 'submitted' WHERE id = 3", "attempt 3"},
    {"UPDATE attempt SET status = 'submitted' WHERE id = 5", "attempt 5"},
    {"UPDATE attempt SET cause = 'time' WHERE id = 1", "attempt 1"},
    {"UPDATE attempt SET cause = 'time' WHERE id = 5", "attempt 5"},
    {"UPDATE attempt SET number = '10029' WHERE id = 1", "attempt 1"},
    {"UPDATE attempt SET event = 'yzyi' WHERE id = 1", "attempt 1"},
    {"UPDATE attempt SET nth = 2 WHERE id = 1", "attempt 1"},
    {"UPDATE attempt SET started_at = started_at + 1 WHERE id = 2", "attempt 2"},
    {"UPDATE attempt SET ended_at = ended_at + 1 WHERE id = 2", "attempt 2"},
    {"UPDATE attempt SET elapsed = elapsed - 1000 WHERE id = 2", "attempt 2"},
    {"UPDATE attempt SET answered = 3 WHERE id = 2", "attempt 2"},
    {"UPDATE attempt SET slots = 11 WHERE id = 2", "attempt 2"},
    {"UPDATE attempt SET first_seq = 7 WHERE id = 2", "attempt 2"},
    {"UPDATE attempt SET last_seq = last_seq + 1 WHERE id = 2", "attempt 2"},
    {"UPDATE attempt SET void_reason = '无' WHERE id = 3", "attempt 3"},
    {"UPDATE attempt SET void_reason = '无' WHERE id = 1", "attempt 1"},
    {"UPDATE attempt SET responses = replace(responses, '\"AB\"', '\"ABD\"') WHERE id = 2",
     "attempt 2, response 2"},
    {"UPDATE attempt SET responses = replace(responses, '50000', '100000') WHERE id = 2",
     "attempt 2, response 2"},
    {"UPDATE attempt SET responses = json_set(responses, '$[0][6]', 9) WHERE id = 1",
     "attempt 1, response 1"},
    {"UPDATE attempt SET responses = '[]' WHERE id = 4", "attempt 4: its responses"},
    {"UPDATE attempt SET responses = '[' WHERE id = 1", "attempt 1"},
    {"UPDATE attempt SET responses = NULL WHERE id = 1", "attempt 1"},
    {"UPDATE attempt SET responses = '[]' WHERE id = 5", "attempt 5"},
    {"DELETE FROM attempt WHERE id = 1", "attempt 1"},
    {"UPDATE tally SET body = x'00' WHERE attempt = 1", "attempt 1: its tally"},
    {"UPDATE tally SET body = x'' WHERE attempt = 1", "attempt 1: its tally"},
    {"UPDATE tally SET body = zeroblob(length(body)) WHERE attempt = 2", "attempt 2: its tally"},
    {"INSERT INTO tally SELECT 3, body FROM tally WHERE attempt = 1", "attempt 3 has a tally"},
    {"INSERT INTO tally SELECT 5, body FROM tally WHERE attempt = 1", "attempt 5 has a tally"},
    {"INSERT INTO tally SELECT 77, body FROM tally WHERE attempt = 1", "a tally of attempt 77"},
    {"UPDATE attempt SET id = 9 WHERE id = 1", "attempt 9"},
    {"UPDATE attempt SET id = 0 WHERE id = 1", "attempt 0"},
    {"UPDATE fact SET value = 2 WHERE name = 'attempt id'", "attempt 5"},
    {"INSERT INTO attempt SELECT 6, event, number, 2, status, cause, started_at, ended_at, elapsed, mark,"
     " full, passed, answered, slots, first_seq, last_seq, void_reason, responses, pending, examiner FROM "
     "attempt WHERE id = 1",
     "attempt 6"},
    {"UPDATE attempt SET id = CASE id WHEN 1 THEN -2 ELSE -1 END WHERE id IN (1, 2);"
     "UPDATE attempt SET id = -id WHERE id < 0",
     "attempt 1"},
    {"UPDATE item_revision SET body = replace(body, '任期', '任职') WHERE id = 1", "dangwu/a-single"},
    {"UPDATE item_revision SET body = replace(body, '\"key\":\"C\"', '\"key\":\"D\"') WHERE id = 1",
     "dangwu/a-single"},
    {"UPDATE item_revision SET hash = zeroblob(32) WHERE id = 2", "dangwu/b-multiple"},
    {"UPDATE item_revision SET topic = 'x' WHERE id = 2", "dangwu/b-multiple"},
    {"UPDATE item_revision SET kind = 'single' WHERE id = 2", "dangwu/b-multiple"},
    {"UPDATE item_revision SET difficulty = 3 WHERE id = 2", "dangwu/b-multiple"},
    {"UPDATE item_revision SET keep_order = 0 WHERE id = 2", "dangwu/b-multiple"},
    {"UPDATE item_revision SET option_count = 3 WHERE id = 2", "dangwu/b-multiple"},
    {"UPDATE item_revision SET linked = 0 WHERE id = 1", "dangwu/a-single"},
    {"UPDATE item_revision SET item = 'b2' WHERE id = 2", "dangwu/b2"},
    {"UPDATE item_revision SET bank = 'x' WHERE id = 2", "dangwu/b-multiple"},
    {"UPDATE item_revision SET revision = 2 WHERE id = 2", "dangwu/b-multiple"},
    {"DELETE FROM item_revision WHERE id = 9", "revision"},
    {"DELETE FROM item_revision WHERE id = 3", "place 3"},
    {"UPDATE item SET current = 3 WHERE item = 'b-multiple'", "dangwu/b-multiple"},
    {"UPDATE item SET retired = 1 WHERE item = 'b-multiple'", "dangwu"},
    {"UPDATE item SET revision = 7 WHERE item = 'b-multiple'", "dangwu/b-multiple"},
    {"UPDATE item SET hash = zeroblob(32) WHERE item = 'b-multiple'", "dangwu/b-multiple"},
    {"DELETE FROM item WHERE item = 'b-multiple'", "dangwu"},
    {"INSERT INTO item SELECT 'other', item, current, revision, retired, hash FROM item LIMIT 1",
     "other/a-single"},
    {"UPDATE bank SET content = zeroblob(32)", "dangwu"},
    {"UPDATE bank SET title = 'x'", "dangwu"},
    {"UPDATE bank SET active = 0", "dangwu"},
    {"DELETE FROM bank", "bank"},
    {"UPDATE pool SET body = '[1,8,8,1]'", "pool"},
    {"UPDATE pool SET body = '[1,1000000000]'", "pool"},
    {"UPDATE pool SET body = '[1,'", "pool"},
    {"UPDATE pool SET count = 1000000000", "pool"},
    {"PRAGMA foreign_keys = OFF; UPDATE pool SET hash = zeroblob(32)", "pool"},
    {"UPDATE event SET seed = 'seed 2'", "yzyh: its seed"},
    {"UPDATE event SET status = 'closed'", "yzyh: its status"},
    {"UPDATE event SET title = 'x'", "yzyh: its title"},
    {"UPDATE event SET opened_at = opened_at + 1", "yzyh: its opened_at"},
    {"UPDATE event SET closed_at = 1", "yzyh: its closed_at"},
    {"UPDATE event SET pool_hash = NULL", "yzyh: its pool_hash"},
    {"UPDATE event SET source = source || '# pass: 10'", "yzyh: its sheet"},
    {"UPDATE event SET source_hash = zeroblob(32)", "yzyh: its sheet"},
    {"UPDATE event SET code = 'yzyi'", "event"},
    {"DELETE FROM event", "event"},
    {"UPDATE person SET name = '王建军' WHERE number = '10021'", "people"},
    {"UPDATE person SET unit = 'x' WHERE number = '10021'", "people"},
    {"UPDATE person SET active = 0 WHERE number = '10021'", "people"},
    {"DELETE FROM person WHERE number = '10021'", "people"},
};

/* Each change in a hall of its own. */
static void test_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        void *own;
        assert_int_equal(setup_played(&own), 0);
        assert_true(tamper(own, changes[i].sql));
        int64_t count;
        const char *lines = findings(own, &count);
        if (count == 0 || !strstr(lines, changes[i].names))
            fail_msg("%s\n%lld findings, none naming %s:\n%s", changes[i].sql, (long long)count,
                     changes[i].names, lines);
        fixture_teardown(&own);
    }
}

static void test_guards_missed(void **state)
{
    struct fixture *fixture = *state;
    assert_true(tamper(fixture, "SELECT 1"));
    expect_clean(fixture);
    tamper(fixture, "CREATE TRIGGER x BEFORE DELETE ON person BEGIN SELECT 1; END;");
    expect_clean(fixture);
    const char *sql = "DROP TRIGGER journal_no_update";
    ask(fixture, sql);
    int64_t count;
    assert_non_null(strstr(findings(fixture, &count), "triggers"));
    assert_int_equal(count, 1);
}

/* A seq is never used twice: an entry deleted from the end leaves a gap behind what is appended next. */
static void test_deleted_end_stays_seen(void **state)
{
    struct fixture *fixture = *state;
    assert_true(tamper(fixture, "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)"));
    begin(fixture);
    must(fixture, person_set_pin(fixture->store, T("10021"), T("x"), 1, T("uid:0"), &fixture->err));
    commit(fixture);
    int64_t count;
    assert_non_null(strstr(findings(fixture, &count), "missing"));
}

static const char *const columns[][2] = {
    {"journal", "stream"},      {"journal", "actor"},      {"journal", "kind"},      {"journal", "body"},
    {"journal", "link"},        {"attempt", "event"},      {"attempt", "number"},    {"attempt", "responses"},
    {"attempt", "void_reason"}, {"item_revision", "body"}, {"event", "source"},      {"event", "seed"},
    {"item_revision", "hash"},  {"event", "source_hash"},  {"journal_head", "link"}, {"item", "hash"},
};

static const char *hex_of(struct fixture *fixture, const char *table, const char *column, const char *rowid)
{
    struct text sql = arena_textf(&fixture->arena, "SELECT hex(%s) FROM %s WHERE %s", column, table, rowid);
    return ask(fixture, sql.at);
}

/* Picks a row with something in the column; NULL when there is none. */
static const char *pick_row(struct fixture *fixture, struct rng *rng, const char *table, const char *column)
{
    const char *key = strcmp(table, "item") == 0 ? "current" : "rowid";
    const char *count =
        ask(fixture,
            arena_textf(&fixture->arena, "SELECT count(*) FROM %s WHERE length(%s) > 0", table, column).at);
    int rows = atoi(count);
    if (rows == 0)
        return NULL;
    const char *id =
        ask(fixture, arena_textf(&fixture->arena, "SELECT %s FROM %s WHERE length(%s) > 0 LIMIT 1 OFFSET %u",
                                 key, table, column, rng_below(rng, (uint32_t)rows))
                         .at);
    return arena_textf(&fixture->arena, "%s = %s", key, id).at;
}

/* One bit of one byte of one column of one row. */
static void flip(struct fixture *fixture, struct rng *rng)
{
    const char *const *target = columns[rng_below(rng, COUNT_OF(columns))];
    const char *where = pick_row(fixture, rng, target[0], target[1]);
    if (!where)
        return;
    const char *hex = hex_of(fixture, target[0], target[1], where);
    size_t bytes = strlen(hex) / 2, at = rng_below(rng, (uint32_t)bytes);
    bool blob = strstr(target[1], "hash") || strstr(target[1], "link");
    unsigned value;
    assert_int_equal(sscanf(hex + 2 * at, "%2x", &value), 1);
    value ^= 1U << rng_below(rng, 8);
    if (value == 0 && !blob)
        value = 'x';
    struct text sql =
        arena_textf(&fixture->arena, "UPDATE %s SET %s = CAST(x'%.*s%02X%s' AS %s) WHERE %s", target[0],
                    target[1], (int)(2 * at), hex, value, hex + 2 * at + 2, blob ? "BLOB" : "TEXT", where);
    if (!tamper(fixture, sql.at))
        return; /* two rows may not become equal */
    int64_t count;
    const char *lines = findings(fixture, &count);
    if (count == 0)
        fail_msg("not found: %s\n%s", sql.at, lines);
    sql = arena_textf(&fixture->arena, "UPDATE %s SET %s = CAST(x'%s' AS %s) WHERE %s", target[0], target[1],
                      hex, blob ? "BLOB" : "TEXT", where);
    assert_true(tamper(fixture, sql.at));
    expect_clean(fixture);
}

static void test_random_bits(void **state)
{
    struct fixture *fixture = *state;
    struct rng rng;
    rng_init(&rng, T("verify"), T("random bits"), T("1"));
    for (int i = 0; i < 300; i++)
        flip(fixture, &rng);
}

/* Numbers too: one bit of any integer of the journal and of attempts. */
static void test_random_numbers(void **state)
{
    static const char *const names[][2] = {
        {"journal", "n"},          {"journal", "at"},       {"journal", "clock"},    {"attempt", "nth"},
        {"attempt", "started_at"}, {"attempt", "ended_at"}, {"attempt", "elapsed"},  {"attempt", "mark"},
        {"attempt", "full"},       {"attempt", "passed"},   {"attempt", "answered"}, {"attempt", "slots"},
        {"attempt", "first_seq"},  {"attempt", "last_seq"}, {"event", "opened_at"},
    };
    struct fixture *fixture = *state;
    struct rng rng;
    rng_init(&rng, T("verify"), T("random numbers"), T("1"));
    for (int i = 0; i < 200; i++) {
        const char *const *name = names[rng_below(&rng, COUNT_OF(names))];
        const char *where = pick_row(fixture, &rng, name[0], name[1]);
        long long mask = 1LL << rng_below(&rng, 40);
        const char *flip_bit =
            arena_textf(&fixture->arena, "UPDATE %s SET %s = (%s | %lld) - (%s & %lld) WHERE %s", name[0],
                        name[1], name[1], mask, name[1], mask, where)
                .at;
        assert_true(tamper(fixture, flip_bit));
        int64_t count;
        findings(fixture, &count);
        if (count == 0)
            fail_msg("not found: %s", flip_bit);
        assert_true(tamper(fixture, flip_bit));
        expect_clean(fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_empty, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_clean, setup_played, fixture_teardown),
        cmocka_unit_test(test_named),
        cmocka_unit_test_setup_teardown(test_guards_missed, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_deleted_end_stays_seen, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_random_bits, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_random_numbers, setup_played, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
