/* Stars (星级) with their grades, and titles (称号): who satisfies what. */
#include "bank/appraisal_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

enum { CONDITION_OF, CONDITION_LEAST, CONDITION_BELOW, CONDITION_RANKS };

struct condition_draft {
    struct condition condition;
    struct appraisal_draft *draft;
    struct measured of;
};

static void read_of(struct reader *reader, const struct node *value, void *into)
{
    struct condition_draft *draft = into;
    appraisal_read_measure(reader, value, draft->draft, &draft->of);
}

static void read_least(struct reader *reader, const struct node *value, void *into)
{
    struct condition_draft *draft = into;
    draft->condition.has_least = appraisal_read_bound(reader, value, &draft->condition.least);
}

static void read_below(struct reader *reader, const struct node *value, void *into)
{
    struct condition_draft *draft = into;
    draft->condition.has_below = appraisal_read_bound(reader, value, &draft->condition.below);
}

static void read_ranks(struct reader *reader, const struct node *value, void *into)
{
    enum { RANKS_MAX = 1000000 };
    struct condition_draft *draft = into;
    value_ranks(reader, value, RANKS_MAX, &draft->condition.first, &draft->condition.last);
}

static const struct field condition_fields[] = {
    [CONDITION_OF] = {{TEXT("of"), TEXT("依据"), TEXT("指标")}, read_of},
    [CONDITION_LEAST] = {{TEXT("at_least"), TEXT("from"), TEXT("不低于"), TEXT("达到")}, read_least},
    [CONDITION_BELOW] = {{TEXT("below"), TEXT("低于"), TEXT("不足"), TEXT("少于")}, read_below},
    [CONDITION_RANKS] = {{TEXT("ranks"), TEXT("名次")}, read_ranks},
};
static const struct field_table condition_table = {condition_fields, COUNT_OF(condition_fields)};

static bool check_condition(struct reader *reader, struct condition_draft *draft, const struct seen *seen,
                            struct place place)
{
    bool bound = seen_field(seen, CONDITION_LEAST) || seen_field(seen, CONDITION_BELOW);
    bool ranks = seen_field(seen, CONDITION_RANKS);
    if (!seen_field(seen, CONDITION_OF))
        diags_error(reader->diags, reader_span(reader, place),
                    _("this condition does not say of what: write of: mean, participation …"));
    if (bound + ranks != 1)
        diags_error(reader->diags, reader_span(reader, place),
                    _("a condition has at_least or below, or ranks with of: rank"));
    if (ranks && draft->of.given && draft->of.of != MEASURE_RANK)
        diags_error(reader->diags, reader_span(reader, seen->keys[CONDITION_RANKS]),
                    _("ranks go with of: rank"));
    draft->condition.of = draft->of.of;
    draft->condition.event = draft->of.event;
    return draft->of.given;
}

/* ---- A star or a title --------------------------------------------------------------------------------- */

enum { MERIT_TITLE, MERIT_ALL, MERIT_STARS, MERIT_WHO, MERIT_OF, MERIT_LEAST, MERIT_BELOW, MERIT_RANKS };

struct merit_reading {
    struct merit_draft *merit;
    struct condition_draft own; /* a single condition, written in the merit itself */
};

static void add_condition(struct merit_draft *merit, struct arena *arena, const struct condition *condition)
{
    if (!merit->all)
        merit->all = arena_array(arena, APPRAISAL_MAX_CRITERIA, sizeof *merit->all);
    if (merit->count < APPRAISAL_MAX_CRITERIA)
        merit->all[merit->count++] = *condition;
}

static void take_condition(struct reader *reader, const struct node *each, void *into)
{
    struct merit_reading *reading = into;
    struct condition_draft draft = {.draft = reading->own.draft, .of = {.event = -1}};
    struct place place = each->place;
    struct seen seen;
    bool is_map = each->kind == NODE_MAP;
    fields_read(reader, each, &condition_table,
                N_("a condition is a mapping such as {of: mean, at_least: 85}"), &seen, &draft);
    if (is_map && !reader->stopped && check_condition(reader, &draft, &seen, place))
        add_condition(reading->merit, reader->arena, &draft.condition);
}

