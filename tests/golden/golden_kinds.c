/* The test screen with every kind of item: how it looks and what its keys send. */
#include "cast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void open_item(struct terminal *terminal, int slot)
{
    terminal_open(terminal);
    cast_sign_in(terminal, false);
    cast_begin(terminal);
    if (slot != 0)
        cast_go_to(terminal, slot);
    terminal_sent(terminal);
}

/* The last request is an answer with this response. */
static void expect_sent(struct terminal *terminal, const char *response)
{
    char wanted[256];
    const char *sent = terminal_sent(terminal);
    snprintf(wanted, sizeof wanted, "\"response\":\"%s\"", response);
    const char *last = NULL;
    for (const char *at = strstr(sent, "\"do\":\"answer\""); at; at = strstr(at + 1, "\"do\":\"answer\""))
        last = at;
    if (!last || !strstr(last, wanted))
        fail_msg("wanted %s, sent: %s", wanted, sent);
}

static void expect_nothing_sent(struct terminal *terminal)
{
    assert_string_equal(terminal_sent(terminal), "");
}

static void accept(struct terminal *terminal)
{
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_ANSWER});
}

static void single(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_SINGLE);
    terminal_expect(&terminal, "test-single");
    terminal_type(&terminal, "b");
    expect_sent(&terminal, "B");
    terminal_expect(&terminal, "test-single-sending");
    accept(&terminal);
    terminal_type(&terminal, "3");
    expect_sent(&terminal, "C");
    terminal_key(&terminal, INPUT_DOWN);
    expect_nothing_sent(&terminal);
    terminal_type(&terminal, " ");
    expect_sent(&terminal, "D");
    accept(&terminal);
    terminal_type(&terminal, "t");
    terminal_expect(&terminal, "test-single-saved");
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER); /* chosen already: on */
    assert_true(terminal_shows(&terminal, "Item 2 of 10"));
    terminal_key(&terminal, INPUT_LEFT);
    terminal_key(&terminal, INPUT_DELETE);
    expect_sent(&terminal, "");
    terminal_close(&terminal);
}

static void full_width_letters_count(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_SINGLE);
    terminal_type(&terminal, "B");
    expect_sent(&terminal, "B");
    terminal_type(&terminal, "C");
    expect_sent(&terminal, "C");
    terminal_type(&terminal, "j"); /* there is no such option */
    expect_nothing_sent(&terminal);
    terminal_close(&terminal);
}

static void multiple(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_MULTIPLE);
    terminal_type(&terminal, "ca");
    expect_sent(&terminal, "AC");
    terminal_key(&terminal, INPUT_END);
    terminal_key(&terminal, INPUT_PAGE_UP);
    cast_go_to(&terminal, CAST_MULTIPLE);
    terminal_type(&terminal, "e");
    expect_sent(&terminal, "ACE");
    terminal_expect(&terminal, "test-multiple");
    terminal_expect_roles(&terminal, "test-multiple.roles", 80, 24);
    terminal_type(&terminal, "c");
    expect_sent(&terminal, "AE");
    terminal_close(&terminal);
}

static void truefalse(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_TRUEFALSE);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ENTER);
    expect_sent(&terminal, "F");
    terminal_type(&terminal, "a");
    expect_sent(&terminal, "T");
    accept(&terminal);
    terminal_expect(&terminal, "test-truefalse");
    terminal_close(&terminal);
}

static void blank(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_BLANK);
    terminal_type(&terminal, "民主集中制");
    expect_nothing_sent(&terminal); /* not while typing goes on */
    terminal_expect(&terminal, "test-blank-typing");
    terminal_key(&terminal, INPUT_ENTER);
    expect_sent(&terminal, "民主集中制||");
    terminal_paste(&terminal, "多数\n\x1b");
    terminal_key(&terminal, INPUT_TAB);
    terminal_type(&terminal, "a|b\\");
    terminal_pass(&terminal, 1100);
    expect_sent(&terminal, "民主集中制|多数|a\\\\|b\\\\\\\\");
    terminal_expect(&terminal, "test-blank");
    terminal_key(&terminal, INPUT_ENTER); /* the last field: on */
    assert_true(terminal_shows(&terminal, "Item 5 of 10"));
    terminal_close(&terminal);
}

