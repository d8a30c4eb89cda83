#include "base/mem.h"
#include "panels.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { PERFORMERS = 3, JUDGES = 3, CRITERIA = 2 };

static void begin(struct panel_room *room)
{
    panels_sheet(room, PERFORMERS, JUDGES, CRITERIA);
    assert_int_equal(panels_begin(room), PANEL_OK);
}

static enum sheet_state state_of(const struct panel_room *room, int performer, int judge)
{
    return room->panel.performers[performer].judges[judge].state;
}

static void mark_all(struct panel_room *room, int performer, int judge, mark_t mark)
{
    for (int c = 0; c < room->sheet.criterion_count; c++)
        assert_int_equal(panels_mark(room, performer, judge, c, mark), PANEL_OK);
}

static void sign_all(struct panel_room *room, int performer, mark_t mark)
{
    for (int j = 0; j < room->sheet.judge_count; j++) {
        mark_all(room, performer, j, mark);
        assert_int_equal(panels_sign(room, performer, j), PANEL_OK);
    }
}

static void close_all(struct panel_room *room)
{
    for (int p = 0; p < room->sheet.performer_count; p++) {
        sign_all(room, p, (p + 5) * MARK_ONE);
        assert_int_equal(panels_do(room, PANEL_CLOSE, p), PANEL_OK);
    }
}

static enum panel_refusal act(struct panel_room *room, enum panel_command_kind kind)
{
    return panels_act(room, panels_command(kind));
}

static enum panel_refusal begin_part(struct panel_room *room, enum panel_part part)
{
    struct panel_command command = panels_command(PANEL_BEGIN_PART);
    command.as.part = part;
    return panels_act(room, command);
}

static enum panel_refusal draw_topic(struct panel_room *room, int performer, int envelope)
{
    struct panel_command command = panels_command(PANEL_DRAW_TOPIC);
    command.as.performer = performer;
    command.as.envelope = envelope;
    return panels_act(room, command);
}

/* ---- Judging ------------------------------------------------------------------------------------------ */

static void a_sheet_is_filled_signed_and_corrected(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    assert_int_equal(state_of(&room, 0, 1), JUDGE_NOTHING);
    assert_int_equal(panels_sign(&room, 0, 1), PANEL_INCOMPLETE);
    assert_int_equal(panels_mark(&room, 0, 1, 0, 85000), PANEL_OK);
    assert_int_equal(state_of(&room, 0, 1), JUDGE_PARTLY);
    assert_int_equal(panels_sign(&room, 0, 1), PANEL_INCOMPLETE);
    assert_int_equal(panels_mark(&room, 0, 1, 1, 90000), PANEL_OK);
    assert_int_equal(state_of(&room, 0, 1), JUDGE_COMPLETE);
    assert_int_equal(room.panel.performers[0].judges[1].sum, 175000);
    assert_int_equal(panels_mark(&room, 0, 1, 1, 90000), PANEL_NOTHING);
    assert_int_equal(panels_sign(&room, 0, 1), PANEL_OK);
    assert_int_equal(panels_sign(&room, 0, 1), PANEL_NOTHING);
    assert_int_equal(state_of(&room, 0, 1), JUDGE_SIGNED);
    /* Until closed a judge may change his mind; he signs again. */
    assert_int_equal(panels_mark(&room, 0, 1, 1, 80000), PANEL_OK);
    assert_int_equal(state_of(&room, 0, 1), JUDGE_COMPLETE);
    assert_int_equal(panels_mark(&room, 0, 1, 1, 82500), PANEL_OK);
    assert_int_equal(room.panel.performers[0].judges[1].corrections, 1);
    assert_int_equal(panels_sign(&room, 0, 1), PANEL_OK);
    struct panel_command clear = panels_command(PANEL_CLEAR);
    clear.as.performer = 0;
    clear.as.judge = 1;
    clear.as.criterion = 0;
    assert_int_equal(panels_act(&room, clear), PANEL_OK);
    assert_int_equal(panels_act(&room, clear), PANEL_NOTHING);
    assert_int_equal(state_of(&room, 0, 1), JUDGE_PARTLY);
    assert_int_equal(room.panel.performers[0].judges[1].sum, 82500);
    assert_int_equal(room.panel.performers[0].judges[1].corrections, 2);
    panel_finish(&room.panel);
}

static void what_does_not_exist_is_refused(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    assert_int_equal(panels_mark(&room, PERFORMERS, 0, 0, 0), PANEL_NO_PERFORMER);
    assert_int_equal(panels_mark(&room, -1, 0, 0, 0), PANEL_NO_PERFORMER);
    assert_int_equal(panels_mark(&room, 0, JUDGES, 0, 0), PANEL_NO_JUDGE);
    assert_int_equal(panels_mark(&room, 0, -1, 0, 0), PANEL_NO_JUDGE);
    assert_int_equal(panels_mark(&room, 0, 0, CRITERIA, 0), PANEL_NO_CRITERION);
    assert_int_equal(panels_mark(&room, 0, 0, -1, 0), PANEL_NO_CRITERION);
    assert_int_equal(panels_mark(&room, 0, 0, 0, 100001), PANEL_BAD_MARK);
    assert_int_equal(panels_mark(&room, 0, 0, 0, -2500), PANEL_BAD_MARK);
    assert_int_equal(panels_mark(&room, 0, 0, 0, 81000), PANEL_BAD_MARK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 9), PANEL_NO_PERFORMER);
    assert_int_equal(panels_do(&room, PANEL_REOPEN, 9), PANEL_NO_PERFORMER);
    assert_int_equal(panels_do(&room, PANEL_WITHDRAW, 9), PANEL_NO_PERFORMER);
    assert_int_equal(panels_do(&room, PANEL_CALL, 9), PANEL_NO_PERFORMER);
    assert_int_equal(room.panel.n, 1);
    panel_finish(&room.panel);
}

