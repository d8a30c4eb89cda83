#include "base/rng.h"
#include "core/breakdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void a_rate_is_of_what_was_asked(void **state)
{
    (void)state;
    struct breakdown b;
    mark_t percent = -1;
    breakdown_init(&b, 2, 3);
    breakdown_add(&b, 0, 1, 2 * MARK_ONE, 3 * MARK_ONE);
    breakdown_add(&b, 0, 1, 0, 3 * MARK_ONE);
    assert_true(breakdown_rate(breakdown_of(&b, 0, 1), &percent));
    assert_int_equal(percent, 333000); /* 33.3 % */
    assert_false(breakdown_rate(breakdown_of(&b, 0, 0), &percent));
    assert_false(breakdown_rate(breakdown_of(&b, 1, 1), &percent));
    breakdown_finish(&b);
}

static void the_weakest_is_compared_exactly(void **state)
{
    (void)state;
    struct breakdown b;
    breakdown_init(&b, 1, 4);
    assert_int_equal(breakdown_weakest(&b, 0), -1);
    /* 1/3 and 333333/1000000 are equal to one decimal; the second is less. */
    breakdown_add(&b, 0, 0, 1 * MARK_ONE, 1 * MARK_ONE);
    assert_int_equal(breakdown_weakest(&b, 0), -1); /* all marks were got */
    breakdown_add(&b, 0, 1, 1 * MARK_ONE, 3 * MARK_ONE);
    assert_int_equal(breakdown_weakest(&b, 0), 1);
    breakdown_add(&b, 0, 2, INT64_C(333333) * MARK_ONE, INT64_C(1000000) * MARK_ONE);
    assert_int_equal(breakdown_weakest(&b, 0), 2);
    breakdown_add(&b, 0, 3, INT64_C(333333) * MARK_ONE, INT64_C(1000000) * MARK_ONE);
    assert_int_equal(breakdown_weakest(&b, 0), 2); /* the first of equal ones */
    breakdown_finish(&b);
}

static void sums_of_groups_and_parts_agree(void **state)
{
    (void)state;
    enum { GROUPS = 7, PARTS = 5, TIMES = 1000 };
    struct breakdown b;
    struct rng rng;
    mark_t mark = 0, full = 0;
    rng_init(&rng, text_of("seed"), text_of("breakdown"), text_of(""));
    breakdown_init(&b, GROUPS, PARTS);
    for (int i = 0; i < TIMES; i++) {
        mark_t worth = 1 + rng_below(&rng, 50000), got = rng_below(&rng, (uint32_t)worth + 1);
        breakdown_add(&b, rng_below(&rng, GROUPS), rng_below(&rng, PARTS), got, worth);
        mark += got;
        full += worth;
    }
    struct breakdown_share groups = {0}, parts = {0};
    for (size_t g = 0; g < GROUPS; g++) {
        groups.mark += breakdown_of_group(&b, g).mark;
        groups.full += breakdown_of_group(&b, g).full;
    }
    for (size_t p = 0; p < PARTS; p++) {
        parts.mark += breakdown_of_part(&b, p).mark;
        parts.full += breakdown_of_part(&b, p).full;
    }
    assert_int_equal(groups.mark, mark);
    assert_int_equal(parts.mark, mark);
    assert_int_equal(groups.full, full);
    assert_int_equal(parts.full, full);
    breakdown_finish(&b);
}

static void items_stand_section_by_section(void **state)
{
    (void)state;
    static const int items[] = {2, 0, 3};
    static const int sections[] = {0, 0, 2, 2, 2, 2};
    for (int i = 0; i < 6; i++)
        assert_int_equal(breakdown_section(items, 3, i), sections[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rate_is_of_what_was_asked),
        cmocka_unit_test(the_weakest_is_compared_exactly),
        cmocka_unit_test(sums_of_groups_and_parts_agree),
        cmocka_unit_test(items_stand_section_by_section),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
