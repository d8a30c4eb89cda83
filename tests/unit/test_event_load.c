#include "bank/event_load.h"
#include "base/clock.h"
#include "base/mem.h"
#include "findings.h"

#define SECTION "- {title: s, draw: 10, marks: 2}\n"
#define HEAD "test: t\nminutes: 60\nsections:\n"
#define SHEET HEAD SECTION

static void assert_event(const char *source, const char *expected)
{
    struct loading_place place = loading_place();
    struct test_sheet sheet;
    bool ok = event_load(text_of(source), "test.yaml", &place.arena, &place.diags, &sheet);
    assert_findings(&place.diags, expected);
    assert_true(ok == (place.diags.errors == 0));
    loading_place_finish(&place);
}

static struct test_sheet load_good(struct loading_place *place, const char *source)
{
    struct test_sheet sheet;
    bool ok = event_load(text_of(source), "test.yaml", &place->arena, &place->diags, &sheet);
    assert_findings(&place->diags, "");
    assert_true(ok);
    return sheet;
}

static int64_t wall(const char *time)
{
    int64_t ms = -1;
    assert_true(clock_parse(text_of(time), &ms));
    return ms;
}

static void a_whole_sheet_is_read(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct test_sheet sheet = load_good(
        &place, "test: 2026-11-yzyh\n"
                "title: 十一月份应知应会测试\n"
                "instructions: |\n  一、独立作答。\n  二、按时交卷。\n"
                "opens: 2026-11-23 08:30\n"
                "closes: 2026-11-23T18:00:05\n"
                "minutes: 7.5\n"
                "full: 95\n"
                "pass: 60.5\n"
                "attempts: 3\n"
                "decimals: 1\n"
                "who: {posts: [书记, 副书记], units: 矿/通风队, numbers: [10021, \"007\"]}\n"
                "sections:\n"
                "- {title: 单选, draw: 40, from: {bank: dangwu, kind: single, difficulty: 2-4}, marks: 1}\n"
                "- {title: 多选, draw: 10, from: {bank: [dangwu, anquan], kind: [multiple, spot],\n"
                "   topic: [甲, 乙], difficulty: [3, 2]}, marks: 2.5, credit: short-half}\n"
                "- {title: 排序, items: [dw-1, dangwu/dw-2, 党-3], marks: 10, credit: adjacent}\n"
                "shuffle: {items: false, options: true}\n"
                "forms: 2\n"
                "reveal: {marks: never, keys: submitted, rank: submitted}\n"
                "rank: [marks, submitted, elapsed]\n"
                "extra_time: {\"10234\": 15, 10235: 0.5}\n"
                "on_outage: run\n"
                "marking: {markers: [\"10001\", 10002], times: 1, difference: 1.5}\n"
                "seed: 七号球\n");
    assert_text(sheet.code, "2026-11-yzyh");
    assert_text(sheet.title, "十一月份应知应会测试");
    assert_text(sheet.instructions, "一、独立作答。\n二、按时交卷。");
    assert_true(sheet.opens == wall("2026-11-23 08:30") && sheet.closes == wall("2026-11-23 18:00:05"));
    assert_int_equal(sheet.duration_ms, 450000);
    assert_int_equal(sheet.full, 95 * MARK_ONE);
    assert_int_equal(sheet.pass, 605 * MARK_ONE / 10);
    assert_true(sheet.attempts == 3 && sheet.decimals == 1 && sheet.forms == 2);
    assert_true(!sheet.who.everyone && sheet.who.post_count == 2 && sheet.who.unit_count == 1);
    assert_text(sheet.who.units[0], "矿/通风队");
    assert_text(sheet.who.numbers[1], "007");
    assert_true(!sheet.shuffle_items && sheet.shuffle_options);
    assert_true(sheet.reveal_marks == REVEAL_NEVER && sheet.reveal_keys == REVEAL_SUBMITTED &&
                sheet.reveal_rank == REVEAL_SUBMITTED);
    assert_int_equal(sheet.rank_count, 3);
    assert_int_equal(sheet.rank[1], RANK_SUBMITTED);
    assert_int_equal(sheet_time_for(&sheet, text_of("10234")), 450000 + 15 * 60000);
    assert_int_equal(sheet_time_for(&sheet, text_of("10235")), 450000 + 30000);
    assert_int_equal(sheet.on_outage, OUTAGE_RUN);
    assert_int_equal(sheet.marking.marker_count, 2);
    assert_text(sheet.marking.markers[1], "10002");
    assert_int_equal(sheet.marking.times, 1);
    assert_int_equal(sheet.marking.difference, 15000);
    assert_text(sheet.seed, "七号球");
    loading_place_finish(&place);
}

