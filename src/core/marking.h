/* Marking (判分): what a response to an item is worth. */
#ifndef BIWU_CORE_MARKING_H
#define BIWU_CORE_MARKING_H

#include "core/mark.h"
#include "core/response.h"

/* How a response that is partly right counts. The first five are for multiple and spot. */
enum credit {
    CREDIT_EXACT,      /* all or nothing */
    CREDIT_SHORT_HALF, /* 少选得一半,错选不得分: some of the keys and nothing else: half */
    CREDIT_SHORT_EACH, /* 少选按选对个数得分,错选不得分: some of the keys and nothing else: right / keys */
    CREDIT_NET,       /* (right − wrong) / keys, at least 0 */
    CREDIT_DECISIONS, /* options judged rightly (chosen if key, left if not) / options */
    CREDIT_ADJACENT,  /* order only: adjacent pairs kept / (options − 1) */
};
enum { CREDITS = CREDIT_ADJACENT + 1 };

struct marking {
    mark_t mark;      /* rounded to the decimals asked for */
    int part, whole;  /* the share of full that was given, before rounding: part / whole */
    const char *rule; /* the English msgid of the rule applied, for `explain`; show through _() */
    mark_t full;      /* what the response could earn, after rulings */
    bool pending;     /* an answer in words that no marker has settled yet: counts 0 so far */
};

const char *credit_name(enum credit credit); /* "exact", "short-half", … */
bool credit_from_name(struct text name, enum credit *out);

/* Marks a response to `item` (not a case) that counts `full` marks.
 *   single, truefalse          right or nothing
 *   multiple, spot             by `credit` (CREDIT_ADJACENT counts as exact)
 *   order                      all or nothing; CREDIT_ADJACENT: pairs (a, next a) of the right order that
 *                              still stand directly one after the other, out of options − 1
 *   blank                      each blank that matches one of its accepted texts (utf8_fold); any_order:
 *                              the greatest number of blanks that can be matched at once
 *   match                      each left with its own right
 *   numeric                    right when within the tolerance
 *   short                      pending: only markers can say (attempt_mark)
 * No response is 0 under every rule. The share is exact and rounded once, half up, to `decimals`. */
struct marking marking_of(const struct item *item, const struct response *response, mark_t full,
                          enum credit credit, int decimals);

/* The marks of a case's children: splits `full` by the children's weights into out[child_count], each
 * rounded to `decimals`, so that they add up to exactly `full`: child k gets
 * round(full × W_k / W) − round(full × W_(k−1) / W) with W_k the weights up to k. */
void marking_split(mark_t full, const struct item *parent, int decimals, mark_t *out);

#endif
