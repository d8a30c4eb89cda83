/* The administrator's screens: what an administrator sees and does with the hall's tables. */
#include "tables_cast.h"

#include "tui/tables/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct room {
    struct tables_cast cast;
    struct terminal terminal;
};

static struct terminal *enter(struct room *room, size_t people)
{
    tables_cast_open(&room->cast, &room->terminal, people);
    return &room->terminal;
}

static void leave(struct room *room)
{
    tables_cast_close(&room->cast, &room->terminal);
}

static void asked(struct room *room, const char *what)
{
    assert_string_equal(buf_string(&room->cast.asked), what);
}

static void shows(struct terminal *terminal, const char *text)
{
    char *picture = terminal_picture(terminal, 80, 24);
    if (!strstr(picture, text))
        fail_msg("wanted %s on:\n%s", text, picture);
    free(picture);
}

static void shows_not(struct terminal *terminal, const char *text)
{
    char *picture = terminal_picture(terminal, 80, 24);
    if (strstr(picture, text))
        fail_msg("did not want %s on:\n%s", text, picture);
    free(picture);
}

static void press(struct terminal *terminal, uint32_t key, int times)
{
    for (int i = 0; i < times; i++)
        terminal_key(terminal, key);
    terminal_pass(terminal, 0);
}

/* ---- Events and tables --------------------------------------------------------------------------------- */

static void events_are_listed_searched_and_marked(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    assert_string_equal(terminal_top(terminal), "tables-home");
    terminal_expect(terminal, "tables-events");
    terminal_type(terminal, "/YZYH");
    shows_not(terminal, "双比武");
    terminal_key(terminal, INPUT_ENTER);
    terminal_type(terminal, "  "); /* the first two */
    shows(terminal, "Marked: 2");
    terminal_expect_at(terminal, "tables-events-marked", 80, 24);
    tables_cast_show(terminal, "1");
    asked(&room, "scores 2026-10-yzyh 2026-11-yzyh");
    leave(&room);
}

static void the_menu_says_what_each_table_answers(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    terminal_key(terminal, INPUT_ENTER);
    terminal_expect(terminal, "tables-menu");
    terminal_type(terminal, "6");
    shows(terminal, "This is a table of all events");
    terminal_key(terminal, INPUT_ESCAPE);
    terminal_type(terminal, "a1");
    assert_string_equal(terminal_top(terminal), "tables-menu");
    terminal_key(terminal, INPUT_ESCAPE);
    terminal_key(terminal, INPUT_DOWN);
    terminal_key(terminal, INPUT_ENTER); /* a contest */
    terminal_type(terminal, "2");
    shows(terminal, "This is a table of tests");
    assert_int_equal(room.cast.loads, 0);
    terminal_type(terminal, "1");
    assert_string_equal(terminal_top(terminal), "tables-table");
    leave(&room);
}

/* ---- A table ------------------------------------------------------------------------------------------- */

static void a_table_says_that_it_is_being_read_and_is_shown(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    terminal_key(terminal, INPUT_ENTER);
    terminal_type(terminal, "1");
    shows(terminal, "Reading…");
    assert_int_equal(room.cast.loads, 0);
    terminal_pass(terminal, 0);
    asked(&room, "scores 2026-11-yzyh");
    terminal_expect(terminal, "tables-scores");
    terminal_expect_at(terminal, "tables-scores", 160, 40);
    leave(&room);
}

static void columns_scroll_beside_the_name(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "1");
    press(terminal, INPUT_RIGHT, 20);
    terminal_expect_at(terminal, "tables-sideways", 80, 24);
    terminal_type(terminal, "<");
    press(terminal, INPUT_END, 1);
    terminal_expect_roles(terminal, "tables-sideways.roles", 80, 24);
    terminal->canvas.ascii = true;
    terminal_expect_at(terminal, "tables-ascii", 80, 24);
    leave(&room);
}

