#include "tui/widgets/area.h"

#include "base/rng.h"
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static enum area_done press(struct area *area, uint32_t key)
{
    const struct event event = {.kind = EVENT_KEY, .key = key};
    return area_event(area, &event);
}

static enum area_done type(struct area *area, uint32_t character)
{
    const struct event event = {.kind = EVENT_CHARACTER, .character = character};
    return area_event(area, &event);
}

static enum area_done paste(struct area *area, const char *text)
{
    const struct event event = {.kind = EVENT_PASTE, .paste = text_of(text)};
    return area_event(area, &event);
}

static void expect(const struct area *area, const char *text, size_t cursor)
{
    struct text now = area_text(area);
    assert_int_equal(now.len, strlen(text));
    assert_memory_equal(now.at, text, now.len);
    assert_int_equal(area->cursor, cursor);
}

/* What is to be seen in a rectangle at the canvas's upper left corner. */
static void expect_picture(struct area *area, int width, int height, const char *picture, int x, int y)
{
    struct canvas canvas;
    struct arena arena = ARENA_EMPTY;
    struct buf out = BUF_EMPTY;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, width, height);
    area_draw(area, &canvas, canvas_rect(&canvas), true, &arena);
    canvas_to_text(&canvas, &out);
    assert_string_equal(buf_string(&out), picture);
    assert_true(canvas.cursor_shown);
    assert_int_equal(canvas.cursor_x, x);
    assert_int_equal(canvas.cursor_y, y);
    buf_finish(&out);
    arena_finish(&arena);
    canvas_finish(&canvas);
}

static void lines_are_typed_joined_and_parted(void **state)
{
    (void)state;
    struct area area;
    area_init(&area, 100);
    type(&area, 0x515A); /* 党 */
    assert_int_equal(press(&area, INPUT_ENTER), AREA_CHANGED);
    type(&area, 0x8BFE); /* 课 */
    expect(&area, "党\n课", 7);
    expect_picture(&area, 10, 3, "党\n课\n\n", 2, 1);
    press(&area, INPUT_HOME);
    press(&area, INPUT_BACKSPACE);
    expect(&area, "党课", 3);
    press(&area, INPUT_ENTER);
    press(&area, INPUT_UP);
    press(&area, INPUT_END);
    press(&area, INPUT_DELETE);
    expect(&area, "党课", 3);
    assert_int_equal(press(&area, INPUT_TAB), AREA_IGNORED);
    area_finish(&area);
}

static void a_line_end_at_the_end_shows_an_empty_row(void **state)
{
    (void)state;
    struct area area;
    area_init(&area, 100);
    expect_picture(&area, 8, 2, "\n\n", 0, 0);
    paste(&area, "一\n");
    expect_picture(&area, 8, 2, "一\n\n", 0, 1);
    area_finish(&area);
}

/* One column is left for the cursor: rows of 9 columns in 10. */
static void long_lines_wrap_and_the_cursor_goes_by_rows(void **state)
{
    (void)state;
    struct area area;
    area_init(&area, 100);
    area_set(&area, text_of("一二三四五六七"));
    expect_picture(&area, 10, 3, "一二三四\n五六七\n\n", 6, 1);
    press(&area, INPUT_UP);
    expect_picture(&area, 10, 3, "一二三四\n五六七\n\n", 6, 0);
    press(&area, INPUT_RIGHT); /* past the last of the row is the first place of the next */
    expect_picture(&area, 10, 3, "一二三四\n五六七\n\n", 0, 1);
    press(&area, INPUT_END);
    expect(&area, "一二三四五六七", 21);
    assert_int_equal(press(&area, INPUT_DOWN), AREA_IGNORED);
    area_finish(&area);
}

/* Through a short line the column aimed at is kept. */
static void up_and_down_keep_the_column(void **state)
{
    (void)state;
    struct area area;
    area_init(&area, 100);
    area_set(&area, text_of("abcdef\n一\nabcdef"));
    press(&area, INPUT_LEFT);
    press(&area, INPUT_UP);
    expect_picture(&area, 20, 3, "abcdef\n一\nabcdef\n", 2, 1);
    press(&area, INPUT_UP);
    expect_picture(&area, 20, 3, "abcdef\n一\nabcdef\n", 5, 0);
    area_finish(&area);
}

