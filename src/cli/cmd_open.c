/* biwu: open this hall at this terminal. */
#include "base/i18n.h"
#include "cli/link.h"
#include "tui/tui.h"

#include <stdlib.h>
#include <unistd.h>

static int run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    (void)argv;
    struct err err = ERR_NONE;
    char hall[HALL_PATH_MAX], socket[HALL_PATH_MAX];
    if (!hall_find(cli, hall, &err) || !hall_path(hall, "hub.sock", socket, &err))
        return command_failed(&err);
    struct tui_options options = {
        .socket = socket,
        .start_hub = link_start_hub,
        .start_context = hall,
        .mono = cli->mono,
        .ascii = cli->ascii,
    };
    return tui_run(&options, &err) ? STATUS_OK : command_failed(&err);
}

const struct command command_open = {
    .name = "",
    .usage = "",
    .summary = N_("open the hall at this terminal: sign in, take tests, read results"),
    .help = "",
    .run = run,
};
