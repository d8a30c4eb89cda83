#include "tui/stage/panel_board.h"

#include "base/mem.h"
#include "tui/stage/board_leave.h"

#include <stdlib.h>

static const struct stage *stage_of(const struct panel_board *board)
{
    return &board->screen.app->stage;
}

enum panel_scene panel_board_scene(const struct panel_view *view)
{
    if (!view->begun)
        return PANEL_SCENE_TITLE;
    if (view->final)
        return PANEL_SCENE_AWARDS;
    if (view->revealing)
        return PANEL_SCENE_REVEAL;
    return view->on >= 0 ? PANEL_SCENE_PERFORMER : PANEL_SCENE_ORDER;
}

static void catch_up(struct panel_board *board)
{
    const struct stage *stage = stage_of(board);
    if (stage->kind != STAGE_PANEL || stage->changes == board->changes)
        return;
    enum panel_scene scene = panel_board_scene(&stage->panel);
    if (scene != board->scene || stage->panel.on != board->on)
        pager_reset(&board->pager, board->screen.app->now);
    board->changes = stage->changes;
    board->scene = scene;
    board->on = stage->panel.on;
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    catch_up((struct panel_board *)screen);
    return board_on_event(screen->app, event);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct panel_board *board = (struct panel_board *)screen;
    struct app *app = screen->app;
    if (app->stage.kind != STAGE_PANEL)
        return;
    struct easel easel = {canvas, &app->scratch, &board->pager, app->now, large_of(rect)};
    pager_begin(&board->pager);
    large_warnings(&easel, &rect, app->rehearsal || app->stage.panel.rehearsal, !app->ready);
    panel_board_draw(board, &easel, large_inset(rect));
}

static int64_t due(const struct screen *screen)
{
    const struct panel_board *board = (const struct panel_board *)screen;
    int64_t now = screen->app->now;
    int64_t clock = stage_due(stage_of(board), now), page = pager_due(&board->pager, now);
    return clock < 0 || (page >= 0 && page < clock) ? page : clock;
}

static void destroy(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {
    .name = "panel-board",
    .on_event = on_event,
    .draw = draw,
    .hints = board_hints,
    .title = board_title,
    .due = due,
    .destroy = destroy,
};

struct screen *panel_board_create(struct app *app)
{
    struct panel_board *board = xcalloc(1, sizeof *board);
    board->screen = (struct screen){&ops, app};
    board->changes = -1;
    board->on = -1;
    return &board->screen;
}
