/* A test sheet while it is being read. */
#ifndef BIWU_BANK_EVENT_DRAFT_H
#define BIWU_BANK_EVENT_DRAFT_H

#include "bank/item_source.h"
#include "bank/sheet_draft.h"
#include "core/sheet.h"

/* Marks from which on something holds, given as marks or as a share of the full ones. */
struct threshold {
    struct placed_mark at;
    bool is_share; /* at.marks is in percent */
};

struct event_draft {
    struct sheet_head head;
    struct test_sheet sheet;
    bool foreign; /* another kind of event: nothing else is said about it */

    struct section sections[SHEET_MAX_SECTIONS];
    struct place section_marks[SHEET_MAX_SECTIONS];
    int section_count;
    bool sections_broken; /* so that sums mean nothing */

    struct named_items named; /* of all sections */

    struct placed_mark full;
    struct threshold pass, excellent;
    struct place opens, closes;
};

enum event_field {
    EVENT_TEST,
    EVENT_TITLE,
    EVENT_INSTRUCTIONS,
    EVENT_OPENS,
    EVENT_CLOSES,
    EVENT_MINUTES,
    EVENT_FULL,
    EVENT_PASS,
    EVENT_EXCELLENT,
    EVENT_ATTEMPTS,
    EVENT_WHO,
    EVENT_SECTIONS,
    EVENT_SHUFFLE,
    EVENT_FORMS,
    EVENT_REVEAL,
    EVENT_RANK,
    EVENT_EXTRA_TIME,
    EVENT_ON_OUTAGE,
    EVENT_MARKING,
    EVENT_DECIMALS,
    EVENT_SEED,
    EVENT_CONTEST,
    EVENT_PANEL,
    EVENT_SERIES,
    EVENT_FIELDS,
};
/* event_fields.c: reads into a struct event_draft. Row 0 is the key that names the kind. */
extern const struct field_table event_table;
/* event_load.c */
void event_set_defaults(struct test_sheet *sheet);

/* event_section.c: reads the list of sections. */
void event_read_sections(struct reader *reader, const struct node *value, void *into);
/* event_marking.c: who marks answers in words, and how often. */
void event_read_marking(struct reader *reader, const struct node *value, void *into);
/* event_who.c: who may take the test. */
void event_read_who(struct reader *reader, const struct node *value, void *into);

#endif
