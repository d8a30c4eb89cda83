/* What must not cost a candidate anything: the hub dies, the seat dies, the line goes dead, somebody else's
 * window, a wall clock that jumps; and time that runs out. */
#include "journey.h"

#include "base/clock.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct room {
    struct test_hall hall;
    struct terminal *seat, *other;
};

static int set_up(void **state)
{
    *state = calloc(1, sizeof(struct room));
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    terminal_finish(room->seat);
    terminal_finish(room->other);
    test_hall_remove(&room->hall);
    free(room);
    return 0;
}

/* Answers the first `count` items; ends on the last of them, saved. */
static void answer_some(struct terminal *seat, int count, int items, struct given *given)
{
    for (int item = 1; item <= count; item++) {
        journey_answer(seat, item, &given[item - 1]);
        journey_wait_saved(seat);
        if (item < count)
            journey_next(seat, items);
    }
}

/* ---- Time ------------------------------------------------------------------------------------------- */

static void test_time_runs_out(void **state)
{
    struct room *room = *state;
    struct given given[ITEMS_MAX] = {0};
    journey_open_hall(&room->hall, "0.1"); /* six seconds */
    struct terminal *seat = room->seat = journey_sit_down(&room->hall, CANDIDATE);
    int items = journey_begin(seat);
    answer_some(seat, 3, items, given);
    terminal_wait_for(seat, "Your time is up. All saved answers have been submitted.");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for_all(seat, (const char *const[]){"The time was up; your saved answers were submitted.",
                                                      "Answered: 3 of ", "time used: 0:06", NULL});
    char *attempts = test_hall_biwu(&room->hall, 0, "attempts", "list", "lilun", "--format", "csv", NULL);
    char *cause = journey_field(attempts, "1", 6), *seconds = journey_field(attempts, "1", 9);
    assert_string_equal(cause, "time");
    assert_string_equal(seconds, "6");
    journey_check_given(&room->hall, CANDIDATE, given, items);
    free(attempts);
    free(cause);
    free(seconds);
}

/* ---- The hub ---------------------------------------------------------------------------------------- */

struct limit {
    int at_most;
};

static bool time_has_run_to(struct terminal *seat, void *context)
{
    const struct limit *limit = context;
    int left = journey_time_left(seat);
    return left >= 0 && left <= limit->at_most;
}

static void wait_until_left(struct terminal *seat, int at_most)
{
    struct limit limit = {at_most};
    char what[64];
    snprintf(what, sizeof what, "at most %d s left", at_most);
    terminal_wait_until(seat, time_has_run_to, &limit, what);
}

/* Kills the hub so that nobody can start one before the descriptor is closed. */
static int take_the_hub_away(struct room *room)
{
    terminal_signal(room->seat, SIGSTOP);
    test_hall_end_hub(&room->hall, SIGKILL);
    int lock = test_hall_lock(&room->hall);
    terminal_signal(room->seat, SIGCONT);
    terminal_wait_for(room->seat, "reconnecting");
    return lock;
}

static void test_hub_is_killed(void **state)
{
    struct room *room = *state;
    struct given given[ITEMS_MAX] = {0};
    journey_open_hall(&room->hall, "90");
    struct terminal *seat = room->seat = journey_sit_down(&room->hall, CANDIDATE);
    int items = journey_begin(seat);
    answer_some(seat, 3, items, given);
    int before = journey_time_left(seat);
    int lock = take_the_hub_away(room);

    /* What is answered meanwhile is kept at the seat. */
    journey_next(seat, items);
    journey_answer(seat, 4, &given[3]);
    terminal_wait_for_all(seat, (const char *const[]){"● not saved yet", "● 1 answer not saved yet", NULL});
    wait_until_left(seat, before - 5);

    /* The seat starts a hub by itself when it can. The outage has taken no time. */
    close(lock);
    terminal_wait_gone(seat, "reconnecting");
    journey_wait_saved(seat);
    int after = journey_time_left(seat);
    if (after < before - 2 || after > before)
        fail_msg("%d s were left before the outage, %d s after", before, after);
    journey_next(seat, items);
    journey_answer(seat, 5, &given[4]);
    journey_wait_saved(seat);
    journey_submit(seat);
    journey_check_given(&room->hall, CANDIDATE, given, items);
    free(test_hall_biwu(&room->hall, 0, "verify", NULL));
}

