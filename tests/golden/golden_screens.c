/* Every screen, as it stands in a terminal of 80×24 and of 120×40. */
#include "cast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void sign_in_is_painted_before_the_hub_answers(void **state)
{
    (void)state;
    struct terminal terminal = {.next_id = 0};
    const struct port port = {.context = &terminal};
    app_init(&terminal.app, &terminal.options, &port, 1000000);
    canvas_init(&terminal.canvas, false);
    stack_init(&terminal.stack, &terminal.app, app_first_screen(&terminal.app));
    terminal_expect(&terminal, "sign-in-first");
    terminal_close(&terminal);
}

static void sign_in_hides_the_pin_and_shows_the_demo_lines(void **state)
{
    (void)state;
    static const char *const lines[] = {"Candidate: 10003, PIN 394570", "Organizer: 10001, PIN 652386", NULL};
    struct terminal terminal;
    terminal_open(&terminal);
    terminal.options.demo = true;
    terminal.options.demo_lines = lines;
    terminal_type(&terminal, "10003");
    terminal_key(&terminal, INPUT_TAB);
    terminal_type(&terminal, "394570");
    terminal_expect(&terminal, "sign-in-demo");
    assert_false(terminal_shows(&terminal, "  394570"));
    terminal_close(&terminal);
}

static void sign_in_counts_down_after_a_wrong_pin(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    terminal_type(&terminal, "10003");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal, "1");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SIGN_IN, .error = WIRE_WRONG_PIN, .wait = 8});
    terminal_pass(&terminal, 2500);
    terminal_expect(&terminal, "sign-in-wait");
    terminal_close(&terminal);
}

static void home_shows_each_state(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    terminal_expect(&terminal, "home");
    terminal_close(&terminal);
}

static void home_of_an_organizer(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, true);
    terminal_key(&terminal, INPUT_END);
    terminal_expect(&terminal, "home-organizer");
    terminal_expect_roles(&terminal, "home-organizer.roles", 80, 24);
    terminal_close(&terminal);
}

static void home_without_a_test(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    terminal_push(&terminal, (struct reply){.kind = MESSAGE_PUSH_CHANGED});
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_HOME});
    terminal_expect(&terminal, "home-empty");
    terminal_close(&terminal);
}

static void instructions(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect(&terminal, "instructions");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect(&terminal, "entering");
    terminal_close(&terminal);
}

/* Answers a few items so that the sheets below have something to tell. */
static void answer_some(struct terminal *terminal)
{
    cast_sign_in(terminal, false);
    cast_begin(terminal);
    terminal_type(terminal, "c");
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_ANSWER});
    terminal_key(terminal, INPUT_PAGE_DOWN);
    terminal_type(terminal, "ab");
    terminal_type(terminal, "t");
    terminal_key(terminal, INPUT_PAGE_DOWN);
    terminal_type(terminal, "t");
}

static void answer_sheet(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    answer_some(&terminal);
    terminal_key(&terminal, INPUT_TAB);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_expect(&terminal, "answer-sheet");
    terminal_expect_roles(&terminal, "answer-sheet.roles", 80, 24);
    terminal_close(&terminal);
}

static void submit_lists_what_is_open(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    answer_some(&terminal);
    terminal_type(&terminal, "s");
    terminal_expect(&terminal, "submit");
    terminal_type(&terminal, "s");
    terminal_expect(&terminal, "submit-question");
    terminal_close(&terminal);
}

static void leaving_a_test_asks(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    answer_some(&terminal);
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_expect(&terminal, "test-leave");
    terminal_close(&terminal);
}

static void go_to_result(struct terminal *terminal, bool revealed)
{
    cast_sign_in(terminal, false);
    terminal_key(terminal, INPUT_DOWN);
    terminal_key(terminal, INPUT_DOWN);
    terminal_key(terminal, INPUT_ENTER);
    terminal_reply(terminal, cast_result(revealed));
}

static void result(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    go_to_result(&terminal, true);
    terminal_expect(&terminal, "result");
    terminal_close(&terminal);
}

static void result_not_revealed(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    go_to_result(&terminal, false);
    terminal_expect(&terminal, "result-hidden");
    terminal_close(&terminal);
}

