/* Appraisal sheets (考核文件): YAML ↔ core values. biwu-event(5). */
#ifndef BIWU_BANK_APPRAISAL_LOAD_H
#define BIWU_BANK_APPRAISAL_LOAD_H

#include "base/diag.h"
#include "core/appraisal.h"

/* Whether the file says that it is one (its keys name an appraisal: appraisal, 考核 …): such files stand
 * among the events of a hall, but are none. */
bool appraisal_is(struct text source);

/* As bank_load: findings in `diags`, false when there is an error, everything in `arena`. */
bool appraisal_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                    struct appraisal_sheet *out);

#endif
