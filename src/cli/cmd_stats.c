/* biwu stats: how a test and its items did. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/hall.h"
#include "cli/output.h"
#include "cli/tables/stats.h"
#include "cli/unit_name.h"

#include <string.h>

struct options {
    const char *attempts, *page, *unit, *post;
    struct document_output output;
};

static void make_head(const struct table_request *request, struct arena *arena, struct document_head *head)
{
    struct text *lines = arena_array(arena, 3, sizeof *lines);
    head->title = text_of(_("Test and item statistics"));
    head->lines = lines;
    lines[head->line_count++] = arena_textf(arena, _("Event: %.*s"), TEXT_ARG(request->events[0]));
    if (request->unit.len)
        lines[head->line_count++] = arena_textf(arena, _("Unit: %.*s and below"), TEXT_ARG(request->unit));
    if (request->post.len)
        lines[head->line_count++] = arena_textf(arena, _("Post: %.*s"), TEXT_ARG(request->post));
}

static bool write_pages(struct document_printing *printing, struct table_request *request, unsigned pages,
                        struct err *err)
{
    struct buf test = BUF_EMPTY;
    bool ok = store_begin_read(printing->store, err) &&
              unit_name_settle_known(printing->store, printing->arena, &request->unit, err);
    if (ok) {
        make_head(request, printing->arena, &printing->head);
        ok = stats_pages(printing->store, request, pages, printing->arena, document_print, printing, &test,
                         err);
    }
    if (ok)
        document_json(printing->document, "test", buf_text(&test));
    ok = document_close(printing->document, ok, err);
    store_rollback(printing->store);
    buf_finish(&test);
    return ok;
}

static bool parse_attempts(const char *word, struct table_request *request, struct err *err)
{
    static const char *const words[] = {
        [ATTEMPTS_BEST] = "best", [ATTEMPTS_FIRST] = "first", [ATTEMPTS_ALL] = "all"};
    for (unsigned i = 0; i < COUNT_OF(words); i++)
        if (strcmp(word, words[i]) == 0) {
            request->attempts = i;
            return true;
        }
    return err_set(err, ERR_INVALID, _("--attempts takes best, first or all"));
}

/* People and spreadsheets get all pages; a CSV file is one table. */
static bool parse_page(const struct options *options, unsigned *pages, struct err *err)
{
    static const struct {
        const char *word;
        unsigned pages;
    } words[] = {{"test", STATS_FIGURES},
                 {"warnings", STATS_WARNINGS},
                 {"items", STATS_ITEMS},
                 {"options", STATS_OPTIONS}};
    if (!options->page) {
        *pages = options->output.format == TABLE_CSV
                     ? STATS_ITEMS
                     : STATS_FIGURES | STATS_WARNINGS | STATS_ITEMS | STATS_OPTIONS;
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(options->page, words[i].word) == 0) {
            *pages = words[i].pages;
            return true;
        }
    return err_set(err, ERR_INVALID, _("--page takes test, warnings, items or options"));
}

static bool parse(struct options *o, struct table_request *request, unsigned *pages, int *argc, char **argv,
                  struct err *err)
{
    *o = (struct options){.attempts = "best", .unit = "", .post = ""};
    const struct option_spec specs[] = {
        {"--attempts", 0, NULL, &o->attempts},
        {"--page", 0, NULL, &o->page},
        {"--unit", 0, NULL, &o->unit},
        {"--post", 0, NULL, &o->post},
    };
    if (!document_output_parse(&o->output, specs, COUNT_OF(specs), argc, argv, err))
        return false;
    if (*argc != 1)
        return err_set(err, ERR_INVALID, _("name one event"));
    *request = (struct table_request){.name = text_of("stats"),
                                      .events = {text_of(argv[0])},
                                      .event_count = 1,
                                      .unit = text_of(o->unit),
                                      .post = text_of(o->post)};
    return parse_attempts(o->attempts, request, err) && parse_page(o, pages, err);
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct options options;
    struct table_request request;
    unsigned pages = 0;
    if (!parse(&options, &request, &pages, &argc, argv, &err))
        return command_usage(&command_stats, "%s", err.message);
    struct arena arena = ARENA_EMPTY;
    struct document_printing printing = {.cli = cli, .output = &options.output, .arena = &arena};
    printing.store = hall_open_store(cli, STORE_READ, &err);
    bool ok = printing.store && write_pages(&printing, &request, pages, &err);
    store_close(printing.store);
    arena_finish(&arena);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_stats = {
    .name = "stats",
    .usage = N_("EVENT [--attempts best|first|all] [--page test|warnings|items|options] "
                "[--format table|csv|json|xlsx|html] [-o FILE] …"),
    .summary = N_("statistics of a test and its items: facility, discrimination, distractors, reliability"),
    .help = N_(
        "  --attempts best   each person's attempt that counts (the default); first: the first one; all\n"
        "  --page PAGE       only this: test (mean, reliability …), warnings (items to look at), items or\n"
        "                    options (who chose what); CSV is the items unless another is named\n"
        "  --unit PATH       people of this unit and those below it; the last part will do\n"
        "  --post POST       people with this post\n"
        "  --format FORMAT   table, csv, json, xlsx or html; else as the name of FILE ends\n"
        "  -o, --output FILE write there instead of standard output\n"
        "  --headings        CSV with headings for people\n"
        "  --sign            with lines for signatures\n\n"
        "A figure for which there are too few people is withheld: its cell is empty, and a note says why.\n"
        "Upper and lower group are 27 percent of the people each; those with the total at a group's edge "
        "count\n"
        "with the same fraction each.\n"),
    .run = run,
};
