/* scores and units of several tests side by side, and the scores of a contest, panel or series. */
#include "core/together.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/stages.h"
#include "cli/tables/kinds.h"

#include <math.h>
#include <stdlib.h>

/* head, a column for each event, tail. */
static size_t add_columns(const struct picture *picture, const struct column *head, size_t head_count,
                          const struct column *tail, size_t tail_count, struct column **out)
{
    size_t events = (size_t)picture->event_count, total = head_count + events + tail_count;
    struct column *columns = arena_array(picture->arena, total, sizeof *columns);
    memcpy(columns, head, head_count * sizeof *head);
    for (size_t i = 0; i < events; i++)
        columns[head_count + i] =
            (struct column){.key = arena_string(picture->arena, picture->events[i].event.code),
                            .label = N_("mark"),
                            .type = CELL_MARK,
                            .title = picture->events[i].event.title};
    memcpy(columns + head_count + events, tail, tail_count * sizeof *tail);
    *out = columns;
    return total;
}

static int most_decimals(const struct picture *picture)
{
    int decimals = 2;
    for (int i = 0; i < picture->event_count; i++)
        if (picture->events[i].sheet.test.decimals > decimals)
            decimals = picture->events[i].sheet.test.decimals;
    return decimals;
}

/* A line over the events: values in percent of the full mark. */
static void add_line(struct draft *draft, struct text title, const double *values)
{
    const struct picture *picture = draft->picture;
    struct text *labels = arena_array(draft->arena, (size_t)picture->event_count, sizeof *labels);
    struct chart_series *series = arena_array(draft->arena, 1, sizeof *series);
    for (int i = 0; i < picture->event_count; i++)
        labels[i] = picture->events[i].event.title;
    series->values = values;
    draft_chart(draft, (struct chart){.kind = CHART_LINES,
                                      .title = title,
                                      .value_label = text_of("%"),
                                      .labels = labels,
                                      .label_count = picture->event_count,
                                      .series = series,
                                      .series_count = 1,
                                      .top = 100});
}

static bool load_all(const struct picture *picture, struct results **out, struct err *err)
{
    *out = arena_array(picture->arena, (size_t)picture->event_count, sizeof **out);
    for (int i = 0; i < picture->event_count; i++)
        if (!results_load(picture, &picture->events[i], picture->arena, &(*out)[i], err))
            return false;
    return true;
}

/* ---- scores ---------------------------------------------------------------------------------------------
 */

static const struct column person_head[] = {
    {"rank", N_("rank"), CELL_INT},  {"number", N_("staff number"), CELL_TEXT},
    {"name", N_("name"), CELL_TEXT}, {"unit", N_("unit"), CELL_TEXT},
    {"post", N_("post"), CELL_TEXT},
};
static const struct column person_tail[] = {
    {"taken", N_("tests taken"), CELL_INT},
    {"passed", N_("tests passed"), CELL_INT},
    {"sum", N_("sum"), CELL_MARK},
    {"mean", N_("average"), CELL_MARK},
};

static const struct result *result_of(const struct results *results, size_t person)
{
    int32_t at = results->of_person[person];
    return at == NO_RESULT ? NULL : &results->list[at];
}

static size_t sum_people(const struct picture *picture, const struct results *results, struct together *rows)
{
    size_t count = 0;
    for (size_t p = 0; p < picture->people_count; p++) {
        struct together row = {.who = p};
        for (int e = 0; e < picture->event_count; e++) {
            const struct result *result = result_of(&results[e], p);
            if (result)
                together_add(&row, result->mark, result->passed);
        }
        if (row.taken)
            rows[count++] = row;
    }
    return count;
}

static void add_person(struct draft *draft, const struct results *results, const struct together *sums)
{
    const struct picture *picture = draft->picture;
    const struct person *person = &picture->people[sums->who].person;
    struct cell *row = draft_row_leading(draft, person->number);
    row[0].number = sums->rank;
    row[1].text = person->number;
    row[2].text = person->name;
    row[3].text = person->unit;
    row[4].text = person->post;
    row += COUNT_OF(person_head);
    for (int e = 0; e < picture->event_count; e++, row++) {
        const struct result *result = result_of(&results[e], sums->who);
        row->none = !result;
        row->number = result ? result->mark : 0;
    }
    row[0].number = sums->taken;
    row[1].number = sums->passed;
    row[2].number = sums->sum;
    row[3].number = sums->mean;
}

