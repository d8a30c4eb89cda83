/* The keys of a contest sheet. */
#include "bank/contest_draft.h"

#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum contest_key {
    CONTEST_KEY_CODE,
    CONTEST_KEY_TITLE,
    CONTEST_KEY_INSTRUCTIONS,
    CONTEST_KEY_BASE,
    CONTEST_KEY_DECIMALS,
    CONTEST_KEY_TEAMS,
    CONTEST_KEY_ROUNDS,
    CONTEST_KEY_PLAYOFF,
    CONTEST_KEY_FREEZE,
    CONTEST_KEY_SHUFFLE,
    CONTEST_KEY_RANK,
    CONTEST_KEY_AWARDS,
    CONTEST_KEY_SEED,
};

static void read_base(struct reader *reader, const struct node *value, void *into)
{
    struct contest_draft *draft = into;
    struct place place = value->place;
    if (value_mark(reader, value, &draft->sheet.base))
        placed_marks_add(&draft->marks, draft->sheet.base, place);
}

static void take_round(struct reader *reader, const struct node *each, void *into)
{
    struct contest_draft *draft = into;
    struct round_draft *round = &draft->rounds[draft->round_count++];
    (void)reader;
    contest_read_round(draft, each, round, false);
    draft->rounds_broken |= round->broken;
}

static void read_rounds(struct reader *reader, const struct node *value, void *into)
{
    struct contest_draft *draft = into;
    if (!value_is_list(reader, value, N_("rounds must be a list: each round begins with a hyphen")) ||
        !value_each(reader, value, CONTEST_MAX_ROUNDS, take_round, draft))
        draft->rounds_broken = true;
}

static void read_playoff(struct reader *reader, const struct node *value, void *into)
{
    struct contest_draft *draft = into;
    (void)reader;
    contest_read_round(draft, value, &draft->playoff, true);
    draft->has_playoff = true;
}

static const struct choice item_words[] = {
    {0, {TEXT("items"), TEXT("item"), TEXT("题"), TEXT("道"), TEXT("道题")}},
};
static const struct choices choices_items = {item_words, COUNT_OF(item_words)};

static size_t count_digits(struct text t)
{
    size_t n = 0;
    while (n < t.len && t.at[n] >= '0' && t.at[n] <= '9')
        n++;
    return n;
}

/* "5", "5 items", "5题". */
static void read_before_end(struct reader *reader, const struct node *value, void *into)
{
    struct contest_draft *draft = into;
    struct text t;
    int64_t items;
    int word;
    if (!value_narrow(reader, value, &t))
        return;
    size_t digits = count_digits(t);
    struct text number = text_make(t.at, digits), rest = text_trim(text_from(t, digits));
    bool ok = text_to_int(number, 0, ROUND_MAX_ITEMS, &items);
    if (ok && (rest.len == 0 || choice_find(reader, &choices_items, rest, &word))) {
        draft->sheet.freeze_items = (int)items;
        return;
    }
    diags_error(reader->diags, reader_span(reader, value->place),
                _("expected a number of items from 0 to %d, such as “5 items”"), ROUND_MAX_ITEMS);
}

static const struct field freeze_fields[] = {
    {{TEXT("before_end"), TEXT("结束前"), TEXT("最后")}, read_before_end},
};
static const struct field_table freeze_table = {freeze_fields, COUNT_OF(freeze_fields)};

static void read_freeze(struct reader *reader, const struct node *value, void *into)
{
    struct contest_draft *draft = into;
    struct seen seen;
    draft->freeze = value->place;
    if (value->kind == NODE_TEXT)
        read_before_end(reader, value, draft);
    else
        fields_read(reader, value, &freeze_table, N_("“freeze” is a mapping with before_end"), &seen, draft);
}

static void read_shuffle_options(struct reader *reader, const struct node *value, void *into)
{
    struct contest_draft *draft = into;
    value_bool(reader, value, &draft->sheet.shuffle_options);
}

static const struct field shuffle_fields[] = {
    {{TEXT("options"), TEXT("选项")}, read_shuffle_options},
};
static const struct field_table shuffle_table = {shuffle_fields, COUNT_OF(shuffle_fields)};

static void read_shuffle(struct reader *reader, const struct node *value, void *into)
{
    struct seen seen;
    if (value->kind == NODE_TEXT)
        read_shuffle_options(reader, value, into);
    else
        fields_read(reader, value, &shuffle_table, N_("“shuffle” is true, false, or a mapping with options"),
                    &seen, into);
}

