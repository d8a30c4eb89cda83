/* A series sheet while it is being read. */
#ifndef BIWU_BANK_SERIES_DRAFT_H
#define BIWU_BANK_SERIES_DRAFT_H

#include "bank/sheet_draft.h"
#include "core/series.h"

struct part_draft {
    struct series_part part;
    struct place place, event, full;
    bool weighted, percent; /* says its weight; as a share */
};

struct series_draft {
    struct sheet_head head;
    struct series_sheet sheet;
    struct part_draft parts[SERIES_MAX_PARTS];
    int part_count;
    bool parts_broken;
    struct placed_name rank[PLACING_KEYS];
    int rank_count;
    struct past_edition past[SERIES_MAX_PAST];
    struct place past_places[SERIES_MAX_PAST];
    int past_count;
    struct place entrants, parts_place;
};

/* series_load.c. Row 0 is the key that names the kind. */
extern const struct field_table series_table;
void series_set_defaults(struct series_sheet *sheet);
/* Reads a whole sheet into a struct series_sheet. */
void series_read(struct reader *reader, const struct node *root, void *out);

/* series_parts.c: the events that count, and past editions; into a struct series_draft. */
void series_read_parts(struct reader *reader, const struct node *value, void *into);
void series_read_past(struct reader *reader, const struct node *value, void *into);
/* series_check.c: when the whole sheet has been read. */
void series_check(struct series_draft *draft, const struct seen *seen, struct place top);

enum { EDITIONS_MAX = 9999 };

#endif
