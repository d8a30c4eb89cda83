/* The board of a contest (大屏), also of a series' ceremony: what its files share. Nothing is operated here;
 * the board shows what the host's steps ask for. */
#ifndef BIWU_TUI_STAGE_BOARD_H
#define BIWU_TUI_STAGE_BOARD_H

#include "tui/stage/board_large.h"
#include "tui/stage/board_motion.h"
#include "tui/stage/screens.h"

/* What is shown, by the host's page and the stage. */
enum scene_kind {
    SCENE_TITLE,
    SCENE_TEAMS,
    SCENE_RULES,
    SCENE_SCORES,
    SCENE_INTERMISSION,
    SCENE_REVEAL,
    SCENE_AWARDS,
    SCENE_KEY_TEST,
    SCENE_STAGE
};
enum { SCENES = SCENE_STAGE + 1 };

struct scene { /* its pages begin anew when any of this changes */
    enum scene_kind kind;
    enum contest_stage stage;
    int64_t round, turn, play;
};
struct scene board_scene(const struct contest_view *view);

struct board {
    struct screen screen;
    int64_t changes; /* of the stage when looked at last */
    struct scene scene;
    struct pager pager;
    struct motion motion;
};

/* ---- Scenes: each draws itself into `rect` --------------------------------------------------------------
 */

typedef void scene_draw(struct board *board, const struct easel *easel, struct rect rect);
scene_draw board_draw_title, board_draw_teams, board_draw_rules, board_draw_scores, board_draw_intermission,
    board_draw_reveal, board_draw_awards, board_draw_key_test, board_draw_stage;

/* ---- Parts ----------------------------------------------------------------------------------------------
 */

const struct stage *board_stage(const struct board *board);
/* The rules of a round as paragraphs: those of the sheet, else put in words from its numbers. */
void board_add_rules(struct block *block, const struct round_row *round, struct arena *arena);
/* The item as far as it may be seen, with its key once that is shown. */
void board_draw_item(const struct board *board, const struct easel *easel, struct rect rect);
/* The scores at the foot of the stage. */
int board_strip_rows(const struct board *board, const struct easel *easel, int width);
void board_draw_strip(const struct board *board, const struct easel *easel, struct rect rect);
/* A cell for the team of a row of the view: its name and score, by its state. */
struct cell_row board_team_cell(const struct board *board, int row, struct arena *arena);

/* What is going on, in a word for the sign and a line below it; the word may be empty. */
struct board_sign {
    struct text word;
    enum role role;
    struct text line;
};
struct board_sign board_sign(const struct board *board, struct arena *arena);
/* Rounds but the playoff, which is played only when it is called for. */
int64_t board_round_count(const struct stage *stage);
/* The order of the presses, at most `most` of them; returns how many. */
int board_press_cells(const struct board *board, struct arena *arena, struct cell_row *out, int most);
/* Results of all who were ruled upon, for rounds where several are. */
int board_result_cells(const struct board *board, struct arena *arena, struct cell_row *out, int most);
/* Teams ruled upon on this item; of them right. */
int board_ruled(const struct stage *stage, int *right);
/* Teams that take part; of them those whose answer is in. */
int board_answering(const struct stage *stage, int *answered);
/* Whether stem and options are there to be seen. */
bool board_has_item(const struct stage *stage);
/* Whether the buzzers decide who answers in this round. */
bool board_has_buzzers(const struct stage *stage);

#endif
