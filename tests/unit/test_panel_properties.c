#include "base/buf.h"
#include "base/mem.h"
#include "base/rng.h"
#include "panels.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { COMMANDS = 1000, LIVES = 30, TOPICS = 5 };

static const struct text topics[TOPICS] = {TEXT("a"), TEXT("b"), TEXT("c"), TEXT("d"), TEXT("e")};
static const struct step_mark steps[] = {{TEXT("s"), 30000}, {TEXT("t"), 70000}};
static const struct step_mark faults[] = {{TEXT("f"), 20000}};

/* ---- Telling states apart ----------------------------------------------------------------------------- */

static void describe_sheet(const struct judge_sheet *sheet, int criteria, struct buf *out)
{
    buf_addf(out, " [%s %" PRId64 " %d", sheet_state_name(sheet->state), sheet->sum, sheet->corrections);
    for (int c = 0; c < criteria; c++) {
        const struct criterion_mark *mark = &sheet->marks[c];
        buf_addf(out, " %d:%" PRId64 "/%" PRIx64 "/%" PRIx64 "/%d/%" PRId64, mark->given, mark->mark,
                 mark->steps, mark->faults, mark->wrong_order, mark->overtime);
    }
    buf_add_string(out, "]");
}

/* Everything but the number of events. */
static void describe(const struct panel *panel, struct buf *out)
{
    const struct panel_sheet *sheet = panel->sheet;
    buf_clear(out);
    buf_addf(out, "%d %d on %d %s %d %" PRId64 " %" PRId64 " %" PRId64 " %d %d\n", panel->begun, panel->final,
             panel->on, panel_part_name(panel->part), panel->clock_running, panel->clock_since,
             panel->clock_used, panel->clock_total, panel->revealed, panel->revealing);
    for (int e = 0; e < panel->envelope_count; e++)
        buf_addf(out, " %d:%d", panel->topics[e], panel->envelopes_open[e]);
    for (int p = 0; p < sheet->performer_count; p++) {
        const struct performer_state *performer = &panel->performers[p];
        buf_addf(out, "\n%d %d %d %d %d %d %d %d %" PRId64 " %" PRId64, panel->order[p], performer->place,
                 performer->code, performer->topic, performer->called, performer->closed,
                 performer->withdrawn, performer->spread_confirmed, performer->performed, performer->mark);
        for (int j = 0; j < sheet->judge_count; j++)
            describe_sheet(&performer->judges[j], sheet->criterion_count, out);
    }
}

/* ---- Random panels ------------------------------------------------------------------------------------ */

static int between(struct rng *rng, int low, int high)
{
    return low + (int)rng_below(rng, (uint32_t)(high - low + 1));
}

static void random_sheet(struct panel_room *room, struct rng *rng)
{
    panels_sheet(room, between(rng, 1, 4), between(rng, 1, 5), between(rng, 1, 3));
    struct panel_sheet *sheet = &room->sheet;
    struct criterion *last = &room->criteria[sheet->criterion_count - 1];
    if (rng_below(rng, 2)) {
        last->kind = CRITERION_MEASURED;
        last->steps = steps;
        last->step_count = 2;
        last->faults = faults;
        last->fault_count = 1;
        last->overtime = 5000;
        last->overtime_every = 1000;
    }
    last->factor = rng_below(rng, 2) ? MARK_ONE : 13300;
    sheet->by = rng_below(rng, 2) ? PANEL_BY_TOTAL : PANEL_BY_CRITERION;
    sheet->mean = rng_below(rng, 3) ? PANEL_MEAN : PANEL_SUM;
    sheet->drop_high = between(rng, 0, 1);
    sheet->drop_low = between(rng, 0, 1);
    sheet->drop_from = sheet->drop_high + sheet->drop_low + between(rng, 1, 2);
    sheet->has_spread = rng_below(rng, 2);
    sheet->spread = between(rng, 0, 8) * MARK_ONE;
    sheet->missing = rng_below(rng, 3) ? MISSING_MEAN : MISSING_REQUIRED;
    sheet->order = rng_below(rng, 2) ? PERFORM_DRAWN : PERFORM_SEAT;
    sheet->topics = topics;
    sheet->topic_count = between(rng, 0, TOPICS);
    sheet->topics_return = rng_below(rng, 2);
    sheet->prepare = between(rng, 0, 1) * 300000;
    sheet->perform = between(rng, 0, 1) * 480000;
    sheet->defend = between(rng, 0, 1) * 180000;
}

