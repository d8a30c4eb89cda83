/* Numbers in order: for medians, and for the best that an item's covariance could be. */
#include "core/statistics_private.h"

#include "base/mem.h"

#include <stdlib.h>

static void count_list(struct spread *spread)
{
    spread->counts = xcalloc(spread->values, sizeof *spread->counts);
    for (size_t i = 0; i < spread->count; i++)
        spread->counts[spread->list[i]]++;
    free(spread->list);
    spread->list = NULL;
}

void spread_list(struct spread *spread, uint32_t value)
{
    if (spread->count >= spread->values) {
        count_list(spread);
        spread->counts[value]++;
        return;
    }
    if (spread->count == spread->capacity)
        spread->list = xgrow(spread->list, &spread->capacity, spread->count + 1, sizeof *spread->list);
    spread->list[spread->count++] = value;
}

static void sort_list(struct spread *spread)
{
    uint64_t *values = xmalloc(spread->count * sizeof *values);
    for (size_t i = 0; i < spread->count; i++)
        values[i] = spread->list[i];
    statistics_sort(values, spread->count);
    for (size_t i = 0; i < spread->count; i++)
        spread->list[i] = (uint32_t)values[i];
    free(values);
}

void spread_settle(struct spread *spread)
{
    if (!spread->counts) {
        sort_list(spread);
        return;
    }
    spread->count = 0;
    for (uint32_t i = 0; i < spread->values; i++)
        spread->count += spread->counts[i];
}

bool spread_next(struct spread_run *run)
{
    const struct spread *spread = run->spread;
    if (!spread->counts) {
        if (run->at >= spread->count)
            return false;
        run->value = spread->list[run->at++];
        run->count = 1;
        return true;
    }
    while (run->at < spread->values && spread->counts[run->at] == 0)
        run->at++;
    if (run->at >= spread->values)
        return false;
    run->value = (uint32_t)run->at;
    run->count = spread->counts[run->at++];
    return true;
}

void spread_finish(struct spread *spread)
{
    free(spread->list);
    free(spread->counts);
}

enum { DIGIT_BITS = 8, DIGITS = 64 / DIGIT_BITS, DIGIT_VALUES = 1 << DIGIT_BITS };

void statistics_sort(uint64_t *values, size_t count)
{
    uint64_t *from = values, *spare = xmalloc(count * sizeof *spare), *to = spare;
    for (int digit = 0; digit < DIGITS; digit++) {
        size_t start[DIGIT_VALUES + 1] = {0};
        int shift = digit * DIGIT_BITS;
        for (size_t i = 0; i < count; i++)
            start[(from[i] >> shift & (DIGIT_VALUES - 1)) + 1]++;
        if (count == 0 || start[(from[0] >> shift & (DIGIT_VALUES - 1)) + 1] == count)
            continue; /* all have the same digit */
        for (int i = 0; i < DIGIT_VALUES; i++)
            start[i + 1] += start[i];
        for (size_t i = 0; i < count; i++)
            to[start[from[i] >> shift & (DIGIT_VALUES - 1)]++] = from[i];
        uint64_t *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != values)
        memcpy(values, from, count * sizeof *values);
    free(spare);
}
