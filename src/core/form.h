/* Forms (试卷): drawing items by a blueprint, and the order in which they are shown.
 *
 * The draw is a published algorithm (docs/draw.md): every random number comes from base/rng.h with the
 * event's seed, so anyone who holds the seed and the pool can draw the same form again. */
#ifndef BIWU_CORE_FORM_H
#define BIWU_CORE_FORM_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/rng.h"
#include "core/sheet.h"

/* What drawing needs to know of an item. The pool is ordered by (bank, id) in byte order. */
struct pool_item {
    int64_t revision; /* of the item, in the store; > 0 */
    struct text bank;
    struct text id;
    struct text topic;
    enum item_kind kind;
    int difficulty;
    bool keep_order;            /* heeded for single and multiple; order and match are always shuffled */
    uint8_t option_count;       /* options that may be shuffled: of single, multiple, order, match; else 0 */
    const struct text *enemies; /* ids in the same bank, taken both ways; a child's do not count */
    int enemy_count;
    /* of case: one entry a child, same meaning */
    const struct pool_item *children;
    const int *child_weights;
    int child_count;
};

struct pool {
    const struct pool_item *items;
    size_t count;
};

/* Over the pool in order: bank, id, revision of each item, framed. */
struct hash pool_hash(const struct pool *pool);

/* One place on a form that takes a response: an item, or a child of a case. */
struct slot {
    int64_t revision;     /* of the item (of the case, for a child) */
    struct text bank, id; /* the item's (the child's own id, for a child) */
    struct text topic;
    int child;           /* index in the case, or -1 */
    int section;         /* index in the sheet */
    enum item_kind kind; /* never ITEM_CASE */
    mark_t full;
    uint8_t option_count;            /* 0: the kind has no options to permute */
    uint8_t shown[ITEM_MAX_OPTIONS]; /* shown[i] = the item's option shown at place i */
};

struct form {
    const struct slot *slots; /* in the order shown; children of a case stand together, in order */
    int count;
};

/* The most that could ever be drawn is checked here, before anybody sits down: every section can be filled
 * from the pool, named items exist and are named once, sums agree. Fails with the section and what is
 * missing. Checked by counting and by drawing a few forms. */
bool form_check(const struct test_sheet *sheet, const struct pool *pool, struct err *err);

/* Draws the form of `subject` (form_subject). Slots are allocated in `arena`; their texts are the pool's.
 * Deterministic in (sheet, pool, seed, subject). Fails as form_check does, but for the sums. */
bool form_draw(const struct test_sheet *sheet, const struct pool *pool, struct text seed, struct text subject,
               struct arena *arena, struct form *out, struct err *err);

/* The subject whose form a person gets at his nth attempt (from 1): "10021#1" when each has his own, or
 * "form#K" with K in 1 … forms. K starts at 1 + (a uniform number by (seed, "which form", number)) and moves
 * on by one at each further attempt. */
struct text form_subject(const struct test_sheet *sheet, struct text seed, struct text number, int nth,
                         struct arena *arena);

/* What is on the forms, before anybody may see them, as a hash (docs/draw.md, section 15): over the sheet's
 * source, pool and seed, which give every form, and over each of the parallel forms. Without the seed nobody
 * learns anything from it. Fails as form_draw does. */
bool form_seal(const struct test_sheet *sheet, const struct pool *pool, struct text seed,
               const struct hash *source, struct hash *out, struct err *err);

/* Translates a response between the order shown on the form and the item's own. Only the fields that
 * depend on the order change. */
struct response form_response_from_shown(const struct slot *slot, const struct response *shown);
struct response form_response_to_shown(const struct slot *slot, const struct response *own);

#endif
