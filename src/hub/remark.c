#include "hub/remark.h"

#include "base/i18n.h"
#include "store/banks.h"

struct known_item {
    int64_t revision;
    struct item item;
};

bool remarking_begin(struct remarking *remarking, struct store *store, const struct event_record *event,
                     const struct test_sheet *sheet, struct err *err)
{
    *remarking = (struct remarking){.store = store, .event = event, .sheet = sheet};
    return pool_load_saved(store, &event->pool_hash, &remarking->arena, &remarking->pool, err) &&
           rulings_load(store, event->code, &remarking->arena, &remarking->rulings, err) &&
           settled_load(store, event->code, &remarking->arena, &remarking->settled, &remarking->settled_count,
                        err);
}

void remarking_finish(struct remarking *remarking)
{
    map_finish(&remarking->items);
    arena_finish(&remarking->arena);
}

bool form_has_responses(const struct form *form, const struct response_record *responses, size_t count)
{
    if ((size_t)form->count != count)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct slot *slot = &form->slots[i];
        if (slot->revision != responses[i].revision || !text_equal(slot->id, responses[i].item))
            return false;
    }
    return true;
}

/* ---- Reading an attempt -------------------------------------------------------------------------------- */

static bool find_item(struct remarking *remarking, const struct slot *slot, const struct item **out,
                      struct err *err)
{
    struct known_item *known = map_get(&remarking->items, map_int_key(&slot->revision));
    if (!known) {
        known = arena_alloc(&remarking->arena, sizeof *known);
        known->revision = slot->revision;
        if (!items_load(remarking->store, &slot->revision, 1, &remarking->arena, &known->item, err))
            return false;
        map_put(&remarking->items, map_int_key(&known->revision), known);
    }
    if (slot->child >= known->item.child_count)
        return err_set(err, ERR_DAMAGED, _("revision %lld has no child %d"), (long long)slot->revision,
                       slot->child);
    *out = slot->child < 0 ? &known->item : &known->item.children[slot->child];
    return true;
}

/* The form of the journal, copied out of the folded attempt. */
static bool form_of_journal(struct remarking *remarking, const struct attempt_record *record,
                            struct arena *arena, struct form *out, struct err *err)
{
    struct attempt folded;
    attempt_init(&folded);
    bool ok = attempt_fold(remarking->store, record, &folded, err);
    if (ok) {
        size_t count = (size_t)folded.form.count;
        struct slot *slots = arena_array(arena, count, sizeof *slots);
        for (size_t i = 0; i < count; i++) {
            slots[i] = folded.form.slots[i];
            slots[i].bank = arena_text(arena, slots[i].bank);
            slots[i].id = arena_text(arena, slots[i].id);
            slots[i].topic = arena_text(arena, slots[i].topic);
        }
        *out = (struct form){slots, (int)count};
    }
    attempt_finish(&folded);
    return ok;
}

/* Drawing the form again costs far less than finding the attempt in the journal; should the two ever differ,
 * the journal decides. */
static bool find_form(struct remarking *remarking, const struct attempt_record *record,
                      const struct response_record *responses, size_t count, struct arena *arena,
                      struct form *out, struct err *err)
{
    struct text seed = remarking->event->seed;
    struct text subject = form_subject(remarking->sheet, seed, record->number, record->nth, arena);
    if (form_draw(remarking->sheet, &remarking->pool, seed, subject, arena, out, NULL) &&
        form_has_responses(out, responses, count))
        return true;
    if (!form_of_journal(remarking, record, arena, out, err))
        return false;
    return form_has_responses(out, responses, count) ||
           err_set(err, ERR_DAMAGED, _("attempt %lld: its row does not fit its journal"),
                   (long long)record->id);
}

static void fill_state(const struct attempt_record *record, const struct response_record *responses,
                       struct arena *arena, struct attempt *state)
{
    struct form form = state->form;
    *state = (struct attempt){.status = record->status,
                              .form = form,
                              .answered = record->answered,
                              .elapsed = record->elapsed,
                              .cause = record->cause,
                              .examiner = record->examiner};
    state->answers = arena_array(arena, (size_t)form.count, sizeof *state->answers);
    for (int i = 0; i < form.count; i++) {
        struct text response = responses[i].response;
        char *text = NULL;
        if (response.len) {
            text = arena_alloc(arena, response.len + 1);
            memcpy(text, response.at, response.len);
            text[response.len] = '\0';
        }
        state->answers[i] = (struct answer){.text = text, .spent = responses[i].spent};
    }
}

/* ---- Marking ------------------------------------------------------------------------------------------- */

void remark_under(const struct remarking *remarking, const struct rulings *rulings, struct remarked *remarked)
{
    struct marking_basis basis = {.sheet = remarking->sheet,
                                  .items = remarked->items,
                                  .rulings = rulings,
                                  .settled = remarked->settled};
    remarked->total = attempt_mark(&remarked->state, &basis, remarked->markings);
    remarked->passed = remarked->total.mark >= remarking->sheet->pass;
}

bool remark(struct remarking *remarking, const struct attempt_record *record, struct arena *arena,
            struct remarked *out, struct err *err)
{
    struct response_record *responses;
    size_t count;
    *out = (struct remarked){.passed = false};
    if (!response_rows(remarking->store, record->id, arena, &responses, &count, err) ||
        !find_form(remarking, record, responses, count, arena, &out->state.form, err))
        return false;
    fill_state(record, responses, arena, &out->state);
    out->items = arena_array(arena, count, sizeof *out->items);
    out->markings = arena_array(arena, count, sizeof *out->markings);
    for (size_t i = 0; i < count; i++)
        if (!find_item(remarking, &out->state.form.slots[i], &out->items[i], err))
            return false;
    out->settled = settled_find(remarking->settled, remarking->settled_count, record->id, (int)count, arena);
    remark_under(remarking, &remarking->rulings, out);
    return true;
}

bool remark_save(struct store *store, const struct attempt_record *record, const struct remarked *remarked,
                 struct err *err)
{
    struct attempt_record row = *record;
    row.mark = remarked->total.mark;
    row.pending = remarked->total.pending;
    row.passed = remarked->passed;
    return attempt_save(store, &row, &remarked->state, remarked->markings, err);
}
