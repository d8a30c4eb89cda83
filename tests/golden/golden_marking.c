/* Answers in words under the markers' eyes, and oral tests. */
#include "marking_cast.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void open_marking(struct terminal *terminal)
{
    terminal_open_with(terminal, (struct tui_options){.mode = TUI_MARKING, .event = "2026-11-jianda"}, false);
    terminal_expect(terminal, "marking-sign-in");
    terminal_type(terminal, "10003");
    terminal_key(terminal, INPUT_ENTER);
    terminal_type(terminal, "394570");
    terminal_key(terminal, INPUT_ENTER);
    terminal_reply(terminal, cast_person(false));
    terminal_expect_sent(terminal, "\"do\":\"marking\",\"event\":\"2026-11-jianda\"");
    terminal_reply(terminal, marking_cast_queue());
}

/* A marker at an ordinary terminal of the room. */
static void the_home_screen_leads_to_the_queue(void **state)
{
    (void)state;
    struct terminal terminal;
    static const struct marking_place markings[] = {{TEXT("2026-11-jianda"), TEXT("十一月份简答测试"), 63},
                                                    {TEXT("2026-12-jianda"), TEXT("十二月份简答测试"), 0}};
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    struct reply home = cast_home();
    home.home.test_count = 1;
    home.home.markings = markings;
    home.home.marking_count = COUNT_OF(markings);
    terminal_push(&terminal, (struct reply){.kind = MESSAGE_PUSH_CHANGED});
    terminal_reply(&terminal, home);
    terminal_expect(&terminal, "home-markings");
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"do\":\"marking\",\"event\":\"2026-11-jianda\"");
    terminal_reply(&terminal, marking_cast_queue());
    assert_string_equal(terminal_top(&terminal), "marking");
    terminal_type(&terminal, "q");
    assert_string_equal(terminal_top(&terminal), "home");
    terminal_close(&terminal);
}

static void the_queue(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_expect(&terminal, "marking");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER); /* all settled: nothing to mark there */
    terminal_expect_nothing_sent(&terminal);
    assert_true(terminal_shows(&terminal, "No answer to this item waits for you now."));
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"item\":\"zhibu/dangfei-3\"");
    struct reply none = {.kind = MESSAGE_SCRIPT, .error = WIRE_NO_SCRIPT};
    terminal_reply(&terminal, none);
    assert_string_equal(terminal_top(&terminal), "marking");
    struct reply rest = marking_cast_queue();
    struct marking_row done = rest.marking.rows[0];
    done.waiting_for_me = 0;
    rest.marking.rows = &done;
    rest.marking.row_count = 1;
    terminal_reply(&terminal, rest);
    terminal_expect_at(&terminal, "marking-rest", 80, 24);
    terminal_type(&terminal, "b"); /* nothing waits, but a slip can still be mended */
    terminal_expect_sent(&terminal, "\"script\":901");
    terminal_reply(&terminal, marking_cast_own_script(901, false));
    terminal_type(&terminal, "1");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"script\":901,\"points\":[0,1]");
    terminal_reply(&terminal, marking_cast_marked("waits"));
    terminal_reply(&terminal, none);
    assert_string_equal(terminal_top(&terminal), "marking");
    terminal_close(&terminal);
}

static void one_answer_after_the_other(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, marking_cast_script(902));
    terminal_expect(&terminal, "script");
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER); /* nothing ticked: not given by mistake */
    terminal_expect_nothing_sent(&terminal);
    terminal_expect_at(&terminal, "script-nothing-ticked", 80, 24);
    terminal_type(&terminal, "13");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_type(&terminal, " 3");
    terminal_expect_roles(&terminal, "script-ticked.roles", 80, 24);
    terminal_type(&terminal, "n备案写得含糊");
    terminal_expect(&terminal, "script-note");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal, "q"); /* would forget it */
    terminal_expect_at(&terminal, "script-leave", 80, 24);
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"script\":902,\"points\":[0,3],\"note\":\"备案写得含糊\"");
    terminal_type(&terminal, "1"); /* too late: it is on its way */
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal);
    terminal_reply(&terminal, marking_cast_marked("third"));
    terminal_expect_sent(&terminal, "\"do\":\"script\"");
    terminal_reply(&terminal, marking_cast_script(903));
    terminal_expect_at(&terminal, "script-third", 80, 24);
    terminal_type(&terminal, "0");
    terminal_expect_at(&terminal, "script-none", 80, 24);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"script\":903}");
    terminal_close(&terminal);
}

