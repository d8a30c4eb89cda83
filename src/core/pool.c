#include "core/pool.h"

static int compare_item(const struct pool_item *item, struct text bank, struct text id)
{
    int banks = text_compare(item->bank, bank);
    return banks != 0 ? banks : text_compare(item->id, id);
}

bool pool_find(const struct pool *pool, struct text bank, struct text id, uint32_t *index)
{
    size_t low = 0, high = pool->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_item(&pool->items[middle], bank, id);
        if (order == 0) {
            *index = (uint32_t)middle;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* The index after the last item of the bank that the item at `from` belongs to. */
static size_t bank_end(const struct pool *pool, size_t from)
{
    size_t low = from, high = pool->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_compare(pool->items[middle].bank, pool->items[from].bank) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool resolve_path(const struct pool *pool, struct text name, uint32_t *index)
{
    ptrdiff_t slash = text_find(name, (struct text)TEXT("/"));
    return slash >= 0 &&
           pool_find(pool, text_make(name.at, (size_t)slash), text_from(name, (size_t)slash + 1), index);
}

enum pool_naming pool_resolve(const struct pool *pool, struct text name, uint32_t *index)
{
    if (resolve_path(pool, name, index))
        return POOL_NAMED;
    int found = 0;
    for (size_t at = 0; at < pool->count; at = bank_end(pool, at)) {
        uint32_t here;
        if (pool_find(pool, pool->items[at].bank, name, &here)) {
            found++;
            *index = here;
        }
    }
    if (found > 1)
        return POOL_AMBIGUOUS;
    return found == 1 ? POOL_NAMED : POOL_UNKNOWN;
}

static bool holds(const struct text *list, int count, struct text wanted)
{
    for (int i = 0; i < count; i++)
        if (text_equal(list[i], wanted))
            return true;
    return count == 0;
}

bool pool_item_matches(const struct pool_item *item, const struct filter *filter)
{
    if (filter->kinds && !(filter->kinds >> item->kind & 1))
        return false;
    bool any_difficulty = filter->difficulty_min == 0 && filter->difficulty_max == 0;
    if (!any_difficulty &&
        (item->difficulty < filter->difficulty_min || item->difficulty > filter->difficulty_max))
        return false;
    return holds(filter->banks, filter->bank_count, item->bank) &&
           holds(filter->topics, filter->topic_count, item->topic);
}

struct hash pool_hash(const struct pool *pool)
{
    struct hasher hasher;
    hasher_init(&hasher);
    for (size_t i = 0; i < pool->count; i++) {
        hasher_add_framed(&hasher, pool->items[i].bank);
        hasher_add_framed(&hasher, pool->items[i].id);
        hasher_add_int(&hasher, pool->items[i].revision);
    }
    return hasher_end(&hasher);
}

uint8_t item_option_count(const struct item *item)
{
    bool shuffled = item->kind == ITEM_SINGLE || item->kind == ITEM_MULTIPLE || item->kind == ITEM_ORDER ||
                    item->kind == ITEM_MATCH;
    return shuffled ? (uint8_t)item->option_count : 0;
}

static void pool_children(const struct item *item, struct arena *arena, struct pool_item *entry)
{
    size_t count = (size_t)item->child_count;
    struct pool_item *children = arena_array(arena, count, sizeof *children);
    int *weights = arena_array(arena, count, sizeof *weights);
    for (size_t i = 0; i < count; i++) {
        children[i] = pool_item_of(&item->children[i], entry->bank, entry->revision, arena);
        weights[i] = item->children[i].weight;
    }
    entry->children = children;
    entry->child_weights = weights;
    entry->child_count = item->child_count;
}

struct pool_item pool_item_of(const struct item *item, struct text bank, int64_t revision,
                              struct arena *arena)
{
    struct pool_item entry = {
        .revision = revision,
        .bank = bank,
        .id = item->id,
        .topic = item->topic,
        .kind = item->kind,
        .difficulty = item->difficulty,
        .keep_order = item->keep_order,
        .option_count = item_option_count(item),
        .enemies = item->enemies,
        .enemy_count = item->enemy_count,
    };
    if (item->child_count)
        pool_children(item, arena, &entry);
    return entry;
}
