/* The keys of a contest's round. */
#include "bank/contest_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

enum { TURNS_MAX = 100, SPARES_MAX = 100, SWAPS_MAX = 100 };

static const struct choice kinds[] = {
    {ROUND_REQUIRED, {TEXT("required"), TEXT("必答"), TEXT("必答题"), TEXT("必答轮")}},
    {ROUND_TOGETHER, {TEXT("together"), TEXT("共答"), TEXT("共答题"), TEXT("同答"), TEXT("同答题")}},
    {ROUND_BUZZER, {TEXT("buzzer"), TEXT("抢答"), TEXT("抢答题"), TEXT("抢答轮")}},
    {ROUND_RISK, {TEXT("risk"), TEXT("风险"), TEXT("风险题"), TEXT("风险轮")}},
    {ROUND_RAPID, {TEXT("rapid"), TEXT("限时速答"), TEXT("速答"), TEXT("快答"), TEXT("速答题")}},
    {ROUND_PANEL, {TEXT("panel"), TEXT("评委打分"), TEXT("评委评分"), TEXT("评分"), TEXT("打分")}},
    {ROUND_KNOCKOUT, {TEXT("knockout"), TEXT("淘汰"), TEXT("淘汰赛"), TEXT("一战到底")}},
    {ROUND_PLAYOFF, {TEXT("playoff"), TEXT("加赛"), TEXT("附加赛")}},
};
_Static_assert(COUNT_OF(kinds) == ROUND_KINDS, "one row a kind");
const struct choices choices_round = {kinds, COUNT_OF(kinds)};

static void read_kind(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    int kind;
    if (round->kind_known || !value_choice(reader, value, &choices_round, &kind))
        return; /* a playoff's is known: the key is complained of later */
    if (kind == ROUND_PLAYOFF) {
        diags_error(reader->diags, reader_span(reader, value->place),
                    _("a playoff does not stand among the rounds"));
        diags_hint(reader->diags, _("write it under a key of its own: “playoff: {…}”"));
        return;
    }
    round->kind_known = true;
    round->kind_word = reader_keep(reader, value->text);
    round->sheet.kind = (enum round_kind)kind;
}

static void read_title(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_text(reader, value, &rule_short, &round->sheet.title);
}

static void read_rules(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_text(reader, value, &rule_paragraph, &round->sheet.rules);
}

static void read_from(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    round_read_source(reader, value, &round->sheet.source);
}

/* How many, or which. */
static void read_items(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    struct item_source_rule *source = &round->sheet.source;
    if (value->kind != NODE_LIST) {
        if (!value_int(reader, value, 1, ROUND_MAX_ITEMS, &round->sheet.items) && value->kind == NODE_TEXT)
            diags_hint(reader->diags, _("say how many items there are, or list their names"));
        return;
    }
    struct place place = value->place;
    round->listed = true;
    item_names_read(reader, value, ROUND_MAX_ITEMS, &round->contest->named, &source->items,
                    &source->item_count);
    if (source->item_count == 0 && !reader->stopped)
        diags_error(reader->diags, reader_span(reader, place), _("the list is empty"));
    round->sheet.items = source->item_count;
}

static void read_turns(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_int(reader, value, 1, TURNS_MAX, &round->sheet.turns);
}

static void read_seconds(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_seconds(reader, value, false, &round->sheet.seconds);
}

static void read_window(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_seconds(reader, value, false, &round->sheet.window);
}

static void read_begin(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_seconds(reader, value, true, &round->sheet.begin);
}

static void read_right(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    (void)reader;
    round_read_mark(round, value, &round->sheet.right);
}

static void read_wrong(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    (void)reader;
    round_read_penalty(round, value, &round->sheet.wrong);
    round->sheet.fixed_wrong = true;
}

static void read_prompt(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    (void)reader;
    round_read_penalty(round, value, &round->sheet.prompt);
}

static void read_swaps(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_int(reader, value, 0, SWAPS_MAX, &round->sheet.swaps);
}

static const struct choice orders[] = {
    {ORDER_SEAT, {TEXT("seat"), TEXT("席位"), TEXT("席位顺序"), TEXT("按席位")}},
    {ORDER_LOWEST_FIRST, {TEXT("lowest-first"), TEXT("低分先答"), TEXT("低分优先"), TEXT("由低到高")}},
    {ORDER_HIGHEST_FIRST, {TEXT("highest-first"), TEXT("高分先答"), TEXT("高分优先"), TEXT("由高到低")}},
};
static const struct choices choices_order = {orders, COUNT_OF(orders)};

static void read_order(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    int order;
    if (value_choice(reader, value, &choices_order, &order))
        round->sheet.order = (enum turn_order)order;
}

static void read_decline(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_bool(reader, value, &round->sheet.decline);
}

static void read_rebound(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_int(reader, value, 0, ENTRANTS_MAX, &round->sheet.rebounds);
}

static const struct choice rebound_modes[] = {
    {REBOUND_NEXT, {TEXT("next"), TEXT("顺延"), TEXT("下一队"), TEXT("按抢答顺序")}},
    {REBOUND_OPEN, {TEXT("open"), TEXT("重新抢答"), TEXT("再抢"), TEXT("重抢")}},
};
static const struct choices choices_rebound = {rebound_modes, COUNT_OF(rebound_modes)};

static void read_rebound_to(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    int mode;
    if (value_choice(reader, value, &choices_rebound, &mode))
        round->sheet.rebound_mode = (enum rebound_mode)mode;
}

static void read_survivor(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    (void)reader;
    round_read_mark(round, value, &round->sheet.survivor);
}

static void read_panel(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    struct piece piece;
    if (value_piece(reader, value, &rule_line, &piece) && piece_is_code(reader, &piece))
        round->sheet.panel = piece.text;
}