static void chart_means(struct draft *draft, const struct results *results)
{
    const struct picture *picture = draft->picture;
    double *means = arena_array(draft->arena, (size_t)picture->event_count, sizeof *means);
    for (int e = 0; e < picture->event_count; e++) {
        mark_t sum = 0, full = 0;
        for (size_t i = 0; i < results[e].count; i++) {
            if (!picture_shows(picture, results[e].list[i].person))
                continue;
            sum += results[e].list[i].mark;
            full += results[e].list[i].full;
        }
        means[e] = full ? 100.0 * (double)sum / (double)full : NAN;
    }
    add_line(draft, text_of(_("Average marks in percent of the full mark")), means);
}

static void note_events(struct draft *draft, const struct results *results)
{
    const struct picture *picture = draft->picture;
    struct provisional provisional = {BUF_EMPTY, BUF_EMPTY, 0};
    for (int e = 0; e < picture->event_count; e++)
        provisional_add(&provisional, &picture->events[e], &results[e]);
    provisional_note(&provisional, draft);
}

bool scores_together(struct picture *picture, struct err *err)
{
    struct results *results;
    struct column *columns;
    struct draft draft;
    if (!picture_must_be_tests(picture, err) || !load_all(picture, &results, err))
        return false;
    if (picture->request->pass != PASS_ANY)
        return err_set(err, ERR_INVALID, _("several tests side by side cannot be filtered by who passed"));
    size_t width = add_columns(picture, person_head, COUNT_OF(person_head), person_tail,
                               COUNT_OF(person_tail), &columns);
    struct together *rows = xcalloc(picture->people_count, sizeof *rows);
    size_t count = sum_people(picture, results, rows);
    together_rank(rows, count, false, most_decimals(picture));
    draft_begin(&draft, picture, picture->arena, heading_of(picture, N_("Scores")), columns, width);
    for (size_t i = 0; i < count; i++) {
        if (!picture_shows(picture, rows[i].who))
            continue;
        add_person(&draft, results, &rows[i]);
    }
    free(rows);
    chart_means(&draft, results);
    note_attempts(&draft);
    draft_note(&draft,
               _("Ranked by the sum of the marks; a test not taken adds nothing to it and does not count in "
                 "the average. Equal sums share a rank."));
    if (draft.page.table.row_count < count)
        draft_note(&draft, _("Ranks are those among all people with a result, shown or not: %zu."), count);
    note_events(&draft, results);
    return draft_hand_over(&draft, err);
}

/* ---- units ----------------------------------------------------------------------------------------------
 */

static const struct column unit_head[] = {{"rank", N_("rank"), CELL_INT}, {"unit", N_("unit"), CELL_TEXT}};
static const struct column unit_tail[] = {
    {"taken", N_("tests taken"), CELL_INT},
    {"mean", N_("average"), CELL_MARK},
};

/* A unit in one of the tests. */
struct unit_share {
    struct text unit;
    int event;
    mark_t mean;
    bool taken;
};

static int by_unit(const void *a, const void *b)
{
    const struct unit_share *x = a, *y = b;
    int order = text_compare(x->unit, y->unit);
    return order ? order : x->event - y->event;
}

static void gather_shares(const struct picture *picture, const struct results *results,
                          struct unit_share **shares, size_t *count)
{
    size_t capacity = 0;
    *shares = NULL;
    *count = 0;
    for (int e = 0; e < picture->event_count; e++) {
        struct unit_row *units;
        size_t n;
        units_rank(picture, &picture->events[e], &results[e], &units, &n);
        *shares = xgrow(*shares, &capacity, *count + n, sizeof **shares);
        for (size_t i = 0; i < n; i++)
            (*shares)[(*count)++] = (struct unit_share){units[i].unit, e, units[i].mean, units[i].taken > 0};
        free(units);
    }
    if (*count)
        qsort(*shares, *count, sizeof **shares, by_unit);
}

/* `who` is the first share of the unit. */
static size_t sum_units(const struct unit_share *shares, size_t count, struct together *rows)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !text_equal(shares[i].unit, shares[i - 1].unit))
            rows[n++] = (struct together){.who = i};
        if (shares[i].taken)
            together_add(&rows[n - 1], shares[i].mean, false);
    }
    return n;
}