static void rows_are_sorted_by_the_column(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "1");
    press(terminal, INPUT_DOWN, 5);
    terminal_type(terminal, ">>s"); /* names, by code points */
    shows(terminal, "name↑");
    shows(terminal, "name: 李强");
    shows(terminal, "1 / 40");
    terminal_type(terminal, "s");
    shows(terminal, "name↓");
    shows(terminal, "name: 阿依古丽·买买提");
    terminal_type(terminal, "s");
    shows(terminal, "name: 贾建明");
    terminal_type(terminal, ">>>s"); /* marks: the greatest first */
    shows(terminal, "↓");
    shows(terminal, "mark: 100");
    leave(&room);
}

static void places_are_found_and_marked(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "1");
    terminal_type(terminal, "/通风");
    shows(terminal, "Search:");
    terminal_key(terminal, INPUT_ENTER);
    shows(terminal, "2 / 40");
    terminal_expect_roles(terminal, "tables-search.roles", 80, 24);
    terminal_type(terminal, "n");
    shows(terminal, "5 / 40");
    terminal_type(terminal, "NN");
    shows(terminal, "38 / 40");
    shows(terminal, "From the end again.");
    terminal_type(terminal, "/没有");
    terminal_key(terminal, INPUT_ENTER);
    shows(terminal, "is in no cell of this table.");
    terminal_type(terminal, "/");
    terminal_key(terminal, INPUT_ESCAPE);
    terminal_type(terminal, "n");
    shows(terminal, "Nothing is being searched for");
    leave(&room);
}

static void a_unit_leads_to_its_people_and_they_to_their_papers(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "2");
    terminal_expect(terminal, "tables-units");
    press(terminal, INPUT_DOWN, 1);
    press(terminal, INPUT_ENTER, 1);
    asked(&room, "scores 2026-11-yzyh unit=乌金山煤矿/通风二队党支部");
    shows(terminal, "Only: 乌金山煤矿/通风二队党支部");
    press(terminal, INPUT_DOWN, 2);
    press(terminal, INPUT_ENTER, 1);
    asked(&room, "papers 2026-11-yzyh number=25841");
    terminal_expect(terminal, "tables-paper");
    press(terminal, INPUT_DOWN, 1);
    press(terminal, INPUT_ENTER, 1);
    assert_string_equal(terminal_top(terminal), "tables-reader");
    terminal_expect_at(terminal, "tables-row", 80, 24);
    /* Back to where one was, without reading anything again. */
    int loads = room.cast.loads;
    press(terminal, INPUT_ESCAPE, 1);
    press(terminal, INPUT_BACKSPACE, 1);
    shows(terminal, "3 / 3");
    press(terminal, INPUT_ESCAPE, 1);
    shows(terminal, "2 / 3");
    shows(terminal, "Units");
    assert_int_equal(room.cast.loads, loads);
    press(terminal, INPUT_ESCAPE, 2);
    assert_string_equal(terminal_top(terminal), "tables-home");
    leave(&room);
}

static void rows_may_be_people_instead(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    terminal_type(terminal, "a5");
    terminal_pass(terminal, 0);
    asked(&room, "ledger");
    shows(terminal, "B by person");
    terminal_type(terminal, "b");
    terminal_pass(terminal, 0);
    asked(&room, "ledger by person");
    terminal_type(terminal, "b");
    terminal_pass(terminal, 0);
    asked(&room, "ledger");
    press(terminal, INPUT_ESCAPE, 2);
    tables_cast_show(terminal, "1");
    terminal_type(terminal, "b");
    terminal_pass(terminal, 0);
    asked(&room, "scores 2026-11-yzyh");
    leave(&room);
}

static void papers_begin_with_the_people(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "4");
    asked(&room, "scores 2026-11-yzyh");
    shows(terminal, "Enter shows a person's paper, E writes everybody's.");
    terminal_type(terminal, "ex");
    terminal_pass(terminal, 0);
    assert_string_equal(buf_string(&room.cast.saved), "papers 2026-11-yzyh");
    press(terminal, INPUT_ENTER, 2);
    asked(&room, "papers 2026-11-yzyh number=10003");
    leave(&room);
}

/* ---- What goes with it --------------------------------------------------------------------------------- */

