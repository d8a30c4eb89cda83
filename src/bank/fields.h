/* Mappings with known keys: a table says which, and who reads each value. */
#ifndef BIWU_BANK_FIELDS_H
#define BIWU_BANK_FIELDS_H

#include "bank/reader.h"

enum { FIELD_NAMES = 5, FIELDS_MAX = 32 };

/* One key. Its place in the table is its bit in `seen`. */
struct field {
    struct text names[FIELD_NAMES]; /* the English name first, then others; unused ones empty */
    /* Takes the value; whatever it leaves unread of a list or mapping is passed over. */
    void (*read)(struct reader *reader, const struct node *value, void *into);
};

struct field_table {
    const struct field *fields; /* in the order in which people usually write them */
    int count;
};

/* Which keys a mapping had, and where. */
struct seen {
    uint32_t mask;
    struct place keys[FIELDS_MAX]; /* of the keys in the mask */
};

static inline bool seen_field(const struct seen *seen, int field)
{
    return seen->mask >> field & 1;
}

/* Reads the mapping that `node` opened, to its end, giving each value to its field. Unknown, repeated and
 * broken keys are findings. A node that is no mapping is a finding that says `expected` (a msgid). */
void fields_read(struct reader *reader, const struct node *node, const struct field_table *table,
                 const char *expected, struct seen *seen, void *into);

#endif
