#include "tui/widgets/table_view.h"

#include "base/mem.h"
#include "tui/widgets/chart_view.h"
#include "tui/widgets/table_cell.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct column columns[] = {
    {"rank", "rank", CELL_INT},
    {"number", NULL, CELL_TEXT},
    {"name", "name", CELL_TEXT},
    {"unit", "unit", CELL_TEXT},
    {"mark", "mark", CELL_MARK},
    {"rate", "rate", CELL_PERCENT},
    {"passed", "passed", CELL_BOOL},
    {"sd", "spread", CELL_REAL, 2},
    {"at", "submitted", CELL_TIME},
    {"used", "time used", CELL_DURATION},
    {"note", NULL, CELL_TEXT, .title = TEXT("备注")},
};
enum { RANK, NUMBER, NAME, UNIT, MARK, RATE, PASSED, SD, AT, USED, NOTE };

static const struct {
    const char *name, *unit;
    mark_t mark;
    double sd;
} people[] = {
    {"贾建明", "乌金山煤矿/综采一队党支部", 915000, 1.5},
    {"Wang Fang", "乌金山煤矿/通风二队党支部", 880000, NAN},
    {"阿依古丽", "机电队", 1000000, 0},
    {"李强", "机电队", 880000, -2.25},
};

static void fill(struct table *table)
{
    table_init(table, columns, COUNT_OF(columns));
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        struct cell *row = table_add(table);
        row[RANK].number = (int64_t)i + 1;
        row[NUMBER].text = text_of("10003");
        row[NAME].text = text_of(people[i].name);
        row[UNIT].text = text_of(people[i].unit);
        row[MARK].number = people[i].mark;
        row[RATE].number = 875000;
        row[PASSED].number = 1;
        row[SD].real = people[i].sd;
        row[USED].number = 3753000;
        row[NOTE].none = true;
    }
}

struct shown {
    struct table table;
    struct table_view view;
    struct canvas canvas;
};

static void open_view(struct shown *shown)
{
    fill(&shown->table);
    table_view_init(&shown->view, &shown->table);
    canvas_init(&shown->canvas, false);
}

static void close_view(struct shown *shown)
{
    canvas_finish(&shown->canvas);
    table_view_finish(&shown->view);
    table_finish(&shown->table);
}

/* The picture; freed by the caller. */
static char *picture(struct shown *shown, int width, int height)
{
    struct buf out = BUF_EMPTY;
    canvas_reset(&shown->canvas, width, height);
    table_view_draw(&shown->view, &shown->canvas, canvas_rect(&shown->canvas));
    canvas_to_text(&shown->canvas, &out);
    return out.at;
}

static void expect(struct shown *shown, int width, int height, const char *text, bool wanted)
{
    char *drawn = picture(shown, width, height);
    if ((strstr(drawn, text) != NULL) != wanted)
        fail_msg("%s %s on:\n%s", wanted ? "wanted" : "did not want", text, drawn);
    free(drawn);
}

/* ---- Cells --------------------------------------------------------------------------------------------- */

static void expect_cell(const struct table *table, size_t row, int column, const char *text)
{
    char room[TABLE_CELL_SIZE];
    const struct cell *cell = table_cell(table, row, column);
    struct text shown = table_cell_text(&columns[column], cell, room);
    if (!text_is(shown, text))
        fail_msg("wanted “%s”, it is “%.*s”", text, TEXT_ARG(shown));
}

static void cells_are_written_for_people(void **state)
{
    (void)state;
    struct table table;
    fill(&table);
    expect_cell(&table, 0, RANK, "1");
    expect_cell(&table, 0, MARK, "91.5");
    expect_cell(&table, 0, RATE, "87.5%");
    expect_cell(&table, 0, PASSED, "yes");
    expect_cell(&table, 0, SD, "1.50");
    expect_cell(&table, 1, SD, "");
    expect_cell(&table, 0, AT, "");
    expect_cell(&table, 0, USED, "1:02:33");
    expect_cell(&table, 0, NOTE, "");
    table.cells[SD].real = -0.004; /* a zero has no sign */
    expect_cell(&table, 0, SD, "0.00");
    table.cells[SD].real = -0.006;
    expect_cell(&table, 0, SD, "-0.01");
    table_finish(&table);
}

