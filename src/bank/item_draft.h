/* An item while it is being read: what the file said, with its places, before it is checked as a whole. */
#ifndef BIWU_BANK_ITEM_DRAFT_H
#define BIWU_BANK_ITEM_DRAFT_H

#include "bank/fields.h"
#include "bank/ids.h"
#include "bank/values.h"

/* The keys of an item, in the order of the table of item_read.c. */
enum item_field {
    FIELD_ID,
    FIELD_KIND,
    FIELD_STEM,
    FIELD_OPTIONS,
    FIELD_PAIRS,
    FIELD_POINTS,
    FIELD_STIMULUS,
    FIELD_ITEMS,
    FIELD_KEY,
    FIELD_ANY_ORDER,
    FIELD_TOLERANCE,
    FIELD_UNIT,
    FIELD_WEIGHT,
    FIELD_TOPIC,
    FIELD_DIFFICULTY,
    FIELD_RATIONALE,
    FIELD_SOURCE,
    FIELD_ENEMIES,
    FIELD_SHUFFLE,
    ITEM_FIELDS,
};
#define FIELD_BIT(field) (UINT32_C(1) << (field))

/* The key as written: a text, or a list whose entries are texts or lists of texts. */
struct draft_key {
    bool is_list;
    int groups; /* entries of the list; 1 for a text */
    int count;
    struct piece pieces[ITEM_MAX_BLANKS * ITEM_MAX_ACCEPTED];
    uint8_t group[ITEM_MAX_BLANKS * ITEM_MAX_ACCEPTED]; /* which entry each piece belongs to */
};

struct draft {
    struct reader *reader;
    struct ids *ids;    /* of the bank so far */
    bool child;         /* part of a case */
    struct draft *part; /* where a case reads its children; NULL in a child */

    struct seen seen;
    uint32_t broken; /* fields that were complained of while they were read */
    bool kind_known;
    struct place place; /* of the item as a whole: its id, where there is one */
    struct place values[ITEM_FIELDS];
    struct item item; /* filled in as far as it is known */

    struct piece options[ITEM_MAX_OPTIONS];
    int option_count;
    struct piece lefts[ITEM_MAX_OPTIONS], rights[ITEM_MAX_OPTIONS];
    int pair_count;
    struct draft_key key;
    struct short_point points[ITEM_MAX_POINTS];
    struct place point_places[ITEM_MAX_POINTS];
    int point_count;
    struct pieces enemies; /* kept from item to item, to spare memory */

    /* The topic and source read last: most items of a bank repeat them, so they are stored once. */
    struct text last_topic;
    struct item_source last_source;

    struct item children[ITEM_MAX_CHILDREN];
    int child_count;
};

/* A draft lives as long as the bank is read. */
void draft_init(struct draft *draft, struct reader *reader, struct ids *ids, struct draft *part);
void draft_finish(struct draft *draft);

/* Reads the item that `node` begins and checks it. draft->item is whole when it returns true; otherwise
 * something is wrong and was said. */
bool draft_read(struct draft *draft, const struct node *node);

/* item_check.c: the item as a whole, once all its fields are read. */
void draft_check(struct draft *draft);
/* item_key.c: the key for the item's kind; fills in item.key, blanks or number. */
void draft_check_letters(struct draft *draft); /* single, multiple */
void draft_check_truth(struct draft *draft);
void draft_check_blanks(struct draft *draft);
void draft_check_number(struct draft *draft);
void draft_check_segments(struct draft *draft); /* spot: the numbers of segments */
/* item_points.c: what an answer in words must hold. */
bool draft_read_points(struct draft *draft, const struct node *value);
void draft_check_points(struct draft *draft);

/* Whether the field was given, and given well. */
static inline bool draft_has(const struct draft *draft, enum item_field field)
{
    return seen_field(&draft->seen, field) && !(draft->broken & FIELD_BIT(field));
}

static inline struct span draft_span(const struct draft *draft, struct place place)
{
    return reader_span(draft->reader, place);
}

#endif
