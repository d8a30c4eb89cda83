/* A contest, or the ceremony of a series, as its terminals may see it. What several views have in common is
 * made once. */
#ifndef BIWU_HUB_STAGE_VIEW_H
#define BIWU_HUB_STAGE_VIEW_H

#include "hub/state.h"

struct series_row;

/* The views of one stage in one turn; all in `arena`. */
struct views {
    struct hub *hub;
    struct stage *stage;
    struct arena *arena;
    int64_t now; /* hall clock */
    /* contest */
    struct contest_view common; /* what is the same for all */
    int64_t number;             /* of the item on the stage */
    const struct contest_frame *frame;
    const struct contest_item *items[ITEM_LEVELS];
    const struct placing *standing;         /* [team_count], true */
    const struct contest_team_row *rows[2]; /* [team_count]: what all may see, what the host may see */
    const int64_t *places;                  /* [team_count]: in the order of presses, from 1; 0: none */
    /* series */
    const struct series_row *series;
    size_t series_count;
    bool series_provisional;
    /* panel */
    const struct panel_frame *panel_frames[2]; /* for others, for boards */
};

void views_init(struct views *views, struct hub *hub, struct stage *stage);

/* What the watcher may see of the item on the stage. */
struct item_seen contest_item_seen(struct views *views, const struct watcher *watcher);
/* Everything but frame and item, which are left NULL. */
void contest_view_of(struct views *views, const struct watcher *watcher, struct contest_view *out);
const struct contest_frame *contest_frame_of(struct views *views);
const struct contest_item *contest_item_of(struct views *views, const struct item_seen *seen);

/* The third of ten. */
int64_t contest_play_number(const struct contest *contest, int play);

/* ---- Series (series_view.c) ------------------------------------------------------------------------ */

/* The standing as it is now, from the results of the parts. */
bool series_rows(struct hub *hub, struct stage *stage, struct arena *arena, struct series_row **out,
                 size_t *count, bool *provisional, struct err *err);
/* How many of the rows have a rank: those that are revealed. */
int64_t series_ranked(const struct series_row *rows, size_t count);
void series_view_of(struct views *views, const struct watcher *watcher, struct contest_view *out);
const struct contest_frame *series_frame_of(struct views *views);

/* ---- Panel (panel_view.c) -------------------------------------------------------------------------- */

/* Everything but the frame, which is left NULL. */
void panel_view_of(struct views *views, const struct watcher *watcher, struct panel_view *out);
const struct panel_frame *panel_frame_of(struct views *views, const struct watcher *watcher);
/* A judge's sheet as rows, in `arena`. */
const struct criterion_mark_row *judge_sheet_rows(struct arena *arena, const struct panel *panel,
                                                  int performer, int judge);

const struct award_row *award_rows_of(struct arena *arena, const struct award *awards, int count);

#endif
