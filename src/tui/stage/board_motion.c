#include "tui/stage/board_motion.h"

#include "base/mem.h"

#include <stdlib.h>

void motion_finish(struct motion *motion)
{
    free(motion->from);
    free(motion->to);
    *motion = (struct motion){.count = 0};
}

static void stand(struct motion *motion, const struct contest_view *view)
{
    size_t count = (size_t)view->team_count;
    motion_finish(motion);
    motion->count = (int)count;
    motion->from = xcalloc(count + 1, sizeof *motion->from);
    motion->to = xcalloc(count + 1, sizeof *motion->to);
    for (size_t i = 0; i < count; i++)
        motion->from[i] = motion->to[i] = view->teams[i].score;
    motion->began = INT64_MIN / 2;
}

static bool differs(const struct motion *motion, const struct contest_view *view)
{
    for (int i = 0; i < motion->count; i++)
        if (motion->to[i] != view->teams[i].score)
            return true;
    return false;
}

void motion_take(struct motion *motion, const struct contest_view *view, int64_t now)
{
    if (motion->count != (int)view->team_count || !motion->from) {
        stand(motion, view);
        return;
    }
    if (!differs(motion, view))
        return;
    for (int i = 0; i < motion->count; i++)
        motion->from[i] = motion_at(motion, i, now);
    for (int i = 0; i < motion->count; i++)
        motion->to[i] = view->teams[i].score;
    motion->began = now;
}

mark_t motion_at(const struct motion *motion, int row, int64_t now)
{
    enum { WHOLE = 1000 };
    if (row < 0 || row >= motion->count)
        return 0;
    int64_t gone = now - motion->began;
    if (gone >= MOTION_MS)
        return motion->to[row];
    /* Quick at first, then slower: the eye follows to where it stops. Whole marks, as long as it moves. */
    int64_t rest = WHOLE - (gone > 0 ? gone : 0) * WHOLE / MOTION_MS;
    mark_t way = motion->to[row] - motion->from[row];
    mark_t left = way / WHOLE * rest / WHOLE * rest + way % WHOLE * rest / WHOLE * rest / WHOLE;
    mark_t at = motion->to[row] - left;
    return at - at % MARK_ONE;
}

int64_t motion_due(const struct motion *motion, int64_t now)
{
    return now - motion->began < MOTION_MS ? now + MOTION_STEP_MS : -1;
}