static void nothing_goes_before_the_beginning(void **state)
{
    (void)state;
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    panel_init(&room.panel, &room.sheet);
    for (int kind = 0; kind < PANEL_COMMANDS; kind++)
        if (kind != PANEL_BEGIN && kind != PANEL_UNDO && kind != PANEL_REDO)
            assert_int_equal(panels_do_judge(&room, (enum panel_command_kind)kind, 0, 0), PANEL_NOT_BEGUN);
    assert_int_equal(act(&room, PANEL_UNDO), PANEL_NOTHING_TO_UNDO);
    assert_int_equal(act(&room, PANEL_REDO), PANEL_NOTHING_TO_UNDO);
    assert_int_equal(act(&room, PANEL_BEGIN), PANEL_NOT_NOW); /* nothing was drawn */
    panel_finish(&room.panel);
    begin(&room);
    assert_int_equal(act(&room, PANEL_BEGIN), PANEL_NOTHING);
    panel_finish(&room.panel);
}

static void set_measured(struct panel_room *room)
{
    static const struct step_mark steps[] = {{TEXT("a"), 30000}, {TEXT("b"), 20000}, {TEXT("c"), 50000}};
    static const struct step_mark faults[] = {{TEXT("x"), 15000}};
    panels_sheet(room, PERFORMERS, JUDGES, CRITERIA);
    struct criterion *criterion = &room->criteria[1];
    criterion->kind = CRITERION_MEASURED;
    criterion->steps = steps;
    criterion->step_count = 3;
    criterion->faults = faults;
    criterion->fault_count = 1;
    criterion->wrong_order = 5000;
    criterion->overtime = 10000;
    criterion->overtime_every = 60000;
    assert_int_equal(panels_begin(room), PANEL_OK);
}

static enum panel_refusal tick(struct panel_room *room, int64_t steps, int64_t faults, int64_t wrong_order,
                               int64_t overtime)
{
    struct panel_command command = panels_command(PANEL_MARK);
    command.as.performer = command.as.judge = 0;
    command.as.criterion = 1;
    command.as.mark = 12345; /* what is ticked counts */
    command.as.steps = steps;
    command.as.faults = faults;
    command.as.wrong_order = wrong_order;
    command.as.overtime = overtime;
    return panels_act(room, command);
}

static void ticks_are_kept_and_counted(void **state)
{
    (void)state;
    struct panel_room room;
    set_measured(&room);
    const struct criterion_mark *mark = &room.panel.performers[0].judges[0].marks[1];
    assert_int_equal(tick(&room, 5, 1, 1, 60001), PANEL_OK);
    assert_true(mark->given);
    assert_int_equal(mark->mark, 80000 - 15000 - 5000 - 20000);
    assert_int_equal(mark->steps, 5);
    assert_int_equal(mark->faults, 1);
    assert_int_equal(mark->overtime, 60001);
    assert_int_equal(tick(&room, 5, 1, 1, 60001), PANEL_NOTHING);
    /* The same mark by other ticks is another mark. */
    assert_int_equal(tick(&room, 5, 1, 1, 60002), PANEL_OK);
    assert_int_equal(tick(&room, 8, 0, 0, 0), PANEL_BAD_MARK);
    assert_int_equal(tick(&room, -1, 0, 0, 0), PANEL_BAD_MARK);
    assert_int_equal(tick(&room, 0, 2, 0, 0), PANEL_BAD_MARK);
    assert_int_equal(tick(&room, 0, 0, -1, 0), PANEL_BAD_MARK);
    assert_int_equal(tick(&room, 0, 0, INT64_MAX, 0), PANEL_BAD_MARK);
    assert_int_equal(tick(&room, 0, 0, 0, -1), PANEL_BAD_MARK);
    /* From paper: a mark without ticks. */
    assert_int_equal(panels_mark(&room, 0, 0, 1, 71234), PANEL_OK);
    assert_int_equal(mark->mark, 71234);
    assert_int_equal(mark->steps, 0);
    assert_int_equal(panels_mark(&room, 0, 0, 1, 100001), PANEL_BAD_MARK);
    assert_int_equal(panels_mark(&room, 0, 0, 1, 0), PANEL_OK);
    assert_int_equal(mark->mark, 0);
    assert_true(mark->given);
    panel_finish(&room.panel);
}

/* ---- Closing ------------------------------------------------------------------------------------------ */

static void closing_needs_every_sheet(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_INCOMPLETE);
    for (int j = 0; j < 2; j++) {
        mark_all(&room, 0, j, 80000);
        assert_int_equal(panels_sign(&room, 0, j), PANEL_OK);
    }
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_INCOMPLETE);
    mark_all(&room, 0, 2, 50000);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_INCOMPLETE); /* not signed */
    assert_int_equal(panels_sign(&room, 0, 2), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    assert_int_equal(room.panel.performers[0].mark, 140000);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_NOTHING);
    assert_int_equal(panels_mark(&room, 0, 0, 0, 10000), PANEL_IS_CLOSED);
    assert_int_equal(panels_sign(&room, 0, 0), PANEL_IS_CLOSED);
    assert_int_equal(panels_do_judge(&room, PANEL_RECUSE, 0, 0), PANEL_IS_CLOSED);
    assert_int_equal(panels_do_judge(&room, PANEL_MISSING, 0, 0), PANEL_IS_CLOSED);
    assert_int_equal(panels_do(&room, PANEL_WITHDRAW, 0), PANEL_IS_CLOSED);
    panel_finish(&room.panel);
}

