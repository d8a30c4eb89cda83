/* Who judges, and how the judges' marks are put together. */
#include "bank/panel_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

static void take_judge(struct reader *reader, const struct node *each, void *into)
{
    struct panel_draft *draft = into;
    struct panel_sheet *sheet = &draft->sheet;
    struct piece number;
    if (!value_piece(reader, each, &rule_short, &number) || !piece_is_id(reader, &number))
        return;
    for (int i = 0; i < sheet->judge_count; i++)
        if (text_equal(draft->judges[i].name, number.text)) {
            diags_error(reader->diags, reader_span(reader, number.place),
                        _("“%.*s” is named twice: it already stands at %d:%d"),
                        TEXT_ARG(text_shown(number.text)), draft->judges[i].place.line,
                        draft->judges[i].place.column);
            return;
        }
    draft->judges[sheet->judge_count++] = (struct placed_name){number.text, number.place};
}

static void number_judges(struct reader *reader, const struct node *value, struct panel_draft *draft)
{
    int count = 0;
    if (!value_int(reader, value, 1, PANEL_MAX_JUDGES, &count) && value->kind == NODE_TEXT)
        diags_hint(reader->diags, _("say how many judges there are, or list their staff numbers"));
    for (int i = 0; i < count; i++)
        draft->judges[i].name = arena_textf(reader->arena, "%d", i + 1);
    draft->sheet.judge_count = count;
}

void panel_read_judges(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    struct panel_sheet *sheet = &draft->sheet;
    size_t errors = reader->diags->errors;
    sheet->judges_named = value->kind == NODE_LIST;
    if (sheet->judges_named)
        value_each(reader, value, PANEL_MAX_JUDGES, take_judge, draft);
    else
        number_judges(reader, value, draft);
    struct text *judges = arena_array(reader->arena, (size_t)sheet->judge_count, sizeof *judges);
    for (int i = 0; i < sheet->judge_count; i++)
        judges[i] = draft->judges[i].name;
    sheet->judges = judges;
    draft->judges_broken = reader->diags->errors != errors;
}

void panel_read_head(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    struct piece piece;
    if (value_piece(reader, value, &rule_short, &piece))
        draft->head_judge = (struct placed_name){piece.text, piece.place};
}

/* ---- Marks left out ---------------------------------------------------------------------------------- */

static void read_high(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    value_int(reader, value, 0, PANEL_MAX_JUDGES, &draft->sheet.drop_high);
}

static void read_low(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    value_int(reader, value, 0, PANEL_MAX_JUDGES, &draft->sheet.drop_low);
}

static void read_drop_from(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    draft->drop_from = value->place;
    draft->drop_from_given = value_int(reader, value, 1, PANEL_MAX_JUDGES, &draft->sheet.drop_from);
}

static const struct field drop_fields[] = {
    {{TEXT("high"), TEXT("最高"), TEXT("最高分")}, read_high},
    {{TEXT("low"), TEXT("最低"), TEXT("最低分")}, read_low},
    {{TEXT("from"), TEXT("起始人数"), TEXT("满")}, read_drop_from},
};
static const struct field_table drop_table = {drop_fields, COUNT_OF(drop_fields)};

void panel_read_drop(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    struct seen seen;
    draft->drop = value->place;
    fields_read(reader, value, &drop_table, N_("“drop” is a mapping with high and low"), &seen, draft);
}

/* ---- How they are put together ----------------------------------------------------------------------- */

static const struct choice bys[] = {
    {PANEL_BY_TOTAL, {TEXT("total"), TEXT("总分"), TEXT("按总分")}},
    {PANEL_BY_CRITERION, {TEXT("criterion"), TEXT("评分项"), TEXT("分项"), TEXT("按评分项"), TEXT("按分项")}},
};
static const struct choices choices_by = {bys, COUNT_OF(bys)};

void panel_read_by(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    int by;
    if (value_choice(reader, value, &choices_by, &by))
        draft->sheet.by = (enum panel_by)by;
}

static const struct choice means[] = {
    {PANEL_MEAN, {TEXT("mean"), TEXT("平均"), TEXT("平均分")}},
    {PANEL_SUM, {TEXT("sum"), TEXT("总和"), TEXT("合计"), TEXT("相加")}},
};
static const struct choices choices_mean = {means, COUNT_OF(means)};

void panel_read_mean(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    int mean;
    if (value_choice(reader, value, &choices_mean, &mean))
        draft->sheet.mean = (enum panel_mean)mean;
}

static const struct choice exact_words[] = {
    {PANEL_EXACT, {TEXT("exact"), TEXT("不舍入"), TEXT("精确")}},
};
static const struct choices choices_exact = {exact_words, COUNT_OF(exact_words)};

/* Decimals, or "exact". */
static bool read_stage(struct reader *reader, const struct node *value, int *out)
{
    if (value->kind == NODE_TEXT && choice_find(reader, &choices_exact, value->text, out))
        return true;
    if (value_int(reader, value, 0, MARK_DECIMALS, out))
        return true;
    if (value->kind == NODE_TEXT)
        diags_hint(reader->diags, _("“exact” goes on without rounding"));
    return false;
}

static void read_round_mean(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    draft->mean_rounding_given = read_stage(reader, value, &draft->sheet.rounding.mean);
}

static void read_round_factor(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    draft->factor_rounding_given = read_stage(reader, value, &draft->sheet.rounding.factor);
}

static void read_round_total(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    draft->total_rounding_given = value_int(reader, value, 0, MARK_DECIMALS, &draft->sheet.rounding.total);
}

static const struct field rounding_fields[] = {
    {{TEXT("mean"), TEXT("平均"), TEXT("平均分")}, read_round_mean},
    {{TEXT("factor"), TEXT("系数")}, read_round_factor},
    {{TEXT("total"), TEXT("总分")}, read_round_total},
};
static const struct field_table rounding_table = {rounding_fields, COUNT_OF(rounding_fields)};

void panel_read_rounding(struct reader *reader, const struct node *value, void *into)
{
    struct seen seen;
    fields_read(reader, value, &rounding_table, N_("“rounding” is a mapping with mean, factor and total"),
                &seen, into);
}

/* ---- Who does not mark ------------------------------------------------------------------------------- */

static const struct choice recusals[] = {
    {1, {TEXT("same-unit"), TEXT("同单位"), TEXT("同单位回避"), TEXT("本单位")}},
    {0, {TEXT("none"), TEXT("不回避"), TEXT("无")}},
};
static const struct choices choices_recuse = {recusals, COUNT_OF(recusals)};

void panel_read_recuse(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    int recuse;
    draft->recuse = value->place;
    if (value_choice(reader, value, &choices_recuse, &recuse))
        draft->sheet.recuse_same_unit = recuse != 0;
}

static const struct choice missings[] = {
    {MISSING_MEAN, {TEXT("mean"), TEXT("取其余平均"), TEXT("其余平均"), TEXT("平均")}},
    {MISSING_REQUIRED, {TEXT("required"), TEXT("必须评分"), TEXT("不得缺评"), TEXT("必须")}},
};
static const struct choices choices_missing = {missings, COUNT_OF(missings)};

void panel_read_missing(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *draft = into;
    int rule;
    if (value_choice(reader, value, &choices_missing, &rule))
        draft->sheet.missing = (enum missing_rule)rule;
}
