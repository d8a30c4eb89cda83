#include "base/buf.h"
#include "base/rng.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct text t(const char *string)
{
    return text_of(string);
}

static void assert_text(struct text actual, const char *expected)
{
    if (!text_is(actual, expected))
        fail_msg("“%.*s” is not “%s”", TEXT_ARG(actual), expected);
}

static void texts_compare_by_bytes(void **state)
{
    (void)state;
    assert_true(text_compare(t("a"), t("b")) < 0);
    assert_true(text_compare(t("ab"), t("a")) > 0);
    assert_true(text_compare(t(""), t("a")) < 0);
    assert_int_equal(text_compare(t("党"), t("党")), 0);
    assert_true(text_compare(t("z"), t("党")) < 0);
    assert_true(text_compare(t("党"), t("𠮷")) < 0); /* code point order, unlike UTF-16 */
    assert_true(text_equal(text_make(NULL, 0), t("")));
    assert_false(text_equal(t("a"), t("ab")));
}

static void texts_are_searched(void **state)
{
    (void)state;
    assert_int_equal(text_find(t("abcabc"), t("ca")), 2);
    assert_int_equal(text_find(t("abc"), t("")), 0);
    assert_int_equal(text_find(t(""), t("a")), -1);
    assert_int_equal(text_find(t("ab"), t("abc")), -1);
    assert_true(text_starts_with(t("矿/一队"), t("矿/")));
    assert_true(text_starts_with(t("x"), t("")));
    assert_false(text_starts_with(t("矿"), t("矿/")));
}

static void a_name_comes_in_the_script_of_the_word(void **state)
{
    (void)state;
    const struct text names[] = {t("pass"), t("及格线"), t("合格")}, english[] = {t("exact"), t("")};
    assert_text(text_name_like(names, t("pas")), "pass");
    assert_text(text_name_like(names, t("")), "pass");
    assert_text(text_name_like(names, t("pass 线")), "及格线");
    assert_text(text_name_like(english, t("全对")), "exact");
}

static void trimming_takes_ascii_and_ideographic_space(void **state)
{
    (void)state;
    assert_text(text_trim(t(" \t　甲 乙\r\n　 ")), "甲 乙");
    assert_text(text_trim(t(" 　\n")), "");
    assert_text(text_trim(t("")), "");
    assert_text(text_trim(t("。")), "。"); /* ends in the same byte as U+3000 does */
}

static void text_from_stays_within(void **state)
{
    (void)state;
    assert_text(text_from(t("abc"), 1), "bc");
    assert_text(text_from(t("abc"), 9), "");
    assert_int_equal(text_from(text_make(NULL, 0), 3).len, 0);
}

static void parts_are_separated(void **state)
{
    (void)state;
    struct text rest = t("a,,b"), part;
    assert_true(text_next(&rest, ',', &part));
    assert_text(part, "a");
    assert_true(text_next(&rest, ',', &part));
    assert_text(part, "");
    assert_true(text_next(&rest, ',', &part));
    assert_text(part, "b");
    assert_false(text_next(&rest, ',', &part));

    rest = t("a,");
    assert_true(text_next(&rest, ',', &part) && text_next(&rest, ',', &part));
    assert_text(part, "");
    assert_false(text_next(&rest, ',', &part));
}

static void integers_are_whole_and_bounded(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",    "-",   "+1",  " 1", "1 ",  "1.0",
                                        "0x1", "--1", "1,0", "１", "5e3", "99999999999999999999"};
    int64_t value = 77;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(text_to_int(t(wrong[i]), INT64_MIN, INT64_MAX, &value));
    assert_true(text_to_int(t("-42"), -42, 0, &value));
    assert_int_equal(value, -42);
    assert_false(text_to_int(t("-43"), -42, 0, &value));
    assert_false(text_to_int(t("6"), 0, 5, &value));
    assert_int_equal(value, -42); /* untouched by a failure */
}

static void distance_counts_slips_of_the_pen(void **state)
{
    (void)state;
    assert_int_equal(text_distance(t("single"), t("single")), 0);
    assert_int_equal(text_distance(t("single"), t("signle")), 1); /* swapped neighbours */
    assert_int_equal(text_distance(t("single"), t("singl")), 1);
    assert_int_equal(text_distance(t(""), t("abc")), 3);
    assert_int_equal(text_distance(t("题干"), t("题杆")), 1); /* characters, not bytes */
    assert_int_equal(text_distance(t("kitten"), t("sitting")), 3);
    struct buf longer = BUF_EMPTY;
    buf_add_repeated(&longer, 'x', 65);
    assert_int_equal(text_distance(buf_text(&longer), buf_text(&longer)), 64);
    buf_finish(&longer);
}

static struct text random_word(struct rng *rng, char *into)
{
    size_t len = rng_below(rng, 7);
    for (size_t i = 0; i < len; i++)
        into[i] = (char)('a' + rng_below(rng, 3));
    return text_make(into, len);
}

static void distance_is_symmetric_and_bounded(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, t("test"), t("distance"), t(""));
    for (int i = 0; i < 2000; i++) {
        char x[8], y[8];
        struct text a = random_word(&rng, x), b = random_word(&rng, y);
        int d = text_distance(a, b);
        int longer = (int)(a.len > b.len ? a.len : b.len), apart = (int)a.len - (int)b.len;
        assert_int_equal(d, text_distance(b, a));
        assert_int_equal(d == 0, text_equal(a, b));
        assert_in_range(d, apart < 0 ? -apart : apart, longer);
    }
}

static void the_nearest_word_is_suggested(void **state)
{
    (void)state;
    static const char *const words[] = {"stem", "options", "rationale", "题干", "选项"};
    assert_int_equal(text_nearest(t("stme"), words, 5), 0);
    assert_int_equal(text_nearest(t("optoins"), words, 5), 1);
    assert_int_equal(text_nearest(t("rationnalle"), words, 5), 2);
    assert_int_equal(text_nearest(t("题杆"), words, 5), 3);
    assert_int_equal(text_nearest(t("colour"), words, 5), -1);
    assert_int_equal(text_nearest(t("甲乙"), words, 5), -1);
    assert_int_equal(text_nearest(t("stem"), words, 0), -1);
}

static void buffers_grow_and_end_in_nul(void **state)
{
    (void)state;
    struct buf buf = BUF_EMPTY;
    assert_string_equal(buf_string(&buf), "");
    for (int i = 0; i < 1000; i++)
        buf_add_int(&buf, i % 10);
    assert_int_equal(buf.len, 1000);
    assert_int_equal(strlen(buf_string(&buf)), 1000);
    buf_drop(&buf, 998);
    assert_string_equal(buf_string(&buf), "89");
    buf_addf(&buf, "-%s-%05d", "x", 42);
    buf_add_int(&buf, INT64_MIN);
    assert_string_equal(buf_string(&buf), "89-x-00042-9223372036854775808");
    buf_drop(&buf, 10000);
    assert_string_equal(buf_string(&buf), "");
    buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_compare_by_bytes),
        cmocka_unit_test(texts_are_searched),
        cmocka_unit_test(a_name_comes_in_the_script_of_the_word),
        cmocka_unit_test(trimming_takes_ascii_and_ideographic_space),
        cmocka_unit_test(text_from_stays_within),
        cmocka_unit_test(parts_are_separated),
        cmocka_unit_test(integers_are_whole_and_bounded),
        cmocka_unit_test(distance_counts_slips_of_the_pen),
        cmocka_unit_test(distance_is_symmetric_and_bounded),
        cmocka_unit_test(the_nearest_word_is_suggested),
        cmocka_unit_test(buffers_grow_and_end_in_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
