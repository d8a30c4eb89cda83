#include "base/rng.h"
#include "core/standing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MANY = 120 };

static const enum rank_key by_marks[] = {RANK_MARKS};
static const enum rank_key by_all[] = {RANK_MARKS, RANK_ELAPSED, RANK_SUBMITTED};

static struct standing_row row(const char *number, mark_t marks, int64_t elapsed)
{
    return (struct standing_row){.person = {.number = text_of(number)}, .marks = marks, .elapsed = elapsed};
}

static void ties_share_a_rank(void **state)
{
    (void)state;
    struct standing_row rows[] = {row("4", 50, 0), row("3", 80, 0), row("1", 90, 0), row("2", 80, 0)};
    standing_rank(rows, 4, by_marks, 1);
    static const char *const numbers[] = {"1", "2", "3", "4"};
    static const int ranks[] = {1, 2, 2, 4};
    for (int i = 0; i < 4; i++) {
        assert_true(text_is(rows[i].person.number, numbers[i]));
        assert_int_equal(rows[i].rank, ranks[i]);
    }
}

static void elapsed_is_compared_in_whole_seconds(void **state)
{
    (void)state;
    struct standing_row rows[] = {row("a", 80, 61999), row("b", 80, 61001), row("c", 80, 60999)};
    standing_rank(rows, 3, by_all, 2);
    assert_true(text_is(rows[0].person.number, "c"));
    assert_int_equal(rows[0].rank, 1);
    assert_true(text_is(rows[1].person.number, "a"));
    assert_int_equal(rows[1].rank, 2);
    assert_int_equal(rows[2].rank, 2);
}

static void nobody_and_no_chain_are_fine(void **state)
{
    (void)state;
    standing_rank(NULL, 0, by_marks, 1);
    struct standing_row rows[] = {row("b", 1, 0), row("a", 2, 0)};
    standing_rank(rows, 2, NULL, 0);
    assert_true(text_is(rows[0].person.number, "a"));
    assert_int_equal(rows[0].rank, 1);
    assert_int_equal(rows[1].rank, 1);
}

struct crowd {
    char numbers[MANY][8];
    struct standing_row rows[MANY];
    size_t count;
};

static void make_crowd(struct crowd *crowd, struct rng *rng, uint32_t people)
{
    crowd->count = rng_below(rng, MANY) + 1;
    for (size_t i = 0; i < crowd->count; i++) {
        uint32_t who = people ? rng_below(rng, people) : (uint32_t)i;
        snprintf(crowd->numbers[i], sizeof crowd->numbers[i], "%03u", who);
        crowd->rows[i] = row(crowd->numbers[i], rng_below(rng, 6) * MARK_ONE, rng_below(rng, 5000));
        crowd->rows[i].submitted = rng_below(rng, 3);
        crowd->rows[i].attempt = (int64_t)i + 1;
    }
}

/* Whether a stands before b in the chain marks, elapsed seconds, submitted. */
static bool is_better(const struct standing_row *a, const struct standing_row *b)
{
    if (a->marks != b->marks)
        return a->marks > b->marks;
    if (a->elapsed / 1000 != b->elapsed / 1000)
        return a->elapsed / 1000 < b->elapsed / 1000;
    return a->submitted < b->submitted;
}

/* A rank is one more than the number of better rows: nothing else. */
static void ranks_agree_with_counting(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("standing"), text_of(""));
    for (int round = 0; round < 200; round++) {
        struct crowd crowd;
        make_crowd(&crowd, &rng, 0);
        standing_rank(crowd.rows, crowd.count, by_all, 3);
        for (size_t i = 0; i < crowd.count; i++) {
            int better = 0;
            for (size_t k = 0; k < crowd.count; k++)
                better += is_better(&crowd.rows[k], &crowd.rows[i]);
            assert_int_equal(crowd.rows[i].rank, better + 1);
            if (i > 0 && crowd.rows[i].rank == crowd.rows[i - 1].rank)
                assert_true(text_compare(crowd.rows[i - 1].person.number, crowd.rows[i].person.number) < 0);
            assert_true(i == 0 || crowd.rows[i].rank >= crowd.rows[i - 1].rank);
        }
    }
}

static void the_best_attempt_counts(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("best"), text_of(""));
    for (int round = 0; round < 200; round++) {
        struct crowd crowd, before;
        make_crowd(&crowd, &rng, 20);
        before = crowd;
        size_t kept = standing_best(crowd.rows, crowd.count, by_all, 3);
        for (size_t i = 0; i < before.count; i++) {
            size_t found = 0;
            for (size_t k = 0; k < kept; k++)
                if (text_is(crowd.rows[k].person.number, before.numbers[i])) {
                    found++;
                    assert_false(is_better(&before.rows[i], &crowd.rows[k]));
                }
            assert_int_equal(found, 1);
        }
        for (size_t k = 1; k < kept; k++)
            assert_true(crowd.rows[k].rank >= crowd.rows[k - 1].rank);
    }
}

/* ---- Units ------------------------------------------------------------------------------------------- */

static struct person person(const char *number, const char *unit)
{
    return (struct person){.number = text_of(number), .unit = text_of(unit)};
}

static struct standing_row result(const char *number, const char *unit, mark_t marks, bool passed)
{
    return (struct standing_row){.person = person(number, unit), .marks = marks, .passed = passed};
}

