#include "base/mem.h"
#include "core/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Two teams of three and one of two; a theory test of persons, and a panel of the teams. */
static const struct text a_members[] = {TEXT("11"), TEXT("12"), TEXT("13")};
static const struct text b_members[] = {TEXT("21"), TEXT("22"), TEXT("23")};
static const struct text c_members[] = {TEXT("31"), TEXT("32")};
static const struct entrant teams[] = {
    {.code = TEXT("A"),
     .name = TEXT("通风队"),
     .unit = TEXT("矿/通风队"),
     .members = a_members,
     .member_count = 3},
    {.code = TEXT("B"),
     .name = TEXT("综采队"),
     .unit = TEXT("矿/综采队"),
     .members = b_members,
     .member_count = 3},
    {.code = TEXT("C"),
     .name = TEXT("机电队"),
     .unit = TEXT("矿/机电队"),
     .members = c_members,
     .member_count = 2},
};

#define PERSON(number, unit_, mark_, elapsed_)                                                               \
    {                                                                                                        \
        .code = TEXT(number), .name = TEXT(number), .unit = TEXT(unit_), .mark = mark_, .full = 1000000,     \
        .elapsed = elapsed_                                                                                  \
    }
static const struct part_result theory[] = {
    PERSON("11", "矿/通风队", 900000, 60000), PERSON("12", "矿/通风队/一班", 850000, 50000),
    PERSON("13", "矿/通风队", 800100, 40000), PERSON("21", "矿/综采队", 950000, 30000),
    PERSON("22", "矿/综采队", 700000, 20000), PERSON("31", "矿/机电队", 880000, 90000),
    PERSON("32", "矿/机电队", 660000, 70000), PERSON("99", "集团", 1000000, 10000),
};
static const struct part_result panel[] = {
    {.code = TEXT("A"), .name = TEXT("通风队"), .mark = 885500, .full = 1000000},
    {.code = TEXT("x"), .name = TEXT("综采队"), .mark = 912300, .full = 1000000},
    {.code = TEXT("C"), .name = TEXT("机电队"), .mark = 890000, .full = 1000000},
};

struct fixture {
    struct series_sheet sheet;
    struct series_part parts[4];
    struct part_results results[4];
    struct arena arena;
    struct series_row *rows;
    size_t count;
};

/* 30 % theory, 70 % panel. */
static void set_up(struct fixture *fixture)
{
    *fixture = (struct fixture){
        .parts = {{.event = TEXT("theory"), .weight = 3000}, {.event = TEXT("panel"), .weight = 7000}},
        .results = {{theory, COUNT_OF(theory), .persons = true}, {panel, COUNT_OF(panel), .persons = false}},
        .arena = ARENA_EMPTY,
    };
    fixture->sheet = (struct series_sheet){
        .code = TEXT("s"),
        .decimals = 2,
        .of = SERIES_OF_TEAMS,
        .entrants = teams,
        .entrant_count = 3,
        .members = MEMBERS_MEAN,
        .parts = fixture->parts,
        .part_count = 2,
        .rank = {{SERIES_RANK_TOTAL, -1}},
        .rank_count = 1,
    };
}

static void stand(struct fixture *fixture)
{
    fixture->count = series_standing(&fixture->sheet, fixture->results, &fixture->arena, &fixture->rows);
}

static const struct series_row *row_of(const struct fixture *fixture, const char *code)
{
    for (size_t i = 0; i < fixture->count; i++)
        if (text_is(fixture->rows[i].entrant.code, code))
            return &fixture->rows[i];
    return NULL;
}

