#include "core/form.h"

static void add_slot(struct hasher *hasher, const struct slot *slot)
{
    hasher_add_framed(hasher, slot->bank);
    hasher_add_framed(hasher, slot->id);
    hasher_add_int(hasher, slot->revision);
    hasher_add_int(hasher, slot->child);
    hasher_add_int(hasher, slot->section);
    hasher_add_int(hasher, slot->full);
    hasher_add_framed(hasher, text_make((const char *)slot->shown, slot->option_count));
}

static void add_hash(struct hasher *hasher, const struct hash *hash)
{
    hasher_add(hasher, text_make((const char *)hash->bytes, sizeof hash->bytes));
}

bool form_seal(const struct test_sheet *sheet, const struct pool *pool, struct text seed,
               const struct hash *source, struct hash *out, struct err *err)
{
    struct hash pooled = pool_hash(pool);
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_add_framed(&hasher, text_of("seal"));
    hasher_add_framed(&hasher, sheet->code);
    add_hash(&hasher, source);
    add_hash(&hasher, &pooled);
    hasher_add_framed(&hasher, seed);
    hasher_add_int(&hasher, sheet->forms);
    bool ok = true;
    for (int k = 1; ok && k <= sheet->forms; k++) {
        struct arena arena = ARENA_EMPTY;
        struct form form = {NULL, 0};
        ok = form_draw(sheet, pool, seed, arena_textf(&arena, "form#%d", k), &arena, &form, err);
        hasher_add_int(&hasher, form.count);
        for (int i = 0; i < form.count; i++)
            add_slot(&hasher, &form.slots[i]);
        arena_finish(&arena);
    }
    *out = hasher_end(&hasher);
    return ok;
}
