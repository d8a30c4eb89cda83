#include "base/i18n.h"
#include "base/mem.h"
#include "tui/stage/panel_host.h"
#include "tui/stage/screens.h"

enum {
    MODE_ALWAYS = 1,
    MODE_NEXT = 1 << 1,
    MODE_ON = 1 << 2,     /* somebody is on, not closed */
    MODE_CALL = 1 << 3,   /* the chosen one may be called */
    MODE_TOPIC = 1 << 4,  /* who is on has no topic yet */
    MODE_CLOCK = 1 << 5,  /* a part with a clock */
    MODE_SPREAD = 1 << 6, /* the chosen one's marks lie too far apart */
    MODE_OPEN = 1 << 7,   /* the chosen one is called and not closed */
    MODE_CLOSED = 1 << 8, /* the chosen one is closed */
    MODE_BEGUN = 1 << 9,  /* begun, not final */
    MODE_UNDO = 1 << 10,
    MODE_REDO = 1 << 11,
    MODE_ENDED = 1 << 12, /* all are closed or withdrawn */
};

const struct binding panel_host_keys[] = {
    {.keys = {' '},
     .action = PANEL_ACT_NEXT,
     .modes = MODE_NEXT,
     .name = N_("Space"),
     .label = N_("next"),
     .help = N_("What comes next: the line at the top says what that is.")},
    {.keys = {'n'},
     .action = PANEL_ACT_CALL,
     .modes = MODE_CALL,
     .name = "N",
     .label = N_("call"),
     .help = N_("Call the chosen performer, out of order.")},
    {.keys = {'t'},
     .action = PANEL_ACT_TOPIC,
     .modes = MODE_TOPIC,
     .name = "T",
     .label = N_("topic"),
     .help = N_("The performer draws a topic: choose the envelope.")},
    {.keys = {'p'},
     .action = PANEL_ACT_PART,
     .modes = MODE_ON,
     .name = "P",
     .label = N_("next part"),
     .help = N_("Begin the next part: preparing, performing, defending, marking.")},
    {.keys = {'c'},
     .action = PANEL_ACT_CLOCK,
     .modes = MODE_CLOCK,
     .name = "C",
     .label = N_("clock"),
     .help = N_("Stop the clock, or let it go on.")},
    {.keys = {'k'},
     .action = PANEL_ACT_CLOSE,
     .modes = MODE_OPEN,
     .name = "K",
     .label = N_("close"),
     .help = N_("Close the chosen performer: the marks count. Refused while sheets are not signed.")},
    {.keys = {'s'},
     .action = PANEL_ACT_SPREAD,
     .modes = MODE_SPREAD,
     .name = "S",
     .label = N_("let stand"),
     .help = N_("Let marks stand that are far apart, with a reason.")},
    {.keys = {INPUT_ENTER},
     .action = PANEL_ACT_MARKS,
     .modes = MODE_OPEN | MODE_CLOSED,
     .name = N_("Enter"),
     .label = N_("marks"),
     .help = N_("See how the chosen performer's mark comes about.")},
    {.keys = {'j'},
     .action = PANEL_ACT_SHEET,
     .modes = MODE_OPEN | MODE_CLOSED,
     .name = "J",
     .label = N_("a judge's sheet"),
     .help = N_("See what one judge gave the chosen performer, point by point.")},
    {.keys = {'m'},
     .action = PANEL_ACT_MISSING,
     .modes = MODE_OPEN,
     .name = "M",
     .label = N_("missing judge"),
     .help = N_("Declare that a judge is missing for the chosen performer, or is not after all.")},
    {.keys = {'r'},
     .action = PANEL_ACT_RECUSE,
     .modes = MODE_BEGUN,
     .name = "R",
     .label = N_("recuse"),
     .help = N_("A judge does not mark the chosen performer, with the reason.")},
    {.keys = {'o'},
     .action = PANEL_ACT_REOPEN,
     .modes = MODE_CLOSED,
     .name = "O",
     .label = N_("reopen marks"),
     .help = N_("Reopen the chosen performer's marks, with a reason.")},
    {.keys = {'w'},
     .action = PANEL_ACT_WITHDRAW,
     .modes = MODE_BEGUN,
     .name = "W",
     .label = N_("withdraw"),
     .help = N_("The chosen performer does not perform, or does after all.")},
    {.keys = {'u', INPUT_CTRL + 'z'},
     .action = PANEL_ACT_UNDO,
     .modes = MODE_UNDO,
     .name = "U",
     .label = N_("undo"),
     .help = N_("Take the organizer's last step back; the judges' marks stay.")},
    {.keys = {'d', INPUT_CTRL + 'y', INPUT_CTRL + 'r'},
     .action = PANEL_ACT_REDO,
     .modes = MODE_REDO,
     .name = "D",
     .label = N_("redo"),
     .help = N_("Put back what was taken back last.")},
    {.keys = {'v'},
     .action = PANEL_ACT_REVEAL,
     .modes = MODE_ENDED,
     .name = "V",
     .label = N_("reveal"),
     .help = N_("Show one more place on the board, from the bottom up.")},
    {.keys = {'f'},
     .action = PANEL_ACT_FINALIZE,
     .modes = MODE_ENDED,
     .name = "F",
     .label = N_("finalize"),
     .help = N_("Make the result final; asks first.")},
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = PANEL_ACT_MOVE,
     .modes = MODE_ALWAYS,
     .name = "↑↓",
     .label = N_("performer"),
     .help = N_("Choose a performer.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = PANEL_ACT_MOVE, .modes = MODE_ALWAYS},
    {.keys = {INPUT_ESCAPE},
     .action = PANEL_ACT_LEAVE,
     .modes = MODE_ALWAYS,
     .name = "Esc",
     .label = N_("leave"),
     .help = N_("Leave the console; the panel stays as it is.")},
    BINDING_HELP(MODE_ALWAYS),
    {.action = 0},
};

/* ---- What follows ----------------------------------------------------------------------------------- */

static bool has_ended(const struct panel_view *view)
{
    for (int64_t i = 0; i < view->performer_count; i++)
        if (!view->performers[i].closed && !view->performers[i].withdrawn)
            return false;
    return view->begun;
}

static int64_t ranked(const struct panel_view *view)
{
    int64_t count = 0;
    for (int64_t i = 0; i < view->performer_count; i++)
        count += view->performers[i].closed && !view->performers[i].withdrawn;
    return count;
}

static bool next_on_stage(const struct stage *stage, const struct performer_row *on,
                          enum panel_command_kind *out)
{
    const struct panel_view *view = &stage->panel;
    *out = PANEL_CLOSE;
    if (view->part == PANEL_MARKING)
        return on->complete && !on->spread_open;
    bool drawing = view->frame->envelopes > 0 && on->topic.len == 0;
    *out = drawing && view->part == PANEL_IDLE ? PANEL_DRAW_TOPIC : PANEL_BEGIN_PART;
    return true;
}

bool panel_host_next(const struct stage *stage, enum panel_command_kind *out)
{
    const struct panel_view *view = &stage->panel;
    const struct performer_row *on = stage_performer(stage, view->on);
    *out = PANEL_BEGIN;
    if (view->final)
        return false;
    if (!view->begun)
        return true;
    if (on && !on->closed && !on->withdrawn)
        return next_on_stage(stage, on, out);
    *out = !has_ended(view) ? PANEL_CALL : view->revealed < ranked(view) ? PANEL_REVEAL : PANEL_FINALIZE;
    return true;
}

static const char *const parts[PANEL_PARTS] = {
    [PANEL_IDLE] = N_("waiting"),     [PANEL_PREPARE] = N_("preparing"), [PANEL_PERFORM] = N_("performing"),
    [PANEL_DEFEND] = N_("defending"), [PANEL_MARKING] = N_("marking"),
};

const char *panel_part_words(enum panel_part part)
{
    return _(parts[part]);
}

static const char *const sheet_states[SHEET_STATES] = {
    [JUDGE_NOTHING] = N_("not yet"), [JUDGE_PARTLY] = N_("marking"),  [JUDGE_COMPLETE] = N_("not signed"),
    [JUDGE_SIGNED] = N_("signed"),   [JUDGE_RECUSED] = N_("recused"), [JUDGE_MISSING] = N_("missing"),
};

const char *sheet_state_words(enum sheet_state state)
{
    return _(sheet_states[state]);
}

struct text performer_words(const struct performer_row *row, struct arena *arena)
{
    if (row->name.len == 0 || row->code.len == 0)
        return row->name.len ? row->name : row->code;
    return arena_textf(arena, "%.*s %.*s", TEXT_ARG(row->code), TEXT_ARG(row->name));
}

/* The part that BEGIN_PART begins now. */
static enum panel_part part_after(const struct panel_view *view)
{
    const int64_t lengths[PANEL_PARTS] = {[PANEL_PREPARE] = view->frame->prepare,
                                          [PANEL_PERFORM] = view->frame->perform,
                                          [PANEL_DEFEND] = view->frame->defend};
    for (int part = (int)view->part + 1; part < PANEL_MARKING; part++)
        if (lengths[part] > 0)
            return (enum panel_part)part;
    return PANEL_MARKING;
}

static const char *const begin_words[PANEL_PARTS] = {
    [PANEL_PREPARE] = N_("Space: the time to prepare begins"),
    [PANEL_PERFORM] = N_("Space: the performance begins"),
    [PANEL_DEFEND] = N_("Space: the questions begin"),
    [PANEL_MARKING] = N_("Space: the performance is over, the judges finish their sheets"),
};

/* The next in order that has not been on. */
static const struct performer_row *next_in_order(const struct panel_view *view)
{
    for (int64_t i = 0; i < view->performer_count; i++)
        if (!view->performers[i].called && !view->performers[i].withdrawn)
            return &view->performers[i];
    return NULL;
}

static struct text words_call(const struct panel_view *view, struct arena *arena)
{
    const struct performer_row *next = next_in_order(view);
    if (!next)
        return text_of(_("Some performers are not closed: choose one, look at its judges, K closes it"));
    return arena_textf(arena, _("Space: call %.*s"), TEXT_ARG(performer_words(next, arena)));
}

static struct text words_marking(const struct stage *stage, struct arena *arena)
{
    const struct performer_row *on = stage_performer(stage, stage->panel.on);
    int64_t open = 0;
    if (on && on->complete && on->spread_open)
        return text_of(_("The marks lie too far apart: have them corrected, or S lets them stand"));
    for (int64_t i = 0; on && i < on->judge_count; i++)
        open += on->judges[i] < JUDGE_SIGNED;
    return arena_textf(arena,
                       ngettext("Waiting for the signature of %lld judge",
                                "Waiting for the signatures of %lld judges", (unsigned long)open),
                       (long long)open);
}

struct text panel_host_words(const struct stage *stage, struct arena *arena)
{
    const struct panel_view *view = &stage->panel;
    enum panel_command_kind next;
    if (!panel_host_next(stage, &next))
        return view->final ? text_of(_("The result is final.")) : words_marking(stage, arena);
    switch (next) {
    case PANEL_BEGIN:
        return text_of(_("Space: begin, and draw the performing order"));
    case PANEL_CALL:
        return words_call(view, arena);
    case PANEL_DRAW_TOPIC:
        return text_of(_("Space: the performer draws a topic"));
    case PANEL_BEGIN_PART:
        return text_of(_(begin_words[part_after(view)]));
    case PANEL_CLOSE:
        return text_of(_("Space: all have signed; close, so that the marks count"));
    case PANEL_REVEAL:
        return arena_textf(arena, _("Space: reveal a place (%lld of %lld are shown)"),
                           (long long)view->revealed, (long long)ranked(view));
    default:
        return text_of(_("Space: make the result final"));
    }
}

/* ---- Modes ------------------------------------------------------------------------------------------ */

static uint32_t chosen_modes(const struct performer_row *chosen)
{
    uint32_t modes = 0;
    if (!chosen)
        return modes;
    modes |= !chosen->on && !chosen->closed && !chosen->withdrawn ? MODE_CALL : 0u;
    modes |= chosen->spread_open ? MODE_SPREAD : 0u;
    modes |= chosen->called && !chosen->closed ? MODE_OPEN : 0u;
    modes |= chosen->closed ? MODE_CLOSED : 0u;
    return modes;
}

uint32_t panel_host_modes(const struct panel_host *host)
{
    const struct stage *stage = &host->screen.app->stage;
    const struct panel_view *view = &stage->panel;
    const struct performer_row *on = stage_performer(stage, view->on);
    enum panel_command_kind next;
    uint32_t modes = MODE_ALWAYS;
    bool begun = view->begun && !view->final;
    modes |= panel_host_next(stage, &next) && (next != PANEL_CALL || next_in_order(view)) ? MODE_NEXT : 0u;
    modes |= view->can_undo ? MODE_UNDO : 0u;
    modes |= view->can_redo ? MODE_REDO : 0u;
    if (!begun)
        return modes | (chosen_modes(panel_host_chosen(host)) & MODE_CLOSED);
    modes |= MODE_BEGUN | chosen_modes(panel_host_chosen(host));
    modes |= has_ended(view) ? MODE_ENDED : 0u;
    if (!on || on->closed)
        return modes;
    modes |= view->part != PANEL_MARKING ? MODE_ON : 0u;
    modes |= view->frame->envelopes > 0 && on->topic.len == 0 ? MODE_TOPIC : 0u;
    modes |= view->total > 0 || view->clock_running ? MODE_CLOCK : 0u;
    return modes;
}
