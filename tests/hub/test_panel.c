/* A panel over the hub's socket, a contest's round marked by it, and the series of both. */
#include "terminal.h"

#include "store/stages.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/resource.h>

#include <cmocka.h>

/* Judges 10002 (head), 10003, 10004. Their units are 矿/1队, 矿/2队 and 矿/0队, so that 10003 is recused from
 * team A. */
static const char panel_text[] = "panel: skit\n"
                                 "title: 情景模拟\n"
                                 "performers:\n"
                                 "  - {code: A, name: 甲队, unit: 矿/2队}\n"
                                 "  - {code: B, name: 乙队, unit: 外矿}\n"
                                 "  - {code: C, name: 丙队, unit: 外矿}\n"
                                 "judges: ['10002', '10003', '10004']\n"
                                 "head: '10002'\n"
                                 "recuse: same-unit\n"
                                 "spread: 20\n"
                                 "order: seat\n"
                                 "%s"
                                 "clock: {prepare: 60, perform: 60}\n"
                                 "topics: {from: [议题一, 议题二, 议题三]}\n"
                                 "criteria:\n"
                                 "  - {id: steps, title: 程序, max: 40, kind: measured, steps: [{text: 宣布, "
                                 "marks: 20}, {text: 表决, marks: 20}]}\n"
                                 "  - {id: content, title: 内容, max: 60, kind: judged}\n"
                                 "awards: [{title: 最佳, ranks: 1}]\n";

struct stand {
    struct room room;
    struct terminal host, board, judges[3];
};

static void stand_open(struct stand *stand, const char *more)
{
    struct buf sheet = BUF_EMPTY;
    buf_addf(&sheet, panel_text, more);
    room_make(&stand->room, 6, "hall: 考场\norganizers: ['10001']\nwrong_pins: 3\n");
    room_write(&stand->room, "events/skit.yaml", buf_string(&sheet));
    buf_finish(&sheet);
    room_start(&stand->room);
    terminal_open(&stand->host, &stand->room, 10001);
    terminal_open(&stand->board, &stand->room, 0);
    terminal_watch_well(&stand->host, "skit", WATCH_HOST, NULL);
    terminal_watch_well(&stand->board, "skit", WATCH_BOARD, NULL);
    for (int i = 0; i < 3; i++) {
        terminal_open(&stand->judges[i], &stand->room, 10002 + i);
        terminal_watch_well(&stand->judges[i], "skit", WATCH_JUDGE, NULL);
    }
}

static void all_sync(struct stand *stand)
{
    terminal_sync(&stand->host);
    terminal_sync(&stand->board);
    for (int i = 0; i < 3; i++)
        terminal_sync(&stand->judges[i]);
}

static void stand_close(struct stand *stand)
{
    terminal_close(&stand->host);
    terminal_close(&stand->board);
    for (int i = 0; i < 3; i++)
        terminal_close(&stand->judges[i]);
    room_stop(&stand->room, SIGTERM);
    room_verify(&stand->room);
    room_remove(&stand->room);
}

/* ---- Marking ----------------------------------------------------------------------------------------- */

static struct request mark_order(int64_t performer, int64_t criterion, int marks)
{
    struct request request = panel_order(PANEL_MARK, performer);
    request.panel.criterion = criterion;
    if (criterion == 0)
        request.panel.steps = marks == 40 ? 3 : 1;
    else
        request.panel.mark = marks * MARK_ONE;
    return request;
}

static void mark_all(struct terminal *judge, int64_t performer, int steps, int content)
{
    struct request first = mark_order(performer, 0, steps), second = mark_order(performer, 1, content);
    terminal_expect(judge, WIRE_OK, &first);
    terminal_expect(judge, WIRE_OK, &second);
}

static struct reply sign(struct terminal *judge, int64_t performer, const char *pin)
{
    struct request request = {.kind = MESSAGE_SIGN, .sign = {T(""), performer, text_of(pin)}};
    return terminal_ask(judge, &request);
}

