/* Appraisal: figures worked out by hand. */
#include "core/appraisal.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PEOPLE = 5, EVENTS = 2 };

static const struct person people[PEOPLE] = {
    {TEXT("1"), TEXT("甲"), TEXT("矿/一队/一班"), TEXT("书记")},
    {TEXT("2"), TEXT("乙"), TEXT("矿/一队"), TEXT("委员")},
    {TEXT("3"), TEXT("丙"), TEXT("矿/二队"), TEXT("书记")},
    {TEXT("4"), TEXT("丁"), TEXT("矿/二队"), TEXT("委员")},
    {TEXT("5"), TEXT("戊"), TEXT("矿/三队"), TEXT("书记")},
};

#define TOOK(MARK, FULL, RANK, PASSED, EXCELLENT)                                                            \
    {                                                                                                        \
        OUTCOME_TAKEN, (MARK)*MARK_ONE, (FULL)*MARK_ONE, RANK, true, PASSED, EXCELLENT                       \
    }

/* The first event has a full mark of 50: 45 of it are 90 %. */
static const struct outcome outcomes[PEOPLE * EVENTS] = {
    TOOK(45, 50, 1, true, true),   TOOK(80, 100, 2, true, false), /* 甲: 90, 80 */
    TOOK(25, 50, 2, false, false), {.kind = OUTCOME_ABSENT},      /* 乙: 50, absent */
    {.kind = OUTCOME_EXCUSED},     TOOK(95, 100, 1, true, true),  /* 丙: excused, 95 */
    {.kind = OUTCOME_ABSENT},      {.kind = OUTCOME_ABSENT},      /* 丁 */
    {.kind = OUTCOME_NONE},        {.kind = OUTCOME_NONE},        /* 戊 was asked nothing */
};

static const struct appraisal_event events[EVENTS] = {{TEXT("a"), MARK_ONE}, {TEXT("b"), 3 * MARK_ONE}};

#define LEAST(BOUND, ADD)                                                                                    \
    {                                                                                                        \
        {.event = -1, .has_least = true, .least = (BOUND)*MARK_ONE}, (ADD)*MARK_ONE                          \
    }
static const struct appraisal_band mark_bands[] = {
    LEAST(90, 2), LEAST(80, 1), LEAST(60, 0), {{.has_below = true, .below = 60 * MARK_ONE}, -1 * MARK_ONE}};
static const struct appraisal_band rank_bands[] = {{{.first = 1, .last = 1}, 5 * MARK_ONE},
                                                   {{.first = 2, .last = 4}, 3 * MARK_ONE}};
static const struct appraisal_band mean_bands[] = {LEAST(80, 4)};

static const struct appraisal_rule person_rules[] = {
    {.title = TEXT("分档"), .of = MEASURE_MARK, .per_event = true, .bands = mark_bands, .band_count = 4},
    {.title = TEXT("名次"), .of = MEASURE_RANK, .per_event = true, .bands = rank_bands, .band_count = 2},
    {.title = TEXT("缺考"), .of = MEASURE_ABSENCE, .counts = true, .each = -2 * MARK_ONE},
    {.title = TEXT("不及格"), .of = MEASURE_FAILURE, .counts = true, .each = -1 * MARK_ONE},
};
static const struct appraisal_rule unit_rules[] = {
    {.title = TEXT("平均"), .of = MEASURE_MEAN, .bands = mean_bands, .band_count = 1},
    {.title = TEXT("参考率"),
     .of = MEASURE_PARTICIPATION,
     .bands = &(const struct appraisal_band){{.has_below = true, .below = 90 * MARK_ONE}, -5 * MARK_ONE},
     .band_count = 1},
};
static const struct text posts[] = {TEXT("书记")};

static struct appraisal_sheet sheet_of(void)
{
    return (struct appraisal_sheet){
        .decimals = 2,
        .unit_level = 2,
        .events = events,
        .event_count = EVENTS,
        .persons = {.rules = person_rules, .rule_count = 4},
        .units = {.base = 100 * MARK_ONE, .rules = unit_rules, .rule_count = 2},
        .leaders = {.posts = posts, .post_count = 1, .share = MARK_ONE / 2},
    };
}

