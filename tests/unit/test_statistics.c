/* Item and test statistics: published figures, figures worked out by hand, and what must always hold. */
#include "base/rng.h"
#include "core/statistics.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MAX_SLOTS = 24, MAX_PEOPLE = 3000 };

/* People's responses, kept so that they can be given twice and in any order. */
struct sitting {
    struct tally_slot slots[MAX_SLOTS];
    int count;
};

struct room {
    struct sitting *people;
    size_t count;
    struct statistics *statistics;
    struct arena arena;
    struct test_statistics test;
};

static void room_init(struct room *room)
{
    *room = (struct room){.people = calloc(MAX_PEOPLE, sizeof *room->people), .arena = ARENA_EMPTY};
}

static void room_finish(struct room *room)
{
    statistics_destroy(room->statistics);
    arena_finish(&room->arena);
    free(room->people);
}

static struct tally_slot slot_of(int64_t revision, mark_t mark, mark_t full)
{
    return (struct tally_slot){.revision = revision, .child = -1, .mark = mark, .full = full, .given = true};
}

static struct sitting *add_person(struct room *room)
{
    assert_true(room->count < MAX_PEOPLE);
    struct sitting *sitting = &room->people[room->count++];
    sitting->count = 0;
    return sitting;
}

static struct tally_slot *add_slot(struct sitting *sitting, int64_t revision, double mark, double full)
{
    assert_true(sitting->count < MAX_SLOTS);
    sitting->slots[sitting->count] =
        slot_of(revision, (mark_t)llround(mark * MARK_ONE), (mark_t)llround(full * MARK_ONE));
    return &sitting->slots[sitting->count++];
}

static mark_t total_of(const struct sitting *sitting, mark_t *full)
{
    mark_t total = 0;
    *full = 0;
    for (int i = 0; i < sitting->count; i++) {
        total += sitting->slots[i].mark;
        *full += sitting->slots[i].full;
    }
    return total;
}

/* The figures of the room; `backwards` gives the people in the opposite order. */
static const struct test_statistics *compute(struct room *room, bool backwards)
{
    statistics_destroy(room->statistics);
    room->statistics = statistics_create();
    mark_t full;
    for (size_t i = 0; i < room->count; i++) {
        mark_t total = total_of(&room->people[backwards ? room->count - 1 - i : i], &full);
        statistics_add_total(room->statistics, total, full);
    }
    statistics_divide(room->statistics);
    for (size_t i = 0; i < room->count; i++) {
        const struct sitting *sitting = &room->people[backwards ? room->count - 1 - i : i];
        statistics_add(room->statistics, total_of(sitting, &full), sitting->slots, sitting->count);
    }
    statistics_end(room->statistics, &room->arena, &room->test);
    return &room->test;
}

static const struct item_statistics *item_of(const struct room *room, int64_t revision)
{
    for (size_t i = 0; i < room->test.item_count; i++)
        if (room->test.items[i].revision == revision)
            return &room->test.items[i];
    fail_msg("no item %lld", (long long)revision);
    return NULL;
}

