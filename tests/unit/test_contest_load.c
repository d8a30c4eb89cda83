#include "bank/event_file.h"
#include "findings.h"

#define TEAMS                                                                                                \
    "contest: c\nteams:\n- {code: A, name: a, members: 1}\n- {code: B, name: b, members: 2}\nrounds:\n"
#define SHEET TEAMS "- {round: buzzer, title: t, items: 3, from: {}}\n"

static void assert_sheet(const char *source, const char *expected)
{
    struct loading_place place = loading_place();
    struct event_sheet sheet;
    bool ok = event_file_load(text_of(source), "contest.yaml", &place.arena, &place.diags, &sheet);
    assert_findings(&place.diags, expected);
    assert_true(ok == (place.diags.errors == 0));
    loading_place_finish(&place);
}

static struct contest_sheet load_good(struct loading_place *place, const char *source)
{
    struct event_sheet sheet;
    bool ok = event_file_load(text_of(source), "contest.yaml", &place->arena, &place->diags, &sheet);
    assert_findings(&place->diags, "");
    assert_true(ok);
    assert_int_equal(sheet.kind, EVENT_KIND_CONTEST);
    return sheet.contest;
}

static void a_whole_sheet_is_read(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct contest_sheet sheet = load_good(
        &place,
        "contest: 2026-final\n"
        "title: 双比武决赛\n"
        "instructions: |\n  一、服从主持人。\n"
        "base: 100\n"
        "decimals: 1\n"
        "teams:\n"
        "- {code: A, name: 通风队, unit: 矿/通风队, note: 一句话, members: [\"10021\", 10022]}\n"
        "- \"10030\"\n"
        "rounds:\n"
        "- {round: required, title: 必答题, rules: 每队两题, turns: 2, seconds: 20.5, right: 10.5, wrong: "
        "-2,\n"
        "   swaps: 1, prompt: -5, order: lowest-first, from: {bank: dangwu, kind: [single, truefalse],\n"
        "   topic: 组织建设, difficulty: 1-3}, spares: 2, answer: host}\n"
        "- {round: together, title: 共答题, items: [a, b/c], right: 10, speed: [3, 2, 1]}\n"
        "- {round: buzzer, title: 抢答题, items: 10, window: 12, begin: 5, wrong: -10, from: {},\n"
        "   false_start: {marks: -10, then: locked, again: {marks: -20, then: void}}, rebound: 1,\n"
        "   rebound_to: open}\n"
        "- {round: risk, title: 风险题, turns: 2, stakes: [10, {marks: 20, items: [d, e, f, g]},\n"
        "   {marks: 30, from: {bank: x}}], order: highest-first, decline: true, wrong: 0, from: {}}\n"
        "- {round: rapid, title: 速答, items: [h, i, j, k], seconds: 40}\n"
        "- {round: panel, title: 情景模拟, panel: sanhuiyike, weight: 50%}\n"
        "- {round: knockout, title: 一战到底, items: 30, seconds: 20, right: 0, survivor: 20, from: {}}\n"
        "playoff: {seconds: 15, window: 10, begin: 5, items: 6, from: {kind: single}}\n"
        "freeze: {before_end: 5 items}\n"
        "shuffle: {options: false}\n"
        "rank: [total, playoff, right, wrong]\n"
        "awards: [{title: 一等奖, ranks: 1}, {title: 二等奖, ranks: 2-3}]\n"
        "seed: 七号球\n");
    assert_text(sheet.code, "2026-final");
    assert_text(sheet.title, "双比武决赛");
    assert_text(sheet.instructions, "一、服从主持人。");
    assert_text(sheet.seed, "七号球");
    assert_true(sheet.base == 100 * MARK_ONE && sheet.decimals == 1 && !sheet.shuffle_options);
    assert_int_equal(sheet.team_count, 2);
    assert_text(sheet.teams[0].unit, "矿/通风队");
    assert_text(sheet.teams[0].note, "一句话");
    assert_int_equal(sheet.teams[0].member_count, 2);
    assert_text(sheet.teams[0].members[1], "10022");
    assert_text(sheet.teams[1].code, "10030");
    assert_int_equal(sheet.teams[1].name.len, 0);
    assert_int_equal(sheet.teams[1].member_count, 1);
    assert_text(sheet.teams[1].members[0], "10030");
    assert_true(sheet.rank_count == 4 && sheet.rank[3] == CONTEST_RANK_WRONG);
    assert_true(sheet.award_count == 2 && sheet.awards[1].first == 2 && sheet.awards[1].last == 3);
    assert_int_equal(sheet.freeze_items, 5);
    assert_int_equal(sheet.round_count, 8);

    const struct round_sheet *round = &sheet.rounds[0];
    assert_true(round->kind == ROUND_REQUIRED && round->turns == 2 && round->seconds == 20500);
    assert_true(round->right == 105 * MARK_ONE / 10 && round->wrong == -2 * MARK_ONE);
    assert_true(round->prompt == -5 * MARK_ONE && round->swaps == 1 && round->spares == 2);
    assert_true(round->order == ORDER_LOWEST_FIRST && round->answer == ANSWER_HOST && !round->fixed_wrong);
    assert_int_equal(round->source.from.kinds, 1 << ITEM_SINGLE | 1 << ITEM_TRUEFALSE);
    assert_text(round->source.from.topics[0], "组织建设");
    assert_text(round->rules, "每队两题");
    round = &sheet.rounds[1];
    assert_true(round->items == 2 && round->source.item_count == 2 && round->spares == 0);
    assert_text(round->source.items[1], "b/c");
    assert_true(round->bonus_count == 3 && round->bonuses[0] == 3 * MARK_ONE);
    round = &sheet.rounds[2];
    assert_true(round->window == 12000 && round->begin == 5000 && round->rebounds == 1);
    assert_int_equal(round->rebound_mode, REBOUND_OPEN);
    assert_true(round->false_start[0].marks == -10 * MARK_ONE &&
                round->false_start[0].then == FALSE_START_LOCKED);
    assert_true(round->false_start[1].marks == -20 * MARK_ONE &&
                round->false_start[1].then == FALSE_START_VOID);
    round = &sheet.rounds[3];
    assert_true(round->stake_count == 3 && round->decline && round->fixed_wrong && round->wrong == 0);
    assert_true(!round->stakes[0].own_source && round->stakes[1].own_source && round->stakes[2].own_source);
    assert_int_equal(round->stakes[1].source.item_count, 4);
    assert_int_equal(round->order, ORDER_HIGHEST_FIRST);
    assert_true(sheet.rounds[4].items == 2 && sheet.rounds[4].seconds == 40000);
    assert_text(sheet.rounds[5].panel, "sanhuiyike");
    assert_int_equal(sheet.rounds[5].weight, MARK_ONE / 2);
    assert_true(sheet.rounds[6].survivor == 20 * MARK_ONE && sheet.rounds[6].right == 0);
    round = &sheet.rounds[7];
    assert_true(round->kind == ROUND_PLAYOFF && round->items == 6 && round->window == 10000);
    loading_place_finish(&place);
}

