/* What happens between the screens: signing in again, being interrupted, submitting. */
#include "cast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void open_test(struct terminal *terminal)
{
    terminal_open(terminal);
    cast_sign_in(terminal, false);
    cast_begin(terminal);
    assert_string_equal(terminal_top(terminal), "test");
    terminal_sent(terminal);
}

static void expect_in(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("wanted %s in: %s", part, text);
}

static void sign_in_again(struct terminal *terminal)
{
    terminal_type(terminal, "394570");
    terminal_key(terminal, INPUT_ENTER);
    terminal_reply(terminal, cast_person(false));
}

static void a_running_attempt_goes_on_after_sign_in(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    terminal_type(&terminal, "10003");
    terminal_key(&terminal, INPUT_ENTER);
    sign_in_again(&terminal);
    terminal_reply(&terminal, cast_home_running());
    assert_string_equal(terminal_top(&terminal), "entering");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    terminal_reply(&terminal, cast_paper(1200000));
    assert_string_equal(terminal_top(&terminal), "test");
    assert_true(terminal_shows(&terminal, "time left 20:00"));
    terminal_close(&terminal);
}

static void a_refused_ticket_keeps_what_was_typed(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    cast_go_to(&terminal, CAST_BLANK);
    terminal_connection(&terminal, false);
    terminal_type(&terminal, "民主集中制");
    terminal_connection(&terminal, true);
    terminal_push(&terminal, (struct reply){.re = 900, .kind = MESSAGE_RESUME, .error = WIRE_TICKET_UNKNOWN});
    assert_string_equal(terminal_top(&terminal), "sign-in");
    terminal_expect(&terminal, "sign-in-again");
    sign_in_again(&terminal);
    terminal_reply(&terminal, cast_home_running());
    terminal_sent(&terminal);
    if (strcmp(terminal_top(&terminal), "entering") == 0) {
        terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
        terminal_reply(&terminal, cast_paper(1200000));
    }
    assert_string_equal(terminal_top(&terminal), "test");
    assert_true(terminal_shows(&terminal, "民主集中制"));
    terminal_pass(&terminal, 1100);
    expect_in(terminal_sent(&terminal), "\"response\":\"民主集中制||\"");
    terminal_close(&terminal);
}

static void a_forgotten_session_asks_to_sign_in(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    terminal_type(&terminal, "b");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_ANSWER, .error = WIRE_NOT_SIGNED_IN});
    assert_string_equal(terminal_top(&terminal), "sign-in");
    sign_in_again(&terminal);
    terminal_reply(&terminal, cast_home_running());
    if (strcmp(terminal_top(&terminal), "entering") == 0) {
        terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
        terminal_reply(&terminal, cast_paper(1200000));
    }
    terminal_sent(&terminal);
    terminal_pass(&terminal, SEAT_RETRY_MS);
    expect_in(terminal_sent(&terminal), "\"response\":\"B\"");
    terminal_close(&terminal);
}

static void another_person_gets_nothing_of_it(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    terminal_type(&terminal, "b");
    terminal_push(&terminal, (struct reply){.re = 900, .kind = MESSAGE_RESUME, .error = WIRE_TICKET_UNKNOWN});
    terminal_type(&terminal, "1");
    terminal_key(&terminal, INPUT_ENTER);
    struct reply other = cast_person(false);
    other.person.number = (struct text)TEXT("10004");
    terminal_reply(&terminal, other);
    assert_int_equal(terminal.app.seat.attempt, 0);
    terminal_close(&terminal);
}

static void time_extended(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    terminal_push(&terminal, (struct reply){.kind = MESSAGE_PUSH_TIME, .time = {7, 4200000, 4200000}});
    terminal_expect(&terminal, "dialog-time");
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "test");
    assert_true(terminal_shows(&terminal, "time left 1:10:00"));
    terminal_close(&terminal);
}

static void submitted_by_the_clock(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    terminal_key(&terminal, INPUT_TAB); /* wherever the candidate is */
    terminal_push(&terminal,
                  (struct reply){.kind = MESSAGE_PUSH_SUBMITTED, .ended = {7, TEXT("time"), TEXT("")}});
    terminal_expect(&terminal, "dialog-time-up");
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "result");
    expect_in(terminal_sent(&terminal), "\"do\":\"result\"");
    terminal_close(&terminal);
}

/* The hub was away when the time ran out, or this seat was. */
static void ended_while_nobody_listened(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    terminal_connection(&terminal, false);
    terminal_pass(&terminal, 3700000);
    terminal_connection(&terminal, true);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_PAPER, .error = WIRE_TIME_UP});
    assert_string_equal(terminal_top(&terminal), "dialog");
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "result");
    assert_int_equal(terminal.app.seat.attempt, 0);
    terminal_close(&terminal);
}

static void an_answer_that_comes_too_late(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    terminal_type(&terminal, "b");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_ANSWER, .error = WIRE_NOT_RUNNING});
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "result");
    terminal_close(&terminal);
}

