/* A hash map from texts to pointers. A key is a view of memory that the value owns; an integer key is the
 * view of its bytes. */
#ifndef BIWU_HUB_MAP_H
#define BIWU_HUB_MAP_H

#include "base/text.h"

struct map_entry {
    uint64_t hash;
    struct text key;
    void *value; /* NULL: a free place */
};

struct map {
    struct map_entry *entries; /* capacity is a power of two, or 0 */
    size_t capacity, count;
};

#define MAP_EMPTY                                                                                            \
    {                                                                                                        \
        NULL, 0, 0                                                                                           \
    }

void *map_get(const struct map *map, struct text key); /* NULL: not there */
/* Adds it, or replaces the value (and the key view) that is there. value is not NULL. */
void map_put(struct map *map, struct text key, void *value);
void map_remove(struct map *map, struct text key);
/* Frees the map, not the values. */
void map_finish(struct map *map);
/* Walks over all values in no particular order: *at starts at 0; NULL ends it. The map must not change
 * meanwhile. */
void *map_next(const struct map *map, size_t *at);

static inline struct text map_int_key(const int64_t *value)
{
    return text_make((const char *)(const void *)value, sizeof *value);
}

#endif