static void silence_means_the_documented_defaults(void **state)
{
    (void)state;
    const uint32_t playable =
        ((UINT32_C(1) << ITEM_KINDS) - 1) & ~(UINT32_C(1) << ITEM_CASE | UINT32_C(1) << ITEM_SHORT);
    struct loading_place place = loading_place();
    struct contest_sheet sheet = load_good(&place, SHEET "- {round: required, title: t, from: {}}\n"
                                                         "- {round: together, title: t, items: 1, from: {}}\n"
                                                         "- {round: risk, title: t, stakes: [1], from: {}}\n"
                                                         "- {round: rapid, title: t, items: 1, from: {}}\n"
                                                         "- {round: panel, title: t, panel: p}\n"
                                                         "- {round: knockout, title: t, items: 1, from: {}}\n"
                                                         "playoff: {from: {}}\n");
    assert_text(sheet.title, "c");
    assert_true(sheet.base == 0 && sheet.decimals == 2 && sheet.shuffle_options && sheet.freeze_items == 0);
    assert_true(sheet.rank_count == 2 && sheet.rank[0] == CONTEST_RANK_TOTAL &&
                sheet.rank[1] == CONTEST_RANK_PLAYOFF);
    assert_true(sheet.award_count == 0 && sheet.seed.len == 0 && sheet.instructions.len == 0);
    const struct round_sheet *buzzer = &sheet.rounds[0];
    assert_true(buzzer->seconds == 30000 && buzzer->window == 15000 && buzzer->begin == 0);
    assert_true(buzzer->right == 10 * MARK_ONE && buzzer->wrong == 0 && buzzer->prompt == 0);
    assert_true(buzzer->rebounds == 0 && buzzer->rebound_mode == REBOUND_NEXT && buzzer->spares == 5);
    for (int i = 0; i < 2; i++)
        assert_true(buzzer->false_start[i].marks == 0 && buzzer->false_start[i].then == FALSE_START_NOTHING);
    assert_int_equal(buzzer->source.from.kinds, playable);
    const enum answer_by answers[] = {ANSWER_EITHER, ANSWER_EITHER, ANSWER_DESK, ANSWER_EITHER,
                                      ANSWER_EITHER, ANSWER_EITHER, ANSWER_DESK, ANSWER_EITHER};
    const int seconds[] = {30, 30, 60, 30, 60, 0, 30, 30};
    for (int i = 0; i < sheet.round_count; i++) {
        assert_int_equal(sheet.rounds[i].answer, answers[i]);
        assert_int_equal(sheet.rounds[i].seconds, seconds[i] * 1000);
    }
    assert_true(sheet.rounds[1].turns == 1 && sheet.rounds[1].swaps == 0 && sheet.rounds[3].turns == 1);
    assert_true(!sheet.rounds[3].fixed_wrong && !sheet.rounds[3].decline);
    assert_int_equal(sheet.rounds[3].order, ORDER_SEAT);
    assert_int_equal(sheet.rounds[5].weight, MARK_ONE);
    assert_true(sheet.rounds[7].items == 10 && sheet.rounds[7].right == 0);
    assert_text(sheet.rounds[7].title, "Playoff");
    loading_place_finish(&place);
}