static void add_unit(struct draft *draft, const struct unit_share *shares, size_t count,
                     const struct together *sums)
{
    int events = draft->picture->event_count;
    struct text unit = shares[sums->who].unit;
    struct cell *row = draft_row_leading(draft, unit);
    row[0].number = sums->rank;
    row[0].none = sums->rank == 0;
    row[1].text = unit;
    row += COUNT_OF(unit_head);
    for (int e = 0; e < events; e++)
        row[e].none = true;
    for (size_t i = sums->who; i < count && text_equal(shares[i].unit, unit); i++) {
        row[shares[i].event].none = !shares[i].taken;
        row[shares[i].event].number = shares[i].mean;
    }
    row[events].number = sums->taken;
    row[events + 1].number = sums->mean;
    row[events + 1].none = sums->taken == 0;
}

bool units_together(struct picture *picture, struct err *err)
{
    struct results *results;
    struct column *columns;
    struct unit_share *shares = NULL;
    size_t share_count = 0;
    struct draft draft;
    if (!load_all(picture, &results, err))
        return false;
    gather_shares(picture, results, &shares, &share_count);
    size_t width =
        add_columns(picture, unit_head, COUNT_OF(unit_head), unit_tail, COUNT_OF(unit_tail), &columns);
    struct together *rows = xcalloc(share_count, sizeof *rows);
    size_t count = sum_units(shares, share_count, rows);
    together_rank(rows, count, true, most_decimals(picture));
    draft_begin(&draft, picture, picture->arena, heading_of(picture, N_("Units ranked")), columns, width);
    for (size_t i = 0; i < count; i++)
        if (unit_is_shown(picture, shares[rows[i].who].unit))
            add_unit(&draft, shares, share_count, &rows[i]);
    free(rows);
    free(shares);
    chart_means(&draft, results);
    note_attempts(&draft);
    draft_note(&draft,
               _("Of each test a unit's average; then the average of these averages over the tests that "
                 "somebody of the unit took, by which units are ranked. Equal units share a rank."));
    if (draft.page.table.row_count < count)
        draft_note(&draft, _("Ranks are those among all units, shown or not: %zu."), count);
    note_events(&draft, results);
    return draft_hand_over(&draft, err);
}

/* ---- Contests, panels, series ---------------------------------------------------------------------------
 */

static bool must_fit_stage(const struct picture *picture, struct err *err)
{
    const struct table_request *request = picture->request;
    if (request->pass == PASS_ANY && request->post.len == 0 && !request->from && !request->to)
        return true;
    return err_set(err, ERR_INVALID, _("the standing of a %s is filtered by unit and number only"),
                   _(event_kind_label(picture->events[0].sheet.kind)));
}

/* The last column, which says so in a word, becomes one of yes and no. */
static void add_entrant(struct draft *draft, const struct table *standing, size_t from)
{
    const struct table_request *request = draft->picture->request;
    int last = standing->column_count - 1;
    struct text code = table_cell(standing, from, 1)->text, unit = table_cell(standing, from, 3)->text;
    if ((request->unit.len && !unit_is_within(unit, request->unit)) ||
        (request->number.len && !text_equal(code, request->number)))
        return;
    struct cell *row = draft_row(draft);
    memcpy(row, table_cell(standing, from, 0), (size_t)standing->column_count * sizeof *row);
    row[last] = (struct cell){.number = !text_is(row[last].text, "final")};
}

bool scores_of_stage(struct picture *picture, struct err *err)
{
    struct hall_event *event = &picture->events[0];
    struct table standing;
    struct draft draft;
    if (!must_fit_stage(picture, err) ||
        !stage_fill_names(picture->store, &event->sheet, picture->arena, err) ||
        !rank_stage_table(picture->store, event, false, picture->arena, &standing, err))
        return false;
    draft_begin(&draft, picture, picture->arena, heading_of(picture, N_("Standing")), standing.columns,
                (size_t)standing.column_count);
    draft.columns[standing.column_count - 1] = (struct column){"provisional", N_("provisional"), CELL_BOOL};
    for (size_t i = 0; i < standing.row_count; i++)
        add_entrant(&draft, &standing, i);
    table_finish(&standing);
    if (event->event.status != EVENT_CLOSED)
        draft_provisional(&draft, _("Provisional until it is made final."));
    draft_note(&draft,
               _("Ties are broken as the sheet's rank says; who is equal in all of it shares a rank."));
    return draft_hand_over(&draft, err);
}
