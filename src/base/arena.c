#include "base/arena.h"

#include "base/mem.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_SIZE = 16 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *add_block(struct arena *arena, size_t need)
{
    size_t size = need > BLOCK_SIZE ? need : BLOCK_SIZE;
    struct arena_block *block = xmalloc(sizeof *block + size);
    block->used = 0;
    block->size = size;
    block->older = arena->blocks;
    arena->blocks = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    size = (size + align - 1) & ~(align - 1);
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < size)
        block = add_block(arena, size);
    void *p = block->bytes + block->used;
    block->used += size;
    arena->used += size;
    return memset(p, 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t total;
    bool overflow = __builtin_mul_overflow(count, size, &total);
    assert(!overflow);
    (void)overflow;
    return arena_alloc(arena, total);
}

struct text arena_text(struct arena *arena, struct text t)
{
    char *copy = arena_alloc(arena, t.len + 1);
    if (t.len)
        memcpy(copy, t.at, t.len);
    return text_make(copy, t.len);
}

const char *arena_string(struct arena *arena, struct text t)
{
    return arena_text(arena, t).at;
}

struct text arena_textf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(n >= 0);
    char *out = arena_alloc(arena, (size_t)n + 1);
    vsnprintf(out, (size_t)n + 1, format, again);
    va_end(again);
    return text_make(out, (size_t)n);
}

void arena_clear(struct arena *arena)
{
    if (!arena->blocks)
        return;
    struct arena_block *keep = arena->blocks;
    for (struct arena_block *b = keep->older; b;) {
        struct arena_block *older = b->older;
        free(b);
        b = older;
    }
    keep->older = NULL;
    keep->used = 0;
    arena->used = 0;
}

void arena_finish(struct arena *arena)
{
    arena_clear(arena);
    free(arena->blocks);
    *arena = (struct arena)ARENA_EMPTY;
}
