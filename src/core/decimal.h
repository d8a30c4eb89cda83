/* Exact decimal numbers for the numeric kind: up to 18 digits before and 18 after the point. */
#ifndef BIWU_CORE_DECIMAL_H
#define BIWU_CORE_DECIMAL_H

#include "base/text.h"

__extension__ typedef __int128 decimal_units;

struct decimal {
    decimal_units units; /* count of 10^-18 */
};

enum { DECIMAL_DIGITS = 18, DECIMAL_TEXT_SIZE = 48 };

/* Optional sign, digits, optional point and digits; ASCII only; nothing before or after. */
bool decimal_parse(struct text t, struct decimal *out);
/* The shortest exact text. Returns out. */
const char *decimal_format(struct decimal d, char out[static DECIMAL_TEXT_SIZE]);
/* |a − b| ≤ tolerance, exactly. */
bool decimal_within(struct decimal a, struct decimal b, struct decimal tolerance);
static inline bool decimal_is_negative(struct decimal d)
{
    return d.units < 0;
}

#endif
