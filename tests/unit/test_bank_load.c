#include "bank/load.h"
#include "base/mem.h"
#include "core/response.h"
#include "findings.h"

#include <stdio.h>

#define HEAD "bank: x\nitems:\n"

static void assert_bank_bytes(struct text source, const char *expected)
{
    struct loading_place place = loading_place();
    struct bank bank;
    bool ok = bank_load(source, "party.yaml", &place.arena, &place.diags, &bank);
    assert_findings(&place.diags, expected);
    assert_true(ok == (place.diags.errors == 0));
    loading_place_finish(&place);
}

static void assert_bank(const char *source, const char *expected)
{
    assert_bank_bytes(text_of(source), expected);
}

static void assert_hint(const char *source, const char *hint)
{
    struct loading_place place = loading_place();
    struct bank bank;
    bank_load(text_of(source), "party.yaml", &place.arena, &place.diags, &bank);
    assert_first_hint(&place.diags, hint);
    loading_place_finish(&place);
}

static struct bank load_good(struct loading_place *place, const char *source)
{
    struct bank bank;
    bool ok = bank_load(text_of(source), "party.yaml", &place->arena, &place->diags, &bank);
    assert_findings(&place->diags, "");
    assert_true(ok);
    return bank;
}

static void assert_key(const struct item *item, const char *expected)
{
    struct buf key = BUF_EMPTY;
    response_format_key(item, &key);
    assert_string_equal(buf_string(&key), expected);
    buf_finish(&key);
}

static const char all_kinds[] =
    "bank: dangwu\n"
    "title: 党务应知应会\n"
    "items:\n"
    "- {id: a-1, kind: single, stem: 几年？, options: [一年, 二年, 三年], key: C, topic: 组织,\n"
    "   difficulty: 2, rationale: 因为。, enemies: [a-2], shuffle: false,\n"
    "   source: {document: 条例, article: 第二十三条, edition: 2018-10-28}}\n"
    "- {id: a-2, kind: multiple, stem: s, options: [a, b, c, d], key: [A, B, D]}\n"
    "- {id: a-3, kind: truefalse, stem: s, key: ×}\n"
    "- {id: a-4, kind: blank, stem: 甲____乙__, key: [一, [二, 两]], any_order: true}\n"
    "- {id: a-5, kind: numeric, stem: s, key: 12.50, tolerance: 0.01, unit: 元}\n"
    "- {id: a-6, kind: order, stem: s, options: [x, y, z]}\n"
    "- {id: a-7, kind: match, stem: s, pairs: [[l1, r1], [l2, r2], [l3, r1]]}\n"
    "- {id: a-8, kind: spot, stem: '甲[[一]]乙[[二]]丙[[三]]', key: [2, 3]}\n"
    "- id: a-9\n"
    "  kind: case\n"
    "  stimulus: |\n"
    "    第一行\n"
    "    第二行\n"
    "  items:\n"
    "  - {id: a-9-1, kind: single, stem: s, options: [a, b], key: A, weight: 2}\n"
    "  - {id: a-9-2, kind: truefalse, stem: s, key: true, topic: 自己, difficulty: 5, source: 党章}\n"
    "  topic: 案例\n"
    "  difficulty: 3\n"
    "  source: {document: 准则}\n";

static void every_kind_is_read(void **state)
{
    (void)state;
    static const char *const keys[] = {"C", "ABD", "F", "一|二", "12.5", "ABC", "1A 2B 3A", "2 3"};
    struct loading_place place = loading_place();
    struct bank bank = load_good(&place, all_kinds);
    assert_text(bank.code, "dangwu");
    assert_text(bank.title, "党务应知应会");
    assert_int_equal(bank.item_count, 9);
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        assert_int_equal(bank.items[i].kind, i);
        assert_key(&bank.items[i], keys[i]);
    }
    const struct item *single = &bank.items[0], *blank = &bank.items[3], *spot = &bank.items[7];
    assert_true(single->keep_order && single->difficulty == 2 && single->enemy_count == 1);
    assert_text(single->enemies[0], "a-2");
    assert_text(single->rationale, "因为。");
    assert_text(single->source.article, "第二十三条");
    assert_text(single->source.edition, "2018-10-28");
    assert_true(blank->any_order && blank->blank_count == 2 && blank->blanks[1].count == 2);
    assert_text(blank->blanks[1].accepted[1], "两");
    assert_text(bank.items[4].unit, "元");
    assert_true(decimal_within(bank.items[4].number, bank.items[4].number, bank.items[4].tolerance));
    assert_int_equal(bank.items[6].option_count, 2);
    assert_text(spot->options[2], "三");
    loading_place_finish(&place);
}

