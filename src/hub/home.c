/* home: what is there for one candidate. */
#include "hub/events.h"
#include "hub/lifecycle.h"
#include "hub/turn.h"
#include "hub/uses.h"

/* What a person's attempts at one test come to. */
struct share {
    int64_t used, running, last, slots;
};

static struct share share_of(const struct test *test, const struct attempt_record *records, size_t count)
{
    struct share share = {.slots = test->slots};
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(records[i].event, test->code))
            continue;
        share.slots = records[i].slots;
        share.used += records[i].status != ATTEMPT_VOID;
        if (records[i].status == ATTEMPT_RUNNING)
            share.running = records[i].id;
        else if (records[i].status == ATTEMPT_SUBMITTED)
            share.last = records[i].id;
    }
    return share;
}

static enum test_state state_of(const struct test *test, const struct share *share)
{
    if (share->running)
        return TEST_RUNNING;
    if (test->status == EVENT_CLOSED)
        return TEST_CLOSED;
    if (share->used && share->used >= test->sheet.attempts)
        return TEST_DONE;
    return test->status == EVENT_OPEN ? TEST_OPEN : TEST_SOON;
}

/* A draft without opening hours is still the organizer's own business. */
static bool is_shown(const struct test *test, const struct person *person, const struct share *share)
{
    if (share->used)
        return true;
    return test_is_for(test, person) && (test->status >= EVENT_OPEN || test->sheet.opens);
}

static struct test_row row_of(const struct test *test, const struct person *person, const struct share *share)
{
    const struct test_sheet *sheet = &test->sheet;
    return (struct test_row){.event = test->code,
                             .title = test->title,
                             .state = state_of(test, share),
                             .opens = sheet->opens,
                             .closes = test->status == EVENT_CLOSED ? test->closed_at : sheet->closes,
                             .duration = sheet_time_for(sheet, person->number),
                             .slots = share->slots,
                             .full = sheet->full,
                             .pass = sheet->pass,
                             .attempts = sheet->attempts,
                             .used = share->used,
                             .running = share->running,
                             .last = share->last,
                             .instructions = sheet->instructions};
}

enum wire_error use_home(struct hub *hub, struct session *session, const struct request *request,
                         struct reply *reply)
{
    (void)request;
    struct attempt_record *records;
    size_t count;
    struct err err = ERR_NONE;
    if (!attempt_list(hub->store, text_of(""), session->person.number, &hub->scratch, &records, &count, &err))
        return turn_unreadable(hub, &err);
    struct test_row *rows = arena_array(&hub->scratch, hub->test_count, sizeof *rows);
    int64_t shown = 0;
    for (size_t i = 0; i < hub->test_count; i++) {
        struct test *test = hub->tests[i];
        if (test->status == EVENT_OPEN)
            test_count_slots(hub, test);
        struct share share = share_of(test, records, count);
        if (is_shown(test, &session->person, &share))
            rows[shown++] = row_of(test, &session->person, &share);
    }
    reply->home.tests = rows;
    reply->home.test_count = shown;
    return WIRE_OK;
}
