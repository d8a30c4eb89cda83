#include "bank/event_file.h"
#include "findings.h"

#define HEAD "panel: p\nperformers: [1, 2]\njudges: [11, 12, 13]\ncriteria:\n"
#define SHEET HEAD "- {id: a, title: 甲, max: 30}\n"

static void assert_sheet(const char *source, const char *expected)
{
    struct loading_place place = loading_place();
    struct event_sheet sheet;
    bool ok = event_file_load(text_of(source), "panel.yaml", &place.arena, &place.diags, &sheet);
    assert_findings(&place.diags, expected);
    assert_true(ok == (place.diags.errors == 0));
    loading_place_finish(&place);
}

static struct panel_sheet load_good(struct loading_place *place, const char *source)
{
    struct event_sheet sheet;
    bool ok = event_file_load(text_of(source), "panel.yaml", &place->arena, &place->diags, &sheet);
    assert_findings(&place->diags, "");
    assert_true(ok);
    assert_int_equal(sheet.kind, EVENT_KIND_PANEL);
    return sheet.panel;
}

static void a_whole_sheet_is_read(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct panel_sheet sheet = load_good(
        &place, "panel: sanhuiyike\n"
                "title: 情景模拟\n"
                "instructions: 先准备，后模拟。\n"
                "performers:\n"
                "- {code: A, name: 甲队, unit: 矿/甲, members: [1, 2]}\n"
                "- \"10030\"\n"
                "judges: [11, 12, 13, 14, 15]\n"
                "head: 12\n"
                "drop: {high: 1, low: 2, from: 5}\n"
                "by: criterion\n"
                "mean: sum\n"
                "decimals: 1\n"
                "rounding: {mean: exact, factor: 3, total: 0}\n"
                "factor: 1.2\n"
                "spread: 15\n"
                "recuse: same-unit\n"
                "missing: required\n"
                "blind: true\n"
                "order: drawn\n"
                "topics: {draw: one, from: [党员大会, 支部委员会], return: false}\n"
                "clock: {prepare: 300, perform: 480.5, defend: 180}\n"
                "criteria:\n"
                "- {id: procedure, title: 程序, max: 40, kind: measured,\n"
                "   steps: [宣布开会, {text: 清点人数, marks: 5}, 表决, 宣布结果],\n"
                "   faults: [{text: 超出议题, marks: 5}], wrong_order: 2, overtime: {marks: 1, every: 30}}\n"
                "- {id: content, title: 内容, min: 5, max: 30, kind: judged, step: 0.25, factor: 50%,\n"
                "   levels: {5: 差, 12.5: 中, 30: 好}}\n"
                "rank: [total, content]\n"
                "awards: [{title: 一等奖, ranks: 1}]\n"
                "seed: 七\n");
    assert_text(sheet.code, "sanhuiyike");
    assert_text(sheet.title, "情景模拟");
    assert_text(sheet.instructions, "先准备，后模拟。");
    assert_text(sheet.seed, "七");
    assert_true(sheet.performer_count == 2 && sheet.performers[0].member_count == 2);
    assert_text(sheet.performers[1].members[0], "10030");
    assert_true(sheet.judge_count == 5 && sheet.judges_named && sheet.head == 1);
    assert_true(sheet.drop_high == 1 && sheet.drop_low == 2 && sheet.drop_from == 5);
    assert_true(sheet.by == PANEL_BY_CRITERION && sheet.mean == PANEL_SUM);
    assert_true(sheet.rounding.mean == PANEL_EXACT && sheet.rounding.factor == 3 &&
                sheet.rounding.total == 0);
    assert_int_equal(sheet.factor, 12 * MARK_ONE / 10);
    assert_true(sheet.has_spread && sheet.spread == 15 * MARK_ONE);
    assert_true(sheet.recuse_same_unit && sheet.missing == MISSING_REQUIRED && sheet.blind);
    assert_int_equal(sheet.order, PERFORM_DRAWN);
    assert_true(sheet.topic_count == 2 && !sheet.topics_return);
    assert_text(sheet.topics[1], "支部委员会");
    assert_true(sheet.prepare == 300000 && sheet.perform == 480500 && sheet.defend == 180000);
    assert_int_equal(sheet.criterion_count, 2);
    const struct criterion *measured = &sheet.criteria[0], *judged = &sheet.criteria[1];
    assert_true(measured->kind == CRITERION_MEASURED && measured->step_count == 4);
    const mark_t shares[] = {116700, 50000, 116600, 116700}; /* 35 in three: 11.67, 11.66, 11.67 */
    for (int i = 0; i < 4; i++)
        assert_int_equal(measured->steps[i].marks, shares[i]);
    assert_text(measured->steps[1].text, "清点人数");
    assert_true(measured->fault_count == 1 && measured->faults[0].marks == 5 * MARK_ONE);
    assert_true(measured->wrong_order == 2 * MARK_ONE && measured->overtime == MARK_ONE &&
                measured->overtime_every == 30000);
    assert_true(judged->kind == CRITERION_JUDGED && judged->min == 5 * MARK_ONE &&
                judged->step == MARK_ONE / 4 && judged->factor == MARK_ONE / 2);
    assert_true(judged->level_count == 3 && judged->levels[1].mark == 125 * MARK_ONE / 10);
    assert_text(judged->levels[2].text, "好");
    assert_true(sheet.rank_count == 2 && sheet.rank[1].key == PANEL_RANK_CRITERION &&
                sheet.rank[1].criterion == 1);
    assert_int_equal(sheet.award_count, 1);
    loading_place_finish(&place);
}

