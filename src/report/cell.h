/* What stands in a column and a cell, as text: shared by all that writes tables. */
#ifndef BIWU_REPORT_CELL_H
#define BIWU_REPORT_CELL_H

#include "base/buf.h"
#include "core/table.h"

/* Columns with a heading for people; the others are for machines. */
bool column_is_shown(const struct column *column);
/* Aligned at the right. */
bool column_is_number(const struct column *column);
/* The heading that people read: data as given, else the label translated. Not cleaned. */
struct text column_heading(const struct column *column);
/* The columns that are for people, in order, into out[column_count]; how many. */
int columns_shown(const struct table *table, int *out);
/* The same keys, types and headings: rows of both may stand in one table. */
bool columns_equal(const struct table *a, const struct column *columns, int count);

/* Whether nothing is known, by whatever the type says so. */
bool cell_is_empty(const struct column *column, const struct cell *cell);
/* As machines read it, nothing for an empty one: "87.5", "true", whole seconds, text as it is. */
void cell_add_plain(struct buf *out, const struct column *column, const struct cell *cell);
/* As people read it: "87.5%", "1:02:33", "yes", text made printable with `line_break` for its line ends. */
void cell_add_shown(struct buf *out, const struct column *column, const struct cell *cell,
                    const char *line_break);
/* The number that bars show: marks and percents as such, durations in seconds; not a number for an empty
 * cell and for texts. */
double cell_value(const struct column *column, const struct cell *cell);
/* How much of `full` a bar fills, 0…1. */
double bar_share(double value, double full);

/* Appends t with controls as '?', tabs as spaces and `line_break` for each line end (CR, LF or both). */
void add_printable(struct buf *out, struct text t, const char *line_break);

#endif
