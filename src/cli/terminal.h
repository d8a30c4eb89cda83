/* Opening the terminal program on the hall's hub. */
#ifndef BIWU_CLI_TERMINAL_H
#define BIWU_CLI_TERMINAL_H

#include "cli/command.h"
#include "tui/tui.h"

/* Runs it until it is left, starting a hub when none answers. `options` say the mode, the event and the teams
 * where there are any; the rest is filled in. `rehearsal`: on the event's rehearsal instead of the hall.
 * Returns an exit code, having said what failed. */
int terminal_open(const struct cli *cli, struct tui_options options, bool rehearsal);

#endif
