#include "core/form.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "core/form_slots.h"
#include "core/pool.h"

#include <assert.h>
#include <stdlib.h>

/* The algorithm is published in docs/draw.md: whatever changes which numbers are taken, or in what order,
 * changes every form that was ever drawn. */

enum {
    SECTION_TRIES = 100, /* samples of one section, when enemies are in the way */
    FORM_TRIES = 100,    /* whole drawings, when earlier sections took what a later one needs */
};

/* A set of ids that may answer "perhaps" wrongly but never "no": it spares most look-ups of enemies. */
struct id_sieve {
    uint64_t words[256];
};

struct drawing {
    const struct test_sheet *sheet;
    const struct pool *pool;
    struct rng rng;
    bool *on_form;        /* [pool->count] */
    uint32_t *excluded;   /* [pool->count]: how many enemies on the form name the item */
    uint32_t *candidates; /* [pool->count] */
    uint32_t *swaps;      /* [pool->count]: where place i of the candidates was swapped with */
    size_t candidate_count, swap_count;
    uint32_t *picks; /* pool indexes, section after section */
    int *starts;     /* [section_count + 1]: where each section's picks begin */
    struct id_sieve named;
};

static int section_size(const struct section *section)
{
    return section->item_count > 0 ? section->item_count : section->draw;
}

static bool is_drawn(const struct section *section)
{
    return section->item_count == 0;
}

static uint32_t sieve_place(struct text id)
{
    uint32_t sum = UINT32_C(2166136261); /* FNV-1a */
    for (size_t i = 0; i < id.len; i++)
        sum = (sum ^ (unsigned char)id.at[i]) * UINT32_C(16777619);
    return (sum ^ sum >> 14) & (64 * COUNT_OF(((struct id_sieve *)0)->words) - 1);
}

static void put_on_form(struct drawing *d, uint32_t index)
{
    const struct pool_item *item = &d->pool->items[index];
    uint32_t place = sieve_place(item->id), enemy;
    d->named.words[place / 64] |= UINT64_C(1) << place % 64;
    d->on_form[index] = true;
    for (int i = 0; i < item->enemy_count; i++)
        if (pool_find(d->pool, item->bank, item->enemies[i], &enemy))
            d->excluded[enemy]++;
}

static void take_off_form(struct drawing *d, uint32_t index)
{
    const struct pool_item *item = &d->pool->items[index];
    uint32_t enemy;
    d->on_form[index] = false;
    for (int i = 0; i < item->enemy_count; i++)
        if (pool_find(d->pool, item->bank, item->enemies[i], &enemy))
            d->excluded[enemy]--;
}

/* Whether an enemy of the item is on the form, whichever of the two names the other. */
static bool has_enemy_on_form(const struct drawing *d, uint32_t index)
{
    const struct pool_item *item = &d->pool->items[index];
    if (d->excluded[index])
        return true;
    for (int i = 0; i < item->enemy_count; i++) {
        uint32_t place = sieve_place(item->enemies[i]), enemy;
        if (d->named.words[place / 64] >> place % 64 & 1 &&
            pool_find(d->pool, item->bank, item->enemies[i], &enemy) && enemy != index && d->on_form[enemy])
            return true;
    }
    return false;
}

/* ---- Named items ------------------------------------------------------------------------------------- */

static bool reserve_named_item(struct drawing *d, const struct section *section, struct text name,
                               uint32_t *index, struct err *err)
{
    switch (pool_resolve(d->pool, name, index)) {
    case POOL_UNKNOWN:
        return err_set(err, ERR_NOT_FOUND, _("section “%.*s” names item %.*s, which no bank has"),
                       TEXT_ARG(section->title), TEXT_ARG(name));
    case POOL_AMBIGUOUS:
        return err_set(err, ERR_INVALID,
                       _("section “%.*s” names item %.*s, which several banks have; write it as bank/item"),
                       TEXT_ARG(section->title), TEXT_ARG(name));
    case POOL_NAMED:
        break;
    }
    if (d->on_form[*index])
        return err_set(err, ERR_INVALID, _("section “%.*s” names item %.*s, which is named before"),
                       TEXT_ARG(section->title), TEXT_ARG(name));
    if (has_enemy_on_form(d, *index))
        return err_set(err, ERR_INVALID,
                       _("section “%.*s” names item %.*s, which excludes another item named on the form"),
                       TEXT_ARG(section->title), TEXT_ARG(name));
    put_on_form(d, *index);
    return true;
}

