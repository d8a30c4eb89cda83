/* The host console of a contest: how it looks at each moment, what its keys send. */
#include "cast.h"
#include "stage_cast.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct contest_frame frame = {
    .title = TEXT(STAGE_TITLE),
    .instructions = TEXT("四支代表队各有基础分100分,五轮题目得分累计为决赛成绩。"),
    .base = M(100),
    .teams = stage_teams,
    .team_count = TEAMS,
    .rounds = stage_rounds,
    .round_count = ROUND_5_PANEL + 1,
};

static const struct contest_team_row teams[TEAMS] = {
    {.score = M(130), .rank = 1, .desks = 1, .desk = 1, .delay = 2400, .tested_after = -1, .swaps_left = 1},
    {.score = M(120), .rank = 2, .desks = 1, .desk = 2, .delay = 61300, .tested_after = -1},
    {.score = M(120), .rank = 2, .desks = 1, .desk = 3, .delay = 3100, .tested_after = -1},
    {.score = 955000, .rank = 4, .desks = 0, .delay = -1, .tested_after = -1},
};

/* The contest as the host sees it between its rounds. */
static struct contest_view between(void)
{
    return (struct contest_view){.event = TEXT("juesai"),
                                 .frame = &frame,
                                 .stage = CONTEST_STAGE_BETWEEN,
                                 .round = -1,
                                 .turn = -1,
                                 .floor = -1,
                                 .play = -1,
                                 .teams = teams,
                                 .team_count = TEAMS,
                                 .provisional = true,
                                 .own = -1,
                                 .has_next = true,
                                 .next = CONTEST_ENTER};
}

static struct contest_view with_item(int64_t round, enum contest_stage at)
{
    struct contest_view view = between();
    view.round = round;
    view.rounds_done = (1 << round) - 1;
    view.stage = at;
    view.item = &stage_single_to_host;
    view.play = 3;
    view.items_left = 6;
    view.spares = 4;
    view.total = 30000;
    view.left = 18000;
    view.can_undo = true;
    view.undo = CONTEST_OPENED;
    view.has_next = false;
    return view;
}

static void show(struct terminal *terminal, struct contest_view view)
{
    terminal_push(terminal, (struct reply){.kind = MESSAGE_PUSH_STAGE, .stage = view});
}

static void enter(struct terminal *terminal, bool rehearsal)
{
    terminal_open_with(terminal, (struct tui_options){.mode = TUI_HOST, .event = "juesai"}, rehearsal);
    assert_string_equal(terminal_top(terminal), "stage-enter");
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_WATCH,
                                            .watch = {.event = TEXT("juesai"),
                                                      .title = TEXT(STAGE_TITLE),
                                                      .kind = TEXT("contest")}});
}

static void open_host(struct terminal *terminal, struct contest_view view)
{
    enter(terminal, false);
    show(terminal, view);
    assert_string_equal(terminal_top(terminal), "host");
    terminal_sent(terminal);
}

static void expect_in(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("wanted %s in: %s", part, text);
}

static void done(struct terminal *terminal, enum message_kind kind)
{
    terminal_reply(terminal, (struct reply){.kind = kind, .contest = {.event = 1}});
}

/* ---- Entering --------------------------------------------------------------------------------------- */

static void asks_for_the_place_and_enters(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open_with(&terminal, (struct tui_options){.mode = TUI_HOST, .event = "juesai"}, false);
    terminal_expect(&terminal, "stage-enter");
    terminal_expect_sent(&terminal, "\"do\":\"watch\",\"event\":\"juesai\"");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_WATCH, .error = WIRE_NOT_SIGNED_IN});
    assert_string_equal(terminal_top(&terminal), "sign-in");
    assert_true(terminal_shows(&terminal, "for organizers"));
    terminal_type(&terminal, "10003");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal, "394570");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_sent(&terminal);
    terminal_reply(&terminal, cast_person(true));
    assert_string_equal(terminal_top(&terminal), "stage-enter");
    terminal_expect_sent(&terminal, "\"do\":\"watch\"");
    show(&terminal, between());
    assert_string_equal(terminal_top(&terminal), "host");
    terminal_close(&terminal);
}

static void a_refusal_says_the_way_out(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open_with(&terminal, (struct tui_options){.mode = TUI_HOST, .event = "juesay"}, false);
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_WATCH, .error = WIRE_NO_SUCH_EVENT});
    terminal_expect(&terminal, "stage-enter-refused");
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"do\":\"watch\"");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_true(terminal.stack.done);
    terminal_close(&terminal);
}

