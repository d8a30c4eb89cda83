/* Copies of what a view carries, to outlive the message. All in the given arena; NULL stays NULL. */
#ifndef BIWU_TUI_STAGE_KEEP_STAGE_H
#define BIWU_TUI_STAGE_KEEP_STAGE_H

#include "wire/message.h"

const struct contest_frame *keep_contest_frame(struct arena *arena, const struct contest_frame *frame);
const struct contest_item *keep_contest_item(struct arena *arena, const struct contest_item *item);
/* Without frame and item: their pointers are copied as they are. */
struct contest_view keep_contest_view(struct arena *arena, const struct contest_view *view);

const struct panel_frame *keep_panel_frame(struct arena *arena, const struct panel_frame *frame);
/* Without the frame. */
struct panel_view keep_panel_view(struct arena *arena, const struct panel_view *view);

/* Rows of replies that a screen keeps for a while. */
const struct play_row *keep_plays(struct arena *arena, const struct play_row *rows, int64_t count);
const struct protest_row *keep_protests(struct arena *arena, const struct protest_row *rows, int64_t count);
const struct change_row *keep_changes(struct arena *arena, const struct change_row *rows, int64_t count);
const struct panel_stage_row *keep_panel_stages(struct arena *arena, const struct panel_stage_row *rows,
                                                int64_t count);
const struct criterion_mark_row *keep_criterion_marks(struct arena *arena,
                                                      const struct criterion_mark_row *rows, int64_t count);

#endif
