/* A table as lines of text, aligned by display width. */
#ifndef BIWU_REPORT_GRID_H
#define BIWU_REPORT_GRID_H

#include "base/buf.h"
#include "core/table.h"

/* Appends headings, a rule and the rows. `width` is what there is (0: as wide as need be): where the table is
 * wider, its bars go first, then headings of numbers are broken, then texts. Where that does not do, or takes
 * more lines, each row is folded: its columns stand in bands, one below the other. */
void grid_write(const struct table *table, int width, struct buf *out);
/* Appends a bar of `cells` characters, `share` (0…1) of them filled; any share above 0 shows. Plain '#',
 * which every terminal and printer has, and none shows double. */
void grid_add_bar(struct buf *out, double share, int cells);

#endif
