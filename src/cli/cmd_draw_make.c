/* biwu draw people | topics | groups | order | seed: the pool first, then the seed, then the draw. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/draws.h"

#include <stdio.h>
#include <unistd.h>

/* ---- The pool, shown ----------------------------------------------------------------------------------- */

/* Where one talks to people when the document goes to standard output for a program. */
static FILE *talk(const struct document_output *output)
{
    return output->format == TABLE_TEXT && !output->path ? stdout : stderr;
}

enum { NAMES_SHOWN = 300 };

/* Those of the unit of the pool's member `first`, on one line. */
static void show_unit(const struct draw *draw, int64_t first, FILE *out)
{
    struct text unit = draw->pool[first].unit;
    fprintf(out, "  %.*s%s", TEXT_ARG(unit), unit.len ? ": " : "");
    for (int64_t i = first; i < draw->pool_count; i++) {
        struct text name = draw_member_name(draw, i);
        if (text_equal(draw->pool[i].unit, unit))
            fprintf(out, "%s%.*s", i == first ? "" : ", ", TEXT_ARG(name));
    }
    fputc('\n', out);
}

static bool is_first_of_unit(const struct draw *draw, int64_t member)
{
    for (int64_t i = 0; i < member; i++)
        if (text_equal(draw->pool[i].unit, draw->pool[member].unit))
            return false;
    return true;
}

/* Everybody in it, each unit once, in the order in which the pool first names them. */
static void show_names(const struct draw *draw, FILE *out)
{
    for (int64_t i = 0; i < draw->pool_count; i++)
        if (is_first_of_unit(draw, i))
            show_unit(draw, i, out);
}

static void show_pool(const struct draw *draw, const struct document_output *output)
{
    struct arena arena = ARENA_EMPTY;
    FILE *out = talk(output);
    char hex[HASH_HEX_SIZE];
    hash_to_hex(&draw->pool_hash, hex);
    fprintf(out, _("draw %.*s: %.*s\n"), TEXT_ARG(draw->id), TEXT_ARG(draw_rule_sentence(draw, &arena)));
    fprintf(out, ngettext("pool: %lld name\n", "pool: %lld names\n", (unsigned long)draw->pool_count),
            (long long)draw->pool_count);
    if (draw->topic_count)
        fprintf(out, ngettext("topics: %lld\n", "topics: %lld\n", (unsigned long)draw->topic_count),
                (long long)draw->topic_count);
    if (draw->pool_count <= NAMES_SHOWN)
        show_names(draw, out);
    else
        fprintf(out, _("`biwu draw show %.*s` shows all of them\n"), TEXT_ARG(draw->id));
    fprintf(out, _("hash of the pool: %s\n"), hex);
    fflush(out);
    arena_finish(&arena);
}

/* ---- Making -------------------------------------------------------------------------------------------- */

/* The pool in the journal, committed: from here on it cannot change. */
static bool fix_pool(const struct cli *cli, struct store *store, const struct draw_wish *wish,
                     struct arena *arena, struct draw *draw, struct err *err)
{
    struct text id;
    struct draw_event pooled;
    if (!store_begin(store, err))
        return false;
    bool ok = draw_wish_id(store, wish->id, arena, &id, err) &&
              draw_wish_pool(cli, store, wish, arena, &pooled, err);
    if (ok) {
        draw_finish(draw);
        draw_init(draw, id);
        ok = draw_step(store, draw, DRAW_POOL, &pooled, err);
    }
    if (!ok || wish->dry_run) {
        store_rollback(store);
        return ok;
    }
    return store_commit(store, err);
}

static bool show_result(const struct cli *cli, struct store *store, const struct draw_wish *wish,
                        const struct document_output *output, const struct draw *draw, struct err *err)
{
    bool at_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    if (at_terminal && !wish->plain && output->format == TABLE_TEXT && !output->path &&
        !draw_roll(cli, draw, err))
        return false;
    return draw_write(cli, store, output, draw, false, err);
}

static bool make(const struct cli *cli, struct store *store, const struct draw_wish *wish,
                 const struct document_output *output, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct draw draw;
    draw_init(&draw, text_of(""));
    bool ok = fix_pool(cli, store, wish, &arena, &draw, err);
    if (ok) {
        show_pool(&draw, output);
        ok = wish->dry_run ? draw_write(cli, store, output, &draw, false, err)
                           : draw_seed_and_draw(store, &draw, wish, err) &&
                                 show_result(cli, store, wish, output, &draw, err);
    }
    draw_finish(&draw);
    arena_finish(&arena);
    return ok;
}

static bool go_on(const struct cli *cli, struct store *store, const struct draw_wish *wish,
                  const struct document_output *output, struct err *err)
{
    struct draw draw;
    bool ok = draw_find_folded(store, text_of(wish->id), &draw, err);
    if (ok && draw.stage != DRAW_STAGE_POOLED)
        ok = err_set(err, ERR_INVALID, "%.*s: %s", TEXT_ARG(draw.id), _(draw_refusal_message(DRAW_ALREADY)));
    if (ok) {
        show_pool(&draw, output);
        ok = draw_seed_and_draw(store, &draw, wish, err) && show_result(cli, store, wish, output, &draw, err);
    }
    draw_finish(&draw);
    return ok;
}

