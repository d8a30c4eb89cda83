/* Where items come from: filters, and items that are named. */
#ifndef BIWU_BANK_ITEM_SOURCE_H
#define BIWU_BANK_ITEM_SOURCE_H

#include "bank/fields.h"
#include "bank/values.h"
#include "core/sheet.h"

enum filter_field { FILTER_BANK, FILTER_KIND, FILTER_TOPIC, FILTER_DIFFICULTY };

/* Reads what stands under `from:`. */
void filter_read(struct reader *reader, const struct node *value, struct filter *out, struct seen *seen);

/* An item that a sheet names. */
struct named_item {
    struct text name;
    struct place place;
};

/* All that a sheet names. */
struct named_items {
    struct named_item *at; /* owned */
    size_t count, capacity;
};
void named_items_finish(struct named_items *items);

/* Reads names of items, "id" or "bank/id", one or a list of at most `max`, into an array in the arena, and
 * notes them in `all`. False when one is wrong. */
bool item_names_read(struct reader *reader, const struct node *value, size_t max, struct named_items *all,
                     const struct text **out, int *count);
/* Complains of items that are named twice. */
void named_items_check(const struct reader *reader, const struct named_items *items);

#endif
