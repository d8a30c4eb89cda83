/* The rules of a panel: what may follow what. */
#include "core/panel_private.h"

#include <stdlib.h>

static const int64_t LATEST = INT64_C(1) << 60;
enum { DAY_MS = 24 * 60 * 60 * 1000 };

typedef enum panel_refusal checker(const struct panel *, const struct panel_event *);

static bool has_performer(const struct panel *panel, int64_t performer)
{
    return performer >= 0 && performer < panel->sheet->performer_count;
}

static bool has_reason(const struct panel_event *event)
{
    return text_trim(event->reason).len > 0;
}

static const struct judge_sheet *sheet_of(const struct panel *panel, const struct panel_event *event)
{
    return &panel->performers[event->performer].judges[event->judge];
}

/* What every act on a performer who is still to be marked needs. */
static enum panel_refusal check_open(const struct panel *panel, const struct panel_event *event)
{
    if (!has_performer(panel, event->performer))
        return PANEL_NO_PERFORMER;
    const struct performer_state *performer = &panel->performers[event->performer];
    if (performer->closed)
        return PANEL_IS_CLOSED;
    return performer->withdrawn ? PANEL_NOT_NOW : PANEL_OK;
}

static enum panel_refusal check_judge(const struct panel *panel, const struct panel_event *event)
{
    if (event->judge < 0 || event->judge >= panel->sheet->judge_count)
        return PANEL_NO_JUDGE;
    return check_open(panel, event);
}

/* What every act of a judge on his sheet needs. */
static enum panel_refusal check_sheet(const struct panel *panel, const struct panel_event *event)
{
    enum panel_refusal refusal = check_judge(panel, event);
    if (refusal != PANEL_OK)
        return refusal;
    enum sheet_state state = sheet_of(panel, event)->state;
    if (state == JUDGE_RECUSED)
        return PANEL_IS_RECUSED;
    return state == JUDGE_MISSING ? PANEL_IS_MISSING : PANEL_OK;
}

/* ---- Beginning ---------------------------------------------------------------------------------------- */

/* Whether the numbers are those from `first` on, each once. */
static bool is_permutation(const int64_t *numbers, int64_t count, int64_t first, struct arena *arena)
{
    bool *seen = arena_array(arena, (size_t)count, sizeof *seen);
    for (int64_t i = 0; i < count; i++) {
        int64_t at = numbers[i];
        if (at < first || at - first >= count || seen[at - first])
            return false;
        seen[at - first] = true;
    }
    return true;
}

static bool are_within(const int64_t *numbers, int64_t count, int64_t limit)
{
    for (int64_t i = 0; i < count; i++)
        if (numbers[i] < 0 || numbers[i] >= limit)
            return false;
    return true;
}

static enum panel_refusal check_began(const struct panel *panel, const struct panel_event *event)
{
    const struct panel_sheet *sheet = panel->sheet;
    if (panel->begun)
        return PANEL_NOTHING;
    if (event->order_count != sheet->performer_count || event->code_count != sheet->performer_count ||
        event->topic_count != panel->envelope_count || event->recusal_count < 0)
        return PANEL_NOT_NOW;
    struct arena arena = ARENA_EMPTY;
    bool good = is_permutation(event->order, event->order_count, 0, &arena) &&
                is_permutation(event->codes, event->code_count, 1, &arena) &&
                are_within(event->topics, event->topic_count, sheet->topic_count) &&
                (sheet->topics_return || is_permutation(event->topics, event->topic_count, 0, &arena)) &&
                are_within(event->recusals, event->recusal_count,
                           (int64_t)sheet->performer_count * sheet->judge_count);
    arena_finish(&arena);
    return good ? PANEL_OK : PANEL_NOT_NOW;
}

/* ---- The stage ---------------------------------------------------------------------------------------- */

static enum panel_refusal check_called(const struct panel *panel, const struct panel_event *event)
{
    enum panel_refusal refusal = check_open(panel, event);
    if (refusal == PANEL_OK && panel->on == event->performer)
        return PANEL_NOTHING;
    return refusal;
}

static enum panel_refusal check_topic_drawn(const struct panel *panel, const struct panel_event *event)
{
    enum panel_refusal refusal = check_open(panel, event);
    if (refusal != PANEL_OK)
        return refusal;
    int64_t envelope = event->envelope;
    if (panel->performers[event->performer].topic >= 0 || envelope < 0 || envelope >= panel->envelope_count ||
        panel->envelopes_open[envelope] || panel->topics[envelope] != event->topic)
        return PANEL_NO_TOPIC;
    return PANEL_OK;
}

static bool is_open_on_stage(const struct panel *panel)
{
    return panel->on >= 0 && !panel->performers[panel->on].closed;
}

static enum panel_refusal check_part_began(const struct panel *panel, const struct panel_event *event)
{
    if (!is_open_on_stage(panel) || event->part <= PANEL_IDLE || (int)event->part >= PANEL_PARTS ||
        !panel_has_part(panel->sheet, event->part))
        return PANEL_NOT_NOW;
    return event->part == panel->part ? PANEL_NOTHING : PANEL_OK;
}

