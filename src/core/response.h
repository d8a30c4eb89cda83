/* A response (答案): what a candidate answered to one item that is not a case.
 *
 * Its text form is what files, the journal and the protocol carry:
 *   single     C
 *   multiple   ABD            (letters in any order; canonical: ascending)
 *   truefalse  T or F         (also true false 对 错 正确 错误 √ × 是 否 Y N, any case)
 *   blank      甲|乙           (one entry a blank; \| and \\ for these characters; an entry may be empty)
 *   numeric    12.5           (full-width digits, thousands commas and the item's unit are accepted)
 *   order      CABD           (letters in the order given; a permutation of all options)
 *   match      1B 2A 3C       (left number, right letter; unpaired lefts left out; commas also accepted)
 *   spot       2 5            (segment numbers; commas also accepted)
 *   short      free text      (NFC, trimmed, with newlines and tabs but no other controls)
 * Empty text: no response. Letters name the item's own options, in the bank's order, unless the caller
 * says otherwise (core/form.h translates to and from the order shown on a form). */
#ifndef BIWU_CORE_RESPONSE_H
#define BIWU_CORE_RESPONSE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "core/item.h"

enum { RESPONSE_MAX_TEXT = 4096, RESPONSE_NO_RIGHT = 0xFF };

struct response {
    bool given;                          /* false: nothing answered; the rest is then unset */
    uint32_t chosen;                     /* single, multiple, spot: bit i; truefalse: bit 0 set = true */
    uint8_t order[ITEM_MAX_OPTIONS];     /* order: option indexes in the order given */
    uint8_t right_of[ITEM_MAX_OPTIONS];  /* match: option index of each left, or RESPONSE_NO_RIGHT */
    struct text blanks[ITEM_MAX_BLANKS]; /* blank: as typed (NFC, trimmed), in the arena */
    struct decimal number;               /* numeric */
    struct text words;                   /* short: in the arena */
};

/* Reads `t` as a response to `item`; texts are copied into `arena`. Fails (ERR_INVALID, said for a person)
 * when it is not in the form above: a letter beyond the options, a number of blanks that differs, … */
bool response_parse(const struct item *item, struct text t, struct arena *arena, struct response *out,
                    struct err *err);
/* Appends the canonical text form; nothing when not given. */
void response_format(const struct item *item, const struct response *response, struct buf *out);
/* Appends the key of `item` (not a case) in the same text form; of several accepted texts the first; of an
 * answer in words its points, one a line. */
void response_format_key(const struct item *item, struct buf *out);
/* A text form (of a response or a key) as people read it: the T and F of a statement as words in the user's
 * language, everything else as it is. A view of `form`, or static. */
struct text response_for_people(const struct item *item, struct text form);

#endif
