/* biwu panel import | report. */
#include "bank/panel_marks_load.h"
#include "bank/people_load.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/files.h"
#include "cli/link.h"
#include "cli/output.h"
#include "cli/stages.h"
#include "store/people.h"

#include <math.h>
#include <stdio.h>

static bool load_panel(struct store *store, const char *code, struct arena *arena, struct hall_event *out,
                       struct err *err)
{
    return hall_load_event(store, code, arena, out, err) &&
           (out->sheet.kind == EVENT_KIND_PANEL || err_set(err, ERR_INVALID, _("%s is not a panel but a %s"),
                                                           code, _(event_kind_label(out->sheet.kind)))) &&
           stage_fill_names(store, &out->sheet, arena, err);
}

/* ---- report --------------------------------------------------------------------------------------- */

static const struct column report_columns[] = {
    {"judge", N_("judge"), CELL_TEXT},
    {"name", N_("name"), CELL_TEXT},
    {"marked", N_("marked"), CELL_INT},
    {"missing", N_("missing"), CELL_INT},
    {"recused", N_("recused"), CELL_INT},
    {"severity", N_("severity"), CELL_TEXT},
    {"deviation", N_("deviation"), CELL_TEXT},
    {"spread", N_("spread"), CELL_TEXT},
    {"agreement", N_("agreement"), CELL_TEXT},
    {"dropped_high", N_("dropped as highest"), CELL_INT},
    {"dropped_low", N_("dropped as lowest"), CELL_INT},
    {"corrections", N_("corrections"), CELL_INT},
};

static struct text figure(double value, struct arena *arena)
{
    return isnan(value) ? text_of("") : arena_textf(arena, "%.3f", value);
}

/* Empty for a judge who is on no roster. */
static struct text name_of(struct store *store, struct text number, struct arena *arena)
{
    struct person_record record;
    return person_find(store, number, arena, &record, NULL) ? record.person.name : text_of("");
}

static void add_judge(struct table *table, struct store *store, const struct panel *panel, int judge,
                      struct arena *arena)
{
    struct judge_report report;
    panel_judge_report(panel, judge, &report);
    struct cell *row = table_add(table);
    row[0].text = panel->sheet->judges[judge];
    row[1].text = name_of(store, panel->sheet->judges[judge], arena);
    row[2].number = report.marked;
    row[3].number = report.missing;
    row[4].number = report.recused;
    row[5].text = figure(report.severity, arena);
    row[6].text = figure(report.deviation, arena);
    row[7].text = figure(report.spread, arena);
    row[8].text = figure(report.agreement, arena);
    row[9].number = report.dropped_high;
    row[10].number = report.dropped_low;
    row[11].number = report.corrections;
}

static bool report(const struct cli *cli, struct store *store, const char *code,
                   const struct document_output *output, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct hall_event event;
    bool ok = store_begin_read(store, err) && load_panel(store, code, &arena, &event, err);
    if (ok) {
        struct panel panel;
        struct table table;
        panel_init(&panel, &event.sheet.panel);
        table_init(&table, report_columns, COUNT_OF(report_columns));
        ok = panel_fold(store, event.event.code, &panel, err);
        for (int i = 0; ok && i < event.sheet.panel.judge_count; i++)
            add_judge(&table, store, &panel, i, &arena);
        struct text title = arena_textf(&arena, _("%.*s: the judges"), TEXT_ARG(event.event.title));
        ok = ok && document_write_table(cli, store, output, title, &table, err);
        if (ok && output->format == TABLE_TEXT && !output->path)
            printf(_(
                "\nSeverity: how much a judge gives above (+) or below the panel's mean; deviation: how far\n"
                "from that on average; spread: standard deviation of the judge's sums; agreement: "
                "correlation\n"
                "with the other judges. Empty: too few marks to say.\n"));
        table_finish(&table);
        panel_finish(&panel);
    }
    store_rollback(store);
    arena_finish(&arena);
    return ok;
}

