#include "contests.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* The rules of every kind of round, by example: three teams A, B, C (0, 1, 2). */

enum { A, B, C };

struct match {
    struct contest_sheet sheet;
    struct round_sheet rounds[3];
    struct award awards[2];
    struct contest contest;
    struct contest_items items;
    struct contest_event event; /* the last one */
    struct arena arena;
    int64_t now, arrival;
};

static const struct entrant teams[] = {{.code = TEXT("A")}, {.code = TEXT("B")}, {.code = TEXT("C")}};

/* ---- Commands in one line ------------------------------------------------------------------------------ */

static enum contest_refusal give(struct match *m, struct contest_command command)
{
    enum contest_refusal refusal =
        contest_decide(&m->contest, &command, m->now, &m->items, &m->arena, &m->event);
    if (refusal == CONTEST_OK)
        contest_apply(&m->contest, &m->event);
    return refusal;
}

static enum contest_refusal go(struct match *m, enum contest_command_kind kind)
{
    return give(m, contests_command(kind));
}

static void must(struct match *m, enum contest_command_kind kind)
{
    enum contest_refusal refusal = go(m, kind);
    if (refusal != CONTEST_OK)
        fail_msg("%s: %s", contest_command_name(kind), contest_refusal_names[refusal]);
}

static enum contest_refusal rule(struct match *m, int team, enum verdict verdict)
{
    struct contest_command command = contests_command(CONTEST_RULE);
    command.as.team = team;
    command.as.verdict = verdict;
    return give(m, command);
}

static enum contest_refusal press(struct match *m, int team)
{
    struct contest_command command = contests_command(CONTEST_PRESS);
    command.as.team = team;
    command.as.arrival = ++m->arrival;
    return give(m, command);
}

static enum contest_refusal answer(struct match *m, int team, const char *response)
{
    struct contest_command command = contests_command(CONTEST_ANSWER);
    command.as.team = team;
    command.as.arrival = ++m->arrival;
    command.as.response = text_of(response);
    return give(m, command);
}

static enum contest_refusal stake(struct match *m, int team, mark_t marks)
{
    struct contest_command command = contests_command(CONTEST_STAKE);
    command.as.team = team;
    command.as.marks = marks;
    return give(m, command);
}

static enum contest_refusal of_team(struct match *m, enum contest_command_kind kind, int team, mark_t marks)
{
    struct contest_command command = contests_command(kind);
    command.as.team = team;
    command.as.marks = marks;
    command.as.reason = text_of("理由");
    return give(m, command);
}

static struct contest_command amendment(int play, int ruling, enum verdict verdict, bool cancels)
{
    struct contest_command command = contests_command(CONTEST_AMEND);
    command.as.play = play;
    command.as.item = ruling;
    command.as.verdict = verdict;
    command.as.cancels = cancels;
    command.as.reason = text_of("复核");
    return command;
}

static enum contest_refusal make_void(struct match *m, int play)
{
    struct contest_command command = contests_command(CONTEST_VOID);
    command.as.play = play;
    command.as.reason = text_of("题目有误");
    return give(m, command);
}

static void time_is_up(struct match *m)
{
    m->now = contest_expires(&m->contest);
    must(m, CONTEST_EXPIRE);
}

/* A contest of the rounds given, begun; base 100. */
static void begin(struct match *m, const struct round_sheet *rounds, int count)
{
    *m = (struct match){.arena = ARENA_EMPTY, .now = 1000, .items = {NULL, contests_item}};
    m->sheet = (struct contest_sheet){.decimals = 2, .base = M(100), .teams = teams, .team_count = 3};
    for (int i = 0; i < count; i++)
        m->rounds[i] = rounds[i];
    m->sheet.rounds = m->rounds;
    m->sheet.round_count = count;
    m->sheet.rank[0] = CONTEST_RANK_TOTAL;
    m->sheet.rank[1] = CONTEST_RANK_PLAYOFF;
    m->sheet.rank_count = 2;
    contest_init(&m->contest, &m->sheet);
    struct contest_command command = contests_command(CONTEST_BEGIN);
    command.as.script = contests_script(&m->sheet, &m->arena);
    assert_int_equal(give(m, command), CONTEST_OK);
}

static void begin_round(struct match *m, struct round_sheet round)
{
    begin(m, &round, 1);
    must(m, CONTEST_ENTER);
}

static void finish(struct match *m)
{
    contest_finish(&m->contest);
    arena_finish(&m->arena);
}

static void scores(const struct match *m, int a, int b, int c)
{
    assert_int_equal(m->contest.teams[A].score, M(a));
    assert_int_equal(m->contest.teams[B].score, M(b));
    assert_int_equal(m->contest.teams[C].score, M(c));
}

#define STAGE(m, wanted) assert_int_equal((m)->contest.stage, CONTEST_STAGE_##wanted)

/* ---- Required ------------------------------------------------------------------------------------------ */

static struct round_sheet required(void)
{
    return (struct round_sheet){.kind = ROUND_REQUIRED,
                                .turns = 2,
                                .swaps = 1,
                                .spares = 2,
                                .seconds = 30 * CONTESTS_SECOND,
                                .right = M(10),
                                .wrong = M(-5),
                                .prompt = M(-3)};
}

static void required_goes_round_by_seat(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, required());
    STAGE(&m, ROUND);
    assert_int_equal(m.contest.turn, A);
    for (int turn = 0; turn < 6; turn++) {
        must(&m, CONTEST_TAKE);
        STAGE(&m, READY);
        assert_int_equal(m.contest.turn, turn % 3);
        assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_NOT_NOW);
        must(&m, CONTEST_OPEN);
        STAGE(&m, ANSWER);
        assert_int_equal(m.contest.floor, turn % 3);
        assert_int_equal(contest_left(&m.contest, m.now), 30 * CONTESTS_SECOND);
        assert_int_equal(rule(&m, (turn + 1) % 3, VERDICT_RIGHT), CONTEST_NOT_YOUR_TURN);
        assert_int_equal(rule(&m, -1, turn % 2 ? VERDICT_WRONG : VERDICT_RIGHT), CONTEST_OK);
        STAGE(&m, DONE);
    }
    scores(&m, 105, 105, 105);
    assert_int_equal(go(&m, CONTEST_TAKE), CONTEST_NO_ITEM);
    enum contest_command_kind next;
    must(&m, CONTEST_SHOW_KEY);
    assert_true(contest_next(&m.contest, &next) && next == CONTEST_LEAVE);
    finish(&m);
}

