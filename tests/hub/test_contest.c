/* A contest over the hub's socket: host, board and desks, what each may do and see, and what is kept. */
#include "terminal.h"

#include "base/mem.h"
#include "base/rng.h"
#include "store/stages.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include <cmocka.h>

/* ---- The place --------------------------------------------------------------------------------------- */

static const char contest_text[] =
    "contest: final\n"
    "title: 党务知识竞赛\n"
    "base: 100\n"
    "teams:\n"
    "  - {code: A, name: 甲队, members: ['10002', '10006']}\n"
    "  - {code: B, name: 乙队, members: ['10003']}\n"
    "  - {code: C, name: 丙队, members: ['10004']}\n"
    "rounds:\n"
    "  - {round: required, title: 必答题, turns: 1, seconds: 600, right: 10, swaps: 1, prompt: -5, spares: "
    "2,\n"
    "     from: {bank: plain}}\n"
    "  - {round: together, title: 共答题, items: 1, seconds: 600, right: 10, speed: [3, 1], spares: 2,\n"
    "     from: {bank: plain}}\n"
    "  - {round: buzzer, title: 抢答题, items: 2, window: 600, begin: 600, seconds: 600, right: 10,\n"
    "     wrong: -10, false_start: {marks: -5, then: locked}, rebound: 1, spares: 2, from: {bank: plain}}\n"
    "  - {round: risk, title: 风险题, stakes: [10, 20], order: lowest-first, decline: true, seconds: 600,\n"
    "     spares: 1, from: {bank: plain}}\n"
    "  - {round: rapid, title: 速答题, items: 2, seconds: 600, right: 5, spares: 1, from: {bank: plain}}\n"
    "playoff: {seconds: 600, window: 600, items: 4, from: {bank: plain}}\n"
    "awards:\n"
    "  - {title: 一等奖, ranks: 1}\n";

struct stand { /* everybody at a contest */
    struct room room;
    struct terminal host, board, a, b, c;
};

static void stand_make(struct stand *stand, const char *hall)
{
    room_make(&stand->room, 6, hall);
    room_write_plain_bank(&stand->room, 60);
    room_write(&stand->room, "events/final.yaml", contest_text);
    room_start(&stand->room);
    terminal_open(&stand->host, &stand->room, 10001);
    terminal_open(&stand->board, &stand->room, 0);
    terminal_open(&stand->a, &stand->room, 10002);
    terminal_open(&stand->b, &stand->room, 10003);
    terminal_open(&stand->c, &stand->room, 10004);
}

static void all_watch(struct stand *stand)
{
    terminal_watch_well(&stand->host, "final", WATCH_HOST, NULL);
    terminal_watch_well(&stand->board, "final", WATCH_BOARD, NULL);
    terminal_watch_well(&stand->a, "final", WATCH_DESK, NULL);
    terminal_watch_well(&stand->b, "final", WATCH_DESK, NULL);
    terminal_watch_well(&stand->c, "final", WATCH_DESK, "C");
}

static void stand_open(struct stand *stand)
{
    stand_make(stand, NULL);
    all_watch(stand);
}

static void all_sync(struct stand *stand)
{
    struct terminal *all[] = {&stand->host, &stand->board, &stand->a, &stand->b, &stand->c};
    for (size_t i = 0; i < 5; i++)
        terminal_sync(all[i]);
}

static void all_close(struct stand *stand)
{
    struct terminal *all[] = {&stand->host, &stand->board, &stand->a, &stand->b, &stand->c};
    for (size_t i = 0; i < 5; i++)
        terminal_close(all[i]);
}

static void stand_close(struct stand *stand)
{
    all_close(stand);
    room_stop(&stand->room, SIGTERM);
    room_verify(&stand->room);
    room_remove(&stand->room);
}

static void step(struct stand *stand, enum contest_command_kind command)
{
    terminal_do(&stand->host, command);
    all_sync(stand);
}

/* The step that the host is told to take next. */
static void next_is(struct stand *stand, enum contest_command_kind command)
{
    terminal_sync(&stand->host);
    assert_true(stand->host.view.has_next);
    assert_string_equal(contest_command_name(stand->host.view.next), contest_command_name(command));
    step(stand, command);
}

static mark_t score(const struct terminal *terminal, int team)
{
    return terminal->view.teams[team - terminal->view.first].score;
}

static void scores_are(struct stand *stand, int a, int b, int c)
{
    all_sync(stand);
    assert_int_equal(score(&stand->host, 0), a * MARK_ONE);
    assert_int_equal(score(&stand->host, 1), b * MARK_ONE);
    assert_int_equal(score(&stand->host, 2), c * MARK_ONE);
}

/* ---- Keys -------------------------------------------------------------------------------------------- */

static bool has_seen(const struct terminal *terminal, const char *what)
{
    return text_find(buf_text(&terminal->seen), text_of(what)) >= 0;
}

static void nobody_but_the_host_saw_a_key(struct stand *stand)
{
    struct terminal *all[] = {&stand->board, &stand->a, &stand->b, &stand->c};
    all_sync(stand);
    for (size_t i = 0; i < 4; i++) {
        assert_false(has_seen(all[i], "绝密解析"));
        assert_false(has_seen(all[i], "\"key\""));
        assert_false(has_seen(all[i], "\"bank\""));
        assert_false(has_seen(all[i], "p-0"));
    }
}

static void forget_seen(struct stand *stand)
{
    struct terminal *all[] = {&stand->host, &stand->board, &stand->a, &stand->b, &stand->c};
    for (size_t i = 0; i < 5; i++)
        buf_clear(&all[i]->seen);
}

/* The key is shown to all, in the letters shown; then everything is forgotten for the next item. */
static void show_key(struct stand *stand)
{
    nobody_but_the_host_saw_a_key(stand);
    step(stand, CONTEST_SHOW_KEY);
    assert_true(has_seen(&stand->board, "绝密解析"));
    assert_true(has_seen(&stand->a, "绝密解析"));
    assert_int_equal(stand->a.item.key.len, 1);
    assert_true(text_is(stand->a.item.options[stand->a.item.key.at[0] - 'A'], "对的"));
    forget_seen(stand);
}

/* ---- A whole contest --------------------------------------------------------------------------------- */

