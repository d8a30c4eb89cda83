/* Results of several events side by side (几场合计): who took how many of them, with which sum. */
#ifndef BIWU_CORE_TOGETHER_H
#define BIWU_CORE_TOGETHER_H

#include "core/mark.h"

struct together {
    size_t who;  /* the caller's */
    int taken;   /* events with a result */
    int passed;  /* of these */
    mark_t sum;  /* of their marks; an event without a result adds nothing */
    mark_t mean; /* sum / taken; 0 when none was taken */
    int rank;    /* 0: unranked, nothing was taken */
};

void together_add(struct together *row, mark_t mark, bool passed);
/* Fills means, rounded half up to `decimals`, and ranks; sorts. By sum (or by mean), the greater first; equal
 * ones share a rank and stand in the order of `who`; those who took nothing stand last, unranked. */
void together_rank(struct together *rows, size_t count, bool by_mean, int decimals);

#endif
