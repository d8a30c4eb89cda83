/* The desk of a contest: how each state looks, what its keys send. */
#include "stage_cast.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct contest_frame frame = {
    .title = TEXT(STAGE_TITLE),
    .base = M(100),
    .teams = stage_teams,
    .team_count = TEAMS,
    .rounds = stage_rounds,
    .round_count = ROUND_4_RISK + 1,
};

static const struct contest_item hidden = {.play = 3, .number = 4, .of = 10};

static const struct contest_item blank = {
    .play = 3,
    .number = 4,
    .of = 10,
    .kind = TEXT("blank"),
    .stem = TEXT("瓦斯浓度达到______时,必须停止工作,撤出人员。"),
    .blanks = 1,
};

/* A view of the team in seat A, to be changed by each test. */
struct sight {
    struct contest_team_row rows[TEAMS];
    struct press_row presses[4];
    struct contest_standing_row standing[TEAMS];
    struct contest_view view;
};

static void sight_init(struct sight *sight, enum contest_stage stage, int64_t round,
                       const struct contest_item *item)
{
    *sight = (struct sight){
        .rows = {{.score = M(115), .rank = 1, .desks = 1, .tested_after = -1},
                 {.score = M(110), .rank = 2, .desks = 1, .tested_after = -1},
                 {.score = M(97.5), .rank = 4, .desks = 1, .tested_after = -1},
                 {.score = M(110), .rank = 2, .desks = 1, .tested_after = -1}},
        .view = {.event = TEXT("juesai"),
                 .frame = &frame,
                 .item = item,
                 .stage = stage,
                 .page = PAGE_STAGE,
                 .round = round,
                 .turn = -1,
                 .floor = -1,
                 .play = item ? item->play : -1,
                 .team_count = TEAMS,
                 .provisional = true,
                 .own = 0},
    };
}

static void sight_clock(struct sight *sight, int64_t left, int64_t total, bool running)
{
    sight->view.left = left;
    sight->view.total = total;
    sight->view.clock_running = running;
}

static void sight_floor(struct sight *sight, int64_t team)
{
    sight->view.floor = team;
    sight->rows[team].floor = true;
}

static void show(struct terminal *terminal, struct sight *sight)
{
    sight->view.teams = sight->rows;
    sight->view.presses = sight->presses;
    sight->view.standing = sight->standing;
    terminal_push(terminal, (struct reply){.kind = MESSAGE_PUSH_STAGE, .stage = sight->view});
}

static void open_desk(struct terminal *terminal, const char *const *served, struct sight *sight)
{
    stage_open(terminal, (struct tui_options){.mode = TUI_DESK, .event = "juesai", .teams = served},
               STAGE_TITLE, "contest");
    show(terminal, sight);
    assert_string_equal(terminal_top(terminal), "desk");
    terminal_sent(terminal);
}

static const char *const team_a[] = {"A", NULL};
static const char *const three[] = {"A", "B", "C", NULL};

static void answer_press(struct terminal *terminal, const char *outcome, int64_t place)
{
    terminal_reply(terminal,
                   (struct reply){.kind = MESSAGE_CONTEST,
                                  .contest = {.event = 1, .outcome = text_of(outcome), .place = place}});
}

static void refuse(struct terminal *terminal, enum wire_error error, const char *detail)
{
    terminal_reply(terminal,
                   (struct reply){.kind = MESSAGE_CONTEST, .error = error, .detail = text_of(detail)});
}

/* ---- Buzzing ---------------------------------------------------------------------------------------- */

static void before_the_round(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_ROUND, ROUND_3_BUZZER, NULL);
    open_desk(&terminal, team_a, &sight);
    terminal_expect(&terminal, "desk-round");
    terminal_type(&terminal, " ");
    terminal_expect_nothing_sent(&terminal); /* no item is on: nothing to press for */
    terminal_close(&terminal);
}

