#include "core/contest_draw.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "core/form_slots.h"
#include "core/pool.h"

#include <assert.h>
#include <stdlib.h>

/* The algorithm is published in docs/draw.md: whatever changes which numbers are taken, or in what order,
 * changes every script that was ever drawn. */

enum {
    QUEUE_TRIES = 100,   /* samples of one queue, when enemies are in the way */
    SCRIPT_TRIES = 1000, /* whole drawings, when earlier queues took what a later one needs */
};

struct drawn_queue {
    int round, queue, need, wanted; /* wanted: need and spares */
    const struct item_source_rule *source;
    struct rng rng;
    uint32_t *picks; /* pool indexes, in the order in which they come on */
    int count;
};

struct scripting {
    const struct contest_sheet *sheet;
    const struct pool *pool;
    struct drawn_queue *queues;
    int queue_count;
    bool *taken;          /* [pool->count]: stands in the script */
    uint32_t *excluded;   /* [pool->count]: how many items of the script name it as their enemy */
    uint32_t *candidates; /* [pool->count] */
    uint32_t *order;      /* [pool->count]: the candidates, as a try swaps them */
    size_t candidate_count;
};

static const struct text *title_of(const struct scripting *s, const struct drawn_queue *queue)
{
    return &s->sheet->rounds[queue->round].title;
}

static bool is_named(const struct drawn_queue *queue)
{
    return queue->source->item_count > 0;
}

/* ---- Items of the script, and their enemies ------------------------------------------------------------ */

static void exclude_enemies(struct scripting *s, uint32_t index, bool on)
{
    const struct pool_item *item = &s->pool->items[index];
    uint32_t enemy;
    for (int i = 0; i < item->enemy_count; i++)
        if (pool_find(s->pool, item->bank, item->enemies[i], &enemy) && on)
            s->excluded[enemy]++;
        else if (pool_find(s->pool, item->bank, item->enemies[i], &enemy))
            s->excluded[enemy]--;
}

static void put_in(struct scripting *s, struct drawn_queue *queue, uint32_t index)
{
    s->taken[index] = true;
    exclude_enemies(s, index, true);
    queue->picks[queue->count++] = index;
}

static void take_out_last(struct scripting *s, struct drawn_queue *queue)
{
    uint32_t index = queue->picks[--queue->count];
    s->taken[index] = false;
    exclude_enemies(s, index, false);
}

/* Whether an enemy of the item stands in the script, whichever of the two names the other. */
static bool has_enemy_in(const struct scripting *s, uint32_t index)
{
    const struct pool_item *item = &s->pool->items[index];
    uint32_t enemy;
    bool found = s->excluded[index] > 0;
    for (int i = 0; i < item->enemy_count && !found; i++)
        found = pool_find(s->pool, item->bank, item->enemies[i], &enemy) && enemy != index && s->taken[enemy];
    return found;
}

/* ---- Named items --------------------------------------------------------------------------------------- */

static bool take_named(struct scripting *s, struct drawn_queue *queue, struct text name, struct err *err)
{
    const struct text title = *title_of(s, queue);
    uint32_t index = 0;
    switch (pool_resolve(s->pool, name, &index)) {
    case POOL_UNKNOWN:
        return err_set(err, ERR_NOT_FOUND, _("round “%.*s” names item %.*s, which no bank has"),
                       TEXT_ARG(title), TEXT_ARG(name));
    case POOL_AMBIGUOUS:
        return err_set(err, ERR_INVALID,
                       _("round “%.*s” names item %.*s, which several banks have; write it as bank/item"),
                       TEXT_ARG(title), TEXT_ARG(name));
    case POOL_NAMED:
        break;
    }
    if (s->pool->items[index].kind == ITEM_SHORT)
        return err_set(err, ERR_INVALID,
                       _("round “%.*s” names item %.*s, which is answered in words; such items are marked "
                         "afterwards and cannot be played in a contest"),
                       TEXT_ARG(title), TEXT_ARG(name));
    if (s->pool->items[index].kind == ITEM_CASE)
        return err_set(
            err, ERR_INVALID,
            _("round “%.*s” names item %.*s, which is a case; cases cannot be played in a contest"),
            TEXT_ARG(title), TEXT_ARG(name));
    if (s->taken[index])
        return err_set(err, ERR_INVALID, _("round “%.*s” names item %.*s, which is named before"),
                       TEXT_ARG(title), TEXT_ARG(name));
    put_in(s, queue, index);
    return true;
}

