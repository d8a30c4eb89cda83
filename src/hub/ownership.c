#include "hub/ownership.h"

#include "hub/live.h"
#include "hub/turn.h"

static enum wire_error refuse_over(enum attempt_status status, enum submit_cause cause)
{
    return status == ATTEMPT_SUBMITTED && cause == SUBMIT_TIME ? WIRE_TIME_UP : WIRE_NOT_RUNNING;
}

/* The candidate himself or, of an oral test, the examiner alone. */
static bool is_answering(const struct session *session, struct text number, struct text examiner)
{
    if (examiner.len == 0)
        return text_equal(number, session->person.number);
    return session->organizer && text_equal(examiner, session->person.number);
}

/* The candidate of an oral test is told so, others learn nothing. */
static enum wire_error refuse_other(const struct session *session, struct text number)
{
    return text_equal(number, session->person.number) ? WIRE_EXAMINED : WIRE_NO_SUCH_ATTEMPT;
}

enum wire_error own_running(struct hub *hub, const struct session *session, int64_t id, struct live **out)
{
    struct live *live = live_find(hub, id);
    if (live && !is_answering(session, live->record.number, live->state.examiner))
        return refuse_other(session, live->record.number);
    if (live && live->state.status != ATTEMPT_RUNNING)
        return refuse_over(live->state.status, live->state.cause);
    if (live) {
        *out = live;
        return WIRE_OK;
    }
    struct attempt_record record;
    struct err err = ERR_NONE;
    if (!attempt_find(hub->store, id, &hub->scratch, &record, &err))
        return err.kind == ERR_NOT_FOUND ? WIRE_NO_SUCH_ATTEMPT : turn_unreadable(hub, &err);
    if (!is_answering(session, record.number, record.examiner))
        return refuse_other(session, record.number);
    return refuse_over(record.status, record.cause);
}

enum wire_error attempts_next(struct hub *hub, const struct test *test, struct text number, int *nth,
                              int64_t *running)
{
    struct attempt_record *records;
    size_t count;
    struct err err = ERR_NONE;
    int used = 0;
    *running = 0;
    *nth = 1;
    if (!attempt_list(hub->store, test->entry.code, number, &hub->scratch, &records, &count, &err))
        return turn_unreadable(hub, &err);
    for (size_t i = 0; i < count; i++) {
        /* A voided attempt does not count against those allowed. */
        used += records[i].status != ATTEMPT_VOID;
        if (records[i].status == ATTEMPT_RUNNING)
            *running = records[i].id;
        if (records[i].nth >= *nth)
            *nth = records[i].nth + 1;
    }
    return used >= test->sheet.attempts ? WIRE_NO_ATTEMPTS_LEFT : WIRE_OK;
}