static void watches_again_after_a_lost_connection(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, with_item(ROUND_1_REQUIRED, CONTEST_STAGE_ANSWER));
    terminal_connection(&terminal, false);
    terminal_connection(&terminal, true);
    terminal_expect_sent(&terminal, "\"do\":\"watch\",\"event\":\"juesai\"");
    assert_true(terminal_shows(&terminal, "六个月")); /* what was seen last stays */
    terminal_close(&terminal);
}

static void a_lost_sign_in_leads_back_to_the_console(void **state)
{
    (void)state;
    struct terminal terminal;
    terminal_open(&terminal);
    cast_sign_in(&terminal, true);
    terminal_type(&terminal, "e");
    static const struct event_row rows[] = {{.event = TEXT("juesai"),
                                             .title = TEXT(STAGE_TITLE),
                                             .status = TEXT("open"),
                                             .kind = TEXT("contest")}};
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_EVENTS, .events = {rows, COUNT_OF(rows)}});
    terminal_expect(&terminal, "events-contest");
    terminal_key(&terminal, INPUT_ENTER);
    show(&terminal, between());
    assert_string_equal(terminal_top(&terminal), "host");
    terminal_push(&terminal, (struct reply){.re = 900, .kind = MESSAGE_RESUME, .error = WIRE_TICKET_UNKNOWN});
    assert_string_equal(terminal_top(&terminal), "sign-in");
    terminal_type(&terminal, "394570");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal, cast_person(true));
    assert_string_equal(terminal_top(&terminal), "stage-enter");
    show(&terminal, between());
    assert_string_equal(terminal_top(&terminal), "host");
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_type(&terminal, "y");
    assert_string_equal(terminal_top(&terminal), "home");
    terminal_close(&terminal);
}

static void the_home_screen_leads_to_ones_desk(void **state)
{
    (void)state;
    struct terminal terminal;
    static const struct stage_row stages[] = {
        {TEXT("juesai"), TEXT(STAGE_TITLE), TEXT("contest"), TEXT("open"), WATCH_DESK, TEXT("C")},
        {TEXT("sanhuiyike"), TEXT("三会一课情景模拟"), TEXT("panel"), TEXT("prepared"), WATCH_JUDGE,
         TEXT("")},
    };
    terminal_open(&terminal);
    cast_sign_in(&terminal, false);
    struct reply home = cast_home();
    home.home.stages = stages;
    home.home.stage_count = COUNT_OF(stages);
    home.home.test_count = 1;
    terminal_push(&terminal, (struct reply){.kind = MESSAGE_PUSH_CHANGED});
    terminal_reply(&terminal, home);
    terminal_expect(&terminal, "home-stages");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"do\":\"watch\",\"event\":\"juesai\",\"as\":\"desk\"");
    expect_in(sent, "\"C\"");
    terminal_close(&terminal);
}

static void an_echo_is_said_back_at_once(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, between());
    terminal_push(&terminal, (struct reply){.kind = MESSAGE_PUSH_ECHO, .echo = {77}});
    terminal_expect_sent(&terminal, "\"do\":\"echo\",\"token\":77");
    terminal_close(&terminal);
}

/* ---- Moments ---------------------------------------------------------------------------------------- */

static void before_it_begins(void **state)
{
    (void)state;
    struct terminal terminal;
    enter(&terminal, true);
    struct contest_view view = between();
    view.stage = CONTEST_STAGE_NONE;
    view.next = CONTEST_BEGIN;
    view.rehearsal = true;
    show(&terminal, view);
    terminal_expect(&terminal, "host-before");
    terminal_sent(&terminal);
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"do\":\"contest\",\"event\":\"juesai\",\"command\":\"begin\"");
    terminal_close(&terminal);
}

static void between_rounds(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = between();
    view.round = ROUND_2_TOGETHER;
    view.rounds_done = 2; /* the first was skipped */
    view.page = PAGE_SCORES;
    view.frozen = true;
    view.open_protests = 1;
    view.can_undo = true;
    view.undo = CONTEST_LEFT;
    open_host(&terminal, view);
    terminal_expect(&terminal, "host-between");
    terminal_close(&terminal);
}

static void in_turn(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = with_item(ROUND_1_REQUIRED, CONTEST_STAGE_ANSWER);
    struct contest_team_row rows[TEAMS];
    memcpy(rows, teams, sizeof rows);
    rows[TEAM_A].turn = rows[TEAM_A].floor = rows[TEAM_A].answered = true;
    rows[TEAM_A].answer = (struct text)TEXT("C");
    view.teams = rows;
    view.turn = view.floor = TEAM_A;
    view.clock_running = true;
    open_host(&terminal, view);
    terminal_expect(&terminal, "host-required");
    terminal_pass(&terminal, 14000);
    assert_true(terminal_shows(&terminal, "the clock runs"));
    terminal_expect_roles(&terminal, "host-required.roles", 80, 24);
    terminal_close(&terminal);
}

