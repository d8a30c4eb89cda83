#include "fixture.h"

#include "base/mem.h"
#include "base/rng.h"
#include "store/ranking.h"
#include "store/statement.h"
#include "store/tally.h"

#include <stdlib.h>

enum { WALKED_MAX = 8 };

static int setup_played(void **state)
{
    if (fixture_setup(state) != 0)
        return -1;
    fill(*state);
    play(*state);
    return 0;
}

/* What a walk saw. */
struct walked {
    struct tally_row rows[WALKED_MAX];
    char numbers[WALKED_MAX][16];
    struct tally_slot slots[WALKED_MAX][FIXTURE_SLOTS];
    int count;
};

static bool take(void *context, const struct tally_row *row, const struct tally_slot *slots, int count,
                 struct err *err)
{
    struct walked *walked = context;
    (void)err;
    assert_in_range(walked->count, 0, WALKED_MAX - 1);
    assert_int_equal(count, FIXTURE_SLOTS);
    memcpy(walked->slots[walked->count], slots, sizeof walked->slots[0]);
    assert_in_range(row->number.len, 1, sizeof walked->numbers[0] - 1);
    memcpy(walked->numbers[walked->count], row->number.at, row->number.len);
    walked->rows[walked->count++] = *row;
    return true;
}

static struct walked walk(struct fixture *fixture, const char *event)
{
    struct walked walked = {.count = 0};
    must(fixture, tally_walk(fixture->store, text_of(event), take, &walked, &fixture->err));
    return walked;
}

static void assert_same_slots(const struct tally_slot *a, const struct tally_slot *b)
{
    for (int i = 0; i < FIXTURE_SLOTS; i++) {
        assert_int_equal(a[i].revision, b[i].revision);
        assert_int_equal(a[i].child, b[i].child);
        assert_int_equal(a[i].mark, b[i].mark);
        assert_int_equal(a[i].full, b[i].full);
        assert_int_equal(a[i].given, b[i].given);
        assert_int_equal(a[i].chosen, b[i].chosen);
        assert_int_equal(a[i].spent, b[i].spent);
        assert_int_equal(a[i].pending, b[i].pending);
    }
}

static void test_walk(void **state)
{
    static const uint32_t chosen[FIXTURE_SLOTS] = {1 << 2, 0xB, 1, 0, 0, 0, 0, 5, 1, 2};
    struct walked walked = walk(*state, "yzyh");
    assert_int_equal(walked.count, 2);
    for (int i = 0; i < 2; i++) {
        mark_t sum = 0, full = 0;
        for (int k = 0; k < FIXTURE_SLOTS; k++) {
            const struct tally_slot *slot = &walked.slots[i][k];
            assert_int_equal(slot->revision, k < 8 ? k + 1 : 9);
            assert_int_equal(slot->child, k < 8 ? -1 : k - 8);
            assert_int_equal(slot->given, k < FIXTURE_SLOTS - 3 * i);
            assert_int_equal(slot->spent, slot->given ? 1500 : 0);
            assert_false(slot->pending);
            if (i == 0)
                assert_int_equal(slot->chosen, chosen[k]);
            sum += slot->mark;
            full += slot->full;
        }
        assert_int_equal(walked.rows[i].attempt, i + 1);
        assert_string_equal(walked.numbers[i], i ? "10022" : "10021");
        assert_int_equal(walked.rows[i].nth, 1);
        assert_int_equal(walked.rows[i].mark, sum);
        assert_int_equal(walked.rows[i].full, full);
        assert_int_equal(walked.rows[i].pending, 0);
    }
    assert_int_equal(walked.rows[1].elapsed, 1820500);
    assert_int_equal(walked.slots[1][1].chosen, 3); /* AB of ABD */
    assert_int_equal(walked.slots[1][1].mark, 50000);
    assert_int_equal(walked.slots[1][9].chosen, 0);
    assert_int_equal(walk(*state, "nothing").count, 0);
}