static void a_desk_is_marked_at_once_and_silence_by_the_rule(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, required());
    must(&m, CONTEST_TAKE);
    assert_int_equal(answer(&m, A, "A"), CONTEST_NOT_NOW);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, B, "A"), CONTEST_NOT_YOUR_TURN);
    assert_int_equal(answer(&m, A, ""), CONTEST_NOTHING);
    assert_int_equal(answer(&m, A, "A"), CONTEST_OK);
    STAGE(&m, DONE);
    scores(&m, 110, 100, 100);
    assert_true(m.contest.plays[0].rulings[0].machine);
    /* Either: when no desk has answered, the host rules. */
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    time_is_up(&m);
    STAGE(&m, RULING);
    assert_int_equal(rule(&m, B, VERDICT_PASS), CONTEST_OK);
    scores(&m, 110, 100, 100);
    assert_int_equal(m.contest.teams[B].wrong, 0);
    /* Only the desk: silence is wrong. */
    m.rounds[0].answer = ANSWER_DESK;
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    time_is_up(&m);
    STAGE(&m, DONE);
    scores(&m, 110, 100, 95);
    /* Only the host. */
    m.rounds[0].answer = ANSWER_HOST;
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_false(contest_may_answer(&m.contest, A));
    assert_int_equal(answer(&m, A, "A"), CONTEST_NO_ANSWER);
    finish(&m);
}

static void an_answer_that_no_machine_can_mark_waits_for_the_host(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, required());
    m.items.item = NULL;
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    struct contest_command command = contests_command(CONTEST_ANSWER);
    command.as.team = A;
    command.as.response = text_of("通风");
    assert_int_equal(contest_decide(&m.contest, &command, m.now, NULL, &m.arena, &m.event), CONTEST_OK);
    contest_apply(&m.contest, &m.event);
    STAGE(&m, RULING);
    assert_string_equal(m.contest.plays[0].answers[0].text, "通风");
    assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_OK);
    scores(&m, 110, 100, 100);
    finish(&m);
}

static void a_swap_puts_the_item_away(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, required());
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    must(&m, CONTEST_SWAP);
    STAGE(&m, READY);
    assert_int_equal(m.contest.plays[1].item, 1);
    assert_int_equal(m.contest.plays[1].team, A);
    assert_true(m.contest.plays[0].replaced && m.contest.plays[0].over);
    assert_int_equal(go(&m, CONTEST_SWAP), CONTEST_NO_SWAP);
    must(&m, CONTEST_OPEN);
    assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_OK);
    assert_int_equal(m.contest.teams[A].round_turns, 1);
    assert_int_equal(of_team(&m, CONTEST_PROMPTED, A, 0), CONTEST_OK);
    scores(&m, 107, 100, 100);
    finish(&m);
}

static void the_host_may_call_a_team_out_of_order(void **state)
{
    (void)state;
    struct match m;
    static const int order[] = {C, A, B, A, B, C};
    begin_round(&m, required());
    assert_int_equal(of_team(&m, CONTEST_TURN, C, 0), CONTEST_OK);
    for (int i = 0; i < 6; i++) {
        must(&m, CONTEST_TAKE);
        assert_int_equal(m.contest.turn, order[i]);
        must(&m, CONTEST_OPEN);
        assert_int_equal(rule(&m, -1, VERDICT_PASS), CONTEST_OK);
    }
    finish(&m);
}

/* ---- Together ------------------------------------------------------------------------------------------ */

static struct round_sheet together(void)
{
    return (struct round_sheet){.kind = ROUND_TOGETHER,
                                .items = 3,
                                .spares = 2,
                                .seconds = 60 * CONTESTS_SECOND,
                                .right = M(10),
                                .wrong = M(-2),
                                .bonuses = {M(5), M(3)},
                                .bonus_count = 2};
}

static void all_are_marked_when_the_last_one_answers(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, together());
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, A, "B"), CONTEST_OK);
    assert_int_equal(answer(&m, B, "A"), CONTEST_OK);
    assert_int_equal(answer(&m, A, "A"), CONTEST_OK); /* changed: now A comes after B */
    assert_int_equal(answer(&m, A, "A"), CONTEST_NOTHING);
    STAGE(&m, ANSWER);
    scores(&m, 100, 100, 100);
    assert_int_equal(answer(&m, C, "D"), CONTEST_OK);
    STAGE(&m, DONE);
    scores(&m, 113, 115, 98);
    finish(&m);
}

static void all_are_marked_when_the_time_is_up(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, together());
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, C, "A"), CONTEST_OK);
    assert_int_equal(go(&m, CONTEST_EXPIRE), CONTEST_NOT_YET);
    m.now = contest_expires(&m.contest); /* within the grace */
    assert_int_equal(answer(&m, B, "A"), CONTEST_OK);
    m.now++;
    assert_int_equal(answer(&m, A, "A"), CONTEST_TOO_LATE);
    must(&m, CONTEST_EXPIRE);
    STAGE(&m, DONE);
    scores(&m, 98, 113, 115);
    assert_int_equal(m.contest.plays[0].rulings[A].verdict, VERDICT_NONE);
    finish(&m);
}

static void the_host_rules_on_all_when_answers_are_spoken(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, together());
    m.rounds[0].answer = ANSWER_HOST;
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(rule(&m, B, VERDICT_RIGHT), CONTEST_OK); /* before the time is up */
    STAGE(&m, ANSWER);
    time_is_up(&m);
    STAGE(&m, RULING);
    assert_int_equal(rule(&m, B, VERDICT_WRONG), CONTEST_NOT_YOUR_TURN);
    assert_int_equal(rule(&m, A, VERDICT_WRONG), CONTEST_OK);
    assert_int_equal(rule(&m, C, VERDICT_RIGHT), CONTEST_OK);
    STAGE(&m, DONE);
    scores(&m, 98, 110, 110);
    finish(&m);
}

