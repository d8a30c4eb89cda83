/* biwu event check: are the sheets in order, and can the banks fill them? */
#include "bank/appraisal_load.h"
#include "bank/event_file.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/files.h"
#include "core/contest_draw.h"
#include "core/pool.h"
#include "store/draws.h"

#include <stdio.h>
#include <stdlib.h>

struct checking {
    const struct cli *cli;
    struct arena arena;
    struct pool pool;
    bool have_pool; /* false outside a hall: sheets are then checked alone */
    size_t errors;
};

static int compare_pool_items(const void *a, const void *b)
{
    const struct pool_item *x = a, *y = b;
    int banks = text_compare(x->bank, y->bank);
    return banks ? banks : text_compare(x->id, y->id);
}

/* The pool that the hall's bank files would give, whatever the database holds at the moment. */
static bool pool_of_files(const struct cli *cli, struct checking *c, struct err *err)
{
    const char **paths;
    size_t count, banks = 0, total = 0;
    if (!files_named(cli, 0, NULL, "question_banks", &c->arena, &paths, &count, err))
        return false;
    struct bank *loaded = arena_array(&c->arena, count, sizeof *loaded);
    for (size_t i = 0; i < count; i++)
        banks += files_load(paths[i], &file_kind_bank, &c->arena, &loaded[banks], NULL);
    for (size_t i = 0; i < banks; i++)
        total += loaded[i].item_count;
    struct pool_item *items = arena_array(&c->arena, total, sizeof *items);
    size_t n = 0;
    for (size_t i = 0; i < banks; i++)
        for (size_t k = 0; k < loaded[i].item_count; k++, n++)
            items[n] = pool_item_of(&loaded[i].items[k], loaded[i].code, (int64_t)n + 1, &c->arena);
    if (total)
        qsort(items, total, sizeof *items, compare_pool_items);
    c->pool = (struct pool){items, total};
    c->have_pool = true;
    return true;
}

static bool can_be_drawn(struct checking *c, const char *path, const struct event_sheet *sheet)
{
    struct err err = ERR_NONE;
    if (!c->have_pool || (sheet->kind == EVENT_KIND_TEST      ? form_check(&sheet->test, &c->pool, &err)
                          : sheet->kind == EVENT_KIND_CONTEST ? contest_check(&sheet->contest, &c->pool, &err)
                                                              : true))
        return true;
    fprintf(stderr, "%s: %s: %s\n", path, _("error"), err.message);
    return false;
}

static bool load_sheet(struct text source, const char *path, struct arena *arena, struct diags *diags,
                       void *into)
{
    return event_file_load(source, path, arena, diags, into);
}

static void say_in_order(const char *path, const struct event_sheet *sheet)
{
    char full[MARK_TEXT_SIZE];
    const struct test_sheet *test = &sheet->test;
    switch (sheet->kind) {
    case EVENT_KIND_TEST:
        printf(_("%s: test %.*s, %d sections, %s marks, %lld minutes\n"), path, TEXT_ARG(test->code),
               test->section_count, mark_format(test->full, full), (long long)(test->duration_ms / 60000));
        break;
    case EVENT_KIND_CONTEST:
        printf(_("%s: contest %.*s, %d teams, %d rounds\n"), path, TEXT_ARG(sheet->contest.code),
               sheet->contest.team_count, sheet->contest.round_count);
        break;
    case EVENT_KIND_PANEL:
        printf(_("%s: panel %.*s, %d performers, %d judges, %s marks\n"), path, TEXT_ARG(sheet->panel.code),
               sheet->panel.performer_count, sheet->panel.judge_count,
               mark_format(panel_full(&sheet->panel), full));
        break;
    case EVENT_KIND_SERIES:
        printf(_("%s: series %.*s, %d parts\n"), path, TEXT_ARG(sheet->series.code),
               sheet->series.part_count);
        break;
    }
}

/* A draw that is still to be made is no error of the sheet, but nobody can be let in before. */
static void say_if_not_drawn(struct checking *c, const char *path, const struct event_sheet *sheet)
{
    struct err err = ERR_NONE;
    if (!c->have_pool || sheet->kind != EVENT_KIND_TEST || sheet->test.who.draw.len == 0)
        return;
    struct store *store = hall_open_store(c->cli, STORE_READ, NULL);
    struct who who = sheet->test.who;
    if (store && !draw_resolve(store, &who, &c->arena, &err))
        fprintf(stderr, "%s: %s: %s\n", path, _("warning"), err.message);
    store_close(store);
}

static bool load_appraisal(struct text source, const char *path, struct arena *arena, struct diags *diags,
                           void *into)
{
    return appraisal_load(source, path, arena, diags, into);
}

/* Whether the file is one; then it has been checked. */
static bool check_appraisal(struct checking *c, const char *path)
{
    static const struct file_kind kind = {.limit = EVENT_MAX_FILE, .load = load_appraisal};
    struct appraisal_sheet sheet;
    struct buf source = BUF_EMPTY;
    bool is = file_read(path, EVENT_MAX_FILE, &source, NULL) && appraisal_is(buf_text(&source));
    buf_finish(&source);
    if (!is)
        return false;
    if (!files_load(path, &kind, &c->arena, &sheet, NULL))
        c->errors++;
    else
        printf(_("%s: appraisal %.*s, %d rules for persons, %d for units, %d stars, %d titles\n"), path,
               TEXT_ARG(sheet.code), sheet.persons.rule_count, sheet.units.rule_count, sheet.star_count,
               sheet.title_count);
    return true;
}

static void check_sheet(struct checking *c, const char *path)
{
    static const struct file_kind kind = {.limit = EVENT_MAX_FILE, .load = load_sheet};
    struct event_sheet sheet;
    if (check_appraisal(c, path))
        return;
    if (!files_load(path, &kind, &c->arena, &sheet, NULL) || !can_be_drawn(c, path, &sheet)) {
        c->errors++;
        return;
    }
    say_in_order(path, &sheet);
    say_if_not_drawn(c, path, &sheet);
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct checking c = {.cli = cli, .arena = ARENA_EMPTY};
    const char **paths;
    size_t count;
    char hall[HALL_PATH_MAX];
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_event_check, "%s", err.message);
    bool in_hall = hall_find(cli, hall, &err);
    if (!in_hall && argc == 0)
        return command_failed(&err);
    if ((in_hall && !pool_of_files(cli, &c, &err)) ||
        !files_named(cli, argc, argv, "events", &c.arena, &paths, &count, &err)) {
        arena_finish(&c.arena);
        return command_failed(&err);
    }
    for (size_t i = 0; i < count; i++)
        check_sheet(&c, paths[i]);
    printf(_("%zu files, %zu not in order\n"), count, c.errors);
    arena_finish(&c.arena);
    return c.errors ? STATUS_FAILED : STATUS_OK;
}

const struct command command_event_check = {
    .name = "event check",
    .usage = N_("[FILE…]"),
    .summary = N_("check event sheets, and that the hall's banks can fill them"),
    .help = N_("Outside a hall the sheets are checked alone, without banks.\n"),
    .run = run,
};