static void what_is_longer_than_the_place_scrolls(void **state)
{
    (void)state;
    struct area area;
    area_init(&area, 100);
    area_set(&area, text_of("1\n2\n3\n4\n5\n6"));
    expect_picture(&area, 8, 3, "4\n5\n6\n", 1, 2);
    press(&area, INPUT_UP);
    press(&area, INPUT_UP);
    expect_picture(&area, 8, 3, "4\n5\n6\n", 1, 0);
    press(&area, INPUT_PAGE_UP); /* one row less than is in view */
    expect_picture(&area, 8, 3, "2\n3\n4\n", 1, 0);
    press(&area, INPUT_PAGE_UP);
    assert_int_equal(press(&area, INPUT_PAGE_UP), AREA_IGNORED);
    expect_picture(&area, 8, 3, "1\n2\n3\n", 1, 0);
    press(&area, INPUT_PAGE_DOWN);
    press(&area, INPUT_PAGE_DOWN);
    press(&area, INPUT_PAGE_DOWN);
    expect_picture(&area, 8, 3, "4\n5\n6\n", 1, 2);
    area_finish(&area);
}

static void a_paste_keeps_its_lines_and_loses_its_controls(void **state)
{
    (void)state;
    struct area area;
    area_init(&area, 100);
    paste(&area, "民主\r\n集中\x1b[31m\a\t制\r好\xe2\x80\xae");
    expect(&area, "民主\n集中[31m 制\n好", strlen("民主\n集中[31m 制\n好"));
    area_finish(&area);
}

static void the_limit_holds_and_is_said(void **state)
{
    (void)state;
    struct area area;
    area_init(&area, 8);
    assert_int_equal(paste(&area, "党党党"), AREA_FULL);
    expect(&area, "党党", 6);
    assert_int_equal(type(&area, 'a'), AREA_CHANGED);
    assert_int_equal(press(&area, INPUT_ENTER), AREA_CHANGED);
    assert_int_equal(type(&area, 'b'), AREA_FULL);
    expect(&area, "党党a\n", 8);
    press(&area, INPUT_BACKSPACE);
    assert_int_equal(type(&area, 'b'), AREA_CHANGED);
    area_set(&area, text_of("一二三四五"));
    expect(&area, "一二", 6);
    area_finish(&area);
}

static void a_click_puts_the_cursor(void **state)
{
    (void)state;
    struct area area;
    area_init(&area, 100);
    area_set(&area, text_of("一二三\nabc"));
    area_point(&area, 0, 3); /* the right half of 二 */
    expect(&area, "一二三\nabc", 3);
    area_point(&area, 7, 50);
    expect(&area, "一二三\nabc", 13);
    area_finish(&area);
}

/* ---- Against a model -------------------------------------------------------------------------------- */

/* Code points in an array: as plain as it can be. */
struct model {
    uint32_t text[4096];
    size_t len, cursor;
};

static void model_insert(struct model *model, uint32_t c)
{
    memmove(model->text + model->cursor + 1, model->text + model->cursor,
            (model->len - model->cursor) * sizeof *model->text);
    model->text[model->cursor++] = c;
    model->len++;
}

static void model_erase(struct model *model, size_t at)
{
    model->len--;
    memmove(model->text + at, model->text + at + 1, (model->len - at) * sizeof *model->text);
    model->cursor = at;
}

static const struct {
    uint32_t code;
    const char *bytes;
} letters[] = {{'a', "a"}, {' ', " "}, {0x515A, "党"}, {0x3002, "。"}, {0xE9, "é"}, {'-', "-"}, {'\n', "\n"}};
enum { LETTERS = sizeof letters / sizeof *letters };

static size_t model_bytes(const struct model *model, size_t count, char *out)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t l = 0; l < LETTERS; l++)
            if (letters[l].code == model->text[i])
                for (const char *b = letters[l].bytes; *b; b++, len++)
                    if (out)
                        out[len] = *b;
    return len;
}

static void expect_model(const struct area *area, const struct model *model)
{
    char bytes[4096 * 3];
    struct text text = area_text(area);
    assert_int_equal(text.len, model_bytes(model, model->len, bytes));
    assert_memory_equal(text.at, bytes, text.len);
    assert_int_equal(area->cursor, model_bytes(model, model->cursor, NULL));
}

static void edit_both(struct area *area, struct model *model, struct rng *rng)
{
    uint64_t what = rng_below(rng, 12);
    if (what < 7) {
        uint32_t c = letters[rng_below(rng, LETTERS)].code;
        if (c == '\n')
            press(area, INPUT_ENTER);
        else
            type(area, c);
        model_insert(model, c);
    } else if (what == 7) {
        press(area, INPUT_BACKSPACE);
        if (model->cursor > 0)
            model_erase(model, model->cursor - 1);
    } else if (what == 8) {
        press(area, INPUT_DELETE);
        if (model->cursor < model->len)
            model_erase(model, model->cursor);
    } else if (what == 9) {
        press(area, INPUT_LEFT);
        model->cursor -= model->cursor > 0;
    } else if (what == 10) {
        press(area, INPUT_RIGHT);
        model->cursor += model->cursor < model->len;
    } else {
        paste(area, "党\na");
        model_insert(model, 0x515A);
        model_insert(model, '\n');
        model_insert(model, 'a');
    }
}