static void members_are_joined_and_parts_weighted(void **state)
{
    (void)state;
    struct fixture f;
    set_up(&f);
    stand(&f);
    assert_int_equal(f.count, 3);
    /* (90 + 85 + 80.01) / 3 is 85.0033…, so 85.00; × 0.3 is 25.50; 88.55 × 0.7 is 61.985, so 61.99. */
    const struct series_row *a = row_of(&f, "A");
    assert_int_equal(a->shares[0].mark, 850000);
    assert_int_equal(a->shares[0].weighted, 255000);
    assert_int_equal(a->shares[0].members, 3);
    assert_int_equal(a->shares[0].elapsed, 50000);
    assert_int_equal(a->shares[1].mark, 885500);
    assert_int_equal(a->shares[1].weighted, 619900);
    assert_int_equal(a->total, 874900);
    assert_int_equal(a->missing, 0);
    /* 23 did not take it and counts as 0: 165 / 3; the panel knows the team by its name. */
    const struct series_row *b = row_of(&f, "B");
    assert_int_equal(b->shares[0].mark, 550000);
    assert_int_equal(b->shares[0].members, 2);
    assert_int_equal(b->shares[1].mark, 912300);
    assert_int_equal(b->total, 165000 + 638600);
    const struct series_row *c = row_of(&f, "C");
    assert_int_equal(c->total, 231000 + 623000);
    assert_ptr_equal(a, &f.rows[0]);
    assert_int_equal(a->rank, 1);
    assert_int_equal(c->rank, 2);
    assert_int_equal(b->rank, 3);
    assert_int_equal(b->decided, 0);
    arena_finish(&f.arena);
}

static mark_t theory_of(struct fixture *f, const char *code)
{
    stand(f);
    const struct series_row *row = row_of(f, code);
    return row->shares[0].present ? row->shares[0].mark : -1;
}

static void members_count_by_the_rule(void **state)
{
    (void)state;
    struct fixture f;
    set_up(&f);
    f.sheet.members = MEMBERS_SUM;
    assert_int_equal(theory_of(&f, "A"), 2550100);
    assert_int_equal(theory_of(&f, "B"), 1650000);
    f.sheet.members = MEMBERS_BEST;
    f.sheet.best = 2;
    assert_int_equal(theory_of(&f, "A"), 875000);
    assert_int_equal(row_of(&f, "A")->shares[0].members, 3);
    assert_int_equal(theory_of(&f, "B"), 825000);
    assert_int_equal(theory_of(&f, "C"), 770000);
    f.sheet.best = 3; /* C lists but two; of B one is absent */
    assert_int_equal(theory_of(&f, "C"), 770000);
    assert_int_equal(theory_of(&f, "B"), 550000);
    /* Where the absent are not zeros, the team has no result without them. */
    f.sheet.absent = ABSENT_UNRANKED;
    assert_int_equal(theory_of(&f, "B"), -1);
    assert_int_equal(row_of(&f, "B")->rank, 0);
    f.sheet.best = 2; /* two are enough */
    assert_int_equal(theory_of(&f, "B"), 825000);
    f.sheet.members = MEMBERS_MEAN;
    assert_int_equal(theory_of(&f, "B"), -1);
    f.sheet.members = MEMBERS_SUM;
    assert_int_equal(theory_of(&f, "B"), -1);
    assert_int_equal(theory_of(&f, "A"), 2550100);
    arena_finish(&f.arena);
}

static void the_absent_get_nothing_or_no_rank(void **state)
{
    (void)state;
    struct fixture f;
    set_up(&f);
    f.results[1].count = 2; /* C did not come to the panel */
    stand(&f);
    assert_int_equal(row_of(&f, "C")->missing, 1);
    assert_int_equal(row_of(&f, "C")->total, 231000);
    assert_int_equal(row_of(&f, "C")->rank, 3);
    f.sheet.absent = ABSENT_UNRANKED;
    f.sheet.members = MEMBERS_BEST;
    f.sheet.best = 2;
    stand(&f);
    assert_int_equal(row_of(&f, "C")->rank, 0);
    assert_ptr_equal(row_of(&f, "C"), &f.rows[2]);
    assert_int_equal(row_of(&f, "A")->rank, 2);
    assert_int_equal(row_of(&f, "B")->rank, 1);
    /* Before anything is held nobody is first. */
    f.sheet.absent = ABSENT_ZERO;
    f.results[0].count = f.results[1].count = 0;
    static const struct award award = {TEXT("一等奖"), 1, 1};
    f.sheet.awards = &award;
    f.sheet.award_count = 1;
    stand(&f);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(f.rows[i].rank, 0);
        assert_null(f.rows[i].award);
    }
    arena_finish(&f.arena);
}