static struct appraisal appraise_with(const struct appraisal_sheet *sheet, struct arena *arena)
{
    static const struct appraisal_results results = {people, PEOPLE, outcomes, NULL, 0};
    struct appraisal out;
    appraise(sheet, &results, arena, &out);
    return out;
}

static void persons_get_what_their_rules_say(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct appraisal_sheet sheet = sheet_of();
    struct appraisal a = appraise_with(&sheet, &arena);
    assert_int_equal(a.person_count, PEOPLE);
    /* 甲: bands 2 + 1, ranks 5 + 3. mean (90·1 + 80·3) / 4 = 82.5 */
    assert_int_equal(a.persons[0].total, 11 * MARK_ONE);
    assert_int_equal(a.persons[0].mean, 825000);
    /* 乙: −1 for 50, +3 for rank 2, −2 absent, −1 failed */
    assert_int_equal(a.persons[1].total, -1 * MARK_ONE);
    assert_int_equal(a.persons[1].events, 2);
    assert_int_equal(a.persons[1].taken, 1);
    /* 戊: no line of any event, and nothing to count (units stand in the order of their code points) */
    assert_int_equal(a.persons[2].total, 0);
    for (int i = 0; i < a.persons[2].line_count; i++)
        assert_false(a.persons[2].lines[i].known);
    /* 丙: excused once: only 95 and rank 1 count */
    assert_int_equal(a.persons[3].total, 7 * MARK_ONE);
    assert_int_equal(a.persons[3].events, 1);
    /* 丁: absent twice */
    assert_int_equal(a.persons[4].total, -4 * MARK_ONE);
    assert_false(a.persons[4].has_mean);
    /* by the mean over the period: 丙 95, 甲 82.5, 乙 50 */
    assert_int_equal(a.persons[3].rank, 1);
    assert_int_equal(a.persons[0].rank, 2);
    assert_int_equal(a.persons[1].rank, 3);
    assert_int_equal(a.persons[4].rank, 0);
    arena_finish(&arena);
}

static void units_are_their_people(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct appraisal_sheet sheet = sheet_of();
    struct appraisal a = appraise_with(&sheet, &arena);
    assert_int_equal(a.unit_count, 3); /* 一班 counts for 一队 */
    assert_true(text_is(a.units[0].subject, "矿/一队"));
    /* 一队: (70·1 + 80·3) / 4 = 77.5; took 3 of 4 = 75 %: −5 */
    assert_int_equal(a.units[0].mean, 775000);
    assert_int_equal(a.units[0].total, 95 * MARK_ONE);
    assert_int_equal(a.units[0].rank, 3 - 1);
    /* 三队 has nobody who was to take part: nothing is known, nothing is taken off */
    assert_true(text_is(a.units[1].subject, "矿/三队"));
    assert_int_equal(a.units[1].total, 100 * MARK_ONE);
    assert_int_equal(a.units[1].rank, 0);
    /* 二队: mean 95; took 1 of 3 (the excused one aside): 33.33 % */
    assert_int_equal(a.units[2].mean, 950000);
    assert_int_equal(a.units[2].lines[1].value, 333300);
    assert_int_equal(a.units[2].total, 99 * MARK_ONE);
    assert_int_equal(a.units[2].rank, 1);
    arena_finish(&arena);
}

static void leaders_share_in_their_unit(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct appraisal_sheet sheet = sheet_of();
    sheet.persons.cap = (struct appraisal_cap){.has_most = true, .most = 10 * MARK_ONE};
    sheet.leaders.cap = (struct appraisal_cap){.has_least = true, .least = 7 * MARK_ONE};
    struct appraisal a = appraise_with(&sheet, &arena);
    assert_int_equal(a.leader_count, 3);
    /* 甲: 11 under the cap of 10, and half of −5 */
    assert_int_equal(a.leaders[0].total, 75000);
    assert_int_equal(a.persons[0].total, 10 * MARK_ONE);
    /* 戊: 0 and 0, lifted to 7; the order is that of units and numbers */
    assert_true(text_is(a.leaders[1].subject, "5"));
    assert_int_equal(a.leaders[1].total, 7 * MARK_ONE);
    /* 丙: 7 and half of −1 = 6.5, lifted to 7 */
    assert_int_equal(a.leaders[2].sum, 65000);
    assert_int_equal(a.leaders[2].total, 7 * MARK_ONE);
    arena_finish(&arena);
}

