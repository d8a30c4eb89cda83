/* The slots of a form whose items are chosen: a case's children, their marks, the order of options. For
 * core/form_draw.c and core/contest_draw.c. */
#ifndef BIWU_CORE_FORM_SLOTS_H
#define BIWU_CORE_FORM_SLOTS_H

#include "base/err.h"
#include "core/form.h"

/* `picks` are pool indexes in the order shown; those of section s stand from starts[s] up to starts[s + 1].
 * Fails when there are more than SHEET_MAX_ITEMS slots, before it takes a number from `rng`. */
bool form_slots_make(const struct test_sheet *sheet, const struct pool *pool, const uint32_t *picks,
                     const int *starts, struct rng *rng, struct arena *arena, struct form *out,
                     struct err *err);

/* One slot that stands alone: of an item that is not a case, without section and marks. Its options are
 * ordered as a form's are. */
void form_slot_of_item(struct slot *slot, const struct pool_item *item, bool shuffle_options,
                       struct rng *rng);

#endif
