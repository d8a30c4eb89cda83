#include "tui/stage/board.h"

#include "base/mem.h"
#include "tui/stage/board_leave.h"

#include <stdlib.h>

const struct stage *board_stage(const struct board *board)
{
    return &board->screen.app->stage;
}

/* ---- What is shown ---------------------------------------------------------------------------------- */

static enum scene_kind scene_of_stage(const struct contest_view *view)
{
    switch (view->stage) {
    case CONTEST_STAGE_NONE:
        return SCENE_TITLE;
    case CONTEST_STAGE_BETWEEN:
        return view->round < 0 ? SCENE_TITLE : SCENE_SCORES;
    case CONTEST_STAGE_OVER:
    case CONTEST_STAGE_FINAL:
        return SCENE_SCORES;
    default:
        return SCENE_STAGE;
    }
}

static enum scene_kind scene_kind(const struct contest_view *view)
{
    static const enum scene_kind pages[CONTEST_PAGES] = {
        [PAGE_TITLE] = SCENE_TITLE,   [PAGE_RULES] = SCENE_RULES,   [PAGE_TEAMS] = SCENE_TEAMS,
        [PAGE_SCORES] = SCENE_SCORES, [PAGE_REVEAL] = SCENE_REVEAL, [PAGE_INTERMISSION] = SCENE_INTERMISSION,
        [PAGE_AWARDS] = SCENE_AWARDS,
    };
    if (view->key_test != KEY_TEST_OFF)
        return SCENE_KEY_TEST;
    return view->page == PAGE_STAGE ? scene_of_stage(view) : pages[view->page];
}

struct scene board_scene(const struct contest_view *view)
{
    return (struct scene){.kind = scene_kind(view),
                          .stage = view->stage,
                          .round = view->round,
                          .turn = view->turn,
                          .play = view->play};
}

static bool scene_is(const struct scene *a, const struct scene *b)
{
    return a->kind == b->kind && a->stage == b->stage && a->round == b->round && a->turn == b->turn &&
           a->play == b->play;
}

/* ---- Following the hub ------------------------------------------------------------------------------ */

/* The bars move from what the audience saw last: they are told of new scores only when they are shown. */
static void catch_up(struct board *board)
{
    const struct stage *stage = board_stage(board);
    int64_t now = board->screen.app->now;
    if (stage->kind != STAGE_CONTEST || stage->changes == board->changes)
        return;
    board->changes = stage->changes;
    struct scene scene = board_scene(&stage->contest);
    if (!scene_is(&scene, &board->scene))
        pager_reset(&board->pager, now);
    board->scene = scene;
    if (scene.kind == SCENE_SCORES || board->motion.count != (int)stage->contest.team_count)
        motion_take(&board->motion, &stage->contest, now);
}

/* ---- The screen ------------------------------------------------------------------------------------- */

static struct step on_event(struct screen *screen, const struct event *event)
{
    catch_up((struct board *)screen);
    return board_on_event(screen->app, event);
}

static scene_draw *const scenes[SCENES] = {
    [SCENE_TITLE] = board_draw_title,   [SCENE_TEAMS] = board_draw_teams,
    [SCENE_RULES] = board_draw_rules,   [SCENE_SCORES] = board_draw_scores,
    [SCENE_REVEAL] = board_draw_reveal, [SCENE_INTERMISSION] = board_draw_intermission,
    [SCENE_AWARDS] = board_draw_awards, [SCENE_KEY_TEST] = board_draw_key_test,
    [SCENE_STAGE] = board_draw_stage,
};

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct board *board = (struct board *)screen;
    struct app *app = screen->app;
    if (app->stage.kind != STAGE_CONTEST)
        return;
    struct easel easel = {canvas, &app->scratch, &board->pager, app->now, large_of(rect)};
    pager_begin(&board->pager);
    large_warnings(&easel, &rect, app->rehearsal || app->stage.contest.rehearsal, !app->ready);
    scenes[board->scene.kind](board, &easel, large_inset(rect));
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

static int64_t due(const struct screen *screen)
{
    const struct board *board = (const struct board *)screen;
    int64_t now = screen->app->now;
    int64_t due = stage_due(board_stage(board), now);
    if (board->scene.kind == SCENE_SCORES)
        due = earlier(due, motion_due(&board->motion, now));
    return earlier(due, pager_due(&board->pager, now));
}

static void destroy(struct screen *screen)
{
    struct board *board = (struct board *)screen;
    motion_finish(&board->motion);
    free(board);
}

static const struct screen_ops ops = {
    .name = "board",
    .on_event = on_event,
    .draw = draw,
    .hints = board_hints,
    .title = board_title,
    .due = due,
    .destroy = destroy,
};

struct screen *board_create(struct app *app)
{
    struct board *board = xcalloc(1, sizeof *board);
    board->screen = (struct screen){&ops, app};
    board->changes = -1;
    return &board->screen;
}