static void a_case_hands_down_what_its_items_leave_out(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct bank bank = load_good(&place, all_kinds);
    const struct item *parent = &bank.items[8];
    assert_text(parent->stimulus, "第一行\n第二行");
    assert_int_equal(parent->child_count, 2);
    const struct item *first = &parent->children[0], *second = &parent->children[1];
    assert_text(first->topic, "案例");
    assert_int_equal(first->difficulty, 3);
    assert_text(first->source.document, "准则");
    assert_int_equal(first->weight, 2);
    assert_text(second->topic, "自己");
    assert_int_equal(second->difficulty, 5);
    assert_text(second->source.document, "党章");
    assert_int_equal(second->weight, 1);
    loading_place_finish(&place);
}

static void a_bank_can_be_written_in_chinese(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct bank bank =
        load_good(&place, "题库: x\n"
                          "标题: 题库\n"
                          "题目列表:\n"
                          "- 编号: 党-0001\n"
                          "  题型: 多选题\n"
                          "  题干: 题\n"
                          "  选项: [甲, 乙, 丙]\n"
                          "  答案: Ａ、ｃ\n"
                          "  知识点: 点\n"
                          "  难度: ４\n"
                          "  解析: 解\n"
                          "  依据: {文件: 党章, 条款: 第一条, 版本: 2022}\n"
                          "  乱序: 否\n"
                          "- {编号: 二, 题型: 判断, 题干: 题, 答案: 错误, 互斥题: 党-0001}\n"
                          "- {编号: 三, 题型: 计算, 题干: 题, 答案: １.５, 误差: 0, 单位: 元}\n"
                          "- {编号: 四, 题型: 归类, 题干: 题, 配对: [[a, b], [c, d]]}\n"
                          "- {编号: 五, 题型: 填空, 题干: 题__, 答案: 空, 顺序不限: 是}\n"
                          "- {编号: 六, 题型: 找错, 题干: '[[甲]][[乙]]', 答案: 1}\n"
                          "- {编号: 七, 题型: 排序, 题干: 题, 选项: [甲, 乙]}\n"
                          "- 编号: 八\n"
                          "  题型: 案例\n"
                          "  材料: 材\n"
                          "  小题: [{编号: 九, 题型: 单选, 题干: 题, 选项: [甲, 乙], 答案: B, 权重: 3}]\n");
    assert_int_equal(bank.item_count, 8);
    assert_key(&bank.items[0], "AC");
    assert_true(bank.items[0].keep_order && bank.items[0].difficulty == 4);
    assert_text(bank.items[0].source.article, "第一条");
    assert_key(&bank.items[1], "F");
    assert_key(&bank.items[2], "1.5");
    assert_int_equal(bank.items[7].children[0].weight, 3);
    loading_place_finish(&place);
}

static void texts_are_trimmed_and_composed(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct bank bank =
        load_good(&place, HEAD "- {id: a, kind: blank, stem: '　e\xCC\x81 ____ ', key: \"\\u00e9\"}\n");
    assert_text(bank.title, "x");
    assert_text(bank.items[0].stem, "\xC3\xA9 ____");
    assert_text(bank.items[0].blanks[0].accepted[0], "\xC3\xA9");
    loading_place_finish(&place);
}

static void line_ends_and_a_byte_order_mark_make_no_difference(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct bank bank = load_good(&place, "\xEF\xBB\xBF"
                                         "bank: x\r\nitems:\r\n- id: a\r\n  kind: truefalse\r\n"
                                         "  stem: |\r\n    一\r\n    二\r\n  key: 对\r\n");
    assert_text(bank.items[0].stem, "一\n二");
    loading_place_finish(&place);
    assert_bank("\xEF\xBB\xBF"
                "bank: x\r\nitem: []\r\nitems: []\r\n",
                "2:1+4: unknown key “item”\n3:8+1: the bank holds no items\n");
}