static void time_passes_without_an_answer(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = with_item(ROUND_1_REQUIRED, CONTEST_STAGE_RULING);
    struct contest_team_row rows[TEAMS];
    memcpy(rows, teams, sizeof rows);
    rows[TEAM_A].turn = rows[TEAM_A].floor = true;
    rows[TEAM_A].answered = false;
    view.teams = rows;
    view.turn = view.floor = TEAM_A;
    view.left = 0;
    view.total = 0;
    open_host(&terminal, view);
    assert_true(terminal_shows(&terminal, "Time is up"));
    assert_true(terminal_shows(&terminal, "E no answer"));
    rows[TEAM_A].answered = true;
    terminal_close(&terminal);
    open_host(&terminal, view);
    assert_false(terminal_shows(&terminal, "Time is up"));
    terminal_close(&terminal);
}

static void a_playoff_says_the_places_it_decided(void **state)
{
    (void)state;
    struct terminal terminal;
    static const struct round_row playoff[] = {{.kind = ROUND_PLAYOFF, .title = TEXT("加赛"), .items = 8}};
    struct contest_frame own = frame;
    own.rounds = playoff;
    own.round_count = 1;
    struct contest_view view = with_item(0, CONTEST_STAGE_DONE);
    struct contest_team_row rows[TEAMS];
    memcpy(rows, teams, sizeof rows);
    rows[TEAM_A] = (struct contest_team_row){.score = M(100), .rank = 2, .out = true, .ruled = true};
    view.frame = &own;
    view.teams = rows;
    view.turn = view.floor = -1;
    open_host(&terminal, view);
    assert_true(terminal_shows(&terminal, "rank 2")); /* the winner is not "out" */
    terminal_close(&terminal);
}

static void rapid_counts_each_turn(void **state)
{
    (void)state;
    struct terminal terminal;
    static const struct round_row rapid[] = {
        {.kind = ROUND_RAPID, .title = TEXT("限时速答"), .items = 10, .seconds = 60000, .right = M(5)}};
    struct contest_frame own = frame;
    own.rounds = rapid;
    own.round_count = 1;
    struct contest_view view = with_item(0, CONTEST_STAGE_ANSWER);
    struct contest_team_row rows[TEAMS];
    memcpy(rows, teams, sizeof rows);
    rows[TEAM_A].turn_right = 7;
    rows[TEAM_A].turn_wrong = 2;
    rows[TEAM_B].turn = rows[TEAM_B].floor = true;
    view.frame = &own;
    view.teams = rows;
    view.turn = view.floor = TEAM_B;
    view.clock_running = true;
    open_host(&terminal, view);
    terminal_expect(&terminal, "host-rapid");
    terminal_close(&terminal);
}

static void all_answer(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = with_item(ROUND_2_TOGETHER, CONTEST_STAGE_RULING);
    struct contest_team_row rows[TEAMS];
    memcpy(rows, teams, sizeof rows);
    rows[TEAM_A] = (struct contest_team_row){.score = M(140),
                                             .rank = 1,
                                             .answered = true,
                                             .answer = TEXT("C"),
                                             .ruled = true,
                                             .verdict = VERDICT_RIGHT,
                                             .gained = M(10),
                                             .desks = 1,
                                             .delay = 2400,
                                             .tested_after = -1};
    rows[TEAM_B].answered = true;
    rows[TEAM_B].answer = (struct text)TEXT("B");
    view.teams = rows;
    view.left = 0;
    open_host(&terminal, view);
    terminal_expect(&terminal, "host-together");
    terminal_type(&terminal, "2n");
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"rule\"");
    expect_in(sent, "\"team\":\"B\"");
    expect_in(sent, "\"verdict\":\"wrong\"");
    terminal_close(&terminal);
}

static struct contest_view pressed(void)
{
    static const struct press_row presses[] = {
        {.team = TEAM_D, .after = -412, .false_start = true},
        {.team = TEAM_C, .after = 318},
        {.team = TEAM_A, .after = 318},
        {.team = TEAM_D, .after = 371, .refused = true},
    };
    static struct contest_team_row rows[TEAMS];
    memcpy(rows, teams, sizeof rows);
    rows[TEAM_C].floor = true;
    rows[TEAM_D].locked = true;
    struct contest_view view = with_item(ROUND_3_BUZZER, CONTEST_STAGE_BEGIN);
    view.teams = rows;
    view.floor = TEAM_C;
    view.presses = presses;
    view.press_count = view.pressed = COUNT_OF(presses);
    view.clock_running = true;
    view.left = 4000;
    view.total = 5000;
    view.has_next = true;
    view.next = CONTEST_SPEAK;
    view.undo = CONTEST_PRESSED;
    return view;
}

