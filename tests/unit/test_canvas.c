#include "tui/canvas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static char *picture(const struct canvas *canvas)
{
    struct buf out = BUF_EMPTY;
    canvas_to_text(canvas, &out);
    return out.at;
}

static void expect(const struct canvas *canvas, const char *wanted)
{
    char *text = picture(canvas);
    assert_string_equal(text, wanted);
    free(text);
}

static void wide_characters_take_two_cells(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 6, 1);
    assert_int_equal(canvas_string(&canvas, 0, 0, 6, "党a课", ROLE_TEXT), 5);
    assert_int_equal(canvas_cell(&canvas, 0, 0)->width, 2);
    assert_int_equal(canvas_cell(&canvas, 1, 0)->width, 0);
    expect(&canvas, "党a课\n");
    canvas_finish(&canvas);
}

static void half_of_a_wide_character_is_never_left(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 6, 1);
    canvas_string(&canvas, 0, 0, 6, "党课会", ROLE_TEXT);
    canvas_string(&canvas, 1, 0, 1, "x", ROLE_TEXT);
    expect(&canvas, " x课会\n");
    canvas_string(&canvas, 3, 0, 2, "组", ROLE_TEXT);
    expect(&canvas, " x 组\n");
    canvas_finish(&canvas);
}

static void limits_cut_between_characters(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 10, 3);
    assert_int_equal(canvas_string(&canvas, 0, 0, 5, "党员大会", ROLE_TEXT), 4);
    assert_int_equal(canvas_string(&canvas, 7, 1, 99, "党员", ROLE_TEXT), 2);
    canvas_fit(&canvas, 0, 2, 6, text_of("党员大会"), ROLE_TEXT);
    expect(&canvas, "党员\n       党\n党员…\n");
    assert_int_equal(canvas_string(&canvas, 0, 3, 9, "below", ROLE_TEXT), 0);
    assert_int_equal(canvas_string(&canvas, 0, -1, 9, "above", ROLE_TEXT), 0);
    assert_int_equal(canvas_string(&canvas, -1, 0, 9, "left", ROLE_TEXT), 0);
    assert_int_equal(canvas_string(&canvas, 10, 0, 9, "right", ROLE_TEXT), 0);
    canvas_finish(&canvas);
}

static void controls_never_reach_a_cell(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 20, 1);
    /* An escape sequence, a bell, a right-to-left override, a tab, a C1 control. */
    canvas_string(&canvas, 0, 0, 20,
                  "a\x1b[31mb\a\xe2\x80\xae"
                  "c\td\xc2\x9b",
                  ROLE_TEXT);
    expect(&canvas, "a[31mbc d\n");
    canvas_finish(&canvas);
}

static void a_combining_mark_shares_its_cell(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 5, 1);
    assert_int_equal(canvas_string(&canvas, 0, 0, 5, "e\xcc\x81x", ROLE_TEXT), 2);
    assert_int_equal(canvas_cell(&canvas, 0, 0)->len, 3);
    canvas_finish(&canvas);
}

static void a_monstrous_cluster_is_cut(void **state)
{
    (void)state;
    struct canvas canvas;
    struct buf text = BUF_EMPTY;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 5, 1);
    buf_add_char(&text, 'e');
    for (int i = 0; i < 1000; i++)
        buf_add_string(&text, "\xcc\x81");
    assert_int_equal(canvas_text(&canvas, 0, 0, 5, buf_text(&text), ROLE_TEXT), 1);
    assert_true(canvas_cell(&canvas, 0, 0)->len <= CELL_BYTES);
    buf_finish(&text);
    canvas_finish(&canvas);
}

static void ascii_has_plain_lines_and_quotes(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, true);
    canvas_reset(&canvas, 8, 3);
    canvas_frame(&canvas, (struct rect){0, 0, 8, 3}, ROLE_TEXT);
    canvas_string(&canvas, 1, 1, 6, "“党”✓", ROLE_TEXT);
    expect(&canvas, "+------+\n|\"党\"v |\n+------+\n");
    canvas_finish(&canvas);
}

static void drawing_outside_does_nothing(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 4, 2);
    canvas_fill(&canvas, (struct rect){-5, -5, 100, 100}, "#", ROLE_TEXT);
    expect(&canvas, "####\n####\n");
    canvas_fill(&canvas, (struct rect){2, 1, 100, 100}, ".", ROLE_BAD);
    expect(&canvas, "####\n##..\n");
    assert_int_equal(canvas_cell(&canvas, 3, 1)->role, ROLE_BAD);
    canvas_cursor(&canvas, 4, 0);
    assert_false(canvas.cursor_shown);
    canvas_cursor(&canvas, 3, 1);
    assert_true(canvas.cursor_shown);
    canvas_finish(&canvas);
}

static void roles_are_told_by_letters(void **state)
{
    (void)state;
    struct canvas canvas;
    struct buf out = BUF_EMPTY;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 4, 1);
    canvas_string(&canvas, 0, 0, 4, "ab", ROLE_DIM);
    canvas_paint(&canvas, (struct rect){1, 0, 1, 1}, ROLE_STRONG);
    canvas_to_roles(&canvas, &out);
    assert_string_equal(buf_string(&out), "bc\n");
    buf_finish(&out);
    canvas_finish(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide_characters_take_two_cells),
        cmocka_unit_test(half_of_a_wide_character_is_never_left),
        cmocka_unit_test(limits_cut_between_characters),
        cmocka_unit_test(controls_never_reach_a_cell),
        cmocka_unit_test(a_combining_mark_shares_its_cell),
        cmocka_unit_test(a_monstrous_cluster_is_cut),
        cmocka_unit_test(ascii_has_plain_lines_and_quotes),
        cmocka_unit_test(drawing_outside_does_nothing),
        cmocka_unit_test(roles_are_told_by_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