static void all_truths_are_understood(void **state)
{
    (void)state;
    static const char *const words[] = {"true",  "T", "对", "正确", "√", "是", "Yes", "Ｙ",
                                        "false", "F", "错", "错误", "×", "否", "NO",  "n"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct loading_place place = loading_place();
        struct text source =
            arena_textf(&place.arena, HEAD "- {id: a, kind: truefalse, stem: s, key: %s}\n", words[i]);
        struct bank bank = load_good(&place, source.at);
        assert_key(&bank.items[0], i < COUNT_OF(words) / 2 ? "T" : "F");
        loading_place_finish(&place);
    }
}

static void all_mistakes_are_found_in_one_run(void **state)
{
    (void)state;
    assert_bank("bank: 党务\n"
                "titel: t\n"
                "items:\n"
                "- id: a\n"
                "  kind: singel\n"
                "  stem: s\n"
                "- id: a\n"
                "  kind: single\n"
                "  stem: 题\n"
                "  options: [一, 二, 三]\n"
                "  key: ABX\n"
                "- kind: truefalse\n"
                "  stem: s\n",
                "1:7+1: “党” cannot be part of a code\n"
                "2:1+5: unknown key “titel”\n"
                "5:9+6: “singel” is not known here\n"
                "7:7+1: the id “a” is taken: it already stands at 4:7\n"
                "11:10+1: the key X is not among the options: they are A to C\n"
                "12:3+1: this item has no id\n"
                "12:3+1: this item has no key\n");
}

static void slips_get_a_suggestion(void **state)
{
    (void)state;
    assert_hint("bank: x\ntitel: t\nitems: []\n", "did you mean “title”?");
    assert_hint("bank: x\n标提: t\nitems: []\n", "did you mean “标题”?");
    assert_hint(HEAD "- {id: a, kind: singel}\n", "did you mean “single”?");
    assert_hint("bank: x\ncolour: t\nitems: []\n", "known here: bank, title, items");
    assert_hint("题库: x\n颜色深浅: t\n题目列表: []\n", "known here: 题库, 标题, 题目列表");
    assert_hint(HEAD "- {id: a, kind: single, stem: s, options: [甲，乙], key: A}\n",
                "between the options stand half-width commas");
}

static void keys_stand_once(void **state)
{
    (void)state;
    assert_bank("bank: x\n题库: y\nitems:\n- {id: a, kind: truefalse, key: T, stem: s, 题干: s}\n",
                "2:1+2: the key “题库” is given twice: it already stands at 1:1\n"
                "4:45+2: the key “题干” is given twice: it already stands at 4:36\n");
}

static void keys_of_choices_are_checked(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: single, stem: s, options: [a, b, c], key: D}\n",
                "3:59+1: the key D is not among the options: they are A to C\n");
    assert_bank(HEAD "- {id: a, kind: single, stem: s, options: [a, b, c], key: \"BD\"}\n",
                "3:59+4: the key D is not among the options: they are A to C\n");
    assert_bank(HEAD "- {id: a, kind: single, stem: s, options: [a, b, c], key: AB}\n",
                "3:59+2: a single choice item has one key, this one has 2\n");
    assert_bank(HEAD "- {id: a, kind: multiple, stem: s, options: [a, b, c], key: ABA}\n",
                "3:63+1: the key names A twice\n");
    assert_bank(HEAD "- {id: a, kind: multiple, stem: s, options: [a, b, c], key: A2}\n",
                "3:62+1: a key is written in letters, A for the first option\n");
    assert_bank(HEAD "- {id: a, kind: multiple, stem: s, options: [a, b, c], key: B}\n",
                "3:61+1: ? only one option of this multiple choice item is right\n");
    assert_bank(HEAD "- {id: a, kind: single, stem: s, options: [a, b], key: []}\n",
                "3:56+1: the key names no option\n");
    assert_bank(HEAD "- {id: a, kind: single, stem: s, options: [a, b], key: }\n",
                "3:56+1: the value is empty\n");
    assert_bank(HEAD "- {id: a, kind: truefalse, stem: s, key: maybe}\n",
                "3:42+5: the key of a true/false item is true or false\n");
    assert_bank(HEAD "- {id: a, kind: numeric, stem: s, key: 12元}\n",
                "3:40+3: the key of a numeric item is a number\n");
}

