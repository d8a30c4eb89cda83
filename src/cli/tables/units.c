/* units: one row a unit, of one test. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/tables/kinds.h"

#include <stdlib.h>

static const struct column columns[] = {
    {"rank", N_("rank"), CELL_INT},
    {"unit", N_("unit"), CELL_TEXT},
    {"mean", N_("average"), CELL_MARK, .bar = true},
    {"full", N_("full mark"), CELL_MARK},
    {"members", N_("entitled"), CELL_INT},
    {"taken", N_("took it"), CELL_INT},
    {"participation", N_("participation"), CELL_PERCENT},
    {"passed", N_("passed"), CELL_INT},
    {"pass_rate", N_("pass rate"), CELL_PERCENT},
    {"excellent", N_("excellent"), CELL_INT},
    {"excellent_rate", N_("excellent rate"), CELL_PERCENT},
    {"best", N_("best"), CELL_MARK},
    {"worst", N_("worst"), CELL_MARK},
};

bool unit_is_shown(const struct picture *picture, struct text unit)
{
    return picture->request->unit.len == 0 || unit_is_within(unit, picture->request->unit);
}

static bool is_counted(const struct picture *picture, size_t person)
{
    const struct table_request *request = picture->request;
    const struct person *p = &picture->people[person].person;
    return (request->post.len == 0 || text_equal(p->post, request->post)) &&
           (request->number.len == 0 || text_equal(p->number, request->number));
}

static struct person member(const struct picture *picture, size_t person)
{
    struct person at_depth = picture->people[person].person;
    at_depth.unit = picture_unit(picture, person);
    return at_depth;
}

void units_rank(const struct picture *picture, const struct hall_event *event, const struct results *results,
                struct unit_row **units, size_t *count)
{
    struct arena arena = ARENA_EMPTY;
    const bool *entitled = entitled_of(picture, event, &arena);
    struct person *members = arena_array(&arena, picture->people_count, sizeof *members);
    struct standing_row *rows = arena_array(&arena, results->count, sizeof *rows);
    size_t member_count = 0, row_count = 0;
    for (size_t i = 0; i < picture->people_count; i++)
        if (entitled[i] && is_counted(picture, i))
            members[member_count++] = member(picture, i);
    for (size_t i = 0; i < results->count; i++) {
        const struct result *result = &results->list[i];
        if (is_counted(picture, result->person))
            rows[row_count++] = (struct standing_row){.person = member(picture, result->person),
                                                      .marks = result->mark,
                                                      .passed = result->passed,
                                                      .excellent = result->excellent};
    }
    *count = standing_units(members, member_count, rows, row_count, event->sheet.test.decimals, units);
    arena_finish(&arena);
}

static void add_unit(struct draft *draft, const struct unit_row *unit, mark_t full)
{
    struct cell *row = draft_row_leading(draft, unit->unit);
    bool none = unit->taken == 0;
    row[0].number = unit->rank;
    row[1].text = unit->unit;
    row[2].number = unit->mean;
    row[3].number = full;
    row[4].number = unit->members;
    row[5].number = unit->taken;
    row[6].number = percent_of(unit->taken, unit->members);
    row[7].number = unit->passed;
    row[8].number = none ? 0 : percent_of(unit->passed, unit->taken);
    row[9].number = unit->excellent;
    row[10].number = none ? 0 : percent_of(unit->excellent, unit->taken);
    row[11].number = unit->best;
    row[12].number = unit->worst;
    row[0].none = row[2].none = row[8].none = row[10].none = row[11].none = row[12].none = none;
}

static void add_units(struct draft *draft, const struct unit_row *units, size_t count, mark_t full)
{
    struct text *labels = xcalloc(count, sizeof *labels);
    double *means = xcalloc(count, sizeof *means);
    size_t shown = 0;
    for (size_t i = 0; i < count; i++) {
        if (!unit_is_shown(draft->picture, units[i].unit))
            continue;
        add_unit(draft, &units[i], full);
        if (units[i].taken) {
            labels[shown] = units[i].unit;
            means[shown++] = (double)units[i].mean / MARK_ONE;
        }
    }
    draft_bars(draft, text_of(_("Averages of the units")), text_of(_("marks")), labels, means, shown,
               (double)full / MARK_ONE);
    free(labels);
    free(means);
}

static void note_counting(struct draft *draft, const struct hall_event *event, size_t all)
{
    char excellent[MARK_TEXT_SIZE], pass[MARK_TEXT_SIZE];
    const struct test_sheet *sheet = &event->sheet.test;
    note_attempts(draft);
    draft_note(
        draft,
        _("A unit's average is the sum of its members' marks by the number who took the test, rounded half "
          "up; those missing do not lower it. Ranked by average, then participation; equal units share a "
          "rank."));
    draft_note(
        draft,
        _("Rates of passing (%s marks or more) and of excellence (%s or more) are of those who took it, "
          "participation is of those who may take it. Who has a result and may not (any more) counts as a "
          "member of his unit."),
        mark_format(sheet->pass, pass), mark_format(sheet_excellent(sheet), excellent));
    if (draft->page.table.row_count < all)
        draft_note(draft, _("Ranks are those among all units, shown or not: %zu."), all);
    if (draft->picture->request->post.len)
        draft_note(draft, _("Only people with the post %.*s are counted."),
                   TEXT_ARG(draft->picture->request->post));
}

static bool build_one(struct picture *picture, struct err *err)
{
    struct provisional provisional = {BUF_EMPTY, BUF_EMPTY, 0};
    const struct hall_event *event = &picture->events[0];
    struct results results;
    struct unit_row *units;
    size_t count;
    struct draft draft;
    if (!results_load(picture, event, picture->arena, &results, err))
        return false;
    units_rank(picture, event, &results, &units, &count);
    draft_begin(&draft, picture, picture->arena, heading_of(picture, N_("Units ranked")), columns,
                COUNT_OF(columns));
    draft_column(&draft, "mean")->bar_full = (double)event->sheet.test.full / MARK_ONE;
    add_units(&draft, units, count, event->sheet.test.full);
    note_counting(&draft, event, count);
    provisional_add(&provisional, event, &results);
    provisional_note(&provisional, &draft);
    free(units);
    return draft_hand_over(&draft, err);
}

bool units_build(struct picture *picture, struct err *err)
{
    if (!picture_must_be_tests(picture, err))
        return false;
    return (picture->event_count > 1 ? units_together : build_one)(picture, err);
}
