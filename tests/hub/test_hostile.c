/* Terminals that are curious, dishonest, broken or slow, and a hub that fails in between: a buzzer round. */
#include "terminal.h"

#include "base/mem.h"
#include "store/stages.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <time.h>

#include <cmocka.h>

static const char contest_text[] =
    "contest: final\n"
    "title: 抢答\n"
    "base: 100\n"
    "teams:\n"
    "  - {code: A, name: 甲队, members: ['10002']}\n"
    "  - {code: B, name: 乙队, members: ['10003']}\n"
    "  - {code: C, name: 丙队, members: ['10004']}\n"
    "rounds:\n"
    "  - {round: buzzer, title: 抢答题, items: 3, window: 1, begin: 1, seconds: 600, right: 10, wrong: -10,\n"
    "     rebound: 2, spares: 2, from: {bank: plain}}\n"
    "  - {round: together, title: 共答题, items: 2, seconds: 600, right: 10, speed: [3, 1], spares: 2,\n"
    "     from: {bank: plain}}\n"
    "  - {round: risk, title: 风险题, stakes: [10, 20], seconds: 600, spares: 2, from: {bank: plain}}\n";

enum { A, B, C, TEAMS };

struct stand {
    struct room room;
    struct terminal host, board, desks[TEAMS];
};

static void all_watch(struct stand *stand)
{
    terminal_watch_well(&stand->host, "final", WATCH_HOST, NULL);
    terminal_watch_well(&stand->board, "final", WATCH_BOARD, NULL);
    for (int i = 0; i < TEAMS; i++)
        terminal_watch_well(&stand->desks[i], "final", WATCH_DESK, NULL);
}

static void stand_open(struct stand *stand)
{
    room_make(&stand->room, 5, NULL);
    room_write_plain_bank(&stand->room, 40);
    room_write(&stand->room, "events/final.yaml", contest_text);
    room_start(&stand->room);
    terminal_open(&stand->host, &stand->room, 10001);
    terminal_open(&stand->board, &stand->room, 0);
    for (int i = 0; i < TEAMS; i++)
        terminal_open(&stand->desks[i], &stand->room, 10002 + i);
    all_watch(stand);
    terminal_do(&stand->host, CONTEST_BEGIN);
}

static void stand_close(struct stand *stand)
{
    terminal_close(&stand->host);
    terminal_close(&stand->board);
    for (int i = 0; i < TEAMS; i++)
        terminal_close(&stand->desks[i]);
    room_stop(&stand->room, SIGTERM);
    room_verify(&stand->room);
    room_remove(&stand->room);
}

static void kill_and_return(struct stand *stand)
{
    room_stop(&stand->room, SIGKILL);
    room_start(&stand->room);
    terminal_return(&stand->host, &stand->room);
    terminal_return(&stand->board, &stand->room);
    for (int i = 0; i < TEAMS; i++)
        terminal_return(&stand->desks[i], &stand->room);
    all_watch(stand);
}

static void all_sync(struct stand *stand)
{
    terminal_sync(&stand->host);
    terminal_sync(&stand->board);
    for (int i = 0; i < TEAMS; i++)
        terminal_sync(&stand->desks[i]);
}

static void enter(struct stand *stand, int64_t round)
{
    struct request request = contest_order(CONTEST_ENTER);
    request.contest.round = round;
    terminal_expect(&stand->host, WIRE_OK, &request);
}

static void take_and_open(struct stand *stand)
{
    terminal_do(&stand->host, CONTEST_TAKE);
    terminal_do(&stand->host, CONTEST_OPEN);
    all_sync(stand);
}

/* ---- A hub that fails ---------------------------------------------------------------------------------- */

/* The order of presses goes by arrival numbers, which must not begin anew with the hub. */
static void who_presses_after_a_restart_comes_after(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    enter(&stand, 0);
    take_and_open(&stand);
    assert_true(text_is(terminal_press(&stand.desks[B], NULL).contest.outcome, "first"));
    assert_int_equal(terminal_press(&stand.desks[A], NULL).contest.place, 2);
    kill_and_return(&stand);
    struct reply third = terminal_press(&stand.desks[C], NULL);
    assert_true(text_is(third.contest.outcome, "queued"));
    assert_int_equal(third.contest.place, 3);
    terminal_rule(&stand.host, NULL, VERDICT_WRONG);
    assert_int_equal(stand.host.view.floor, A);
    stand_close(&stand);
}