static void read_all(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, APPRAISAL_MAX_CRITERIA, take_condition, into);
}

static void read_title(struct reader *reader, const struct node *value, void *into)
{
    struct merit_reading *reading = into;
    value_text(reader, value, &rule_short, &reading->merit->title);
}

static void read_star_number(struct reader *reader, const struct node *value, void *into)
{
    enum { STARS_MAX = 100 };
    struct merit_reading *reading = into;
    value_int(reader, value, 1, STARS_MAX, &reading->merit->stars);
}

static const struct choice whos[] = {
    {false, {TEXT("units"), TEXT("单位"), TEXT("支部")}},
    {true, {TEXT("persons"), TEXT("个人"), TEXT("人员")}},
};
static const struct choices choices_who = {whos, COUNT_OF(whos)};

static void read_who(struct reader *reader, const struct node *value, void *into)
{
    struct merit_reading *reading = into;
    int who;
    if (value_choice(reader, value, &choices_who, &who))
        reading->merit->of_persons = who;
}

static void read_own_of(struct reader *reader, const struct node *value, void *into)
{
    read_of(reader, value, &((struct merit_reading *)into)->own);
}

static void read_own_least(struct reader *reader, const struct node *value, void *into)
{
    read_least(reader, value, &((struct merit_reading *)into)->own);
}

static void read_own_below(struct reader *reader, const struct node *value, void *into)
{
    read_below(reader, value, &((struct merit_reading *)into)->own);
}

static void read_own_ranks(struct reader *reader, const struct node *value, void *into)
{
    read_ranks(reader, value, &((struct merit_reading *)into)->own);
}

static const struct field merit_fields[] = {
    [MERIT_TITLE] = {{TEXT("title"), TEXT("名称"), TEXT("标题")}, read_title},
    [MERIT_ALL] = {{TEXT("all"), TEXT("条件"), TEXT("同时满足")}, read_all},
    [MERIT_STARS] = {{TEXT("stars"), TEXT("星"), TEXT("星数")}, read_star_number},
    [MERIT_WHO] = {{TEXT("who"), TEXT("对象"), TEXT("授予")}, read_who},
    [MERIT_OF] = {{TEXT("of"), TEXT("依据"), TEXT("指标")}, read_own_of},
    [MERIT_LEAST] = {{TEXT("at_least"), TEXT("from"), TEXT("不低于"), TEXT("达到")}, read_own_least},
    [MERIT_BELOW] = {{TEXT("below"), TEXT("低于"), TEXT("不足"), TEXT("少于")}, read_own_below},
    [MERIT_RANKS] = {{TEXT("ranks"), TEXT("名次")}, read_own_ranks},
};
static const struct field_table merit_table = {merit_fields, COUNT_OF(merit_fields)};

/* The keys of a condition within a merit, as if they stood in a condition of their own. */
static struct seen condition_seen(const struct seen *seen)
{
    static const int from[] = {MERIT_OF, MERIT_LEAST, MERIT_BELOW, MERIT_RANKS};
    struct seen own = {.mask = 0};
    for (int i = 0; i < (int)COUNT_OF(from); i++)
        if (seen_field(seen, from[i])) {
            own.mask |= UINT32_C(1) << i;
            own.keys[i] = seen->keys[from[i]];
        }
    return own;
}

static bool read_merit(struct reader *reader, const struct node *each, struct appraisal_draft *draft,
                       struct merit_draft *merit)
{
    struct merit_reading reading = {.merit = merit, .own = {.draft = draft, .of = {.event = -1}}};
    struct place place = each->place;
    struct seen seen;
    bool is_map = each->kind == NODE_MAP;
    fields_read(reader, each, &merit_table, N_("this is a mapping with title and conditions"), &seen,
                &reading);
    if (!is_map || reader->stopped)
        return false;
    struct seen own = condition_seen(&seen);
    if (!seen_field(&seen, MERIT_TITLE))
        diags_error(reader->diags, reader_span(reader, place), _("this has no title"));
    if ((own.mask != 0) == seen_field(&seen, MERIT_ALL))
        diags_error(reader->diags, reader_span(reader, place),
                    _("write either one condition (of, at_least …) or a list of conditions under “all”"));
    else if (own.mask && check_condition(reader, &reading.own, &own, place))
        add_condition(merit, reader->arena, &reading.own.condition);
    return true;
}

