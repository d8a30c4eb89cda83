/* biwu draw show | verify. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/output.h"
#include "cli/results.h"
#include "store/banks.h"

#include <stdio.h>
#include <stdlib.h>

/* What drawing an event's forms again needs. */
struct redraw {
    struct store *store;
    struct event_and_sheet event;
    struct pool pool;
    struct arena arena;
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

static int run_show(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct table_output output;
    const char *attempt = NULL;
    int64_t nth = 1;
    const struct option_spec specs[] = {{"--attempt", 0, NULL, &attempt}};
    if (!table_output_parse(&output, specs, 1, &argc, argv, &err))
        return command_usage(&command_draw_show, "%s", err.message);
    if (argc != 2 || (attempt && !text_to_int(text_of(attempt), 1, 1000, &nth)))
        return command_usage(&command_draw_show, _("name one event and one person"));
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    if (!store)
        return command_failed(&err);
    struct redraw r;
    struct form form;
    struct table table;
    table_init(&table, show_columns, COUNT_OF(show_columns));
    bool ok = redraw_open(&r, store, argv[0], &err) &&
              redraw_form(&r, text_of(argv[1]), (int)nth, &r.arena, &form, &err);
    if (ok) {
        fill_form(&r, &form, output.format == TABLE_TEXT, &table);
        ok = table_output_write(&output, &table, &err);
    }
    table_finish(&table);
    redraw_close(&r);
    store_close(store);
    return ok ? STATUS_OK : command_failed(&err);
}

const struct command command_draw_show = {
    .name = "draw show",
    .usage = N_("EVENT NUMBER [--attempt N] [--format table|csv|json] [-o FILE]"),
    .summary = N_("the form that a person gets, for printing a test on paper"),
    .help = N_("`order shown` lists the bank's option letters in the order shown on this form.\n"),
    .run = run_show,
};

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

static int run_verify(struct cli *cli, int argc, char **argv)
{
    struct err err = ERR_NONE;
    if (!options_parse(NULL, 0, &argc, argv, &err))
        return command_usage(&command_draw_verify, "%s", err.message);
    if (argc != 1)
        return command_usage(&command_draw_verify, _("name one event"));
    struct store *store = hall_open_store(cli, STORE_READ, &err);
    if (!store)
        return command_failed(&err);
    struct redraw r;
    size_t checked = 0, differing = 0;
    bool ok = redraw_open(&r, store, argv[0], &err);
    if (ok) {
        verify_pool(&r, &differing);
        ok = verify_forms(&r, &checked, &differing, &err);
    }
    if (ok)
        printf(_("%zu forms drawn again, %zu differences\n"), checked, differing);
    redraw_close(&r);
    store_close(store);
    if (!ok)
        return command_failed(&err);
    return differing ? STATUS_FAILED : STATUS_OK;
}

const struct command command_draw_verify = {
    .name = "draw verify",
    .usage = N_("EVENT"),
    .summary = N_("draw every form of an event again from its seed and compare"),
    .help = N_(
        "Exit status 1 and the attempts named when a form differs. docs/draw.md describes the algorithm.\n"),
    .run = run_verify,
};
