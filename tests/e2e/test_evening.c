/* A candidate's evening at 80×24: every kind of item, flags, the answer sheet, a larger window, the result.
 */
#include "journey.h"

struct evening {
    struct test_hall hall;
    struct terminal *seat;
};

static int set_up(void **state)
{
    struct evening *evening = calloc(1, sizeof *evening);
    *state = evening;
    journey_open_hall(&evening->hall, "90");
    return 0;
}

static int tear_down(void **state)
{
    struct evening *evening = *state;
    terminal_finish(evening->seat);
    test_hall_remove(&evening->hall);
    free(evening);
    return 0;
}

/* All but the title bar, whose clock goes on. */
static bool shows_the_same(struct terminal *seat, void *before)
{
    char *now = terminal_text(seat);
    bool same = strcmp(strchr(before, '\n'), strchr(now, '\n')) == 0;
    free(now);
    return same;
}

static void resize_and_back(struct terminal *seat)
{
    char *before = terminal_text(seat);
    terminal_resize(seat, 120, 40);
    /* The answer sheet has room beside the item then. */
    terminal_wait_for_all(seat, (const char *const[]){"│  单项选择题", "✓ saved", "Item 7 of ", NULL});
    terminal_resize(seat, 80, 24);
    terminal_wait_until(seat, shows_the_same, before, "the screen as it was before");
    free(before);
}

static bool is_one_of(const struct given *given, int items, const char *kind)
{
    for (int i = 0; i < items; i++)
        if (strcmp(given[i].kind, kind) == 0)
            return true;
    return false;
}

static void answer_all(struct terminal *seat, int items, struct given *given)
{
    bool material = false;
    for (int item = 1; item <= items; item++) {
        assert_int_equal(journey_item(seat), item);
        material = material || terminal_shows(seat, " Material");
        journey_answer(seat, item, &given[item - 1]);
        if (item == 2 || item == 5)
            terminal_press_control(seat, 't');
        journey_wait_saved(seat);
        if (item == 7)
            resize_and_back(seat);
        journey_next(seat, items);
    }
    assert_true(material);
    static const char *const kinds[] = {"single choice",      "multiple choice", "true or false",
                                        "fill in the blanks", "calculation",     "put in order",
                                        "matching",           "find the errors"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        assert_true(is_one_of(given, items, kinds[i]));
}

static void look_at_the_answer_sheet(struct terminal *seat, int items)
{
    char counts[96];
    snprintf(counts, sizeof counts, "answered %d of %d · flagged 2 · not saved yet 0", items, items);
    terminal_press_control(seat, 'k');
    terminal_wait_for_all(seat, (const char *const[]){"Answer sheet", counts, NULL});
    /* Typing numbers moves there; G finds what is flagged. */
    terminal_type(seat, "33");
    terminal_wait_for(seat, "[ 33✓ ]");
    terminal_type(seat, "g");
    terminal_wait_for(seat, "[  2✓!]");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for_all(seat, (const char *const[]){"Item 2 of ", "! flagged", NULL});
    terminal_press_control(seat, 't');
    terminal_wait_gone(seat, "! flagged");
    journey_jump(seat, 31);
    journey_jump(seat, 1);
}

static void read_the_ranking(struct terminal *seat, const char *mark)
{
    terminal_type(seat, "r");
    terminal_wait_for_all(seat, (const char *const[]){"Ranking", "Persons: 1", "★", mark, CANDIDATE, NULL});
    terminal_press(seat, KEY_TAB);
    terminal_wait_for(seat, "Units: ");
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "You submitted this test.");
}

static void review_every_item(struct terminal *seat, int items)
{
    char last[64];
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for_all(seat, (const char *const[]){"Item 1 of ", "Your answer:", "Key:", "Mark:", NULL});
    for (int item = 1; item < items; item++) {
        snprintf(last, sizeof last, "Item %d of %d", item + 1, items);
        terminal_press(seat, KEY_RIGHT);
        terminal_wait_for(seat, last);
    }
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "You submitted this test.");
}

static void test_evening(void **state)
{
    struct evening *evening = *state;
    struct given *given = calloc(ITEMS_MAX, sizeof *given);
    struct terminal *seat = evening->seat = journey_sit_down(&evening->hall, CANDIDATE);
    int items = journey_begin(seat);
    answer_all(seat, items, given);
    look_at_the_answer_sheet(seat, items);
    journey_submit(seat);

    char mark[64];
    char *ranked = test_hall_biwu(&evening->hall, 0, "rank", "lilun", "--format", "csv", NULL);
    char *got = journey_field(ranked, "1", 4);
    snprintf(mark, sizeof mark, "Mark: %s of 100", got);
    terminal_wait_for_all(seat, (const char *const[]){mark, "Rank: 1 of 1", "By section", NULL});
    journey_check_given(&evening->hall, CANDIDATE, given, items);
    read_the_ranking(seat, got);
    review_every_item(seat, items);

    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for_all(seat, (const char *const[]){"My tests", "taken", NULL});
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "Sign out?");
    terminal_type(seat, "y");
    terminal_wait_for(seat, "Staff number");
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "Leave biwu?");
    terminal_type(seat, "y");
    assert_int_equal(terminal_wait_exit(seat), 0);
    assert_false(terminal_is_alternate(seat));
    assert_false(terminal_has_mouse(seat));
    free(test_hall_biwu(&evening->hall, 0, "verify", NULL));
    free(ranked);
    free(got);
    free(given);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_evening, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("evening", tests, NULL, NULL);
}
