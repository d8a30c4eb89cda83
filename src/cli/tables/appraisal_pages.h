/* An appraisal as pages: who gets what, and each figure with the rule that gave it. */
#ifndef BIWU_CLI_TABLES_APPRAISAL_PAGES_H
#define BIWU_CLI_TABLES_APPRAISAL_PAGES_H

#include "cli/tables/appraisal_results.h"
#include "cli/tables/tables.h"

enum appraisal_part { PART_PERSONS = 1, PART_UNITS = 2, PART_LEADERS = 4, PART_STARS = 8, PART_TITLES = 16 };

struct appraisal_view {
    const struct appraisal_sheet *sheet;
    const struct appraisal_input *input;
    const struct appraisal *appraisal;
    unsigned parts;      /* bits of enum appraisal_part */
    struct text unit;    /* it and all below; empty: all */
    struct text number;  /* one person; empty: all */
    bool reasons;        /* with a page of the figures and their rules */
    struct arena *arena; /* of the pages' texts */
};

/* Hands the pages over one by one. */
bool appraisal_pages(const struct appraisal_view *view, table_taker *take, void *context, struct err *err);

#endif
