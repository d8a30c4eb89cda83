/* biwu rank: the standing of an event. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/output.h"
#include "cli/results.h"
#include "cli/stages.h"

#include <stdio.h>
#include <stdlib.h>

static const struct column person_columns[] = {
    {"rank", N_("rank"), CELL_INT},
    {"number", N_("staff number"), CELL_TEXT},
    {"name", N_("name"), CELL_TEXT},
    {"unit", N_("unit"), CELL_TEXT},
    {"mark", N_("mark"), CELL_MARK},
    {"full", N_("full mark"), CELL_MARK},
    {"elapsed_seconds", N_("seconds"), CELL_INT},
    {"passed", N_("passed"), CELL_BOOL},
};

static const struct column unit_columns[] = {
    {"rank", N_("rank"), CELL_INT},
    {"unit", N_("unit"), CELL_TEXT},
    {"mark", N_("average"), CELL_MARK},
    {"full", N_("full mark"), CELL_MARK},
    {"members", N_("entitled"), CELL_INT},
    {"taken", N_("took it"), CELL_INT},
    {"participation", N_("participation %"), CELL_MARK},
    {"passed", N_("passed"), CELL_INT},
    {"best", N_("best"), CELL_MARK},
    {"worst", N_("worst"), CELL_MARK},
};

static bool fill_persons(struct store *store, const struct event_and_sheet *event, struct arena *arena,
                         struct table *table, struct err *err)
{
    struct standing_row *rows;
    size_t count;
    if (!results_of_persons(store, event, arena, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct cell *row = table_add(table);
        row[0].number = rows[i].rank;
        row[1].text = rows[i].person.number;
        row[2].text = rows[i].person.name;
        row[3].text = rows[i].person.unit;
        row[4].number = rows[i].marks;
        row[5].number = event->sheet.full;
        row[6].number = rows[i].elapsed / 1000;
        row[7].number = rows[i].passed;
    }
    return true;
}

static bool fill_units(struct store *store, const struct event_and_sheet *event, struct arena *arena,
                       struct table *table, struct err *err)
{
    struct unit_row *units = NULL;
    size_t count;
    if (!results_of_units(store, event, arena, &units, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct cell *row = table_add(table);
        row[0].number = units[i].rank;
        row[1].text = units[i].unit;
        row[2].number = units[i].mean;
        row[3].number = event->sheet.full;
        row[4].number = units[i].members;
        row[5].number = units[i].taken;
        row[6].number =
            units[i].members ? mark_share(100 * MARK_ONE, units[i].taken, units[i].members, 1) : 0;
        row[7].number = units[i].passed;
        row[8].number = units[i].best;
        row[9].number = units[i].worst;
    }
    /* The unit texts are the arena's; the rows themselves are no longer needed. */
    free(units);
    return true;
}

/* A table does not say it, and nobody should hang it on the wall: said beside it. */
static bool warn_pending(struct store *store, struct text event, struct err *err)
{
    int64_t pending;
    if (!attempts_pending(store, event, &pending, err))
        return false;
    if (pending)
        fprintf(stderr,
                ngettext("biwu: %d answer waits for the markers: marks and ranks are not final\n",
                         "biwu: %d answers wait for the markers: marks and ranks are not final\n",
                         (unsigned long)pending),
                (int)pending);
    return true;
}

static bool print_test(struct store *store, const struct event_and_sheet *event, bool by_unit,
                       struct arena *arena, const struct table_output *output, struct err *err)
{
    struct table table;
    if (by_unit)
        table_init(&table, unit_columns, COUNT_OF(unit_columns));
    else
        table_init(&table, person_columns, COUNT_OF(person_columns));
    bool ok = (by_unit ? fill_units : fill_persons)(store, event, arena, &table, err) &&
              table_output_write(output, &table, err);
    if (ok && output->format == TABLE_TEXT && table.row_count == 0)
        fprintf(stderr, _("biwu: nobody has a result in %.*s yet\n"), TEXT_ARG(event->event.code));
    ok = ok && warn_pending(store, event->event.code, err);
    table_finish(&table);
    return ok;
}

static bool print_any(struct store *store, const struct hall_event *event, bool by_unit, struct arena *arena,
                      const struct table_output *output, struct err *err)
{
    if (event->sheet.kind == EVENT_KIND_TEST) {
        struct event_and_sheet test = {event->event, event->sheet.test};
        return print_test(store, &test, by_unit, arena, output, err);
    }
    if (by_unit)
        return err_set(err, ERR_INVALID, _("only tests are ranked by unit; %.*s is a %s"),
                       TEXT_ARG(event->event.code), _(event_kind_label(event->sheet.kind)));
    return rank_stage(store, event, arena, output, err);
}

static bool print(struct store *store, const char *code, bool by_unit, const struct table_output *output,
                  struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct hall_event event;
    bool ok = store_begin_read(store, err) && hall_load_event(store, code, &arena, &event, err) &&
              stage_fill_names(store, &event.sheet, &arena, err) &&
              print_any(store, &event, by_unit, &arena, output, err);
    store_rollback(store);
    arena_finish(&arena);
    return ok;
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct table_output output;
    const char *by = "person";
    const struct option_spec specs[] = {{"--by", 0, NULL, &by}};
    if (!table_output_parse(&output, specs, 1, &argc, argv, &err))
        return command_usage(&command_rank, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_rank, _("name one event"));
    bool by_unit = strcmp(by, "unit") == 0;
    if (!by_unit && strcmp(by, "person") != 0)
        return command_usage(&command_rank, _("--by takes person or unit"));
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && print(store, argv[0], by_unit, &output, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_rank = {
    .name = "rank",
    .usage = N_("EVENT [--by person|unit] [--format table|csv|json] [-o FILE]"),
    .summary = N_("the standing of an event; results equal in all it ranks by share a rank (1 2 2 4)"),
    .help = N_("  --by unit         units by the average of their members, with participation\n"
               "  --format FORMAT   table, csv or json; csv and json are never translated\n"
               "  -o, --output FILE write there instead of standard output\n\n"
               "Of a test a person's best submitted attempt counts. Contests, panels and series are "
               "provisional until\n"
               "they are finalized. Ties are broken as the sheet's `rank` says.\n"),
    .run = run,
};
