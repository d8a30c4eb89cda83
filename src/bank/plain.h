/* Quick looks at text that spare most of it the slow ways of libunistring. */
#ifndef BIWU_BANK_PLAIN_H
#define BIWU_BANK_PLAIN_H

#include "base/arena.h"
#include "base/text.h"

/* Whether t (valid UTF-8) surely is in NFC and free of control characters: ASCII, CJK ideographs and common
 * punctuation. false only means "look closer". */
bool plain_text(struct text t);

/* A hash of utf8_fold(t), found without folding for common texts. Clears and uses `scratch`. */
uint64_t plain_fold_hash(struct arena *scratch, struct text t);
/* Whether a and b are the same when folded, given their hashes. Clears and uses `scratch`. */
bool plain_fold_equal(struct arena *scratch, struct text a, uint64_t hash_a, struct text b, uint64_t hash_b);

/* t with full-width ASCII and the ideographic space made half-width (as NFKC does), in the arena; t itself
 * when there is none. */
struct text plain_half_width(struct arena *arena, struct text t);

#endif