static bool reserve_named(struct drawing *d, struct err *err)
{
    for (int s = 0; s < d->sheet->section_count; s++) {
        const struct section *section = &d->sheet->sections[s];
        for (int i = 0; i < section->item_count; i++)
            if (!reserve_named_item(d, section, section->items[i], &d->picks[d->starts[s] + i], err))
                return false;
    }
    return true;
}

/* ---- Sampling ---------------------------------------------------------------------------------------- */

static void collect_candidates(struct drawing *d, const struct section *section)
{
    d->candidate_count = 0;
    for (uint32_t i = 0; i < d->pool->count; i++)
        if (!d->on_form[i] && pool_item_matches(&d->pool->items[i], &section->from) &&
            !has_enemy_on_form(d, i))
            d->candidates[d->candidate_count++] = i;
}

static void swap_candidates(struct drawing *d, size_t i, size_t j)
{
    uint32_t moved = d->candidates[i];
    d->candidates[i] = d->candidates[j];
    d->candidates[j] = moved;
}

/* Fisher–Yates from the front until `draw` candidates are taken, passing over those that have become the
 * enemy of one taken. */
static int sample(struct drawing *d, uint32_t *picks, int draw)
{
    int taken = 0;
    size_t i = 0;
    for (; i < d->candidate_count && taken < draw; i++) {
        d->swaps[i] = (uint32_t)i + rng_below(&d->rng, (uint32_t)(d->candidate_count - i));
        swap_candidates(d, i, d->swaps[i]);
        uint32_t index = d->candidates[i];
        if (has_enemy_on_form(d, index))
            continue;
        put_on_form(d, index);
        picks[taken++] = index;
    }
    d->swap_count = i;
    return taken;
}

/* Back to where `sample` started, but for the random stream. */
static void unsample(struct drawing *d, const uint32_t *picks, int taken)
{
    for (int i = 0; i < taken; i++)
        take_off_form(d, picks[i]);
    for (size_t i = d->swap_count; i-- > 0;)
        swap_candidates(d, i, d->swaps[i]);
}

static bool draw_section(struct drawing *d, int s)
{
    const struct section *section = &d->sheet->sections[s];
    uint32_t *picks = &d->picks[d->starts[s]];
    collect_candidates(d, section);
    if (d->candidate_count < (size_t)section->draw)
        return false;
    for (int try = 0; try < SECTION_TRIES; try++) {
        int taken = sample(d, picks, section->draw);
        if (taken == section->draw)
            return true;
        unsample(d, picks, taken);
    }
    return false;
}

/* Fails with the section that could not be filled; the sections before it stay drawn. */
static bool draw_each_section(struct drawing *d, int *failed)
{
    for (int s = 0; s < d->sheet->section_count; s++)
        if (is_drawn(&d->sheet->sections[s]) && !draw_section(d, s)) {
            *failed = s;
            return false;
        }
    return true;
}

/* Takes off what the sections before `end` drew; returns how many items that were. */
static int release_drawn(struct drawing *d, int end)
{
    int released = 0;
    for (int s = 0; s < end; s++)
        for (int i = d->starts[s]; is_drawn(&d->sheet->sections[s]) && i < d->starts[s + 1]; i++) {
            take_off_form(d, d->picks[i]);
            released++;
        }
    return released;
}

