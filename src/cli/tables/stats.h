/* The pages of `biwu stats`, made from one reading of the attempts. */
#ifndef BIWU_CLI_TABLES_STATS_H
#define BIWU_CLI_TABLES_STATS_H

#include "base/buf.h"
#include "cli/tables/tables.h"

enum {
    STATS_FIGURES = 1,  /* the test: mean, reliability … with a histogram */
    STATS_WARNINGS = 2, /* items to look at, and what to do */
    STATS_ITEMS = 4,    /* a row an item */
    STATS_OPTIONS = 8,  /* who chose what */
};

/* Hands over the pages asked for (a sum of the above), in this order, and appends the test's figures as a
 * JSON object to `json`, unless NULL. The request names one test; otherwise as tables_build. */
bool stats_pages(struct store *store, const struct table_request *request, unsigned pages,
                 struct arena *arena, table_taker *take, void *context, struct buf *json, struct err *err);

#endif
