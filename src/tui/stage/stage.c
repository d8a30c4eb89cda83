#include "tui/stage/stage.h"

#include "base/mem.h"
#include "tui/stage/keep_stage.h"

#include <stdlib.h>

void stage_init(struct stage *stage)
{
    *stage = (struct stage){.kind = STAGE_NONE};
}

static void forget_what(struct stage *stage)
{
    for (int i = 0; i < stage->team_count; i++)
        free(stage->teams[i]);
    free(stage->teams);
    free(stage->event);
    free(stage->title);
}

void stage_finish(struct stage *stage)
{
    forget_what(stage);
    arena_finish(&stage->frame_arena);
    arena_finish(&stage->item_arena);
    for (size_t i = 0; i < COUNT_OF(stage->arenas); i++)
        arena_finish(&stage->arenas[i]);
    stage_init(stage);
}

void stage_leave(struct stage *stage)
{
    stage_finish(stage);
}

/* ---- Watching --------------------------------------------------------------------------------------- */

static void send_watch(struct stage *stage, const struct port *port)
{
    struct text teams[ENTRANT_MAX_MEMBERS];
    int count = 0;
    for (; count < stage->team_count && count < ENTRANT_MAX_MEMBERS; count++)
        teams[count] = text_of(stage->teams[count]);
    struct request request = {.kind = MESSAGE_WATCH,
                              .watch = {.event = text_of(stage->event),
                                        .as = stage->as,
                                        .teams = count ? teams : NULL,
                                        .team_count = count}};
    stage->refused = WIRE_OK;
    stage->request = port_send(port, &request, false);
}

void stage_watch(struct stage *stage, const struct port *port, enum watch_as as, struct text event,
                 const struct text *teams, int team_count)
{
    char *event_copy = text_copy(event);
    char **team_copies = xcalloc((size_t)team_count + 1, sizeof *team_copies);
    for (int i = 0; i < team_count; i++)
        team_copies[i] = text_copy(teams[i]);
    stage_leave(stage); /* what was given may have been its own */
    stage->watching = true;
    stage->as = as;
    stage->event = event_copy;
    stage->title = text_copy(text_of(""));
    stage->teams = team_copies;
    stage->team_count = team_count;
    send_watch(stage, port);
}

void stage_watch_again(struct stage *stage, const struct port *port)
{
    if (stage->watching && !stage->request)
        send_watch(stage, port);
}

/* ---- Views ------------------------------------------------------------------------------------------ */

static void on_watch(struct stage *stage, const struct reply *reply)
{
    stage->request = 0;
    stage->refused = reply->error;
    if (reply->error != WIRE_OK)
        return;
    free(stage->title);
    stage->title = text_copy(reply->watch.title);
    stage->series = text_is(reply->watch.kind, "series");
}

static struct arena *next_arena(struct stage *stage)
{
    stage->turn = !stage->turn;
    struct arena *arena = &stage->arenas[stage->turn];
    arena_clear(arena);
    return arena;
}

/* Whether the view, which lacks its frame unless it brings one, can be understood. */
static bool is_ours(const struct stage *stage, struct text event, bool brings_frame, enum stage_kind kind)
{
    return stage->watching && text_is(event, stage->event) && (brings_frame || stage->kind == kind);
}

static void on_contest(struct stage *stage, const struct contest_view *view, int64_t now)
{
    if (!is_ours(stage, view->event, view->frame != NULL, STAGE_CONTEST))
        return;
    bool had = stage->kind == STAGE_CONTEST;
    const struct contest_frame *frame = had ? stage->contest.frame : NULL;
    const struct contest_item *item = had ? stage->contest.item : NULL;
    if (view->frame) {
        arena_clear(&stage->frame_arena);
        frame = keep_contest_frame(&stage->frame_arena, view->frame);
    }
    if (view->item) {
        arena_clear(&stage->item_arena);
        item = keep_contest_item(&stage->item_arena, view->item);
    }
    stage->contest = keep_contest_view(next_arena(stage), view);
    stage->contest.frame = frame;
    stage->contest.item = item && view->play >= 0 && item->play == view->play ? item : NULL;
    stage->kind = STAGE_CONTEST;
    stage->series = view->series;
    stage->taken_at = now;
    stage->changes++;
}

static void on_panel(struct stage *stage, const struct panel_view *view, int64_t now)
{
    if (!is_ours(stage, view->event, view->frame != NULL, STAGE_PANEL))
        return;
    const struct panel_frame *frame = stage->kind == STAGE_PANEL ? stage->panel.frame : NULL;
    if (view->frame) {
        arena_clear(&stage->frame_arena);
        frame = keep_panel_frame(&stage->frame_arena, view->frame);
    }
    stage->panel = keep_panel_view(next_arena(stage), view);
    stage->panel.frame = frame;
    stage->kind = STAGE_PANEL;
    stage->taken_at = now;
    stage->changes++;
}

