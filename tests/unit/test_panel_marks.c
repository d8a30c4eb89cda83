#include "base/mem.h"
#include "panels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* ---- One criterion ------------------------------------------------------------------------------------ */

static const struct step_mark steps[] = {
    {TEXT("清点人数"), 50000}, {TEXT("宣布议题"), 100000}, {TEXT("讨论"), 150000}, {TEXT("表决"), 100000}};
static const struct step_mark faults[] = {{TEXT("举手代替票决"), 30000}, {TEXT("预备党员参加表决"), 50000}};
static const struct criterion procedure = {
    .id = TEXT("procedure"),
    .kind = CRITERION_MEASURED,
    .max = 400000,
    .factor = MARK_ONE,
    .steps = steps,
    .step_count = 4,
    .faults = faults,
    .fault_count = 2,
    .wrong_order = 20000,
    .overtime = 10000,
    .overtime_every = 30000,
};

static mark_t measure(const struct criterion *criterion, unsigned seen, unsigned wrong, int order,
                      int64_t overtime)
{
    struct criterion_mark ticks = {
        .steps = seen, .faults = wrong, .wrong_order = order, .overtime = overtime};
    return criterion_measure(criterion, &ticks);
}

static void ticks_make_a_mark(void **state)
{
    (void)state;
    assert_int_equal(measure(&procedure, 0xF, 0, 0, 0), 400000);
    assert_int_equal(measure(&procedure, 0x5, 0, 0, 0), 200000);
    assert_int_equal(measure(&procedure, 0xF, 0x3, 0, 0), 320000);
    assert_int_equal(measure(&procedure, 0xF, 0x1, 2, 0), 330000);
    /* Every begun half minute beyond the time. */
    assert_int_equal(measure(&procedure, 0xF, 0, 0, 1), 390000);
    assert_int_equal(measure(&procedure, 0xF, 0, 0, 30000), 390000);
    assert_int_equal(measure(&procedure, 0xF, 0, 0, 30001), 380000);
    /* Never below the least, never above the most. */
    assert_int_equal(measure(&procedure, 0x1, 0x3, 0, 0), 0);
    assert_int_equal(measure(&procedure, 0, 0, 4, INT64_MAX), 0);
    struct criterion narrow = procedure;
    narrow.min = 100000;
    narrow.max = 350000;
    assert_int_equal(measure(&narrow, 0xF, 0, 0, 0), 350000);
    assert_int_equal(measure(&narrow, 0, 0, 0, 0), 100000);
    narrow.overtime_every = 0;
    assert_int_equal(measure(&narrow, 0x6, 0, 0, 99999), 250000);
}

static void a_judged_mark_stands_on_its_steps(void **state)
{
    (void)state;
    struct criterion criterion = {.min = 10000, .max = 100000, .step = 5000};
    assert_true(criterion_takes(&criterion, 10000));
    assert_true(criterion_takes(&criterion, 85000));
    assert_true(criterion_takes(&criterion, 100000));
    assert_false(criterion_takes(&criterion, 5000));
    assert_false(criterion_takes(&criterion, 100001));
    assert_false(criterion_takes(&criterion, 105000));
    assert_false(criterion_takes(&criterion, 87500));
    criterion.min = -20000; /* counted from the least */
    criterion.step = 30000;
    assert_true(criterion_takes(&criterion, 10000));
    assert_false(criterion_takes(&criterion, 0));
}

static void a_mark_falls_in_a_level(void **state)
{
    (void)state;
    static const struct level levels[] = {{10000, TEXT("差")}, {60000, TEXT("中")}, {85000, TEXT("好")}};
    struct criterion criterion = {.max = 100000, .levels = levels, .level_count = 3};
    assert_int_equal(criterion_level(&criterion, 0), -1);
    assert_int_equal(criterion_level(&criterion, 10000), 0);
    assert_int_equal(criterion_level(&criterion, 59999), 0);
    assert_int_equal(criterion_level(&criterion, 84999), 1);
    assert_int_equal(criterion_level(&criterion, 85000), 2);
    assert_int_equal(criterion_level(&criterion, 100000), 2);
}

/* ---- Beside an independent computation ------------------------------------------------------------------
 */

/* Judges' marks and what they give, by panel_cases.py. States: Signed, Complete, Recused, Missing. */
struct panel_case {
    int judges, criteria, drop_high, drop_low, drop_from;
    enum panel_by by;
    enum panel_mean mean;
    struct panel_rounding rounding;
    mark_t factor, factors[PANELS_MAX_CRITERIA];
    const char *states;
    mark_t marks[PANEL_MAX_JUDGES][PANELS_MAX_CRITERIA];
    mark_t total, lowest, highest, criterion_marks[PANELS_MAX_CRITERIA];
    unsigned high[PANELS_MAX_CRITERIA], low[PANELS_MAX_CRITERIA]; /* judges dropped in each stage */
};

