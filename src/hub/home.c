/* home: what is there for one person. */
#include "hub/drawn.h"
#include "hub/events.h"
#include "hub/lifecycle.h"
#include "hub/marking_room.h"
#include "hub/turn.h"
#include "hub/uses.h"

/* What a person's attempts at one test come to. */
struct share {
    int64_t used, running, last, pending, slots;
};

static struct share share_of(const struct test *test, const struct attempt_record *records, size_t count)
{
    struct share share = {.slots = test->slots};
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(records[i].event, test->entry.code))
            continue;
        share.slots = records[i].slots;
        share.used += records[i].status != ATTEMPT_VOID;
        if (records[i].status == ATTEMPT_RUNNING)
            share.running = records[i].id;
        else if (records[i].status == ATTEMPT_SUBMITTED) {
            share.last = records[i].id;
            share.pending = records[i].pending;
        }
    }
    return share;
}

static enum test_state state_of(const struct test *test, const struct share *share)
{
    if (share->running)
        return TEST_RUNNING;
    if (test->entry.status == EVENT_CLOSED)
        return TEST_CLOSED;
    if (share->used && share->used >= test->sheet.attempts)
        return TEST_DONE;
    return test->entry.status == EVENT_OPEN ? TEST_OPEN : TEST_SOON;
}

/* A draft without opening hours is still the organizer's own business. */
static bool is_shown(const struct test *test, const struct person *person, const struct share *share)
{
    if (share->used)
        return true;
    return test_is_for(test, person) && (test->entry.status >= EVENT_OPEN || test->sheet.opens);
}

static struct test_row row_of(const struct test *test, const struct person *person, const struct share *share)
{
    const struct test_sheet *sheet = &test->sheet;
    return (struct test_row){.event = test->entry.code,
                             .title = test->entry.title,
                             .state = state_of(test, share),
                             .opens = sheet->opens,
                             .closes =
                                 test->entry.status == EVENT_CLOSED ? test->entry.closed_at : sheet->closes,
                             .duration = sheet_time_for(sheet, person->number),
                             .slots = share->slots,
                             .full = sheet->full,
                             .pass = sheet->pass,
                             .attempts = sheet->attempts,
                             .used = share->used,
                             .running = share->running,
                             .last = share->last,
                             .pending = share->pending,
                             .instructions = sheet->instructions};
}

/* ---- Stages ---------------------------------------------------------------------------------------- */

/* The rows of one stage: what the person is there. */
enum { ROWS_OF_STAGE = 3 };

static struct stage_row stage_row_of(const struct stage *stage, enum watch_as as, struct text team)
{
    return (struct stage_row){.event = stage->entry.code,
                              .title = stage->entry.title,
                              .kind = text_of(event_kind_name(stage->entry.kind)),
                              .status = text_of(event_status_name(stage->entry.status)),
                              .as = as,
                              .team = team};
}

static int64_t add_desk(const struct stage *stage, struct text number, struct stage_row *rows)
{
    const struct contest_sheet *sheet = &stage->sheet.contest;
    for (int i = 0; i < sheet->team_count; i++)
        if (entrant_has_member(&sheet->teams[i], number)) {
            *rows = stage_row_of(stage, WATCH_DESK, sheet->teams[i].code);
            return 1;
        }
    return 0;
}

static int64_t add_judge(const struct stage *stage, struct text number, struct stage_row *rows)
{
    const struct panel_sheet *sheet = &stage->sheet.panel;
    if (!sheet->judges_named || panel_judge_find(sheet, number) < 0)
        return 0;
    *rows = stage_row_of(stage, WATCH_JUDGE, text_of(""));
    return 1;
}

/* A draft is still the organizer's own business, and what is closed is over. */
static int64_t add_stage(const struct stage *stage, const struct session *session, struct stage_row *rows)
{
    bool goes_on = stage->entry.status == EVENT_PREPARED || stage->entry.status == EVENT_OPEN;
    int64_t count = 0;
    if (!stage->entry.sound)
        return 0;
    if (session->organizer)
        rows[count++] = stage_row_of(stage, WATCH_HOST, text_of(""));
    if (goes_on && stage->entry.kind == EVENT_KIND_CONTEST)
        count += add_desk(stage, session->person.number, &rows[count]);
    if (goes_on && stage->entry.kind == EVENT_KIND_PANEL)
        count += add_judge(stage, session->person.number, &rows[count]);
    return count;
}

static void show_stages(struct hub *hub, const struct session *session, struct reply *reply)
{
    struct stage_row *rows = arena_array(&hub->scratch, hub->stage_count * ROWS_OF_STAGE, sizeof *rows);
    int64_t count = 0;
    for (size_t i = 0; i < hub->stage_count; i++)
        count += add_stage(hub->stages[i], session, &rows[count]);
    reply->home.stages = rows;
    reply->home.stage_count = count;
}

/* ---- Marking --------------------------------------------------------------------------------------- */

/* From the opening on; once the test is closed, for as long as answers wait. */
static bool show_markings(struct hub *hub, const struct session *session, struct reply *reply,
                          struct err *err)
{
    struct marking_place *places = arena_array(&hub->scratch, hub->test_count, sizeof *places);
    int64_t count = 0;
    for (size_t i = 0; i < hub->test_count; i++) {
        const struct test *test = hub->tests[i];
        int64_t pending = 0;
        if (!test->entry.sound || test->entry.status < EVENT_OPEN || !is_marker(test, session->person.number))
            continue;
        if (!attempts_pending(hub->store, test->entry.code, &pending, err))
            return false;
        if (pending || test->entry.status == EVENT_OPEN)
            places[count++] = (struct marking_place){test->entry.code, test->entry.title, pending};
    }
    reply->home.markings = places;
    reply->home.marking_count = count;
    return true;
}

/* ---- home ------------------------------------------------------------------------------------------ */

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
    drawn_look(hub);
    for (size_t i = 0; i < hub->test_count; i++) {
        struct test *test = hub->tests[i];
        if (test->entry.status == EVENT_OPEN)
            test_count_slots(hub, test);
        struct share share = share_of(test, records, count);
        if (is_shown(test, &session->person, &share))
            rows[shown++] = row_of(test, &session->person, &share);
    }
    reply->home.tests = rows;
    reply->home.test_count = shown;
    show_stages(hub, session, reply);
    return show_markings(hub, session, reply, &err) ? WIRE_OK : turn_unreadable(hub, &err);
}
