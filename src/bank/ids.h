/* The ids of a bank, each with its place: who had it first? */
#ifndef BIWU_BANK_IDS_H
#define BIWU_BANK_IDS_H

#include "bank/reader.h"

struct id_entry {
    struct text id; /* in somebody's arena */
    struct place place;
    bool child;    /* of a case */
    uint64_t hash; /* of the id */
};

struct id_slot {
    uint32_t index; /* + 1 into entries; 0: free */
    uint32_t tag;   /* part of the hash: spares most looks at the entry */
};

struct ids {
    struct id_entry *entries; /* owned, in the order added */
    size_t count, capacity;
    struct id_slot *slots; /* a power of two of them */
    size_t slot_count;
    uint64_t secret; /* so that nobody can prepare a file of colliding ids */
};

void ids_init(struct ids *ids);
void ids_finish(struct ids *ids);
/* Adds it; or returns the entry that has the same id already, and adds nothing. */
const struct id_entry *ids_add(struct ids *ids, struct text id, struct place place, bool child);
const struct id_entry *ids_find(const struct ids *ids, struct text id);

#endif
