#include "tui/widgets/edit.h"

#include "base/rng.h"
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static enum edited press(struct edit *edit, uint32_t key)
{
    const struct event event = {.kind = EVENT_KEY, .key = key};
    return edit_event(edit, &event);
}

static enum edited type(struct edit *edit, uint32_t character)
{
    const struct event event = {.kind = EVENT_CHARACTER, .character = character};
    return edit_event(edit, &event);
}

static enum edited paste(struct edit *edit, const char *text)
{
    const struct event event = {.kind = EVENT_PASTE, .paste = text_of(text)};
    return edit_event(edit, &event);
}

static void expect(const struct edit *edit, const char *text, size_t cursor)
{
    struct text now = edit_text(edit);
    assert_int_equal(now.len, strlen(text));
    assert_memory_equal(now.at, text, now.len);
    assert_int_equal(edit->cursor, cursor);
}

static void chinese_is_edited_by_characters(void **state)
{
    (void)state;
    struct edit edit;
    edit_init(&edit, 0, false);
    assert_int_equal(type(&edit, 0x515A), EDIT_CHANGED); /* 党 */
    type(&edit, 0x8BFE);                                 /* 课 */
    press(&edit, INPUT_LEFT);
    type(&edit, 'x');
    expect(&edit, "党x课", 4);
    press(&edit, INPUT_BACKSPACE);
    press(&edit, INPUT_BACKSPACE);
    expect(&edit, "课", 0);
    assert_int_equal(press(&edit, INPUT_BACKSPACE), EDIT_MOVED);
    assert_int_equal(press(&edit, INPUT_DELETE), EDIT_CHANGED);
    expect(&edit, "", 0);
    assert_int_equal(press(&edit, INPUT_ENTER), EDIT_IGNORED);
    edit_finish(&edit);
}

static void the_cursor_steps_over_whole_clusters(void **state)
{
    (void)state;
    struct edit edit;
    edit_init(&edit, 0, false);
    paste(&edit, "ae\xcc\x81z"); /* e with a combining accent */
    press(&edit, INPUT_LEFT);
    press(&edit, INPUT_LEFT);
    assert_int_equal(edit.cursor, 1);
    press(&edit, INPUT_DELETE);
    expect(&edit, "az", 1);
    edit_finish(&edit);
}

static void a_paste_is_one_clean_line(void **state)
{
    (void)state;
    struct edit edit;
    edit_init(&edit, 0, false);
    paste(&edit, "民主\n集中\x1b[31m\a制\xe2\x80\xae");
    expect(&edit, "民主 集中[31m制", strlen("民主 集中[31m制"));
    press(&edit, INPUT_CTRL + 'w');
    expect(&edit, "民主 ", strlen("民主 "));
    edit_finish(&edit);
}

static void the_limit_holds_and_never_splits_a_character(void **state)
{
    (void)state;
    struct edit edit;
    edit_init(&edit, 7, false);
    paste(&edit, "党党党党");
    expect(&edit, "党党", 6);
    assert_int_equal(type(&edit, 'a'), EDIT_CHANGED);
    assert_int_equal(type(&edit, 'b'), EDIT_MOVED);
    edit_set(&edit, text_of("一二三四五"));
    expect(&edit, "一二", 6);
    edit_finish(&edit);
}

static void it_scrolls_to_the_cursor(void **state)
{
    (void)state;
    struct edit edit;
    struct canvas canvas;
    struct buf out = BUF_EMPTY;
    edit_init(&edit, 0, false);
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 6, 1);
    edit_set(&edit, text_of("一二三四五"));
    edit_draw(&edit, &canvas, 0, 0, 6, true);
    assert_int_equal(canvas.cursor_x, 4);
    canvas_to_text(&canvas, &out);
    assert_string_equal(buf_string(&out), "四五\n");
    press(&edit, INPUT_HOME);
    buf_clear(&out);
    edit_draw(&edit, &canvas, 0, 0, 6, true);
    canvas_to_text(&canvas, &out);
    assert_string_equal(buf_string(&out), "一二三\n");
    assert_int_equal(canvas.cursor_x, 0);
    buf_finish(&out);
    canvas_finish(&canvas);
    edit_finish(&edit);
}

static void a_hidden_line_shows_stars(void **state)
{
    (void)state;
    struct edit edit;
    struct canvas canvas;
    struct buf out = BUF_EMPTY;
    edit_init(&edit, 0, true);
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 8, 1);
    edit_set(&edit, text_of("6党5"));
    edit_draw(&edit, &canvas, 0, 0, 8, true);
    canvas_to_text(&canvas, &out);
    assert_string_equal(buf_string(&out), "***\n");
    assert_int_equal(canvas.cursor_x, 3);
    buf_finish(&out);
    canvas_finish(&canvas);
    edit_finish(&edit);
}

/* Any keys whatever leave valid text with the cursor between clusters, and drawn within its columns. */
static void any_keys_leave_it_whole(void **state)
{
    (void)state;
    static const uint32_t keys[] = {INPUT_LEFT,   INPUT_RIGHT,  INPUT_HOME,      INPUT_END,
                                    INPUT_DELETE, INPUT_DELETE, INPUT_BACKSPACE, INPUT_CTRL + 'w'};
    static const uint32_t characters[] = {'a', ' ', 0x515A, 0x301, 0x1F468, 0x200D, 0x1F469, 0x7F, 0x202E};
    struct rng rng;
    struct edit edit;
    struct canvas canvas;
    edit_init(&edit, 60, false);
    canvas_init(&canvas, false);
    rng_init(&rng, text_of("edit"), text_of("keys"), text_of("1"));
    for (int i = 0; i < 20000; i++) {
        if (rng_below(&rng, 3) > 0)
            type(&edit, characters[rng_below(&rng, sizeof characters / sizeof *characters)]);
        else
            press(&edit, keys[rng_below(&rng, sizeof keys / sizeof *keys)]);
        struct text text = edit_text(&edit);
        assert_int_equal(utf8_find_invalid(text), -1);
        assert_true(text.len <= 60 && edit.cursor <= text.len);
        canvas_reset(&canvas, 12, 1);
        edit_draw(&edit, &canvas, 2, 0, 8, true);
        assert_true(canvas.cursor_shown && canvas.cursor_x >= 2 && canvas.cursor_x < 10);
    }
    canvas_finish(&canvas);
    edit_finish(&edit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_is_edited_by_characters),
        cmocka_unit_test(the_cursor_steps_over_whole_clusters),
        cmocka_unit_test(a_paste_is_one_clean_line),
        cmocka_unit_test(the_limit_holds_and_never_splits_a_character),
        cmocka_unit_test(it_scrolls_to_the_cursor),
        cmocka_unit_test(a_hidden_line_shows_stars),
        cmocka_unit_test(any_keys_leave_it_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