static void the_buzzers(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = with_item(ROUND_3_BUZZER, CONTEST_STAGE_READY);
    view.has_next = true;
    view.next = CONTEST_OPEN;
    view.total = view.left = 0;
    open_host(&terminal, view);
    assert_true(terminal_shows(&terminal, "Space: open the buzzers"));
    show(&terminal, pressed());
    terminal_expect(&terminal, "host-pressed");
    terminal_close(&terminal);
}

static void the_item_is_over(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = pressed();
    struct contest_team_row rows[TEAMS];
    memcpy(rows, view.teams, sizeof rows);
    rows[TEAM_C] = (struct contest_team_row){.score = M(130),
                                             .rank = 1,
                                             .ruled = true,
                                             .verdict = VERDICT_RIGHT,
                                             .gained = M(10),
                                             .desks = 1,
                                             .delay = 3100,
                                             .tested_after = -1};
    view.teams = rows;
    view.stage = CONTEST_STAGE_DONE;
    view.floor = -1;
    view.total = view.left = 0;
    view.clock_running = false;
    view.undo = CONTEST_RULED;
    view.next = CONTEST_TAKE;
    view.can_redo = true;
    open_host(&terminal, view);
    terminal_expect(&terminal, "host-done");
    terminal_close(&terminal);
}

static void the_clock_stands(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = with_item(ROUND_1_REQUIRED, CONTEST_STAGE_ANSWER);
    view.turn = view.floor = TEAM_B;
    view.has_next = true;
    view.next = CONTEST_RESUME;
    open_host(&terminal, view);
    terminal_expect(&terminal, "host-paused");
    terminal_type(&terminal, "c");
    terminal_expect_sent(&terminal, "\"command\":\"resume\"");
    terminal_close(&terminal);
}

static void the_stake(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = between();
    view.round = ROUND_4_RISK;
    view.rounds_done = 7;
    view.stage = CONTEST_STAGE_STAKE;
    view.turn = TEAM_D;
    view.has_next = false;
    open_host(&terminal, view);
    terminal_type(&terminal, " ");
    terminal_expect(&terminal, "host-stake");
    terminal_type(&terminal, "3");
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"stake\"");
    expect_in(sent, "\"marks\":\"30\"");
    terminal_close(&terminal);
}

/* The host's list is open while the desk chooses: what the desk chose stands. */
static void the_desk_stakes_first(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = between();
    view.round = ROUND_4_RISK;
    view.rounds_done = 7;
    view.stage = CONTEST_STAGE_STAKE;
    view.turn = TEAM_D;
    view.has_next = false;
    open_host(&terminal, view);
    terminal_type(&terminal, " ");
    view.stage = CONTEST_STAGE_ROUND;
    view.stake = M(20);
    show(&terminal, view);
    terminal_type(&terminal, "3");
    assert_null(strstr(terminal_sent(&terminal), "stake"));
    terminal_close(&terminal);
}

static void a_panel_comes_in(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = between();
    view.round = ROUND_5_PANEL;
    view.rounds_done = 15;
    view.stage = CONTEST_STAGE_PANEL;
    view.has_next = false;
    open_host(&terminal, view);
    assert_true(terminal_shows(&terminal, "not all there yet"));
    view.panel_ready = true;
    show(&terminal, view);
    terminal_expect(&terminal, "host-panel");
    terminal_type(&terminal, " ");
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"carry\"");
    expect_in(sent, "\"round\":4");
    terminal_close(&terminal);
}

static const struct contest_standing_row standing[TEAMS] = {
    {TEAM_A, 1, M(130), TEXT("一等奖")},
    {TEAM_B, 2, M(120), TEXT("二等奖")},
    {TEAM_C, 2, M(120), TEXT("二等奖")},
    {TEAM_D, 4, 955000, TEXT("")},
};

static struct contest_view over(void)
{
    struct contest_view view = between();
    view.round = ROUND_5_PANEL;
    view.rounds_done = 31;
    view.stage = CONTEST_STAGE_OVER;
    view.standing = standing;
    view.standing_count = TEAMS;
    view.page = PAGE_REVEAL;
    view.revealed = 1;
    view.next = CONTEST_REVEAL;
    view.can_undo = true;
    view.undo = CONTEST_REVEALED;
    return view;
}

static void the_places(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, over());
    terminal_expect(&terminal, "host-over");
    terminal_type(&terminal, "j");
    terminal_expect(&terminal, "host-playoff");
    terminal_type(&terminal, "2");
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"playoff\"");
    expect_in(sent, "[\"B\",\"C\"]");
    terminal_close(&terminal);
}