static void mark_and_sign(struct terminal *judge, int64_t performer, int steps, int content)
{
    mark_all(judge, performer, steps, content);
    assert_int_equal(sign(judge, performer, "2468").error, WIRE_OK);
}

static const struct performer_row *row_of(const struct terminal *terminal, int64_t performer)
{
    for (int64_t i = 0; i < terminal->panel.performer_count; i++)
        if (terminal->panel.performers[i].performer == performer)
            return &terminal->panel.performers[i];
    fail_msg("no such performer");
    return NULL;
}

static const struct performer_row *row_by_code(const struct terminal *terminal, struct text code)
{
    for (int64_t i = 0; i < terminal->panel.performer_count; i++)
        if (text_equal(terminal->panel.performers[i].code, code))
            return &terminal->panel.performers[i];
    fail_msg("no such code");
    return NULL;
}

static struct reply ask_sheet(struct terminal *terminal, enum wire_error error, int64_t performer,
                              int64_t judge)
{
    struct request request = {.kind = MESSAGE_SHEET, .sheet = {T(""), performer, judge}};
    return terminal_expect(terminal, error, &request);
}

/* ---- A whole panel ----------------------------------------------------------------------------------- */

static void begin(struct stand *stand)
{
    terminal_panel(&stand->host, PANEL_BEGIN, -1);
    terminal_panel(&stand->host, PANEL_CALL, -1);
    all_sync(stand);
}

static void play_first(struct stand *stand)
{
    terminal_panel(&stand->host, PANEL_DRAW_TOPIC, -1);
    terminal_panel(&stand->host, PANEL_BEGIN_PART, -1);
    all_sync(stand);
    assert_int_equal(stand->board.panel.on, 0);
    assert_int_equal(stand->board.panel.part, PANEL_PREPARE);
    assert_true(stand->board.panel.clock_running);
    assert_int_equal(stand->board.panel.open_envelope_count, 1);
    assert_true(row_of(&stand->board, 0)->topic.len > 0);
    /* 10003 is of A's unit. */
    assert_int_equal(stand->judges[1].panel.sheet, JUDGE_RECUSED);
    struct request recused = mark_order(0, 1, 50);
    terminal_panel_cannot(&stand->judges[1], &recused, PANEL_IS_RECUSED);
    mark_and_sign(&stand->judges[0], 0, 40, 50);
    struct request close = panel_order(PANEL_CLOSE, 0);
    terminal_panel_cannot(&stand->judges[0], &close, PANEL_INCOMPLETE);
    mark_and_sign(&stand->judges[2], 0, 20, 40);
    all_sync(stand);
    assert_int_equal(stand->judges[0].panel.sheet, JUDGE_SIGNED);
    assert_int_equal(stand->judges[0].panel.sum, 90 * MARK_ONE);
    assert_true(row_of(&stand->host, 0)->complete && row_of(&stand->host, 0)->spread_open);
    terminal_panel_cannot(&stand->judges[0], &close, PANEL_SPREAD_OPEN);
    struct request confirm = panel_order(PANEL_CONFIRM_SPREAD, 0);
    confirm.panel.reason = T("评委看法不同");
    terminal_expect(&stand->judges[2], WIRE_NOT_ALLOWED, &confirm);
    terminal_expect(&stand->judges[0], WIRE_OK, &confirm);
    terminal_expect(&stand->judges[0], WIRE_OK, &close);
    all_sync(stand);
    assert_int_equal(row_of(&stand->board, 0)->mark, 75 * MARK_ONE);
}