static void a_missing_judge_is_no_zero(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    mark_all(&room, 0, 0, 80000);
    mark_all(&room, 0, 1, 70000);
    assert_int_equal(panels_sign(&room, 0, 0), PANEL_OK);
    assert_int_equal(panels_sign(&room, 0, 1), PANEL_OK);
    assert_int_equal(panels_mark(&room, 0, 2, 0, 10000), PANEL_OK);
    assert_int_equal(panels_do_judge(&room, PANEL_MISSING, 0, 2), PANEL_OK);
    assert_int_equal(panels_do_judge(&room, PANEL_MISSING, 0, 2), PANEL_NOTHING);
    assert_int_equal(panels_do_judge(&room, PANEL_MISSING, 0, 0), PANEL_NOT_NOW); /* he signed */
    assert_int_equal(panels_mark(&room, 0, 2, 1, 10000), PANEL_IS_MISSING);
    /* He comes after all, and finds what he had marked. */
    struct panel_command back = panels_command(PANEL_MISSING);
    back.as.performer = 0;
    back.as.judge = 2;
    assert_int_equal(panels_act(&room, back), PANEL_OK);
    assert_int_equal(panels_act(&room, back), PANEL_NOTHING);
    assert_int_equal(state_of(&room, 0, 2), JUDGE_PARTLY);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_INCOMPLETE);
    assert_int_equal(panels_do_judge(&room, PANEL_MISSING, 0, 2), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    assert_int_equal(room.panel.performers[0].mark, 150000);
    /* With nobody left there is no mark. */
    for (int j = 0; j < JUDGES; j++)
        assert_int_equal(panels_do_judge(&room, PANEL_MISSING, 1, j), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 1), PANEL_MISSING_JUDGES);
    panel_finish(&room.panel);
}

static void the_sheet_may_want_all_judges(void **state)
{
    (void)state;
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    room.sheet.missing = MISSING_REQUIRED;
    assert_int_equal(panels_begin(&room), PANEL_OK);
    sign_all(&room, 1, 60000);
    assert_int_equal(panels_do_judge(&room, PANEL_RECUSE, 1, 0), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 1), PANEL_OK); /* a recused one is not missing */
    mark_all(&room, 0, 0, 80000);
    mark_all(&room, 0, 1, 80000);
    assert_int_equal(panels_sign(&room, 0, 0), PANEL_OK);
    assert_int_equal(panels_sign(&room, 0, 1), PANEL_OK);
    assert_int_equal(panels_do_judge(&room, PANEL_MISSING, 0, 2), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_MISSING_JUDGES);
    panel_finish(&room.panel);
}

static void a_recused_judge_does_not_count(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    sign_all(&room, 0, 60000);
    assert_int_equal(panels_mark(&room, 0, 2, 0, 100000), PANEL_OK);
    assert_int_equal(panels_mark(&room, 0, 2, 1, 100000), PANEL_OK);
    assert_int_equal(panels_do_judge(&room, PANEL_RECUSE, 0, 2), PANEL_OK);
    assert_int_equal(panels_do_judge(&room, PANEL_RECUSE, 0, 2), PANEL_NOTHING);
    assert_int_equal(panels_mark(&room, 0, 2, 0, 50000), PANEL_IS_RECUSED);
    assert_int_equal(panels_sign(&room, 0, 2), PANEL_IS_RECUSED);
    assert_int_equal(panels_do_judge(&room, PANEL_MISSING, 0, 2), PANEL_IS_RECUSED);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    assert_int_equal(room.panel.performers[0].mark, 120000);
    panel_finish(&room.panel);
}

static void marks_far_apart_call_the_head_judge(void **state)
{
    (void)state;
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    room.sheet.has_spread = true;
    room.sheet.spread = 30000;
    assert_int_equal(panels_begin(&room), PANEL_OK);
    sign_all(&room, 0, 80000);
    assert_int_equal(panels_mark(&room, 0, 1, 0, 50000), PANEL_OK);
    assert_int_equal(panels_sign(&room, 0, 1), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CONFIRM_SPREAD, 0), PANEL_NOTHING); /* just 3 apart */
    assert_int_equal(panels_mark(&room, 0, 1, 0, 47500), PANEL_OK);
    assert_int_equal(panels_sign(&room, 0, 1), PANEL_OK);
    struct panel_result result;
    panel_result(&room.panel, 0, &result);
    assert_true(result.spread_open);
    assert_int_equal(result.lowest, 127500);
    assert_int_equal(result.highest, 160000);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_SPREAD_OPEN);
    assert_int_equal(panels_do(&room, PANEL_CONFIRM_SPREAD, 0), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CONFIRM_SPREAD, 0), PANEL_NOTHING);
    /* What he let stand was these marks, no others. */
    assert_int_equal(panels_mark(&room, 0, 2, 0, 90000), PANEL_OK);
    assert_int_equal(panels_sign(&room, 0, 2), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_SPREAD_OPEN);
    assert_int_equal(panels_do(&room, PANEL_CONFIRM_SPREAD, 0), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    /* Without the judge who lies apart there is nothing to confirm. */
    sign_all(&room, 1, 80000);
    assert_int_equal(panels_mark(&room, 1, 0, 0, 0), PANEL_OK);
    assert_int_equal(panels_do_judge(&room, PANEL_RECUSE, 1, 0), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 1), PANEL_OK);
    panel_finish(&room.panel);
}

