#include "base/rng.h"
#include "wire/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void feed(struct lines *lines, const char *string)
{
    lines_feed(lines, string, strlen(string));
}

static void expect_line(struct lines *lines, const char *expected)
{
    struct text line;
    assert_int_equal(lines_next(lines, &line), LINES_LINE);
    assert_int_equal(line.len, strlen(expected));
    assert_memory_equal(line.at, expected, line.len);
}

static void expect_none(struct lines *lines)
{
    struct text line;
    assert_int_equal(lines_next(lines, &line), LINES_NONE);
}

static void lines_come_whole(void **state)
{
    (void)state;
    struct lines lines;
    lines_init(&lines, 100);
    expect_none(&lines);
    feed(&lines, "one\ntw");
    expect_line(&lines, "one");
    expect_none(&lines);
    feed(&lines, "o\n\nthree\n");
    expect_line(&lines, "two");
    expect_line(&lines, "");
    expect_line(&lines, "three");
    expect_none(&lines);
    lines_finish(&lines);
}

static void a_line_may_be_as_long_as_the_limit(void **state)
{
    (void)state;
    struct lines lines;
    struct text line;
    lines_init(&lines, 4);
    feed(&lines, "abc\n");
    expect_line(&lines, "abc");
    feed(&lines, "abcd");
    expect_none(&lines);
    feed(&lines, "\n");
    assert_int_equal(lines_next(&lines, &line), LINES_TOO_LONG);
    lines_finish(&lines);
}

static void a_line_without_end_is_too_long(void **state)
{
    (void)state;
    struct lines lines;
    struct text line;
    lines_init(&lines, 4);
    feed(&lines, "ab\nabcde");
    expect_line(&lines, "ab");
    assert_int_equal(lines_next(&lines, &line), LINES_TOO_LONG);
    lines_finish(&lines);
}

/* However the bytes are cut into pieces, and whenever lines are taken, the same lines come out. */
static void any_cut_gives_the_same_lines(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("lines"), text_of("cut"), text_of("1"));
    for (int round = 0; round < 300; round++) {
        struct buf all = BUF_EMPTY, got = BUF_EMPTY;
        for (uint32_t i = 0, count = rng_below(&rng, 40); i < count; i++) {
            buf_add_repeated(&all, (char)('a' + i % 26), rng_below(&rng, 30));
            buf_add_char(&all, '\n');
        }
        struct lines lines;
        lines_init(&lines, 64);
        for (size_t at = 0; at < all.len;) {
            size_t piece = 1 + rng_below(&rng, 50);
            piece = piece > all.len - at ? all.len - at : piece;
            lines_feed(&lines, all.at + at, piece);
            at += piece;
            struct text line;
            for (uint32_t take = rng_below(&rng, 5); take && lines_next(&lines, &line) == LINES_LINE; take--)
                buf_addf(&got, "%.*s\n", TEXT_ARG(line));
        }
        struct text line;
        while (lines_next(&lines, &line) == LINES_LINE)
            buf_addf(&got, "%.*s\n", TEXT_ARG(line));
        assert_string_equal(buf_string(&got), buf_string(&all));
        lines_finish(&lines);
        buf_finish(&all);
        buf_finish(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_whole),
        cmocka_unit_test(a_line_may_be_as_long_as_the_limit),
        cmocka_unit_test(a_line_without_end_is_too_long),
        cmocka_unit_test(any_cut_gives_the_same_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