#include "panel_cases.h"

static void set_case(struct panel_room *room, const struct panel_case *given)
{
    panels_sheet(room, 1, given->judges, given->criteria);
    for (int i = 0; i < given->criteria; i++) {
        room->criteria[i].factor = given->factors[i];
        room->criteria[i].min = -200000;
        room->criteria[i].max = 400000;
        room->criteria[i].step = 1;
    }
    room->sheet.drop_high = given->drop_high;
    room->sheet.drop_low = given->drop_low;
    room->sheet.drop_from = given->drop_from;
    room->sheet.by = given->by;
    room->sheet.mean = given->mean;
    room->sheet.rounding = given->rounding;
    room->sheet.factor = given->factor;
}

static void play_case(struct panel_room *room, const struct panel_case *given)
{
    assert_int_equal(panels_begin(room), PANEL_OK);
    for (int j = 0; j < given->judges; j++) {
        for (int c = 0; c < given->criteria; c++)
            assert_int_equal(panels_mark(room, 0, j, c, given->marks[j][c]), PANEL_OK);
        if (given->states[j] == 'S')
            assert_int_equal(panels_sign(room, 0, j), PANEL_OK);
        if (given->states[j] == 'R')
            assert_int_equal(panels_do_judge(room, PANEL_RECUSE, 0, j), PANEL_OK);
        if (given->states[j] == 'M')
            assert_int_equal(panels_do_judge(room, PANEL_MISSING, 0, j), PANEL_OK);
    }
}

static void assert_stages(const struct panel_case *given, const struct panel_result *result)
{
    assert_int_equal(result->stage_count, given->by == PANEL_BY_TOTAL ? 1 : given->criteria);
    for (int i = 0; i < result->stage_count; i++) {
        const struct panel_stage *stage = &result->stages[i];
        int counted = 0;
        assert_int_equal(stage->criterion, given->by == PANEL_BY_TOTAL ? -1 : i);
        for (int j = 0; j < given->judges; j++) {
            bool high = given->high[i] >> j & 1, low = given->low[i] >> j & 1;
            bool has = given->states[j] == 'S' || given->states[j] == 'C';
            assert_int_equal(stage->dropped[j], high || low);
            assert_int_equal(stage->high[j], high);
            assert_int_equal(stage->has[j], has);
            if (has && given->by == PANEL_BY_CRITERION)
                assert_int_equal(stage->marks[j], given->marks[j][i]);
            counted += has;
        }
        assert_int_equal(stage->counted, counted);
    }
}

static void marks_are_as_worked_out_by_others(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct panel_room room;
        struct panel_result result;
        set_case(&room, &cases[i]);
        play_case(&room, &cases[i]);
        panel_result(&room.panel, 0, &result);
        assert_int_equal(result.total, cases[i].total);
        assert_int_equal(result.lowest, cases[i].lowest);
        assert_int_equal(result.highest, cases[i].highest);
        assert_int_equal(result.complete, strchr(cases[i].states, 'C') == NULL);
        assert_stages(&cases[i], &result);
        for (int c = 0; c < cases[i].criteria; c++)
            assert_int_equal(panel_criterion_mark(&room.panel, 0, c), cases[i].criterion_marks[c]);
        panel_finish(&room.panel);
    }
}

/* ---- Figure skating ------------------------------------------------------------------------------------ */

/* Program components under the ISU's special regulations: the highest and the lowest mark of each component
 * are dropped, the mean of the others is rounded to two decimals, multiplied by the factor, rounded to two
 * decimals, and added up. Marks from 0.25 to 10 in quarters; they stand here as quarters. The marks are made
 * up; the sums were worked out with exact fractions apart from biwu. */
enum { COMPONENTS = 3 };
typedef signed char component_marks[9][COMPONENTS];