static enum panel_refusal check_clock_stopped(const struct panel *panel, const struct panel_event *event)
{
    (void)event;
    return panel->clock_running ? PANEL_OK : PANEL_NOTHING;
}

static enum panel_refusal check_clock_started(const struct panel *panel, const struct panel_event *event)
{
    (void)event;
    if (!is_open_on_stage(panel) || panel->clock_total == 0)
        return PANEL_NOT_NOW;
    return panel->clock_running ? PANEL_NOTHING : PANEL_OK;
}

/* ---- Judging ------------------------------------------------------------------------------------------ */

static bool are_bits_of(int64_t bits, int count)
{
    return ((uint64_t)bits >> count) == 0;
}

static bool has_ticks(const struct panel_event *event)
{
    return event->steps || event->faults || event->wrong_order || event->overtime;
}

static struct criterion_mark ticks_of(const struct panel_event *event)
{
    return (struct criterion_mark){
        .given = true,
        .mark = event->mark,
        .steps = (uint64_t)event->steps,
        .faults = (uint64_t)event->faults,
        .wrong_order = (int)event->wrong_order,
        .overtime = event->overtime,
    };
}

static bool is_measured_well(const struct criterion *criterion, const struct panel_event *event)
{
    if (!are_bits_of(event->steps, criterion->step_count) ||
        !are_bits_of(event->faults, criterion->fault_count) || event->wrong_order < 0 ||
        event->wrong_order > CRITERION_MAX_STEPS || event->overtime < 0 || event->overtime > DAY_MS)
        return false;
    struct criterion_mark ticks = ticks_of(event);
    if (event->mark == criterion_measure(criterion, &ticks))
        return true;
    return !has_ticks(event) && event->mark >= criterion->min && event->mark <= criterion->max;
}

static bool is_same_mark(const struct criterion_mark *a, const struct criterion_mark *b)
{
    return a->given == b->given && a->mark == b->mark && a->steps == b->steps && a->faults == b->faults &&
           a->wrong_order == b->wrong_order && a->overtime == b->overtime;
}

static bool has_criterion(const struct panel *panel, const struct panel_event *event)
{
    return event->criterion >= 0 && event->criterion < panel->sheet->criterion_count;
}

static enum panel_refusal check_marked(const struct panel *panel, const struct panel_event *event)
{
    enum panel_refusal refusal = check_sheet(panel, event);
    if (refusal != PANEL_OK)
        return refusal;
    if (!has_criterion(panel, event))
        return PANEL_NO_CRITERION;
    const struct criterion *criterion = &panel->sheet->criteria[event->criterion];
    bool good = criterion->kind == CRITERION_MEASURED
                    ? is_measured_well(criterion, event)
                    : !has_ticks(event) && criterion_takes(criterion, event->mark);
    if (!good)
        return PANEL_BAD_MARK;
    struct criterion_mark wanted = ticks_of(event);
    return is_same_mark(&sheet_of(panel, event)->marks[event->criterion], &wanted) ? PANEL_NOTHING : PANEL_OK;
}

static enum panel_refusal check_cleared(const struct panel *panel, const struct panel_event *event)
{
    enum panel_refusal refusal = check_sheet(panel, event);
    if (refusal != PANEL_OK)
        return refusal;
    if (!has_criterion(panel, event))
        return PANEL_NO_CRITERION;
    return sheet_of(panel, event)->marks[event->criterion].given ? PANEL_OK : PANEL_NOTHING;
}

static enum panel_refusal check_signed(const struct panel *panel, const struct panel_event *event)
{
    enum panel_refusal refusal = check_sheet(panel, event);
    if (refusal != PANEL_OK)
        return refusal;
    enum sheet_state state = sheet_of(panel, event)->state;
    if (state == JUDGE_SIGNED)
        return PANEL_NOTHING;
    return state == JUDGE_COMPLETE ? PANEL_OK : PANEL_INCOMPLETE;
}

/* ---- The head judge and the organizer ------------------------------------------------------------------ */

static enum panel_refusal check_recused(const struct panel *panel, const struct panel_event *event)
{
    enum panel_refusal refusal = check_judge(panel, event);
    if (refusal != PANEL_OK)
        return refusal;
    if (sheet_of(panel, event)->state == JUDGE_RECUSED)
        return PANEL_NOTHING;
    return has_reason(event) ? PANEL_OK : PANEL_NO_REASON;
}

static enum panel_refusal check_declared_missing(const struct panel *panel, const struct panel_event *event)
{
    enum panel_refusal refusal = check_judge(panel, event);
    if (refusal != PANEL_OK)
        return refusal;
    enum sheet_state state = sheet_of(panel, event)->state;
    if (state == JUDGE_RECUSED)
        return PANEL_IS_RECUSED;
    if (event->on == (state == JUDGE_MISSING))
        return PANEL_NOTHING;
    if (!event->on)
        return PANEL_OK;
    if (state == JUDGE_SIGNED) /* he was there */
        return PANEL_NOT_NOW;
    return has_reason(event) ? PANEL_OK : PANEL_NO_REASON;
}