static void options_differ(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: single, stem: s, options: [AB, c, ａ b], key: A}\n"
                     "- {id: b, kind: single, stem: s, options: [甲。, 甲 。], key: A}\n"
                     "- {id: c, kind: single, stem: s, options: [É, x, \"e\\u0301\"], key: A}\n"
                     "- {id: d, kind: single, stem: s, options: [a b, ab], key: A}\n"
                     "- {id: e, kind: order, stem: s, options: [甲, 乙, 甲]}\n"
                     "- {id: f, kind: single, stem: s, options: [甲], key: A}\n",
                "4:48+3: option B is the same as option A at 4:44\n"
                "5:50+9: option C is the same as option A at 5:44\n"
                "7:49+1: option C is the same as option A at 7:43\n"
                "8:43+1: an item needs at least two options\n");
    assert_bank(HEAD "- {id: a, kind: single, stem: s, options: [1,2,3,4,5,6,7,8,9,10,11], key: A}\n",
                "3:65+2: an item has at most 10 options\n");
}

static void blanks_and_entries_agree(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: blank, stem: 没有, key: [一]}\n"
                     "- {id: b, kind: blank, stem: 一____二__, key: [一]}\n"
                     "- {id: c, kind: blank, stem: 一____, key: [一, 二]}\n"
                     "- {id: d, kind: blank, stem: 一____, key: [[]]}\n"
                     "- {id: e, kind: blank, stem: 一____, key: []}\n",
                "3:30+2: the stem has no blank\n"
                "4:45+1: the stem has blanks: 2; the key has entries: 1\n"
                "5:42+1: the stem has blanks: 1; the key has entries: 2\n"
                "6:43+1: an entry of the key is an empty list\n"
                "7:42+1: the stem has blanks: 1; the key has entries: 0\n");
}

static void segments_are_checked(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: spot, stem: '[[a]] [[b', key: 1}\n"
                     "- {id: b, kind: spot, stem: '[[a]] b]]', key: 1}\n"
                     "- {id: c, kind: spot, stem: '[[a [[b]]', key: 1}\n"
                     "- {id: d, kind: spot, stem: '[[a]] [[ ]]', key: 1}\n"
                     "- {id: e, kind: spot, stem: '[[a]]', key: 1}\n"
                     "- {id: f, kind: spot, stem: '[[a]][[b]]', key: [2, 3]}\n"
                     "- {id: g, kind: spot, stem: '[[a]][[b]]', key: 1 2 1}\n"
                     "- {id: h, kind: spot, stem: '[[a]][[b]]', key: [A]}\n"
                     "- {id: i, kind: spot, stem: '[[a]][[b]]', key: []}\n",
                "3:29+11: a segment [[…]] of the stem is not closed\n"
                "4:29+11: the stem closes a segment with ]] that was not opened\n"
                "5:29+11: a segment [[…]] begins inside another one\n"
                "6:29+13: segment 2 of the stem is empty\n"
                "7:29+7: the stem needs at least two segments to choose from\n"
                "8:52+1: the key names segment 3, but the stem has segments 1 to 2\n"
                "9:48+5: the key names segment 1 twice\n"
                "10:49+1: the key names segments by their numbers, such as [2, 5]\n"
                "11:48+1: the key names no segment\n");
}

static void pairs_are_checked(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: match, stem: s, pairs: [[a, x], [Ａ, y]]}\n"
                     "- {id: b, kind: match, stem: s, pairs: [[a, x], [b, X]]}\n"
                     "- {id: c, kind: match, stem: s, pairs: [[a, x]]}\n"
                     "- {id: d, kind: match, stem: s, pairs: [[a, x], [b], c, [d, e, f]]}\n"
                     "- {id: e, kind: match, stem: s, pairs: {a: b}}\n",
                "3:50+1: this left side is the same as that of the pair at 3:42\n"
                "4:40+1: all pairs share one right side: there is nothing to match\n"
                "5:40+1: a match item needs at least two pairs\n"
                "6:49+1: each pair has two texts, this one has 1\n"
                "6:54+1: each pair must be a list of two texts: [left, right]\n"
                "6:57+1: each pair has two texts, this one has 3\n"
                "7:40+1: pairs must be a list of pairs: [[left, right], …]\n");
}

