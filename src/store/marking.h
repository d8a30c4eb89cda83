/* What markers found in answers in words (阅卷): the stream "marking/CODE". */
#ifndef BIWU_STORE_MARKING_H
#define BIWU_STORE_MARKING_H

#include "core/mark.h"
#include "store/journal.h"

/* An answer that is settled, in 1/10000 of the item's points. */
struct settled_mark {
    int64_t attempt;
    int slot;
    mark_t part, whole;
};
/* All of an event, by attempt, then slot; in `arena`. */
bool settled_load(struct store *store, struct text event, struct arena *arena, struct settled_mark **out,
                  size_t *count, struct err *err);

#endif