/* An attempt that has no tally is read from its responses, with the same outcome. */
static void test_walk_without_tallies(void **state)
{
    struct fixture *fixture = *state;
    struct walked with = walk(fixture, "yzyh");
    static const char *const losses[] = {"DELETE FROM tally WHERE attempt = 1", "DELETE FROM tally"};
    for (size_t i = 0; i < COUNT_OF(losses); i++) {
        assert_true(tamper(fixture, losses[i]));
        struct walked without = walk(fixture, "yzyh");
        assert_int_equal(without.count, 2);
        for (int k = 0; k < 2; k++) {
            assert_int_equal(without.rows[k].attempt, k + 1);
            assert_same_slots(with.slots[k], without.slots[k]);
        }
    }
}

/* Ids in another order than numbers, and far apart. */
static void test_order_of_ids(void **state)
{
    struct fixture *fixture = *state;
    assert_true(tamper(fixture, "UPDATE attempt SET id = 1000000 WHERE id = 1;"
                                "UPDATE tally SET attempt = 1000000 WHERE attempt = 1;"
                                "INSERT INTO tally VALUES(501, x'00'), (502, x'00'), (590, x'00')"));
    struct walked walked = walk(fixture, "yzyh");
    assert_int_equal(walked.count, 2);
    assert_int_equal(walked.rows[0].attempt, 2);
    assert_string_equal(walked.numbers[0], "10022");
    assert_int_equal(walked.rows[1].attempt, 1000000);
    assert_string_equal(walked.numbers[1], "10021");
    assert_int_equal(walked.slots[1][0].mark, 100000);
}

static void expect_damaged(struct fixture *fixture, const char *sql)
{
    struct walked walked = {.count = 0};
    struct err err = ERR_NONE;
    assert_true(tamper(fixture, sql));
    assert_false(tally_walk(fixture->store, T("yzyh"), take, &walked, &err));
    assert_int_equal(err.kind, ERR_DAMAGED);
    assert_non_null(strstr(err.message, "attempt 2 "));
    assert_false(store_in_transaction(fixture->store));
}

static void test_damage(void **state)
{
    expect_damaged(*state, "UPDATE tally SET body = substr(body, 1, length(body) - 1) WHERE attempt = 2");
    expect_damaged(*state, "UPDATE tally SET body = x'' WHERE attempt = 2");
    expect_damaged(*state, "DELETE FROM tally WHERE attempt = 2;"
                           "UPDATE attempt SET responses = '[[1]]' WHERE id = 2");
}

static bool stop_at_second(void *context, const struct tally_row *row, const struct tally_slot *slots,
                           int count, struct err *err)
{
    (void)row;
    (void)slots;
    (void)count;
    return ++*(int *)context < 2 || err_set(err, ERR_INVALID, "enough");
}

static void test_visitor_stops(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_NONE;
    int seen = 0;
    assert_false(tally_walk(fixture->store, T("yzyh"), stop_at_second, &seen, &err));
    assert_int_equal(seen, 2);
    assert_string_equal(err.message, "enough");
    assert_int_equal(walk(fixture, "yzyh").count, 2);
}

/* Saving again, as marking anew does, and voiding. */
static void test_saved_again(void **state)
{
    struct fixture *fixture = *state;
    struct sitting sitting;
    begin(fixture);
    sit_down(fixture, &sitting, T("10025"), 2, 50000);
    assert_string_equal(ask(fixture, "SELECT count(*) FROM tally"), "2");
    answer(fixture, &sitting, 0, "D", 51000);
    hand_in(fixture, &sitting, 60000);
    commit(fixture);
    struct walked walked = walk(fixture, "yzyh");
    assert_int_equal(walked.count, 3);
    assert_int_equal(walked.slots[2][0].chosen, 8);
    assert_int_equal(walked.slots[2][0].mark, 0);

    struct marking markings[FIXTURE_SLOTS] = {{0}};
    for (int i = 0; i < FIXTURE_SLOTS; i++)
        markings[i].full = sitting.state.form.slots[i].full;
    markings[0].mark = 100000;
    markings[3].pending = true;
    markings[4].full = 0;
    sitting.record.mark = 100000;
    sitting.record.pending = 1;
    begin(fixture);
    must(fixture, attempt_save(fixture->store, &sitting.record, &sitting.state, markings, &fixture->err));
    commit(fixture);
    walked = walk(fixture, "yzyh");
    assert_int_equal(walked.rows[2].mark, 100000);
    assert_int_equal(walked.rows[2].pending, 1);
    assert_int_equal(walked.slots[2][0].mark, 100000);
    assert_true(walked.slots[2][3].pending);
    assert_int_equal(walked.slots[2][4].full, 0);

    begin(fixture);
    void_it(fixture, &sitting, "看手机", 70000, true);
    commit(fixture);
    assert_int_equal(walk(fixture, "yzyh").count, 2);
    assert_string_equal(ask(fixture, "SELECT count(*) FROM tally"), "2");
    sitting_finish(&sitting);
}

