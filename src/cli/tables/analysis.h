/* A test's statistics with what they are about: items by name, sections, warnings. Private to cli/tables. */
#ifndef BIWU_CLI_TABLES_ANALYSIS_H
#define BIWU_CLI_TABLES_ANALYSIS_H

#include "cli/tables/draft.h"
#include "cli/tables/items.h"
#include "core/statistics.h"

struct analysed_item {
    const struct item_statistics *figures;
    const struct item *item; /* the child, of a case */
    struct text name;        /* "bank/id", with the child's id */
    struct text topic;
    int section; /* the first of the sheet that could draw it; -1: none can now */
    double guess;
    struct warning warnings[WARNING_KINDS];
    int warning_count;
};

struct analysis {
    struct picture *picture;
    const struct hall_event *event;
    struct statistics *statistics; /* owned */
    struct item_cache cache;       /* owned */
    struct test_statistics test;
    struct analysed_item *items; /* by section, then name */
    size_t item_count;
    size_t people; /* whose attempts they are */
};

/* Reads the attempts that the request lets through (each person's best, first, or all) and computes. Fails
 * with ERR_INVALID for what is no test, and ERR_DAMAGED. On failure there is nothing to finish. */
bool analysis_load(struct picture *picture, struct analysis *out, struct err *err);
void analysis_finish(struct analysis *analysis);

#endif
