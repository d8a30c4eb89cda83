/* Verifying what contests and panels drew when they began. */
#include "base/i18n.h"
#include "base/mem.h"
#include "core/pool.h"
#include "store/banks.h"
#include "store/verify_stages.h"

#include <stdlib.h>

/* ---- The script of a contest --------------------------------------------------------------------------- */

/* A place in the script, counted from 1 as people do. */
static void place_finding(struct verify *verify, const struct checked_stage *stage,
                          const struct contest_queue *queue, int place, const char *what)
{
    finding(verify, _("%.*s: round %d, queue %d, place %d of its script: %s"), TEXT_ARG(stage->stream),
            queue->round + 1, queue->queue + 1, place + 1, what);
}

static bool check_items(struct verify *verify, const struct checked_stage *stage,
                        const struct contest_queue *queue, const struct pool *pool, struct err *err)
{
    for (int i = 0; i < queue->count; i++) {
        const struct slot *slot = &queue->slots[i];
        const struct item *item;
        uint32_t at;
        if (!verify_item(verify, slot, &item, err))
            return false;
        if (!item)
            place_finding(verify, stage, queue, i, _("the item is not stored so"));
        if (pool &&
            (!pool_find(pool, slot->bank, slot->id, &at) || pool->items[at].revision != slot->revision))
            place_finding(verify, stage, queue, i, _("the item is not of the event's pool"));
    }
    return true;
}

static int by_revision(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void check_once(struct verify *verify, const struct checked_stage *stage,
                       const struct contest_script *script)
{
    size_t count = 0;
    for (int q = 0; q < script->queue_count; q++)
        count += (size_t)script->queues[q].count;
    int64_t *revisions = arena_array(&verify->scratch, count, sizeof *revisions);
    count = 0;
    for (int q = 0; q < script->queue_count; q++)
        for (int i = 0; i < script->queues[q].count; i++)
            revisions[count++] = script->queues[q].slots[i].revision;
    if (count)
        qsort(revisions, count, sizeof *revisions, by_revision);
    for (size_t i = 1; i < count; i++)
        if (revisions[i] == revisions[i - 1])
            finding(verify, _("%.*s: the item of revision number %lld stands in its script twice"),
                    TEXT_ARG(stage->stream), (long long)revisions[i]);
}

static bool is_same_slot(const struct slot *a, const struct slot *b)
{
    return a->revision == b->revision && text_equal(a->bank, b->bank) && text_equal(a->id, b->id) &&
           text_equal(a->topic, b->topic) && a->kind == b->kind && a->option_count == b->option_count &&
           memcmp(a->shown, b->shown, a->option_count) == 0;
}

static void compare_queue(struct verify *verify, const struct checked_stage *stage,
                          const struct contest_queue *has, const struct contest_queue *due)
{
    int i = 0;
    while (i < has->count && i < due->count && is_same_slot(&has->slots[i], &due->slots[i]))
        i++;
    if (i < has->count || i < due->count)
        place_finding(verify, stage, due, i, _("drawing again gives another item or order of options"));
    if (has->need != due->need || has->round != due->round || has->queue != due->queue)
        finding(verify, _("%.*s: its script is not laid out as its sheet says"), TEXT_ARG(stage->stream));
}

static void draw_again(struct verify *verify, const struct checked_stage *stage,
                       const struct contest_script *script, const struct pool *pool, struct text seed)
{
    struct contest_script due;
    struct err own = ERR_NONE;
    if (!contest_draw(stage->contest_sheet, pool, seed, &verify->scratch, &due, &own)) {
        finding(verify, _("%.*s: its script cannot be drawn again: %s"), TEXT_ARG(stage->stream),
                own.message);
        return;
    }
    if (script->queue_count != due.queue_count)
        finding(verify, _("%.*s: its script is not laid out as its sheet says"), TEXT_ARG(stage->stream));
    for (int q = 0; q < due.queue_count && q < script->queue_count; q++)
        compare_queue(verify, stage, &script->queues[q], &due.queues[q]);
}

bool verify_script(struct verify *verify, const struct checked_stage *stage,
                   const struct contest_script *script, struct err *err)
{
    const struct checked_event *event = verify_find_event(verify, stage->code);
    struct pool pool;
    struct err own = ERR_NONE;
    bool has_pool =
        event && pool_load_saved(verify->store, &event->told.pool_hash, &verify->scratch, &pool, &own);
    if (event && !has_pool && own.kind != ERR_NOT_FOUND && own.kind != ERR_DAMAGED)
        return err_set(err, own.kind, "%s", own.message);
    for (int q = 0; q < script->queue_count; q++)
        if (!check_items(verify, stage, &script->queues[q], has_pool ? &pool : NULL, err))
            return false;
    check_once(verify, stage, script);
    if (has_pool)
        draw_again(verify, stage, script, &pool, event->told.seed);
    else
        finding(verify, _("%.*s: its script cannot be drawn again: %s"), TEXT_ARG(stage->stream),
                own.message);
    return true;
}

/* ---- The order and the envelopes of a panel ------------------------------------------------------------ */

static bool is_same_draw(const int64_t *a, int64_t a_count, const int64_t *b, int64_t b_count)
{
    return a_count == b_count && (a_count == 0 || memcmp(a, b, (size_t)a_count * sizeof *a) == 0);
}

void verify_panel_draw(struct verify *verify, const struct checked_stage *stage,
                       const struct panel_event *event)
{
    const struct checked_event *told = verify_find_event(verify, stage->code);
    struct panel_command due;
    panel_draw(stage->panel_sheet, told ? told->told.seed : text_make("", 0), NULL, &verify->scratch, &due);
    if (!is_same_draw(event->order, event->order_count, due.as.order, due.as.order_count))
        finding(verify, _("%.*s: drawing again gives another order of performers"), TEXT_ARG(stage->stream));
    if (!is_same_draw(event->codes, event->code_count, due.as.codes, due.as.code_count))
        finding(verify, _("%.*s: drawing again gives the performers other codes"), TEXT_ARG(stage->stream));
    if (!is_same_draw(event->topics, event->topic_count, due.as.topics, due.as.topic_count))
        finding(verify, _("%.*s: drawing again puts other topics in the envelopes"), TEXT_ARG(stage->stream));
}
