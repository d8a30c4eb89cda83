/* Random pools for tests of drawing. */
#ifndef BIWU_TESTS_UNIT_POOLS_H
#define BIWU_TESTS_UNIT_POOLS_H

#include "core/form.h"

struct pool_shape {
    int banks, items; /* items in each bank */
    uint32_t enemies; /* one item in so many names an enemy or two; 0: none */
    uint32_t cases;   /* one item in so many is a case; 0: none */
    int64_t revision; /* of the first item */
};

static const struct text pool_topics[] = {TEXT("组织建设"), TEXT("党费"), TEXT("纪律"), TEXT("")};

static inline void fill_plain(struct pool_item *item, struct rng *rng)
{
    item->kind = (enum item_kind)rng_below(rng, ITEM_CASE);
    item->topic = pool_topics[rng_below(rng, 4)];
    item->difficulty = (int)rng_below(rng, 6);
    item->keep_order = rng_below(rng, 5) == 0;
    bool has = item->kind == ITEM_SINGLE || item->kind == ITEM_MULTIPLE || item->kind == ITEM_ORDER ||
               item->kind == ITEM_MATCH;
    item->option_count = has ? (uint8_t)(2 + rng_below(rng, ITEM_MAX_OPTIONS - 1)) : 0;
}

static inline void fill_case(struct pool_item *item, struct rng *rng, struct arena *arena)
{
    item->kind = ITEM_CASE;
    item->option_count = 0;
    item->child_count = 1 + (int)rng_below(rng, 4);
    struct pool_item *children = arena_array(arena, (size_t)item->child_count, sizeof *children);
    int *weights = arena_array(arena, (size_t)item->child_count, sizeof *weights);
    for (int i = 0; i < item->child_count; i++) {
        fill_plain(&children[i], rng);
        children[i].bank = item->bank;
        children[i].revision = item->revision;
        children[i].id = arena_textf(arena, "%.*s-%d", TEXT_ARG(item->id), i);
        weights[i] = 1 + (int)rng_below(rng, 3);
    }
    item->children = children;
    item->child_weights = weights;
}

/* Banks b0, b1, … with items i00000, i00001, … each; the same ids in every bank. */
static inline struct pool random_pool(struct rng *rng, struct pool_shape shape, struct arena *arena)
{
    size_t count = (size_t)shape.banks * (size_t)shape.items;
    struct pool_item *items = arena_array(arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        struct pool_item *item = &items[i];
        item->revision = shape.revision + (int64_t)i;
        item->bank = arena_textf(arena, "b%d", (int)i / shape.items);
        item->id = arena_textf(arena, "i%05d", (int)i % shape.items);
        fill_plain(item, rng);
        if (shape.cases && rng_below(rng, shape.cases) == 0)
            fill_case(item, rng, arena);
        if (shape.enemies && rng_below(rng, shape.enemies) == 0) {
            item->enemy_count = 1 + (int)rng_below(rng, 2);
            struct text *enemies = arena_array(arena, (size_t)item->enemy_count, sizeof *enemies);
            for (int k = 0; k < item->enemy_count; k++)
                enemies[k] = arena_textf(arena, "i%05d", (int)rng_below(rng, (uint32_t)shape.items));
            item->enemies = enemies;
        }
    }
    return (struct pool){items, count};
}

#endif