static const component_marks nine_judges[] = {
    {{32, 32, 32},
     {35, 30, 30},
     {33, 31, 32},
     {34, 30, 33},
     {31, 30, 30},
     {32, 33, 30},
     {31, 31, 33},
     {32, 30, 34},
     {30, 32, 35}},
    {{29, 32, 32},
     {30, 33, 29},
     {35, 31, 32},
     {30, 35, 31},
     {30, 33, 30},
     {33, 30, 32},
     {33, 33, 32},
     {34, 32, 29},
     {33, 32, 30}},
    {{30, 34, 31},
     {29, 32, 27},
     {30, 31, 33},
     {32, 30, 27},
     {-1, -1, -1},
     {28, 34, 31},
     {30, 32, 31},
     {29, 32, 31},
     {30, 32, 30}},
    {{32, 27, 28},
     {28, 26, 27},
     {31, 32, 27},
     {28, 29, 30},
     {29, 26, 29},
     {32, 30, 28},
     {29, 31, 26},
     {30, 32, 32},
     {32, 30, 27}},
    {{30, 29, 29},
     {26, 28, 29},
     {30, 29, 30},
     {28, 32, 30},
     {28, 30, 29},
     {29, 29, 29},
     {28, 28, 29},
     {29, 32, 28},
     {29, 29, 30}},
};
static const component_marks seven_judges[] = {
    {{32, 32, 31}, {35, 33, 29}, {31, 33, 32}, {33, 34, 31}, {32, 33, 31}, {30, 33, 30}, {33, 34, 30}},
    {{29, 33, 32}, {30, 32, 34}, {33, 35, 35}, {31, 33, 32}, {31, 33, 32}, {29, 31, 31}, {35, 33, 34}},
};

static void set_components(struct panel_room *room, int performers, int judges, bool staged)
{
    panels_sheet(room, performers, judges, COMPONENTS);
    struct panel_sheet *sheet = &room->sheet;
    for (int i = 0; i < COMPONENTS; i++)
        room->criteria[i].factor = 13300;
    sheet->by = PANEL_BY_CRITERION;
    sheet->drop_high = sheet->drop_low = 1;
    sheet->drop_from = 3;
    sheet->rounding =
        staged ? (struct panel_rounding){2, 2, 2} : (struct panel_rounding){PANEL_EXACT, PANEL_EXACT, 2};
}

static void skate(struct panel_room *room, int performer, const component_marks marks)
{
    for (int j = 0; j < room->sheet.judge_count; j++) {
        if (marks[j][0] < 0) {
            assert_int_equal(panels_do_judge(room, PANEL_MISSING, performer, j), PANEL_OK);
            continue;
        }
        for (int c = 0; c < COMPONENTS; c++)
            assert_int_equal(panels_mark(room, performer, j, c, marks[j][c] * MARK_ONE / 4), PANEL_OK);
        assert_int_equal(panels_sign(room, performer, j), PANEL_OK);
    }
    assert_int_equal(panels_do(room, PANEL_CLOSE, performer), PANEL_OK);
}

static void skate_all(struct panel_room *room, const component_marks *marks)
{
    assert_int_equal(panels_begin(room), PANEL_OK);
    for (int i = 0; i < room->sheet.performer_count; i++)
        skate(room, i, marks[i]);
}

static void assert_place(const struct placing *row, int entrant, int rank, int decided)
{
    assert_int_equal(row->entrant, entrant);
    assert_int_equal(row->rank, rank);
    assert_int_equal(row->decided, decided);
}

static void nine_judges_mark_components(void **state)
{
    (void)state;
    struct panel_room room;
    struct panel_result result;
    set_components(&room, 5, 9, true);
    room.sheet.rank[1] = (struct panel_rank){PANEL_RANK_CRITERION, 2}; /* skating skills break ties */
    room.sheet.rank_count = 2;
    skate_all(&room, nine_judges);
    static const mark_t totals[] = {315800, 315700, 305900, 290800, 290800};
    for (int i = 0; i < 5; i++)
        assert_int_equal(room.panel.performers[i].mark, totals[i]);
    panel_result(&room.panel, 0, &result);
    static const mark_t means[] = {80400, 77100, 80000}, products[] = {106900, 102500, 106400};
    for (int c = 0; c < COMPONENTS; c++) {
        assert_int_equal(result.stages[c].mean, means[c]);
        assert_int_equal(result.stages[c].product, products[c]);
    }
    /* One judge was absent: the mean is of the other eight, less two; as a zero it would be 30.26. */
    panel_result(&room.panel, 2, &result);
    assert_int_equal(result.stages[0].counted, 8);
    assert_int_equal(result.stages[0].product, 98700);
    assert_true(result.complete);

    struct placing rows[5];
    panel_standing(&room.panel, rows);
    assert_place(&rows[0], 0, 1, -1);
    assert_place(&rows[1], 1, 2, 0);
    assert_place(&rows[2], 2, 3, 0);
    assert_place(&rows[3], 4, 4, 0); /* equal totals: 9.74 beats 9.31 in the third component */
    assert_place(&rows[4], 3, 5, 1);
    assert_int_equal(rows[3].keys[1], 97400);
    assert_int_equal(rows[4].keys[1], 93100);
    panel_finish(&room.panel);
}