static void play_required(struct stand *stand)
{
    next_is(stand, CONTEST_ENTER);
    for (int team = 0; team < 3; team++) {
        struct terminal *desk = team == 0 ? &stand->a : team == 1 ? &stand->b : &stand->c;
        step(stand, CONTEST_TAKE);
        assert_true(stand->host.item.stem.len > 0);
        assert_int_equal(stand->host.item.key.len, 1);
        assert_int_equal(stand->board.item.stem.len, 0);
        assert_int_equal(stand->board.item.number, 1);
        assert_int_equal(desk->item.stem.len, 0);
        step(stand, CONTEST_OPEN);
        assert_true(stand->board.item.stem.len > 0);
        assert_int_equal(stand->board.item.option_count, 4);
        assert_int_equal(stand->board.item.key.len, 0);
        assert_true(desk->view.may_answer && desk->view.clock_running);
        assert_int_equal(desk->view.own, team);
        assert_int_equal(terminal_answer(desk, NULL, team != 1), WIRE_OK);
        all_sync(stand);
        assert_true(stand->board.view.teams[team].ruled);
        assert_int_equal(stand->board.view.teams[team].verdict, team == 1 ? VERDICT_WRONG : VERDICT_RIGHT);
        show_key(stand);
    }
    scores_are(stand, 110, 100, 110);
    step(stand, CONTEST_LEAVE);
}

static void play_together(struct stand *stand)
{
    step(stand, CONTEST_ENTER);
    step(stand, CONTEST_TAKE);
    step(stand, CONTEST_OPEN);
    assert_int_equal(terminal_answer(&stand->b, NULL, true), WIRE_OK);
    assert_int_equal(terminal_answer(&stand->a, NULL, true), WIRE_OK);
    all_sync(stand);
    /* Others see that it was answered, not what. */
    assert_true(stand->c.view.teams[1].answered && stand->board.view.teams[1].answered);
    assert_int_equal(stand->c.view.teams[1].answer.len, 0);
    assert_int_equal(stand->board.view.teams[1].answer.len, 0);
    assert_int_equal(stand->a.view.teams[1].answer.len, 0);
    assert_int_equal(stand->b.view.teams[1].answer.len, 1);
    assert_int_equal(stand->host.view.teams[1].answer.len, 1);
    assert_int_equal(terminal_answer(&stand->c, NULL, false), WIRE_OK);
    show_key(stand);
    assert_int_equal(stand->c.view.teams[1].answer.len, 1);
    scores_are(stand, 121, 113, 110);
    step(stand, CONTEST_LEAVE);
}

static void play_buzzer(struct stand *stand)
{
    step(stand, CONTEST_ENTER);
    step(stand, CONTEST_TAKE);
    struct reply early = terminal_press(&stand->c, NULL);
    assert_true(text_is(early.contest.outcome, "false-start"));
    step(stand, CONTEST_SHOW);
    step(stand, CONTEST_OPEN);
    assert_true(stand->a.view.may_press && !stand->c.view.may_press && stand->c.view.teams[2].locked);
    assert_true(text_is(terminal_press(&stand->c, NULL).contest.outcome, "late"));
    struct reply first = terminal_press(&stand->b, NULL), second = terminal_press(&stand->a, NULL);
    assert_true(text_is(first.contest.outcome, "first"));
    assert_int_equal(first.contest.place, 1);
    assert_true(text_is(second.contest.outcome, "queued"));
    assert_int_equal(second.contest.place, 2);
    all_sync(stand);
    assert_int_equal(stand->board.view.floor, 1);
    assert_int_equal(stand->b.view.press_place, 1);
    assert_int_equal(stand->a.view.press_place, 2);
    assert_true(stand->board.view.presses[0].false_start && stand->board.view.presses[0].after <= 0);
    assert_int_equal(stand->board.view.pressed, 4);
    terminal_do(&stand->host, CONTEST_SPEAK);
    terminal_rule(&stand->host, NULL, VERDICT_WRONG);
    all_sync(stand);
    assert_int_equal(stand->board.view.floor, 0);
    terminal_do(&stand->host, CONTEST_SPEAK);
    terminal_rule(&stand->host, NULL, VERDICT_RIGHT);
    show_key(stand);
    scores_are(stand, 131, 103, 105);
    step(stand, CONTEST_TAKE);
    step(stand, CONTEST_SHOW);
    step(stand, CONTEST_OPEN);
    terminal_press(&stand->a, "A");
    terminal_rule(&stand->host, NULL, VERDICT_WRONG);
    all_sync(stand);
    show_key(stand);
    scores_are(stand, 121, 103, 105);
    step(stand, CONTEST_LEAVE);
}

static void stake(struct stand *stand, struct terminal *desk, mark_t marks)
{
    struct request order = contest_order(CONTEST_STAKE);
    order.contest.marks = marks;
    terminal_expect(desk, WIRE_OK, &order);
    all_sync(stand);
}

static void play_risk(struct stand *stand)
{
    step(stand, CONTEST_ENTER);
    step(stand, CONTEST_TURN);
    assert_int_equal(stand->board.view.turn, 1);
    assert_true(stand->b.view.may_stake && !stand->a.view.may_stake);
    struct request greedy = contest_order(CONTEST_STAKE);
    greedy.contest.marks = 15 * MARK_ONE;
    assert_int_equal(terminal_ask(&stand->b, &greedy).error, WIRE_CONTEST);
    greedy.contest.marks = 20 * MARK_ONE;
    assert_int_equal(terminal_ask(&stand->a, &greedy).error, WIRE_CONTEST);
    stake(stand, &stand->b, 20 * MARK_ONE);
    assert_int_equal(stand->board.view.stake, 20 * MARK_ONE);
    step(stand, CONTEST_TAKE);
    step(stand, CONTEST_OPEN);
    assert_int_equal(terminal_answer(&stand->b, "B", true), WIRE_OK);
    all_sync(stand);
    show_key(stand);
    step(stand, CONTEST_TURN);
    assert_int_equal(stand->board.view.turn, 2);
    stake(stand, &stand->c, 0);
    step(stand, CONTEST_TURN);
    stake(stand, &stand->a, 10 * MARK_ONE);
    step(stand, CONTEST_TAKE);
    step(stand, CONTEST_OPEN);
    assert_int_equal(terminal_answer(&stand->a, NULL, false), WIRE_OK);
    all_sync(stand);
    show_key(stand);
    scores_are(stand, 111, 123, 105);
    step(stand, CONTEST_LEAVE);
}

