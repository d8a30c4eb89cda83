/* --format and -o of the commands that print a table. */
#ifndef BIWU_CLI_OUTPUT_H
#define BIWU_CLI_OUTPUT_H

#include "cli/options.h"
#include "report/table.h"

struct table_output {
    enum table_format format;
    const char *path; /* NULL: standard output */
};

/* Takes --format, -o and the `count` further options (at most 8) out of argv. */
bool table_output_parse(struct table_output *output, const struct option_spec *more, size_t count, int *argc,
                        char **argv, struct err *err);
/* Writes the table; a file is replaced whole or not at all. */
bool table_output_write(const struct table_output *output, const struct table *table, struct err *err);

#endif
