/* The keys of a series sheet. */
#include "bank/series_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum series_key {
    SERIES_KEY_CODE,
    SERIES_KEY_TITLE,
    SERIES_KEY_INSTRUCTIONS,
    SERIES_KEY_FAMILY,
    SERIES_KEY_EDITION,
    SERIES_KEY_OF,
    SERIES_KEY_ENTRANTS,
    SERIES_KEY_MEMBERS,
    SERIES_KEY_ABSENT,
    SERIES_KEY_DECIMALS,
    SERIES_KEY_PARTS,
    SERIES_KEY_RANK,
    SERIES_KEY_AWARDS,
    SERIES_KEY_PAST,
};

static void read_family(struct reader *reader, const struct node *value, void *into)
{
    struct series_draft *draft = into;
    value_text(reader, value, &rule_short, &draft->sheet.family);
}

static void read_edition(struct reader *reader, const struct node *value, void *into)
{
    struct series_draft *draft = into;
    value_int(reader, value, 1, EDITIONS_MAX, &draft->sheet.edition);
}

static const struct choice ofs[] = {
    {SERIES_OF_TEAMS, {TEXT("teams"), TEXT("队"), TEXT("团体"), TEXT("参赛队")}},
    {SERIES_OF_PERSONS, {TEXT("persons"), TEXT("个人"), TEXT("人员")}},
    {SERIES_OF_UNITS, {TEXT("units"), TEXT("单位"), TEXT("支部")}},
};
static const struct choices choices_of = {ofs, COUNT_OF(ofs)};

static void read_of(struct reader *reader, const struct node *value, void *into)
{
    struct series_draft *draft = into;
    int of;
    if (!value_choice(reader, value, &choices_of, &of))
        return;
    draft->sheet.of = (enum series_of)of;
    draft->sheet.of_given = true;
}

static void read_entrants(struct reader *reader, const struct node *value, void *into)
{
    struct series_draft *draft = into;
    draft->entrants = value->place;
    sheet_read_entrants(reader, value, into);
}

/* ---- Members ------------------------------------------------------------------------------------------ */

static const struct choice members_rules[] = {
    {MEMBERS_SUM, {TEXT("sum"), TEXT("总和"), TEXT("合计")}},
    {MEMBERS_MEAN, {TEXT("mean"), TEXT("平均"), TEXT("平均分")}},
    {MEMBERS_BEST, {TEXT("best"), TEXT("最好"), TEXT("前")}},
};
static const struct choices choices_members = {members_rules, COUNT_OF(members_rules)};

static void read_best(struct reader *reader, const struct node *value, void *into)
{
    struct series_draft *draft = into;
    if (value_int(reader, value, 1, ENTRANT_MAX_MEMBERS, &draft->sheet.best))
        draft->sheet.members = MEMBERS_BEST;
}

static const struct field members_fields[] = {
    {{TEXT("best"), TEXT("最好"), TEXT("前")}, read_best},
};
static const struct field_table members_table = {members_fields, COUNT_OF(members_fields)};

/* "best 3", and "best" with a number that will not do: true when that is what it says. */
static bool take_best(struct reader *reader, const struct node *value, struct series_sheet *sheet)
{
    struct text t;
    int64_t best;
    int rule;
    if (!value_narrow(reader, value, &t))
        return true; /* refused */
    size_t word = t.len;
    while (word > 0 && t.at[word - 1] >= '0' && t.at[word - 1] <= '9')
        word--;
    bool given = text_to_int(text_from(t, word), 1, ENTRANT_MAX_MEMBERS, &best);
    if (!choice_find(reader, &choices_members, text_trim(text_make(t.at, word)), &rule) ||
        rule != MEMBERS_BEST)
        return false;
    if (given) {
        sheet->members = MEMBERS_BEST;
        sheet->best = (int)best;
        return true;
    }
    diags_error(reader->diags, reader_span(reader, value->place),
                _("“best” does not say of how many members, from 1 to %d"), ENTRANT_MAX_MEMBERS);
    diags_hint(reader->diags, _("write it like “best 3”"));
    return true;
}

static void read_members(struct reader *reader, const struct node *value, void *into)
{
    struct series_draft *draft = into;
    struct seen seen;
    int rule;
    if (value->kind != NODE_TEXT) {
        fields_read(reader, value, &members_table, N_("“members” is sum, mean, or best with a number"), &seen,
                    draft);
        return;
    }
    if (take_best(reader, value, &draft->sheet) || !value_choice(reader, value, &choices_members, &rule))
        return;
    draft->sheet.members = (enum members_rule)rule;
}

