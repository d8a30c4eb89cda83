/* The rules for persons and units, caps, and what leaders get. */
#include "bank/appraisal_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

enum rule_key { RULE_TITLE, RULE_OF, RULE_PER, RULE_BANDS, RULE_RANKS, RULE_LEAST, RULE_BELOW, RULE_ADD };
enum { BAND_LEAST, BAND_BELOW, BAND_ADD };
enum { RANK_RANKS, RANK_ADD };

struct rule_draft {
    struct appraisal_rule rule;
    struct appraisal_draft *draft;
    struct measured of;
    struct appraisal_band bands[APPRAISAL_MAX_BANDS];
    struct place places[APPRAISAL_MAX_BANDS];
    struct appraisal_band own; /* of at_least, below and add in the rule itself */
    bool per_given;
};

/* ---- Bands --------------------------------------------------------------------------------------------- */

static void read_band_least(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_band *band = into;
    band->when.has_least = appraisal_read_bound(reader, value, &band->when.least);
}

static void read_band_below(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_band *band = into;
    band->when.has_below = appraisal_read_bound(reader, value, &band->when.below);
}

static void read_band_add(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_band *band = into;
    value_change(reader, value, &band->add);
}

static void read_band_ranks(struct reader *reader, const struct node *value, void *into)
{
    enum { RANKS_MAX = 1000000 };
    struct appraisal_band *band = into;
    value_ranks(reader, value, RANKS_MAX, &band->when.first, &band->when.last);
}

#define NAMES_LEAST                                                                                          \
    {                                                                                                        \
        TEXT("at_least"), TEXT("from"), TEXT("不低于"), TEXT("达到"), TEXT("起")                             \
    }
#define NAMES_BELOW                                                                                          \
    {                                                                                                        \
        TEXT("below"), TEXT("低于"), TEXT("不足"), TEXT("未达到")                                            \
    }
#define NAMES_ADD                                                                                            \
    {                                                                                                        \
        TEXT("add"), TEXT("加分"), TEXT("加减"), TEXT("加"), TEXT("扣分")                                    \
    }

static const struct field band_fields[] = {
    [BAND_LEAST] = {NAMES_LEAST, read_band_least},
    [BAND_BELOW] = {NAMES_BELOW, read_band_below},
    [BAND_ADD] = {NAMES_ADD, read_band_add},
};
static const struct field_table band_table = {band_fields, COUNT_OF(band_fields)};

static const struct field rank_fields[] = {
    [RANK_RANKS] = {{TEXT("ranks"), TEXT("名次"), TEXT("rank")}, read_band_ranks},
    [RANK_ADD] = {NAMES_ADD, read_band_add},
};
static const struct field_table rank_table = {rank_fields, COUNT_OF(rank_fields)};

static void keep_band(struct rule_draft *draft, const struct appraisal_band *band, struct place place)
{
    if (draft->rule.band_count == APPRAISAL_MAX_BANDS)
        return; /* bands and ranks together: refused anyway */
    draft->places[draft->rule.band_count] = place;
    draft->bands[draft->rule.band_count++] = *band;
}

/* The first band that holds counts, so one that lies within those before it never does. */
static void check_reached(struct reader *reader, const struct rule_draft *draft,
                          const struct appraisal_band *band, struct place place)
{
    for (int i = 0; i < draft->rule.band_count; i++) {
        const struct condition *before = &draft->bands[i].when, *now = &band->when;
        bool low = !before->has_least || (now->has_least && now->least >= before->least);
        bool high = !before->has_below || (now->has_below && now->below <= before->below);
        if (!low || !high)
            continue;
        diags_error(reader->diags, reader_span(reader, place),
                    _("this band is never reached: the one at %d:%d takes all of it"), draft->places[i].line,
                    draft->places[i].column);
        diags_hint(reader->diags, _("write the highest band first"));
        return;
    }
}