/* ---- Stars --------------------------------------------------------------------------------------------- */

static void take_star(struct reader *reader, const struct node *each, void *into)
{
    struct appraisal_draft *draft = into;
    struct merit_draft *star = &draft->stars[draft->star_count];
    *star = (struct merit_draft){.stars = 1};
    draft->star_count += read_merit(reader, each, draft, star);
}

static void read_criteria(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, APPRAISAL_MAX_CRITERIA, take_star, into);
}

static void read_stars_of(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_draft *draft = into;
    int who;
    if (value_choice(reader, value, &choices_who, &who))
        draft->sheet.stars_of_persons = who;
}

static void read_grade_stars(struct reader *reader, const struct node *value, void *into)
{
    enum { STARS_MAX = 10000 };
    struct appraisal_grade *grade = into;
    value_ranks(reader, value, STARS_MAX, &grade->from, &grade->to);
}

static void read_grade_title(struct reader *reader, const struct node *value, void *into)
{
    struct appraisal_grade *grade = into;
    value_text(reader, value, &rule_short, &grade->title);
}

enum { GRADE_STARS, GRADE_TITLE };
static const struct field grade_fields[] = {
    [GRADE_STARS] = {{TEXT("stars"), TEXT("星"), TEXT("星数")}, read_grade_stars},
    [GRADE_TITLE] = {{TEXT("title"), TEXT("名称"), TEXT("标题"), TEXT("等级")}, read_grade_title},
};
static const struct field_table grade_table = {grade_fields, COUNT_OF(grade_fields)};

static void take_grade(struct reader *reader, const struct node *each, void *into)
{
    struct appraisal_draft *draft = into;
    struct appraisal_grade grade = {.from = 0};
    struct place place = each->place;
    struct seen seen;
    fields_read(reader, each, &grade_table, N_("a grade is a mapping such as {stars: 9-10, title: …}"), &seen,
                &grade);
    if (reader->stopped || !grade.from)
        return;
    for (int i = 0; i < draft->grade_count; i++)
        if (grade.from <= draft->grades[i].to && grade.to >= draft->grades[i].from)
            diags_error(reader->diags, reader_span(reader, place), _("these stars have a grade already"));
    draft->grades[draft->grade_count++] = grade;
}

static void read_grades(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, APPRAISAL_MAX_GRADES, take_grade, into);
}

static const struct field stars_fields[] = {
    {{TEXT("who"), TEXT("对象"), TEXT("of")}, read_stars_of},
    {{TEXT("criteria"), TEXT("条件"), TEXT("标准"), TEXT("星")}, read_criteria},
    {{TEXT("grades"), TEXT("等级"), TEXT("评级")}, read_grades},
};
static const struct field_table stars_table = {stars_fields, COUNT_OF(stars_fields)};

void appraisal_read_stars(struct reader *reader, const struct node *value, void *into)
{
    struct seen seen;
    fields_read(reader, value, &stars_table, N_("stars are a mapping with who, criteria and grades"), &seen,
                into);
}

/* ---- Titles -------------------------------------------------------------------------------------------- */

static void take_title(struct reader *reader, const struct node *each, void *into)
{
    struct appraisal_draft *draft = into;
    struct merit_draft *title = &draft->titles[draft->title_count];
    *title = (struct merit_draft){.stars = 0};
    draft->title_count += read_merit(reader, each, draft, title);
}

void appraisal_read_titles(struct reader *reader, const struct node *value, void *into)
{
    value_each(reader, value, APPRAISAL_MAX_TITLES, take_title, into);
}
