/* Items as canonical JSON: the same item always gives the same bytes, so an item changed exactly when the
 * hash of its body did. Members that are empty, zero or false are left out. Private to the room. */
#ifndef BIWU_STORE_ITEM_JSON_H
#define BIWU_STORE_ITEM_JSON_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "core/pool.h"

void item_to_json(const struct item *item, struct buf *out);
/* Everything is copied into the arena. Fails with ERR_DAMAGED. */
bool item_from_json(struct text body, struct arena *arena, struct item *out, struct err *err);

#endif