static void the_measured_width_is_that_of_what_is_written(void **state)
{
    (void)state;
    char room[TABLE_CELL_SIZE];
    struct table table;
    fill(&table);
    for (size_t r = 0; r < table.row_count; r++)
        for (int c = 0; c < table.column_count; c++) {
            struct canvas canvas;
            const struct cell *cell = table_cell(&table, r, c);
            canvas_init(&canvas, false);
            canvas_reset(&canvas, 80, 1);
            int drawn = canvas_text(&canvas, 0, 0, 80, table_cell_text(&columns[c], cell, room), ROLE_TEXT);
            assert_int_equal(table_cell_width(&columns[c], cell), drawn);
            canvas_finish(&canvas);
        }
    table_finish(&table);
}

static void a_needle_is_found_in_either_case_and_in_numbers(void **state)
{
    (void)state;
    struct table table;
    fill(&table);
    assert_true(table_cell_holds(&columns[NAME], table_cell(&table, 1, NAME), text_of("fang")));
    assert_true(table_cell_holds(&columns[NAME], table_cell(&table, 2, NAME), text_of("古丽")));
    assert_false(table_cell_holds(&columns[NAME], table_cell(&table, 2, NAME), text_of("古丽丽")));
    assert_true(table_cell_holds(&columns[MARK], table_cell(&table, 0, MARK), text_of("91.5")));
    assert_true(table_cell_holds(&columns[RATE], table_cell(&table, 0, RATE), text_of("5%")));
    assert_true(table_cell_holds(&columns[USED], table_cell(&table, 0, USED), text_of("02:3")));
    assert_true(table_cell_holds(&columns[PASSED], table_cell(&table, 0, PASSED), text_of("yes")));
    assert_false(table_cell_holds(&columns[NAME], table_cell(&table, 0, NAME), text_of("")));
    table_finish(&table);
}

/* ---- Columns ------------------------------------------------------------------------------------------- */

static void only_columns_for_people_are_shown(void **state)
{
    (void)state;
    struct shown shown;
    open_view(&shown);
    assert_int_equal(shown.view.column_count, COUNT_OF(columns) - 1);
    expect(&shown, 200, 8, "10003", false);
    expect(&shown, 200, 8, "备注", true);
    expect(&shown, 200, 8, "乌金山煤矿/综采一队党支部", true);
    assert_true(table_view_is_whole(&shown.view));
    close_view(&shown);
}

/* A name too wide to stay beside the others is in view all the same, until one moves away from it. */
static void a_wide_name_is_in_view(void **state)
{
    (void)state;
    struct shown shown;
    open_view(&shown);
    shown.table.cells[NAME].text = text_of("阿卜杜热合曼阿卜杜热伊木买买提明");
    table_view_finish(&shown.view);
    table_view_init(&shown.view, &shown.table);
    expect(&shown, 40, 8, "name", true);
    expect(&shown, 40, 8, "阿卜杜热合曼", true);
    close_view(&shown);
}

static void a_narrow_table_keeps_the_name_in_view(void **state)
{
    (void)state;
    struct shown shown;
    open_view(&shown);
    expect(&shown, 60, 8, "→", true);
    expect(&shown, 60, 8, "备注", false);
    assert_false(table_view_is_whole(&shown.view));
    for (int i = 0; i < 20; i++)
        table_view_step(&shown.view, 1);
    expect(&shown, 60, 8, "备注", true);
    expect(&shown, 60, 8, "贾建明", true);
    expect(&shown, 60, 8, "←", true);
    expect(&shown, 60, 8, "→", false);
    expect(&shown, 60, 8, "综采", false);
    /* The columns beside the cursor's come back one by one. */
    table_view_step(&shown.view, -1);
    expect(&shown, 60, 8, "1:02:33", true);
    table_view_step(&shown.view, -20);
    assert_int_equal(shown.view.at, 0);
    close_view(&shown);
}

/* Whatever the width: the cursor's column is in view, and nothing is drawn beyond the edge or cut in two. */
static void the_cursor_is_in_view_at_every_width(void **state)
{
    (void)state;
    struct shown shown;
    open_view(&shown);
    for (int width = 24; width < 170; width += 7)
        for (int c = 0; c < shown.view.column_count; c++) {
            shown.view.at = c;
            char *drawn = picture(&shown, width, 8);
            bool seen = false;
            for (int x = 0; x < width; x++)
                seen = seen || table_view_heading_at(&shown.view, x, 0) == c;
            if (!seen)
                fail_msg("column %d is not in view at %d columns:\n%s", c, width, drawn);
            free(drawn);
        }
    close_view(&shown);
}

