/* contest, preview, plays: what host and desks do to a contest. */
#include "hub/contest_panel.h"
#include "hub/key_test.h"
#include "hub/show.h"
#include "hub/stage_items.h"
#include "hub/stage_life.h"
#include "hub/stage_view.h"
#include "hub/stages.h"
#include "hub/turn.h"
#include "hub/uses.h"
#include "hub/watch.h"

/* ---- Who may command what -------------------------------------------------------------------------- */

enum { HOST = 1 << AS_HOST, DESK = 1 << AS_DESK };

static const unsigned may_command[CONTEST_COMMANDS] = {
    [CONTEST_BEGIN] = HOST,    [CONTEST_ENTER] = HOST,        [CONTEST_LEAVE] = HOST,
    [CONTEST_TURN] = HOST,     [CONTEST_STAKE] = HOST | DESK, [CONTEST_TAKE] = HOST,
    [CONTEST_SWAP] = HOST,     [CONTEST_SHOW] = HOST,         [CONTEST_OPEN] = HOST,
    [CONTEST_SPEAK] = HOST,    [CONTEST_RULE] = HOST,         [CONTEST_REOPEN] = HOST,
    [CONTEST_SHOW_KEY] = HOST, [CONTEST_PROMPTED] = HOST,     [CONTEST_AWARD] = HOST,
    [CONTEST_VOID] = HOST,     [CONTEST_AMEND] = HOST,        [CONTEST_PROTEST] = HOST,
    [CONTEST_SETTLE] = HOST,   [CONTEST_PAUSE] = HOST,        [CONTEST_RESUME] = HOST,
    [CONTEST_PAGE] = HOST,     [CONTEST_FREEZE] = HOST,       [CONTEST_UNFREEZE] = HOST,
    [CONTEST_CARRY] = HOST,    [CONTEST_CLOSE] = HOST,        [CONTEST_PLAYOFF] = HOST,
    [CONTEST_REVEAL] = HOST,   [CONTEST_FINALIZE] = HOST,     [CONTEST_UNDO] = HOST,
    [CONTEST_REDO] = HOST,     [CONTEST_PRESS] = HOST | DESK, [CONTEST_ANSWER] = HOST | DESK,
    [CONTEST_EXPIRE] = 0, /* the clock's own */
};

/* ---- From the request to the command --------------------------------------------------------------- */

static enum wire_error team_of(const struct stage *stage, struct text code, int64_t *out)
{
    const struct contest_sheet *sheet = &stage->sheet.contest;
    *out = code.len ? entrant_find(sheet->teams, sheet->team_count, code) : -1;
    return code.len && *out < 0 ? WIRE_NO_SUCH_TEAM : WIRE_OK;
}

/* A desk speaks for its own teams only, and for the first when it says none. */
static enum wire_error bind_to_desk(const struct watcher *watcher, int64_t *team)
{
    if (*team < 0)
        *team = watcher->teams[0];
    return watcher_serves(watcher, *team) ? WIRE_OK : WIRE_NOT_ALLOWED;
}

static enum wire_error read_teams(struct hub *hub, const struct stage *stage, const struct request *request,
                                  struct contest_event *as)
{
    int64_t count = request->contest.team_count;
    int64_t *teams = arena_array(&hub->scratch, (size_t)count, sizeof *teams);
    for (int64_t i = 0; i < count; i++) {
        enum wire_error refusal = team_of(stage, request->contest.teams[i], &teams[i]);
        if (refusal != WIRE_OK || teams[i] < 0)
            return WIRE_NO_SUCH_TEAM;
    }
    as->teams = teams;
    as->team_count = count;
    return WIRE_OK;
}

/* An answer comes in the letters shown. Where no item is shown it is the kernel's to refuse: what could be
 * said against the answer would tell of the item. */
static enum wire_error read_response(struct hub *hub, struct stage *stage, struct text shown,
                                     struct text *out, struct text *detail)
{
    const struct contest_play *play = contest_on(&stage->contest);
    const struct slot *slot = play && play->shown ? contest_slot(&stage->contest, play) : NULL;
    const struct item *item = slot ? stage_item(hub, stage, slot) : NULL;
    struct err err = ERR_NONE;
    *out = text_of("");
    if (!item || !shown.len || canonical_response(&hub->scratch, slot, item, shown, out, &err))
        return WIRE_OK;
    *detail = arena_text(&hub->scratch, text_of(err.message));
    return WIRE_BAD_RESPONSE;
}

