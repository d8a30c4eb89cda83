#include "cli/tables/analysis.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "core/pool.h"
#include "store/tally.h"

#include <stdlib.h>

/* ---- Which attempts --------------------------------------------------------------------------------------
 */

struct chosen {
    int64_t attempt;
    mark_t mark, full;
};

struct choice {
    struct chosen *list; /* owned; by attempt */
    size_t count, capacity, people;
};

static void choose(struct choice *choice, int64_t attempt, mark_t mark, mark_t full)
{
    choice->list = xgrow(choice->list, &choice->capacity, choice->count + 1, sizeof *choice->list);
    choice->list[choice->count++] = (struct chosen){attempt, mark, full};
}

static bool choose_best(const struct picture *picture, const struct hall_event *event, struct choice *choice,
                        struct err *err)
{
    struct results results;
    if (!results_load(picture, event, picture->arena, &results, err))
        return false;
    for (size_t i = 0; i < results.count; i++)
        if (picture_shows_result(picture, &results.list[i]))
            choose(choice, results.list[i].attempt, results.list[i].mark, results.list[i].full);
    choice->people = choice->count;
    return true;
}

/* Attempts come by number, then nth. */
static bool choose_in_order(const struct picture *picture, const struct hall_event *event,
                            struct choice *choice, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct attempt_record *attempts;
    size_t count;
    bool ok = attempt_list(picture->store, event->event.code, text_of(""), &arena, &attempts, &count, err);
    struct text last = text_of("");
    for (size_t i = 0; ok && i < count; i++) {
        const struct attempt_record *a = &attempts[i];
        ptrdiff_t person = picture_person(picture, a->number);
        bool first = !text_equal(last, a->number);
        if (a->status != ATTEMPT_SUBMITTED || !picture_is_in_period(picture, a->ended_at) ||
            person == NO_PERSON || !picture_shows(picture, (size_t)person))
            continue;
        last = a->number;
        choice->people += first;
        if (first || picture->request->attempts == ATTEMPTS_ALL)
            choose(choice, a->id, a->mark, a->full);
    }
    arena_finish(&arena);
    return ok;
}

static int compare_chosen(const void *left, const void *right)
{
    const struct chosen *a = left, *b = right;
    return (a->attempt > b->attempt) - (a->attempt < b->attempt);
}

/* ---- Responses -------------------------------------------------------------------------------------------
 */

struct walk {
    struct statistics *statistics;
    const struct choice *choice;
    size_t next; /* both come by attempt */
};

static bool add_attempt(void *context, const struct tally_row *row, const struct tally_slot *slots, int count,
                        struct err *err)
{
    struct walk *walk = context;
    const struct choice *choice = walk->choice;
    while (walk->next < choice->count && choice->list[walk->next].attempt < row->attempt)
        walk->next++;
    if (walk->next >= choice->count || choice->list[walk->next].attempt != row->attempt)
        return true;
    mark_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += slots[i].mark;
    if (sum != choice->list[walk->next].mark)
        return err_set(err, ERR_DAMAGED,
                       _("the marks of attempt %lld do not add up to its result; run ‘biwu verify’"),
                       (long long)row->attempt);
    statistics_add(walk->statistics, sum, slots, count);
    return true;
}

static bool accumulate(struct analysis *analysis, const struct choice *choice, struct err *err)
{
    struct walk walk = {.statistics = analysis->statistics, .choice = choice};
    for (size_t i = 0; i < choice->count; i++)
        statistics_add_total(walk.statistics, choice->list[i].mark, choice->list[i].full);
    statistics_divide(walk.statistics);
    if (!tally_walk(analysis->picture->store, analysis->event->event.code, add_attempt, &walk, err))
        return false;
    statistics_end(walk.statistics, analysis->picture->arena, &analysis->test);
    return true;
}

/* ---- Items -----------------------------------------------------------------------------------------------
 */

static bool section_names(const struct section *section, struct text id, struct text name)
{
    for (int i = 0; i < section->item_count; i++)
        if (text_equal(section->items[i], id) || text_equal(section->items[i], name))
            return true;
    return false;
}

static int section_of(const struct test_sheet *sheet, const struct pool_item *item, struct arena *arena)
{
    struct text name = arena_textf(arena, "%.*s/%.*s", TEXT_ARG(item->bank), TEXT_ARG(item->id));
    for (int i = 0; i < sheet->section_count; i++) {
        const struct section *section = &sheet->sections[i];
        if (section->item_count ? section_names(section, item->id, name)
                                : pool_item_matches(item, &section->from))
            return i;
    }
    return -1;
}

static bool describe_item(struct analysis *analysis, const struct item_statistics *figures,
                          struct analysed_item *out, struct err *err)
{
    struct arena *arena = analysis->picture->arena;
    const struct test_sheet *sheet = &analysis->event->sheet.test;
    struct pool_item pool;
    *out = (struct analysed_item){.figures = figures};
    out->item = item_cached_child(&analysis->cache, figures->revision, figures->child, err);
    if (!out->item || !pool_items_load(analysis->picture->store, &figures->revision, 1, arena, &pool, err))
        return false;
    out->name = arena_textf(arena, "%.*s/%.*s", TEXT_ARG(pool.bank), TEXT_ARG(out->item->id));
    out->topic = out->item->topic.len ? out->item->topic : pool.topic;
    out->section = section_of(sheet, &pool, arena);
    out->guess =
        statistics_guess(out->item, out->section >= 0 ? sheet->sections[out->section].credit : CREDIT_EXACT);
    out->warning_count = statistics_warnings(out->item, figures, out->guess, out->warnings);
    return true;
}

static int compare_items(const void *left, const void *right)
{
    const struct analysed_item *a = left, *b = right;
    int order = ((unsigned)a->section > (unsigned)b->section) - ((unsigned)a->section < (unsigned)b->section);
    if (order == 0)
        order = text_compare(a->name, b->name);
    return order != 0 ? order
                      : (a->figures->revision > b->figures->revision) -
                            (a->figures->revision < b->figures->revision);
}

static bool describe_items(struct analysis *analysis, struct err *err)
{
    const struct test_statistics *test = &analysis->test;
    analysis->items = arena_array(analysis->picture->arena, test->item_count, sizeof *analysis->items);
    analysis->item_count = test->item_count;
    for (size_t i = 0; i < test->item_count; i++)
        if (!describe_item(analysis, &test->items[i], &analysis->items[i], err))
            return false;
    if (test->item_count)
        qsort(analysis->items, test->item_count, sizeof *analysis->items, compare_items);
    return true;
}

bool analysis_load(struct picture *picture, struct analysis *out, struct err *err)
{
    if (!picture_must_be_tests(picture, err))
        return false;
    *out = (struct analysis){
        .picture = picture, .event = &picture->events[0], .statistics = statistics_create()};
    item_cache_init(&out->cache, picture->store);
    struct choice choice = {0};
    bool best = picture->request->attempts == ATTEMPTS_BEST;
    bool ok = (best ? choose_best : choose_in_order)(picture, out->event, &choice, err);
    if (ok && choice.count)
        qsort(choice.list, choice.count, sizeof *choice.list, compare_chosen);
    out->people = choice.people;
    ok = ok && accumulate(out, &choice, err) && describe_items(out, err);
    free(choice.list);
    if (!ok)
        analysis_finish(out);
    return ok;
}

void analysis_finish(struct analysis *analysis)
{
    statistics_destroy(analysis->statistics);
    item_cache_finish(&analysis->cache);
}
