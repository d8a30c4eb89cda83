#include "tui/input.h"

#include "base/rng.h"
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void feed(struct input *input, const char *bytes)
{
    input_feed(input, bytes, strlen(bytes));
}

static void expect_key(struct input *input, uint32_t key)
{
    struct event event;
    assert_true(input_next(input, false, &event));
    assert_int_equal(event.kind, EVENT_KEY);
    assert_int_equal(event.key, key);
}

static void expect_character(struct input *input, uint32_t character)
{
    struct event event;
    assert_true(input_next(input, false, &event));
    assert_int_equal(event.kind, EVENT_CHARACTER);
    assert_int_equal(event.character, character);
}

static void expect_nothing(struct input *input)
{
    struct event event;
    assert_false(input_next(input, false, &event));
}

static void keys_of_common_terminals(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        uint32_t key;
    } table[] = {
        {"\033[A", INPUT_UP},       {"\033OA", INPUT_UP},
        {"\033[1;5C", INPUT_RIGHT}, {"\033[H", INPUT_HOME},
        {"\033[1~", INPUT_HOME},    {"\033[7~", INPUT_HOME},
        {"\033OF", INPUT_END},      {"\033[4~", INPUT_END},
        {"\033[5~", INPUT_PAGE_UP}, {"\033[6~", INPUT_PAGE_DOWN},
        {"\033[3~", INPUT_DELETE},  {"\033[Z", INPUT_BACK_TAB},
        {"\033OP", INPUT_F1},       {"\033[11~", INPUT_F1},
        {"\033[[A", INPUT_F1},      {"\033[24~", INPUT_F12},
        {"\r", INPUT_ENTER},        {"\n", INPUT_ENTER},
        {"\t", INPUT_TAB},          {"\x7f", INPUT_BACKSPACE},
        {"\b", INPUT_BACKSPACE},    {"\x13", INPUT_CTRL + 's'},
        {"\x01", INPUT_CTRL + 'a'}, {"\x1a", INPUT_CTRL + 'z'},
    };
    struct input input;
    input_init(&input);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        feed(&input, table[i].bytes);
        expect_key(&input, table[i].key);
        expect_nothing(&input);
    }
    input_finish(&input);
}

static void a_sequence_may_come_in_pieces(void **state)
{
    (void)state;
    struct input input;
    input_init(&input);
    feed(&input, "\033");
    expect_nothing(&input);
    assert_true(input_is_waiting(&input));
    feed(&input, "[5");
    expect_nothing(&input);
    feed(&input, "~");
    expect_key(&input, INPUT_PAGE_UP);
    feed(&input, "\xe5\x85");
    expect_nothing(&input);
    feed(&input, "\x9a");
    expect_character(&input, 0x515A);
    assert_false(input_is_waiting(&input));
    input_finish(&input);
}

static void a_lone_escape_is_a_key_after_a_pause(void **state)
{
    (void)state;
    struct input input;
    struct event event;
    input_init(&input);
    feed(&input, "\033");
    expect_nothing(&input);
    assert_true(input_next(&input, true, &event));
    assert_int_equal(event.key, INPUT_ESCAPE);
    feed(&input, "\033y"); /* Esc, then y: nobody binds Alt here */
    expect_key(&input, INPUT_ESCAPE);
    expect_character(&input, 'y');
    feed(&input, "\033\033[A");
    expect_key(&input, INPUT_ESCAPE);
    expect_key(&input, INPUT_UP);
    input_finish(&input);
}

static void unknown_and_broken_bytes_are_dropped(void **state)
{
    (void)state;
    struct input input;
    input_init(&input);
    feed(&input, "\033[99;1Xa\xff\xc3(b");
    expect_character(&input, 'a');
    expect_character(&input, '(');
    expect_character(&input, 'b');
    expect_nothing(&input);
    input_finish(&input);
}

static void a_paste_is_one_event(void **state)
{
    (void)state;
    struct input input;
    struct event event;
    input_init(&input);
    feed(&input, "\033[200~民主\033[A集");
    expect_nothing(&input);
    feed(&input, "中制\033[20");
    expect_nothing(&input);
    feed(&input, "1~x");
    assert_true(input_next(&input, false, &event));
    assert_int_equal(event.kind, EVENT_PASTE);
    assert_true(text_is(event.paste, "民主\033[A集中制"));
    expect_character(&input, 'x');
    input_finish(&input);
}

static void the_mouse_presses_and_turns_its_wheel(void **state)
{
    (void)state;
    struct input input;
    struct event event;
    input_init(&input);
    feed(&input, "\033[<0;10;5M");
    assert_true(input_next(&input, false, &event));
    assert_int_equal(event.kind, EVENT_MOUSE);
    assert_int_equal(event.mouse.action, MOUSE_PRESS);
    assert_int_equal(event.mouse.x, 9);
    assert_int_equal(event.mouse.y, 4);
    feed(&input, "\033[<0;10;5m\033[<65;1;1M"); /* a release means nothing */
    assert_true(input_next(&input, false, &event));
    assert_int_equal(event.mouse.action, MOUSE_WHEEL_DOWN);
    expect_nothing(&input);
    input_finish(&input);
}

/* Whatever comes, it ends, never keeps more than a little, and gives only what screens may be told. */
static void any_bytes_are_survived(void **state)
{
    (void)state;
    static const char likely[] = "\033[<O~;0129MABCmZ\xe5\x85\x9a";
    struct rng rng;
    struct input input;
    struct event event;
    input_init(&input);
    rng_init(&rng, text_of("input"), text_of("bytes"), text_of("1"));
    for (int i = 0; i < 200000; i++) {
        char byte =
            rng_below(&rng, 4) ? likely[rng_below(&rng, sizeof likely - 1)] : (char)rng_below(&rng, 256);
        input_feed(&input, &byte, 1);
        while (input_next(&input, rng_below(&rng, 8) == 0, &event)) {
            assert_true(event.kind <= EVENT_MOUSE);
            if (event.kind == EVENT_CHARACTER)
                assert_true(event.character >= 0x20 && event.character < 0x110000);
            if (event.kind == EVENT_PASTE)
                assert_int_equal(utf8_find_invalid(event.paste), -1);
        }
        assert_true(input.bytes.len < 128);
    }
    input_finish(&input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_common_terminals),
        cmocka_unit_test(a_sequence_may_come_in_pieces),
        cmocka_unit_test(a_lone_escape_is_a_key_after_a_pause),
        cmocka_unit_test(unknown_and_broken_bytes_are_dropped),
        cmocka_unit_test(a_paste_is_one_event),
        cmocka_unit_test(the_mouse_presses_and_turns_its_wheel),
        cmocka_unit_test(any_bytes_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
