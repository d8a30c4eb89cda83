/* A panel sheet while it is being read. */
#ifndef BIWU_BANK_PANEL_DRAFT_H
#define BIWU_BANK_PANEL_DRAFT_H

#include "bank/sheet_draft.h"
#include "core/panel_sheet.h"

enum criterion_key {
    CRITERION_KEY_ID,
    CRITERION_KEY_TITLE,
    CRITERION_KEY_MIN,
    CRITERION_KEY_MAX,
    CRITERION_KEY_KIND,
    CRITERION_KEY_STEP,
    CRITERION_KEY_FACTOR,
    CRITERION_KEY_LEVELS,
    CRITERION_KEY_STEPS,
    CRITERION_KEY_FAULTS,
    CRITERION_KEY_WRONG_ORDER,
    CRITERION_KEY_OVERTIME,
    CRITERION_KEYS,
};

struct criterion_draft {
    struct criterion criterion;
    struct place place, id;
    struct seen seen;
    struct step_mark *steps; /* in the arena: those without marks get their share at the end */
    uint64_t steps_given;    /* bit i: step i says its marks */
    struct place levels[CRITERION_MAX_LEVELS];
    bool broken; /* something was wrong with it */
};

struct panel_draft {
    struct sheet_head head;
    struct panel_sheet sheet;
    struct placed_name judges[PANEL_MAX_JUDGES];
    struct placed_name head_judge;
    struct placed_name rank[PLACING_KEYS];
    int rank_count;
    struct criterion_draft criteria[PANEL_MAX_CRITERIA];
    int criterion_count;
    bool criteria_broken, judges_broken, topics_broken;
    struct place drop, drop_from, topics, recuse;
    bool drop_from_given, mean_rounding_given, factor_rounding_given, total_rounding_given;
};

/* panel_load.c. Row 0 is the key that names the kind. */
extern const struct field_table panel_table;
void panel_set_defaults(struct panel_sheet *sheet);
/* Reads a whole sheet into a struct panel_sheet. */
void panel_read(struct reader *reader, const struct node *root, void *out);

/* panel_judging.c: who judges, and how marks are put together; into a struct panel_draft. */
void panel_read_judges(struct reader *reader, const struct node *value, void *into);
void panel_read_head(struct reader *reader, const struct node *value, void *into);
void panel_read_drop(struct reader *reader, const struct node *value, void *into);
void panel_read_by(struct reader *reader, const struct node *value, void *into);
void panel_read_mean(struct reader *reader, const struct node *value, void *into);
void panel_read_rounding(struct reader *reader, const struct node *value, void *into);
void panel_read_recuse(struct reader *reader, const struct node *value, void *into);
void panel_read_missing(struct reader *reader, const struct node *value, void *into);

/* panel_criteria.c: the list of criteria. */
extern const struct field_table criterion_table;
void panel_read_criteria(struct reader *reader, const struct node *value, void *into);
/* criterion_check.c: when the whole sheet has been read. */
void panel_settle_criterion(struct panel_draft *draft, struct criterion_draft *criterion);
/* panel_check.c: likewise, for the sheet. */
void panel_draft_check(struct panel_draft *draft, const struct seen *seen, struct place top);
/* The words of `rank` that name no criterion; 1 for the total. */
extern const struct choices choices_panel_rank;

#endif