static void sections_are_read(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct test_sheet sheet =
        load_good(&place, HEAD
                  "- {title: 一, draw: 40, from: {bank: dangwu, kind: single, difficulty: 2-4}, marks: 1}\n"
                  "- {title: 二, draw: 10, from: {bank: [dangwu, anquan], kind: [multiple, 找错],\n"
                  "   topic: [甲, 乙], difficulty: [3, 2]}, marks: 2.5, credit: 少选得一半}\n"
                  "- {title: 三, items: [dw-1, dangwu/dw-2, 党-3], marks: 10}\n");
    assert_int_equal(sheet.section_count, 3);
    const struct section *first = &sheet.sections[0], *second = &sheet.sections[1],
                         *third = &sheet.sections[2];
    assert_true(first->draw == 40 && first->item_count == 0 && first->marks == MARK_ONE);
    assert_true(first->from.bank_count == 1 && first->from.kinds == UINT32_C(1) << ITEM_SINGLE);
    assert_true(first->from.difficulty_min == 2 && first->from.difficulty_max == 4);
    assert_int_equal(first->credit, CREDIT_EXACT);
    assert_text(second->from.banks[1], "anquan");
    assert_int_equal(second->from.kinds, UINT32_C(1) << ITEM_MULTIPLE | UINT32_C(1) << ITEM_SPOT);
    assert_text(second->from.topics[1], "乙");
    assert_true(second->from.difficulty_min == 2 && second->from.difficulty_max == 3);
    assert_int_equal(second->credit, CREDIT_SHORT_HALF);
    assert_true(third->draw == 0 && third->item_count == 3);
    assert_text(third->items[1], "dangwu/dw-2");
    assert_int_equal(sheet.full, 95 * MARK_ONE);
    loading_place_finish(&place);
}

static void silence_means_the_documented_defaults(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct test_sheet sheet = load_good(&place, SHEET);
    assert_text(sheet.title, "t");
    assert_int_equal(sheet.instructions.len, 0);
    assert_true(sheet.opens == 0 && sheet.closes == 0);
    assert_int_equal(sheet.full, 20 * MARK_ONE);
    assert_int_equal(sheet.pass, 12 * MARK_ONE);
    assert_true(sheet.attempts == 1 && sheet.decimals == 2 && sheet.forms == 0);
    assert_true(sheet.who.everyone);
    assert_true(sheet.shuffle_items && sheet.shuffle_options);
    assert_true(sheet.reveal_marks == REVEAL_SUBMITTED && sheet.reveal_keys == REVEAL_CLOSED &&
                sheet.reveal_rank == REVEAL_SUBMITTED);
    assert_true(sheet.rank_count == 2 && sheet.rank[0] == RANK_MARKS && sheet.rank[1] == RANK_ELAPSED);
    assert_true(sheet.extra_time_count == 0 && sheet.on_outage == OUTAGE_PAUSE && sheet.seed.len == 0);
    assert_true(sheet.marking.marker_count == 0 && sheet.marking.times == 2 && sheet.marking.difference == 0);
    assert_true(sheet.sections[0].from.bank_count == 0 && sheet.sections[0].from.kinds == 0);
    loading_place_finish(&place);
}

