/* The loop around the screens: waits for the terminal, the hub and the clock, tells the screens, draws once.
 */
#ifndef BIWU_TUI_APP_SHELL_H
#define BIWU_TUI_APP_SHELL_H

#include "tui/term.h"
#include "tui/tui.h"

/* Runs until the user leaves or the terminal goes. */
void shell_run(struct term *term, const struct tui_options *options);

#endif
