/* The results of the events that a series joins, from the database. Here and not in store/, because a test's
 * best attempt is chosen by its sheet; shared by the hub and `biwu rank`. */
#ifndef BIWU_HUB_SERIES_PARTS_H
#define BIWU_HUB_SERIES_PARTS_H

#include "core/series.h"
#include "store/store.h"

/* parts[sheet->part_count], texts in `arena`. A part whose event is not known (yet) has no rows and is
 * provisional, as is one that is not closed. */
bool series_load_parts(struct store *store, const struct series_sheet *sheet, struct arena *arena,
                       struct part_results *parts, struct err *err);

#endif
