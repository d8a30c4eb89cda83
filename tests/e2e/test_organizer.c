/* The organizer at the monitor, and what the candidates see of it. */
#include "journey.h"

struct room {
    struct test_hall hall;
    struct terminal *organizer, *candidate;
};

static int set_up(void **state)
{
    struct room *room = *state = calloc(1, sizeof *room);
    journey_hall(&room->hall, "90");
    test_hall_write(&room->hall, "hall.yaml",
                    "hall: 培训室\norganizers: [\"" ORGANIZER "\"]\nwrong_pins: 2\n");
    test_hall_start_hub(&room->hall, NULL);
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    terminal_finish(room->organizer);
    terminal_finish(room->candidate);
    test_hall_remove(&room->hall);
    free(room);
    return 0;
}

/* From the home screen to the list of tests. */
static void organize(struct terminal *organizer)
{
    terminal_type(organizer, "e");
    terminal_wait_for_all(organizer, (const char *const[]){"Events", "Going on", "双比武理论考试", NULL});
}

/* In the monitor: only this person's row is left. */
static void choose_person(struct terminal *organizer, const char *number)
{
    terminal_type(organizer, "/");
    terminal_wait_for(organizer, "Search:");
    terminal_type(organizer, number);
    terminal_press(organizer, KEY_ENTER);
    terminal_wait_gone(organizer, number[4] == '3' ? " 10004 " : " 10003 ");
    terminal_wait_for(organizer, number);
}

static void fill_dialog(struct terminal *organizer, const char *first, const char *second)
{
    terminal_type(organizer, first);
    terminal_press(organizer, KEY_DOWN);
    if (second) {
        terminal_type(organizer, second);
        terminal_press(organizer, KEY_DOWN);
    }
    terminal_wait_for(organizer, "▸ [Yes]");
    terminal_press(organizer, KEY_ENTER);
}

static void open_by_the_organizer(struct room *room)
{
    room->candidate = journey_sit_down(&room->hall, CANDIDATE);
    terminal_wait_for(room->candidate, "There is no test for you now.");
    room->organizer = journey_sit_down(&room->hall, ORGANIZER);
    organize(room->organizer);
    terminal_type(room->organizer, "o");
    terminal_wait_for(room->organizer, "[Yes]");
    terminal_type(room->organizer, "y");
    terminal_wait_gone(room->organizer, "draft");
    /* The candidate's page changes by itself. */
    journey_begin(room->candidate);
    terminal_press(room->organizer, KEY_ENTER);
    terminal_wait_for_all(room->organizer, (const char *const[]){"people ", "going on", CANDIDATE, NULL});
}

static void extend(struct room *room)
{
    struct terminal *organizer = room->organizer, *candidate = room->candidate;
    choose_person(organizer, CANDIDATE);
    int before = journey_time_left(candidate);
    terminal_type(organizer, "e");
    terminal_wait_for(organizer, "Minutes (with a minus: less time)");
    fill_dialog(organizer, "10", "终端故障");
    terminal_wait_for(candidate, "The organizer has given you 10:00 more.");
    terminal_press(candidate, KEY_ENTER);
    terminal_wait_gone(candidate, "Time changed");
    int after = journey_time_left(candidate);
    assert_in_range(after, before + 600 - TERMINAL_DEADLINE_MS / 1000, before + 600);

    /* Less time for all. */
    terminal_type(organizer, "a");
    terminal_wait_for(organizer, "More time for all");
    fill_dialog(organizer, "-20", "时间有误");
    terminal_wait_for(candidate, "The organizer has shortened your time by 20:00.");
    terminal_press(candidate, KEY_ENTER);
    terminal_wait_gone(candidate, "Time changed");
    assert_in_range(journey_time_left(candidate), after - 1200 - TERMINAL_DEADLINE_MS / 1000, after - 1200);
}

static void submit(struct room *room)
{
    struct given given = {0};
    journey_answer(room->candidate, 1, &given);
    journey_wait_saved(room->candidate);
    terminal_type(room->organizer, "s");
    terminal_wait_for(room->organizer, "[Yes]");
    terminal_type(room->organizer, "y");
    terminal_wait_for(room->candidate, "The organizer has submitted your test.");
    terminal_press(room->candidate, KEY_ENTER);
    terminal_wait_for(room->candidate, "Answered: 1 of ");
    terminal_wait_for(room->organizer, "submitted");
}

