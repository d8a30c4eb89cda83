/* biwu attempts list | import. */
#include "bank/people_load.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/files.h"
#include "cli/link.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "store/attempts.h"
#include "store/people.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- list ----------------------------------------------------------------------------------------- */

static const struct column list_columns[] = {
    {"attempt", N_("attempt"), CELL_INT},
    {"number", N_("staff number"), CELL_TEXT},
    {"name", N_("name"), CELL_TEXT},
    {"unit", N_("unit"), CELL_TEXT},
    {"nth", N_("nth"), CELL_INT},
    {"status", N_("status"), CELL_TEXT},
    {"cause", N_("ended by"), CELL_TEXT},
    {"started_at", N_("started"), CELL_TEXT},
    {"ended_at", N_("ended"), CELL_TEXT},
    {"elapsed_seconds", N_("seconds"), CELL_INT},
    {"answered", N_("answered"), CELL_INT},
    {"slots", N_("questions"), CELL_INT},
    {"mark", N_("mark"), CELL_MARK},
    {"full", N_("full mark"), CELL_MARK},
    {"passed", N_("passed"), CELL_BOOL},
    {"void_reason", N_("void because"), CELL_TEXT},
    {"pending", N_("answers to mark"), CELL_INT},
    {"examiner", N_("examiner"), CELL_TEXT},
};

static const char *status_word(enum attempt_status status, bool for_people)
{
    static const char *const words[] = {[ATTEMPT_NONE] = N_("none"),
                                        [ATTEMPT_RUNNING] = N_("running"),
                                        [ATTEMPT_SUBMITTED] = N_("submitted"),
                                        [ATTEMPT_VOID] = N_("void")};
    return for_people ? _(words[status]) : words[status];
}

static const char *cause_label(enum submit_cause cause)
{
    static const char *const labels[] = {[SUBMIT_CANDIDATE] = N_("the candidate"),
                                         [SUBMIT_TIME] = N_("time up"),
                                         [SUBMIT_ORGANIZER] = N_("the organizer"),
                                         [SUBMIT_CLOSED] = N_("closing"),
                                         [SUBMIT_IMPORT] = N_("import")};
    return _(labels[cause]);
}

static struct text when(int64_t wall_ms, struct arena *arena)
{
    char out[CLOCK_TEXT_SIZE];
    return wall_ms ? arena_text(arena, text_of(clock_format(wall_ms, out))) : text_of("");
}

static bool add_attempt(struct store *store, const struct attempt_record *attempt, bool for_people,
                        struct arena *arena, struct table *table, struct err *err)
{
    struct person_record person;
    if (!person_find(store, attempt->number, arena, &person, err))
        return false;
    bool ended = attempt->status == ATTEMPT_SUBMITTED;
    struct cell *row = table_add(table);
    row[0].number = attempt->id;
    row[1].text = attempt->number;
    row[2].text = person.person.name;
    row[3].text = person.person.unit;
    row[4].number = attempt->nth;
    row[5].text = text_of(status_word(attempt->status, for_people));
    row[6].text = !ended
                      ? text_of("")
                      : text_of(for_people ? cause_label(attempt->cause) : submit_cause_name(attempt->cause));
    row[7].text = when(attempt->started_at, arena);
    row[8].text = when(attempt->ended_at, arena);
    row[9].number = attempt->elapsed / 1000;
    row[10].number = attempt->answered;
    row[11].number = attempt->slots;
    row[12].number = attempt->mark;
    row[13].number = attempt->full;
    row[14].number = attempt->passed;
    row[15].text = attempt->void_reason;
    row[16].number = attempt->pending;
    row[17].text = attempt->examiner;
    return true;
}