static void speed_counts_for_what_the_host_rules_too(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, together());
    int64_t all = 1;
    m.items.context = &all; /* no item can be had */
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, C, "甲"), CONTEST_OK);
    assert_int_equal(answer(&m, B, "乙"), CONTEST_OK);
    assert_int_equal(answer(&m, A, "甲"), CONTEST_OK);
    STAGE(&m, RULING);
    assert_int_equal(rule(&m, A, VERDICT_RIGHT), CONTEST_OK);
    scores(&m, 110, 100, 100);
    assert_int_equal(rule(&m, B, VERDICT_WRONG), CONTEST_OK);
    assert_int_equal(rule(&m, C, VERDICT_RIGHT), CONTEST_OK);
    scores(&m, 113, 98, 115);
    assert_int_equal(m.contest.plays[0].rulings[0].marks, M(13));
    finish(&m);
}

static void an_amended_ruling_moves_the_bonuses(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, together());
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, A, "B"), CONTEST_OK);
    assert_int_equal(answer(&m, B, "A"), CONTEST_OK);
    assert_int_equal(answer(&m, C, "A"), CONTEST_OK);
    scores(&m, 98, 115, 113);
    assert_int_equal(give(&m, amendment(0, 0, VERDICT_RIGHT, false)), CONTEST_OK);
    scores(&m, 115, 113, 110);
    assert_int_equal(m.contest.plays[0].rulings[2].marks, M(10));
    assert_int_equal(m.contest.teams[A].right, 1);
    assert_int_equal(m.contest.teams[A].wrong, 0);
    must(&m, CONTEST_UNDO);
    scores(&m, 98, 115, 113);
    finish(&m);
}

/* ---- Buzzer -------------------------------------------------------------------------------------------- */

static struct round_sheet buzzer(void)
{
    return (struct round_sheet){.kind = ROUND_BUZZER,
                                .items = 4,
                                .spares = 3,
                                .answer = ANSWER_HOST,
                                .seconds = 30 * CONTESTS_SECOND,
                                .window = 15 * CONTESTS_SECOND,
                                .begin = 5 * CONTESTS_SECOND,
                                .right = M(10),
                                .wrong = M(-10),
                                .false_start = {{M(-5), FALSE_START_LOCKED}, {M(-10), FALSE_START_LOCKED}},
                                .rebounds = 1};
}

static void begin_buzzer(struct match *m, struct round_sheet round)
{
    begin_round(m, round);
    must(m, CONTEST_TAKE);
}

static void the_first_press_has_the_floor(void **state)
{
    (void)state;
    struct match m;
    begin_buzzer(&m, buzzer());
    assert_false(contest_may_press(&m.contest, B));
    must(&m, CONTEST_OPEN);
    STAGE(&m, OPEN);
    assert_true(contest_may_press(&m.contest, B));
    assert_int_equal(contest_left(&m.contest, m.now), 15 * CONTESTS_SECOND);
    assert_int_equal(press(&m, B), CONTEST_OK);
    STAGE(&m, BEGIN);
    assert_int_equal(m.contest.floor, B);
    assert_int_equal(press(&m, A), CONTEST_OK);
    assert_false(m.event.refused);
    assert_int_equal(press(&m, A), CONTEST_OK);
    assert_true(m.event.refused);
    must(&m, CONTEST_SPEAK);
    STAGE(&m, ANSWER);
    assert_int_equal(contest_left(&m.contest, m.now), 30 * CONTESTS_SECOND);
    assert_int_equal(press(&m, C), CONTEST_OK);
    int order[3];
    assert_int_equal(contest_press_order(&m.contest, contest_on(&m.contest), order, 3), 3);
    assert_true(order[0] == B && order[1] == A && order[2] == C);
    time_is_up(&m);
    STAGE(&m, RULING);
    assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_OK);
    STAGE(&m, DONE);
    scores(&m, 100, 110, 100);
    assert_int_equal(press(&m, C), CONTEST_OK); /* late: kept, without effect */
    assert_true(m.event.refused);
    scores(&m, 100, 110, 100);
    finish(&m);
}

static void a_false_start_costs_marks_and_locks(void **state)
{
    (void)state;
    struct match m;
    begin_buzzer(&m, buzzer());
    assert_int_equal(press(&m, A), CONTEST_OK);
    assert_true(m.event.false_start && !m.event.refused);
    assert_int_equal(press(&m, A), CONTEST_OK); /* one a team on an item */
    assert_true(m.event.refused);
    scores(&m, 95, 100, 100);
    must(&m, CONTEST_OPEN);
    assert_false(contest_may_press(&m.contest, A));
    assert_int_equal(press(&m, A), CONTEST_OK);
    assert_true(m.event.refused);
    STAGE(&m, OPEN);
    assert_int_equal(press(&m, C), CONTEST_OK);
    assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_OK);
    must(&m, CONTEST_TAKE);
    assert_int_equal(press(&m, A), CONTEST_OK); /* the second in the round */
    scores(&m, 85, 100, 110);
    /* When all are locked out, the item is over. */
    assert_int_equal(press(&m, B), CONTEST_OK);
    assert_int_equal(press(&m, C), CONTEST_OK);
    STAGE(&m, DONE);
    finish(&m);
}

static void a_false_start_may_void_the_item(void **state)
{
    (void)state;
    struct match m;
    struct round_sheet round = buzzer();
    round.false_start[0].then = FALSE_START_VOID;
    begin_buzzer(&m, round);
    assert_int_equal(contest_items_left(&m.contest), 3);
    assert_int_equal(press(&m, B), CONTEST_OK);
    STAGE(&m, DONE);
    assert_true(contest_on(&m.contest)->voided);
    assert_int_equal(contest_items_left(&m.contest), 4); /* a spare comes for it */
    scores(&m, 100, 95, 100);
    assert_int_equal(go(&m, CONTEST_SHOW_KEY), CONTEST_NOT_NOW);
    must(&m, CONTEST_TAKE);
    finish(&m);
}

static void a_wrong_answer_rebounds_to_the_next_in_press_order(void **state)
{
    (void)state;
    struct match m;
    begin_buzzer(&m, buzzer());
    must(&m, CONTEST_OPEN);
    assert_int_equal(press(&m, B), CONTEST_OK);
    assert_int_equal(press(&m, C), CONTEST_OK);
    assert_int_equal(press(&m, A), CONTEST_OK);
    m.now += 100;
    assert_int_equal(rule(&m, -1, VERDICT_WRONG), CONTEST_OK);
    STAGE(&m, BEGIN);
    assert_int_equal(m.contest.floor, C);
    time_is_up(&m); /* does not begin to speak: wrong; and no rebound is left */
    STAGE(&m, DONE);
    scores(&m, 100, 90, 90);
    assert_int_equal(m.contest.plays[0].rulings[1].verdict, VERDICT_NONE);
    /* Nobody pressed: the item is over. */
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(press(&m, A), CONTEST_OK);
    assert_int_equal(rule(&m, A, VERDICT_WRONG), CONTEST_OK);
    STAGE(&m, DONE);
    finish(&m);
}