static int run_report(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct document_output output;
    if (!document_output_parse(&output, NULL, 0, &argc, argv, &err))
        return command_usage(&command_panel_report, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_panel_report, _("name one event"));
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && report(cli, store, argv[0], &output, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_panel_report = {
    .name = "panel report",
    .usage = N_("EVENT [--format table|csv|json|xlsx|html] [-o FILE] [--sign]"),
    .summary = N_("the judges of a panel: severity, spread, deviation, missing marks, corrections"),
    .help = "",
    .run = run_report,
};

/* ---- import --------------------------------------------------------------------------------------- */

struct importing {
    struct client *client;
    const char *code;
    const struct panel_sheet *sheet;
    struct panel_marks_file file;
};

static bool watch_as_host(struct client *client, const char *code, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct request request = {.kind = MESSAGE_WATCH};
    struct reply reply;
    request.watch.event = text_of(code);
    request.watch.as = WATCH_HOST;
    bool ok = link_ask(client, &request, &arena, &reply, err);
    arena_finish(&arena);
    return ok;
}

static bool send_command(const struct importing *importing, enum panel_command_kind command,
                         const struct panel_mark_row *row, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct request request = {.kind = MESSAGE_PANEL};
    struct reply reply;
    request.panel.event = text_of(importing->code);
    request.panel.command = command;
    request.panel.performer = row->performer;
    request.panel.judge = row->judge;
    request.panel.criterion = row->criterion;
    request.panel.envelope = -1;
    request.panel.mark = row->mark.mark;
    request.panel.steps = (int64_t)row->mark.steps;
    request.panel.faults = (int64_t)row->mark.faults;
    request.panel.wrong_order = row->mark.wrong_order;
    request.panel.overtime = row->mark.overtime;
    bool ok = link_ask(importing->client, &request, &arena, &reply, err);
    arena_finish(&arena);
    return ok;
}

/* Whether the file has every criterion of this row's sheet, this row being the last of them. */
static bool completes_sheet(const struct importing *importing, size_t at)
{
    const struct panel_mark_row *rows = importing->file.rows;
    int criteria = 0;
    for (size_t i = 0; i <= at; i++)
        criteria += rows[i].performer == rows[at].performer && rows[i].judge == rows[at].judge;
    return criteria == importing->sheet->criterion_count;
}

/* Returns how many rows were refused; each is said with its line. */
static size_t import_rows(const struct importing *importing, const char *path, bool sign)
{
    size_t refused = 0;
    for (size_t i = 0; i < importing->file.count; i++) {
        struct err err = ERR_NONE;
        const struct panel_mark_row *row = &importing->file.rows[i];
        bool ok = send_command(importing, PANEL_MARK, row, &err) &&
                  (!sign || !completes_sheet(importing, i) || send_command(importing, PANEL_SIGN, row, &err));
        if (!ok) {
            fprintf(stderr, "%s:%d: %s\n", path, row->line, err.message);
            refused++;
        }
    }
    printf(_("%zu marks imported, %zu refused\n"), importing->file.count - refused, refused);
    return refused;
}

static bool load_marks(struct text source, const char *path, struct arena *arena, struct diags *diags,
                       void *into)
{
    struct importing *importing = into;
    return panel_marks_load(source, path, importing->sheet, arena, diags, &importing->file);
}

/* The sheet is read beforehand, so that the whole file is checked before the first mark is sent. */
static bool read_import(struct cli *cli, struct importing *importing, const char *path,
                        struct hall_event *event, struct arena *arena, struct err *err)
{
    static const struct file_kind kind = {PEOPLE_MAX_FILE, load_marks, people_source};
    struct store *store = hall_open_store(cli, STORE_READ, err);
    bool ok = store && load_panel(store, importing->code, arena, event, err);
    store_close(store);
    importing->sheet = &event->sheet.panel;
    return ok && (files_load(path, &kind, arena, importing, NULL) ||
                  err_set(err, ERR_INVALID, _("nothing was imported; correct %s and try again"), path));
}

static int run_import(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    bool sign = false;
    const struct option_spec specs[] = {{"--signed", 0, &sign, NULL}};
    if (!options_parse(specs, COUNT_OF(specs), &argc, argv, &err))
        return command_usage(&command_panel_import, "%s", err.message);
    if (argc != 2)
        return command_usage(&command_panel_import, _("name one event and one file"));
    struct arena arena = ARENA_EMPTY;
    struct hall_event event;
    struct importing importing = {.code = argv[0]};
    size_t refused = 0;
    bool ok = read_import(cli, &importing, argv[1], &event, &arena, &err) &&
              (importing.client = link_open(cli, &err)) && watch_as_host(importing.client, argv[0], &err);
    if (ok)
        refused = import_rows(&importing, argv[1], sign);
    client_destroy(importing.client);
    arena_finish(&arena);
    if (!ok)
        return command_failed(&err);
    return refused ? STATUS_FAILED : STATUS_OK;
}

const struct command command_panel_import = {
    .name = "panel import",
    .usage = N_("EVENT FILE [--signed]"),
    .summary = N_("take judges' marks over from paper sheets (performer,judge,criterion,mark)"),
    .help = N_(
        "The file is CSV in UTF-8 or GBK. Measured criteria have the columns steps, faults, wrong_order and\n"
        "overtime instead of a mark. The whole file is checked before the first mark is taken.\n\n"
        "  --signed   the paper sheets are signed: complete sheets count as signed\n"),
    .run = run_import,
};
