#include "cli/tables/items.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

struct cached_item {
    int64_t revision; /* 0: free */
    const struct item *item;
};

void item_cache_init(struct item_cache *cache, struct store *store)
{
    *cache = (struct item_cache){.store = store, .arena = ARENA_EMPTY};
}

void item_cache_finish(struct item_cache *cache)
{
    free(cache->slots);
    arena_finish(&cache->arena);
}

/* The revision's place, or the free one where it belongs. */
static struct cached_item *place_of(struct cached_item *slots, size_t capacity, int64_t revision)
{
    size_t at = (size_t)((uint64_t)revision * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (capacity - 1);
    while (slots[at].revision && slots[at].revision != revision)
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

static void make_room(struct item_cache *cache)
{
    if (cache->capacity > 2 * cache->count)
        return;
    size_t capacity = cache->capacity ? 2 * cache->capacity : 256;
    struct cached_item *slots = xcalloc(capacity, sizeof *slots);
    for (size_t i = 0; i < cache->capacity; i++)
        if (cache->slots[i].revision)
            *place_of(slots, capacity, cache->slots[i].revision) = cache->slots[i];
    free(cache->slots);
    cache->slots = slots;
    cache->capacity = capacity;
}

bool item_is_cached(const struct item_cache *cache, int64_t revision)
{
    return cache->capacity && place_of(cache->slots, cache->capacity, revision)->revision;
}

const struct item *item_cached(struct item_cache *cache, int64_t revision, struct err *err)
{
    make_room(cache);
    struct cached_item *place = place_of(cache->slots, cache->capacity, revision);
    if (place->revision)
        return place->item;
    struct item *item = arena_alloc(&cache->arena, sizeof *item);
    if (!items_load(cache->store, &revision, 1, &cache->arena, item, err))
        return NULL;
    *place = (struct cached_item){revision, item};
    cache->count++;
    return item;
}

const struct item *item_cached_child(struct item_cache *cache, int64_t revision, int child, struct err *err)
{
    const struct item *item = item_cached(cache, revision, err);
    if (!item || child < 0)
        return item;
    if (child < item->child_count)
        return &item->children[child];
    err_set(err, ERR_DAMAGED, _("an attempt names a part of a case that is not there; run ‘biwu verify’"));
    return NULL;
}
