/* Memory that is allocated piece by piece and freed as a whole. */
#ifndef BIWU_BASE_ARENA_H
#define BIWU_BASE_ARENA_H

#include "base/text.h"

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used;                /* bytes handed out, for limits */
};

#define ARENA_EMPTY                                                                                          \
    {                                                                                                        \
        NULL, 0                                                                                              \
    }

/* Zeroed memory aligned for any type; lives until the arena is finished or cleared. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A NUL-terminated copy. */
struct text arena_text(struct arena *arena, struct text t);
const char *arena_string(struct arena *arena, struct text t);
/* NUL-terminated too. */
struct text arena_textf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Empties the arena, keeping one block for reuse. */
void arena_clear(struct arena *arena);
void arena_finish(struct arena *arena);

#endif
