/* Questions at the terminal: before what cannot be undone, and for what is typed line by line. */
#ifndef BIWU_CLI_ASK_H
#define BIWU_CLI_ASK_H

#include <stdbool.h>
#include <stdio.h>

/* Whether somebody sits at standard input who could be asked. */
bool can_ask(void);
/* Writes the question to `to` and reads a line: without blanks at its ends, the caller frees it. NULL at the
 * end of the input. */
char *ask_line(FILE *to, const char *question);
/* Writes the question (already translated, "…? [y/N] ") to `to` and reads a line; anything but y, and the end
 * of the input, is no. */
bool ask_yes(FILE *to, const char *question);

#endif
