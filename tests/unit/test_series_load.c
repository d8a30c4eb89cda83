#include "bank/event_file.h"
#include "findings.h"

#define SERIES "series: s\n"

static void assert_sheet(const char *source, const char *expected)
{
    struct loading_place place = loading_place();
    struct event_sheet sheet;
    bool ok = event_file_load(text_of(source), "series.yaml", &place.arena, &place.diags, &sheet);
    assert_findings(&place.diags, expected);
    assert_true(ok == (place.diags.errors == 0));
    loading_place_finish(&place);
}

static struct series_sheet load_good(struct loading_place *place, const char *source)
{
    struct event_sheet sheet;
    bool ok = event_file_load(text_of(source), "series.yaml", &place->arena, &place->diags, &sheet);
    assert_findings(&place->diags, "");
    assert_true(ok);
    assert_int_equal(sheet.kind, EVENT_KIND_SERIES);
    return sheet.series;
}

static void a_whole_sheet_is_read(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct series_sheet sheet = load_good(
        &place,
        "series: 2026-shuangbiwu\n"
        "title: 总成绩\n"
        "instructions: 说明\n"
        "family: shuangbiwu\n"
        "edition: 5\n"
        "of: teams\n"
        "entrants: [{code: A, name: 甲队, members: [1, 2]}, 3]\n"
        "members: best 3\n"
        "absent: unranked\n"
        "decimals: 1\n"
        "parts:\n"
        "- {event: lilun, weight: 30%, scale: 100, full: 120, title: 理论}\n"
        "- {event: sanhuiyike, weight: 0.7}\n"
        "rank: [total, elapsed, sanhuiyike]\n"
        "awards: [{title: 状元, ranks: 1}, {title: 一等奖, ranks: 2-4}]\n"
        "past: [{edition: 4, date: 2025-11, champions: [综采一队]}, {edition: 3, champions: 通风队}]\n");
    assert_text(sheet.code, "2026-shuangbiwu");
    assert_text(sheet.family, "shuangbiwu");
    assert_text(sheet.instructions, "说明");
    assert_true(sheet.edition == 5 && sheet.of == SERIES_OF_TEAMS && sheet.of_given);
    assert_true(sheet.entrant_count == 2 && sheet.entrants[0].member_count == 2);
    assert_true(sheet.members == MEMBERS_BEST && sheet.best == 3 && sheet.absent == ABSENT_UNRANKED);
    assert_true(sheet.decimals == 1 && sheet.part_count == 2);
    const struct series_part *part = &sheet.parts[0];
    assert_true(part->weight == 3000 && part->scale == 100 * MARK_ONE && part->full == 120 * MARK_ONE);
    assert_text(part->title, "理论");
    assert_true(sheet.parts[1].weight == 7000 && sheet.parts[1].scale == 0 && sheet.parts[1].title.len == 0);
    assert_true(sheet.rank_count == 3 && sheet.rank[1].key == SERIES_RANK_ELAPSED &&
                sheet.rank[2].key == SERIES_RANK_PART && sheet.rank[2].part == 1);
    assert_int_equal(sheet.award_count, 2);
    assert_true(sheet.past_count == 2 && sheet.past[0].edition == 4 && sheet.past[1].champion_count == 1);
    assert_text(sheet.past[0].date, "2025-11");
    assert_text(sheet.past[1].champions[0], "通风队");
    loading_place_finish(&place);
}

static void silence_means_the_documented_defaults(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct series_sheet sheet = load_good(&place, SERIES "title: 总成绩\nparts: [a, {event: b}]\n");
    assert_text(sheet.family, "总成绩");
    assert_true(sheet.edition == 0 && sheet.of == SERIES_OF_PERSONS && !sheet.of_given);
    assert_true(sheet.entrant_count == 0 && sheet.members == MEMBERS_MEAN && sheet.absent == ABSENT_ZERO);
    assert_true(sheet.decimals == 2 && sheet.past_count == 0 && sheet.award_count == 0);
    for (int i = 0; i < 2; i++)
        assert_true(sheet.parts[i].weight == MARK_ONE && sheet.parts[i].scale == 0);
    assert_true(sheet.rank_count == 1 && sheet.rank[0].key == SERIES_RANK_TOTAL);
    loading_place_finish(&place);
}

