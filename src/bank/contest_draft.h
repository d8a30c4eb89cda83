/* A contest sheet while it is being read. */
#ifndef BIWU_BANK_CONTEST_DRAFT_H
#define BIWU_BANK_CONTEST_DRAFT_H

#include "bank/item_source.h"
#include "bank/sheet_draft.h"
#include "core/contest_sheet.h"

enum round_key {
    ROUND_KEY_KIND,
    ROUND_KEY_TITLE,
    ROUND_KEY_RULES,
    ROUND_KEY_FROM,
    ROUND_KEY_ITEMS,
    ROUND_KEY_TURNS,
    ROUND_KEY_SECONDS,
    ROUND_KEY_WINDOW,
    ROUND_KEY_BEGIN,
    ROUND_KEY_RIGHT,
    ROUND_KEY_WRONG,
    ROUND_KEY_SPEED,
    ROUND_KEY_PROMPT,
    ROUND_KEY_SWAPS,
    ROUND_KEY_STAKES,
    ROUND_KEY_ORDER,
    ROUND_KEY_DECLINE,
    ROUND_KEY_FALSE_START,
    ROUND_KEY_REBOUND,
    ROUND_KEY_REBOUND_TO,
    ROUND_KEY_SURVIVOR,
    ROUND_KEY_PANEL,
    ROUND_KEY_WEIGHT,
    ROUND_KEY_ANSWER,
    ROUND_KEY_SPARES,
    ROUND_KEYS,
};

struct contest_draft;

struct round_draft {
    struct contest_draft *contest;
    struct round_sheet sheet;
    struct place place;
    bool kind_known;
    struct text kind_word; /* as the file spells it */
    struct seen seen;
    bool listed; /* `items` is a list */
    bool broken; /* something is wrong with it: sums mean nothing */
};

struct contest_draft {
    struct sheet_head head;
    struct contest_sheet sheet;
    struct round_draft rounds[CONTEST_MAX_ROUNDS];
    int round_count;
    bool rounds_broken;
    struct round_draft playoff;
    bool has_playoff;
    struct named_items named;  /* of all rounds */
    struct placed_marks marks; /* likewise */
    struct place freeze, rank;
};

/* contest_load.c. Row 0 is the key that names the kind. */
extern const struct field_table contest_table;
void contest_set_defaults(struct contest_sheet *sheet);
/* Reads a whole sheet into a struct contest_sheet. */
void contest_read(struct reader *reader, const struct node *root, void *out);

/* contest_round.c: one round; playoff: under the key of that name, where the kind is known. */
extern const struct field_table round_table;
extern const struct choices choices_round;
void contest_read_round(struct contest_draft *draft, const struct node *node, struct round_draft *round,
                        bool playoff);
/* contest_stakes.c: what is more than one value. */
void round_read_source(struct reader *reader, const struct node *value, struct item_source_rule *out);
void round_read_stakes(struct reader *reader, const struct node *value, void *into);
void round_read_speed(struct reader *reader, const struct node *value, void *into);
void round_read_false_start(struct reader *reader, const struct node *value, void *into);
/* A number of marks of the contest, with its place noted. */
bool round_read_mark(struct round_draft *round, const struct node *value, mark_t *out);
bool round_read_penalty(struct round_draft *round, const struct node *value, mark_t *out);

/* contest_round_check.c: when a round has been read: what its kind has no use for, what is missing, defaults.
 */
void contest_settle_round(struct round_draft *round);
/* contest_check.c: when the whole sheet has been read. */
void contest_draft_check(struct contest_draft *draft, const struct seen *seen, struct place top);

#endif
