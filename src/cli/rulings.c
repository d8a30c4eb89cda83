#include "cli/rulings.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/progress.h"
#include "store/banks.h"
#include "store/stages.h"

#include <stdlib.h>

/* ---- Which item ---------------------------------------------------------------------------------------- */

struct naming {
    struct text bank, id; /* bank empty: any */
    const struct pool_item *found;
    int child; /* of found; -1: itself */
    int count;
};

static void look_at(struct naming *naming, const struct pool_item *item)
{
    if (naming->bank.len && !text_equal(item->bank, naming->bank))
        return;
    for (int c = -1; c < item->child_count; c++) {
        struct text id = c < 0 ? item->id : item->children[c].id;
        if (!text_equal(id, naming->id))
            continue;
        naming->found = item;
        naming->child = c;
        naming->count++;
    }
}

static bool name_in_pool(const struct pool *pool, struct text name, struct naming *out, struct err *err)
{
    const char *slash = memchr(name.at, '/', name.len);
    size_t bank = slash ? (size_t)(slash - name.at) : 0;
    *out = (struct naming){.bank = text_make(name.at, bank), .id = slash ? text_from(name, bank + 1) : name};
    for (size_t i = 0; i < pool->count; i++)
        look_at(out, &pool->items[i]);
    if (out->count == 0)
        return err_set(err, ERR_NOT_FOUND, _("the test's banks have no item %.*s"), TEXT_ARG(name));
    return out->count == 1 || err_set(err, ERR_INVALID, _("several banks have an item %.*s; write BANK/%.*s"),
                                      TEXT_ARG(name), TEXT_ARG(name));
}

bool ruling_find_item(struct store *store, const struct event_record *event, struct text name,
                      struct arena *arena, struct ruling *ruling, struct item *out, struct err *err)
{
    struct pool pool;
    struct naming naming;
    struct item *item = arena_alloc(arena, sizeof *item);
    if (!pool_load_saved(store, &event->pool_hash, arena, &pool, err) ||
        !name_in_pool(&pool, name, &naming, err) ||
        !items_load(store, &naming.found->revision, 1, arena, item, err))
        return false;
    *out = naming.child < 0 ? *item : item->children[naming.child];
    ruling->bank = naming.found->bank;
    ruling->id = out->id;
    return true;
}

/* ---- Marking again ------------------------------------------------------------------------------------- */

/* An attempt's result under the rulings so far and under one more. */
struct remade {
    int64_t attempt;
    mark_t before, after;
    bool passed_before, passed_after;
};

static int compare_remade(const void *left, const void *right)
{
    const struct remade *a = left, *b = right;
    return (a->attempt > b->attempt) - (a->attempt < b->attempt);
}

struct working {
    struct remarking remarking;
    struct rulings more; /* with the new one */
    bool save;
    struct remade *remade; /* by attempt */
    struct ruling_effect *effect;
};

static void add_ruling(struct working *w, const struct ruling *ruling, struct arena *arena)
{
    const struct rulings *made = &w->remarking.rulings;
    struct ruling *list = arena_array(arena, (size_t)made->count + 1, sizeof *list);
    for (int i = 0; i < made->count; i++)
        list[i] = made->at[i];
    list[made->count] = *ruling;
    w->more = (struct rulings){list, made->count + 1};
    w->effect->rulings = (size_t)made->count;
}

static bool work_on(struct working *w, const struct attempt_record *record, struct arena *arena,
                    struct err *err)
{
    struct remarked remarked;
    if (!remark(&w->remarking, record, arena, &remarked, err))
        return false;
    size_t slots = (size_t)remarked.state.form.count;
    struct marking *old = arena_array(arena, slots, sizeof *old);
    memcpy(old, remarked.markings, slots * sizeof *old);
    struct remade *remade = &w->remade[w->effect->attempts++];
    *remade = (struct remade){record->id, remarked.total.mark, 0, remarked.passed, false};
    remark_under(&w->remarking, &w->more, &remarked);
    remade->after = remarked.total.mark;
    remade->passed_after = remarked.passed;
    bool same = true;
    for (size_t i = 0; i < slots && same; i++)
        same = old[i].mark == remarked.markings[i].mark && old[i].full == remarked.markings[i].full &&
               old[i].pending == remarked.markings[i].pending;
    w->effect->changed += !same;
    return same || !w->save || remark_save(w->remarking.store, record, &remarked, err);
}

static bool work_on_all(struct working *w, struct text event, struct arena *arena, struct err *err)
{
    struct attempt_record *records;
    size_t count;
    struct arena own = ARENA_EMPTY;
    bool ok = attempt_list(w->remarking.store, event, text_of(""), arena, &records, &count, err);
    w->remade = ok ? arena_array(arena, count, sizeof *w->remade) : NULL;
    for (size_t i = 0; ok && i < count; i++) {
        if (records[i].status == ATTEMPT_SUBMITTED)
            ok = work_on(w, &records[i], &own, err);
        arena_clear(&own);
        progress_show((long long)i + 1, (long long)count, _("%lld of %lld attempts marked again"));
    }
    arena_finish(&own);
    if (ok)
        qsort(w->remade, w->effect->attempts, sizeof *w->remade, compare_remade);
    return ok;
}

