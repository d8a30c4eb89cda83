#include "base/i18n.h"
#include "base/mem.h"
#include "tui/layout.h"
#include "tui/stage/screens.h"

#include <stdlib.h>

struct board {
    struct screen screen;
};

enum { BOARD_LEAVE = 1 };

const struct binding board_keys[] = {
    {.keys = {INPUT_ESCAPE},
     .action = BOARD_LEAVE,
     .name = "Esc",
     .label = N_("leave"),
     .help = N_("Leave this place; it can be taken again.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){board_keys, 0};
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    return keys_find(board_keys, 0, event).action == BOARD_LEAVE ? stage_screen_leave(screen->app) : stay();
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    const struct stage *stage = &screen->app->stage;
    if (stage->kind != STAGE_CONTEST)
        return;
    struct rect area = rect_inset(rect, 2, 1);
    canvas_fit(canvas, area.x, area.y, area.width, stage->contest.frame->title, ROLE_STRONG);
}

static const char *title(const struct screen *screen)
{
    return screen->app->stage.title;
}

static int64_t due(const struct screen *screen)
{
    return stage_due(&screen->app->stage, screen->app->now);
}

static void destroy(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {
    .name = "board",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *board_create(struct app *app)
{
    struct board *board = xcalloc(1, sizeof *board);
    board->screen = (struct screen){&ops, app};
    return &board->screen;
}
