#include "bank/ids.h"

#include "base/mem.h"
#include "base/rng.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 256 };

void ids_init(struct ids *ids)
{
    *ids = (struct ids){.slots = xcalloc(FIRST_SLOTS, sizeof(struct id_slot)), .slot_count = FIRST_SLOTS};
    random_bytes(&ids->secret, sizeof ids->secret);
}

void ids_finish(struct ids *ids)
{
    free(ids->entries);
    free(ids->slots);
    *ids = (struct ids){0};
}

__extension__ typedef unsigned __int128 wide;

/* Multiplies to the double width and folds the halves together: every bit reaches every other. */
static uint64_t stir(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash_of_id(const struct ids *ids, struct text id)
{
    uint64_t h = ids->secret ^ id.len;
    for (size_t at = 0; at < id.len; at += 8) {
        uint64_t word = 0;
        memcpy(&word, id.at + at, id.len - at < 8 ? id.len - at : 8);
        h = stir(h ^ word ^ UINT64_C(0x9E3779B97F4A7C15), ids->secret | 1);
    }
    return stir(h, UINT64_C(0xD6E8FEB86659FD93));
}

static bool holds(const struct ids *ids, struct id_slot slot, uint64_t hash, struct text id)
{
    return slot.tag == (uint32_t)(hash >> 32) && text_equal(ids->entries[slot.index - 1].id, id);
}

/* The slot that holds the id, or the free one where it belongs. */
static struct id_slot *find_slot(const struct ids *ids, uint64_t hash, struct text id)
{
    size_t mask = ids->slot_count - 1;
    size_t slot = (size_t)hash & mask;
    while (ids->slots[slot].index && !holds(ids, ids->slots[slot], hash, id))
        slot = (slot + 1) & mask;
    return &ids->slots[slot];
}

static void grow(struct ids *ids)
{
    free(ids->slots);
    ids->slot_count *= 4;
    ids->slots = xcalloc(ids->slot_count, sizeof *ids->slots);
    size_t mask = ids->slot_count - 1;
    for (size_t i = 0; i < ids->count; i++) {
        uint64_t hash = ids->entries[i].hash;
        size_t slot = (size_t)hash & mask;
        while (ids->slots[slot].index)
            slot = (slot + 1) & mask;
        ids->slots[slot] = (struct id_slot){(uint32_t)(i + 1), (uint32_t)(hash >> 32)};
    }
}

const struct id_entry *ids_add(struct ids *ids, struct text id, struct place place, bool child)
{
    uint64_t hash = hash_of_id(ids, id);
    struct id_slot *slot = find_slot(ids, hash, id);
    if (slot->index)
        return &ids->entries[slot->index - 1];
    ids->entries = xgrow(ids->entries, &ids->capacity, ids->count + 1, sizeof *ids->entries);
    ids->entries[ids->count++] = (struct id_entry){id, place, child, hash};
    *slot = (struct id_slot){(uint32_t)ids->count, (uint32_t)(hash >> 32)};
    if (ids->count * 2 > ids->slot_count)
        grow(ids);
    return NULL;
}

const struct id_entry *ids_find(const struct ids *ids, struct text id)
{
    const struct id_slot *slot = find_slot(ids, hash_of_id(ids, id), id);
    return slot->index ? &ids->entries[slot->index - 1] : NULL;
}
