/* An item (试题): one question and its parts, as a value. All texts are NFC, valid UTF-8, and live in the
 * arena of whoever made the item. */
#ifndef BIWU_CORE_ITEM_H
#define BIWU_CORE_ITEM_H

#include "core/decimal.h"
#include "core/mark.h"

enum item_kind {
    ITEM_SINGLE,
    ITEM_MULTIPLE,
    ITEM_TRUEFALSE,
    ITEM_BLANK,
    ITEM_NUMERIC,
    ITEM_ORDER,
    ITEM_MATCH,
    ITEM_SPOT,
    ITEM_SHORT,
    ITEM_CASE,
};
enum { ITEM_KINDS = ITEM_CASE + 1 };

enum {
    ITEM_MAX_OPTIONS = 10,  /* A … J; also order entries, pairs and rights */
    ITEM_MAX_SEGMENTS = 20, /* of spot */
    ITEM_MAX_BLANKS = 10,
    ITEM_MAX_ACCEPTED = 20, /* accepted texts of one blank */
    ITEM_MAX_CHILDREN = 20,
    ITEM_MAX_POINTS = 20,      /* 采分点 of short */
    ITEM_MAX_ID = 64,          /* bytes of an id or a bank code */
    ITEM_MAX_TEXT = 16 * 1024, /* bytes of any one text */
};

/* What one blank accepts. Texts as written; compare in folded form (utf8_fold). */
struct blank {
    const struct text *accepted;
    int count; /* ≥ 1 */
};

/* What an answer in words must hold (采分点); a marker says of each whether it is there. */
struct short_point {
    struct text text;
    mark_t marks; /* > 0; their sum is the item's whole, whatever a section gives for it */
};

struct item_source {
    struct text document, article, edition; /* each may be empty */
};

struct item {
    struct text id; /* unique in its bank */
    enum item_kind kind;
    struct text stem; /* of case: may be empty; of blank: with runs of ≥ 2 underscores; of spot: with [[ ]] */
    struct text topic;
    struct text rationale;
    struct item_source source;
    int difficulty;  /* 1 … 5, 0 = not given */
    int weight;      /* of a case's child: its share of the case's marks; ≥ 1 */
    bool keep_order; /* options are never shuffled */

    /* single, multiple: the options. order: in the right order. spot: the segments, in the order of the
     * stem. match: the distinct rights, in the order of first mention. */
    const struct text *options;
    int option_count;
    /* single, multiple, spot: bit i = option i is right (spot: is wrong, which is what is looked for).
     * truefalse: bit 0 set = true. */
    uint32_t key;

    const struct text *lefts; /* match */
    const uint8_t *right_of;  /* match: left i belongs to options[right_of[i]] */
    int left_count;

    const struct blank *blanks; /* blank */
    int blank_count;
    bool any_order;

    struct decimal number, tolerance; /* numeric */
    struct text unit;                 /* numeric: may be empty */

    const struct short_point *points; /* short */
    int point_count;

    struct text stimulus; /* case */
    const struct item *children;
    int child_count;

    const struct text *enemies; /* ids in the same bank */
    int enemy_count;
};

struct bank {
    struct text code;
    struct text title;
    const struct item *items;
    size_t item_count;
};

/* "single" … "case": the spelling in files, journal and protocol. */
const char *item_kind_name(enum item_kind kind);
/* The English msgid of the kind for people ("single choice"); show through _(). */
const char *item_kind_label(enum item_kind kind);
bool item_kind_from_name(struct text name, enum item_kind *out);

/* Codes of banks, events and draws are lower-case letters a to z, digits and hyphens. */
bool is_code_byte(char c);
/* Not empty, and made of nothing else. How long it may be is another question. */
bool text_is_code(struct text t);

/* Number of blanks in a stem: runs of two or more ASCII underscores. */
int item_count_blanks(struct text stem);

#endif
