/* Parts of a contest's round that are more than one value: sources, stakes, bonuses, false starts. */
#include "bank/contest_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

bool round_read_mark(struct round_draft *round, const struct node *value, mark_t *out)
{
    struct contest_draft *contest = round->contest;
    struct place place = value->place;
    if (!value_mark(contest->head.reader, value, out))
        return false;
    placed_marks_add(&contest->marks, *out, place);
    return true;
}

bool round_read_penalty(struct round_draft *round, const struct node *value, mark_t *out)
{
    struct contest_draft *contest = round->contest;
    struct place place = value->place;
    if (!value_penalty(contest->head.reader, value, out))
        return false;
    placed_marks_add(&contest->marks, *out, place);
    return true;
}

/* Desks and hosts rule on one answer at once: a case would need several, an answer in words its markers. */
void round_read_source(struct reader *reader, const struct node *value, struct item_source_rule *out)
{
    const uint32_t all = (UINT32_C(1) << ITEM_KINDS) - 1, cases = UINT32_C(1) << ITEM_CASE,
                   words = UINT32_C(1) << ITEM_SHORT;
    struct seen seen;
    filter_read(reader, value, &out->from, &seen);
    if (out->from.kinds & cases) {
        diags_error(reader->diags, reader_span(reader, seen.keys[FILTER_KIND]),
                    _("case items cannot be used in a contest"));
        diags_hint(reader->diags, _("use their parts as items of their own, or let a panel mark a case"));
    }
    if (out->from.kinds & words) {
        diags_error(reader->diags, reader_span(reader, seen.keys[FILTER_KIND]),
                    _("open answers (short) cannot be used in a contest: they are marked afterwards"));
        diags_hint(reader->diags, _("ask them in a test, or let a panel mark them"));
    }
    if (out->from.kinds == 0)
        out->from.kinds = all;
    out->from.kinds &= ~(cases | words);
}

/* ---- Stakes ------------------------------------------------------------------------------------------ */

enum stake_field { STAKE_MARKS, STAKE_FROM, STAKE_ITEMS };

struct stake_draft {
    struct round_draft *round;
    struct stake stake;
};

static void read_stake_marks(struct reader *reader, const struct node *value, void *into)
{
    struct stake_draft *draft = into;
    struct place place = value->place;
    if (round_read_mark(draft->round, value, &draft->stake.marks) && draft->stake.marks == 0)
        diags_error(reader->diags, reader_span(reader, place), _("a stake must be more than 0"));
}

static void read_stake_from(struct reader *reader, const struct node *value, void *into)
{
    struct stake_draft *draft = into;
    draft->stake.own_source = true;
    round_read_source(reader, value, &draft->stake.source);
}

static void read_stake_items(struct reader *reader, const struct node *value, void *into)
{
    struct stake_draft *draft = into;
    struct item_source_rule *source = &draft->stake.source;
    struct span span = reader_span(reader, value->place);
    bool is_list = value->kind == NODE_LIST;
    draft->stake.own_source = true;
    item_names_read(reader, value, ROUND_MAX_ITEMS, &draft->round->contest->named, &source->items,
                    &source->item_count);
    if (is_list && source->item_count == 0 && !reader->stopped)
        diags_error(reader->diags, span, _("the list is empty"));
}

static const struct field stake_fields[] = {
    [STAKE_MARKS] = {{TEXT("marks"), TEXT("分值"), TEXT("分")}, read_stake_marks},
    [STAKE_FROM] = {{TEXT("from"), TEXT("来源")}, read_stake_from},
    [STAKE_ITEMS] = {{TEXT("items"), TEXT("题目"), TEXT("试题")}, read_stake_items},
};
static const struct field_table stake_table = {stake_fields, COUNT_OF(stake_fields)};

static void take_stake(struct reader *reader, const struct node *each, void *into)
{
    struct stake_draft draft = {.round = into};
    struct round_sheet *round = &draft.round->sheet;
    struct span span = reader_span(reader, each->place);
    if (each->kind == NODE_MAP) {
        struct seen seen;
        fields_read(reader, each, &stake_table, "", &seen, &draft);
        if (!reader->stopped && !seen_field(&seen, STAKE_MARKS))
            diags_error(reader->diags, span, _("this stake does not say its marks"));
        if (seen_field(&seen, STAKE_FROM) && seen_field(&seen, STAKE_ITEMS))
            diags_error(reader->diags, reader_span(reader, seen.keys[STAKE_FROM]),
                        _("“from” has no meaning where the items are named"));
    } else {
        read_stake_marks(reader, each, &draft);
    }
    if (draft.stake.marks <= 0)
        return;
    if (round->stake_count && draft.stake.marks <= round->stakes[round->stake_count - 1].marks) {
        diags_error(reader->diags, span, _("stakes must rise: each is more than the one before it"));
        return;
    }
    round->stakes[round->stake_count++] = draft.stake;
}

