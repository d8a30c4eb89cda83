/* Oral tests: an organizer takes somebody through a test, writes the answers down and ticks what was said. */
#include "hub/oral.h"

#include "hub/ended.h"
#include "hub/events.h"
#include "hub/lifecycle.h"
#include "hub/live.h"
#include "hub/log.h"
#include "hub/marking_room.h"
#include "hub/ownership.h"
#include "hub/turn.h"
#include "hub/uses.h"

#include "base/i18n.h"

/* ---- start --------------------------------------------------------------------------------------------- */

/* Whether the person may be examined, and which attempt it would be. */
static enum wire_error check_candidate(struct hub *hub, const struct test *test, struct text number)
{
    struct person_record record;
    struct err err = ERR_NONE;
    if (!person_find(hub->store, number, &hub->scratch, &record, &err))
        return err.kind == ERR_NOT_FOUND ? WIRE_NO_SUCH_PERSON : turn_unreadable(hub, &err);
    if (!record.active)
        return WIRE_NO_SUCH_PERSON;
    return test_is_for(test, &record.person) ? WIRE_OK : WIRE_NOT_FOR_YOU;
}

/* The attempt that goes on, for the examiner who began it. */
static enum wire_error resume(const struct hub *hub, const struct session *session, int64_t id)
{
    const struct live *live = live_find(hub, id);
    bool mine = live && live->state.examiner.len && text_equal(live->state.examiner, session->person.number);
    return mine ? WIRE_OK : WIRE_BUSY;
}

enum wire_error oral_start(struct hub *hub, struct session *session, struct test *test, struct text number,
                           struct reply *reply)
{
    int nth;
    int64_t running;
    if (!session->organizer)
        return WIRE_NOT_ALLOWED;
    if (text_equal(number, session->person.number))
        return WIRE_OWN_ANSWER;
    if (is_sitting(hub, session->person.number))
        return WIRE_MAY_TAKE;
    enum wire_error refusal = attempts_next(hub, test, number, &nth, &running);
    if (running) {
        reply->attempt.attempt = running;
        return resume(hub, session, running);
    }
    if (refusal == WIRE_NOT_SAVED)
        return refusal;
    if (test->entry.status != EVENT_OPEN)
        return WIRE_NOT_OPEN;
    enum wire_error stranger = check_candidate(hub, test, number);
    if (stranger != WIRE_OK || refusal != WIRE_OK)
        return stranger != WIRE_OK ? stranger : refusal;
    struct live *live;
    const struct beginning beginning = {number, session->person.number, nth, session->actor};
    refusal = live_begin(hub, test, &beginning, &live, &reply->detail);
    if (refusal == WIRE_OK)
        reply->attempt.attempt = live->id;
    return refusal;
}

/* ---- words --------------------------------------------------------------------------------------------- */

/* In the hall's language; a hub that is started in another one shows it as words written down. */
static struct text spoken(void)
{
    return text_of(_("(answered by word of mouth)"));
}

enum wire_error oral_words(struct hub *hub, const struct live *live, int slot, struct text *words)
{
    struct err err = ERR_NONE;
    if (live->state.examiner.len == 0 || words->len)
        return WIRE_OK;
    const struct marking_room *room = marking_room(hub, live->test, &err);
    if (!room)
        return turn_unreadable(hub, &err);
    const struct script *script = markbook_find(&room->book, live->id, slot);
    if (script && script->ticked)
        *words = spoken();
    return WIRE_OK;
}

/* ---- paper --------------------------------------------------------------------------------------------- */

static void show_ticks(struct hub *hub, const struct markbook *book, const struct live *live, int slot,
                       struct slot_row *row)
{
    const struct item *item = live->items[slot];
    const struct script *script = markbook_find(book, live->id, slot);
    if (item->kind != ITEM_SHORT)
        return;
    row->points = marking_points(hub, item);
    row->point_count = item->point_count;
    row->ticked = script && script->ticked;
    row->ticks = marking_ticks(hub, row->ticked ? script->marks[0].points : 0, &row->tick_count);
    if (row->ticked && text_equal(row->response, spoken()))
        row->response = text_of("");
}

enum wire_error oral_show(struct hub *hub, const struct live *live, struct slot_row *rows,
                          struct reply *reply)
{
    struct err err = ERR_NONE;
    struct person_record record;
    if (live->state.examiner.len == 0)
        return WIRE_OK;
    const struct marking_room *room = marking_room(hub, live->test, &err);
    if (!room)
        return turn_unreadable(hub, &err);
    for (int i = 0; i < live->state.form.count; i++)
        show_ticks(hub, &room->book, live, i, &rows[i]);
    reply->paper.examiner = live->state.examiner;
    reply->paper.candidate = live->record.number;
    if (person_find(hub->store, live->record.number, &hub->scratch, &record, &err))
        reply->paper.candidate_name = record.person.name;
    return WIRE_OK;
}

