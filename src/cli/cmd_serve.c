/* biwu serve: run the hub in the foreground. */
#include "base/i18n.h"
#include "base/text.h"
#include "cli/hall.h"
#include "hub/hub.h"

static bool parse_number(const char *value, int64_t min, int64_t max, int64_t *out)
{
    return !value || text_to_int(text_of(value), min, max, out);
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    const char *idle = NULL, *ready = NULL;
    bool verbose = false;
    const struct option_spec specs[] = {
        {"--idle-exit", 0, NULL, &idle},
        {"--ready-fd", 0, NULL, &ready},
        {"--verbose", 'v', &verbose, NULL},
    };
    if (!options_parse(specs, sizeof specs / sizeof *specs, &argc, argv, &err))
        return command_usage(&command_serve, "%s", err.message);
    int64_t idle_seconds = 0, ready_fd = -1;
    if (argc || !parse_number(idle, 0, 86400, &idle_seconds) || !parse_number(ready, 0, 1 << 20, &ready_fd))
        return command_usage(&command_serve, _("wrong operands"));
    char hall[HALL_PATH_MAX];
    if (!hall_find(cli, hall, &err))
        return command_failed(&err);
    struct hub_options options = {
        .hall = hall, .idle_exit_ms = idle_seconds * 1000, .ready_fd = (int)ready_fd, .verbose = verbose};
    return hub_run(&options, &err) ? STATUS_OK : command_failed(&err);
}

const struct command command_serve = {
    .name = "serve",
    .usage = N_("[--verbose] [--idle-exit SECONDS]"),
    .summary = N_("run the hub of the hall in the foreground, as a service does"),
    .help = N_("  -v, --verbose           also log sign-ins, attempts and refusals\n"
               "  --idle-exit SECONDS     end when nobody was connected and nothing ran for so long\n"
               "  --ready-fd FD           write one byte there when terminals can connect\n\n"
               "Stop it with Ctrl-C or SIGTERM; running tests go on at the next start.\n"),
    .run = run,
};