/* ---- The seat --------------------------------------------------------------------------------------- */

/* At a new terminal everything is as it was at the one that is gone. */
static void go_on_elsewhere(struct room *room, int before, int64_t since)
{
    struct terminal *seat = room->other = journey_come_back(&room->hall, CANDIDATE);
    terminal_wait_for(seat, "answered 3 of ");
    int passed = (int)((clock_boot_ms() - since) / 1000), left = journey_time_left(seat);
    if (left < before - passed - 2 || left > before)
        fail_msg("%d s were left, %d s later it is %d", before, passed, left);
    journey_jump(seat, 1);
    terminal_wait_for_all(seat, (const char *const[]){"✓ saved", "(●) A.", NULL});
    journey_jump(seat, 4);
    terminal_wait_for(seat, "not answered");
}

static void test_seat_is_killed(void **state)
{
    struct room *room = *state;
    struct given given[ITEMS_MAX] = {0};
    journey_open_hall(&room->hall, "90");
    room->seat = journey_sit_down(&room->hall, CANDIDATE);
    int items = journey_begin(room->seat);
    answer_some(room->seat, 3, items, given);
    int before = journey_time_left(room->seat);
    int64_t since = clock_boot_ms();
    terminal_signal(room->seat, SIGKILL);
    terminal_wait_exit(room->seat);
    go_on_elsewhere(room, before, since);
    journey_submit(room->other);
    journey_check_given(&room->hall, CANDIDATE, given, items);
}

static void test_line_goes_dead(void **state)
{
    struct room *room = *state;
    struct given given[ITEMS_MAX] = {0};
    journey_open_hall(&room->hall, "90");
    room->seat = journey_sit_down(&room->hall, CANDIDATE);
    int items = journey_begin(room->seat);
    answer_some(room->seat, 3, items, given);
    int before = journey_time_left(room->seat);
    int64_t since = clock_boot_ms();
    terminal_hang_up(room->seat);
    terminal_wait_exit(room->seat); /* it does not stay behind */
    go_on_elsewhere(room, before, since);
}

/* What was typed and not yet sent is sent before the program ends. */
static void test_told_to_end_while_typing(void **state)
{
    struct room *room = *state;
    struct given given[ITEMS_MAX] = {0};
    journey_open_hall(&room->hall, "90");
    struct terminal *seat = room->seat = journey_sit_down(&room->hall, CANDIDATE);
    int items = journey_begin(seat);
    for (int item = 1; item <= items && !terminal_shows(seat, "· fill in the blanks ·"); item++)
        journey_next(seat, items);
    int item = journey_item(seat);
    journey_answer(seat, item, &given[item - 1]);
    terminal_signal(seat, SIGTERM);
    assert_true(WIFEXITED(terminal_wait_exit(seat)));
    assert_false(terminal_is_alternate(seat));
    free(test_hall_biwu(&room->hall, 0, "event", "close", "lilun", NULL));
    journey_check_given(&room->hall, CANDIDATE, given, items);
}

