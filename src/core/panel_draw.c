#include "base/rng.h"
#include "core/panel.h"

/* `count` numbers from `first` on, shuffled by the stream of the subject when `drawn`. */
static const int64_t *draw_order(struct text seed, const char *subject, int count, int first, bool drawn,
                                 struct arena *arena)
{
    uint32_t *numbers = arena_array(arena, (size_t)count, sizeof *numbers);
    int64_t *out = arena_array(arena, (size_t)count, sizeof *out);
    for (int i = 0; i < count; i++)
        numbers[i] = (uint32_t)(first + i);
    if (drawn) {
        struct rng rng;
        rng_init(&rng, seed, text_of("panel"), text_of(subject));
        rng_shuffle(&rng, numbers, (size_t)count);
    }
    for (int i = 0; i < count; i++)
        out[i] = numbers[i];
    return out;
}

/* Topics that return: every envelope is a draw from all of them. */
static const int64_t *draw_returning(struct text seed, int envelopes, int topics, struct arena *arena)
{
    struct rng rng;
    int64_t *out = arena_array(arena, (size_t)envelopes, sizeof *out);
    rng_init(&rng, seed, text_of("panel"), text_of("topics"));
    for (int i = 0; i < envelopes; i++)
        out[i] = rng_below(&rng, (uint32_t)topics);
    return out;
}

static bool must_recuse(const struct person *judge, const struct entrant *performer)
{
    if (entrant_has_member(performer, judge->number))
        return true;
    return judge->unit.len > 0 && performer->unit.len > 0 && unit_is_within(judge->unit, performer->unit);
}

static int64_t find_recusals(const struct panel_sheet *sheet, const struct person *judges, int64_t *out)
{
    int64_t count = 0;
    for (int p = 0; p < sheet->performer_count; p++)
        for (int j = 0; j < sheet->judge_count; j++)
            if (must_recuse(&judges[j], &sheet->performers[p]))
                out[count++] = (int64_t)p * sheet->judge_count + j;
    return count;
}

void panel_draw(const struct panel_sheet *sheet, struct text seed, const struct person *judges,
                struct arena *arena, struct panel_command *out)
{
    int performers = sheet->performer_count, topics = sheet->topic_count;
    bool returning = sheet->topics_return && topics > 0;
    *out = (struct panel_command){.kind = PANEL_BEGIN};
    struct panel_event *as = &out->as;
    as->order = draw_order(seed, "order", performers, 0, sheet->order == PERFORM_DRAWN, arena);
    as->codes = draw_order(seed, "codes", performers, 1, true, arena);
    as->topics = returning ? draw_returning(seed, performers, topics, arena)
                           : draw_order(seed, "topics", topics, 0, true, arena);
    as->order_count = as->code_count = performers;
    as->topic_count = returning ? performers : topics;
    if (sheet->recuse_same_unit && judges) {
        int64_t *recusals =
            arena_array(arena, (size_t)performers * (size_t)sheet->judge_count, sizeof *recusals);
        as->recusal_count = find_recusals(sheet, judges, recusals);
        as->recusals = recusals;
    }
}
