/* event-open, event-close, event-seal, extend, force-submit, void, unlock. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "hub/events.h"
#include "hub/lifecycle.h"
#include "hub/live.h"
#include "hub/log.h"
#include "hub/notice.h"
#include "hub/stage_life.h"
#include "hub/stages.h"
#include "hub/tries.h"
#include "hub/turn.h"
#include "hub/uses.h"
#include "store/journal.h"

/* ---- Events ---------------------------------------------------------------------------------------- */

enum wire_error use_event_open(struct hub *hub, struct session *session, const struct request *request,
                               struct reply *reply)
{
    notice_changes(hub);
    struct test *test = events_find(hub, request->event.event);
    if (test)
        return test_open(hub, test, session->actor, &reply->detail);
    struct stage *stage = stages_find(hub, request->event.event);
    return stage ? stage_open(hub, stage, session->actor, &reply->detail) : WIRE_NO_SUCH_EVENT;
}

enum wire_error use_event_close(struct hub *hub, struct session *session, const struct request *request,
                                struct reply *reply)
{
    struct test *test = events_find(hub, request->event.event);
    if (test)
        return test_close(hub, test, session->actor);
    struct stage *stage = stages_find(hub, request->event.event);
    return stage ? stage_close(hub, stage, session->actor, &reply->detail) : WIRE_NO_SUCH_EVENT;
}

enum wire_error use_event_seal(struct hub *hub, struct session *session, const struct request *request,
                               struct reply *reply)
{
    notice_changes(hub);
    struct test *test = events_find(hub, request->event.event);
    if (!test)
        return events_miss(hub, request->event.event);
    return test_seal(hub, test, session->actor, &reply->sealed.seal, &reply->detail);
}

/* ---- Time ------------------------------------------------------------------------------------------ */

static void tell_time(struct hub *hub, const struct live *live)
{
    struct session *seat = live_seat(hub, live);
    if (!seat)
        return;
    struct reply push = {.kind = MESSAGE_PUSH_TIME};
    push.time.attempt = live->id;
    push.time.left = attempt_left(&live->state, hall_clock_now(&hub->clock));
    push.time.limit = live->state.limit;
    turn_say(hub, seat, &push);
}

enum wire_error use_extend(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    struct test *test = events_find(hub, request->extend.event);
    struct text number = request->extend.number;
    if (!test)
        return events_miss(hub, request->extend.event);
    struct attempt_command extend = {.kind = ATTEMPT_EXTEND};
    extend.as.extended.ms = request->extend.minutes * 60 * 1000;
    extend.as.extended.reason = request->extend.reason;
    enum wire_error refusal = WIRE_NOT_RUNNING;
    size_t at = 0;
    for (struct live *live; (live = map_next(&hub->attempts, &at));) {
        bool meant = number.len == 0 || text_equal(number, live->record.number);
        if (live->test != test || live->state.status != ATTEMPT_RUNNING || !meant)
            continue;
        refusal = live_command(hub, live, &extend, session->actor);
        if (refusal == WIRE_NOT_SAVED)
            return refusal;
        if (refusal == WIRE_OK) {
            reply->changed.count++;
            tell_time(hub, live);
        }
    }
    if (number.len == 0 || reply->changed.count)
        return WIRE_OK;
    return refusal;
}

/* ---- Rulings --------------------------------------------------------------------------------------- */

static enum wire_error rule(struct hub *hub, struct session *session, struct live *live,
                            const struct attempt_command *command, struct text reason)
{
    enum wire_error refusal = live_command(hub, live, command, session->actor);
    if (refusal != WIRE_OK)
        return refusal;
    live_tell_ended(hub, live, reason);
    log_line(command->kind == ATTEMPT_VOID_IT ? _("attempt %lld of %.*s: voided by %.*s")
                                              : _("attempt %lld of %.*s: submitted by %.*s"),
             (long long)live->id, TEXT_ARG(live->record.number), TEXT_ARG(session->actor));
    return WIRE_OK;
}

enum wire_error use_force_submit(struct hub *hub, struct session *session, const struct request *request,
                                 struct reply *reply)
{
    (void)reply;
    struct live *live;
    enum wire_error refusal = live_load(hub, request->rule.attempt, &live);
    if (refusal != WIRE_OK)
        return refusal;
    struct attempt_command submit = {.kind = ATTEMPT_SUBMIT};
    submit.as.submitted.cause = SUBMIT_ORGANIZER;
    return rule(hub, session, live, &submit, request->rule.reason);
}

enum wire_error use_void(struct hub *hub, struct session *session, const struct request *request,
                         struct reply *reply)
{
    (void)reply;
    struct live *live;
    enum wire_error refusal = live_load(hub, request->rule.attempt, &live);
    if (refusal != WIRE_OK)
        return refusal;
    struct attempt_command void_it = {.kind = ATTEMPT_VOID_IT};
    void_it.as.voided.reason = request->rule.reason;
    return rule(hub, session, live, &void_it, request->rule.reason);
}

/* ---- Sign-in --------------------------------------------------------------------------------------- */

static bool write_unlock(struct hub *hub, struct text number, struct text actor, struct err *err)
{
    buf_clear(&hub->text);
    buf_add_char(&hub->text, '{');
    json_add_member(&hub->text, "number", number);
    buf_add_char(&hub->text, '}');
    struct journal_entry entry = {.stream = TEXT("hub"),
                                  .at = clock_wall_ms(),
                                  .clock = hall_clock_now(&hub->clock),
                                  .actor = actor,
                                  .kind = TEXT("unlocked"),
                                  .body = buf_text(&hub->text)};
    return person_set_tries(hub->store, number, 0, 0, false, err) && journal_append(hub->store, &entry, err);
}

enum wire_error use_unlock(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    (void)reply;
    struct err err = ERR_NONE;
    struct standing_tries tries;
    if (!tries_load(hub, request->person.number, &hub->scratch, &tries, &err))
        return turn_unreadable(hub, &err);
    if (!tries.known) {
        tries_forgive_stranger(hub, request->person.number);
        return WIRE_NO_SUCH_PERSON;
    }
    if (!tries.locked && tries.wrong == 0)
        return WIRE_ALREADY;
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    if (!write_unlock(hub, request->person.number, session->actor, &err))
        return turn_fail(hub, &err);
    hub->roster.fresh = false;
    return WIRE_OK;
}
