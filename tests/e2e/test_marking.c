/* Answers in words from end to end: a candidate writes one while hub and seat die, two markers and a third
 * settle it, an examiner takes somebody through the same test by word of mouth. */
#include "stage_journey.h"

#include <signal.h>
#include <unistd.h>

#define EXAMINER "10001"
#define FIRST_MARKER "10002"
#define SECOND_MARKER "10005"

struct room {
    struct test_hall hall;
    struct terminal *seat, *other;
};

static const char bank[] = "bank: ceshi\n"
                           "items:\n"
                           "  - id: s1\n"
                           "    kind: short\n"
                           "    stem: 发展党员有哪些步骤?\n"
                           "    points:\n"
                           "      - {text: 递交入党申请书, marks: 4}\n"
                           "      - {text: 确定为入党积极分子, marks: 3}\n"
                           "      - {text: 指定培养联系人, marks: 3}\n"
                           "  - {id: t1, kind: truefalse, stem: 预备党员没有表决权。, key: true}\n";

static const char sheet[] = "test: jd\n"
                            "title: 简答小测\n"
                            "minutes: 30\n"
                            "full: 12\n"
                            "pass: 60%\n"
                            "who: {posts: [书记, 副书记]}\n"
                            "sections:\n"
                            "  - {title: 简答题, items: [ceshi/s1], marks: 10}\n"
                            "  - {title: 判断题, items: [ceshi/t1], marks: 2}\n"
                            "marking: {markers: [\"10002\", \"10005\"], times: 2, difference: 1}\n"
                            "reveal: {marks: submitted, keys: submitted}\n";

static const char hall_sheet[] = "hall: 训练室\norganizers: [\"10001\"]\n";

static const char people[] = "number,name,unit,post,pin\n"
                             "10001,梁秀萍,矿/组织部,干事,652386\n"
                             "10002,邵宏亮,矿/组织部,干事,283145\n"
                             "10003,贾建明,矿/综采一队,书记,394570\n"
                             "10004,武志刚,矿/综采一队,副书记,927672\n"
                             "10005,郭晓林,矿/综采一队,组织委员,738739\n";

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

static void open_hall(struct room *room)
{
    struct test_hall *hall = &room->hall;
    char csv[HALL_PATH_SIZE + 16];
    test_hall_make(hall, NULL, false);
    test_hall_write(hall, "hall.yaml", hall_sheet);
    test_hall_write(hall, "people.csv", people);
    test_hall_write(hall, "question_banks/ceshi.yaml", bank);
    test_hall_write(hall, "events/jd.yaml", sheet);
    snprintf(csv, sizeof csv, "%s/people.csv", hall->path);
    free(test_hall_biwu(hall, 0, "people", "import", csv, "--apply", NULL));
    test_hall_start_hub(hall, NULL);
    free(test_hall_biwu(hall, 0, "event", "open", "jd", NULL));
}

static struct terminal *terminal_for(const struct room *room, const char *command, const char *number)
{
    const char *const words[] = {command, "jd", NULL};
    struct terminal *terminal = stage_terminal(&room->hall, "en", 80, 24, words);
    journey_sign_in(terminal, &room->hall, number);
    return terminal;
}

static void begin(struct room *room, const char *number)
{
    room->seat = journey_sit_down(&room->hall, number);
    terminal_wait_for(room->seat, "▸ 简答小测");
    terminal_press(room->seat, KEY_ENTER);
    terminal_wait_for(room->seat, "The clock starts when you press Enter.");
    terminal_press(room->seat, KEY_ENTER);
    terminal_wait_for(room->seat, "Item 1 of 2");
}

/* The mark of the attempt as `biwu attempts list` has it. */
static void expect_mark(const struct room *room, const char *attempt, const char *mark)
{
    enum { MARK = 12 };
    char *attempts = test_hall_biwu(&room->hall, 0, "attempts", "list", "jd", "--format", "csv", NULL);
    char *given = journey_field(attempts, attempt, MARK);
    if (strcmp(given, mark) != 0)
        fail_msg("the mark is not %s:\n%s", mark, attempts);
    free(given);
    free(attempts);
}

