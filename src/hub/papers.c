#include "hub/papers.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "store/banks.h"

enum { KEEP_MS = 60 * 1000 };

struct cached_item {
    int64_t revision;
    struct item item;
};

bool papers_load(struct hub *hub, struct test *test, struct err *err)
{
    struct papers *papers = &test->papers;
    papers->used = clock_boot_ms();
    if (papers->loaded)
        return true;
    papers->loaded = pool_load_saved(hub->store, &test->entry.pool_hash, &papers->arena, &papers->pool, err);
    return papers->loaded;
}

bool papers_draw(struct test *test, struct text number, int nth, struct arena *arena, struct form *out,
                 struct err *err)
{
    struct text subject = form_subject(&test->sheet, test->entry.seed, number, nth, arena);
    if (!form_draw(&test->sheet, &test->papers.pool, test->entry.seed, subject, arena, out, err))
        return false;
    test->slots = out->count;
    return true;
}

/* Loads the revisions that are not there yet, all at once. */
static bool load_missing(struct hub *hub, struct test *test, const struct form *form, struct arena *arena,
                         struct err *err)
{
    struct papers *papers = &test->papers;
    int64_t *missing = arena_array(arena, (size_t)form->count, sizeof *missing);
    size_t count = 0;
    for (int i = 0; i < form->count; i++) {
        int64_t revision = form->slots[i].revision;
        /* Children of one case stand together. */
        bool repeated = count && missing[count - 1] == revision;
        if (!repeated && !map_get(&papers->items, map_int_key(&revision)))
            missing[count++] = revision;
    }
    if (!count)
        return true;
    struct item *loaded = arena_array(arena, count, sizeof *loaded);
    if (!items_load(hub->store, missing, count, &papers->arena, loaded, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct cached_item *cached = arena_alloc(&papers->arena, sizeof *cached);
        *cached = (struct cached_item){missing[i], loaded[i]};
        map_put(&papers->items, map_int_key(&cached->revision), cached);
    }
    return true;
}

bool papers_items(struct hub *hub, struct test *test, const struct form *form, struct arena *arena,
                  const struct item *const **items, const struct item *const **parents, struct err *err)
{
    test->papers.used = clock_boot_ms();
    if (!load_missing(hub, test, form, arena, err))
        return false;
    const struct item **own = arena_array(arena, (size_t)form->count, sizeof *own);
    const struct item **above = arena_array(arena, (size_t)form->count, sizeof *above);
    for (int i = 0; i < form->count; i++) {
        const struct slot *slot = &form->slots[i];
        const struct cached_item *cached = map_get(&test->papers.items, map_int_key(&slot->revision));
        if (slot->child >= cached->item.child_count)
            return err_set(err, ERR_DAMAGED, _("revision %lld has no child %d"), (long long)slot->revision,
                           slot->child);
        own[i] = slot->child < 0 ? &cached->item : &cached->item.children[slot->child];
        above[i] = slot->child < 0 ? NULL : &cached->item;
    }
    *items = own;
    if (parents)
        *parents = above;
    return true;
}

void papers_drop(struct test *test)
{
    map_finish(&test->papers.items);
    arena_finish(&test->papers.arena);
    test->papers = (struct papers){.loaded = false};
}

void papers_take(struct test *test, const struct pool *pool, struct arena *arena)
{
    papers_drop(test);
    test->papers = (struct papers){.arena = *arena, .loaded = true, .pool = *pool, .used = clock_boot_ms()};
}

void papers_sweep(struct hub *hub)
{
    int64_t now = clock_boot_ms();
    for (size_t i = 0; i < hub->test_count; i++) {
        struct test *test = hub->tests[i];
        bool needed = test->entry.status == EVENT_OPEN || test->running > 0;
        if (!needed && now - test->papers.used > KEEP_MS)
            papers_drop(test);
    }
}
