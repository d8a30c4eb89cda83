/* The published algorithm of draws of people, topics, groups and orders: docs/draw.md, sections 11 to 14. */
#include "base/rng.h"
#include "core/draw.h"

#include <stdlib.h>

/* ---- What can be drawn -----------------------------------------------------------------------------------
 */

static bool is_in_order(const struct person *pool, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        if (pool[i].number.len == 0 || (i > 0 && text_compare(pool[i - 1].number, pool[i].number) >= 0))
            return false;
    return true;
}

/* A member of the pool with the unit it counts for. */
struct belonging {
    struct text unit;
    int64_t member;
};

static int by_unit(const void *left, const void *right)
{
    const struct belonging *a = left, *b = right;
    int units = text_compare(a->unit, b->unit);
    return units ? units : (a->member > b->member) - (a->member < b->member);
}

/* The pool unit by unit, units in byte order, within them in the order of the pool. */
static struct belonging *by_units(const struct draw_event *pooled, struct arena *arena)
{
    struct belonging *list = arena_array(arena, (size_t)pooled->pool_count, sizeof *list);
    for (int64_t i = 0; i < pooled->pool_count; i++)
        list[i] = (struct belonging){unit_at_depth(pooled->pool[i].unit, pooled->rule.depth), i};
    qsort(list, (size_t)pooled->pool_count, sizeof *list, by_unit);
    return list;
}