/* The bonus for speed likewise: B answered before the hub was killed. */
static void who_answers_after_a_restart_answers_later(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    enter(&stand, 1);
    take_and_open(&stand);
    assert_int_equal(terminal_answer(&stand.desks[B], NULL, true), WIRE_OK);
    kill_and_return(&stand);
    terminal_do(&stand.host, CONTEST_RESUME);
    assert_int_equal(terminal_answer(&stand.desks[A], NULL, true), WIRE_OK);
    assert_int_equal(terminal_answer(&stand.desks[C], NULL, false), WIRE_OK);
    terminal_sync(&stand.host);
    assert_int_equal(stand.host.view.teams[B].score, 113 * MARK_ONE);
    assert_int_equal(stand.host.view.teams[A].score, 111 * MARK_ONE);
    stand_close(&stand);
}

/* The hub is held up for longer than the window and the time to begin together: who pressed in time has the
 * whole time to begin, which is counted from when the hub hears of the press. */
static void a_press_read_late_leaves_the_time_to_begin(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    enter(&stand, 0);
    take_and_open(&stand);
    int status;
    kill(stand.room.hub, SIGSTOP);
    assert_int_equal(waitpid(stand.room.hub, &status, WUNTRACED), stand.room.hub);
    struct request press = contest_order(CONTEST_PRESS);
    int64_t id = seat_send(&stand.desks[B].seat, &press);
    struct timespec long_after = {.tv_sec = 3};
    nanosleep(&long_after, NULL);
    kill(stand.room.hub, SIGCONT);
    assert_true(text_is(seat_wait(&stand.desks[B].seat, id).contest.outcome, "first"));
    /* The view that shows the press shows the time that was left then. */
    while (stand.board.view.stage == CONTEST_STAGE_OPEN)
        terminal_next_view(&stand.board);
    assert_int_equal(stand.board.view.stage, CONTEST_STAGE_BEGIN);
    assert_int_equal(stand.board.view.floor, B);
    assert_true(stand.board.view.left > 0);
    stand_close(&stand);
}

/* ---- The curious --------------------------------------------------------------------------------------- */

/* What is said against an answer would tell how many options there are, and of what kind. */
static void an_answer_to_a_hidden_item_learns_nothing(void **state)
{
    (void)state;
    static const struct text tries[] = {TEXT("Z"), TEXT("ABC"), TEXT("1.5"), TEXT("A")};
    struct stand stand;
    stand_open(&stand);
    enter(&stand, 1);
    terminal_do(&stand.host, CONTEST_TAKE);
    for (size_t i = 0; i < COUNT_OF(tries); i++) {
        struct request answer = contest_order(CONTEST_ANSWER);
        answer.contest.response = tries[i];
        struct reply refused = terminal_expect(&stand.desks[A], WIRE_CONTEST, &answer);
        assert_true(text_is(refused.detail, "not-now"));
        answer.kind = MESSAGE_PREVIEW;
        assert_int_equal(terminal_expect(&stand.desks[A], WIRE_NOT_ALLOWED, &answer).detail.len, 0);
    }
    stand_close(&stand);
}

/* An echo said back before it was asked for would make a desk seem near: tokens cannot be counted on. */
static void echoes_cannot_be_foretold(void **state)
{
    (void)state;
    struct stand stand;
    int64_t last = 0;
    stand_open(&stand);
    struct request test = {.kind = MESSAGE_KEY_TEST, .key_test = {T(""), KEY_TEST_SINGLE}};
    for (int i = 0; i < 3; i++) {
        terminal_expect(&stand.host, WIRE_OK, &test);
        struct reply reply;
        do
            assert_true(seat_next(&stand.desks[A].seat, &reply));
        while (reply.re != 0 || reply.kind != MESSAGE_PUSH_ECHO);
        int64_t apart = reply.echo.token - last;
        assert_true(apart > 1000 || apart < -1000);
        last = reply.echo.token;
    }
    stand_close(&stand);
}

/* ---- Stuck keys ---------------------------------------------------------------------------------------- */

static int taken(struct terminal *desk, const struct request *one, const struct request *other, int times)
{
    int count = 0;
    for (int i = 0; i < times; i++) {
        struct reply reply = terminal_ask(desk, i % 2 ? other : one);
        count += reply.error == WIRE_OK && reply.contest.event > 0;
    }
    return count;
}