static void going_back_to_the_one_before(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, marking_cast_script(902));
    terminal_type(&terminal, "2");
    terminal_sent(&terminal);
    terminal_type(&terminal, "b");
    terminal_expect_sent(&terminal, "\"script\":901");
    terminal_reply(&terminal, marking_cast_own_script(901, false));
    terminal_expect(&terminal, "script-again");
    terminal_type(&terminal, "b"); /* there is none before it */
    terminal_expect_nothing_sent(&terminal);
    terminal_type(&terminal, "1");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"script\":901,\"points\":[0,1]");
    terminal_reply(&terminal, marking_cast_marked("settled"));
    terminal_reply(&terminal, marking_cast_script(902)); /* with what had been ticked */
    assert_true(terminal_shows(&terminal, "✓ Settled."));
    assert_true(terminal_shows(&terminal, "2 of 10"));
    terminal_type(&terminal, "b");
    terminal_reply(&terminal, marking_cast_own_script(901, true));
    terminal_expect_at(&terminal, "script-settled", 80, 24);
    terminal_sent(&terminal);
    terminal_type(&terminal, "12");
    terminal_key(&terminal, INPUT_ENTER); /* only on */
    terminal_expect_sent(&terminal, "\"do\":\"script\"");
    terminal_close(&terminal);
}

/* A mark on its way is neither lost nor given twice when the connection goes. */
static void a_lost_connection_while_marking(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, marking_cast_script(902));
    terminal_type(&terminal, "1");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_connection(&terminal, false);
    terminal_sent(&terminal);
    terminal_connection(&terminal, true);
    assert_null(strstr(terminal_sent(&terminal), "script")); /* the client sends it again by itself */
    terminal_reply(&terminal, marking_cast_marked("waits"));
    terminal_expect_sent(&terminal, "\"do\":\"script\"");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SCRIPT, .error = WIRE_NO_SCRIPT});
    assert_string_equal(terminal_top(&terminal), "marking");
    assert_true(terminal_shows(&terminal, "waits for a second marker"));
    terminal_close(&terminal);
}

/* Heard by an examiner, opened again. */
static void an_answer_without_words(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    struct reply heard = marking_cast_script(902);
    heard.script.response = text_of("");
    terminal_reply(&terminal, heard);
    assert_true(terminal_shows(&terminal, "Nothing was written down"));
    terminal_close(&terminal);
}

static void who_is_no_marker(void **state)
{
    (void)state;
    struct terminal terminal;
    open_marking(&terminal);
    terminal_pass(&terminal, 5100);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_MARKING, .error = WIRE_NOT_A_MARKER});
    terminal_expect_at(&terminal, "marking-refused", 80, 24);
    terminal_type(&terminal, "s");
    assert_string_equal(terminal_top(&terminal), "sign-in");
    assert_true(terminal.forgot);
    terminal_close(&terminal);
}

/* ---- Oral tests ------------------------------------------------------------------------------------- */

static void open_oral(struct terminal *terminal)
{
    terminal_open_with(terminal, (struct tui_options){.mode = TUI_ORAL, .event = "2026-11-koushi"}, false);
    assert_true(terminal_shows(terminal, "oral tests are held by organizers"));
    terminal_type(terminal, "10003");
    terminal_key(terminal, INPUT_ENTER);
    terminal_type(terminal, "394570");
    terminal_key(terminal, INPUT_ENTER);
    terminal_reply(terminal, cast_person(true));
    terminal_reply(terminal, marking_cast_candidates());
}

static void the_candidates(void **state)
{
    (void)state;
    struct terminal terminal;
    open_oral(&terminal);
    terminal_expect(&terminal, "oral-list");
    terminal_type(&terminal, "通风");
    terminal_expect_at(&terminal, "oral-found", 80, 24);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_at(&terminal, "oral-taken", 80, 24);
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"do\":\"result\",\"attempt\":6");
    terminal_close(&terminal);
}

/* A test that may not be taken again is not offered again. */
static void a_candidate_without_an_attempt_left(void **state)
{
    (void)state;
    struct terminal terminal;
    open_oral(&terminal);
    terminal_type(&terminal, "10025");
    terminal_key(&terminal, INPUT_ENTER);
    assert_true(terminal_shows(&terminal, "no attempt is left"));
    assert_false(terminal_shows(&terminal, "Take it again"));
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_RIGHT);
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "oral");
    assert_int_equal(strlen(terminal_sent(&terminal)), 0);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"do\":\"result\",\"attempt\":5");
    terminal_close(&terminal);
}

