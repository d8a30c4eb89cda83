/* series: the steps of the ceremony. */
#include "base/clock.h"
#include "hub/lifecycle.h"
#include "hub/stage_life.h"
#include "hub/stage_view.h"
#include "hub/stages.h"
#include "hub/turn.h"
#include "hub/uses.h"
#include "hub/watch.h"

static enum wire_error refuse(enum contest_refusal refusal, struct text *detail)
{
    *detail = text_of(contest_refusal_names[refusal]);
    return WIRE_CONTEST;
}

static enum wire_error reveal(struct hub *hub, struct stage *stage, int64_t ranked, struct text actor,
                              struct reply *reply)
{
    struct err err = ERR_NONE;
    if (stage->series.revealed >= ranked)
        return WIRE_OK;
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    stage_touch(hub, stage);
    if (!series_reveal(hub->store, stage->entry.code, &stage->series, clock_wall_ms(),
                       hall_clock_now(&hub->clock), actor, &err))
        return turn_fail(hub, &err);
    reply->contest.event = stage->series.n;
    return WIRE_OK;
}

static const struct entrant_result *results_of(struct hub *hub, const struct series_row *rows, size_t count)
{
    struct entrant_result *results = arena_array(&hub->scratch, count, sizeof *results);
    for (size_t i = 0; i < count; i++)
        results[i] = (struct entrant_result){.code = rows[i].entrant.code,
                                             .name = rows[i].entrant.name,
                                             .unit = rows[i].entrant.unit,
                                             .mark = rows[i].total,
                                             .rank = rows[i].rank,
                                             .award = rows[i].award ? rows[i].award->title : text_of("")};
    return results;
}

static enum wire_error finalize(struct hub *hub, struct stage *stage, const struct series_row *rows,
                                size_t count, struct text actor, struct reply *reply)
{
    struct err err = ERR_NONE;
    const struct entrant_result *results = results_of(hub, rows, count);
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    stage_touch(hub, stage);
    if (!series_finalize(hub->store, stage->entry.code, &stage->series, results, count, clock_wall_ms(),
                         hall_clock_now(&hub->clock), actor, &err))
        return turn_fail(hub, &err);
    reply->contest.event = stage->series.n;
    return entry_set_status(hub, &stage->entry, EVENT_CLOSED, actor);
}

enum wire_error use_series(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    struct stage *stage;
    enum standing_as as;
    struct series_row *rows;
    size_t count;
    bool provisional;
    struct err err = ERR_NONE;
    enum wire_error refusal =
        stage_asked(hub, session, request->series.event, EVENT_KIND_SERIES, &stage, &as, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (as != AS_HOST)
        return WIRE_NOT_ALLOWED;
    if (stage->series.final)
        return request->series.finalize ? WIRE_OK : refuse(CONTEST_IS_FINAL, &reply->detail);
    if (!series_rows(hub, stage, &hub->scratch, &rows, &count, &provisional, &err))
        return turn_unreadable(hub, &err);
    /* What is not decided yet is neither shown to the audience nor put on record. */
    if (provisional)
        return refuse(CONTEST_OPEN_MATTERS, &reply->detail);
    refusal = stage_make_open(hub, stage, session->actor, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    return request->series.finalize ? finalize(hub, stage, rows, count, session->actor, reply)
                                    : reveal(hub, stage, series_ranked(rows, count), session->actor, reply);
}
