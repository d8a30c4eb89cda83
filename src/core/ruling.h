/* Rulings (更正): decisions that change how responses already given count. The journal keeps them; marks are
 * always computed from the responses and all rulings of the event, so the marks before stay visible.
 *
 * Of several rulings on the same item, or on the same section's credit rule, the last counts. */
#ifndef BIWU_CORE_RULING_H
#define BIWU_CORE_RULING_H

#include "base/buf.h"
#include "core/marking.h"

enum ruling_kind {
    RULING_KEY,    /* other keys: whatever is right by any of them is right */
    RULING_ALL,    /* everybody who had the item gets its full mark */
    RULING_REMOVE, /* the item counts nothing; the section's other items carry its marks */
    RULING_CREDIT, /* a section's rule of credit for what is partly right */
    RULING_UPHOLD, /* as the bank and the sheet have it: takes an earlier ruling back */
};
enum { RULING_KINDS = RULING_UPHOLD + 1, RULING_MAX_KEYS = 20, RULINGS_MAX = 1000 };

struct ruling {
    enum ruling_kind kind;
    struct text bank, id;    /* the item, or the child of a case; empty: of a section */
    int section;             /* CREDIT, and UPHOLD without an item: index in the sheet; else -1 */
    enum credit credit;      /* CREDIT */
    const struct text *keys; /* KEY: responses in canonical form, in the bank's letters */
    int key_count;
    struct text reason;
};

struct rulings {
    const struct ruling *at; /* in the order made */
    int count;
};

const char *ruling_kind_name(enum ruling_kind kind);  /* "key" "all" "remove" "credit" "uphold" */
const char *ruling_kind_label(enum ruling_kind kind); /* English msgid; show through _() */
bool ruling_kind_from_name(struct text name, enum ruling_kind *out);

/* Appends the keys of a RULING_KEY, joined by "or". `item`: what it rules on, for keys as people read them;
 * NULL: not known, when they stay as they are stored. */
void ruling_add_keys(const struct ruling *ruling, const struct item *item, struct buf *out);
/* Appends what it says, as one translated sentence without its reason and without a final stop. `item` as
 * above; NULL also of a section. */
void ruling_sentence(const struct ruling *ruling, const struct item *item, struct buf *out);

/* The ruling in force for an item (NULL: none), and for a section's credit. */
const struct ruling *rulings_of_item(const struct rulings *rulings, struct text bank, struct text id);
enum credit rulings_credit(const struct rulings *rulings, int section, enum credit otherwise);

/* Whether `item` (not a case) can be ruled so: KEY asks for a kind that a machine marks and for keys that are
 * responses to it; ALL and REMOVE take any kind. ERR_INVALID, said for a person. */
bool ruling_check_item(const struct ruling *ruling, const struct item *item, struct err *err);

#endif