/* ---- One picture while somebody writes -------------------------------------------------------------- */

/* Hands one more attempt in, through a handle of its own, in the middle of the reader's work. */
struct writer {
    struct fixture other;
    int handed_in;
};

static void hand_one_in(struct writer *writer)
{
    struct sitting sitting;
    begin(&writer->other);
    sit_down(&writer->other, &sitting, T("10023"), 2 + writer->handed_in, 100000 + 1000 * writer->handed_in);
    answer(&writer->other, &sitting, 0, "C", 100100 + 1000 * writer->handed_in);
    hand_in(&writer->other, &sitting, 100200 + 1000 * writer->handed_in);
    commit(&writer->other);
    sitting_finish(&sitting);
    writer->handed_in++;
}

struct sums {
    struct writer *writer;
    mark_t rows, slots;
    int count;
};

static bool add_and_write(void *context, const struct tally_row *row, const struct tally_slot *slots,
                          int count, struct err *err)
{
    struct sums *sums = context;
    (void)err;
    sums->rows += row->mark;
    for (int i = 0; i < count; i++)
        sums->slots += slots[i].mark;
    sums->count++;
    hand_one_in(sums->writer);
    return true;
}

static mark_t sum_of_results(struct fixture *fixture, size_t *count)
{
    struct standing_row *rows;
    mark_t sum = 0;
    must(fixture, result_rows(fixture->store, T("yzyh"), &fixture->arena, &rows, count, &fixture->err));
    for (size_t i = 0; i < *count; i++)
        sum += rows[i].marks;
    return sum;
}

/* A table is built of several queries: within one read transaction they all tell of the same moment, whatever
 * is handed in meanwhile, and nobody waits. */
static void test_one_picture(void **state)
{
    struct fixture *fixture = *state;
    struct writer writer = {.other = *fixture};
    writer.other.arena = (struct arena)ARENA_EMPTY;
    writer.other.store = store_open(fixture->path, STORE_WRITE, &fixture->err);
    must(fixture, writer.other.store != NULL);
    must(fixture, store_begin_read(fixture->store, &fixture->err));
    size_t before, after;
    mark_t first = sum_of_results(fixture, &before);
    struct sums sums = {&writer, 0, 0, 0};
    must(fixture, tally_walk(fixture->store, T("yzyh"), add_and_write, &sums, &fixture->err));
    hand_one_in(&writer);
    assert_int_equal(sum_of_results(fixture, &after), first);
    assert_int_equal(after, before);
    assert_int_equal(before, 2);
    assert_int_equal(sums.count, 2);
    assert_int_equal(sums.rows, first);
    assert_int_equal(sums.slots, first);
    store_rollback(fixture->store);
    /* The walk alone has its own picture. */
    sums = (struct sums){&writer, 0, 0, 0};
    must(fixture, tally_walk(fixture->store, T("yzyh"), add_and_write, &sums, &fixture->err));
    assert_int_equal(sums.count, 5);
    assert_int_equal(sum_of_results(fixture, &after), first + 8 * 100000);
    assert_int_equal(after, 10);
    store_close(writer.other.store);
    arena_finish(&writer.other.arena);
}

/* ---- The lean ranking ------------------------------------------------------------------------------- */