static void a_wrong_answer_opens_the_buzzers_to_the_others(void **state)
{
    (void)state;
    struct match m;
    struct round_sheet round = buzzer();
    round.rebound_mode = REBOUND_OPEN;
    begin_buzzer(&m, round);
    must(&m, CONTEST_OPEN);
    assert_int_equal(press(&m, B), CONTEST_OK);
    assert_int_equal(press(&m, C), CONTEST_OK);
    assert_int_equal(rule(&m, -1, VERDICT_WRONG), CONTEST_OK);
    STAGE(&m, OPEN);
    assert_false(contest_may_press(&m.contest, B));
    assert_int_equal(contest_press_order(&m.contest, contest_on(&m.contest), NULL, 0), 0);
    assert_int_equal(press(&m, B), CONTEST_OK);
    assert_true(m.event.refused);
    assert_int_equal(press(&m, A), CONTEST_OK);
    assert_int_equal(m.contest.floor, A);
    assert_int_equal(rule(&m, -1, VERDICT_WRONG), CONTEST_OK);
    STAGE(&m, DONE);
    /* By hand, for who has not tried. */
    must(&m, CONTEST_REOPEN);
    assert_int_equal(press(&m, C), CONTEST_OK);
    assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_OK);
    scores(&m, 90, 90, 110);
    assert_int_equal(go(&m, CONTEST_REOPEN), CONTEST_NOT_NOW);
    finish(&m);
}

static void an_item_nobody_wants_is_over(void **state)
{
    (void)state;
    struct match m;
    begin_buzzer(&m, buzzer());
    must(&m, CONTEST_OPEN);
    m.now = contest_expires(&m.contest);
    assert_int_equal(press(&m, A), CONTEST_OK); /* within the grace: taken */
    assert_int_equal(m.contest.floor, A);
    must(&m, CONTEST_UNDO); /* with the press */
    STAGE(&m, READY);
    must(&m, CONTEST_OPEN);
    m.now = contest_expires(&m.contest) + 1;
    assert_int_equal(press(&m, A), CONTEST_OK);
    assert_true(m.event.refused);
    must(&m, CONTEST_EXPIRE);
    STAGE(&m, DONE);
    assert_false(contest_on(&m.contest)->voided);
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(rule(&m, -1, VERDICT_NONE), CONTEST_OK); /* the host does not wait */
    STAGE(&m, DONE);
    scores(&m, 100, 100, 100);
    finish(&m);
}

/* ---- Risk ---------------------------------------------------------------------------------------------- */

static struct round_sheet risk(void)
{
    return (struct round_sheet){.kind = ROUND_RISK,
                                .turns = 2,
                                .spares = 1,
                                .order = ORDER_LOWEST_FIRST,
                                .decline = true,
                                .seconds = 60 * CONTESTS_SECOND,
                                .stakes = {{.marks = M(10)}, {.marks = M(30), .own_source = true}},
                                .stake_count = 2};
}

static void stakes_are_won_and_lost(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, risk());
    STAGE(&m, STAKE);
    assert_int_equal(m.contest.turn, A);
    assert_int_equal(go(&m, CONTEST_TAKE), CONTEST_NOT_NOW);
    assert_int_equal(stake(&m, B, M(10)), CONTEST_NOT_YOUR_TURN);
    assert_int_equal(stake(&m, A, M(20)), CONTEST_BAD_STAKE);
    assert_int_equal(stake(&m, A, M(10)), CONTEST_OK);
    assert_int_equal(stake(&m, -1, M(30)), CONTEST_OK); /* another, as long as no item is on */
    must(&m, CONTEST_TAKE);
    assert_int_equal(m.contest.plays[0].queue, 1);
    assert_int_equal(stake(&m, A, M(10)), CONTEST_NOT_NOW);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, A, "A"), CONTEST_OK);
    scores(&m, 130, 100, 100);
    must(&m, CONTEST_TURN);
    assert_int_equal(m.contest.turn, B);
    assert_int_equal(stake(&m, B, M(10)), CONTEST_OK);
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, B, "C"), CONTEST_OK);
    scores(&m, 130, 90, 100);
    must(&m, CONTEST_TURN);
    assert_int_equal(stake(&m, C, 0), CONTEST_OK); /* declines */
    STAGE(&m, ROUND);
    must(&m, CONTEST_TURN);
    assert_int_equal(m.contest.turn, B); /* the second cycle: the lowest first, as they are now */
    assert_int_equal(stake(&m, B, 0), CONTEST_OK);
    assert_int_equal(of_team(&m, CONTEST_AWARD, C, M(100)),
                     CONTEST_OK); /* does not change the order any more */
    must(&m, CONTEST_TURN);
    assert_int_equal(m.contest.turn, C);
    assert_int_equal(stake(&m, C, 0), CONTEST_OK);
    must(&m, CONTEST_TURN);
    assert_int_equal(m.contest.turn, A);
    assert_int_equal(stake(&m, A, 0), CONTEST_OK);
    assert_int_equal(go(&m, CONTEST_TURN), CONTEST_NO_ITEM);
    finish(&m);
}

static void a_fixed_loss_and_no_declining(void **state)
{
    (void)state;
    struct match m;
    struct round_sheet round = risk();
    round.decline = false;
    round.fixed_wrong = true;
    round.wrong = M(-5);
    begin_round(&m, round);
    assert_int_equal(stake(&m, A, 0), CONTEST_BAD_STAKE);
    assert_int_equal(stake(&m, A, M(30)), CONTEST_OK);
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(rule(&m, -1, VERDICT_PASS), CONTEST_OK); /* to pass costs what wrong does */
    scores(&m, 95, 100, 100);
    finish(&m);
}

/* ---- Rapid --------------------------------------------------------------------------------------------- */

static struct round_sheet rapid(void)
{
    return (struct round_sheet){.kind = ROUND_RAPID,
                                .items = 3,
                                .spares = 1,
                                .seconds = 40 * CONTESTS_SECOND,
                                .right = M(5),
                                .wrong = M(-1)};
}

