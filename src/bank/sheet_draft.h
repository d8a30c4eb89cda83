/* What event sheets of all kinds have in common while they are being read. */
#ifndef BIWU_BANK_SHEET_DRAFT_H
#define BIWU_BANK_SHEET_DRAFT_H

#include "bank/fields.h"
#include "bank/values.h"
#include "core/entrant.h"

struct entrants {
    const struct entrant *at; /* in the reader's arena */
    int count;
    bool any_mapping; /* not only staff numbers */
    bool broken;      /* something was wrong with them: their number means nothing */
};

/* The first member of every draft, so that the readers of fields below take any of them. */
struct sheet_head {
    struct reader *reader;
    struct text code, title, instructions, seed;
    int decimals;
    struct entrants entrants;
    const struct award *awards; /* in the reader's arena */
    int award_count;
};

/* Readers of fields: `into` is a struct sheet_head. */
void sheet_read_code(struct reader *reader, const struct node *value, void *into);
void sheet_read_title(struct reader *reader, const struct node *value, void *into);
void sheet_read_instructions(struct reader *reader, const struct node *value, void *into);
void sheet_read_decimals(struct reader *reader, const struct node *value, void *into);
void sheet_read_seed(struct reader *reader, const struct node *value, void *into);
/* entrants_read.c */
void sheet_read_entrants(struct reader *reader, const struct node *value, void *into);
/* awards_read.c */
void sheet_read_awards(struct reader *reader, const struct node *value, void *into);

enum { SHEET_DECIMALS_DEFAULT = 2 };

/* Numbers of marks with their places, whose decimals are looked at when the whole sheet is known. */
struct placed_mark {
    mark_t marks; /* -1: not given, or wrong */
    struct place place;
};
struct placed_marks {
    struct placed_mark *at; /* owned */
    size_t count, capacity;
};
void placed_marks_add(struct placed_marks *list, mark_t marks, struct place place);
void placed_marks_finish(struct placed_marks *list);

/* Texts that name something of the same sheet, looked up when the whole sheet is known. */
struct placed_name {
    struct text name;
    struct place place;
};

/* Copies a growing array into the arena. */
void *sheet_keep(struct arena *arena, const void *at, size_t count, size_t size);

/* Reads the fields of a sheet into a draft that begins with `head`, and the end of its file; a sheet without
 * a title has its code as one. False: the reading stopped at an error of syntax, nothing more can be said. */
bool sheet_read(struct reader *reader, const struct node *root, const struct field_table *table, int decimals,
                struct sheet_head *head, struct seen *seen);

/* Opens the source and gives its root to `read`; an empty or huge file is a finding. False when there was an
 * error. */
bool sheet_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                void (*read)(struct reader *reader, const struct node *root, void *out), void *out);

#endif