static void silence_means_the_documented_defaults(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct panel_sheet sheet = load_good(&place, SHEET "- {id: b, title: 乙, max: 10, kind: measured,\n"
                                                       "   steps: [x, y, z]}\n");
    assert_text(sheet.title, "p");
    assert_true(sheet.head == 0 && sheet.drop_high == 0 && sheet.drop_low == 0 && sheet.drop_from == 1);
    assert_true(sheet.by == PANEL_BY_TOTAL && sheet.mean == PANEL_MEAN && sheet.factor == MARK_ONE);
    assert_true(sheet.rounding.mean == 2 && sheet.rounding.factor == 2 && sheet.rounding.total == 2);
    assert_true(!sheet.has_spread && !sheet.recuse_same_unit && sheet.missing == MISSING_MEAN);
    assert_true(!sheet.blind && sheet.order == PERFORM_SEAT && sheet.topic_count == 0);
    assert_true(sheet.prepare == 0 && sheet.perform == 0 && sheet.defend == 0);
    assert_true(sheet.rank_count == 1 && sheet.rank[0].key == PANEL_RANK_TOTAL && sheet.seed.len == 0);
    assert_true(sheet.criteria[0].kind == CRITERION_JUDGED && sheet.criteria[0].min == 0 &&
                sheet.criteria[0].step == MARK_ONE / 2 && sheet.criteria[0].factor == MARK_ONE);
    assert_int_equal(sheet.criteria[1].steps[0].marks + sheet.criteria[1].steps[1].marks +
                         sheet.criteria[1].steps[2].marks,
                     10 * MARK_ONE);
    loading_place_finish(&place);
    place = loading_place();
    sheet = load_good(&place, SHEET "decimals: 0\nrounding: {mean: 3}\ndrop: {high: 1}\n");
    assert_true(sheet.rounding.mean == 3 && sheet.rounding.factor == 0 && sheet.rounding.total == 0);
    assert_int_equal(sheet.criteria[0].step, MARK_ONE);
    assert_int_equal(sheet.drop_from, 2);
    loading_place_finish(&place);
}

static void judges_may_be_a_number(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct panel_sheet sheet = load_good(
        &place, "panel: p\nperformers: 1\njudges: 12\nhead: 3\ncriteria: [{id: a, title: 甲, max: 30}]\n");
    assert_true(sheet.judge_count == 12 && !sheet.judges_named && sheet.head == 2);
    assert_text(sheet.judges[11], "12");
    assert_int_equal(panel_judge_find(&sheet, text_of("3")), 2);
    assert_int_equal(panel_judge_find(&sheet, text_of("13")), -1);
    loading_place_finish(&place);
}

