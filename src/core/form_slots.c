#include "core/form_slots.h"

#include "base/i18n.h"

#include <assert.h>

static bool has_options(enum item_kind kind)
{
    return kind == ITEM_SINGLE || kind == ITEM_MULTIPLE || kind == ITEM_ORDER || kind == ITEM_MATCH;
}

/* An order item and the rights of a match would show their key if they stood as they are written. */
static bool must_shuffle(enum item_kind kind)
{
    return kind == ITEM_ORDER || kind == ITEM_MATCH;
}

static bool is_identity(const uint8_t *shown, int count)
{
    for (int i = 0; i < count; i++)
        if (shown[i] != i)
            return false;
    return true;
}

static void order_options(struct slot *slot, const struct pool_item *item, bool shuffle, struct rng *rng)
{
    if (!has_options(item->kind))
        return;
    assert(item->option_count <= ITEM_MAX_OPTIONS);
    slot->option_count = item->option_count;
    for (uint8_t i = 0; i < item->option_count; i++)
        slot->shown[i] = i;
    if (!must_shuffle(item->kind) && (item->keep_order || !shuffle))
        return;
    do
        rng_shuffle_bytes(rng, slot->shown, item->option_count);
    while (item->kind == ITEM_ORDER && item->option_count >= 2 &&
           is_identity(slot->shown, item->option_count));
}

static void fill_item(struct slot *slot, const struct pool_item *item, mark_t full)
{
    slot->revision = item->revision;
    slot->bank = item->bank;
    slot->id = item->id;
    slot->topic = item->topic;
    slot->child = -1;
    slot->kind = item->kind;
    slot->full = full;
}

static void fill_child(struct slot *slot, const struct pool_item *parent, int child, mark_t full)
{
    const struct pool_item *item = &parent->children[child];
    assert(item->kind != ITEM_CASE);
    fill_item(slot, item, full);
    slot->revision = parent->revision;
    slot->bank = parent->bank;
    slot->topic = item->topic.len ? item->topic : parent->topic;
    slot->child = child;
}

static int slots_of(const struct pool_item *item)
{
    return item->kind == ITEM_CASE ? item->child_count : 1;
}

/* Fills the slots of one item; returns how many they are. */
static int add_item(struct slot *slots, const struct pool_item *item, const struct test_sheet *sheet,
                    int section, struct rng *rng)
{
    mark_t full = sheet->sections[section].marks, parts[ITEM_MAX_CHILDREN];
    int count = slots_of(item);
    if (item->kind == ITEM_CASE) {
        assert(count <= ITEM_MAX_CHILDREN);
        mark_split(full, item->child_weights, count, sheet->decimals, parts);
    }
    for (int i = 0; i < count; i++) {
        if (item->kind == ITEM_CASE)
            fill_child(&slots[i], item, i, parts[i]);
        else
            fill_item(&slots[i], item, full);
        slots[i].section = section;
        const struct pool_item *source = item->kind == ITEM_CASE ? &item->children[i] : item;
        order_options(&slots[i], source, sheet->shuffle_options, rng);
    }
    return count;
}

bool form_slots_make(const struct test_sheet *sheet, const struct pool *pool, const uint32_t *picks,
                     const int *starts, struct rng *rng, struct arena *arena, struct form *out,
                     struct err *err)
{
    int total = 0, count = 0;
    for (int i = 0; i < starts[sheet->section_count]; i++)
        total += slots_of(&pool->items[picks[i]]);
    if (total > SHEET_MAX_ITEMS)
        return err_set(err, ERR_INVALID, _("the form would hold more than %d questions"), SHEET_MAX_ITEMS);
    struct slot *slots = arena_array(arena, (size_t)total, sizeof *slots);
    for (int s = 0; s < sheet->section_count; s++)
        for (int i = starts[s]; i < starts[s + 1]; i++)
            count += add_item(&slots[count], &pool->items[picks[i]], sheet, s, rng);
    *out = (struct form){slots, count};
    return true;
}

void form_slot_of_item(struct slot *slot, const struct pool_item *item, bool shuffle_options, struct rng *rng)
{
    assert(item->kind != ITEM_CASE);
    *slot = (struct slot){0};
    fill_item(slot, item, 0);
    order_options(slot, item, shuffle_options, rng);
}