static void the_first_press_wins(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_OPEN, ROUND_3_BUZZER, &hidden);
    sight_clock(&sight, 14000, 15000, true);
    sight.view.may_press = true;
    open_desk(&terminal, team_a, &sight);
    terminal_expect(&terminal, "desk-open");
    terminal_expect_roles(&terminal, "desk-open.roles", 80, 24);
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"do\":\"contest\"");
    assert_true(terminal_shows(&terminal, "PRESSED"));
    answer_press(&terminal, "first", 1);
    sight.view.stage = CONTEST_STAGE_BEGIN;
    sight.view.press_place = 1;
    sight_floor(&sight, 0);
    sight_clock(&sight, 5000, 5000, true);
    sight.presses[0] = (struct press_row){.team = 0, .after = 734};
    sight.presses[1] = (struct press_row){.team = 2, .after = 741};
    sight.view.press_count = sight.view.pressed = 2;
    show(&terminal, &sight);
    terminal_expect(&terminal, "desk-first");
    terminal_close(&terminal);
}

static void the_press_names_team_and_command(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_OPEN, ROUND_3_BUZZER, &hidden);
    open_desk(&terminal, NULL, &sight); /* the team of who signed in */
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"press\""));
    assert_non_null(strstr(sent, "\"team\":\"A\""));
    assert_non_null(strstr(sent, "\"event\":\"juesai\""));
    terminal_close(&terminal);
}

static void a_false_start_is_said(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_READY, ROUND_3_BUZZER, &stage_single);
    open_desk(&terminal, team_a, &sight);
    terminal_expect(&terminal, "desk-closed");
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"command\":\"press\"");
    answer_press(&terminal, "false-start", 0);
    sight.rows[0].locked = true;
    sight.rows[0].score = M(110);
    sight.presses[0] = (struct press_row){.team = 0, .after = -812, .false_start = true};
    sight.view.press_count = sight.view.pressed = 1;
    show(&terminal, &sight);
    terminal_expect(&terminal, "desk-false-start");
    sight.view.press_count = 0; /* the lock of another kind */
    sight.view.play = 4;
    struct contest_item next = stage_single;
    next.play = 4;
    sight.view.item = &next;
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "LOCKED"));
    assert_false(terminal_shows(&terminal, "FALSE START"));
    terminal_close(&terminal);
}

static void second_in_line(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_ANSWER, ROUND_3_BUZZER, &stage_single);
    sight_clock(&sight, 8400, 30000, true);
    sight_floor(&sight, 2);
    sight.view.press_place = 2;
    sight.presses[0] = (struct press_row){.team = 2, .after = 512};
    sight.presses[1] = (struct press_row){.team = 0, .after = 530};
    sight.view.press_count = sight.view.pressed = 2;
    open_desk(&terminal, team_a, &sight);
    terminal_expect(&terminal, "desk-second");
    sight.view.press_place = 4;
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "YOU ARE No. 4"));
    terminal_close(&terminal);
}

static void a_late_press_is_said(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_BEGIN, ROUND_3_BUZZER, &hidden);
    sight_floor(&sight, 1);
    open_desk(&terminal, team_a, &sight);
    assert_true(terminal_shows(&terminal, "You may still press to be next in line."));
    terminal_type(&terminal, " ");
    answer_press(&terminal, "late", 0);
    assert_true(terminal_shows(&terminal, "TOO LATE"));
    terminal_close(&terminal);
}

