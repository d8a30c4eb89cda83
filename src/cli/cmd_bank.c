/* biwu bank check | sync | list. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/files.h"
#include "cli/output.h"
#include "hub/bank_sync.h"
#include "store/banks.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- check ---------------------------------------------------------------------------------------- */

struct checking {
    struct arena arena;
    struct bank *banks; /* those without errors */
    const char **files;
    size_t count;
    struct findings findings;
};

static void check_file(struct checking *c, const char *path)
{
    if (files_load(path, &file_kind_bank, &c->arena, &c->banks[c->count], &c->findings))
        c->files[c->count++] = path;
}

static void check_together(struct checking *c)
{
    struct diags diags = DIAGS_EMPTY;
    bank_check_together(c->banks, c->files, c->count, &diags);
    files_print_findings(&diags, text_of(""));
    c->findings.errors += diags.errors;
    diags_finish(&diags);
}

static void count_kinds(const struct item *items, size_t count, int64_t kinds[ITEM_KINDS])
{
    for (size_t i = 0; i < count; i++)
        kinds[items[i].kind]++;
}

/* "x.yaml: bank dangwu, 98 items (single choice 42, multiple choice 14)". */
static void print_counts(const struct bank *bank, const char *path)
{
    int64_t kinds[ITEM_KINDS] = {0};
    count_kinds(bank->items, bank->item_count, kinds);
    printf(ngettext("%s: bank %.*s, %zu item", "%s: bank %.*s, %zu items", bank->item_count), path,
           TEXT_ARG(bank->code), bank->item_count);
    struct buf list = BUF_EMPTY;
    for (int k = 0; k < ITEM_KINDS; k++)
        if (kinds[k])
            buf_addf(&list, "%s%s %lld", list.len ? _(", ") : "", _(item_kind_label((enum item_kind)k)),
                     (long long)kinds[k]);
    if (list.len)
        printf(_(" (%s)"), buf_string(&list));
    putchar('\n');
    buf_finish(&list);
}

static int run_check(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct checking c = {.arena = ARENA_EMPTY};
    const char **paths;
    size_t count;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_bank_check, "%s", err.message);
    if (!files_named(cli, argc, argv, "question_banks", &c.arena, &paths, &count, &err))
        return command_failed(&err);
    c.banks = arena_array(&c.arena, count, sizeof *c.banks);
    c.files = arena_array(&c.arena, count, sizeof *c.files);
    for (size_t i = 0; i < count; i++)
        check_file(&c, paths[i]);
    check_together(&c);
    size_t items = 0;
    for (size_t i = 0; i < c.count; i++) {
        print_counts(&c.banks[i], c.files[i]);
        items += c.banks[i].item_count;
    }
    printf(_("%zu files, %zu items, %zu errors, %zu warnings\n"), count, items, c.findings.errors,
           c.findings.warnings);
    arena_finish(&c.arena);
    return c.findings.errors ? STATUS_FAILED : STATUS_OK;
}

const struct command command_bank_check = {
    .name = "bank check",
    .usage = N_("[FILE…]"),
    .summary = N_("check question banks and count their items (without FILE: all of the hall)"),
    .help = N_("Every error is printed with its file, line and column. Exit status 1 when there is any.\n"),
    .run = run_check,
};

/* ---- sync ----------------------------------------------------------------------------------------- */

static void print_sync(void *context, const struct bank_sync_report *report)
{
    bool *failed = context;
    if (report->diags)
        files_print_findings(report->diags, report->source);
    if (!report->ok) {
        fprintf(stderr, _("biwu: %s was not taken over; the database keeps what it had\n"), report->path);
        *failed = true;
        return;
    }
    if (report->current)
        printf(_("%s: unchanged\n"), report->path);
    else
        printf(_("%s: %lld added, %lld changed, %lld unchanged, %lld retired\n"), report->path,
               (long long)report->counts.added, (long long)report->counts.changed,
               (long long)report->counts.unchanged, (long long)report->counts.retired);
}

static int run_sync(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    if (!options_parse(NULL, 0, &argc, argv, &err) || argc)
        return command_usage(&command_bank_sync, "%s", argc ? _("wrong operands") : err.message);
    char hall[HALL_PATH_MAX];
    struct store *store = hall_find(cli, hall, &err) ? hall_open_store(cli, STORE_WRITE, &err) : NULL;
    if (!store)
        return command_failed(&err);
    struct arena arena = ARENA_EMPTY;
    bool failed = false;
    bool ok = bank_sync_hall(store, hall, hall_actor(&arena), print_sync, &failed, &err);
    store_close(store);
    arena_finish(&arena);
    if (!ok)
        return command_failed(&err);
    return failed ? STATUS_FAILED : STATUS_OK;
}

const struct command command_bank_sync = {
    .name = "bank sync",
    .usage = "",
    .summary = N_("take changed question banks over into the database"),
    .help = N_("A changed item becomes a new revision; results keep the revision they were marked with.\n"
               "A bank with errors is left as it was. The hub does the same whenever it starts.\n"),
    .run = run_sync,
};

/* ---- list ----------------------------------------------------------------------------------------- */

static const struct column list_columns[] = {
    {"bank", N_("bank"), CELL_TEXT},        {"title", N_("title"), CELL_TEXT},
    {"items", N_("items"), CELL_INT},       {"single", N_("single"), CELL_INT},
    {"multiple", N_("multiple"), CELL_INT}, {"truefalse", N_("true/false"), CELL_INT},
    {"blank", N_("blank"), CELL_INT},       {"numeric", N_("numeric"), CELL_INT},
    {"order", N_("order"), CELL_INT},       {"match", N_("match"), CELL_INT},
    {"spot", N_("spot"), CELL_INT},         {"short", N_("short"), CELL_INT},
    {"case", N_("cases"), CELL_INT},        {"synced_at", N_("taken over"), CELL_TEXT},
};

static int run_list(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct table_output output;
    if (!table_output_parse(&output, NULL, 0, &argc, argv, &err) || argc)
        return command_usage(&command_bank_list, "%s", argc ? _("wrong operands") : err.message);
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    if (!store)
        return command_failed(&err);
    struct arena arena = ARENA_EMPTY;
    struct bank_record *banks;
    size_t count;
    struct table table;
    table_init(&table, list_columns, COUNT_OF(list_columns));
    bool ok = bank_list(store, &arena, &banks, &count, &err);
    for (size_t i = 0; ok && i < count; i++) {
        struct cell *row = table_add(&table);
        char when[CLOCK_TEXT_SIZE];
        row[0].text = banks[i].code;
        row[1].text = banks[i].title;
        row[2].number = banks[i].total;
        for (int k = 0; k < ITEM_KINDS; k++)
            row[3 + k].number = banks[i].items[k];
        row[3 + ITEM_KINDS].text = arena_text(&arena, text_of(clock_format_minute(banks[i].synced_at, when)));
    }
    ok = ok && table_output_write(&output, &table, &err);
    table_finish(&table);
    store_close(store);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_bank_list = {
    .name = "bank list",
    .usage = N_("[--format table|csv|json] [-o FILE]"),
    .summary = N_("list the banks in the database with their counts by kind"),
    .help = "",
    .run = run_list,
};
