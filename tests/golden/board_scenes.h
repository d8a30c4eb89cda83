/* What a hub shows to the board in the golden tests: every page and stage, with few teams and with many. */
#ifndef BIWU_TESTS_GOLDEN_BOARD_SCENES_H
#define BIWU_TESTS_GOLDEN_BOARD_SCENES_H

#include "stage_cast.h"

enum { FEW_TEAMS = 4, MANY_TEAMS = 30 };

/* A view with what it points to, to be changed by each scene. */
struct sight {
    int count; /* teams or performers */
    struct entrant_row entrants[MANY_TEAMS];
    struct contest_frame frame;
    struct contest_item item;
    struct contest_team_row rows[MANY_TEAMS];
    struct press_row presses[CONTEST_VIEW_PRESSES];
    struct contest_standing_row standing[MANY_TEAMS];
    struct contest_view view;
};
/* Between the rounds; four teams have names of a usual length, of many some are very long. */
void sight_init(struct sight *sight, int count);
void sight_push(struct sight *sight, struct terminal *terminal);

/* Items, not yet on the stage. */
enum {
    CAST_TRUEFALSE_ITEM,
    CAST_BLANK_ITEM,
    CAST_NUMERIC_ITEM,
    CAST_ORDER_ITEM,
    CAST_MATCH_ITEM,
    CAST_SPOT_ITEM,
    CAST_KINDS
};
extern const struct contest_item cast_lengthy, cast_kinds[CAST_KINDS];

struct contest_scene {
    const char *name;
    void (*set)(struct sight *sight);
};
extern const struct contest_scene contest_scenes[];
extern const size_t contest_scene_count;
/* By name. */
void sight_set(struct sight *sight, const char *scene);

struct panel_sight {
    int count;
    struct panel_frame frame;
    struct performer_row rows[MANY_TEAMS];
    struct panel_view view;
};
void panel_sight_init(struct panel_sight *sight, int count);
void panel_sight_push(struct panel_sight *sight, struct terminal *terminal);
struct panel_scene_row {
    const char *name;
    void (*set)(struct panel_sight *sight);
};
extern const struct panel_scene_row panel_scenes[];
extern const size_t panel_scene_count;
void panel_sight_set(struct panel_sight *sight, const char *scene);

#endif
