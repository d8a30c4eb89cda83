/* Verifying draws of people, topics, groups and orders: every step again from the one before. */
#include "base/i18n.h"
#include "base/mem.h"
#include "store/draws.h"
#include "store/verify_state.h"

#include <stdlib.h>

struct checked_draw {
    struct draw draw;
    bool broken; /* said already */
};

static struct checked_draw *need_draw(struct verify *verify, struct text id)
{
    for (size_t i = 0; i < verify->draw_count; i++)
        if (text_equal(verify->draws[i]->draw.id, id))
            return verify->draws[i];
    verify->draws = xgrow(verify->draws, &verify->draw_capacity, verify->draw_count + 1, sizeof(void *));
    struct checked_draw *checked = xcalloc(1, sizeof *checked);
    draw_init(&checked->draw, id);
    return verify->draws[verify->draw_count++] = checked;
}

static void check_pooled(struct verify *verify, const struct draw *draw, const struct draw_event *event)
{
    struct hash hash = draw_pool_hash(draw->id, event), told;
    if (!hash_from_hex(event->pool_hash, &told) || !hash_equal(&hash, &told))
        finding(verify, _("draw/%.*s: its pool is not the one whose hash was noted"), TEXT_ARG(draw->id));
}

static void check_seeded(struct verify *verify, const struct draw *draw, const struct draw_event *event)
{
    if (event->origin == DRAW_SEED_SYSTEM)
        return;
    struct text seed = draw_join_seed(event->throws, event->throw_count, &verify->scratch);
    if (!text_equal(seed, event->seed))
        finding(verify, _("draw/%.*s: its seed is not what was thrown"), TEXT_ARG(draw->id));
}

static void check_drawn(struct verify *verify, const struct draw *draw, const struct draw_event *event)
{
    struct draw_event pooled = draw_pooled(draw);
    struct draw_result due;
    draw_compute(draw->id, &pooled, draw->seed, &verify->scratch, &due);
    if (!draw_result_equal(&event->result, &due))
        finding(verify, _("draw/%.*s: drawing again gives another result"), TEXT_ARG(draw->id));
}

static void check_called(struct verify *verify, const struct draw *draw, const struct draw_event *event)
{
    int64_t due = draw_next_substitute(draw, draw_find(draw, event->instead));
    if (due < 0 || !text_equal(draw->pool[due].number, event->number))
        finding(verify, _("draw/%.*s: %.*s was called out of turn"), TEXT_ARG(draw->id),
                TEXT_ARG(event->number));
}

static void check_event(struct verify *verify, const struct draw *draw, const struct draw_event *event)
{
    switch (event->kind) {
    case DRAW_POOLED:
        check_pooled(verify, draw, event);
        break;
    case DRAW_SEEDED:
        check_seeded(verify, draw, event);
        break;
    case DRAW_DRAWN:
        check_drawn(verify, draw, event);
        break;
    case DRAW_CALLED:
        check_called(verify, draw, event);
        break;
    default:
        break;
    }
}

bool verify_draw_entry(struct verify *verify, const struct journal_entry *entry, struct text id,
                       struct err *err)
{
    (void)err;
    struct checked_draw *checked = need_draw(verify, id);
    enum draw_event_kind kind;
    struct draw_event event;
    if (checked->broken)
        return true;
    if (!draw_event_from_name(entry->kind, &kind) ||
        !draw_event_from_json(kind, entry->at, entry->body, &verify->scratch, &event, NULL) ||
        !draw_event_fits(&checked->draw, &event)) {
        checked->broken = true;
        finding(verify, _("journal: entry %lld (%.*s, %.*s) cannot be read"), (long long)entry->seq,
                TEXT_ARG(entry->stream), TEXT_ARG(entry->kind));
        return true;
    }
    check_event(verify, &checked->draw, &event);
    draw_apply(&checked->draw, &event);
    return true;
}

void verify_drawn_finish(struct verify *verify)
{
    for (size_t i = 0; i < verify->draw_count; i++) {
        draw_finish(&verify->draws[i]->draw);
        free(verify->draws[i]);
    }
    free(verify->draws);
}
