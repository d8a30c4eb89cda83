/* biwu rehearse: a rehearsal on a copy, apart from the real record. */
#include "base/i18n.h"
#include "cli/ask.h"
#include "cli/link.h"
#include "cli/setup.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct rehearsal {
    char hall[HALL_PATH_MAX], copy[HALL_PATH_MAX];
};

/* A sheet that fixes its seed would draw the same items in the rehearsal as on the day. */
static void warn_of_fixed_draw(const struct event_sheet *sheet, const char *code)
{
    if (sheet->kind == EVENT_KIND_CONTEST && sheet->contest.seed.len)
        fprintf(
            stderr,
            _("biwu: the sheet of %s fixes the seed: the rehearsal shows the very items of the day; leave "
              "`seed` out\n"),
            code);
}

static bool delete_it(const struct rehearsal *rehearsal, const char *code, struct err *err)
{
    if (!rehearsal_check(rehearsal->copy, err) || !link_end_hub(rehearsal->copy, err))
        return false;
    directory_delete(rehearsal->copy);
    printf(_("the rehearsal of %s is deleted\n"), code);
    return true;
}

static bool can_be_rehearsed(const struct event_sheet *sheet, const char *code, struct err *err)
{
    return sheet->kind == EVENT_KIND_CONTEST || sheet->kind == EVENT_KIND_PANEL ||
           err_set(err, ERR_INVALID, _("only contests and panels are rehearsed; %s is a %s"), code,
                   _(event_kind_label(sheet->kind)));
}

/* Terminals that still show the old rehearsal would go on with a copy that is deleted. */
static bool make(const struct rehearsal *rehearsal, const char *code, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct event_sheet sheet;
    bool ok = hall_find_sheet(rehearsal->hall, code, &arena, &sheet, err) &&
              can_be_rehearsed(&sheet, code, err) && rehearsal_check(rehearsal->copy, err) &&
              link_end_hub(rehearsal->copy, err) && rehearsal_make(rehearsal->hall, rehearsal->copy, err);
    if (ok)
        warn_of_fixed_draw(&sheet, code);
    arena_finish(&arena);
    return ok;
}

static void say_how_to_join(const char *code)
{
    printf(_("The rehearsal of %s is ready. At the other terminals:\n"
             "  biwu board %s --rehearsal\n"
             "  biwu desk %s TEAM --rehearsal\n"
             "  biwu judge EVENT --rehearsal\n"),
           code, code, code);
}

/* The console would cover the lines before anybody has read them. */
static void wait_for_enter(void)
{
    if (can_ask() && isatty(STDOUT_FILENO))
        free(ask_line(stdout, _("Press Enter to open the host console. ")));
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct rehearsal rehearsal;
    bool fresh = false, remove = false, only_make = false, ok;
    const struct option_spec specs[] = {
        {"--fresh", 0, &fresh, NULL}, {"--delete", 0, &remove, NULL}, {"--prepare", 0, &only_make, NULL}};
    if (!options_parse(specs, sizeof specs / sizeof *specs, &argc, argv, &err))
        return command_usage(&command_rehearse, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_rehearse, _("name one event"));
    if (!hall_find(cli, rehearsal.hall, &err) ||
        !hall_rehearsal_path(rehearsal.hall, argv[0], rehearsal.copy, &err))
        return command_failed(&err);
    char existing[HALL_PATH_MAX];
    bool there = hall_rehearsal(rehearsal.hall, argv[0], existing, &(struct err)ERR_NONE);
    if (remove) {
        ok = there ? delete_it(&rehearsal, argv[0], &err)
                   : hall_rehearsal(rehearsal.hall, argv[0], existing, &err);
    } else {
        ok = there && !fresh ? rehearsal_check(rehearsal.copy, &err) : make(&rehearsal, argv[0], &err);
        if (ok)
            say_how_to_join(argv[0]);
    }
    if (!ok)
        return command_failed(&err);
    if (remove || only_make)
        return STATUS_OK;
    wait_for_enter();
    return terminal_open(cli, (struct tui_options){.mode = TUI_HOST, .event = argv[0]}, true);
}

const struct command command_rehearse = {
    .name = "rehearse",
    .usage = N_("EVENT [--fresh | --prepare | --delete]"),
    .summary = N_("rehearse a contest or panel on a copy, apart from the real record"),
    .help =
        N_("Makes HALL/rehearsals/EVENT with the sheets, banks and people of the hall and opens the host\n"
           "console there; the other terminals join with --rehearsal. A rehearsal goes on where it was\n"
           "until it is made anew.\n\n"
           "  --fresh     begin anew, with other items\n"
           "  --prepare   only make it, without opening the host console\n"
           "  --delete    delete it\n"),
    .run = run,
};
