#include "hub/dispatch.h"

#include "base/i18n.h"
#include "hub/log.h"
#include "hub/permission.h"
#include "hub/session.h"
#include "hub/turn.h"
#include "hub/uses.h"

static use_case *const uses[MESSAGE_KINDS] = {
    [MESSAGE_HELLO] = use_hello,
    [MESSAGE_SIGN_IN] = use_sign_in,
    [MESSAGE_RESUME] = use_resume,
    [MESSAGE_SIGN_OUT] = use_sign_out,
    [MESSAGE_PING] = use_ping,
    [MESSAGE_HOME] = use_home,
    [MESSAGE_START] = use_start,
    [MESSAGE_PAPER] = use_paper,
    [MESSAGE_ANSWER] = use_answer,
    [MESSAGE_FLAG] = use_flag,
    [MESSAGE_SUBMIT] = use_submit,
    [MESSAGE_RESULT] = use_result,
    [MESSAGE_REVIEW] = use_review,
    [MESSAGE_RANKING] = use_ranking,
    [MESSAGE_TICK] = use_tick,
    [MESSAGE_MARKING] = use_marking,
    [MESSAGE_SCRIPT] = use_script,
    [MESSAGE_MARK_SCRIPT] = use_mark_script,
    [MESSAGE_REOPEN] = use_reopen,
    [MESSAGE_EVENTS] = use_events,
    [MESSAGE_EVENT_OPEN] = use_event_open,
    [MESSAGE_EVENT_CLOSE] = use_event_close,
    [MESSAGE_EVENT_SEAL] = use_event_seal,
    [MESSAGE_MONITOR] = use_monitor,
    [MESSAGE_EXTEND] = use_extend,
    [MESSAGE_FORCE_SUBMIT] = use_force_submit,
    [MESSAGE_VOID] = use_void,
    [MESSAGE_UNLOCK] = use_unlock,
    [MESSAGE_IMPORT] = use_import,
    [MESSAGE_WATCH] = use_watch,
    [MESSAGE_CONTEST] = use_contest,
    [MESSAGE_PREVIEW] = use_preview,
    [MESSAGE_PLAYS] = use_plays,
    [MESSAGE_KEY_TEST] = use_key_test,
    [MESSAGE_PANEL] = use_panel,
    [MESSAGE_SIGN] = use_sign,
    [MESSAGE_SHEET] = use_sheet,
    [MESSAGE_PERFORMER] = use_performer,
    [MESSAGE_SERIES] = use_series,
    [MESSAGE_ECHO] = use_echo,
};

static void refuse_unreadable(struct hub *hub, struct session *session, int64_t id, enum message_kind kind,
                              const struct err *err)
{
    struct reply reply = {.re = id, .kind = kind, .error = WIRE_BAD_MESSAGE, .detail = text_of(err->message)};
    turn_say(hub, session, &reply);
}

static enum wire_error handle(struct hub *hub, struct session *session, const struct request *request,
                              struct reply *reply)
{
    if (!session->greeted && request->kind != MESSAGE_HELLO) {
        reply->detail = text_of("\"hello\" must come first");
        return WIRE_BAD_MESSAGE;
    }
    enum wire_error refusal = permission_check(session_role(hub, session), request->kind);
    if (refusal == WIRE_OK)
        refusal = uses[request->kind](hub, session, request, reply);
    if (refusal != WIRE_OK && hub->options.verbose)
        log_line(_("%.*s: %s refused: %s %.*s"), TEXT_ARG(session->actor), message_name(request->kind),
                 wire_error_name(refusal), TEXT_ARG(reply->detail));
    return refusal;
}

void dispatch(struct hub *hub, struct session *session, struct text line)
{
    struct request request;
    struct err err = ERR_NONE;
    int64_t id;
    hub->arrivals++;
    if (!wire_read_request(line, &hub->scratch, &request, &id, &err)) {
        refuse_unreadable(hub, session, id, request.kind, &err);
        arena_clear(&hub->scratch);
        return;
    }
    struct reply reply = {.re = id, .kind = request.kind};
    reply.error = hub->turn.failed ? WIRE_NOT_SAVED : handle(hub, session, &request, &reply);
    /* A sign-in is answered when its PIN has been checked, in that turn. */
    if (!session->checking) {
        turn_note(hub, session, id, request.kind);
        turn_say(hub, session, &reply);
    }
    arena_clear(&hub->scratch);
}