/* Random results, several of a person, straight into the table; some people are in the roster. */
static void scatter_results(struct fixture *fixture, struct rng *rng, int people)
{
    struct buf sql = BUF_EMPTY;
    buf_add_string(&sql, "DELETE FROM tally; DELETE FROM attempt; DELETE FROM person;");
    for (int i = 0; i < people; i++) {
        if (rng_below(rng, 3))
            buf_addf(&sql,
                     "INSERT INTO person(number, name, unit, post, pin_hash, active)"
                     " VALUES('%d', 'n%d', 'u%d', 'p', '', %u);",
                     10000 + i, i, i % 7, rng_below(rng, 2));
        for (int nth = 1; nth <= (int)rng_below(rng, 4); nth++)
            buf_addf(&sql,
                     "INSERT INTO attempt VALUES(NULL, '%s', '%d', %d, '%s', NULL, 1, %u, %u, %u, 100, %u, 1,"
                     " 1, 1, 1, '', '[]', 0, '');",
                     rng_below(rng, 9) ? "yzyh" : "zz", 10000 + i, nth,
                     rng_below(rng, 9) ? "submitted" : "void", rng_below(rng, 5), rng_below(rng, 5000),
                     rng_below(rng, 6), rng_below(rng, 2));
    }
    assert_true(tamper(fixture, buf_string(&sql)));
    buf_finish(&sql);
}

static void assert_same_rows(const struct standing_row *a, const struct standing_row *b)
{
    assert_true(text_equal(a->person.number, b->person.number));
    assert_true(text_equal(a->person.name, b->person.name));
    assert_true(text_equal(a->person.unit, b->person.unit));
    assert_true(text_equal(a->person.post, b->person.post));
    assert_int_equal(a->marks, b->marks);
    assert_int_equal(a->elapsed, b->elapsed);
    assert_int_equal(a->submitted, b->submitted);
    assert_int_equal(a->passed, b->passed);
    assert_int_equal(a->attempt, b->attempt);
    assert_int_equal(a->rank, b->rank);
}

static void test_ranking(void **state)
{
    static const enum rank_key chains[][3] = {{RANK_MARKS, RANK_ELAPSED, RANK_SUBMITTED},
                                              {RANK_MARKS, RANK_SUBMITTED, RANK_ELAPSED},
                                              {RANK_ELAPSED, RANK_MARKS, RANK_MARKS}};
    struct fixture *fixture = *state;
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("ranking"), text_of(""));
    for (int round = 0; round < 24; round++) {
        struct standing_row *lean, *whole;
        size_t lean_count, count;
        scatter_results(fixture, &rng, round < 2 ? round : (int)rng_below(&rng, 200));
        must(fixture, result_rows(fixture->store, T("yzyh"), &fixture->arena, &whole, &count, &fixture->err));
        count = standing_best(whole, count, chains[round % 3], round % 4);
        must(fixture, ranking_of_event(fixture->store, T("yzyh"), chains[round % 3], round % 4,
                                       &fixture->arena, &lean, &lean_count, &fixture->err));
        assert_int_equal(lean_count, count);
        for (size_t i = 0; i < count; i++)
            assert_same_rows(&lean[i], &whole[i]);
    }
}

/* No wide row is read for them. */
static void test_index_covers(void **state)
{
    static const enum statement queries[] = {SQL_RANKING, SQL_RANKING_SUBMITTED, SQL_TALLY_STOPS};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        sqlite3_stmt *planned = query(fixture->store, queries[i], &fixture->err), *stmt;
        struct text sql = arena_textf(&fixture->arena, "EXPLAIN QUERY PLAN %s", sqlite3_sql(planned));
        assert_int_equal(sqlite3_prepare_v2(fixture->store->db, sql.at, -1, &stmt, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
        assert_string_equal((const char *)sqlite3_column_text(stmt, 3),
                            "SEARCH attempt USING COVERING INDEX attempt_result (event=?)");
        assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
        sqlite3_finalize(stmt);
    }
}

static bool add_total(void *context, const struct tally_row *row, struct err *err)
{
    struct sums *sums = context;
    (void)err;
    sums->rows += row->mark;
    sums->count++;
    return true;
}

static void test_rows_alone(void **state)
{
    struct fixture *fixture = *state;
    struct sums sums = {NULL, 0, 0, 0};
    must(fixture, tally_rows(fixture->store, T("yzyh"), add_total, &sums, &fixture->err));
    assert_int_equal(sums.count, 2);
    assert_int_equal(sums.rows, 1650000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_walk, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_walk_without_tallies, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_order_of_ids, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_damage, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_visitor_stops, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_saved_again, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_rows_alone, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_ranking, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_index_covers, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_one_picture, setup_played, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
