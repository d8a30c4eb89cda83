#include "core/panel.h"

#include "base/i18n.h"

/* The words of journal and protocol. */

const char *const panel_part_names[PANEL_PARTS] = {
    [PANEL_IDLE] = "idle",     [PANEL_PREPARE] = "prepare", [PANEL_PERFORM] = "perform",
    [PANEL_DEFEND] = "defend", [PANEL_MARKING] = "marking",
};

const char *const sheet_state_names[SHEET_STATES] = {
    [JUDGE_NOTHING] = "nothing", [JUDGE_PARTLY] = "partly",   [JUDGE_COMPLETE] = "complete",
    [JUDGE_SIGNED] = "signed",   [JUDGE_RECUSED] = "recused", [JUDGE_MISSING] = "missing",
};

const char *const panel_event_names[PANEL_EVENT_KINDS] = {
    [PANEL_BEGAN] = "began",
    [PANEL_CALLED] = "called",
    [PANEL_TOPIC_DRAWN] = "topic-drawn",
    [PANEL_PART_BEGAN] = "part-began",
    [PANEL_CLOCK_STOPPED] = "clock-stopped",
    [PANEL_CLOCK_STARTED] = "clock-started",
    [PANEL_MARKED] = "marked",
    [PANEL_CLEARED] = "cleared",
    [PANEL_SIGNED] = "signed",
    [PANEL_RECUSED] = "recused",
    [PANEL_DECLARED_MISSING] = "declared-missing",
    [PANEL_SPREAD_CONFIRMED] = "spread-confirmed",
    [PANEL_CLOSED] = "closed",
    [PANEL_REOPENED] = "reopened",
    [PANEL_WITHDRAWN] = "withdrawn",
    [PANEL_REVEALED] = "revealed",
    [PANEL_FINALIZED] = "finalized",
    [PANEL_UNDONE] = "undone",
    [PANEL_REDONE] = "redone",
};

const char *const panel_command_names[PANEL_COMMANDS] = {
    [PANEL_BEGIN] = "begin",
    [PANEL_CALL] = "call",
    [PANEL_DRAW_TOPIC] = "draw-topic",
    [PANEL_BEGIN_PART] = "begin-part",
    [PANEL_STOP_CLOCK] = "stop-clock",
    [PANEL_START_CLOCK] = "start-clock",
    [PANEL_MISSING] = "missing",
    [PANEL_RECUSE] = "recuse",
    [PANEL_CONFIRM_SPREAD] = "confirm-spread",
    [PANEL_CLOSE] = "close",
    [PANEL_REOPEN] = "reopen",
    [PANEL_WITHDRAW] = "withdraw",
    [PANEL_REVEAL] = "reveal",
    [PANEL_FINALIZE] = "finalize",
    [PANEL_UNDO] = "undo",
    [PANEL_REDO] = "redo",
    [PANEL_MARK] = "mark",
    [PANEL_CLEAR] = "clear",
    [PANEL_SIGN] = "sign",
};

const char *const panel_refusal_names[PANEL_REFUSALS] = {
    [PANEL_OK] = "ok",
    [PANEL_NOT_NOW] = "not-now",
    [PANEL_NOT_BEGUN] = "not-begun",
    [PANEL_IS_FINAL] = "is-final",
    [PANEL_NO_PERFORMER] = "no-performer",
    [PANEL_NO_JUDGE] = "no-judge",
    [PANEL_NO_CRITERION] = "no-criterion",
    [PANEL_IS_CLOSED] = "is-closed",
    [PANEL_IS_RECUSED] = "is-recused",
    [PANEL_BAD_MARK] = "bad-mark",
    [PANEL_INCOMPLETE] = "incomplete",
    [PANEL_MISSING_JUDGES] = "missing-judges",
    [PANEL_SPREAD_OPEN] = "spread-open",
    [PANEL_NO_TOPIC] = "no-topic",
    [PANEL_NO_REASON] = "no-reason",
    [PANEL_NOTHING] = "nothing",
    [PANEL_NOTHING_TO_UNDO] = "nothing-to-undo",
    [PANEL_OPEN_MATTERS] = "open-matters",
    [PANEL_IS_MISSING] = "is-missing",
    [PANEL_MARKED_SINCE] = "marked-since",
};

const char *panel_part_name(enum panel_part part)
{
    return panel_part_names[part];
}

const char *sheet_state_name(enum sheet_state state)
{
    return sheet_state_names[state];
}

const char *panel_event_name(enum panel_event_kind kind)
{
    return panel_event_names[kind];
}

const char *panel_command_name(enum panel_command_kind kind)
{
    return panel_command_names[kind];
}

/* The word's place in a table, or -1. */
static int find(const char *const *names, int count, struct text name)
{
    for (int i = 0; i < count; i++)
        if (text_is(name, names[i]))
            return i;
    return -1;
}

bool panel_event_from_name(struct text name, enum panel_event_kind *out)
{
    int i = find(panel_event_names, PANEL_EVENT_KINDS, name);
    if (i >= 0)
        *out = (enum panel_event_kind)i;
    return i >= 0;
}

bool panel_command_from_name(struct text name, enum panel_command_kind *out)
{
    int i = find(panel_command_names, PANEL_COMMANDS, name);
    if (i >= 0)
        *out = (enum panel_command_kind)i;
    return i >= 0;
}

static const char *const refusal_messages[PANEL_REFUSALS] = {
    [PANEL_OK] = N_("Done."),
    [PANEL_NOT_NOW] = N_("This cannot be done at this point."),
    [PANEL_NOT_BEGUN] = N_("The panel has not begun yet: the organizer draws the order first."),
    [PANEL_IS_FINAL] = N_("The panel is finalized: nothing can be changed any more."),
    [PANEL_NO_PERFORMER] = N_("There is no such performer, or nobody is left to call."),
    [PANEL_NO_JUDGE] = N_("There is no such judge on this panel."),
    [PANEL_NO_CRITERION] = N_("There is no such criterion."),
    [PANEL_IS_CLOSED] = N_("The marks of this performer are closed. The head judge can reopen them."),
    [PANEL_IS_RECUSED] = N_("This judge is recused from this performer."),
    [PANEL_BAD_MARK] = N_("This mark cannot be given: look at the lowest, the highest and the step."),
    [PANEL_INCOMPLETE] = N_("Something is missing: every criterion needs its mark, and every sheet its "
                            "signature."),
    [PANEL_MISSING_JUDGES] = N_("Too few judges have marked. Wait for them, or declare them missing where "
                                "the rules allow it."),
    [PANEL_SPREAD_OPEN] = N_("The judges' marks lie too far apart. Have them corrected, or let the head "
                             "judge confirm them."),
    [PANEL_NO_TOPIC] = N_("This envelope is open already, or no topic is left to draw."),
    [PANEL_NO_REASON] = N_("A reason is needed: it goes into the record."),
    [PANEL_NOTHING] = N_("It is so already; nothing was changed."),
    [PANEL_NOTHING_TO_UNDO] = N_("There is nothing to take back or put back."),
    [PANEL_OPEN_MATTERS] = N_("Some performers are neither closed nor withdrawn. Settle that first."),
    [PANEL_IS_MISSING] =
        N_("This judge was declared missing for this performer. The organizer can take that back."),
    [PANEL_MARKED_SINCE] =
        N_("Judges have changed marks since, which would not stand. Change things back with "
           "the commands themselves."),
};

const char *panel_refusal_message(enum panel_refusal refusal)
{
    return refusal_messages[refusal];
}
