/* biwu explain of contests, panels and series: how an entrant's marks came about. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/contest_story.h"
#include "cli/output.h"

#include <stdio.h>

/* ---- Contest --------------------------------------------------------------------------------------- */

static const struct column contest_columns[] = {
    {"n", N_("event no."), CELL_INT},  {"time", N_("time"), CELL_TEXT},
    {"actor", N_("by"), CELL_TEXT},    {"what", N_("what"), CELL_TEXT},
    {"marks", N_("marks"), CELL_MARK}, {"after", N_("marks after"), CELL_MARK},
};

struct contest_case {
    struct table table;
    struct arena *arena;
    int team;
    mark_t total;
};

static void add_change(void *context, const struct story_event *told)
{
    struct contest_case *c = context;
    for (int64_t i = 0; !told->undone && i < told->event->delta_count; i++) {
        if (told->event->deltas[i].team != c->team)
            continue;
        c->total += told->event->deltas[i].marks;
        struct cell *row = table_add(&c->table);
        row[0].number = told->n;
        row[1].text = story_time(told->at, c->arena);
        row[2].text = told->actor;
        row[3].text = told->sentence;
        row[4].number = told->event->deltas[i].marks;
        row[5].number = c->total;
    }
}

static bool explain_contest(struct store *store, const struct hall_event *event, int team,
                            struct arena *arena, const struct table_output *output, struct err *err)
{
    const struct contest_sheet *sheet = &event->sheet.contest;
    struct contest_case c = {.arena = arena, .team = team, .total = sheet->base};
    table_init(&c.table, contest_columns, COUNT_OF(contest_columns));
    bool ok = contest_story(store, event->event.code, sheet, arena, add_change, &c, err);
    if (ok && output->format == TABLE_TEXT && !output->path) {
        char base[MARK_TEXT_SIZE], total[MARK_TEXT_SIZE];
        printf(_("%.*s: begins with %s, has %s now\n\n"),
               TEXT_ARG(stage_entrant_label(&sheet->teams[team], arena)), mark_format(sheet->base, base),
               mark_format(c.total, total));
    }
    ok = ok && table_output_write(output, &c.table, err);
    table_finish(&c.table);
    return ok;
}

/* ---- Panel ----------------------------------------------------------------------------------------- */

static const struct column panel_columns[] = {
    {"criterion", N_("criterion"), CELL_TEXT}, {"judge", N_("judge"), CELL_TEXT},
    {"mark", N_("mark"), CELL_MARK},           {"dropped", N_("dropped"), CELL_BOOL},
    {"mean", N_("mean"), CELL_MARK},           {"product", N_("times factor"), CELL_MARK},
};

static void add_stage(struct table *table, const struct panel_sheet *sheet, const struct panel_stage *stage,
                      bool for_people)
{
    struct text sum = text_of(for_people ? _("sum") : "sum");
    struct text title = stage->criterion < 0 ? sum : sheet->criteria[stage->criterion].title;
    for (int judge = 0; judge < sheet->judge_count; judge++) {
        if (!stage->has[judge])
            continue;
        struct cell *row = table_add(table);
        row[0].text = title;
        row[1].text = sheet->judges[judge];
        row[2].number = stage->marks[judge];
        row[3].number = stage->dropped[judge];
        row[4].number = stage->mean;
        row[5].number = stage->product;
    }
}

static bool explain_panel(struct store *store, const struct hall_event *event, int performer,
                          struct arena *arena, const struct table_output *output, struct err *err)
{
    const struct panel_sheet *sheet = &event->sheet.panel;
    struct panel panel;
    struct panel_result result;
    struct table table;
    table_init(&table, panel_columns, COUNT_OF(panel_columns));
    panel_init(&panel, sheet);
    bool ok = panel_fold(store, event->event.code, &panel, err);
    if (ok) {
        panel_result(&panel, performer, &result);
        for (int i = 0; i < result.stage_count; i++)
            add_stage(&table, sheet, &result.stages[i], output->format == TABLE_TEXT);
        if (output->format == TABLE_TEXT && !output->path) {
            char total[MARK_TEXT_SIZE];
            printf(_("%.*s: %s (%s)\n\n"),
                   TEXT_ARG(stage_entrant_label(&sheet->performers[performer], arena)),
                   mark_format(result.total, total), result.complete ? _("complete") : _("not complete"));
        }
        ok = table_output_write(output, &table, err);
    }
    panel_finish(&panel);
    table_finish(&table);
    return ok;
}

