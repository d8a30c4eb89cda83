/* The criteria of a panel: what is marked, out of how much. */
#include "bank/panel_draft.h"

#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"

static void read_id(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    struct piece piece;
    if (!value_piece(reader, value, &rule_short, &piece) || !piece_is_id(reader, &piece))
        return;
    draft->criterion.id = piece.text;
    draft->id = piece.place;
}

static void read_title(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    value_text(reader, value, &rule_short, &draft->criterion.title);
}

static void read_min(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    value_mark(reader, value, &draft->criterion.min);
}

static void read_max(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    value_mark(reader, value, &draft->criterion.max);
}

static const struct choice kinds[] = {
    {CRITERION_JUDGED, {TEXT("judged"), TEXT("评判"), TEXT("评分"), TEXT("打分"), TEXT("主观")}},
    {CRITERION_MEASURED, {TEXT("measured"), TEXT("计量"), TEXT("核对"), TEXT("步骤"), TEXT("客观")}},
};
static const struct choices choices_criterion = {kinds, COUNT_OF(kinds)};

static void read_kind(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    int kind;
    if (value_choice(reader, value, &choices_criterion, &kind))
        draft->criterion.kind = (enum criterion_kind)kind;
}

static void read_step(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    struct place place = value->place;
    if (value_mark(reader, value, &draft->criterion.step) && draft->criterion.step == 0)
        diags_error(reader->diags, reader_span(reader, place), _("a step must be more than 0"));
}

static void read_factor(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    value_factor(reader, value, &draft->criterion.factor, NULL);
}

/* ---- Levels ------------------------------------------------------------------------------------------- */

struct levels_draft {
    struct level at[CRITERION_MAX_LEVELS];
    int count;
};

static void add_level(struct reader *reader, const struct node *key, struct criterion_draft *draft,
                      struct levels_draft *levels)
{
    struct level *level = &levels->at[levels->count];
    struct place place = key->place;
    struct node value;
    bool ok = value_mark(reader, key, &level->mark);
    int depth = reader->depth;
    if (!reader_next(reader, &value))
        return;
    ok = value_text(reader, &value, &rule_paragraph, &level->text) && ok;
    reader_leave(reader, depth);
    if (!ok)
        return;
    if (levels->count && level->mark <= levels->at[levels->count - 1].mark) {
        diags_error(reader->diags, reader_span(reader, place),
                    _("levels must rise: each begins above the one before it"));
        return;
    }
    draft->levels[levels->count++] = place;
}

static void read_levels(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    struct levels_draft levels = {.count = 0};
    if (value->kind != NODE_MAP) {
        if (value->kind != NODE_REFUSED) {
            diags_error(reader->diags, reader_span(reader, value->place),
                        _("levels are a mapping of marks to descriptions"));
            diags_hint(reader->diags, _("write it like {0: not done, 10: done in part, 20: done}"));
        }
        return;
    }
    struct node key;
    int depth = reader->depth;
    while (reader_next(reader, &key)) {
        if (levels.count == CRITERION_MAX_LEVELS) {
            diags_error(reader->diags, reader_span(reader, key.place), _("a criterion has at most %d levels"),
                        CRITERION_MAX_LEVELS);
            return;
        }
        add_level(reader, &key, draft, &levels);
        reader_leave(reader, depth);
    }
    draft->criterion.levels = sheet_keep(reader->arena, levels.at, (size_t)levels.count, sizeof *levels.at);
    draft->criterion.level_count = levels.count;
}

/* ---- Steps and faults --------------------------------------------------------------------------------- */

enum step_key { STEP_TEXT, STEP_MARKS };

struct steps_draft {
    struct step_mark at[CRITERION_MAX_STEPS];
    int count;
    uint64_t given; /* bit i: says its marks */
    bool faults;
};

static void read_step_text(struct reader *reader, const struct node *value, void *into)
{
    struct step_mark *step = into;
    value_text(reader, value, &rule_line, &step->text);
}

static void read_step_marks(struct reader *reader, const struct node *value, void *into)
{
    struct step_mark *step = into;
    value_mark(reader, value, &step->marks);
}

static const struct field step_fields[] = {
    [STEP_TEXT] = {{TEXT("text"), TEXT("内容"), TEXT("步骤"), TEXT("事项")}, read_step_text},
    [STEP_MARKS] = {{TEXT("marks"), TEXT("分值"), TEXT("分"), TEXT("扣分")}, read_step_marks},
};
static const struct field_table step_table = {step_fields, COUNT_OF(step_fields)};

static void check_step(struct reader *reader, const struct steps_draft *steps, bool text, bool marks,
                       struct place place)
{
    struct span span = reader_span(reader, place);
    if (!text)
        diags_error(reader->diags, span,
                    steps->faults ? _("this fault has no text") : _("this step has no text"));
    if (steps->faults && !marks) {
        diags_error(reader->diags, span, _("this fault does not say how many marks it costs"));
        diags_hint(reader->diags, _("write it like {text: …, marks: 5}"));
    }
}

static void take_step(struct reader *reader, const struct node *each, void *into)
{
    struct steps_draft *steps = into;
    struct step_mark *step = &steps->at[steps->count];
    struct place place = each->place;
    bool text = true, marks = false;
    *step = (struct step_mark){.marks = 0};
    if (each->kind == NODE_MAP) {
        struct seen seen;
        fields_read(reader, each, &step_table, "", &seen, step);
        text = seen_field(&seen, STEP_TEXT);
        marks = seen_field(&seen, STEP_MARKS);
    } else if (!value_text(reader, each, &rule_line, &step->text)) {
        return;
    }
    if (!reader->stopped)
        check_step(reader, steps, text, marks, place);
    steps->given |= (uint64_t)marks << steps->count;
    steps->count++;
}

