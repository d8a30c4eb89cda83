/* The demonstration of a contest. */
#ifndef BIWU_CLI_DEMO_H
#define BIWU_CLI_DEMO_H

#include "base/err.h"

/* Opens host, board and three desks of the sample contest of `hall` in a tmux of its own and waits until the
 * user leaves it. Fails when tmux is not there or this is no terminal. */
bool demo_contest(const char *hall, struct err *err);

#endif