static void the_entrants_say_what_is_ranked(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct series_sheet sheet = load_good(&place, SERIES "parts: [a]\nentrants: [1, {code: A, name: a}]\n");
    assert_true(sheet.of == SERIES_OF_TEAMS && sheet.of_given);
    loading_place_finish(&place);
    place = loading_place();
    sheet = load_good(&place, SERIES "parts: [a]\nentrants: [1, 2]\n");
    assert_true(sheet.of == SERIES_OF_PERSONS && sheet.of_given);
    loading_place_finish(&place);
    place = loading_place();
    sheet = load_good(&place, SERIES "parts: [a]\nof: teams\nentrants: [1, 2]\n");
    assert_int_equal(sheet.of, SERIES_OF_TEAMS);
    loading_place_finish(&place);
}

static void members_are_joined_by_a_rule(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        enum members_rule rule;
        int best;
    } cases[] = {
        {"members: sum\n", MEMBERS_SUM, 0},        {"members: mean\n", MEMBERS_MEAN, 0},
        {"members: {best: 2}\n", MEMBERS_BEST, 2}, {"members: best2\n", MEMBERS_BEST, 2},
        {"队员: 前3\n", MEMBERS_BEST, 3},          {"队员: {最好: 50}\n", MEMBERS_BEST, 50},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loading_place place = loading_place();
        struct buf source = BUF_EMPTY;
        buf_addf(&source, SERIES "parts: [a]\n%s", cases[i].source);
        struct series_sheet sheet = load_good(&place, buf_string(&source));
        assert_true(sheet.members == cases[i].rule && sheet.best == cases[i].best);
        buf_finish(&source);
        loading_place_finish(&place);
    }
}

static void a_sheet_can_be_written_in_chinese(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct series_sheet sheet = load_good(
        &place, "总成绩: 2026\n"
                "标题: 总成绩\n"
                "说明: 说明\n"
                "系列: 双比武\n"
                "届次: 5\n"
                "对象: 团体\n"
                "参赛队: [{代号: A, 名称: 甲, 队员: [1]}]\n"
                "队员成绩: 平均\n"
                "缺考: 不排名\n"
                "小数: 1\n"
                "组成: [{场次: a, 权重: 30%, 折算: 100, 满分: 120, 标题: 理论}, {项目: b, 占比: 70%}]\n"
                "排名: [总成绩, 用时, b]\n"
                "奖项: [{名称: 状元, 名次: 1}]\n"
                "往届: [{届次: 4, 时间: 2025年, 冠军: 甲}]\n");
    assert_text(sheet.family, "双比武");
    assert_true(sheet.of == SERIES_OF_TEAMS && sheet.absent == ABSENT_UNRANKED && sheet.past_count == 1);
    assert_true(sheet.rank_count == 3 && sheet.rank[2].part == 1);
    loading_place_finish(&place);
}

static void what_is_required_is_said(void **state)
{
    (void)state;
    assert_sheet("series: s\n", "1:1+1: the series has no parts\n");
    assert_sheet("series: S\n"
                 "parts: []\n"
                 "id: 5\n",
                 "1:9+1: “S” cannot be part of a code\n"
                 "2:8+1: the list is empty\n"
                 "3:1+2: unknown key “id”\n");
    assert_sheet(SERIES "parts: 5\n", "2:8+1: parts must be a list: each part begins with a hyphen\n");
}

static void parts_are_checked(void **state)
{
    (void)state;
    assert_sheet(SERIES "parts: [a, a, s, B]\n", "2:12+1: “a” is named twice: it already stands at 2:9\n"
                                                 "2:15+1: a series cannot be a part of itself\n"
                                                 "2:18+1: “B” cannot be part of a code\n");
    assert_sheet(SERIES "parts: [{event: a, weight: 30%}, {event: b, weight: 60%}]\n",
                 "2:8+1: ? the weights add up to 90%, not 100%\n");
    assert_sheet(SERIES "parts: [{event: a, weight: 30%}, {event: b}]\n",
                 "2:34+1: this part says no weight, but others do\n");
    assert_sheet(SERIES "parts: [{event: a, weight: 30%}, {event: b, weight: 0.8}]\n", "");
    assert_sheet(
        SERIES "parts: [{weight: 0.5}, {event: b, weight: 101.001%}]\n",
        "2:9+1: this part does not say which event it is\n"
        "2:43+8: expected a factor above 0 and up to 1000, or a share such as 30%, found “101.001%”\n");
    assert_sheet(SERIES "parts: [{event: a, weight: -1, scale: 0, full: 0}, {event: b, full: 100}, [1]]\n",
                 "2:28+2: expected a factor above 0 and up to 1000, or a share such as 30%, found “-1”\n"
                 "2:39+1: full marks must be more than 0\n"
                 "2:48+1: full marks must be more than 0\n"
                 "2:69+3: ? “full” changes nothing without “scale”\n"
                 "2:75+1: a part is a mapping with event and weight\n");
}