void round_read_stakes(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, ROUND_MAX_STAKES, take_stake, into);
}

/* ---- Bonuses for speed -------------------------------------------------------------------------------- */

static void take_bonus(struct reader *reader, const struct node *each, void *into)
{
    struct round_draft *round = into;
    struct round_sheet *sheet = &round->sheet;
    struct span span = reader_span(reader, each->place);
    mark_t marks;
    if (!round_read_mark(round, each, &marks))
        return;
    if (sheet->bonus_count && marks > sheet->bonuses[sheet->bonus_count - 1])
        diags_error(reader->diags, span, _("whoever is later cannot get more for speed"));
    sheet->bonuses[sheet->bonus_count++] = marks;
}

void round_read_speed(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, ROUND_MAX_BONUSES, take_bonus, into);
}

/* ---- False starts ------------------------------------------------------------------------------------- */

enum false_start_field { FALSE_START_MARKS, FALSE_START_THEN, FALSE_START_AGAIN };

struct false_start_draft {
    struct round_draft *round;
    int time; /* 0: the first, 1: the second and later */
    struct seen again;
};

static struct false_start *false_start_of(struct false_start_draft *draft)
{
    return &draft->round->sheet.false_start[draft->time];
}

static void read_false_marks(struct reader *reader, const struct node *value, void *into)
{
    struct false_start_draft *draft = into;
    (void)reader;
    round_read_penalty(draft->round, value, &false_start_of(draft)->marks);
}

static const struct choice thens[] = {
    {FALSE_START_NOTHING, {TEXT("nothing"), TEXT("不另处理"), TEXT("只扣分"), TEXT("无")}},
    {FALSE_START_LOCKED,
     {TEXT("locked"), TEXT("本题禁答"), TEXT("禁答"), TEXT("锁定"), TEXT("取消本题资格")}},
    {FALSE_START_VOID, {TEXT("void"), TEXT("本题作废"), TEXT("作废")}},
};
static const struct choices choices_then = {thens, COUNT_OF(thens)};

static void read_false_then(struct reader *reader, const struct node *value, void *into)
{
    int then;
    if (value_choice(reader, value, &choices_then, &then))
        false_start_of(into)->then = (enum false_start_then)then;
}

static const struct field again_fields[] = {
    [FALSE_START_MARKS] = {{TEXT("marks"), TEXT("扣分"), TEXT("分")}, read_false_marks},
    [FALSE_START_THEN] = {{TEXT("then"), TEXT("处理"), TEXT("处罚")}, read_false_then},
};
static const struct field_table again_table = {again_fields, COUNT_OF(again_fields)};

static void read_false_again(struct reader *reader, const struct node *value, void *into)
{
    struct false_start_draft *draft = into;
    struct false_start_draft again = {.round = draft->round, .time = 1};
    fields_read(reader, value, &again_table, N_("“again” is a mapping with marks and then"), &draft->again,
                &again);
}

static const struct field false_start_fields[] = {
    [FALSE_START_MARKS] = {{TEXT("marks"), TEXT("扣分"), TEXT("分")}, read_false_marks},
    [FALSE_START_THEN] = {{TEXT("then"), TEXT("处理"), TEXT("处罚")}, read_false_then},
    [FALSE_START_AGAIN] = {{TEXT("again"), TEXT("再犯"), TEXT("再次")}, read_false_again},
};
static const struct field_table false_start_table = {false_start_fields, COUNT_OF(false_start_fields)};

void round_read_false_start(struct reader *reader, const struct node *value, void *into)
{
    struct round_draft *round = into;
    struct false_start *first = &round->sheet.false_start[0], *again = &round->sheet.false_start[1];
    struct false_start_draft draft = {.round = round};
    struct seen seen;
    fields_read(reader, value, &false_start_table, N_("“false_start” is a mapping with marks and then"),
                &seen, &draft);
    if (!seen_field(&draft.again, FALSE_START_MARKS))
        again->marks = first->marks;
    if (!seen_field(&draft.again, FALSE_START_THEN))
        again->then = first->then;
}