static void a_sheet_can_be_written_in_chinese(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct contest_sheet sheet = load_good(
        &place,
        "竞赛: 2026-final\n"
        "标题: 决赛\n"
        "说明: 服从主持人\n"
        "基础分: １００\n"
        "小数: 0\n"
        "参赛队:\n"
        "- {代号: A, 名称: 甲, 单位: 矿, 简介: 介绍, 队员: [1]}\n"
        "- {编号: 乙, 队名: 乙, 支部: 矿, 介绍: 介绍, 成员: [2]}\n"
        "轮次:\n"
        "- {环节: 必答, 标题: 必答题, 规则: 规则, 每队题数: 1, 限时: 30, 答对: 10, 答错: -5, 换题: 1,\n"
        "   提示: -5, 顺序: 低分先答, 来源: {题库: dangwu}, 备用: 3, 作答: 主持人}\n"
        "- {轮: 共答题, 名称: 共答题, 题数: 3, 速度加分: [3, 2], 来源: {}, 作答方式: 均可}\n"
        "- {环节: 抢答, 标题: 抢答题, 题目: [a, b], 抢答时间: 10, 开口时间: 5, 补答: 1, 补答方式: 顺延,\n"
        "   抢跑: {扣分: -10, 处理: 禁答, 再犯: {处理: 作废}}}\n"
        "- {环节: 风险, 标题: 风险题, 分值: [10, {分值: 20, 题目: [c, d]}], 可放弃: 是, 来源: {}}\n"
        "- {环节: 限时速答, 标题: 速答, 题数: 5, 来源: {}}\n"
        "- {环节: 评委打分, 标题: 模拟, 评委组: p, 权重: ５０％}\n"
        "- {环节: 一战到底, 标题: 擂台, 题数: 5, 擂主得分: 20, 来源: {}}\n"
        "加赛: {限时: 15, 来源: {}}\n"
        "封榜: {结束前: 3题}\n"
        "乱序: {选项: 否}\n"
        "排名: [总分, 加赛, 答对, 答错]\n"
        "奖项: [{名称: 一等奖, 名次: 1-2}]\n"
        "种子: 七\n");
    assert_true(sheet.base == 100 * MARK_ONE && sheet.round_count == 8 && sheet.freeze_items == 3);
    assert_true(sheet.rounds[0].order == ORDER_LOWEST_FIRST && sheet.rounds[0].answer == ANSWER_HOST);
    assert_true(sheet.rounds[2].false_start[1].marks == -10 * MARK_ONE &&
                sheet.rounds[2].false_start[1].then == FALSE_START_VOID);
    assert_int_equal(sheet.rounds[5].weight, MARK_ONE / 2);
    assert_int_equal(sheet.rank_count, 4);
    loading_place_finish(&place);
}

