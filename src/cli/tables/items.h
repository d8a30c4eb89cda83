/* Items by revision, each read once. Private to cli/tables. */
#ifndef BIWU_CLI_TABLES_ITEMS_H
#define BIWU_CLI_TABLES_ITEMS_H

#include "core/item.h"
#include "store/banks.h"

struct item_cache {
    struct store *store;
    struct arena arena; /* the items */
    struct cached_item *slots;
    size_t count, capacity; /* a power of two, or 0 */
};

void item_cache_init(struct item_cache *cache, struct store *store);
void item_cache_finish(struct item_cache *cache);
/* Whether it was read already. */
bool item_is_cached(const struct item_cache *cache, int64_t revision);
/* The item of a revision; lives as long as the cache. NULL on failure. */
const struct item *item_cached(struct item_cache *cache, int64_t revision, struct err *err);
/* The same, or the child of a case by its index. */
const struct item *item_cached_child(struct item_cache *cache, int64_t revision, int child, struct err *err);

#endif
