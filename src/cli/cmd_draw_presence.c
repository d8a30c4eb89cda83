/* biwu draw present | excuse | absent | call | close: who came of those who were drawn. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/draws.h"

#include <stdio.h>

static int run(struct cli *cli, const struct command *command, enum draw_command_kind kind, int argc,
               char **argv)
{
    bool missing = kind == DRAW_EXCUSE || kind == DRAW_NOTE_ABSENT;
    struct err err = ERR_NONE;
    const char *reason = NULL;
    bool alone = false;
    const struct option_spec specs[] = {{"--reason", 0, NULL, &reason}, {"--no-substitute", 0, &alone, NULL}};
    if (!options_parse(specs, missing ? 2 : 0, &argc, argv, &err))
        return command_usage(command, "%s", err.message);
    if (argc != 2)
        return command_usage(command, _("name one draw and one person"));
    struct draw_event as = {.number = text_of(argv[1]), .reason = text_trim(text_of(reason))};
    if (!draw_check_reason(as.reason, &err))
        return command_usage(command, "%s", err.message);
    struct store *store = hall_open_store(cli, STORE_WRITE, &err);
    bool ok = store && draw_note_presence(store, kind, text_of(argv[0]), &as, missing && !alone, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

static int run_present(struct cli *cli, int argc, char **argv)
{
    return run(cli, &command_draw_present, DRAW_PRESENT_IT, argc, argv);
}

static int run_excuse(struct cli *cli, int argc, char **argv)
{
    return run(cli, &command_draw_excuse, DRAW_EXCUSE, argc, argv);
}

static int run_absent(struct cli *cli, int argc, char **argv)
{
    return run(cli, &command_draw_absent, DRAW_NOTE_ABSENT, argc, argv);
}

static int run_call(struct cli *cli, int argc, char **argv)
{
    return run(cli, &command_draw_call, DRAW_CALL, argc, argv);
}

const struct command command_draw_present = {
    .name = "draw present",
    .usage = N_("ID NUMBER"),
    .summary = N_("note that somebody who was drawn or called has come"),
    .help = "",
    .run = run_present,
};

const struct command command_draw_excuse = {
    .name = "draw excuse",
    .usage = N_("ID NUMBER --reason TEXT [--no-substitute]"),
    .summary = N_("excuse somebody who was drawn, and call the next substitute"),
    .help = N_("The next substitute is called: of the same unit in the order drawn, then of the whole pool.\n"
               "  --no-substitute   calls nobody\n"),
    .run = run_excuse,
};

const struct command command_draw_absent = {
    .name = "draw absent",
    .usage = N_("ID NUMBER [--reason TEXT] [--no-substitute]"),
    .summary = N_("note that somebody who was drawn is absent, and call the next substitute"),
    .help = N_("The next substitute is called: of the same unit in the order drawn, then of the whole pool.\n"
               "  --no-substitute   calls nobody\n"),
    .run = run_absent,
};

const struct command command_draw_call = {
    .name = "draw call",
    .usage = N_("ID NUMBER"),
    .summary = N_("call the next substitute for somebody excused or absent"),
    .help = "",
    .run = run_call,
};

/* ---- close --------------------------------------------------------------------------------------------- */

static bool close_draw(struct store *store, struct text id, struct err *err)
{
    struct draw draw;
    if (!store_begin(store, err))
        return false;
    bool ok = draw_find_folded(store, id, &draw, err) && draw_step(store, &draw, DRAW_CLOSE, NULL, err);
    if (!ok)
        store_rollback(store);
    ok = ok && store_commit(store, err);
    draw_finish(&draw);
    return ok;
}

static int run_close(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_draw_close, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_draw_close, _("name one draw"));
    struct store *store = hall_open_store(cli, STORE_WRITE, &err);
    bool ok = store && close_draw(store, text_of(argv[0]), &err);
    store_close(store);
    if (!ok)
        return command_failed(&err);
    printf(_("%s is closed: presence cannot be changed any more\n"), argv[0]);
    return STATUS_OK;
}

const struct command command_draw_close = {
    .name = "draw close",
    .usage = N_("ID"),
    .summary = N_("end a draw: who came and who did not stays as it is noted"),
    .help = "",
    .run = run_close,
};