static void play_rapid(struct stand *stand)
{
    step(stand, CONTEST_ENTER);
    for (int team = 0; team < 3; team++) {
        step(stand, CONTEST_TURN);
        step(stand, CONTEST_TAKE);
        step(stand, CONTEST_OPEN);
        terminal_rule(&stand->host, NULL, team == 0 ? VERDICT_RIGHT : VERDICT_PASS);
        terminal_rule(&stand->host, NULL, team == 0 ? VERDICT_RIGHT : VERDICT_WRONG);
        nobody_but_the_host_saw_a_key(stand);
        assert_int_equal(stand->board.view.teams[team].turn_right, team == 0 ? 2 : 0);
        assert_int_equal(stand->board.view.teams[team].turn_wrong, team == 0 ? 0 : 1);
    }
    assert_int_equal(stand->host.view.teams[0].turn_right, 2);
    scores_are(stand, 121, 123, 105);
    step(stand, CONTEST_LEAVE);
}

static void play_reveal(struct stand *stand)
{
    struct request award = contest_order_of(CONTEST_AWARD, "A");
    award.contest.marks = 2 * MARK_ONE;
    assert_int_equal(terminal_ask(&stand->host, &award).error, WIRE_CONTEST);
    award.contest.reason = T("团队风采");
    terminal_expect(&stand->host, WIRE_OK, &award);
    scores_are(stand, 123, 123, 105);
    next_is(stand, CONTEST_CLOSE);
    next_is(stand, CONTEST_PLAYOFF);
    assert_true(stand->c.view.teams[2].absent && !stand->c.view.teams[0].absent);
    step(stand, CONTEST_TAKE);
    step(stand, CONTEST_SHOW);
    step(stand, CONTEST_OPEN);
    terminal_press(&stand->b, NULL);
    terminal_rule(&stand->host, NULL, VERDICT_RIGHT);
    all_sync(stand);
    show_key(stand);
    step(stand, CONTEST_LEAVE);
    struct request page = contest_order(CONTEST_PAGE);
    page.contest.page = PAGE_REVEAL;
    terminal_expect(&stand->host, WIRE_OK, &page);
    all_sync(stand);
    assert_int_equal(stand->board.view.standing_count, 0);
    assert_int_equal(stand->host.view.standing_count, 3);
    static const int64_t from_below[] = {2, 0, 1};
    for (int i = 0; i < 3; i++) {
        next_is(stand, CONTEST_REVEAL);
        assert_int_equal(stand->board.view.standing_count, i + 1);
        assert_int_equal(stand->board.view.standing[i].team, from_below[i]);
        assert_int_equal(stand->board.view.standing[i].rank, 3 - i);
    }
    assert_true(text_is(stand->board.view.standing[2].award, "一等奖"));
}

static struct text status_of(struct terminal *terminal, const char *code)
{
    struct request request = {.kind = MESSAGE_EVENTS};
    struct reply reply = terminal_expect(terminal, WIRE_OK, &request);
    for (int64_t i = 0; i < reply.events.row_count; i++)
        if (text_is(reply.events.rows[i].event, code)) {
            assert_true(text_is(reply.events.rows[i].kind, "contest"));
            return reply.events.rows[i].status;
        }
    return text_of("none");
}

static void check_results(const struct room *room)
{
    static const char *const codes[] = {"B", "A", "C"};
    struct store *store = room_store(room, STORE_READ);
    struct arena arena = ARENA_EMPTY;
    struct entrant_result *rows;
    size_t count;
    struct err err = ERR_NONE;
    assert_true(entrant_results(store, T("final"), &arena, &rows, &count, &err));
    assert_int_equal(count, 3);
    for (int i = 0; i < 3; i++) {
        assert_true(text_is(rows[i].code, codes[i]));
        assert_int_equal(rows[i].rank, i + 1);
        assert_false(rows[i].provisional);
    }
    assert_int_equal(rows[0].mark, 123 * MARK_ONE);
    assert_true(text_is(rows[0].award, "一等奖"));
    arena_finish(&arena);
    store_close(store);
}

static void rules_are_known_to_all(const struct terminal *terminal)
{
    const struct round_row *together = &terminal->frame.rounds[1], *buzzer = &terminal->frame.rounds[2];
    const struct round_row *playoff = &terminal->frame.rounds[5];
    assert_int_equal(together->bonus_count, 2);
    assert_int_equal(together->bonuses[0], 3 * MARK_ONE);
    assert_int_equal(together->bonuses[1], MARK_ONE);
    assert_int_equal(together->false_start_count, 0);
    assert_int_equal(buzzer->false_start_count, 1);
    assert_int_equal(buzzer->false_starts[0].marks, -5 * MARK_ONE);
    assert_int_equal(buzzer->false_starts[0].then, FALSE_START_LOCKED);
    assert_int_equal(playoff->kind, ROUND_PLAYOFF);
    assert_int_equal(playoff->false_start_count, 0);
}

static void a_whole_contest_is_played(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    assert_true(text_is(stand.board.frame.teams[1].name, "乙队"));
    assert_int_equal(stand.board.frame.round_count, 6);
    rules_are_known_to_all(&stand.board);
    rules_are_known_to_all(&stand.c);
    assert_int_equal(stand.host.view.stage, CONTEST_STAGE_NONE);
    assert_true(text_is(status_of(&stand.host, "final"), "draft"));
    next_is(&stand, CONTEST_BEGIN);
    assert_true(text_is(status_of(&stand.host, "final"), "open"));
    play_required(&stand);
    play_together(&stand);
    play_buzzer(&stand);
    play_risk(&stand);
    play_rapid(&stand);
    struct request close = {.kind = MESSAGE_EVENT_CLOSE, .event = {T("final")}};
    assert_true(text_is(terminal_expect(&stand.host, WIRE_CONTEST, &close).detail, "open-matters"));
    play_reveal(&stand);
    next_is(&stand, CONTEST_FINALIZE);
    assert_true(stand.board.view.final && !stand.board.view.provisional);
    assert_true(text_is(status_of(&stand.host, "final"), "closed"));
    check_results(&stand.room);
    terminal_expect(&stand.host, WIRE_ALREADY, &close);
    /* It can still be looked at, also after the hub was away. */
    room_stop(&stand.room, SIGTERM);
    room_start(&stand.room);
    terminal_return(&stand.board, &stand.room);
    terminal_watch_well(&stand.board, "final", WATCH_BOARD, NULL);
    assert_true(stand.board.view.final);
    assert_int_equal(score(&stand.board, 1), 123 * MARK_ONE);
    stand_close(&stand);
}