static void a_sheet_can_be_written_in_chinese(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct panel_sheet sheet = load_good(
        &place, "评委组: sanhuiyike\n"
                "标题: 情景模拟\n"
                "说明: 说明\n"
                "参赛者: [1, 2]\n"
                "评委: [11, 12, 13]\n"
                "裁判长: 13\n"
                "去掉: {最高: 1, 最低: 1}\n"
                "按: 评分项\n"
                "合成: 平均\n"
                "小数: 2\n"
                "舍入: {平均: 不舍入, 系数: 2, 总分: 1}\n"
                "系数: 1\n"
                "分差: 15\n"
                "回避: 同单位\n"
                "缺评: 必须评分\n"
                "盲评: 是\n"
                "出场顺序: 抽签\n"
                "题目: {抽取: 一, 来源: [甲], 放回: 是}\n"
                "计时: {准备: 60, 展示: 300, 答辩: 60}\n"
                "评分项:\n"
                "- {编号: 程序, 标题: 程序, 满分: 40, 方式: 计量, 步骤: [开会, {内容: 清点, 分值: 5}],\n"
                "   扣分项: [{事项: 超题, 扣分: 5}], 顺序错误: 2, 超时: {扣分: 1, 每: 30}}\n"
                "- {代号: b, 名称: 内容, 最低分: 0, 最高分: 30, 类型: 评判, 分度: 1, 系数: 2, 档次: {0: 差, "
                "20: 好}}\n"
                "排名: [总分, 程序]\n"
                "奖项: [{奖项: 一等奖, 名次: 1}]\n"
                "种子: 七\n");
    assert_true(sheet.head == 2 && sheet.drop_from == 3 && sheet.by == PANEL_BY_CRITERION);
    assert_true(sheet.rounding.mean == PANEL_EXACT && sheet.rounding.total == 1 && sheet.topics_return);
    assert_true(sheet.blind && sheet.recuse_same_unit && sheet.order == PERFORM_DRAWN);
    assert_int_equal(sheet.criteria[0].steps[0].marks, 35 * MARK_ONE);
    assert_int_equal(sheet.criteria[1].factor, 2 * MARK_ONE);
    assert_int_equal(sheet.rank[1].criterion, 0);
    loading_place_finish(&place);
}