static void numbers_are_shown_whole_or_not_at_all(void **state)
{
    (void)state;
    struct shown shown;
    open_view(&shown);
    for (int width = 30; width < 170; width++) {
        char *drawn = picture(&shown, width, 8);
        if (strstr(drawn, "91.5") == NULL)
            assert_null(strstr(drawn, "91"));
        if (strstr(drawn, "1:02:33") == NULL)
            assert_null(strstr(drawn, "1:02"));
        free(drawn);
    }
    close_view(&shown);
}

/* ---- Order and search ---------------------------------------------------------------------------------- */

static const char *first_name(const struct shown *shown)
{
    size_t row;
    assert_true(table_view_row(&shown->view, &row));
    return people[row].name;
}

static void sort_by(struct shown *shown, const char *key)
{
    for (int i = 0; i < shown->view.column_count; i++)
        if (strcmp(columns[shown->view.columns[i].of].key, key) == 0)
            shown->view.at = i;
    table_view_sort(&shown->view);
}

static void sorting_goes_round(void **state)
{
    (void)state;
    struct shown shown;
    open_view(&shown);
    sort_by(&shown, "mark");
    assert_string_equal(first_name(&shown), "阿依古丽");               /* the greatest first */
    assert_true(shown.view.order[2] == 1 && shown.view.order[3] == 3); /* equal ones as they were */
    sort_by(&shown, "mark");
    assert_string_equal(first_name(&shown), "Wang Fang");
    sort_by(&shown, "mark");
    assert_int_equal(shown.view.sorted, TABLE_VIEW_OWN_ORDER);
    assert_string_equal(first_name(&shown), "贾建明");
    sort_by(&shown, "name");
    assert_string_equal(first_name(&shown), "Wang Fang");
    sort_by(&shown, "sd");
    assert_int_equal(shown.view.order[3], 1); /* nothing known comes last … */
    sort_by(&shown, "sd");
    assert_int_equal(shown.view.order[3], 1); /* … either way */
    close_view(&shown);
}

static void searching_goes_on_at_the_other_end(void **state)
{
    (void)state;
    struct shown shown;
    bool wrapped;
    open_view(&shown);
    assert_true(table_view_search(&shown.view, text_of("机电队")));
    assert_int_equal(shown.view.rows.at, 2);
    assert_string_equal(table_view_column(&shown.view)->key, "unit");
    assert_true(table_view_find(&shown.view, true, &wrapped) && !wrapped);
    assert_int_equal(shown.view.rows.at, 3);
    assert_true(table_view_find(&shown.view, true, &wrapped) && wrapped);
    assert_int_equal(shown.view.rows.at, 2);
    assert_true(table_view_find(&shown.view, false, &wrapped) && wrapped);
    assert_int_equal(shown.view.rows.at, 3);
    /* Twice in one row. */
    assert_true(table_view_search(&shown.view, text_of("1")));
    assert_true(table_view_find(&shown.view, true, &wrapped));
    assert_false(table_view_search(&shown.view, text_of("10003"))); /* not shown, so not found */
    assert_false(table_view_find(&shown.view, true, &wrapped));
    assert_true(table_view_search(&shown.view, text_of("")));
    close_view(&shown);
}

static void a_reloaded_table_keeps_the_place(void **state)
{
    (void)state;
    struct shown shown, again;
    open_view(&shown);
    sort_by(&shown, "mark");
    list_choose(&shown.view.rows, 2);
    table_view_search(&shown.view, text_of("")); /* stays */
    buf_add_string(&shown.view.needle, "wang");
    open_view(&again);
    table_view_resume(&again.view, &shown.view);
    assert_int_equal(again.view.rows.at, 2);
    assert_int_equal(again.view.sorted, shown.view.sorted);
    assert_true(again.view.descending);
    assert_memory_equal(again.view.order, shown.view.order, COUNT_OF(people) * sizeof *again.view.order);
    assert_string_equal(buf_string(&again.view.needle), "wang");
    close_view(&shown);
    close_view(&again);
}