static void judges_see_their_own_only(struct stand *stand)
{
    assert_int_equal(row_of(&stand->judges[0], 0)->judge_count, 3);
    assert_int_equal(row_of(&stand->host, 0)->judge_count, 3);
    assert_int_equal(row_of(&stand->judges[2], 0)->judge_count, 1);
    assert_int_equal(row_of(&stand->board, 0)->judge_count, 0);
    assert_false(row_of(&stand->judges[2], 0)->has_mark);
    assert_true(row_of(&stand->judges[0], 0)->has_mark);
    assert_int_equal(ask_sheet(&stand->judges[2], WIRE_OK, 0, -1).sheet.sum, 60 * MARK_ONE);
    ask_sheet(&stand->judges[2], WIRE_NOT_ALLOWED, 0, 0);
    ask_sheet(&stand->board, WIRE_NOT_ALLOWED, 0, 0);
    assert_int_equal(ask_sheet(&stand->judges[0], WIRE_OK, 0, 2).sheet.sum, 60 * MARK_ONE);
    assert_int_equal(ask_sheet(&stand->host, WIRE_OK, 0, 2).sheet.sum, 60 * MARK_ONE);
    struct request performer = {.kind = MESSAGE_PERFORMER, .sheet = {T(""), 0, -1}};
    terminal_expect(&stand->judges[2], WIRE_NOT_ALLOWED, &performer);
    terminal_expect(&stand->board, WIRE_NOT_ALLOWED, &performer);
    struct reply reply = terminal_expect(&stand->host, WIRE_OK, &performer);
    assert_int_equal(reply.performer.total, 75 * MARK_ONE);
    assert_int_equal(reply.performer.stages[0].mark_count, 2);
}

static void play_rest(struct stand *stand)
{
    terminal_panel(&stand->host, PANEL_CALL, -1);
    mark_and_sign(&stand->judges[0], 1, 40, 40);
    mark_and_sign(&stand->judges[1], 1, 40, 40);
    mark_and_sign(&stand->judges[2], 1, 40, 40);
    terminal_panel(&stand->judges[0], PANEL_CLOSE, 1);
    struct request withdraw = panel_order(PANEL_WITHDRAW, 2);
    withdraw.panel.on = true;
    withdraw.panel.reason = T("因故退赛");
    terminal_expect(&stand->host, WIRE_OK, &withdraw);
}

static void check_results(const struct room *room)
{
    struct store *store = room_store(room, STORE_READ);
    struct arena arena = ARENA_EMPTY;
    struct entrant_result *rows;
    size_t count;
    struct err err = ERR_NONE;
    assert_true(entrant_results(store, T("skit"), &arena, &rows, &count, &err));
    assert_int_equal(count, 3);
    assert_true(text_is(rows[0].code, "B"));
    assert_int_equal(rows[0].mark, 80 * MARK_ONE);
    assert_false(rows[0].provisional);
    assert_int_equal(rows[2].rank, 0);
    arena_finish(&arena);
    store_close(store);
}

static void a_whole_panel_is_marked(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand, "");
    assert_int_equal(stand.judges[0].panel_frame.criterion_count, 2);
    assert_true(text_is(stand.judges[0].panel_frame.judges[0].name, "人1"));
    assert_true(stand.judges[0].panel.head && !stand.judges[1].panel.head && stand.host.panel.head);
    begin(&stand);
    struct request close = {.kind = MESSAGE_EVENT_CLOSE, .event = {T("skit")}};
    assert_true(text_is(terminal_expect(&stand.host, WIRE_PANEL, &close).detail, "open-matters"));
    play_first(&stand);
    judges_see_their_own_only(&stand);
    play_rest(&stand);
    all_sync(&stand);
    assert_int_equal(row_of(&stand.host, 1)->rank, 1);
    assert_int_equal(row_of(&stand.board, 1)->rank, 0);
    terminal_panel(&stand.host, PANEL_REVEAL, -1);
    all_sync(&stand);
    assert_int_equal(row_of(&stand.board, 0)->rank, 2);
    assert_int_equal(row_of(&stand.board, 1)->rank, 0);
    terminal_panel(&stand.host, PANEL_REVEAL, -1);
    all_sync(&stand);
    assert_true(text_is(row_of(&stand.board, 1)->award, "最佳"));
    terminal_panel(&stand.host, PANEL_FINALIZE, -1);
    all_sync(&stand);
    assert_true(stand.board.panel.final);
    check_results(&stand.room);
    terminal_expect(&stand.host, WIRE_ALREADY, &close);
    stand_close(&stand);
}

/* ---- Who may what ------------------------------------------------------------------------------------ */

