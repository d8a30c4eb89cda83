/* The test screen with every kind of item: how it looks and what its keys send. */
#include "cast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void open_item(struct stage *stage, int slot)
{
    stage_open(stage);
    cast_sign_in(stage, false);
    cast_begin(stage);
    if (slot != 0)
        cast_go_to(stage, slot);
    stage_sent(stage);
}

/* The last request is an answer with this response. */
static void expect_sent(struct stage *stage, const char *response)
{
    char wanted[256];
    const char *sent = stage_sent(stage);
    snprintf(wanted, sizeof wanted, "\"response\":\"%s\"", response);
    const char *last = NULL;
    for (const char *at = strstr(sent, "\"do\":\"answer\""); at; at = strstr(at + 1, "\"do\":\"answer\""))
        last = at;
    if (!last || !strstr(last, wanted))
        fail_msg("wanted %s, sent: %s", wanted, sent);
}

static void expect_nothing_sent(struct stage *stage)
{
    assert_string_equal(stage_sent(stage), "");
}

static void accept(struct stage *stage)
{
    stage_reply(stage, (struct reply){.kind = MESSAGE_ANSWER});
}

static void single(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_SINGLE);
    stage_expect(&stage, "test-single");
    stage_type(&stage, "b");
    expect_sent(&stage, "B");
    stage_expect(&stage, "test-single-sending");
    accept(&stage);
    stage_type(&stage, "3");
    expect_sent(&stage, "C");
    stage_key(&stage, INPUT_DOWN);
    expect_nothing_sent(&stage);
    stage_type(&stage, " ");
    expect_sent(&stage, "D");
    accept(&stage);
    stage_type(&stage, "t");
    stage_expect(&stage, "test-single-saved");
    stage_sent(&stage);
    stage_key(&stage, INPUT_ENTER); /* chosen already: on */
    assert_true(stage_shows(&stage, "Item 2 of 10"));
    stage_key(&stage, INPUT_LEFT);
    stage_key(&stage, INPUT_DELETE);
    expect_sent(&stage, "");
    stage_close(&stage);
}

static void full_width_letters_count(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_SINGLE);
    stage_type(&stage, "B");
    expect_sent(&stage, "B");
    stage_type(&stage, "C");
    expect_sent(&stage, "C");
    stage_type(&stage, "j"); /* there is no such option */
    expect_nothing_sent(&stage);
    stage_close(&stage);
}

static void multiple(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_MULTIPLE);
    stage_type(&stage, "ca");
    expect_sent(&stage, "AC");
    stage_key(&stage, INPUT_END);
    stage_key(&stage, INPUT_PAGE_UP);
    cast_go_to(&stage, CAST_MULTIPLE);
    stage_type(&stage, "e");
    expect_sent(&stage, "ACE");
    stage_expect(&stage, "test-multiple");
    stage_expect_roles(&stage, "test-multiple.roles", 80, 24);
    stage_type(&stage, "c");
    expect_sent(&stage, "AE");
    stage_close(&stage);
}

static void truefalse(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_TRUEFALSE);
    stage_key(&stage, INPUT_DOWN);
    stage_key(&stage, INPUT_ENTER);
    expect_sent(&stage, "F");
    stage_type(&stage, "a");
    expect_sent(&stage, "T");
    accept(&stage);
    stage_expect(&stage, "test-truefalse");
    stage_close(&stage);
}

static void blank(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_BLANK);
    stage_type(&stage, "民主集中制");
    expect_nothing_sent(&stage); /* not while typing goes on */
    stage_expect(&stage, "test-blank-typing");
    stage_key(&stage, INPUT_ENTER);
    expect_sent(&stage, "民主集中制||");
    stage_paste(&stage, "多数\n\x1b");
    stage_key(&stage, INPUT_TAB);
    stage_type(&stage, "a|b\\");
    stage_pass(&stage, 1100);
    expect_sent(&stage, "民主集中制|多数|a\\\\|b\\\\\\\\");
    stage_expect(&stage, "test-blank");
    stage_key(&stage, INPUT_ENTER); /* the last field: on */
    assert_true(stage_shows(&stage, "Item 5 of 10"));
    stage_close(&stage);
}

