#include "store/marking.h"

bool settled_load(struct store *store, struct text event, struct arena *arena, struct settled_mark **out,
                  size_t *count, struct err *err)
{
    (void)store, (void)event, (void)err;
    *out = arena_array(arena, 0, sizeof **out);
    *count = 0;
    return true;
}
