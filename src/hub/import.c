/* import: one person's responses taken on paper, through the same kernel as at a terminal. */
#include "base/i18n.h"
#include "hub/drawn.h"
#include "hub/events.h"
#include "hub/lifecycle.h"
#include "hub/live.h"
#include "hub/notice.h"
#include "hub/ownership.h"
#include "hub/papers.h"
#include "hub/turn.h"
#include "hub/uses.h"
#include "store/seals.h"

/* "id" or "bank/id". */
static bool is_named(const struct slot *slot, struct text name)
{
    if (text_equal(slot->id, name))
        return true;
    return name.len == slot->bank.len + 1 + slot->id.len && text_starts_with(name, slot->bank) &&
           name.at[slot->bank.len] == '/' && text_equal(text_from(name, slot->bank.len + 1), slot->id);
}

/* The only slot of that name; -1: none, or several banks' items of the same id. */
static int find_slot(const struct form *form, struct text name)
{
    int found = -1;
    for (int i = 0; i < form->count; i++)
        if (is_named(&form->slots[i], name)) {
            if (found >= 0)
                return -1;
            found = i;
        }
    return found;
}

/* One row, ready to be answered. */
struct taken {
    int slot;
    struct text response; /* canonical */
    int64_t spent;
};

static enum wire_error read_row(struct hub *hub, const struct form *form, const struct item *const *items,
                                const struct import_row *row, bool *given, struct taken *out,
                                struct text *detail)
{
    struct response response;
    struct err err = ERR_NONE;
    struct buf canonical = BUF_EMPTY;
    out->slot = find_slot(form, row->item);
    if (out->slot < 0) {
        *detail = row->item;
        return WIRE_NO_ITEM;
    }
    if (given[out->slot]) {
        *detail = arena_textf(&hub->scratch, _("%.*s: the response is given twice"), TEXT_ARG(row->item));
        return WIRE_BAD_RESPONSE;
    }
    given[out->slot] = true;
    const struct item *item = items[out->slot];
    if (!response_parse(item, row->response, &hub->scratch, &response, &err)) {
        *detail = arena_textf(&hub->scratch, "%.*s: %s", TEXT_ARG(row->item), err.message);
        return WIRE_BAD_RESPONSE;
    }
    response_format(item, &response, &canonical);
    out->response = arena_text(&hub->scratch, buf_text(&canonical));
    out->spent = row->seconds > 0 ? row->seconds * 1000 : 0;
    buf_finish(&canonical);
    return WIRE_OK;
}

/* All rows are read before anything is written: all or nothing. */
static enum wire_error read_rows(struct hub *hub, struct test *test, const struct request *request, int nth,
                                 struct taken *taken, struct text *detail)
{
    struct err err = ERR_NONE;
    struct form form;
    const struct item *const *items;
    if (!papers_load(hub, test, &err))
        return turn_unreadable(hub, &err);
    if (!papers_draw(test, request->import.number, nth, &hub->scratch, &form, &err)) {
        *detail = arena_text(&hub->scratch, text_of(err.message));
        return WIRE_CANNOT_DRAW;
    }
    if (!papers_items(hub, test, &form, &hub->scratch, &items, NULL, &err))
        return turn_unreadable(hub, &err);
    bool *given = arena_array(&hub->scratch, (size_t)form.count, sizeof *given);
    for (int64_t i = 0; i < request->import.row_count; i++) {
        enum wire_error refusal =
            read_row(hub, &form, items, &request->import.rows[i], given, &taken[i], detail);
        if (refusal != WIRE_OK)
            return refusal;
    }
    return WIRE_OK;
}

static enum wire_error answer_all(struct hub *hub, struct live *live, const struct taken *taken,
                                  int64_t count, struct text actor)
{
    struct attempt_command submit = {.kind = ATTEMPT_SUBMIT};
    submit.as.submitted.cause = SUBMIT_IMPORT;
    for (int64_t i = 0; i < count; i++) {
        struct attempt_command answer = {.kind = ATTEMPT_ANSWER};
        answer.as.answered.slot = taken[i].slot;
        answer.as.answered.response = taken[i].response;
        answer.as.answered.spent = taken[i].spent;
        submit.as.submitted.elapsed += taken[i].spent;
        enum wire_error refusal = live_command(hub, live, &answer, actor);
        if (refusal != WIRE_OK)
            return refusal;
    }
    return live_command(hub, live, &submit, actor);
}

/* Whether the person may have one more attempt, and which it would be. */
static enum wire_error check_person(struct hub *hub, struct test *test, struct text number, int *nth)
{
    struct err err = ERR_NONE;
    struct person_record person;
    if (!person_find(hub->store, number, &hub->scratch, &person, &err))
        return err.kind == ERR_NOT_FOUND ? WIRE_NO_SUCH_PERSON : turn_unreadable(hub, &err);
    if (!person.active)
        return WIRE_NO_SUCH_PERSON;
    drawn_look(hub);
    if (!test_is_for(test, &person.person))
        return WIRE_NOT_FOR_YOU;
    int64_t running;
    enum wire_error refusal = attempts_next(hub, test, number, nth, &running);
    return running ? WIRE_STILL_RUNNING : refusal;
}

/* Refusals tell which items are on a form: nothing of that while the paper is under seal. */
static enum wire_error check_seal(struct hub *hub, const struct test *test)
{
    struct hash seal;
    struct err err = ERR_NONE;
    bool sealed;
    if (test->entry.status >= EVENT_OPEN)
        return WIRE_OK;
    if (!seal_find(hub->store, test->entry.code, &seal, &sealed, &err))
        return turn_unreadable(hub, &err);
    return sealed ? WIRE_NOT_OPEN : WIRE_OK;
}

enum wire_error use_import(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    struct test *test = events_find(hub, request->import.event);
    if (!test) {
        notice_changes(hub);
        test = events_find(hub, request->import.event);
    }
    if (!test)
        return events_miss(hub, request->import.event);
    int nth;
    enum wire_error refusal = check_seal(hub, test);
    if (refusal == WIRE_OK)
        refusal = test_prepare(hub, test, session->actor, &reply->detail);
    if (refusal == WIRE_OK)
        refusal = check_person(hub, test, request->import.number, &nth);
    if (refusal != WIRE_OK)
        return refusal;
    struct taken *taken = arena_array(&hub->scratch, (size_t)request->import.row_count, sizeof *taken);
    refusal = read_rows(hub, test, request, nth, taken, &reply->detail);
    struct live *live;
    if (refusal == WIRE_OK)
        refusal = live_begin(
            hub, test,
            &(struct beginning){.number = request->import.number, .nth = nth, .actor = session->actor}, &live,
            &reply->detail);
    if (refusal == WIRE_OK)
        refusal = answer_all(hub, live, taken, request->import.row_count, session->actor);
    if (refusal == WIRE_OK)
        reply->attempt.attempt = live->id;
    return refusal;
}