static void who_wins_answers_but_not_by_the_same_key(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_OPEN, ROUND_3_BUZZER, &stage_single);
    sight_clock(&sight, 9000, 15000, true);
    open_desk(&terminal, team_a, &sight);
    terminal_key(&terminal, INPUT_ENTER);
    answer_press(&terminal, "first", 1);
    sight.view.stage = CONTEST_STAGE_ANSWER;
    sight.view.may_answer = true;
    sight.view.press_place = 1;
    sight_floor(&sight, 0);
    sight_clock(&sight, 30000, 30000, true);
    show(&terminal, &sight);
    terminal_sent(&terminal);
    terminal_key(&terminal, INPUT_ENTER); /* still meant for the buzzer */
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal);
    assert_true(terminal_shows(&terminal, "Nothing chosen yet."));
    terminal_pass(&terminal, 1000);
    terminal_type(&terminal, "c");
    terminal_expect(&terminal, "desk-answering");
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"answer\""));
    assert_non_null(strstr(sent, "\"response\":\"C\""));
    assert_non_null(strstr(sent, "\"play\":3"));
    terminal_close(&terminal);
}

/* ---- Answering -------------------------------------------------------------------------------------- */

static void open_together(struct terminal *terminal, struct sight *sight, const struct contest_item *item)
{
    sight_init(sight, CONTEST_STAGE_ANSWER, ROUND_2_TOGETHER, item);
    sight_clock(sight, 41000, 60000, true);
    sight->view.may_answer = true;
    open_desk(terminal, team_a, sight);
}

static void an_answer_is_received_when_the_hub_says_so(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    open_together(&terminal, &sight, &stage_single);
    terminal_type(&terminal, "b");
    assert_true(terminal_shows(&terminal, "not sent yet"));
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"response\":\"B\"");
    assert_true(terminal_shows(&terminal, "being sent"));
    assert_false(terminal_shows(&terminal, "received"));
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal); /* it is on its way */
    answer_press(&terminal, "", 0);
    sight.rows[0].answered = true;
    sight.rows[0].answer = text_of("B");
    sight.rows[2].answered = true;
    show(&terminal, &sight);
    terminal_expect(&terminal, "desk-received");
    terminal_type(&terminal, "d");
    assert_true(terminal_shows(&terminal, "Received so far: B"));
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"response\":\"D\"");
    refuse(&terminal, WIRE_CONTEST, "too-late");
    assert_true(terminal_shows(&terminal, "not accepted"));
    terminal_close(&terminal);
}

static void typing_takes_letters_as_text(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    open_together(&terminal, &sight, &blank);
    terminal_type(&terminal, "1.5 %?");
    terminal_expect(&terminal, "desk-blank");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"response\":\"1.5 %?\"");
    answer_press(&terminal, "", 0);
    sight.rows[0].answered = true;
    sight.rows[0].answer = text_of("1.5%?"); /* as the hub writes it */
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "✓ received: 1.5%?"));
    terminal_close(&terminal);
}

static void what_was_typed_outlives_a_view(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    open_together(&terminal, &sight, &blank);
    terminal_type(&terminal, "百分之");
    sight.rows[1].answered = true;
    show(&terminal, &sight);
    terminal_type(&terminal, "一");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"response\":\"百分之一\"");
    terminal_close(&terminal);
}

static void a_desk_that_was_killed_shows_what_was_received(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_ANSWER, ROUND_2_TOGETHER, &stage_single);
    sight.view.may_answer = true;
    sight.rows[0].answered = true;
    sight.rows[0].answer = text_of("C");
    open_desk(&terminal, team_a, &sight);
    assert_true(terminal_shows(&terminal, "✓ received: C"));
    assert_true(terminal_shows(&terminal, "(●) C."));
    terminal_close(&terminal);
}

static void a_paused_clock_is_said(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    open_together(&terminal, &sight, &stage_single);
    sight.view.clock_running = false;
    sight.view.may_answer = false;
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "The clock is paused."));
    terminal_type(&terminal, "a");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal);
    assert_true(terminal_shows(&terminal, "wait for the host"));
    terminal_close(&terminal);
}

static void before_the_time_nothing_is_sent(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_READY, ROUND_1_REQUIRED, &stage_single);
    sight.view.turn = 0;
    open_desk(&terminal, team_a, &sight);
    terminal_type(&terminal, "a");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal);
    terminal_expect(&terminal, "desk-ready");
    sight.view.turn = 1;
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "It is the turn of 掘进一队党支部."));
    terminal_close(&terminal);
}

