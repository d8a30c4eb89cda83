#include "base/rng.h"
#include "core/mark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_reads(const char *written, mark_t expected)
{
    mark_t mark = 0;
    assert_true(mark_parse(text_of(written), &mark));
    assert_int_equal(mark, expected);
}

static void marks_are_read_exactly(void **state)
{
    (void)state;
    assert_reads("0", 0);
    assert_reads("-0", 0);
    assert_reads("87.5", 875000);
    assert_reads("-10", -100000);
    assert_reads("0.0001", 1);
    assert_reads("0.1000", 1000);
    assert_reads("007", 70000);
    assert_reads("1000000", MARK_MAX);
    assert_reads("-1000000.0000", -MARK_MAX);
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",     "-",     ".",           ".5", "5.", "1.00001", "1000000.0001",
                                        "1e3",  " 1",    "1 ",          "+1", "１", "1,000",   "--1",
                                        "1.-5", "1.2.3", "99999999999", "abc"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        mark_t mark = 42;
        assert_false(mark_parse(text_of(wrong[i]), &mark));
        assert_int_equal(mark, 42);
    }
}

static void assert_written(mark_t mark, const char *expected)
{
    char out[MARK_TEXT_SIZE];
    assert_string_equal(mark_format(mark, out), expected);
}

static void marks_are_written_shortest(void **state)
{
    (void)state;
    assert_written(0, "0");
    assert_written(875000, "87.5");
    assert_written(900000, "90");
    assert_written(-2500, "-0.25");
    assert_written(1, "0.0001");
    assert_written(MARK_MAX, "1000000");
    assert_written(INT64_MIN, "-922337203685477.5808");
}

static void reading_undoes_writing(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("mark"), text_of(""));
    for (int i = 0; i < 20000; i++) {
        mark_t mark =
            (mark_t)(((uint64_t)rng_next(&rng) << 32 | rng_next(&rng)) % (2 * MARK_MAX + 1)) - MARK_MAX;
        mark_t back;
        char out[MARK_TEXT_SIZE];
        assert_true(mark_parse(text_of(mark_format(mark, out)), &back));
        assert_int_equal(back, mark);
    }
}

static void halves_round_away_from_zero(void **state)
{
    (void)state;
    assert_int_equal(mark_round(12345, 4), 12345);
    assert_int_equal(mark_round(12345, 3), 12350);
    assert_int_equal(mark_round(-12345, 3), -12350);
    assert_int_equal(mark_round(12344, 3), 12340);
    assert_int_equal(mark_round(5000, 0), 10000);
    assert_int_equal(mark_round(4999, 0), 0);
    assert_int_equal(mark_round(-5000, 0), -10000);
    assert_int_equal(mark_round(14500, 1), 15000);
    assert_int_equal(mark_round(0, 2), 0);
}

static void shares_round_once(void **state)
{
    (void)state;
    assert_int_equal(mark_share(20000, 1, 3, 2), 6700);
    assert_int_equal(mark_share(20000, 2, 3, 2), 13300);
    assert_int_equal(mark_share(10000, 1, 8, 2), 1300); /* 0.125 */
    assert_int_equal(mark_share(-10000, 1, 8, 2), -1300);
    assert_int_equal(mark_share(9999, 1, 2, 4), 5000); /* 0.49995 */
    assert_int_equal(mark_share(9, 1, 2, 0), 0);       /* not first to 0.0005, then up */
    assert_int_equal(mark_share(30000, 0, 5, 2), 0);
    assert_int_equal(mark_share(30000, 5, 5, 2), 30000);
    assert_int_equal(mark_share(MARK_MAX, 999999, 1000000, 4), MARK_MAX - MARK_ONE);
}

/* r = mark_share is the multiple of the unit with 2|full × part − r × whole| ≤ unit × whole, and at a tie the
 * one farther from zero. */
static void a_share_is_the_nearest_of_its_decimals(void **state)
{
    (void)state;
    static const int64_t units[] = {10000, 1000, 100, 10, 1};
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("share"), text_of(""));
    for (int i = 0; i < 50000; i++) {
        mark_t full = (mark_t)rng_below(&rng, 4000000) - 2000000;
        int64_t whole = 1 + rng_below(&rng, 60), part = rng_below(&rng, (uint32_t)whole + 1);
        int decimals = (int)rng_below(&rng, 5);
        mark_t share = mark_share(full, part, whole, decimals);
        int64_t unit = units[decimals], exact = full * part, off = share * whole - exact;
        assert_int_equal(share % unit, 0);
        assert_true(2 * (off < 0 ? -off : off) <= unit * whole);
        if (2 * (off < 0 ? -off : off) == unit * whole)
            assert_true(exact < 0 ? off < 0 : off > 0);
    }
}

static void splits_add_up(void **state)
{
    (void)state;
    const int thirds[] = {1, 1, 1}, uneven[] = {3, 1, 2};
    mark_t out[20];
    mark_split(100000, thirds, 3, 2, out);
    assert_int_equal(out[0], 33300);
    assert_int_equal(out[1], 33400);
    assert_int_equal(out[2], 33300);
    mark_split(50000, uneven, 3, 0, out);
    assert_int_equal(out[0], 30000);
    assert_int_equal(out[1], 0);
    assert_int_equal(out[2], 20000);

    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("split"), text_of(""));
    for (int i = 0; i < 5000; i++) {
        int weights[20], count = 1 + (int)rng_below(&rng, 20);
        for (int k = 0; k < count; k++)
            weights[k] = 1 + (int)rng_below(&rng, 9);
        mark_t full = (mark_t)rng_below(&rng, 10000) * 100, sum = 0;
        mark_split(full, weights, count, 2, out);
        for (int k = 0; k < count; k++) {
            assert_true(out[k] >= 0 && out[k] % 100 == 0);
            sum += out[k];
        }
        assert_int_equal(sum, full);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_read_exactly),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(marks_are_written_shortest),
        cmocka_unit_test(reading_undoes_writing),
        cmocka_unit_test(halves_round_away_from_zero),
        cmocka_unit_test(shares_round_once),
        cmocka_unit_test(a_share_is_the_nearest_of_its_decimals),
        cmocka_unit_test(splits_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
