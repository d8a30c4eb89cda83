#include "hub/map.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

static uint64_t hash_key(struct text key)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.at[i]) * UINT64_C(1099511628211);
    return hash ^ hash >> 29;
}

/* The entry of the key, or the free place where it belongs. */
static struct map_entry *find(const struct map *map, uint64_t hash, struct text key)
{
    size_t mask = map->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct map_entry *entry = &map->entries[i];
        if (!entry->value || (entry->hash == hash && text_equal(entry->key, key)))
            return entry;
    }
}

void *map_get(const struct map *map, struct text key)
{
    return map->capacity ? find(map, hash_key(key), key)->value : NULL;
}

static void grow(struct map *map)
{
    struct map old = *map;
    map->capacity = old.capacity ? old.capacity * 2 : 16;
    map->entries = xcalloc(map->capacity, sizeof *map->entries);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.entries[i].value)
            *find(map, old.entries[i].hash, old.entries[i].key) = old.entries[i];
    free(old.entries);
}

void map_put(struct map *map, struct text key, void *value)
{
    assert(value);
    if (map->count * 4 >= map->capacity * 3)
        grow(map);
    uint64_t hash = hash_key(key);
    struct map_entry *entry = find(map, hash, key);
    map->count += !entry->value;
    *entry = (struct map_entry){hash, key, value};
}

void map_remove(struct map *map, struct text key)
{
    if (!map->capacity)
        return;
    struct map_entry *entry = find(map, hash_key(key), key);
    if (!entry->value)
        return;
    map->count--;
    /* Entries behind the hole that would not be found any more move into it. */
    size_t mask = map->capacity - 1, hole = (size_t)(entry - map->entries);
    map->entries[hole].value = NULL;
    for (size_t i = (hole + 1) & mask; map->entries[i].value; i = (i + 1) & mask) {
        size_t home = map->entries[i].hash & mask;
        if (((i - home) & mask) < ((i - hole) & mask))
            continue;
        map->entries[hole] = map->entries[i];
        map->entries[i].value = NULL;
        hole = i;
    }
}

void map_finish(struct map *map)
{
    free(map->entries);
    *map = (struct map)MAP_EMPTY;
}

void *map_next(const struct map *map, size_t *at)
{
    while (*at < map->capacity) {
        void *value = map->entries[(*at)++].value;
        if (value)
            return value;
    }
    return NULL;
}
