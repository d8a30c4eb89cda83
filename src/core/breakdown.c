#include "core/breakdown.h"

#include "base/mem.h"

#include <stdlib.h>

void breakdown_init(struct breakdown *breakdown, size_t groups, size_t parts)
{
    *breakdown =
        (struct breakdown){xcalloc(groups * parts + 1, sizeof(struct breakdown_share)), groups, parts};
}

void breakdown_finish(struct breakdown *breakdown)
{
    free(breakdown->shares);
    breakdown->shares = NULL;
}

void breakdown_add(struct breakdown *breakdown, size_t group, size_t part, mark_t mark, mark_t full)
{
    struct breakdown_share *share = &breakdown->shares[group * breakdown->parts + part];
    share->mark += mark;
    share->full += full;
}

struct breakdown_share breakdown_of(const struct breakdown *breakdown, size_t group, size_t part)
{
    return breakdown->shares[group * breakdown->parts + part];
}

struct breakdown_share breakdown_of_group(const struct breakdown *breakdown, size_t group)
{
    struct breakdown_share sum = {0};
    for (size_t part = 0; part < breakdown->parts; part++) {
        struct breakdown_share share = breakdown_of(breakdown, group, part);
        sum.mark += share.mark;
        sum.full += share.full;
    }
    return sum;
}

struct breakdown_share breakdown_of_part(const struct breakdown *breakdown, size_t part)
{
    struct breakdown_share sum = {0};
    for (size_t group = 0; group < breakdown->groups; group++) {
        struct breakdown_share share = breakdown_of(breakdown, group, part);
        sum.mark += share.mark;
        sum.full += share.full;
    }
    return sum;
}

bool breakdown_rate(struct breakdown_share share, mark_t *percent)
{
    if (share.full <= 0)
        return false;
    *percent = mark_ratio(100 * MARK_ONE, share.mark, share.full, 1);
    return true;
}

/* a's rate below b's: as fractions, whose products need more than 64 bits for a hundred thousand people. */
static bool is_less(struct breakdown_share a, struct breakdown_share b)
{
    __extension__ typedef __int128 wide;
    return (wide)a.mark * b.full < (wide)b.mark * a.full;
}

ptrdiff_t breakdown_weakest(const struct breakdown *breakdown, size_t group)
{
    struct breakdown_share least = {1, 1};
    ptrdiff_t weakest = -1;
    for (size_t part = 0; part < breakdown->parts; part++) {
        struct breakdown_share share = breakdown_of(breakdown, group, part);
        if (share.full <= 0 || !is_less(share, least))
            continue;
        least = share;
        weakest = (ptrdiff_t)part;
    }
    return weakest;
}

int breakdown_section(const int *items, int sections, int item)
{
    for (int section = 0; section < sections; section++) {
        if (item < items[section])
            return section;
        item -= items[section];
    }
    return sections - 1;
}
