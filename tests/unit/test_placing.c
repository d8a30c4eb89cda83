#include "base/mem.h"
#include "base/rng.h"
#include "core/entrant.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct text members[] = {TEXT("10021"), TEXT("10022")};
static const struct entrant entrants[] = {
    {.code = TEXT("A"), .name = TEXT("通风二队"), .members = members, .member_count = 2},
    {.code = TEXT("B"), .name = TEXT("综采一队")},
};

static void entrants_are_found_by_code_and_member(void **state)
{
    (void)state;
    assert_int_equal(entrant_find(entrants, 2, text_of("A")), 0);
    assert_int_equal(entrant_find(entrants, 2, text_of("B")), 1);
    assert_int_equal(entrant_find(entrants, 2, text_of("a")), -1);
    assert_int_equal(entrant_find(entrants, 0, text_of("A")), -1);
    assert_true(entrant_has_member(&entrants[0], text_of("10022")));
    assert_false(entrant_has_member(&entrants[0], text_of("1002")));
    assert_false(entrant_has_member(&entrants[1], text_of("10022")));
}

static void ranks_get_their_awards(void **state)
{
    (void)state;
    static const struct award awards[] = {
        {TEXT("状元"), 1, 1},
        {TEXT("一等奖"), 2, 4},
        {TEXT("优秀奖"), 8, 10},
    };
    assert_ptr_equal(award_of(awards, 3, 1), &awards[0]);
    assert_ptr_equal(award_of(awards, 3, 2), &awards[1]);
    assert_ptr_equal(award_of(awards, 3, 4), &awards[1]);
    assert_null(award_of(awards, 3, 5));
    assert_null(award_of(awards, 3, 7));
    assert_ptr_equal(award_of(awards, 3, 8), &awards[2]);
    assert_null(award_of(awards, 3, 11));
    assert_null(award_of(awards, 3, 0)); /* the unranked */
    assert_null(award_of(NULL, 0, 1));
}

static void assert_row(const struct placing *row, int entrant, int rank, int decided)
{
    assert_int_equal(row->entrant, entrant);
    assert_int_equal(row->rank, rank);
    assert_int_equal(row->decided, decided);
}

static void the_chain_decides_key_by_key(void **state)
{
    (void)state;
    struct placing rows[] = {
        {.entrant = 0, .keys = {90, -30, 5}},  {.entrant = 1, .keys = {95, -40, 1}},
        {.entrant = 2, .keys = {90, -20, 0}},  {.entrant = 3, .keys = {90, -30, 7}},
        {.entrant = 4, .keys = {90, -30, 5}},  {.entrant = 5, .keys = {99}, .unranked = true},
        {.entrant = 6, .keys = {-10, 99, 99}}, {.entrant = 7, .unranked = true},
    };
    placing_rank(rows, COUNT_OF(rows), 3);
    assert_row(&rows[0], 1, 1, -1);
    assert_row(&rows[1], 2, 2, 0);
    assert_row(&rows[2], 3, 3, 1);
    assert_row(&rows[3], 0, 4, 2);
    assert_row(&rows[4], 4, 4, -1);
    assert_row(&rows[5], 6, 6, 0);
    assert_row(&rows[6], 5, 0, -1);
    assert_row(&rows[7], 7, 0, -1);
}

static void without_keys_all_share_the_first_rank(void **state)
{
    (void)state;
    struct placing rows[] = {{.entrant = 2, .keys = {1}}, {.entrant = 0, .keys = {2}}};
    placing_rank(rows, 2, 0);
    assert_row(&rows[0], 0, 1, -1);
    assert_row(&rows[1], 2, 1, -1);
    placing_rank(rows, 0, 1);
    placing_rank(NULL, 0, 1);
}

/* How many of the rows are better than this one, by the definition of a rank. */
static int count_better(const struct placing *rows, size_t count, const struct placing *row, int keys)
{
    int better = 0;
    for (size_t i = 0; i < count; i++) {
        int key = 0;
        while (key < keys && rows[i].keys[key] == row->keys[key])
            key++;
        better += !rows[i].unranked && key < keys && rows[i].keys[key] > row->keys[key];
    }
    return better;
}

static void a_rank_is_one_more_than_those_who_are_better(void **state)
{
    (void)state;
    enum { ROWS = 40 };
    struct rng rng;
    rng_init(&rng, text_of("placing"), text_of("test"), text_of(""));
    for (int round = 0; round < 500; round++) {
        struct placing rows[ROWS];
        size_t count = rng_below(&rng, ROWS + 1);
        int keys = (int)rng_below(&rng, 4);
        for (size_t i = 0; i < count; i++) {
            rows[i] = (struct placing){.entrant = (int)i, .unranked = rng_below(&rng, 6) == 0};
            for (int k = 0; k < 4; k++)
                rows[i].keys[k] = (int64_t)rng_below(&rng, 3) - 1;
        }
        placing_rank(rows, count, keys);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(rows[i].rank,
                             rows[i].unranked ? 0 : count_better(rows, count, &rows[i], keys) + 1);
            bool first = i == 0 || rows[i].unranked || rows[i].rank == rows[i - 1].rank;
            assert_int_equal(rows[i].decided == -1, first);
            if (!first)
                assert_true(rows[i].keys[rows[i].decided] < rows[i - 1].keys[rows[i].decided]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entrants_are_found_by_code_and_member),
        cmocka_unit_test(ranks_get_their_awards),
        cmocka_unit_test(the_chain_decides_key_by_key),
        cmocka_unit_test(without_keys_all_share_the_first_rank),
        cmocka_unit_test(a_rank_is_one_more_than_those_who_are_better),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
