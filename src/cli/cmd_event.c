/* biwu event list | open | close. */
#include "bank/event_file.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/link.h"
#include "cli/output.h"

#include <stdio.h>

/* ---- list ----------------------------------------------------------------------------------------- */

static const struct column list_columns[] = {
    {"event", N_("event"), CELL_TEXT},        {"title", N_("title"), CELL_TEXT},
    {"kind", N_("event kind"), CELL_TEXT},    {"status", N_("status"), CELL_TEXT},
    {"opens", N_("opens"), CELL_TEXT},        {"closes", N_("closes"), CELL_TEXT},
    {"entitled", N_("entitled"), CELL_INT},   {"running", N_("running"), CELL_INT},
    {"submitted", N_("submitted"), CELL_INT},
};

static struct text minute(int64_t wall_ms, struct arena *arena)
{
    char out[CLOCK_TEXT_SIZE];
    return wall_ms ? arena_text(arena, text_of(clock_format_minute(wall_ms, out))) : text_of("");
}

static const char *status_label(struct text status, bool test)
{
    static const char *const labels[][2] = {{"draft", N_("not prepared")},
                                            {"prepared", N_("prepared")},
                                            {"open", N_("open")},
                                            {"closed", N_("closed")}};
    static const char *const of_stages[][2] = {{"draft", N_("not begun")},
                                               {"prepared", N_("ready")},
                                               {"open", N_("going on")},
                                               {"closed", N_("final")}};
    const char *const(*words)[2] = test ? labels : of_stages;
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        if (text_is(status, words[i][0]))
            return _(words[i][1]);
    return "?";
}

static const char *kind_label(struct text word)
{
    enum event_kind kind;
    return event_kind_from_name(word, &kind) ? _(event_kind_label(kind)) : "?";
}

static void fill_list(struct table *table, const struct reply *reply, bool for_people, struct arena *arena)
{
    for (int64_t i = 0; i < reply->events.row_count; i++) {
        const struct event_row *event = &reply->events.rows[i];
        struct cell *row = table_add(table);
        row[0].text = event->event;
        row[1].text = event->title;
        bool test = text_is(event->kind, event_kind_name(EVENT_KIND_TEST));
        row[2].text = for_people ? text_of(kind_label(event->kind)) : event->kind;
        row[3].text = for_people ? text_of(status_label(event->status, test)) : event->status;
        row[4].text = minute(event->opens, arena);
        row[5].text = minute(event->closes, arena);
        row[6].number = event->entitled;
        row[7].number = event->running;
        row[8].number = event->submitted;
    }
}

static int run_list(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct table_output output;
    if (!table_output_parse(&output, NULL, 0, &argc, argv, &err) || argc)
        return command_usage(&command_event_list, "%s", argc ? _("wrong operands") : err.message);
    struct client *client = link_open(cli, &err);
    struct arena arena = ARENA_EMPTY;
    struct request request = {.kind = MESSAGE_EVENTS};
    struct reply reply;
    struct table table;
    table_init(&table, list_columns, COUNT_OF(list_columns));
    bool ok = client && link_ask(client, &request, &arena, &reply, &err);
    if (ok) {
        fill_list(&table, &reply, output.format == TABLE_TEXT, &arena);
        ok = table_output_write(&output, &table, &err);
    }
    table_finish(&table);
    client_destroy(client);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_event_list = {
    .name = "event list",
    .usage = N_("[--format table|csv|json] [-o FILE]"),
    .summary = N_("list the events of the hall and how far they are"),
    .help = "",
    .run = run_list,
};

/* ---- open, close ---------------------------------------------------------------------------------- */

static int change(struct cli *cli, const struct command *command, enum message_kind kind, const char *done,
                  int argc, char **argv)
{
    struct err err = ERR_NONE;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(command, "%s", err.message);
    if (argc != 1)
        return command_usage(command, _("name one event"));
    struct client *client = link_open(cli, &err);
    struct arena arena = ARENA_EMPTY;
    struct request request = {.kind = kind, .event = {text_of(argv[0])}};
    struct reply reply = {.error = WIRE_OK};
    bool ok = client && link_ask(client, &request, &arena, &reply, &err);
    /* Opening what the clock has opened already is what was asked for. */
    bool already = client && !ok && reply.error == WIRE_ALREADY;
    client_destroy(client);
    arena_finish(&arena);
    if (!ok && !already)
        return command_failed(&err);
    printf(done, argv[0]);
    return STATUS_OK;
}

static int run_open(struct cli *cli, int argc, char **argv)
{
    return change(cli, &command_event_open, MESSAGE_EVENT_OPEN, _("%s is open\n"), argc, argv);
}

static int run_close(struct cli *cli, int argc, char **argv)
{
    return change(cli, &command_event_close, MESSAGE_EVENT_CLOSE,
                  _("%s is closed; running attempts were submitted\n"), argc, argv);
}

static int run_seal(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_event_seal, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_event_seal, _("name one event"));
    struct client *client = link_open(cli, &err);
    struct arena arena = ARENA_EMPTY;
    struct request request = {.kind = MESSAGE_EVENT_SEAL, .event = {text_of(argv[0])}};
    struct reply reply = {.error = WIRE_OK};
    bool ok = client && link_ask(client, &request, &arena, &reply, &err);
    if (ok)
        printf(_("%s is sealed: %.*s\n"), argv[0], TEXT_ARG(reply.sealed.seal));
    client_destroy(client);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_event_seal = {
    .name = "event seal",
    .usage = N_("EVENT"),
    .summary = N_("fix the paper of a test before it is opened, and print its seal"),
    .help = N_(
        "Sheet, pool of items and seed are fixed now. The seal is a hash over them and the forms: it stands "
        "in\n"
        "the journal, tells nothing of the items, and after the opening `biwu draw verify EVENT` shows that\n"
        "the forms have it.\n"),
    .run = run_seal,
};

const struct command command_event_open = {
    .name = "event open",
    .usage = N_("EVENT"),
    .summary = N_("open an event now, whatever its hours"),
    .help =
        N_("The first opening fixes the sheet, the pool of items and the seed; later changes of the files\n"
           "do not change an event that has been opened.\n"),
    .run = run_open,
};

const struct command command_event_close = {
    .name = "event close",
    .usage = N_("EVENT"),
    .summary = N_("close an event; running attempts are submitted with what is saved"),
    .help = "",
    .run = run_close,
};
