/* Rulings: what a response counts when a key was wrong, an item ambiguous, a rule of credit changed. */
#include "base/mem.h"
#include "core/attempt.h"
#include "items.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SLOTS = 6 };

/* Section 0: three single choices of one mark, as after a draw; section 1: multiple, order, short. */
static const struct slot slots[SLOTS] = {
    {.id = TEXT("a"), .bank = TEXT("x"), .child = -1, .kind = ITEM_SINGLE, .full = 10000},
    {.id = TEXT("b"), .bank = TEXT("x"), .child = -1, .kind = ITEM_SINGLE, .full = 10000},
    {.id = TEXT("c"), .bank = TEXT("x"), .child = -1, .kind = ITEM_SINGLE, .full = 10000},
    {.id = TEXT("d"), .bank = TEXT("x"), .child = -1, .kind = ITEM_MULTIPLE, .full = 20000, .section = 1},
    {.id = TEXT("e"), .bank = TEXT("x"), .child = -1, .kind = ITEM_ORDER, .full = 30000, .section = 1},
    {.id = TEXT("f"), .bank = TEXT("x"), .child = -1, .kind = ITEM_SHORT, .full = 100000, .section = 1},
};
static const struct section sections[2] = {{.credit = CREDIT_EXACT}, {.credit = CREDIT_EXACT}};
static const struct test_sheet sheet = {
    .sections = sections, .section_count = 2, .decimals = 2, .full = 180000};

struct sat { /* an attempt that was handed in */
    struct item all[SLOTS];
    const struct item *items[SLOTS];
    struct answer answers[SLOTS];
    struct attempt attempt;
    struct marking markings[SLOTS];
};

static void sit(struct sat *sat, char *const responses[SLOTS])
{
    static const struct short_point points[2] = {{TEXT("会前通知"), 40000}, {TEXT("集体讨论"), 60000}};
    *sat = (struct sat){.all = {item_with_options(ITEM_SINGLE, 4, 1), item_with_options(ITEM_SINGLE, 4, 1),
                                item_with_options(ITEM_SINGLE, 4, 1), item_with_options(ITEM_MULTIPLE, 4, 3),
                                item_with_options(ITEM_ORDER, 4, 0)}};
    sat->all[5] = (struct item){.id = TEXT("f"), .kind = ITEM_SHORT, .points = points, .point_count = 2};
    for (int i = 0; i < SLOTS; i++) {
        sat->items[i] = &sat->all[i];
        sat->answers[i].text = responses[i];
    }
    sat->attempt =
        (struct attempt){.status = ATTEMPT_SUBMITTED, .form = {slots, SLOTS}, .answers = sat->answers};
}

static struct attempt_total mark_with(struct sat *sat, const struct ruling *list, int count,
                                      const struct settled *settled)
{
    struct rulings rulings = {list, count};
    struct marking_basis basis = {&sheet, sat->items, &rulings, settled};
    return attempt_mark(&sat->attempt, &basis, sat->markings);
}

static struct ruling ruling_on(enum ruling_kind kind, const char *id)
{
    return (struct ruling){.kind = kind, .bank = text_of("x"), .id = text_of(id), .section = -1};
}

static char A[] = "A", B[] = "B", C[] = "C", AB[] = "AB", ABCD[] = "ABCD", BACD[] = "BACD",
            WORDS[] = "会前通知";

static void another_key_takes_the_place_of_the_first(void **state)
{
    (void)state;
    struct sat sat;
    sit(&sat, (char *[]){A, B, C, AB, ABCD, NULL});
    assert_int_equal(mark_with(&sat, NULL, 0, NULL).mark, 10000 + 20000 + 30000);
    const struct text b[] = {TEXT("B")}, either[] = {TEXT("A"), TEXT("B")};
    struct ruling ruling = ruling_on(RULING_KEY, "b");
    ruling.keys = b;
    ruling.key_count = 1;
    assert_int_equal(mark_with(&sat, &ruling, 1, NULL).mark, 20000 + 20000 + 30000);
    ruling.id = text_of("a");
    assert_int_equal(mark_with(&sat, &ruling, 1, NULL).mark, 20000 + 30000);
    ruling.keys = either;
    ruling.key_count = 2;
    assert_int_equal(mark_with(&sat, &ruling, 1, NULL).mark, 10000 + 20000 + 30000);
}

