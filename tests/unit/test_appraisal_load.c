#include "bank/appraisal_load.h"
#include "base/mem.h"
#include "findings.h"

#define HEAD "appraisal: a\n"

static void assert_sheet(const char *source, const char *expected)
{
    struct loading_place place = loading_place();
    struct appraisal_sheet sheet;
    bool ok = appraisal_load(text_of(source), "a.yaml", &place.arena, &place.diags, &sheet);
    assert_findings(&place.diags, expected);
    assert_true(ok == (place.diags.errors == 0));
    loading_place_finish(&place);
}

static void a_whole_sheet_is_read(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct appraisal_sheet sheet;
    bool ok = appraisal_load(text_of("考核: 2026-kaohe\n"
                                     "标题: 年度考核\n"
                                     "期间: {自: 2026-01-01, 至: 2026-12-31}\n"
                                     "单位层级: 2\n"
                                     "decimals: 1\n"
                                     "场次: [{场次: yi, 权重: 30%}, er]\n"
                                     "个人:\n"
                                     "  基础分: 60\n"
                                     "  规则:\n"
                                     "  - {名称: 分档, 依据: 成绩, 分档: [{从: 1, 加分: 2}]}\n"
                                     "  cap: {most: +10, least: -1.5}\n"),
                             "a.yaml", &place.arena, &place.diags, &sheet);
    assert_false(ok); /* 从 is no key of a band */
    loading_place_finish(&place);
    place = loading_place();
    ok = appraisal_load(
        text_of(
            "考核: 2026-kaohe\n"
            "标题: 年度考核\n"
            "期间: {自: 2026-01-01, 至: 2026-12-31}\n"
            "单位层级: 2\n"
            "decimals: 1\n"
            "场次: [{场次: yi, 权重: 30%}, er]\n"
            "个人:\n"
            "  基础分: 60\n"
            "  规则:\n"
            "  - {名称: 分档, 依据: 成绩, 分档: [{不低于: 90%, 加分: 2}, {低于: 60, 加分: -1}]}\n"
            "  - {依据: 名次, 按: 全期, 名次: [{名次: 2-4, 加分: 3}]}\n"
            "  - {依据: 缺考, 扣分: -2}\n"
            "  cap: {most: +10, least: -1.5}\n"
            "单位: {规则: [{依据: 参考率, 低于: 90%, 加分: -5}, {依据: 场次:er, 不低于: 8, 加分: 1}]}\n"
            "负责人: {职务: [书记, 副书记], 比例: 50%}\n"
            "星级: {对象: 个人, 条件: [{名称: 学习星, 依据: 平均分, 不低于: 85, 星: 2}], 等级: [{星: 2, "
            "名称: 两星}]}\n"
            "称号: [{名称: 标兵, 对象: 个人, 条件: [{依据: 平均分, 不低于: 9}, {依据: 名次, 名次: 1}]}]\n"),
        "a.yaml", &place.arena, &place.diags, &sheet);
    assert_findings(&place.diags, "");
    assert_true(ok);
    assert_text(sheet.title, "年度考核");
    assert_true(sheet.to - sheet.from == INT64_C(365) * 24 * 60 * 60 * 1000);
    assert_true(sheet.unit_level == 2 && sheet.decimals == 1 && sheet.event_count == 2);
    assert_true(sheet.events[0].weight == 3000 && sheet.events[1].weight == MARK_ONE);
    assert_true(sheet.persons.base == 60 * MARK_ONE && sheet.persons.rule_count == 3);
    const struct appraisal_rule *rules = sheet.persons.rules;
    assert_true(rules[0].per_event && rules[0].band_count == 2 &&
                rules[0].bands[0].when.least == 90 * MARK_ONE);
    assert_true(!rules[1].per_event && rules[1].bands[0].when.first == 2 && rules[1].bands[0].when.last == 4);
    assert_true(rules[2].counts && rules[2].each == -2 * MARK_ONE && !rules[2].per_event);
    assert_true(sheet.persons.cap.most == 10 * MARK_ONE && sheet.persons.cap.least == -15000);
    assert_true(sheet.units.rules[1].of == MEASURE_EVENT && sheet.units.rules[1].event == 1);
    assert_true(sheet.leaders.post_count == 2 && sheet.leaders.share == 5000);
    assert_true(sheet.stars_of_persons && sheet.stars[0].stars == 2 && sheet.grades[0].from == 2);
    assert_true(sheet.titles[0].of_persons && sheet.titles[0].count == 2);
    loading_place_finish(&place);
}

