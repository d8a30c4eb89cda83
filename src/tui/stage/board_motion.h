/* Scores on their way from what was shown to what is true: bars that move. No drawing. */
#ifndef BIWU_TUI_STAGE_BOARD_MOTION_H
#define BIWU_TUI_STAGE_BOARD_MOTION_H

#include "wire/stage.h"

/* How long the bars move, and how often they are drawn meanwhile. */
enum { MOTION_MS = 1200, MOTION_STEP_MS = 60 };

struct motion {
    mark_t *from, *to; /* [count]; owned */
    int count;
    int64_t began; /* app.now */
};

void motion_finish(struct motion *motion);
/* Takes the scores of the view; those that differ begin to move at `now`. At first, or when there are other
 * teams than before, they stand at once. */
void motion_take(struct motion *motion, const struct contest_view *view, int64_t now);
/* The score of a row of the view as it is to be drawn at `now`. */
mark_t motion_at(const struct motion *motion, int row, int64_t now);
/* When the next step is due; -1: all stand. */
int64_t motion_due(const struct motion *motion, int64_t now);

#endif
