/* Items as canonical JSON: the same item always gives the same bytes, so an item changed exactly when the
 * hash of its body did. Members that are empty, zero or false are left out. Private to the room. */
#ifndef BIWU_STORE_ITEM_JSON_H
#define BIWU_STORE_ITEM_JSON_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "core/form.h"

void item_to_json(const struct item *item, struct buf *out);
/* Everything is copied into the arena. Fails with ERR_DAMAGED. */
bool item_from_json(struct text body, struct arena *arena, struct item *out, struct err *err);

/* What drawing needs of the item. Texts and enemies are the item's; `children` are allocated in the arena. */
struct pool_item item_to_pool(const struct item *item, struct text bank, int64_t revision,
                              struct arena *arena);
/* The number of options that a form may shuffle. */
uint8_t item_option_count(const struct item *item);

#endif
