/* biwu contest log: every event as a sentence. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/contest_story.h"
#include "cli/output.h"

static const struct column columns[] = {
    {"n", N_("event no."), CELL_INT},        {"time", N_("time"), CELL_TEXT},
    {"actor", N_("by"), CELL_TEXT},          {"kind", NULL, CELL_TEXT},
    {"what", N_("what"), CELL_TEXT},         {"marks", N_("marks after"), CELL_TEXT},
    {"undone", N_("taken back"), CELL_BOOL},
};

struct log {
    struct table table;
    struct arena *arena;
};

/* "A 120  B 95": what every team has. Only where something changed: a log is read for that. */
static struct text marks_after(const struct story_event *told, struct arena *arena)
{
    if (!told->event || !told->event->delta_count)
        return text_of("");
    struct buf marks = BUF_EMPTY;
    const struct contest_sheet *sheet = told->after->sheet;
    for (int i = 0; i < sheet->team_count; i++) {
        char mark[MARK_TEXT_SIZE];
        buf_addf(&marks, i ? "  %.*s %s" : "%.*s %s", TEXT_ARG(sheet->teams[i].code),
                 mark_format(told->after->teams[i].score, mark));
    }
    struct text out = arena_text(arena, buf_text(&marks));
    buf_finish(&marks);
    return out;
}

static void add_event(void *context, const struct story_event *told)
{
    struct log *log = context;
    struct cell *row = table_add(&log->table);
    row[0].number = told->n;
    row[1].text = story_time(told->at, log->arena);
    row[2].text = told->actor;
    row[3].text = told->kind;
    row[4].text = told->sentence;
    row[5].text = marks_after(told, log->arena);
    row[6].number = told->undone;
}

static bool tell(struct store *store, const struct hall_event *event, struct log *log, struct err *err)
{
    switch (event->sheet.kind) {
    case EVENT_KIND_CONTEST:
        return contest_story(store, event->event.code, &event->sheet.contest, log->arena, add_event, log,
                             err);
    case EVENT_KIND_PANEL:
        return panel_story(store, event->event.code, &event->sheet.panel, log->arena, add_event, log, err);
    default:
        return err_set(err, ERR_INVALID, _("%.*s is neither a contest nor a panel"),
                       TEXT_ARG(event->event.code));
    }
}

static bool print_log(const struct cli *cli, struct store *store, const char *code,
                      const struct document_output *output, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct hall_event event;
    struct log log = {.arena = &arena};
    table_init(&log.table, columns, COUNT_OF(columns));
    bool ok = store_begin_read(store, err) && hall_load_event(store, code, &arena, &event, err) &&
              stage_fill_names(store, &event.sheet, &arena, err) && tell(store, &event, &log, err);
    if (ok) {
        struct text title = arena_textf(&arena, _("%.*s: what happened"), TEXT_ARG(event.event.title));
        ok = document_write_table(cli, store, output, title, &log.table, err);
    }
    store_rollback(store);
    table_finish(&log.table);
    arena_finish(&arena);
    return ok;
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct document_output output;
    if (!document_output_parse(&output, NULL, 0, &argc, argv, &err))
        return command_usage(&command_contest_log, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_contest_log, _("name one event"));
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && print_log(cli, store, argv[0], &output, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_contest_log = {
    .name = "contest log",
    .usage = N_("EVENT [--format table|csv|json|xlsx|html] [-o FILE] [--sign]"),
    .summary = N_("every event of a contest or panel as a sentence: time, who, what, marks after"),
    .help = N_("What was taken back by an undo stays in the log and is marked so.\n"),
    .run = run,
};
