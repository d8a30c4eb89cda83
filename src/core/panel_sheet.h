/* A panel sheet (评委打分): performances marked by judges against a rubric. */
#ifndef BIWU_CORE_PANEL_SHEET_H
#define BIWU_CORE_PANEL_SHEET_H

#include "core/entrant.h"

enum {
    PANEL_MAX_JUDGES = 15,
    PANEL_MAX_CRITERIA = 30,
    CRITERION_MAX_STEPS = 50,
    CRITERION_MAX_LEVELS = 12,
    PANEL_MAX_TOPICS = 200,
    PANEL_MAX_AWARDS = 20,
};

enum criterion_kind {
    CRITERION_JUDGED,   /* a mark from min to max in steps of `step`, with described levels */
    CRITERION_MEASURED, /* steps ticked, deductions counted: the mark is computed */
};

struct level { /* of a rubric: from this mark up it is to be described so */
    mark_t mark;
    struct text text;
};

struct step_mark { /* a step that must be seen, or a fault that must not */
    struct text text;
    mark_t marks; /* ≥ 0: gained by the step, lost by the fault */
};

struct criterion {
    struct text id, title;
    enum criterion_kind kind;
    mark_t min, max;
    mark_t step; /* judged: marks are multiples of it, counted from min */
    mark_t
        factor; /* the panel's mean of this criterion (or the judge's mark) is multiplied by it; MARK_ONE */
    const struct level *levels; /* ascending */
    int level_count;
    /* measured: the sum of the steps seen, less wrong_order for each step out of its place, less the faults
     * seen, less overtime for each begun `overtime_every` ms beyond the time; at least min, at most max. */
    const struct step_mark *steps;
    int step_count;
    const struct step_mark *faults; /* forbidden */
    int fault_count;
    mark_t wrong_order; /* ≥ 0, for each */
    mark_t overtime;    /* ≥ 0, for each begun unit of time */
    int64_t overtime_every;
};

/* What is trimmed and averaged. */
enum panel_by {
    PANEL_BY_TOTAL,     /* each judge's sum over the criteria */
    PANEL_BY_CRITERION, /* each criterion over the judges; the results are added up */
};
enum panel_mean { PANEL_MEAN, PANEL_SUM /* of the marks that are left, as in diving */ };

/* A stage at which a value is rounded half up; PANEL_EXACT: it goes on as an exact fraction. */
enum { PANEL_EXACT = -1 };

struct panel_rounding {
    int mean;   /* each trimmed mean or sum; decimals, or PANEL_EXACT */
    int factor; /* each product with a factor */
    int total;  /* the performer's mark: 0 … 4, never exact */
};

/* A judge who has not marked, when the performer is closed. */
enum missing_rule {
    MISSING_MEAN,     /* the mean is of the rest (the head judge confirms it) */
    MISSING_REQUIRED, /* cannot be closed */
};

enum performing_order { PERFORM_DRAWN, PERFORM_SEAT /* as listed */ };

enum panel_rank_key { PANEL_RANK_TOTAL, PANEL_RANK_CRITERION /* the panel's mark of one criterion */ };
struct panel_rank {
    enum panel_rank_key key;
    int criterion;
};

struct panel_sheet {
    struct text code, title, instructions;
    const struct entrant *performers;
    int performer_count;
    int judge_count;
    const struct text *judges; /* staff numbers; or "1", "2", … when the sheet only gives their number: marks
                                * then come from paper, or from an organizer */
    bool judges_named;
    int head; /* index of the head judge (裁判长) */
    int drop_high, drop_low;
    int drop_from; /* fewer marks than this, and nothing is dropped; > drop_high + drop_low */
    enum panel_by by;
    enum panel_mean mean;
    struct panel_rounding rounding;
    mark_t factor; /* of the total; MARK_ONE */
    bool has_spread;
    mark_t spread; /* judges' sums further apart than this call the head judge */
    bool recuse_same_unit;
    enum missing_rule missing;
    bool blind; /* judges and board see a drawn code (加密号) instead of the name until the panel is closed */
    enum performing_order order;
    const struct text *topics; /* sealed pool; each performer draws one */
    int topic_count;
    bool topics_return;               /* a topic drawn goes back into the pool */
    int64_t prepare, perform, defend; /* ms; 0: no such part */
    const struct criterion *criteria;
    int criterion_count;
    struct panel_rank rank[PLACING_KEYS];
    int rank_count;
    const struct award *awards;
    int award_count;
    struct text seed;
};

/* The most a performer can get when all judges mark him. */
mark_t panel_full(const struct panel_sheet *sheet);
/* -1: there is none. */
int panel_judge_find(const struct panel_sheet *sheet, struct text number);
int panel_criterion_find(const struct panel_sheet *sheet, struct text id);

#endif
