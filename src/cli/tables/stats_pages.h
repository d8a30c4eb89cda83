/* The single pages of the statistics. Private to cli/tables. */
#ifndef BIWU_CLI_TABLES_STATS_PAGES_H
#define BIWU_CLI_TABLES_STATS_PAGES_H

#include "cli/tables/analysis.h"

typedef bool stats_page(struct analysis *analysis, struct err *err);
stats_page figures_page, warnings_page, items_page, options_page;

/* Notes of every page: whose attempts these are, what may still change, when there are too few people. */
void note_basis(struct draft *draft, const struct analysis *analysis);
void note_groups(struct draft *draft, const struct analysis *analysis);
/* The test's figures as a JSON object. */
void figures_to_json(const struct analysis *analysis, struct buf *out);

#endif
