#include "core/marking.h"
#include "items.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What `written` earns of `full` in 1/10000, at two decimals. */
static mark_t earned(const struct item *item, const char *written, mark_t full, enum credit credit)
{
    struct arena arena = ARENA_EMPTY;
    struct response response;
    struct err err = ERR_NONE;
    if (!response_parse(item, text_of(written), &arena, &response, &err))
        fail_msg("“%s” is refused: %s", written, err.message);
    struct marking marking = marking_of(item, &response, full, credit, 2);
    assert_non_null(marking.rule);
    assert_int_equal(marking.mark, mark_share(full, marking.part, marking.whole, 2));
    arena_finish(&arena);
    return marking.mark;
}

static void single_and_truefalse_are_right_or_nothing(void **state)
{
    (void)state;
    struct item item = item_with_options(ITEM_SINGLE, 4, 4);
    for (int credit = 0; credit < CREDITS; credit++) {
        assert_int_equal(earned(&item, "C", 15000, (enum credit)credit), 15000);
        assert_int_equal(earned(&item, "B", 15000, (enum credit)credit), 0);
        assert_int_equal(earned(&item, "", 15000, (enum credit)credit), 0);
    }
    item = item_with_options(ITEM_TRUEFALSE, 0, 0);
    assert_int_equal(earned(&item, "错", 10000, CREDIT_EXACT), 10000);
    assert_int_equal(earned(&item, "对", 10000, CREDIT_DECISIONS), 0);
    assert_int_equal(earned(&item, "", 10000, CREDIT_EXACT), 0);
}

/* Key ABD of five options, 2 marks: what each rule gives for each response. */
static void several_keys_follow_the_credit_rule(void **state)
{
    (void)state;
    static const struct {
        const char *response;
        mark_t marks[CREDITS]; /* exact, short-half, short-each, net, decisions, adjacent (as exact) */
    } cases[] = {
        {"ABD", {20000, 20000, 20000, 20000, 20000, 20000}},
        {"AB", {0, 10000, 13300, 13300, 16000, 0}},
        {"D", {0, 10000, 6700, 6700, 12000, 0}},
        {"ABCD", {0, 0, 0, 13300, 16000, 0}},
        {"AC", {0, 0, 0, 0, 8000, 0}},
        {"C", {0, 0, 0, 0, 4000, 0}},
        {"CE", {0, 0, 0, 0, 0, 0}},
        {"ABCDE", {0, 0, 0, 6700, 12000, 0}},
        {"", {0, 0, 0, 0, 0, 0}},
    };
    struct item item = item_with_options(ITEM_MULTIPLE, 5, 0xB);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int credit = 0; credit < CREDITS; credit++)
            assert_int_equal(earned(&item, cases[i].response, 20000, (enum credit)credit),
                             cases[i].marks[credit]);
    item.kind = ITEM_SPOT;
    assert_int_equal(earned(&item, "1 2", 20000, CREDIT_SHORT_EACH), 13300);
    assert_int_equal(earned(&item, "", 20000, CREDIT_DECISIONS), 0);
}

static void an_empty_choice_earns_nothing(void **state)
{
    (void)state;
    struct item item = item_with_options(ITEM_MULTIPLE, 4, 1);
    struct response response = {.given = true, .chosen = 0};
    assert_int_equal(marking_of(&item, &response, 10000, CREDIT_DECISIONS, 2).mark, 0);
}

static void order_counts_all_or_neighbours(void **state)
{
    (void)state;
    struct item item = item_with_options(ITEM_ORDER, 4, 0);
    assert_int_equal(earned(&item, "ABCD", 30000, CREDIT_EXACT), 30000);
    assert_int_equal(earned(&item, "BCDA", 30000, CREDIT_EXACT), 0);
    assert_int_equal(earned(&item, "BCDA", 30000, CREDIT_NET), 0);
    assert_int_equal(earned(&item, "ABCD", 30000, CREDIT_ADJACENT), 30000);
    assert_int_equal(earned(&item, "BCDA", 30000, CREDIT_ADJACENT), 20000);
    assert_int_equal(earned(&item, "CDAB", 30000, CREDIT_ADJACENT), 20000);
    assert_int_equal(earned(&item, "ABDC", 30000, CREDIT_ADJACENT), 10000);
    assert_int_equal(earned(&item, "DCBA", 30000, CREDIT_ADJACENT), 0); /* the right way round only */
    assert_int_equal(earned(&item, "", 30000, CREDIT_ADJACENT), 0);
}

static void match_counts_each_pair(void **state)
{
    (void)state;
    static const uint8_t right_of[3] = {1, 0, 1};
    struct item item = item_with_options(ITEM_MATCH, 3, 0);
    item.left_count = 3;
    item.right_of = right_of;
    assert_int_equal(earned(&item, "1B 2A 3B", 30000, CREDIT_EXACT), 30000);
    assert_int_equal(earned(&item, "1B 3B", 30000, CREDIT_EXACT), 20000);
    assert_int_equal(earned(&item, "1A 2A 3C", 30000, CREDIT_EXACT), 10000);
    assert_int_equal(earned(&item, "", 30000, CREDIT_EXACT), 0);
}

