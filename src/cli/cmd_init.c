/* biwu init: make a hall. */
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/setup.h"

#include <stdio.h>

static int run(struct cli *cli, int argc, char **argv)
{
    (void)cli;
    struct err err = ERR_NONE;
    bool sample = false;
    const struct option_spec specs[] = {{"--sample", 0, &sample, NULL}};
    if (!options_parse(specs, 1, &argc, argv, &err))
        return command_usage(&command_init, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_init, _("name the directory to make"));
    if (!hall_make(argv[0], sample, &err))
        return command_failed(&err);
    printf(_("the hall is ready: %s\n"), argv[0]);
    if (sample)
        printf(_("open it with `biwu -C %s`; numbers and PINs are in %s/people.csv\n"), argv[0], argv[0]);
    else
        printf(_("next: put banks into %s/question_banks, tests into %s/events, people into %s/people.csv, "
                 "then\n"
                 "  biwu -C %s bank check\n"
                 "  biwu -C %s people import %s/people.csv --apply\n"
                 "  biwu -C %s event check\n"),
               argv[0], argv[0], argv[0], argv[0], argv[0], argv[0], argv[0]);
    return STATUS_OK;
}

const struct command command_init = {
    .name = "init",
    .usage = N_("DIR [--sample]"),
    .summary = N_("make a hall: a directory with banks, events, people and the database"),
    .help = N_("  --sample   with the sample banks, people and tests, ready to try\n"),
    .run = run,
};