static void every_stage_is_rounded(void **state)
{
    (void)state;
    /* 33.0015 of 70 brought to 100 is 47.145, so 47.15; half of it 23.575, so 23.58: rounded once, 23.57. */
    static const struct part_result rows[] = {
        {.code = TEXT("A"), .mark = 330015, .full = 700000},
        {.code = TEXT("B"), .mark = -330015, .full = 700000},
    };
    struct fixture f;
    set_up(&f);
    f.sheet.part_count = 1;
    f.results[0] = (struct part_results){rows, 2, .persons = false};
    f.parts[0].weight = 5000;
    f.parts[0].scale = 1000000;
    stand(&f);
    assert_int_equal(row_of(&f, "A")->shares[0].mark, 471500);
    assert_int_equal(row_of(&f, "A")->total, 235800);
    assert_int_equal(row_of(&f, "B")->shares[0].mark, -471500);
    assert_int_equal(row_of(&f, "B")->total, -235800);
    f.sheet.decimals = 4;
    stand(&f);
    assert_int_equal(row_of(&f, "A")->shares[0].mark, 471450);
    assert_int_equal(row_of(&f, "A")->total, 235725);
    f.sheet.decimals = 0;
    stand(&f);
    assert_int_equal(row_of(&f, "A")->shares[0].mark, 470000);
    assert_int_equal(row_of(&f, "A")->total, 240000); /* 23.5 */
    f.parts[0].full = 660030;                         /* the sheet knows better */
    stand(&f);
    assert_int_equal(row_of(&f, "A")->shares[0].mark, 500000);
    f.parts[0].scale = 0; /* taken as it is */
    stand(&f);
    assert_int_equal(row_of(&f, "A")->shares[0].mark, 330000);
    arena_finish(&f.arena);
}

/* ---- Ties --------------------------------------------------------------------------------------------- */

static void assert_order(const struct fixture *f, const char *codes, const int *ranks, const int *decided)
{
    for (size_t i = 0; i < f->count; i++) {
        char code[] = {codes[i], '\0'};
        assert_true(text_is(f->rows[i].entrant.code, code));
        assert_int_equal(f->rows[i].rank, ranks[i]);
        assert_int_equal(f->rows[i].decided, decided[i]);
    }
}

/* Four entrants with equal totals: D took longer, B and C differ in the second part only. */
static const struct part_result tied_test[] = {
    {.code = TEXT("A"), .mark = 600000, .elapsed = 30500},
    {.code = TEXT("B"), .mark = 500000, .elapsed = 40000},
    {.code = TEXT("C"), .mark = 600000, .elapsed = 40900},
    {.code = TEXT("D"), .mark = 700000, .elapsed = 50000},
    {.code = TEXT("E"), .mark = 600000, .elapsed = 30999},
    {.code = TEXT("F"), .mark = 100000, .elapsed = 1000},
};
static const struct part_result tied_panel[] = {
    {.code = TEXT("A"), .mark = 300000}, {.code = TEXT("B"), .mark = 400000},
    {.code = TEXT("C"), .mark = 300000}, {.code = TEXT("D"), .mark = 200000},
    {.code = TEXT("E"), .mark = 300000}, {.code = TEXT("F"), .mark = 100000},
};