static void a_round_knows_its_queues(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct contest_sheet sheet = load_good(
        &place, TEAMS "- {round: required, title: t, turns: 3, from: {}}\n"
                      "- {round: rapid, title: t, items: 7, from: {}}\n"
                      "- {round: panel, title: t, panel: p}\n"
                      "- {round: risk, title: t, turns: 2, from: {bank: a},\n"
                      "   stakes: [{marks: 1, from: {bank: b}}, 2, {marks: 3, from: {bank: c}}, 4]}\n"
                      "- {round: risk, title: t, stakes: [{marks: 1, from: {}}, {marks: 2, from: {}}]}\n"
                      "- {round: together, title: t, items: 9, from: {}}\n");
    const int queues[] = {1, 1, 0, 3, 2, 1}, needs[] = {6, 14, 0, 4, 2, 9};
    for (int i = 0; i < sheet.round_count; i++) {
        assert_int_equal(round_queue_count(&sheet.rounds[i]), queues[i]);
        for (int queue = 0; queue < queues[i]; queue++)
            assert_int_equal(round_queue_need(&sheet, i, queue), needs[i]);
    }
    const struct round_sheet *risk = &sheet.rounds[3];
    const int queue_of[] = {1, 0, 2, 0};
    const char *const banks[] = {"b", "a", "c", "a"};
    for (int stake = 0; stake < risk->stake_count; stake++) {
        assert_int_equal(round_queue_of_stake(risk, stake), queue_of[stake]);
        assert_text(round_queue_source(risk, queue_of[stake])->from.banks[0], banks[stake]);
    }
    assert_int_equal(round_queue_of_stake(&sheet.rounds[4], 1), 1);
    loading_place_finish(&place);
}

static void kinds_of_rounds_have_names(void **state)
{
    (void)state;
    for (int i = 0; i < ROUND_KINDS; i++) {
        enum round_kind kind;
        assert_true(round_kind_from_name(text_of(round_kind_name((enum round_kind)i)), &kind));
        assert_int_equal(kind, i);
        assert_true(round_kind_label(kind)[0] != '\0');
    }
    enum round_kind kind;
    assert_false(round_kind_from_name(text_of("Buzzer"), &kind));
}

static void sheets_of_any_kind_have_code_and_title(void **state)
{
    (void)state;
    static const struct {
        const char *source, *code, *title;
    } files[EVENT_KINDS] = {
        [EVENT_KIND_TEST] = {"test: a\ntitle: 甲\n", "a", "甲"},
        [EVENT_KIND_CONTEST] = {"竞赛: b\n", "b", "b"},
        [EVENT_KIND_PANEL] = {"title: 丙\n评分: c\n", "c", "丙"},
        [EVENT_KIND_SERIES] = {"总成绩: d\n标题: 丁\n", "d", "丁"},
    };
    for (int i = 0; i < EVENT_KINDS; i++) {
        struct loading_place place = loading_place();
        struct event_sheet sheet;
        assert_false(event_file_load(text_of(files[i].source), "x", &place.arena, &place.diags, &sheet));
        assert_int_equal(sheet.kind, i);
        assert_text(event_sheet_code(&sheet), files[i].code);
        assert_text(event_sheet_title(&sheet), files[i].title);
        enum event_kind kind;
        assert_true(event_kind_from_name(text_of(event_kind_name(sheet.kind)), &kind) && kind == sheet.kind);
        assert_true(event_kind_label(kind)[0] != '\0');
        loading_place_finish(&place);
    }
}

static void wrong_kinds_are_guessed(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct event_sheet sheet;
    assert_false(event_file_load(text_of("contst: c\n"), "x", &place.arena, &place.diags, &sheet));
    assert_first_hint(&place.diags, "did you mean “contest”?");
    assert_int_equal(sheet.kind, EVENT_KIND_TEST);
    loading_place_finish(&place);
    place = loading_place();
    assert_false(event_file_load(text_of("title: c\n"), "x", &place.arena, &place.diags, &sheet));
    assert_first_hint(
        &place.diags,
        "begin it with “test: CODE”, “contest: CODE”, “panel: CODE”, “series: CODE” or “appraisal: CODE”");
    loading_place_finish(&place);
}

static void rounds_are_not_endless(void **state)
{
    (void)state;
    struct buf source = BUF_EMPTY;
    buf_add_string(&source, TEAMS);
    for (int i = 0; i < CONTEST_MAX_ROUNDS; i++)
        buf_add_string(&source, "- {round: buzzer, title: t, items: 3, from: {}}\n");
    assert_sheet(buf_string(&source), "");
    buf_add_string(&source, "playoff: {from: {}}\n");
    assert_sheet(buf_string(&source), "36:10+1: a contest has at most 30 rounds, playoff included\n");
    buf_clear(&source);
    buf_add_string(&source, TEAMS);
    for (int i = 0; i <= CONTEST_MAX_ROUNDS; i++)
        buf_add_string(&source, "- {round: buzzer, title: t, items: 3, from: {}}\n");
    assert_sheet(buf_string(&source), "36:3+1: this list has more than 30 entries\n");
    buf_finish(&source);
}

