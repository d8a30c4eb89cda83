#include "cli/terminal.h"

#include "cli/link.h"

int terminal_open(const struct cli *cli, struct tui_options options, bool rehearsal)
{
    struct err err = ERR_NONE;
    char hall[HALL_PATH_MAX], socket[HALL_PATH_MAX];
    if (!hall_find(cli, hall, &err) || (rehearsal && !hall_rehearsal(hall, options.event, hall, &err)) ||
        !hall_path(hall, "hub.sock", socket, &err))
        return command_failed(&err);
    options.socket = socket;
    options.start_hub = link_start_hub;
    options.start_context = hall;
    options.mono = cli->mono;
    options.ascii = cli->ascii;
    return tui_run(&options, &err) ? STATUS_OK : command_failed(&err);
}
