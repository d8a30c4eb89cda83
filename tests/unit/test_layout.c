#include "tui/layout.h"

#include "base/mem.h"
#include "tui/widgets/grid.h"
#include "tui/widgets/list.h"
#include "tui/widgets/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void strips_never_exceed_what_is_there(void **state)
{
    (void)state;
    struct rect rest = {2, 3, 10, 5};
    struct rect top = rect_take_top(&rest, 2);
    assert_int_equal(top.y, 3);
    assert_int_equal(top.height, 2);
    assert_int_equal(rest.y, 5);
    struct rect bottom = rect_take_bottom(&rest, 99);
    assert_int_equal(bottom.height, 3);
    assert_int_equal(rest.height, 0);
    assert_int_equal(rect_take_top(&rest, 1).height, 0);
    struct rect middle = rect_center((struct rect){0, 0, 10, 10}, 99, 4);
    assert_int_equal(middle.width, 10);
    assert_int_equal(middle.y, 3);
    assert_int_equal(rect_inset((struct rect){0, 0, 3, 3}, 5, 5).width, 0);
}

static int total(const int *widths, int count, int gap)
{
    int sum = gap * (count - 1);
    for (int i = 0; i < count; i++)
        sum += widths[i];
    return sum;
}

static void columns_fill_the_width_within_their_limits(void **state)
{
    (void)state;
    const struct column_width columns[] = {{4, 0, 0}, {6, 12, 1}, {8, 20, 1}, {16, 0, 3}, {7, 0, 0}};
    int widths[COUNT_OF(columns)];
    for (int width = 60; width < 200; width++) {
        layout_columns(columns, COUNT_OF(columns), width, 2, widths);
        assert_int_equal(total(widths, COUNT_OF(columns), 2), width);
        assert_int_equal(widths[0], 4);
        assert_true(widths[1] >= 6 && widths[1] <= 12);
        assert_true(widths[2] >= 8 && widths[2] <= 20);
        assert_true(widths[3] >= 16);
    }
}

static void columns_that_do_not_fit_shrink_the_flexible_first(void **state)
{
    (void)state;
    const struct column_width columns[] = {{6, 0, 0}, {20, 0, 1}, {6, 0, 0}};
    int widths[3];
    layout_columns(columns, 3, 24, 2, widths);
    assert_int_equal(widths[0], 6);
    assert_int_equal(widths[1], 8);
    assert_int_equal(widths[2], 6);
    for (int width = 0; width < 24; width++) {
        layout_columns(columns, 3, width, 2, widths);
        for (int i = 0; i < 3; i++)
            assert_true(widths[i] >= 0);
        assert_true(total(widths, 3, 2) <= (width > 4 ? width : 4));
    }
}

static struct event key(uint32_t code)
{
    return (struct event){.kind = EVENT_KEY, .key = code};
}

static void press(struct list *list, uint32_t code)
{
    struct event event = key(code);
    assert_true(list_event(list, &event));
    list_show(list, list->rows);
}

static void a_list_keeps_its_choice_in_view(void **state)
{
    (void)state;
    struct list list = {.count = 0};
    list_resize(&list, 100);
    list_show(&list, 10);
    press(&list, INPUT_UP);
    assert_int_equal(list.at, 0);
    press(&list, INPUT_PAGE_DOWN);
    press(&list, INPUT_PAGE_DOWN);
    assert_int_equal(list.at, 18);
    assert_true(list.top <= 18 && list.top + 10 > 18);
    press(&list, INPUT_END);
    assert_int_equal(list.at, 99);
    assert_int_equal(list.top, 90);
    assert_int_equal(list_row_at(&list, 5, 5), 90);
    assert_int_equal(list_row_at(&list, 5, 15), -1);
    list_resize(&list, 3);
    list_show(&list, 10);
    assert_int_equal(list.at, 2);
    assert_int_equal(list.top, 0);
    assert_int_equal(list_row_at(&list, 5, 9), -1);
    list_resize(&list, 0);
    list_show(&list, 10);
    press(&list, INPUT_DOWN);
    assert_int_equal(list.at, 0);
    struct event other = key(INPUT_ENTER);
    assert_false(list_event(&list, &other));
}

