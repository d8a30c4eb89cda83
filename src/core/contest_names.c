#include "core/contest.h"

#include "base/i18n.h"

/* The words of journal and protocol. */

const char *const contest_stage_names[CONTEST_STAGES] = {
    [CONTEST_STAGE_NONE] = "none",   [CONTEST_STAGE_BETWEEN] = "between", [CONTEST_STAGE_ROUND] = "round",
    [CONTEST_STAGE_STAKE] = "stake", [CONTEST_STAGE_READY] = "ready",     [CONTEST_STAGE_OPEN] = "open",
    [CONTEST_STAGE_BEGIN] = "begin", [CONTEST_STAGE_ANSWER] = "answer",   [CONTEST_STAGE_RULING] = "ruling",
    [CONTEST_STAGE_DONE] = "done",   [CONTEST_STAGE_PANEL] = "panel",     [CONTEST_STAGE_OVER] = "over",
    [CONTEST_STAGE_FINAL] = "final",
};

const char *const verdict_names[VERDICTS] = {
    [VERDICT_RIGHT] = "right", [VERDICT_WRONG] = "wrong", [VERDICT_PARTLY] = "partly",
    [VERDICT_PASS] = "pass",   [VERDICT_NONE] = "none",
};

const char *const contest_page_names[CONTEST_PAGES] = {
    [PAGE_STAGE] = "stage",   [PAGE_TITLE] = "title",   [PAGE_RULES] = "rules",
    [PAGE_TEAMS] = "teams",   [PAGE_SCORES] = "scores", [PAGE_INTERMISSION] = "intermission",
    [PAGE_REVEAL] = "reveal", [PAGE_AWARDS] = "awards",
};

const char *const contest_event_names[CONTEST_EVENT_KINDS] = {
    [CONTEST_BEGAN] = "began",
    [CONTEST_ENTERED] = "entered",
    [CONTEST_LEFT] = "left",
    [CONTEST_TURNED] = "turned",
    [CONTEST_STAKED] = "staked",
    [CONTEST_TAKEN] = "taken",
    [CONTEST_SWAPPED] = "swapped",
    [CONTEST_SHOWN] = "shown",
    [CONTEST_OPENED] = "opened",
    [CONTEST_PRESSED] = "pressed",
    [CONTEST_STARTED_TO_SPEAK] = "started-to-speak",
    [CONTEST_ANSWERED] = "answered",
    [CONTEST_RULED] = "ruled",
    [CONTEST_EXPIRED] = "expired",
    [CONTEST_REOPENED] = "reopened",
    [CONTEST_KEY_SHOWN] = "key-shown",
    [CONTEST_PENALIZED] = "penalized",
    [CONTEST_AWARDED] = "awarded",
    [CONTEST_VOIDED] = "voided",
    [CONTEST_AMENDED] = "amended",
    [CONTEST_PROTESTED] = "protested",
    [CONTEST_SETTLED] = "settled",
    [CONTEST_PAUSED] = "paused",
    [CONTEST_RESUMED] = "resumed",
    [CONTEST_PAGED] = "paged",
    [CONTEST_FROZEN] = "frozen",
    [CONTEST_UNFROZEN] = "unfrozen",
    [CONTEST_CARRIED] = "carried",
    [CONTEST_CLOSED] = "closed",
    [CONTEST_REVEALED] = "revealed",
    [CONTEST_FINALIZED] = "finalized",
    [CONTEST_UNDONE] = "undone",
    [CONTEST_REDONE] = "redone",
};

const char *const contest_command_names[CONTEST_COMMANDS] = {
    [CONTEST_BEGIN] = "begin",       [CONTEST_ENTER] = "enter",       [CONTEST_LEAVE] = "leave",
    [CONTEST_TURN] = "turn",         [CONTEST_STAKE] = "stake",       [CONTEST_TAKE] = "take",
    [CONTEST_SWAP] = "swap",         [CONTEST_SHOW] = "show",         [CONTEST_OPEN] = "open",
    [CONTEST_SPEAK] = "speak",       [CONTEST_RULE] = "rule",         [CONTEST_REOPEN] = "reopen",
    [CONTEST_SHOW_KEY] = "show-key", [CONTEST_PROMPTED] = "prompted", [CONTEST_AWARD] = "award",
    [CONTEST_VOID] = "void",         [CONTEST_AMEND] = "amend",       [CONTEST_PROTEST] = "protest",
    [CONTEST_SETTLE] = "settle",     [CONTEST_PAUSE] = "pause",       [CONTEST_RESUME] = "resume",
    [CONTEST_PAGE] = "page",         [CONTEST_FREEZE] = "freeze",     [CONTEST_UNFREEZE] = "unfreeze",
    [CONTEST_CARRY] = "carry",       [CONTEST_CLOSE] = "close",       [CONTEST_PLAYOFF] = "playoff",
    [CONTEST_REVEAL] = "reveal",     [CONTEST_FINALIZE] = "finalize", [CONTEST_UNDO] = "undo",
    [CONTEST_REDO] = "redo",         [CONTEST_PRESS] = "press",       [CONTEST_ANSWER] = "answer",
    [CONTEST_EXPIRE] = "expire",
};