/* ---- Who may what ------------------------------------------------------------------------------------ */

static void expect_all_refused(struct terminal *terminal, enum wire_error error, bool desk)
{
    for (int kind = 0; kind < CONTEST_COMMANDS; kind++) {
        bool own = kind == CONTEST_PRESS || kind == CONTEST_ANSWER || kind == CONTEST_STAKE;
        if (kind == CONTEST_EXPIRE || (desk && own))
            continue;
        struct request order = contest_order((enum contest_command_kind)kind);
        order.contest.event = T("final");
        order.contest.reason = T("x");
        order.contest.marks = MARK_ONE;
        terminal_expect(terminal, error, &order);
        order.kind = MESSAGE_PREVIEW;
        terminal_expect(terminal, error, &order);
    }
    struct request plays = {.kind = MESSAGE_PLAYS, .event = {T("final")}};
    terminal_expect(terminal, WIRE_NOT_ALLOWED, &plays);
    struct request test = {.kind = MESSAGE_KEY_TEST, .key_test = {T("final"), KEY_TEST_SINGLE}};
    terminal_expect(terminal, WIRE_NOT_ALLOWED, &test);
}

static void nobody_does_what_is_not_his(void **state)
{
    (void)state;
    struct stand stand;
    struct terminal stranger, owner;
    stand_open(&stand);
    next_is(&stand, CONTEST_BEGIN);
    /* Watching. */
    terminal_open(&stranger, &stand.room, 10005);
    assert_int_equal(terminal_watch(&stranger, "final", WATCH_HOST, NULL), WIRE_NOT_ALLOWED);
    assert_int_equal(terminal_watch(&stranger, "final", WATCH_DESK, NULL), WIRE_NO_SUCH_TEAM);
    assert_int_equal(terminal_watch(&stranger, "final", WATCH_DESK, "A"), WIRE_NOT_ALLOWED);
    assert_int_equal(terminal_watch(&stranger, "final", WATCH_JUDGE, NULL), WIRE_WRONG_KIND);
    assert_int_equal(terminal_watch(&stranger, "none", WATCH_BOARD, NULL), WIRE_NO_SUCH_EVENT);
    assert_int_equal(terminal_watch(&stand.b, "final", WATCH_DESK, "A"), WIRE_NOT_ALLOWED);
    assert_int_equal(terminal_watch(&stand.b, "final", WATCH_DESK, "Z"), WIRE_NO_SUCH_TEAM);
    /* A candidate, a desk, a board; a desk and a board that the hall's owner runs. */
    struct request order = contest_order(CONTEST_TAKE);
    terminal_expect(&stranger, WIRE_NOT_WATCHING, &order);
    expect_all_refused(&stranger, WIRE_NOT_ALLOWED, false);
    expect_all_refused(&stand.b, WIRE_NOT_ALLOWED, true);
    expect_all_refused(&stand.board, WIRE_NOT_ALLOWED, false);
    terminal_watch_well(&stranger, "final", WATCH_BOARD, NULL);
    expect_all_refused(&stranger, WIRE_NOT_ALLOWED, false);
    terminal_open(&owner, &stand.room, 0);
    terminal_watch_well(&owner, "final", WATCH_DESK, "A");
    expect_all_refused(&owner, WIRE_NOT_ALLOWED, true);
    /* A desk speaks for its own team only. */
    static const enum contest_command_kind own[] = {CONTEST_PRESS, CONTEST_ANSWER, CONTEST_STAKE};
    for (size_t i = 0; i < 3; i++) {
        order = contest_order_of(own[i], "A");
        order.contest.event = T("final");
        terminal_expect(&stand.b, WIRE_NOT_ALLOWED, &order);
        order.contest.team = T("Z");
        terminal_expect(&stand.b, WIRE_NO_SUCH_TEAM, &order);
    }
    terminal_sync(&stand.host);
    assert_int_equal(stand.host.view.stage, CONTEST_STAGE_BETWEEN);
    /* Who signs out is no desk any more. */
    struct request out = {.kind = MESSAGE_SIGN_OUT};
    terminal_expect(&stand.b, WIRE_OK, &out);
    order = contest_order(CONTEST_PRESS);
    terminal_expect(&stand.b, WIRE_NOT_WATCHING, &order);
    terminal_close(&stranger);
    terminal_close(&owner);
    stand_close(&stand);
}

static void home_lists_the_own_places(void **state)
{
    (void)state;
    struct stand stand;
    stand_make(&stand, NULL);
    struct request home = {.kind = MESSAGE_HOME};
    assert_int_equal(terminal_expect(&stand.a, WIRE_OK, &home).home.stage_count, 0);
    struct reply reply = terminal_expect(&stand.host, WIRE_OK, &home);
    assert_int_equal(reply.home.stage_count, 1);
    assert_int_equal(reply.home.stages[0].as, WATCH_HOST);
    struct request open = {.kind = MESSAGE_EVENT_OPEN, .event = {T("final")}};
    terminal_expect(&stand.host, WIRE_OK, &open);
    reply = terminal_expect(&stand.a, WIRE_OK, &home);
    assert_int_equal(reply.home.stage_count, 1);
    assert_int_equal(reply.home.stages[0].as, WATCH_DESK);
    assert_true(text_is(reply.home.stages[0].team, "A"));
    assert_true(text_is(reply.home.stages[0].kind, "contest"));
    /* A contest is no test. */
    assert_int_equal(seat_about(&stand.a.seat, MESSAGE_START, "final").error, WIRE_WRONG_KIND);
    stand_close(&stand);
}

static void rehearsals_say_so(void **state)
{
    (void)state;
    struct stand stand;
    stand_make(&stand, "hall: 彩排考场\norganizers: ['10001']\nrehearsal: true\n");
    all_watch(&stand);
    assert_true(stand.board.view.rehearsal && stand.host.view.rehearsal && stand.a.view.rehearsal);
    struct request hello = {.kind = MESSAGE_HELLO, .hello = {WIRE_PROTOCOL, T("test")}};
    assert_true(terminal_expect(&stand.board, WIRE_OK, &hello).hello.rehearsal);
    stand_close(&stand);
}