static void rounding_once_would_rank_otherwise(void **state)
{
    (void)state;
    struct panel_room room;
    struct placing rows[5];
    /* 31.59 both, where rounding at each stage found 31.58 and 31.57. */
    set_components(&room, 5, 9, false);
    skate_all(&room, nine_judges);
    panel_standing(&room.panel, rows);
    assert_place(&rows[0], 0, 1, -1);
    assert_place(&rows[1], 1, 1, -1);
    assert_int_equal(rows[0].keys[0], 315900);
    assert_int_equal(rows[1].keys[0], 315900);
    assert_int_equal(rows[2].keys[0], 305900);
    assert_int_equal(rows[3].keys[0], 290700);
    panel_finish(&room.panel);
    /* And with a factor for each component the first and the second change places. */
    for (int staged = 0; staged < 2; staged++) {
        set_components(&room, 2, 7, staged);
        room.criteria[1].factor = 12000;
        room.criteria[2].factor = 10700;
        skate_all(&room, seven_judges);
        assert_int_equal(room.panel.performers[0].mark, staged ? 288600 : 288500);
        assert_int_equal(room.panel.performers[1].mark, staged ? 288500 : 288600);
        panel_standing(&room.panel, rows);
        assert_place(&rows[0], staged ? 0 : 1, 1, -1);
        assert_place(&rows[1], staged ? 1 : 0, 2, 0);
        panel_finish(&room.panel);
    }
}

/* ---- Diving ---------------------------------------------------------------------------------------------
 */

/* Under the diving rules of World Aquatics, of seven marks (0 to 10 in halves) the two highest and the two
 * lowest are dropped, and the sum of the three left is multiplied by the difficulty. A dive is a criterion
 * here. */
static void set_dives(struct panel_room *room)
{
    static const mark_t difficulties[] = {32000, 28000, 35000};
    panels_sheet(room, 1, 7, 3);
    for (int i = 0; i < 3; i++) {
        room->criteria[i].factor = difficulties[i];
        room->criteria[i].step = MARK_ONE / 2;
    }
    room->sheet.by = PANEL_BY_CRITERION;
    room->sheet.mean = PANEL_SUM;
    room->sheet.drop_high = room->sheet.drop_low = 2;
    room->sheet.drop_from = 5;
}

static const signed char dives[7][3] = {/* in halves */
                                        {16, 13, 14}, {15, 13, 15}, {16, 12, 14}, {17, 14, 15},
                                        {14, 13, 16}, {16, 15, 14}, {15, 13, 17}};

static void dive(struct panel_room *room, int judges)
{
    assert_int_equal(panels_begin(room), PANEL_OK);
    for (int j = 0; j < 7; j++) {
        if (j >= judges) {
            assert_int_equal(panels_do_judge(room, PANEL_MISSING, 0, j), PANEL_OK);
            continue;
        }
        for (int c = 0; c < 3; c++)
            assert_int_equal(panels_mark(room, 0, j, c, dives[j][c] * MARK_ONE / 2), PANEL_OK);
        assert_int_equal(panels_sign(room, 0, j), PANEL_OK);
    }
}

static void seven_judges_mark_dives(void **state)
{
    (void)state;
    struct panel_room room;
    struct panel_result result;
    set_dives(&room);
    dive(&room, 7);
    panel_result(&room.panel, 0, &result);
    /* 14 15 15 16 16 16 17 leaves 7.5 + 8 + 8; 12 13 13 13 13 14 15 leaves 3 × 6.5; 14 14 14 15 15 16 17
     * leaves 7 + 7.5 + 7.5. */
    assert_int_equal(result.stages[0].mean, 235000);
    assert_int_equal(result.stages[0].product, 752000);
    assert_int_equal(result.stages[1].mean, 195000);
    assert_int_equal(result.stages[1].product, 546000);
    assert_int_equal(result.stages[2].mean, 220000);
    assert_int_equal(result.stages[2].product, 770000);
    assert_int_equal(result.total, 2068000);
    /* Of three equal eights, of the judges 1, 3 and 6, the first is dropped, after the 8.5. */
    assert_true(result.stages[0].high[3] && result.stages[0].high[0]);
    assert_false(result.stages[0].dropped[2] || result.stages[0].dropped[5]);
    assert_int_equal(panel_full(&room.sheet), 30 * (32000 + 28000 + 35000));
    panel_finish(&room.panel);
}

