/* biwu host | board | desk | judge: the terminals of a competition. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/terminal.h"

enum { DESK_TEAMS_MOST = 9, TEAM_LIST_MAX = 512 };

/* "A,B" (or "A" "B") as a NULL-terminated list of codes, in `copy`. */
static bool split_teams(int argc, char **argv, char copy[static TEAM_LIST_MAX],
                        const char *teams[static DESK_TEAMS_MOST + 1])
{
    size_t used = 0;
    int count = 0;
    for (int i = 0; i < argc; i++) {
        struct text rest = text_of(argv[i]), code;
        while (text_next(&rest, ',', &code)) {
            if (code.len == 0)
                continue;
            if (count == DESK_TEAMS_MOST || used + code.len + 1 > TEAM_LIST_MAX)
                return false;
            memcpy(copy + used, code.at, code.len);
            copy[used + code.len] = '\0';
            teams[count++] = copy + used;
            used += code.len + 1;
        }
    }
    teams[count] = NULL;
    return true;
}

static int open_terminal(struct cli *cli, const struct command *command, enum tui_mode mode, int argc,
                         char **argv)
{
    struct err err = ERR_NONE;
    char copy[TEAM_LIST_MAX];
    const char *teams[DESK_TEAMS_MOST + 1];
    bool rehearsal = false;
    const struct option_spec specs[] = {{"--rehearsal", 0, &rehearsal, NULL}};
    if (!options_parse(specs, 1, &argc, argv, &err))
        return command_usage(command, "%s", err.message);
    if (argc < 1 || (argc > 1 && mode != TUI_DESK))
        return command_usage(command, _("name one event"));
    if (!split_teams(argc - 1, argv + 1, copy, teams))
        return command_usage(command, _("one desk serves at most %d teams"), DESK_TEAMS_MOST);
    struct tui_options options = {.mode = mode, .event = argv[0], .teams = teams[0] ? teams : NULL};
    return terminal_open(cli, options, rehearsal);
}

static int run_host(struct cli *cli, int argc, char **argv)
{
    return open_terminal(cli, &command_host, TUI_HOST, argc, argv);
}

static int run_board(struct cli *cli, int argc, char **argv)
{
    return open_terminal(cli, &command_board, TUI_BOARD, argc, argv);
}

static int run_desk(struct cli *cli, int argc, char **argv)
{
    return open_terminal(cli, &command_desk, TUI_DESK, argc, argv);
}

static int run_judge(struct cli *cli, int argc, char **argv)
{
    return open_terminal(cli, &command_judge, TUI_JUDGE, argc, argv);
}

#define REHEARSAL_HELP N_("  --rehearsal   of the rehearsal that `biwu rehearse EVENT` made\n")

const struct command command_host = {
    .name = "host",
    .usage = N_("EVENT [--rehearsal]"),
    .summary = N_("the host console of a contest, a panel or a series"),
    .help = REHEARSAL_HELP,
    .run = run_host,
};

const struct command command_board = {
    .name = "board",
    .usage = N_("EVENT [--rehearsal]"),
    .summary = N_("the board: what the audience sees"),
    .help = REHEARSAL_HELP,
    .run = run_board,
};

const struct command command_desk = {
    .name = "desk",
    .usage = N_("EVENT [TEAM…] [--rehearsal]"),
    .summary = N_("a desk of a contest: buzzes and answers"),
    .help = N_("  TEAM          code of the team; several teams may share a desk and press 1, 2, 3 …\n"
               "                left out: the team of the person who signs in\n"
               "  --rehearsal   of the rehearsal that `biwu rehearse EVENT` made\n"),
    .run = run_desk,
};

const struct command command_judge = {
    .name = "judge",
    .usage = N_("EVENT [--rehearsal]"),
    .summary = N_("a judge's terminal of a panel"),
    .help = REHEARSAL_HELP,
    .run = run_judge,
};