static void nobody_marks_for_another(void **state)
{
    (void)state;
    struct stand stand;
    struct terminal stranger;
    stand_open(&stand, "");
    begin(&stand);
    struct request mark = mark_order(1, 1, 50);
    mark.panel.judge = 0;
    terminal_expect(&stand.judges[2], WIRE_NOT_ALLOWED, &mark);
    /* Not even the head judge. */
    mark.panel.judge = 1;
    terminal_expect(&stand.judges[0], WIRE_NOT_ALLOWED, &mark);
    mark.panel.judge = -1;
    terminal_expect(&stand.board, WIRE_NOT_ALLOWED, &mark);
    terminal_panel_cannot(&stand.host, &mark, PANEL_NO_JUDGE);
    terminal_open(&stranger, &stand.room, 10005);
    assert_int_equal(terminal_watch(&stranger, "skit", WATCH_JUDGE, NULL), WIRE_NOT_ALLOWED);
    assert_int_equal(terminal_watch(&stranger, "skit", WATCH_DESK, NULL), WIRE_WRONG_KIND);
    assert_int_equal(terminal_watch(&stand.board, "skit", WATCH_JUDGE, NULL), WIRE_NOT_SIGNED_IN);
    for (int kind = 0; kind < PANEL_COMMANDS; kind++) {
        struct request order = panel_order((enum panel_command_kind)kind, 1);
        order.panel.event = T("skit");
        order.panel.reason = T("x");
        terminal_expect(&stranger, WIRE_NOT_ALLOWED, &order);
        terminal_expect(&stand.board, WIRE_NOT_ALLOWED, &order);
        if (kind != PANEL_MARK && kind != PANEL_CLEAR)
            terminal_expect(&stand.judges[2], WIRE_NOT_ALLOWED, &order);
    }
    struct request forge = {.kind = MESSAGE_SIGN, .sign = {T("skit"), 1, T("2468")}};
    terminal_expect(&stranger, WIRE_NOT_ALLOWED, &forge);
    terminal_expect(&stand.host, WIRE_NOT_ALLOWED, &forge);
    terminal_expect(&stand.board, WIRE_NOT_SIGNED_IN, &forge);
    /* The organizer takes down a paper sheet for the judge who wrote it, and signs for it. */
    struct request paper[] = {mark_order(1, 0, 40), mark_order(1, 1, 33), panel_order(PANEL_SIGN, 1)};
    for (size_t i = 0; i < 3; i++) {
        paper[i].panel.judge = 1;
        terminal_expect(&stand.host, WIRE_OK, &paper[i]);
    }
    assert_int_equal(ask_sheet(&stand.judges[1], WIRE_OK, 1, -1).sheet.state, JUDGE_SIGNED);
    terminal_close(&stranger);
    stand_close(&stand);
}

static void a_signature_is_as_strict_as_a_sign_in(void **state)
{
    (void)state;
    struct stand stand;
    struct terminal other;
    stand_open(&stand, "");
    begin(&stand);
    struct reply unmarked = sign(&stand.judges[2], 1, "2468");
    assert_int_equal(unmarked.error, WIRE_PANEL);
    assert_true(text_is(unmarked.detail, "incomplete"));
    mark_all(&stand.judges[2], 1, 40, 30);
    assert_int_equal(sign(&stand.judges[2], 1, "1111").error, WIRE_WRONG_PIN);
    /* A right one forgives what was wrong before it. */
    assert_int_equal(sign(&stand.judges[2], 1, "2468").error, WIRE_OK);
    mark_all(&stand.judges[2], 1, 40, 31);
    terminal_sync(&stand.host);
    assert_int_equal(row_of(&stand.host, 1)->judges[2], JUDGE_COMPLETE);
    for (int i = 0; i < 2; i++)
        assert_int_equal(sign(&stand.judges[2], 1, "1111").error, WIRE_WRONG_PIN);
    assert_int_equal(sign(&stand.judges[2], 1, "1111").error, WIRE_LOCKED);
    assert_int_equal(sign(&stand.judges[2], 1, "2468").error, WIRE_LOCKED);
    seat_open(&other.seat, &stand.room);
    assert_int_equal(seat_sign_in(&other.seat, "10004", "2468").error, WIRE_LOCKED);
    seat_close(&other.seat);
    terminal_sync(&stand.host);
    assert_int_equal(row_of(&stand.host, 1)->judges[2], JUDGE_COMPLETE);
    struct request unlock = {.kind = MESSAGE_UNLOCK, .person = {T("10004")}};
    terminal_expect(&stand.host, WIRE_OK, &unlock);
    assert_int_equal(sign(&stand.judges[2], 1, "2468").error, WIRE_OK);
    stand_close(&stand);
}

