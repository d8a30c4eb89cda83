/* What rulings say about the items of a form, for who looks at it afterwards. */
#ifndef BIWU_HUB_RULED_H
#define BIWU_HUB_RULED_H

#include "base/arena.h"
#include "core/form.h"
#include "core/ruling.h"

/* The ruling in force on the slot's item, else on its section's credit, as a sentence with its reason, in the
 * letters that were shown; empty when there is none. In `arena`. */
struct text ruled_sentence(const struct rulings *rulings, const struct slot *slot, const struct item *item,
                           struct arena *arena);

#endif