/* ---- Standings before and after ------------------------------------------------------------------------ */

static int compare_numbers(const void *left, const void *right)
{
    const struct standing_row *a = left, *b = right;
    return text_compare(a->person.number, b->person.number);
}

static int compare_changes(const void *left, const void *right)
{
    const struct ruling_change *a = left, *b = right;
    int order = (a->after.rank > b->after.rank) - (a->after.rank < b->after.rank);
    return order ? order : text_compare(a->after.person.number, b->after.person.number);
}

static void set_marks(const struct working *w, struct standing_row *rows, size_t count, bool after)
{
    for (size_t i = 0; i < count; i++) {
        const struct remade key = {.attempt = rows[i].attempt};
        const struct remade *remade =
            bsearch(&key, w->remade, w->effect->attempts, sizeof key, compare_remade);
        if (!remade)
            continue;
        rows[i].marks = after ? remade->after : remade->before;
        rows[i].passed = after ? remade->passed_after : remade->passed_before;
    }
}

/* Each person's best under the marks of one side, by number. */
static struct standing_row *stand(const struct working *w, const struct standing_row *rows, size_t *count,
                                  bool after, struct arena *arena)
{
    const struct test_sheet *sheet = w->remarking.sheet;
    struct standing_row *own = arena_array(arena, *count, sizeof *own);
    if (*count)
        memcpy(own, rows, *count * sizeof *own);
    set_marks(w, own, *count, after);
    *count = standing_best(own, *count, sheet->rank, sheet->rank_count);
    qsort(own, *count, sizeof *own, compare_numbers);
    return own;
}

static void count_change(struct ruling_effect *effect, const struct ruling_change *change)
{
    effect->gain += change->after.marks > change->before.marks;
    effect->lose += change->after.marks < change->before.marks;
    effect->passed += change->after.passed && !change->before.passed;
    effect->failed += change->before.passed && !change->after.passed;
    effect->moved += change->after.rank != change->before.rank;
}

static bool compare_standings(const struct working *w, struct text event, struct arena *arena,
                              struct err *err)
{
    struct ruling_effect *effect = w->effect;
    struct standing_row *rows;
    size_t all;
    if (!result_rows(w->remarking.store, event, arena, &rows, &all, err))
        return false;
    size_t count = all, again = all;
    const struct standing_row *before = stand(w, rows, &count, false, arena);
    const struct standing_row *after = stand(w, rows, &again, true, arena);
    effect->people = count;
    effect->changes = arena_array(arena, count, sizeof *effect->changes);
    for (size_t i = 0; i < count; i++) {
        struct ruling_change change = {before[i], after[i]};
        if (before[i].marks == after[i].marks && before[i].passed == after[i].passed &&
            before[i].rank == after[i].rank)
            continue;
        count_change(effect, &change);
        effect->changes[effect->change_count++] = change;
    }
    qsort(effect->changes, effect->change_count, sizeof *effect->changes, compare_changes);
    return true;
}

bool ruling_work_out(struct store *store, const struct event_and_sheet *event, const struct ruling *ruling,
                     bool save, struct arena *arena, struct ruling_effect *out, struct err *err)
{
    *out = (struct ruling_effect){0};
    struct working w = {.save = save, .effect = out};
    bool ok = remarking_begin(&w.remarking, store, &event->event, &event->sheet, err);
    if (ok) {
        add_ruling(&w, ruling, arena);
        ok = work_on_all(&w, event->event.code, arena, err) &&
             compare_standings(&w, event->event.code, arena, err);
    }
    remarking_finish(&w.remarking);
    return ok;
}

/* ---- Series that are over ------------------------------------------------------------------------------ */

static bool counts_event(const struct series_sheet *sheet, struct text event)
{
    for (int i = 0; i < sheet->part_count; i++)
        if (text_equal(sheet->parts[i].event, event))
            return true;
    return false;
}

static bool is_final_series(struct store *store, const struct event_record *record, struct text event,
                            struct arena *arena, bool *yes, struct err *err)
{
    struct hall_event series;
    struct series_state state = {.n = 0};
    *yes = false;
    if (!text_is(record->kind, event_kind_name(EVENT_KIND_SERIES)) || record->status != EVENT_CLOSED)
        return true;
    if (!hall_load_event(store, arena_string(arena, record->code), arena, &series, err) ||
        !series_fold(store, record->code, &state, err))
        return false;
    *yes = state.final && counts_event(&series.sheet.series, event);
    return true;
}

bool ruling_final_series(struct store *store, struct text event, struct arena *arena, struct text **codes,
                         size_t *count, struct err *err)
{
    struct event_record *records;
    size_t events;
    *count = 0;
    if (!event_list(store, arena, &records, &events, err))
        return false;
    *codes = arena_array(arena, events, sizeof **codes);
    for (size_t i = 0; i < events; i++) {
        bool yes;
        if (!is_final_series(store, &records[i], event, arena, &yes, err))
            return false;
        if (yes)
            (*codes)[(*count)++] = records[i].code;
    }
    return true;
}