static void the_kind_of_event_is_told_by_its_key(void **state)
{
    (void)state;
    assert_sheet("", "0:0+0: the file is empty\n");
    assert_sheet("- a\n", "1:1+1: an event file begins with a line such as “test: code”\n");
    assert_sheet("title: t\n", "1:1+5: this file does not say what it describes\n");
    assert_sheet("contst: t\n", "1:1+6: this file does not say what it describes\n");
    assert_sheet("test: t\n"
                 "contest: c\n",
                 "2:10+1: this file describes a contest, not a test\n");
    assert_sheet("contest: c\n"
                 "test: t\n",
                 "1:1+1: a contest needs at least two teams\n"
                 "1:1+1: the contest has no rounds\n"
                 "2:1+4: unknown key “test”\n");
    assert_sheet("contest: [\n", "1:10+1: a list stands where a single value is expected\n"
                                 "2:1+1: a value is missing here\n");
}

static void what_is_required_is_said(void **state)
{
    (void)state;
    assert_sheet("contest: c\n", "1:1+1: a contest needs at least two teams\n"
                                 "1:1+1: the contest has no rounds\n");
    assert_sheet("contest: c\n"
                 "teams: [1]\n"
                 "rounds: []\n",
                 "1:1+1: a contest needs at least two teams\n"
                 "3:9+1: the list is empty\n");
    assert_sheet("title: x\n"
                 "contest: C\n"
                 "round: 5\n",
                 "1:1+1: a contest needs at least two teams\n"
                 "1:1+1: the contest has no rounds\n"
                 "2:10+1: “C” cannot be part of a code\n"
                 "3:1+5: unknown key “round”\n");
    assert_sheet("contest: c\n"
                 "teams: [1, 2]\n"
                 "rounds: 5\n",
                 "3:9+1: rounds must be a list: each round begins with a hyphen\n");
    assert_sheet(TEAMS "- {round: x, title: t}\n"
                       "- {title: t}\n"
                       "- {round: buzzer}\n"
                       "- 5\n",
                 "6:11+1: “x” is not known here\n"
                 "7:3+1: this round does not say of which kind it is\n"
                 "8:3+1: this round has no title\n"
                 "8:3+1: this round does not say how many items it has\n"
                 "8:3+1: this round does not say where its items come from\n"
                 "9:3+1: a round is a mapping with round, title, from and marks\n");
    assert_sheet(TEAMS "- {round: risk, title: t}\n"
                       "- {round: panel, title: t}\n"
                       "- {round: panel, title: t, panel: P/}\n",
                 "6:3+1: this round has no stakes\n"
                 "6:3+1: this round does not say where its items come from\n"
                 "7:3+1: this round does not say which panel marks it\n"
                 "8:35+1: “P” cannot be part of a code\n");
}

static void teams_are_checked(void **state)
{
    (void)state;
    assert_sheet("contest: c\n"
                 "teams:\n"
                 "- {code: A, name: a, members: [1, 2]}\n"
                 "- {code: A, name: b, members: [2, 3, 3]}\n"
                 "- {name: c}\n"
                 "- {code: D}\n"
                 "- 1\n"
                 "- A\n"
                 "- {code: a b, name: x, members: [1 2]}\n"
                 "- [1]\n"
                 "rounds:\n"
                 "- {round: buzzer, title: t, items: 3, from: {}}\n",
                 "4:10+1: the code “A” is given twice: it already stands at 3:10\n"
                 "4:32+1: “2” takes part twice: the number already stands at 3:35\n"
                 "4:38+1: “3” takes part twice: the number already stands at 4:35\n"
                 "5:3+1: this team has no code\n"
                 "6:3+1: this team has no name\n"
                 "7:3+1: “1” takes part twice: the number already stands at 3:32\n"
                 "8:3+1: the code “A” is given twice: it already stands at 3:10\n"
                 "9:11+1: “ ” cannot be part of an id\n"
                 "9:35+1: “ ” cannot be part of an id\n"
                 "10:3+1: a team is a mapping with code, name and members\n");
    assert_sheet("contest: c\n"
                 "teams:\n"
                 "- {code: A, name: a}\n"
                 "- {code: B, name: b, members: [2]}\n"
                 "rounds:\n"
                 "- {round: together, title: t, items: 3, from: {}}\n",
                 "6:3+1: ? this round is answered at the desks, but 1 team has no members to sit there\n");
}

