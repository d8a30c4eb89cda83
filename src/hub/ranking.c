/* ranking: persons or units in order. */
#include "hub/drawn.h"
#include "hub/ended.h"
#include "hub/events.h"
#include "hub/results.h"
#include "hub/roster.h"
#include "hub/session.h"
#include "hub/turn.h"
#include "hub/uses.h"

#include <stdlib.h>

static bool is_found(struct text search, struct text number, struct text name, struct text unit)
{
    return text_find(number, search) >= 0 || text_find(name, search) >= 0 || text_find(unit, search) >= 0;
}

/* The rows asked for, out of all in order. */
struct page {
    const struct request *request;
    struct reply *reply;
    struct rank_row *rows;
};

static void page_add(struct page *page, const struct rank_row *row)
{
    struct reply *reply = page->reply;
    int64_t place = reply->ranking.total, offset = page->request->ranking.offset;
    if (!is_found(page->request->ranking.search, row->number, row->name, row->unit))
        return;
    reply->ranking.total++;
    if (row->own && reply->ranking.own < 0)
        reply->ranking.own = place;
    if (place >= offset && place - offset < page->request->ranking.count)
        page->rows[reply->ranking.row_count++] = *row;
}

static void add_persons(const struct test *test, const struct session *session, bool marks, struct page *page)
{
    for (size_t i = 0; i < test->results.count; i++) {
        const struct standing_row *from = &test->results.rows[i];
        struct rank_row row = {.rank = from->rank,
                               .number = from->person.number,
                               .name = from->person.name,
                               .unit = from->person.unit,
                               .own = text_equal(from->person.number, session->person.number)};
        if (marks) {
            row.mark = from->marks;
            row.elapsed = from->elapsed;
            row.passed = from->passed;
            row.pending = from->pending;
        }
        page_add(page, &row);
    }
}

static bool add_units(struct hub *hub, const struct test *test, const struct session *session, bool marks,
                      struct page *page, struct err *err)
{
    if (!roster_refresh(hub, err))
        return false;
    struct person *people = arena_array(&hub->scratch, hub->roster.count, sizeof *people);
    size_t count = 0;
    drawn_look(hub);
    for (size_t i = 0; i < hub->roster.count; i++)
        if (test_is_for(test, &hub->roster.people[i]))
            people[count++] = hub->roster.people[i];
    struct unit_row *units;
    size_t unit_count =
        standing_units(people, count, test->results.rows, test->results.count, test->sheet.decimals, &units);
    for (size_t i = 0; i < unit_count; i++) {
        struct rank_row row = {.rank = units[i].rank,
                               .unit = units[i].unit,
                               .mark = marks ? units[i].mean : 0,
                               .members = units[i].members,
                               .taken = units[i].taken,
                               .own = session_is_signed_in(session) &&
                                      text_equal(units[i].unit, session->person.unit)};
        page_add(page, &row);
    }
    free(units);
    return true;
}

/* Under reveal: submitted, those who have not handed in their own attempt do not see how others did. */
static bool may_see(const struct hub *hub, const struct session *session, const struct test *test)
{
    if (!is_revealed(hub, session, test, test->sheet.reveal_rank))
        return false;
    return session_role(hub, session) >= ROLE_ORGANIZER || test->entry.status == EVENT_CLOSED ||
           results_find(test, session->person.number);
}

enum wire_error use_ranking(struct hub *hub, struct session *session, const struct request *request,
                            struct reply *reply)
{
    struct test *test = events_find(hub, request->ranking.event);
    struct err err = ERR_NONE;
    if (!test)
        return events_miss(hub, request->ranking.event);
    if (!results_refresh(hub, test, &err))
        return turn_unreadable(hub, &err);
    if (!may_see(hub, session, test))
        return WIRE_NOT_REVEALED;
    bool marks = is_revealed(hub, session, test, test->sheet.reveal_marks);
    struct page page = {.request = request, .reply = reply};
    page.rows = arena_array(&hub->scratch, (size_t)request->ranking.count, sizeof *page.rows);
    reply->ranking.title = test->entry.title;
    reply->ranking.offset = request->ranking.offset;
    reply->ranking.own = -1;
    reply->ranking.rows = page.rows;
    if (!request->ranking.units)
        add_persons(test, session, marks, &page);
    else if (!add_units(hub, test, session, marks, &page, &err))
        return turn_unreadable(hub, &err);
    return WIRE_OK;
}