/* Of three that share a rank only two play off. */
static void some_of_a_rank_play_off(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = over();
    struct contest_standing_row rows[TEAMS];
    memcpy(rows, standing, sizeof rows);
    rows[3].rank = 2;
    view.standing = rows;
    open_host(&terminal, view);
    terminal_type(&terminal, "j");
    terminal_type(&terminal, "3");
    terminal_sent(&terminal);
    terminal_type(&terminal, "1"); /* nobody is ticked yet */
    assert_string_equal(terminal_top(&terminal), "picker");
    terminal_type(&terminal, "234");
    terminal_type(&terminal, "3");
    terminal_expect_nothing_sent(&terminal);
    terminal_expect(&terminal, "host-playoff-some");
    terminal_type(&terminal, "1");
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"playoff\"");
    expect_in(sent, "[\"B\",\"D\"]");
    terminal_close(&terminal);
}

/* ---- Keys ------------------------------------------------------------------------------------------- */

static void a_key_pressed_twice_does_one_thing(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = with_item(ROUND_3_BUZZER, CONTEST_STAGE_DONE);
    view.has_next = true;
    view.next = CONTEST_TAKE;
    open_host(&terminal, view);
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"command\":\"take\"");
    terminal_type(&terminal, " ");
    terminal_expect_nothing_sent(&terminal);
    done(&terminal, MESSAGE_CONTEST);
    terminal_type(&terminal, " "); /* the view has not come yet */
    terminal_expect_nothing_sent(&terminal);
    view.next = CONTEST_OPEN;
    show(&terminal, view);
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"command\":\"open\"");
    terminal_close(&terminal);
}

static void a_refusal_is_said(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, between());
    terminal_type(&terminal, " ");
    terminal_reply(
        &terminal,
        (struct reply){.kind = MESSAGE_CONTEST, .error = WIRE_CONTEST, .detail = TEXT("no-round")});
    assert_true(terminal_shows(&terminal, "round"));
    assert_true(terminal_shows(&terminal, "no round is left"));
    terminal_sent(&terminal);
    terminal_type(&terminal, " "); /* and the next try is not held back */
    terminal_expect_sent(&terminal, "\"command\":\"enter\"");
    terminal_reply(&terminal, (struct reply){.kind = MESSAGE_CONTEST, .contest = {.event = 8}});
    assert_false(terminal_shows(&terminal, "no round is left")); /* no word of the first any more */
    terminal_close(&terminal);
}

static void the_floor_is_ruled_on(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, pressed());
    terminal_type(&terminal, "Ｙ"); /* an input method is on */
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"rule\"}"); /* right is what a verdict is when nothing is said */
    assert_null(strstr(sent, "\"team\""));
    terminal_close(&terminal);
}

static void partly_asks_for_the_marks(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, pressed());
    terminal_type(&terminal, "h");
    terminal_expect(&terminal, "host-partly");
    terminal_type(&terminal, "2.5");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"verdict\":\"partly\"");
    expect_in(sent, "\"marks\":\"2.5\"");
    expect_in(sent, "\"team\":\"C\"");
    terminal_close(&terminal);
}

static void marks_need_a_reason(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, between());
    terminal_type(&terminal, "4a");
    terminal_type(&terminal, "-5");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal);
    terminal_type(&terminal, "a-5");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_type(&terminal, "场外提示");
    terminal_expect(&terminal, "host-marks");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"award\"");
    expect_in(sent, "\"team\":\"D\"");
    expect_in(sent, "\"marks\":\"-5\"");
    expect_in(sent, "场外提示");
    terminal_close(&terminal);
}

static void what_cannot_be_taken_back_is_asked_first(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = over();
    view.next = CONTEST_FINALIZE;
    open_host(&terminal, view);
    terminal_type(&terminal, " ");
    terminal_expect(&terminal, "host-finalize");
    terminal_key(&terminal, INPUT_ENTER); /* the safe button is chosen */
    terminal_expect_nothing_sent(&terminal);
    terminal_type(&terminal, "fy");
    terminal_expect_sent(&terminal, "\"command\":\"finalize\"");
    terminal_close(&terminal);
}

static void a_round_with_items_left_is_not_left_by_one_key(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, with_item(ROUND_3_BUZZER, CONTEST_STAGE_DONE));
    terminal_type(&terminal, "l");
    assert_string_equal(terminal_top(&terminal), "dialog");
    terminal_expect_nothing_sent(&terminal);
    terminal_type(&terminal, "n");
    terminal_type(&terminal, "g");
    terminal_expect(&terminal, "host-round");
    terminal_type(&terminal, "5");
    terminal_expect_nothing_sent(&terminal);
    terminal_type(&terminal, "y");
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"enter\"");
    expect_in(sent, "\"round\":4");
    terminal_close(&terminal);
}

