#include "base/rng.h"
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

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

static void invalid_bytes_are_found(void **state)
{
    (void)state;
    assert_int_equal(utf8_find_invalid(t("党章 abc 𠮷")), -1);
    assert_int_equal(utf8_find_invalid(t("")), -1);
    assert_int_equal(utf8_find_invalid(t("ab\xFF")), 2);
    assert_int_equal(utf8_find_invalid(t("党\xE5\x85")), 3);       /* cut short */
    assert_int_equal(utf8_find_invalid(t("\xC0\xAF")), 0);         /* overlong */
    assert_int_equal(utf8_find_invalid(t("\xED\xA0\x80")), 0);     /* a surrogate */
    assert_int_equal(utf8_find_invalid(t("\xF4\x90\x80\x80")), 0); /* beyond U+10FFFF */
}

static void steps_go_forward_and_back(void **state)
{
    (void)state;
    assert_int_equal(utf8_step(t("党")), 3);
    assert_int_equal(utf8_step(t("\xFFx")), 1);
    assert_int_equal(utf8_step(t("")), 0);
    assert_int_equal(utf8_step_back(t("a𠮷")), 4);
    char bytes[4];
    assert_int_equal(utf8_encode('a', bytes), 1);
    assert_int_equal(bytes[0], 'a');
    assert_int_equal(utf8_encode(0xE9, bytes), 2);
    assert_memory_equal(bytes, "é", 2);
    assert_int_equal(utf8_encode(0x515A, bytes), 3);
    assert_memory_equal(bytes, "党", 3);
    assert_int_equal(utf8_encode(0x20BB7, bytes), 4);
    assert_memory_equal(bytes, "𠮷", 4);
    assert_int_equal(utf8_step_back(t("党a")), 1);
    assert_int_equal(utf8_step_back(t("a\x85")), 1);
    assert_int_equal(utf8_step_back(t("")), 0);
    assert_int_equal(utf8_count(t("党章a𠮷")), 4);
    assert_int_equal(utf8_grapheme(t("e\xCC\x81x")), 3); /* e and a combining acute */
    assert_int_equal(utf8_grapheme_back(t("xe\xCC\x81")), 3);
    assert_int_equal(utf8_grapheme(t("\r\n")), 2);
    assert_int_equal(utf8_grapheme(t("")), 0);
}

static void width_is_in_columns(void **state)
{
    (void)state;
    assert_int_equal(utf8_width(t("abc")), 3);
    assert_int_equal(utf8_width(t("党章")), 4);
    assert_int_equal(utf8_width(t("（ａ）")), 6);
    assert_int_equal(utf8_width(t("e\xCC\x81")), 1);
    assert_int_equal(utf8_width(t("\x1b\t\x7f")), 0);
    assert_int_equal(utf8_width(t("“a”·√×")), 6); /* ambiguous characters are narrow */
    assert_int_equal(utf8_width(t("")), 0);
}

static void what_is_shown_raw_is_printable(void **state)
{
    (void)state;
    assert_true(utf8_is_printable(t("党")));
    assert_true(utf8_is_printable(t("\xEF\xBF\xBD"))); /* U+FFFD itself */
    assert_false(utf8_is_printable(t("\x1b")));
    assert_false(utf8_is_printable(t("\xC2\x9B")));     /* C1: CSI */
    assert_false(utf8_is_printable(t("\xE2\x80\xAE"))); /* right-to-left override */
    assert_false(utf8_is_printable(t("\xFF")));
    assert_false(utf8_is_printable(t("")));
    assert_true(utf8_has_controls(t("a\nb"), ""));
    assert_false(utf8_has_controls(t("a\nb\t党"), "\n\t"));
    assert_true(utf8_has_controls(text_make("a\0b", 3), "\n"));
}

static void cutting_keeps_whole_clusters(void **state)
{
    (void)state;
    assert_text(utf8_cut(t("党章"), 3), "党");
    assert_text(utf8_cut(t("党章"), 4), "党章");
    assert_text(utf8_cut(t("e\xCC\x81x"), 1), "e\xCC\x81");
    assert_text(utf8_cut(t("党"), 1), "");
}