static void rapid_goes_on_by_itself(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, rapid());
    assert_int_equal(m.contest.turn, A);
    must(&m, CONTEST_TAKE);
    STAGE(&m, READY);
    assert_int_equal(m.contest.clock.total, 0);
    must(&m, CONTEST_OPEN);
    m.now += 10 * CONTESTS_SECOND;
    assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_OK);
    STAGE(&m, ANSWER);
    assert_int_equal(contest_left(&m.contest, m.now), 30 * CONTESTS_SECOND);
    assert_int_equal(m.contest.play, 1);
    assert_true(contest_on(&m.contest)->shown);
    assert_int_equal(answer(&m, A, "B"), CONTEST_OK);
    assert_int_equal(rule(&m, -1, VERDICT_PASS), CONTEST_OK);
    STAGE(&m, DONE); /* three items */
    scores(&m, 104, 100, 100);
    /* Until the time is up. */
    must(&m, CONTEST_TURN);
    assert_int_equal(m.contest.turn, B);
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_OK);
    time_is_up(&m);
    STAGE(&m, DONE);
    scores(&m, 104, 105, 100);
    assert_int_equal(m.contest.plays[4].ruling_count, 0);
    finish(&m);
}

static void a_void_item_of_a_rapid_turn_is_made_up_for(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, rapid());
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    m.now += CONTESTS_SECOND;
    assert_int_equal(make_void(&m, -1), CONTEST_OK);
    STAGE(&m, ANSWER);
    assert_int_equal(contest_left(&m.contest, m.now), 39 * CONTESTS_SECOND);
    for (int i = 0; i < 3; i++) {
        STAGE(&m, ANSWER);
        assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_OK);
    }
    STAGE(&m, DONE);
    scores(&m, 115, 100, 100);
    finish(&m);
}

/* ---- Knockout ------------------------------------------------------------------------------------------ */

static struct round_sheet knockout(void)
{
    return (struct round_sheet){.kind = ROUND_KNOCKOUT,
                                .items = 5,
                                .spares = 1,
                                .seconds = 20 * CONTESTS_SECOND,
                                .right = M(2),
                                .survivor = M(20)};
}

static void the_last_one_standing_wins(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, knockout());
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, A, "A"), CONTEST_OK);
    assert_int_equal(answer(&m, B, "A"), CONTEST_OK);
    time_is_up(&m); /* C is silent */
    assert_true(m.contest.teams[C].out);
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, C, "A"), CONTEST_LOCKED_OUT);
    assert_int_equal(answer(&m, A, "B"), CONTEST_OK);
    assert_int_equal(answer(&m, B, "C"), CONTEST_OK); /* both wrong: nobody is out */
    assert_false(m.contest.teams[A].out || m.contest.teams[B].out);
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, A, "B"), CONTEST_OK);
    assert_int_equal(answer(&m, B, "A"), CONTEST_OK);
    assert_true(m.contest.teams[A].out);
    assert_int_equal(go(&m, CONTEST_TAKE), CONTEST_NO_ITEM);
    scores(&m, 102, 104, 100);
    must(&m, CONTEST_LEAVE);
    scores(&m, 102, 124, 100);
    finish(&m);
}

static void the_survivor_is_paid_however_the_round_ends(void **state)
{
    (void)state;
    static const enum contest_command_kind ends[] = {CONTEST_ENTER, CONTEST_LEAVE, CONTEST_CLOSE};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct match m;
        struct round_sheet rounds[] = {knockout(), required()};
        begin(&m, rounds, 2);
        must(&m, CONTEST_ENTER);
        must(&m, CONTEST_TAKE);
        must(&m, CONTEST_OPEN);
        assert_int_equal(answer(&m, B, "A"), CONTEST_OK);
        time_is_up(&m);
        must(&m, ends[i]);
        scores(&m, 100, 122, 100);
        finish(&m);
    }
}

static void amending_and_voiding_bring_back_who_was_out(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, knockout());
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(answer(&m, A, "B"), CONTEST_OK);
    assert_int_equal(answer(&m, B, "A"), CONTEST_OK);
    assert_int_equal(answer(&m, C, "C"), CONTEST_OK);
    assert_true(m.contest.teams[A].out && m.contest.teams[C].out);
    assert_int_equal(give(&m, amendment(0, 0, VERDICT_RIGHT, false)), CONTEST_OK);
    assert_false(m.contest.teams[A].out);
    assert_true(m.contest.teams[C].out);
    assert_int_equal(make_void(&m, -1), CONTEST_OK);
    STAGE(&m, READY);
    assert_false(m.contest.teams[C].out);
    scores(&m, 100, 100, 100);
    finish(&m);
}

/* ---- Playoff ------------------------------------------------------------------------------------------- */

static void begin_playoff(struct match *m)
{
    struct round_sheet rounds[] = {
        required(), {.kind = ROUND_PLAYOFF, .items = 4, .spares = 1, .answer = ANSWER_HOST, .right = M(10)}};
    rounds[1].rebounds = 2;
    begin(m, rounds, 2);
    must(m, CONTEST_CLOSE);
}

static void win(struct match *m, int team)
{
    must(m, CONTEST_TAKE);
    must(m, CONTEST_OPEN);
    assert_int_equal(press(m, team), CONTEST_OK);
    assert_int_equal(rule(m, -1, VERDICT_RIGHT), CONTEST_OK);
}

static void places_are_won_one_by_one(void **state)
{
    (void)state;
    struct match m;
    struct placing rows[3];
    begin_playoff(&m);
    STAGE(&m, OVER);
    assert_int_equal(go(&m, CONTEST_FINALIZE), CONTEST_OPEN_MATTERS);
    must(&m, CONTEST_PLAYOFF);
    assert_int_equal(m.event.team_count, 3);
    assert_int_equal(m.contest.playoff_first, 1);
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(press(&m, A), CONTEST_OK);
    assert_int_equal(press(&m, C), CONTEST_OK);
    assert_int_equal(rule(&m, -1, VERDICT_WRONG), CONTEST_OK); /* out of this item only */
    assert_int_equal(m.contest.floor, C);
    assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_OK);
    assert_int_equal(m.contest.teams[C].playoff, 1);
    win(&m, A);
    assert_int_equal(m.contest.teams[A].playoff, 2);
    assert_int_equal(m.contest.teams[B].playoff, 3);
    assert_int_equal(go(&m, CONTEST_TAKE), CONTEST_NO_ITEM);
    must(&m, CONTEST_LEAVE);
    STAGE(&m, OVER);
    scores(&m, 100, 100, 100);
    contest_standing(&m.contest, rows);
    assert_true(rows[0].entrant == C && rows[1].entrant == A && rows[2].entrant == B);
    assert_int_equal(rows[2].rank, 3);
    assert_int_equal(m.contest.teams[C].right, 0); /* playoffs count for nothing else */
    must(&m, CONTEST_FINALIZE);
    finish(&m);
}