static void numeric_is_right_within_the_tolerance(void **state)
{
    (void)state;
    struct item item = {.kind = ITEM_NUMERIC, .unit = TEXT("元")};
    assert_true(decimal_parse(text_of("12.5"), &item.number));
    assert_true(decimal_parse(text_of("0.1"), &item.tolerance));
    assert_int_equal(earned(&item, "12.6元", 20000, CREDIT_EXACT), 20000);
    assert_int_equal(earned(&item, "12.4", 20000, CREDIT_EXACT), 20000);
    assert_int_equal(earned(&item, "12.60001", 20000, CREDIT_EXACT), 0);
    assert_int_equal(earned(&item, "", 20000, CREDIT_EXACT), 0);
}

static void blanks_are_compared_in_folded_form(void **state)
{
    (void)state;
    static const struct text first[] = {TEXT("民主集中制"), TEXT("Democratic Centralism")};
    static const struct text second[] = {TEXT("3")};
    static const struct blank blanks[] = {{first, 2}, {second, 1}};
    struct item item = {.kind = ITEM_BLANK, .blanks = blanks, .blank_count = 2};
    assert_int_equal(earned(&item, "民主 集中制|３", 20000, CREDIT_EXACT), 20000);
    assert_int_equal(earned(&item, "democratic  centralism|4", 20000, CREDIT_EXACT), 10000);
    assert_int_equal(earned(&item, "3|民主集中制", 20000, CREDIT_EXACT), 0);
    assert_int_equal(earned(&item, "|3", 20000, CREDIT_EXACT), 10000);
    assert_int_equal(earned(&item, "|", 20000, CREDIT_EXACT), 0);
    item.any_order = true;
    assert_int_equal(earned(&item, "3|民主集中制", 20000, CREDIT_EXACT), 20000);
    assert_int_equal(earned(&item, "3|3", 20000, CREDIT_EXACT), 10000);
}

/* 甲 fits both blanks and 乙 only the first: taking the first fit for 甲 would leave 乙 without. */
static void any_order_finds_the_best_assignment(void **state)
{
    (void)state;
    static const struct blank blanks[] = {{items_letters, 2}, {items_letters, 1}};
    struct item item = {.kind = ITEM_BLANK, .blanks = blanks, .blank_count = 2, .any_order = true};
    assert_int_equal(earned(&item, "甲|乙", 20000, CREDIT_EXACT), 20000);
    assert_int_equal(earned(&item, "乙|甲", 20000, CREDIT_EXACT), 20000);
    assert_int_equal(earned(&item, "乙|乙", 20000, CREDIT_EXACT), 10000);
}

static void names_of_credit_rules_go_both_ways(void **state)
{
    (void)state;
    for (int i = 0; i < CREDITS; i++) {
        enum credit credit;
        assert_true(credit_from_name(text_of(credit_name((enum credit)i)), &credit));
        assert_int_equal(credit, i);
    }
    enum credit credit;
    assert_false(credit_from_name(text_of("short"), &credit));
}

/* ---- Against another computation ----------------------------------------------------------------- */

struct ratio {
    int part, whole;
};

static bool bit(uint32_t set, int i)
{
    return (set & UINT32_C(1) << i) != 0;
}

static struct ratio expect_several(const struct item *item, const struct response *response,
                                   enum credit credit)
{
    int keys = 0, right = 0, wrong = 0, judged = 0;
    for (int i = 0; i < item->option_count; i++) {
        keys += bit(item->key, i);
        right += bit(item->key, i) && bit(response->chosen, i);
        wrong += !bit(item->key, i) && bit(response->chosen, i);
        judged += bit(item->key, i) == bit(response->chosen, i);
    }
    bool all = right == keys && wrong == 0;
    switch (credit) {
    case CREDIT_SHORT_HALF:
        return (struct ratio){all ? 2 : wrong == 0 && right > 0, 2};
    case CREDIT_SHORT_EACH:
        return (struct ratio){wrong ? 0 : right, keys};
    case CREDIT_NET:
        return (struct ratio){right > wrong ? right - wrong : 0, keys};
    case CREDIT_DECISIONS:
        return (struct ratio){judged, item->option_count};
    default:
        return (struct ratio){all, 1};
    }
}

static struct ratio expect_order(const struct item *item, const struct response *response, bool adjacent)
{
    int place[ITEM_MAX_OPTIONS], kept = 0;
    for (int i = 0; i < item->option_count; i++)
        place[response->order[i]] = i;
    for (int a = 0; a + 1 < item->option_count; a++)
        kept += place[a + 1] == place[a] + 1;
    if (adjacent)
        return (struct ratio){kept, item->option_count - 1};
    return (struct ratio){kept == item->option_count - 1, 1};
}

static bool is_accepted(const struct blank *blank, struct text entry)
{
    for (int i = 0; i < blank->count; i++)
        if (entry.len && text_equal(blank->accepted[i], entry))
            return true;
    return false;
}

