/* biwu people import | list | pin. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/pin.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/setup.h"

#include <inttypes.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* ---- import --------------------------------------------------------------------------------------- */

static int run_import(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    bool apply = false;
    const struct option_spec specs[] = {{"--apply", 0, &apply, NULL}};
    if (!options_parse(specs, 1, &argc, argv, &err))
        return command_usage(&command_people_import, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_people_import, _("name one file"));
    struct arena arena = ARENA_EMPTY;
    struct people_file file;
    struct store *store = NULL;
    int64_t counts[PERSON_CHANGES] = {0};
    bool ok = people_read(argv[0], &arena, &file, &err) &&
              (store = hall_open_store(cli, STORE_WRITE, &err)) != NULL &&
              people_take_over(store, &file, apply, counts, &err);
    if (ok) {
        printf(_("%zu people: %" PRId64 " new, %" PRId64 " changed, %" PRId64 " unchanged, %" PRId64
                 " no longer on the list\n"),
               file.count, counts[PERSON_ADDED], counts[PERSON_CHANGED], counts[PERSON_UNCHANGED],
               counts[PERSON_GONE]);
        puts(apply ? _("the list of people is imported") : _("nothing was written; add --apply to import"));
    }
    store_close(store);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_people_import = {
    .name = "people import",
    .usage = N_("FILE [--apply]"),
    .summary = N_("take over the list of people; without --apply only say what would change"),
    .help = N_(
        "FILE is CSV (UTF-8 or GBK): number,name,unit,post,pin. People who are not in it can no longer sign\n"
        "in, but keep their results. An empty pin keeps the one there is. One bad row: nothing is "
        "imported.\n"),
    .run = run_import,
};

/* ---- list ----------------------------------------------------------------------------------------- */

static const struct column list_columns[] = {
    {"number", N_("staff number"), CELL_TEXT}, {"name", N_("name"), CELL_TEXT},
    {"unit", N_("unit"), CELL_TEXT},           {"post", N_("post"), CELL_TEXT},
    {"pin", N_("PIN set"), CELL_BOOL},         {"locked", N_("locked"), CELL_BOOL},
};

static int run_list(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct table_output output;
    if (!table_output_parse(&output, NULL, 0, &argc, argv, &err) || argc)
        return command_usage(&command_people_list, "%s", argc ? _("wrong operands") : err.message);
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    if (!store)
        return command_failed(&err);
    struct arena arena = ARENA_EMPTY;
    struct person_record *people;
    size_t count;
    struct table table;
    table_init(&table, list_columns, COUNT_OF(list_columns));
    bool ok = person_list(store, false, &arena, &people, &count, &err);
    for (size_t i = 0; ok && i < count; i++) {
        struct cell *row = table_add(&table);
        row[0].text = people[i].person.number;
        row[1].text = people[i].person.name;
        row[2].text = people[i].person.unit;
        row[3].text = people[i].person.post;
        row[4].number = people[i].pin_hash.len > 0;
        row[5].number = people[i].locked;
    }
    ok = ok && table_output_write(&output, &table, &err);
    table_finish(&table);
    store_close(store);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_people_list = {
    .name = "people list",
    .usage = N_("[--format table|csv|json] [-o FILE]"),
    .summary = N_("list the people who may sign in"),
    .help = "",
    .run = run_list,
};

/* ---- pin ------------------------------------------------------------------------------------------ */

enum { PIN_LINE_SIZE = 256 };

/* Reads a line without showing it when it comes from a keyboard. */
static bool read_secret(const char *prompt, char out[static PIN_LINE_SIZE], struct err *err)
{
    struct termios saved;
    bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &saved) == 0;
    if (terminal) {
        struct termios silent = saved;
        silent.c_lflag &= ~(tcflag_t)ECHO;
        fputs(prompt, stderr);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    bool ok = fgets(out, PIN_LINE_SIZE, stdin) != NULL;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &saved);
        fputc('\n', stderr);
    }
    if (!ok)
        return err_set(err, ERR_INVALID, _("no PIN was given"));
    out[strcspn(out, "\r\n")] = '\0';
    return true;
}

static bool read_new_pin(char pin[static PIN_LINE_SIZE], struct err *err)
{
    char again[PIN_LINE_SIZE];
    if (!read_secret(_("new PIN: "), pin, err))
        return false;
    if (!pin_is_valid(text_of(pin)))
        return err_set(err, ERR_INVALID, _("a PIN is 4 to 12 letters, digits or signs without spaces"));
    if (!isatty(STDIN_FILENO))
        return true;
    if (!read_secret(_("the same again: "), again, err))
        return false;
    return strcmp(pin, again) == 0 ||
           err_set(err, ERR_INVALID, _("the two PINs differ; nothing was changed"));
}

static bool set_pin(struct store *store, const char *number, const char *pin, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    char hash[PIN_HASH_SIZE];
    pin_hash(text_of(pin), hash);
    bool ok =
        store_begin(store, err) &&
        person_set_pin(store, text_of(number), text_of(hash), clock_wall_ms(), hall_actor(&arena), err) &&
        store_commit(store, err);
    if (!ok)
        store_rollback(store);
    arena_finish(&arena);
    return ok;
}

static int run_pin(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_people_pin, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_people_pin, _("name one person by number"));
    struct store *store = hall_open_store(cli, STORE_WRITE, &err);
    struct arena arena = ARENA_EMPTY;
    struct person_record person;
    char pin[PIN_LINE_SIZE];
    bool ok = store && person_find(store, text_of(argv[0]), &arena, &person, &err);
    if (ok && isatty(STDIN_FILENO))
        fprintf(stderr, _("%.*s, %.*s\n"), TEXT_ARG(person.person.name), TEXT_ARG(person.person.unit));
    ok = ok && read_new_pin(pin, &err) && set_pin(store, argv[0], pin, &err);
    if (ok)
        printf(_("the PIN of %s is changed; wrong tries and a lock are lifted\n"), argv[0]);
    store_close(store);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_people_pin = {
    .name = "people pin",
    .usage = N_("NUMBER"),
    .summary = N_("give a person a new PIN and lift a lock"),
    .help =
        N_("The PIN is asked for twice without showing it, or read from the first line of standard input.\n"),
    .run = run_pin,
};