static void the_head_judge_reopens(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    sign_all(&room, 0, 60000);
    assert_int_equal(panels_do(&room, PANEL_REOPEN, 0), PANEL_NOTHING);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_REOPEN, 0), PANEL_OK);
    assert_false(room.panel.performers[0].closed);
    assert_int_equal(panels_mark(&room, 0, 0, 0, 90000), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_INCOMPLETE);
    assert_int_equal(panels_sign(&room, 0, 0), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    assert_int_equal(room.panel.performers[0].mark, 130000);
    assert_int_equal(room.panel.performers[0].judges[0].corrections, 1);
    panel_finish(&room.panel);
}

static void who_decides_says_why(void **state)
{
    (void)state;
    static const enum panel_command_kind kinds[] = {PANEL_MISSING, PANEL_RECUSE, PANEL_WITHDRAW, PANEL_REOPEN,
                                                    PANEL_CONFIRM_SPREAD};
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    room.sheet.has_spread = true;
    assert_int_equal(panels_begin(&room), PANEL_OK);
    sign_all(&room, 0, 60000);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    mark_all(&room, 1, 1, 60000);
    mark_all(&room, 1, 2, 70000);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct panel_command command = panels_command(kinds[i]);
        command.as.performer = kinds[i] == PANEL_REOPEN ? 0 : 1;
        command.as.judge = 0;
        command.as.on = true;
        assert_int_equal(panels_act(&room, command), PANEL_NO_REASON);
        command.as.reason = text_of(" \t ");
        assert_int_equal(panels_act(&room, command), PANEL_NO_REASON);
    }
    panel_finish(&room.panel);
}

/* ---- The stage ---------------------------------------------------------------------------------------- */

static void performers_come_in_order(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    assert_int_equal(act(&room, PANEL_CALL), PANEL_OK);
    assert_int_equal(room.panel.on, 0);
    assert_int_equal(panels_do(&room, PANEL_CALL, 0), PANEL_NOTHING);
    assert_int_equal(panels_do(&room, PANEL_WITHDRAW, 1), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CALL, 1), PANEL_NOT_NOW);
    assert_int_equal(panels_mark(&room, 1, 0, 0, 10000), PANEL_NOT_NOW);
    assert_int_equal(act(&room, PANEL_CALL), PANEL_OK);
    assert_int_equal(room.panel.on, 2);
    assert_int_equal(act(&room, PANEL_CALL), PANEL_NO_PERFORMER);
    assert_int_equal(panels_do(&room, PANEL_CALL, 0), PANEL_OK); /* once more */
    assert_int_equal(room.panel.on, 0);
    /* Who withdraws leaves the stage, and may come after all. */
    assert_int_equal(panels_do(&room, PANEL_WITHDRAW, 0), PANEL_OK);
    assert_int_equal(room.panel.on, -1);
    struct panel_command back = panels_command(PANEL_WITHDRAW);
    back.as.performer = 1;
    assert_int_equal(panels_act(&room, back), PANEL_OK);
    assert_int_equal(panels_act(&room, back), PANEL_NOTHING);
    assert_int_equal(act(&room, PANEL_CALL), PANEL_OK);
    assert_int_equal(room.panel.on, 1);
    panel_finish(&room.panel);
}

static void the_clocks_of_the_parts(void **state)
{
    (void)state;
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    room.sheet.prepare = 300000;
    room.sheet.perform = 480000;
    assert_int_equal(panels_begin(&room), PANEL_OK);
    assert_int_equal(begin_part(&room, PANEL_IDLE), PANEL_NOT_NOW); /* nobody is on */
    assert_int_equal(act(&room, PANEL_CALL), PANEL_OK);
    assert_int_equal(act(&room, PANEL_START_CLOCK), PANEL_NOT_NOW);
    assert_int_equal(begin_part(&room, PANEL_IDLE), PANEL_OK);
    assert_int_equal(room.panel.part, PANEL_PREPARE);
    assert_int_equal(room.panel.clock_total, 300000);
    assert_int_equal(begin_part(&room, PANEL_PREPARE), PANEL_NOTHING);
    room.now += 250000;
    assert_int_equal(panel_clock_used(&room.panel, room.now), 250000);
    assert_int_equal(begin_part(&room, PANEL_DEFEND), PANEL_NOT_NOW); /* the sheet has none */
    assert_int_equal(begin_part(&room, PANEL_IDLE), PANEL_OK);
    assert_int_equal(room.panel.part, PANEL_PERFORM);
    assert_int_equal(act(&room, PANEL_START_CLOCK), PANEL_NOTHING);
    room.now += 100000;
    assert_int_equal(act(&room, PANEL_STOP_CLOCK), PANEL_OK);
    assert_int_equal(act(&room, PANEL_STOP_CLOCK), PANEL_NOTHING);
    assert_int_equal(room.panel.performers[0].performed, 100000);
    room.now += 77777;
    assert_int_equal(panel_clock_used(&room.panel, room.now), 100000);
    assert_int_equal(act(&room, PANEL_START_CLOCK), PANEL_OK);
    room.now += 400001; /* beyond the time it counts on */
    assert_int_equal(panel_clock_used(&room.panel, room.now), 500001);
    assert_int_equal(begin_part(&room, PANEL_IDLE), PANEL_OK);
    assert_int_equal(room.panel.part, PANEL_MARKING);
    assert_false(room.panel.clock_running);
    assert_int_equal(room.panel.performers[0].performed, 500001);
    assert_int_equal(begin_part(&room, PANEL_IDLE), PANEL_NOT_NOW);
    assert_int_equal(act(&room, PANEL_START_CLOCK), PANEL_NOT_NOW);
    panel_finish(&room.panel);
}