static void fields_belong_to_their_kinds(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: order, stem: s, options: [a, b], key: BA, shuffle: false}\n"
                     "- {id: b, kind: truefalse, stem: s, options: [a, b], key: T, weight: 2}\n"
                     "- {id: c, kind: short, stem: s}\n"
                     "- {id: d, stem: s}\n"
                     "- {id: e, kind: match, stem: s}\n"
                     "- {id: f, kind: case}\n"
                     "- {id: g, kind: single}\n",
                "3:50+3: this key has no meaning in an item of kind “put in order”\n"
                "3:68+5: ? order and match items are always shuffled: “shuffle” changes nothing here\n"
                "4:37+7: this key has no meaning in an item of kind “true or false”\n"
                "4:62+6: only an item of a case has a weight\n"
                "5:8+1: this item has no points that its answer must hold\n"
                "6:8+1: this item has no kind\n"
                "7:8+1: this item has no pairs\n"
                "8:8+1: this case has no stimulus\n"
                "8:8+1: this case has no items\n"
                "9:8+1: this item has no stem\n"
                "9:8+1: this item has no options\n"
                "9:8+1: this item has no key\n");
}

static void answers_in_words_have_points(void **state)
{
    (void)state;
    struct loading_place place = loading_place();
    struct bank bank = load_good(&place, HEAD "- {id: a, kind: short, stem: s, points: [甲, 乙]}\n"
                                              "- 编号: b\n"
                                              "  题型: 简答\n"
                                              "  题干: 问\n"
                                              "  采分点:\n"
                                              "  - {内容: 要点一, 分值: 2.5}\n"
                                              "  - {要点: 要点二}\n"
                                              "  - 要点三\n");
    const struct item *bare = &bank.items[0], *full = &bank.items[1];
    assert_int_equal(bare->kind, ITEM_SHORT);
    assert_int_equal(bare->point_count, 2);
    assert_text(bare->points[1].text, "乙");
    assert_int_equal(bare->points[1].marks, MARK_ONE);
    assert_int_equal(full->point_count, 3);
    assert_int_equal(full->points[0].marks, 25000);
    assert_text(full->points[1].text, "要点二");
    assert_int_equal(full->points[1].marks, MARK_ONE);
    assert_key(full, "要点一\n要点二\n要点三");
    loading_place_finish(&place);
}

static void points_that_are_none_are_complained_of(void **state)
{
    (void)state;
    assert_bank(
        HEAD "- {id: a, kind: short, stem: s, points: []}\n"
             "- {id: b, kind: short, stem: s, points: text}\n"
             "- {id: c, kind: short, stem: s, points: [{text: x, marks: 0}, {marks: 2}]}\n"
             "- {id: d, kind: short, stem: s, points: [{text: x, marks: 1001}, [y]]}\n"
             "- {id: e, kind: short, stem: s, points: [x, y, x]}\n"
             "- {id: f, kind: short, stem: s, points: [x], key: y}\n"
             "- {id: g, kind: single, stem: s, options: [a, b], key: A, points: [x]}\n"
             "- {id: h, kind: short, stem: s, points: [{text: x, mark: 2}]}\n"
             "- {id: i, kind: short, stem: s, points: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, "
             "s, t, u]}\n",
        "3:41+1: an answer in words needs at least one point that it must hold\n"
        "4:41+4: points must be a list: of texts, or of text and marks each\n"
        "5:59+1: a point is worth more than 0 and at most 1000 marks\n"
        "5:63+1: this point has no text\n"
        "6:59+4: a point is worth more than 0 and at most 1000 marks\n"
        "6:66+1: a point is a text, or a mapping with text and marks\n"
        "7:48+1: this point is the same as the one at 7:42\n"
        "8:46+3: this key has no meaning in an item of kind “short answer”\n"
        "9:59+6: this key has no meaning in an item of kind “single choice”\n"
        "10:52+4: unknown key “mark”\n"
        "11:102+1: an item has at most 20 points\n");
    assert_hint(HEAD "- {id: f, kind: short, stem: s, points: [x], key: y}\n",
                "write what the answer must hold under “points”, one entry a point");
}

static void numbers_keep_to_their_bounds(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: truefalse, stem: s, key: T, difficulty: 0}\n"
                     "- {id: b, kind: truefalse, stem: s, key: T, difficulty: 6}\n"
                     "- {id: c, kind: truefalse, stem: s, key: T, difficulty: 难}\n"
                     "- {id: d, kind: numeric, stem: s, key: 1, tolerance: -1}\n"
                     "- {id: e, kind: numeric, stem: s, key: 1, tolerance: x}\n",
                "3:57+1: expected a whole number from 1 to 5, found “0”\n"
                "4:57+1: expected a whole number from 1 to 5, found “6”\n"
                "5:57+1: expected a whole number from 1 to 5, found “难”\n"
                "6:54+2: the tolerance must not be negative\n"
                "7:54+1: expected a number, found “x”\n");
}

