/* An appraisal sheet while it is being read. */
#ifndef BIWU_BANK_APPRAISAL_DRAFT_H
#define BIWU_BANK_APPRAISAL_DRAFT_H

#include "bank/sheet_draft.h"
#include "core/appraisal.h"

enum { APPRAISAL_MAX_NAMES = 400 };

/* What a key of a condition or rule named: an event, looked up when all are known. */
struct measured {
    enum measure of;
    int event; /* MEASURE_EVENT: index in the draft's names; else -1 */
    bool given;
};

struct merit_draft { /* a star or a title */
    struct text title;
    struct condition *all; /* in the arena */
    int count, stars;
    bool of_persons;
};

struct rules_draft {
    struct appraisal_rules rules;
    struct appraisal_rule *list; /* in the arena */
    bool persons;
    struct appraisal_draft *draft;
};

struct appraisal_draft {
    struct sheet_head head;
    struct appraisal_sheet sheet;
    struct appraisal_event events[APPRAISAL_MAX_EVENTS];
    struct place event_places[APPRAISAL_MAX_EVENTS];
    int event_count;
    struct placed_name names[APPRAISAL_MAX_NAMES]; /* events named by measures */
    int name_count;
    struct rules_draft persons, units;
    struct merit_draft stars[APPRAISAL_MAX_CRITERIA], titles[APPRAISAL_MAX_TITLES];
    int star_count, title_count;
    struct appraisal_grade grades[APPRAISAL_MAX_GRADES];
    int grade_count;
};

/* A measure's word: "mean", "平均分", "event:CODE". `draft` keeps what it names. */
bool appraisal_read_measure(struct reader *reader, const struct node *value, struct appraisal_draft *draft,
                            struct measured *out);
/* A bound of a measure: "85" or "85%". */
bool appraisal_read_bound(struct reader *reader, const struct node *value, mark_t *out);

/* appraisal_rules.c: base, rules and cap of persons or units, and what leaders get. */
void appraisal_read_persons(struct reader *reader, const struct node *value, void *into);
void appraisal_read_units(struct reader *reader, const struct node *value, void *into);
void appraisal_read_leaders(struct reader *reader, const struct node *value, void *into);
/* appraisal_merits.c: stars with their grades, and titles. */
void appraisal_read_stars(struct reader *reader, const struct node *value, void *into);
void appraisal_read_titles(struct reader *reader, const struct node *value, void *into);

#endif