static void another_right_order_is_read_as_such(void **state)
{
    (void)state;
    struct sat sat;
    sit(&sat, (char *[]){NULL, NULL, NULL, NULL, BACD, NULL});
    assert_int_equal(mark_with(&sat, NULL, 0, NULL).mark, 0);
    const struct text keys[] = {TEXT("ABCD"), TEXT("BACD")};
    struct ruling ruling = ruling_on(RULING_KEY, "e");
    ruling.keys = keys;
    ruling.key_count = 2;
    assert_int_equal(mark_with(&sat, &ruling, 1, NULL).mark, 30000);
}

static void the_last_ruling_on_an_item_counts(void **state)
{
    (void)state;
    struct sat sat;
    sit(&sat, (char *[]){B, B, C, NULL, NULL, NULL});
    const struct ruling list[] = {ruling_on(RULING_ALL, "a"), ruling_on(RULING_UPHOLD, "a"),
                                  ruling_on(RULING_ALL, "b")};
    assert_int_equal(mark_with(&sat, list, 1, NULL).mark, 10000);
    assert_int_equal(mark_with(&sat, list, 2, NULL).mark, 0);
    assert_int_equal(mark_with(&sat, list, 3, NULL).mark, 10000);
    assert_string_equal(sat.markings[1].rule, "full mark for everybody, by a ruling");
}

/* Three marks over two items: 1.5 each, and the section keeps what it was worth. */
static void a_removed_item_leaves_its_marks_to_its_section(void **state)
{
    (void)state;
    struct sat sat;
    sit(&sat, (char *[]){A, A, B, NULL, NULL, NULL});
    const struct ruling remove = ruling_on(RULING_REMOVE, "c");
    struct attempt_total total = mark_with(&sat, &remove, 1, NULL);
    assert_int_equal(total.mark, 30000);
    assert_int_equal(total.full, 180000);
    assert_int_equal(sat.markings[0].full, 15000);
    assert_int_equal(sat.markings[2].full, 0);
    const struct ruling all[] = {remove, ruling_on(RULING_REMOVE, "a"), ruling_on(RULING_REMOVE, "b")};
    total = mark_with(&sat, all, 2, NULL);
    assert_int_equal(sat.markings[1].mark, 30000);
    total = mark_with(&sat, all, 3, NULL); /* nothing is left: full for everybody */
    assert_int_equal(total.mark, 30000);
    assert_int_equal(total.full, 180000);
}

/* A hundredth that does not divide goes somewhere, and the sums stay. */
static void shares_of_a_removed_item_add_up(void **state)
{
    (void)state;
    enum { N = 40 };
    struct slot many[N];
    struct answer answers[N] = {0};
    struct item one = item_with_options(ITEM_SINGLE, 4, 1);
    const struct item *items[N];
    struct marking markings[N];
    char ids[N][4];
    for (int i = 0; i < N; i++) {
        snprintf(ids[i], sizeof ids[i], "%d", i);
        many[i] = (struct slot){
            .id = text_of(ids[i]), .bank = TEXT("x"), .child = -1, .kind = ITEM_SINGLE, .full = 10000};
        items[i] = &one;
        answers[i].text = A;
    }
    struct attempt attempt = {.status = ATTEMPT_SUBMITTED, .form = {many, N}, .answers = answers};
    const struct ruling remove = ruling_on(RULING_REMOVE, "17");
    struct rulings rulings = {&remove, 1};
    struct marking_basis basis = {.sheet = &sheet, .items = items, .rulings = &rulings};
    struct attempt_total total = attempt_mark(&attempt, &basis, markings);
    assert_int_equal(total.mark, N * 10000);
    assert_int_equal(total.full, N * 10000);
    for (int i = 0; i < N; i++)
        assert_true(i == 17 ? markings[i].full == 0 : markings[i].full == 10200 || markings[i].full == 10300);
}