static void cases_are_checked(void **state)
{
    (void)state;
    assert_bank(HEAD "- id: a\n"
                     "  kind: case\n"
                     "  stimulus: s\n"
                     "  items:\n"
                     "  - {id: a, kind: truefalse, stem: s, key: T}\n"
                     "  - {id: b, kind: case, stimulus: s, items: [{id: c, kind: case}]}\n"
                     "  - {id: d, kind: truefalse, stem: s, key: T, weight: 0}\n"
                     "  - {id: e, kind: truefalse, stem: s, key: T, enemies: [d]}\n"
                     "- {id: f, kind: truefalse, stem: s, key: T, enemies: [d]}\n"
                     "- {id: g, kind: case, stimulus: s, items: []}\n",
                "7:10+1: the id “a” is taken: it already stands at 3:7\n"
                "8:19+4: a case cannot hold another case\n"
                "9:55+1: expected a whole number from 1 to 1000, found “0”\n"
                "10:47+7: enemies belong to the case as a whole, not to its items\n"
                "11:55+1: “d” is an item of a case: name the case\n"
                "12:43+1: a case needs at least one item\n");
}

static void enemies_exist(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: truefalse, stem: s, key: T, enemies: [b, c, a]}\n"
                     "- {id: b, kind: truefalse, stem: s, key: T, enemies: a}\n",
                "3:58+1: no item of this bank has the id “c”\n"
                "3:61+1: an item cannot be its own enemy\n");
}

static void wrong_types_are_said(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: truefalse, stem: {a: b}, key: T}\n"
                     "- {id: b, kind: truefalse, stem: [a], key: T}\n"
                     "- {id: c, kind: single, stem: s, options: ab, key: A}\n"
                     "- 3\n"
                     "- [d]\n"
                     "- {id: e 1, kind: truefalse, stem: s, key: T}\n"
                     "- {? [f] : g, id: f, kind: truefalse, stem: s, key: T}\n",
                "3:34+1: a mapping stands where a single value is expected\n"
                "4:34+1: a list stands where a single value is expected\n"
                "5:43+2: options must be a list, such as [yes, no] or one line each\n"
                "6:3+1: an item must be a mapping that begins with its id\n"
                "7:3+1: an item must be a mapping that begins with its id\n"
                "8:9+1: “ ” cannot be part of an id\n"
                "9:6+1: a key must be a plain word\n");
    assert_bank("- a\n- b\n", "1:1+1: a bank file begins with a line such as “bank: code”\n");
    assert_bank("bank: x\nitems: {a: b}\n", "2:8+1: items must be a list: each item begins with a hyphen\n");
    assert_bank("title: x\n", "1:1+1: the bank has no code\n1:1+1: the bank holds no items\n");
}

static void texts_hold_no_controls_and_are_not_endless(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: truefalse, stem: \"a\\tb\", key: T}\n"
                     "- {id: b, kind: truefalse, stem: \"a\\u202eb\", key: T}\n"
                     "- {id: c, kind: truefalse, stem: \"a\\0b\", key: T}\n"
                     "- {id: d, kind: truefalse, stem: s, key: T, topic: \"a\\nb\"}\n",
                "3:34+6: this text holds a tab\n"
                "4:34+10: this text holds a control or invisible formatting character\n"
                "5:34+6: this text holds a control or invisible formatting character\n"
                "6:52+6: this text must be on one line\n");
    struct buf source = BUF_EMPTY;
    buf_add_string(&source, HEAD "- {id: a, kind: truefalse, key: T, stem: ");
    buf_add_repeated(&source, 'x', ITEM_MAX_TEXT + 1);
    buf_add_string(&source, "}\n- {id: ");
    buf_add_repeated(&source, 'y', ITEM_MAX_ID + 1);
    buf_add_string(&source, ", kind: truefalse, key: T, stem: s}\n");
    assert_bank_bytes(buf_text(&source), "3:42+16385: this text has 16385 bytes; at most 16384 are allowed\n"
                                         "4:8+65: this name is longer than 64 bytes\n");
    buf_finish(&source);
}

