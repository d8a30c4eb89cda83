/* What stands typed or ticked on a judge's sheet: whether it is a mark, and whether the hub has it. */
#include "base/i18n.h"
#include "base/mem.h"
#include "core/panel.h"
#include "tui/screens/facts.h"
#include "tui/stage/judge.h"

const struct panel_view *judge_view(const struct judge *judge)
{
    return &judge->screen.app->stage.panel;
}

const struct criterion_row *judge_row(const struct judge *judge, int criterion)
{
    return &judge_view(judge)->frame->criteria[criterion];
}

static const struct step_mark *steps_of(const struct mark_text_row *rows, int64_t count, struct arena *arena)
{
    struct step_mark *out = arena_array(arena, (size_t)(count > 0 ? count : 1), sizeof *out);
    for (int64_t i = 0; i < count; i++)
        out[i] = (struct step_mark){rows[i].text, rows[i].mark};
    return out;
}

struct criterion judge_rule(const struct criterion_row *row, struct arena *arena)
{
    struct level *levels =
        arena_array(arena, (size_t)(row->level_count > 0 ? row->level_count : 1), sizeof *levels);
    for (int64_t i = 0; i < row->level_count; i++)
        levels[i] = (struct level){row->levels[i].mark, row->levels[i].text};
    return (struct criterion){.id = row->id,
                              .title = row->title,
                              .kind = row->kind,
                              .min = row->min,
                              .max = row->max,
                              .step = row->step,
                              .factor = row->factor,
                              .levels = levels,
                              .level_count = (int)row->level_count,
                              .steps = steps_of(row->steps, row->step_count, arena),
                              .step_count = (int)row->step_count,
                              .faults = steps_of(row->faults, row->fault_count, arena),
                              .fault_count = (int)row->fault_count,
                              .wrong_order = row->wrong_order,
                              .overtime = row->overtime,
                              .overtime_every = row->overtime_every};
}

/* ---- What is typed ---------------------------------------------------------------------------------- */

static struct text wrong_mark(const struct criterion_row *row, mark_t mark, struct arena *arena)
{
    if (mark > row->max)
        return arena_textf(arena, _("At most %.*s."), TEXT_ARG(facts_mark(row->max, arena)));
    if (mark < row->min)
        return arena_textf(arena, _("At least %.*s."), TEXT_ARG(facts_mark(row->min, arena)));
    mark_t below = row->min + (mark - row->min) / row->step * row->step;
    if (below + row->step > row->max)
        return arena_textf(arena, _("In steps of %.*s: %.*s."), TEXT_ARG(facts_mark(row->step, arena)),
                           TEXT_ARG(facts_mark(below, arena)));
    return arena_textf(arena, _("In steps of %.*s: %.*s or %.*s."), TEXT_ARG(facts_mark(row->step, arena)),
                       TEXT_ARG(facts_mark(below, arena)), TEXT_ARG(facts_mark(below + row->step, arena)));
}

static enum judge_typed typed_mark(const struct judge *judge, int criterion, mark_t *mark, struct text *why)
{
    struct arena *arena = &judge->screen.app->scratch;
    const struct criterion_row *row = judge_row(judge, criterion);
    struct text typed = text_trim(edit_text(&judge->criteria[criterion].edit));
    if (typed.len == 0)
        return TYPED_NOTHING;
    if (!mark_parse(typed, mark)) {
        *why = text_of(_("This is not a mark yet. Write it like 8 or 8.5."));
        return TYPED_WRONG;
    }
    struct criterion rule = judge_rule(row, arena);
    if (criterion_takes(&rule, *mark))
        return TYPED_MARK;
    *why = wrong_mark(row, *mark, arena);
    return TYPED_WRONG;
}

static mark_t measured(const struct judge *judge, int criterion)
{
    struct arena *arena = &judge->screen.app->scratch;
    const struct criterion_mark_row *typed = &judge->criteria[criterion].typed;
    struct criterion rule = judge_rule(judge_row(judge, criterion), arena);
    struct criterion_mark ticks = {.given = true,
                                   .steps = (uint64_t)typed->steps,
                                   .faults = (uint64_t)typed->faults,
                                   .wrong_order = (int)typed->wrong_order,
                                   .overtime = typed->overtime};
    return criterion_measure(&rule, &ticks);
}

static bool has_ticks(const struct criterion_mark_row *row)
{
    return row->steps || row->faults || row->wrong_order || row->overtime;
}

enum judge_typed judge_typed(const struct judge *judge, int criterion, mark_t *mark, struct text *why)
{
    const struct judge_criterion *c = &judge->criteria[criterion];
    *mark = 0;
    *why = text_of("");
    if (judge_row(judge, criterion)->kind == CRITERION_JUDGED)
        return typed_mark(judge, criterion, mark, why);
    if (!c->typed.given)
        return TYPED_NOTHING;
    /* From a paper sheet a mark may stand without ticks. */
    *mark = has_ticks(&c->typed) || !c->saved.given || has_ticks(&c->saved) ? measured(judge, criterion)
                                                                            : c->saved.mark;
    return TYPED_MARK;
}

static bool same_ticks(const struct criterion_mark_row *a, const struct criterion_mark_row *b)
{
    return a->given == b->given && a->steps == b->steps && a->faults == b->faults &&
           a->wrong_order == b->wrong_order && a->overtime == b->overtime;
}

bool judge_is_changed(const struct judge *judge, int criterion)
{
    const struct judge_criterion *c = &judge->criteria[criterion];
    if (judge_row(judge, criterion)->kind == CRITERION_MEASURED)
        return !same_ticks(&c->typed, &c->saved);
    mark_t mark;
    struct text why;
    switch (typed_mark(judge, criterion, &mark, &why)) {
    case TYPED_NOTHING:
        return c->saved.given;
    case TYPED_MARK:
        return !c->saved.given || mark != c->saved.mark;
    default:
        return true;
    }
}

bool judge_has_unsaved(const struct judge *judge)
{
    for (int i = 0; i < judge->criterion_count; i++)
        if (judge->criteria[i].sent || judge_is_changed(judge, i))
            return true;
    return false;
}

int judge_missing(const struct judge *judge, int *first)
{
    int count = 0;
    *first = -1;
    for (int i = 0; i < judge->criterion_count; i++) {
        mark_t mark;
        struct text why;
        if (judge_typed(judge, i, &mark, &why) == TYPED_MARK)
            continue;
        *first = count == 0 ? i : *first;
        count++;
    }
    return count;
}

bool judge_is_sending(const struct judge *judge, int criterion, bool clear, mark_t mark)
{
    const struct judge_criterion *c = &judge->criteria[criterion];
    if (!c->sent || c->sending.given == clear)
        return false;
    return clear || (c->sending.mark == mark && (judge_row(judge, criterion)->kind == CRITERION_JUDGED ||
                                                 same_ticks(&c->sending, &c->typed)));
}