static void verdicts(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    struct contest_item over = stage_single;
    over.key = text_of("C");
    over.rationale = text_of("《中国共产党章程》第九条规定,连续六个月不参加组织生活的,就被认为是自行脱党。");
    sight_init(&sight, CONTEST_STAGE_DONE, ROUND_3_BUZZER, &over);
    sight.rows[0].ruled = sight.rows[0].answered = true;
    sight.rows[0].answer = text_of("C");
    sight.rows[0].verdict = VERDICT_RIGHT;
    sight.rows[0].gained = M(10);
    sight.rows[0].score = M(125);
    open_desk(&terminal, team_a, &sight);
    terminal_expect(&terminal, "desk-right");
    sight.rows[0].verdict = VERDICT_WRONG;
    sight.rows[0].gained = M(-10);
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "WRONG"));
    assert_true(terminal_shows(&terminal, "-10"));
    terminal_close(&terminal);
}

static void choosing_a_stake(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_STAKE, ROUND_4_RISK, NULL);
    sight.view.turn = 0;
    sight.view.may_stake = true;
    open_desk(&terminal, team_a, &sight);
    terminal_type(&terminal, "2");
    terminal_expect_nothing_sent(&terminal);
    terminal_expect(&terminal, "desk-stake");
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"stake\""));
    assert_non_null(strstr(sent, "\"marks\":\"20\""));
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_nothing_sent(&terminal);
    refuse(&terminal, WIRE_CONTEST, "bad-stake");
    terminal_key(&terminal, INPUT_DOWN);
    terminal_key(&terminal, INPUT_DOWN); /* declines */
    terminal_key(&terminal, INPUT_ENTER);
    sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"command\":\"stake\""));
    assert_null(strstr(sent, "marks"));
    sight.view.stage = CONTEST_STAGE_ROUND;
    sight.view.stake = M(20);
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "Your stake: 20."));
    terminal_close(&terminal);
}

/* ---- Several teams at one desk ---------------------------------------------------------------------- */

static void several_teams_press_by_number(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_OPEN, ROUND_3_BUZZER, &stage_single);
    sight_clock(&sight, 9000, 15000, true);
    sight.rows[2].locked = true;
    open_desk(&terminal, three, &sight);
    terminal_type(&terminal, "2");
    terminal_expect_sent(&terminal, "\"team\":\"B\"");
    terminal_type(&terminal, "4 ");
    terminal_expect_nothing_sent(&terminal);
    sight.presses[0] = (struct press_row){.team = 3, .after = 400};
    sight.presses[1] = (struct press_row){.team = 1, .after = 450};
    sight.view.press_count = sight.view.pressed = 2;
    show(&terminal, &sight);
    terminal_expect(&terminal, "desk-several");
    sight.view.stage = CONTEST_STAGE_ANSWER;
    sight_floor(&sight, 1);
    show(&terminal, &sight);
    terminal_type(&terminal, "1"); /* another team of the desk may still be next in line */
    terminal_expect_sent(&terminal, "\"team\":\"A\"");
    terminal_pass(&terminal, 1000);
    terminal_type(&terminal, "a");
    terminal_key(&terminal, INPUT_ENTER);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"team\":\"B\""));
    assert_non_null(strstr(sent, "\"response\":\"A\""));
    terminal_close(&terminal);
}

static void several_teams_answer_one_after_the_other(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_ANSWER, ROUND_2_TOGETHER, &stage_single);
    open_desk(&terminal, three, &sight);
    terminal_type(&terminal, "a");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"team\":\"A\"");
    terminal_key(&terminal, INPUT_PAGE_DOWN);
    assert_true(terminal_shows(&terminal, "掘进一队党支部: Nothing chosen yet."));
    terminal_type(&terminal, "d");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_expect_sent(&terminal, "\"team\":\"B\"");
    terminal_close(&terminal);
}

