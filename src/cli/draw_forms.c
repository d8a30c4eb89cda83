/* The forms of a test, drawn again: for `biwu draw show` and `biwu draw verify`. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/draws.h"
#include "cli/results.h"
#include "store/banks.h"
#include "store/seals.h"

#include <stdio.h>

/* What drawing an event's forms again needs. */
struct redraw {
    struct store *store;
    struct event_and_sheet event;
    struct pool pool;
    struct arena arena;
    bool sealed; /* with: */
    struct hash seal;
};

/* Contests and panels have one draw for all, not one a person: verifying the record repeats it. */
static bool load_test(struct redraw *r, struct store *store, const char *code, struct err *err)
{
    struct hall_event any;
    if (!hall_load_event(store, code, &r->arena, &any, err))
        return false;
    if (any.sheet.kind != EVENT_KIND_TEST)
        return err_set(err, ERR_INVALID, _("%s is not a test but a %s; `biwu verify` repeats its draws"),
                       code, _(event_kind_label(any.sheet.kind)));
    r->event = (struct event_and_sheet){any.event, any.sheet.test};
    return true;
}

static bool redraw_open(struct redraw *r, struct store *store, const char *code, struct err *err)
{
    *r = (struct redraw){.store = store, .arena = ARENA_EMPTY};
    if (!store_begin_read(store, err) || !load_test(r, store, code, err))
        return false;
    if (r->event.event.status == EVENT_DRAFT)
        return err_set(err, ERR_INVALID, _("%s has not been opened yet, so nothing is drawn"), code);
    if (!seal_find(store, r->event.event.code, &r->seal, &r->sealed, err))
        return false;
    if (r->sealed && r->event.event.opened_at == 0)
        return err_set(err, ERR_INVALID,
                       _("the paper of %s is sealed: nothing of it is shown before the test is opened"),
                       code);
    return pool_load_saved(store, &r->event.event.pool_hash, &r->arena, &r->pool, err);
}

static void redraw_close(struct redraw *r)
{
    store_rollback(r->store);
    arena_finish(&r->arena);
}

static bool redraw_form(struct redraw *r, struct text number, int nth, struct arena *arena, struct form *form,
                        struct err *err)
{
    struct text subject = form_subject(&r->event.sheet, r->event.event.seed, number, nth, arena);
    return form_draw(&r->event.sheet, &r->pool, r->event.event.seed, subject, arena, form, err);
}

/* ---- show ----------------------------------------------------------------------------------------- */

static const struct column show_columns[] = {
    {"question", N_("question"), CELL_INT},  {"section", N_("section"), CELL_TEXT},
    {"bank", N_("bank"), CELL_TEXT},         {"item", N_("item id"), CELL_TEXT},
    {"kind", N_("kind"), CELL_TEXT},         {"full", N_("full mark"), CELL_MARK},
    {"shown", N_("order shown"), CELL_TEXT},
};

static struct text shown_letters(const struct slot *slot, struct arena *arena)
{
    char letters[ITEM_MAX_OPTIONS];
    for (int i = 0; i < slot->option_count; i++)
        letters[i] = (char)('A' + slot->shown[i]);
    return arena_text(arena, text_make(letters, slot->option_count));
}

static void fill_form(struct redraw *r, const struct form *form, bool for_people, struct table *table)
{
    for (int i = 0; i < form->count; i++) {
        const struct slot *slot = &form->slots[i];
        struct cell *row = table_add(table);
        row[0].number = i + 1;
        row[1].text = r->event.sheet.sections[slot->section].title;
        row[2].text = slot->bank;
        row[3].text = slot->id;
        row[4].text = text_of(for_people ? _(item_kind_label(slot->kind)) : item_kind_name(slot->kind));
        row[5].number = slot->full;
        row[6].text = shown_letters(slot, &r->arena);
    }
}

