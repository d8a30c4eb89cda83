#include "base/i18n.h"
#include "base/mem.h"
#include "tui/layout.h"
#include "tui/stage/screens.h"

#include <stdlib.h>

struct panel_host {
    struct screen screen;
};

enum { PANEL_HOST_LEAVE = 1 };

const struct binding panel_host_keys[] = {
    {.keys = {INPUT_ESCAPE},
     .action = PANEL_HOST_LEAVE,
     .name = "Esc",
     .label = N_("leave"),
     .help = N_("Leave this place; it can be taken again.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){panel_host_keys, 0};
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    return keys_find(panel_host_keys, 0, event).action == PANEL_HOST_LEAVE ? stage_screen_leave(screen->app)
                                                                           : stay();
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    const struct stage *stage = &screen->app->stage;
    if (stage->kind != STAGE_PANEL)
        return;
    struct rect area = rect_inset(rect, 2, 1);
    canvas_fit(canvas, area.x, area.y, area.width, stage->panel.frame->title, ROLE_STRONG);
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
    .name = "panel-host",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *panel_host_create(struct app *app)
{
    struct panel_host *panel_host = xcalloc(1, sizeof *panel_host);
    panel_host->screen = (struct screen){&ops, app};
    return &panel_host->screen;
}