static bool take_all_named(struct scripting *s, struct err *err)
{
    for (int q = 0; q < s->queue_count; q++) {
        struct drawn_queue *queue = &s->queues[q];
        int named = queue->source->item_count;
        if (named > 0 && named < queue->need)
            return err_set(err, ERR_INVALID,
                           _("round “%.*s” needs %d, but names only %d; name more items or let it draw"),
                           TEXT_ARG(*title_of(s, queue)), queue->need, named);
        for (int i = 0; i < named; i++)
            if (!take_named(s, queue, queue->source->items[i], err))
                return false;
    }
    return true;
}

/* ---- Sampling ------------------------------------------------------------------------------------------ */

/* A case has several answers, one in words is marked afterwards. */
static bool is_playable(const struct pool_item *item)
{
    return item->kind != ITEM_CASE && item->kind != ITEM_SHORT;
}

static void find_candidates(struct scripting *s, const struct drawn_queue *queue)
{
    s->candidate_count = 0;
    for (uint32_t i = 0; i < s->pool->count; i++)
        if (!s->taken[i] && is_playable(&s->pool->items[i]) &&
            pool_item_matches(&s->pool->items[i], &queue->source->from) && !has_enemy_in(s, i))
            s->candidates[s->candidate_count++] = i;
}

/* Takes up to `most` of the candidates; what it has taken so far shuts out its enemies. */
static int try_queue(struct scripting *s, struct drawn_queue *queue, int most)
{
    int taken = 0;
    memcpy(s->order, s->candidates, s->candidate_count * sizeof *s->order);
    for (size_t i = 0; i < s->candidate_count && taken < most; i++) {
        size_t j = i + rng_below(&queue->rng, (uint32_t)(s->candidate_count - i));
        uint32_t index = s->order[j];
        s->order[j] = s->order[i];
        s->order[i] = index;
        if (has_enemy_in(s, index))
            continue;
        put_in(s, queue, index);
        taken++;
    }
    return taken;
}

static bool draw_queue(struct scripting *s, struct drawn_queue *queue)
{
    find_candidates(s, queue);
    if (s->candidate_count < (size_t)queue->need)
        return false;
    for (int try = 0; try < QUEUE_TRIES; try++) {
        if (try_queue(s, queue, queue->need) == queue->need)
            return true;
        while (queue->count > 0)
            take_out_last(s, queue);
    }
    return false;
}

static bool draw_each_queue(struct scripting *s, int *failed)
{
    for (int q = 0; q < s->queue_count; q++)
        if (!is_named(&s->queues[q]) && !draw_queue(s, &s->queues[q])) {
            *failed = q;
            return false;
        }
    return true;
}

/* Takes out what the queues before `end` drew; returns how many items that were. */
static int release_drawn(struct scripting *s, int end)
{
    int released = 0;
    for (int q = 0; q < end; q++)
        while (!is_named(&s->queues[q]) && s->queues[q].count > 0) {
            take_out_last(s, &s->queues[q]);
            released++;
        }
    return released;
}

static bool explain_shortage(const struct scripting *s, const struct drawn_queue *queue, struct err *err)
{
    const struct text title = *title_of(s, queue);
    int matching = 0;
    for (size_t i = 0; i < s->pool->count; i++)
        matching +=
            is_playable(&s->pool->items[i]) && pool_item_matches(&s->pool->items[i], &queue->source->from);
    if (matching < queue->need)
        return err_set(err, ERR_INVALID,
                       ngettext("round “%.*s” needs %d, but the banks have only %d item that matches; add "
                                "items or ask for fewer",
                                "round “%.*s” needs %d, but the banks have only %d items that match; add "
                                "items or ask for fewer",
                                (unsigned long)matching),
                       TEXT_ARG(title), queue->need, matching);
    if (s->candidate_count < (size_t)queue->need)
        return err_set(err, ERR_INVALID,
                       ngettext("round “%.*s” needs %d, but only %d matching item is left beside the other "
                                "rounds; add items or ask for fewer",
                                "round “%.*s” needs %d, but only %d matching items are left beside the "
                                "other rounds; add items or ask for fewer",
                                (unsigned long)s->candidate_count),
                       TEXT_ARG(title), queue->need, (int)s->candidate_count);
    return err_set(err, ERR_INVALID,
                   _("round “%.*s” needs %d, but too many of the items that match exclude each other; add "
                     "items or ask for fewer"),
                   TEXT_ARG(title), queue->need);
}