/* Kills the hub so that nobody can start one before the descriptor is closed. */
static int take_the_hub_away(struct room *room, struct terminal *terminal)
{
    terminal_signal(terminal, SIGSTOP);
    test_hall_end_hub(&room->hall, SIGKILL);
    test_hall_kill_own_hub(&room->hall);
    int lock = test_hall_lock(&room->hall);
    terminal_signal(terminal, SIGCONT);
    terminal_wait_for(terminal, "reconnecting");
    return lock;
}

/* ---- Writing ---------------------------------------------------------------------------------------- */

static void test_words_outlive_hub_and_seat(void **state)
{
    struct room *room = *state;
    open_hall(room);
    begin(room, CANDIDATE);
    struct terminal *seat = room->seat;
    terminal_type(seat, "一、递交申请");
    terminal_press(seat, KEY_ENTER);
    terminal_press(seat, KEY_ENTER);
    terminal_type(seat, "二、确定积极分子");
    journey_wait_saved(seat);

    int lock = take_the_hub_away(room, seat);
    terminal_press(seat, KEY_ENTER);
    terminal_type(seat, "三、指定联系人");
    terminal_wait_for(seat, "● not saved yet");
    close(lock);
    terminal_wait_gone(seat, "reconnecting");
    journey_wait_saved(seat);

    stage_kill(&room->seat);
    seat = room->seat = journey_come_back(&room->hall, CANDIDATE);
    journey_jump(seat, 1);
    terminal_wait_for_all(seat,
                          (const char *const[]){"一、递交申请", "二、确定积极分子", "三、指定联系人", NULL});
    int column, first, second;
    assert_true(terminal_find(seat, "一、递交", &column, &first));
    assert_true(terminal_find(seat, "二、确定", &column, &second));
    assert_int_equal(second, first + 2); /* the empty line between them is still there */

    /* What was typed last goes along when the item is left at once. */
    terminal_type(seat, "两名");
    terminal_press(seat, KEY_PAGE_DOWN);
    terminal_wait_for(seat, "Item 2 of 2");
    terminal_type(seat, "a");
    journey_wait_saved(seat);
    journey_submit(seat);
    terminal_wait_for(seat, "1 answer waits for the markers");
    terminal_press(seat, KEY_ENTER);
    terminal_wait_for_all(seat,
                          (const char *const[]){"三、指定联系人两名", "waits for the markers (of 10)", NULL});
    free(test_hall_biwu(&room->hall, 0, "verify", NULL));
}

/* ---- Marking ---------------------------------------------------------------------------------------- */

static void write_and_submit(struct room *room)
{
    begin(room, CANDIDATE);
    terminal_type(room->seat, "先递交申请,再确定积极分子,然后指定联系人。");
    terminal_press(room->seat, KEY_PAGE_DOWN);
    terminal_wait_for(room->seat, "Item 2 of 2");
    terminal_type(room->seat, "a");
    journey_wait_saved(room->seat);
    journey_submit(room->seat);
}

/* A marker before the one answer, these points ticked. */
static struct terminal *tick(struct room *room, const char *number, const char *ticks, const char *sum)
{
    struct terminal *marker = room->other = terminal_for(room, "marking", number);
    terminal_wait_for(marker, "1 answer waits for you");
    terminal_press(marker, KEY_ENTER);
    terminal_wait_for_all(
        marker, (const char *const[]){"发展党员有哪些步骤", "先递交申请", "3. 指定培养联系人", NULL});
    assert_false(terminal_shows(marker, CANDIDATE));
    assert_false(terminal_shows(marker, "贾建明"));
    terminal_press(marker, KEY_ENTER);
    terminal_wait_for(marker, "Nothing is ticked yet");
    terminal_type(marker, ticks);
    terminal_wait_for(marker, sum);
    return marker;
}

static void mark(struct room *room, const char *number, const char *ticks, const char *sum,
                 const char *outcome)
{
    struct terminal *marker = tick(room, number, ticks, sum);
    terminal_press(marker, KEY_ENTER);
    terminal_wait_for_all(marker, (const char *const[]){outcome, "Settled: ", NULL});
}

/* The same while there is no hub: the mark is given when it is back. */
static void mark_without_a_hub(struct room *room, const char *number, const char *ticks, const char *sum,
                               const char *outcome)
{
    struct terminal *marker = tick(room, number, ticks, sum);
    int lock = take_the_hub_away(room, marker);
    terminal_press(marker, KEY_ENTER);
    terminal_wait_for(marker, "● being saved…");
    close(lock);
    terminal_wait_for_all(marker, (const char *const[]){outcome, "Settled: ", NULL});
}