static void an_item_is_voided_with_a_reason(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, pressed());
    terminal_type(&terminal, "v");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal);
    terminal_type(&terminal, "v题干有误");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"void\"");
    expect_in(sent, "题干有误");
    terminal_close(&terminal);
}

static void prompting_costs_what_the_sheet_says(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = with_item(ROUND_1_REQUIRED, CONTEST_STAGE_ANSWER);
    view.turn = view.floor = TEAM_B;
    open_host(&terminal, view);
    terminal_type(&terminal, "x");
    assert_true(terminal_shows(&terminal, "-5 marks"));
    terminal_type(&terminal, "y");
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"prompted\"");
    expect_in(sent, "\"team\":\"B\"");
    terminal_close(&terminal);
}

static void pages_of_the_board(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, between());
    terminal_type(&terminal, "b");
    terminal_expect(&terminal, "host-page");
    terminal_type(&terminal, "5");
    terminal_expect_sent(&terminal, "\"page\":\"scores\"");
    terminal_close(&terminal);
}

static void other_keys_send_their_commands(void **state)
{
    (void)state;
    static const struct {
        const char *key, *command;
        int64_t round;
        enum contest_stage at;
    } keys[] = {
        {"i", "\"show\"", ROUND_1_REQUIRED, CONTEST_STAGE_READY},
        {"k", "\"show-key\"", ROUND_1_REQUIRED, CONTEST_STAGE_DONE},
        {"w", "\"swap\"", ROUND_1_REQUIRED, CONTEST_STAGE_ANSWER},
        {"u", "\"undo\"", ROUND_1_REQUIRED, CONTEST_STAGE_ANSWER},
        {"d", "\"redo\"", ROUND_1_REQUIRED, CONTEST_STAGE_ANSWER},
        {"z", "\"freeze\"", ROUND_1_REQUIRED, CONTEST_STAGE_ANSWER},
        {"c", "\"pause\"", ROUND_1_REQUIRED, CONTEST_STAGE_ANSWER},
        {"e", "\"verdict\":\"none\"", ROUND_1_REQUIRED, CONTEST_STAGE_ANSWER},
        {"p", "\"verdict\":\"pass\"", ROUND_1_REQUIRED, CONTEST_STAGE_RULING},
        {"r", "\"reopen\"", ROUND_3_BUZZER, CONTEST_STAGE_DONE},
        {"t", "\"turn\"", ROUND_1_REQUIRED, CONTEST_STAGE_DONE},
    };
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        struct terminal terminal;
        struct contest_view view = with_item(keys[i].round, keys[i].at);
        view.turn = view.floor = TEAM_A;
        view.clock_running = true;
        view.can_redo = true;
        open_host(&terminal, view);
        terminal_type(&terminal, keys[i].key);
        terminal_expect_sent(&terminal, keys[i].command);
        terminal_close(&terminal);
    }
}

/* One key must not give an item away. */
static void the_key_is_not_shown_while_the_item_goes_on(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, with_item(ROUND_1_REQUIRED, CONTEST_STAGE_READY));
    terminal_type(&terminal, "k");
    terminal_expect_nothing_sent(&terminal);
    show(&terminal, pressed());
    terminal_type(&terminal, "k");
    terminal_expect_nothing_sent(&terminal);
    terminal_close(&terminal);
}

static void a_round_that_was_skipped_comes_next(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = between();
    view.round = ROUND_5_PANEL;
    view.rounds_done = 31 - 2;
    open_host(&terminal, view);
    assert_true(terminal_shows(&terminal, "Space: begin round 2"));
    terminal_close(&terminal);
}

static void leaving_while_it_goes_on_is_asked(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, pressed());
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_expect(&terminal, "host-leave");
    terminal_key(&terminal, INPUT_ENTER);
    assert_string_equal(terminal_top(&terminal), "host");
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_type(&terminal, "y");
    assert_true(terminal.stack.done);
    terminal_close(&terminal);
}

static void help(void **state)
{
    (void)state;
    struct terminal terminal;
    open_host(&terminal, pressed());
    terminal_type(&terminal, "?");
    terminal_expect(&terminal, "host-help");
    terminal_close(&terminal);
}

/* ---- Past items ------------------------------------------------------------------------------------- */

