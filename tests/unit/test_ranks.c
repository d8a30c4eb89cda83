#include "base/mem.h"
#include "base/rng.h"
#include "core/ranks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MANY = 3000, COLUMNS = 10 };

struct rows {
    int64_t values[COLUMNS][MANY];
    const int64_t *columns[COLUMNS];
    int column_count;
    size_t count;
};

static bool is_before(const struct rows *rows, uint32_t a, uint32_t b)
{
    for (int k = 0; k < rows->column_count; k++)
        if (rows->columns[k][a] != rows->columns[k][b])
            return rows->columns[k][a] < rows->columns[k][b];
    return false;
}

/* Every row once, none before a better one, equal ones as they were, ranks as counted. */
static void check(const struct rows *rows)
{
    uint32_t order[MANY];
    int ranks[MANY];
    bool seen[MANY] = {false};
    ranks_order(rows->columns, rows->column_count, rows->count, order, ranks);
    for (size_t i = 0; i < rows->count; i++) {
        assert_in_range(order[i], 0, rows->count - 1);
        assert_false(seen[order[i]]);
        seen[order[i]] = true;
        if (i == 0) {
            assert_int_equal(ranks[i], 1);
            continue;
        }
        assert_false(is_before(rows, order[i], order[i - 1]));
        bool tied = !is_before(rows, order[i - 1], order[i]);
        if (tied)
            assert_true(order[i - 1] < order[i]);
        assert_int_equal(ranks[i], tied ? ranks[i - 1] : (int)i + 1);
    }
}

static void fill(struct rows *rows, struct rng *rng, size_t count, int columns, int bits, int64_t least)
{
    rows->count = count;
    rows->column_count = columns;
    for (int k = 0; k < columns; k++) {
        rows->columns[k] = rows->values[k];
        for (size_t i = 0; i < count; i++) {
            uint64_t value = (uint64_t)rng_next(rng) << 32 | rng_next(rng);
            rows->values[k][i] =
                (int64_t)((uint64_t)least + (bits >= 64 ? value : value & ((UINT64_C(1) << bits) - 1)));
        }
    }
}

static void order_is_as_compared(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 3, 17, 1024, 1025, MANY};
    static const int bits[] = {0, 1, 2, 5, 11, 12, 20, 31, 53, 64};
    static const int64_t least[] = {0, -7, 1795430400000, INT64_MIN};
    struct rows *rows = xmalloc(sizeof *rows);
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("ranks"), text_of(""));
    for (size_t c = 0; c < COUNT_OF(counts); c++)
        for (size_t b = 0; b < COUNT_OF(bits); b++)
            for (size_t l = 0; l < COUNT_OF(least); l++)
                for (int columns = 0; columns <= 4; columns++) {
                    fill(rows, &rng, counts[c], columns, bits[b], least[l]);
                    check(rows);
                }
    fill(rows, &rng, 100, COLUMNS, 1, 0);
    check(rows);
    free(rows);
}

/* The widest that still goes side by side into one word, and one bit more. */
static void words_are_filled_to_the_brim(void **state)
{
    (void)state;
    struct rows *rows = xmalloc(sizeof *rows);
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("brim"), text_of(""));
    for (int bits = 45; bits <= 64; bits++)
        for (size_t count = 1000; count <= 1100; count += 50) {
            fill(rows, &rng, count, 1, bits, 0);
            rows->values[0][0] = bits == 64 ? -1 : (int64_t)((UINT64_C(1) << bits) - 1);
            rows->values[0][1] = 0;
            check(rows);
        }
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_as_compared),
        cmocka_unit_test(words_are_filled_to_the_brim),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
