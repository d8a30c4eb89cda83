/* Command-line options of one subcommand. */
#ifndef BIWU_CLI_OPTIONS_H
#define BIWU_CLI_OPTIONS_H

#include "base/err.h"

#include <stddef.h>

struct option_spec {
    const char *name;   /* "--format" */
    char letter;        /* 'o' for -o; 0: none */
    bool *flag;         /* set true when present; NULL when the option takes a value */
    const char **value; /* set to the value; points into argv */
};

/* Takes the options out of argv (in any place before "--"), leaving the operands at the front, *argc of them.
 * "--name=value", "--name value", "-o value" and "-ovalue" are understood. Fails on an unknown option (naming
 * the nearest known one) or a missing value. */
bool options_parse(const struct option_spec *specs, size_t count, int *argc, char **argv, struct err *err);

#endif