/* ---- Blind ------------------------------------------------------------------------------------------- */

static void a_blind_panel_hides_names_until_it_is_final(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand, "blind: true\n");
    begin(&stand);
    struct terminal *others[] = {&stand.board, &stand.judges[0], &stand.judges[2]};
    for (size_t i = 0; i < 3; i++) {
        for (int performer = 0; performer < 3; performer++) {
            assert_int_equal(row_of(others[i], performer)->name.len, 0);
            assert_int_equal(row_of(others[i], performer)->unit.len, 0);
            assert_int_equal(row_of(others[i], performer)->code.len, 2);
        }
        assert_true(text_find(buf_text(&others[i]->seen), T("甲队")) < 0);
    }
    assert_true(text_is(row_of(&stand.host, 0)->name, "甲队"));
    struct request withdraw = panel_order(PANEL_WITHDRAW, 0);
    withdraw.panel.on = true;
    withdraw.panel.reason = T("退赛");
    for (int performer = 0; performer < 3; performer++) {
        withdraw.panel.performer = performer;
        terminal_expect(&stand.host, WIRE_OK, &withdraw);
    }
    terminal_panel(&stand.host, PANEL_FINALIZE, -1);
    all_sync(&stand);
    assert_true(text_is(row_by_code(&stand.board, row_of(&stand.host, 0)->code)->name, "甲队"));
    stand_close(&stand);
}

/* Who knows the sheet knows its order: the numbers of performers must not give it away. Judges go by codes,
 * and what they mark is the right performer's. */
static void a_blind_panel_goes_by_codes(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand, "blind: true\n");
    begin(&stand);
    struct terminal *others[] = {&stand.board, &stand.judges[0], &stand.judges[2]};
    for (size_t i = 0; i < 3; i++)
        for (int performer = 0; performer < 3; performer++) {
            struct text code = row_of(others[i], performer)->code;
            assert_int_equal(code.at[0], '0');
            assert_int_equal(code.at[1], '1' + performer);
        }
    struct text code_of_b = row_of(&stand.host, 1)->code;
    int64_t b = row_by_code(&stand.judges[0], code_of_b)->performer;
    mark_and_sign(&stand.judges[0], b, 40, 50);
    all_sync(&stand);
    assert_int_equal(row_of(&stand.host, 1)->judges[0], JUDGE_SIGNED);
    assert_int_equal(row_of(&stand.judges[0], b)->judges[0], JUDGE_SIGNED);
    assert_int_equal(ask_sheet(&stand.judges[0], WIRE_OK, b, -1).sheet.sum, 90 * MARK_ONE);
    assert_int_equal(ask_sheet(&stand.judges[0], WIRE_OK, b, -1).sheet.performer, b);
    assert_int_equal(ask_sheet(&stand.host, WIRE_OK, 1, 0).sheet.sum, 90 * MARK_ONE);
    terminal_panel(&stand.judges[0], PANEL_CALL, b);
    all_sync(&stand);
    assert_int_equal(stand.host.panel.on, 1);
    assert_int_equal(stand.board.panel.on, b);
    assert_int_equal(stand.judges[0].panel.sum, 90 * MARK_ONE);
    struct request nobody = panel_order(PANEL_CALL, 3);
    terminal_panel_cannot(&stand.judges[0], &nobody, PANEL_NO_PERFORMER);
    stand_close(&stand);
}

