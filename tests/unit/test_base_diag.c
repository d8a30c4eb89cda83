#include "base/diag.h"
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct diag finding(int line, int column, int length)
{
    return (struct diag){SEVERITY_ERROR, {"party.yaml", line, column, length}, TEXT("wrong"), {NULL, 0}};
}

static void assert_rendered(const struct diag *diag, const char *source, const char *expected)
{
    struct buf out = BUF_EMPTY;
    diag_render(diag, text_of(source), &out);
    assert_string_equal(buf_string(&out), expected);
    buf_finish(&out);
}

static void the_caret_stands_under_chinese(void **state)
{
    (void)state;
    struct diag diag = finding(2, 5, 2);
    assert_rendered(&diag, "items:\n  题干：党章\n",
                    "party.yaml:2:5: error: wrong\n"
                    "      题干：党章\n"
                    "          ^~~~\n");
}

static void a_caret_of_no_length_is_one_mark(void **state)
{
    (void)state;
    struct diag diag = finding(1, 3, 0);
    assert_rendered(&diag, "a: x\r\nb", "party.yaml:1:3: error: wrong\n    a: x\n      ^\n");
}

static void the_end_of_a_line_can_be_pointed_at(void **state)
{
    (void)state;
    struct diag diag = finding(1, 5, 1);
    assert_rendered(&diag, "a: x\n", "party.yaml:1:5: error: wrong\n    a: x\n        ^\n");
}

static void a_finding_without_place_or_source_has_no_quote(void **state)
{
    (void)state;
    struct diag diag = finding(0, 0, 0);
    assert_rendered(&diag, "a: x\n", "party.yaml: error: wrong\n");
    diag = finding(7, 1, 1);
    assert_rendered(&diag, "a: x\n", "party.yaml:7:1: error: wrong\n");
    assert_rendered(&diag, "", "party.yaml:7:1: error: wrong\n");
}

static void hints_and_warnings_are_said(void **state)
{
    (void)state;
    struct diag diag = finding(1, 1, 1);
    diag.severity = SEVERITY_WARNING;
    diag.hint = text_of("write it so");
    assert_rendered(&diag, "ab", "party.yaml:1:1: warning: wrong\n    ab\n    ^\n    hint: write it so\n");
}

static void controls_are_never_shown_raw(void **state)
{
    (void)state;
    struct diag diag = finding(1, 4, 1);
    diag.message = text_of("bad \x1b[31m");
    assert_rendered(&diag, "\x1b\tab\xE2\x80\xAE",
                    "party.yaml:1:4: error: bad ?[31m\n"
                    "    ? ab?\n"
                    "       ^\n");
}

/* In a long line the quote is cut so that the caret still stands under its character. */
static void long_lines_are_cut_around_the_caret(void **state)
{
    (void)state;
    struct buf source = BUF_EMPTY, out = BUF_EMPTY;
    for (int i = 0; i < 300; i++)
        buf_add_string(&source, i == 250 ? "★" : "党");
    struct diag diag = finding(1, 251, 1);
    diag_render(&diag, buf_text(&source), &out);
    struct text rest = buf_text(&out), head, quote, caret;
    assert_true(text_next(&rest, '\n', &head));
    assert_true(text_next(&rest, '\n', &quote));
    assert_true(text_next(&rest, '\n', &caret));
    ptrdiff_t star = text_find(quote, text_of("★")), mark = text_find(caret, text_of("^"));
    assert_true(star > 0 && mark > 0);
    assert_int_equal(utf8_width(text_make(quote.at, (size_t)star)), mark);
    assert_true(utf8_width(quote) <= 80);
    buf_finish(&source);
    buf_finish(&out);
}

static void findings_are_sorted_by_place(void **state)
{
    (void)state;
    struct diags diags = DIAGS_EMPTY;
    diags_error(&diags, (struct span){"b", 1, 1, 1}, "%s", "five");
    diags_error(&diags, (struct span){"a", 3, 1, 1}, "%s", "three");
    diags_warning(&diags, (struct span){"a", 2, 9, 1}, "%s", "two");
    diags_error(&diags, (struct span){"a", 2, 1, 1}, "%s", "one");
    diags_error(&diags, (struct span){"a", 3, 1, 1}, "%s", "four");
    diags_sort(&diags);
    static const char *const order[] = {"one", "two", "three", "four", "five"};
    assert_int_equal(diags.count, 5);
    for (size_t i = 0; i < diags.count; i++)
        assert_true(text_is(diags.list[i].message, order[i]));
    assert_int_equal(diags.errors, 4);
    assert_int_equal(diags.warnings, 1);
    diags_finish(&diags);
}

static void findings_beyond_the_limit_are_counted(void **state)
{
    (void)state;
    struct diags diags = DIAGS_EMPTY;
    struct buf out = BUF_EMPTY;
    for (int i = 0; i < DIAGS_MAX + 3; i++)
        diags_error(&diags, (struct span){"f", i + 1, 1, 1}, "number %d", i);
    diags_hint(&diags, "%s", "for one that was not kept");
    assert_int_equal(diags.count, DIAGS_MAX);
    assert_int_equal(diags.errors, DIAGS_MAX + 3);
    assert_int_equal(diags.list[DIAGS_MAX - 1].hint.len, 0);
    diags_render(&diags, text_of(""), &out);
    assert_true(text_find(buf_text(&out), text_of("3 more findings")) > 0);
    buf_finish(&out);
    diags_finish(&diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_caret_stands_under_chinese),
        cmocka_unit_test(a_caret_of_no_length_is_one_mark),
        cmocka_unit_test(the_end_of_a_line_can_be_pointed_at),
        cmocka_unit_test(a_finding_without_place_or_source_has_no_quote),
        cmocka_unit_test(hints_and_warnings_are_said),
        cmocka_unit_test(controls_are_never_shown_raw),
        cmocka_unit_test(long_lines_are_cut_around_the_caret),
        cmocka_unit_test(findings_are_sorted_by_place),
        cmocka_unit_test(findings_beyond_the_limit_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
