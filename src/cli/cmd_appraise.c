/* biwu appraise: results of a period mapped to adjustments, stars and titles by an appraisal sheet. */
#include "bank/appraisal_load.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/tables/appraisal_pages.h"
#include "cli/tables/tables.h"
#include "cli/unit_name.h"

#include <stdio.h>
#include <unistd.h>

struct asked {
    bool persons, units, leaders, stars, titles, explain;
    const char *unit, *number;
    struct document_output output;
};

/* ---- The sheet ----------------------------------------------------------------------------------------- */

static bool load(struct text source, const char *path, struct arena *arena, struct diags *diags, void *into)
{
    return appraisal_load(source, path, arena, diags, into);
}
static const struct file_kind appraisal_kind = {.limit = (size_t)4 << 20, .load = load};

static bool has_code(const char *path, const char *code, struct arena *arena)
{
    struct buf source = BUF_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct appraisal_sheet sheet;
    bool found = file_read(path, appraisal_kind.limit, &source, NULL) && appraisal_is(buf_text(&source));
    if (found) {
        appraisal_load(arena_text(arena, buf_text(&source)), path, arena, &diags, &sheet);
        found = text_is(sheet.code, code);
    }
    diags_finish(&diags);
    buf_finish(&source);
    return found;
}

/* A file's path, or the code of a sheet among the hall's events. */
static bool find_sheet(const struct cli *cli, const char *name, struct arena *arena, const char **path,
                       struct err *err)
{
    const char **paths;
    size_t count;
    *path = name;
    if (access(name, F_OK) == 0)
        return true;
    if (!files_named(cli, 0, NULL, "events", arena, &paths, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (has_code(paths[i], name, arena)) {
            *path = paths[i];
            return true;
        }
    return err_set(err, ERR_NOT_FOUND,
                   _("no file of the hall's events is an appraisal %s, and there is no such file"), name);
}

/* ---- Writing ------------------------------------------------------------------------------------------- */

static unsigned parts_of(const struct asked *asked, const struct appraisal_sheet *sheet)
{
    unsigned wanted = (asked->persons ? PART_PERSONS : 0U) | (asked->units ? PART_UNITS : 0U) |
                      (asked->leaders ? PART_LEADERS : 0U) | (asked->stars ? PART_STARS : 0U) |
                      (asked->titles ? PART_TITLES : 0U);
    unsigned has = (sheet->persons.rule_count ? PART_PERSONS : 0U) |
                   (sheet->units.rule_count ? PART_UNITS : 0U) |
                   (sheet->leaders.post_count ? PART_LEADERS : 0U) | (sheet->star_count ? PART_STARS : 0U) |
                   (sheet->title_count ? PART_TITLES : 0U);
    return wanted ? wanted : has;
}

static struct text period_of(const struct appraisal_sheet *sheet, struct arena *arena)
{
    char from[CLOCK_TEXT_SIZE] = "…", to[CLOCK_TEXT_SIZE] = "…";
    if (sheet->from)
        clock_format_minute(sheet->from, from);
    if (sheet->to)
        clock_format_minute(sheet->to - 1, to);
    return arena_textf(arena, _("Period: %s to %s"), from, to);
}

enum { HEAD_LINES = 3 };

static bool write_pages(const struct cli *cli, struct store *store, const struct asked *asked,
                        struct appraisal_sheet *sheet, struct arena *arena, struct err *err)
{
    struct appraisal_input input;
    struct appraisal appraisal;
    struct table_request shown = {.unit = text_of(asked->unit), .number = text_of(asked->number)};
    if (!unit_name_settle_known(store, arena, &shown.unit, err) ||
        !tables_check_people(store, &shown, arena, err) ||
        !appraisal_collect(store, sheet, arena, &input, err))
        return false;
    appraise(sheet, &input.results, arena, &appraisal);
    struct text lines[HEAD_LINES] = {period_of(sheet, arena)};
    struct document_head head = {.title = sheet->title, .lines = lines, .line_count = 1};
    if (shown.unit.len)
        lines[head.line_count++] = arena_textf(arena, _("Unit: %.*s and below"), TEXT_ARG(shown.unit));
    if (shown.number.len)
        lines[head.line_count++] = arena_textf(arena, _("Person: %.*s"), TEXT_ARG(shown.number));
    struct document *document = document_open(cli, store, &asked->output, &head, arena, err);
    if (!document)
        return false;
    struct appraisal_view view = {
        .sheet = sheet,
        .input = &input,
        .appraisal = &appraisal,
        .parts = parts_of(asked, sheet),
        .unit = shown.unit,
        .number = shown.number,
        .arena = arena,
    };
    view.reasons = asked->explain || asked->number || asked->output.format == TABLE_JSON;
    return document_close(document, appraisal_pages(&view, document_take, document, err), err);
}

static bool run_sheet(const struct cli *cli, const char *name, const struct asked *asked, struct arena *arena,
                      struct err *err)
{
    const char *path;
    struct appraisal_sheet sheet;
    if (!find_sheet(cli, name, arena, &path, err))
        return false;
    if (!files_load(path, &appraisal_kind, arena, &sheet, NULL))
        return err_set(err, ERR_INVALID, _("%s is not in order"), path);
    struct store *store = hall_open_store(cli, STORE_READ, err);
    bool ok = store && store_begin_read(store, err) && write_pages(cli, store, asked, &sheet, arena, err);
    if (store)
        store_rollback(store);
    store_close(store);
    return ok;
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct asked asked = {.unit = NULL};
    const struct option_spec specs[] = {
        {"--persons", 0, &asked.persons, NULL}, {"--units", 0, &asked.units, NULL},
        {"--leaders", 0, &asked.leaders, NULL}, {"--stars", 0, &asked.stars, NULL},
        {"--titles", 0, &asked.titles, NULL},   {"--explain", 0, &asked.explain, NULL},
        {"--unit", 0, NULL, &asked.unit},       {"--number", 0, NULL, &asked.number},
    };
    if (!document_output_parse(&asked.output, specs, COUNT_OF(specs), &argc, argv, &err))
        return command_usage(&command_appraise, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_appraise, _("name one appraisal sheet"));
    struct arena arena = ARENA_EMPTY;
    bool ok = run_sheet(cli, argv[0], &asked, &arena, &err);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_appraise = {
    .name = "appraise",
    .usage = N_(
        "SHEET [--persons] [--units] [--leaders] [--stars] [--titles] [--explain] [--unit PATH] [--number N] "
        "[--format FORMAT] [-o FILE]"),
    .summary = N_("map the results of a period to adjustments, stars and titles by an appraisal sheet"),
    .help = N_("  SHEET         the code of a sheet among the hall's events, or a file\n"
               "  --persons, --units, --leaders, --stars, --titles\n"
               "                only these; without any, everything that the sheet has\n"
               "  --explain     with each figure, what was measured and the rule that gave it (always with "
               "--number\n"
               "                and in JSON)\n"
               "  --unit PATH   a unit and all below it; the last part will do where it names one unit\n"
               "  --number N    one person\n"),
    .run = run,
};
