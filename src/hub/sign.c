/* sign: a judge signs the sheet of one performer with the PIN. */
#include "hub/blind.h"
#include "hub/pin_check.h"
#include "hub/stages.h"
#include "hub/turn.h"
#include "hub/uses.h"
#include "hub/watch.h"

/* The session may have gone to watch something else while the PIN was checked. */
static enum wire_error own_sheet(struct hub *hub, const struct session *session, struct text event,
                                 struct stage **stage, struct text *detail)
{
    enum standing_as as;
    enum wire_error refusal = stage_asked(hub, session, event, EVENT_KIND_PANEL, stage, &as, detail);
    if (refusal != WIRE_OK)
        return refusal;
    return as == AS_JUDGE || as == AS_HEAD ? WIRE_OK : WIRE_NOT_ALLOWED;
}

static enum wire_error sign(struct hub *hub, struct session *session, const struct standing_tries *tries,
                            const struct pin_errand *errand, struct reply *reply)
{
    struct stage *stage;
    struct err err = ERR_NONE;
    enum wire_error refusal = own_sheet(hub, session, errand->event, &stage, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    if (!turn_write(hub))
        return WIRE_NOT_SAVED;
    if (!tries_clear(hub, session->person.number, tries, &err))
        return turn_fail(hub, &err);
    struct panel_command command = {
        .kind = PANEL_SIGN,
        .as = {.performer = performer_meant(&stage->panel, false, errand->performer),
               .judge = session->watch->judge,
               .criterion = -1,
               .envelope = -1,
               .topic = -1}};
    return panel_do(hub, stage, &command, session->actor, &reply->contest.event, &reply->detail);
}

enum wire_error use_sign(struct hub *hub, struct session *session, const struct request *request,
                         struct reply *reply)
{
    struct stage *stage;
    enum wire_error refusal = own_sheet(hub, session, request->sign.event, &stage, &reply->detail);
    if (refusal != WIRE_OK)
        return refusal;
    struct pin_errand errand = {
        .then = sign, .event = stage->entry.code, .performer = request->sign.performer};
    return pin_check(hub, session, request, session->person.number, request->sign.pin, &errand, &reply->wait);
}
