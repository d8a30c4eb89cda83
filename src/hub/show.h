/* Items as they are shown: options in the order of a slot, responses and keys in its letters. */
#ifndef BIWU_HUB_SHOW_H
#define BIWU_HUB_SHOW_H

#include "core/form.h"

/* [item->option_count], in `arena`. */
const struct text *show_options(struct arena *arena, const struct slot *slot, const struct item *item);
/* A canonical response in the shown letters; empty: none. */
struct text show_response(struct arena *arena, const struct slot *slot, const struct item *item,
                          struct text canonical);
struct text show_key(struct arena *arena, const struct slot *slot, const struct item *item);
/* "条例 第二十三条 (2018-10-28)". */
struct text show_source(struct arena *arena, const struct item_source *source);
/* From the letters as shown to the canonical text in the item's own letters. */
bool canonical_response(struct arena *arena, const struct slot *slot, const struct item *item,
                        struct text shown, struct text *out, struct err *err);

#endif