/* ---- Series ---------------------------------------------------------------------------------------- */

static const struct column series_part_columns[] = {
    {"event", N_("event"), CELL_TEXT},
    {"title", N_("title"), CELL_TEXT},
    {"present", N_("took part"), CELL_BOOL},
    {"mark", N_("mark"), CELL_MARK},
    {"weight", N_("weight"), CELL_MARK},
    {"weighted", N_("weighted"), CELL_MARK},
    {"members", N_("members counted"), CELL_INT},
};

static void add_parts(struct table *table, const struct series_sheet *sheet, const struct series_row *row)
{
    for (int i = 0; i < sheet->part_count; i++) {
        struct cell *cells = table_add(table);
        cells[0].text = sheet->parts[i].event;
        cells[1].text = sheet->parts[i].title;
        cells[2].number = row->shares[i].present;
        cells[3].number = row->shares[i].mark;
        cells[4].number = sheet->parts[i].weight;
        cells[5].number = row->shares[i].weighted;
        cells[6].number = row->shares[i].members;
    }
}

static bool explain_series(struct store *store, const struct hall_event *event, struct text code,
                           struct arena *arena, const struct table_output *output, struct err *err)
{
    const struct series_sheet *sheet = &event->sheet.series;
    struct part_results parts[SERIES_MAX_PARTS];
    struct series_row *rows;
    size_t count, i = 0;
    if (!stage_series_rows(store, sheet, arena, parts, &rows, &count, err))
        return false;
    while (i < count && !text_equal(rows[i].entrant.code, code))
        i++;
    if (i == count)
        return err_set(err, ERR_NOT_FOUND, _("%.*s is not in the standing of %.*s"), TEXT_ARG(code),
                       TEXT_ARG(event->event.code));
    struct table table;
    table_init(&table, series_part_columns, COUNT_OF(series_part_columns));
    add_parts(&table, sheet, &rows[i]);
    if (output->format == TABLE_TEXT && !output->path) {
        char total[MARK_TEXT_SIZE];
        printf(_("%.*s: total %s, rank %d of %zu\n\n"),
               TEXT_ARG(stage_entrant_label(&rows[i].entrant, arena)), mark_format(rows[i].total, total),
               rows[i].rank, count);
    }
    bool ok = table_output_write(output, &table, err);
    table_finish(&table);
    return ok;
}

/* ---------------------------------------------------------------------------------------------------- */

static int find(const struct entrant *entrants, int count, struct text code, const struct hall_event *event,
                struct err *err)
{
    int at = entrant_find(entrants, count, code);
    if (at < 0)
        err_set(err, ERR_NOT_FOUND, _("%.*s does not take part in %.*s"), TEXT_ARG(code),
                TEXT_ARG(event->event.code));
    return at;
}

bool explain_stage(struct store *store, const struct hall_event *event, struct text entrant,
                   struct arena *arena, const struct table_output *output, struct err *err)
{
    const struct event_sheet *sheet = &event->sheet;
    if (sheet->kind == EVENT_KIND_SERIES)
        return explain_series(store, event, entrant, arena, output, err);
    bool contest = sheet->kind == EVENT_KIND_CONTEST;
    int at = contest ? find(sheet->contest.teams, sheet->contest.team_count, entrant, event, err)
                     : find(sheet->panel.performers, sheet->panel.performer_count, entrant, event, err);
    return at >= 0 && (contest ? explain_contest : explain_panel)(store, event, at, arena, output, err);
}
