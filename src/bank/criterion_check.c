/* Whether a criterion fits together; the defaults; what steps without marks of their own count. */
#include "bank/panel_draft.h"

#include "base/i18n.h"
#include "base/mem.h"

static bool gives(const struct criterion_draft *draft, enum criterion_key key)
{
    return seen_field(&draft->seen, key);
}

static struct span span_of(const struct panel_draft *panel, struct place place)
{
    return reader_span(panel->head.reader, place);
}

static struct diags *diags_of(const struct panel_draft *panel)
{
    return panel->head.reader->diags;
}

static void require(const struct panel_draft *panel, const struct criterion_draft *draft)
{
    struct span span = span_of(panel, draft->place);
    if (!gives(draft, CRITERION_KEY_ID)) {
        diags_error(diags_of(panel), span, _("this criterion has no id"));
        diags_hint(diags_of(panel), _("write it like {id: content, title: …, max: 30}"));
    }
    if (!gives(draft, CRITERION_KEY_TITLE))
        diags_error(diags_of(panel), span, _("this criterion has no title"));
    if (!gives(draft, CRITERION_KEY_MAX))
        diags_error(diags_of(panel), span, _("this criterion does not say its full marks"));
    if (draft->criterion.kind == CRITERION_MEASURED && !gives(draft, CRITERION_KEY_STEPS))
        diags_error(diags_of(panel), span, _("a measured criterion lists the steps that give its marks"));
}

/* Keys of the other kind. */
static void check_keys(const struct panel_draft *panel, const struct criterion_draft *draft)
{
    static const enum criterion_key judged[] = {CRITERION_KEY_STEP, CRITERION_KEY_LEVELS};
    static const enum criterion_key measured[] = {CRITERION_KEY_STEPS, CRITERION_KEY_FAULTS,
                                                  CRITERION_KEY_WRONG_ORDER, CRITERION_KEY_OVERTIME};
    bool is_judged = draft->criterion.kind == CRITERION_JUDGED;
    const enum criterion_key *wrong = is_judged ? measured : judged;
    size_t count = is_judged ? COUNT_OF(measured) : COUNT_OF(judged);
    for (size_t i = 0; i < count; i++) {
        if (!gives(draft, wrong[i]))
            continue;
        struct text name = text_name_like(criterion_table.fields[wrong[i]].names, draft->criterion.title);
        diags_error(diags_of(panel), span_of(panel, draft->seen.keys[wrong[i]]),
                    is_judged ? _("“%.*s” has no meaning where judges give the mark")
                              : _("“%.*s” has no meaning where the mark is measured"),
                    TEXT_ARG(name));
        diags_hint(diags_of(panel), is_judged ? _("say “kind: measured”, or take it out")
                                              : _("say “kind: judged”, or take it out"));
    }
}

static void check_range(const struct panel_draft *panel, const struct criterion_draft *draft)
{
    const struct criterion *criterion = &draft->criterion;
    char range[MARK_TEXT_SIZE], step[MARK_TEXT_SIZE];
    if (criterion->max <= criterion->min) {
        diags_error(diags_of(panel), span_of(panel, draft->seen.keys[CRITERION_KEY_MAX]),
                    _("the full marks must be more than the least marks"));
        return;
    }
    mark_t width = criterion->max - criterion->min;
    if (criterion->kind == CRITERION_MEASURED || width % criterion->step == 0)
        return;
    enum criterion_key at = gives(draft, CRITERION_KEY_STEP) ? CRITERION_KEY_STEP : CRITERION_KEY_MAX;
    diags_error(diags_of(panel), span_of(panel, draft->seen.keys[at]),
                _("steps of %s do not fit: from the least to the full marks it is %s"),
                mark_format(criterion->step, step), mark_format(width, range));
    diags_hint(diags_of(panel), _("set “step”, such as 0.5 or 1"));
}

