/* panel, sheet, performer: what host and judges do to a panel. */

#include "hub/blind.h"
#include "hub/stage_life.h"
#include "hub/stage_view.h"
#include "hub/stages.h"
#include "hub/uses.h"
#include "hub/watch.h"

/* ---- Who may command what -------------------------------------------------------------------------- */

enum {
    HOST = 1 << AS_HOST,
    HEAD = 1 << AS_HEAD, /* judge */
    JUDGE = 1 << AS_JUDGE,
    CHAIR = HOST | HEAD,
    ANY_JUDGE = JUDGE | HEAD,
};

static const unsigned may_command[PANEL_COMMANDS] = {
    [PANEL_BEGIN] = HOST,
    [PANEL_CALL] = CHAIR,
    [PANEL_DRAW_TOPIC] = CHAIR,
    [PANEL_BEGIN_PART] = CHAIR,
    [PANEL_STOP_CLOCK] = CHAIR,
    [PANEL_START_CLOCK] = CHAIR,
    [PANEL_MISSING] = CHAIR,
    [PANEL_RECUSE] = CHAIR,
    [PANEL_CONFIRM_SPREAD] = CHAIR,
    [PANEL_CLOSE] = CHAIR,
    [PANEL_REOPEN] = CHAIR,
    [PANEL_WITHDRAW] = CHAIR,
    [PANEL_REVEAL] = HOST,
    [PANEL_FINALIZE] = HOST,
    [PANEL_UNDO] = HOST,
    [PANEL_REDO] = HOST,
    [PANEL_MARK] = HOST | ANY_JUDGE,
    [PANEL_CLEAR] = HOST | ANY_JUDGE,
    [PANEL_SIGN] = HOST, /* of paper; a judge signs with the PIN: MESSAGE_SIGN */
};

/* ---- panel ----------------------------------------------------------------------------------------- */

static bool is_marking(enum panel_command_kind kind)
{
    return kind == PANEL_MARK || kind == PANEL_CLEAR;
}

/* A judge marks his own sheet, whatever he sends. */
static enum wire_error bind_to_judge(const struct session *session, enum standing_as as,
                                     struct panel_command *command)
{
    if (as == AS_HOST || !is_marking(command->kind))
        return WIRE_OK;
    if (command->as.judge >= 0 && command->as.judge != session->watch->judge)
        return WIRE_NOT_ALLOWED;
    command->as.judge = session->watch->judge;
    return WIRE_OK;
}

static struct panel_command command_of(const struct request *request)
{
    return (struct panel_command){.kind = request->panel.command,
                                  .as = {.performer = request->panel.performer,
                                         .judge = request->panel.judge,
                                         .criterion = request->panel.criterion,
                                         .envelope = request->panel.envelope,
                                         .topic = -1,
                                         .part = request->panel.part,
                                         .mark = request->panel.mark,
                                         .steps = request->panel.steps,
                                         .faults = request->panel.faults,
                                         .wrong_order = request->panel.wrong_order,
                                         .overtime = request->panel.overtime,
                                         .on = request->panel.on,
                                         .reason = request->panel.reason}};
}