static void a_sheet_can_be_written_in_chinese(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct test_sheet sheet = load_good(
        &place, "场次: 2026-11\n"
                "标题: 测试\n"
                "须知: 独立作答\n"
                "开始: 2026-11-23 ０８：３０\n"
                "结束: 2026-11-23 18:00\n"
                "时长: ６０\n"
                "满分: 100\n"
                "及格: ８０％\n"
                "次数: 2\n"
                "小数: 1\n"
                "范围: {职务: 书记, 单位: [矿], 工号: 1}\n"
                "大题:\n"
                "- {标题: 一, 抽题: 50, 来源: {题库: dangwu, 题型: 单选题, 知识点: 甲, 难度: 3}, 分值: 2,\n"
                "   得分规则: 全对得分}\n"
                "乱序: 否\n"
                "试卷: 每人一卷\n"
                "公布: {成绩: 交卷后, 答案: 结束后, 名次: 不公布}\n"
                "排名: [成绩, 用时]\n"
                "延时: {10234: 15}\n"
                "中断: 继续计时\n"
                "阅卷: {阅卷人: 10001, 评次: 2, 分差: 2}\n"
                "种子: 七\n");
    assert_int_equal(sheet.opens, wall("2026-11-23 08:30"));
    assert_int_equal(sheet.pass, 80 * MARK_ONE);
    assert_true(!sheet.shuffle_items && !sheet.shuffle_options && sheet.attempts == 2);
    assert_int_equal(sheet.reveal_rank, REVEAL_NEVER);
    assert_int_equal(sheet.on_outage, OUTAGE_RUN);
    assert_int_equal(sheet.extra_time_count, 1);
    assert_true(sheet.marking.marker_count == 1 && sheet.marking.times == 2);
    assert_int_equal(sheet.marking.difference, 2 * MARK_ONE);
    loading_place_finish(&place);
    place = loading_place();
    sheet = load_good(&place, SHEET "who: 全员\n");
    assert_true(sheet.who.everyone);
    loading_place_finish(&place);
}

static void markers_are_checked(void **state)
{
    (void)state;
    assert_event(
        SHEET "marking: {markers: [], times: 3, difference: -1}\n",
        "5:20+1: the list is empty\n"
        "5:31+1: expected a whole number from 1 to 2, found “3”\n"
        "5:46+2: expected a number of marks from 0 to 1000000 with at most four decimals, found “-1”\n");
    assert_event(SHEET "marking: {markers: [a, b, a, a], time: 1}\n",
                 "5:27+1: this stands in the list twice\n"
                 "5:30+1: this stands in the list twice\n"
                 "5:34+4: unknown key “time”\n");
    assert_event(SHEET "marking: 10001\n",
                 "5:10+5: “marking” is a mapping with markers, times and difference\n");
}

static void a_share_is_rounded_to_the_decimals(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct test_sheet sheet =
        load_good(&place, HEAD "- {title: s, draw: 7, marks: 3}\ndecimals: 1\npass: 62.5%\n");
    assert_int_equal(sheet.pass, 131 * MARK_ONE / 10); /* 13.125 */
    loading_place_finish(&place);
}

static void ranks_are_revealed_with_the_marks(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct test_sheet sheet = load_good(&place, SHEET "reveal: {marks: closed}\n");
    assert_int_equal(sheet.reveal_rank, REVEAL_CLOSED);
    loading_place_finish(&place);
    place = loading_place();
    sheet = load_good(&place, SHEET "reveal: {rank: never}\n");
    assert_true(sheet.reveal_rank == REVEAL_NEVER && sheet.reveal_marks == REVEAL_SUBMITTED);
    loading_place_finish(&place);
}

static void sums_are_checked(void **state)
{
    (void)state;
    assert_event(SHEET "full: 100\n", "5:7+3: the sections add up to 20 marks, not 100\n");
    assert_event(SHEET "pass: 21\n", "5:7+2: the pass mark is above the full marks, which are 20\n");
    assert_event(SHEET "pass: 101%\n", "5:7+4: the pass mark is a number of marks, or a share such as 60%\n");
    assert_event(SHEET "excellent: 21\n",
                 "5:12+2: the mark for excellence is above the full marks, which are 20\n");
    assert_event(SHEET "excellent: x\n",
                 "5:12+1: the mark for excellence is a number of marks, or a share such as 90%\n");
    assert_event(SHEET "pass: 15\nexcellent: 70%\n",
                 "6:12+3: the mark for excellence is below the pass mark\n");
    struct loading_place place = loading_place();
    struct test_sheet sheet = load_good(&place, SHEET "优秀: 85%\n");
    assert_int_equal(sheet_excellent(&sheet), 17 * MARK_ONE);
    loading_place_finish(&place);
    place = loading_place();
    sheet = load_good(&place, SHEET);
    assert_int_equal(sheet_excellent(&sheet), 18 * MARK_ONE);
    loading_place_finish(&place);
    assert_event(SHEET "pass: 1.005\n", "5:7+5: marks of this test have at most 2 decimals\n");
    assert_event(HEAD "- {title: s, draw: 10, marks: 0.25}\ndecimals: 1\n",
                 "4:31+4: marks of this test have at most 1 decimal\n");
    assert_event(HEAD "- {title: a, draw: 600, marks: 1}\n- {title: b, draw: 401, marks: 1}\n",
                 "1:1+1: the sections hold 1001 items; a form has at most 1000\n");
    assert_event(HEAD "- {title: a, draw: 2, marks: 1000000}\n",
                 "1:1+1: the sections add up to more than 1000000 marks\n");
}