static void declare_void(struct terminal *organizer, const char *reason)
{
    terminal_type(organizer, "v");
    terminal_wait_for(organizer, "Declare void");
    fill_dialog(organizer, reason, NULL);
    terminal_wait_gone(organizer, "Declare void");
}

/* A void attempt does not count: not in the ranking, and not against those allowed. */
static void void_and_begin_again(struct room *room)
{
    struct terminal *organizer = room->organizer, *candidate = room->candidate;
    declare_void(organizer, "");
    terminal_wait_for(organizer, "please give a reason");
    declare_void(organizer, "代答");
    terminal_wait_for(organizer, " void ");
    char *ranked = test_hall_biwu(&room->hall, 0, "rank", "lilun", "--format", "csv", NULL);
    assert_null(strstr(ranked, CANDIDATE));
    free(ranked);

    terminal_press(candidate, KEY_ESCAPE);
    terminal_wait_for_all(candidate, (const char *const[]){"My tests", " open", NULL});
    journey_begin(candidate);
    terminal_wait_for(organizer, "going on");
    declare_void(organizer, "替考");
    terminal_wait_for(candidate, "The organizer has declared this attempt void. Reason: 替考");

    char *attempts = test_hall_biwu(&room->hall, 0, "attempts", "list", "lilun", "--format", "csv", NULL);
    char *status = journey_field(attempts, "1", 5), *reason = journey_field(attempts, "2", 15);
    assert_string_equal(status, "void");
    assert_string_equal(reason, "替考");
    free(attempts);
    free(status);
    free(reason);
}

static void try_wrong_pin(struct terminal *seat, const char *pin, const char *answer)
{
    terminal_type(seat, pin);
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for(seat, answer);
}

static void unlock(struct room *room)
{
    struct terminal *organizer = room->organizer;
    char pin[HALL_PIN_SIZE];
    struct terminal *seat = test_hall_seat(&room->hall, "en", 80, 24);
    terminal_finish(room->candidate);
    room->candidate = seat;
    terminal_wait_for(seat, "Staff number");
    terminal_type(seat, OTHER_CANDIDATE);
    terminal_press(seat, KEY_ENTER);
    try_wrong_pin(seat, "0000", "The number or the PIN is wrong.");
    try_wrong_pin(seat, "1111", "locked");
    test_hall_pin(&room->hall, OTHER_CANDIDATE, pin);
    try_wrong_pin(seat, pin, "locked");

    terminal_press(organizer, KEY_ESCAPE);
    choose_person(organizer, OTHER_CANDIDATE);
    terminal_wait_for(organizer, "locked");
    terminal_type(organizer, "u");
    terminal_wait_for(organizer, "[Yes]");
    terminal_type(organizer, "y");
    terminal_wait_gone(organizer, "locked");
    try_wrong_pin(seat, pin, "My tests");
}

static void test_organizer(void **state)
{
    struct room *room = *state;
    open_by_the_organizer(room);
    extend(room);
    submit(room);
    void_and_begin_again(room);
    unlock(room);
    /* Closing submits whoever is still at it. */
    journey_begin(room->candidate);
    terminal_press(room->organizer, KEY_ESCAPE);
    terminal_press(room->organizer, KEY_ESCAPE);
    terminal_wait_for(room->organizer, "Hours");
    terminal_type(room->organizer, "c");
    terminal_wait_for(room->organizer, "[Yes]");
    terminal_type(room->organizer, "y");
    terminal_wait_for(room->candidate, "The test has been closed.");
    free(test_hall_biwu(&room->hall, 0, "verify", NULL));
}

/* A candidate is offered none of it. */
static void test_candidate_may_not(void **state)
{
    struct room *room = *state;
    room->candidate = journey_sit_down(&room->hall, CANDIDATE);
    assert_false(terminal_shows(room->candidate, "rganize"));
    terminal_type(room->candidate, "e");
    terminal_type(room->candidate, "?");
    terminal_wait_for(room->candidate, "Keys on this screen");
    assert_false(terminal_shows(room->candidate, "Open and close tests"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_organizer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_candidate_may_not, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("organizer", tests, NULL, NULL);
}