static void leave(struct room *room)
{
    terminal_type(room->other, "q");
    assert_true(WIFEXITED(terminal_wait_exit(room->other)));
    terminal_finish(room->other);
    room->other = NULL;
}

static void test_two_markers_and_a_third(void **state)
{
    struct room *room = *state;
    open_hall(room);
    write_and_submit(room);
    mark(room, FIRST_MARKER, "12", "7 of 10", "waits for a second marker");
    terminal_wait_for(room->other, "Nothing waits for you now");
    leave(room);
    mark_without_a_hub(room, SECOND_MARKER, "1", "4 of 10", "a third marker decides");
    leave(room);
    mark(room, EXAMINER, "123", "10 of 10", "✓ Settled.");
    terminal_wait_for(room->other, "✓ All answers are settled.");
    leave(room);
    terminal_press(room->seat, KEY_ESCAPE);
    terminal_wait_for_all(room->seat, (const char *const[]){"My tests", "▸", NULL}); /* the list is there */
    terminal_press(room->seat, KEY_ENTER);
    terminal_wait_for_all(room->seat, (const char *const[]){"Mark: 12 of 12", "✓ Passed", NULL});
    expect_mark(room, "1", "12");
    free(test_hall_biwu(&room->hall, 0, "verify", NULL));
}

/* ---- By word of mouth ------------------------------------------------------------------------------- */

static void test_oral_test(void **state)
{
    struct room *room = *state;
    open_hall(room);
    struct terminal *examiner = room->seat = terminal_for(room, "oral", EXAMINER);
    terminal_wait_for_all(examiner, (const char *const[]){"▸ 10003", "10004", "not taken yet", NULL});
    terminal_type(examiner, "志刚");
    terminal_wait_for(examiner, "▸ 10004");
    terminal_press(examiner, KEY_ENTER);
    terminal_wait_for(examiner, "Begin the oral test of 武志刚 (10004)?");
    terminal_press(examiner, KEY_ENTER);
    terminal_wait_for_all(examiner, (const char *const[]){"candidate 武志刚 (10004)", "发展党员有哪些步骤",
                                                          "time left ", "nothing ticked yet", NULL});
    terminal_type(examiner, "13");
    terminal_wait_for(examiner, "7 of 10");
    journey_wait_saved(examiner);

    /* The terminal dies; the same examiner goes on at another. */
    stage_kill(&room->seat);
    examiner = room->seat = terminal_for(room, "oral", EXAMINER);
    terminal_wait_for(examiner, "being examined");
    terminal_type(examiner, "10004");
    terminal_wait_for(examiner, "▸ 10004");
    terminal_press(examiner, KEY_ENTER);
    terminal_wait_for(examiner, "candidate 武志刚 (10004)");
    journey_jump(examiner, 1);
    terminal_wait_for_all(examiner, (const char *const[]){"7 of 10", "[✓] 1. 递交入党申请书", NULL});
    terminal_press(examiner, KEY_TAB);
    terminal_type(examiner, "没有说积极分子");
    journey_wait_saved(examiner);
    terminal_press(examiner, KEY_PAGE_DOWN);
    terminal_wait_for(examiner, "Item 2 of 2");
    terminal_type(examiner, "a");
    journey_wait_saved(examiner);
    terminal_type(examiner, "s");
    terminal_wait_for(examiner, "Submit the test");
    terminal_type(examiner, "s");
    terminal_wait_for(examiner, "[Go on answering]");
    terminal_type(examiner, "y");
    terminal_wait_for_all(examiner,
                          (const char *const[]){"Candidate: 武志刚 (10004)", "Mark: 9 of 12", NULL});
    terminal_press(examiner, KEY_ESCAPE);
    terminal_wait_for_all(examiner, (const char *const[]){"taken: 1 of 2", "▸ 10004", NULL});
    expect_mark(room, "1", "9");
    free(test_hall_biwu(&room->hall, 0, "verify", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_words_outlive_hub_and_seat, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_two_markers_and_a_third, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_oral_test, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