static void take_band(struct reader *reader, const struct node *each, void *into)
{
    struct rule_draft *draft = into;
    struct appraisal_band band = {.add = 0};
    struct place place = each->place;
    struct seen seen;
    bool is_map = each->kind == NODE_MAP;
    fields_read(reader, each, &band_table, N_("a band is a mapping such as {from: 90, add: 2}"), &seen,
                &band);
    if (!is_map || reader->stopped)
        return;
    if (!seen_field(&seen, BAND_ADD))
        diags_error(reader->diags, reader_span(reader, place), _("this band does not say what it adds"));
    if (!seen_field(&seen, BAND_LEAST) && !seen_field(&seen, BAND_BELOW))
        diags_error(reader->diags, reader_span(reader, place),
                    _("this band has no bound: write from or below"));
    else
        check_reached(reader, draft, &band, place);
    keep_band(draft, &band, place);
}

static void take_ranks(struct reader *reader, const struct node *each, void *into)
{
    struct rule_draft *draft = into;
    struct appraisal_band band = {.add = 0};
    struct place place = each->place;
    struct seen seen;
    bool is_map = each->kind == NODE_MAP;
    fields_read(reader, each, &rank_table, N_("ranks are mappings such as {ranks: 2-4, add: 3}"), &seen,
                &band);
    if (!is_map || reader->stopped)
        return;
    if (!seen_field(&seen, RANK_ADD) || !seen_field(&seen, RANK_RANKS))
        diags_error(reader->diags, reader_span(reader, place), _("this entry needs ranks and add"));
    keep_band(draft, &band, place);
}

/* ---- One rule ------------------------------------------------------------------------------------------ */

static void read_rule_title(struct reader *reader, const struct node *value, void *into)
{
    struct rule_draft *draft = into;
    value_text(reader, value, &rule_short, &draft->rule.title);
}

static void read_rule_of(struct reader *reader, const struct node *value, void *into)
{
    struct rule_draft *draft = into;
    appraisal_read_measure(reader, value, draft->draft, &draft->of);
}

static const struct choice pers[] = {
    {true, {TEXT("event"), TEXT("每场"), TEXT("场次"), TEXT("逐场")}},
    {false, {TEXT("period"), TEXT("全期"), TEXT("期间"), TEXT("年度")}},
};
static const struct choices choices_per = {pers, COUNT_OF(pers)};

static void read_rule_per(struct reader *reader, const struct node *value, void *into)
{
    struct rule_draft *draft = into;
    int per;
    draft->per_given = value_choice(reader, value, &choices_per, &per);
    draft->rule.per_event = draft->per_given && per;
}

static void read_rule_bands(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, APPRAISAL_MAX_BANDS, take_band, into);
}

static void read_rule_ranks(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, APPRAISAL_MAX_BANDS, take_ranks, into);
}

static void read_rule_least(struct reader *reader, const struct node *value, void *into)
{
    read_band_least(reader, value, &((struct rule_draft *)into)->own);
}

static void read_rule_below(struct reader *reader, const struct node *value, void *into)
{
    read_band_below(reader, value, &((struct rule_draft *)into)->own);
}

static void read_rule_add(struct reader *reader, const struct node *value, void *into)
{
    read_band_add(reader, value, &((struct rule_draft *)into)->own);
}

static const struct field rule_fields[] = {
    [RULE_TITLE] = {{TEXT("title"), TEXT("名称"), TEXT("标题"), TEXT("规则")}, read_rule_title},
    [RULE_OF] = {{TEXT("of"), TEXT("依据"), TEXT("指标")}, read_rule_of},
    [RULE_PER] = {{TEXT("per"), TEXT("按"), TEXT("口径")}, read_rule_per},
    [RULE_BANDS] = {{TEXT("bands"), TEXT("分档"), TEXT("档次")}, read_rule_bands},
    [RULE_RANKS] = {{TEXT("ranks"), TEXT("名次"), TEXT("名次奖励")}, read_rule_ranks},
    [RULE_LEAST] = {NAMES_LEAST, read_rule_least},
    [RULE_BELOW] = {NAMES_BELOW, read_rule_below},
    [RULE_ADD] = {NAMES_ADD, read_rule_add},
};
static const struct field_table rule_table = {rule_fields, COUNT_OF(rule_fields)};

