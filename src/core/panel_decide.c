/* From commands to events: what a command leaves open is filled in, then the rules are asked. */
#include "core/panel_private.h"

#include <assert.h>

/* Fills in what the event says beyond the fields that every command may name. */
typedef void filler(const struct panel *, struct panel_event *out);

static void fill_nothing(const struct panel *panel, struct panel_event *out)
{
    (void)panel;
    (void)out;
}

static bool is_performer(const struct panel *panel, int64_t performer)
{
    return performer >= 0 && performer < panel->sheet->performer_count;
}

static void fill_call(const struct panel *panel, struct panel_event *out)
{
    for (int i = 0; out->performer == -1 && i < panel->sheet->performer_count; i++) {
        const struct performer_state *next = &panel->performers[panel->order[i]];
        if (!next->called && !next->withdrawn && !next->closed)
            out->performer = panel->order[i];
    }
}

static void fill_draw_topic(const struct panel *panel, struct panel_event *out)
{
    if (out->performer == -1)
        out->performer = panel->on;
    for (int i = 0; out->envelope == -1 && i < panel->envelope_count; i++)
        if (!panel->envelopes_open[i])
            out->envelope = i;
    bool known = out->envelope >= 0 && out->envelope < panel->envelope_count;
    out->topic = known ? panel->topics[out->envelope] : -1;
}

static void fill_part(const struct panel *panel, struct panel_event *out)
{
    if (out->part != PANEL_IDLE || panel->part >= PANEL_MARKING)
        return;
    out->part = panel->part + 1;
    while (!panel_has_part(panel->sheet, out->part))
        out->part++;
}

static void fill_mark(const struct panel *panel, struct panel_event *out)
{
    if (out->criterion < 0 || out->criterion >= panel->sheet->criterion_count)
        return;
    const struct criterion *criterion = &panel->sheet->criteria[out->criterion];
    bool ticked = out->steps || out->faults || out->wrong_order || out->overtime;
    if (criterion->kind == CRITERION_JUDGED) {
        out->steps = out->faults = out->wrong_order = out->overtime = 0;
    } else if (ticked || out->mark == 0) {
        struct criterion_mark ticks = {
            .steps = (uint64_t)out->steps,
            .faults = (uint64_t)out->faults,
            .wrong_order = (int)out->wrong_order,
            .overtime = out->overtime,
        };
        out->mark = criterion_measure(criterion, &ticks);
    }
}

static void fill_close(const struct panel *panel, struct panel_event *out)
{
    struct panel_result result;
    if (!is_performer(panel, out->performer))
        return;
    panel_result(panel, (int)out->performer, &result);
    out->mark = result.total;
}

static void fill_undo(const struct panel *panel, struct panel_event *out)
{
    out->target = panel_undo_next(panel);
}

static void fill_redo(const struct panel *panel, struct panel_event *out)
{
    out->target = panel_redo_next(panel);
}

/* The fields that a command names. */
enum {
    PERFORMER = 1,
    JUDGE = 2,
    CRITERION = 4,
    REASON = 8,
    ON = 16,
    ENVELOPE = 32,
    PART = 64,
    TICKS = 128, /* and the mark */
    DRAWN = 256,
};

static const struct {
    enum panel_event_kind event;
    unsigned fields;
    filler *fill;
} COMMANDS[PANEL_COMMANDS] = {
    [PANEL_BEGIN] = {PANEL_BEGAN, DRAWN, fill_nothing},
    [PANEL_CALL] = {PANEL_CALLED, PERFORMER, fill_call},
    [PANEL_DRAW_TOPIC] = {PANEL_TOPIC_DRAWN, PERFORMER | ENVELOPE, fill_draw_topic},
    [PANEL_BEGIN_PART] = {PANEL_PART_BEGAN, PART, fill_part},
    [PANEL_STOP_CLOCK] = {PANEL_CLOCK_STOPPED, 0, fill_nothing},
    [PANEL_START_CLOCK] = {PANEL_CLOCK_STARTED, 0, fill_nothing},
    [PANEL_MISSING] = {PANEL_DECLARED_MISSING, PERFORMER | JUDGE | ON | REASON, fill_nothing},
    [PANEL_RECUSE] = {PANEL_RECUSED, PERFORMER | JUDGE | REASON, fill_nothing},
    [PANEL_CONFIRM_SPREAD] = {PANEL_SPREAD_CONFIRMED, PERFORMER | REASON, fill_nothing},
    [PANEL_CLOSE] = {PANEL_CLOSED, PERFORMER, fill_close},
    [PANEL_REOPEN] = {PANEL_REOPENED, PERFORMER | REASON, fill_nothing},
    [PANEL_WITHDRAW] = {PANEL_WITHDRAWN, PERFORMER | ON | REASON, fill_nothing},
    [PANEL_REVEAL] = {PANEL_REVEALED, 0, fill_nothing},
    [PANEL_FINALIZE] = {PANEL_FINALIZED, 0, fill_nothing},
    [PANEL_UNDO] = {PANEL_UNDONE, 0, fill_undo},
    [PANEL_REDO] = {PANEL_REDONE, 0, fill_redo},
    [PANEL_MARK] = {PANEL_MARKED, PERFORMER | JUDGE | CRITERION | TICKS, fill_mark},
    [PANEL_CLEAR] = {PANEL_CLEARED, PERFORMER | JUDGE | CRITERION, fill_nothing},
    [PANEL_SIGN] = {PANEL_SIGNED, PERFORMER | JUDGE, fill_nothing},
};

static void take_drawn(const struct panel_event *wanted, struct panel_event *out)
{
    out->order = wanted->order;
    out->codes = wanted->codes;
    out->topics = wanted->topics;
    out->recusals = wanted->recusals;
    out->order_count = wanted->order_count;
    out->code_count = wanted->code_count;
    out->topic_count = wanted->topic_count;
    out->recusal_count = wanted->recusal_count;
}

static void take_ticks(const struct panel_event *wanted, struct panel_event *out)
{
    out->mark = wanted->mark;
    out->steps = wanted->steps;
    out->faults = wanted->faults;
    out->wrong_order = wanted->wrong_order;
    out->overtime = wanted->overtime;
}

static struct panel_event take_fields(const struct panel_event *wanted, unsigned fields)
{
    struct panel_event event = {
        .performer = fields & PERFORMER ? wanted->performer : -1,
        .judge = fields & JUDGE ? wanted->judge : -1,
        .criterion = fields & CRITERION ? wanted->criterion : -1,
        .envelope = fields & ENVELOPE ? wanted->envelope : -1,
        .topic = -1,
        .part = fields & PART ? wanted->part : PANEL_IDLE,
        .on = fields & ON && wanted->on,
    };
    if (fields & REASON)
        event.reason = wanted->reason;
    if (fields & TICKS)
        take_ticks(wanted, &event);
    if (fields & DRAWN)
        take_drawn(wanted, &event);
    return event;
}

enum panel_refusal panel_decide(const struct panel *panel, const struct panel_command *command, int64_t now,
                                struct panel_event *out)
{
    assert((int)command->kind >= 0 && (int)command->kind < PANEL_COMMANDS);
    struct panel_event event = take_fields(&command->as, COMMANDS[command->kind].fields);
    event.kind = COMMANDS[command->kind].event;
    event.at = now;
    COMMANDS[command->kind].fill(panel, &event);
    enum panel_refusal refusal = panel_check(panel, &event);
    if (refusal == PANEL_OK)
        *out = event;
    return refusal;
}
