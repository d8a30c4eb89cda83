/* Marks: exact decimals, counted in 1/10000. Never floating point. */
#ifndef BIWU_CORE_MARK_H
#define BIWU_CORE_MARK_H

#include "base/text.h"

typedef int64_t mark_t;

enum { MARK_ONE = 10000, MARK_DECIMALS = 4, MARK_TEXT_SIZE = 24 };
#define MARK_MAX (INT64_C(1000000) * MARK_ONE)

/* "87.5", "-10", up to four decimals, magnitude at most 1,000,000; nothing before or after. */
bool mark_parse(struct text t, mark_t *out);
/* The shortest exact text: "87.5", "90", "-0.25". Returns out. */
const char *mark_format(mark_t mark, char out[static MARK_TEXT_SIZE]);
/* Rounds half away from zero (四舍五入) to 0…4 decimals. */
mark_t mark_round(mark_t mark, int decimals);
/* full × part / whole, rounded once, half away from zero, to `decimals`. whole > 0, 0 ≤ part ≤ whole ≤ 10^6.
 */
mark_t mark_share(mark_t full, int64_t part, int64_t whole, int decimals);
/* mark × times / by, rounded once, half away from zero, to `decimals`; by > 0, the result within mark_t. Of
 * any sign, and of any size that is a mark's. */
mark_t mark_ratio(mark_t mark, int64_t times, int64_t by, int decimals);
/* Splits `full` by weights ≥ 1 into out[count] so that the parts add up to exactly `full` (which has no more
 * than `decimals` decimals): part k is round(full × W_k / W) − round(full × W_(k−1) / W), W_k being the sum
 * of the weights up to k. */
void mark_split(mark_t full, const int *weights, int count, int decimals, mark_t *out);

#endif