/* By rows: goes one row and there as near to the column as it can; Home and End stay on the row. Leaves the
 * model's cursor where the area's is. */
static void move_by_rows(struct area *area, struct model *model, struct rng *rng, int width)
{
    static const uint32_t keys[] = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END};
    uint32_t key = keys[rng_below(rng, 4)];
    struct arena arena = ARENA_EMPTY;
    struct area_rows was, is;
    area_lay(area, width, 5, &arena, &was);
    press(area, key);
    area_lay(area, width, 5, &arena, &is);
    int by = key == INPUT_UP ? -1 : key == INPUT_DOWN ? 1 : 0;
    int row = was.row + by;
    assert_int_equal(is.row, row < 0 || row >= was.count ? was.row : row);
    if (key == INPUT_HOME)
        assert_int_equal(is.column, 0);
    arena_finish(&arena);
    while (model_bytes(model, model->cursor, NULL) > area->cursor)
        model->cursor--;
    while (model_bytes(model, model->cursor, NULL) < area->cursor)
        model->cursor++;
}

static void any_edits_do_what_a_plain_model_does(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("area"), text_of("edits"), text_of("1"));
    for (int round = 0; round < 30; round++) {
        struct area area;
        struct model model = {.len = 0};
        int width = 4 + (int)rng_below(&rng, 30);
        area_init(&area, 1 << 16);
        for (int i = 0; i < 300; i++) {
            if (rng_below(&rng, 4) > 0)
                edit_both(&area, &model, &rng);
            else
                move_by_rows(&area, &model, &rng, width);
            expect_model(&area, &model);
        }
        area_finish(&area);
    }
}

/* Any input whatever leaves valid text within the limit, drawn with the cursor within its place. */
static void any_input_leaves_it_whole(void **state)
{
    (void)state;
    static const uint32_t keys[] = {INPUT_LEFT,      INPUT_RIGHT, INPUT_HOME,    INPUT_END,      INPUT_DELETE,
                                    INPUT_BACKSPACE, INPUT_UP,    INPUT_PAGE_UP, INPUT_PAGE_DOWN};
    static const uint32_t characters[] = {'a',     ' ',    0x515A, 0x301, 0x1F468, 0x200D,
                                          0x1F469, 0x202E, 0x3000, 0x7F,  0xFF0C};
    struct rng rng;
    struct area area;
    struct canvas canvas;
    struct arena arena = ARENA_EMPTY;
    area_init(&area, 200);
    canvas_init(&canvas, false);
    rng_init(&rng, text_of("area"), text_of("keys"), text_of("1"));
    for (int i = 0; i < 20000; i++) {
        if (rng_below(&rng, 3) > 0)
            type(&area, characters[rng_below(&rng, sizeof characters / sizeof *characters)]);
        else if (rng_below(&rng, 5) == 0)
            press(&area, INPUT_ENTER);
        else
            press(&area, keys[rng_below(&rng, sizeof keys / sizeof *keys)]);
        struct text text = area_text(&area);
        assert_int_equal(utf8_find_invalid(text), -1);
        assert_true(text.len <= 200 && area.cursor <= text.len);
        canvas_reset(&canvas, 14, 6);
        area_draw(&area, &canvas, (struct rect){2, 1, 10, 4}, true, &arena);
        assert_true(canvas.cursor_shown && canvas.cursor_x >= 2 && canvas.cursor_x < 12);
        assert_true(canvas.cursor_y >= 1 && canvas.cursor_y < 5);
        arena_clear(&arena);
    }
    arena_finish(&arena);
    canvas_finish(&canvas);
    area_finish(&area);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_typed_joined_and_parted),
        cmocka_unit_test(a_line_end_at_the_end_shows_an_empty_row),
        cmocka_unit_test(long_lines_wrap_and_the_cursor_goes_by_rows),
        cmocka_unit_test(up_and_down_keep_the_column),
        cmocka_unit_test(what_is_longer_than_the_place_scrolls),
        cmocka_unit_test(a_paste_keeps_its_lines_and_loses_its_controls),
        cmocka_unit_test(the_limit_holds_and_is_said),
        cmocka_unit_test(a_click_puts_the_cursor),
        cmocka_unit_test(any_edits_do_what_a_plain_model_does),
        cmocka_unit_test(any_input_leaves_it_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