static void what_is_no_yaml_gets_a_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *source, *expected;
    } cases[] = {
        {"", "0:0+0: the file is empty\n"},
        {"# nothing\n\n", "0:0+0: the file is empty\n"},
        {HEAD "- id: a\n\tkind: single\n", "4:1+1: a tab is used to indent: only spaces are allowed\n"},
        {HEAD "- id: a\n  \tkind: single\n", "4:3+1: a tab is used to indent: only spaces are allowed\n"},
        {HEAD "- id: a\n  stem: 题\xFF\n", "4:10+1: not valid UTF-8: the byte 0xFF at offset 34\n"},
        {"\xEF\xBB\xBF"
         "bank: \xE5\x85\n",
         "1:7+1: not valid UTF-8: the byte 0xE5 at offset 9\n"},
        {HEAD "- id: 题\x01\n", "3:8+1: a control character that a text must not hold, at offset 24\n"},
        {"bank: x\nitems: [*a]\n", "2:9+2: aliases (*a) are not supported\n"},
        {"bank: &b x\nitems: !!set []\n", "1:7+4: anchors (&b) are not supported\n"
                                          "2:8+7: tags (tag:yaml.org,2002:set) are not supported\n"
                                          "2:8+7: the bank holds no items\n"},
        {HEAD "- {id: a, kind: truefalse, stem: s, key: T}\n---\nbank: y\n",
         "4:1+1: a second YAML document begins here\n"},
        {"%TAG ! x\n---\nbank: x\n", "1:1+1: %TAG directives are not supported\n"},
        {HEAD "- id: a\n  stem: \"s\n", "4:9+1: a text in quotes that begins here is not closed\n"},
        {HEAD "- id: a\n  options: [a, b\n- id: b\n",
         "4:12+1: a list in square brackets is not closed, or lacks a comma\n"},
        {HEAD "- id: a\n  stem: b: c\n", "4:10+1: a colon with a space after it cannot stand here\n"},
        {HEAD "- id: a\n  stem: @b\n", "4:9+1: a text cannot begin with this character\n"},
        {HEAD "- id: a\n  kind：single\n  stem: b\n",
         "4:3+1: there is no colon after the key on this line\n"},
        {"bank：x\n", "1:1+6: a bank file begins with a line such as “bank: code”\n"},
        {"\xFF\xFE"
         "b",
         "0:0+0: the file is UTF-16, not UTF-8\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_bank(cases[i].source, cases[i].expected);
    assert_bank_bytes((struct text)TEXT("bank: x\0\n"),
                      "1:8+1: a NUL byte at offset 7: this is not a text file\n");
}

static void the_way_out_is_said(void **state)
{
    (void)state;
    assert_hint("bank：x\n", "after a key stands a half-width colon and a space, not a full-width colon");
    assert_hint("bank:x\n", "a space must follow the colon after a key");
    assert_hint(HEAD "- id: a\n  kind：single\n  stem: b\n",
                "after a key stands a half-width colon and a space, not a full-width colon");
    assert_hint("bank: x\ntitle: \xCC\xE2\xBF\xE2\n",
                "the file looks like GBK: save it as UTF-8 in the editor");
}

static void what_was_found_before_a_syntax_error_stays(void **state)
{
    (void)state;
    assert_bank(HEAD "- {id: a, kind: singel}\n- {id: b, kind: }}\n",
                "3:17+6: “singel” is not known here\n"
                "4:17+1: the value is empty\n"
                "4:18+1: this does not fit the lines above it\n");
}

/* A million brackets, a million anchors, a million %TAG lines: each ends at once, in little memory. */
static void floods_are_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *head, *flood, *expected;
    } cases[] = {
        {"bank: x\nitems: ", "[",
         "2:9+1: an item must be a mapping that begins with its id\n"
         "2:39+1: lists and mappings are nested more than 32 deep\n"},
        {"bank: x\ntitle: ", "{",
         "2:8+1: a mapping stands where a single value is expected\n"
         "2:39+1: lists and mappings are nested more than 32 deep\n"},
        {"", "- ",
         "1:1+1: a bank file begins with a line such as “bank: code”\n"
         "1:65+1: lists and mappings are nested more than 32 deep\n"},
        {"", "%TAG !a! tag:x\n", "1:1+1: %TAG directives are not supported\n"},
        {"a: 1\n", "%TAG !a! tag:x\n", "2:1+1: %TAG directives are not supported\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf source = BUF_EMPTY;
        buf_add_string(&source, cases[i].head);
        for (int n = 0; n < 1000000; n++)
            buf_add_string(&source, cases[i].flood);
        struct loading_place place = loading_place();
        struct bank bank;
        assert_false(bank_load(buf_text(&source), "flood.yaml", &place.arena, &place.diags, &bank));
        assert_findings(&place.diags, cases[i].expected);
        assert_true(place.arena.used < 1 << 20);
        loading_place_finish(&place);
        buf_finish(&source);
    }
}