static void charts_fill_the_screen(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "1");
    terminal_type(terminal, "c");
    terminal_expect(terminal, "tables-histogram");
    press(terminal, INPUT_RIGHT, 1);
    terminal_expect(terminal, "tables-bars");
    press(terminal, INPUT_RIGHT, 1);
    terminal_expect(terminal, "tables-lines");
    terminal->canvas.ascii = true;
    press(terminal, INPUT_RIGHT, 1);
    terminal_expect_at(terminal, "tables-histogram-ascii", 80, 24);
    terminal_type(terminal, "c");
    assert_string_equal(terminal_top(terminal), "tables-table");
    leave(&room);
}

static void notes_can_be_read(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "1");
    terminal_type(terminal, "t");
    terminal_expect_at(terminal, "tables-notes", 80, 24);
    press(terminal, INPUT_ESCAPE, 2);
    terminal_type(terminal, "2");
    terminal_pass(terminal, 0);
    terminal_type(terminal, "t");
    shows(terminal, "This table has no notes.");
    leave(&room);
}

static void an_empty_table_says_so(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 0);
    tables_cast_show(terminal, "1");
    terminal_expect(terminal, "tables-empty");
    terminal_type(terminal, "nsc>/x");
    press(terminal, INPUT_ENTER, 2);
    press(terminal, INPUT_DOWN, 2);
    shows(terminal, "Nobody has a result yet.");
    press(terminal, INPUT_ESCAPE, 1);
    terminal_type(terminal, "3");
    terminal_pass(terminal, 0);
    shows(terminal, "Nobody is missing");
    leave(&room);
}

static void a_table_that_cannot_be_read_says_why(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    room.cast.refusal = "there is no unit 通风三队 in the roster; the nearest is 乌金山煤矿/通风二队党支部";
    tables_cast_show(terminal, "1");
    terminal_expect_at(terminal, "tables-failed", 80, 24);
    terminal_type(terminal, "stc/n>e");
    room.cast.refusal = NULL;
    terminal_type(terminal, "r");
    terminal_pass(terminal, 0);
    shows(terminal, "1 / 40");
    leave(&room);
}

static void the_filter_is_passed_on(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "1");
    terminal_type(terminal, "f");
    terminal_type(terminal, "乌金山煤矿");
    press(terminal, INPUT_DOWN, 1);
    terminal_type(terminal, "书记");
    press(terminal, INPUT_DOWN, 1);
    terminal_type(terminal, "2026-11");
    terminal_expect(terminal, "tables-filter");
    press(terminal, INPUT_ENTER, 1);
    shows(terminal, "Please give days as 2026-11-23.");
    terminal_type(terminal, "-01");
    press(terminal, INPUT_DOWN, 1);
    terminal_type(terminal, "2026-11-30");
    press(terminal, INPUT_DOWN, 1);
    terminal_type(terminal, " ");
    press(terminal, INPUT_ENTER, 1);
    asked(&room,
          "scores 2026-11-yzyh unit=乌金山煤矿 post=书记 from=2026-11-01 00:00 to=2026-12-01 00:00 passed");
    terminal_expect_at(terminal, "tables-filtered", 80, 24);
    terminal_type(terminal, "f");
    terminal_key(terminal, INPUT_CTRL + 'x');
    terminal_pass(terminal, 0);
    asked(&room, "scores 2026-11-yzyh");
    leave(&room);
}

static void what_is_seen_is_exported(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "1");
    press(terminal, INPUT_RIGHT, 5);
    terminal_type(terminal, "se");
    terminal_expect_at(terminal, "tables-export", 80, 24);
    terminal_type(terminal, "h");
    shows(terminal, "Writing…");
    terminal_pass(terminal, 0);
    assert_string_equal(buf_string(&room.cast.saved), "scores 2026-11-yzyh sort=mark:desc");
    terminal_expect_at(terminal, "tables-exported", 80, 24);
    terminal_key(terminal, INPUT_ENTER);
    room.cast.refusal = "the disk is full";
    terminal_type(terminal, "ex");
    terminal_pass(terminal, 0);
    shows(terminal, "the disk is full");
    leave(&room);
}

