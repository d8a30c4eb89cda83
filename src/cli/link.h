/* Reaching the hall's hub from the command line. */
#ifndef BIWU_CLI_LINK_H
#define BIWU_CLI_LINK_H

#include "cli/hall.h"
#include "wire/client.h"

#include <sys/types.h>

/* Starts a hub for the hall in the background, detached from this terminal, and waits until it listens. It
 * ends by itself after a minute in which nobody was connected and nothing was running. `context` is the
 * hall's path. */
bool link_start_hub(void *context, struct err *err);

/* The same as a child of this process, which does not end by itself but with its parent. */
bool link_start_child_hub(const char *hall, pid_t *child, struct err *err);
/* Lets it finish its work and waits until it is gone; a hub that is gone already is fine. */
void link_stop_child_hub(pid_t child);

/* Ends whatever hub serves the hall at `path`, if one does, and waits until it is gone. */
bool link_end_hub(const char *hall, struct err *err);

/* A connection for asking one thing after the other; starts a hub when none answers. NULL on failure. `cli`
 * outlives it. */
struct client *link_open(struct cli *cli, struct err *err);

/* Asks; a refusal is turned into err (translated, with its detail). */
bool link_ask(struct client *client, const struct request *request, struct arena *arena, struct reply *out,
              struct err *err);

#endif
