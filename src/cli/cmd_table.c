/* biwu table: the tables that an administrator pulls. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/hall.h"
#include "cli/table_document.h"
#include "cli/tables/tables.h"

#include <stdio.h>
#include <stdlib.h>

enum { MS_OF_DAY = 24 * 60 * 60 * 1000, DEPTH_MAX = 20 };

/* The options as given. */
struct options {
    const char *unit, *post, *number, *from, *to, *sort, *columns, *depth, *by;
    bool passed, failed;
    struct document_output output;
};

static bool parse_options(struct options *o, int *argc, char **argv, struct err *err)
{
    *o = (struct options){.unit = "", .post = "", .number = "", .columns = "", .sort = ""};
    const struct option_spec specs[] = {
        {"--unit", 0, NULL, &o->unit},     {"--post", 0, NULL, &o->post}, {"--number", 0, NULL, &o->number},
        {"--from", 0, NULL, &o->from},     {"--to", 0, NULL, &o->to},     {"--passed", 0, &o->passed, NULL},
        {"--failed", 0, &o->failed, NULL}, {"--sort", 0, NULL, &o->sort}, {"--columns", 0, NULL, &o->columns},
        {"--depth", 0, NULL, &o->depth},   {"--by", 0, NULL, &o->by},
    };
    _Static_assert(COUNT_OF(specs) <= DOCUMENT_MAX_OPTIONS, "output.h takes so many");
    return document_output_parse(&o->output, specs, COUNT_OF(specs), argc, argv, err);
}

static bool parse_time(const char *option, const char *value, bool through, int64_t *out, struct err *err)
{
    if (!value)
        return true;
    struct text t = text_trim(text_of(value));
    if (!clock_parse(t, out))
        return err_set(err, ERR_INVALID,
                       _("%s takes a date such as 2026-11-23, or with a time 2026-11-23 08:30"), option);
    /* A day given as the end is meant with all its hours, a minute with all its seconds. */
    if (through && t.len == 10) {
        char next[CLOCK_TEXT_SIZE];
        clock_format(*out + MS_OF_DAY + MS_OF_DAY / 12, next);
        return clock_parse(text_make(next, 10), out);
    }
    if (through)
        *out += t.len == 16 ? 60 * 1000 : 1000;
    return true;
}

/* KEY, KEY:asc, KEY:desc or -KEY. */
static bool parse_sort(const char *value, struct table_request *request, struct err *err)
{
    struct text rest = text_of(value), key, order = TEXT("");
    if (rest.len == 0)
        return true;
    if (value[0] == '-') {
        request->descending = true;
        rest = text_from(rest, 1);
    }
    /* The key of a column that is an event's code or a topic may hold a colon itself. */
    key = rest;
    for (size_t i = rest.len; i-- > 0;)
        if (rest.at[i] == ':') {
            key = text_make(rest.at, i);
            order = text_from(rest, i + 1);
            break;
        }
    if (text_is(order, "desc"))
        request->descending = true;
    else if (order.len && !text_is(order, "asc"))
        key = rest;
    request->sort = key;
    return key.len ||
           err_set(err, ERR_INVALID, _("--sort takes the key of a column, as in --sort mark:desc"));
}

static bool parse_by(const char *value, struct table_request *request, struct err *err)
{
    static const struct {
        const char *word;
        int by;
    } words[] = {{"unit", TABLE_BY_UNIT}, {"person", TABLE_BY_PERSON}, {"event", TABLE_BY_EVENT}};
    for (size_t i = 0; value && i < COUNT_OF(words); i++)
        if (strcmp(value, words[i].word) == 0) {
            request->by = words[i].by;
            return true;
        }
    return !value || err_set(err, ERR_INVALID, _("--by takes unit, person or event"));
}