static void test_second_sign_in_takes_over(void **state)
{
    struct room *room = *state;
    struct given given[ITEMS_MAX] = {0};
    journey_open_hall(&room->hall, "90");
    room->seat = journey_sit_down(&room->hall, CANDIDATE);
    int items = journey_begin(room->seat);
    answer_some(room->seat, 2, items, given);
    room->other = journey_come_back(&room->hall, CANDIDATE);
    terminal_wait_for(room->other, "answered 2 of ");
    terminal_wait_for(room->seat, "You have signed in at another terminal");
    /* The first seat can go on by signing in again: then the second is told. */
    terminal_press(room->seat, KEY_ENTER);
    terminal_wait_gone(room->seat, "You have signed in at another terminal");
    char pin[HALL_PIN_SIZE];
    test_hall_pin(&room->hall, CANDIDATE, pin);
    terminal_wait_for(room->seat, "[" CANDIDATE " "); /* the number is not to be typed again */
    terminal_type(room->seat, pin);
    terminal_press(room->seat, KEY_ENTER);
    terminal_wait_for(room->seat, "answered 2 of ");
    terminal_wait_for(room->other, "You have signed in at another terminal");
}

/* ---- The wall clock --------------------------------------------------------------------------------- */

static void set_wall_clock(int fd, int64_t hours)
{
    int64_t seconds = hours * 3600;
    assert_int_equal(pwrite(fd, &seconds, sizeof seconds, 0), sizeof seconds);
}

/* Answers one item, and checks that no time was lost or won. */
static void go_on(struct room *room, int items, int before, int64_t since, struct given *given)
{
    journey_next(room->seat, items);
    int item = journey_item(room->seat);
    journey_answer(room->seat, item, &given[item - 1]);
    journey_wait_saved(room->seat);
    int passed = (int)((clock_boot_ms() - since + 999) / 1000), left = journey_time_left(room->seat);
    if (left < before - passed - 2 || left > before - passed + 2)
        fail_msg("%d s were left, %d s later it is %d", before, passed, left);
}

static void start_hub_with_clock(struct room *room, const char *file)
{
    char preload[HALL_PATH_SIZE], variable[HALL_PATH_SIZE + 32];
    const char *library = getenv("WALLCLOCK_LIBRARY");
    assert_non_null(library);
    snprintf(preload, sizeof preload, "LD_PRELOAD=%s", library);
    snprintf(variable, sizeof variable, "WALLCLOCK_FILE=%s", file);
    /* A sanitizer's runtime wants to be first, but need not be for what is preloaded here. */
    const char *const environment[] = {preload, variable, "ASAN_OPTIONS=verify_asan_link_order=0", NULL};
    test_hall_start_hub(&room->hall, environment);
}

static void test_wall_clock_jumps(void **state)
{
    struct room *room = *state;
    struct given given[ITEMS_MAX] = {0};
    char file[HALL_PATH_SIZE + 16];
    journey_hall(&room->hall, "90");
    snprintf(file, sizeof file, "%s/clock", room->hall.path);
    int clock = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    set_wall_clock(clock, 0);
    start_hub_with_clock(room, file);
    free(test_hall_biwu(&room->hall, 0, "event", "open", "lilun", NULL));
    room->seat = journey_sit_down(&room->hall, CANDIDATE);
    int items = journey_begin(room->seat);
    answer_some(room->seat, 1, items, given);
    int before = journey_time_left(room->seat);
    int64_t since = clock_boot_ms();
    static const int hours[] = {2, -2, 0};
    for (size_t i = 0; i < sizeof hours / sizeof *hours; i++) {
        set_wall_clock(clock, hours[i]);
        go_on(room, items, before, since, given);
    }
    /* Also while no hub runs. */
    int lock = take_the_hub_away(room);
    set_wall_clock(clock, -2);
    terminal_signal(room->seat, SIGSTOP);
    close(lock);
    start_hub_with_clock(room, file);
    terminal_signal(room->seat, SIGCONT);
    terminal_wait_gone(room->seat, "reconnecting");
    go_on(room, items, before, since, given);
    journey_submit(room->seat);
    terminal_wait_for(room->seat, "time used: 0:");
    journey_check_given(&room->hall, CANDIDATE, given, items);
    free(test_hall_biwu(&room->hall, 0, "verify", NULL));
    close(clock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_time_runs_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hub_is_killed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_seat_is_killed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_line_goes_dead, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_told_to_end_while_typing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_second_sign_in_takes_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wall_clock_jumps, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("outage", tests, NULL, NULL);
}