static void a_grid_steps_from_section_to_section(void **state)
{
    (void)state;
    /* heading, 0 1 2 3, 4 5; heading, 6; heading, 7 8 9 */
    const struct grid grid = {.columns = 4, .sections = 3, .first = {0, 6, 7}, .count = 10, .headed = true};
    int row, column;
    grid_place(&grid, 5, &row, &column);
    assert_int_equal(row, 2);
    assert_int_equal(column, 1);
    assert_int_equal(grid_rows(&grid), 7);
    assert_int_equal(grid_step(&grid, 5, 1, 0), 6);
    assert_int_equal(grid_step(&grid, 6, -1, 0), 5);
    assert_int_equal(grid_step(&grid, 9, 1, 0), 9);
    assert_int_equal(grid_step(&grid, 3, 0, 1), 5); /* the row below is shorter */
    assert_int_equal(grid_step(&grid, 5, 0, 1), 6); /* over a heading */
    assert_int_equal(grid_step(&grid, 8, 0, -1), 6);
    assert_int_equal(grid_step(&grid, 2, 0, -1), 2);
    assert_int_equal(grid_section(&grid, 6), 1);
    for (int cell = 0; cell < grid.count; cell++) {
        grid_place(&grid, cell, &row, &column);
        assert_int_equal(grid_cell_at(&grid, row, column), cell);
    }
    assert_int_equal(grid_cell_at(&grid, 0, 0), -1);
    assert_int_equal(grid_cell_at(&grid, 99, 0), -1);
}

static void a_page_scrolls_its_focus_into_view(void **state)
{
    (void)state;
    struct canvas canvas;
    struct arena arena = ARENA_EMPTY;
    struct page page;
    struct hits hits;
    struct rect view = {1, 1, 10, 3};
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 12, 5);
    for (int pass = 0, scroll = 0; pass < 2; pass++) {
        page_begin(&page, pass ? &canvas : NULL, view, scroll, &arena, &hits);
        page_string(&page, 0, "one", ROLE_TEXT);
        page_string(&page, 2, "two three four", ROLE_TEXT); /* wraps to three lines */
        int line = page.line;
        page_labelled(&page, 0, 3, text_of("A."), ROLE_ACCENT, text_of("党员大会"), ROLE_TEXT);
        page_hit(&page, line, 7);
        page_focus(&page, line);
        scroll = page_scroll(&page, 0);
        assert_int_equal(page.line, 6);
        assert_int_equal(scroll, 3);
    }
    struct buf out = BUF_EMPTY;
    canvas_to_text(&canvas, &out);
    assert_string_equal(buf_string(&out), "\n   four\n A. 党员大\n    会\n\n");
    assert_int_equal(hits_find(&hits, 5, 3), 7);
    assert_int_equal(hits_find(&hits, 5, 1), -1);
    buf_finish(&out);
    canvas_finish(&canvas);
    arena_finish(&arena);
}

static void spans_follow_their_text_over_line_ends(void **state)
{
    (void)state;
    struct canvas canvas;
    struct arena arena = ARENA_EMPTY;
    struct page page;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 4, 3);
    page_begin(&page, &canvas, canvas_rect(&canvas), 0, &arena, NULL);
    /* bytes 3 … 9: the second and third character */
    const struct span span = {3, 9, ROLE_DIM};
    page_spans(&page, 0, text_of("甲乙丙丁"), ROLE_TEXT, &span, 1);
    struct buf out = BUF_EMPTY;
    canvas_to_roles(&canvas, &out);
    assert_string_equal(buf_string(&out), "..bb\nbb\n\n");
    buf_finish(&out);
    canvas_finish(&canvas);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strips_never_exceed_what_is_there),
        cmocka_unit_test(columns_fill_the_width_within_their_limits),
        cmocka_unit_test(columns_that_do_not_fit_shrink_the_flexible_first),
        cmocka_unit_test(a_list_keeps_its_choice_in_view),
        cmocka_unit_test(a_grid_steps_from_section_to_section),
        cmocka_unit_test(a_page_scrolls_its_focus_into_view),
        cmocka_unit_test(spans_follow_their_text_over_line_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