static void nfc_composes(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    assert_text(utf8_nfc(&arena, t("e\xCC\x81")), "\xC3\xA9");
    assert_text(utf8_nfc(&arena, t("\xEF\xA4\x80")), "豈"); /* a compatibility ideograph, U+F900 */
    struct text plain = t("党章,第三条(试行)。");
    assert_ptr_equal(utf8_nfc(&arena, plain).at, plain.at);
    assert_text(utf8_nfc(&arena, t("か\xE3\x82\x99")), "が");
    arena_finish(&arena);
}

static void folding_makes_equal_what_people_call_equal(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *folded;
    } cases[] = {
        {"Ａｂ　１２％", "ab 12%"},
        {"  民主   集中制 ", "民主集中制"},
        {"Party  branch", "party branch"},
        {"三会 一课 2018 年", "三会一课2018年"},
        {"①", "1"},
        {"ﬁ", "fi"},
        {"STRASSE", "strasse"},
        {"Straße", "strasse"},
        {"\t", ""},
        {"", ""},
        {"（）", "()"},
    };
    struct arena arena = ARENA_EMPTY;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text folded = utf8_fold(&arena, t(cases[i].typed));
        assert_text(folded, cases[i].folded);
        assert_text(utf8_fold(&arena, folded), cases[i].folded); /* once is enough */
    }
    arena_finish(&arena);
}

static void assert_lines(const char *source, int width, const char *const *expected, size_t n)
{
    struct arena arena = ARENA_EMPTY;
    size_t count;
    const struct text_line *lines = utf8_wrap(&arena, t(source), width, &count);
    assert_int_equal(count, n);
    for (size_t i = 0; i < n; i++)
        assert_text(lines[i].text, expected[i]);
    arena_finish(&arena);
}

static void lines_break_where_unicode_says(void **state)
{
    (void)state;
    assert_lines("one two three", 8, (const char *[]){"one two", "three"}, 2);
    assert_lines("党员大会", 4, (const char *[]){"党员", "大会"}, 2);
    assert_lines("党员大会。", 8, (const char *[]){"党员大", "会。"}, 2); /* no 。 at a line's start */
    assert_lines("他（党员）", 4, (const char *[]){"他", "（党", "员）"}, 3);
    assert_lines("", 10, (const char *[]){""}, 1);
    assert_lines("a\n\nb\n", 10, (const char *[]){"a", "", "b", ""}, 4);
    assert_lines("abcdefghij", 4, (const char *[]){"abcd", "efgh", "ij"}, 3);
}

/* Every byte but line ends and trailing spaces is on exactly one line, in order, and no line is too wide. */
static void check_wrapping(struct text source, int width)
{
    struct arena arena = ARENA_EMPTY;
    size_t count;
    const struct text_line *lines = utf8_wrap(&arena, source, width, &count);
    const char *at = source.at;
    for (size_t i = 0; i < count; i++) {
        assert_true(lines[i].text.at >= at);
        for (; at < lines[i].text.at; at++)
            assert_true(*at == ' ' || *at == '\n');
        assert_true(utf8_width(lines[i].text) <= width);
        at += lines[i].text.len;
    }
    for (; at < source.at + source.len; at++)
        assert_true(*at == ' ' || *at == '\n');
    arena_finish(&arena);
}

static void wrapping_loses_nothing(void **state)
{
    (void)state;
    static const char *const pieces[] = {"党",   "员", "。", "（", "）", "a", "bc", " ",
                                         "12.5", "\n", "、", "“",  "”",  "é", "-",  "𠮷"};
    struct rng rng;
    rng_init(&rng, t("test"), t("wrap"), t(""));
    for (int round = 0; round < 1500; round++) {
        char source[256] = "";
        int n = (int)rng_below(&rng, 40);
        for (int i = 0; i < n; i++)
            strcat(source, pieces[rng_below(&rng, sizeof pieces / sizeof *pieces)]);
        check_wrapping(t(source), 2 + (int)rng_below(&rng, 20));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(invalid_bytes_are_found),
        cmocka_unit_test(steps_go_forward_and_back),
        cmocka_unit_test(width_is_in_columns),
        cmocka_unit_test(what_is_shown_raw_is_printable),
        cmocka_unit_test(cutting_keeps_whole_clusters),
        cmocka_unit_test(nfc_composes),
        cmocka_unit_test(folding_makes_equal_what_people_call_equal),
        cmocka_unit_test(lines_break_where_unicode_says),
        cmocka_unit_test(wrapping_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