/* A judge signs in with the number: it is not for everybody. */
static void a_board_learns_no_numbers(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand, "");
    assert_int_equal(stand.board.panel_frame.judge_count, 3);
    assert_true(stand.board.panel_frame.judges[1].name.len > 0);
    assert_true(text_find(buf_text(&stand.board.seen), T("10003")) < 0);
    assert_true(text_is(stand.judges[0].panel_frame.judges[1].number, "10003"));
    stand_close(&stand);
}

/* Who is given by number alone has name and unit of the roster, also after it changed. */
static void numbers_get_their_names(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand, "");
    room_write(&stand.room, "events/talk.yaml",
               "panel: talk\ntitle: 微党课\nperformers: ['10005', '10006', '99999']\njudges: ['10002']\n"
               "criteria: [{id: all, title: 内容, max: 100}]\n");
    terminal_watch_well(&stand.host, "talk", WATCH_HOST, NULL);
    assert_true(text_is(row_of(&stand.host, 0)->name, "人4"));
    assert_true(text_is(row_of(&stand.host, 0)->unit, "矿/1队"));
    assert_true(text_is(row_of(&stand.host, 1)->name, "人5"));
    assert_true(text_is(row_of(&stand.host, 2)->name, "99999"));
    assert_true(text_is(stand.host.panel_frame.judges[0].unit, "矿/1队"));
    stand_close(&stand);
}

/* ---- What is kept ------------------------------------------------------------------------------------ */

static void marks_outlive_the_hub(void **state)
{
    (void)state;
    struct stand stand;
    stand_open(&stand, "");
    begin(&stand);
    mark_and_sign(&stand.judges[0], 1, 40, 50);
    mark_all(&stand.judges[2], 1, 20, 44);
    room_stop(&stand.room, SIGKILL);
    room_start(&stand.room);
    terminal_return(&stand.host, &stand.room);
    terminal_return(&stand.judges[0], &stand.room);
    terminal_return(&stand.judges[1], &stand.room);
    terminal_return(&stand.judges[2], &stand.room);
    terminal_return(&stand.board, &stand.room);
    terminal_watch_well(&stand.host, "skit", WATCH_HOST, NULL);
    terminal_watch_well(&stand.judges[2], "skit", WATCH_JUDGE, NULL);
    assert_int_equal(stand.host.panel.on, 0);
    assert_int_equal(row_of(&stand.host, 1)->judges[0], JUDGE_SIGNED);
    assert_int_equal(ask_sheet(&stand.judges[2], WIRE_OK, 1, -1).sheet.sum, 64 * MARK_ONE);
    struct rlimit full = {512, RLIM_INFINITY}, room_again = {RLIM_INFINITY, RLIM_INFINITY};
    assert_int_equal(prlimit(stand.room.hub, RLIMIT_FSIZE, &full, NULL), 0);
    struct request mark = mark_order(1, 1, 20);
    terminal_expect(&stand.judges[2], WIRE_NOT_SAVED, &mark);
    assert_int_equal(ask_sheet(&stand.judges[2], WIRE_OK, 1, -1).sheet.sum, 64 * MARK_ONE);
    assert_int_equal(prlimit(stand.room.hub, RLIMIT_FSIZE, &room_again, NULL), 0);
    terminal_expect(&stand.judges[2], WIRE_OK, &mark);
    assert_int_equal(ask_sheet(&stand.judges[2], WIRE_OK, 1, -1).sheet.sum, 40 * MARK_ONE);
    stand_close(&stand);
}

/* ---- Carried into a contest, and joined in a series ---------------------------------------------------- */

static void write_joint_events(const struct room *room)
{
    room_write_plain_bank(room, 10);
    room_write(
        room, "events/joint.yaml",
        "contest: joint\ntitle: 决赛\nbase: 10\nteams:\n  - {code: A, name: 甲队, members: ['10005']}\n"
        "  - {code: B, name: 乙队}\n  - {code: C, name: 丙队}\n"
        "rounds:\n  - {round: panel, title: 情景模拟, panel: skit, weight: 50%}\n");
    room_write(room, "events/total.yaml",
               "series: total\ntitle: 总成绩\nof: teams\nentrants:\n  - {code: A, name: 甲队}\n"
               "  - {code: B, name: 乙队}\n"
               "parts:\n  - {event: skit, weight: 40%}\n  - {event: joint, weight: 60%}\n"
               "awards: [{title: 状元, ranks: 1}]\n");
}

