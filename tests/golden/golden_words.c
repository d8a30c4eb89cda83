/* Answers in words at the seat: being written, and afterwards. */
#include "marking_cast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void open_words(struct terminal *terminal)
{
    terminal_open(terminal);
    cast_sign_in(terminal, false);
    terminal_key(terminal, INPUT_ENTER);
    terminal_key(terminal, INPUT_ENTER);
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    terminal_reply(terminal, marking_cast_paper(marking_cast_slots));
    terminal_sent(terminal);
}

static void an_answer_in_words(void **state)
{
    (void)state;
    struct terminal terminal;
    open_words(&terminal);
    terminal_expect(&terminal, "words-empty");
    terminal_type(&terminal, "1. 本人递交入党申请书。");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal,
                  "2. 支部确定为入党积极分子,指定两名培养联系人,培养教育考察一年以上,每半年写一次考察意见。");
    terminal_expect_nothing_sent(&terminal);
    terminal_expect(&terminal, "words-typing");
    terminal_pass(&terminal, 1100);
    terminal_expect_sent(&terminal, "\"response\":\"1. 本人递交入党申请书。\\n2. 支部确定");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_ANSWER});
    assert_true(terminal_shows(&terminal, "✓ saved"));
    terminal_key(&terminal, INPUT_UP);
    terminal_key(&terminal, INPUT_HOME);
    terminal_paste(&terminal, "(一)\n");
    terminal_key(&terminal, INPUT_PAGE_DOWN); /* leaves the item: saved at once */
    terminal_expect_sent(&terminal, "(一)\\n");
    assert_true(terminal_shows(&terminal, "Item 2 of 2"));
    terminal_key(&terminal, INPUT_PAGE_UP);
    terminal_expect_roles(&terminal, "words-back.roles", 80, 24);
    terminal_key(&terminal, INPUT_F1);
    terminal_expect(&terminal, "words-help");
    terminal_close(&terminal);
}

static void a_long_answer_scrolls_and_has_an_end(void **state)
{
    (void)state;
    struct terminal terminal;
    open_words(&terminal);
    for (int i = 1; i <= 130; i++) {
        char line[64];
        snprintf(line, sizeof line, "第%d行,共产党员时刻牢记\n", i);
        terminal_paste(&terminal, line);
    }
    terminal_expect_at(&terminal, "words-full", 80, 24);
    terminal_pass(&terminal, 1100);
    const char *sent = terminal_sent(&terminal);
    const char *response = strstr(sent, "\"response\":\"");
    assert_non_null(response);
    for (int i = 0; i < 20; i++)
        terminal_key(&terminal, INPUT_UP);
    terminal_expect_at(&terminal, "words-scrolled", 80, 24);
    terminal_close(&terminal);
}

/* What is typed while the hub is away is there when it is back, with its lines. */
static void nothing_typed_is_lost(void **state)
{
    (void)state;
    struct terminal terminal;
    open_words(&terminal);
    terminal_connection(&terminal, false);
    terminal_type(&terminal, "第一行");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal, "第二行 ");
    terminal_connection(&terminal, true);
    terminal_reply(&terminal, marking_cast_paper(marking_cast_slots));
    assert_true(terminal_shows(&terminal, "第一行"));
    terminal_type(&terminal, "x");
    terminal_pass(&terminal, 1100);
    terminal_expect_sent(&terminal, "\"response\":\"第一行\\n第二行 x\"");
    terminal_close(&terminal);
}

/* ---- Afterwards ------------------------------------------------------------------------------------- */

static void a_result_that_waits(void **state)
{
    (void)state;
    struct terminal terminal;
    struct reply result = cast_result(true);
    result.result.pending = 2;
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, result);
    terminal_expect(&terminal, "result-pending");
    terminal_key(&terminal, INPUT_ENTER);
    struct slot_row slots[] = {marking_cast_slots[0], marking_cast_slots[0]};
    static const int64_t found[] = {0, 2};
    for (int i = 0; i < 2; i++) {
        slots[i].response = marking_cast_response;
        slots[i].points = marking_cast_points;
        slots[i].point_count = MARKING_CAST_POINTS;
        slots[i].source = text_of("中国共产党发展党员工作细则 2014-05-28");
    }
    slots[0].pending = true;
    slots[1].ticks = found;
    slots[1].tick_count = 2;
    slots[1].ticked = true;
    slots[1].mark = 5 * MARK_ONE;
    slots[1].ruling = text_of("试题有歧义,按裁定一律给分。");
    struct reply review = marking_cast_paper(slots);
    review.kind = MESSAGE_REVIEW;
    terminal_reply(&terminal, review);
    terminal_expect(&terminal, "review-words-pending");
    terminal_key(&terminal, INPUT_PAGE_DOWN);
    terminal_expect(&terminal, "review-words");
    terminal_close(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_in_words),
        cmocka_unit_test(a_long_answer_scrolls_and_has_an_end),
        cmocka_unit_test(nothing_typed_is_lost),
        cmocka_unit_test(a_result_that_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