static void keys_of_other_kinds_of_rounds_are_refused(void **state)
{
    (void)state;
    assert_sheet(
        TEAMS
        "- {round: required, title: t, items: 3, window: 3, from: {}}\n"
        "- {round: 必答, title: t, stakes: [1], survivor: 3, from: {}}\n"
        "- {round: panel, title: t, panel: p, from: {}, seconds: 3, answer: desk}\n"
        "- {round: risk, title: t, stakes: [10], from: {}, right: 10, speed: 3}\n"
        "- {round: together, title: t, items: 1, from: {}, turns: 1, rebound: 1, weight: 2, decline: true}\n",
        "6:31+5: “items” has no meaning in a round of the kind “required”\n"
        "6:41+6: “window” has no meaning in a round of the kind “required”\n"
        "7:25+6: “分值” has no meaning in a round of the kind “必答”\n"
        "7:38+8: “擂主得分” has no meaning in a round of the kind “必答”\n"
        "8:38+4: “from” has no meaning in a round of the kind “panel”\n"
        "8:48+7: “seconds” has no meaning in a round of the kind “panel”\n"
        "8:60+6: “answer” has no meaning in a round of the kind “panel”\n"
        "9:51+5: “right” has no meaning in a round of the kind “risk”\n"
        "9:62+5: “speed” has no meaning in a round of the kind “risk”\n"
        "10:51+5: “turns” has no meaning in a round of the kind “together”\n"
        "10:61+7: “rebound” has no meaning in a round of the kind “together”\n"
        "10:73+6: “weight” has no meaning in a round of the kind “together”\n"
        "10:84+7: “decline” has no meaning in a round of the kind “together”\n");
    assert_sheet(TEAMS "- {round: playoff, title: t, from: {}}\n",
                 "6:11+7: a playoff does not stand among the rounds\n");
    assert_sheet(SHEET "playoff: {round: buzzer, right: 5, from: {}}\n",
                 "7:11+5: “round” has no meaning in a round of the kind “playoff”\n"
                 "7:26+5: “right” has no meaning in a round of the kind “playoff”\n");
    assert_sheet(TEAMS "- {round: 抢答, title: t, items: 1, from: {}}\n"
                       "playoff: {title: t, from: {}, 答对: 5}\n",
                 "7:31+2: “答对” has no meaning in a round of the kind “加赛”\n");
}

static void marks_and_times_are_checked(void **state)
{
    (void)state;
    assert_sheet(
        TEAMS "- {round: buzzer, title: t, items: 3, from: {}, right: -1, wrong: 5, prompt: x,\n"
              "   false_start: {marks: 3, then: gone, again: 5}}\n",
        "6:56+2: expected a number of marks from 0 to 1000000 with at most four decimals, found “-1”\n"
        "6:67+1: expected marks to take off, from -1000000 to 0 with at most four decimals, found “5”\n"
        "6:78+1: expected marks to take off, from -1000000 to 0 with at most four decimals, found “x”\n"
        "7:25+1: expected marks to take off, from -1000000 to 0 with at most four decimals, found “3”\n"
        "7:34+4: “gone” is not known here\n"
        "7:47+1: “again” is a mapping with marks and then\n");
    assert_sheet(TEAMS "- {round: together, title: t, items: 3, from: {}, right: 0.555, speed: [0.333]}\n"
                       "base: 1.2345\n",
                 "6:58+5: marks of this contest have at most 2 decimals\n"
                 "6:73+5: marks of this contest have at most 2 decimals\n"
                 "7:7+6: marks of this contest have at most 2 decimals\n");
    assert_sheet(TEAMS "- {round: together, title: t, items: 3, from: {}, right: 0.5}\n"
                       "decimals: 0\n",
                 "6:58+3: marks of this contest are whole numbers\n");
    assert_sheet(
        TEAMS "- {round: buzzer, title: t, items: 501, from: {}, seconds: 0, window: 0.05, begin: -1}\n"
              "- {round: panel, title: t, panel: p, weight: 0}\n"
              "- {round: panel, title: t, panel: q, weight: 33.333%}\n"
              "- {round: together, title: t, items: 3, from: {}, seconds: 一分钟, speed: [1, 2]}\n",
        "6:36+3: expected a whole number from 1 to 500, found “501”\n"
        "6:60+1: expected a number of seconds above 0 and up to 86400 with at most one decimal, found “0”\n"
        "6:71+4: expected a number of seconds above 0 and up to 86400 with at most one decimal, found "
        "“0.05”\n"
        "6:84+2: expected a number of seconds from 0 to 86400 with at most one decimal, found “-1”\n"
        "7:46+1: expected a factor above 0 and up to 1000, or a share such as 30%, found “0”\n"
        "8:46+7: expected a factor above 0 and up to 1000, or a share such as 30%, found “33.333%”\n"
        "9:60+3: expected a number of seconds above 0 and up to 86400 with at most one decimal, found "
        "“一分钟”\n"
        "9:76+1: whoever is later cannot get more for speed\n");
    assert_sheet(
        SHEET "base: -1\n"
              "decimals: 5\n",
        "7:7+2: expected a number of marks from 0 to 1000000 with at most four decimals, found “-1”\n"
        "8:11+1: expected a whole number from 0 to 4, found “5”\n");
}

