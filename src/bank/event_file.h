/* Event files of any kind (场次文件): tests, contests, panels, series. biwu-event(5). */
#ifndef BIWU_BANK_EVENT_FILE_H
#define BIWU_BANK_EVENT_FILE_H

#include "bank/event_load.h"
#include "core/contest_sheet.h"
#include "core/panel_sheet.h"
#include "core/series.h"

enum event_kind { EVENT_KIND_TEST, EVENT_KIND_CONTEST, EVENT_KIND_PANEL, EVENT_KIND_SERIES };
enum { EVENT_KINDS = EVENT_KIND_SERIES + 1 };

struct event_sheet {
    enum event_kind kind;
    union {
        struct test_sheet test;
        struct contest_sheet contest;
        struct panel_sheet panel;
        struct series_sheet series;
    };
};

/* Reads a file of whatever kind its first key names (test, contest, panel, series; 考试 竞赛 评委组 总成绩
 * …). As bank_load: findings in `diags`, false when there is an error, everything in `arena`. Where the sheet
 * is silent its fields hold the documented defaults. A file of no known kind is an error and reads as a test.
 */
bool event_file_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                     struct event_sheet *out);

/* Of any kind. */
struct text event_sheet_code(const struct event_sheet *sheet);
struct text event_sheet_title(const struct event_sheet *sheet); /* the code when there is none */

const char *event_kind_name(enum event_kind kind);  /* "test" "contest" "panel" "series" */
const char *event_kind_label(enum event_kind kind); /* English msgid; show through _() */
bool event_kind_from_name(struct text name, enum event_kind *out);

#endif