/* How many from `from` on are of one unit. */
static int64_t unit_size(const struct belonging *list, int64_t from, int64_t count)
{
    int64_t end = from + 1;
    while (end < count && text_equal(list[end].unit, list[from].unit))
        end++;
    return end - from;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* How many the units give by themselves. */
static int64_t count_of_units(const struct draw_event *pooled)
{
    struct arena arena = ARENA_EMPTY;
    const struct belonging *list = by_units(pooled, &arena);
    int64_t count = 0;
    for (int64_t i = 0, size; i < pooled->pool_count; i += size) {
        size = unit_size(list, i, pooled->pool_count);
        count += least(size, pooled->rule.per_unit);
    }
    arena_finish(&arena);
    return count;
}

static enum draw_refusal check_people(const struct draw_event *pooled)
{
    const struct draw_rule *rule = &pooled->rule;
    if (rule->per_unit < 0 || rule->total < 0 || rule->depth < 0 || rule->per_unit + rule->total == 0)
        return DRAW_BAD_RULE;
    if (rule->total > pooled->pool_count)
        return DRAW_TOO_FEW;
    return rule->total && rule->per_unit && count_of_units(pooled) > rule->total ? DRAW_BAD_RULE : DRAW_OK;
}

static enum draw_refusal check_topics(const struct draw_event *pooled, int64_t takers)
{
    return pooled->topic_count < 1 || (!pooled->rule.returning && pooled->topic_count < takers)
               ? DRAW_FEW_TOPICS
               : DRAW_OK;
}

enum draw_refusal draw_check(const struct draw_event *pooled)
{
    if (pooled->pool_count == 0)
        return DRAW_EMPTY;
    if (pooled->pool_count > DRAW_MAX_POOL || pooled->topic_count > DRAW_MAX_TOPICS ||
        !is_in_order(pooled->pool, pooled->pool_count))
        return DRAW_BAD_POOL;
    switch (pooled->draw) {
    case DRAW_PEOPLE:
        return check_people(pooled);
    case DRAW_TOPICS:
        return check_topics(pooled, pooled->pool_count);
    case DRAW_GROUPS:
        if (pooled->rule.groups < 1)
            return DRAW_BAD_RULE;
        if (pooled->rule.groups > pooled->pool_count)
            return DRAW_TOO_FEW;
        return pooled->topic_count ? check_topics(pooled, pooled->rule.groups) : DRAW_OK;
    case DRAW_ORDER:
        return DRAW_OK;
    }
    return DRAW_BAD_RULE;
}

/* ---- Drawing ---------------------------------------------------------------------------------------------
 */

static int64_t *kept(const uint32_t *values, int64_t count, struct arena *arena)
{
    int64_t *out = arena_array(arena, (size_t)count, sizeof *out);
    for (int64_t i = 0; i < count; i++)
        out[i] = values[i];
    return out;
}

/* 0 … count-1 shuffled. */
static const int64_t *shuffled(struct text seed, const char *purpose, struct text subject, int64_t count,
                               struct arena *arena)
{
    uint32_t *list = arena_array(arena, (size_t)count, sizeof *list);
    struct rng rng;
    for (int64_t i = 0; i < count; i++)
        list[i] = (uint32_t)i;
    rng_init(&rng, seed, text_of(purpose), subject);
    rng_shuffle(&rng, list, (size_t)count);
    return kept(list, count, arena);
}

/* Shuffles one unit's members by the unit's own stream, so that no unit's draw depends on another's. */
static void draw_of_unit(struct text id, const struct belonging *own, int64_t count, struct text seed,
                         struct arena *arena, int64_t *out)
{
    struct text subject = arena_textf(arena, "%.*s/%.*s", TEXT_ARG(id), TEXT_ARG(own->unit));
    const int64_t *order = shuffled(seed, "people", subject, count, arena);
    for (int64_t i = 0; i < count; i++)
        out[i] = own[order[i]].member;
}

static void draw_people(struct text id, const struct draw_event *pooled, struct text seed,
                        struct arena *arena, struct draw_result *out)
{
    int64_t pool = pooled->pool_count, units = 0;
    out->whole = shuffled(seed, "people", id, pool, arena);
    out->whole_count = pool;
    if (pooled->rule.per_unit == 0)
        return;
    const struct belonging *list = by_units(pooled, arena);
    int64_t *order = arena_array(arena, (size_t)pool, sizeof *order);
    int64_t *sizes = arena_array(arena, (size_t)pool, sizeof *sizes);
    for (int64_t i = 0; i < pool; i += sizes[units++]) {
        sizes[units] = unit_size(list, i, pool);
        draw_of_unit(id, &list[i], sizes[units], seed, arena, order + i);
    }
    out->order = order;
    out->order_count = pool;
    out->sizes = sizes;
    out->size_count = units;
}

static const int64_t *draw_topics_for(struct text id, const struct draw_event *pooled, struct text seed,
                                      int64_t takers, struct arena *arena)
{
    if (!pooled->rule.returning) /* the first so many of all the topics shuffled */
        return shuffled(seed, "topics", id, pooled->topic_count, arena);
    int64_t *out = arena_array(arena, (size_t)takers, sizeof *out);
    struct rng rng;
    rng_init(&rng, seed, text_of("topics"), id);
    for (int64_t i = 0; i < takers; i++)
        out[i] = rng_below(&rng, (uint32_t)pooled->topic_count);
    return out;
}

static void draw_groups(struct text id, const struct draw_event *pooled, struct text seed,
                        struct arena *arena, struct draw_result *out)
{
    int64_t groups = pooled->rule.groups, pool = pooled->pool_count;
    int64_t *sizes = arena_array(arena, (size_t)groups, sizeof *sizes);
    for (int64_t g = 0; g < groups; g++)
        sizes[g] = pool / groups + (g < pool % groups);
    out->order = shuffled(seed, "groups", id, pool, arena);
    out->order_count = pool;
    out->sizes = sizes;
    out->size_count = groups;
    out->turns = shuffled(seed, "order", id, groups, arena);
    out->turn_count = groups;
    if (pooled->topic_count) {
        out->topics = draw_topics_for(id, pooled, seed, groups, arena);
        out->topic_count = groups;
    }
}

void draw_compute(struct text id, const struct draw_event *pooled, struct text seed, struct arena *arena,
                  struct draw_result *out)
{
    *out = (struct draw_result){0};
    switch (pooled->draw) {
    case DRAW_PEOPLE:
        draw_people(id, pooled, seed, arena, out);
        break;
    case DRAW_TOPICS:
        out->topics = draw_topics_for(id, pooled, seed, pooled->pool_count, arena);
        out->topic_count = pooled->pool_count;
        break;
    case DRAW_GROUPS:
        draw_groups(id, pooled, seed, arena, out);
        break;
    case DRAW_ORDER:
        out->order = shuffled(seed, "order", id, pooled->pool_count, arena);
        out->order_count = pooled->pool_count;
        break;
    }
}

static bool is_same(const int64_t *a, int64_t a_count, const int64_t *b, int64_t b_count)
{
    return a_count == b_count && (a_count == 0 || memcmp(a, b, (size_t)a_count * sizeof *a) == 0);
}

bool draw_result_equal(const struct draw_result *a, const struct draw_result *b)
{
    return is_same(a->order, a->order_count, b->order, b->order_count) &&
           is_same(a->sizes, a->size_count, b->sizes, b->size_count) &&
           is_same(a->whole, a->whole_count, b->whole, b->whole_count) &&
           is_same(a->topics, a->topic_count, b->topics, b->topic_count) &&
           is_same(a->turns, a->turn_count, b->turns, b->turn_count);
}
