#include "bank/panel_marks_load.h"

#include "base/mem.h"
#include "findings.h"

/* Two performers, two judges, one measured and one judged criterion. */
static const struct entrant performers[] = {{.code = TEXT("A"), .name = TEXT("一队")},
                                            {.code = TEXT("B"), .name = TEXT("二队")}};
static const struct text judges[] = {TEXT("10041"), TEXT("10042")};
static const struct step_mark steps[] = {{TEXT("宣布开会"), 100000}, {TEXT("清点人数"), 200000}};
static const struct step_mark faults[] = {{TEXT("超出议题"), 50000}};
static const struct criterion criteria[] = {
    {.id = TEXT("procedure"),
     .title = TEXT("程序"),
     .kind = CRITERION_MEASURED,
     .max = 300000,
     .factor = MARK_ONE,
     .steps = steps,
     .step_count = 2,
     .faults = faults,
     .fault_count = 1,
     .wrong_order = 20000,
     .overtime = 10000,
     .overtime_every = 30000},
    {.id = TEXT("content"),
     .title = TEXT("内容"),
     .kind = CRITERION_JUDGED,
     .max = 300000,
     .step = 5000,
     .factor = MARK_ONE},
};
static const struct panel_sheet sheet = {.performers = performers,
                                         .performer_count = 2,
                                         .judge_count = 2,
                                         .judges = judges,
                                         .criteria = criteria,
                                         .criterion_count = 2};

static void assert_marks(const char *source, const char *expected)
{
    struct loading_place place = loading_place();
    struct panel_marks_file file;
    bool ok = panel_marks_load(text_of(source), "marks.csv", &sheet, &place.arena, &place.diags, &file);
    assert_findings(&place.diags, expected);
    assert_true(ok == (place.diags.errors == 0));
    loading_place_finish(&place);
}

static void marks_are_read(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct panel_marks_file file;
    bool ok = panel_marks_load(text_of("参赛队,评委,评分项,得分,步骤,禁项,错序,超时\n"
                                       "A,10041,content,２８.5\n"
                                       "B,10042,procedure,,1 2,1,1,31\n"),
                               "marks.csv", &sheet, &place.arena, &place.diags, &file);
    assert_findings(&place.diags, "");
    assert_true(ok);
    assert_int_equal(file.count, 2);
    assert_int_equal(file.rows[0].performer, 0);
    assert_int_equal(file.rows[0].judge, 0);
    assert_int_equal(file.rows[0].criterion, 1);
    assert_int_equal(file.rows[0].mark.mark, 285000);
    assert_int_equal(file.rows[1].mark.steps, 3);
    assert_int_equal(file.rows[1].mark.faults, 1);
    assert_int_equal(file.rows[1].mark.overtime, 31000);
    /* 10 + 20 − 5 − 2 − two begun half minutes. */
    assert_int_equal(file.rows[1].mark.mark, 210000);
    loading_place_finish(&place);
}

/* Paper sheets may hold only the mark of what was measured. */
static void a_measured_mark_stands_without_ticks(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct panel_marks_file file;
    bool ok = panel_marks_load(text_of("参赛队,评委,评分项,得分,步骤,禁项,错序,超时\n"
                                       "A,10041,procedure,２７.5,, ,,\n"
                                       "A,10042,procedure,,,,,\n"),
                               "marks.csv", &sheet, &place.arena, &place.diags, &file);
    assert_findings(&place.diags, "");
    assert_true(ok);
    assert_int_equal(file.count, 2);
    assert_true(file.rows[0].mark.given);
    assert_int_equal(file.rows[0].mark.mark, 275000);
    assert_int_equal(file.rows[0].mark.steps | file.rows[0].mark.faults, 0);
    assert_int_equal(file.rows[1].mark.mark, 0);
    loading_place_finish(&place);
    assert_marks("performer,judge,criterion,mark\nA,10041,procedure,30.5\nA,10042,procedure,许多\n",
                 "2:19+4: 程序 takes marks from 0 to 30\n3:19+2: 程序 takes marks from 0 to 30\n");
}

static void strangers_are_named(void **state)
{
    (void)state;
    assert_marks("performer,judge,criterion,mark\nC,10041,content,20\nA,10049,content,20\nA,10041,style,20\n",
                 "2:1+1: “C” does not perform in this panel\n"
                 "3:3+5: “10049” is no judge of this panel\n"
                 "4:9+5: “style” is no criterion of this panel\n");
}

static void marks_keep_to_the_sheet(void **state)
{
    (void)state;
    assert_marks("performer,judge,criterion,mark\nA,10041,content,30.5\nA,10042,content,20.3\n",
                 "2:17+4: 内容 takes marks from 0 to 30 in steps of 0.5\n"
                 "3:17+4: 内容 takes marks from 0 to 30 in steps of 0.5\n");
    assert_marks("performer,judge,criterion,mark,steps\nA,10041,procedure,,3\n",
                 "2:20+1: expected numbers from 1 to 2 with spaces between them\n");
    assert_marks(
        "performer,judge,criterion,mark,steps\nA,10041,procedure,25,1 2\n",
        "2:19+2: the steps and faults of 程序 give 30; leave the mark empty or correct one of them\n");
}

static void a_mark_is_given_once(void **state)
{
    (void)state;
    assert_marks("performer,judge,criterion,mark\nA,10041,content,20\nA,10041,content,21\n",
                 "3:1+1: this mark is given twice: it already stands in line 2\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_read),       cmocka_unit_test(a_measured_mark_stands_without_ticks),
        cmocka_unit_test(strangers_are_named),  cmocka_unit_test(marks_keep_to_the_sheet),
        cmocka_unit_test(a_mark_is_given_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