static void an_empty_table_is_harmless(void **state)
{
    (void)state;
    struct shown shown = {0};
    bool wrapped;
    size_t row;
    table_init(&shown.table, columns, COUNT_OF(columns));
    table_view_init(&shown.view, &shown.table);
    canvas_init(&shown.canvas, false);
    free(picture(&shown, 80, 5));
    table_view_sort(&shown.view);
    table_view_step(&shown.view, 1);
    assert_false(table_view_search(&shown.view, text_of("x")));
    assert_false(table_view_find(&shown.view, true, &wrapped));
    assert_false(table_view_row(&shown.view, &row));
    close_view(&shown);
}

/* ---- Charts -------------------------------------------------------------------------------------------- */

static void expect_top(double greatest, double top)
{
    const struct chart_series series = {.values = (const double[]){0, NAN, greatest}};
    const struct chart chart = {.label_count = 3, .series = &series, .series_count = 1};
    assert_float_equal(chart_view_top(&chart), top, 1e-9);
}

static void scales_end_at_round_numbers(void **state)
{
    (void)state;
    expect_top(33, 40);
    expect_top(100, 100);
    expect_top(101, 120);
    expect_top(0.7, 0.8);
    expect_top(0, 1);
    expect_top(-5, 1);
}

static char *chart_picture(const struct chart *chart, int width, int height, int *most)
{
    struct canvas canvas;
    struct buf out = BUF_EMPTY;
    canvas_init(&canvas, false);
    canvas_reset(&canvas, width, height);
    *most = chart_view_draw(chart, &canvas, canvas_rect(&canvas), 0);
    canvas_to_text(&canvas, &out);
    canvas_finish(&canvas);
    return out.at;
}

static void charts_of_every_size_are_drawn(void **state)
{
    (void)state;
    static const struct text labels[] = {TEXT("通风队"), TEXT("综采一队党支部"), TEXT("0–10"), TEXT("c"),
                                         TEXT("d")};
    static const double values[] = {3, NAN, 0, 1e9, -4};
    static const struct chart_series series[] = {{TEXT("a"), values}, {TEXT("b"), values}};
    for (int kind = CHART_BARS; kind <= CHART_LINES; kind++)
        for (int count = 0; count <= (int)COUNT_OF(labels); count++)
            for (int width = 1; width < 100; width += 9)
                for (int height = 0; height < 20; height += 3) {
                    int most;
                    const struct chart chart = {.kind = (enum chart_kind)kind,
                                                .labels = labels,
                                                .label_count = count,
                                                .series = series,
                                                .series_count = kind == CHART_LINES ? 2 : 1};
                    free(chart_picture(&chart, width, height, &most));
                    assert_true(most >= 0);
                }
}

static void what_does_not_fit_can_be_scrolled_to(void **state)
{
    (void)state;
    struct text labels[30];
    double values[30];
    for (int i = 0; i < 30; i++) {
        labels[i] = text_of(i == 29 ? "last" : "label");
        values[i] = i;
    }
    const struct chart_series series = {.values = values};
    const struct chart chart = {
        .kind = CHART_BARS, .labels = labels, .label_count = 30, .series = &series, .series_count = 1};
    int most;
    char *drawn = chart_picture(&chart, 60, 10, &most);
    assert_int_equal(most, 20);
    assert_null(strstr(drawn, "last"));
    free(drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_written_for_people),
        cmocka_unit_test(the_measured_width_is_that_of_what_is_written),
        cmocka_unit_test(a_needle_is_found_in_either_case_and_in_numbers),
        cmocka_unit_test(only_columns_for_people_are_shown),
        cmocka_unit_test(a_wide_name_is_in_view),
        cmocka_unit_test(a_narrow_table_keeps_the_name_in_view),
        cmocka_unit_test(the_cursor_is_in_view_at_every_width),
        cmocka_unit_test(numbers_are_shown_whole_or_not_at_all),
        cmocka_unit_test(sorting_goes_round),
        cmocka_unit_test(searching_goes_on_at_the_other_end),
        cmocka_unit_test(a_reloaded_table_keeps_the_place),
        cmocka_unit_test(an_empty_table_is_harmless),
        cmocka_unit_test(scales_end_at_round_numbers),
        cmocka_unit_test(charts_of_every_size_are_drawn),
        cmocka_unit_test(what_does_not_fit_can_be_scrolled_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