static void set_ties(struct fixture *f)
{
    set_up(f);
    f->sheet.of = SERIES_OF_PERSONS;
    f->sheet.entrants = NULL;
    f->sheet.entrant_count = 0;
    f->parts[0].weight = f->parts[1].weight = MARK_ONE;
    f->results[0] = (struct part_results){tied_test, COUNT_OF(tied_test), .persons = true};
    f->results[1] = (struct part_results){tied_panel, COUNT_OF(tied_panel), .persons = false};
}

static void ties_are_broken_level_by_level(void **state)
{
    (void)state;
    static const struct award awards[] = {
        {TEXT("一等奖"), 1, 2}, {TEXT("二等奖"), 3, 4}, {TEXT("三等奖"), 5, 6}};
    struct fixture f;
    set_ties(&f);
    f.sheet.awards = awards;
    f.sheet.award_count = 3;
    /* By the total alone five share the first rank, and its award. */
    stand(&f);
    assert_order(&f, "ABCDEF", (int[]){1, 1, 1, 1, 1, 6}, (int[]){-1, -1, -1, -1, -1, 0});
    for (int i = 0; i < 5; i++)
        assert_ptr_equal(f.rows[i].award, &awards[0]);
    assert_ptr_equal(f.rows[5].award, &awards[2]);
    /* The time decides, in whole seconds: A and E share. */
    f.sheet.rank[1] = (struct series_rank){SERIES_RANK_ELAPSED, -1};
    f.sheet.rank_count = 2;
    stand(&f);
    assert_order(&f, "AEBCDF", (int[]){1, 1, 3, 3, 5, 6}, (int[]){-1, -1, 1, -1, 1, 0});
    assert_ptr_equal(f.rows[1].award, &awards[0]);
    assert_ptr_equal(f.rows[2].award, &awards[1]);
    assert_ptr_equal(f.rows[3].award, &awards[1]);
    /* Then a part. */
    f.sheet.rank[2] = (struct series_rank){SERIES_RANK_PART, 1};
    f.sheet.rank_count = 3;
    stand(&f);
    assert_order(&f, "AEBCDF", (int[]){1, 1, 3, 4, 5, 6}, (int[]){-1, -1, 1, 2, 1, 0});
    /* Or the part at once. */
    f.sheet.rank[1] = (struct series_rank){SERIES_RANK_PART, 0};
    f.sheet.rank_count = 2;
    stand(&f);
    assert_order(&f, "DACEBF", (int[]){1, 2, 2, 2, 5, 6}, (int[]){-1, 1, -1, -1, 1, 0});
    arena_finish(&f.arena);
}

static void who_was_not_there_was_not_fastest(void **state)
{
    (void)state;
    static const struct part_result test[] = {{.code = TEXT("A"), .mark = 0, .elapsed = 50000}};
    static const struct part_result other[] = {{.code = TEXT("A"), .mark = 300000},
                                               {.code = TEXT("B"), .mark = 300000}};
    struct fixture f;
    set_ties(&f);
    f.results[0] = (struct part_results){test, 1, .persons = true};
    f.results[1] = (struct part_results){other, 2, .persons = false};
    f.sheet.rank[1] = (struct series_rank){SERIES_RANK_ELAPSED, -1};
    f.sheet.rank_count = 2;
    stand(&f);
    assert_order(&f, "AB", (int[]){1, 2}, (int[]){-1, 1});
    arena_finish(&f.arena);
}

/* ---- Who is ranked ------------------------------------------------------------------------------------ */

