/* What the files of the statistics share. Not for others. */
#ifndef BIWU_CORE_STATISTICS_PRIVATE_H
#define BIWU_CORE_STATISTICS_PRIVATE_H

#include "core/statistics.h"

/* Sums of squares of marks, times people: wider than mark_t. */
__extension__ typedef __int128 wide;

/* Small numbers in order, each as often as it came: a list that becomes counts when there are more numbers
 * than values. */
struct spread {
    uint32_t *list;         /* [count], while `counts` is NULL */
    size_t count, capacity; /* of counts: count is known once settled */
    uint32_t *counts;       /* [values] */
    uint32_t values;
};

/* Reading a spread in ascending order. */
struct spread_run {
    const struct spread *spread;
    size_t at;
    uint32_t value, count;
};

void spread_list(struct spread *spread, uint32_t value);
static inline void spread_add(struct spread *spread, uint32_t value)
{
    if (spread->counts)
        spread->counts[value]++;
    else
        spread_list(spread, value);
}
/* Before it is read; nothing is added afterwards. */
void spread_settle(struct spread *spread);
bool spread_next(struct spread_run *run);
void spread_finish(struct spread *spread);
/* Radix sort. */
void statistics_sort(uint64_t *values, size_t count);

/* Where a total lies among the edges of the groups: an even band between two edges, an odd one on an edge,
 * where people count with a fraction. */
enum { EDGES = 4, BANDS = 2 * EDGES + 1 };

/* The people who have a certain mark for the item, by their totals (as indexes of statistics.distinct). */
struct mark_people {
    mark_t mark;
    struct spread totals;
};

/* What is made of them when all are there. */
struct mark_sums {
    int64_t people[BANDS];
    mark_t totals; /* their sum */
};

/* Accumulating touches little memory: what is rare is counted where it differs from the rule. */
struct item_sums {
    int64_t revision;
    int child;
    int option_count;
    mark_t full;                    /* as of the first who had it */
    struct mark_people none, whole; /* marks of nothing and of `full`: nearly everybody */
    struct mark_people *marks;      /* the others; once settled, all. By mark */
    size_t mark_count, mark_capacity;
    uint32_t (*options)[BANDS]; /* [option_count] */
    struct spread times;        /* tenths of seconds */

    uint32_t blank[BANDS];    /* people without a response */
    mark_t other_full[BANDS]; /* sums of what their full marks are more than `full` */
    mark_t other_form;        /* the same of their forms and statistics.form_full */
    mark_t greatest_full;
    bool fulls_differ;
    int64_t pending;

    struct mark_sums *sums; /* [mark_count], once settled */
    wide squares;           /* of the totals */
};

/* A place of the form, whatever item stands there. */
struct place_sums {
    mark_t full;   /* on the first form */
    uint32_t item; /* the one of the last attempt */
    int child;
    int64_t revision;
    int64_t sum;
    wide squares;
};

/* Over n people: what variances and covariances are made of. */
struct moments {
    wide n, x, t, xx, xt, tt;
};

struct statistics {
    mark_t *totals; /* in order, once divided */
    size_t total_count, total_capacity;
    bool divided;
    mark_t *distinct; /* [distinct_count]: the totals that there are, in order */
    uint8_t *bands;   /* [distinct_count] */
    uint32_t distinct_count;

    mark_t edges[EDGES];
    int edge_count;
    double upper[BANDS], lower[BANDS]; /* the part of a person that counts for the 27 % */
    double thirds[STATISTICS_GROUPS][BANDS];

    int64_t attempts, pending;
    mark_t form_full; /* the greatest */

    struct item_sums *items;
    size_t item_count, item_capacity;
    uint32_t *table; /* open addressing: index + 1 of an item; 0: free */
    size_t table_size;

    struct place_sums *places;
    size_t place_capacity;
    mark_t places_full; /* of the first form */
    int place_count;    /* -1: no attempt yet */
    bool places_differ;
    bool moved; /* not all attempts had the same items at the same places; else `places` is not kept */
};

/* What the places have so far, as far as it is what the items have that stand there. */
void places_from_items(struct statistics *statistics);

/* n (n − 1) V and C. */
wide moments_vx(const struct moments *m);
wide moments_vt(const struct moments *m);
wide moments_xt(const struct moments *m);

/* Makes the sums of what came, once. */
void item_settle(const struct statistics *statistics, struct item_sums *item);
struct moments item_moments(const struct item_sums *item);
/* Figures of one item; `weight` is left to the test. */
void item_figures(const struct statistics *statistics, struct item_sums *item, struct item_statistics *out);
void test_figures(const struct statistics *statistics, struct test_statistics *out);

#endif