const char *const contest_refusal_names[CONTEST_REFUSALS] = {
    [CONTEST_OK] = "ok",
    [CONTEST_NOT_NOW] = "not-now",
    [CONTEST_NOT_BEGUN] = "not-begun",
    [CONTEST_IS_FINAL] = "is-final",
    [CONTEST_NO_ROUND] = "no-round",
    [CONTEST_NO_TEAM] = "no-team",
    [CONTEST_NO_PLAY] = "no-play",
    [CONTEST_NO_ITEM] = "no-item",
    [CONTEST_NOT_YOUR_TURN] = "not-your-turn",
    [CONTEST_LOCKED_OUT] = "locked-out",
    [CONTEST_NOTHING] = "nothing",
    [CONTEST_BAD_STAKE] = "bad-stake",
    [CONTEST_BAD_MARKS] = "bad-marks",
    [CONTEST_NO_REASON] = "no-reason",
    [CONTEST_NO_SWAP] = "no-swap",
    [CONTEST_OPEN_MATTERS] = "open-matters",
    [CONTEST_NOTHING_TO_UNDO] = "nothing-to-undo",
    [CONTEST_TOO_LATE] = "too-late",
    [CONTEST_NOT_YET] = "not-yet",
    [CONTEST_NO_TIE] = "no-tie",
    [CONTEST_NO_ANSWER] = "no-answer",
};

const char *contest_stage_name(enum contest_stage stage)
{
    return contest_stage_names[stage];
}

const char *contest_page_name(enum contest_page page)
{
    return contest_page_names[page];
}

const char *verdict_name(enum verdict verdict)
{
    return verdict_names[verdict];
}

const char *contest_event_name(enum contest_event_kind kind)
{
    return contest_event_names[kind];
}

const char *contest_command_name(enum contest_command_kind kind)
{
    return contest_command_names[kind];
}

/* The word's place in a table, or -1. */
static int find(const char *const *names, int count, struct text name)
{
    for (int i = 0; i < count; i++)
        if (text_is(name, names[i]))
            return i;
    return -1;
}

bool contest_event_from_name(struct text name, enum contest_event_kind *out)
{
    int i = find(contest_event_names, CONTEST_EVENT_KINDS, name);
    if (i >= 0)
        *out = (enum contest_event_kind)i;
    return i >= 0;
}

bool contest_command_from_name(struct text name, enum contest_command_kind *out)
{
    int i = find(contest_command_names, CONTEST_COMMANDS, name);
    if (i >= 0)
        *out = (enum contest_command_kind)i;
    return i >= 0;
}

static const char *const refusal_messages[CONTEST_REFUSALS] = {
    [CONTEST_OK] = N_("Done."),
    [CONTEST_NOT_NOW] = N_("This cannot be done at this point of the contest."),
    [CONTEST_NOT_BEGUN] = N_("The contest has not begun yet."),
    [CONTEST_IS_FINAL] = N_("The contest is finalized: nothing can be changed any more."),
    [CONTEST_NO_ROUND] = N_("There is no such round, or no round is left to play."),
    [CONTEST_NO_TEAM] = N_("No team is meant: choose one of the teams."),
    [CONTEST_NO_PLAY] = N_("There is no such item, ruling or protest."),
    [CONTEST_NO_ITEM] = N_("No unused item is left. End the round, or give marks by hand."),
    [CONTEST_NOT_YOUR_TURN] = N_("It is another team's turn."),
    [CONTEST_LOCKED_OUT] = N_("This team is locked out for this item."),
    [CONTEST_NOTHING] = N_("It is so already; nothing was changed."),
    [CONTEST_BAD_STAKE] = N_("This stake is not on the list. Choose one that is."),
    [CONTEST_BAD_MARKS] = N_("So many marks cannot be given here."),
    [CONTEST_NO_REASON] = N_("A reason is needed: it goes into the record."),
    [CONTEST_NO_SWAP] = N_("This team has no swap left."),
    [CONTEST_OPEN_MATTERS] = N_("Something is still open: a protest, an item, a panel or a tie. Settle it "
                                "first."),
    [CONTEST_NOTHING_TO_UNDO] = N_("There is nothing to take back or put back."),
    [CONTEST_TOO_LATE] = N_("The time is up."),
    [CONTEST_NOT_YET] = N_("The time is not up yet."),
    [CONTEST_NO_TIE] = N_("A playoff needs two or more teams that share a rank."),
    [CONTEST_NO_ANSWER] = N_("This round takes no answers from the desks: the host rules."),
};

const char *contest_refusal_message(enum contest_refusal refusal)
{
    return refusal_messages[refusal];
}