/* ---- Rulings ----------------------------------------------------------------------------------------- */

static void to_buzzer(struct stand *stand)
{
    struct request enter = contest_order(CONTEST_ENTER);
    enter.contest.round = 2;
    next_is(stand, CONTEST_BEGIN);
    terminal_expect(&stand->host, WIRE_OK, &enter);
    all_sync(stand);
    step(stand, CONTEST_TAKE);
    step(stand, CONTEST_SHOW);
    step(stand, CONTEST_OPEN);
}

static void rulings_are_previewed_amended_and_undone(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    to_buzzer(&stand);
    terminal_press(&stand.a, NULL);
    terminal_rule(&stand.host, NULL, VERDICT_RIGHT);
    scores_are(&stand, 110, 100, 100);
    struct request amend = contest_order(CONTEST_AMEND);
    amend.contest.play = amend.contest.item = 0;
    amend.contest.verdict = VERDICT_WRONG;
    amend.contest.reason = T("申诉成立");
    amend.kind = MESSAGE_PREVIEW;
    struct reply preview = terminal_expect(&stand.host, WIRE_OK, &amend);
    assert_int_equal(preview.preview.row_count, 3);
    assert_int_equal(preview.preview.rows[0].before, 110 * MARK_ONE);
    assert_int_equal(preview.preview.rows[0].after, 90 * MARK_ONE);
    assert_int_equal(preview.preview.rows[0].rank_after, 3);
    scores_are(&stand, 110, 100, 100);
    amend.kind = MESSAGE_CONTEST;
    terminal_expect(&stand.host, WIRE_OK, &amend);
    scores_are(&stand, 90, 100, 100);
    struct request plays = {.kind = MESSAGE_PLAYS};
    struct reply reply = terminal_expect(&stand.host, WIRE_OK, &plays);
    assert_int_equal(reply.plays.play_count, 1);
    assert_true(reply.plays.plays[0].rulings[0].amended);
    assert_int_equal(reply.plays.plays[0].key.len, 1);
    assert_true(stand.host.view.can_undo);
    assert_int_equal(stand.host.view.undo, CONTEST_AMENDED);
    terminal_do(&stand.host, CONTEST_UNDO);
    scores_are(&stand, 110, 100, 100);
    assert_true(stand.host.view.can_redo);
    terminal_do(&stand.host, CONTEST_UNDO);
    scores_are(&stand, 100, 100, 100);
    assert_int_equal(stand.host.view.stage, CONTEST_STAGE_BEGIN);
    terminal_do(&stand.host, CONTEST_REDO);
    terminal_do(&stand.host, CONTEST_REDO);
    scores_are(&stand, 90, 100, 100);
    assert_false(stand.host.view.can_redo);
    stand_close(&stand);
}

/* What was shown and is taken back is hidden again; a voided item makes room for a spare. */
static void an_undone_showing_hides_the_item(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    to_buzzer(&stand);
    assert_true(stand.a.item.stem.len > 0);
    terminal_do(&stand.host, CONTEST_UNDO);
    terminal_do(&stand.host, CONTEST_UNDO);
    all_sync(&stand);
    assert_int_equal(stand.a.item.stem.len, 0);
    assert_int_equal(stand.board.item.stem.len, 0);
    assert_true(stand.host.item.stem.len > 0);
    step(&stand, CONTEST_SHOW);
    struct text voided = stand.host.item.id;
    int64_t spares = stand.host.view.spares;
    struct request void_it = contest_order(CONTEST_VOID);
    void_it.contest.reason = T("题目有误");
    terminal_expect(&stand.host, WIRE_OK, &void_it);
    all_sync(&stand);
    assert_false(text_equal(voided, stand.host.item.id));
    assert_int_equal(stand.host.view.spares, spares - 1);
    assert_int_equal(stand.host.item.number, 1);
    assert_int_equal(stand.a.item.stem.len, 0);
    stand_close(&stand);
}

static void frozen_scores_stand_still_on_the_board(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    to_buzzer(&stand);
    terminal_do(&stand.host, CONTEST_FREEZE);
    terminal_press(&stand.b, NULL);
    terminal_rule(&stand.host, NULL, VERDICT_RIGHT);
    all_sync(&stand);
    assert_true(stand.board.view.frozen);
    assert_int_equal(score(&stand.host, 1), 110 * MARK_ONE);
    assert_int_equal(stand.host.view.teams[1].rank, 1);
    assert_int_equal(score(&stand.board, 1), 100 * MARK_ONE);
    assert_int_equal(stand.board.view.teams[1].rank, 1);
    assert_int_equal(stand.board.view.teams[0].rank, 1);
    assert_int_equal(stand.board.view.teams[1].gained, 0);
    assert_int_equal(score(&stand.a, 1), 100 * MARK_ONE);
    terminal_do(&stand.host, CONTEST_UNFREEZE);
    all_sync(&stand);
    assert_int_equal(score(&stand.board, 1), 110 * MARK_ONE);
    assert_int_equal(stand.board.view.teams[0].rank, 2);
    stand_close(&stand);
}

/* ---- Time -------------------------------------------------------------------------------------------- */

static void make_short(struct stand *stand)
{
    room_make(&stand->room, 6, NULL);
    room_write_plain_bank(&stand->room, 20);
    room_write(
        &stand->room, "events/final.yaml",
        "contest: final\ntitle: 短\nteams:\n"
        "  - {code: A, name: 甲队, members: ['10002']}\n  - {code: B, name: 乙队, members: ['10003']}\n"
        "  - {code: C, name: 丙队, members: ['10004']}\n"
        "rounds:\n"
        "  - {round: together, title: 共答题, items: 2, seconds: 1, right: 10, answer: desk, spares: 1,\n"
        "     from: {bank: plain}}\n"
        "  - {round: buzzer, title: 抢答题, items: 2, window: 1, seconds: 1, right: 10, wrong: -10,\n"
        "     spares: 1, from: {bank: plain}}\n");
    room_start(&stand->room);
    terminal_open(&stand->host, &stand->room, 10001);
    terminal_open(&stand->board, &stand->room, 0);
    terminal_open(&stand->a, &stand->room, 10002);
    terminal_open(&stand->b, &stand->room, 10003);
    terminal_open(&stand->c, &stand->room, 10004);
    all_watch(stand);
}