bool stage_on_reply(struct stage *stage, const struct reply *reply, int64_t now)
{
    switch (reply->kind) {
    case MESSAGE_WATCH:
        if (reply->re == 0 || reply->re != stage->request)
            return false;
        on_watch(stage, reply);
        return true;
    case MESSAGE_PUSH_STAGE:
        on_contest(stage, &reply->stage, now);
        return true;
    case MESSAGE_PUSH_PANEL:
        on_panel(stage, &reply->panel, now);
        return true;
    default:
        return false;
    }
}

/* ---- The clock -------------------------------------------------------------------------------------- */

static bool clock_runs(const struct stage *stage)
{
    return (stage->kind == STAGE_CONTEST && stage->contest.clock_running) ||
           (stage->kind == STAGE_PANEL && stage->panel.clock_running);
}

int64_t stage_clock(const struct stage *stage, int64_t now)
{
    int64_t gone = clock_runs(stage) && now > stage->taken_at ? now - stage->taken_at : 0;
    if (stage->kind == STAGE_PANEL)
        return stage->panel.used + gone;
    int64_t left = stage->kind == STAGE_CONTEST ? stage->contest.left - gone : 0;
    return left > 0 ? left : 0;
}

int64_t stage_due(const struct stage *stage, int64_t now)
{
    if (!clock_runs(stage))
        return -1;
    int64_t shown = stage_clock(stage, now);
    if (stage->kind == STAGE_PANEL)
        return now + 1000 - shown % 1000;
    return shown > 0 ? now + (shown - 1) % 1000 + 1 : -1;
}

/* ---- Looking ---------------------------------------------------------------------------------------- */

const struct round_row *stage_round(const struct stage *stage)
{
    if (stage->kind != STAGE_CONTEST)
        return NULL;
    int64_t round = stage->contest.round;
    return round >= 0 && round < stage->contest.frame->round_count ? &stage->contest.frame->rounds[round]
                                                                   : NULL;
}

const struct entrant_row *stage_team(const struct stage *stage, int64_t team)
{
    if (stage->kind != STAGE_CONTEST || team < 0 || team >= stage->contest.frame->team_count)
        return NULL;
    return &stage->contest.frame->teams[team];
}

struct text stage_team_code(const struct stage *stage, int64_t team)
{
    const struct entrant_row *row = stage_team(stage, team);
    return row ? row->code : text_of("");
}

const struct contest_team_row *stage_team_state(const struct stage *stage, int64_t team)
{
    if (stage->kind != STAGE_CONTEST)
        return NULL;
    int64_t row = team - stage->contest.first;
    return team >= 0 && row >= 0 && row < stage->contest.team_count ? &stage->contest.teams[row] : NULL;
}

const struct performer_row *stage_performer(const struct stage *stage, int64_t performer)
{
    if (stage->kind != STAGE_PANEL)
        return NULL;
    for (int64_t i = 0; i < stage->panel.performer_count; i++)
        if (stage->panel.performers[i].performer == performer)
            return &stage->panel.performers[i];
    return NULL;
}

/* ---- Commands --------------------------------------------------------------------------------------- */

struct request stage_contest(enum contest_command_kind command)
{
    return (struct request){.kind = MESSAGE_CONTEST,
                            .contest = {.command = command, .round = -1, .play = -1, .item = -1}};
}

struct request stage_panel(enum panel_command_kind command)
{
    return (struct request){
        .kind = MESSAGE_PANEL,
        .panel = {.command = command, .performer = -1, .judge = -1, .criterion = -1, .envelope = -1}};
}

/* Where each request has its event. */
static struct text *event_of(struct request *request)
{
    switch (request->kind) {
    case MESSAGE_CONTEST:
    case MESSAGE_PREVIEW:
        return &request->contest.event;
    case MESSAGE_PANEL:
        return &request->panel.event;
    case MESSAGE_KEY_TEST:
        return &request->key_test.event;
    case MESSAGE_SIGN:
        return &request->sign.event;
    case MESSAGE_SHEET:
    case MESSAGE_PERFORMER:
        return &request->sheet.event;
    case MESSAGE_SERIES:
        return &request->series.event;
    default:
        return &request->event.event; /* PLAYS */
    }
}

int64_t stage_send(const struct stage *stage, const struct port *port, struct request *request, bool keep)
{
    *event_of(request) = text_of(stage->event);
    return port_send(port, request, keep);
}
