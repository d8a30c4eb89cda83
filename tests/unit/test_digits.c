#include "tui/widgets/digits.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct sheet {
    struct canvas canvas;
    struct buf text;
};

static void sheet_init(struct sheet *sheet, bool ascii, int width, int height)
{
    *sheet = (struct sheet){.text = BUF_EMPTY};
    canvas_init(&sheet->canvas, ascii);
    canvas_reset(&sheet->canvas, width, height);
}

static void sheet_expect(struct sheet *sheet, const char *picture)
{
    buf_clear(&sheet->text);
    canvas_to_text(&sheet->canvas, &sheet->text);
    assert_string_equal(buf_string(&sheet->text), picture);
}

static void sheet_finish(struct sheet *sheet)
{
    canvas_finish(&sheet->canvas);
    buf_finish(&sheet->text);
}

static void big_digits_are_five_rows_of_blocks(void **state)
{
    (void)state;
    struct sheet sheet;
    sheet_init(&sheet, false, 30, 5);
    assert_int_equal(digits_draw(&sheet.canvas, 0, 0, text_of("1:20"), DIGITS_BIG, ROLE_STRONG), 26);
    sheet_expect(&sheet, "  ██        ██████  ██████\n"
                         "████    ██      ██  ██  ██\n"
                         "  ██        ██████  ██  ██\n"
                         "  ██    ██  ██      ██  ██\n"
                         "██████      ██████  ██████\n");
    sheet_finish(&sheet);
}

static void small_digits_are_three_rows_of_half_blocks(void **state)
{
    (void)state;
    struct sheet sheet;
    sheet_init(&sheet, false, 20, 3);
    assert_int_equal(digits_draw(&sheet.canvas, 0, 0, text_of("-4.5"), DIGITS_SMALL, ROLE_STRONG), 13);
    sheet_expect(&sheet, "    █ █   █▀▀\n"
                         "▀▀▀ ▀▀█   ▀▀█\n"
                         "      ▀ ▀ ▀▀▀\n");
    sheet_finish(&sheet);
}

static void plain_terminals_get_ascii_only(void **state)
{
    (void)state;
    struct sheet sheet;
    sheet_init(&sheet, true, 40, 3);
    digits_draw(&sheet.canvas, 0, 0, text_of("0123456789"), DIGITS_SMALL, ROLE_STRONG);
    sheet_expect(&sheet, " _       _   _       _   _   _   _   _\n"
                         "| |   |  _|  _| |_| |_  |_    | |_| |_|\n"
                         "|_|   | |_   _|   |  _| |_|   | |_|  _|\n");
    canvas_reset(&sheet.canvas, 10, 5);
    digits_draw(&sheet.canvas, 0, 0, text_of("7"), DIGITS_BIG, ROLE_STRONG);
    sheet_expect(&sheet, "######\n    ##\n    ##\n  ##\n  ##\n");
    sheet_finish(&sheet);
}

static void no_two_characters_look_alike(void **state)
{
    (void)state;
    static const char characters[] = "0123456789:.-+/% ";
    for (int size = DIGITS_BIG; size <= DIGITS_SMALL; size++)
        for (int ascii = 0; ascii < 2; ascii++)
            for (size_t i = 0; i + 1 < strlen(characters); i++)
                for (size_t j = i + 1; j < strlen(characters); j++) {
                    struct sheet one, other;
                    sheet_init(&one, ascii, 8, 5);
                    sheet_init(&other, ascii, 8, 5);
                    digits_draw(&one.canvas, 0, 0, text_make(&characters[i], 1), (enum digits_size)size,
                                ROLE_TEXT);
                    digits_draw(&other.canvas, 0, 0, text_make(&characters[j], 1), (enum digits_size)size,
                                ROLE_TEXT);
                    canvas_to_text(&one.canvas, &one.text);
                    canvas_to_text(&other.canvas, &other.text);
                    assert_string_not_equal(buf_string(&one.text), buf_string(&other.text));
                    sheet_finish(&one);
                    sheet_finish(&other);
                }
}

static void what_it_measures_is_what_it_draws(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "7", "1:23", "-100.25", "99%", "3/10", "分7"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (int size = DIGITS_BIG; size <= DIGITS_SMALL; size++) {
            struct sheet sheet;
            sheet_init(&sheet, false, 80, 8);
            int width = digits_width(text_of(texts[i]), (enum digits_size)size);
            assert_int_equal(
                digits_draw(&sheet.canvas, 2, 1, text_of(texts[i]), (enum digits_size)size, ROLE_GOOD),
                width);
            for (int y = 0; y < 8; y++)
                for (int x = 0; x < 80; x++) {
                    bool inside =
                        x >= 2 && x < 2 + width && y >= 1 && y < 1 + digits_height((enum digits_size)size);
                    assert_int_equal(canvas_cell(&sheet.canvas, x, y)->role, inside ? ROLE_GOOD : ROLE_TEXT);
                }
            sheet_finish(&sheet);
        }
}

static void the_largest_size_that_fits_is_taken(void **state)
{
    (void)state;
    enum digits_size size;
    assert_true(digits_fit(text_of("120"), 22, 5, &size));
    assert_int_equal(size, DIGITS_BIG);
    assert_true(digits_fit(text_of("120"), 21, 5, &size));
    assert_int_equal(size, DIGITS_SMALL);
    assert_true(digits_fit(text_of("120"), 22, 4, &size));
    assert_int_equal(size, DIGITS_SMALL);
    assert_false(digits_fit(text_of("120"), 10, 5, &size));
    assert_false(digits_fit(text_of("120"), 22, 2, &size));
}

static void without_room_it_is_plain_text(void **state)
{
    (void)state;
    struct sheet sheet;
    sheet_init(&sheet, false, 12, 3);
    digits_center(&sheet.canvas, (struct rect){0, 0, 12, 1}, text_of("1:20"), ROLE_STRONG);
    sheet_expect(&sheet, "    1:20\n\n\n");
    canvas_reset(&sheet.canvas, 12, 3);
    digits_center(&sheet.canvas, (struct rect){0, 0, 5, 3}, text_of("-100.25"), ROLE_STRONG);
    sheet_expect(&sheet, "\n-100…\n\n");
    canvas_reset(&sheet.canvas, 12, 3);
    digits_center(&sheet.canvas, (struct rect){0, 0, 12, 3}, text_of("70"), ROLE_STRONG);
    sheet_expect(&sheet, "  ▀▀█ █▀█\n   ▄▀ █ █\n   ▀  ▀▀▀\n");
    sheet_finish(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(big_digits_are_five_rows_of_blocks),
        cmocka_unit_test(small_digits_are_three_rows_of_half_blocks),
        cmocka_unit_test(plain_terminals_get_ascii_only),
        cmocka_unit_test(no_two_characters_look_alike),
        cmocka_unit_test(what_it_measures_is_what_it_draws),
        cmocka_unit_test(the_largest_size_that_fits_is_taken),
        cmocka_unit_test(without_room_it_is_plain_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