static void a_file_beyond_the_limit_is_not_read(void **state)
{
    (void)state;
    assert_bank_bytes(text_make("bank: x\n", BANK_MAX_FILE + 1), "0:0+0: the file is larger than 128 MB\n");
}

static void many_items_are_kept_in_order(void **state)
{
    (void)state;
    enum { ITEMS = 5000 };
    struct buf source = BUF_EMPTY;
    buf_add_string(&source, HEAD);
    for (int i = 0; i < ITEMS; i++)
        buf_addf(
            &source,
            "- {id: i-%d, kind: single, stem: 第%d题的题干, options: [甲%d, 乙, 丙], key: B, topic: t%d, "
            "enemies: [i-%d]}\n",
            i, i, i, i % 3, (i + 1) % ITEMS);
    struct loading_place place = loading_place();
    struct bank bank = load_good(&place, buf_string(&source));
    assert_int_equal(bank.item_count, ITEMS);
    for (int i = 0; i < ITEMS; i++) {
        char id[32], topic[32];
        snprintf(id, sizeof id, "i-%d", i);
        snprintf(topic, sizeof topic, "t%d", i % 3);
        assert_text(bank.items[i].id, id);
        assert_text(bank.items[i].topic, topic);
        assert_key(&bank.items[i], "B");
    }
    loading_place_finish(&place);
    buf_finish(&source);
}

static void two_banks_have_two_codes(void **state)
{
    (void)state;
    struct bank banks[3] = {{.code = TEXT("a")}, {.code = TEXT("b")}, {.code = TEXT("a")}};
    static const char *const files[] = {"one.yaml", "two.yaml", "three.yaml"};
    struct loading_place place = loading_place();
    bank_check_together(banks, files, 3, &place.diags);
    assert_findings(&place.diags, "0:0+0: the bank code “a” is taken by one.yaml\n");
    assert_string_equal(place.diags.list[0].span.file, "three.yaml");
    loading_place_finish(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_read),
        cmocka_unit_test(a_case_hands_down_what_its_items_leave_out),
        cmocka_unit_test(a_bank_can_be_written_in_chinese),
        cmocka_unit_test(texts_are_trimmed_and_composed),
        cmocka_unit_test(line_ends_and_a_byte_order_mark_make_no_difference),
        cmocka_unit_test(all_truths_are_understood),
        cmocka_unit_test(all_mistakes_are_found_in_one_run),
        cmocka_unit_test(slips_get_a_suggestion),
        cmocka_unit_test(keys_stand_once),
        cmocka_unit_test(keys_of_choices_are_checked),
        cmocka_unit_test(options_differ),
        cmocka_unit_test(blanks_and_entries_agree),
        cmocka_unit_test(segments_are_checked),
        cmocka_unit_test(pairs_are_checked),
        cmocka_unit_test(fields_belong_to_their_kinds),
        cmocka_unit_test(answers_in_words_have_points),
        cmocka_unit_test(points_that_are_none_are_complained_of),
        cmocka_unit_test(numbers_keep_to_their_bounds),
        cmocka_unit_test(cases_are_checked),
        cmocka_unit_test(enemies_exist),
        cmocka_unit_test(wrong_types_are_said),
        cmocka_unit_test(texts_hold_no_controls_and_are_not_endless),
        cmocka_unit_test(what_is_no_yaml_gets_a_sentence),
        cmocka_unit_test(the_way_out_is_said),
        cmocka_unit_test(what_was_found_before_a_syntax_error_stays),
        cmocka_unit_test(floods_are_bounded),
        cmocka_unit_test(a_file_beyond_the_limit_is_not_read),
        cmocka_unit_test(many_items_are_kept_in_order),
        cmocka_unit_test(two_banks_have_two_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
