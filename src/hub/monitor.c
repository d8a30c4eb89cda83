/* events and monitor: what staff sees. */
#include "hub/drawn.h"
#include "hub/events.h"
#include "hub/live.h"
#include "hub/notice.h"
#include "hub/results.h"
#include "hub/roster.h"
#include "hub/stage_names.h"
#include "hub/turn.h"
#include "hub/uses.h"

/* ---- events ---------------------------------------------------------------------------------------- */

static int64_t count_entitled(const struct hub *hub, const struct test *test)
{
    int64_t count = 0;
    for (size_t i = 0; i < hub->roster.count; i++)
        count += test_is_for(test, &hub->roster.people[i]);
    return count;
}

static int64_t count_pending(const struct test *test)
{
    int64_t count = 0;
    for (size_t i = 0; i < test->results.count; i++)
        count += test->results.rows[i].pending;
    return count;
}

static struct event_row row_of_test(const struct hub *hub, const struct test *test)
{
    bool closed = test->entry.status == EVENT_CLOSED;
    return (struct event_row){.event = test->entry.code,
                              .title = test->entry.title,
                              .status = text_of(event_status_name(test->entry.status)),
                              .kind = text_of(event_kind_name(EVENT_KIND_TEST)),
                              .opens = test->sheet.opens,
                              .closes = closed ? test->entry.closed_at : test->sheet.closes,
                              .entitled = count_entitled(hub, test),
                              .running = test->running,
                              .submitted = (int64_t)test->results.count,
                              .pending = count_pending(test)};
}

static bool is_under_way(const struct stage *stage)
{
    if (!stage->live)
        return false;
    if (stage->entry.kind == EVENT_KIND_CONTEST)
        return stage->contest.stage != CONTEST_STAGE_NONE && stage->contest.stage != CONTEST_STAGE_FINAL;
    return stage->entry.kind == EVENT_KIND_PANEL && stage->panel.begun && !stage->panel.final;
}

static struct event_row row_of_stage(const struct stage *stage)
{
    int entrants = 0;
    if (stage->entry.sound)
        (void)stage_entrants(stage, &entrants);
    return (struct event_row){.event = stage->entry.code,
                              .title = stage->entry.title,
                              .status = text_of(event_status_name(stage->entry.status)),
                              .kind = text_of(event_kind_name(stage->entry.kind)),
                              .closes = stage->entry.closed_at,
                              .entitled = entrants,
                              .running = is_under_way(stage)};
}

/* Tests and stages are both in order of code. */
static int64_t merge_rows(const struct hub *hub, struct event_row *rows)
{
    size_t test = 0, stage = 0;
    int64_t count = 0;
    while (test < hub->test_count || stage < hub->stage_count) {
        bool take_test = stage == hub->stage_count ||
                         (test < hub->test_count &&
                          text_compare(hub->tests[test]->entry.code, hub->stages[stage]->entry.code) < 0);
        rows[count++] = take_test ? row_of_test(hub, hub->tests[test++]) : row_of_stage(hub->stages[stage++]);
    }
    return count;
}

enum wire_error use_events(struct hub *hub, struct session *session, const struct request *request,
                           struct reply *reply)
{
    (void)session;
    (void)request;
    struct err err = ERR_NONE;
    notice_changes(hub);
    drawn_look(hub);
    if (!roster_refresh(hub, &err))
        return turn_unreadable(hub, &err);
    for (size_t i = 0; i < hub->test_count; i++)
        if (!results_refresh(hub, hub->tests[i], &err))
            return turn_unreadable(hub, &err);
    struct event_row *rows = arena_array(&hub->scratch, hub->test_count + hub->stage_count, sizeof *rows);
    reply->events.row_count = merge_rows(hub, rows);
    reply->events.rows = rows;
    return WIRE_OK;
}

/* ---- monitor --------------------------------------------------------------------------------------- */

/* Of one person's attempts (records in order of nth) the one to show: the running one, else the last. */
static const struct attempt_record *pick(const struct attempt_record *records, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (records[i].status == ATTEMPT_RUNNING)
            return &records[i];
    return count ? &records[count - 1] : NULL;
}

static void show_person(const struct hub *hub, struct text number, struct monitor_row *row)
{
    const struct person_record *record = roster_find(hub, number);
    row->number = number;
    row->connected = map_get(&hub->by_number, number) != NULL;
    row->state = text_of(row->connected ? "signed-in" : "absent");
    if (!record)
        return;
    row->name = record->person.name;
    row->unit = record->person.unit;
    if (record->locked && !row->connected)
        row->state = text_of("locked");
}

static void show_attempt(const struct hub *hub, const struct attempt_record *record, struct monitor_row *row)
{
    const struct live *live = live_find(hub, record->id);
    row->attempt = record->id;
    row->slots = record->slots;
    row->answered = record->answered;
    row->examiner = record->examiner;
    if (record->status == ATTEMPT_RUNNING && live) {
        row->state = text_of("running");
        row->answered = live->state.answered;
        row->flagged = live->state.flagged;
        row->left = attempt_left(&live->state, hall_clock_now(&hub->clock));
    } else {
        row->state = text_of(record->status == ATTEMPT_VOID ? "void" : "submitted");
        row->mark = record->mark;
        row->pending = record->pending;
    }
}

/* A voided attempt does not count against those allowed. */
static bool is_used_up(const struct test *test, const struct attempt_record *records, size_t count)
{
    int used = 0;
    for (size_t i = 0; i < count; i++)
        used += records[i].status != ATTEMPT_VOID;
    return used >= test->sheet.attempts;
}

/* Walks the entitled people and the attempts side by side: both are in order of number. */
static int64_t fill_rows(const struct hub *hub, const struct test *test, const struct attempt_record *records,
                         size_t count, struct monitor_row *rows)
{
    int64_t filled = 0;
    size_t person = 0, at = 0;
    while (person < hub->roster.count || at < count) {
        struct text number =
            person < hub->roster.count ? hub->roster.people[person].number : records[at].number;
        if (at < count && text_compare(records[at].number, number) < 0)
            number = records[at].number;
        size_t first = at;
        while (at < count && text_equal(records[at].number, number))
            at++;
        bool on_roster = person < hub->roster.count && text_equal(hub->roster.people[person].number, number);
        bool entitled = on_roster && test_is_for(test, &hub->roster.people[person]);
        person += on_roster;
        if (!entitled && at == first)
            continue;
        struct monitor_row *row = &rows[filled++];
        show_person(hub, number, row);
        if (at > first)
            show_attempt(hub, pick(&records[first], at - first), row);
        row->used_up = is_used_up(test, &records[first], at - first);
    }
    return filled;
}

enum wire_error use_monitor(struct hub *hub, struct session *session, const struct request *request,
                            struct reply *reply)
{
    (void)session;
    struct err err = ERR_NONE;
    struct test *test = events_find(hub, request->event.event);
    struct attempt_record *records;
    size_t count;
    if (!test)
        return events_miss(hub, request->event.event);
    drawn_look(hub);
    if (!roster_refresh(hub, &err) ||
        !attempt_list(hub->store, test->entry.code, text_of(""), &hub->scratch, &records, &count, &err))
        return turn_unreadable(hub, &err);
    struct monitor_row *rows = arena_array(&hub->scratch, hub->roster.count + count, sizeof *rows);
    reply->monitor.event = test->entry.code;
    reply->monitor.title = test->entry.title;
    reply->monitor.status = text_of(event_status_name(test->entry.status));
    reply->monitor.rows = rows;
    reply->monitor.row_count = fill_rows(hub, test, records, count, rows);
    return WIRE_OK;
}
