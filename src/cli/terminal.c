#include "cli/terminal.h"

#include "cli/link.h"

int terminal_open(const struct cli *cli, enum tui_mode mode, const char *event)
{
    struct err err = ERR_NONE;
    char hall[HALL_PATH_MAX], socket[HALL_PATH_MAX];
    if (!hall_find(cli, hall, &err) || !hall_path(hall, "hub.sock", socket, &err))
        return command_failed(&err);
    struct tui_options options = {
        .mode = mode,
        .event = event,
        .socket = socket,
        .start_hub = link_start_hub,
        .start_context = hall,
        .mono = cli->mono,
        .ascii = cli->ascii,
    };
    return tui_run(&options, &err) ? STATUS_OK : command_failed(&err);
}
