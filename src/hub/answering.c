/* start, answer, flag, submit: a candidate at a test. */
#include "base/i18n.h"
#include "hub/drawn.h"
#include "hub/ended.h"
#include "hub/events.h"
#include "hub/live.h"
#include "hub/log.h"
#include "hub/oral.h"
#include "hub/ownership.h"
#include "hub/show.h"
#include "hub/turn.h"
#include "hub/uses.h"

/* ---- start ----------------------------------------------------------------------------------------- */

/* The roster may have changed since the sign-in. */
static enum wire_error check_entitled(struct hub *hub, const struct test *test, struct text number)
{
    struct person_record record;
    struct err err = ERR_NONE;
    drawn_look(hub);
    if (!person_find(hub->store, number, &hub->scratch, &record, &err))
        return err.kind == ERR_NOT_FOUND ? WIRE_NOT_FOR_YOU : turn_fail(hub, &err);
    return record.active && test_is_for(test, &record.person) ? WIRE_OK : WIRE_NOT_FOR_YOU;
}

enum wire_error use_start(struct hub *hub, struct session *session, const struct request *request,
                          struct reply *reply)
{
    struct test *test = events_find(hub, request->start.event);
    if (!test)
        return events_miss(hub, request->start.event);
    if (request->start.number.len)
        return oral_start(hub, session, test, request->start.number, reply);
    int nth;
    enum wire_error refusal = attempts_next(hub, test, session->person.number, &nth, &reply->attempt.attempt);
    const struct live *running = live_find(hub, reply->attempt.attempt);
    if (reply->attempt.attempt)
        return running && running->state.examiner.len ? WIRE_EXAMINED : WIRE_OK;
    if (refusal == WIRE_NOT_SAVED)
        return refusal;
    if (test->entry.status != EVENT_OPEN)
        return WIRE_NOT_OPEN;
    enum wire_error stranger = check_entitled(hub, test, session->person.number);
    if (stranger != WIRE_OK)
        return stranger;
    if (refusal != WIRE_OK)
        return refusal;
    struct live *live;
    const struct beginning beginning = {
        .number = session->person.number, .nth = nth, .actor = session->actor};
    refusal = live_begin(hub, test, &beginning, &live, &reply->detail);
    if (refusal == WIRE_OK)
        reply->attempt.attempt = live->id;
    return refusal;
}

/* ---- answer ---------------------------------------------------------------------------------------- */

enum wire_error use_answer(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    struct live *live;
    struct err err = ERR_NONE;
    enum wire_error refusal = own_running(hub, session, request->answer.attempt, &live);
    if (refusal != WIRE_OK)
        return refusal;
    if (request->answer.slot >= live->state.form.count)
        return WIRE_NO_SUCH_SLOT;
    struct attempt_command command = {.kind = ATTEMPT_ANSWER};
    command.as.answered.slot = (int)request->answer.slot;
    command.as.answered.spent = request->answer.spent;
    if (!canonical_response(&hub->scratch, &live->state.form.slots[command.as.answered.slot],
                            live->items[command.as.answered.slot], request->answer.response,
                            &command.as.answered.response, &err)) {
        reply->detail = arena_text(&hub->scratch, text_of(err.message));
        return WIRE_BAD_RESPONSE;
    }
    refusal = oral_words(hub, live, command.as.answered.slot, &command.as.answered.response);
    if (refusal != WIRE_OK)
        return refusal;
    return live_command(hub, live, &command, session->actor);
}

enum wire_error use_flag(struct hub *hub, struct session *session, const struct request *request,
                         struct reply *reply)
{
    (void)reply;
    struct live *live;
    enum wire_error refusal = own_running(hub, session, request->flag.attempt, &live);
    if (refusal != WIRE_OK)
        return refusal;
    if (request->flag.slot >= live->state.form.count)
        return WIRE_NO_SUCH_SLOT;
    struct attempt_command command = {.kind = ATTEMPT_FLAG};
    command.as.flagged.slot = (int)request->flag.slot;
    command.as.flagged.on = request->flag.on;
    return live_command(hub, live, &command, session->actor);
}

/* ---- submit ---------------------------------------------------------------------------------------- */

/* A submit that is sent again after a lost connection finds the attempt over: that is what was asked for. */
static enum wire_error submit_again(struct hub *hub, const struct session *session, int64_t id)
{
    const struct live *live = live_find(hub, id);
    if (live)
        return live->state.status == ATTEMPT_SUBMITTED ? WIRE_OK : WIRE_NOT_RUNNING;
    struct ended ended;
    enum wire_error refusal = ended_find(hub, session, id, &ended);
    if (refusal != WIRE_OK)
        return refusal;
    bool examined = text_equal(ended.record.examiner, session->person.number);
    return (ended.own || examined) && ended.record.status == ATTEMPT_SUBMITTED ? WIRE_OK : WIRE_NOT_RUNNING;
}

enum wire_error use_submit(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    struct live *live;
    int64_t id = request->attempt.attempt;
    enum wire_error refusal = own_running(hub, session, id, &live);
    reply->attempt.attempt = id;
    if (refusal == WIRE_TIME_UP || refusal == WIRE_NOT_RUNNING)
        return submit_again(hub, session, id);
    if (refusal != WIRE_OK)
        return refusal;
    struct attempt_command submit = {.kind = ATTEMPT_SUBMIT};
    submit.as.submitted.cause = SUBMIT_CANDIDATE;
    refusal = live_command(hub, live, &submit, session->actor);
    if (refusal == WIRE_OK && hub->options.verbose)
        log_line(_("%.*s submitted attempt %lld"), TEXT_ARG(session->actor), (long long)id);
    return refusal;
}
