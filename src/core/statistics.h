/* Item and test statistics (试题分析): how a test and its items did.
 *
 * Formulas and conventions (n − 1, what counts as what) are those of Moodle's quiz statistics, as published
 * in "Quiz statistics calculations" (docs.moodle.org/dev) and done by its calculators; where this goes beyond
 * them the source or the reason is named. Everything is computed from exact integer sums, so that the order
 * in which attempts come never changes a figure. A figure that cannot be computed is not a number (NaN): it
 * is withheld, and statistics.h says when.
 *
 * In the formulas: n people had the item; x a person's mark for it, T the person's total, r = T − x the rest;
 * V and C are variance and covariance with n − 1. No response counts 0, as does an answer in words that still
 * waits for a marker.
 *
 * When people were drawn different items, an item's figures are over those who had it.
 *
 * Use: create; statistics_add_total of every attempt; statistics_divide; statistics_add of every attempt, in
 * any order; statistics_end. Of a response little more is kept than its total, by item and mark: four bytes,
 * or a count when there are more people than different totals. */
#ifndef BIWU_CORE_STATISTICS_H
#define BIWU_CORE_STATISTICS_H

#include "base/arena.h"
#include "base/buf.h"
#include "core/marking.h"
#include "core/tally.h"

enum {
    /* Upper and lower group have 27 % of the people each (Kelley, "The selection of upper and lower groups
     * for the validation of test items", J. Educ. Psych. 30, 1939, 17–24); the thirds a third each. Ties:
     * people with the total at a group's edge all count with the same fraction of a person, so that the group
     * has exactly its size, whoever came first. */
    STATISTICS_GROUP_PERCENT = 27,
    /* Below this many people (of the test, or with the item) nothing is divided into groups and no item is
     * warned of: 27 % of nine are fewer than three. */
    STATISTICS_MIN_GROUPED = 10,
    /* Below this many people all figures are unstable: a correlation's standard error is about 1/√n, here
     * 0.18. They are shown, with a warning. */
    STATISTICS_STABLE = 30,
    STATISTICS_OPTIONS = ITEM_MAX_SEGMENTS, /* the most options an item has */
    /* Times longer than two hours for one item count as two hours; only the median is taken of them. */
    STATISTICS_LONGEST = 2 * 60 * 60 * 1000,
};

enum statistics_group { GROUP_UPPER, GROUP_MIDDLE, GROUP_LOWER };
enum { STATISTICS_GROUPS = GROUP_LOWER + 1 };

/* Who chose an option, of those who had the item. */
struct option_statistics {
    int64_t count;                   /* people */
    double share[STATISTICS_GROUPS]; /* of each third, 0 … 1; NaN: too few people, or nobody of it had the
                                        item */
};

struct item_statistics {
    int64_t revision; /* of the item (of the case, for a child) */
    int child;        /* index in the case, or -1 */
    int64_t n;        /* people who had it */
    int64_t given;    /* of them with a response */
    int64_t pending;  /* responses that wait for a marker */
    mark_t full;      /* its full mark; where it differs between people, the greatest */
    /* Facility (难度/通过率): sum of marks / sum of full marks, 0 … 1. Moodle: F = mean(x) / x_max. n ≥ 1. */
    double facility;
    /* √V(x), in marks. n ≥ 2. */
    double sd;
    /* Discrimination index (区分度): 100 C(x, r) / √(V(x) V(r)), the corrected item–rest correlation, −100 …
     * 100. n ≥ 2; withheld when all have the same x, or the same r. */
    double discrimination;
    /* Discriminative efficiency: 100 C(x, r) / C_max(x, r), C_max being the covariance of the marks x and the
     * marks r each put in order: what it could be at best with these marks. Withheld when C_max is 0. */
    double efficiency;
    /* Effective weight: 100 √C(x, T) / Σ √C(x', T) over all items x' with C ≥ 0, in percent of the test.
     * Withheld when C(x, T) < 0, and when people had different items (as Moodle does for drawn ones). */
    double weight;
    /* Intended weight: 100 × sum of the item's full marks / sum of the forms' full marks. */
    double intended;
    /* D (Kelley 1939): mean share of the full mark in the upper group less that in the lower, −1 … 1. */
    double d27;
    double share[STATISTICS_GROUPS]; /* facility in each third */
    double blank[STATISTICS_GROUPS]; /* share of each third without a response */
    double median_seconds;           /* of those who answered and whose time is known */
    /* [STATISTICS_OPTIONS], as tally_slot.chosen counts them. */
    struct option_statistics options[STATISTICS_OPTIONS];
};

/* Over what alpha was computed. */
enum alpha_basis {
    ALPHA_ITEMS,       /* everybody had the same items */
    ALPHA_PLACES,      /* the forms differ, but their places have the same full marks */
    ALPHA_DIFFERENT,   /* withheld: the forms differ in number of places or in their full marks */
    ALPHA_FEW_PEOPLE,  /* withheld: fewer than two */
    ALPHA_FEW_ITEMS,   /* withheld: fewer than two that count */
    ALPHA_SAME_TOTALS, /* withheld: all have the same total */
};

