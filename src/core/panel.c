#include "core/panel.h"

#include "base/mem.h"
#include "core/panel_private.h"

#include <stdlib.h>

/* No sum of hall-clock times comes near it, and twice as much is still an int64_t. */
static const int64_t LONGEST = INT64_C(1) << 60;

int64_t panel_part_time(const struct panel_sheet *sheet, enum panel_part part)
{
    switch (part) {
    case PANEL_PREPARE:
        return sheet->prepare;
    case PANEL_PERFORM:
        return sheet->perform;
    case PANEL_DEFEND:
        return sheet->defend;
    case PANEL_IDLE:
    case PANEL_MARKING:
        break;
    }
    return 0;
}

bool panel_has_part(const struct panel_sheet *sheet, enum panel_part part)
{
    return part == PANEL_MARKING || panel_part_time(sheet, part) > 0;
}

bool panel_is_settled(const struct panel *panel)
{
    for (int i = 0; i < panel->sheet->performer_count; i++)
        if (!panel->performers[i].closed && !panel->performers[i].withdrawn)
            return false;
    return true;
}

int panel_closed_count(const struct panel *panel)
{
    int count = 0;
    for (int i = 0; i < panel->sheet->performer_count; i++)
        count += panel->performers[i].closed;
    return count;
}

int panel_envelopes(const struct panel_sheet *sheet)
{
    return sheet->topics_return && sheet->topic_count > 0 ? sheet->performer_count : sheet->topic_count;
}

/* ---- Life --------------------------------------------------------------------------------------------- */

void panel_init(struct panel *panel, const struct panel_sheet *sheet)
{
    *panel = (struct panel){.sheet = sheet, .arena = ARENA_EMPTY, .log = xcalloc(1, sizeof *panel->log)};
    struct arena *arena = &panel->arena;
    size_t performers = (size_t)sheet->performer_count, judges = (size_t)sheet->judge_count;
    size_t criteria = (size_t)sheet->criterion_count, envelopes = (size_t)panel_envelopes(sheet);
    panel->order = arena_array(arena, performers, sizeof *panel->order);
    panel->topics = arena_array(arena, envelopes, sizeof *panel->topics);
    panel->envelopes_open = arena_array(arena, envelopes, sizeof *panel->envelopes_open);
    panel->envelope_count = (int)envelopes;
    panel->performers = arena_array(arena, performers, sizeof *panel->performers);
    for (size_t i = 0; i < performers; i++) {
        struct judge_sheet *sheets = arena_array(arena, judges, sizeof *sheets);
        for (size_t j = 0; j < judges; j++)
            sheets[j].marks = arena_array(arena, criteria, sizeof *sheets[j].marks);
        panel->performers[i].judges = sheets;
    }
    panel_reset(panel);
}

void panel_finish(struct panel *panel)
{
    panel_log_finish(panel->log);
    arena_finish(&panel->arena);
    *panel = (struct panel){.arena = ARENA_EMPTY};
}

static void clear_sheet(struct judge_sheet *judge, int criteria)
{
    for (int i = 0; i < criteria; i++)
        judge->marks[i] = (struct criterion_mark){0};
    *judge = (struct judge_sheet){.marks = judge->marks};
}

void panel_reset(struct panel *panel)
{
    const struct panel_sheet *sheet = panel->sheet;
    panel->begun = panel->final = panel->clock_running = panel->revealing = false;
    panel->on = -1;
    panel->part = PANEL_IDLE;
    panel->clock_since = panel->clock_used = panel->clock_total = 0;
    panel->revealed = 0;
    for (int i = 0; i < panel->envelope_count; i++) {
        panel->topics[i] = -1;
        panel->envelopes_open[i] = false;
    }
    for (int i = 0; i < sheet->performer_count; i++) {
        struct performer_state *performer = &panel->performers[i];
        for (int j = 0; j < sheet->judge_count; j++)
            clear_sheet(&performer->judges[j], sheet->criterion_count);
        *performer = (struct performer_state){.place = i, .topic = -1, .judges = performer->judges};
        panel->order[i] = i;
    }
}

/* ---- Clock -------------------------------------------------------------------------------------------- */

