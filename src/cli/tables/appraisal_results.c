#include "cli/tables/appraisal_results.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/stages.h"
#include "cli/tables/picture.h"

#include <stdlib.h>

struct collecting {
    struct picture picture;
    struct appraisal_sheet *sheet;
    struct arena *arena;
    struct outcome *outcomes;   /* [people × events] */
    struct unit_outcome *units; /* owned */
    size_t unit_count, unit_capacity;
    struct appraisal_input *out;
};

static struct outcome *outcome_at(struct collecting *c, size_t person, int event)
{
    return &c->outcomes[person * (size_t)c->sheet->event_count + (size_t)event];
}

/* ---- Tests --------------------------------------------------------------------------------------------- */

static void take_results(struct collecting *c, int event, const struct results *results, const bool *entitled)
{
    for (size_t i = 0; i < c->picture.people_count; i++)
        outcome_at(c, i, event)->kind = entitled[i] ? OUTCOME_ABSENT : OUTCOME_NONE;
    for (size_t i = 0; i < results->count; i++) {
        const struct result *result = &results->list[i];
        *outcome_at(c, result->person, event) = (struct outcome){.kind = OUTCOME_TAKEN,
                                                                 .mark = result->mark,
                                                                 .full = result->full,
                                                                 .rank = result->rank,
                                                                 .judged = true,
                                                                 .passed = result->passed,
                                                                 .excellent = result->excellent};
    }
    c->out->pending += results->pending;
}

static bool take_test(struct collecting *c, int event, struct err *err)
{
    const struct hall_event *hall_event = &c->picture.events[event];
    struct arena arena = ARENA_EMPTY;
    struct results results;
    struct drawn_out *drawn;
    size_t count;
    const bool *entitled = entitled_of(&c->picture, hall_event, &arena);
    bool ok = results_load(&c->picture, hall_event, &arena, &results, err) &&
              drawn_out_load(&c->picture, hall_event, &arena, &drawn, &count, err);
    if (ok)
        take_results(c, event, &results, entitled);
    for (size_t i = 0; ok && i < count; i++) {
        struct outcome *outcome = outcome_at(c, drawn[i].person, event);
        if (outcome->kind != OUTCOME_TAKEN)
            outcome->kind = drawn[i].excused ? OUTCOME_EXCUSED : OUTCOME_ABSENT;
    }
    arena_finish(&arena);
    return ok;
}

/* ---- Contests, panels, series -------------------------------------------------------------------------- */

/* A person is known by the number; whoever else stands there is known by the unit. */
static void take_entrant(struct collecting *c, int event, struct text code, struct text unit, mark_t mark,
                         mark_t full, int rank)
{
    ptrdiff_t person = picture_person(&c->picture, code);
    if (person != NO_PERSON) {
        *outcome_at(c, (size_t)person, event) =
            (struct outcome){.kind = OUTCOME_TAKEN, .mark = mark, .full = full, .rank = rank};
        return;
    }
    if (unit.len == 0)
        return;
    c->units = xgrow(c->units, &c->unit_capacity, c->unit_count + 1, sizeof *c->units);
    c->units[c->unit_count++] = (struct unit_outcome){unit, event, mark, full, rank};
}

