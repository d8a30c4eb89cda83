/* What the files of the statistics share. Not for others. */
#ifndef BIWU_CORE_STATISTICS_PRIVATE_H
#define BIWU_CORE_STATISTICS_PRIVATE_H

#include "core/statistics.h"

/* Sums of squares of marks, times people: wider than mark_t. */
__extension__ typedef __int128 wide;

/* Small numbers in order, each as often as it came: a list that becomes counts when there are more numbers
 * than values. */
struct spread {
    uint32_t *list; /* [count], while `counts` is NULL */
    size_t count, capacity;
    uint32_t *counts; /* [values] */
    uint32_t values;
};

/* Reading a spread in ascending order. */
struct spread_run {
    const struct spread *spread;
    size_t at;
    uint32_t value, count;
};

void spread_add(struct spread *spread, uint32_t value);
/* Before it is read; nothing is added afterwards. */
void spread_sort(struct spread *spread);
bool spread_next(struct spread_run *run);
void spread_finish(struct spread *spread);
/* Radix sort. */
void statistics_sort(uint64_t *values, size_t count);

/* Where a total lies among the edges of the groups: an even band between two edges, an odd one on an edge,
 * where people count with a fraction. */
enum { EDGES = 4, BANDS = 2 * EDGES + 1 };

/* Who, of those with the item, has a certain mark for it. */
struct mark_sums {
    mark_t mark;
    uint32_t units;
    uint32_t people[BANDS];
    int64_t totals; /* their totals' sum */
};

struct item_sums {
    int64_t revision;
    int child;
    int64_t given, pending;
    mark_t full;             /* the greatest */
    mark_t fulls[BANDS];     /* sums */
    mark_t forms;            /* sum of the forms' full marks */
    wide squares;            /* of the totals */
    struct mark_sums *marks; /* by mark */
    size_t mark_count, mark_capacity;
    uint32_t blank[BANDS];
    uint32_t (*options)[BANDS]; /* [option_count] */
    int option_count;
    struct spread rests; /* T − x, in units */
    struct spread times; /* tenths of seconds */
};

/* A place of the form, whatever item stands there. */
struct place_sums {
    mark_t full;
    int64_t sum;
    wide squares;
};

/* Over n people: what variances and covariances are made of. */
struct moments {
    wide n, x, t, xx, xt, tt;
};

struct statistics {
    mark_t unit;
    mark_t *totals;
    size_t total_count, total_capacity;
    bool divided;
    uint32_t rest_values; /* distinct rest marks, in units */

    mark_t edges[EDGES];
    int edge_count;
    double upper[BANDS], lower[BANDS]; /* the part of a person that counts for the 27 % */
    double thirds[STATISTICS_GROUPS][BANDS];

    int64_t attempts, pending;
    mark_t form_full; /* the greatest */
    bool partial;     /* some mark was neither nothing nor full */

    struct item_sums *items;
    size_t item_count, item_capacity;
    uint32_t *table; /* open addressing: index + 1 of an item; 0: free */
    size_t table_size;

    struct place_sums *places;
    size_t place_capacity;
    uint32_t *expected; /* [place_capacity] the item that stood there last */
    int place_count;    /* -1: no attempt yet */
    bool places_differ;
};

/* n (n − 1) V and C. */
wide moments_vx(const struct moments *m);
wide moments_vt(const struct moments *m);
wide moments_xt(const struct moments *m);

struct moments item_moments(const struct item_sums *item);
/* Figures of one item; `weight` is left to the test. */
void item_figures(const struct statistics *statistics, struct item_sums *item, struct item_statistics *out);
void test_figures(const struct statistics *statistics, struct test_statistics *out);

#endif