static struct reply past(void)
{
    static const struct ruling_row first[] = {
        {.team = TEAM_B,
         .ruling = 0,
         .verdict = VERDICT_WRONG,
         .marks = -M(10),
         .answer = TEXT("B"),
         .machine = true},
        {.team = TEAM_C, .ruling = 1, .verdict = VERDICT_RIGHT, .marks = M(10)},
    };
    static const struct ruling_row second[] = {
        {.team = TEAM_A, .ruling = 0, .verdict = VERDICT_PARTLY, .marks = M(5), .amended = true}};
    static const struct play_row plays[] = {
        {.play = 0,
         .round = ROUND_1_REQUIRED,
         .number = 1,
         .id = TEXT("DW-0007"),
         .stem = TEXT("“四个意识”是指政治意识、大局意识、核心意识和什么意识?"),
         .key = TEXT("看齐意识"),
         .rulings = second,
         .ruling_count = COUNT_OF(second)},
        {.play = 1,
         .round = ROUND_3_BUZZER,
         .number = 1,
         .id = TEXT("DW-0021"),
         .stem = TEXT("预备党员的预备期为多长?"),
         .key = TEXT("B"),
         .voided = true},
        {.play = 2,
         .round = ROUND_3_BUZZER,
         .number = 2,
         .id = TEXT("DW-0142"),
         .stem = TEXT("党员没有正当理由,连续多长时间不参加党的组织生活,就被认为是自行脱党?"),
         .key = TEXT("C"),
         .rulings = first,
         .ruling_count = COUNT_OF(first)},
    };
    static const struct protest_row protests[] = {
        {.protest = 0,
         .play = 0,
         .team = TEAM_D,
         .reason = TEXT("读题不清"),
         .ruling = TEXT("录像显示读题清楚"),
         .settled = true},
        {.protest = 1, .play = 2, .team = TEAM_B, .reason = TEXT("题目依据的是旧版党章")},
    };
    return (struct reply){.kind = MESSAGE_PLAYS,
                          .plays = {plays, COUNT_OF(plays), protests, COUNT_OF(protests)}};
}

static void open_plays(struct terminal *terminal)
{
    open_host(terminal, pressed());
    terminal_type(terminal, "m");
    terminal_reply(terminal, past());
    assert_string_equal(terminal_top(terminal), "host-plays");
    terminal_sent(terminal);
}

static void an_old_ruling_is_amended(void **state)
{
    (void)state;
    static const struct change_row changes[] = {
        {.team = TEAM_A, .before = M(130), .after = M(130), .rank_before = 1, .rank_after = 2},
        {.team = TEAM_B, .before = M(120), .after = M(140), .rank_before = 2, .rank_after = 1},
        {.team = TEAM_C, .before = M(120), .after = M(110), .rank_before = 2, .rank_after = 3},
        {.team = TEAM_D, .before = 955000, .after = 955000, .rank_before = 4, .rank_after = 4},
    };
    struct terminal terminal;
    open_plays(&terminal);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_expect(&terminal, "host-plays");
    terminal_type(&terminal, "y");
    terminal_expect(&terminal, "host-amend");
    terminal_type(&terminal, "复核录音");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER); /* later rulings off */
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"do\":\"preview\"");
    expect_in(sent, "\"command\":\"amend\"");
    expect_in(sent, "\"play\":2");
    expect_in(sent, "\"cancels\":true");
    terminal_reply(&terminal,
                   (struct reply){.kind = MESSAGE_PREVIEW, .preview = {changes, COUNT_OF(changes)}});
    terminal_expect(&terminal, "host-consequences");
    terminal_key(&terminal, INPUT_ENTER); /* the safe button */
    terminal_expect_nothing_sent(&terminal);
    terminal_type(&terminal, "y复核录音");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_reply(&terminal,
                   (struct reply){.kind = MESSAGE_PREVIEW, .preview = {changes, COUNT_OF(changes)}});
    terminal_sent(&terminal);
    terminal_type(&terminal, "y");
    sent = terminal_sent(&terminal);
    expect_in(sent, "\"do\":\"contest\"");
    expect_in(sent, "\"command\":\"amend\"");
    assert_null(strstr(sent, "\"verdict\"")); /* right */
    expect_in(sent, "复核录音");
    done(&terminal, MESSAGE_CONTEST);
    terminal_expect_sent(&terminal, "\"do\":\"plays\"");
    terminal_close(&terminal);
}

static void a_protest_is_taken_and_settled(void **state)
{
    (void)state;
    struct terminal terminal;
    open_plays(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect(&terminal, "host-settle");
    terminal_type(&terminal, "新版党章有效");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_RIGHT);
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"settle\"");
    expect_in(sent, "\"item\":1");
    assert_null(strstr(sent, "\"upheld\":true"));
    done(&terminal, MESSAGE_CONTEST);
    terminal_key(&terminal, INPUT_DOWN);
    terminal_type(&terminal, "p2");
    terminal_type(&terminal, "答案有争议");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER);
    sent = terminal_sent(&terminal);
    expect_in(sent, "\"command\":\"protest\"");
    expect_in(sent, "\"team\":\"B\"");
    expect_in(sent, "\"play\":2");
    terminal_close(&terminal);
}

