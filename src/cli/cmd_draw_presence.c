/* biwu draw present | excuse | absent | call | close: who came of those who were drawn. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "cli/draws.h"

#include <stdio.h>

/* What one of the commands does. */
struct noting {
    enum draw_command_kind kind;
    bool calls;       /* the next substitute is called at once */
    const char *done; /* msgid: draw, number, name */
};

static void say(const struct draw *draw, const char *sentence, struct text number, struct buf *said)
{
    int64_t member = draw_find(draw, number);
    buf_addf(said, _(sentence), TEXT_ARG(draw->id), TEXT_ARG(number),
             TEXT_ARG(draw_member_name(draw, member)));
}

static void say_called(const struct draw *draw, int64_t missing, struct buf *said)
{
    int64_t called = draw->members[missing].substitute;
    const struct person *person = &draw->pool[called];
    buf_addf(said, _("%.*s: the next substitute is called: %.*s %.*s, %.*s\n"), TEXT_ARG(draw->id),
             TEXT_ARG(person->number), TEXT_ARG(draw_member_name(draw, called)), TEXT_ARG(person->unit));
}

/* Without a substitute the place stays empty, which is no failure of noting. */
static bool call_next(struct store *store, struct draw *draw, struct text number, bool must, struct buf *said,
                      struct err *err)
{
    int64_t missing = draw_find(draw, number);
    if (!must && (missing < 0 || draw->members[missing].substitute >= 0))
        return true;
    if (!must && draw_next_substitute(draw, missing) < 0) {
        buf_addf(said, _("%.*s: no substitutes are left\n"), TEXT_ARG(draw->id));
        return true;
    }
    struct draw_event as = {.instead = number};
    if (!draw_step(store, draw, DRAW_CALL, &as, err))
        return false;
    say_called(draw, missing, said);
    return true;
}

/* Nobody is to hear of what the journal does not have: all is said when it is committed. */
static bool note(struct store *store, const struct noting *noting, struct text id,
                 const struct draw_event *as, bool calls, struct err *err)
{
    struct draw draw;
    struct buf said = BUF_EMPTY;
    if (!store_begin(store, err))
        return false;
    bool ok = draw_find_folded(store, id, &draw, err);
    if (ok && noting->kind == DRAW_CALL) {
        ok = call_next(store, &draw, as->number, true, &said, err);
    } else if (ok) {
        ok = draw_step(store, &draw, noting->kind, as, err);
        if (ok)
            say(&draw, noting->done, as->number, &said);
        ok = ok && (!calls || call_next(store, &draw, as->number, false, &said, err));
    }
    if (!ok)
        store_rollback(store);
    ok = ok && store_commit(store, err);
    if (ok)
        fputs(buf_string(&said), stdout);
    buf_finish(&said);
    draw_finish(&draw);
    return ok;
}

static int run(struct cli *cli, const struct command *command, const struct noting *noting, int argc,
               char **argv)
{
    struct err err = ERR_NONE;
    const char *reason = NULL;
    bool alone = false;
    const struct option_spec specs[] = {{"--reason", 0, NULL, &reason}, {"--no-substitute", 0, &alone, NULL}};
    if (!options_parse(specs, noting->calls ? 2 : 0, &argc, argv, &err))
        return command_usage(command, "%s", err.message);
    if (argc != 2)
        return command_usage(command, _("name one draw and one person"));
    struct draw_event as = {.number = text_of(argv[1]), .reason = text_trim(text_of(reason))};
    if (as.reason.len > DRAW_MAX_TEXT || utf8_find_invalid(as.reason) >= 0 ||
        utf8_has_controls(as.reason, ""))
        return command_usage(command, _("a reason is a line of text of at most %d bytes"), DRAW_MAX_TEXT);
    struct store *store = hall_open_store(cli, STORE_WRITE, &err);
    bool ok = store && note(store, noting, text_of(argv[0]), &as, noting->calls && !alone, &err);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

static int run_present(struct cli *cli, int argc, char **argv)
{
    static const struct noting noting = {DRAW_PRESENT_IT, false, N_("%.*s: %.*s %.*s is present\n")};
    return run(cli, &command_draw_present, &noting, argc, argv);
}

static int run_excuse(struct cli *cli, int argc, char **argv)
{
    static const struct noting noting = {DRAW_EXCUSE, true, N_("%.*s: %.*s %.*s is excused\n")};
    return run(cli, &command_draw_excuse, &noting, argc, argv);
}

static int run_absent(struct cli *cli, int argc, char **argv)
{
    static const struct noting noting = {DRAW_NOTE_ABSENT, true, N_("%.*s: %.*s %.*s is absent\n")};
    return run(cli, &command_draw_absent, &noting, argc, argv);
}

static int run_call(struct cli *cli, int argc, char **argv)
{
    static const struct noting noting = {DRAW_CALL, false, ""};
    return run(cli, &command_draw_call, &noting, argc, argv);
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