/* Mostly what people at a panel do, so that performers get closed; anything else now and then. */
static enum panel_command_kind random_kind(struct rng *rng)
{
    static const enum panel_command_kind usual[] = {PANEL_MARK,           PANEL_MARK,  PANEL_MARK,
                                                    PANEL_SIGN,           PANEL_SIGN,  PANEL_CLOSE,
                                                    PANEL_CONFIRM_SPREAD, PANEL_REOPEN};
    if (rng_below(rng, 4))
        return usual[rng_below(rng, COUNT_OF(usual))];
    int kind = between(rng, 0, PANEL_COMMANDS - 1);
    if (kind == PANEL_FINALIZE && rng_below(rng, 8))
        return PANEL_CLOSE;
    return (enum panel_command_kind)kind;
}

static struct panel_command random_command(const struct panel_room *room, struct rng *rng,
                                           struct arena *arena)
{
    const struct panel_sheet *sheet = &room->sheet;
    struct panel_command command;
    enum panel_command_kind kind = random_kind(rng);
    if (kind == PANEL_BEGIN) {
        panel_draw(sheet, text_of("比武"), NULL, arena, &command);
        return command;
    }
    command = panels_command(kind);
    struct panel_event *as = &command.as;
    int slip = rng_below(rng, 20) == 0; /* now and then beyond what there is */
    as->performer = between(rng, -slip, sheet->performer_count - 1 + slip);
    as->judge = between(rng, -slip, sheet->judge_count - 1 + slip);
    as->criterion = between(rng, -slip, sheet->criterion_count - 1 + slip);
    as->envelope = between(rng, -1, TOPICS);
    as->part = (enum panel_part)between(rng, PANEL_IDLE, PANEL_MARKING);
    as->mark = between(rng, -slip, 40 + slip) * 2500;
    as->on = rng_below(rng, 3) > 0;
    as->reason = text_of(rng_below(rng, 10) ? "reason" : "");
    if (as->criterion >= 0 && as->criterion < sheet->criterion_count &&
        sheet->criteria[as->criterion].kind == CRITERION_MEASURED) {
        as->steps = between(rng, 0, 3 + slip);
        as->faults = between(rng, 0, 1 + slip);
        as->overtime = between(rng, 0, 5) * 700;
    }
    return command;
}

/* ---- What always holds -------------------------------------------------------------------------------- */

static void assert_performer(const struct panel *panel, int p)
{
    const struct performer_state *performer = &panel->performers[p];
    assert_false(performer->closed && performer->withdrawn);
    if (!performer->closed)
        return;
    struct panel_result result;
    panel_result(panel, p, &result);
    assert_true(result.complete);
    assert_false(result.spread_open);
    assert_int_equal(performer->mark, result.total);
    int counted = 0;
    for (int j = 0; j < panel->sheet->judge_count; j++) {
        enum sheet_state state = performer->judges[j].state;
        assert_true(state == JUDGE_SIGNED || state == JUDGE_RECUSED || state == JUDGE_MISSING);
        assert_false(state == JUDGE_MISSING && panel->sheet->missing == MISSING_REQUIRED);
        counted += state == JUDGE_SIGNED;
    }
    assert_true(counted > 0);
    assert_in_range(result.total, 0, panel_full(panel->sheet));
}

static void assert_standing(const struct panel *panel)
{
    struct placing rows[PANELS_MAX_PERFORMERS];
    panel_standing(panel, rows);
    for (int i = 0; i < panel->sheet->performer_count; i++) {
        const struct performer_state *performer = &panel->performers[rows[i].entrant];
        assert_int_equal(rows[i].rank > 0, performer->closed);
        if (i > 0 && rows[i].rank > 0)
            assert_true(performer->mark <= panel->performers[rows[i - 1].entrant].mark);
    }
}

