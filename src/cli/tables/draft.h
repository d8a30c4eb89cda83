/* A page being made: rows, where they lead, charts and notes. Private to cli/tables. */
#ifndef BIWU_CLI_TABLES_DRAFT_H
#define BIWU_CLI_TABLES_DRAFT_H

#include "cli/tables/picture.h"

struct draft {
    const struct picture *picture;
    struct arena *arena; /* of the page's texts */
    struct table_page page;
    struct column *columns; /* the page's, in the arena */
    struct text *leads;     /* owned until the page is handed over */
    size_t lead_capacity;
    bool leading;
    struct text notes[PAGE_MAX_NOTES];
    struct chart charts[PAGE_MAX_CHARTS];
};

/* `columns` are copied. Texts of the page live in `arena`. */
void draft_begin(struct draft *draft, const struct picture *picture, struct arena *arena, struct text heading,
                 const struct column *columns, size_t count);
/* The column with this key, which there is. */
struct column *draft_column(struct draft *draft, const char *key);
/* Keeps a column from people when it says nothing, unless columns were asked for by name. */
void draft_hide(struct draft *draft, const char *key);
/* A new row, which leads nowhere, or somewhere. */
struct cell *draft_row(struct draft *draft);
struct cell *draft_row_leading(struct draft *draft, struct text lead);
/* Formatted as by printf. More than PAGE_MAX_NOTES are a bug. */
void draft_note(struct draft *draft, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A note that says why the figures may still change; the page is provisional then. */
void draft_provisional(struct draft *draft, const char *format, ...) __attribute__((format(printf, 2, 3)));
void draft_chart(struct draft *draft, struct chart chart);
/* Sorts, chooses the columns and hands the page over. Fails with ERR_NOT_FOUND for a column that there is
 * not, or as the taker does. The draft is done with in any case. */
bool draft_hand_over(struct draft *draft, struct err *err);
/* Gives it up. */
void draft_drop(struct draft *draft);

/* How many people have which marks: ten classes up to `full`. Nothing when there are no marks. */
void draft_histogram(struct draft *draft, struct text title, const mark_t *marks, size_t count, mark_t full);
/* Bars for at most DRAFT_MAX_BARS values; says in its title when there are more. */
enum { DRAFT_MAX_BARS = 40 };
void draft_bars(struct draft *draft, struct text title, struct text value_label, const struct text *labels,
                const double *values, size_t count, double top);

#endif
