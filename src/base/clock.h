/* Reading clocks and writing times. Wall times are milliseconds since 1970-01-01 UTC. */
#ifndef BIWU_BASE_CLOCK_H
#define BIWU_BASE_CLOCK_H

#include "base/text.h"

int64_t clock_wall_ms(void);
/* CLOCK_BOOTTIME: goes on while the machine sleeps, knows nothing of changes of the wall clock. */
int64_t clock_boot_ms(void);
/* Process CPU and monotonic time in nanoseconds, for benchmarks. */
int64_t clock_monotonic_ns(void);

enum { CLOCK_TEXT_SIZE = 32 };
/* "2026-11-23 08:30:05" in local time; returns out. */
const char *clock_format(int64_t wall_ms, char out[static CLOCK_TEXT_SIZE]);
/* "2026-11-23 08:30". */
const char *clock_format_minute(int64_t wall_ms, char out[static CLOCK_TEXT_SIZE]);
/* "2026-11-23" (midnight), "2026-11-23 08:30" or "2026-11-23 08:30:05" (also with a T), local time; false for
 * anything else and for dates that do not exist. */
bool clock_parse(struct text t, int64_t *wall_ms);
/* "1:05:09" or "5:09": a duration, rounded up to whole seconds. */
const char *clock_format_duration(int64_t ms, char out[static CLOCK_TEXT_SIZE]);

#endif