/* The best assignment by trying all, over sets of blanks already taken. */
static int best_assignment(const struct item *item, const struct response *response, int entry,
                           unsigned taken)
{
    if (entry == item->blank_count)
        return 0;
    int best = best_assignment(item, response, entry + 1, taken);
    for (int k = 0; k < item->blank_count; k++)
        if (!(taken & 1u << k) && is_accepted(&item->blanks[k], response->blanks[entry])) {
            int here = 1 + best_assignment(item, response, entry + 1, taken | 1u << k);
            best = here > best ? here : best;
        }
    return best;
}

static struct ratio expect_blanks(const struct item *item, const struct response *response)
{
    if (item->any_order)
        return (struct ratio){best_assignment(item, response, 0, 0), item->blank_count};
    int right = 0;
    for (int k = 0; k < item->blank_count; k++)
        right += is_accepted(&item->blanks[k], response->blanks[k]);
    return (struct ratio){right, item->blank_count};
}

static struct ratio expect(const struct item *item, const struct response *response, enum credit credit)
{
    if (!response->given)
        return (struct ratio){0, 1};
    decimal_units apart = item->number.units - response->number.units;
    int right = 0;
    switch (item->kind) {
    case ITEM_MULTIPLE:
    case ITEM_SPOT:
        return expect_several(item, response, credit);
    case ITEM_ORDER:
        return expect_order(item, response, credit == CREDIT_ADJACENT);
    case ITEM_BLANK:
        return expect_blanks(item, response);
    case ITEM_MATCH:
        for (int i = 0; i < item->left_count; i++)
            right += response->right_of[i] == item->right_of[i];
        return (struct ratio){right, item->left_count};
    case ITEM_NUMERIC:
        return (struct ratio){apart * apart <= item->tolerance.units * item->tolerance.units, 1};
    case ITEM_SHORT:
        return (struct ratio){0, 1}; /* no machine reads it */
    default:
        return (struct ratio){response->chosen == item->key, 1};
    }
}

/* full × part / whole to the nearest unit, halves up, by counting up: nothing shared with core/mark.c. */
static mark_t expect_mark(mark_t full, struct ratio share, int64_t unit)
{
    int64_t twice = 2 * full * share.part, step = 2 * unit * share.whole;
    int64_t mark = twice / step * unit;
    return twice % step * 2 >= step ? mark + unit : mark;
}

static void every_mark_agrees_with_another_computation(void **state)
{
    (void)state;
    static const int64_t units[] = {10000, 1000, 100, 10, 1};
    struct rng rng;
    rng_init(&rng, text_of("test"), text_of("marking"), text_of(""));
    int partial = 0;
    for (int i = 0; i < 40000; i++) {
        struct arena arena = ARENA_EMPTY;
        struct item item = random_item(&rng, (enum item_kind)(i % ITEM_CASE), &arena);
        if (item.blank_count > 6)
            item.blank_count = 6; /* trying all assignments takes its time */
        struct response response = random_response(&rng, &item);
        enum credit credit = (enum credit)rng_below(&rng, CREDITS);
        int decimals = (int)rng_below(&rng, 5);
        mark_t full = (mark_t)rng_below(&rng, 1000000);
        struct marking marking = marking_of(&item, &response, full, credit, decimals);
        struct ratio share = expect(&item, &response, credit);
        assert_int_equal((int64_t)marking.part * share.whole, (int64_t)share.part * marking.whole);
        assert_int_equal(marking.mark, expect_mark(full, share, units[decimals]));
        partial += share.part > 0 && share.part < share.whole;
        arena_finish(&arena);
    }
    assert_true(partial > 3000);
}

static void a_case_is_split_over_its_children(void **state)
{
    (void)state;
    struct item children[3] = {{.weight = 1}, {.weight = 1}, {.weight = 1}};
    struct item parent = {.kind = ITEM_CASE, .children = children, .child_count = 3};
    mark_t out[3];
    marking_split(100000, &parent, 2, out);
    assert_int_equal(out[0], 33300);
    assert_int_equal(out[1], 33400);
    assert_int_equal(out[2], 33300);
    children[1].weight = 2;
    marking_split(100000, &parent, 2, out);
    assert_int_equal(out[0], 25000);
    assert_int_equal(out[1], 50000);
    assert_int_equal(out[2], 25000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_and_truefalse_are_right_or_nothing),
        cmocka_unit_test(several_keys_follow_the_credit_rule),
        cmocka_unit_test(an_empty_choice_earns_nothing),
        cmocka_unit_test(order_counts_all_or_neighbours),
        cmocka_unit_test(match_counts_each_pair),
        cmocka_unit_test(numeric_is_right_within_the_tolerance),
        cmocka_unit_test(blanks_are_compared_in_folded_form),
        cmocka_unit_test(any_order_finds_the_best_assignment),
        cmocka_unit_test(names_of_credit_rules_go_both_ways),
        cmocka_unit_test(every_mark_agrees_with_another_computation),
        cmocka_unit_test(a_case_is_split_over_its_children),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