static void the_clock_ends_an_item(void **state)
{
    (void)state;
    struct stand stand;
    make_short(&stand);
    next_is(&stand, CONTEST_BEGIN);
    step(&stand, CONTEST_ENTER);
    step(&stand, CONTEST_TAKE);
    step(&stand, CONTEST_OPEN);
    assert_int_equal(terminal_answer(&stand.a, NULL, true), WIRE_OK);
    while (stand.board.view.stage == CONTEST_STAGE_ANSWER)
        terminal_next_view(&stand.board);
    assert_int_equal(stand.board.view.stage, CONTEST_STAGE_DONE);
    scores_are(&stand, 10, 0, 0);
    assert_int_equal(terminal_answer(&stand.b, NULL, true), WIRE_CONTEST);
    stand_close(&stand);
}

/* The hub is held up from before the end of the window until long after it: the press was in its socket. */
static void a_press_sent_in_time_counts_however_late_it_is_read(void **state)
{
    (void)state;
    struct stand stand;
    make_short(&stand);
    struct request enter = contest_order(CONTEST_ENTER);
    enter.contest.round = 1;
    next_is(&stand, CONTEST_BEGIN);
    terminal_expect(&stand.host, WIRE_OK, &enter);
    step(&stand, CONTEST_TAKE);
    step(&stand, CONTEST_OPEN);
    int status;
    kill(stand.room.hub, SIGSTOP);
    assert_int_equal(waitpid(stand.room.hub, &status, WUNTRACED), stand.room.hub);
    struct request press = contest_order(CONTEST_PRESS);
    int64_t id = seat_send(&stand.b.seat, &press);
    /* A hub that went on would have let the window expire by then. */
    struct timespec long_after = {.tv_sec = 1, .tv_nsec = 500 * 1000 * 1000};
    nanosleep(&long_after, NULL);
    kill(stand.room.hub, SIGCONT);
    struct reply reply = seat_wait(&stand.b.seat, id);
    assert_int_equal(reply.error, WIRE_OK);
    assert_true(text_is(reply.contest.outcome, "first"));
    terminal_sync(&stand.board);
    assert_int_equal(stand.board.view.floor, 1);
    stand_close(&stand);
}

/* ---- Keys of the keyboard ---------------------------------------------------------------------------- */

static void keys_are_tested_apart_from_the_contest(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    next_is(&stand, CONTEST_BEGIN);
    struct request test = {.kind = MESSAGE_KEY_TEST, .key_test = {T(""), KEY_TEST_TOGETHER}};
    terminal_expect(&stand.host, WIRE_OK, &test);
    terminal_press(&stand.b, NULL);
    terminal_press(&stand.a, NULL);
    terminal_press(&stand.a, NULL);
    all_sync(&stand);
    assert_int_equal(stand.board.view.key_test, KEY_TEST_TOGETHER);
    assert_int_equal(stand.board.view.teams[0].tested, 2);
    assert_int_equal(stand.board.view.teams[1].tested_after, 0);
    assert_true(stand.host.view.teams[0].tested_after > 0);
    assert_int_equal(stand.host.view.teams[2].tested_after, -1);
    assert_int_equal(stand.host.view.teams[0].desks, 1);
    /* The delay of each desk is measured meanwhile. */
    do
        all_sync(&stand);
    while (stand.host.view.teams[0].delay < 0 || stand.host.view.teams[1].delay < 0);
    assert_int_equal(stand.board.view.teams[0].delay, -1);
    /* Going on ends the test: no press is lost to it. */
    struct request enter = contest_order(CONTEST_ENTER);
    enter.contest.round = 2;
    terminal_expect(&stand.host, WIRE_OK, &enter);
    step(&stand, CONTEST_TAKE);
    assert_int_equal(stand.board.view.key_test, KEY_TEST_OFF);
    assert_int_equal(terminal_expect(&stand.host, WIRE_CONTEST, &test).contest.event, 0);
    stand_close(&stand);
}

/* ---- What is kept ------------------------------------------------------------------------------------ */

static void kill_and_return(struct stand *stand)
{
    struct terminal *all[] = {&stand->host, &stand->board, &stand->a, &stand->b, &stand->c};
    room_stop(&stand->room, SIGKILL);
    room_start(&stand->room);
    for (size_t i = 0; i < 5; i++)
        terminal_return(all[i], &stand->room);
    all_watch(stand);
}

static void a_killed_hub_goes_on_where_it_was(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    to_buzzer(&stand);
    kill_and_return(&stand);
    /* No time is lost: the clock stands until the host lets it go on. */
    assert_int_equal(stand.board.view.stage, CONTEST_STAGE_OPEN);
    assert_false(stand.board.view.clock_running);
    assert_in_range(stand.board.view.left, 590000, 600000);
    assert_true(stand.a.item.stem.len > 0);
    assert_int_equal(stand.a.item.key.len, 0);
    next_is(&stand, CONTEST_RESUME);
    assert_true(stand.board.view.clock_running);
    terminal_press(&stand.b, NULL);
    kill_and_return(&stand);
    assert_int_equal(stand.board.view.floor, 1);
    terminal_do(&stand.host, CONTEST_RESUME);
    terminal_rule(&stand.host, NULL, VERDICT_RIGHT);
    scores_are(&stand, 100, 110, 100);
    kill_and_return(&stand);
    scores_are(&stand, 100, 110, 100);
    terminal_do(&stand.host, CONTEST_UNDO);
    scores_are(&stand, 100, 100, 100);
    assert_int_equal(stand.host.view.floor, 1);
    kill_and_return(&stand);
    scores_are(&stand, 100, 100, 100);
    nobody_but_the_host_saw_a_key(&stand);
    stand_close(&stand);
}

static void limit_files(const struct room *room, rlim_t bytes)
{
    struct rlimit limit = {bytes, RLIM_INFINITY};
    assert_int_equal(prlimit(room->hub, RLIMIT_FSIZE, &limit, NULL), 0);
}