int64_t panel_clock_used(const struct panel *panel, int64_t now)
{
    if (!panel->clock_running || now <= panel->clock_since)
        return panel->clock_used;
    int64_t used = panel->clock_used + (now - panel->clock_since);
    return used < LONGEST ? used : LONGEST;
}

static void stop_clock(struct panel *panel, int64_t at)
{
    if (!panel->clock_running)
        return;
    panel->clock_used = panel_clock_used(panel, at);
    panel->clock_running = false;
    if (panel->part == PANEL_PERFORM)
        panel->performers[panel->on].performed = panel->clock_used;
}

static void start_clock(struct panel *panel, int64_t at)
{
    panel->clock_running = true;
    panel->clock_since = at;
}

static void begin_part(struct panel *panel, enum panel_part part, int64_t at)
{
    stop_clock(panel, at);
    panel->part = part;
    panel->clock_used = 0;
    panel->clock_total = panel_part_time(panel->sheet, part);
    if (panel->clock_total > 0)
        start_clock(panel, at);
}

/* ---- Folding ------------------------------------------------------------------------------------------ */

static struct performer_state *performer_of(struct panel *panel, const struct panel_event *event)
{
    return &panel->performers[event->performer];
}

static struct judge_sheet *sheet_of(struct panel *panel, const struct panel_event *event)
{
    return &performer_of(panel, event)->judges[event->judge];
}

static enum sheet_state state_of_marks(const struct judge_sheet *judge, int criteria)
{
    int given = 0;
    for (int i = 0; i < criteria; i++)
        given += judge->marks[i].given;
    if (given == 0)
        return JUDGE_NOTHING;
    return given < criteria ? JUDGE_PARTLY : JUDGE_COMPLETE;
}

/* Whatever the head judge confirmed, he confirmed other marks. */
static void marks_changed(struct panel *panel, const struct panel_event *event)
{
    struct judge_sheet *judge = sheet_of(panel, event);
    judge->corrections += judge->state == JUDGE_SIGNED;
    judge->state = state_of_marks(judge, panel->sheet->criterion_count);
    judge->sum = judge_sheet_sum(panel->sheet, judge);
    performer_of(panel, event)->spread_confirmed = false;
}

static void fold_began(struct panel *panel, const struct panel_event *event)
{
    int judges = panel->sheet->judge_count;
    panel->begun = true;
    for (int i = 0; i < panel->sheet->performer_count; i++) {
        panel->order[i] = (int)event->order[i];
        panel->performers[event->order[i]].place = i;
        panel->performers[i].code = (int)event->codes[i];
    }
    for (int i = 0; i < panel->envelope_count; i++)
        panel->topics[i] = (int)event->topics[i];
    for (int64_t i = 0; i < event->recusal_count; i++) {
        int64_t recusal = event->recusals[i];
        panel->performers[recusal / judges].judges[recusal % judges].state = JUDGE_RECUSED;
    }
}

static void fold_called(struct panel *panel, const struct panel_event *event)
{
    begin_part(panel, PANEL_IDLE, event->at);
    panel->on = (int)event->performer;
    performer_of(panel, event)->called = true;
}

static void fold_topic_drawn(struct panel *panel, const struct panel_event *event)
{
    panel->envelopes_open[event->envelope] = true;
    performer_of(panel, event)->topic = (int)event->topic;
}

static void fold_part_began(struct panel *panel, const struct panel_event *event)
{
    begin_part(panel, event->part, event->at);
}

static void fold_clock_stopped(struct panel *panel, const struct panel_event *event)
{
    stop_clock(panel, event->at);
}

static void fold_clock_started(struct panel *panel, const struct panel_event *event)
{
    start_clock(panel, event->at);
}

static void fold_marked(struct panel *panel, const struct panel_event *event)
{
    sheet_of(panel, event)->marks[event->criterion] = (struct criterion_mark){
        .given = true,
        .mark = event->mark,
        .steps = (uint64_t)event->steps,
        .faults = (uint64_t)event->faults,
        .wrong_order = (int)event->wrong_order,
        .overtime = event->overtime,
    };
    marks_changed(panel, event);
}