static void numeric(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_NUMERIC);
    terminal_type(&terminal, "abc");
    terminal_pass(&terminal, 1100);
    expect_sent(&terminal, "abc");
    terminal_reply(&terminal,
                   (struct reply){.kind = MESSAGE_ANSWER, .error = WIRE_BAD_RESPONSE, .detail = TEXT("abc")});
    terminal_expect(&terminal, "test-numeric-refused");
    terminal_type(&terminal, "d");
    terminal_key(&terminal, INPUT_PAGE_DOWN);
    expect_sent(&terminal, "abcd");
    terminal_reply(
        &terminal,
        (struct reply){.kind = MESSAGE_ANSWER, .error = WIRE_BAD_RESPONSE, .detail = TEXT("abcd")});
    assert_true(terminal_shows(&terminal, "The answer to item 5 was not accepted."));
    terminal_key(&terminal, INPUT_PAGE_UP);
    terminal_key(&terminal, INPUT_BACKSPACE);
    for (int i = 0; i < 3; i++)
        terminal_key(&terminal, INPUT_BACKSPACE);
    terminal_type(&terminal, "60");
    terminal_key(&terminal, INPUT_PAGE_DOWN);
    expect_sent(&terminal, "60");
    terminal_key(&terminal, INPUT_PAGE_UP);
    terminal_expect(&terminal, "test-numeric");
    terminal_close(&terminal);
}

static void order(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_ORDER);
    terminal_expect(&terminal, "test-order");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_type(&terminal, " ");
    terminal_key(&terminal, INPUT_UP);
    expect_nothing_sent(&terminal);
    terminal_expect(&terminal, "test-order-held");
    terminal_type(&terminal, " ");
    expect_sent(&terminal, "BACDE");
    terminal_type(&terminal, "d"); /* picks D up, 2: puts it in the second place */
    terminal_type(&terminal, "2");
    expect_sent(&terminal, "BDACE");
    accept(&terminal);
    terminal_expect(&terminal, "test-order-answered");
    terminal_type(&terminal, " ");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_ESCAPE); /* back where it was */
    expect_nothing_sent(&terminal);
    assert_string_equal(terminal_top(&terminal), "test");
    terminal_close(&terminal);
}

static void match(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_MATCH);
    terminal_type(&terminal, "a");
    expect_sent(&terminal, "1A");
    terminal_type(&terminal, "c");
    expect_sent(&terminal, "1A 2C");
    terminal_type(&terminal, "4d");
    expect_sent(&terminal, "1A 2C 4D");
    terminal_expect(&terminal, "test-match");
    terminal_type(&terminal, "2");
    terminal_key(&terminal, INPUT_BACKSPACE);
    expect_sent(&terminal, "1A 4D");
    terminal_close(&terminal);
}

static void spot(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_SPOT);
    terminal_type(&terminal, "4");
    expect_sent(&terminal, "4");
    terminal_key(&terminal, INPUT_UP);
    terminal_key(&terminal, INPUT_UP);
    terminal_key(&terminal, INPUT_UP);
    terminal_type(&terminal, " ");
    expect_sent(&terminal, "1 4");
    terminal_expect(&terminal, "test-spot");
    terminal_expect_roles(&terminal, "test-spot.roles", 80, 24);
    terminal_close(&terminal);
}

static void cases(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_CASE_FIRST);
    terminal_expect(&terminal, "test-case");
    terminal_key(&terminal, INPUT_CTRL + 'd');
    terminal_type(&terminal, "bc");
    expect_sent(&terminal, "BC");
    terminal_expect(&terminal, "test-case-scrolled");
    terminal_key(&terminal, INPUT_PAGE_DOWN);
    terminal_type(&terminal, "一年");
    terminal_expect(&terminal, "test-case-second");
    terminal_close(&terminal);
}

static void time_turns_warm_and_hot(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_SINGLE);
    terminal_pass(&terminal, 3600000 * 4 / 5);
    terminal_expect_roles(&terminal, "time-warm.roles", 80, 24);
    terminal_pass(&terminal, 3600000 * 3 / 20);
    terminal_expect_roles(&terminal, "time-hot.roles", 80, 24);
    terminal_pass(&terminal, 3600000 / 20);
    terminal_expect(&terminal, "time-up");
    terminal_type(&terminal, "b");
    expect_nothing_sent(&terminal);
    terminal_close(&terminal);
}

static void a_lost_hub_is_said_and_typing_goes_on(void **state)
{
    (void)state;
    struct terminal terminal;
    open_item(&terminal, CAST_BLANK);
    terminal_connection(&terminal, false);
    terminal_type(&terminal, "民主");
    terminal_pass(&terminal, 1100);
    terminal_expect(&terminal, "test-reconnecting");
    terminal_connection(&terminal, true);
    terminal_type(&terminal, "集中");
    terminal_reply(&terminal, cast_paper(3000000)); /* the hall's clock had stood still */
    assert_true(terminal_shows(&terminal, "time left 50:00"));
    assert_true(terminal_shows(&terminal, "民主集中"));
    terminal_close(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single),
        cmocka_unit_test(full_width_letters_count),
        cmocka_unit_test(multiple),
        cmocka_unit_test(truefalse),
        cmocka_unit_test(blank),
        cmocka_unit_test(numeric),
        cmocka_unit_test(order),
        cmocka_unit_test(match),
        cmocka_unit_test(spot),
        cmocka_unit_test(cases),
        cmocka_unit_test(time_turns_warm_and_hot),
        cmocka_unit_test(a_lost_hub_is_said_and_typing_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
