/* ledger: what was taken over a period, by event or by person. */
#include "core/ledger.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/tables/kinds.h"

#include <math.h>
#include <stdlib.h>

static const struct column event_columns[] = {
    {"event", N_("event"), CELL_TEXT},
    {"title", N_("title"), CELL_TEXT},
    {"opened_at", N_("opened"), CELL_TIME},
    {"closed_at", N_("closed at"), CELL_TIME},
    {"entitled", N_("entitled"), CELL_INT},
    {"taken", N_("took it"), CELL_INT},
    {"attempts", N_("attempts in all"), CELL_INT},
    {"coverage", N_("coverage"), CELL_PERCENT, .bar = true, .bar_full = 100},
    {"mean", N_("average"), CELL_MARK},
    {"full", N_("full mark"), CELL_MARK},
    {"passed", N_("passed"), CELL_INT},
    {"pass_rate", N_("pass rate"), CELL_PERCENT},
    {"best", N_("best"), CELL_MARK},
    {"worst", N_("worst"), CELL_MARK},
    {"provisional", N_("provisional"), CELL_BOOL},
};

static const struct column person_columns[] = {
    {"number", N_("staff number"), CELL_TEXT},
    {"name", N_("name"), CELL_TEXT},
    {"unit", N_("unit"), CELL_TEXT},
    {"post", N_("post"), CELL_TEXT},
    {"entitled", N_("may take"), CELL_INT},
    {"taken", N_("tests taken"), CELL_INT},
    {"coverage", N_("coverage"), CELL_PERCENT},
    {"attempts", N_("attempts"), CELL_INT},
    {"passed", N_("tests passed"), CELL_INT},
    {"total", N_("total"), CELL_MARK},
    {"mean", N_("average"), CELL_MARK},
    {"rate", N_("of full marks"), CELL_PERCENT},
};

static void fill_percent(struct cell *cell, bool known, mark_t percent)
{
    cell->none = !known;
    cell->number = known ? percent : 0;
}

/* Calls `add` for everybody shown who may take the test or has a result. */
typedef void ledger_adder(void *context, size_t person, bool entitled, const struct ledger_result *result);

static bool each_person(const struct picture *picture, const struct hall_event *event, ledger_adder *add,
                        void *context, bool *provisional, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct results results;
    const bool *entitled = entitled_of(picture, event, &arena);
    bool ok = results_load(picture, event, &arena, &results, err);
    for (size_t p = 0; ok && p < picture->people_count; p++) {
        int32_t at = results.of_person[p];
        if (!picture_shows(picture, p) || (at == NO_RESULT && !entitled[p]))
            continue;
        const struct result *result = at == NO_RESULT ? NULL : &results.list[at];
        struct ledger_result own = {0};
        if (result)
            own = (struct ledger_result){result->mark, result->full, result->attempts, result->passed};
        add(context, p, entitled[p], result ? &own : NULL);
    }
    if (ok)
        *provisional = event->event.status != EVENT_CLOSED || results.pending;
    arena_finish(&arena);
    return ok;
}

/* The whole of the period. */
struct period {
    int64_t attempts;
    size_t people; /* with a result in at least one test */
    int provisional;
};

static void note_period(struct draft *draft, const struct period *period)
{
    draft_note(draft, _("Tests: %d; attempts: %lld; people with a result: %zu."), draft->picture->event_count,
               (long long)period->attempts, period->people);
    note_attempts(draft);
    draft_note(
        draft,
        _("Coverage is the share of those who may take a test (now, by the roster) that have a result; "
          "averages and rates of passing are of those with a result."));
    if (draft->picture->request->event_count == 0)
        draft_note(draft, _("All tests that were open during the period are in it."));
    if (period->provisional)
        draft_provisional(draft, _("Provisional: tests of which more results or marks may come: %d."),
                          period->provisional);
}

/* ---- By event -------------------------------------------------------------------------------------------
 */

struct event_line {
    struct ledger_line line;
    bool *took; /* [people]: in any test */
};

static void add_to_event(void *context, size_t person, bool entitled, const struct ledger_result *result)
{
    struct event_line *event = context;
    ledger_add(&event->line, entitled, result);
    event->took[person] = event->took[person] || result;
}

static void add_event_row(struct draft *draft, const struct hall_event *event, const struct ledger_line *line,
                          bool provisional)
{
    const struct test_sheet *sheet = &event->sheet.test;
    struct cell *row = draft_row(draft);
    mark_t coverage = 0, passes = 0, mean = 0;
    bool covered = ledger_coverage(line, &coverage), rated = ledger_pass_rate(line, &passes);
    bool any = ledger_mean(line, sheet->decimals, &mean);
    row[0].text = event->event.code;
    row[1].text = event->event.title;
    row[2].number = event->event.opened_at;
    row[3].number = event->event.status == EVENT_CLOSED ? event->event.closed_at : 0;
    row[4].number = line->entitled;
    row[5].number = line->taken;
    row[6].number = line->attempts;
    fill_percent(&row[7], covered, coverage);
    row[8] = (struct cell){.number = mean, .none = !any};
    row[9].number = sheet->full;
    row[10].number = line->passed;
    fill_percent(&row[11], rated, passes);
    row[12] = (struct cell){.number = line->best, .none = !any};
    row[13] = (struct cell){.number = line->worst, .none = !any};
    row[14].number = provisional;
}