static void a_section_takes_another_rule_of_credit(void **state)
{
    (void)state;
    struct sat sat;
    sit(&sat, (char *[]){NULL, NULL, NULL, A, BACD, NULL});
    struct ruling list[] = {{.kind = RULING_CREDIT, .section = 1, .credit = CREDIT_SHORT_HALF},
                            {.kind = RULING_UPHOLD, .section = 1}};
    assert_int_equal(mark_with(&sat, list, 0, NULL).mark, 0);
    assert_int_equal(mark_with(&sat, list, 1, NULL).mark, 10000);
    assert_int_equal(mark_with(&sat, list, 2, NULL).mark, 0);
    list[0].credit = CREDIT_ADJACENT;
    assert_int_equal(mark_with(&sat, list, 1, NULL).mark, 10000);
}

static void words_wait_for_a_marker(void **state)
{
    (void)state;
    struct sat sat;
    struct settled settled[SLOTS] = {[5] = {true, 40000, 100000}};
    sit(&sat, (char *[]){NULL, NULL, NULL, NULL, NULL, NULL});
    assert_int_equal(mark_with(&sat, NULL, 0, NULL).pending, 0); /* no answer: nothing to wait for */
    sit(&sat, (char *[]){NULL, NULL, NULL, NULL, NULL, WORDS});
    struct attempt_total total = mark_with(&sat, NULL, 0, NULL);
    assert_int_equal(total.pending, 1);
    assert_int_equal(total.mark, 0);
    total = mark_with(&sat, NULL, 0, settled);
    assert_int_equal(total.pending, 0);
    assert_int_equal(total.mark, 40000);
    assert_true(sat.markings[5].part == 4 && sat.markings[5].whole == 10);
    settled[5] = (struct settled){true, 45000, 130000}; /* the mean of two: 2.25 of 6.5 */
    mark_with(&sat, NULL, 0, settled);
    assert_int_equal(sat.markings[5].mark, 34600);
    assert_true(sat.markings[5].part == 9 && sat.markings[5].whole == 26);
    settled[5] = (struct settled){true, 0, 65000};
    mark_with(&sat, NULL, 0, settled);
    assert_true(sat.markings[5].mark == 0 && sat.markings[5].part == 0);
    const struct ruling all = ruling_on(RULING_ALL, "f");
    total = mark_with(&sat, &all, 1, NULL);
    assert_int_equal(total.pending, 0);
    assert_int_equal(total.mark, 100000);
}

static void keys_are_checked(void **state)
{
    (void)state;
    struct sat sat;
    sit(&sat, (char *[]){NULL, NULL, NULL, NULL, NULL, NULL});
    const struct text good[] = {TEXT("B")}, bad[] = {TEXT("B"), TEXT("E")}, none[] = {TEXT("")};
    struct ruling ruling = ruling_on(RULING_KEY, "a");
    ruling.keys = good;
    ruling.key_count = 1;
    struct err err = ERR_NONE;
    assert_true(ruling_check_item(&ruling, &sat.all[0], &err));
    assert_false(ruling_check_item(&ruling, &sat.all[5], &err));
    assert_false(ruling_check_item(&ruling, &(struct item){.kind = ITEM_CASE}, NULL));
    ruling.keys = bad;
    ruling.key_count = 2;
    assert_false(ruling_check_item(&ruling, &sat.all[0], NULL));
    ruling.keys = none;
    ruling.key_count = 1;
    assert_false(ruling_check_item(&ruling, &sat.all[0], NULL));
    ruling.key_count = 0;
    assert_false(ruling_check_item(&ruling, &sat.all[0], NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_key_takes_the_place_of_the_first),
        cmocka_unit_test(another_right_order_is_read_as_such),
        cmocka_unit_test(the_last_ruling_on_an_item_counts),
        cmocka_unit_test(a_removed_item_leaves_its_marks_to_its_section),
        cmocka_unit_test(shares_of_a_removed_item_add_up),
        cmocka_unit_test(a_section_takes_another_rule_of_credit),
        cmocka_unit_test(words_wait_for_a_marker),
        cmocka_unit_test(keys_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