static void what_is_wrong_is_said_where_it_stands(void **state)
{
    (void)state;
    assert_sheet(HEAD, "1:1+1: this sheet has no rules: write persons, units, stars or titles\n");
    assert_sheet(HEAD "persons: {rules: [{of: mark}]}\n",
                 "2:19+1: a rule has either bands, or ranks, or add\n");
    assert_sheet(HEAD "persons: {rules: [{of: mrak, add: 1, below: 5}]}\n",
                 "2:24+4: “mrak” is not known here\n");
    assert_sheet(HEAD "persons: {rules: [{of: mark, bands: [{from: 60, add: 1}, {from: 90, add: 2}]}]}\n",
                 "2:58+1: this band is never reached: the one at 2:38 takes all of it\n");
    assert_sheet(HEAD "persons: {rules: [{of: mean, add: 1}]}\n",
                 "2:19+1: this rule adds without a bound: write at_least or below\n");
    assert_sheet(HEAD "persons: {rules: [{of: mean, ranks: [{ranks: 1, add: x}]}]}\n",
                 "2:30+5: ranks go with of: rank\n"
                 "2:54+1: expected marks to add or to take off, such as 2 or -1.5, found “x”\n");
    assert_sheet(HEAD "units: {rules: [{of: \"event:keine\", at_least: 5, add: 1}]}\n",
                 "2:22+13: “events” of this sheet does not list keine\n");
    assert_sheet(HEAD "units: {cap: {most: 1, least: 2}, rules: [{of: mean, at_least: 5, add: 1}]}\n",
                 "2:14+1: the cap's least is above its most\n");
    assert_sheet(HEAD
                 "period: {from: 2026-12-31, to: 2026-01-01}\ntitles: [{title: x, of: mean, at_least: 1}]\n",
                 "2:9+1: the period ends before it begins\n");
    assert_sheet(HEAD "titles: [{title: x}, {of: mean, at_least: 1}, {title: y, of: mean}]\n",
                 "2:10+1: write either one condition (of, at_least …) or a list of conditions under “all”\n"
                 "2:22+1: this has no title\n"
                 "2:47+1: a condition has at_least or below, or ranks with of: rank\n");
    assert_sheet(HEAD "leaders: {share: 50%}\ntitles: [{title: x, of: mean, at_least: 1}]\n",
                 "2:10+1: “leaders” does not say which posts lead\n");
    assert_sheet(HEAD "events: [a, b, a]\ntitles: [{title: x, of: mean, at_least: 1}]\n",
                 "2:16+1: this event is named at 2:10 already\n");
}

static void an_appraisal_is_told_from_an_event(void **state)
{
    (void)state;
    assert_true(appraisal_is(text_of(HEAD)));
    assert_true(appraisal_is(text_of("title: x\n考核: a\n")));
    assert_false(appraisal_is(text_of("test: a\nsections: [{appraisal: x}]\n")));
    assert_false(appraisal_is(text_of("")));
    assert_false(appraisal_is(text_of("- appraisal\n")));
    assert_false(appraisal_is(text_of("[[[[[[")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_sheet_is_read),
        cmocka_unit_test(what_is_wrong_is_said_where_it_stands),
        cmocka_unit_test(an_appraisal_is_told_from_an_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
