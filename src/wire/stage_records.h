/* The views of a competition, described for the protocol. Private to wire/. */
#ifndef BIWU_WIRE_STAGE_RECORDS_H
#define BIWU_WIRE_STAGE_RECORDS_H

#include "record/describe.h"
#include "wire/stage.h"

/* Of any text in a reply: what the line may have bounds it all anyway. */
enum { TEXT_BYTES = 1024 * 1024 };

extern const struct record contest_view_record, panel_view_record;
/* Rows of other replies. */
extern const struct record award_rows, play_rows, protest_rows, change_rows, criterion_mark_rows,
    panel_stage_rows;

/* Words of enums that have no name of their own in core/. */
extern const char *const watch_names[WATCHES];
extern const char *const key_test_names[KEY_TESTS];

#endif
