/* A test sheet (场次文件): everything an organizer decides about one test. */
#ifndef BIWU_CORE_SHEET_H
#define BIWU_CORE_SHEET_H

#include "core/marking.h"

enum {
    SHEET_MAX_SECTIONS = 50,
    SHEET_MAX_ITEMS = 1000, /* slots on one form */
};

/* A person as the rules see one. */
struct person {
    struct text number; /* 工号 */
    struct text name;
    struct text unit; /* path: 杜儿坪矿/通风二队党支部 */
    struct text post;
};

/* Who may take a test: everyone, or those who satisfy any of the lists. Those drawn are looked up where the
 * draw is known (draw_resolve of store/draws.h): `draw` alone includes nobody. */
struct who {
    bool everyone;
    const struct text *posts;
    int post_count;
    const struct text *units; /* a unit and everything below it */
    int unit_count;
    const struct text *numbers;
    int number_count;
    struct text draw;         /* id of a draw of people; empty: none */
    const struct text *drawn; /* numbers of those it lets in, sorted by bytes */
    int drawn_count;
};

/* What a section draws from; an empty list means "any". */
struct filter {
    const struct text *banks;
    int bank_count;
    uint32_t kinds; /* bit per item_kind; 0 = any */
    const struct text *topics;
    int topic_count;
    int difficulty_min, difficulty_max; /* 0, 0 = any */
};

/* Names one item: "dw-0301", or "dangwu/dw-0301" when the id alone is not unique in the hall. */
struct section {
    struct text title;
    int draw; /* how many to draw; 0 when `items` names them */
    struct filter from;
    const struct text *items;
    int item_count;
    mark_t marks; /* of each item; a case's are split over its children */
    enum credit credit;
};

/* When a candidate may see something. */
enum reveal { REVEAL_NEVER, REVEAL_SUBMITTED /* own attempt is over */, REVEAL_CLOSED /* test is closed */ };

enum rank_key { RANK_MARKS, RANK_ELAPSED, RANK_SUBMITTED /* earlier first */ };
enum { RANK_KEYS_MAX = 4 };

enum on_outage { OUTAGE_PAUSE, OUTAGE_RUN };

struct extra_time {
    struct text number;
    int64_t ms;
};

/* How answers in words are marked (阅卷). */
struct marking_policy {
    const struct text *markers; /* staff numbers; organizers may always mark */
    int marker_count;
    int times;         /* 1 or 2 markers an answer; default 2 */
    mark_t difference; /* of two marks: beyond it a third marker decides; default 0 */
};

struct test_sheet {
    struct text code; /* unique in the hall */
    struct text title;
    struct text instructions; /* may be empty */
    int64_t opens, closes;    /* wall ms; 0 = by hand only */
    int64_t duration_ms;
    mark_t pass;  /* marks needed to pass */
    mark_t full;  /* sum of all sections */
    int attempts; /* how many a person may take; the best counts */
    int decimals; /* 0 … 4; default 2 */
    struct who who;
    const struct section *sections;
    int section_count;
    bool shuffle_items, shuffle_options;
    int forms; /* 0: each candidate his own; else the number of parallel forms */
    enum reveal reveal_marks, reveal_keys, reveal_rank;
    enum rank_key rank[RANK_KEYS_MAX];
    int rank_count;
    const struct extra_time *extra_time;
    int extra_time_count;
    enum on_outage on_outage;
    struct text seed; /* empty: a random one is fixed when the test is prepared */
    struct marking_policy marking;
    mark_t excellent; /* marks that count as excellent (优秀); 0: 90 % of full, rounded to `decimals` */
};

bool who_includes(const struct who *who, const struct person *person);
/* Whether `unit` is `above` or lies below it: "矿/一队" is within "矿", "矿二" is not. */
bool unit_is_within(struct text unit, struct text above);
/* The first `depth` parts of the path: "矿/一队" of "矿/一队/一班" at 2. All of it at 0, and when it has
 * fewer. */
struct text unit_at_depth(struct text unit, int64_t depth);
/* The marks from which on a result is excellent: the sheet's, or 90 % of full, rounded to its decimals. */
mark_t sheet_excellent(const struct test_sheet *sheet);
/* duration_ms plus the person's extra time. */
int64_t sheet_time_for(const struct test_sheet *sheet, struct text number);

#endif
