/* What happens between the screens: signing in again, being interrupted, submitting. */
#include "cast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void open_test(struct stage *stage)
{
    stage_open(stage);
    cast_sign_in(stage, false);
    cast_begin(stage);
    assert_string_equal(stage_top(stage), "test");
    stage_sent(stage);
}

static void expect_in(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("wanted %s in: %s", part, text);
}

static void sign_in_again(struct stage *stage)
{
    stage_type(stage, "394570");
    stage_key(stage, INPUT_ENTER);
    stage_reply(stage, cast_person(false));
}

static void a_running_attempt_goes_on_after_sign_in(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    stage_type(&stage, "10003");
    stage_key(&stage, INPUT_ENTER);
    sign_in_again(&stage);
    stage_reply(&stage, cast_home_running());
    assert_string_equal(stage_top(&stage), "entering");
    stage_reply(&stage, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    stage_reply(&stage, cast_paper(1200000));
    assert_string_equal(stage_top(&stage), "test");
    assert_true(stage_shows(&stage, "time left 20:00"));
    stage_close(&stage);
}

static void a_refused_ticket_keeps_what_was_typed(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    cast_go_to(&stage, CAST_BLANK);
    stage_connection(&stage, false);
    stage_type(&stage, "民主集中制");
    stage_connection(&stage, true);
    stage_push(&stage, (struct reply){.re = 900, .kind = MESSAGE_RESUME, .error = WIRE_TICKET_UNKNOWN});
    assert_string_equal(stage_top(&stage), "sign-in");
    stage_expect(&stage, "sign-in-again");
    sign_in_again(&stage);
    stage_reply(&stage, cast_home_running());
    stage_sent(&stage);
    if (strcmp(stage_top(&stage), "entering") == 0) {
        stage_reply(&stage, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
        stage_reply(&stage, cast_paper(1200000));
    }
    assert_string_equal(stage_top(&stage), "test");
    assert_true(stage_shows(&stage, "民主集中制"));
    stage_pass(&stage, 1100);
    expect_in(stage_sent(&stage), "\"response\":\"民主集中制||\"");
    stage_close(&stage);
}

static void a_forgotten_session_asks_to_sign_in(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    stage_type(&stage, "b");
    stage_reply(&stage, (struct reply){.kind = MESSAGE_ANSWER, .error = WIRE_NOT_SIGNED_IN});
    assert_string_equal(stage_top(&stage), "sign-in");
    sign_in_again(&stage);
    stage_reply(&stage, cast_home_running());
    if (strcmp(stage_top(&stage), "entering") == 0) {
        stage_reply(&stage, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
        stage_reply(&stage, cast_paper(1200000));
    }
    stage_sent(&stage);
    stage_pass(&stage, SEAT_RETRY_MS);
    expect_in(stage_sent(&stage), "\"response\":\"B\"");
    stage_close(&stage);
}

static void another_person_gets_nothing_of_it(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    stage_type(&stage, "b");
    stage_push(&stage, (struct reply){.re = 900, .kind = MESSAGE_RESUME, .error = WIRE_TICKET_UNKNOWN});
    stage_type(&stage, "1");
    stage_key(&stage, INPUT_ENTER);
    struct reply other = cast_person(false);
    other.person.number = (struct text)TEXT("10004");
    stage_reply(&stage, other);
    assert_int_equal(stage.app.seat.attempt, 0);
    stage_close(&stage);
}

static void time_extended(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    stage_push(&stage, (struct reply){.kind = MESSAGE_PUSH_TIME, .time = {7, 4200000, 4200000}});
    stage_expect(&stage, "dialog-time");
    stage_key(&stage, INPUT_ENTER);
    assert_string_equal(stage_top(&stage), "test");
    assert_true(stage_shows(&stage, "time left 1:10:00"));
    stage_close(&stage);
}

static void submitted_by_the_clock(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    stage_key(&stage, INPUT_TAB); /* wherever the candidate is */
    stage_push(&stage, (struct reply){.kind = MESSAGE_PUSH_SUBMITTED, .ended = {7, TEXT("time"), TEXT("")}});
    stage_expect(&stage, "dialog-time-up");
    stage_key(&stage, INPUT_ENTER);
    assert_string_equal(stage_top(&stage), "result");
    expect_in(stage_sent(&stage), "\"do\":\"result\"");
    stage_close(&stage);
}

/* The hub was away when the time ran out, or this seat was. */
static void ended_while_nobody_listened(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    stage_connection(&stage, false);
    stage_pass(&stage, 3700000);
    stage_connection(&stage, true);
    stage_reply(&stage, (struct reply){.kind = MESSAGE_PAPER, .error = WIRE_TIME_UP});
    assert_string_equal(stage_top(&stage), "dialog");
    stage_key(&stage, INPUT_ENTER);
    assert_string_equal(stage_top(&stage), "result");
    assert_int_equal(stage.app.seat.attempt, 0);
    stage_close(&stage);
}

static void an_answer_that_comes_too_late(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    stage_type(&stage, "b");
    stage_reply(&stage, (struct reply){.kind = MESSAGE_ANSWER, .error = WIRE_NOT_RUNNING});
    stage_key(&stage, INPUT_ENTER);
    assert_string_equal(stage_top(&stage), "result");
    stage_close(&stage);
}

static void a_hub_that_stays_away_says_why(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    stage.app.trouble = "the hub does not answer";
    stage_connection(&stage, false);
    assert_false(stage_shows(&stage, "the hub does not answer"));
    stage_pass(&stage, APP_PATIENCE_MS);
    assert_true(stage_shows(&stage, "the hub does not answer"));
    stage_connection(&stage, true);
    assert_false(stage_shows(&stage, "the hub does not answer"));
    stage_close(&stage);
}

static void voided(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    stage_push(&stage, (struct reply){.kind = MESSAGE_PUSH_VOIDED,
                                      .ended = {7, TEXT("organizer"), TEXT("使用手机")}});
    stage_expect(&stage, "dialog-void");
    stage_key(&stage, INPUT_ENTER);
    assert_string_equal(stage_top(&stage), "home");
    stage_close(&stage);
}

static void taken_over(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    stage_push(&stage, (struct reply){.kind = MESSAGE_PUSH_TAKEN_OVER});
    stage_expect(&stage, "dialog-taken-over");
    stage_key(&stage, INPUT_ENTER);
    assert_string_equal(stage_top(&stage), "sign-in");
    stage_close(&stage);
}

static void answers_go_out_before_the_submission(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    cast_go_to(&stage, CAST_NUMERIC);
    stage_type(&stage, "60");
    stage_key(&stage, INPUT_CTRL + 's');
    stage_type(&stage, "s");
    stage_type(&stage, "y");
    const char *sent = stage_sent(&stage);
    const char *answer = strstr(sent, "\"response\":\"60\"");
    const char *submit = strstr(sent, "\"do\":\"submit\"");
    assert_non_null(answer);
    assert_non_null(submit);
    assert_true(answer < submit);
    stage_reply(&stage, (struct reply){.kind = MESSAGE_SUBMIT, .attempt = {7}});
    assert_string_equal(stage_top(&stage), "result");
    assert_int_equal(stage.app.seat.attempt, 0);
    stage_close(&stage);
}

static void submit_jumps_to_an_open_item(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    stage_type(&stage, "a"); /* item 1 */
    stage_type(&stage, "s");
    stage_key(&stage, INPUT_DOWN); /* items 2, 3 are open */
    stage_key(&stage, INPUT_ENTER);
    assert_string_equal(stage_top(&stage), "test");
    assert_true(stage_shows(&stage, "Item 3 of 10"));
    stage_close(&stage);
}

static void escape_twice_does_not_leave_a_test(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    stage_key(&stage, INPUT_ESCAPE);
    stage_key(&stage, INPUT_ESCAPE);
    assert_string_equal(stage_top(&stage), "test");
    stage_key(&stage, INPUT_CTRL + 'c');
    stage_key(&stage, INPUT_ENTER); /* the safe button is chosen */
    assert_string_equal(stage_top(&stage), "test");
    stage_close(&stage);
}

static void leaving_and_coming_back(void **state)
{
    (void)state;
    struct stage stage;
    open_test(&stage);
    cast_go_to(&stage, CAST_ORDER);
    stage_key(&stage, INPUT_ESCAPE);
    stage_type(&stage, "y");
    assert_string_equal(stage_top(&stage), "home");
    stage_reply(&stage, cast_home_running());
    stage_key(&stage, INPUT_ENTER);
    assert_string_equal(stage_top(&stage), "test");
    assert_true(stage_shows(&stage, "Item 6 of 10") || stage_shows(&stage, "Item 1 of 10"));
    stage_close(&stage);
}

static void ranking_asks_for_the_rows_it_shows(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, false);
    stage_type(&stage, "r");
    stage_reply(&stage, cast_ranking(0, 120, 5000));
    free(stage_picture(&stage, 80, 24));
    stage_sent(&stage);
    stage_key(&stage, INPUT_END);
    expect_in(stage_sent(&stage), "\"offset\":49");
    stage_reply(&stage, cast_ranking(4930, 70, 5000));
    assert_true(stage_shows(&stage, "5000"));
    stage_type(&stage, "/通风");
    stage_key(&stage, INPUT_ENTER);
    expect_in(stage_sent(&stage), "\"search\":\"通风\"");
    stage_close(&stage);
}

static void the_monitor_intervenes_with_a_reason(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, true);
    stage_type(&stage, "e");
    stage_reply(&stage, cast_events());
    stage_key(&stage, INPUT_ENTER);
    stage_reply(&stage, cast_monitor());
    stage_sent(&stage);
    stage_type(&stage, "v");
    stage_type(&stage, "替考");
    stage_key(&stage, INPUT_ENTER);
    stage_pass(&stage, 2100); /* the table is refreshed below the question */
    stage_reply(&stage, cast_monitor());
    stage_key(&stage, INPUT_ENTER);
    const char *sent = stage_sent(&stage);
    expect_in(sent, "\"do\":\"void\"");
    expect_in(sent, "\"attempt\":11");
    expect_in(sent, "替考");
    stage_type(&stage, "v"); /* without a reason nothing happens */
    stage_key(&stage, INPUT_ENTER);
    stage_key(&stage, INPUT_ENTER);
    assert_null(strstr(stage_sent(&stage), "\"do\":\"void\""));
    stage_close(&stage);
}

static void signing_out_forgets_the_ticket(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    cast_sign_in(&stage, false);
    stage_key(&stage, INPUT_ESCAPE);
    stage_key(&stage, INPUT_ENTER);
    assert_string_equal(stage_top(&stage), "sign-in");
    assert_true(stage.forgot);
    expect_in(stage_sent(&stage), "\"do\":\"sign-out\"");
    assert_false(stage_shows(&stage, "10003"));
    stage_close(&stage);
}

static void only_a_clock_wakes_the_screen(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage);
    assert_int_equal(stack_due(&stage.stack), -1);
    cast_sign_in(&stage, false);
    assert_int_equal(stack_due(&stage.stack), -1);
    cast_begin(&stage);
    assert_int_equal(stack_due(&stage.stack), stage.app.now + 1000);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_running_attempt_goes_on_after_sign_in),
        cmocka_unit_test(a_refused_ticket_keeps_what_was_typed),
        cmocka_unit_test(a_forgotten_session_asks_to_sign_in),
        cmocka_unit_test(another_person_gets_nothing_of_it),
        cmocka_unit_test(time_extended),
        cmocka_unit_test(submitted_by_the_clock),
        cmocka_unit_test(ended_while_nobody_listened),
        cmocka_unit_test(an_answer_that_comes_too_late),
        cmocka_unit_test(a_hub_that_stays_away_says_why),
        cmocka_unit_test(voided),
        cmocka_unit_test(taken_over),
        cmocka_unit_test(answers_go_out_before_the_submission),
        cmocka_unit_test(submit_jumps_to_an_open_item),
        cmocka_unit_test(escape_twice_does_not_leave_a_test),
        cmocka_unit_test(leaving_and_coming_back),
        cmocka_unit_test(ranking_asks_for_the_rows_it_shows),
        cmocka_unit_test(the_monitor_intervenes_with_a_reason),
        cmocka_unit_test(signing_out_forgets_the_ticket),
        cmocka_unit_test(only_a_clock_wakes_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