typedef bool maker(const struct cli *cli, struct store *store, const struct draw_wish *wish,
                   const struct document_output *output, struct err *err);

/* `operands`: how many it takes; the first is the draw's id. */
static int run(struct cli *cli, const struct command *command, struct draw_wish *wish,
               const struct option_spec *specs, size_t spec_count, int operands, maker *make_it, int argc,
               char **argv)
{
    struct err err = ERR_NONE;
    struct document_output output;
    if (!draw_take_throws(wish, &argc, argv, &err) ||
        !document_output_parse(&output, specs, spec_count, &argc, argv, &err))
        return command_usage(command, "%s", err.message);
    if (argc != operands)
        return command_usage(command, operands ? _("name one draw") : _("wrong operands"));
    if (operands)
        wish->id = argv[0];
    struct store *store = hall_open_store(cli, STORE_WRITE, &err);
    bool ok = store && make_it(cli, store, wish, &output, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

/* ---- The commands -------------------------------------------------------------------------------------- */

static int run_people(struct cli *cli, int argc, char **argv)
{
    struct draw_wish wish = {.kind = DRAW_PEOPLE};
    const struct option_spec specs[] = {
        {"--rule", 'n', NULL, &wish.rule},      {"--posts", 0, NULL, &wish.posts},
        {"--unit", 0, NULL, &wish.units},       {"--excused", 0, NULL, &wish.excused},
        {"--not-since", 0, NULL, &wish.months}, {"--event", 0, NULL, &wish.event},
        {"--title", 0, NULL, &wish.title},      {"--id", 0, NULL, &wish.id},
        {"--seed", 0, NULL, &wish.seed},        {"--dry-run", 0, &wish.dry_run, NULL},
        {"--yes", 0, &wish.yes, NULL},          {"--plain", 0, &wish.plain, NULL},
        {"--exclude", 0, NULL, &wish.excused},  {"--count", 0, NULL, &wish.rule},
    };
    return run(cli, &command_draw_people, &wish, specs, COUNT_OF(specs), 0, make, argc, argv);
}

const struct command command_draw_people = {
    .name = "draw people",
    .usage =
        N_("--rule RULE [--posts LIST] [--unit LIST] [--excused LIST] [--not-since MONTHS] [--event EVENT] "
           "[--id ID] [--seed TEXT] [--throw NUMBERS]… [--dry-run] [--yes] [--plain] [--format …] [-o FILE]"),
    .summary = N_("draw people for an unannounced test, with substitutes in the order drawn"),
    .help = N_(
        "  --rule RULE       10: so many in all; 2/unit: of each unit; 1/unit@2: a unit being the first two\n"
        "                    parts of the path; 20,1/unit: both. --count 10 is the same as --rule 10\n"
        "  --posts LIST      only these posts; --unit LIST: only these units and all below\n"
        "  --excused LIST    numbers kept out (also --exclude)\n"
        "  --not-since N     nobody who was examined by a draw in the last N months\n"
        "  --event, --title  what the draw is for; --id: its name, by default the date and a number\n"
        "  --dry-run         shows the pool and its hash, and keeps nothing\n"
        "  --seed TEXT       the seed, named beforehand (such as the lottery's numbers of a day)\n"
        "  --throw NUMBERS   numbers thrown or read out, such as \"3 5 6 2\"; may be given several times\n"
        "  --yes             asks nothing: without --seed and --throw the system makes the seed\n"
        "  --plain           no rolling names on this terminal\n"
        "A LIST is a,b,c or a file with one a line. The pool is in the journal before the seed is asked "
        "for.\n"
        "A test for those drawn has `who: {draw: ID}` in its sheet.\n"),
    .run = run_people,
};

/* Topics, groups and orders take the same, but for a few. */
static int run_entrants(struct cli *cli, const struct command *command, enum draw_kind kind, int argc,
                        char **argv)
{
    struct draw_wish wish = {.kind = kind};
    const struct option_spec specs[] = {
        {"--event", 0, NULL, &wish.event},   {"--of", 0, NULL, &wish.of},
        {"--title", 0, NULL, &wish.title},   {"--id", 0, NULL, &wish.id},
        {"--seed", 0, NULL, &wish.seed},     {"--dry-run", 0, &wish.dry_run, NULL},
        {"--yes", 0, &wish.yes, NULL},       {"--plain", 0, &wish.plain, NULL},
        {"--topics", 0, NULL, &wish.topics}, {"--return", 0, &wish.returning, NULL},
        {"--groups", 0, NULL, &wish.groups},
    };
    size_t count = kind == DRAW_GROUPS ? 11 : kind == DRAW_TOPICS ? 10 : 8;
    return run(cli, command, &wish, specs, count, 0, make, argc, argv);
}

static int run_topics(struct cli *cli, int argc, char **argv)
{
    return run_entrants(cli, &command_draw_topics, DRAW_TOPICS, argc, argv);
}

const struct command command_draw_topics = {
    .name = "draw topics",
    .usage =
        N_("--event EVENT | --of LIST --topics LIST [--return] [--id ID] [--seed TEXT] [--throw NUMBERS]… "
           "[--dry-run] [--yes] [--plain] [--format …] [-o FILE]"),
    .summary = N_("draw a topic for each"),
    .help = N_(
        "  --event EVENT     the teams, performers or entrants of this sheet\n"
        "  --of LIST         staff numbers or names, a file with one a line, or the id of a draw of people\n"
        "  --topics LIST     a,b,c, a file with one a line, or the code of a panel that has topics\n"
        "  --return          a topic that was drawn may be drawn again\n"
        "  --seed TEXT       the seed, named beforehand (such as the lottery's numbers of a day)\n"
        "  --throw NUMBERS   numbers thrown or read out, such as \"3 5 6 2\"; may be given several times\n"
        "  --yes             asks nothing: without --seed and --throw the system makes the seed\n"
        "  --plain           no rolling names on this terminal\n"),
    .run = run_topics,
};

static int run_groups(struct cli *cli, int argc, char **argv)
{
    return run_entrants(cli, &command_draw_groups, DRAW_GROUPS, argc, argv);
}

const struct command command_draw_groups = {
    .name = "draw groups",
    .usage = N_("--event EVENT | --of LIST --groups N [--topics LIST] [--return] [--id ID] [--seed TEXT] "
                "[--throw NUMBERS]… [--dry-run] [--yes] [--plain] [--format …] [-o FILE]"),
    .summary = N_("split people or teams evenly into groups; each gets a turn and a topic"),
    .help = N_(
        "  --event EVENT     the teams, performers or entrants of this sheet\n"
        "  --of LIST         staff numbers or names, a file with one a line, or the id of a draw of people\n"
        "  --groups N        how many groups; their sizes differ by one at most\n"
        "  --topics LIST     a,b,c, a file with one a line, or the code of a panel that has topics\n"
        "  --return          a topic that was drawn may be drawn again\n"
        "  --seed TEXT       the seed, named beforehand (such as the lottery's numbers of a day)\n"
        "  --throw NUMBERS   numbers thrown or read out, such as \"3 5 6 2\"; may be given several times\n"
        "  --yes             asks nothing: without --seed and --throw the system makes the seed\n"
        "  --plain           no rolling names on this terminal\n"),
    .run = run_groups,
};

static int run_order(struct cli *cli, int argc, char **argv)
{
    return run_entrants(cli, &command_draw_order, DRAW_ORDER, argc, argv);
}

const struct command command_draw_order = {
    .name = "draw order",
    .usage = N_("--event EVENT | --of LIST [--id ID] [--seed TEXT] [--throw NUMBERS]… [--dry-run] [--yes] "
                "[--plain] [--format …] [-o FILE]"),
    .summary = N_("draw the order in which people or teams perform"),
    .help = N_(
        "  --event EVENT     the teams, performers or entrants of this sheet\n"
        "  --of LIST         staff numbers or names, a file with one a line, or the id of a draw of people\n"
        "  --seed TEXT       the seed, named beforehand (such as the lottery's numbers of a day)\n"
        "  --throw NUMBERS   numbers thrown or read out, such as \"3 5 6 2\"; may be given several times\n"
        "  --yes             asks nothing: without --seed and --throw the system makes the seed\n"
        "  --plain           no rolling names on this terminal\n"),
    .run = run_order,
};

static int run_seed(struct cli *cli, int argc, char **argv)
{
    struct draw_wish wish = {.kind = DRAW_PEOPLE};
    const struct option_spec specs[] = {
        {"--seed", 0, NULL, &wish.seed}, {"--yes", 0, &wish.yes, NULL}, {"--plain", 0, &wish.plain, NULL}};
    return run(cli, &command_draw_seed, &wish, specs, COUNT_OF(specs), 1, go_on, argc, argv);
}

const struct command command_draw_seed = {
    .name = "draw seed",
    .usage = N_("ID [--seed TEXT] [--throw NUMBERS]… [--yes] [--plain] [--format …] [-o FILE]"),
    .summary = N_("fix the seed of a draw whose pool stands, and draw"),
    .help =
        N_("  --seed TEXT       the seed, named beforehand (such as the lottery's numbers of a day)\n"
           "  --throw NUMBERS   numbers thrown or read out, such as \"3 5 6 2\"; may be given several times\n"
           "  --yes             asks nothing: without --seed and --throw the system makes the seed\n"
           "  --plain           no rolling names on this terminal\n"),
    .run = run_seed,
};