static void stakes_are_checked(void **state)
{
    (void)state;
    assert_sheet(
        TEAMS
        "- {round: risk, title: t, from: {}, stakes: [20, 10, 0, -1, {marks: 40, from: {}, items: [x]},\n"
        "   {from: {}}, {marks: 50, items: []}, {marks: 60, x: 1}]}\n",
        "6:50+2: stakes must rise: each is more than the one before it\n"
        "6:54+1: a stake must be more than 0\n"
        "6:57+2: expected a number of marks from 0 to 1000000 with at most four decimals, found “-1”\n"
        "6:73+4: “from” has no meaning where the items are named\n"
        "7:4+1: this stake does not say its marks\n"
        "7:35+1: the list is empty\n"
        "7:52+1: unknown key “x”\n");
    assert_sheet(TEAMS "- {round: risk, title: t, stakes: [10, {marks: 20, from: {}}]}\n"
                       "- {round: risk, title: t, stakes: [1, 2, 3, 4, 5, 6, 7, 8, 9], from: {}}\n",
                 "6:3+1: this round does not say where its items come from\n"
                 "7:60+1: this list has more than 8 entries\n");
    assert_sheet(TEAMS "- {round: risk, title: t, turns: 2, stakes: [{marks: 20, items: [a, b, c]}]}\n",
                 "6:37+6: 2 teams need 4 items here, but 3 are named\n");
}

static void items_are_checked(void **state)
{
    (void)state;
    assert_sheet(TEAMS "- {round: together, title: t, items: [a, a, x/], from: {}, spares: 2, answer: x}\n"
                       "- {round: together, title: t, items: 0, from: {kind: [single, case, short]}}\n"
                       "- {round: together, title: t, items: []}\n",
                 "6:42+1: “a” is named twice: it already stands at 6:39\n"
                 "6:45+2: an item is named by its id, or as bank/id\n"
                 "6:50+4: “from” has no meaning where the items are named\n"
                 "6:60+6: spare items are not drawn where the items are named\n"
                 "6:79+1: “x” is not known here\n"
                 "7:38+1: expected a whole number from 1 to 500, found “0”\n"
                 "7:48+4: case items cannot be used in a contest\n"
                 "7:48+4: open answers (short) cannot be used in a contest: they are marked afterwards\n"
                 "8:38+1: the list is empty\n");
    assert_sheet(TEAMS "- {round: required, title: t, items: [a, b, c], turns: 2}\n",
                 "6:31+5: 2 teams need 4 items here, but 3 are named\n");
    assert_sheet(TEAMS "- {round: rapid, title: t, items: [d, e, f]}\n",
                 "6:28+5: 3 items cannot be shared out evenly among 2 teams\n");
    assert_sheet(TEAMS
                 "- {round: required, title: t, turns: 101, swaps: 101, spares: 101, from: {}, order: x}\n",
                 "6:38+3: expected a whole number from 1 to 100, found “101”\n"
                 "6:50+3: expected a whole number from 0 to 100, found “101”\n"
                 "6:63+3: expected a whole number from 0 to 100, found “101”\n"
                 "6:85+1: “x” is not known here\n");
    assert_sheet(TEAMS "- {round: required, title: t, turns: 2, swaps: 3, from: {}}\n"
                       "- {round: required, title: t, items: [a, b], swaps: 1}\n"
                       "- {round: required, title: t, turns: 2, swaps: 3, from: {}, spares: 6}\n",
                 "6:41+5: ? teams may swap 6 items, but there are only 5 spare ones\n"
                 "7:46+5: ? teams may swap 2 items, but there are only 0 spare ones\n");
    assert_sheet(TEAMS "- {round: together, title: u, items: 496, from: {}}\n"
                       "- {round: together, title: u, items: 495, from: {}}\n",
                 "6:3+1: this round wants 501 items, spares included; at most 500 can be drawn\n");
}

static void panels_count_once(void **state)
{
    (void)state;
    assert_sheet(TEAMS "- {round: panel, title: t, panel: p}\n"
                       "- {round: panel, title: t, panel: p}\n"
                       "- {round: panel, title: t, panel: q}\n",
                 "7:28+5: the marks of this panel already count in the round at 6:3\n");
}