static bool draw_queues(struct scripting *s, struct err *err)
{
    int failed = 0;
    for (int try = 1; !draw_each_queue(s, &failed); try++)
        if (try == SCRIPT_TRIES || release_drawn(s, failed) == 0)
            return explain_shortage(s, &s->queues[failed], err);
    return true;
}

/* Spares come after all that is needed: they take nothing from a later round. */
static void draw_spares(struct scripting *s)
{
    for (int q = 0; q < s->queue_count; q++) {
        struct drawn_queue *queue = &s->queues[q];
        if (is_named(queue) || queue->wanted == queue->need)
            continue;
        find_candidates(s, queue);
        try_queue(s, queue, queue->wanted - queue->need);
    }
}

/* ---- The whole ----------------------------------------------------------------------------------------- */

static void make_queue(struct scripting *s, struct drawn_queue *queue, int round, int index, struct text seed)
{
    struct arena arena = ARENA_EMPTY;
    const struct round_sheet *sheet = &s->sheet->rounds[round];
    *queue = (struct drawn_queue){.round = round, .queue = index, .source = round_queue_source(sheet, index)};
    queue->need = round_queue_need(s->sheet, round, index);
    queue->wanted = queue->need + sheet->spares;
    int most = is_named(queue) ? queue->source->item_count : queue->wanted;
    queue->picks = xcalloc((size_t)most, sizeof *queue->picks);
    rng_init(&queue->rng, seed, text_of("contest"), arena_textf(&arena, "%d/%d", round + 1, index + 1));
    arena_finish(&arena);
}

static void scripting_init(struct scripting *s, const struct contest_sheet *sheet, const struct pool *pool,
                           struct text seed)
{
    *s = (struct scripting){.sheet = sheet, .pool = pool};
    for (int r = 0; r < sheet->round_count; r++)
        s->queue_count += round_queue_count(&sheet->rounds[r]);
    s->queues = xcalloc((size_t)s->queue_count, sizeof *s->queues);
    struct drawn_queue *queue = s->queues;
    for (int r = 0; r < sheet->round_count; r++)
        for (int q = 0; q < round_queue_count(&sheet->rounds[r]); q++)
            make_queue(s, queue++, r, q, seed);
    s->taken = xcalloc(pool->count, sizeof *s->taken);
    s->excluded = xcalloc(pool->count, sizeof *s->excluded);
    s->candidates = xcalloc(pool->count, sizeof *s->candidates);
    s->order = xcalloc(pool->count, sizeof *s->order);
}

static void scripting_finish(struct scripting *s)
{
    for (int q = 0; q < s->queue_count; q++)
        free(s->queues[q].picks);
    free(s->queues);
    free(s->taken);
    free(s->excluded);
    free(s->candidates);
    free(s->order);
}

static void make_script(struct scripting *s, struct arena *arena, struct contest_script *out)
{
    struct contest_queue *queues = arena_array(arena, (size_t)s->queue_count, sizeof *queues);
    for (int q = 0; q < s->queue_count; q++) {
        struct drawn_queue *drawn = &s->queues[q];
        struct slot *slots = arena_array(arena, (size_t)drawn->count, sizeof *slots);
        for (int i = 0; i < drawn->count; i++)
            form_slot_of_item(&slots[i], &s->pool->items[drawn->picks[i]], s->sheet->shuffle_options,
                              &drawn->rng);
        queues[q] = (struct contest_queue){drawn->round, drawn->queue, slots, drawn->count, drawn->need};
    }
    *out = (struct contest_script){queues, s->queue_count};
}

bool contest_draw(const struct contest_sheet *sheet, const struct pool *pool, struct text seed,
                  struct arena *arena, struct contest_script *out, struct err *err)
{
    struct scripting s;
    assert(pool->count < UINT32_MAX);
    scripting_init(&s, sheet, pool, seed);
    bool ok = take_all_named(&s, err) && draw_queues(&s, err);
    if (ok) {
        draw_spares(&s);
        make_script(&s, arena, out);
    }
    scripting_finish(&s);
    return ok;
}

bool contest_check(const struct contest_sheet *sheet, const struct pool *pool, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    struct contest_script script;
    bool ok = contest_draw(sheet, pool, text_of("check"), &arena, &script, err);
    arena_finish(&arena);
    return ok;
}

const struct contest_queue *contest_script_queue(const struct contest_script *script, int round, int queue)
{
    for (int i = 0; i < script->queue_count; i++)
        if (script->queues[i].round == round && script->queues[i].queue == queue)
            return &script->queues[i];
    return NULL;
}
