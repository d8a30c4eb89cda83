/* Opening the terminal program on the hall's hub. */
#ifndef BIWU_CLI_TERMINAL_H
#define BIWU_CLI_TERMINAL_H

#include "cli/command.h"
#include "tui/tui.h"

/* Runs it until it is left, starting a hub when none answers. `event` NULL: none. Returns an exit code,
 * having said what failed. */
int terminal_open(const struct cli *cli, enum tui_mode mode, const char *event);

#endif