/* ---- Connection and key test ------------------------------------------------------------------------ */

static void a_lost_connection_is_said_at_once(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_OPEN, ROUND_3_BUZZER, &hidden);
    open_desk(&terminal, team_a, &sight);
    terminal_type(&terminal, " ");
    terminal_connection(&terminal, false);
    refuse(&terminal, WIRE_NOT_SAVED, ""); /* the client's own answer to what it dropped */
    terminal_sent(&terminal);
    terminal_type(&terminal, " ");
    terminal_expect_nothing_sent(&terminal); /* a press is of its moment */
    terminal_expect(&terminal, "desk-no-connection");
    terminal_connection(&terminal, true);
    const char *sent = terminal_sent(&terminal);
    assert_non_null(strstr(sent, "\"do\":\"watch\""));
    assert_null(strstr(sent, "press"));
    assert_true(terminal_shows(&terminal, "PRESS NOW"));
    terminal_close(&terminal);
}

static void testing_the_keys(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_BETWEEN, ROUND_2_TOGETHER, NULL);
    sight.view.key_test = KEY_TEST_SINGLE;
    open_desk(&terminal, team_a, &sight);
    assert_true(terminal_shows(&terminal, "PRESS NOW"));
    terminal_type(&terminal, " ");
    terminal_expect_sent(&terminal, "\"command\":\"press\"");
    sight.rows[0].tested = 2;
    show(&terminal, &sight);
    assert_true(terminal_shows(&terminal, "Key test: 2 presses came in."));
    sight.view.key_test = KEY_TEST_TOGETHER;
    sight.rows[0].tested_after = 12340;
    show(&terminal, &sight);
    terminal_expect(&terminal, "desk-key-test");
    terminal_close(&terminal);
}

static void the_end(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_FINAL, ROUND_4_RISK, NULL);
    sight.view.page = PAGE_AWARDS;
    sight.standing[0] = (struct contest_standing_row){0, 1, M(115), TEXT("一等奖")};
    sight.view.standing_count = 1;
    open_desk(&terminal, team_a, &sight);
    terminal_expect(&terminal, "desk-final");
    terminal_close(&terminal);
}

static void leaving_is_asked(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    sight_init(&sight, CONTEST_STAGE_OPEN, ROUND_3_BUZZER, &stage_single);
    open_desk(&terminal, team_a, &sight);
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "dialog");
    terminal_type(&terminal, "n");
    assert_string_equal(terminal_top(&terminal), "desk");
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_type(&terminal, "y");
    assert_true(terminal.stack.done);
    terminal_close(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_the_round),
        cmocka_unit_test(the_first_press_wins),
        cmocka_unit_test(the_press_names_team_and_command),
        cmocka_unit_test(a_false_start_is_said),
        cmocka_unit_test(second_in_line),
        cmocka_unit_test(a_late_press_is_said),
        cmocka_unit_test(who_wins_answers_but_not_by_the_same_key),
        cmocka_unit_test(an_answer_is_received_when_the_hub_says_so),
        cmocka_unit_test(typing_takes_letters_as_text),
        cmocka_unit_test(what_was_typed_outlives_a_view),
        cmocka_unit_test(a_desk_that_was_killed_shows_what_was_received),
        cmocka_unit_test(a_paused_clock_is_said),
        cmocka_unit_test(before_the_time_nothing_is_sent),
        cmocka_unit_test(verdicts),
        cmocka_unit_test(choosing_a_stake),
        cmocka_unit_test(several_teams_press_by_number),
        cmocka_unit_test(several_teams_answer_one_after_the_other),
        cmocka_unit_test(a_lost_connection_is_said_at_once),
        cmocka_unit_test(testing_the_keys),
        cmocka_unit_test(the_end),
        cmocka_unit_test(leaving_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
