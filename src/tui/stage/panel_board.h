/* The board of a panel: what its files share. */
#ifndef BIWU_TUI_STAGE_PANEL_BOARD_H
#define BIWU_TUI_STAGE_PANEL_BOARD_H

#include "tui/stage/board_large.h"
#include "tui/stage/screens.h"

enum panel_scene {
    PANEL_SCENE_TITLE,     /* not begun */
    PANEL_SCENE_PERFORMER, /* one is on */
    PANEL_SCENE_ORDER,     /* between two: the order of performance with states and marks */
    PANEL_SCENE_REVEAL,
    PANEL_SCENE_AWARDS,
};
enum { PANEL_SCENES = PANEL_SCENE_AWARDS + 1 };

struct panel_board {
    struct screen screen;
    int64_t changes; /* of the stage when looked at last */
    enum panel_scene scene;
    int64_t on; /* performer, when looked at last */
    struct pager pager;
};

enum panel_scene panel_board_scene(const struct panel_view *view);
void panel_board_draw(const struct panel_board *board, const struct easel *easel, struct rect rect);

#endif