static void assert_possible(const struct panel *panel)
{
    int envelopes = 0, drawn = 0, closed = 0, settled = 0, performers = panel->sheet->performer_count;
    for (int e = 0; e < panel->envelope_count; e++)
        envelopes += panel->envelopes_open[e];
    for (int p = 0; p < performers; p++) {
        assert_performer(panel, p);
        drawn += panel->performers[p].topic >= 0;
        closed += panel->performers[p].closed;
        settled += panel->performers[p].closed || panel->performers[p].withdrawn;
    }
    assert_int_equal(envelopes, drawn);
    assert_true(panel->revealed <= closed);
    assert_true(!panel->final || settled == performers);
    assert_true(panel->on >= -1 && panel->on < performers);
    assert_true(!panel->clock_running || panel->on >= 0);
    assert_standing(panel);
}

struct history {
    struct panel_event events[COMMANDS];
    size_t count;
};

/* What judges give is never undone: the last word on each mark holds. */
static void assert_last_marks(const struct panel *panel, const struct history *history)
{
    for (int p = 0; p < panel->sheet->performer_count; p++)
        for (int j = 0; j < panel->sheet->judge_count; j++)
            for (int c = 0; c < panel->sheet->criterion_count; c++) {
                const struct panel_event *last = NULL;
                for (size_t i = 0; i < history->count; i++) {
                    const struct panel_event *event = &history->events[i];
                    bool marks = event->kind == PANEL_MARKED || event->kind == PANEL_CLEARED;
                    if (marks && event->performer == p && event->judge == j && event->criterion == c)
                        last = event;
                }
                const struct criterion_mark *mark = &panel->performers[p].judges[j].marks[c];
                assert_int_equal(mark->given, last && last->kind == PANEL_MARKED);
                if (mark->given)
                    assert_int_equal(mark->mark, last->mark);
            }
}

static bool apply_command(struct panel_room *room, struct history *history,
                          const struct panel_command *command)
{
    struct panel_event event;
    if (panel_decide(&room->panel, command, room->now, &event) != PANEL_OK)
        return false;
    assert_true(history->count < COMMANDS);
    history->events[history->count++] = event;
    panel_apply(&room->panel, &event);
    return true;
}

/* Taking a step back and putting it back is as if nothing had been done; so is what is left after it. */
static void assert_undo_redo(struct panel_room *room, struct history *history, struct buf *before,
                             struct buf *after)
{
    struct panel_command undo = panels_command(PANEL_UNDO), redo = panels_command(PANEL_REDO);
    describe(&room->panel, before);
    if (!apply_command(room, history, &undo))
        return;
    assert_possible(&room->panel);
    assert_true(apply_command(room, history, &redo));
    describe(&room->panel, after);
    assert_string_equal(buf_string(before), buf_string(after));
}

struct tally {
    int closed, undone, final;
};

/* One life of a panel under random commands. */
static void live(struct panel_room *room, struct history *history, struct rng *rng, struct arena *arena,
                 struct tally *tally)
{
    struct buf before = BUF_EMPTY, after = BUF_EMPTY;
    panel_init(&room->panel, &room->sheet);
    for (int i = 0; history->count + 3 < COMMANDS && i < COMMANDS; i++) {
        struct panel_command command = random_command(room, rng, arena);
        struct panel_event event;
        describe(&room->panel, &before);
        panel_decide(&room->panel, &command, room->now, &event);
        describe(&room->panel, &after);
        assert_string_equal(buf_string(&before), buf_string(&after)); /* deciding touches nothing */
        bool taken = apply_command(room, history, &command);
        assert_int_equal(room->panel.n, history->count);
        if (taken)
            assert_possible(&room->panel);
        tally->closed += taken && command.kind == PANEL_CLOSE;
        tally->undone += taken && command.kind == PANEL_UNDO;
        if (rng_below(rng, 20) == 0)
            assert_undo_redo(room, history, &before, &after);
        room->now += rng_below(rng, 5000);
    }
    tally->final += room->panel.final;
    buf_finish(&before);
    buf_finish(&after);
}

