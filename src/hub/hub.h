/* The hub (中枢): the process that owns a hall; the only writer of live state. */
#ifndef BIWU_HUB_HUB_H
#define BIWU_HUB_HUB_H

#include "base/err.h"

#include <stdint.h>

struct hub_options {
    const char *hall; /* the hall's directory */
    /* Ends by itself when nobody has been connected and nothing was running for this many ms; 0: never. */
    int64_t idle_exit_ms;
    int ready_fd; /* one byte is written here when the socket listens, then it is closed; -1: none */
    bool verbose; /* log sign-ins, attempts and refusals to stderr, not only troubles */
};

/* Runs until SIGTERM or SIGINT (true), or until something makes going on impossible (false, err). Takes the
 * hall's lock first: ERR_BUSY when another hub has it. Synchronises changed banks, people excluded, before it
 * listens. */
bool hub_run(const struct hub_options *options, struct err *err);

#endif
