/* A draw in the room: the pool on the screen, numbers read out and typed, names that roll. What is drawn
 * stands in the journal before it rolls. */
#include "journey.h"

#include "base/text.h"

#include <signal.h>
#include <sys/wait.h>

struct room {
    struct test_hall hall;
    struct terminal *screen;
};

static int set_up(void **state)
{
    struct room *room = *state = calloc(1, sizeof *room);
    test_hall_make(&room->hall, NULL, true);
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    terminal_finish(room->screen);
    test_hall_remove(&room->hall);
    free(room);
    return 0;
}

/* `biwu draw people` at a terminal: one of each branch of the mine that has a secretary. */
static struct terminal *begin_draw(struct room *room)
{
    const char *const argv[] = {
        test_hall_program(), "-C",   room->hall.path, "draw",   "people",  "--rule", "1/unit",
        "--posts",           "书记", "--id",          "chou-1", "--title", "抽考",   NULL};
    const char *const environment[] = {"BIWU_LANG=en", NULL};
    const struct terminal_options options = {.argv = argv, .environment = environment};
    struct terminal *screen = room->screen = terminal_start(&options);
    terminal_wait_for(screen, "Numbers thrown or read out in the room");
    return screen;
}

static void expect_says(char *printed, const char *part)
{
    if (!strstr(printed, part))
        fail_msg("wanted “%s” in:\n%s", part, printed);
    free(printed);
}

static void test_the_names_roll_and_stand(void **state)
{
    struct room *room = *state;
    struct terminal *screen = begin_draw(room);
    assert_true(terminal_shows(screen, "hash of the pool: "));
    expect_says(test_hall_biwu(&room->hall, 0, "draw", "show", "chou-1", NULL), "waits for its seed");
    terminal_type(screen, "3 5 6 2 1 1 4 6");
    terminal_press(screen, KEY_ENTER);
    terminal_wait_for(screen, "0 of ");
    terminal_wait_for(screen, "1 of "); /* stands by itself after a while */
    terminal_type(screen, "  ");
    terminal_wait_for(screen, "2 of ");
    terminal_type(screen, "e");
    terminal_wait_gone(screen, "2 of ");
    terminal_type(screen, "q");
    assert_int_equal(terminal_wait_exit(screen), 0);
    assert_true(
        terminal_shows(screen, "Seed, of the numbers thrown or read out in the room: 3 5 6 2 1 1 4 6"));
    assert_false(terminal_is_alternate(screen));
}

/* A seed cannot be taken back, so it is spoken of before it is fixed. */
static void test_few_numbers_are_asked_about(void **state)
{
    struct room *room = *state;
    struct terminal *screen = begin_draw(room);
    terminal_type(screen, "3 5");
    terminal_press(screen, KEY_ENTER);
    terminal_wait_for(screen, "Draw with it all the same? [y/N]");
    expect_says(test_hall_biwu(&room->hall, 0, "draw", "show", "chou-1", NULL), "waits for its seed");
    terminal_press(screen, KEY_ENTER);
    terminal_type(screen, "35");
    terminal_press(screen, KEY_ENTER);
    terminal_type(screen, "y");
    terminal_press(screen, KEY_ENTER);
    terminal_wait_for(screen, "0 of ");
    terminal_type(screen, "eq");
    terminal_wait_exit(screen);
    assert_true(terminal_shows(screen, "thrown or read out in the room: 35"));
}

static void test_what_is_drawn_survives_the_screen(void **state)
{
    struct room *room = *state;
    struct terminal *screen = begin_draw(room);
    terminal_press(screen, KEY_ENTER); /* the system's seed */
    terminal_wait_for(screen, "0 of ");
    terminal_signal(screen, SIGKILL);
    terminal_wait_exit(screen);
    expect_says(test_hall_biwu(&room->hall, 0, "draw", "verify", "chou-1", NULL), "the same result");
}

static void test_a_pool_without_numbers_waits(void **state)
{
    struct room *room = *state;
    struct terminal *screen = begin_draw(room);
    terminal_press_control(screen, 'd');
    terminal_wait_exit(screen);
    assert_true(terminal_shows(screen, "`biwu draw seed` goes on with it"));
    expect_says(test_hall_biwu(&room->hall, 0, "draw", "seed", "chou-1", "--throw", "35621146", NULL),
                "35621146");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_names_roll_and_stand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_few_numbers_are_asked_about, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_drawn_survives_the_screen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_pool_without_numbers_waits, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("drum", tests, NULL, NULL);
}