/* ---- Key test --------------------------------------------------------------------------------------- */

static void keyboards_that_drop_keys(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = between();
    open_host(&terminal, view);
    terminal_type(&terminal, "q");
    terminal_expect(&terminal, "host-keytest-off");
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"do\":\"key-test\",\"event\":\"juesai\",\"test\":\"single\"");
    view.key_test = KEY_TEST_SINGLE;
    show(&terminal, view);
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"test\":\"together\"");
    struct contest_team_row rows[TEAMS];
    memcpy(rows, teams, sizeof rows);
    rows[TEAM_A].tested = 3;
    rows[TEAM_A].tested_after = 0;
    rows[TEAM_B].tested = 3;
    rows[TEAM_B].tested_after = 42100;
    rows[TEAM_C].desk = rows[TEAM_A].desk;
    view.teams = rows;
    view.key_test = KEY_TEST_TOGETHER;
    show(&terminal, view);
    terminal_expect(&terminal, "host-keytest");
    assert_true(terminal_shows(&terminal, "share a keyboard that drops keys"));
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"do\":\"key-test\"");
    assert_string_equal(terminal_top(&terminal), "host");
    terminal_close(&terminal);
}

/* ---- A series --------------------------------------------------------------------------------------- */

static void the_ceremony_of_a_series(void **state)
{
    (void)state;
    struct terminal terminal;
    struct contest_view view = over();
    view.series = true;
    view.provisional = false;
    view.has_next = false;
    enter(&terminal, false);
    show(&terminal, view);
    assert_string_equal(terminal_top(&terminal), "series-host");
    terminal_expect(&terminal, "series-host");
    terminal_sent(&terminal);
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"do\":\"series\"");
    done(&terminal, MESSAGE_SERIES);
    terminal_type(&terminal, "fy");
    terminal_expect_sent(&terminal, "\"finalize\":true");
    terminal_close(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_for_the_place_and_enters),
        cmocka_unit_test(a_refusal_says_the_way_out),
        cmocka_unit_test(watches_again_after_a_lost_connection),
        cmocka_unit_test(a_lost_sign_in_leads_back_to_the_console),
        cmocka_unit_test(the_home_screen_leads_to_ones_desk),
        cmocka_unit_test(an_echo_is_said_back_at_once),
        cmocka_unit_test(before_it_begins),
        cmocka_unit_test(between_rounds),
        cmocka_unit_test(in_turn),
        cmocka_unit_test(time_passes_without_an_answer),
        cmocka_unit_test(a_playoff_says_the_places_it_decided),
        cmocka_unit_test(rapid_counts_each_turn),
        cmocka_unit_test(all_answer),
        cmocka_unit_test(the_buzzers),
        cmocka_unit_test(the_item_is_over),
        cmocka_unit_test(the_clock_stands),
        cmocka_unit_test(the_stake),
        cmocka_unit_test(the_desk_stakes_first),
        cmocka_unit_test(a_panel_comes_in),
        cmocka_unit_test(the_places),
        cmocka_unit_test(some_of_a_rank_play_off),
        cmocka_unit_test(a_key_pressed_twice_does_one_thing),
        cmocka_unit_test(a_refusal_is_said),
        cmocka_unit_test(the_floor_is_ruled_on),
        cmocka_unit_test(partly_asks_for_the_marks),
        cmocka_unit_test(marks_need_a_reason),
        cmocka_unit_test(what_cannot_be_taken_back_is_asked_first),
        cmocka_unit_test(a_round_with_items_left_is_not_left_by_one_key),
        cmocka_unit_test(an_item_is_voided_with_a_reason),
        cmocka_unit_test(prompting_costs_what_the_sheet_says),
        cmocka_unit_test(pages_of_the_board),
        cmocka_unit_test(other_keys_send_their_commands),
        cmocka_unit_test(the_key_is_not_shown_while_the_item_goes_on),
        cmocka_unit_test(a_round_that_was_skipped_comes_next),
        cmocka_unit_test(leaving_while_it_goes_on_is_asked),
        cmocka_unit_test(help),
        cmocka_unit_test(an_old_ruling_is_amended),
        cmocka_unit_test(a_protest_is_taken_and_settled),
        cmocka_unit_test(keyboards_that_drop_keys),
        cmocka_unit_test(the_ceremony_of_a_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