bool draw_forms_show(struct store *store, const char *code, const char *number, int nth,
                     const struct table_output *output, struct err *err)
{
    struct redraw r;
    struct form form;
    struct table table;
    table_init(&table, show_columns, COUNT_OF(show_columns));
    bool ok =
        redraw_open(&r, store, code, err) && redraw_form(&r, text_of(number), nth, &r.arena, &form, err);
    if (ok) {
        fill_form(&r, &form, output->format == TABLE_TEXT, &table);
        ok = table_output_write(output, &table, err);
    }
    table_finish(&table);
    redraw_close(&r);
    return ok;
}

/* ---- verify --------------------------------------------------------------------------------------- */

static bool same_slot(const struct slot *a, const struct slot *b)
{
    return a->revision == b->revision && a->child == b->child && a->section == b->section &&
           a->full == b->full && text_equal(a->bank, b->bank) && text_equal(a->id, b->id) &&
           a->option_count == b->option_count && memcmp(a->shown, b->shown, a->option_count) == 0;
}

static bool same_form(const struct form *a, const struct form *b)
{
    bool same = a->count == b->count;
    for (int i = 0; same && i < a->count; i++)
        same = same_slot(&a->slots[i], &b->slots[i]);
    return same;
}

/* Draws one attempt's form again; *same tells whether it is the one that was taken. */
static bool verify_attempt(struct redraw *r, const struct attempt_record *record, bool *same, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct attempt attempt;
    struct form form;
    attempt_init(&attempt);
    bool ok = attempt_fold(r->store, record, &attempt, err) &&
              redraw_form(r, record->number, record->nth, &arena, &form, err);
    *same = ok && same_form(&form, &attempt.form);
    attempt_finish(&attempt);
    arena_finish(&arena);
    return ok;
}

static bool verify_forms(struct redraw *r, size_t *checked, size_t *differing, struct err *err)
{
    struct attempt_record *records;
    if (!attempt_list(r->store, r->event.event.code, text_of(""), &r->arena, &records, checked, err))
        return false;
    for (size_t i = 0; i < *checked; i++) {
        bool same;
        if (!verify_attempt(r, &records[i], &same, err))
            return false;
        if (!same) {
            printf(_("attempt %lld of %.*s: its form is not the one that the seed gives\n"),
                   (long long)records[i].id, TEXT_ARG(records[i].number));
            ++*differing;
        }
    }
    return true;
}

static bool verify_pool(struct redraw *r, size_t *differing)
{
    char hex[HASH_HEX_SIZE];
    struct hash hash = pool_hash(&r->pool);
    bool same = hash_equal(&hash, &r->event.event.pool_hash);
    hash_to_hex(&r->event.event.pool_hash, hex);
    printf(_("pool: %zu items, %s\n"), r->pool.count, hex);
    printf(_("seed: %.*s\n"), TEXT_ARG(r->event.event.seed));
    if (!same) {
        puts(_("the pool is not the one that was recorded before the seed was fixed"));
        ++*differing;
    }
    return same;
}

/* After the opening everybody may see that the forms are the ones that were sealed before it. */
static bool verify_seal(struct redraw *r, size_t *differing, struct err *err)
{
    struct hash due;
    char hex[HASH_HEX_SIZE];
    if (!r->sealed)
        return true;
    if (!form_seal(&r->event.sheet, &r->pool, r->event.event.seed, &r->event.event.source_hash, &due, err))
        return false;
    hash_to_hex(&r->seal, hex);
    printf(_("seal: %s\n"), hex);
    if (!hash_equal(&due, &r->seal)) {
        puts(_("the forms are not the ones that were sealed"));
        ++*differing;
    }
    return true;
}

bool draw_forms_verify(struct store *store, const char *code, size_t *differing, struct err *err)
{
    struct redraw r;
    size_t checked = 0;
    *differing = 0;
    bool ok = redraw_open(&r, store, code, err);
    if (ok) {
        verify_pool(&r, differing);
        ok = verify_seal(&r, differing, err) && verify_forms(&r, &checked, differing, err);
    }
    if (ok)
        printf(_("%zu forms drawn again, %zu differences\n"), checked, *differing);
    redraw_close(&r);
    return ok;
}
