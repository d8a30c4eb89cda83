#include "core/ranks.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* When the spans of all columns and the rows' own numbers fit into 64 bits side by side, as they do for marks
 * and times of a real test, rows are sorted as such words, by radix: each pass looks at one digit, from the
 * lowest up, and keeps the order of the pass before. */
enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, WORD_BITS = 64 };

struct span {
    int64_t least;
    int bits;
};

static int bits_of(uint64_t value)
{
    return value ? WORD_BITS - __builtin_clzll(value) : 0;
}

static struct span span_of(const int64_t *column, size_t count)
{
    int64_t least = column[0], greatest = column[0];
    for (size_t i = 1; i < count; i++) {
        least = column[i] < least ? column[i] : least;
        greatest = column[i] > greatest ? column[i] : greatest;
    }
    return (struct span){least, bits_of((uint64_t)greatest - (uint64_t)least)};
}

/* The columns as one number, row by row, above the row's own. */
static void pack(const int64_t *const *columns, const struct span *spans, int column_count, size_t count,
                 int row_bits, uint64_t *words)
{
    memset(words, 0, count * sizeof *words);
    for (int k = 0; k < column_count; k++) {
        uint64_t least = (uint64_t)spans[k].least;
        for (size_t i = 0; i < count; i++)
            words[i] = words[i] << spans[k].bits | ((uint64_t)columns[k][i] - least);
    }
    for (size_t i = 0; i < count; i++)
        words[i] = words[i] << row_bits | i;
}

static bool is_in_order(const uint64_t *words, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (words[i - 1] > words[i])
            return false;
    return true;
}

/* Sorts by the bits from `from` up to `to`; the result is in one of the two arrays, which is returned. */
static uint64_t *sort_words(uint64_t *words, uint64_t *spare, size_t count, int from, int to)
{
    for (int shift = from; shift < to; shift += DIGIT_BITS) {
        size_t starts[DIGITS] = {0}, at = 0;
        for (size_t i = 0; i < count; i++)
            starts[words[i] >> shift & (DIGITS - 1)]++;
        for (size_t digit = 0; digit < DIGITS; digit++) {
            size_t size = starts[digit];
            starts[digit] = at;
            at += size;
        }
        for (size_t i = 0; i < count; i++)
            spare[starts[words[i] >> shift & (DIGITS - 1)]++] = words[i];
        uint64_t *sorted = spare;
        spare = words;
        words = sorted;
    }
    return words;
}

static void order_words(const int64_t *const *columns, const struct span *spans, int column_count,
                        size_t count, int key_bits, uint32_t *order, int *ranks)
{
    int row_bits = bits_of(count - 1);
    uint64_t *words = xmalloc(count * sizeof *words), *spare = NULL, *sorted = words;
    pack(columns, spans, column_count, count, row_bits, words);
    if (!is_in_order(words, count)) {
        spare = xmalloc(count * sizeof *spare);
        sorted = sort_words(words, spare, count, row_bits, row_bits + key_bits);
    }
    uint64_t rows = (UINT64_C(1) << row_bits) - 1;
    for (size_t i = 0; i < count; i++) {
        bool tied = i > 0 && sorted[i] >> row_bits == sorted[i - 1] >> row_bits;
        order[i] = (uint32_t)(sorted[i] & rows);
        ranks[i] = tied ? ranks[i - 1] : (int)i + 1;
    }
    free(words);
    free(spare);
}

/* qsort_r's context. */
struct comparison {
    const int64_t *const *columns;
    int column_count;
};

static int compare_columns(const struct comparison *comparison, uint32_t a, uint32_t b)
{
    for (int k = 0; k < comparison->column_count; k++) {
        const int64_t *column = comparison->columns[k];
        if (column[a] != column[b])
            return column[a] < column[b] ? -1 : 1;
    }
    return 0;
}

static int compare_rows(const void *left, const void *right, void *context)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    int order = compare_columns(context, a, b);
    return order != 0 ? order : (a > b) - (a < b);
}

static void order_any(const int64_t *const *columns, int column_count, size_t count, uint32_t *order,
                      int *ranks)
{
    struct comparison comparison = {columns, column_count};
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, count, sizeof *order, compare_rows, &comparison);
    for (size_t i = 0; i < count; i++) {
        bool tied = i > 0 && compare_columns(&comparison, order[i - 1], order[i]) == 0;
        ranks[i] = tied ? ranks[i - 1] : (int)i + 1;
    }
}

void ranks_order(const int64_t *const *columns, int column_count, size_t count, uint32_t *order, int *ranks)
{
    enum { COLUMNS_PACKED = 8 };
    struct span spans[COLUMNS_PACKED];
    int bits = 0;
    if (count == 0)
        return;
    for (int k = 0; k < column_count && k < COLUMNS_PACKED; k++) {
        spans[k] = span_of(columns[k], count);
        bits += spans[k].bits;
    }
    /* A shift by all 64 bits is undefined: one bit is left free. */
    if (column_count <= COLUMNS_PACKED && bits + bits_of(count - 1) < WORD_BITS)
        order_words(columns, spans, column_count, count, bits, order, ranks);
    else
        order_any(columns, column_count, count, order, ranks);
}
