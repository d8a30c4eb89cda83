#include "base/rng.h"
#include "core/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct decimal number(const char *written)
{
    struct decimal d;
    if (!decimal_parse(text_of(written), &d))
        fail_msg("%s is not read", written);
    return d;
}

static void numbers_are_written_shortest(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"+5", "5"},
        {"12.50", "12.5"},
        {"0012", "12"},
        {"-0.001", "-0.001"},
        {"000000000000000000000000007", "7"},
        {"999999999999999999.999999999999999999", "999999999999999999.999999999999999999"},
        {"-999999999999999999.999999999999999999", "-999999999999999999.999999999999999999"},
        {"0.000000000000000001", "0.000000000000000001"},
        {"100000000000000000.000", "100000000000000000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[DECIMAL_TEXT_SIZE];
        assert_string_equal(decimal_format(number(cases[i][0]), out), cases[i][1]);
    }
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "-",
                                        "+",
                                        ".",
                                        ".5",
                                        "5.",
                                        "-.5",
                                        "1e5",
                                        " 1",
                                        "1 ",
                                        "1,000",
                                        "１",
                                        "--1",
                                        "1.2.3",
                                        "0x1",
                                        "1.2a",
                                        "1000000000000000000",
                                        "0.0000000000000000001",
                                        "nan"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct decimal d;
        assert_false(decimal_parse(text_of(wrong[i]), &d));
    }
}

static void reading_undoes_writing(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("decimal"), text_of(""));
    for (int i = 0; i < 20000; i++) {
        struct decimal d = {.units = 0};
        int digits = (int)rng_below(&rng, 2 * DECIMAL_DIGITS + 1);
        for (int k = 0; k < digits; k++)
            d.units = d.units * 10 + rng_below(&rng, 10);
        if (rng_below(&rng, 2))
            d.units = -d.units;
        char out[DECIMAL_TEXT_SIZE];
        assert_true(number(decimal_format(d, out)).units == d.units);
    }
}

static bool within(const char *a, const char *b, const char *tolerance)
{
    return decimal_within(number(a), number(b), number(tolerance));
}

static void tolerance_is_exact(void **state)
{
    (void)state;
    assert_true(within("12.5", "12.5", "0"));
    assert_true(within("0.1", "0.3", "0.2")); /* not so in binary floating point */
    assert_true(within("0.3", "0.1", "0.2"));
    assert_false(within("0.3", "0.1", "0.199999999999999999"));
    assert_false(within("12.5", "-12.5", "24.999"));
    assert_true(within("999999999999999999.9", "-999999999999999999.9", "999999999999999999") == false);
    assert_true(decimal_is_negative(number("-0.1")));
    assert_false(decimal_is_negative(number("-0")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_shortest),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(reading_undoes_writing),
        cmocka_unit_test(tolerance_is_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