enum { LINES = 3 };

static void chart_events(struct draft *draft, const struct ledger_line *lines, int count)
{
    struct chart_series *series = arena_array(draft->arena, LINES, sizeof *series);
    struct text *labels = arena_array(draft->arena, (size_t)count, sizeof *labels);
    double *values[LINES];
    if (count < 2)
        return;
    for (int k = 0; k < LINES; k++)
        values[k] = arena_array(draft->arena, (size_t)count, sizeof **values);
    for (int e = 0; e < count; e++) {
        mark_t percent = 0;
        labels[e] = draft->picture->events[e].event.title;
        values[0][e] = ledger_coverage(&lines[e], &percent) ? (double)percent / MARK_ONE : NAN;
        values[1][e] = ledger_rate(&lines[e], &percent) ? (double)percent / MARK_ONE : NAN;
        values[2][e] = ledger_pass_rate(&lines[e], &percent) ? (double)percent / MARK_ONE : NAN;
    }
    series[0] = (struct chart_series){text_of(_("coverage")), values[0]};
    series[1] = (struct chart_series){text_of(_("marks got")), values[1]};
    series[2] = (struct chart_series){text_of(_("pass rate")), values[2]};
    draft_chart(draft, (struct chart){.kind = CHART_LINES,
                                      .title = text_of(_("From test to test")),
                                      .value_label = text_of("%"),
                                      .labels = labels,
                                      .label_count = count,
                                      .series = series,
                                      .series_count = LINES,
                                      .top = 100});
}

static bool build_by_event(struct picture *picture, struct err *err)
{
    struct draft draft;
    struct period period = {0};
    struct event_line event = {.took = xcalloc(picture->people_count, sizeof *event.took)};
    struct ledger_line *lines = arena_array(picture->arena, (size_t)picture->event_count, sizeof *lines);
    bool ok = true;
    draft_begin(&draft, picture, picture->arena, text_of(_("Ledger of tests")), event_columns,
                COUNT_OF(event_columns));
    for (int e = 0; ok && e < picture->event_count; e++) {
        bool provisional = false;
        event.line = (struct ledger_line){0};
        ok = each_person(picture, &picture->events[e], add_to_event, &event, &provisional, err);
        if (!ok)
            break;
        lines[e] = event.line;
        add_event_row(&draft, &picture->events[e], &lines[e], provisional);
        period.attempts += lines[e].attempts;
        period.provisional += provisional;
    }
    for (size_t p = 0; p < picture->people_count; p++)
        period.people += event.took[p];
    free(event.took);
    if (!ok) {
        draft_drop(&draft);
        return false;
    }
    note_period(&draft, &period);
    chart_events(&draft, lines, picture->event_count);
    return draft_hand_over(&draft, err);
}

/* ---- By person ------------------------------------------------------------------------------------------
 */

static void add_to_person(void *context, size_t person, bool entitled, const struct ledger_result *result)
{
    struct ledger_line *lines = context;
    ledger_add(&lines[person], entitled, result);
}

static void add_person_row(struct draft *draft, size_t p, const struct ledger_line *line)
{
    const struct person *person = &draft->picture->people[p].person;
    struct cell *row = draft_row_leading(draft, person->number);
    mark_t coverage = 0, mean = 0, rate = 0;
    bool covered = ledger_coverage(line, &coverage), any = ledger_mean(line, 2, &mean);
    bool rated = ledger_rate(line, &rate);
    row[0].text = person->number;
    row[1].text = person->name;
    row[2].text = person->unit;
    row[3].text = person->post;
    row[4].number = line->entitled;
    row[5].number = line->taken;
    fill_percent(&row[6], covered, coverage);
    row[7].number = line->attempts;
    row[8].number = line->passed;
    row[9] = (struct cell){.number = line->sum, .none = !any};
    row[10] = (struct cell){.number = mean, .none = !any};
    fill_percent(&row[11], rated, rate);
}

static bool build_by_person(struct picture *picture, struct err *err)
{
    struct draft draft;
    struct period period = {0};
    struct ledger_line *lines = xcalloc(picture->people_count, sizeof *lines);
    bool ok = true;
    for (int e = 0; ok && e < picture->event_count; e++) {
        bool provisional = false;
        ok = each_person(picture, &picture->events[e], add_to_person, lines, &provisional, err);
        period.provisional += provisional;
    }
    draft_begin(&draft, picture, picture->arena, text_of(_("Ledger of people")), person_columns,
                COUNT_OF(person_columns));
    for (size_t p = 0; ok && p < picture->people_count; p++) {
        if (lines[p].entitled == 0 && lines[p].taken == 0)
            continue;
        add_person_row(&draft, p, &lines[p]);
        period.attempts += lines[p].attempts;
        period.people += lines[p].taken > 0;
    }
    free(lines);
    if (!ok) {
        draft_drop(&draft);
        return false;
    }
    note_period(&draft, &period);
    return draft_hand_over(&draft, err);
}

bool ledger_build(struct picture *picture, struct err *err)
{
    return picture_must_be_tests(picture, err) &&
           (picture->request->by == TABLE_BY_PERSON ? build_by_person : build_by_event)(picture, err);
}
