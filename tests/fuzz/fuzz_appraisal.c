/* Appraisal sheets: whatever the bytes, loading ends, what is called good is good, and it can be applied. */
#include "fuzz.h"

#include "bank/appraisal_load.h"

enum { PEOPLE = 3 };

static void check_condition(const struct appraisal_sheet *sheet, const struct condition *condition)
{
    must((int)condition->of < (int)MEASURES);
    if (condition->of == MEASURE_EVENT)
        must(condition->event >= 0 && condition->event < sheet->event_count);
    must(condition->first >= 0 && condition->last >= condition->first);
    must(condition->has_least || condition->has_below || condition->first > 0);
    must(condition->least >= 0 && condition->least <= MARK_MAX);
    must(condition->below >= 0 && condition->below <= MARK_MAX);
}

static void check_conditions(const struct appraisal_sheet *sheet, struct text title,
                             const struct condition *all, int count)
{
    must(is_sound(title, ITEM_MAX_TEXT) && title.len > 0);
    must(count >= 1 && count <= APPRAISAL_MAX_CRITERIA);
    for (int i = 0; i < count; i++)
        check_condition(sheet, &all[i]);
}

static void check_cap(const struct appraisal_cap *cap)
{
    must(!cap->has_most || !cap->has_least || cap->least <= cap->most);
}

static void check_rules(const struct appraisal_sheet *sheet, const struct appraisal_rules *rules)
{
    must(rules->rule_count >= 0 && rules->rule_count <= APPRAISAL_MAX_RULES);
    for (int i = 0; i < rules->rule_count; i++) {
        const struct appraisal_rule *rule = &rules->rules[i];
        must(rule->title.len > 0 && is_sound(rule->title, ITEM_MAX_TEXT) && (int)rule->of < (int)MEASURES);
        if (rule->of == MEASURE_EVENT)
            must(rule->event >= 0 && rule->event < sheet->event_count && !rule->per_event);
        must(rule->band_count >= 0 && rule->band_count <= APPRAISAL_MAX_BANDS);
        must(rule->counts == (rule->band_count == 0));
        for (int b = 0; b < rule->band_count; b++) {
            const struct condition *when = &rule->bands[b].when;
            must(when->has_least || when->has_below || when->first > 0);
            must(when->last >= when->first);
        }
    }
    check_cap(&rules->cap);
}

static void check_sheet(const struct appraisal_sheet *sheet)
{
    must(sheet->code.len > 0 && is_sound(sheet->code, ITEM_MAX_ID) && sheet->title.len > 0);
    must(sheet->decimals >= 0 && sheet->decimals <= MARK_DECIMALS && sheet->unit_level >= 0);
    must(sheet->event_count >= 0 && sheet->event_count <= APPRAISAL_MAX_EVENTS);
    must(!sheet->from || !sheet->to || sheet->from < sheet->to);
    for (int i = 0; i < sheet->event_count; i++) {
        must(sheet->events[i].event.len > 0 && sheet->events[i].weight > 0);
        for (int k = 0; k < i; k++)
            must(!text_equal(sheet->events[i].event, sheet->events[k].event));
    }
    check_rules(sheet, &sheet->persons);
    check_rules(sheet, &sheet->units);
    check_cap(&sheet->leaders.cap);
    must(sheet->leaders.post_count == 0 || sheet->leaders.share > 0);
    for (int i = 0; i < sheet->star_count; i++) {
        const struct appraisal_star *star = &sheet->stars[i];
        check_conditions(sheet, star->title, star->all, star->count);
        must(star->stars >= 1);
    }
    for (int i = 0; i < sheet->grade_count; i++) {
        must(sheet->grades[i].from >= 1 && sheet->grades[i].to >= sheet->grades[i].from);
        must(sheet->grades[i].title.len > 0);
    }
    for (int i = 0; i < sheet->title_count; i++)
        check_conditions(sheet, sheet->titles[i].title, sheet->titles[i].all, sheet->titles[i].count);
}

/* One who took everything, one who took nothing, one who was not asked. */
static void apply(const struct appraisal_sheet *sheet, struct arena *arena)
{
    struct person people[PEOPLE];
    size_t events = (size_t)sheet->event_count;
    struct outcome *outcomes = arena_array(arena, PEOPLE * events, sizeof *outcomes);
    static const char *const numbers[PEOPLE] = {"1", "2", "3"};
    for (int p = 0; p < PEOPLE; p++) {
        people[p] =
            (struct person){.number = text_of(numbers[p]),
                            .name = text_of(numbers[p]),
                            .unit = text_of("a/b/c"),
                            .post = sheet->leaders.post_count ? sheet->leaders.posts[0] : text_of("")};
        for (size_t e = 0; e < events; e++)
            outcomes[(size_t)p * events + e] = (struct outcome){.kind = p == 0   ? OUTCOME_TAKEN
                                                                        : p == 1 ? OUTCOME_ABSENT
                                                                                 : OUTCOME_NONE,
                                                                .mark = p == 0 ? MARK_MAX : 0,
                                                                .full = e & 1 ? MARK_MAX : 0,
                                                                .rank = p == 0,
                                                                .judged = e & 1};
    }
    struct appraisal_results results = {.people = people, .people_count = PEOPLE, .outcomes = outcomes};
    struct appraisal appraisal;
    appraise(sheet, &results, arena, &appraisal);
    must(appraisal.person_count == PEOPLE && appraisal.leader_count <= PEOPLE);
    for (size_t i = 0; i < appraisal.person_count; i++) {
        const struct appraised *one = &appraisal.persons[i];
        const struct appraisal_cap *cap = &sheet->persons.cap;
        must(one->total == one->base + one->capped);
        must(!cap->has_most || one->capped <= cap->most);
        must(!cap->has_least || one->capped >= cap->least);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text source = text_make((const char *)data, size);
    struct arena arena = ARENA_EMPTY;
    struct diags diags = DIAGS_EMPTY;
    struct appraisal_sheet sheet;
    bool named = appraisal_is(source);
    bool ok = appraisal_load(source, "fuzz.yaml", &arena, &diags, &sheet);
    must(ok == (diags.errors == 0));
    must(!ok || named);
    if (ok) {
        check_sheet(&sheet);
        apply(&sheet, &arena);
    }
    check_findings(&diags, source);
    diags_finish(&diags);
    arena_finish(&arena);
    return 0;
}