static bool is_counted(enum measure of)
{
    return of == MEASURE_ABSENCE || of == MEASURE_FAILURE;
}

/* A rule says in one of three ways what it adds: bands, ranks, or add (with a bound, or for each). */
static void check_rule(struct reader *reader, struct rule_draft *draft, const struct seen *seen,
                       struct place place)
{
    struct span span = reader_span(reader, place);
    bool bands = seen_field(seen, RULE_BANDS), ranks = seen_field(seen, RULE_RANKS),
         add = seen_field(seen, RULE_ADD);
    bool bound = seen_field(seen, RULE_LEAST) || seen_field(seen, RULE_BELOW);
    if (!seen_field(seen, RULE_OF))
        diags_error(reader->diags, span, _("this rule does not say of what: write of: mark, mean, rank …"));
    if (bands + ranks + add != 1) {
        diags_error(reader->diags, span, _("a rule has either bands, or ranks, or add"));
        return;
    }
    if (ranks && draft->of.given && draft->of.of != MEASURE_RANK)
        diags_error(reader->diags, reader_span(reader, seen->keys[RULE_RANKS]), _("ranks go with of: rank"));
    if (bound && !add)
        diags_error(reader->diags, span, _("at_least and below go with add"));
    if (add && !bound && draft->of.given && !is_counted(draft->of.of))
        diags_error(reader->diags, span, _("this rule adds without a bound: write at_least or below"));
    if (add && bound)
        keep_band(draft, &draft->own, place);
    draft->rule.counts = add && !bound;
    draft->rule.each = draft->own.add;
}

static void take_rule(struct reader *reader, const struct node *each, void *into)
{
    struct rules_draft *rules = into;
    struct rule_draft draft = {.draft = rules->draft, .of = {.event = -1}};
    struct place place = each->place;
    struct seen seen;
    bool is_map = each->kind == NODE_MAP;
    fields_read(reader, each, &rule_table, N_("a rule is a mapping with title, of, and bands, ranks or add"),
                &seen, &draft);
    if (!is_map || reader->stopped)
        return;
    check_rule(reader, &draft, &seen, place);
    struct appraisal_rule *rule = &rules->list[rules->rules.rule_count++];
    *rule = draft.rule;
    rule->of = draft.of.of;
    rule->event = draft.of.event;
    if (!draft.per_given)
        rule->per_event = rule->of == MEASURE_MARK || rule->of == MEASURE_RANK;
    if (rule->of == MEASURE_EVENT)
        rule->per_event = false;
    rule->bands = sheet_keep(reader->arena, draft.bands, (size_t)rule->band_count, sizeof *draft.bands);
    if (rule->title.len == 0)
        rule->title = text_of(_(measure_label(rule->of)));
}

/* ---- Caps ---------------------------------------------------------------------------------------------- */

static void read_cap_most(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_cap *cap = into;
    cap->has_most = value_change(reader, value, &cap->most);
}

static void read_cap_least(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_cap *cap = into;
    cap->has_least = value_change(reader, value, &cap->least);
}

static const struct field cap_fields[] = {
    {{TEXT("most"), TEXT("最多"), TEXT("上限"), TEXT("max")}, read_cap_most},
    {{TEXT("least"), TEXT("最少"), TEXT("下限"), TEXT("min")}, read_cap_least},
};
static const struct field_table cap_table = {cap_fields, COUNT_OF(cap_fields)};