/* A table that has everything still names every key at 80 columns. */
static void all_keys_are_hinted(void **state)
{
    (void)state;
    struct canvas canvas;
    struct buf out = BUF_EMPTY;
    uint32_t modes =
        TABLE_MODE_TABLE | TABLE_MODE_LEADS | TABLE_MODE_CHARTS | TABLE_MODE_NOTES | TABLE_MODE_PEOPLE;
    const struct hints hints = {tables_table_keys, modes};
    canvas_init(&canvas, false);
    canvas_reset(&canvas, 78, 2);
    hints_draw(&hints, &canvas, canvas_rect(&canvas));
    canvas_to_text(&canvas, &out);
    for (const struct binding *b = tables_table_keys; b->action; b++)
        if (b->label && (b->modes & modes) && !strstr(buf_string(&out), b->label))
            fail_msg("%s is not on:\n%s", b->label, buf_string(&out));
    buf_finish(&out);
    canvas_finish(&canvas);
}

static void news_are_told_and_read(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "1");
    terminal_type(terminal, ">>s");
    press(terminal, INPUT_DOWN, 7);
    terminal_pass(terminal, 10000);
    shows_not(terminal, "New results");
    room.cast.news = true;
    terminal_pass(terminal, 10000);
    shows(terminal, "New results have come in: R reads again.");
    room.cast.people = 45;
    room.cast.news = false;
    terminal_type(terminal, "rct"); /* nothing is shown of what is about to go */
    assert_string_equal(terminal_top(terminal), "tables-table");
    terminal_pass(terminal, 0);
    shows(terminal, "8 / 45");
    shows(terminal, "name↑");
    shows_not(terminal, "New results");
    leave(&room);
}

static void a_hundred_thousand_rows(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 100000);
    tables_cast_show(terminal, "1");
    press(terminal, INPUT_END, 1);
    shows(terminal, "100000 / 100000");
    for (int i = 0; i < 1000; i++)
        terminal_wheel(terminal, true);
    shows(terminal, "97000 / 100000");
    press(terminal, INPUT_RIGHT, 5);
    terminal_type(terminal, "s");
    shows(terminal, "mark: 100");
    terminal_type(terminal, "/99999");
    terminal_key(terminal, INPUT_ENTER);
    shows(terminal, "99999");
    leave(&room);
}

static void a_click_sorts_chooses_and_opens(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "1");
    shows(terminal, "1 / 40");
    terminal_click(terminal, 24, 2); /* the heading of the names */
    shows(terminal, "name↑");
    terminal_click(terminal, 24, 6);
    shows(terminal, "4 / 40");
    terminal_click(terminal, 24, 6);
    terminal_pass(terminal, 0);
    assert_non_null(strstr(buf_string(&room.cast.asked), "papers 2026-11-yzyh number="));
    leave(&room);
}

static void q_leaves(void **state)
{
    (void)state;
    struct room room;
    struct terminal *terminal = enter(&room, 40);
    tables_cast_show(terminal, "1");
    terminal_type(terminal, "q");
    assert_true(terminal->stack.done);
    leave(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_are_listed_searched_and_marked),
        cmocka_unit_test(the_menu_says_what_each_table_answers),
        cmocka_unit_test(a_table_says_that_it_is_being_read_and_is_shown),
        cmocka_unit_test(columns_scroll_beside_the_name),
        cmocka_unit_test(rows_are_sorted_by_the_column),
        cmocka_unit_test(places_are_found_and_marked),
        cmocka_unit_test(a_unit_leads_to_its_people_and_they_to_their_papers),
        cmocka_unit_test(rows_may_be_people_instead),
        cmocka_unit_test(papers_begin_with_the_people),
        cmocka_unit_test(charts_fill_the_screen),
        cmocka_unit_test(notes_can_be_read),
        cmocka_unit_test(an_empty_table_says_so),
        cmocka_unit_test(a_table_that_cannot_be_read_says_why),
        cmocka_unit_test(the_filter_is_passed_on),
        cmocka_unit_test(what_is_seen_is_exported),
        cmocka_unit_test(all_keys_are_hinted),
        cmocka_unit_test(news_are_told_and_read),
        cmocka_unit_test(a_hundred_thousand_rows),
        cmocka_unit_test(a_click_sorts_chooses_and_opens),
        cmocka_unit_test(q_leaves),
    };
    return cmocka_run_group_tests_name("tables", tests, NULL, NULL);
}