static void who_is_left_shares_the_place(void **state)
{
    (void)state;
    struct match m;
    struct placing rows[3];
    begin_playoff(&m);
    must(&m, CONTEST_PLAYOFF);
    win(&m, B);
    must(&m, CONTEST_LEAVE);
    contest_standing(&m.contest, rows);
    assert_int_equal(rows[0].entrant, B);
    assert_true(rows[1].rank == 2 && rows[2].rank == 2);
    /* The host let it be, so it is no open matter; but he may play it off after all. */
    must(&m, CONTEST_PLAYOFF);
    assert_int_equal(m.event.team_count, 2);
    assert_int_equal(m.contest.playoff_first, 2);
    assert_false(m.contest.teams[B].taking_part);
    must(&m, CONTEST_LEAVE);
    must(&m, CONTEST_FINALIZE);
    finish(&m);
}

static void a_playoff_needs_a_tie(void **state)
{
    (void)state;
    struct match m;
    int64_t pair[] = {A, B};
    begin_playoff(&m);
    assert_int_equal(of_team(&m, CONTEST_AWARD, A, M(20)), CONTEST_OK);
    struct contest_command command = contests_command(CONTEST_PLAYOFF);
    command.as.teams = pair;
    command.as.team_count = 2;
    assert_int_equal(give(&m, command), CONTEST_NO_TIE);
    assert_int_equal(of_team(&m, CONTEST_AWARD, B, M(10)), CONTEST_OK);
    assert_int_equal(go(&m, CONTEST_PLAYOFF), CONTEST_NO_TIE);
    enum contest_command_kind next;
    assert_true(contest_next(&m.contest, &next) && next == CONTEST_REVEAL);
    finish(&m);
}

/* ---- Corrections --------------------------------------------------------------------------------------- */

/* B wrong, C right on the rebound. */
static void play_rebound(struct match *m)
{
    begin_buzzer(m, buzzer());
    must(m, CONTEST_OPEN);
    assert_int_equal(press(m, B), CONTEST_OK);
    assert_int_equal(press(m, C), CONTEST_OK);
    assert_int_equal(rule(m, -1, VERDICT_WRONG), CONTEST_OK);
    assert_int_equal(rule(m, -1, VERDICT_RIGHT), CONTEST_OK);
    scores(m, 100, 90, 110);
}

static void an_amendment_may_cancel_what_followed(void **state)
{
    (void)state;
    struct match m;
    struct contest_change rows[3];
    play_rebound(&m);
    struct contest_command command = amendment(0, 0, VERDICT_RIGHT, true);
    assert_int_equal(contest_preview(&m.contest, &command, m.now, &m.items, rows), CONTEST_OK);
    assert_int_equal(rows[B].before, M(90));
    assert_int_equal(rows[B].after, M(110));
    assert_int_equal(rows[C].after, M(100));
    assert_int_equal(rows[B].rank_before, 3);
    assert_int_equal(rows[B].rank_after, 1);
    scores(&m, 100, 90, 110);
    assert_int_equal(give(&m, command), CONTEST_OK);
    scores(&m, 100, 110, 100);
    assert_true(m.contest.plays[0].rulings[1].cancelled);
    assert_int_equal(m.contest.teams[C].right, 0);
    assert_int_equal(give(&m, amendment(0, 1, VERDICT_RIGHT, false)), CONTEST_NO_PLAY);
    assert_int_equal(give(&m, command), CONTEST_NOTHING);
    command.as.verdict = VERDICT_PARTLY;
    command.as.marks = M(11);
    assert_int_equal(give(&m, command), CONTEST_BAD_MARKS);
    command.as.marks = M(4);
    assert_int_equal(give(&m, command), CONTEST_OK);
    scores(&m, 100, 104, 100);
    command.as.reason = text_of("  ");
    assert_int_equal(give(&m, command), CONTEST_NO_REASON);
    finish(&m);
}

static void a_void_item_gives_its_marks_back(void **state)
{
    (void)state;
    struct match m;
    play_rebound(&m);
    must(&m, CONTEST_TAKE);
    assert_int_equal(press(&m, A), CONTEST_OK); /* a false start */
    scores(&m, 95, 90, 110);
    assert_int_equal(make_void(&m, -1), CONTEST_OK);
    STAGE(&m, READY);
    assert_int_equal(m.contest.play, 2);
    assert_int_equal(m.contest.teams[A].false_starts, 0);
    scores(&m, 100, 90, 110);
    assert_int_equal(make_void(&m, 0), CONTEST_OK); /* one of before */
    scores(&m, 100, 100, 100);
    assert_int_equal(m.contest.play, 2);
    assert_int_equal(make_void(&m, 0), CONTEST_NOTHING);
    assert_int_equal(make_void(&m, 9), CONTEST_NO_PLAY);
    must(&m, CONTEST_UNDO);
    scores(&m, 100, 90, 110);
    finish(&m);
}

static void protests_keep_the_result_open(void **state)
{
    (void)state;
    struct match m;
    play_rebound(&m);
    struct contest_command protest = contests_command(CONTEST_PROTEST);
    protest.as.play = 0;
    protest.as.team = B;
    assert_int_equal(give(&m, protest), CONTEST_NO_REASON);
    protest.as.reason = text_of("答案有争议");
    assert_int_equal(give(&m, protest), CONTEST_OK);
    assert_int_equal(give(&m, protest), CONTEST_NOTHING);
    must(&m, CONTEST_CLOSE);
    assert_int_equal(go(&m, CONTEST_FINALIZE), CONTEST_OPEN_MATTERS);
    struct contest_command settle = contests_command(CONTEST_SETTLE);
    settle.as.item = 0;
    settle.as.reason = text_of("维持原判");
    assert_int_equal(give(&m, settle), CONTEST_OK);
    assert_string_equal(m.contest.protests[0].ruling, "维持原判");
    assert_true(contest_is_provisional(&m.contest));
    must(&m, CONTEST_FINALIZE);
    assert_false(contest_is_provisional(&m.contest));
    assert_int_equal(go(&m, CONTEST_UNDO), CONTEST_IS_FINAL);
    assert_int_equal(of_team(&m, CONTEST_AWARD, A, M(1)), CONTEST_IS_FINAL);
    must(&m, CONTEST_REVEAL);
    finish(&m);
}