static void calling_the_next_ends_a_performance(void **state)
{
    (void)state;
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    room.sheet.perform = 480000;
    assert_int_equal(panels_begin(&room), PANEL_OK);
    assert_int_equal(act(&room, PANEL_CALL), PANEL_OK);
    assert_int_equal(begin_part(&room, PANEL_PERFORM), PANEL_OK);
    room.now += 5000;
    assert_int_equal(act(&room, PANEL_CALL), PANEL_OK);
    assert_int_equal(room.panel.performers[0].performed, 5000);
    assert_int_equal(room.panel.part, PANEL_IDLE);
    assert_int_equal(panel_clock_used(&room.panel, room.now + 9), 0);
    assert_int_equal(begin_part(&room, PANEL_PERFORM), PANEL_OK);
    room.now += 6000;
    sign_all(&room, 1, 60000);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 1), PANEL_OK);
    assert_int_equal(room.panel.performers[1].performed, 6000);
    assert_false(room.panel.clock_running);
    assert_int_equal(begin_part(&room, PANEL_MARKING), PANEL_NOT_NOW);
    panel_finish(&room.panel);
}

static const struct text topics[] = {TEXT("一"), TEXT("二")};

static void topics_are_drawn_once(void **state)
{
    (void)state;
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    room.sheet.topics = topics;
    room.sheet.topic_count = 2;
    assert_int_equal(panels_begin(&room), PANEL_OK);
    assert_int_equal(room.panel.envelope_count, 2);
    assert_int_equal(draw_topic(&room, -1, -1), PANEL_NO_PERFORMER); /* nobody is on */
    assert_int_equal(draw_topic(&room, 0, 1), PANEL_OK);
    assert_int_equal(room.panel.performers[0].topic, room.panel.topics[1]);
    assert_true(room.panel.envelopes_open[1]);
    assert_int_equal(draw_topic(&room, 0, 0), PANEL_NO_TOPIC); /* has one */
    assert_int_equal(draw_topic(&room, 1, 1), PANEL_NO_TOPIC); /* is open */
    assert_int_equal(draw_topic(&room, 1, 2), PANEL_NO_TOPIC);
    assert_int_equal(draw_topic(&room, 1, -2), PANEL_NO_TOPIC);
    assert_int_equal(panels_do(&room, PANEL_CALL, 1), PANEL_OK);
    assert_int_equal(draw_topic(&room, -1, -1), PANEL_OK);
    assert_int_equal(room.panel.performers[1].topic, room.panel.topics[0]);
    assert_int_not_equal(room.panel.performers[0].topic, room.panel.performers[1].topic);
    assert_int_equal(draw_topic(&room, 2, -1), PANEL_NO_TOPIC);
    panel_finish(&room.panel);
}

static void topics_that_return_never_run_out(void **state)
{
    (void)state;
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    room.sheet.topics = topics;
    room.sheet.topic_count = 2;
    room.sheet.topics_return = true;
    assert_int_equal(panels_begin(&room), PANEL_OK);
    assert_int_equal(room.panel.envelope_count, PERFORMERS);
    for (int p = 0; p < PERFORMERS; p++) {
        assert_int_equal(draw_topic(&room, p, -1), PANEL_OK);
        assert_in_range(room.panel.performers[p].topic, 0, 1);
    }
    panel_finish(&room.panel);
}

/* ---- The end ------------------------------------------------------------------------------------------ */

static void only_the_settled_is_final(void **state)
{
    (void)state;
    struct panel_room room;
    struct placing rows[PERFORMERS];
    begin(&room);
    sign_all(&room, 0, 60000);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    sign_all(&room, 1, 70000);
    panel_standing(&room.panel, rows);
    assert_int_equal(rows[0].entrant, 0);
    assert_int_equal(rows[0].rank, 1);
    assert_int_equal(rows[1].rank, 0); /* not closed */
    assert_int_equal(act(&room, PANEL_FINALIZE), PANEL_OPEN_MATTERS);
    assert_int_equal(act(&room, PANEL_REVEAL), PANEL_OPEN_MATTERS);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 1), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_WITHDRAW, 2), PANEL_OK);
    assert_true(panel_is_provisional(&room.panel));
    assert_int_equal(act(&room, PANEL_REVEAL), PANEL_OK);
    assert_int_equal(act(&room, PANEL_FINALIZE), PANEL_OK);
    assert_false(panel_is_provisional(&room.panel));
    panel_standing(&room.panel, rows);
    assert_int_equal(rows[0].entrant, 1);
    assert_int_equal(rows[1].rank, 2);
    assert_int_equal(rows[2].entrant, 2);
    assert_int_equal(rows[2].rank, 0);
    for (int kind = 0; kind < PANEL_COMMANDS; kind++)
        if (kind != PANEL_REVEAL)
            assert_int_equal(panels_do_judge(&room, (enum panel_command_kind)kind, 0, 0), PANEL_IS_FINAL);
    /* The reveal goes on, of the two who are ranked. */
    assert_int_equal(act(&room, PANEL_REVEAL), PANEL_OK);
    assert_int_equal(act(&room, PANEL_REVEAL), PANEL_NOTHING);
    assert_int_equal(room.panel.revealed, 2);
    panel_finish(&room.panel);
}