static bool list(struct store *store, const char *code, const struct table_output *output, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct event_record event;
    struct attempt_record *attempts;
    size_t count;
    struct table table;
    table_init(&table, list_columns, COUNT_OF(list_columns));
    bool ok = store_begin_read(store, err) && event_find(store, text_of(code), &arena, &event, err) &&
              attempt_list(store, text_of(code), text_of(""), &arena, &attempts, &count, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = add_attempt(store, &attempts[i], output->format == TABLE_TEXT, &arena, &table, err);
    ok = ok && table_output_write(output, &table, err);
    store_rollback(store);
    table_finish(&table);
    arena_finish(&arena);
    return ok;
}

static int run_list(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct table_output output;
    if (!table_output_parse(&output, NULL, 0, &argc, argv, &err))
        return command_usage(&command_attempts_list, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_attempts_list, _("name one event"));
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && list(store, argv[0], &output, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_attempts_list = {
    .name = "attempts list",
    .usage = N_("EVENT [--format table|csv|json] [-o FILE]"),
    .summary = N_("list all attempts at an event, also running and void ones"),
    .help = "",
    .run = run_list,
};

/* ---- import --------------------------------------------------------------------------------------- */

/* Rows of one person, which need not stand together in the file, in file order. */
static int compare_rows(const void *a, const void *b)
{
    const struct response_row *x = a, *y = b;
    int numbers = text_compare(x->number, y->number);
    return numbers ? numbers : (x->line > y->line) - (x->line < y->line);
}

static size_t count_people(const struct response_row *rows, size_t count)
{
    size_t people = 0;
    for (size_t i = 0; i < count; i++)
        people += i == 0 || !text_equal(rows[i].number, rows[i - 1].number);
    return people;
}

static bool import_person(struct client *client, const char *event, const struct response_row *rows,
                          size_t count, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct import_row *out = arena_array(&arena, count, sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[i] = (struct import_row){rows[i].item, rows[i].response, rows[i].seconds};
    struct request request = {.kind = MESSAGE_IMPORT};
    request.import.event = text_of(event);
    request.import.number = rows[0].number;
    request.import.rows = out;
    request.import.row_count = (int64_t)count;
    struct reply reply;
    bool ok = link_ask(client, &request, &arena, &reply, err);
    arena_finish(&arena);
    return ok;
}

/* Each person's responses are one request: all of them are taken or none. Returns the number of people
 * refused. */
static size_t import_all(struct client *client, const char *event, const char *path,
                         struct response_row *rows, size_t count)
{
    size_t refused = 0, done = 0, people = count_people(rows, count);
    for (size_t i = 0, next; i < count; i = next) {
        struct err err = ERR_NONE;
        for (next = i + 1; next < count && text_equal(rows[next].number, rows[i].number);)
            next++;
        if (!import_person(client, event, rows + i, next - i, &err)) {
            fprintf(stderr, "%s:%d: %.*s: %s\n", path, rows[i].line, TEXT_ARG(rows[i].number), err.message);
            refused++;
        }
        progress_show((long long)++done, (long long)people, _("importing: %lld of %lld people"));
    }
    printf(_("%zu people imported, %zu refused\n"), people - refused, refused);
    return refused;
}

static bool load_responses(struct text source, const char *path, struct arena *arena, struct diags *diags,
                           void *into)
{
    return responses_load(source, path, arena, diags, into);
}

static bool read_responses(const char *path, struct arena *arena, struct response_file *file, struct err *err)
{
    static const struct file_kind kind = {PEOPLE_MAX_FILE, load_responses, people_source};
    return files_load(path, &kind, arena, file, NULL) ||
           err_set(err, ERR_INVALID, _("nothing was imported; correct %s and try again"), path);
}

static int run_import(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_attempts_import, "%s", err.message);
    if (argc != 2)
        return command_usage(&command_attempts_import, _("name one event and one file"));
    struct arena arena = ARENA_EMPTY;
    struct response_file file;
    struct client *client = NULL;
    size_t refused = 0;
    bool ok = read_responses(argv[1], &arena, &file, &err) && (client = link_open(cli, &err)) != NULL;
    if (ok) {
        struct response_row *rows = arena_array(&arena, file.count, sizeof *rows);
        if (file.count)
            memcpy(rows, file.rows, file.count * sizeof *rows);
        qsort(rows, file.count, sizeof *rows, compare_rows);
        refused = import_all(client, argv[0], argv[1], rows, file.count);
    }
    client_destroy(client);
    arena_finish(&arena);
    if (!ok)
        return command_failed(&err);
    return refused ? STATUS_FAILED : STATUS_OK;
}

const struct command command_attempts_import = {
    .name = "attempts import",
    .usage = N_("EVENT FILE"),
    .summary = N_("take over responses given on paper or orally"),
    .help = N_(
        "FILE is CSV: number,item,response[,seconds]. `item` is the item's id; for a case its child's id.\n"
        "Responses use the letters of the bank's own order; biwu-people(5) shows the form for every kind.\n"
        "The items must be on the person's form (`biwu draw show EVENT NUMBER`). Each person's rows are\n"
        "taken as one attempt, all or none; those refused are listed, and the exit status is 1.\n"),
    .run = run_import,
};