static void check_levels(const struct panel_draft *panel, const struct criterion_draft *draft)
{
    const struct criterion *criterion = &draft->criterion;
    char min[MARK_TEXT_SIZE], max[MARK_TEXT_SIZE];
    for (int i = 0; i < criterion->level_count; i++) {
        mark_t mark = criterion->levels[i].mark;
        if (mark >= criterion->min && mark <= criterion->max)
            continue;
        diags_error(diags_of(panel), span_of(panel, draft->levels[i]),
                    _("this level lies outside the criterion's marks, which are from %s to %s"),
                    mark_format(criterion->min, min), mark_format(criterion->max, max));
    }
}

/* Shares `rest` equally among the steps that do not say their marks. */
static void share_steps(struct criterion_draft *draft, mark_t rest)
{
    enum { SHARE_DECIMALS = 2 };
    int weights[CRITERION_MAX_STEPS], count = 0;
    mark_t shares[CRITERION_MAX_STEPS];
    for (int i = 0; i < draft->criterion.step_count; i++)
        if (!(draft->steps_given >> i & 1))
            weights[count++] = 1;
    int decimals = mark_round(rest, SHARE_DECIMALS) == rest ? SHARE_DECIMALS : MARK_DECIMALS;
    mark_split(rest, weights, count, decimals, shares);
    for (int i = 0, k = 0; i < draft->criterion.step_count; i++)
        if (!(draft->steps_given >> i & 1))
            draft->steps[i].marks = shares[k++];
}

static void settle_steps(const struct panel_draft *panel, struct criterion_draft *draft)
{
    const struct criterion *criterion = &draft->criterion;
    struct span span = span_of(panel, draft->seen.keys[CRITERION_KEY_STEPS]);
    char given[MARK_TEXT_SIZE], max[MARK_TEXT_SIZE];
    mark_t sum = 0;
    for (int i = 0; i < criterion->step_count; i++)
        sum += draft->steps[i].marks;
    bool all = draft->steps_given == (UINT64_C(1) << criterion->step_count) - 1;
    mark_format(sum, given);
    mark_format(criterion->max, max);
    if (sum > criterion->max)
        diags_error(diags_of(panel), span, _("the steps add up to %s marks, more than the full marks, %s"),
                    given, max);
    else if (!all && sum == criterion->max)
        diags_error(diags_of(panel), span,
                    _("nothing of the full marks is left for the steps without marks"));
    else if (!all)
        share_steps(draft, criterion->max - sum);
    else if (sum < criterion->max)
        diags_warning(diags_of(panel), span,
                      _("the steps add up to %s marks; the full marks, %s, cannot be reached"), given, max);
}
_Static_assert(CRITERION_MAX_STEPS < 64, "a bit each");

static void check_overtime(const struct panel_draft *panel, const struct criterion_draft *draft)
{
    if (!gives(draft, CRITERION_KEY_OVERTIME) || panel->sheet.perform > 0)
        return;
    diags_warning(diags_of(panel), span_of(panel, draft->seen.keys[CRITERION_KEY_OVERTIME]),
                  _("no time runs over where “clock” gives none to perform"));
    diags_hint(diags_of(panel), _("add “clock: {perform: 480}”"));
}

void panel_settle_criterion(struct panel_draft *panel, struct criterion_draft *draft)
{
    struct criterion *criterion = &draft->criterion;
    size_t errors = diags_of(panel)->errors;
    bool judged = criterion->kind == CRITERION_JUDGED;
    if (draft->seen.mask == 0 && draft->broken)
        return; /* no mapping at all */
    require(panel, draft);
    check_keys(panel, draft);
    if (judged && !gives(draft, CRITERION_KEY_STEP))
        criterion->step = panel->head.decimals == 0 ? MARK_ONE : MARK_ONE / 2;
    if (draft->broken || diags_of(panel)->errors != errors)
        return;
    check_range(panel, draft);
    check_levels(panel, draft);
    if (!judged)
        settle_steps(panel, draft);
    check_overtime(panel, draft);
}