static void stars_and_titles_need_every_condition(void **state)
{
    (void)state;
    static const struct condition mean = {MEASURE_MEAN, -1, true, false, 775000, 0, 0, 0};
    static const struct condition both[] = {{MEASURE_MEAN, -1, true, false, 90 * MARK_ONE, 0, 0, 0},
                                            {MEASURE_RANK, -1, false, false, 0, 0, 1, 2}};
    static const struct condition event_b = {MEASURE_EVENT, 1, true, false, 90 * MARK_ONE, 0, 0, 0};
    static const struct appraisal_star stars[] = {{TEXT("学习星"), &mean, 1, 2},
                                                  {TEXT("名次星"), both, 2, 1}};
    static const struct appraisal_grade grades[] = {{3, 3, TEXT("三星")}, {1, 2, TEXT("二星")}};
    static const struct appraisal_title titles[] = {{TEXT("标兵"), true, &event_b, 1}};
    struct arena arena = ARENA_EMPTY;
    struct appraisal_sheet sheet = sheet_of();
    sheet.stars = stars;
    sheet.star_count = 2;
    sheet.grades = grades;
    sheet.grade_count = 2;
    sheet.titles = titles;
    sheet.title_count = 1;
    struct appraisal a = appraise_with(&sheet, &arena);
    assert_int_equal(a.star_total_count, 3);
    assert_int_equal(a.star_totals[0].stars, 2); /* 一队: exactly 77.5 is enough */
    assert_true(text_is(a.star_totals[0].grade->title, "二星"));
    assert_int_equal(a.star_totals[1].stars, 0); /* 三队: no figure, no star */
    assert_null(a.star_totals[1].grade);
    assert_int_equal(a.star_totals[2].stars, 3);
    assert_int_equal(a.title_count, PEOPLE);
    assert_false(a.titles[0].given);
    assert_int_equal(a.titles[0].failed, 0);
    assert_true(a.titles[3].given); /* 丙: 95 in b */
    assert_false(a.titles[2].known[0]);
    arena_finish(&arena);
}

static void units_may_stand_for_themselves(void **state)
{
    (void)state;
    static const struct unit_outcome own[] = {{TEXT("矿/三队"), 1, 88 * MARK_ONE, 0, 1},
                                              {TEXT("矿/四队"), 1, 70 * MARK_ONE, 0, 2}};
    const struct appraisal_results results = {people, PEOPLE, outcomes, own, 2};
    struct arena arena = ARENA_EMPTY;
    struct appraisal_sheet sheet = sheet_of();
    struct appraisal a;
    appraise(&sheet, &results, &arena, &a);
    assert_int_equal(a.unit_count, 4); /* 四队 has nobody in the roster, and is there all the same */
    assert_int_equal(a.units[1].mean, 88 * MARK_ONE);
    assert_int_equal(a.units[1].total, 104 * MARK_ONE);
    arena_finish(&arena);
}

static void nobody_and_nothing_is_no_trouble(void **state)
{
    (void)state;
    const struct appraisal_results none = {0};
    struct arena arena = ARENA_EMPTY;
    struct appraisal_sheet sheet = sheet_of();
    struct appraisal a;
    appraise(&sheet, &none, &arena, &a);
    assert_int_equal(a.person_count + a.unit_count + a.leader_count, 0);
    sheet.event_count = 0;
    const struct appraisal_results nobody_asked = {people, PEOPLE, outcomes, NULL, 0};
    appraise(&sheet, &nobody_asked, &arena, &a);
    assert_int_equal(a.person_count, PEOPLE);
    assert_int_equal(a.persons[0].total, 0);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_get_what_their_rules_say),
        cmocka_unit_test(units_are_their_people),
        cmocka_unit_test(leaders_share_in_their_unit),
        cmocka_unit_test(stars_and_titles_need_every_condition),
        cmocka_unit_test(units_may_stand_for_themselves),
        cmocka_unit_test(nobody_and_nothing_is_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
