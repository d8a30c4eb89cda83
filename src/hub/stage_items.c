#include "hub/stage_items.h"

#include "hub/log.h"
#include "store/banks.h"

struct cached_item {
    int64_t revision;
    struct item item;
};

static const struct item *find(const struct stage *stage, int64_t revision)
{
    const struct cached_item *cached = map_get(&stage->items.by_revision, map_int_key(&revision));
    return cached ? &cached->item : NULL;
}

static size_t slots_of(const struct contest_script *script)
{
    size_t count = 0;
    for (int q = 0; q < script->queue_count; q++)
        count += (size_t)script->queues[q].count;
    return count;
}

static size_t list_missing(const struct stage *stage, int64_t *revisions)
{
    const struct contest_script *script = &stage->contest.script;
    size_t count = 0;
    for (int q = 0; q < script->queue_count; q++)
        for (int i = 0; i < script->queues[q].count; i++)
            if (!find(stage, script->queues[q].slots[i].revision))
                revisions[count++] = script->queues[q].slots[i].revision;
    return count;
}

static bool load_missing(struct hub *hub, struct stage *stage, struct err *err)
{
    struct stage_items *items = &stage->items;
    struct arena arena = ARENA_EMPTY;
    size_t most = slots_of(&stage->contest.script);
    int64_t *revisions = arena_array(&arena, most, sizeof *revisions);
    struct item *loaded = arena_array(&arena, most, sizeof *loaded);
    size_t count = list_missing(stage, revisions);
    bool ok = count == 0 || items_load(hub->store, revisions, count, &items->arena, loaded, err);
    for (size_t i = 0; ok && i < count; i++) {
        struct cached_item *cached = arena_alloc(&items->arena, sizeof *cached);
        *cached = (struct cached_item){revisions[i], loaded[i]};
        map_put(&items->by_revision, map_int_key(&cached->revision), cached);
    }
    arena_finish(&arena);
    return ok;
}

const struct item *stage_item(struct hub *hub, struct stage *stage, const struct slot *slot)
{
    struct err err = ERR_NONE;
    const struct item *item = find(stage, slot->revision);
    if (item || stage->items.failed)
        return item;
    if (!load_missing(hub, stage, &err)) {
        log_line("%.*s: %s", TEXT_ARG(stage->entry.code), err.message);
        stage->items.failed = true;
    }
    return find(stage, slot->revision);
}

static const struct item *item_for_deciding(void *context, const struct slot *slot)
{
    const struct stage_items_of *of = context;
    return stage_item(of->hub, of->stage, slot);
}

struct contest_items stage_items(struct stage_items_of *of)
{
    return (struct contest_items){of, item_for_deciding};
}

void stage_items_drop(struct stage *stage)
{
    map_finish(&stage->items.by_revision);
    arena_finish(&stage->items.arena);
    stage->items = (struct stage_items){.failed = false};
}