static void read_steps(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    struct steps_draft steps = {.faults = false};
    value_each(reader, value, CRITERION_MAX_STEPS, take_step, &steps);
    draft->steps = sheet_keep(reader->arena, steps.at, (size_t)steps.count, sizeof *steps.at);
    draft->steps_given = steps.given;
    draft->criterion.steps = draft->steps;
    draft->criterion.step_count = steps.count;
}

static void read_faults(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    struct steps_draft faults = {.faults = true};
    value_each(reader, value, CRITERION_MAX_STEPS, take_step, &faults);
    draft->criterion.faults = sheet_keep(reader->arena, faults.at, (size_t)faults.count, sizeof *faults.at);
    draft->criterion.fault_count = faults.count;
}

static void read_wrong_order(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    value_mark(reader, value, &draft->criterion.wrong_order);
}

/* ---- Overtime ----------------------------------------------------------------------------------------- */

enum overtime_key { OVERTIME_MARKS, OVERTIME_EVERY };

static void read_overtime_marks(struct reader *reader, const struct node *value, void *into)
{
    struct criterion *criterion = into;
    value_mark(reader, value, &criterion->overtime);
}

static void read_overtime_every(struct reader *reader, const struct node *value, void *into)
{
    struct criterion *criterion = into;
    value_seconds(reader, value, false, &criterion->overtime_every);
}

static const struct field overtime_fields[] = {
    [OVERTIME_MARKS] = {{TEXT("marks"), TEXT("扣分"), TEXT("分")}, read_overtime_marks},
    [OVERTIME_EVERY] = {{TEXT("every"), TEXT("每"), TEXT("每秒数"), TEXT("秒数")}, read_overtime_every},
};
static const struct field_table overtime_table = {overtime_fields, COUNT_OF(overtime_fields)};

static void read_overtime(struct reader *reader, const struct node *value, void *into)
{
    struct criterion_draft *draft = into;
    struct span span = reader_span(reader, value->place);
    bool is_map = value->kind == NODE_MAP;
    struct seen seen;
    fields_read(reader, value, &overtime_table, N_("“overtime” is a mapping with marks and every"), &seen,
                &draft->criterion);
    bool both = seen_field(&seen, OVERTIME_MARKS) && seen_field(&seen, OVERTIME_EVERY);
    if (!is_map || both || reader->stopped)
        return;
    diags_error(reader->diags, span, _("overtime needs both: marks, and for every how many seconds"));
    diags_hint(reader->diags, _("write it like {marks: 1, every: 30}"));
}

static const struct field fields[] = {
    [CRITERION_KEY_ID] = {{TEXT("id"), TEXT("编号"), TEXT("代号")}, read_id},
    [CRITERION_KEY_TITLE] = {{TEXT("title"), TEXT("标题"), TEXT("名称")}, read_title},
    [CRITERION_KEY_MIN] = {{TEXT("min"), TEXT("最低分"), TEXT("最低")}, read_min},
    [CRITERION_KEY_MAX] = {{TEXT("max"), TEXT("满分"), TEXT("最高分"), TEXT("最高")}, read_max},
    [CRITERION_KEY_KIND] = {{TEXT("kind"), TEXT("类型"), TEXT("方式")}, read_kind},
    [CRITERION_KEY_STEP] = {{TEXT("step"), TEXT("分度"), TEXT("最小分差"), TEXT("间隔")}, read_step},
    [CRITERION_KEY_FACTOR] = {{TEXT("factor"), TEXT("系数")}, read_factor},
    [CRITERION_KEY_LEVELS] = {{TEXT("levels"), TEXT("档次"), TEXT("等级"), TEXT("评分标准")}, read_levels},
    [CRITERION_KEY_STEPS] = {{TEXT("steps"), TEXT("步骤"), TEXT("程序")}, read_steps},
    [CRITERION_KEY_FAULTS] = {{TEXT("faults"), TEXT("错误"), TEXT("扣分项"), TEXT("禁止事项")}, read_faults},
    [CRITERION_KEY_WRONG_ORDER] = {{TEXT("wrong_order"), TEXT("顺序错误"), TEXT("次序错误")},
                                   read_wrong_order},
    [CRITERION_KEY_OVERTIME] = {{TEXT("overtime"), TEXT("超时"), TEXT("超时扣分")}, read_overtime},
};
_Static_assert(COUNT_OF(fields) == CRITERION_KEYS, "one row a key");
const struct field_table criterion_table = {fields, CRITERION_KEYS};

static void take_criterion(struct reader *reader, const struct node *each, void *into)
{
    struct panel_draft *panel = into;
    struct criterion_draft *draft = &panel->criteria[panel->criterion_count++];
    size_t errors = reader->diags->errors;
    *draft = (struct criterion_draft){.place = each->place, .criterion.factor = MARK_ONE};
    fields_read(reader, each, &criterion_table, N_("a criterion is a mapping with id, title and max"),
                &draft->seen, draft);
    draft->broken = reader->diags->errors != errors;
    panel->criteria_broken |= draft->broken;
}

void panel_read_criteria(struct reader *reader, const struct node *value, void *into)
{
    struct panel_draft *panel = into;
    if (!value_is_list(reader, value, N_("criteria must be a list: each criterion begins with a hyphen")) ||
        !value_each(reader, value, PANEL_MAX_CRITERIA, take_criterion, panel))
        panel->criteria_broken = true;
}