static bool take_series(struct collecting *c, int event, const struct series_sheet *sheet, struct err *err)
{
    struct part_results parts[SERIES_MAX_PARTS];
    struct series_row *rows;
    size_t count;
    if (!stage_series_rows(c->picture.store, sheet, c->arena, parts, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (rows[i].rank)
            take_entrant(c, event, rows[i].entrant.code, rows[i].entrant.unit, rows[i].total, 0,
                         rows[i].rank);
    return true;
}

static bool take_stage(struct collecting *c, int event, struct err *err)
{
    const struct hall_event *hall_event = &c->picture.events[event];
    if (hall_event->sheet.kind == EVENT_KIND_SERIES)
        return take_series(c, event, &hall_event->sheet.series, err);
    bool panel = hall_event->sheet.kind == EVENT_KIND_PANEL;
    mark_t full = panel ? panel_full(&hall_event->sheet.panel) : 0;
    struct entrant_result *rows;
    size_t count;
    if (!entrant_results(c->picture.store, hall_event->event.code, c->arena, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (rows[i].rank)
            take_entrant(c, event, rows[i].code, rows[i].unit, rows[i].mark, full, rows[i].rank);
    return true;
}

/* ---- All ----------------------------------------------------------------------------------------------- */

static void request_events(const struct appraisal_sheet *sheet, struct table_request *request)
{
    *request =
        (struct table_request){.from = sheet->from, .to = sheet->to, .event_count = sheet->event_count};
    for (int i = 0; i < sheet->event_count; i++)
        request->events[i] = sheet->events[i].event;
}

/* A sheet that names no events means all tests of its period, once each. */
static bool fill_events(struct collecting *c, struct err *err)
{
    int count = c->picture.event_count;
    if (c->sheet->event_count > 0)
        return true;
    if (count > APPRAISAL_MAX_EVENTS)
        return err_set(err, ERR_INVALID,
                       _("the period has %d tests; an appraisal takes at most %d: list them under events"),
                       count, APPRAISAL_MAX_EVENTS);
    struct appraisal_event *events = arena_array(c->arena, (size_t)count, sizeof *events);
    for (int i = 0; i < count; i++)
        events[i] = (struct appraisal_event){c->picture.events[i].event.code, MARK_ONE};
    c->sheet->events = events;
    c->sheet->event_count = count;
    return true;
}

static bool take_events(struct collecting *c, struct err *err)
{
    size_t cells = c->picture.people_count * (size_t)c->sheet->event_count;
    c->outcomes = arena_array(c->arena, cells, sizeof *c->outcomes);
    for (size_t i = 0; i < cells; i++)
        c->outcomes[i] = (struct outcome){.kind = OUTCOME_NONE};
    c->out->titles = arena_array(c->arena, (size_t)c->sheet->event_count, sizeof *c->out->titles);
    c->out->open = arena_array(c->arena, (size_t)c->sheet->event_count, sizeof *c->out->open);
    for (int e = 0; e < c->sheet->event_count; e++) {
        const struct hall_event *event = &c->picture.events[e];
        c->out->titles[e] = event_sheet_title(&event->sheet);
        if (event->event.status != EVENT_CLOSED)
            c->out->open[c->out->open_count++] = arena_string(c->arena, event->event.code);
        if (!(event->sheet.kind == EVENT_KIND_TEST ? take_test : take_stage)(c, e, err))
            return false;
    }
    return true;
}

static bool concerns(struct collecting *c, size_t person)
{
    if (c->picture.people[person].active)
        return true;
    for (int e = 0; e < c->sheet->event_count; e++)
        if (outcome_at(c, person, e)->kind == OUTCOME_TAKEN)
            return true;
    return false;
}

/* The people of the roster, and who left it but has a result. */
static void keep_people(struct collecting *c)
{
    size_t events = (size_t)c->sheet->event_count, kept = 0;
    struct person *people = arena_array(c->arena, c->picture.people_count, sizeof *people);
    for (size_t i = 0; i < c->picture.people_count; i++) {
        if (!concerns(c, i))
            continue;
        people[kept] = c->picture.people[i].person;
        if (events)
            memmove(&c->outcomes[kept * events], &c->outcomes[i * events], events * sizeof *c->outcomes);
        kept++;
    }
    struct unit_outcome *units = arena_array(c->arena, c->unit_count, sizeof *units);
    if (c->unit_count)
        memcpy(units, c->units, c->unit_count * sizeof *units);
    c->out->results = (struct appraisal_results){people, kept, c->outcomes, units, c->unit_count};
}

bool appraisal_collect(struct store *store, struct appraisal_sheet *sheet, struct arena *arena,
                       struct appraisal_input *out, struct err *err)
{
    struct table_request request;
    struct collecting c = {.sheet = sheet, .arena = arena, .out = out};
    *out = (struct appraisal_input){.pending = 0};
    request_events(sheet, &request);
    c.picture = (struct picture){.store = store, .request = &request, .arena = arena};
    bool ok = picture_load(&c.picture, err);
    for (int e = 0; ok && e < c.picture.event_count; e++)
        ok = stage_fill_names(store, &c.picture.events[e].sheet, arena, err);
    ok = ok && fill_events(&c, err) && take_events(&c, err);
    if (ok)
        keep_people(&c);
    free(c.units);
    return ok;
}
