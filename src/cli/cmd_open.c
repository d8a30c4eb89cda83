/* biwu: open this hall at this terminal. */
#include "base/i18n.h"
#include "cli/terminal.h"

static int run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return terminal_open(cli, (struct tui_options){.mode = TUI_HALL}, false);
}

const struct command command_open = {
    .name = "",
    .usage = "",
    .summary = N_("open the hall at this terminal: sign in, take tests, read results"),
    .help = "",
    .run = run,
};