static void review_of_each_kind(void **state)
{
    (void)state;
    static const char *const names[CAST_SLOTS] = {
        [CAST_SINGLE] = "review-single",       [CAST_MULTIPLE] = "review-multiple",
        [CAST_TRUEFALSE] = "review-truefalse", [CAST_BLANK] = "review-blank",
        [CAST_NUMERIC] = "review-numeric",     [CAST_ORDER] = "review-order",
        [CAST_MATCH] = "review-match",         [CAST_SPOT] = "review-spot",
        [CAST_CASE_FIRST] = "review-case",     [CAST_CASE_SECOND] = "review-case-unanswered",
    };
    struct terminal terminal;
    terminal_open(&terminal);
    go_to_result(&terminal, true);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, cast_review());
    for (int i = 0; i < CAST_SLOTS; i++) {
        terminal_expect(&terminal, names[i]);
        terminal_key(&terminal, INPUT_PAGE_DOWN);
    }
    terminal_close(&terminal);
}

static void go_to_ranking(struct terminal *terminal)
{
    cast_sign_in(terminal, false);
    terminal_type(terminal, "r");
    terminal_reply(terminal, cast_ranking(0, 38, 38));
}

static void ranking_of_persons_and_units(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    go_to_ranking(&terminal);
    terminal_expect(&terminal, "ranking");
    terminal_key(&terminal, INPUT_TAB);
    terminal_reply(&terminal, cast_units());
    terminal_expect(&terminal, "ranking-units");
    terminal_close(&terminal);
}

static void ranking_search(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    go_to_ranking(&terminal);
    terminal_type(&terminal, "/贾");
    terminal_expect(&terminal, "ranking-search");
    terminal_close(&terminal);
}

static void events(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, true);
    terminal_type(&terminal, "e");
    terminal_reply(&terminal, cast_events());
    terminal_expect(&terminal, "events");
    terminal_type(&terminal, "c");
    terminal_expect(&terminal, "events-close");
    terminal_type(&terminal, "n");
    terminal_sent(&terminal);
    terminal_type(&terminal, "o"); /* it is open */
    assert_string_equal(terminal_top(&terminal), "events");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_type(&terminal, "c"); /* it is not */
    assert_string_equal(terminal_top(&terminal), "events");
    terminal_type(&terminal, "o");
    assert_string_equal(terminal_top(&terminal), "dialog");
    terminal_close(&terminal);
}

static void a_competition_is_not_opened_from_the_list(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, true);
    terminal_type(&terminal, "e");
    terminal_reply(&terminal, cast_events());
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_END);
    terminal_type(&terminal, "ocr");
    assert_string_equal(terminal_top(&terminal), "events");
    assert_string_equal(terminal_sent(&terminal), "");
    terminal_expect(&terminal, "events-panel");
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "stage-enter");
    terminal_close(&terminal);
}

static void monitor(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, true);
    terminal_type(&terminal, "e");
    terminal_reply(&terminal, cast_events());
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, cast_monitor());
    terminal_expect(&terminal, "monitor");
    terminal_type(&terminal, "e");
    terminal_type(&terminal, "10");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal, "终端故障");
    terminal_expect(&terminal, "monitor-extend");
    terminal_close(&terminal);
}

static void help_is_made_from_the_keys(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    cast_begin(&terminal);
    terminal_type(&terminal, "?");
    terminal_expect(&terminal, "help-test");
    terminal_close(&terminal);
}

static void a_small_terminal_says_so(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    terminal_expect_roles(&terminal, "too-small.60x20", 60, 20);
    terminal_expect_roles(&terminal, "too-small.10x4", 10, 4);
    terminal_expect(&terminal, "home");
    terminal_close(&terminal);
}

static void ascii_lines(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    terminal.canvas.ascii = true;
    answer_some(&terminal);
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_expect(&terminal, "ascii");
    terminal_close(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sign_in_is_painted_before_the_hub_answers),
        cmocka_unit_test(sign_in_hides_the_pin_and_shows_the_demo_lines),
        cmocka_unit_test(sign_in_counts_down_after_a_wrong_pin),
        cmocka_unit_test(home_shows_each_state),
        cmocka_unit_test(home_of_an_organizer),
        cmocka_unit_test(home_without_a_test),
        cmocka_unit_test(instructions),
        cmocka_unit_test(answer_sheet),
        cmocka_unit_test(submit_lists_what_is_open),
        cmocka_unit_test(leaving_a_test_asks),
        cmocka_unit_test(result),
        cmocka_unit_test(result_not_revealed),
        cmocka_unit_test(review_of_each_kind),
        cmocka_unit_test(ranking_of_persons_and_units),
        cmocka_unit_test(ranking_search),
        cmocka_unit_test(events),
        cmocka_unit_test(a_competition_is_not_opened_from_the_list),
        cmocka_unit_test(monitor),
        cmocka_unit_test(help_is_made_from_the_keys),
        cmocka_unit_test(a_small_terminal_says_so),
        cmocka_unit_test(ascii_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