static void an_oral_test(void **state)
{
    (void)state;
    struct terminal terminal;
    open_oral(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_at(&terminal, "oral-begin", 80, 24);
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"do\":\"start\",\"event\":\"2026-11-koushi\",\"number\":\"10021\"");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    terminal_reply(&terminal, marking_cast_oral_paper());
    terminal_sent(&terminal);
    terminal_expect(&terminal, "oral-words");
    terminal_type(&terminal, "2");
    terminal_expect_sent(&terminal, "\"do\":\"tick\",\"attempt\":7,\"slot\":0,\"points\":[1]");
    assert_true(terminal_shows(&terminal, "● not saved yet"));
    terminal_type(&terminal, "4");
    terminal_expect_sent(&terminal, "\"points\":[1,3]");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_TICK});
    assert_true(terminal_shows(&terminal, "✓ saved"));
    terminal_key(&terminal, INPUT_TAB);
    terminal_type(&terminal, "说到培养联系人");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal, "没说时间");
    terminal_expect(&terminal, "oral-writing");
    terminal_key(&terminal, INPUT_TAB);
    terminal_expect_sent(&terminal, "\"response\":\"说到培养联系人\\n没说时间\"");
    terminal_type(&terminal, "0");
    terminal_expect_sent(&terminal, "\"slot\":0}");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect(&terminal, "oral-single");
    terminal_type(&terminal, "c");
    terminal_expect_sent(&terminal, "\"slot\":1,\"response\":\"C\"");
    terminal_type(&terminal, "s");
    terminal_type(&terminal, "sy");
    terminal_expect_sent(&terminal, "\"do\":\"submit\",\"attempt\":7");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SUBMIT, .attempt = {7}});
    assert_string_equal(terminal_top(&terminal), "result");
    terminal_reply(&terminal, cast_result(true));
    terminal_expect_at(&terminal, "oral-result", 80, 24);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, cast_review());
    assert_true(terminal_shows(&terminal, "The candidate's answer:"));
    assert_true(terminal_shows(&terminal, "● the candidate's choice"));
    assert_false(terminal_shows(&terminal, "Your answer:"));
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "oral");
    terminal_close(&terminal);
}

/* Ticks not confirmed when the connection went stay as they are; what the hub has comes back. */
static void ticks_outlive_a_connection(void **state)
{
    (void)state;
    struct terminal terminal;
    open_oral(&terminal);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER); /* goes on with the one that is running */
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    struct reply again = marking_cast_oral_paper();
    struct slot_row slots[] = {again.paper.slots[0], again.paper.slots[1]};
    static const int64_t ticks[] = {0, 3};
    slots[0].ticks = ticks;
    slots[0].tick_count = 2;
    slots[0].ticked = true;
    again.paper.slots = slots;
    terminal_reply(&terminal, again);
    terminal_key(&terminal, INPUT_PAGE_UP);
    assert_true(terminal_shows(&terminal, "5 of 10"));
    terminal_connection(&terminal, false);
    terminal_type(&terminal, "3");
    terminal_connection(&terminal, true);
    terminal_reply(&terminal, again);
    assert_true(terminal_shows(&terminal, "8 of 10"));
    terminal_close(&terminal);
}

static void leaving_an_oral_test(void **state)
{
    (void)state;
    struct terminal terminal;
    open_oral(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    terminal_reply(&terminal, marking_cast_oral_paper());
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_expect_at(&terminal, "oral-leave", 80, 24);
    terminal_type(&terminal, "y");
    assert_string_equal(terminal_top(&terminal), "oral");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_true(terminal_shows(&terminal, "An oral test is going on"));
    terminal_close(&terminal);
}

/* From the list of events, too: a result leads back to the candidates, and they to the events. */
static void from_the_list_of_events(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, true);
    terminal_type(&terminal, "e");
    terminal_reply(&terminal, cast_events());
    terminal_type(&terminal, "x");
    assert_string_equal(terminal_top(&terminal), "oral");
    terminal_reply(&terminal, marking_cast_candidates());
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_START, .attempt = {7}});
    terminal_reply(&terminal, marking_cast_oral_paper());
    terminal_type(&terminal, "ssy");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_SUBMIT, .attempt = {7}});
    assert_string_equal(terminal_top(&terminal), "result");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "oral");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "events");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "home");
    terminal_close(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_home_screen_leads_to_the_queue),
        cmocka_unit_test(the_queue),
        cmocka_unit_test(one_answer_after_the_other),
        cmocka_unit_test(going_back_to_the_one_before),
        cmocka_unit_test(a_lost_connection_while_marking),
        cmocka_unit_test(an_answer_without_words),
        cmocka_unit_test(who_is_no_marker),
        cmocka_unit_test(the_candidates),
        cmocka_unit_test(a_candidate_without_an_attempt_left),
        cmocka_unit_test(an_oral_test),
        cmocka_unit_test(ticks_outlive_a_connection),
        cmocka_unit_test(leaving_an_oral_test),
        cmocka_unit_test(from_the_list_of_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