static void words_are_checked(void **state)
{
    (void)state;
    assert_sheet(SHEET "rank: [total, total, x]\n"
                       "shuffle: [1]\n"
                       "freeze: soon\n",
                 "7:15+5: this stands in the list twice\n"
                 "7:22+1: “x” is not known here\n"
                 "8:10+1: “shuffle” is true, false, or a mapping with options\n"
                 "9:9+4: expected a number of items from 0 to 500, such as “5 items”\n");
    assert_sheet(SHEET "rank: []\n"
                       "shuffle: maybe\n"
                       "freeze: {x: 1}\n",
                 "7:7+1: the list is empty\n"
                 "8:10+5: “maybe” is not known here\n"
                 "9:10+1: unknown key “x”\n");
    assert_sheet(
        TEAMS
        "- {round: buzzer, title: t, items: 3, from: {}, order: seat, rebound_to: next, rebound: 2001}\n"
        "- {round: buzzer, title: t, items: 3, from: {}, rebound_to: back}\n"
        "- {round: buzzer, title: t, items: 3, from: {}, rebound_to: open}\n",
        "6:49+5: “order” has no meaning in a round of the kind “buzzer”\n"
        "6:62+10: ? “rebound_to” changes nothing without “rebound”\n"
        "6:89+4: expected a whole number from 0 to 2000, found “2001”\n"
        "7:49+10: ? “rebound_to” changes nothing without “rebound”\n"
        "7:61+4: “back” is not known here\n"
        "8:49+10: ? “rebound_to” changes nothing without “rebound”\n");
}

static void awards_are_checked(void **state)
{
    (void)state;
    assert_sheet(SHEET "awards: [{title: a, ranks: 1-3}, {title: b, ranks: 3}, {ranks: x}, {title: c}, 5, "
                       "{title: d, ranks: 5-4}]\n",
                 "7:45+5: a rank gets one award: these ranks overlap those of the award at 7:10\n"
                 "7:56+1: this award has no title\n"
                 "7:64+1: ranks are a number from 1 to 2000, or a range such as 2-4\n"
                 "7:68+1: this award does not say which ranks get it\n"
                 "7:80+1: an award is a mapping with title and ranks\n"
                 "7:101+3: ranks are a number from 1 to 2000, or a range such as 2-4\n");
    assert_sheet(SHEET "awards: []\n", "7:9+1: the list is empty\n");
}

static void the_board_freezes_within_the_last_round(void **state)
{
    (void)state;
    assert_sheet(SHEET "freeze: 4\n"
                       "playoff: {from: {}}\n",
                 "7:9+1: the board is to be frozen 4 items before the end, but the last round has 3\n");
    assert_sheet(SHEET "- {round: panel, title: t, panel: p}\n"
                       "freeze: {before_end: 5题}\n",
                 "8:9+1: the last round has no items to freeze the board before\n");
    assert_sheet(SHEET "freeze: 501 items\n",
                 "7:9+9: expected a number of items from 0 to 500, such as “5 items”\n");
}

static void a_playoff_is_checked(void **state)
{
    (void)state;
    assert_sheet(SHEET "playoff: {title: x}\n",
                 "7:10+1: this round does not say where its items come from\n");
    assert_sheet(SHEET "playoff: 5\n", "7:10+1: “playoff” is a mapping with seconds, items and from\n");
    assert_sheet(SHEET "rank: total\n"
                       "playoff: {from: {}}\n",
                 "7:7+5: ? the playoff decides nothing: “playoff” does not stand in “rank”\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_sheet_is_read),
        cmocka_unit_test(silence_means_the_documented_defaults),
        cmocka_unit_test(a_sheet_can_be_written_in_chinese),
        cmocka_unit_test(a_round_knows_its_queues),
        cmocka_unit_test(kinds_of_rounds_have_names),
        cmocka_unit_test(sheets_of_any_kind_have_code_and_title),
        cmocka_unit_test(wrong_kinds_are_guessed),
        cmocka_unit_test(rounds_are_not_endless),
        cmocka_unit_test(the_kind_of_event_is_told_by_its_key),
        cmocka_unit_test(what_is_required_is_said),
        cmocka_unit_test(teams_are_checked),
        cmocka_unit_test(keys_of_other_kinds_of_rounds_are_refused),
        cmocka_unit_test(marks_and_times_are_checked),
        cmocka_unit_test(stakes_are_checked),
        cmocka_unit_test(items_are_checked),
        cmocka_unit_test(panels_count_once),
        cmocka_unit_test(words_are_checked),
        cmocka_unit_test(awards_are_checked),
        cmocka_unit_test(the_board_freezes_within_the_last_round),
        cmocka_unit_test(a_playoff_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