static void words_and_numbers_are_checked(void **state)
{
    (void)state;
    assert_sheet(SERIES "parts: [a]\n"
                        "family: ''\n"
                        "edition: 0\n"
                        "of: x\n"
                        "members: best\n"
                        "absent: x\n"
                        "decimals: 9\n",
                 "3:9+2: the value is empty\n"
                 "4:10+1: expected a whole number from 1 to 9999, found “0”\n"
                 "5:5+1: “x” is not known here\n"
                 "6:10+4: “best” does not say of how many members, from 1 to 50\n"
                 "7:9+1: “x” is not known here\n"
                 "8:11+1: expected a whole number from 0 to 4, found “9”\n");
    assert_sheet(SERIES "parts: [a]\n"
                        "members: best 0\n",
                 "3:10+6: “best” does not say of how many members, from 1 to 50\n");
    assert_sheet(SERIES "parts: [a]\n"
                        "members: bset 3\n",
                 "3:10+6: “bset 3” is not known here\n");
    assert_sheet(SERIES "parts: [a]\n"
                        "members: {best: 51}\n",
                 "3:17+2: expected a whole number from 1 to 50, found “51”\n");
    assert_sheet(SERIES "parts: [a]\n"
                        "members: [1]\n",
                 "3:10+1: “members” is sum, mean, or best with a number\n");
    assert_sheet(SERIES "parts: [a]\n"
                        "awards: [{title: 状元, ranks: 1}, {title: x, ranks: 0}]\n"
                        "seed: x\n",
                 "3:51+1: ranks are a number from 1 to 2000, or a range such as 2-4\n"
                 "4:1+4: unknown key “seed”\n");
}

static void the_rank_names_parts(void **state)
{
    (void)state;
    assert_sheet(SERIES "parts: [ab, abc]\n"
                        "rank: [total, ab, ab, b, elapsd, 用时, elapsed]\n",
                 "3:19+2: this stands in the list twice\n"
                 "3:23+1: “b” is not a part of this series\n"
                 "3:26+6: “elapsd” is not a part of this series\n"
                 "3:38+7: this stands in the list twice\n");
    assert_sheet(SERIES "parts: [a]\n"
                        "rank: []\n",
                 "3:7+1: the list is empty\n");
}

static void units_are_not_listed(void **state)
{
    (void)state;
    assert_sheet(SERIES "parts: [a]\n"
                        "of: units\n"
                        "entrants: [1]\n",
                 "4:11+1: a series that ranks units takes no list of entrants\n");
}

static void past_editions_are_checked(void **state)
{
    (void)state;
    assert_sheet(
        SERIES "parts: [a]\n"
               "edition: 5\n"
               "past: [{edition: 5, champions: x}, {edition: 4, champions: [x, y]}, {edition: 4, date: d},\n"
               "  {champions: []}, 5]\n",
        "4:8+1: edition 5 is not before this one, which is edition 5\n"
        "4:69+1: this past edition names no champions\n"
        "4:69+1: edition 4 is given twice: it already stands at 4:36\n"
        "5:3+1: this past edition has no number\n"
        "5:15+1: the list is empty\n"
        "5:20+1: a past edition is a mapping with edition, date and champions\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_sheet_is_read),
        cmocka_unit_test(silence_means_the_documented_defaults),
        cmocka_unit_test(the_entrants_say_what_is_ranked),
        cmocka_unit_test(members_are_joined_by_a_rule),
        cmocka_unit_test(a_sheet_can_be_written_in_chinese),
        cmocka_unit_test(what_is_required_is_said),
        cmocka_unit_test(parts_are_checked),
        cmocka_unit_test(words_and_numbers_are_checked),
        cmocka_unit_test(the_rank_names_parts),
        cmocka_unit_test(units_are_not_listed),
        cmocka_unit_test(past_editions_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