static void the_full_marks_follow_the_rules(void **state)
{
    (void)state;
    static const struct {
        const char *rules;
        const char *full;
    } cases[] = {
        {"", "37.5"}, /* 30 + 10 × 0.75 */
        {"factor: 1.1\n", "41.25"},
        {"mean: sum\n", "112.5"},
        {"mean: sum\nby: criterion\ndrop: {high: 1}\n", "75"},
        {"mean: sum\ndrop: {high: 1, from: 3}\n", "75"},
        {"decimals: 0\n", "38"}, /* 7.5 is rounded to 8 */
        {"rounding: {factor: exact, total: 1}\nfactor: 0.3333\n", "12.5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loading_place place = loading_place();
        struct buf source = BUF_EMPTY;
        char full[MARK_TEXT_SIZE];
        buf_addf(&source, SHEET "- {id: b, title: 乙, max: 10, factor: 0.75}\n%s", cases[i].rules);
        struct panel_sheet sheet = load_good(&place, buf_string(&source));
        assert_string_equal(mark_format(panel_full(&sheet), full), cases[i].full);
        buf_finish(&source);
        loading_place_finish(&place);
    }
}

static void what_is_required_is_said(void **state)
{
    (void)state;
    assert_sheet("panel: p\n", "1:1+1: the panel has no performers\n"
                               "1:1+1: the panel has no judges\n"
                               "1:1+1: the panel has no criteria\n");
    assert_sheet("panel: P\n"
                 "performers: []\n"
                 "judges: []\n"
                 "criteria: []\n",
                 "1:8+1: “P” cannot be part of a code\n"
                 "2:13+1: the list is empty\n"
                 "3:9+1: the list is empty\n"
                 "4:11+1: the list is empty\n");
    assert_sheet("panel: p\n"
                 "performers: [1]\n"
                 "judges: 1\n"
                 "criteria: 5\n",
                 "4:11+1: criteria must be a list: each criterion begins with a hyphen\n");
}

static void judges_are_checked(void **state)
{
    (void)state;
    assert_sheet("panel: p\n"
                 "performers: [1]\n"
                 "judges: 0\n"
                 "head: 3\n"
                 "criteria: [{id: a, title: t, max: 30}]\n",
                 "3:9+1: expected a whole number from 1 to 15, found “0”\n");
    assert_sheet("panel: p\n"
                 "performers: [1]\n"
                 "judges: 十\n"
                 "criteria: [{id: a, title: t, max: 30}]\n",
                 "3:9+1: expected a whole number from 1 to 15, found “十”\n");
    assert_sheet("panel: p\n"
                 "performers: [1]\n"
                 "judges: 5\n"
                 "head: 6\n"
                 "recuse: same-unit\n"
                 "criteria: [{id: a, title: t, max: 30}]\n",
                 "4:7+1: the head judge “6” is not among the judges\n"
                 "5:9+9: ? judges without staff numbers have no unit to be recused for\n");
    assert_sheet("panel: p\n"
                 "performers: [1]\n"
                 "judges: [11, 12, 11, a b]\n"
                 "head: 14\n"
                 "criteria: [{id: a, title: t, max: 30}]\n",
                 "3:18+2: “11” is named twice: it already stands at 3:10\n"
                 "3:23+1: “ ” cannot be part of an id\n");
    assert_sheet("panel: p\n"
                 "performers: [1]\n"
                 "judges: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]\n"
                 "recuse: same-unit\n"
                 "criteria: [{id: a, title: t, max: 30}]\n",
                 "3:61+2: this list has more than 15 entries\n");
    assert_sheet("panel: p\n"
                 "performers: [11, {code: A, name: a, members: [12]}]\n"
                 "judges: [11, 12, 13]\n"
                 "criteria: [{id: a, title: t, max: 30}]\n",
                 "3:10+2: ? “11” judges and performs\n"
                 "3:14+2: ? “12” judges and performs\n");
    assert_sheet(SHEET "head: 14\n", "6:7+2: the head judge “14” is not among the judges\n");
}

static void dropped_marks_leave_one(void **state)
{
    (void)state;
    assert_sheet("panel: p\n"
                 "performers: [1]\n"
                 "judges: 5\n"
                 "drop: {high: 3, low: 2}\n"
                 "criteria: [{id: a, title: t, max: 30}]\n",
                 "4:7+1: of 5 marks, 5 cannot be dropped: at least one must be left\n");
    assert_sheet(SHEET "drop: {high: 1, low: 1, from: 2}\n",
                 "6:31+1: of 2 marks, 2 cannot be dropped: at least one must be left\n");
    assert_sheet(SHEET "drop: {high: 1, from: 4}\n",
                 "6:23+1: ? nothing is ever dropped: there are only 3 judges\n");
    assert_sheet(SHEET "drop: 1\n", "6:7+1: “drop” is a mapping with high and low\n");
    assert_sheet(SHEET "drop: {high: -1, mid: 3}\n",
                 "6:14+2: expected a whole number from 0 to 15, found “-1”\n"
                 "6:18+3: unknown key “mid”\n");
}

static void words_and_numbers_are_checked(void **state)
{
    (void)state;
    assert_sheet(
        SHEET "by: x\n"
              "mean: x\n"
              "rounding: {mean: 5, factor: exact, total: exact}\n"
              "factor: 0\n"
              "spread: -1\n"
              "recuse: x\n"
              "missing: x\n"
              "blind: x\n"
              "order: x\n",
        "6:5+1: “x” is not known here\n"
        "7:7+1: “x” is not known here\n"
        "8:18+1: expected a whole number from 0 to 4, found “5”\n"
        "8:43+5: expected a whole number from 0 to 4, found “exact”\n"
        "9:9+1: expected a factor above 0 and up to 1000, or a share such as 30%, found “0”\n"
        "10:9+2: expected a number of marks from 0 to 1000000 with at most four decimals, found “-1”\n"
        "11:9+1: “x” is not known here\n"
        "12:10+1: “x” is not known here\n"
        "13:8+1: “x” is not known here\n"
        "14:8+1: “x” is not known here\n");
    assert_sheet(SHEET "clock: 300\n"
                       "rounding: 2\n",
                 "6:8+3: “clock” is a mapping with prepare, perform and defend\n"
                 "7:11+1: “rounding” is a mapping with mean, factor and total\n");
    assert_sheet(SHEET "clock: {prepare: -1, talk: 3}\n"
                       "decimals: 5\n",
                 "6:18+2: expected a number of seconds from 0 to 86400 with at most one decimal, found “-1”\n"
                 "6:22+4: unknown key “talk”\n"
                 "7:11+1: expected a whole number from 0 to 4, found “5”\n");
}

static void topics_are_checked(void **state)
{
    (void)state;
    assert_sheet(SHEET "topics: {draw: two, from: [a, a], return: maybe}\n",
                 "6:16+3: “two” is not known here\n"
                 "6:31+1: “a” is named twice: it already stands at 6:28\n"
                 "6:43+5: “maybe” is not known here\n");
    assert_sheet(SHEET "topics: [a]\n", "6:9+1: 1 topic is not enough for 2 performers\n");
    assert_sheet(SHEET "topics: {draw: one}\n", "6:9+1: “topics” does not list any topics under “from”\n");
    assert_sheet(SHEET "topics: {from: []}\n", "6:16+1: the list is empty\n");
    assert_sheet(SHEET "topics: {from: [a], return: true}\n", "");
}

static void the_rank_names_criteria(void **state)
{
    (void)state;
    assert_sheet(SHEET "rank: [total, a, a, b, totl]\n", "6:18+1: this stands in the list twice\n"
                                                         "6:21+1: no criterion has the id “b”\n"
                                                         "6:24+4: no criterion has the id “totl”\n");
    assert_sheet(SHEET "rank: []\n", "6:7+1: the list is empty\n");
    assert_sheet(HEAD "- {id: a b, title: t, max: 1}\n"
                      "rank: [x]\n",
                 "5:9+1: “ ” cannot be part of an id\n");
}

static void criteria_are_checked(void **state)
{
    (void)state;
    assert_sheet(HEAD "- {id: total, title: t, max: 10}\n"
                      "- {id: b, title: t, max: 10}\n"
                      "- {id: b, title: t, max: 10}\n"
                      "- {title: t}\n"
                      "- 5\n",
                 "5:8+5: “total” cannot be a criterion's id: in “rank” it means the sum\n"
                 "7:8+1: the id “b” is given twice: it already stands at 6:8\n"
                 "8:3+1: this criterion has no id\n"
                 "8:3+1: this criterion does not say its full marks\n"
                 "9:3+1: a criterion is a mapping with id, title and max\n");
    assert_sheet(
        HEAD "- {id: a, title: t, max: 10, kind: x}\n"
             "- {id: b, title: t, max: 0}\n"
             "- {id: c, title: t, min: 5, max: 5}\n"
             "- {id: d, title: t, max: 10, step: 0}\n"
             "- {id: e, title: t, max: 10, step: 3}\n"
             "- {id: f, title: t, max: 10.25}\n"
             "- {id: g, title: t, max: x, factor: 0}\n",
        "5:36+1: “x” is not known here\n"
        "6:21+3: the full marks must be more than the least marks\n"
        "7:29+3: the full marks must be more than the least marks\n"
        "8:36+1: a step must be more than 0\n"
        "9:30+4: steps of 3 do not fit: from the least to the full marks it is 10\n"
        "10:21+3: steps of 0.5 do not fit: from the least to the full marks it is 10.25\n"
        "11:26+1: expected a number of marks from 0 to 1000000 with at most four decimals, found “x”\n"
        "11:37+1: expected a factor above 0 and up to 1000, or a share such as 30%, found “0”\n");
    assert_sheet(HEAD "- {id: a, title: t, max: 10.5}\n"
                      "decimals: 0\n",
                 "5:21+3: steps of 1 do not fit: from the least to the full marks it is 10.5\n");
    assert_sheet(HEAD "- {id: a, title: t, max: 1000000, factor: 2}\n",
                 "1:1+1: a performer can get more than 1000000 marks\n");
}

static void levels_are_checked(void **state)
{
    (void)state;
    assert_sheet(
        HEAD "- {id: a, title: t, max: 10, levels: {0: x, 5: y, 5: z, 11: w}}\n"
             "- {id: b, title: t, max: 10, levels: [1, 2]}\n"
             "- {id: c, title: t, max: 10, levels: {0: [x], a: y}}\n",
        "5:51+1: levels must rise: each begins above the one before it\n"
        "6:38+1: levels are a mapping of marks to descriptions\n"
        "7:42+1: a list stands where a single value is expected\n"
        "7:47+1: expected a number of marks from 0 to 1000000 with at most four decimals, found “a”\n");
    assert_sheet(HEAD "- {id: a, title: t, min: 1, max: 10, levels: {0: x, 10.5: y}}\n",
                 "5:47+1: this level lies outside the criterion's marks, which are from 1 to 10\n"
                 "5:53+4: this level lies outside the criterion's marks, which are from 1 to 10\n");
    assert_sheet(HEAD "- {id: a, title: t, max: 20, levels: {0: a, 1: a, 2: a, 3: a, 4: a, 5: a, 6: a, 7: a, "
                      "8: a, 9: a, 10: a, 11: a, 12: a}}\n",
                 "5:113+2: a criterion has at most 12 levels\n");
}

static void keys_of_the_other_kind_are_refused(void **state)
{
    (void)state;
    assert_sheet(HEAD
                 "- {id: a, title: t, max: 10, steps: [x], faults: [{text: y, marks: 1}], wrong_order: 1,\n"
                 "   overtime: {marks: 1, every: 30}}\n"
                 "- {id: b, title: t, max: 10, kind: measured, step: 1, levels: {0: x}}\n"
                 "- {id: c, 标题: 项, max: 10, kind: measured, steps: [x], 分度: 1}\n",
                 "5:30+5: “steps” has no meaning where judges give the mark\n"
                 "5:42+6: “faults” has no meaning where judges give the mark\n"
                 "5:73+11: “wrong_order” has no meaning where judges give the mark\n"
                 "6:4+8: “overtime” has no meaning where judges give the mark\n"
                 "7:3+1: a measured criterion lists the steps that give its marks\n"
                 "7:46+4: “step” has no meaning where the mark is measured\n"
                 "7:55+6: “levels” has no meaning where the mark is measured\n"
                 "8:55+2: “分度” has no meaning where the mark is measured\n");
}

static void steps_are_checked(void **state)
{
    (void)state;
    assert_sheet(
        HEAD "- {id: a, title: t, max: 10, kind: measured, steps: [{text: x, marks: 11}]}\n"
             "- {id: b, title: t, max: 10, kind: measured, steps: [{text: x, marks: 10}, y]}\n"
             "- {id: c, title: t, max: 10, kind: measured, steps: [{text: x, marks: 9}]}\n"
             "- {id: d, title: t, max: 10, kind: measured, steps: [{marks: 9}, {text: x, mark: 1}], faults: "
             "[y, {text: z}]}\n"
             "- {id: e, title: t, max: 10, kind: measured, steps: []}\n"
             "- {id: f, title: t, max: 10, kind: measured, steps: [[x]], wrong_order: -1}\n",
        "5:46+5: the steps add up to 11 marks, more than the full marks, 10\n"
        "6:46+5: nothing of the full marks is left for the steps without marks\n"
        "7:46+5: ? the steps add up to 9 marks; the full marks, 10, cannot be reached\n"
        "8:54+1: this step has no text\n"
        "8:76+4: unknown key “mark”\n"
        "8:96+1: this fault does not say how many marks it costs\n"
        "8:99+1: this fault does not say how many marks it costs\n"
        "9:53+1: the list is empty\n"
        "10:54+1: a list stands where a single value is expected\n"
        "10:73+2: expected a number of marks from 0 to 1000000 with at most four decimals, found “-1”\n");
    assert_sheet(HEAD
                 "- {id: e, title: t, max: 10, kind: measured, steps: [a], overtime: {marks: 1}}\n"
                 "- {id: f, title: t, max: 10, kind: measured, steps: [a], overtime: {marks: 1, every: 30}}\n"
                 "- {id: g, title: t, max: 10, kind: measured, steps: [a], overtime: 5}\n",
                 "5:68+1: overtime needs both: marks, and for every how many seconds\n"
                 "6:58+8: ? no time runs over where “clock” gives none to perform\n"
                 "7:68+1: “overtime” is a mapping with marks and every\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_sheet_is_read),
        cmocka_unit_test(silence_means_the_documented_defaults),
        cmocka_unit_test(judges_may_be_a_number),
        cmocka_unit_test(a_sheet_can_be_written_in_chinese),
        cmocka_unit_test(the_full_marks_follow_the_rules),
        cmocka_unit_test(what_is_required_is_said),
        cmocka_unit_test(judges_are_checked),
        cmocka_unit_test(dropped_marks_leave_one),
        cmocka_unit_test(words_and_numbers_are_checked),
        cmocka_unit_test(topics_are_checked),
        cmocka_unit_test(the_rank_names_criteria),
        cmocka_unit_test(criteria_are_checked),
        cmocka_unit_test(levels_are_checked),
        cmocka_unit_test(keys_of_the_other_kind_are_refused),
        cmocka_unit_test(steps_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