static void marks_have_bounds(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, required());
    assert_int_equal(of_team(&m, CONTEST_AWARD, A, 0), CONTEST_BAD_MARKS);
    assert_int_equal(of_team(&m, CONTEST_AWARD, A, MARK_MAX), CONTEST_BAD_MARKS);
    assert_int_equal(of_team(&m, CONTEST_AWARD, A, MARK_MAX - M(100)), CONTEST_OK);
    assert_int_equal(of_team(&m, CONTEST_AWARD, A, 1), CONTEST_BAD_MARKS);
    assert_int_equal(of_team(&m, CONTEST_AWARD, A, INT64_MIN), CONTEST_BAD_MARKS);
    assert_int_equal(of_team(&m, CONTEST_PROMPTED, A, M(1)), CONTEST_BAD_MARKS);
    assert_int_equal(of_team(&m, CONTEST_AWARD, 3, M(1)), CONTEST_NO_TEAM);
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_BAD_MARKS);
    assert_int_equal(answer(&m, A, "A"),
                     CONTEST_OK); /* a desk is not refused; what goes beyond is not given */
    assert_int_equal(m.contest.teams[A].score, MARK_MAX);
    finish(&m);
}

/* ---- Panels, clock, undo, freeze ----------------------------------------------------------------------- */

static void a_panel_is_carried_in_with_its_weight(void **state)
{
    (void)state;
    struct match m;
    struct round_sheet round = {.kind = ROUND_PANEL, .weight = MARK_ONE / 3}; /* 0.3333 */
    begin_round(&m, round);
    STAGE(&m, PANEL);
    enum contest_command_kind next;
    assert_false(contest_next(&m.contest, &next));
    must(&m, CONTEST_CLOSE);
    assert_int_equal(go(&m, CONTEST_FINALIZE), CONTEST_OPEN_MATTERS);
    const struct contest_delta marks[] = {{A, M(90)}, {C, 875000}}, corrected[] = {{A, M(90)}, {C, M(80)}};
    struct contest_command carry = contests_command(CONTEST_CARRY);
    carry.as.round = 0;
    carry.as.deltas = marks;
    carry.as.delta_count = 2;
    assert_int_equal(give(&m, carry), CONTEST_OK);
    assert_int_equal(m.contest.teams[A].score, M(100) + 300000); /* 29.997 is 30.00 */
    assert_int_equal(m.contest.teams[B].score, M(100));
    assert_int_equal(m.contest.teams[C].score, M(100) + 291600); /* 29.16375 is 29.16 */
    assert_int_equal(give(&m, carry), CONTEST_NOTHING);
    carry.as.deltas = corrected; /* the panel was opened again */
    assert_int_equal(give(&m, carry), CONTEST_OK);
    assert_int_equal(m.contest.teams[C].score, M(100) + 266600);
    must(&m, CONTEST_FINALIZE);
    finish(&m);
}

static void the_clock_stands_after_an_undo(void **state)
{
    (void)state;
    struct match m;
    begin_round(&m, required());
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    m.now += 10 * CONTESTS_SECOND;
    assert_int_equal(rule(&m, -1, VERDICT_WRONG), CONTEST_OK);
    m.now += 7 * CONTESTS_SECOND;
    enum contest_event_kind kind;
    assert_int_equal(contest_undo_target(&m.contest, &kind), 5);
    assert_int_equal(kind, CONTEST_RULED);
    must(&m, CONTEST_UNDO);
    STAGE(&m, ANSWER);
    assert_true(contest_is_undone(&m.contest, 5));
    scores(&m, 100, 100, 100);
    assert_int_equal(contest_left(&m.contest, m.now), 20 * CONTESTS_SECOND);
    assert_int_equal(contest_expires(&m.contest), INT64_MAX);
    assert_false(contest_may_answer(&m.contest, A));
    enum contest_command_kind next;
    assert_true(contest_next(&m.contest, &next) && next == CONTEST_RESUME);
    must(&m, CONTEST_REDO);
    STAGE(&m, DONE);
    scores(&m, 95, 100, 100);
    assert_false(contest_is_undone(&m.contest, 5));
    assert_int_equal(go(&m, CONTEST_REDO), CONTEST_NOTHING_TO_UNDO);
    must(&m, CONTEST_UNDO);
    must(&m, CONTEST_RESUME);
    assert_int_equal(contest_left(&m.contest, m.now), 20 * CONTESTS_SECOND);
    assert_int_equal(go(&m, CONTEST_REDO), CONTEST_NOTHING_TO_UNDO); /* something was done since */
    m.now += 4 * CONTESTS_SECOND;
    must(&m, CONTEST_PAUSE);
    assert_int_equal(contest_left(&m.contest, m.now + 99), 16 * CONTESTS_SECOND);
    assert_int_equal(go(&m, CONTEST_EXPIRE), CONTEST_NOT_NOW);
    finish(&m);
}

static void steps_are_undone_one_by_one_up_to_the_beginning(void **state)
{
    (void)state;
    struct match m;
    play_rebound(&m);
    must(&m, CONTEST_SHOW_KEY);
    static const enum contest_event_kind steps[] = {CONTEST_KEY_SHOWN, CONTEST_RULED, CONTEST_RULED,
                                                    CONTEST_OPENED,    CONTEST_TAKEN, CONTEST_ENTERED};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        enum contest_event_kind kind;
        assert_true(contest_undo_target(&m.contest, &kind) > 0);
        assert_int_equal(kind, steps[i]);
        must(&m, CONTEST_UNDO);
    }
    STAGE(&m, BETWEEN);
    assert_int_equal(go(&m, CONTEST_UNDO), CONTEST_NOTHING_TO_UNDO);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        must(&m, CONTEST_REDO);
    scores(&m, 100, 90, 110);
    STAGE(&m, DONE);
    finish(&m);
}

