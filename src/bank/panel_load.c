/* The keys of a panel sheet. */
#include "bank/panel_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum panel_key {
    PANEL_KEY_CODE,
    PANEL_KEY_TITLE,
    PANEL_KEY_INSTRUCTIONS,
    PANEL_KEY_PERFORMERS,
    PANEL_KEY_JUDGES,
    PANEL_KEY_HEAD,
    PANEL_KEY_DROP,
    PANEL_KEY_BY,
    PANEL_KEY_MEAN,
    PANEL_KEY_DECIMALS,
    PANEL_KEY_ROUNDING,
    PANEL_KEY_FACTOR,
    PANEL_KEY_SPREAD,
    PANEL_KEY_RECUSE,
    PANEL_KEY_MISSING,
    PANEL_KEY_BLIND,
    PANEL_KEY_ORDER,
    PANEL_KEY_TOPICS,
    PANEL_KEY_CLOCK,
    PANEL_KEY_CRITERIA,
    PANEL_KEY_RANK,
    PANEL_KEY_AWARDS,
    PANEL_KEY_SEED,
};

static void read_factor(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    value_factor(reader, value, &draft->sheet.factor, NULL);
}

static void read_spread(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    draft->sheet.has_spread = value_mark(reader, value, &draft->sheet.spread);
}

static void read_blind(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    value_bool(reader, value, &draft->sheet.blind);
}

static const struct choice orders[] = {
    {PERFORM_DRAWN, {TEXT("drawn"), TEXT("抽签"), TEXT("抽签决定")}},
    {PERFORM_SEAT, {TEXT("seat"), TEXT("席位"), TEXT("名单顺序"), TEXT("按名单")}},
};
static const struct choices choices_order = {orders, COUNT_OF(orders)};

static void read_order(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    int order;
    if (value_choice(reader, value, &choices_order, &order))
        draft->sheet.order = (enum performing_order)order;
}

/* ---- Topics ------------------------------------------------------------------------------------------- */

static const struct choice draw_words[] = {
    {1, {TEXT("one"), TEXT("1"), TEXT("一")}},
};
static const struct choices choices_draw = {draw_words, COUNT_OF(draw_words)};

static void read_topic_draw(struct reader *reader, const struct node *value, void *into)
{
    int one;
    (void)into;
    value_choice(reader, value, &choices_draw, &one);
}

static void complain_twice(const struct reader *reader, const struct piece *piece, const struct piece *first)
{
    diags_error(reader->diags, reader_span(reader, piece->place),
                _("“%.*s” is named twice: it already stands at %d:%d"), TEXT_ARG(text_shown(piece->text)),
                first->place.line, first->place.column);
}

static void read_topic_list(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    struct pieces pieces = {NULL, 0, 0};
    struct span span = reader_span(reader, value->place);
    bool refused = !value_pieces(reader, value, &rule_short, PANEL_MAX_TOPICS, &pieces);
    if (pieces.count == 0 && !refused && !reader->stopped)
        diags_error(reader->diags, span, _("the list is empty"));
    for (size_t i = 0; i < pieces.count; i++)
        for (size_t k = 0; k < i; k++)
            if (text_equal(pieces.at[i].text, pieces.at[k].text)) {
                complain_twice(reader, &pieces.at[i], &pieces.at[k]);
                break;
            }
    draft->sheet.topics = pieces_texts(&pieces, reader->arena);
    draft->sheet.topic_count = (int)pieces.count;
    pieces_finish(&pieces);
}

static void read_topic_return(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    value_bool(reader, value, &draft->sheet.topics_return);
}

enum topics_key { TOPICS_DRAW, TOPICS_FROM, TOPICS_RETURN };
static const struct field topics_fields[] = {
    [TOPICS_DRAW] = {{TEXT("draw"), TEXT("抽取"), TEXT("抽题")}, read_topic_draw},
    [TOPICS_FROM] = {{TEXT("from"), TEXT("来源"), TEXT("题目")}, read_topic_list},
    [TOPICS_RETURN] = {{TEXT("return"), TEXT("放回")}, read_topic_return},
};
static const struct field_table topics_table = {topics_fields, COUNT_OF(topics_fields)};

static void read_topics(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    struct seen seen;
    size_t errors = reader->diags->errors;
    struct span span = reader_span(reader, value->place);
    bool is_list = value->kind == NODE_LIST;
    draft->topics = value->place;
    if (is_list)
        read_topic_list(reader, value, draft);
    else
        fields_read(reader, value, &topics_table, N_("“topics” is a list, or a mapping with draw and from"),
                    &seen, draft);
    bool none = !is_list && reader->diags->errors == errors && !seen_field(&seen, TOPICS_FROM);
    if (none && !reader->stopped)
        diags_error(reader->diags, span, _("“topics” does not list any topics under “from”"));
    draft->topics_broken = reader->diags->errors != errors;
}

/* ---- The clock ---------------------------------------------------------------------------------------- */

static void read_prepare(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    value_seconds(reader, value, true, &draft->sheet.prepare);
}

static void read_perform(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    value_seconds(reader, value, true, &draft->sheet.perform);
}

static void read_defend(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    value_seconds(reader, value, true, &draft->sheet.defend);
}

static const struct field clock_fields[] = {
    {{TEXT("prepare"), TEXT("准备")}, read_prepare},
    {{TEXT("perform"), TEXT("展示"), TEXT("表演"), TEXT("模拟"), TEXT("陈述")}, read_perform},
    {{TEXT("defend"), TEXT("答辩")}, read_defend},
};
static const struct field_table clock_table = {clock_fields, COUNT_OF(clock_fields)};

