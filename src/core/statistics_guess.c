#include "core/statistics.h"

#include <math.h>

static double binomial(int n, int k)
{
    double ways = 1;
    for (int i = 1; i <= k; i++)
        ways = ways * (n - k + i) / i;
    return ways;
}

/* The lowest `count` bits of `set`. */
static uint32_t lowest(uint32_t set, int count)
{
    uint32_t taken = 0;
    for (; count > 0 && set; count--) {
        taken |= set & -set;
        set &= set - 1;
    }
    return taken;
}

/* The rules of credit see only how many right and wrong ones were chosen, so one choice stands for all with
 * the same numbers. */
static double guess_several(const struct item *item, enum credit credit)
{
    uint32_t all = (UINT32_C(1) << item->option_count) - 1;
    int keys = __builtin_popcount(item->key & all), others = item->option_count - keys;
    double sum = 0;
    for (int right = 0; right <= keys; right++)
        for (int wrong = 0; wrong <= others; wrong++) {
            if (right + wrong == 0)
                continue;
            struct response response = {
                .given = true, .chosen = lowest(item->key & all, right) | lowest(all & ~item->key, wrong)};
            struct marking marking = marking_of(item, &response, MARK_ONE, credit, MARK_DECIMALS);
            sum += binomial(keys, right) * binomial(others, wrong) * marking.part / marking.whole;
        }
    return sum / (double)all;
}

static double guess_order(const struct item *item, enum credit credit)
{
    if (credit == CREDIT_ADJACENT && item->option_count > 1)
        return 1.0 / item->option_count;
    return 1 / tgamma(item->option_count + 1);
}

double statistics_guess(const struct item *item, enum credit credit)
{
    switch (item->kind) {
    case ITEM_SINGLE:
    case ITEM_MATCH:
        return 1.0 / item->option_count;
    case ITEM_TRUEFALSE:
        return 0.5;
    case ITEM_MULTIPLE:
    case ITEM_SPOT:
        return guess_several(item, credit);
    case ITEM_ORDER:
        return guess_order(item, credit);
    case ITEM_BLANK:
    case ITEM_NUMERIC:
    case ITEM_SHORT:
        return 0;
    case ITEM_CASE:
        break;
    }
    return NAN;
}
