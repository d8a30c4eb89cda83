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

/* A kind of file: how it is read into *into. */
struct file_kind {
    size_t limit; /* bytes it may have */
    bool (*load)(struct text source, const char *path, struct arena *arena, struct diags *diags, void *into);
    struct text (*shown)(struct text source,
                         struct arena *arena); /* its text in UTF-8, for quoting; NULL: as it is */
};
extern const struct file_kind file_kind_bank;

struct findings {
    size_t errors, warnings;
};
/* Reads and loads a file, printing what is wrong with it in the order of its lines and adding it to *findings
 * (may be NULL). False when it cannot be read or has errors. */
bool files_load(const char *path, const struct file_kind *kind, struct arena *arena, void *into,
                struct findings *findings);

#endif