/* Marks and moments of the totals; n ≥ 1 unless said otherwise. */
struct test_statistics {
    int64_t n;       /* attempts */
    int64_t pending; /* attempts with answers that wait for a marker */
    mark_t full, best, worst;
    double mean;
    double median; /* of an even number the mean of the middle two */
    double sd;     /* √V(T); n ≥ 2 */
    /* By k-statistics: k3 / k2^(3/2) (n ≥ 3) and k4 / k2² (n ≥ 4); withheld when all totals are equal. */
    double skewness, kurtosis;
    /* Coefficient of internal consistency (信度), Cronbach's alpha: P/(P − 1) × (1 − ΣV(x) / V(T)) over the
     * P items or places that count; 1 at most, below 0 at worst. Where every mark is nothing or full and
     * these are equal, it is KR-20 (Kuder & Richardson 1937). */
    double alpha;
    enum alpha_basis basis;
    bool dichotomous;                    /* every mark was nothing or full */
    double error_ratio;                  /* 100 √(1 − alpha) */
    double standard_error;               /* error_ratio / 100 × sd, in marks */
    bool same_items;                     /* everybody had the same items */
    bool grouped;                        /* groups were made: n ≥ STATISTICS_MIN_GROUPED */
    const struct item_statistics *items; /* by revision, then child */
    size_t item_count;
    /* Totals in order, for a histogram. */
    const mark_t *totals;
};

struct statistics;

/* Marks are not negative. */
struct statistics *statistics_create(void);
void statistics_destroy(struct statistics *statistics);

/* First, of each attempt: its total and the full mark of its form. */
void statistics_add_total(struct statistics *statistics, mark_t total, mark_t full);
/* Fixes the groups. */
void statistics_divide(struct statistics *statistics);
/* Then, of each attempt again, its responses; `total` is the sum of their marks and was added before. */
void statistics_add(struct statistics *statistics, mark_t total, const struct tally_slot *slots, int count);
/* Everything; nothing is added afterwards. The results live in the arena, but *totals as long as the
 * accumulator.
 */
void statistics_end(struct statistics *statistics, struct arena *arena, struct test_statistics *out);

/* What somebody who guesses gets on average, as a share of the full mark, before rounding:
 *   single           1/k of k options
 *   truefalse        1/2
 *   multiple, spot   every non-empty choice is equally likely; the credit rule's exact expectation over them
 *   match            each left gets any right: 1/k
 *   order            every order is equally likely: 1/k!; with adjacent credit 1/k
 *   blank, numeric, short  0: there is nothing to choose from
 *   case             not a number */
double statistics_guess(const struct item *item, enum credit credit);

/* ---- Warnings ------------------------------------------------------------------------------------------ */

/* Only of items that STATISTICS_MIN_GROUPED people had. */
enum warning_kind {
    /* Those who know more get less: discrimination < 0 ("probably invalid", Moodle, "Quiz report
     * statistics"). Not of an easy one, where chance decides about the few who have it wrong. */
    WARNING_NEGATIVE,
    /* More of the upper third chose a wrong option than the key (the least chosen, of several). */
    WARNING_KEY,
    /* A wrong option and the key are about equally chosen by the upper third: each by 25 % or more (what
     * chance gives each of four) and not more than 10 points apart (one person of the ten in a third of
     * thirty). */
    WARNING_AMBIGUOUS,
    WARNING_EASY, /* facility ≥ 0.95 ("extremely easy", Moodle, as above) */
    WARNING_HARD, /* facility ≤ 0.10 ("very difficult", as above), or not above guessing */
    /* 0 ≤ discrimination < 20 ("very weak", as above), without any of the warnings above. */
    WARNING_WEAK,
    /* Nobody chose a wrong option of single or multiple: it distracts nobody (Haladyna & Downing, "How many
     * options is enough for a multiple-choice test item?", Educ. Psych. Meas. 53, 1993, 999–1010). */
    WARNING_UNCHOSEN,
};
enum { WARNING_KINDS = WARNING_UNCHOSEN + 1 };

struct warning {
    enum warning_kind kind;
    uint32_t options; /* KEY, AMBIGUOUS: the wrong option; UNCHOSEN: all of them */
    uint32_t key;     /* KEY, AMBIGUOUS: the key it is compared to */
};

/* The options that count as right, as tally_slot.chosen counts them. */
uint32_t statistics_key(const struct item *item);
/* Options of the item as tally_slot.chosen counts them: 2 of truefalse, 0 of kinds without. */
int statistics_option_count(const struct item *item);
/* What to warn of, most serious first; returns how many. `guess` is statistics_guess. */
int statistics_warnings(const struct item *item, const struct item_statistics *statistics, double guess,
                        struct warning out[static WARNING_KINDS]);
/* "negative" "key" "ambiguous" "easy" "hard" "weak" "unchosen": for programs. */
const char *warning_name(enum warning_kind kind);
/* Appends a whole sentence in the reader's language: what was seen and what to do. */
void warning_say(const struct item *item, const struct warning *warning, struct buf *out);
/* Appends "A", "true" or "3" (of spot): the option as people know it. */
void statistics_option_name(const struct item *item, int option, struct buf *out);

#endif