/* Nothing that could not be saved is shown to anybody. */
static void a_full_disk_changes_nothing(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    to_buzzer(&stand);
    limit_files(&stand.room, 512);
    struct request press = contest_order(CONTEST_PRESS);
    terminal_expect(&stand.a, WIRE_NOT_SAVED, &press);
    struct request award = contest_order_of(CONTEST_AWARD, "B");
    award.contest.marks = MARK_ONE;
    award.contest.reason = T("x");
    terminal_expect(&stand.host, WIRE_NOT_SAVED, &award);
    all_sync(&stand);
    assert_int_equal(stand.board.view.floor, -1);
    assert_int_equal(stand.board.view.pressed, 0);
    assert_true(stand.board.view.frame != NULL);
    assert_true(stand.board.item.stem.len > 0);
    assert_int_equal(stand.board.item.key.len, 0);
    assert_int_equal(score(&stand.host, 1), 100 * MARK_ONE);
    limit_files(&stand.room, RLIM_INFINITY);
    assert_true(text_is(terminal_press(&stand.b, NULL).contest.outcome, "first"));
    assert_true(text_is(terminal_press(&stand.a, NULL).contest.outcome, "queued"));
    terminal_expect(&stand.host, WIRE_OK, &award);
    scores_are(&stand, 100, 101, 100);
    nobody_but_the_host_saw_a_key(&stand);
    stand_close(&stand);
}

/* A contest that cannot be saved as begun is a draft as before. */
static void a_beginning_on_a_full_disk_is_none(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    limit_files(&stand.room, 512);
    struct request begin = contest_order(CONTEST_BEGIN);
    terminal_expect(&stand.host, WIRE_NOT_SAVED, &begin);
    limit_files(&stand.room, RLIM_INFINITY);
    terminal_sync(&stand.host);
    assert_int_equal(stand.host.view.stage, CONTEST_STAGE_NONE);
    assert_true(text_is(status_of(&stand.host, "final"), "draft"));
    next_is(&stand, CONTEST_BEGIN);
    assert_int_equal(stand.board.view.stage, CONTEST_STAGE_BETWEEN);
    stand_close(&stand);
}

static void a_contest_that_the_banks_cannot_fill_does_not_begin(void **state)
{
    (void)state;
    struct stand stand;
    stand_make(&stand, NULL);
    room_write(&stand.room, "events/greedy.yaml",
               "contest: greedy\ntitle: 太多\nteams:\n  - {code: A, name: 甲}\n  - {code: B, name: 乙}\n"
               "rounds:\n  - {round: buzzer, title: 抢答题, items: 400, from: {bank: plain}}\n");
    terminal_watch_well(&stand.host, "greedy", WATCH_HOST, NULL);
    struct request begin = contest_order(CONTEST_BEGIN);
    struct reply refused = terminal_expect(&stand.host, WIRE_CANNOT_DRAW, &begin);
    assert_true(text_find(refused.detail, T("抢答题")) >= 0);
    room_write(&stand.room, "events/broken.yaml", "contest: broken\ntitel: 写错\n");
    assert_int_equal(terminal_watch(&stand.host, "broken", WATCH_HOST, NULL), WIRE_CANNOT_DRAW);
    /* Codes are unique over all kinds. */
    room_write_test(&stand.room, "final", "minutes: 5\npass: 1\n");
    room_write(&stand.room, "events/zz.yaml", contest_text);
    assert_true(text_is(status_of(&stand.host, "none"), "none"));
    stand_close(&stand);
}

/* ---- Many teams -------------------------------------------------------------------------------------- */

/* In a big contest a desk learns of itself only, and nothing while nothing changes for it. */
static void a_desk_among_many_sees_its_own_row(void **state)
{
    (void)state;
    struct room room;
    struct terminal host, board, first, last;
    struct buf sheet = BUF_EMPTY;
    buf_add_string(&sheet, "contest: final\ntitle: 海选\nteams:\n");
    for (int i = 0; i < 30; i++)
        buf_addf(&sheet, "  - {code: T%02d, name: 第%d队}\n", i, i);
    buf_add_string(&sheet,
                   "rounds:\n  - {round: together, title: 共答题, items: 2, seconds: 600, right: 10,\n"
                   "     from: {bank: plain}}\n");
    room_make(&room, 1, NULL);
    room_write_plain_bank(&room, 20);
    room_write(&room, "events/final.yaml", buf_string(&sheet));
    buf_finish(&sheet);
    room_start(&room);
    terminal_open(&host, &room, 0);
    terminal_open(&board, &room, 0);
    terminal_open(&first, &room, 0);
    terminal_open(&last, &room, 0);
    terminal_watch_well(&host, "final", WATCH_HOST, NULL);
    terminal_watch_well(&board, "final", WATCH_BOARD, NULL);
    terminal_watch_well(&first, "final", WATCH_DESK, "T00");
    terminal_watch_well(&last, "final", WATCH_DESK, "T29");
    terminal_do(&host, CONTEST_BEGIN);
    terminal_do(&host, CONTEST_ENTER);
    terminal_do(&host, CONTEST_TAKE);
    terminal_do(&host, CONTEST_OPEN);
    terminal_sync(&first);
    terminal_sync(&last);
    assert_int_equal(last.view.team_count, 1);
    assert_int_equal(last.view.first, 29);
    assert_int_equal(last.view.own, 29);
    assert_int_equal(last.frame.team_count, 30);
    assert_true(last.view.may_answer && last.item.stem.len > 0);
    int views = last.views;
    assert_int_equal(terminal_answer(&first, NULL, true), WIRE_OK);
    terminal_sync(&last);
    terminal_sync(&first);
    terminal_sync(&board);
    assert_int_equal(last.views, views);
    assert_true(first.view.teams[0].answered);
    assert_int_equal(board.view.team_count, 30);
    assert_true(board.view.teams[0].answered);
    assert_int_equal(terminal_answer(&last, NULL, true), WIRE_OK);
    terminal_sync(&last);
    assert_int_equal(last.views, views + 1);
    terminal_close(&host);
    terminal_close(&board);
    terminal_close(&first);
    terminal_close(&last);
    room_stop(&room, SIGTERM);
    room_verify(&room);
    room_remove(&room);
}

/* ---- Whatever is sent -------------------------------------------------------------------------------- */

