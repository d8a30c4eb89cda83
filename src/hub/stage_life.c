#include "hub/stage_life.h"

#include "hub/lifecycle.h"
#include "hub/stage_names.h"
#include "hub/stages.h"
#include "hub/turn.h"
#include "store/banks.h"

static enum wire_error cannot_draw(struct hub *hub, const struct err *err, struct text *detail)
{
    *detail = arena_text(&hub->scratch, text_of(err->message));
    return WIRE_CANNOT_DRAW;
}

static struct text fixed_seed(const struct stage *stage)
{
    if (stage->entry.kind == EVENT_KIND_CONTEST)
        return stage->sheet.contest.seed;
    return stage->entry.kind == EVENT_KIND_PANEL ? stage->sheet.panel.seed : text_of("");
}

enum wire_error stage_prepare(struct hub *hub, struct stage *stage, struct text actor, struct text *detail)
{
    struct arena arena = ARENA_EMPTY;
    struct pool pool = {.count = 0};
    struct err err = ERR_NONE;
    enum wire_error refusal = WIRE_OK;
    if (stage->entry.status != EVENT_DRAFT)
        return WIRE_OK;
    if (!stage->entry.sound) {
        *detail = stage->entry.trouble;
        return WIRE_CANNOT_DRAW;
    }
    if (stage->entry.kind == EVENT_KIND_CONTEST) {
        if (!pool_load(hub->store, &arena, &pool, &err))
            refusal = turn_unreadable(hub, &err);
        else if (!contest_check(&stage->sheet.contest, &pool, &err))
            refusal = cannot_draw(hub, &err, detail);
    }
    if (refusal == WIRE_OK)
        refusal = entry_prepare(hub, &stage->entry, &pool, fixed_seed(stage), actor);
    arena_finish(&arena);
    return refusal;
}

enum wire_error stage_open(struct hub *hub, struct stage *stage, struct text actor, struct text *detail)
{
    if (stage->entry.status == EVENT_OPEN)
        return WIRE_ALREADY;
    enum wire_error refusal = stage_prepare(hub, stage, actor, detail);
    return refusal == WIRE_OK ? entry_set_status(hub, &stage->entry, EVENT_OPEN, actor) : refusal;
}

enum wire_error stage_make_open(struct hub *hub, struct stage *stage, struct text actor, struct text *detail)
{
    if (stage->entry.status == EVENT_CLOSED)
        return WIRE_NOT_OPEN;
    return stage->entry.status == EVENT_OPEN ? WIRE_OK : stage_open(hub, stage, actor, detail);
}

/* ---- Closing --------------------------------------------------------------------------------------- */

/* WIRE_OK, or that it is under way. */
static enum wire_error check_over(const struct stage *stage, struct text *detail)
{
    switch (stage->entry.kind) {
    case EVENT_KIND_CONTEST:
        if (stage->contest.stage == CONTEST_STAGE_NONE || stage->contest.stage == CONTEST_STAGE_FINAL)
            return WIRE_OK;
        *detail = text_of(contest_refusal_names[CONTEST_OPEN_MATTERS]);
        return WIRE_CONTEST;
    case EVENT_KIND_PANEL:
        if (!stage->panel.begun || stage->panel.final)
            return WIRE_OK;
        *detail = text_of(panel_refusal_names[PANEL_OPEN_MATTERS]);
        return WIRE_PANEL;
    default:
        return WIRE_OK;
    }
}

enum wire_error stage_close(struct hub *hub, struct stage *stage, struct text actor, struct text *detail)
{
    if (stage->entry.status != EVENT_OPEN)
        return stage->entry.status == EVENT_CLOSED ? WIRE_ALREADY : WIRE_NOT_OPEN;
    enum wire_error refusal = stage_wake(hub, stage, detail);
    if (refusal == WIRE_OK)
        refusal = check_over(stage, detail);
    return refusal == WIRE_OK ? entry_set_status(hub, &stage->entry, EVENT_CLOSED, actor) : refusal;
}

/* ---- Beginning ------------------------------------------------------------------------------------- */

static enum wire_error draw_script(struct hub *hub, const struct stage *stage,
                                   struct contest_command *command, struct text *detail)
{
    struct pool pool;
    struct err err = ERR_NONE;
    if (!pool_load_saved(hub->store, &stage->entry.pool_hash, &hub->scratch, &pool, &err))
        return turn_unreadable(hub, &err);
    if (!contest_draw(&stage->sheet.contest, &pool, stage->entry.seed, &hub->scratch, &command->as.script,
                      &err))
        return cannot_draw(hub, &err, detail);
    return WIRE_OK;
}

enum wire_error contest_prepare_to_begin(struct hub *hub, struct stage *stage,
                                         struct contest_command *command, struct text actor,
                                         struct text *detail)
{
    if (stage->contest.stage != CONTEST_STAGE_NONE)
        return WIRE_OK;
    enum wire_error refusal = stage_make_open(hub, stage, actor, detail);
    return refusal == WIRE_OK ? draw_script(hub, stage, command, detail) : refusal;
}

enum wire_error panel_prepare_to_begin(struct hub *hub, struct stage *stage, struct panel_command *command,
                                       struct text actor, struct text *detail)
{
    const struct panel_sheet *sheet = &stage->sheet.panel;
    if (stage->panel.begun)
        return WIRE_OK;
    enum wire_error refusal = stage_make_open(hub, stage, actor, detail);
    if (refusal != WIRE_OK)
        return refusal;
    stage_names_refresh(hub, stage);
    panel_draw(sheet, stage->entry.seed, sheet->judges_named ? stage->names.judges : NULL, &hub->scratch,
               command);
    return WIRE_OK;
}
