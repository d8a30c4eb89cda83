#include "hub/turn.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "hub/echo.h"
#include "hub/events.h"
#include "hub/live.h"
#include "hub/log.h"
#include "hub/marking_room.h"
#include "hub/publish.h"
#include "hub/session.h"
#include "hub/stages.h"

#include <stdlib.h>

enum { LOG_FAILURE_EVERY = 64 };

void turn_list(struct hub *hub, struct session *session)
{
    struct turn *turn = &hub->turn;
    if (session->in_turn)
        return;
    session->in_turn = true;
    session->turn_start = session->out.len;
    turn->sessions =
        xgrow(turn->sessions, &turn->session_capacity, turn->session_count + 1, sizeof(struct session *));
    turn->sessions[turn->session_count++] = session;
}

bool turn_write(struct hub *hub)
{
    struct err err = ERR_NONE;
    if (hub->turn.failed)
        return false;
    if (store_in_transaction(hub->store) || store_begin(hub->store, &err))
        return true;
    turn_fail(hub, &err);
    return false;
}

enum wire_error turn_fail(struct hub *hub, const struct err *err)
{
    /* A full disk may last for hours of retries; the log need not hold them all. */
    if (!hub->turn.failed && hub->turn.failures % LOG_FAILURE_EVERY == 0)
        log_line(_("nothing can be saved: %s"), err->message);
    hub->turn.failed = true;
    return WIRE_NOT_SAVED;
}

enum wire_error turn_unreadable(const struct hub *hub, const struct err *err)
{
    if (hub->turn.failures % LOG_FAILURE_EVERY == 0)
        log_line(_("cannot be read: %s"), err->message);
    return WIRE_NOT_SAVED;
}

void turn_note(struct hub *hub, struct session *session, int64_t id, enum message_kind kind)
{
    struct turn *turn = &hub->turn;
    turn_list(hub, session);
    turn->asked = xgrow(turn->asked, &turn->asked_capacity, turn->asked_count + 1, sizeof *turn->asked);
    turn->asked[turn->asked_count++] = (struct asked){session, id, kind};
}

void turn_touch(struct hub *hub, struct live *live)
{
    struct turn *turn = &hub->turn;
    if (live->touched)
        return;
    live->touched = true;
    turn->touched =
        xgrow(turn->touched, &turn->touched_capacity, turn->touched_count + 1, sizeof(struct live *));
    turn->touched[turn->touched_count++] = live;
}

void turn_say(struct hub *hub, struct session *session, const struct reply *reply)
{
    turn_list(hub, session);
    wire_write_reply(reply, &session->out);
}

void turn_say_line(struct hub *hub, struct session *session, struct text line)
{
    turn_list(hub, session);
    buf_add_text(&session->out, line);
}

static bool commit(struct hub *hub)
{
    struct err err = ERR_NONE;
    if (!store_in_transaction(hub->store))
        return !hub->turn.failed;
    if (!hub->turn.failed && !hall_clock_save(&hub->clock, hub->store, &err))
        turn_fail(hub, &err);
    if (hub->turn.failed) {
        store_rollback(hub->store);
        return false;
    }
    if (store_commit(hub->store, &err)) {
        hub->clock_saved_at = clock_boot_ms();
        hub->turn.failures = 0;
        return true;
    }
    turn_fail(hub, &err);
    return false;
}

/* A seat whose sign-in changed is hung up on: it comes back with its ticket, or signs in again. */
static void take_back_replies(struct hub *hub)
{
    struct turn *turn = &hub->turn;
    for (size_t i = 0; i < turn->session_count; i++) {
        struct session *session = turn->sessions[i];
        session->out.len = session->turn_start;
        if (session->changed)
            session->ended = true;
    }
    for (size_t i = 0; i < turn->asked_count; i++) {
        const struct asked *asked = &turn->asked[i];
        struct reply reply = {.re = asked->id, .kind = asked->kind, .error = WIRE_NOT_SAVED};
        wire_write_reply(&reply, &asked->session->out);
    }
}

/* Memory must never run ahead of the disk. */
static bool take_back_states(struct hub *hub)
{
    struct turn *turn = &hub->turn;
    struct err err = ERR_NONE;
    marking_rooms_drop(hub);
    bool ok = !turn->events_touched || events_read_again(hub, &err);
    for (size_t i = 0; ok && i < turn->touched_count; i++)
        ok = live_read_again(hub, turn->touched[i], &err);
    ok = ok && stages_read_again(hub, &err);
    if (!ok) {
        hub->fatal = err;
        hub->broken = true;
    }
    return ok;
}

static void let_go_of_ended(struct hub *hub)
{
    struct turn *turn = &hub->turn;
    for (size_t i = 0; i < turn->touched_count; i++) {
        struct live *live = turn->touched[i];
        live->touched = false;
        if (live->state.status != ATTEMPT_RUNNING)
            live_remove(hub, live);
    }
}

static void send_all(struct hub *hub)
{
    struct turn *turn = &hub->turn;
    for (size_t i = 0; i < turn->session_count; i++) {
        struct session *session = turn->sessions[i];
        session->in_turn = session->changed = false;
        echo_leaves(session);
        session_send(hub, session);
    }
}

bool turn_end(struct hub *hub)
{
    struct turn *turn = &hub->turn;
    bool ok = true;
    stages_write_results(hub);
    if (!turn->failed)
        publish_stages(hub);
    if (commit(hub)) {
        let_go_of_ended(hub);
        stages_settle(hub);
    } else {
        take_back_replies(hub);
        ok = take_back_states(hub);
        if (ok)
            publish_stages(hub);
        stages_settle(hub);
        turn->failures++;
    }
    send_all(hub);
    turn->asked_count = turn->session_count = turn->touched_count = 0;
    turn->failed = turn->events_touched = turn->results_changed = false;
    return ok;
}

void turn_finish(struct turn *turn)
{
    free(turn->asked);
    free(turn->sessions);
    free(turn->touched);
}