static void play_joint(struct stand *stand, struct terminal *host)
{
    terminal_watch_well(host, "joint", WATCH_HOST, NULL);
    terminal_do(host, CONTEST_BEGIN);
    terminal_do(host, CONTEST_ENTER);
    assert_int_equal(host->view.stage, CONTEST_STAGE_PANEL);
    assert_false(host->view.panel_ready);
    terminal_cannot(host, CONTEST_CARRY, CONTEST_OPEN_MATTERS);
    play_first(stand);
    play_rest(stand);
    terminal_sync(host);
    assert_true(host->view.panel_ready);
    terminal_do(host, CONTEST_CARRY);
    /* 10 + 75 × 50 %, 10 + 80 × 50 %; who withdrew gets nothing. */
    assert_int_equal(host->view.teams[0].score, 475000);
    assert_int_equal(host->view.teams[1].score, 500000);
    assert_int_equal(host->view.teams[2].score, 100000);
    terminal_do(host, CONTEST_LEAVE);
    terminal_do(host, CONTEST_CLOSE);
    terminal_do(host, CONTEST_FINALIZE);
}

static void ceremony(struct stand *stand, struct terminal *host, struct terminal *board)
{
    struct request step = {.kind = MESSAGE_SERIES};
    terminal_watch_well(host, "total", WATCH_HOST, NULL);
    terminal_watch_well(board, "total", WATCH_BOARD, NULL);
    assert_true(host->view.series && host->frame.team_count == 2);
    assert_int_equal(host->view.standing_count, 2);
    assert_int_equal(board->view.standing_count, 0);
    assert_true(text_is(terminal_expect(host, WIRE_CONTEST, &step).detail, "open-matters"));
    terminal_panel(&stand->host, PANEL_FINALIZE, -1);
    terminal_expect(board, WIRE_NOT_ALLOWED, &step);
    terminal_expect(host, WIRE_OK, &step);
    terminal_sync(board);
    assert_int_equal(board->view.standing_count, 1);
    assert_true(text_is(board->frame.teams[board->view.standing[0].team].code, "A"));
    /* 75 × 40 % + 47.5 × 60 % */
    assert_int_equal(board->view.standing[0].score, 585000);
    terminal_expect(host, WIRE_OK, &step);
    terminal_sync(board);
    assert_int_equal(board->view.page, PAGE_AWARDS);
    assert_true(text_is(board->view.standing[1].award, "状元"));
    step.series.finalize = true;
    terminal_expect(host, WIRE_OK, &step);
    terminal_sync(board);
    assert_true(board->view.final);
}

static void a_panel_is_carried_into_a_contest_and_both_into_a_series(void **state)
{
    (void)state;
    struct stand stand;
    struct terminal host, board;
    stand_open(&stand, "");
    write_joint_events(&stand.room);
    begin(&stand);
    terminal_open(&host, &stand.room, 0);
    terminal_open(&board, &stand.room, 0);
    play_joint(&stand, &host);
    ceremony(&stand, &host, &board);
    terminal_close(&host);
    terminal_close(&board);
    stand_close(&stand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_panel_is_marked),
        cmocka_unit_test(nobody_marks_for_another),
        cmocka_unit_test(a_signature_is_as_strict_as_a_sign_in),
        cmocka_unit_test(a_blind_panel_hides_names_until_it_is_final),
        cmocka_unit_test(a_blind_panel_goes_by_codes),
        cmocka_unit_test(a_board_learns_no_numbers),
        cmocka_unit_test(numbers_get_their_names),
        cmocka_unit_test(marks_outlive_the_hub),
        cmocka_unit_test(a_panel_is_carried_into_a_contest_and_both_into_a_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