static const struct choice rank_keys[] = {
    {CONTEST_RANK_TOTAL, {TEXT("total"), TEXT("总分"), TEXT("得分")}},
    {CONTEST_RANK_PLAYOFF, {TEXT("playoff"), TEXT("加赛"), TEXT("附加赛")}},
    {CONTEST_RANK_RIGHT, {TEXT("right"), TEXT("答对"), TEXT("答对题数")}},
    {CONTEST_RANK_WRONG, {TEXT("wrong"), TEXT("答错"), TEXT("答错题数")}},
};
_Static_assert(COUNT_OF(rank_keys) == CONTEST_RANK_KEYS, "one row a key");
static const struct choices choices_rank = {rank_keys, COUNT_OF(rank_keys)};

static void take_rank_key(struct reader *reader, const struct node *each, void *into)
{
    struct contest_sheet *sheet = into;
    int key;
    if (!value_choice(reader, each, &choices_rank, &key))
        return;
    for (int i = 0; i < sheet->rank_count; i++)
        if (sheet->rank[i] == (enum contest_rank_key)key) {
            diags_error(reader->diags, reader_span(reader, each->place), _("this stands in the list twice"));
            return;
        }
    sheet->rank[sheet->rank_count++] = (enum contest_rank_key)key; /* each key once, so there is room */
}

static void read_rank(struct reader *reader, const struct node *value, void *into)
{
    enum { ENTRIES_MAX = 20 };
    struct contest_draft *draft = into;
    draft->rank = value->place;
    draft->sheet.rank_count = 0;
    value_each(reader, value, ENTRIES_MAX, take_rank_key, &draft->sheet);
}

static const struct field fields[] = {
    [CONTEST_KEY_CODE] = {{TEXT("contest"), TEXT("竞赛"), TEXT("知识竞赛")}, sheet_read_code},
    [CONTEST_KEY_TITLE] = {{TEXT("title"), TEXT("标题"), TEXT("名称")}, sheet_read_title},
    [CONTEST_KEY_INSTRUCTIONS] = {{TEXT("instructions"), TEXT("说明"), TEXT("须知")},
                                  sheet_read_instructions},
    [CONTEST_KEY_BASE] = {{TEXT("base"), TEXT("基础分"), TEXT("底分")}, read_base},
    [CONTEST_KEY_DECIMALS] = {{TEXT("decimals"), TEXT("小数"), TEXT("小数位")}, sheet_read_decimals},
    [CONTEST_KEY_TEAMS] = {{TEXT("teams"), TEXT("参赛队"), TEXT("队伍"), TEXT("参赛者")},
                           sheet_read_entrants},
    [CONTEST_KEY_ROUNDS] = {{TEXT("rounds"), TEXT("轮次"), TEXT("赛程"), TEXT("流程")}, read_rounds},
    [CONTEST_KEY_PLAYOFF] = {{TEXT("playoff"), TEXT("加赛"), TEXT("附加赛")}, read_playoff},
    [CONTEST_KEY_FREEZE] = {{TEXT("freeze"), TEXT("封榜"), TEXT("冻结")}, read_freeze},
    [CONTEST_KEY_SHUFFLE] = {{TEXT("shuffle"), TEXT("乱序"), TEXT("打乱")}, read_shuffle},
    [CONTEST_KEY_RANK] = {{TEXT("rank"), TEXT("排名"), TEXT("名次")}, read_rank},
    [CONTEST_KEY_AWARDS] = {{TEXT("awards"), TEXT("奖项"), TEXT("奖励")}, sheet_read_awards},
    [CONTEST_KEY_SEED] = {{TEXT("seed"), TEXT("种子"), TEXT("随机种子")}, sheet_read_seed},
};
const struct field_table contest_table = {fields, COUNT_OF(fields)};

void contest_set_defaults(struct contest_sheet *sheet)
{
    *sheet = (struct contest_sheet){
        .decimals = SHEET_DECIMALS_DEFAULT,
        .shuffle_options = true,
        .rank = {CONTEST_RANK_TOTAL, CONTEST_RANK_PLAYOFF},
        .rank_count = 2,
    };
}

static void take_head(const struct sheet_head *head, struct contest_sheet *sheet)
{
    sheet->code = head->code;
    sheet->title = head->title;
    sheet->instructions = head->instructions;
    sheet->seed = head->seed;
    sheet->decimals = head->decimals;
    sheet->teams = head->entrants.at;
    sheet->team_count = head->entrants.count;
    sheet->awards = head->awards;
    sheet->award_count = head->award_count;
}

void contest_read(struct reader *reader, const struct node *root, void *out)
{
    struct contest_sheet *sheet = out;
    struct contest_draft *draft = xcalloc(1, sizeof *draft);
    struct place top = root->place;
    struct seen seen;
    draft->sheet = *sheet;
    bool whole = sheet_read(reader, root, &contest_table, sheet->decimals, &draft->head, &seen);
    take_head(&draft->head, &draft->sheet);
    if (whole)
        contest_draft_check(draft, &seen, top);
    *sheet = draft->sheet;
    named_items_finish(&draft->named);
    placed_marks_finish(&draft->marks);
    free(draft);
}