static bool explain_shortage(const struct drawing *d, int s, struct err *err)
{
    const struct section *section = &d->sheet->sections[s];
    int matching = 0;
    for (size_t i = 0; i < d->pool->count; i++)
        matching += pool_item_matches(&d->pool->items[i], &section->from);
    if (matching < section->draw)
        return err_set(
            err, ERR_INVALID,
            ngettext("section “%.*s” draws %d, but the banks have only %d item that matches; add items or "
                     "draw fewer",
                     "section “%.*s” draws %d, but the banks have only %d items that match; add items or "
                     "draw fewer",
                     (unsigned long)matching),
            TEXT_ARG(section->title), section->draw, matching);
    if (d->candidate_count < (size_t)section->draw)
        return err_set(
            err, ERR_INVALID,
            ngettext("section “%.*s” draws %d, but only %d matching item is left beside the other sections; "
                     "add items or draw fewer",
                     "section “%.*s” draws %d, but only %d matching items are left beside the other "
                     "sections; add items or draw fewer",
                     (unsigned long)d->candidate_count),
            TEXT_ARG(section->title), section->draw, (int)d->candidate_count);
    return err_set(err, ERR_INVALID,
                   _("section “%.*s” draws %d, but too many of the items that match exclude each other; add "
                     "items or draw fewer"),
                   TEXT_ARG(section->title), section->draw);
}

static bool draw_sections(struct drawing *d, struct err *err)
{
    int failed = 0;
    for (int try = 1; !draw_each_section(d, &failed); try++)
        if (try == FORM_TRIES || release_drawn(d, failed) == 0)
            return explain_shortage(d, failed, err);
    return true;
}

/* ---- The whole --------------------------------------------------------------------------------------- */

static int compare_indexes(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void arrange(struct drawing *d)
{
    for (int s = 0; s < d->sheet->section_count; s++) {
        uint32_t *picks = &d->picks[d->starts[s]];
        size_t count = (size_t)(d->starts[s + 1] - d->starts[s]);
        if (is_drawn(&d->sheet->sections[s]) && count > 0)
            qsort(picks, count, sizeof *picks, compare_indexes);
        if (d->sheet->shuffle_items)
            rng_shuffle(&d->rng, picks, count);
    }
}

/* Lays the sections out one after another; fails when they are too many items for a form, or none. */
static bool place_sections(const struct test_sheet *sheet, int *starts, struct err *err)
{
    int64_t total = 0;
    for (int s = 0; s < sheet->section_count; s++) {
        assert(sheet->sections[s].draw >= 0);
        starts[s] = (int)total;
        total += section_size(&sheet->sections[s]);
        if (total > SHEET_MAX_ITEMS)
            return err_set(err, ERR_INVALID, _("the form would hold more than %d items"), SHEET_MAX_ITEMS);
    }
    starts[sheet->section_count] = (int)total;
    return total > 0 || err_set(err, ERR_INVALID, _("no section draws or names any item"));
}

static void drawing_init(struct drawing *d, const struct test_sheet *sheet, const struct pool *pool,
                         int *starts)
{
    *d = (struct drawing){.sheet = sheet, .pool = pool, .starts = starts};
    d->on_form = xcalloc(pool->count, sizeof *d->on_form);
    d->excluded = xcalloc(pool->count, sizeof *d->excluded);
    d->candidates = xmalloc(pool->count * sizeof *d->candidates);
    d->swaps = xmalloc(pool->count * sizeof *d->swaps);
    d->picks = xcalloc((size_t)starts[sheet->section_count], sizeof *d->picks);
}

static void drawing_finish(struct drawing *d)
{
    free(d->on_form);
    free(d->excluded);
    free(d->candidates);
    free(d->swaps);
    free(d->picks);
}

bool form_draw(const struct test_sheet *sheet, const struct pool *pool, struct text seed, struct text subject,
               struct arena *arena, struct form *out, struct err *err)
{
    int starts[SHEET_MAX_SECTIONS + 1];
    assert(sheet->section_count <= SHEET_MAX_SECTIONS && pool->count < UINT32_MAX);
    if (!place_sections(sheet, starts, err))
        return false;
    struct drawing d;
    drawing_init(&d, sheet, pool, starts);
    rng_init(&d.rng, seed, text_of("form"), subject);
    bool ok = reserve_named(&d, err) && draw_sections(&d, err);
    if (ok) {
        arrange(&d);
        ok = form_slots_make(sheet, pool, d.picks, starts, &d.rng, arena, out, err);
    }
    drawing_finish(&d);
    return ok;
}