static void sections_are_checked(void **state)
{
    (void)state;
    assert_event(
        HEAD "- {title: a}\n"
             "- {draw: 1, items: [x], marks: 1}\n"
             "- {title: c, items: [x, x], from: {}, marks: 0}\n"
             "- {title: d, draw: 0, marks: -1}\n"
             "- 5\n",
        "4:3+1: this section draws no items and names none\n"
        "4:3+1: this section does not say how many marks each item counts\n"
        "5:3+1: this section has no title\n"
        "5:3+1: a section either draws items or names them, not both\n"
        "6:22+1: “x” is named twice: it already stands at 5:21\n"
        "6:25+1: “x” is named twice: it already stands at 5:21\n"
        "6:29+4: “from” has no meaning where the items are named\n"
        "6:46+1: an item must count more than 0\n"
        "7:20+1: expected a whole number from 1 to 1000, found “0”\n"
        "7:30+2: expected a number of marks from 0 to 1000000 with at most four decimals, found “-1”\n"
        "8:3+1: a section is a mapping with title, draw, from and marks\n");
    assert_event(HEAD "- {title: a, items: [a b, X/y, x/], marks: 1}\n",
                 "4:23+1: “ ” cannot be part of an id\n"
                 "4:27+1: “X” cannot be part of a code\n"
                 "4:32+2: an item is named by its id, or as bank/id\n");
    assert_event("test: t\nminutes: 1\nsections: []\n", "1:1+1: the test has no sections\n");
    assert_event("test: t\nminutes: 1\nsections: 5\n",
                 "3:11+1: sections must be a list: each section begins with a hyphen\n");
}

static void sections_are_not_endless(void **state)
{
    (void)state;
    struct buf source = BUF_EMPTY;
    buf_add_string(&source, HEAD);
    for (int i = 0; i <= SHEET_MAX_SECTIONS; i++)
        buf_add_string(&source, SECTION);
    assert_event(buf_string(&source), "54:3+1: a test has at most 50 sections\n");
    buf_finish(&source);
}

static void filters_are_checked(void **state)
{
    (void)state;
    assert_event(HEAD
                 "- {title: a, draw: 1, marks: 1, from: {bank: [A], kind: [single, x], difficulty: 0-3}}\n"
                 "- {title: b, draw: 1, marks: 1, from: {difficulty: [1, 3], topics: t, kind: short}}\n"
                 "- {title: c, draw: 1, marks: 1, from: {kind: single}, credit: net}\n"
                 "- {title: d, draw: 1, marks: 1, from: {kind: [order, case]}, credit: adjacent}\n",
                 "4:47+1: “A” cannot be part of a code\n"
                 "4:66+1: “x” is not known here\n"
                 "4:82+3: a difficulty is a number from 1 to 5, or a range such as 2-4\n"
                 "5:52+1: a difficulty is a number from 1 to 5, or a range such as 2-4\n"
                 "5:60+6: unknown key “topics”\n"
                 "6:63+3: ? this rule changes nothing for the kinds of items that the section draws\n");
}

