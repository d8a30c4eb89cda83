#include "bank/ids.h"

#include "base/mem.h"
#include "base/rng.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 256 };

void ids_init(struct ids *ids)
{
    *ids = (struct ids){.slots = xcalloc(FIRST_SLOTS, sizeof(uint32_t)), .slot_count = FIRST_SLOTS};
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

static uint64_t hash(const struct ids *ids, struct text id)
{
    uint64_t h = ids->secret ^ id.len;
    for (size_t at = 0; at < id.len; at += 8) {
        uint64_t word = 0;
        memcpy(&word, id.at + at, id.len - at < 8 ? id.len - at : 8);
        h = stir(h ^ word ^ UINT64_C(0x9E3779B97F4A7C15), ids->secret | 1);
    }
    return stir(h, UINT64_C(0xD6E8FEB86659FD93));
}

/* The slot that holds the id, or the free one where it belongs. */
static size_t find_slot(const struct ids *ids, struct text id)
{
    size_t mask = ids->slot_count - 1;
    size_t slot = (size_t)hash(ids, id) & mask;
    while (ids->slots[slot] && !text_equal(ids->entries[ids->slots[slot] - 1].id, id))
        slot = (slot + 1) & mask;
    return slot;
}

static void grow(struct ids *ids)
{
    free(ids->slots);
    ids->slot_count *= 4;
    ids->slots = xcalloc(ids->slot_count, sizeof *ids->slots);
    for (size_t i = 0; i < ids->count; i++)
        ids->slots[find_slot(ids, ids->entries[i].id)] = (uint32_t)(i + 1);
}

const struct id_entry *ids_add(struct ids *ids, struct text id, struct place place, bool child)
{
    size_t slot = find_slot(ids, id);
    if (ids->slots[slot])
        return &ids->entries[ids->slots[slot] - 1];
    ids->entries = xgrow(ids->entries, &ids->capacity, ids->count + 1, sizeof *ids->entries);
    ids->entries[ids->count++] = (struct id_entry){id, place, child};
    ids->slots[slot] = (uint32_t)ids->count;
    if (ids->count * 2 > ids->slot_count)
        grow(ids);
    return NULL;
}

const struct id_entry *ids_find(const struct ids *ids, struct text id)
{
    size_t slot = find_slot(ids, id);
    return ids->slots[slot] ? &ids->entries[ids->slots[slot] - 1] : NULL;
}