static bool parse_depth(const char *value, struct table_request *request, struct err *err)
{
    int64_t depth = 0;
    if (value && !text_to_int(text_of(value), 1, DEPTH_MAX, &depth))
        return err_set(err, ERR_INVALID, _("--depth takes how many parts of a unit's path count, 1 to %d"),
                       DEPTH_MAX);
    request->depth = (int)depth;
    return true;
}

static bool make_request(const struct options *o, int argc, char **argv, struct table_request *out,
                         struct err *err)
{
    *out = (struct table_request){
        .name = text_of(argv[0]),
        .unit = text_of(o->unit),
        .post = text_of(o->post),
        .number = text_of(o->number),
        .columns = text_of(o->columns),
    };
    if (argc - 1 > PAGE_MAX_EVENTS)
        return err_set(err, ERR_INVALID, _("at most %d events stand side by side"), PAGE_MAX_EVENTS);
    for (int i = 1; i < argc; i++)
        out->events[out->event_count++] = text_of(argv[i]);
    if (o->passed && o->failed)
        return err_set(err, ERR_INVALID, _("--passed and --failed exclude each other"));
    out->pass = o->passed ? PASS_PASSED : o->failed ? PASS_FAILED : PASS_ANY;
    return parse_time("--from", o->from, false, &out->from, err) &&
           parse_time("--to", o->to, true, &out->to, err) && parse_sort(o->sort, out, err) &&
           parse_by(o->by, out, err) && parse_depth(o->depth, out, err);
}

static void list_tables(void)
{
    size_t count;
    const struct table_kind *kinds = table_kinds(&count);
    puts(_("Tables:"));
    for (size_t i = 0; i < count; i++)
        printf("  %-10s %s\n", kinds[i].name, _(kinds[i].label));
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct options options;
    struct table_request request;
    if (!parse_options(&options, &argc, argv, &err))
        return command_usage(&command_table, "%s", err.message);
    if (argc == 0) {
        list_tables();
        return STATUS_OK;
    }
    if (!make_request(&options, argc, argv, &request, &err))
        return command_usage(&command_table, "%s", err.message);
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && table_document_write(cli, store, &options.output, &request, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_table = {
    .name = "table",
    .usage = N_(
        "[NAME [EVENT…]] [--unit PATH] [--from D] [--to D] [--format table|csv|json|xlsx|html] [-o FILE] …"),
    .summary =
        N_("tables for the office: scores, units, missing, sections, topics, papers, ledger, champions"),
    .help = N_(
        "  scores            a row a person: rank, mark, passed, time; several tests side by side\n"
        "  units             a row a unit: average, rates of passing, of excellence, of participation\n"
        "  missing           who may take the test and has no result, and why\n"
        "  sections, topics  how much of the marks each unit (or person) got, and where it is weakest\n"
        "  papers            every paper with its responses, keys and marks, a page a person\n"
        "  ledger            what was taken over a period, by event or by person\n"
        "  champions         who won which edition; the operand is a family of series\n\n"
        "  --unit PATH       this unit and those below it; the last part will do where it names one unit\n"
        "  --post POST, --number NUMBER   people with this post; one person\n"
        "  --from D, --to D  attempts that ended in this period; a day as the end counts with all its hours\n"
        "  --passed, --failed   only these\n"
        "  --sort KEY[:desc], --columns KEY,KEY…   by the keys that --format csv has as its header\n"
        "  --depth N         units as the first N parts of their paths\n"
        "  --by unit|person|event   what a row is, of sections, topics and ledger\n"
        "  --format FORMAT   table, csv, json, xlsx or html; else as the name of FILE ends\n"
        "  -o, --output FILE write there instead of standard output\n"
        "  --headings        CSV with headings for people\n"
        "  --sign            with lines for signatures\n\n"
        "Without a name it lists the tables. The figures are one consistent picture, also while a test is "
        "running;\n"
        "the foot names the journal's head of that moment, by which `biwu verify` recognises the sheet.\n"),
    .run = run,
};
