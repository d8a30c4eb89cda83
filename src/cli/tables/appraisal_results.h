/* The results that an appraisal maps, collected from the database. */
#ifndef BIWU_CLI_TABLES_APPRAISAL_RESULTS_H
#define BIWU_CLI_TABLES_APPRAISAL_RESULTS_H

#include "core/appraisal.h"
#include "store/store.h"

struct appraisal_input {
    struct appraisal_results results;
    struct text *titles; /* of the sheet's events */
    const char **open;   /* codes of events that are not closed: figures are provisional */
    int open_count;
    int64_t pending; /* answers that wait for a marker */
};

/* In a read transaction; everything in `arena`. A sheet without events gets all tests of its period. Fails
 * with ERR_NOT_FOUND for an event that there is not. */
bool appraisal_collect(struct store *store, struct appraisal_sheet *sheet, struct arena *arena,
                       struct appraisal_input *out, struct err *err);

#endif
