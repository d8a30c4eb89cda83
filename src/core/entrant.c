#include "core/entrant.h"

#include <assert.h>
#include <stdlib.h>

int entrant_find(const struct entrant *entrants, int count, struct text code)
{
    for (int i = 0; i < count; i++)
        if (text_equal(entrants[i].code, code))
            return i;
    return -1;
}

bool entrant_has_member(const struct entrant *entrant, struct text number)
{
    for (int i = 0; i < entrant->member_count; i++)
        if (text_equal(entrant->members[i], number))
            return true;
    return false;
}

const struct award *award_of(const struct award *awards, int count, int rank)
{
    for (int i = 0; i < count; i++)
        if (rank >= awards[i].first && rank <= awards[i].last)
            return &awards[i];
    return NULL;
}

/* The first key in which two ranked rows differ; key_count: in none. */
static int first_difference(const struct placing *a, const struct placing *b, int key_count)
{
    int key = 0;
    while (key < key_count && a->keys[key] == b->keys[key])
        key++;
    return key;
}

static int compare_rows(const void *left, const void *right, void *context)
{
    const struct placing *a = left, *b = right;
    const int *key_count = context;
    if (a->unranked != b->unranked)
        return a->unranked ? 1 : -1;
    int key = a->unranked ? *key_count : first_difference(a, b, *key_count);
    if (key < *key_count)
        return a->keys[key] > b->keys[key] ? -1 : 1;
    return (a->entrant > b->entrant) - (a->entrant < b->entrant);
}

void placing_rank(struct placing *rows, size_t count, int key_count)
{
    assert(key_count >= 0 && key_count <= PLACING_KEYS);
    if (count)
        qsort_r(rows, count, sizeof *rows, compare_rows, &key_count);
    for (size_t i = 0; i < count; i++) {
        struct placing *row = &rows[i];
        row->decided = -1;
        row->rank = row->unranked ? 0 : (int)i + 1;
        if (i == 0 || row->unranked)
            continue;
        int key = first_difference(&rows[i - 1], row, key_count);
        if (key < key_count)
            row->decided = key;
        else
            row->rank = rows[i - 1].rank;
    }
}