static void read_clock(struct reader *reader, const struct node *value, void *into)
{
    struct seen seen;
    fields_read(reader, value, &clock_table, N_("“clock” is a mapping with prepare, perform and defend"),
                &seen, into);
}

/* Looked up when the criteria are known. */
static void take_rank_key(struct reader *reader, const struct node *each, void *into)
{
    struct panel_draft *draft = into;
    struct piece piece;
    if (value_piece(reader, each, &rule_short, &piece))
        draft->rank[draft->rank_count++] = (struct placed_name){piece.text, piece.place};
}

static void read_rank(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, PLACING_KEYS, take_rank_key, into);
}

static const struct field fields[] = {
    [PANEL_KEY_CODE] = {{TEXT("panel"), TEXT("评委组"), TEXT("评分"), TEXT("评审")}, sheet_read_code},
    [PANEL_KEY_TITLE] = {{TEXT("title"), TEXT("标题"), TEXT("名称")}, sheet_read_title},
    [PANEL_KEY_INSTRUCTIONS] = {{TEXT("instructions"), TEXT("说明"), TEXT("须知")}, sheet_read_instructions},
    [PANEL_KEY_PERFORMERS] = {{TEXT("performers"), TEXT("参赛者"), TEXT("参赛队"), TEXT("选手")},
                              sheet_read_entrants},
    [PANEL_KEY_JUDGES] = {{TEXT("judges"), TEXT("评委")}, panel_read_judges},
    [PANEL_KEY_HEAD] = {{TEXT("head"), TEXT("裁判长"), TEXT("评委主任"), TEXT("主裁")}, panel_read_head},
    [PANEL_KEY_DROP] = {{TEXT("drop"), TEXT("去掉"), TEXT("去分")}, panel_read_drop},
    [PANEL_KEY_BY] = {{TEXT("by"), TEXT("按"), TEXT("去分方式")}, panel_read_by},
    [PANEL_KEY_MEAN] = {{TEXT("mean"), TEXT("合成"), TEXT("取值")}, panel_read_mean},
    [PANEL_KEY_DECIMALS] = {{TEXT("decimals"), TEXT("小数"), TEXT("小数位")}, sheet_read_decimals},
    [PANEL_KEY_ROUNDING] = {{TEXT("rounding"), TEXT("舍入"), TEXT("四舍五入")}, panel_read_rounding},
    [PANEL_KEY_FACTOR] = {{TEXT("factor"), TEXT("系数")}, read_factor},
    [PANEL_KEY_SPREAD] = {{TEXT("spread"), TEXT("分差"), TEXT("最大分差")}, read_spread},
    [PANEL_KEY_RECUSE] = {{TEXT("recuse"), TEXT("回避")}, panel_read_recuse},
    [PANEL_KEY_MISSING] = {{TEXT("missing"), TEXT("缺评"), TEXT("缺分")}, panel_read_missing},
    [PANEL_KEY_BLIND] = {{TEXT("blind"), TEXT("加密"), TEXT("盲评")}, read_blind},
    [PANEL_KEY_ORDER] = {{TEXT("order"), TEXT("顺序"), TEXT("出场顺序")}, read_order},
    [PANEL_KEY_TOPICS] = {{TEXT("topics"), TEXT("题目"), TEXT("课题"), TEXT("情景")}, read_topics},
    [PANEL_KEY_CLOCK] = {{TEXT("clock"), TEXT("计时"), TEXT("时间")}, read_clock},
    [PANEL_KEY_CRITERIA] = {{TEXT("criteria"), TEXT("评分项"), TEXT("评分标准")}, panel_read_criteria},
    [PANEL_KEY_RANK] = {{TEXT("rank"), TEXT("排名"), TEXT("名次")}, read_rank},
    [PANEL_KEY_AWARDS] = {{TEXT("awards"), TEXT("奖项"), TEXT("奖励")}, sheet_read_awards},
    [PANEL_KEY_SEED] = {{TEXT("seed"), TEXT("种子"), TEXT("随机种子")}, sheet_read_seed},
};
const struct field_table panel_table = {fields, COUNT_OF(fields)};

void panel_set_defaults(struct panel_sheet *sheet)
{
    *sheet = (struct panel_sheet){
        .rounding = {SHEET_DECIMALS_DEFAULT, SHEET_DECIMALS_DEFAULT, SHEET_DECIMALS_DEFAULT},
        .drop_from = 1,
        .factor = MARK_ONE,
        .order = PERFORM_SEAT,
        .rank = {{PANEL_RANK_TOTAL, 0}},
        .rank_count = 1,
    };
}

static void take_head(const struct sheet_head *head, struct panel_sheet *sheet)
{
    sheet->code = head->code;
    sheet->title = head->title;
    sheet->instructions = head->instructions;
    sheet->seed = head->seed;
    sheet->performers = head->entrants.at;
    sheet->performer_count = head->entrants.count;
    sheet->awards = head->awards;
    sheet->award_count = head->award_count;
}

void panel_read(struct reader *reader, const struct node *root, void *out)
{
    struct panel_sheet *sheet = out;
    struct panel_draft *draft = xcalloc(1, sizeof *draft);
    struct place top = root->place;
    struct seen seen;
    draft->sheet = *sheet;
    bool whole = sheet_read(reader, root, &panel_table, SHEET_DECIMALS_DEFAULT, &draft->head, &seen);
    take_head(&draft->head, &draft->sheet);
    if (whole)
        panel_draft_check(draft, &seen, top);
    *sheet = draft->sheet;
    free(draft);
}