static void a_reopening_ends_the_reveal(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    close_all(&room);
    assert_int_equal(act(&room, PANEL_REVEAL), PANEL_OK);
    assert_true(room.panel.revealing);
    assert_int_equal(panels_do(&room, PANEL_REOPEN, 2), PANEL_OK);
    assert_false(room.panel.revealing);
    assert_int_equal(room.panel.revealed, 0);
    panel_finish(&room.panel);
}

/* ---- Undo --------------------------------------------------------------------------------------------- */

static void steps_are_taken_back_and_marks_stay(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    assert_int_equal(act(&room, PANEL_CALL), PANEL_OK);                     /* event 2 */
    assert_int_equal(panels_do_judge(&room, PANEL_RECUSE, 0, 1), PANEL_OK); /* 3 */
    assert_int_equal(panels_mark(&room, 0, 0, 0, 70000), PANEL_OK);         /* 4 */
    assert_int_equal(act(&room, PANEL_UNDO), PANEL_OK);                     /* 5: 3 is taken back */
    assert_true(panel_is_undone(&room.panel, 3));
    assert_int_equal(state_of(&room, 0, 1), JUDGE_NOTHING);
    assert_int_equal(state_of(&room, 0, 0), JUDGE_PARTLY);
    assert_int_equal(act(&room, PANEL_UNDO), PANEL_OK); /* the call */
    assert_int_equal(room.panel.on, -1);
    assert_int_equal(room.panel.performers[0].judges[0].marks[0].mark, 70000);
    /* Without the beginning the mark would have nothing to stand on. */
    assert_int_equal(act(&room, PANEL_UNDO), PANEL_MARKED_SINCE);
    assert_int_equal(act(&room, PANEL_REDO), PANEL_OK);
    assert_int_equal(room.panel.on, 0);
    assert_false(panel_is_undone(&room.panel, 2));
    assert_true(panel_is_undone(&room.panel, 3));
    assert_int_equal(act(&room, PANEL_REDO), PANEL_OK);
    assert_int_equal(state_of(&room, 0, 1), JUDGE_RECUSED);
    assert_int_equal(act(&room, PANEL_REDO), PANEL_NOTHING_TO_UNDO);
    /* A new step ends what can be put back. */
    assert_int_equal(act(&room, PANEL_UNDO), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CALL, 1), PANEL_OK);
    assert_int_equal(act(&room, PANEL_REDO), PANEL_NOTHING_TO_UNDO);
    assert_false(panel_is_undone(&room.panel, 0));
    assert_false(panel_is_undone(&room.panel, 999));
    panel_finish(&room.panel);
}

static void what_marks_stand_on_stays(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    sign_all(&room, 0, 60000);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    assert_int_equal(act(&room, PANEL_UNDO), PANEL_OK);
    assert_false(room.panel.performers[0].closed);
    /* The closing cannot come back over other marks. */
    assert_int_equal(panels_mark(&room, 0, 0, 0, 90000), PANEL_OK);
    assert_int_equal(panels_sign(&room, 0, 0), PANEL_OK);
    assert_int_equal(act(&room, PANEL_REDO), PANEL_MARKED_SINCE);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_REOPEN, 0), PANEL_OK);
    assert_int_equal(panels_mark(&room, 0, 0, 0, 80000), PANEL_OK);
    assert_int_equal(act(&room, PANEL_UNDO), PANEL_MARKED_SINCE);
    assert_false(room.panel.performers[0].closed);
    assert_int_equal(room.panel.performers[0].judges[0].marks[0].mark, 80000);
    panel_finish(&room.panel);
}

static void even_the_beginning_can_be_taken_back(void **state)
{
    (void)state;
    struct panel_room room;
    begin(&room);
    assert_int_equal(act(&room, PANEL_UNDO), PANEL_OK);
    assert_false(room.panel.begun);
    assert_int_equal(act(&room, PANEL_CALL), PANEL_NOT_BEGUN);
    assert_int_equal(act(&room, PANEL_UNDO), PANEL_NOTHING_TO_UNDO);
    assert_int_equal(act(&room, PANEL_REDO), PANEL_OK);
    assert_true(room.panel.begun);
    panel_finish(&room.panel);
}

static void the_clock_is_as_if_the_step_had_not_been(void **state)
{
    (void)state;
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    room.sheet.perform = 480000;
    assert_int_equal(panels_begin(&room), PANEL_OK);
    assert_int_equal(act(&room, PANEL_CALL), PANEL_OK);
    assert_int_equal(begin_part(&room, PANEL_PERFORM), PANEL_OK);
    room.now += 10000;
    assert_int_equal(act(&room, PANEL_STOP_CLOCK), PANEL_OK);
    room.now += 2000; /* it went on in truth */
    assert_int_equal(act(&room, PANEL_UNDO), PANEL_OK);
    assert_true(room.panel.clock_running);
    assert_int_equal(panel_clock_used(&room.panel, room.now), 12000);
    panel_finish(&room.panel);
}

/* ---- Draws -------------------------------------------------------------------------------------------- */

static void assert_numbers(const int64_t *got, int64_t got_count, const int64_t *wanted, int64_t count)
{
    assert_int_equal(got_count, count);
    for (int64_t i = 0; i < count; i++)
        assert_int_equal(got[i], wanted[i]);
}

