#include "core/together.h"

#include <stdlib.h>

void together_add(struct together *row, mark_t mark, bool passed)
{
    row->taken++;
    row->passed += passed;
    row->sum += mark;
}

static int compare(const struct together *a, const struct together *b, bool by_mean)
{
    mark_t x = by_mean ? a->mean : a->sum, y = by_mean ? b->mean : b->sum;
    int unranked = (a->taken == 0) - (b->taken == 0);
    return unranked ? unranked : (x < y) - (x > y);
}

static int compare_rows(const void *left, const void *right, void *context)
{
    const struct together *a = left, *b = right;
    const bool *by_mean = context;
    int order = compare(a, b, *by_mean);
    return order ? order : (a->who > b->who) - (a->who < b->who);
}

void together_rank(struct together *rows, size_t count, bool by_mean, int decimals)
{
    for (size_t i = 0; i < count; i++)
        rows[i].mean = rows[i].taken ? mark_ratio(rows[i].sum, 1, rows[i].taken, decimals) : 0;
    if (count)
        qsort_r(rows, count, sizeof *rows, compare_rows, &by_mean);
    for (size_t i = 0; i < count; i++) {
        bool tied = i > 0 && compare(&rows[i - 1], &rows[i], by_mean) == 0;
        rows[i].rank = rows[i].taken == 0 ? 0 : tied ? rows[i - 1].rank : (int)i + 1;
    }
}