static enum wire_error read_command(struct hub *hub, struct stage *stage, const struct request *request,
                                    struct contest_command *out, struct text *detail)
{
    *out = (struct contest_command){.kind = request->contest.command,
                                    .as = {.arrival = hub->arrivals,
                                           .round = request->contest.round,
                                           .queue = -1,
                                           .item = request->contest.item,
                                           .play = request->contest.play,
                                           .marks = request->contest.marks,
                                           .verdict = request->contest.verdict,
                                           .page = request->contest.page,
                                           .cancels = request->contest.cancels,
                                           .upheld = request->contest.upheld,
                                           .reason = request->contest.reason}};
    enum wire_error refusal = team_of(stage, request->contest.team, &out->as.team);
    if (refusal == WIRE_OK)
        refusal = read_teams(hub, stage, request, &out->as);
    if (refusal == WIRE_OK && out->kind == CONTEST_ANSWER)
        refusal = read_response(hub, stage, request->contest.response, &out->as.response, detail);
    if (refusal == WIRE_OK && out->kind == CONTEST_CARRY)
        refusal = contest_panel_marks(hub, &stage->contest, out, detail);
    return refusal;
}

/* The session's own right to it, and the command; nothing is changed. */
static enum wire_error ask(struct hub *hub, const struct session *session, const struct request *request,
                           struct stage **stage, enum standing_as *as, struct contest_command *command,
                           struct text *detail)
{
    enum wire_error refusal =
        stage_asked(hub, session, request->contest.event, EVENT_KIND_CONTEST, stage, as, detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (!(may_command[request->contest.command] & 1U << *as))
        return WIRE_NOT_ALLOWED;
    refusal = read_command(hub, *stage, request, command, detail);
    if (refusal == WIRE_OK && *as == AS_DESK)
        refusal = bind_to_desk(session->watch, &command->as.team);
    return refusal;
}

/* ---- contest --------------------------------------------------------------------------------------- */

/* Whoever pressed or answered before the clock was declared to have run out did so in time: what was read
 * later than it was sent, because the hub was held up, takes nobody's press away. */
static int64_t time_of(const struct hub *hub, const struct stage *stage, enum contest_command_kind kind)
{
    int64_t now = hall_clock_now(&hub->clock), expires = contest_expires(&stage->contest);
    bool of_desk = kind == CONTEST_PRESS || kind == CONTEST_ANSWER;
    return of_desk && now >= expires ? expires - 1 : now;
}

static void tell_press(const struct contest *contest, int64_t team, struct reply *reply)
{
    const struct contest_play *play = contest_on(contest);
    const struct contest_press *press = NULL;
    for (size_t i = 0; play && i < play->press_count; i++)
        if (play->presses[i].team == team)
            press = &play->presses[i];
    if (!press)
        return;
    reply->contest.place = contest_press_place(contest, play, (int)team);
    reply->contest.outcome = text_of(reply->contest.place == 1 ? "first"
                                     : reply->contest.place    ? "queued"
                                     : press->false_start      ? "false-start"
                                                               : "late");
}

enum wire_error use_contest(struct hub *hub, struct session *session, const struct request *request,
                            struct reply *reply)
{
    struct stage *stage;
    enum standing_as as;
    struct contest_command command;
    enum wire_error refusal = ask(hub, session, request, &stage, &as, &command, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (command.kind == CONTEST_PRESS && key_test_press(stage, command.as.team))
        return WIRE_OK;
    if (command.kind == CONTEST_BEGIN) {
        refusal = contest_prepare_to_begin(hub, stage, &command, session->actor, &reply->detail);
        if (refusal != WIRE_OK)
            return refusal;
    }
    if (command.kind == CONTEST_FINALIZE && !contest_panels_carried(hub, &stage->contest)) {
        reply->detail = text_of(contest_refusal_names[CONTEST_OPEN_MATTERS]);
        return WIRE_CONTEST;
    }
    refusal = contest_do(hub, stage, &command, time_of(hub, stage, command.kind), session->actor,
                         &reply->contest.event, &reply->detail);
    if (refusal == WIRE_OK && as == AS_HOST)
        key_test_end(stage);
    if (refusal == WIRE_OK && command.kind == CONTEST_PRESS)
        tell_press(&stage->contest, command.as.team, reply);
    return refusal;
}

/* ---- preview --------------------------------------------------------------------------------------- */

enum wire_error use_preview(struct hub *hub, struct session *session, const struct request *request,
                            struct reply *reply)
{
    struct stage *stage;
    enum standing_as as;
    struct contest_command command;
    enum wire_error refusal = ask(hub, session, request, &stage, &as, &command, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (as != AS_HOST)
        return WIRE_NOT_ALLOWED;
    struct stage_items_of of = {hub, stage};
    struct contest_items items = stage_items(&of);
    int count = stage->sheet.contest.team_count;
    struct contest_change *changes = arena_array(&hub->scratch, (size_t)count, sizeof *changes);
    enum contest_refusal why =
        contest_preview(&stage->contest, &command, hall_clock_now(&hub->clock), &items, changes);
    if (why != CONTEST_OK && why != CONTEST_NOTHING) {
        reply->detail = text_of(contest_refusal_names[why]);
        return WIRE_CONTEST;
    }
    struct change_row *rows = arena_array(&hub->scratch, (size_t)count, sizeof *rows);
    for (int i = 0; why == CONTEST_OK && i < count; i++)
        rows[i] = (struct change_row){i, changes[i].before, changes[i].after, changes[i].rank_before,
                                      changes[i].rank_after};
    reply->preview.rows = rows;
    reply->preview.row_count = why == CONTEST_OK ? count : 0;
    return WIRE_OK;
}

/* ---- plays ----------------------------------------------------------------------------------------- */

static struct text answer_of(struct hub *hub, struct stage *stage, const struct contest_play *play, int team)
{
    const struct slot *slot = contest_slot(&stage->contest, play);
    const struct item *item = slot ? stage_item(hub, stage, slot) : NULL;
    for (size_t i = 0; item && i < play->answer_count; i++)
        if (play->answers[i].team == team)
            return show_response(&hub->scratch, slot, item, text_of(play->answers[i].text));
    return text_of("");
}

static const struct ruling_row *ruling_rows(struct hub *hub, struct stage *stage,
                                            const struct contest_play *play)
{
    struct ruling_row *rows = arena_array(&hub->scratch, play->ruling_count, sizeof *rows);
    for (size_t i = 0; i < play->ruling_count; i++) {
        const struct contest_ruling *ruling = &play->rulings[i];
        rows[i] = (struct ruling_row){.team = ruling->team,
                                      .ruling = (int64_t)i,
                                      .verdict = ruling->verdict,
                                      .marks = ruling->marks,
                                      .machine = ruling->machine,
                                      .amended = ruling->amended,
                                      .cancelled = ruling->cancelled,
                                      .answer = answer_of(hub, stage, play, ruling->team)};
    }
    return rows;
}

static struct play_row play_row_of(struct hub *hub, struct stage *stage, int at)
{
    const struct contest_play *play = &stage->contest.plays[at];
    const struct slot *slot = contest_slot(&stage->contest, play);
    const struct item *item = slot ? stage_item(hub, stage, slot) : NULL;
    struct play_row row = {.play = at,
                           .round = play->round,
                           .number = contest_play_number(&stage->contest, at),
                           .voided = play->voided,
                           .rulings = ruling_rows(hub, stage, play),
                           .ruling_count = (int64_t)play->ruling_count};
    if (item) {
        row.id = slot->id;
        row.stem = item->stem;
        row.key = show_key(&hub->scratch, slot, item);
    }
    return row;
}

enum wire_error use_plays(struct hub *hub, struct session *session, const struct request *request,
                          struct reply *reply)
{
    struct stage *stage;
    enum standing_as as;
    enum wire_error refusal =
        stage_asked(hub, session, request->event.event, EVENT_KIND_CONTEST, &stage, &as, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (as != AS_HOST)
        return WIRE_NOT_ALLOWED;
    const struct contest *contest = &stage->contest;
    struct play_row *plays = arena_array(&hub->scratch, contest->play_count, sizeof *plays);
    struct protest_row *protests = arena_array(&hub->scratch, contest->protest_count, sizeof *protests);
    for (size_t i = 0; i < contest->play_count; i++)
        plays[i] = play_row_of(hub, stage, (int)i);
    for (size_t i = 0; i < contest->protest_count; i++) {
        const struct contest_protest *protest = &contest->protests[i];
        protests[i] = (struct protest_row){(int64_t)i,
                                           protest->play,
                                           protest->team,
                                           text_of(protest->reason),
                                           text_of(protest->ruling),
                                           protest->settled,
                                           protest->upheld};
    }
    reply->plays.plays = plays;
    reply->plays.play_count = (int64_t)contest->play_count;
    reply->plays.protests = protests;
    reply->plays.protest_count = (int64_t)contest->protest_count;
    return WIRE_OK;
}