/* The example of docs/draw.md; its numbers were worked out apart from biwu. */
static void the_draw_is_the_one_described(void **state)
{
    (void)state;
    static const struct text seven[7] = {TEXT("a"), TEXT("b"), TEXT("c"), TEXT("d"),
                                         TEXT("e"), TEXT("f"), TEXT("g")};
    static const int64_t order[] = {0, 3, 1, 4, 2}, codes[] = {1, 5, 3, 4, 2}, seat[] = {0, 1, 2, 3, 4};
    static const int64_t envelopes[] = {5, 2, 6, 4, 0, 1, 3}, returning[] = {2, 1, 0, 2, 1};
    struct arena arena = ARENA_EMPTY;
    struct panel_command command;
    struct panel_room room;
    panels_sheet(&room, 5, JUDGES, CRITERIA);
    room.sheet.order = PERFORM_DRAWN;
    room.sheet.topics = seven;
    room.sheet.topic_count = 7;
    panel_draw(&room.sheet, text_of("比武"), NULL, &arena, &command);
    assert_int_equal(command.kind, PANEL_BEGIN);
    assert_numbers(command.as.order, command.as.order_count, order, 5);
    assert_numbers(command.as.codes, command.as.code_count, codes, 5);
    assert_numbers(command.as.topics, command.as.topic_count, envelopes, 7);
    assert_int_equal(command.as.recusal_count, 0);
    room.sheet.order = PERFORM_SEAT;
    room.sheet.topics_return = true;
    room.sheet.topic_count = 3;
    panel_draw(&room.sheet, text_of("比武"), NULL, &arena, &command);
    assert_numbers(command.as.order, command.as.order_count, seat, 5);
    assert_numbers(command.as.topics, command.as.topic_count, returning, 5);
    panel_init(&room.panel, &room.sheet);
    assert_int_equal(panels_act(&room, command), PANEL_OK);
    assert_int_equal(room.panel.performers[1].code, 5);
    assert_int_equal(room.panel.performers[1].place, 1);
    panel_finish(&room.panel);
    arena_finish(&arena);
}

static void judges_do_not_mark_their_own(void **state)
{
    (void)state;
    static const struct text members[] = {TEXT("10021"), TEXT("10022")};
    static const struct person judges[JUDGES] = {
        {.number = TEXT("1"), .unit = TEXT("矿/通风二队/一班")},
        {.number = TEXT("10022"), .unit = TEXT("集团")},
        {.number = TEXT("3"), .unit = TEXT("矿")},
    };
    static const int64_t wanted[] = {0 * JUDGES + 0, 1 * JUDGES + 1};
    struct arena arena = ARENA_EMPTY;
    struct panel_command command;
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    room.performers[0].unit = text_of("矿/通风二队");
    room.performers[1].unit = text_of("矿/综采一队");
    room.performers[1].members = members;
    room.performers[1].member_count = 2;
    panel_draw(&room.sheet, text_of("比武"), judges, &arena, &command);
    assert_int_equal(command.as.recusal_count, 0); /* the sheet does not say so */
    room.sheet.recuse_same_unit = true;
    panel_draw(&room.sheet, text_of("比武"), judges, &arena, &command);
    assert_numbers(command.as.recusals, command.as.recusal_count, wanted, 2);
    panel_init(&room.panel, &room.sheet);
    assert_int_equal(panels_act(&room, command), PANEL_OK);
    assert_int_equal(state_of(&room, 0, 0), JUDGE_RECUSED);
    assert_int_equal(state_of(&room, 1, 1), JUDGE_RECUSED);
    assert_int_equal(state_of(&room, 0, 1), JUDGE_NOTHING);
    panel_finish(&room.panel);
    arena_finish(&arena);
}

static void a_forged_draw_is_refused(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct panel_command good;
    struct panel_room room;
    panels_sheet(&room, PERFORMERS, JUDGES, CRITERIA);
    room.sheet.topics = topics;
    room.sheet.topic_count = 2;
    panel_init(&room.panel, &room.sheet);
    panel_draw(&room.sheet, text_of("比武"), NULL, &arena, &good);
    static const int64_t twice[] = {0, 0, 1}, beyond[] = {1, 2, 3}, from_zero[] = {0, 1, 2}, same[] = {1, 1};
    static const int64_t recusals[] = {PERFORMERS * JUDGES};
    struct panel_command bad[] = {good, good, good, good, good, good};
    bad[0].as.order = twice;
    bad[1].as.order = beyond;
    bad[2].as.codes = from_zero;
    bad[3].as.topics = same;
    bad[4].as.recusals = recusals;
    bad[4].as.recusal_count = 1;
    bad[5].as.topic_count = 1;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(panels_act(&room, bad[i]), PANEL_NOT_NOW);
    assert_int_equal(panels_act(&room, good), PANEL_OK);
    panel_finish(&room.panel);
    arena_finish(&arena);
}

/* ---- Judges' report ----------------------------------------------------------------------------------- */

static void assert_near(double got, double wanted)
{
    assert_true(fabs(got - wanted) < 1e-9);
}