static enum panel_refusal check_spread_confirmed(const struct panel *panel, const struct panel_event *event)
{
    enum panel_refusal refusal = check_open(panel, event);
    if (refusal != PANEL_OK)
        return refusal;
    struct panel_result result;
    panel_result(panel, (int)event->performer, &result);
    if (!result.spread_open)
        return PANEL_NOTHING;
    return has_reason(event) ? PANEL_OK : PANEL_NO_REASON;
}

static enum panel_refusal check_closed(const struct panel *panel, const struct panel_event *event)
{
    enum panel_refusal refusal = check_open(panel, event);
    if (refusal != PANEL_OK)
        return refusal == PANEL_IS_CLOSED ? PANEL_NOTHING : refusal;
    struct panel_result result;
    refusal = panel_closing(panel, (int)event->performer, &result);
    if (refusal != PANEL_OK)
        return refusal;
    return event->mark == result.total ? PANEL_OK : PANEL_BAD_MARK;
}

static enum panel_refusal check_reopened(const struct panel *panel, const struct panel_event *event)
{
    if (!has_performer(panel, event->performer))
        return PANEL_NO_PERFORMER;
    if (!panel->performers[event->performer].closed)
        return PANEL_NOTHING;
    return has_reason(event) ? PANEL_OK : PANEL_NO_REASON;
}

static enum panel_refusal check_withdrawn(const struct panel *panel, const struct panel_event *event)
{
    if (!has_performer(panel, event->performer))
        return PANEL_NO_PERFORMER;
    const struct performer_state *performer = &panel->performers[event->performer];
    if (performer->closed)
        return PANEL_IS_CLOSED;
    if (performer->withdrawn == event->on)
        return PANEL_NOTHING;
    return !event->on || has_reason(event) ? PANEL_OK : PANEL_NO_REASON;
}

static enum panel_refusal check_revealed(const struct panel *panel, const struct panel_event *event)
{
    (void)event;
    if (!panel_is_settled(panel))
        return PANEL_OPEN_MATTERS;
    return panel->revealed < panel_closed_count(panel) ? PANEL_OK : PANEL_NOTHING;
}

static enum panel_refusal check_finalized(const struct panel *panel, const struct panel_event *event)
{
    (void)event;
    return panel_is_settled(panel) ? PANEL_OK : PANEL_OPEN_MATTERS;
}

/* When a kind of event can come. */
enum when {
    BEFORE_FINAL = 1, /* also before the beginning */
    RUNNING,          /* begun, not final */
    BEGUN,            /* final or not */
};

static const struct {
    checker *check;
    enum when when;
} RULES[PANEL_EVENT_KINDS] = {
    [PANEL_BEGAN] = {check_began, BEFORE_FINAL},
    [PANEL_CALLED] = {check_called, RUNNING},
    [PANEL_TOPIC_DRAWN] = {check_topic_drawn, RUNNING},
    [PANEL_PART_BEGAN] = {check_part_began, RUNNING},
    [PANEL_CLOCK_STOPPED] = {check_clock_stopped, RUNNING},
    [PANEL_CLOCK_STARTED] = {check_clock_started, RUNNING},
    [PANEL_MARKED] = {check_marked, RUNNING},
    [PANEL_CLEARED] = {check_cleared, RUNNING},
    [PANEL_SIGNED] = {check_signed, RUNNING},
    [PANEL_RECUSED] = {check_recused, RUNNING},
    [PANEL_DECLARED_MISSING] = {check_declared_missing, RUNNING},
    [PANEL_SPREAD_CONFIRMED] = {check_spread_confirmed, RUNNING},
    [PANEL_CLOSED] = {check_closed, RUNNING},
    [PANEL_REOPENED] = {check_reopened, RUNNING},
    [PANEL_WITHDRAWN] = {check_withdrawn, RUNNING},
    [PANEL_REVEALED] = {check_revealed, BEGUN},
    [PANEL_FINALIZED] = {check_finalized, RUNNING},
    [PANEL_UNDONE] = {panel_check_undone, BEFORE_FINAL},
    [PANEL_REDONE] = {panel_check_redone, BEFORE_FINAL},
};

enum panel_refusal panel_check(const struct panel *panel, const struct panel_event *event)
{
    if ((int)event->kind < 0 || (int)event->kind >= PANEL_EVENT_KINDS || event->at < 0 || event->at > LATEST)
        return PANEL_NOT_NOW;
    enum when when = RULES[event->kind].when;
    if (!panel->begun && when != BEFORE_FINAL)
        return PANEL_NOT_BEGUN;
    if (panel->final && when != BEGUN)
        return PANEL_IS_FINAL;
    return RULES[event->kind].check(panel, event);
}
