/* Judges' marks taken from paper sheets: performer,judge,criterion,mark (参赛者,评委,评分项,得分). For
 * measured criteria instead of the mark: steps,faults,wrong_order,overtime (步骤,禁项,错序,超时秒), with the
 * numbers of the steps seen, from 1; with none of them a mark from min to max stands as it is. */
#ifndef BIWU_BANK_PANEL_MARKS_LOAD_H
#define BIWU_BANK_PANEL_MARKS_LOAD_H

#include "base/diag.h"
#include "core/panel.h"

struct panel_mark_row {
    int performer, judge, criterion; /* indexes in the sheet */
    struct criterion_mark mark;
    int line;
};

struct panel_marks_file {
    const struct panel_mark_row *rows; /* in file order; one for each performer, judge and criterion */
    size_t count;
};

/* As people_load; every row is checked against the sheet: names, ranges, steps. Performers and criteria are
 * named by code or id, judges by number. */
bool panel_marks_load(struct text source, const char *file, const struct panel_sheet *sheet,
                      struct arena *arena, struct diags *diags, struct panel_marks_file *out);

#endif