static void judges_are_compared(void **state)
{
    (void)state;
    /* Sums by performer and judge, in marks. */
    static const int sums[4][3] = {{8, 6, 7}, {9, 6, 6}, {5, 3, 1}, {10, 8, 9}};
    struct panel_room room;
    struct judge_report report;
    panels_sheet(&room, 5, 3, 1);
    room.sheet.drop_high = room.sheet.drop_low = 1;
    room.sheet.drop_from = 3;
    assert_int_equal(panels_begin(&room), PANEL_OK);
    for (int p = 0; p < 4; p++) {
        for (int j = 0; j < 3; j++) {
            mark_all(&room, p, j, sums[p][j] * MARK_ONE);
            assert_int_equal(panels_sign(&room, p, j), PANEL_OK);
        }
    }
    assert_int_equal(panels_mark(&room, 3, 1, 0, 75000), PANEL_OK);
    assert_int_equal(panels_mark(&room, 3, 1, 0, 80000), PANEL_OK);
    assert_int_equal(panels_sign(&room, 3, 1), PANEL_OK);
    for (int p = 0; p < 4; p++)
        assert_int_equal(panels_do(&room, PANEL_CLOSE, p), PANEL_OK);
    mark_all(&room, 4, 0, 10000); /* not closed: does not count */

    /* Judge 0 lies above the mean by 1, 2, 2, 1; the others' means are 6.5, 6, 2, 8.5. */
    panel_judge_report(&room.panel, 0, &report);
    assert_int_equal(report.marked, 4);
    assert_near(report.severity, 1.5);
    assert_near(report.deviation, 0.5);
    assert_near(report.spread, sqrt(14.0 / 3));
    /* Of (8, 6.5) (9, 6) (5, 2) (10, 8.5): Σ deviations' products 17, squares 14 and 22.25. */
    assert_near(report.agreement, 17 / sqrt(14 * 22.25));
    assert_int_equal(report.dropped_high, 4);
    assert_int_equal(report.dropped_low, 0);
    assert_int_equal(report.corrections, 0);
    panel_judge_report(&room.panel, 1, &report);
    assert_near(report.severity, -0.75);
    assert_int_equal(report.dropped_low, 3); /* of the two 6s the first judge's goes */
    assert_int_equal(report.corrections, 1);
    panel_finish(&room.panel);
}

static void too_few_marks_give_no_statistics(void **state)
{
    (void)state;
    struct panel_room room;
    struct judge_report report;
    begin(&room);
    mark_all(&room, 0, 0, 60000);
    mark_all(&room, 0, 1, 70000);
    assert_int_equal(panels_sign(&room, 0, 0), PANEL_OK);
    assert_int_equal(panels_sign(&room, 0, 1), PANEL_OK);
    assert_int_equal(panels_do_judge(&room, PANEL_MISSING, 0, 2), PANEL_OK);
    assert_int_equal(panels_do(&room, PANEL_CLOSE, 0), PANEL_OK);
    panel_judge_report(&room.panel, 0, &report);
    assert_int_equal(report.marked, 1);
    assert_true(isnan(report.severity) && isnan(report.deviation) && isnan(report.spread) &&
                isnan(report.agreement));
    panel_judge_report(&room.panel, 2, &report);
    assert_int_equal(report.marked, 0);
    assert_int_equal(report.missing, 1);
    panel_finish(&room.panel);
}

/* ---- Names -------------------------------------------------------------------------------------------- */

static void names_go_both_ways(void **state)
{
    (void)state;
    for (int i = 0; i < PANEL_EVENT_KINDS; i++) {
        enum panel_event_kind kind;
        assert_true(panel_event_from_name(text_of(panel_event_name((enum panel_event_kind)i)), &kind));
        assert_int_equal(kind, i);
    }
    for (int i = 0; i < PANEL_COMMANDS; i++) {
        enum panel_command_kind kind;
        assert_true(panel_command_from_name(text_of(panel_command_name((enum panel_command_kind)i)), &kind));
        assert_int_equal(kind, i);
    }
    for (int i = 0; i < PANEL_REFUSALS; i++)
        assert_true(strlen(panel_refusal_message((enum panel_refusal)i)) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_is_filled_signed_and_corrected),
        cmocka_unit_test(what_does_not_exist_is_refused),
        cmocka_unit_test(nothing_goes_before_the_beginning),
        cmocka_unit_test(ticks_are_kept_and_counted),
        cmocka_unit_test(closing_needs_every_sheet),
        cmocka_unit_test(a_missing_judge_is_no_zero),
        cmocka_unit_test(the_sheet_may_want_all_judges),
        cmocka_unit_test(a_recused_judge_does_not_count),
        cmocka_unit_test(marks_far_apart_call_the_head_judge),
        cmocka_unit_test(the_head_judge_reopens),
        cmocka_unit_test(who_decides_says_why),
        cmocka_unit_test(performers_come_in_order),
        cmocka_unit_test(the_clocks_of_the_parts),
        cmocka_unit_test(calling_the_next_ends_a_performance),
        cmocka_unit_test(topics_are_drawn_once),
        cmocka_unit_test(topics_that_return_never_run_out),
        cmocka_unit_test(only_the_settled_is_final),
        cmocka_unit_test(a_reopening_ends_the_reveal),
        cmocka_unit_test(steps_are_taken_back_and_marks_stay),
        cmocka_unit_test(what_marks_stand_on_stays),
        cmocka_unit_test(even_the_beginning_can_be_taken_back),
        cmocka_unit_test(the_clock_is_as_if_the_step_had_not_been),
        cmocka_unit_test(the_draw_is_the_one_described),
        cmocka_unit_test(judges_do_not_mark_their_own),
        cmocka_unit_test(a_forged_draw_is_refused),
        cmocka_unit_test(judges_are_compared),
        cmocka_unit_test(too_few_marks_give_no_statistics),
        cmocka_unit_test(names_go_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