static void a_hub_that_stays_away_says_why(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    terminal.app.trouble = "the hub does not answer";
    terminal_connection(&terminal, false);
    assert_false(terminal_shows(&terminal, "the hub does not answer"));
    terminal_pass(&terminal, APP_PATIENCE_MS);
    assert_true(terminal_shows(&terminal, "the hub does not answer"));
    terminal_connection(&terminal, true);
    assert_false(terminal_shows(&terminal, "the hub does not answer"));
    terminal_close(&terminal);
}

static void voided(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    terminal_push(&terminal, (struct reply){.kind = MESSAGE_PUSH_VOIDED,
                                            .ended = {7, TEXT("organizer"), TEXT("使用手机")}});
    terminal_expect(&terminal, "dialog-void");
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "home");
    terminal_close(&terminal);
}

static void taken_over(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    terminal_push(&terminal, (struct reply){.kind = MESSAGE_PUSH_TAKEN_OVER});
    terminal_expect(&terminal, "dialog-taken-over");
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "sign-in");
    terminal_close(&terminal);
}

static void answers_go_out_before_the_submission(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    cast_go_to(&terminal, CAST_NUMERIC);
    terminal_type(&terminal, "60");
    terminal_key(&terminal, INPUT_CTRL + 's');
    terminal_type(&terminal, "s");
    terminal_type(&terminal, "y");
    const char *sent = terminal_sent(&terminal);
    const char *answer = strstr(sent, "\"response\":\"60\"");
    const char *submit = strstr(sent, "\"do\":\"submit\"");
    assert_non_null(answer);
    assert_non_null(submit);
    assert_true(answer < submit);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SUBMIT, .attempt = {7}});
    assert_string_equal(terminal_top(&terminal), "result");
    assert_int_equal(terminal.app.seat.attempt, 0);
    terminal_close(&terminal);
}

static void submit_jumps_to_an_open_item(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    terminal_type(&terminal, "a"); /* item 1 */
    terminal_type(&terminal, "s");
    terminal_key(&terminal, INPUT_DOWN); /* items 2, 3 are open */
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "test");
    assert_true(terminal_shows(&terminal, "Item 3 of 10"));
    terminal_close(&terminal);
}

static void escape_twice_does_not_leave_a_test(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "test");
    terminal_key(&terminal, INPUT_CTRL + 'c');
    terminal_key(&terminal, INPUT_ENTER); /* the safe button is chosen */
    assert_string_equal(terminal_top(&terminal), "test");
    terminal_close(&terminal);
}

static void leaving_and_coming_back(void **state)
{
    (void)state;
    struct terminal terminal;
    open_test(&terminal);
    cast_go_to(&terminal, CAST_ORDER);
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_type(&terminal, "y");
    assert_string_equal(terminal_top(&terminal), "home");
    terminal_reply(&terminal, cast_home_running());
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "test");
    assert_true(terminal_shows(&terminal, "Item 6 of 10") || terminal_shows(&terminal, "Item 1 of 10"));
    terminal_close(&terminal);
}

static void ranking_asks_for_the_rows_it_shows(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    terminal_type(&terminal, "r");
    terminal_reply(&terminal, cast_ranking(0, 120, 5000));
    free(terminal_picture(&terminal, 80, 24));
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_END);
    expect_in(terminal_sent(&terminal), "\"offset\":49");
    terminal_reply(&terminal, cast_ranking(4930, 70, 5000));
    assert_true(terminal_shows(&terminal, "5000"));
    terminal_type(&terminal, "/通风");
    terminal_key(&terminal, INPUT_ENTER);
    expect_in(terminal_sent(&terminal), "\"search\":\"通风\"");
    terminal_close(&terminal);
}

static void the_monitor_intervenes_with_a_reason(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, true);
    terminal_type(&terminal, "e");
    terminal_reply(&terminal, cast_events());
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, cast_monitor());
    terminal_sent(&terminal);
    terminal_type(&terminal, "v");
    terminal_type(&terminal, "替考");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_pass(&terminal, 2100); /* the table is refreshed below the question */
    terminal_reply(&terminal, cast_monitor());
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"do\":\"void\"");
    expect_in(sent, "\"attempt\":11");
    expect_in(sent, "替考");
    terminal_type(&terminal, "v"); /* without a reason nothing happens */
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    assert_null(strstr(terminal_sent(&terminal), "\"do\":\"void\""));
    terminal_close(&terminal);
}

static void signing_out_forgets_the_ticket(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "sign-in");
    assert_true(terminal.forgot);
    expect_in(terminal_sent(&terminal), "\"do\":\"sign-out\"");
    assert_false(terminal_shows(&terminal, "10003"));
    terminal_close(&terminal);
}

static void only_a_clock_wakes_the_screen(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    assert_int_equal(stack_due(&terminal.stack), -1);
    cast_sign_in(&terminal, false);
    assert_int_equal(stack_due(&terminal.stack), -1);
    cast_begin(&terminal);
    assert_int_equal(stack_due(&terminal.stack), terminal.app.now + 1000);
    terminal_close(&terminal);
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
