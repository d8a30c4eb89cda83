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
    struct stage stage = {.next_id = 0};
    const struct port port = {.context = &stage};
    app_init(&stage.app, &stage.options, &port, 1000000);
    canvas_init(&stage.canvas, false);
    stack_init(&stage.stack, &stage.app, app_first_screen(&stage.app));
    stage_expect(&stage, "sign-in-first");
    stage_close(&stage);
}

static void sign_in_hides_the_pin_and_shows_the_demo_lines(void **state)
{
    (void)state;
    static const char *const lines[] = {"Candidate: 10003, PIN 394570", "Organizer: 10001, PIN 652386", NULL};
    struct stage stage;
    stage_open(&stage);
    stage.options.demo = true;
    stage.options.demo_lines = lines;
    stage_type(&stage, "10003");
    stage_key(&stage, INPUT_TAB);
    stage_type(&stage, "394570");
    stage_expect(&stage, "sign-in-demo");
    assert_false(stage_shows(&stage, "  394570"));
    stage_close(&stage);
}

static void sign_in_counts_down_after_a_wrong_pin(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    stage_type(&stage, "10003");
    stage_key(&stage, INPUT_ENTER);
    stage_type(&stage, "1");
    stage_key(&stage, INPUT_ENTER);
    stage_reply(&stage, (struct reply){.kind = MESSAGE_SIGN_IN, .error = WIRE_WRONG_PIN, .wait = 8});
    stage_pass(&stage, 2500);
    stage_expect(&stage, "sign-in-wait");
    stage_close(&stage);
}

static void home_shows_each_state(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, false);
    stage_expect(&stage, "home");
    stage_close(&stage);
}

static void home_of_an_organizer(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, true);
    stage_key(&stage, INPUT_END);
    stage_expect(&stage, "home-organizer");
    stage_expect_roles(&stage, "home-organizer.roles", 80, 24);
    stage_close(&stage);
}

static void home_without_a_test(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, false);
    stage_push(&stage, (struct reply){.kind = MESSAGE_PUSH_CHANGED});
    stage_reply(&stage, (struct reply){.kind = MESSAGE_HOME});
    stage_expect(&stage, "home-empty");
    stage_close(&stage);
}

static void instructions(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, false);
    stage_key(&stage, INPUT_ENTER);
    stage_expect(&stage, "instructions");
    stage_key(&stage, INPUT_ENTER);
    stage_expect(&stage, "entering");
    stage_close(&stage);
}

/* Answers a few items so that the sheets below have something to tell. */
static void answer_some(struct stage *stage)
{
    cast_sign_in(stage, false);
    cast_begin(stage);
    stage_type(stage, "c");
    stage_reply(stage, (struct reply){.kind = MESSAGE_ANSWER});
    stage_key(stage, INPUT_PAGE_DOWN);
    stage_type(stage, "ab");
    stage_type(stage, "t");
    stage_key(stage, INPUT_PAGE_DOWN);
    stage_type(stage, "t");
}

static void answer_sheet(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    answer_some(&stage);
    stage_key(&stage, INPUT_TAB);
    stage_key(&stage, INPUT_DOWN);
    stage_expect(&stage, "answer-sheet");
    stage_expect_roles(&stage, "answer-sheet.roles", 80, 24);
    stage_close(&stage);
}

static void submit_lists_what_is_open(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    answer_some(&stage);
    stage_type(&stage, "s");
    stage_expect(&stage, "submit");
    stage_type(&stage, "s");
    stage_expect(&stage, "submit-question");
    stage_close(&stage);
}

static void leaving_a_test_asks(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    answer_some(&stage);
    stage_key(&stage, INPUT_ESCAPE);
    stage_expect(&stage, "test-leave");
    stage_close(&stage);
}

static void go_to_result(struct stage *stage, bool revealed)
{
    cast_sign_in(stage, false);
    stage_key(stage, INPUT_DOWN);
    stage_key(stage, INPUT_DOWN);
    stage_key(stage, INPUT_ENTER);
    stage_reply(stage, cast_result(revealed));
}

static void result(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    go_to_result(&stage, true);
    stage_expect(&stage, "result");
    stage_close(&stage);
}

static void result_not_revealed(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    go_to_result(&stage, false);
    stage_expect(&stage, "result-hidden");
    stage_close(&stage);
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
    struct stage stage;
    stage_open(&stage);
    go_to_result(&stage, true);
    stage_key(&stage, INPUT_ENTER);
    stage_reply(&stage, cast_review());
    for (int i = 0; i < CAST_SLOTS; i++) {
        stage_expect(&stage, names[i]);
        stage_key(&stage, INPUT_PAGE_DOWN);
    }
    stage_close(&stage);
}

static void go_to_ranking(struct stage *stage)
{
    cast_sign_in(stage, false);
    stage_type(stage, "r");
    stage_reply(stage, cast_ranking(0, 38, 38));
}

static void ranking_of_persons_and_units(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    go_to_ranking(&stage);
    stage_expect(&stage, "ranking");
    stage_key(&stage, INPUT_TAB);
    stage_reply(&stage, cast_units());
    stage_expect(&stage, "ranking-units");
    stage_close(&stage);
}

static void ranking_search(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    go_to_ranking(&stage);
    stage_type(&stage, "/贾");
    stage_expect(&stage, "ranking-search");
    stage_close(&stage);
}

static void events(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, true);
    stage_type(&stage, "e");
    stage_reply(&stage, cast_events());
    stage_expect(&stage, "events");
    stage_type(&stage, "c");
    stage_expect(&stage, "events-close");
    stage_close(&stage);
}

static void monitor(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, true);
    stage_type(&stage, "e");
    stage_reply(&stage, cast_events());
    stage_key(&stage, INPUT_ENTER);
    stage_reply(&stage, cast_monitor());
    stage_expect(&stage, "monitor");
    stage_type(&stage, "e");
    stage_type(&stage, "10");
    stage_key(&stage, INPUT_ENTER);
    stage_type(&stage, "终端故障");
    stage_expect(&stage, "monitor-extend");
    stage_close(&stage);
}

static void help_is_made_from_the_keys(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, false);
    cast_begin(&stage);
    stage_type(&stage, "?");
    stage_expect(&stage, "help-test");
    stage_close(&stage);
}

static void a_small_terminal_says_so(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, false);
    stage_expect_roles(&stage, "too-small.60x20", 60, 20);
    stage_expect_roles(&stage, "too-small.10x4", 10, 4);
    stage_expect(&stage, "home");
    stage_close(&stage);
}

static void ascii_lines(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    stage.canvas.ascii = true;
    answer_some(&stage);
    stage_key(&stage, INPUT_ESCAPE);
    stage_expect(&stage, "ascii");
    stage_close(&stage);
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
        cmocka_unit_test(monitor),
        cmocka_unit_test(help_is_made_from_the_keys),
        cmocka_unit_test(a_small_terminal_says_so),
        cmocka_unit_test(ascii_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