static void times_are_checked(void **state)
{
    (void)state;
    assert_event(SHEET "opens: 2026-11-31 08:00\n",
                 "5:8+16: not a date and time that exists: “2026-11-31 08:00”\n");
    assert_event(SHEET "opens: 2026-11-23 18:00\ncloses: 2026-11-23 18:00\n",
                 "6:9+16: the test closes before it opens\n");
    assert_event(SHEET "closes: 2026-11-23\n",
                 "5:9+10: ? a date by itself means 00:00, when that day begins\n");
    assert_event("test: t\nminutes: 0\nsections:\n" SECTION,
                 "2:10+1: expected a number of minutes above 0 and up to 10080, found “0”\n");
    assert_event("test: t\nminutes: 一\nsections:\n" SECTION,
                 "2:10+1: expected a number of minutes above 0 and up to 10080, found “一”\n");
    assert_event(SHEET "extra_time: {1: 5, 1: 6, 2: 0}\n",
                 "5:20+1: extra time of “1” is given twice: it already stands at 5:14\n"
                 "5:29+1: expected a number of minutes above 0 and up to 1440, found “0”\n");
    assert_event(SHEET "extra_time: 15\n",
                 "5:13+2: extra time is a mapping of numbers of persons to minutes\n");
}

static void words_are_checked(void **state)
{
    (void)state;
    assert_event(SHEET "who: someone\n", "5:6+7: “someone” is not known here\n");
    assert_event(SHEET "who: {everyone: false}\n", "5:6+1: nobody may take this test\n");
    assert_event(SHEET "who: {posts: [], draw: 3}\n", "5:14+1: the list is empty\n");
    assert_event(SHEET "who: {draw: 抽考}\n", "5:13+1: “抽” cannot be part of a code\n");
    assert_event(SHEET "shuffle: maybe\nforms: 0\n",
                 "5:10+5: “maybe” is not known here\n"
                 "6:8+1: expected a whole number from 1 to 1000, found “0”\n");
    assert_event(SHEET "reveal: {marks: soon, key: never}\nrank: [marks, 用时, elapsed]\non_outage: stop\n",
                 "5:17+4: “soon” is not known here\n"
                 "5:23+3: unknown key “key”\n"
                 "6:19+7: this stands in the list twice\n"
                 "7:12+4: “stop” is not known here\n");
    assert_event(SHEET "rank: []\n", "5:7+1: the list is empty\n");
}

static void what_is_required_is_said(void **state)
{
    (void)state;
    assert_event("title: t\n", "1:1+1: the test has no code\n"
                               "1:1+1: the test does not say how long it lasts\n"
                               "1:1+1: the test has no sections\n");
    assert_event("", "0:0+0: the file is empty\n");
    assert_event("- a\n", "1:1+1: an event file begins with a line such as “test: code”\n");
    assert_event("test: A\nminutes: 1\nsections:\n" SECTION, "1:7+1: “A” cannot be part of a code\n");
}

static void other_events_are_named_and_left_alone(void **state)
{
    (void)state;
    assert_event("contest: c\nbase: 100\nteams: []\n", "1:10+1: this file describes a contest, not a test\n");
    assert_event("panel: p\njudges: 5\n", "1:8+1: this file describes a panel, not a test\n");
    assert_event("series: s\nparts: []\n", "1:9+1: this file describes a series, not a test\n");
}

static void a_file_beyond_the_limit_is_not_read(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct test_sheet sheet;
    struct text huge = text_make("test: t\n", EVENT_MAX_FILE + 1);
    assert_false(event_load(huge, "test.yaml", &place.arena, &place.diags, &sheet));
    assert_findings(&place.diags, "0:0+0: the file is larger than 4 MB\n");
    loading_place_finish(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_sheet_is_read),
        cmocka_unit_test(sections_are_read),
        cmocka_unit_test(silence_means_the_documented_defaults),
        cmocka_unit_test(a_sheet_can_be_written_in_chinese),
        cmocka_unit_test(markers_are_checked),
        cmocka_unit_test(a_share_is_rounded_to_the_decimals),
        cmocka_unit_test(ranks_are_revealed_with_the_marks),
        cmocka_unit_test(sums_are_checked),
        cmocka_unit_test(sections_are_checked),
        cmocka_unit_test(sections_are_not_endless),
        cmocka_unit_test(filters_are_checked),
        cmocka_unit_test(times_are_checked),
        cmocka_unit_test(words_are_checked),
        cmocka_unit_test(what_is_required_is_said),
        cmocka_unit_test(other_events_are_named_and_left_alone),
        cmocka_unit_test(a_file_beyond_the_limit_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
