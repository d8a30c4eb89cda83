/* Breakdowns (得分率): how much of the marks of each part of a paper (section, topic) each group of people
 * got, and where it is weakest. */
#ifndef BIWU_CORE_BREAKDOWN_H
#define BIWU_CORE_BREAKDOWN_H

#include "core/mark.h"

struct breakdown_share {
    mark_t mark, full;
};

struct breakdown {
    struct breakdown_share *shares; /* group by group; owned */
    size_t groups, parts;
};

void breakdown_init(struct breakdown *breakdown, size_t groups, size_t parts);
void breakdown_finish(struct breakdown *breakdown);
void breakdown_add(struct breakdown *breakdown, size_t group, size_t part, mark_t mark, mark_t full);
/* Of one part; of all parts of a group; of a part over all groups. */
struct breakdown_share breakdown_of(const struct breakdown *breakdown, size_t group, size_t part);
struct breakdown_share breakdown_of_group(const struct breakdown *breakdown, size_t group);
struct breakdown_share breakdown_of_part(const struct breakdown *breakdown, size_t part);
/* In percent to one decimal; false when the part was not asked (or counts nothing). */
bool breakdown_rate(struct breakdown_share share, mark_t *percent);
/* The part with the least rate, compared exactly; the first of equal ones. -1: no part was asked, or full
 * marks in all. */
ptrdiff_t breakdown_weakest(const struct breakdown *breakdown, size_t group);

/* Which section an item of a form belongs to, counted from 0 (a case with its children is one item): forms
 * hold the items section by section. `items` [sections ≥ 1]: how many each has. What lies beyond them belongs
 * to the last. */
int breakdown_section(const int *items, int sections, int item);

#endif