enum wire_error use_panel(struct hub *hub, struct session *session, const struct request *request,
                          struct reply *reply)
{
    struct stage *stage;
    enum standing_as as;
    struct panel_command command = command_of(request);
    enum wire_error refusal =
        stage_asked(hub, session, request->panel.event, EVENT_KIND_PANEL, &stage, &as, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (!(may_command[command.kind] & 1U << as))
        return WIRE_NOT_ALLOWED;
    command.as.performer = performer_meant(&stage->panel, as == AS_HOST, command.as.performer);
    refusal = bind_to_judge(session, as, &command);
    if (refusal == WIRE_OK && command.kind == PANEL_BEGIN)
        refusal = panel_prepare_to_begin(hub, stage, &command, session->actor, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    return panel_do(hub, stage, &command, session->actor, &reply->contest.event, &reply->detail);
}

/* ---- sheet ----------------------------------------------------------------------------------------- */

static enum wire_error refuse(enum panel_refusal refusal, struct text *detail)
{
    *detail = text_of(panel_refusal_names[refusal]);
    return WIRE_PANEL;
}

enum wire_error use_sheet(struct hub *hub, struct session *session, const struct request *request,
                          struct reply *reply)
{
    struct stage *stage;
    enum standing_as as;
    int64_t performer = request->sheet.performer, judge = request->sheet.judge;
    enum wire_error refusal =
        stage_asked(hub, session, request->sheet.event, EVENT_KIND_PANEL, &stage, &as, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (as != AS_HOST && as != AS_HEAD && as != AS_JUDGE)
        return WIRE_NOT_ALLOWED;
    if (judge < 0 && as != AS_HOST)
        judge = session->watch->judge;
    if (as == AS_JUDGE && judge != session->watch->judge)
        return WIRE_NOT_ALLOWED;
    const struct panel *panel = &stage->panel;
    performer = performer_meant(panel, as == AS_HOST, performer);
    if (performer < 0 || performer >= panel->sheet->performer_count)
        return refuse(PANEL_NO_PERFORMER, &reply->detail);
    if (judge < 0 || judge >= panel->sheet->judge_count)
        return refuse(PANEL_NO_JUDGE, &reply->detail);
    const struct judge_sheet *sheet = &panel->performers[performer].judges[judge];
    reply->sheet.performer = request->sheet.performer;
    reply->sheet.judge = judge;
    reply->sheet.state = sheet->state;
    reply->sheet.sum = sheet->sum;
    reply->sheet.marks = judge_sheet_rows(&hub->scratch, panel, (int)performer, (int)judge);
    reply->sheet.mark_count = panel->sheet->criterion_count;
    return WIRE_OK;
}

/* ---- performer ------------------------------------------------------------------------------------- */

static struct panel_stage_row stage_row_of(struct arena *arena, const struct panel_stage *stage, int judges)
{
    struct stage_mark_row *marks = arena_array(arena, (size_t)judges, sizeof *marks);
    int64_t count = 0;
    for (int i = 0; i < judges; i++)
        if (stage->has[i])
            marks[count++] = (struct stage_mark_row){i, stage->marks[i], stage->dropped[i]};
    return (struct panel_stage_row){.criterion = stage->criterion,
                                    .marks = marks,
                                    .mark_count = count,
                                    .mean = stage->mean,
                                    .product = stage->product};
}

enum wire_error use_performer(struct hub *hub, struct session *session, const struct request *request,
                              struct reply *reply)
{
    struct stage *stage;
    enum standing_as as;
    int64_t performer = request->sheet.performer;
    enum wire_error refusal =
        stage_asked(hub, session, request->sheet.event, EVENT_KIND_PANEL, &stage, &as, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (as != AS_HOST && as != AS_HEAD)
        return WIRE_NOT_ALLOWED;
    const struct panel *panel = &stage->panel;
    performer = performer_meant(panel, as == AS_HOST, performer);
    if (performer < 0 || performer >= panel->sheet->performer_count)
        return refuse(PANEL_NO_PERFORMER, &reply->detail);
    struct panel_result result;
    panel_result(panel, (int)performer, &result);
    struct panel_stage_row *rows = arena_array(&hub->scratch, (size_t)result.stage_count, sizeof *rows);
    for (int i = 0; i < result.stage_count; i++)
        rows[i] = stage_row_of(&hub->scratch, &result.stages[i], panel->sheet->judge_count);
    reply->performer.performer = request->sheet.performer;
    reply->performer.complete = result.complete;
    reply->performer.spread_open = result.spread_open;
    reply->performer.total = result.total;
    reply->performer.lowest = result.lowest;
    reply->performer.highest = result.highest;
    reply->performer.stages = rows;
    reply->performer.stage_count = result.stage_count;
    return WIRE_OK;
}
