/* biwu draw show | list | verify. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/draws.h"

#include <stdio.h>

/* ---- show -------------------------------------------------------------------------------------------- */

static bool show_draw(struct cli *cli, struct store *store, const char *id,
                      const struct document_output *output, bool all, bool roll, struct err *err)
{
    struct draw draw;
    bool ok = draw_find_folded(store, text_of(id), &draw, err);
    if (ok && roll)
        ok = draw_roll(cli, &draw, err);
    else if (ok)
        ok = draw_write(cli, store, output, &draw, all, err);
    draw_finish(&draw);
    return ok;
}

static bool show_form(struct store *store, char **argv, const struct document_output *output,
                      const char *attempt, struct err *err)
{
    const struct table_output table = {output->format, output->path};
    int64_t nth = 1;
    if (output->format > TABLE_JSON)
        return err_set(err, ERR_INVALID, _("a form is shown as table, csv or json"));
    if (attempt && !text_to_int(text_of(attempt), 1, 1000, &nth))
        return err_set(err, ERR_INVALID, _("--attempt wants a number from 1 to 1000"));
    return draw_forms_show(store, argv[0], argv[1], (int)nth, &table, err);
}

static int run_show(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct document_output output;
    const char *attempt = NULL;
    bool all = false, roll = false;
    const struct option_spec specs[] = {
        {"--attempt", 0, NULL, &attempt}, {"--all", 0, &all, NULL}, {"--roll", 0, &roll, NULL}};
    if (!document_output_parse(&output, specs, COUNT_OF(specs), &argc, argv, &err))
        return command_usage(&command_draw_show, "%s", err.message);
    if (argc < 1 || argc > 2)
        return command_usage(&command_draw_show, _("name one draw, or one event and one person"));
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && (argc == 1 ? show_draw(cli, store, argv[0], &output, all, roll, &err)
                                  : show_form(store, argv, &output, attempt, &err));
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_draw_show = {
    .name = "draw show",
    .usage =
        N_("ID [--all] [--roll] [--format …] [-o FILE] | EVENT NUMBER [--attempt N] [--format …] [-o FILE]"),
    .summary = N_("what was drawn; or the form that a person gets, for printing a test on paper"),
    .help = N_("  --all    with all substitutes, not only the next ones\n"
               "  --roll   on this terminal, name by name, as when it was drawn\n"
               "`order shown` of a form lists the bank's option letters in the order shown on it.\n"),
    .run = run_show,
};

/* ---- list -------------------------------------------------------------------------------------------- */

static const struct column list_columns[] = {
    {"id", N_("draw"), CELL_TEXT},       {"kind", N_("what is drawn"), CELL_TEXT},
    {"title", N_("title"), CELL_TEXT},   {"event", N_("event"), CELL_TEXT},
    {"stage", N_("state"), CELL_TEXT},   {"pool", N_("pool"), CELL_INT},
    {"drawn", N_("drawn"), CELL_INT},    {"present", N_("present"), CELL_INT},
    {"drawn_at", N_("time"), CELL_TIME},
};

static int64_t count_present(const struct draw *draw)
{
    int64_t count = 0;
    for (int64_t i = 0; i < draw->pool_count; i++)
        count += draw->members[i].standing == DRAW_CAME;
    return count;
}

static void add_draw(const struct draw *draw, bool for_people, struct arena *arena, struct table *table)
{
    struct cell *row = table_add(table);
    row[0].text = arena_text(arena, draw->id);
    row[1].text = text_of(for_people ? _(draw_kind_label(draw->kind)) : draw_kind_names[draw->kind]);
    row[2].text = arena_text(arena, draw->title);
    row[3].text = arena_text(arena, draw->event);
    row[4].text = text_of(for_people ? _(draw_stage_label(draw->stage)) : draw_stage_name(draw->stage));
    row[5].number = draw->pool_count;
    row[6].number = draw->place_count;
    row[7].number = count_present(draw);
    row[6].none = row[7].none = draw->kind != DRAW_PEOPLE || !draw->drawn_at;
    row[8].number = draw->drawn_at;
    row[8].none = !draw->drawn_at;
}

static bool list(const struct cli *cli, struct store *store, const struct document_output *output,
                 struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct text *ids;
    size_t count = 0;
    struct table_page page = {.heading = text_of(_("Draws"))};
    struct document_head head = {.title = text_of(_("Draws"))};
    table_init(&page.table, list_columns, COUNT_OF(list_columns));
    bool ok = store_begin_read(store, err) && draw_list(store, &arena, &ids, &count, err);
    for (size_t i = 0; ok && i < count; i++) {
        struct draw draw;
        ok = draw_fold(store, ids[i], &draw, err);
        if (ok)
            add_draw(&draw, output->format != TABLE_CSV && output->format != TABLE_JSON, &arena, &page.table);
        draw_finish(&draw);
    }
    ok = ok && document_write(cli, store, output, &head, &page, err);
    store_rollback(store);
    table_page_finish(&page);
    arena_finish(&arena);
    return ok;
}

static int run_list(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct document_output output;
    if (!document_output_parse(&output, NULL, 0, &argc, argv, &err) || argc)
        return command_usage(&command_draw_list, "%s", argc ? _("wrong operands") : err.message);
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && list(cli, store, &output, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_draw_list = {
    .name = "draw list",
    .usage = N_("[--format table|csv|json|xlsx|html] [-o FILE]"),
    .summary = N_("list the draws of people, topics, groups and orders"),
    .help = "",
    .run = run_list,
};

/* ---- verify ------------------------------------------------------------------------------------------ */

static void differs(const char *what, size_t *differing)
{
    puts(what);
    ++*differing;
}

/* Draws again from what the journal holds, whatever was noted as the result. */
static void verify_draw(const struct draw *draw, size_t *differing)
{
    struct arena arena = ARENA_EMPTY;
    struct draw_event pooled = draw_pooled(draw);
    struct hash hash = draw_pool_hash(draw->id, &pooled);
    struct draw_result due;
    char hex[HASH_HEX_SIZE];
    hash_to_hex(&draw->pool_hash, hex);
    printf(_("pool: %lld, %s\n"), (long long)draw->pool_count, hex);
    if (!hash_equal(&hash, &draw->pool_hash))
        differs(_("the pool is not the one that was recorded before the seed was fixed"), differing);
    if (draw->stage < DRAW_STAGE_DRAWN) {
        puts(_(draw_stage_label(draw->stage)));
        arena_finish(&arena);
        return;
    }
    printf(_("seed: %.*s\n"), TEXT_ARG(draw->seed));
    if (draw->origin != DRAW_SEED_SYSTEM &&
        !text_equal(draw_join_seed(draw->throws, draw->throw_count, &arena), draw->seed))
        differs(_("the seed is not what was thrown"), differing);
    draw_compute(draw->id, &pooled, draw->seed, &arena, &due);
    if (!draw_result_equal(&due, &draw->result))
        differs(_("drawing again gives another result"), differing);
    if (!*differing)
        puts(_("drawn again: the same result"));
    arena_finish(&arena);
}

/* A draw's id, else an event's code. */
static bool verify(struct store *store, const char *name, size_t *differing, struct err *err)
{
    struct draw draw;
    bool ok = store_begin_read(store, err) && draw_fold(store, text_of(name), &draw, err);
    if (!ok) {
        store_rollback(store);
        return false;
    }
    bool is_draw = draw.stage != DRAW_STAGE_NONE;
    if (is_draw)
        verify_draw(&draw, differing);
    draw_finish(&draw);
    store_rollback(store);
    return is_draw || draw_forms_verify(store, name, differing, err);
}

static int run_verify(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    size_t differing = 0;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_draw_verify, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_draw_verify, _("name one draw or one event"));
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    bool ok = store && verify(store, argv[0], &differing, &err);
    store_close(store);
    if (!ok)
        return command_failed(&err);
    return differing ? STATUS_FAILED : STATUS_OK;
}

const struct command command_draw_verify = {
    .name = "draw verify",
    .usage = N_("ID | EVENT"),
    .summary = N_("draw again from the seed and compare: a draw, or every form of an event"),
    .help = N_(
        "Exit status 1, and what differs, when something does. Of a sealed paper the seal is compared too.\n"
        "docs/draw.md describes the algorithm.\n"),
    .run = run_verify,
};