static void fold_cleared(struct panel *panel, const struct panel_event *event)
{
    sheet_of(panel, event)->marks[event->criterion] = (struct criterion_mark){0};
    marks_changed(panel, event);
}

static void fold_signed(struct panel *panel, const struct panel_event *event)
{
    sheet_of(panel, event)->state = JUDGE_SIGNED;
}

static void fold_recused(struct panel *panel, const struct panel_event *event)
{
    sheet_of(panel, event)->state = JUDGE_RECUSED;
    performer_of(panel, event)->spread_confirmed = false;
}

static void fold_declared_missing(struct panel *panel, const struct panel_event *event)
{
    struct judge_sheet *judge = sheet_of(panel, event);
    judge->state = event->on ? JUDGE_MISSING : state_of_marks(judge, panel->sheet->criterion_count);
    performer_of(panel, event)->spread_confirmed = false;
}

static void fold_spread_confirmed(struct panel *panel, const struct panel_event *event)
{
    performer_of(panel, event)->spread_confirmed = true;
}

static void fold_closed(struct panel *panel, const struct panel_event *event)
{
    if (panel->on == event->performer)
        stop_clock(panel, event->at);
    performer_of(panel, event)->closed = true;
    performer_of(panel, event)->mark = event->mark;
}

/* The standing that was being revealed is not the one there will be. */
static void end_reveal(struct panel *panel)
{
    panel->revealing = false;
    panel->revealed = 0;
}

static void fold_reopened(struct panel *panel, const struct panel_event *event)
{
    struct performer_state *performer = performer_of(panel, event);
    performer->closed = performer->spread_confirmed = false;
    performer->mark = 0;
    end_reveal(panel);
}

static void fold_withdrawn(struct panel *panel, const struct panel_event *event)
{
    performer_of(panel, event)->withdrawn = event->on;
    if (event->on && panel->on == event->performer) {
        begin_part(panel, PANEL_IDLE, event->at);
        panel->on = -1;
    }
    end_reveal(panel);
}

static void fold_revealed(struct panel *panel, const struct panel_event *event)
{
    (void)event;
    panel->revealing = true;
    panel->revealed++;
}

static void fold_finalized(struct panel *panel, const struct panel_event *event)
{
    stop_clock(panel, event->at);
    panel->final = true;
}

static void fold_nothing(struct panel *panel, const struct panel_event *event)
{
    (void)panel;
    (void)event;
}

void panel_fold_one(struct panel *panel, const struct panel_event *event)
{
    static void (*const folders[PANEL_EVENT_KINDS])(struct panel *, const struct panel_event *) = {
        [PANEL_BEGAN] = fold_began,
        [PANEL_CALLED] = fold_called,
        [PANEL_TOPIC_DRAWN] = fold_topic_drawn,
        [PANEL_PART_BEGAN] = fold_part_began,
        [PANEL_CLOCK_STOPPED] = fold_clock_stopped,
        [PANEL_CLOCK_STARTED] = fold_clock_started,
        [PANEL_MARKED] = fold_marked,
        [PANEL_CLEARED] = fold_cleared,
        [PANEL_SIGNED] = fold_signed,
        [PANEL_RECUSED] = fold_recused,
        [PANEL_DECLARED_MISSING] = fold_declared_missing,
        [PANEL_SPREAD_CONFIRMED] = fold_spread_confirmed,
        [PANEL_CLOSED] = fold_closed,
        [PANEL_REOPENED] = fold_reopened,
        [PANEL_WITHDRAWN] = fold_withdrawn,
        [PANEL_REVEALED] = fold_revealed,
        [PANEL_FINALIZED] = fold_finalized,
        [PANEL_UNDONE] = fold_nothing,
        [PANEL_REDONE] = fold_nothing,
    };
    folders[event->kind](panel, event);
}

void panel_apply(struct panel *panel, const struct panel_event *event)
{
    bool follows = panel_check(panel, event) == PANEL_OK;
    bool switches = event->kind == PANEL_UNDONE || event->kind == PANEL_REDONE;
    panel_log_add(panel, event, follows);
    panel->n++;
    if (follows && switches)
        panel_log_switch(panel, event);
    else if (follows)
        panel_fold_one(panel, event);
}