static void scores_freeze_before_the_last_items(void **state)
{
    (void)state;
    struct match m;
    begin_buzzer(&m, buzzer());
    m.sheet.freeze_items = 2;
    for (int item = 0; item < 4; item++) {
        if (item > 0)
            must(&m, CONTEST_TAKE);
        assert_int_equal(m.contest.frozen, item >= 2);
        must(&m, CONTEST_OPEN);
        assert_int_equal(press(&m, A), CONTEST_OK);
        assert_int_equal(rule(&m, -1, VERDICT_RIGHT), CONTEST_OK);
    }
    scores(&m, 140, 100, 100);
    assert_int_equal(m.contest.teams[A].shown_score, M(120));
    assert_int_equal(go(&m, CONTEST_FREEZE), CONTEST_NOTHING);
    must(&m, CONTEST_UNFREEZE);
    assert_int_equal(m.contest.teams[A].shown_score, M(140));
    finish(&m);
}

static void the_ranking_follows_the_chain(void **state)
{
    (void)state;
    struct match m;
    struct placing rows[3];
    begin_round(&m, required());
    static const enum verdict verdicts[] = {VERDICT_RIGHT, VERDICT_WRONG, VERDICT_PASS};
    for (int i = 0; i < 3; i++) {
        must(&m, CONTEST_TAKE);
        must(&m, CONTEST_OPEN);
        assert_int_equal(rule(&m, -1, verdicts[i]), CONTEST_OK);
    }
    assert_int_equal(of_team(&m, CONTEST_AWARD, A, M(-10)), CONTEST_OK);
    assert_int_equal(of_team(&m, CONTEST_AWARD, B, M(5)), CONTEST_OK);
    contest_standing(&m.contest, rows);
    assert_true(rows[0].rank == 1 && rows[2].rank == 1);
    m.sheet.rank[2] = CONTEST_RANK_RIGHT;
    m.sheet.rank[3] = CONTEST_RANK_WRONG;
    m.sheet.rank_count = 4;
    contest_standing(&m.contest, rows);
    assert_true(rows[0].entrant == A && rows[1].entrant == C && rows[2].entrant == B);
    assert_int_equal(rows[1].decided, 2);
    assert_int_equal(rows[2].decided, 3);
    finish(&m);
}

static void rounds_follow_and_may_be_skipped(void **state)
{
    (void)state;
    struct match m;
    struct round_sheet rounds[] = {required(), together(), buzzer()};
    struct contest_command enter = contests_command(CONTEST_ENTER);
    begin(&m, rounds, 3);
    enter.as.round = 1;
    assert_int_equal(give(&m, enter), CONTEST_OK);
    must(&m, CONTEST_ENTER); /* leaves the one going on */
    assert_int_equal(m.contest.round, 2);
    assert_true(m.contest.rounds_done[1]);
    must(&m, CONTEST_TAKE);
    must(&m, CONTEST_OPEN);
    assert_int_equal(go(&m, CONTEST_ENTER), CONTEST_NOT_NOW);
    assert_int_equal(go(&m, CONTEST_FINALIZE), CONTEST_OPEN_MATTERS);
    time_is_up(&m);
    must(&m, CONTEST_LEAVE);
    assert_int_equal(give(&m, enter), CONTEST_NO_ROUND);
    must(&m, CONTEST_ENTER);
    assert_int_equal(m.contest.round, 0);
    must(&m, CONTEST_LEAVE);
    assert_int_equal(go(&m, CONTEST_ENTER), CONTEST_NO_ROUND);
    enum contest_command_kind next;
    assert_true(contest_next(&m.contest, &next) && next == CONTEST_CLOSE);
    finish(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(required_goes_round_by_seat),
        cmocka_unit_test(a_desk_is_marked_at_once_and_silence_by_the_rule),
        cmocka_unit_test(an_answer_that_no_machine_can_mark_waits_for_the_host),
        cmocka_unit_test(a_swap_puts_the_item_away),
        cmocka_unit_test(the_host_may_call_a_team_out_of_order),
        cmocka_unit_test(all_are_marked_when_the_last_one_answers),
        cmocka_unit_test(all_are_marked_when_the_time_is_up),
        cmocka_unit_test(the_host_rules_on_all_when_answers_are_spoken),
        cmocka_unit_test(speed_counts_for_what_the_host_rules_too),
        cmocka_unit_test(an_amended_ruling_moves_the_bonuses),
        cmocka_unit_test(the_first_press_has_the_floor),
        cmocka_unit_test(a_false_start_costs_marks_and_locks),
        cmocka_unit_test(a_false_start_may_void_the_item),
        cmocka_unit_test(a_wrong_answer_rebounds_to_the_next_in_press_order),
        cmocka_unit_test(a_wrong_answer_opens_the_buzzers_to_the_others),
        cmocka_unit_test(an_item_nobody_wants_is_over),
        cmocka_unit_test(stakes_are_won_and_lost),
        cmocka_unit_test(a_fixed_loss_and_no_declining),
        cmocka_unit_test(rapid_goes_on_by_itself),
        cmocka_unit_test(a_void_item_of_a_rapid_turn_is_made_up_for),
        cmocka_unit_test(the_last_one_standing_wins),
        cmocka_unit_test(the_survivor_is_paid_however_the_round_ends),
        cmocka_unit_test(amending_and_voiding_bring_back_who_was_out),
        cmocka_unit_test(places_are_won_one_by_one),
        cmocka_unit_test(who_is_left_shares_the_place),
        cmocka_unit_test(a_playoff_needs_a_tie),
        cmocka_unit_test(an_amendment_may_cancel_what_followed),
        cmocka_unit_test(a_void_item_gives_its_marks_back),
        cmocka_unit_test(protests_keep_the_result_open),
        cmocka_unit_test(marks_have_bounds),
        cmocka_unit_test(a_panel_is_carried_in_with_its_weight),
        cmocka_unit_test(the_clock_stands_after_an_undo),
        cmocka_unit_test(steps_are_undone_one_by_one_up_to_the_beginning),
        cmocka_unit_test(scores_freeze_before_the_last_items),
        cmocka_unit_test(the_ranking_follows_the_chain),
        cmocka_unit_test(rounds_follow_and_may_be_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
