/* biwu marking, biwu oral: answers in words, marked at a terminal or while they are given. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/link.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "store/attempts.h"
#include "store/marking.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- How far it is ------------------------------------------------------------------------------------- */

static const struct column progress_columns[] = {
    {"item", N_("item id"), CELL_TEXT},   {"stem", N_("stem"), CELL_TEXT},
    {"points", N_("points"), CELL_MARK},  {"answers", N_("answers"), CELL_INT},
    {"settled", N_("settled"), CELL_INT}, {"waiting", N_("waiting"), CELL_INT},
};

static void fill_progress(struct table *table, const struct reply *reply)
{
    for (int64_t i = 0; i < reply->marking.row_count; i++) {
        const struct marking_row *from = &reply->marking.rows[i];
        struct cell *row = table_add(table);
        row[0].text = from->item;
        row[1].text = from->stem;
        row[2].number = from->full;
        row[3].number = from->total;
        row[4].number = from->settled;
        row[5].number = from->total - from->settled;
    }
}

static int print_progress(struct cli *cli, const char *event, const struct table_output *output)
{
    struct err err = ERR_NONE;
    struct client *client = link_open(cli, &err);
    struct arena arena = ARENA_EMPTY;
    struct request request = {.kind = MESSAGE_MARKING, .event = {text_of(event)}};
    struct reply reply;
    struct table table;
    table_init(&table, progress_columns, COUNT_OF(progress_columns));
    bool ok = client && link_ask(client, &request, &arena, &reply, &err);
    if (ok) {
        fill_progress(&table, &reply);
        ok = table_output_write(output, &table, &err);
    }
    table_finish(&table);
    client_destroy(client);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

/* ---- Who gave which marks ------------------------------------------------------------------------------ */

static const struct column log_columns[] = {
    {"at", N_("when"), CELL_TEXT},
    {"who", N_("who"), CELL_TEXT},
    {"what", N_("what"), CELL_TEXT},
    {"attempt", N_("attempt"), CELL_INT},
    {"number", N_("staff number"), CELL_TEXT},
    {"item", N_("item id"), CELL_TEXT},
    {"points", N_("points"), CELL_TEXT},
    {"mark", N_("mark"), CELL_MARK},
    {"full", N_("full mark"), CELL_MARK},
    {"settled", N_("settled"), CELL_BOOL},
    {"note", N_("note"), CELL_TEXT},
};

static const char *what_happened(enum markbook_event_kind kind, bool for_people)
{
    static const char *const words[MARKBOOK_EVENT_KINDS] = {[MARKBOOK_BEGAN] = N_("began"),
                                                            [MARKBOOK_MARKED] = N_("marked"),
                                                            [MARKBOOK_TICKED] = N_("ticked while listening"),
                                                            [MARKBOOK_REOPENED] = N_("reopened")};
    return for_people ? _(words[kind]) : markbook_event_name(kind);
}

struct logging {
    struct store *store;
    struct table *table;
    struct arena *arena;
    int *slots; /* of each row; owned */
    size_t capacity;
    bool for_people;
};

/* "1 3": as markers count them. */
static struct text points_text(uint32_t points, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    for (int i = 0; i < ITEM_MAX_POINTS; i++)
        if (points >> i & 1)
            buf_addf(&out, "%s%d", out.len ? " " : "", i + 1);
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

/* The row of the last mark of this answer above the last row; NULL: none. */
static const struct cell *last_mark(const struct logging *logging, const struct markbook_event *event)
{
    const struct table *table = logging->table;
    for (size_t i = table->row_count - 1; i > 0; i--)
        if (logging->slots[i - 1] == event->slot && table_cell(table, i - 1, 3)->number == event->attempt)
            return table_cell(table, i - 1, 0);
    return NULL;
}

/* A reopening names no item: it is that of the marks which it takes back. */
static void fill_reopened(const struct logging *logging, const struct markbook_event *event, struct cell *row)
{
    const struct cell *marked = last_mark(logging, event);
    row[7].none = row[9].none = true;
    row[8].none = !marked;
    row[10].text = arena_text(logging->arena, event->reason);
    if (marked) {
        row[5].text = marked[5].text;
        row[8].number = marked[8].number;
    }
}

static void fill_mark(const struct logging *logging, const struct markbook_event *event, struct cell *row)
{
    row[5].text = arena_text(logging->arena, event->item);
    row[6].text = points_text(event->points, logging->arena);
    row[7].number = event->mark;
    row[8].number = event->whole;
    row[9].number = event->settled.given;
    row[10].text = arena_text(logging->arena, event->note);
}

static bool log_entry(void *context, const struct journal_entry *entry, const struct markbook_event *event,
                      struct err *err)
{
    struct logging *logging = context;
    struct attempt_record attempt;
    char when[CLOCK_TEXT_SIZE];
    if (event->kind == MARKBOOK_BEGAN)
        return true;
    if (!attempt_find(logging->store, event->attempt, logging->arena, &attempt, err))
        return false;
    struct cell *row = table_add(logging->table);
    size_t rows = logging->table->row_count;
    logging->slots = xgrow(logging->slots, &logging->capacity, rows, sizeof *logging->slots);
    logging->slots[rows - 1] = event->slot;
    row[0].text = arena_text(logging->arena, text_of(clock_format(entry->at, when)));
    row[1].text = arena_text(logging->arena, entry->actor);
    row[2].text = text_of(what_happened(event->kind, logging->for_people));
    row[3].number = event->attempt;
    row[4].text = attempt.number;
    if (event->kind == MARKBOOK_REOPENED)
        fill_reopened(logging, event, row);
    else
        fill_mark(logging, event, row);
    return true;
}

static int print_log(struct cli *cli, const char *event, const struct table_output *output)
{
    struct err err = ERR_NONE;
    struct arena arena = ARENA_EMPTY;
    struct hall_event found;
    struct table table;
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    struct logging logging = {
        .store = store, .table = &table, .arena = &arena, .for_people = output->format == TABLE_TEXT};
    table_init(&table, log_columns, COUNT_OF(log_columns));
    bool ok = store && store_begin_read(store, &err) && hall_load_event(store, event, &arena, &found, &err) &&
              marking_walk(store, text_of(event), log_entry, &logging, &err) &&
              table_output_write(output, &table, &err);
    if (store)
        store_rollback(store);
    free(logging.slots);
    table_finish(&table);
    store_close(store);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

/* ---- Reopening ----------------------------------------------------------------------------------------- */

/* What an organizer names: an answer of somebody's last submitted attempt. */
struct named_answer {
    const char *event, *number, *item;
    int64_t attempt, slot;
};

static bool find_attempt(struct store *store, struct named_answer *named, struct arena *arena,
                         struct err *err)
{
    struct attempt_record *records;
    size_t count;
    if (!attempt_list(store, text_of(named->event), text_of(named->number), arena, &records, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (records[i].status == ATTEMPT_SUBMITTED)
            named->attempt = records[i].id;
    return named->attempt ||
           err_set(err, ERR_NOT_FOUND, _("%s has submitted nothing at %s"), named->number, named->event);
}

/* By "id" or "bank/id". */
static bool is_named(const struct response_record *response, struct text name)
{
    if (text_equal(response->item, name))
        return true;
    size_t bank = response->bank.len;
    return text_starts_with(name, response->bank) && name.len > bank && name.at[bank] == '/' &&
           text_equal(text_from(name, bank + 1), response->item);
}

static bool find_answer(struct store *store, struct named_answer *named, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct response_record *responses;
    size_t count = 0;
    named->slot = -1;
    bool ok = find_attempt(store, named, &arena, err) &&
              response_rows(store, named->attempt, &arena, &responses, &count, err);
    for (size_t i = 0; ok && i < count; i++)
        if (is_named(&responses[i], text_of(named->item)))
            named->slot = (int64_t)i;
    if (ok && named->slot < 0)
        ok = err_set(err, ERR_NOT_FOUND, _("the paper of %s has no item %s"), named->number, named->item);
    arena_finish(&arena);
    return ok;
}

static int reopen(struct cli *cli, struct named_answer *named, const char *reason)
{
    struct err err = ERR_NONE;
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && find_answer(store, named, &err);
    store_close(store);
    struct client *client = ok ? link_open(cli, &err) : NULL;
    struct arena arena = ARENA_EMPTY;
    struct request request = {.kind = MESSAGE_REOPEN,
                              .reopen = {named->attempt, named->slot, text_of(reason)}};
    struct reply reply;
    ok = client && link_ask(client, &request, &arena, &reply, &err);
    client_destroy(client);
    arena_finish(&arena);
    if (!ok)
        return command_failed(&err);
    printf(_("the answer of %s to %s waits for marks again\n"), named->number, named->item);
    return STATUS_OK;
}

/* ---- Commands ------------------------------------------------------------------------------------------ */

static int run_marking(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct table_output output;
    bool progress = false, log = false, again = false;
    const char *reason = NULL;
    const struct option_spec specs[] = {{"--progress", 0, &progress, NULL},
                                        {"--log", 0, &log, NULL},
                                        {"--reopen", 0, &again, NULL},
                                        {"--reason", 0, NULL, &reason}};
    if (!table_output_parse(&output, specs, COUNT_OF(specs), &argc, argv, &err))
        return command_usage(&command_marking, "%s", err.message);
    if (progress + log + again > 1)
        return command_usage(&command_marking, _("--progress, --log and --reopen exclude one another"));
    if (reason && !again)
        return command_usage(&command_marking, _("--reason goes with --reopen"));
    if (again && (argc != 3 || !reason || !*reason))
        return command_usage(&command_marking, _("--reopen takes the event, a number, an item and --reason"));
    if (!again && argc != 1)
        return command_usage(&command_marking, _("name one event"));
    if (again)
        return reopen(cli, &(struct named_answer){.event = argv[0], .number = argv[1], .item = argv[2]},
                      reason);
    if (log)
        return print_log(cli, argv[0], &output);
    if (progress)
        return print_progress(cli, argv[0], &output);
    return terminal_open(cli, (struct tui_options){.mode = TUI_MARKING, .event = argv[0]}, false);
}

static int run_oral(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_oral, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_oral, _("name one event"));
    return terminal_open(cli, (struct tui_options){.mode = TUI_ORAL, .event = argv[0]}, false);
}

const struct command command_marking = {
    .name = "marking",
    .usage = N_("EVENT [--progress|--log [--format table|csv|json] [-o FILE]] | EVENT NUMBER ITEM --reopen "
                "--reason TEXT"),
    .summary = N_("mark the answers in words of a test, without names"),
    .help =
        N_("Markers of the sheet and organizers sign in and tick, answer by answer, the points they find.\n"
           "  --progress     print how far the marking is, item by item\n"
           "  --log          print who gave which marks to whom, and when\n"
           "  --reopen       let one answer of one person be marked anew\n"
           "  --reason TEXT  why; it stands in the journal\n"),
    .run = run_marking,
};

const struct command command_oral = {
    .name = "oral",
    .usage = N_("EVENT"),
    .summary = N_("take somebody through a test by word of mouth"),
    .help = N_(
        "An organizer signs in, names the candidate, reads the questions out, writes the answers down and\n"
        "ticks the points that were said. Record and marks are those of a test at a seat.\n"),
    .run = run_oral,
};
