/* Making and searching the pool that forms are drawn from. */
#ifndef BIWU_CORE_POOL_H
#define BIWU_CORE_POOL_H

#include "core/form.h"

/* The number of options that a form may shuffle: those of single, multiple, order and match; else 0. */
uint8_t item_option_count(const struct item *item);
/* What drawing needs of the item. Texts and enemies are the item's; `children` are allocated in the arena. */
struct pool_item pool_item_of(const struct item *item, struct text bank, int64_t revision,
                              struct arena *arena);

/* The index of an item by bank and id: a binary search. */
bool pool_find(const struct pool *pool, struct text bank, struct text id, uint32_t *index);

enum pool_naming { POOL_NAMED, POOL_UNKNOWN, POOL_AMBIGUOUS };
/* The item that a sheet names, as "id" (when one bank of the pool has it) or "bank/id". */
enum pool_naming pool_resolve(const struct pool *pool, struct text name, uint32_t *index);

/* Whether the filter lets the item pass. */
bool pool_item_matches(const struct pool_item *item, const struct filter *filter);

#endif