static void assert_replays(const struct panel_room *room, const struct history *history)
{
    struct buf lived = BUF_EMPTY, replayed = BUF_EMPTY;
    struct panel again;
    panel_init(&again, &room->sheet);
    for (size_t i = 0; i < history->count; i++)
        panel_apply(&again, &history->events[i]);
    assert_int_equal(again.n, room->panel.n);
    describe(&room->panel, &lived);
    describe(&again, &replayed);
    assert_string_equal(buf_string(&lived), buf_string(&replayed));
    for (uint32_t n = 0; n <= again.n + 1; n++)
        assert_int_equal(panel_is_undone(&again, n), panel_is_undone(&room->panel, n));
    panel_finish(&again);
    buf_finish(&lived);
    buf_finish(&replayed);
}

static void a_thousand_commands_replay(void **state)
{
    (void)state;
    struct rng rng;
    struct tally tally = {0, 0, 0};
    struct history *history = xcalloc(1, sizeof *history);
    rng_init(&rng, text_of("panel"), text_of("test"), text_of("live"));
    for (int i = 0; i < LIVES; i++) {
        struct arena arena = ARENA_EMPTY;
        struct panel_room room;
        history->count = 0;
        random_sheet(&room, &rng);
        live(&room, history, &rng, &arena, &tally);
        assert_last_marks(&room.panel, history);
        assert_replays(&room, history);
        panel_finish(&room.panel);
        arena_finish(&arena);
    }
    /* They did live: else the properties say nothing. */
    assert_true(tally.closed > 4 * LIVES);
    assert_true(tally.undone > 5 * LIVES);
    assert_in_range(tally.final, 1, LIVES - 1);
    free(history);
}

/* ---- Damaged journals --------------------------------------------------------------------------------- */

static int64_t random_number(struct rng *rng)
{
    static const int64_t odd[] = {-1, 0, 1, 2, 3, 5, 63, 64, 1000, INT32_MAX, INT64_MAX, INT64_MIN};
    return odd[rng_below(rng, COUNT_OF(odd))];
}

static struct panel_event random_event(struct rng *rng, const struct panel_command *begin)
{
    static const int64_t numbers[3][4] = {{0, 1, 2, 3}, {1, 2, 3, 4}, {INT64_MAX, -1, INT64_MIN, 0}};
    struct panel_event event = begin->as;
    event.kind = (enum panel_event_kind)between(rng, -1, PANEL_EVENT_KINDS);
    event.at = rng_below(rng, 4) ? (int64_t)rng_below(rng, 1000000) : random_number(rng);
    int64_t *fields[] = {&event.performer, &event.judge,  &event.criterion, &event.envelope,
                         &event.topic,     &event.steps,  &event.faults,    &event.wrong_order,
                         &event.overtime,  &event.target, &event.mark};
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        *fields[i] = rng_below(rng, 3) ? (int64_t)rng_below(rng, 3) : random_number(rng);
    if (rng_below(rng, 2))
        event.mark = (int64_t)rng_below(rng, 41) * 2500;
    event.part = (enum panel_part)between(rng, -1, PANEL_PARTS);
    event.on = rng_below(rng, 2);
    event.reason = text_of(rng_below(rng, 4) ? "r" : "");
    if (rng_below(rng, 3) == 0) {
        event.order = numbers[rng_below(rng, 3)];
        event.order_count = 4;
    }
    if (rng_below(rng, 3) == 0)
        event.target = rng_below(rng, 200);
    return event;
}

static void any_event_is_survived(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, text_of("panel"), text_of("test"), text_of("garbage"));
    for (int i = 0; i < LIVES; i++) {
        struct arena arena = ARENA_EMPTY;
        struct panel_room room;
        struct panel_command begin;
        random_sheet(&room, &rng);
        panel_init(&room.panel, &room.sheet);
        panel_draw(&room.sheet, text_of("比武"), NULL, &arena, &begin);
        assert_int_equal(panels_act(&room, begin), PANEL_OK);
        for (int k = 0; k < COMMANDS; k++) {
            struct panel_event event = random_event(&rng, &begin);
            struct panel_command command = random_command(&room, &rng, &arena);
            panel_apply(&room.panel, &event);
            panels_act(&room, command);
            assert_possible(&room.panel);
        }
        assert_in_range(room.panel.n, COMMANDS, 2 * COMMANDS + 1);
        panel_finish(&room.panel);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_commands_replay),
        cmocka_unit_test(any_event_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