static void a_sum_stands_for_all_judges(void **state)
{
    (void)state;
    struct panel_room room;
    struct panel_result result;
    set_dives(&room);
    dive(&room, 6); /* 14 15 16 16 16 17 leaves 8 + 8, which stands for 24 */
    panel_result(&room.panel, 0, &result);
    assert_int_equal(result.stages[0].mean, 240000);
    assert_int_equal(result.stages[0].product, 768000);
    panel_finish(&room.panel);
    dive(&room, 4); /* too few to drop any: 16 15 16 17, a mean of 8, three times */
    panel_result(&room.panel, 0, &result);
    assert_int_equal(result.stages[0].counted, 4);
    for (int j = 0; j < 7; j++)
        assert_false(result.stages[0].dropped[j]);
    assert_int_equal(result.stages[0].mean, 240000);
    panel_finish(&room.panel);
}

/* ---- Rounding -------------------------------------------------------------------------------------------
 */

static mark_t total_of(struct panel_rounding rounding, mark_t factor, const mark_t *marks, int count)
{
    struct panel_room room;
    struct panel_result result;
    panels_sheet(&room, 1, count, 1);
    room.criteria[0].step = 1;
    room.sheet.rounding = rounding;
    room.sheet.factor = factor;
    assert_int_equal(panels_begin(&room), PANEL_OK);
    for (int j = 0; j < count; j++)
        assert_int_equal(panels_mark(&room, 0, j, 0, marks[j]), PANEL_OK);
    panel_result(&room.panel, 0, &result);
    panel_finish(&room.panel);
    return result.total;
}

static void exact_stages_are_exact(void **state)
{
    (void)state;
    static const mark_t thirds[] = {10000, 10000, 0}; /* a mean of 2/3 */
    enum { E = PANEL_EXACT };
    assert_int_equal(total_of((struct panel_rounding){2, 2, 2}, 30000, thirds, 3), 20100);
    assert_int_equal(total_of((struct panel_rounding){4, 4, 4}, 30000, thirds, 3), 20001);
    assert_int_equal(total_of((struct panel_rounding){E, E, 4}, 30000, thirds, 3), 20000);
    assert_int_equal(total_of((struct panel_rounding){E, 0, 4}, 30000, thirds, 3), 20000);
    assert_int_equal(total_of((struct panel_rounding){0, E, 4}, 15000, thirds, 3), 15000);
    /* By 1 nothing is multiplied: only the total is rounded. */
    assert_int_equal(total_of((struct panel_rounding){E, 0, 4}, 10000, thirds, 3), 6667);
    assert_int_equal(total_of((struct panel_rounding){E, E, 0}, 10000, thirds, 3), 10000);
    /* Halves go up, though no decimal fraction shows it: 1/8 is 0.13, 0.125 less a hair is 0.12. */
    static const mark_t eighth[] = {10000, 0, 0, 0, 0, 0, 0, 0}, less[] = {9999, 0, 0, 0, 0, 0, 0, 0};
    assert_int_equal(total_of((struct panel_rounding){E, E, 2}, 10000, eighth, 8), 1300);
    assert_int_equal(total_of((struct panel_rounding){E, E, 2}, 10000, less, 8), 1200);
    assert_int_equal(total_of((struct panel_rounding){4, E, 2}, 10000, less, 8), 1300);
}

static void negative_marks_round_away_from_zero(void **state)
{
    (void)state;
    struct panel_room room;
    struct panel_result result;
    panels_sheet(&room, 1, 2, 1);
    room.criteria[0].min = -10 * MARK_ONE;
    room.sheet.rounding = (struct panel_rounding){0, 0, 0};
    assert_int_equal(panels_begin(&room), PANEL_OK);
    assert_int_equal(panels_mark(&room, 0, 0, 0, -10000), PANEL_OK);
    assert_int_equal(panels_mark(&room, 0, 1, 0, -20000), PANEL_OK);
    panel_result(&room.panel, 0, &result);
    assert_int_equal(result.total, -20000);
    panel_finish(&room.panel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_make_a_mark),           cmocka_unit_test(a_judged_mark_stands_on_its_steps),
        cmocka_unit_test(a_mark_falls_in_a_level),     cmocka_unit_test(marks_are_as_worked_out_by_others),
        cmocka_unit_test(nine_judges_mark_components), cmocka_unit_test(rounding_once_would_rank_otherwise),
        cmocka_unit_test(seven_judges_mark_dives),     cmocka_unit_test(a_sum_stands_for_all_judges),
        cmocka_unit_test(exact_stages_are_exact),      cmocka_unit_test(negative_marks_round_away_from_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