static void numeric(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_NUMERIC);
    stage_type(&stage, "abc");
    stage_pass(&stage, 1100);
    expect_sent(&stage, "abc");
    stage_reply(&stage,
                (struct reply){.kind = MESSAGE_ANSWER, .error = WIRE_BAD_RESPONSE, .detail = TEXT("abc")});
    stage_expect(&stage, "test-numeric-refused");
    stage_type(&stage, "d");
    stage_key(&stage, INPUT_PAGE_DOWN);
    expect_sent(&stage, "abcd");
    stage_reply(&stage,
                (struct reply){.kind = MESSAGE_ANSWER, .error = WIRE_BAD_RESPONSE, .detail = TEXT("abcd")});
    assert_true(stage_shows(&stage, "The answer to item 5 was not accepted."));
    stage_key(&stage, INPUT_PAGE_UP);
    stage_key(&stage, INPUT_BACKSPACE);
    for (int i = 0; i < 3; i++)
        stage_key(&stage, INPUT_BACKSPACE);
    stage_type(&stage, "60");
    stage_key(&stage, INPUT_PAGE_DOWN);
    expect_sent(&stage, "60");
    stage_key(&stage, INPUT_PAGE_UP);
    stage_expect(&stage, "test-numeric");
    stage_close(&stage);
}

static void order(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_ORDER);
    stage_expect(&stage, "test-order");
    stage_key(&stage, INPUT_DOWN);
    stage_type(&stage, " ");
    stage_key(&stage, INPUT_UP);
    expect_nothing_sent(&stage);
    stage_expect(&stage, "test-order-held");
    stage_type(&stage, " ");
    expect_sent(&stage, "BACDE");
    stage_type(&stage, "d"); /* picks D up, 2: puts it in the second place */
    stage_type(&stage, "2");
    expect_sent(&stage, "BDACE");
    accept(&stage);
    stage_expect(&stage, "test-order-answered");
    stage_type(&stage, " ");
    stage_key(&stage, INPUT_DOWN);
    stage_key(&stage, INPUT_ESCAPE); /* back where it was */
    expect_nothing_sent(&stage);
    assert_string_equal(stage_top(&stage), "test");
    stage_close(&stage);
}

static void match(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_MATCH);
    stage_type(&stage, "a");
    expect_sent(&stage, "1A");
    stage_type(&stage, "c");
    expect_sent(&stage, "1A 2C");
    stage_type(&stage, "4d");
    expect_sent(&stage, "1A 2C 4D");
    stage_expect(&stage, "test-match");
    stage_type(&stage, "2");
    stage_key(&stage, INPUT_BACKSPACE);
    expect_sent(&stage, "1A 4D");
    stage_close(&stage);
}

static void spot(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_SPOT);
    stage_type(&stage, "4");
    expect_sent(&stage, "4");
    stage_key(&stage, INPUT_UP);
    stage_key(&stage, INPUT_UP);
    stage_key(&stage, INPUT_UP);
    stage_type(&stage, " ");
    expect_sent(&stage, "1 4");
    stage_expect(&stage, "test-spot");
    stage_expect_roles(&stage, "test-spot.roles", 80, 24);
    stage_close(&stage);
}

static void cases(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_CASE_FIRST);
    stage_expect(&stage, "test-case");
    stage_key(&stage, INPUT_CTRL + 'd');
    stage_type(&stage, "bc");
    expect_sent(&stage, "BC");
    stage_expect(&stage, "test-case-scrolled");
    stage_key(&stage, INPUT_PAGE_DOWN);
    stage_type(&stage, "一年");
    stage_expect(&stage, "test-case-second");
    stage_close(&stage);
}

static void time_turns_warm_and_hot(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_SINGLE);
    stage_pass(&stage, 3600000 * 4 / 5);
    stage_expect_roles(&stage, "time-warm.roles", 80, 24);
    stage_pass(&stage, 3600000 * 3 / 20);
    stage_expect_roles(&stage, "time-hot.roles", 80, 24);
    stage_pass(&stage, 3600000 / 20);
    stage_expect(&stage, "time-up");
    stage_type(&stage, "b");
    expect_nothing_sent(&stage);
    stage_close(&stage);
}

static void a_lost_hub_is_said_and_typing_goes_on(void **state)
{
    (void)state;
    struct stage stage;
    open_item(&stage, CAST_BLANK);
    stage_connection(&stage, false);
    stage_type(&stage, "民主");
    stage_pass(&stage, 1100);
    stage_expect(&stage, "test-reconnecting");
    stage_connection(&stage, true);
    stage_type(&stage, "集中");
    stage_reply(&stage, cast_paper(3000000)); /* the hall's clock had stood still */
    assert_true(stage_shows(&stage, "time left 50:00"));
    assert_true(stage_shows(&stage, "民主集中"));
    stage_close(&stage);
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