static void read_cap(struct reader *reader, const struct node *value, struct appraisal_cap *cap)
{
    struct place place = value->place;
    struct seen seen;
    fields_read(reader, value, &cap_table, N_("a cap is a mapping such as {most: 10, least: -10}"), &seen,
                cap);
    if (cap->has_most && cap->has_least && cap->least > cap->most)
        diags_error(reader->diags, reader_span(reader, place), _("the cap's least is above its most"));
}

/* ---- Persons, units, leaders --------------------------------------------------------------------------- */

static void read_base(struct reader *reader, const struct node *value, void *into)
{
    struct rules_draft *rules = into;
    value_change(reader, value, &rules->rules.base);
}

static void read_rules(struct reader *reader, const struct node *value, void *into)
{
    struct rules_draft *rules = into;
    rules->list = arena_array(reader->arena, APPRAISAL_MAX_RULES, sizeof *rules->list);
    rules->rules.rule_count = 0;
    value_each(reader, value, APPRAISAL_MAX_RULES, take_rule, rules);
}

static void read_rules_cap(struct reader *reader, const struct node *value, void *into)
{
    read_cap(reader, value, &((struct rules_draft *)into)->rules.cap);
}

static const struct field group_fields[] = {
    {{TEXT("base"), TEXT("基础分"), TEXT("基准分")}, read_base},
    {{TEXT("rules"), TEXT("规则"), TEXT("细则"), TEXT("办法")}, read_rules},
    {{TEXT("cap"), TEXT("封顶"), TEXT("限额"), TEXT("上下限")}, read_rules_cap},
};
static const struct field_table group_table = {group_fields, COUNT_OF(group_fields)};

static void read_group(struct reader *reader, const struct node *value, struct appraisal_draft *draft,
                       struct rules_draft *rules)
{
    struct seen seen;
    rules->draft = draft;
    fields_read(reader, value, &group_table, N_("this is a mapping with base, rules and cap"), &seen, rules);
}

void appraisal_read_persons(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_draft *draft = into;
    read_group(reader, value, draft, &draft->persons);
}

void appraisal_read_units(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_draft *draft = into;
    read_group(reader, value, draft, &draft->units);
}

static void read_posts(struct reader *reader, const struct node *value, void *into)
{
    enum { POSTS_MAX = 100 };
    struct appraisal_leaders *leaders = into;
    struct pieces pieces = {0};
    value_pieces(reader, value, &rule_short, POSTS_MAX, &pieces);
    leaders->posts = pieces_texts(&pieces, reader->arena);
    leaders->post_count = (int)pieces.count;
    pieces_finish(&pieces);
}

static void read_share(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_leaders *leaders = into;
    value_factor(reader, value, &leaders->share, NULL);
}

static void read_leaders_cap(struct reader *reader, const struct node *value, void *into)
{
    read_cap(reader, value, &((struct appraisal_leaders *)into)->cap);
}

enum { LEADERS_POSTS };
static const struct field leaders_fields[] = {
    [LEADERS_POSTS] = {{TEXT("posts"), TEXT("职务"), TEXT("post")}, read_posts},
    {{TEXT("share"), TEXT("比例"), TEXT("挂钩比例")}, read_share},
    {{TEXT("cap"), TEXT("封顶"), TEXT("限额"), TEXT("上下限")}, read_leaders_cap},
};
static const struct field_table leaders_table = {leaders_fields, COUNT_OF(leaders_fields)};

void appraisal_read_leaders(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_draft *draft = into;
    struct place place = value->place;
    struct seen seen;
    draft->sheet.leaders.share = MARK_ONE;
    fields_read(reader, value, &leaders_table, N_("leaders are a mapping with posts, share and cap"), &seen,
                &draft->sheet.leaders);
    if (!reader->stopped && !seen_field(&seen, LEADERS_POSTS))
        diags_error(reader->diags, reader_span(reader, place), _("“leaders” does not say which posts lead"));
}