static void without_a_list_all_who_have_results_are_ranked(void **state)
{
    (void)state;
    struct fixture f;
    set_up(&f);
    f.sheet.entrants = NULL;
    f.sheet.entrant_count = 0;
    stand(&f); /* teams: the test's persons are none */
    assert_int_equal(f.count, 3);
    assert_non_null(row_of(&f, "x"));
    assert_int_equal(row_of(&f, "A")->missing, 1);
    f.sheet.of = SERIES_OF_PERSONS;
    f.sheet.part_count = 1;
    stand(&f);
    assert_int_equal(f.count, COUNT_OF(theory));
    assert_true(text_is(f.rows[0].entrant.code, "99"));
    assert_true(text_is(f.rows[0].entrant.unit, "集团"));
    f.sheet.of = SERIES_OF_UNITS;
    stand(&f);
    assert_int_equal(f.count, 5); /* 一班 by itself */
    assert_int_equal(row_of(&f, "矿/通风队")->shares[0].members, 2);
    assert_int_equal(row_of(&f, "矿/通风队")->shares[0].mark, 850100); /* 85.005 */
    assert_int_equal(row_of(&f, "矿/综采队")->shares[0].mark, 825000);
    arena_finish(&f.arena);
}

static void listed_units_take_in_those_below(void **state)
{
    (void)state;
    static const struct entrant units[] = {
        {.code = TEXT("T"), .name = TEXT("矿/通风队")},
        {.code = TEXT("M"), .name = TEXT("全矿"), .unit = TEXT("矿")},
    };
    struct fixture f;
    set_up(&f);
    f.sheet.of = SERIES_OF_UNITS;
    f.sheet.entrants = units;
    f.sheet.entrant_count = 2;
    f.sheet.part_count = 1;
    stand(&f);
    assert_int_equal(row_of(&f, "T")->shares[0].members, 3);
    assert_int_equal(row_of(&f, "T")->shares[0].mark, 850000);
    assert_int_equal(row_of(&f, "M")->shares[0].members, 7);
    arena_finish(&f.arena);
}

static void names_are_not_taken_for_persons(void **state)
{
    (void)state;
    static const struct entrant people[] = {
        {.code = TEXT("1"), .name = TEXT("王伟"), .unit = TEXT("矿/一队")},
        {.code = TEXT("2"), .name = TEXT("李强"), .unit = TEXT("矿/一队")},
        {.code = TEXT("3"), .name = TEXT("张敏")},
    };
    static const struct part_result rows[] = {
        {.code = TEXT("7"), .name = TEXT("王伟"), .unit = TEXT("矿/一队"), .mark = 10000},
        {.code = TEXT("8"), .name = TEXT("李强"), .unit = TEXT("矿/二队"), .mark = 20000},
        {.code = TEXT("9"), .name = TEXT("张敏"), .unit = TEXT("矿/二队"), .mark = 30000},
        {.code = TEXT("10"), .name = TEXT("张敏"), .unit = TEXT("矿/三队"), .mark = 40000},
    };
    struct fixture f;
    set_up(&f);
    f.sheet.of = SERIES_OF_PERSONS;
    f.sheet.entrants = people;
    f.sheet.entrant_count = 3;
    f.sheet.part_count = 1;
    f.results[0] = (struct part_results){rows, 4, .persons = true};
    stand(&f);
    for (int i = 0; i < 3; i++)
        assert_int_equal(f.rows[i].missing, 1); /* others of the same name took the test */
    f.results[0].persons = false;
    stand(&f);
    assert_int_equal(row_of(&f, "1")->missing, 0);
    assert_int_equal(row_of(&f, "2")->missing, 1); /* of another unit */
    assert_int_equal(row_of(&f, "3")->missing, 1); /* two of the name */
    arena_finish(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_joined_and_parts_weighted),
        cmocka_unit_test(members_count_by_the_rule),
        cmocka_unit_test(the_absent_get_nothing_or_no_rank),
        cmocka_unit_test(every_stage_is_rounded),
        cmocka_unit_test(ties_are_broken_level_by_level),
        cmocka_unit_test(who_was_not_there_was_not_fastest),
        cmocka_unit_test(without_a_list_all_who_have_results_are_ranked),
        cmocka_unit_test(listed_units_take_in_those_below),
        cmocka_unit_test(names_are_not_taken_for_persons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