static struct request random_order(struct rng *rng, struct stand *stand, const struct text *teams)
{
    static const enum contest_command_kind usual[] = {
        CONTEST_ENTER, CONTEST_TURN,   CONTEST_TAKE, CONTEST_SHOW,  CONTEST_OPEN, CONTEST_PRESS,
        CONTEST_SPEAK, CONTEST_ANSWER, CONTEST_RULE, CONTEST_STAKE, CONTEST_LEAVE};
    bool odd = rng_below(rng, 3) == 0;
    struct request order = contest_order(odd ? (enum contest_command_kind)rng_below(rng, CONTEST_EXPIRE)
                                             : usual[rng_below(rng, COUNT_OF(usual))]);
    /* The end would end the test. */
    if (order.contest.command == CONTEST_FINALIZE || order.contest.command == CONTEST_CLOSE)
        order.contest.command = CONTEST_PAUSE;
    if (!odd && stand->host.view.has_next && rng_below(rng, 2))
        order.contest.command = stand->host.view.next == CONTEST_CLOSE ? CONTEST_PAGE : stand->host.view.next;
    if (rng_below(rng, 2))
        order.contest.team = teams[rng_below(rng, 3)];
    if (odd) {
        order.contest.round = (int64_t)rng_below(rng, 10) - 1;
        order.contest.play = (int64_t)rng_below(rng, 40) - 1;
        order.contest.item = (int64_t)rng_below(rng, 5) - 1;
        order.contest.teams = teams;
        order.contest.team_count = rng_below(rng, 4);
    }
    order.contest.verdict = (enum verdict)rng_below(rng, VERDICTS);
    order.contest.page = (enum contest_page)rng_below(rng, CONTEST_PAGES);
    order.contest.marks = ((int64_t)rng_below(rng, 5) - 1) * 10 * MARK_ONE;
    order.contest.cancels = rng_below(rng, 2);
    order.contest.response = rng_below(rng, 3) ? T("B") : T("Z 不是答案");
    order.contest.reason = rng_below(rng, 4) ? T("理由") : T("");
    return order;
}

/* Whatever host and desks send, the hub stands, what it keeps can be verified, and what it shows is what it
 * would show after a restart. */
static void anything_may_be_sent(void **state)
{
    (void)state;
    static const struct text teams[] = {TEXT("A"), TEXT("B"), TEXT("C")};
    struct stand stand;
    struct rng rng;
    int taken = 0;
    stand_open(&stand);
    struct terminal *senders[] = {&stand.host, &stand.host, &stand.host, &stand.a, &stand.b, &stand.c};
    rng_init(&rng, T("anything"), T("sent"), T("1"));
    /* Nothing has begun. */
    for (int i = 0; i < 100; i++) {
        struct request order = random_order(&rng, &stand, teams);
        if (order.contest.command == CONTEST_BEGIN)
            continue;
        order.kind = rng_below(&rng, 2) ? MESSAGE_CONTEST : MESSAGE_PREVIEW;
        assert_int_not_equal(terminal_ask(senders[rng_below(&rng, 6)], &order).error, WIRE_OK);
    }
    next_is(&stand, CONTEST_BEGIN);
    for (int i = 0; i < 1500; i++) {
        struct request order = random_order(&rng, &stand, teams);
        struct terminal *sender = senders[rng_below(&rng, 6)];
        order.kind = rng_below(&rng, 5) ? MESSAGE_CONTEST : MESSAGE_PREVIEW;
        struct reply reply = terminal_ask(sender, &order);
        assert_int_not_equal(reply.error, WIRE_BAD_MESSAGE);
        assert_int_not_equal(reply.error, WIRE_NOT_SAVED);
        taken += reply.error == WIRE_OK && order.kind == MESSAGE_CONTEST && reply.contest.event > 0;
        if (i % 20 == 0)
            all_sync(&stand);
    }
    assert_true(taken > 100);
    all_sync(&stand);
    terminal_expect(&stand.host, WIRE_OK, &(struct request){.kind = MESSAGE_PLAYS});
    if (stand.host.view.clock_running)
        terminal_do(&stand.host, CONTEST_PAUSE);
    struct contest_view before = stand.host.view; /* its arrays go with the connection */
    mark_t scores[3] = {score(&stand.host, 0), score(&stand.host, 1), score(&stand.host, 2)};
    kill_and_return(&stand);
    assert_int_equal(stand.host.view.stage, before.stage);
    assert_int_equal(stand.host.view.play, before.play);
    for (int team = 0; team < 3; team++)
        assert_int_equal(score(&stand.host, team), scores[team]);
    stand_close(&stand);
}

static void what_is_no_answer_is_refused(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand);
    next_is(&stand, CONTEST_BEGIN);
    step(&stand, CONTEST_ENTER);
    step(&stand, CONTEST_TAKE);
    step(&stand, CONTEST_OPEN);
    struct request answer = contest_order(CONTEST_ANSWER);
    answer.contest.response = T("F");
    struct reply refused = terminal_expect(&stand.a, WIRE_BAD_RESPONSE, &answer);
    assert_true(refused.detail.len > 0);
    assert_int_equal(terminal_answer(&stand.b, NULL, true), WIRE_CONTEST);
    assert_int_equal(terminal_answer(&stand.a, NULL, true), WIRE_OK);
    stand_close(&stand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_contest_is_played),
        cmocka_unit_test(nobody_does_what_is_not_his),
        cmocka_unit_test(home_lists_the_own_places),
        cmocka_unit_test(rehearsals_say_so),
        cmocka_unit_test(rulings_are_previewed_amended_and_undone),
        cmocka_unit_test(an_undone_showing_hides_the_item),
        cmocka_unit_test(frozen_scores_stand_still_on_the_board),
        cmocka_unit_test(the_clock_ends_an_item),
        cmocka_unit_test(a_press_sent_in_time_counts_however_late_it_is_read),
        cmocka_unit_test(keys_are_tested_apart_from_the_contest),
        cmocka_unit_test(a_killed_hub_goes_on_where_it_was),
        cmocka_unit_test(a_full_disk_changes_nothing),
        cmocka_unit_test(a_beginning_on_a_full_disk_is_none),
        cmocka_unit_test(a_contest_that_the_banks_cannot_fill_does_not_begin),
        cmocka_unit_test(a_desk_among_many_sees_its_own_row),
        cmocka_unit_test(what_is_no_answer_is_refused),
        cmocka_unit_test(anything_may_be_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
