#include "core/ledger.h"
#include "core/sheet.h"
#include "core/together.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void a_ledger_without_results_knows_no_rates(void **state)
{
    (void)state;
    struct ledger_line line = {0};
    mark_t out = -1;
    assert_false(ledger_coverage(&line, &out));
    ledger_add(&line, true, NULL);
    assert_true(ledger_coverage(&line, &out));
    assert_int_equal(out, 0);
    assert_false(ledger_pass_rate(&line, &out));
    assert_false(ledger_rate(&line, &out));
    assert_false(ledger_mean(&line, 2, &out));
}

static void coverage_is_of_those_entitled(void **state)
{
    (void)state;
    struct ledger_line line = {0};
    const struct ledger_result good = {80 * MARK_ONE, 100 * MARK_ONE, 2, true};
    const struct ledger_result bad = {-5 * MARK_ONE, 100 * MARK_ONE, 1, false};
    mark_t out = -1;
    ledger_add(&line, true, &good);
    ledger_add(&line, true, NULL);
    ledger_add(&line, true, NULL);
    ledger_add(&line, false, &bad);
    assert_int_equal(line.entitled, 3);
    assert_int_equal(line.taken, 2);
    assert_int_equal(line.attempts, 3);
    assert_int_equal(line.best, good.mark);
    assert_int_equal(line.worst, bad.mark);
    assert_true(ledger_coverage(&line, &out));
    assert_int_equal(out, 333000);
    assert_true(ledger_pass_rate(&line, &out));
    assert_int_equal(out, 50 * MARK_ONE);
    assert_true(ledger_mean(&line, 0, &out));
    assert_int_equal(out, 38 * MARK_ONE); /* 37.5, half up */
    assert_true(ledger_rate(&line, &out));
    assert_int_equal(out, 375000);
}

static void sums_rank_those_who_took_something(void **state)
{
    (void)state;
    struct together rows[] = {{.who = 0}, {.who = 1}, {.who = 2}, {.who = 3}, {.who = 4}};
    together_add(&rows[1], 50 * MARK_ONE, false);
    together_add(&rows[1], 51 * MARK_ONE, true);
    together_add(&rows[2], 101 * MARK_ONE, true);
    together_add(&rows[3], 0, false);
    together_add(&rows[4], 102 * MARK_ONE, true);
    together_rank(rows, 5, false, 0);
    static const size_t order[] = {4, 1, 2, 3, 0};
    static const int ranks[] = {1, 2, 2, 4, 0};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(rows[i].who, order[i]);
        assert_int_equal(rows[i].rank, ranks[i]);
    }
    assert_int_equal(rows[1].mean, 51 * MARK_ONE); /* 50.5, half up */
    together_rank(rows, 5, true, 0);
    assert_int_equal(rows[0].who, 4);
    assert_int_equal(rows[1].who, 2);
    assert_int_equal(rows[2].who, 1);
    assert_int_equal(rows[2].rank, 3);
}

static void excellent_is_nine_tenths_unless_the_sheet_says(void **state)
{
    (void)state;
    struct test_sheet sheet = {.full = 75 * MARK_ONE, .decimals = 0};
    assert_int_equal(sheet_excellent(&sheet), 68 * MARK_ONE); /* 67.5, half up */
    sheet.decimals = 1;
    assert_int_equal(sheet_excellent(&sheet), 675000);
    sheet.excellent = 70 * MARK_ONE;
    assert_int_equal(sheet_excellent(&sheet), 70 * MARK_ONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ledger_without_results_knows_no_rates),
        cmocka_unit_test(coverage_is_of_those_entitled),
        cmocka_unit_test(sums_rank_those_who_took_something),
        cmocka_unit_test(excellent_is_nine_tenths_unless_the_sheet_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