static void read_weight(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_factor(reader, value, &round->sheet.weight, NULL);
}

static const struct choice answers[] = {
    {ANSWER_EITHER, {TEXT("either"), TEXT("均可"), TEXT("都可以"), TEXT("皆可")}},
    {ANSWER_DESK, {TEXT("desk"), TEXT("选手席"), TEXT("席位"), TEXT("选手"), TEXT("终端")}},
    {ANSWER_HOST, {TEXT("host"), TEXT("主持人"), TEXT("主持"), TEXT("口答")}},
};
static const struct choices choices_answer = {answers, COUNT_OF(answers)};

static void read_answer(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    int by;
    if (value_choice(reader, value, &choices_answer, &by))
        round->sheet.answer = (enum answer_by)by;
}

static void read_spares(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    value_int(reader, value, 0, SPARES_MAX, &round->sheet.spares);
}

static const struct field fields[] = {
    [ROUND_KEY_KIND] = {{TEXT("round"), TEXT("轮"), TEXT("环节"), TEXT("类型")}, read_kind},
    [ROUND_KEY_TITLE] = {{TEXT("title"), TEXT("标题"), TEXT("名称")}, read_title},
    [ROUND_KEY_RULES] = {{TEXT("rules"), TEXT("规则"), TEXT("说明")}, read_rules},
    [ROUND_KEY_FROM] = {{TEXT("from"), TEXT("来源")}, read_from},
    [ROUND_KEY_ITEMS] = {{TEXT("items"), TEXT("题目"), TEXT("试题"), TEXT("题数"), TEXT("题量")}, read_items},
    [ROUND_KEY_TURNS] = {{TEXT("turns"), TEXT("每队题数"), TEXT("每队题量")}, read_turns},
    [ROUND_KEY_SECONDS] = {{TEXT("seconds"), TEXT("秒数"), TEXT("限时"), TEXT("时限"), TEXT("答题时间")},
                           read_seconds},
    [ROUND_KEY_WINDOW] = {{TEXT("window"), TEXT("抢答时间"), TEXT("抢答时限")}, read_window},
    [ROUND_KEY_BEGIN] = {{TEXT("begin"), TEXT("开口时间"), TEXT("开口时限")}, read_begin},
    [ROUND_KEY_RIGHT] = {{TEXT("right"), TEXT("答对"), TEXT("答对得分")}, read_right},
    [ROUND_KEY_WRONG] = {{TEXT("wrong"), TEXT("答错"), TEXT("答错扣分")}, read_wrong},
    [ROUND_KEY_SPEED] = {{TEXT("speed"), TEXT("速度加分"), TEXT("速度分"), TEXT("先答加分")},
                         round_read_speed},
    [ROUND_KEY_PROMPT] = {{TEXT("prompt"), TEXT("提示"), TEXT("提示扣分")}, read_prompt},
    [ROUND_KEY_SWAPS] = {{TEXT("swaps"), TEXT("换题"), TEXT("换题次数")}, read_swaps},
    [ROUND_KEY_STAKES] = {{TEXT("stakes"), TEXT("分值"), TEXT("风险分"), TEXT("分值档")}, round_read_stakes},
    [ROUND_KEY_ORDER] = {{TEXT("order"), TEXT("顺序"), TEXT("答题顺序")}, read_order},
    [ROUND_KEY_DECLINE] = {{TEXT("decline"), TEXT("可放弃"), TEXT("放弃")}, read_decline},
    [ROUND_KEY_FALSE_START] = {{TEXT("false_start"), TEXT("抢跑"), TEXT("犯规")}, round_read_false_start},
    [ROUND_KEY_REBOUND] = {{TEXT("rebound"), TEXT("补答"), TEXT("补答队数")}, read_rebound},
    [ROUND_KEY_REBOUND_TO] = {{TEXT("rebound_to"), TEXT("补答方式")}, read_rebound_to},
    [ROUND_KEY_SURVIVOR] = {{TEXT("survivor"), TEXT("擂主得分"), TEXT("胜者得分")}, read_survivor},
    [ROUND_KEY_PANEL] = {{TEXT("panel"), TEXT("评委组")}, read_panel},
    [ROUND_KEY_WEIGHT] = {{TEXT("weight"), TEXT("权重")}, read_weight},
    [ROUND_KEY_ANSWER] = {{TEXT("answer"), TEXT("作答"), TEXT("作答方式"), TEXT("答题方式")}, read_answer},
    [ROUND_KEY_SPARES] = {{TEXT("spares"), TEXT("备用"), TEXT("备用题")}, read_spares},
};
_Static_assert(COUNT_OF(fields) == ROUND_KEYS, "one row a field");
const struct field_table round_table = {fields, ROUND_KEYS};

void contest_read_round(struct contest_draft *draft, const struct node *node, struct round_draft *round,
                        bool playoff)
{
    struct reader *reader = draft->head.reader;
    size_t errors = reader->diags->errors;
    bool is_map = node->kind == NODE_MAP;
    *round = (struct round_draft){.contest = draft, .place = node->place};
    if (playoff) {
        round->kind_known = true;
        round->kind_word = text_name_like(kinds[ROUND_PLAYOFF].names, draft->rounds[0].kind_word);
        round->sheet.kind = ROUND_PLAYOFF;
    }
    fields_read(reader, node, &round_table,
                playoff ? N_("“playoff” is a mapping with seconds, items and from")
                        : N_("a round is a mapping with round, title, from and marks"),
                &round->seen, round);
    if (is_map && !reader->stopped)
        contest_settle_round(round);
    round->broken = reader->diags->errors != errors;
}