static void check_near(double found, double expected)
{
    if (isnan(expected) ? !isnan(found) : !(fabs(found - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("found %.15g, expected %.15g", found, expected);
}

/* ---- Published figures -----------------------------------------------------------------------------------
 */

/* Law School Admission Test, section 6: 1000 people, five items (Bock & Lieberman, "Fitting a response model
 * for n dichotomously scored items", Psychometrika 35, 1970, 179–197); response patterns 00000, 00001, …
 * 11111. */
static const int lsat6[32] = {3,  6,  2,  11, 1, 1,  3,  4,  1,  8,  0,  16,  0,  3,  2,  15,
                              10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298};

static void lsat6_has_its_published_figures(void **state)
{
    (void)state;
    static const double facilities[] = {0.924, 0.709, 0.553, 0.763, 0.870};
    struct room room;
    room_init(&room);
    for (int pattern = 0; pattern < 32; pattern++)
        for (int k = 0; k < lsat6[pattern]; k++) {
            struct sitting *sitting = add_person(&room);
            for (int i = 0; i < 5; i++)
                add_slot(sitting, i + 1, pattern >> (4 - i) & 1, 1);
        }
    const struct test_statistics *test = compute(&room, false);
    assert_int_equal(test->n, 1000);
    for (int i = 0; i < 5; i++)
        check_near(item_of(&room, i + 1)->facility, facilities[i]);
    assert_int_equal(test->basis, ALPHA_ITEMS);
    assert_true(test->dichotomous);
    assert_int_equal(lround(test->alpha * 1000), 295);
    check_near(test->mean, 3.819);
    check_near(test->median, 4);
    room_finish(&room);
}

/* ---- Worked out by hand
 * ------------------------------------------------------------------------------------ */

/* Four people, items of 2, 1 and 1 marks:
 *      x1 x2 x3   T
 *   a   2  1  1   4
 *   b   1  1  1   3
 *   c   1  0  1   2
 *   d   0  1  1   2      means 1, 3/4, 1, 11/4 */
static void add_four(struct room *room)
{
    static const int marks[4][3] = {{2, 1, 1}, {1, 1, 1}, {1, 0, 1}, {0, 1, 1}};
    for (int p = 0; p < 4; p++) {
        struct sitting *sitting = add_person(room);
        for (int i = 0; i < 3; i++)
            add_slot(sitting, 10 + i, marks[p][i], i == 0 ? 2 : 1);
    }
}

static void four_people_by_hand(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    add_four(&room);
    const struct test_statistics *test = compute(&room, false);
    const struct item_statistics *one = item_of(&room, 10), *two = item_of(&room, 11),
                                 *three = item_of(&room, 12);
    check_near(one->facility, 0.5);
    check_near(two->facility, 0.75);
    check_near(one->sd, sqrt(2.0 / 3));
    /* rests 2 2 1 2, mean 7/4: Σ dx dr = 1/4 + 0 + 0 − 1/4 = 0 */
    check_near(one->discrimination, 0);
    /* in order 0 1 1 2 and 1 2 2 2: Σ = (−1)(−3/4) + 1/4 = 1 */
    check_near(one->efficiency, 0);
    /* x2: rests 3 2 2 1, mean 2: Σ dx dr = 1/4·1 + 0 + 0 + 1/4·(−1) = 0; in order 0 1 1 1 and 1 2 2 3:
     * 3/4 + 1/4 = 1 */
    check_near(two->discrimination, 0);
    check_near(two->efficiency, 0);
    /* C(x1, T) = Σ/3 = (5/4 + 0 + 0 + 3/4)/3 = 2/3; C(x2, T) = (5/16 + 1/16 + 9/16 − 3/16)/3 = 1/4 */
    check_near(one->weight, 100 * sqrt(2.0 / 3) / (sqrt(2.0 / 3) + 0.5));
    check_near(two->weight, 100 * 0.5 / (sqrt(2.0 / 3) + 0.5));
    check_near(three->weight, 0);
    check_near(one->intended, 50);
    /* A constant item: its facility and a zero; nothing that needs it to vary. */
    check_near(three->facility, 1);
    check_near(three->sd, 0);
    check_near(three->discrimination, NAN);
    check_near(three->efficiency, NAN);
    check_near(test->mean, 2.75);
    check_near(test->median, 2.5);
    /* Σ d² = 25/16 + 1/16 + 9/16 + 9/16 = 11/4 */
    check_near(test->sd, sqrt(11.0 / 12));
    /* m2 = 11/16, m3 = (125 + 1 − 27 − 27)/64/4 = 9/32, m4 = (625 + 1 + 81 + 81)/256/4 = 197/256 */
    double k2 = 11.0 / 12, k3 = 16 * (9.0 / 32) / 6;
    double k4 = 16 * (5 * 197.0 / 256 - 9 * 121.0 / 256) / 6;
    check_near(test->skewness, k3 / pow(k2, 1.5));
    check_near(test->kurtosis, k4 / (k2 * k2));
    /* ΣV = 2/3 + 1/4 + 0 */
    double alpha = 1.5 * (1 - (11.0 / 12) / (11.0 / 12));
    check_near(test->alpha, alpha);
    check_near(test->error_ratio, 100);
    check_near(test->standard_error, sqrt(11.0 / 12));
    assert_false(test->dichotomous);
    assert_int_equal(test->best, 4 * MARK_ONE);
    assert_int_equal(test->worst, 2 * MARK_ONE);
    room_finish(&room);
}

/* Ten people with totals 5 4 4 4 3 3 2 2 2 1 by one item that varies, and a marker item that only some have
 * right. 27 % are 2.7 people: above the one with 5 and 1.7 of the three with 4, so each of these counts
 * 17/30; below the one with 1 and 17/30 of those with 2. */
static void ties_at_a_groups_edge_count_in_part(void **state)
{
    (void)state;
    static const double first[] = {4, 3, 4, 3, 2, 3, 2, 1, 2, 1}, second[] = {1, 1, 0, 1, 1, 0, 0, 1, 0, 0};
    struct room room;
    room_init(&room);
    for (int p = 0; p < 10; p++) {
        struct sitting *sitting = add_person(&room);
        add_slot(sitting, 1, first[p], 5);
        add_slot(sitting, 2, second[p], 1);
    }
    compute(&room, false);
    /* above: 1 + 2 × 17/30 of 2.7; below: 1 × 17/30 */
    check_near(item_of(&room, 2)->d27, (1 + 34.0 / 30 - 17.0 / 30) / 2.7);
    /* thirds: 10/3 people; above 1 and 7/3 of three: 7/9 each */
    check_near(item_of(&room, 2)->share[GROUP_UPPER], (1 + 2 * 7.0 / 9) / (10.0 / 3));
    check_near(item_of(&room, 2)->share[GROUP_LOWER], (7.0 / 9) / (10.0 / 3));
    check_near(item_of(&room, 2)->share[GROUP_MIDDLE], (2 * 2.0 / 9 + 1 + 2.0 / 9) / (10.0 / 3));
    room_finish(&room);
}

static void too_few_or_equal_people_are_not_divided(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    for (int p = 0; p < STATISTICS_MIN_GROUPED - 1; p++)
        add_slot(add_person(&room), 1, p % 2, 1);
    assert_false(compute(&room, false)->grouped);
    check_near(item_of(&room, 1)->d27, NAN);
    add_slot(add_person(&room), 1, 1, 1);
    assert_true(compute(&room, false)->grouped);
    check_near(item_of(&room, 1)->d27, 1);
    for (size_t p = 0; p < room.count; p++)
        room.people[p].slots[0].mark = MARK_ONE;
    assert_false(compute(&room, false)->grouped);
    assert_int_equal(room.test.basis, ALPHA_FEW_ITEMS);
    room_finish(&room);
}

static void options_are_counted_by_thirds(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    /* Twelve people in order of total: four a third. The key is C (bit 2). */
    static const uint32_t chosen[12] = {4, 4, 4, 2, 4, 4, 1, 0, 1, 1, 4, 2};
    for (int p = 0; p < 12; p++) {
        struct sitting *sitting = add_person(&room);
        struct tally_slot *slot = add_slot(sitting, 1, chosen[p] == 4, 1);
        slot->chosen = chosen[p];
        slot->given = chosen[p] != 0;
        add_slot(sitting, 2, 100 - 2 * p, 100);
    }
    compute(&room, false);
    const struct item_statistics *item = item_of(&room, 1);
    assert_int_equal(item->options[0].count, 3);
    assert_int_equal(item->options[1].count, 2);
    assert_int_equal(item->options[2].count, 6);
    assert_int_equal(item->options[3].count, 0);
    assert_int_equal(item->given, 11);
    check_near(item->options[2].share[GROUP_UPPER], 0.75);
    check_near(item->options[1].share[GROUP_UPPER], 0.25);
    check_near(item->options[0].share[GROUP_MIDDLE], 0.25);
    check_near(item->blank[GROUP_MIDDLE], 0.25);
    check_near(item->options[0].share[GROUP_LOWER], 0.5);
    check_near(item->options[3].share[GROUP_LOWER], 0);
    room_finish(&room);
}

static void the_median_time_is_of_those_who_answered(void **state)
{
    (void)state;
    static const int64_t spent[] = {30000, 5000, 0, 12300, 90000000};
    struct room room;
    room_init(&room);
    for (int p = 0; p < 5; p++) {
        struct tally_slot *slot = add_slot(add_person(&room), 1, 0, 1);
        slot->spent = spent[p];
        slot->given = p != 3;
    }
    compute(&room, false);
    check_near(item_of(&room, 1)->median_seconds, 30); /* of 5, 30 and two hours */
    room.people[3].slots[0].given = true;
    compute(&room, false);
    check_near(item_of(&room, 1)->median_seconds, (12.3 + 30) / 2);
    for (int p = 0; p < 5; p++)
        room.people[p].slots[0].spent = 0;
    compute(&room, false);
    check_near(item_of(&room, 1)->median_seconds, NAN);
    room_finish(&room);
}

/* ---- Forms that differ -----------------------------------------------------------------------------------
 */

static void forms_of_the_same_shape_have_alpha_over_places(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    for (int p = 0; p < 8; p++) {
        struct sitting *sitting = add_person(&room);
        for (int i = 0; i < 3; i++)
            add_slot(sitting, p % 2 ? i + 1 : i + 101, p > 2 * i + 1, 1);
    }
    const struct test_statistics *test = compute(&room, false);
    assert_false(test->same_items);
    assert_int_equal(test->basis, ALPHA_PLACES);
    /* Facilities 6/8, 4/8, 2/8: ΣV = (12 + 16 + 12)/64 × 8/7; totals 0 0 1 1 2 2 3 3: V = 10/7 */
    check_near(test->alpha, 1.5 * (1 - 5.0 / 10));
    check_near(item_of(&room, 1)->weight, NAN);
    assert_int_equal(item_of(&room, 1)->n, 4);
    check_near(item_of(&room, 1)->facility, 0.75);
    room.people[3].slots[0].full = 2 * MARK_ONE;
    check_near(compute(&room, false)->alpha, NAN);
    assert_int_equal(room.test.basis, ALPHA_DIFFERENT);
    room_finish(&room);
}

static void children_of_a_case_are_items_of_their_own(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    for (int p = 0; p < 4; p++) {
        struct sitting *sitting = add_person(&room);
        add_slot(sitting, 7, 1, 1)->child = 0;
        add_slot(sitting, 7, p % 2, 1)->child = 1;
    }
    const struct test_statistics *test = compute(&room, false);
    assert_int_equal(test->item_count, 2);
    assert_int_equal(test->items[0].child, 0);
    check_near(test->items[0].facility, 1);
    check_near(test->items[1].facility, 0.5);
    room_finish(&room);
}

static void an_item_that_was_removed_is_no_part_of_the_test(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    add_four(&room);
    double before = compute(&room, false)->alpha;
    for (int p = 0; p < 4; p++)
        add_slot(&room.people[p], 99, 0, 0);
    check_near(compute(&room, false)->alpha, before);
    check_near(item_of(&room, 99)->facility, NAN);
    room_finish(&room);
}

static void pending_answers_are_counted(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    add_four(&room);
    room.people[1].slots[0].pending = room.people[1].slots[1].pending = true;
    assert_int_equal(compute(&room, false)->pending, 1);
    assert_int_equal(item_of(&room, 10)->pending, 1);
    room_finish(&room);
}

/* ---- What always holds
 * ------------------------------------------------------------------------------------- */

/* `people` with partial marks, missing responses, a constant item, and an ability that gives some agreement.
 */
static void fill_at_random(struct room *room, int people, const char *which)
{
    struct rng rng;
    rng_init(&rng, text_of("statistics"), text_of("room"), text_of(which));
    for (int p = 0; p < people; p++) {
        struct sitting *sitting = add_person(room);
        int ability = (int)rng_below(&rng, 60);
        for (int i = 0; i < 12; i++) {
            bool given = rng_below(&rng, 10) > 0;
            int got = i == 11                                             ? 4
                      : given && (int)rng_below(&rng, 100) < ability + 20 ? 4
                                                                          : (int)rng_below(&rng, 3);
            struct tally_slot *slot = add_slot(sitting, 500 - i, given || i == 11 ? got * 0.25 : 0, 1);
            slot->given = given;
            slot->chosen = given ? UINT32_C(1) << rng_below(&rng, 4) : 0;
            slot->spent = (int64_t)rng_below(&rng, 200000);
        }
    }
}

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void order_changes_nothing(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    fill_at_random(&room, 700, "order");
    struct test_statistics forwards = *compute(&room, false);
    struct test_statistics backwards = *compute(&room, true);
    assert_true(same(forwards.alpha, backwards.alpha) && same(forwards.kurtosis, backwards.kurtosis));
    assert_int_equal(forwards.item_count, 12);
    for (size_t i = 0; i < 12; i++) {
        const struct item_statistics *a = &forwards.items[i], *b = &backwards.items[i];
        assert_int_equal(a->revision, b->revision);
        assert_true(same(a->discrimination, b->discrimination) && same(a->efficiency, b->efficiency));
        assert_true(same(a->weight, b->weight) && same(a->d27, b->d27));
        assert_true(same(a->median_seconds, b->median_seconds));
    }
    room_finish(&room);
}

/* Totals are listed while they are few and counted when they are many: giving everybody thrice makes the one
 * the other, and leaves what is no matter of n − 1. */
static void lists_and_counts_agree(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    fill_at_random(&room, 60, "lists");
    struct test_statistics listed = *compute(&room, false);
    for (int p = 0; p < 2 * 60; p++)
        *add_person(&room) = room.people[p];
    struct test_statistics counted = *compute(&room, false);
    for (size_t i = 0; i < listed.item_count; i++) {
        check_near(counted.items[i].efficiency, listed.items[i].efficiency);
        check_near(counted.items[i].discrimination, listed.items[i].discrimination);
        check_near(counted.items[i].d27, listed.items[i].d27);
        check_near(counted.items[i].median_seconds, listed.items[i].median_seconds);
    }
    room_finish(&room);
}

/* Half of them have the same items in another order: over items nothing changes. */
static void places_do_not_matter_when_the_items_are_the_same(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    fill_at_random(&room, 50, "places");
    struct test_statistics before = *compute(&room, false);
    for (size_t p = 25; p < 50; p++) {
        struct tally_slot first = room.people[p].slots[0];
        room.people[p].slots[0] = room.people[p].slots[5];
        room.people[p].slots[5] = first;
    }
    struct test_statistics after = *compute(&room, false);
    assert_int_equal(after.basis, ALPHA_ITEMS);
    assert_true(same(before.alpha, after.alpha));
    for (size_t i = 0; i < before.item_count; i++)
        assert_true(same(before.items[i].discrimination, after.items[i].discrimination));
    /* One of them had another item: now over places, those who came before the first change included. */
    room.people[40].slots[3].revision = 9999;
    assert_int_equal(compute(&room, false)->basis, ALPHA_PLACES);
    check_near(room.test.alpha, compute(&room, true)->alpha);
    room_finish(&room);
}

static void figures_keep_their_bounds(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    fill_at_random(&room, 300, "bounds");
    const struct test_statistics *test = compute(&room, false);
    double weight = 0, intended = 0;
    for (size_t i = 0; i < test->item_count; i++) {
        const struct item_statistics *item = &test->items[i];
        assert_true(item->facility >= 0 && item->facility <= 1);
        assert_true(isnan(item->discrimination) || fabs(item->discrimination) <= 100);
        assert_true(isnan(item->efficiency) || item->efficiency <= 100);
        /* The best order can only be better than perfect correlation allows. */
        assert_true(isnan(item->efficiency) || fabs(item->efficiency) >= fabs(item->discrimination) - 1e-9);
        for (int g = 0; g < STATISTICS_GROUPS; g++) {
            double sum = item->blank[g];
            for (int k = 0; k < STATISTICS_OPTIONS; k++)
                sum += item->options[k].share[g];
            check_near(sum, 1); /* one option or none, everybody */
        }
        weight += isnan(item->weight) ? 0 : item->weight;
        intended += item->intended;
    }
    check_near(weight, 100);
    check_near(intended, 100);
    assert_true(test->alpha <= 1);
    room_finish(&room);
}

/* A row of people that stand in the same order on the item and on the rest. */
static void efficiency_is_whole_when_the_order_is_the_best(void **state)
{
    (void)state;
    struct room room;
    room_init(&room);
    for (int p = 0; p < 40; p++) {
        struct sitting *sitting = add_person(&room);
        add_slot(sitting, 1, p >= 25, 1);
        add_slot(sitting, 2, p, 40);
    }
    compute(&room, false);
    check_near(item_of(&room, 1)->efficiency, 100);
    assert_true(item_of(&room, 1)->discrimination < 95);
    room_finish(&room);
}

static void every_size_is_taken(void **state)
{
    (void)state;
    static const int sizes[] = {0, 1, 2, 3, 9, 10, 40};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct room room;
        room_init(&room);
        fill_at_random(&room, sizes[s], "sizes");
        const struct test_statistics *test = compute(&room, false);
        assert_int_equal(test->n, sizes[s]);
        assert_int_equal(test->item_count, sizes[s] ? 12 : 0);
        assert_int_equal(isnan(test->mean), sizes[s] < 1);
        assert_int_equal(isnan(test->sd), sizes[s] < 2);
        assert_int_equal(isnan(test->skewness), sizes[s] < 3);
        assert_int_equal(isnan(test->kurtosis), sizes[s] < 4);
        assert_int_equal(isnan(test->alpha), sizes[s] < 2);
        assert_int_equal(test->grouped, sizes[s] >= STATISTICS_MIN_GROUPED);
        for (size_t i = 0; i < test->item_count; i++)
            assert_int_equal(isnan(test->items[i].sd), sizes[s] < 2);
        room_finish(&room);
    }
}

/* ---- Guessing ---------------------------------------------------------------------------------------------
 */

static void guessing_is_what_the_kind_and_the_credit_give(void **state)
{
    (void)state;
    struct item single = {.kind = ITEM_SINGLE, .option_count = 4, .key = 4};
    check_near(statistics_guess(&single, CREDIT_EXACT), 0.25);
    check_near(statistics_guess(&(struct item){.kind = ITEM_TRUEFALSE, .key = 1}, CREDIT_EXACT), 0.5);
    /* ABC of four: of 15 choices one is right; A, B, C, AB, AC, BC are short and nothing wrong. */
    struct item multiple = {.kind = ITEM_MULTIPLE, .option_count = 4, .key = 7};
    check_near(statistics_guess(&multiple, CREDIT_EXACT), 1.0 / 15);
    check_near(statistics_guess(&multiple, CREDIT_SHORT_HALF), (1 + 6 * 0.5) / 15);
    check_near(statistics_guess(&multiple, CREDIT_SHORT_EACH), (1 + 3 / 3.0 + 3 * 2 / 3.0) / 15);
    /* With D one right is taken off: net of AD is 0, of ABD 1/3, of ABCD 2/3. */
    check_near(statistics_guess(&multiple, CREDIT_NET), (1 + 3 / 3.0 + 3 * 2 / 3.0 + 3 / 3.0 + 2 / 3.0) / 15);
    /* Each option is judged rightly in half of the 16 choices; no choice at all is no response: it would have
     * had one option of four right. */
    check_near(statistics_guess(&multiple, CREDIT_DECISIONS), (16 * 0.5 - 0.25) / 15);
    struct item order = {.kind = ITEM_ORDER, .option_count = 4};
    check_near(statistics_guess(&order, CREDIT_EXACT), 1.0 / 24);
    check_near(statistics_guess(&order, CREDIT_ADJACENT), 0.25);
    struct item match = {.kind = ITEM_MATCH, .option_count = 5, .left_count = 3};
    check_near(statistics_guess(&match, CREDIT_EXACT), 0.2);
    check_near(statistics_guess(&(struct item){.kind = ITEM_BLANK, .blank_count = 1}, CREDIT_EXACT), 0);
}

/* ---- Warnings ---------------------------------------------------------------------------------------------
 */

/* Thirty people with these shares of the upper third for A, B, C, D. */
static struct item_statistics figures_of(double facility, double discrimination, const double upper[4])
{
    struct item_statistics figures = {
        .n = 30, .given = 30, .facility = facility, .discrimination = discrimination, .sd = 0.4};
    for (int i = 0; i < 4; i++)
        figures.options[i] = (struct option_statistics){.count = 5, .share = {upper[i], 0.2, 0.2}};
    return figures;
}

static void check_warnings(const struct item *item, const struct item_statistics *figures,
                           const char *expected)
{
    struct warning warnings[WARNING_KINDS];
    struct buf out = BUF_EMPTY;
    int count = statistics_warnings(item, figures, statistics_guess(item, CREDIT_EXACT), warnings);
    for (int i = 0; i < count; i++) {
        if (i)
            buf_add_char(&out, ' ');
        buf_add_string(&out, warning_name(warnings[i].kind));
    }
    assert_string_equal(buf_string(&out), expected);
    buf_finish(&out);
}

static void warnings_say_what_the_figures_show(void **state)
{
    (void)state;
    static const double fine[] = {0.1, 0.1, 0.7, 0.1}, wrong[] = {0.6, 0.1, 0.2, 0.1},
                        divided[] = {0.40, 0.1, 0.45, 0.05};
    struct item item = {.kind = ITEM_SINGLE, .option_count = 4, .key = 4};
    struct item_statistics figures = figures_of(0.6, 35, fine);
    check_warnings(&item, &figures, "");
    figures = figures_of(0.6, 12, fine);
    check_warnings(&item, &figures, "weak");
    figures = figures_of(0.97, -4, fine);
    check_warnings(&item, &figures, "easy");
    figures = figures_of(0.3, -20, wrong);
    check_warnings(&item, &figures, "negative key");
    figures = figures_of(0.5, 25, divided);
    check_warnings(&item, &figures, "ambiguous");
    figures = figures_of(0.22, 25, fine);
    check_warnings(&item, &figures, "hard");
    figures = figures_of(0.6, 35, fine);
    figures.options[1].count = figures.options[3].count = figures.options[2].count = 0;
    check_warnings(&item, &figures, "unchosen");
    figures.n = figures.given = 9;
    check_warnings(&item, &figures, "");
}

static void warnings_are_sentences_with_the_options_names(void **state)
{
    (void)state;
    struct item item = {.kind = ITEM_SINGLE, .option_count = 4, .key = 4};
    struct buf out = BUF_EMPTY;
    warning_say(&item, &(struct warning){WARNING_UNCHOSEN, 10, 0}, &out);
    assert_string_equal(
        buf_string(&out),
        "Nobody chose B, D: they mislead nobody; put mistakes there that people really make.");
    buf_clear(&out);
    warning_say(&item, &(struct warning){WARNING_KEY, 1, 4}, &out);
    assert_non_null(strstr(buf_string(&out), "chose A than the key C"));
    buf_clear(&out);
    struct item judged = {.kind = ITEM_TRUEFALSE, .key = 0};
    assert_int_equal(statistics_key(&judged), 2);
    warning_say(&judged, &(struct warning){WARNING_KEY, 1, 2}, &out);
    assert_non_null(strstr(buf_string(&out), "chose true than the key false"));
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lsat6_has_its_published_figures),
        cmocka_unit_test(four_people_by_hand),
        cmocka_unit_test(ties_at_a_groups_edge_count_in_part),
        cmocka_unit_test(too_few_or_equal_people_are_not_divided),
        cmocka_unit_test(options_are_counted_by_thirds),
        cmocka_unit_test(the_median_time_is_of_those_who_answered),
        cmocka_unit_test(forms_of_the_same_shape_have_alpha_over_places),
        cmocka_unit_test(children_of_a_case_are_items_of_their_own),
        cmocka_unit_test(an_item_that_was_removed_is_no_part_of_the_test),
        cmocka_unit_test(pending_answers_are_counted),
        cmocka_unit_test(order_changes_nothing),
        cmocka_unit_test(lists_and_counts_agree),
        cmocka_unit_test(places_do_not_matter_when_the_items_are_the_same),
        cmocka_unit_test(figures_keep_their_bounds),
        cmocka_unit_test(efficiency_is_whole_when_the_order_is_the_best),
        cmocka_unit_test(every_size_is_taken),
        cmocka_unit_test(guessing_is_what_the_kind_and_the_credit_give),
        cmocka_unit_test(warnings_say_what_the_figures_show),
        cmocka_unit_test(warnings_are_sentences_with_the_options_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
