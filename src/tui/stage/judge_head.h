/* The head judge's table: shared by what it does (judge_head.c) and how it looks (judge_head_draw.c). */
#ifndef BIWU_TUI_STAGE_JUDGE_HEAD_H
#define BIWU_TUI_STAGE_JUDGE_HEAD_H

#include "tui/app/app.h"

struct head {
    struct screen screen;
    int64_t changes; /* of the stage when asked last */
    int performer;   /* row of the view */
    int judge;       /* row of the frame */
    int64_t request; /* PERFORMER under way, 0: none */
    int64_t pending; /* a command under way, 0: none */
    bool again;      /* something changed since it was asked */

    bool known; /* what follows is of `of` */
    int64_t of;
    bool complete, spread_open;
    mark_t total, lowest, highest;
    const struct panel_stage_row *stages; /* in the arena */
    int64_t stage_count;
    struct arena arena;
};

/* The performer whose marks are shown; NULL: there is none. */
const struct performer_row *judge_head_row(const struct head *head);
enum sheet_state judge_head_state(const struct head *head, int judge);
/* Asks anew when a view has come. */
void judge_head_catch_up(struct head *head);

void judge_head_draw(struct screen *screen, struct canvas *canvas, struct rect rect);

#endif