/* However often a desk presses, answers or stakes, the journal takes only so much of it. */
static void a_stuck_desk_does_not_fill_the_disk(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    enter(&stand, 0);
    take_and_open(&stand);
    struct request press = contest_order(CONTEST_PRESS);
    assert_in_range(taken(&stand.desks[A], &press, &press, 300), 1, 50);
    terminal_do(&stand.host, CONTEST_SPEAK);
    terminal_rule(&stand.host, NULL, VERDICT_RIGHT);
    enter(&stand, 1);
    take_and_open(&stand);
    struct request one = contest_order(CONTEST_ANSWER), other = contest_order(CONTEST_ANSWER);
    one.contest.response = T("A");
    other.contest.response = T("B");
    assert_in_range(taken(&stand.desks[A], &one, &other, 300), 10, 60);
    /* The others, and the same desk at the next item, are none the worse. */
    assert_int_equal(terminal_answer(&stand.desks[B], NULL, true), WIRE_OK);
    assert_int_equal(terminal_answer(&stand.desks[C], NULL, true), WIRE_OK);
    all_sync(&stand);
    take_and_open(&stand);
    assert_int_equal(terminal_answer(&stand.desks[A], NULL, true), WIRE_OK);
    assert_int_equal(terminal_answer(&stand.desks[B], NULL, true), WIRE_OK);
    assert_int_equal(terminal_answer(&stand.desks[C], NULL, true), WIRE_OK);
    enter(&stand, 2);
    one = contest_order(CONTEST_STAKE);
    other = one;
    one.contest.marks = 10 * MARK_ONE;
    other.contest.marks = 20 * MARK_ONE;
    assert_in_range(taken(&stand.desks[A], &one, &other, 300), 10, 60);
    take_and_open(&stand);
    stand_close(&stand);
}

/* In a key test a stuck key is shown, and then nobody is told of it any more. */
static void a_stuck_key_in_a_test_keeps_nobody_busy(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    struct request test = {.kind = MESSAGE_KEY_TEST, .key_test = {T(""), KEY_TEST_SINGLE}};
    terminal_expect(&stand.host, WIRE_OK, &test);
    for (int i = 0; i < 150; i++)
        terminal_press(&stand.desks[A], NULL);
    terminal_sync(&stand.board);
    assert_in_range(stand.board.view.teams[A].tested, 50, 149);
    int views = stand.board.views;
    for (int i = 0; i < 150; i++)
        terminal_press(&stand.desks[A], NULL);
    terminal_sync(&stand.board);
    assert_int_equal(stand.board.views, views);
    stand_close(&stand);
}

/* Boards that come and go are nothing to the host. */
static void boards_that_come_and_go_disturb_nobody(void **state)
{
    (void)state;
    struct stand stand;
    struct terminal other;
    stand_open(&stand);
    terminal_open(&other, &stand.room, 0);
    terminal_sync(&stand.host);
    int views = stand.host.views;
    for (int i = 0; i < 50; i++)
        terminal_watch_well(&other, "final", WATCH_BOARD, NULL);
    terminal_close(&other);
    terminal_sync(&stand.host);
    assert_int_equal(stand.host.views, views);
    stand_close(&stand);
}

/* ---- The slow ------------------------------------------------------------------------------------------ */

/* A terminal that does not read is not sent ever more: when it reads again it soon has the latest view. */
static void a_slow_terminal_skips_what_is_old(void **state)
{
    (void)state;
    enum { PAGES = 4000 };
    struct stand stand;
    stand_open(&stand);
    struct request page = contest_order(CONTEST_PAGE);
    for (int i = 0; i < PAGES; i++) {
        page.contest.page = i % 2 ? PAGE_TEAMS : PAGE_SCORES;
        terminal_expect(&stand.host, WIRE_OK, &page);
    }
    page.contest.page = PAGE_INTERMISSION;
    terminal_expect(&stand.host, WIRE_OK, &page);
    int views = stand.board.views;
    while (stand.board.view.page != PAGE_INTERMISSION)
        terminal_next_view(&stand.board);
    assert_in_range(stand.board.views - views, 1, PAGES - 1);
    stand_close(&stand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_presses_after_a_restart_comes_after),
        cmocka_unit_test(who_answers_after_a_restart_answers_later),
        cmocka_unit_test(a_press_read_late_leaves_the_time_to_begin),
        cmocka_unit_test(an_answer_to_a_hidden_item_learns_nothing),
        cmocka_unit_test(echoes_cannot_be_foretold),
        cmocka_unit_test(a_stuck_desk_does_not_fill_the_disk),
        cmocka_unit_test(a_stuck_key_in_a_test_keeps_nobody_busy),
        cmocka_unit_test(boards_that_come_and_go_disturb_nobody),
        cmocka_unit_test(a_slow_terminal_skips_what_is_old),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