static const struct choice absents[] = {
    {ABSENT_ZERO, {TEXT("zero"), TEXT("零分"), TEXT("计零分"), TEXT("记零分")}},
    {ABSENT_UNRANKED, {TEXT("unranked"), TEXT("不排名"), TEXT("不计名次")}},
};
static const struct choices choices_absent = {absents, COUNT_OF(absents)};

static void read_absent(struct reader *reader, const struct node *value, void *into)
{
    struct series_draft *draft = into;
    int rule;
    if (value_choice(reader, value, &choices_absent, &rule))
        draft->sheet.absent = (enum absent_rule)rule;
}

/* Looked up when the parts are known. */
static void take_rank_key(struct reader *reader, const struct node *each, void *into)
{
    struct series_draft *draft = into;
    struct piece piece;
    if (value_piece(reader, each, &rule_short, &piece))
        draft->rank[draft->rank_count++] = (struct placed_name){piece.text, piece.place};
}

static void read_rank(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, PLACING_KEYS, take_rank_key, into);
}

static const struct field fields[] = {
    [SERIES_KEY_CODE] = {{TEXT("series"), TEXT("总成绩"), TEXT("总评")}, sheet_read_code},
    [SERIES_KEY_TITLE] = {{TEXT("title"), TEXT("标题"), TEXT("名称")}, sheet_read_title},
    [SERIES_KEY_INSTRUCTIONS] = {{TEXT("instructions"), TEXT("说明"), TEXT("须知")}, sheet_read_instructions},
    [SERIES_KEY_FAMILY] = {{TEXT("family"), TEXT("系列"), TEXT("赛事")}, read_family},
    [SERIES_KEY_EDITION] = {{TEXT("edition"), TEXT("届次"), TEXT("届")}, read_edition},
    [SERIES_KEY_OF] = {{TEXT("of"), TEXT("对象"), TEXT("排名对象")}, read_of},
    [SERIES_KEY_ENTRANTS] = {{TEXT("entrants"), TEXT("参赛者"), TEXT("参赛队"), TEXT("队伍")}, read_entrants},
    [SERIES_KEY_MEMBERS] = {{TEXT("members"), TEXT("队员"), TEXT("成员"), TEXT("队员成绩")}, read_members},
    [SERIES_KEY_ABSENT] = {{TEXT("absent"), TEXT("缺考"), TEXT("缺赛")}, read_absent},
    [SERIES_KEY_DECIMALS] = {{TEXT("decimals"), TEXT("小数"), TEXT("小数位")}, sheet_read_decimals},
    [SERIES_KEY_PARTS] = {{TEXT("parts"), TEXT("组成"), TEXT("项目"), TEXT("分项")}, series_read_parts},
    [SERIES_KEY_RANK] = {{TEXT("rank"), TEXT("排名"), TEXT("名次")}, read_rank},
    [SERIES_KEY_AWARDS] = {{TEXT("awards"), TEXT("奖项"), TEXT("奖励")}, sheet_read_awards},
    [SERIES_KEY_PAST] = {{TEXT("past"), TEXT("往届"), TEXT("历届")}, series_read_past},
};
const struct field_table series_table = {fields, COUNT_OF(fields)};

void series_set_defaults(struct series_sheet *sheet)
{
    *sheet = (struct series_sheet){
        .decimals = SHEET_DECIMALS_DEFAULT,
        .of = SERIES_OF_PERSONS,
        .members = MEMBERS_MEAN,
        .absent = ABSENT_ZERO,
        .rank = {{SERIES_RANK_TOTAL, 0}},
        .rank_count = 1,
    };
}

static void take_head(const struct sheet_head *head, struct series_sheet *sheet)
{
    sheet->code = head->code;
    sheet->title = head->title;
    sheet->instructions = head->instructions;
    sheet->decimals = head->decimals;
    sheet->entrants = head->entrants.at;
    sheet->entrant_count = head->entrants.count;
    sheet->awards = head->awards;
    sheet->award_count = head->award_count;
    if (sheet->family.len == 0)
        sheet->family = sheet->title;
}

void series_read(struct reader *reader, const struct node *root, void *out)
{
    struct series_sheet *sheet = out;
    struct series_draft *draft = xcalloc(1, sizeof *draft);
    struct place top = root->place;
    struct seen seen;
    draft->sheet = *sheet;
    bool whole = sheet_read(reader, root, &series_table, sheet->decimals, &draft->head, &seen);
    take_head(&draft->head, &draft->sheet);
    if (whole)
        series_check(draft, &seen, top);
    *sheet = draft->sheet;
    free(draft);
}
