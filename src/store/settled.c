#include "store/settled.h"

/* The first settled mark of the attempt, or where it would stand. */
static size_t settled_from(const struct settled_mark *marks, size_t count, int64_t attempt)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (marks[middle].attempt < attempt)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct settled *settled_find(const struct settled_mark *marks, size_t count, int64_t attempt, int slots,
                             struct arena *arena)
{
    size_t at = settled_from(marks, count, attempt);
    if (at == count || marks[at].attempt != attempt)
        return NULL;
    struct settled *settled = arena_array(arena, (size_t)slots, sizeof *settled);
    memset(settled, 0, (size_t)slots * sizeof *settled);
    for (; at < count && marks[at].attempt == attempt; at++)
        if (marks[at].slot >= 0 && marks[at].slot < slots)
            settled[marks[at].slot] = (struct settled){true, marks[at].part, marks[at].whole};
    return settled;
}

bool settled_of_attempt(struct store *store, struct text event, int64_t attempt, int slots,
                        struct arena *arena, const struct settled **out, struct err *err)
{
    struct settled_mark *marks;
    size_t count;
    if (!settled_load(store, event, arena, &marks, &count, err))
        return false;
    *out = settled_find(marks, count, attempt, slots, arena);
    return true;
}
