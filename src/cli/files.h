/* Bank and event files, read for checking: findings are printed, counts come back. */
#ifndef BIWU_CLI_FILES_H
#define BIWU_CLI_FILES_H

#include "bank/event_load.h"
#include "bank/load.h"
#include "cli/hall.h"

/* The files named on the command line, or those of HALL/`sub` when there are none. Paths in `arena`. */
bool files_named(const struct cli *cli, int argc, char **argv, const char *sub, struct arena *arena,
                 const char ***paths, size_t *count, struct err *err);

/* Prints the findings about one file to stderr. */
void files_print_findings(const struct diags *diags, struct text source);

#endif