static void units_are_ranked_by_mean_then_participation(void **state)
{
    (void)state;
    const struct person people[] = {
        person("1", "矿/一队"), person("2", "矿/一队"), person("3", "矿/二队"), person("4", "矿/二队"),
        person("5", "矿/三队"), person("6", "矿/四队"), person("7", "矿/四队"), person("8", "矿/四队"),
    };
    const struct standing_row rows[] = {
        result("4", "矿/二队", 800000, true),  result("1", "矿/一队", 700000, false),
        result("2", "矿/一队", 900000, true),  result("6", "矿/四队", 333333, false),
        result("7", "矿/四队", 333334, false),
    };
    struct unit_row *units;
    size_t n = standing_units(people, 8, rows, 5, 2, &units);
    assert_int_equal(n, 4);
    assert_true(text_is(units[0].unit, "矿/一队")); /* 80 by two of two */
    assert_int_equal(units[0].mean, 800000);
    assert_int_equal(units[0].members, 2);
    assert_int_equal(units[0].taken, 2);
    assert_int_equal(units[0].passed, 1);
    assert_int_equal(units[0].best, 900000);
    assert_int_equal(units[0].worst, 700000);
    assert_int_equal(units[0].rank, 1);
    assert_true(text_is(units[1].unit, "矿/二队")); /* 80 by one of two */
    assert_int_equal(units[1].rank, 2);
    assert_true(text_is(units[2].unit, "矿/四队"));
    assert_int_equal(units[2].sum, 666667);
    assert_int_equal(units[2].mean, 333300);
    assert_int_equal(units[2].members, 3);
    assert_true(text_is(units[3].unit, "矿/三队"));
    assert_int_equal(units[3].taken, 0);
    assert_int_equal(units[3].mean, 0);
    assert_int_equal(units[3].rank, 4);
    free(units);
}

static void equal_units_share_a_rank(void **state)
{
    (void)state;
    const struct person people[] = {person("1", "b"), person("2", "a"), person("3", "c"), person("4", "c")};
    const struct standing_row rows[] = {result("1", "b", 5000, true), result("2", "a", 5000, true),
                                        result("3", "c", 5000, true)};
    struct unit_row *units;
    assert_int_equal(standing_units(people, 4, rows, 3, 2, &units), 3);
    assert_true(text_is(units[0].unit, "a") && units[0].rank == 1);
    assert_true(text_is(units[1].unit, "b") && units[1].rank == 1);
    assert_true(text_is(units[2].unit, "c") && units[2].rank == 3);
    free(units);
}

static void strangers_and_movers_are_counted_once(void **state)
{
    (void)state;
    const struct person people[] = {person("1", "a"), person("2", "b")};
    /* 1 took the test while still in b; 9 is not on the list any more. */
    const struct standing_row rows[] = {result("1", "b", 10000, true), result("9", "a", 30000, true)};
    struct unit_row *units;
    assert_int_equal(standing_units(people, 2, rows, 2, 2, &units), 2);
    assert_true(text_is(units[0].unit, "a"));
    assert_int_equal(units[0].members, 2);
    assert_int_equal(units[0].taken, 2);
    assert_int_equal(units[0].mean, 20000);
    assert_int_equal(units[1].members, 1);
    assert_int_equal(units[1].taken, 0);
    free(units);
    assert_int_equal(standing_units(NULL, 0, NULL, 0, 2, &units), 0);
    free(units);
}

/* ---- The sheet's small rules ------------------------------------------------------------------------- */

static void a_unit_holds_what_lies_below_it(void **state)
{
    (void)state;
    assert_true(unit_is_within(text_of("矿/一队"), text_of("矿")));
    assert_true(unit_is_within(text_of("矿"), text_of("矿")));
    assert_true(unit_is_within(text_of("矿/一队/甲班"), text_of("矿/一队")));
    assert_false(unit_is_within(text_of("矿二"), text_of("矿")));
    assert_false(unit_is_within(text_of("矿"), text_of("矿/一队")));
}

static void who_may_take_a_test(void **state)
{
    (void)state;
    static const struct text posts[] = {TEXT("书记")}, units[] = {TEXT("矿/二队")}, numbers[] = {TEXT("7")};
    struct who who = {.posts = posts,
                      .post_count = 1,
                      .units = units,
                      .unit_count = 1,
                      .numbers = numbers,
                      .number_count = 1};
    struct person one = {TEXT("1"), TEXT("甲"), TEXT("矿/一队"), TEXT("书记")};
    assert_true(who_includes(&who, &one));
    one.post = text_of("党员");
    assert_false(who_includes(&who, &one));
    one.unit = text_of("矿/二队/一班");
    assert_true(who_includes(&who, &one));
    one = (struct person){TEXT("7"), TEXT("乙"), TEXT("矿/一队"), TEXT("党员")};
    assert_true(who_includes(&who, &one));
    who = (struct who){.everyone = true};
    assert_true(who_includes(&who, &one));
    who.everyone = false;
    assert_false(who_includes(&who, &one));
}

static void extra_time_is_a_persons_own(void **state)
{
    (void)state;
    static const struct extra_time extra[] = {{TEXT("10234"), 900000}};
    struct test_sheet sheet = {.duration_ms = 3600000, .extra_time = extra, .extra_time_count = 1};
    assert_int_equal(sheet_time_for(&sheet, text_of("10234")), 4500000);
    assert_int_equal(sheet_time_for(&sheet, text_of("1023")), 3600000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_share_a_rank),
        cmocka_unit_test(elapsed_is_compared_in_whole_seconds),
        cmocka_unit_test(nobody_and_no_chain_are_fine),
        cmocka_unit_test(ranks_agree_with_counting),
        cmocka_unit_test(the_best_attempt_counts),
        cmocka_unit_test(units_are_ranked_by_mean_then_participation),
        cmocka_unit_test(equal_units_share_a_rank),
        cmocka_unit_test(strangers_and_movers_are_counted_once),
        cmocka_unit_test(a_unit_holds_what_lies_below_it),
        cmocka_unit_test(who_may_take_a_test),
        cmocka_unit_test(extra_time_is_a_persons_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