/* ---- tick ---------------------------------------------------------------------------------------------- */

/* What is ticked: an answer of a running attempt, or of one that is over and was reopened. */
struct ticking {
    struct test *test;
    struct live *live; /* NULL: it is over */
    struct item item;
    struct text name;   /* of the item */
    struct text number; /* of the candidate */
};

static enum wire_error find_running(struct hub *hub, const struct session *session,
                                    const struct request *request, struct ticking *out)
{
    struct live *live;
    enum wire_error refusal = own_running(hub, session, request->tick.attempt, &live);
    if (refusal != WIRE_OK)
        return refusal;
    if (live->state.examiner.len == 0)
        return WIRE_NOT_ALLOWED;
    if (request->tick.slot >= live->state.form.count)
        return WIRE_NO_SUCH_SLOT;
    if (attempt_expires_in(&live->state, hall_clock_now(&hub->clock)) == 0)
        return WIRE_TIME_UP;
    const struct slot *slot = &live->state.form.slots[request->tick.slot];
    *out = (struct ticking){.test = live->test,
                            .live = live,
                            .item = *live->items[request->tick.slot],
                            .name = marking_name(hub, slot->bank, slot->id),
                            .number = live->record.number};
    return WIRE_OK;
}

/* After the end the examiner ticks anew what an organizer has reopened. */
static enum wire_error find_reopened(struct hub *hub, const struct session *session,
                                     const struct request *request, struct ticking *out)
{
    struct ended ended;
    struct response_record *responses;
    size_t count;
    const struct item *parent;
    struct err err = ERR_NONE;
    enum wire_error refusal = ended_find(hub, session, request->tick.attempt, &ended);
    if (refusal != WIRE_OK)
        return refusal;
    bool mine = session->organizer && text_equal(ended.record.examiner, session->person.number);
    if (!mine || ended.record.status != ATTEMPT_SUBMITTED)
        return WIRE_NOT_RUNNING;
    const struct marking_room *room = marking_room(hub, ended.test, &err);
    if (!room || !response_rows(hub->store, ended.record.id, &hub->scratch, &responses, &count, &err))
        return turn_unreadable(hub, &err);
    if (request->tick.slot >= (int64_t)count)
        return WIRE_NO_SUCH_SLOT;
    const struct script *script = markbook_find(&room->book, ended.record.id, (int)request->tick.slot);
    if (!script || !script->reopened)
        return WIRE_NOT_RUNNING;
    const struct response_record *response = &responses[request->tick.slot];
    *out = (struct ticking){.test = ended.test,
                            .name = marking_name(hub, response->bank, response->item),
                            .number = ended.record.number};
    return marking_item(hub, ended.test, out->name, &out->item, &parent, &err) ? WIRE_OK
                                                                               : turn_unreadable(hub, &err);
}

/* A slot that was ticked is answered, also when nothing of it is written down. */
static enum wire_error answer_spoken(struct hub *hub, struct live *live, int slot, struct text actor)
{
    const struct answer *answer = &live->state.answers[slot];
    struct attempt_command command = {.kind = ATTEMPT_ANSWER};
    if (answer->text)
        return WIRE_OK;
    command.as.answered.slot = slot;
    command.as.answered.spent = answer->spent;
    command.as.answered.response = spoken();
    return live_command(hub, live, &command, actor);
}

static enum wire_error tick(struct hub *hub, const struct session *session, const struct request *request,
                            const struct ticking *ticking)
{
    struct markbook_event event;
    bool changed;
    struct markbook_command command = {.kind = MARKBOOK_TICK,
                                       .attempt = request->tick.attempt,
                                       .slot = (int)request->tick.slot,
                                       .item = &ticking->item,
                                       .name = ticking->name,
                                       .author = ticking->number,
                                       .marker = session->person.number};
    if (!marking_bits(request->tick.points, request->tick.point_count, &command.points))
        return WIRE_NO_POINTS;
    enum wire_error refusal = marking_command(hub, ticking->test, &command, session->actor, &event, &changed);
    if (refusal != WIRE_OK)
        return refusal;
    if (ticking->live)
        return answer_spoken(hub, ticking->live, command.slot, session->actor);
    if (!changed)
        return WIRE_OK;
    return marking_apply(hub, ticking->test, request->tick.attempt);
}

enum wire_error use_tick(struct hub *hub, struct session *session, const struct request *request,
                         struct reply *reply)
{
    (void)reply;
    struct ticking ticking;
    enum wire_error refusal = find_running(hub, session, request, &ticking);
    if (refusal == WIRE_NOT_RUNNING || refusal == WIRE_TIME_UP) {
        enum wire_error reopened = find_reopened(hub, session, request, &ticking);
        refusal = reopened == WIRE_NOT_RUNNING ? refusal : reopened;
    }
    return refusal == WIRE_OK ? tick(hub, session, request, &ticking) : refusal;
}
