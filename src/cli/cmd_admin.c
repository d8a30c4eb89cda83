/* biwu admin: the tables at a terminal. */
#include "base/i18n.h"
#include "cli/admin.h"
#include "tui/tui.h"

static int run(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct admin admin;
    (void)argv;
    if (argc)
        return command_usage(&command_admin, "%s", _("wrong operands"));
    if (!admin_open(&admin, cli, &err))
        return command_failed(&err);
    const struct tables_port port = admin_port(&admin);
    const struct tui_options options = {
        .mode = TUI_TABLES, .tables = &port, .mono = cli->mono, .ascii = cli->ascii};
    bool ok = tui_run(&options, &err);
    admin_close(&admin);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_admin = {
    .name = "admin",
    .usage = "",
    .summary = N_("the tables at this terminal: scroll, search, sort, filter, see charts, export"),
    .help =
        N_("For the administrator at a shell with the hall's database. Choose an event (or mark several), "
           "then a\ntable. Enter leads from a unit to its people and from a person to the paper; E writes "
           "what is shown\nto HALL/exports as XLSX, HTML, CSV or JSON. Nothing in the hall is changed.\n"),
    .run = run,
};
