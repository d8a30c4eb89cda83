#include "hub/ended.h"

#include "base/i18n.h"
#include "hub/events.h"
#include "hub/papers.h"
#include "hub/remark.h"
#include "hub/session.h"
#include "hub/turn.h"

enum wire_error ended_find(struct hub *hub, const struct session *session, int64_t id, struct ended *out)
{
    struct err err = ERR_NONE;
    if (!attempt_find(hub->store, id, &hub->scratch, &out->record, &err))
        return err.kind == ERR_NOT_FOUND ? WIRE_NO_SUCH_ATTEMPT : turn_unreadable(hub, &err);
    out->own = text_equal(out->record.number, session->person.number);
    out->test = events_find(hub, out->record.event);
    if (!out->test || !out->test->entry.sound || (!out->own && !session->organizer))
        return WIRE_NO_SUCH_ATTEMPT;
    return out->record.status == ATTEMPT_RUNNING ? WIRE_STILL_RUNNING : WIRE_OK;
}

bool ended_form_load(struct hub *hub, const struct ended *ended, struct ended_form *out, struct err *err)
{
    const struct attempt_record *record = &ended->record;
    size_t count;
    attempt_init(&out->folded);
    if (!response_rows(hub->store, record->id, &hub->scratch, &out->responses, &count, err) ||
        !papers_load(hub, ended->test, err))
        return false;
    if (papers_draw(ended->test, record->number, record->nth, &hub->scratch, &out->form, NULL) &&
        form_has_responses(&out->form, out->responses, count))
        return true;
    if (!attempt_fold(hub->store, record, &out->folded, err))
        return false;
    out->form = out->folded.form;
    return form_has_responses(&out->form, out->responses, count) ||
           err_set(err, ERR_DAMAGED, _("attempt %lld: its row does not fit its journal"),
                   (long long)record->id);
}

void ended_form_finish(struct ended_form *form)
{
    attempt_finish(&form->folded);
}

bool is_revealed(const struct hub *hub, const struct session *session, const struct test *test,
                 enum reveal reveal)
{
    if (session_role(hub, session) >= ROLE_ORGANIZER)
        return true;
    return reveal == REVEAL_SUBMITTED || (reveal == REVEAL_CLOSED && test->entry.status == EVENT_CLOSED);
}

bool is_sitting(const struct hub *hub, struct text number)
{
    size_t at = 0;
    for (const struct live *live; (live = map_next(&hub->attempts, &at));)
        if (live->state.status == ATTEMPT_RUNNING && text_equal(live->record.number, number))
            return true;
    return false;
}

bool ended_shows_keys(const struct hub *hub, const struct session *session, const struct ended *ended)
{
    enum reveal reveal = ended->test->sheet.reveal_keys;
    /* A voided attempt may be taken again, and on the same form. */
    if (ended->record.status == ATTEMPT_VOID && reveal == REVEAL_SUBMITTED)
        reveal = REVEAL_CLOSED;
    return is_revealed(hub, session, ended->test, reveal) && !is_sitting(hub, session->person.number);
}
