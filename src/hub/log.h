/* The hub's log: stderr, one line each, with the local time. */
#ifndef BIWU_HUB_LOG_H
#define BIWU_HUB_LOG_H

#include "base/diag.h"

/* Writes one line; control characters in it become '?'. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Writes every finding about one file. */
void log_findings(const struct diags *diags, struct text source);

#endif
