#include "tui/stage/panel_host.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/stage/screens.h"

static const struct stage *stage_of(const struct panel_host *host)
{
    return &host->screen.app->stage;
}

const struct performer_row *panel_host_chosen(const struct panel_host *host)
{
    const struct panel_view *view = &stage_of(host)->panel;
    return host->list.at < view->performer_count ? &view->performers[host->list.at] : NULL;
}

/* The choice goes along with who is on; the organizer moves it away until that changes. */
static void follow(struct panel_host *host)
{
    const struct panel_view *view = &stage_of(host)->panel;
    list_resize(&host->list, (int)view->performer_count);
    if (view->on == host->followed)
        return;
    host->followed = view->on;
    for (int64_t i = 0; i < view->performer_count; i++)
        if (view->performers[i].performer == view->on)
            list_choose(&host->list, (int)i);
}

/* ---- Commands --------------------------------------------------------------------------------------- */

struct step panel_host_send(struct panel_host *host, struct request *request)
{
    return console_send(&host->commanding, host->screen.app, request);
}

static struct step next(struct panel_host *host)
{
    enum panel_command_kind command;
    const struct stage *stage = stage_of(host);
    if (!panel_host_next(stage, &command))
        return stay();
    if (command == PANEL_DRAW_TOPIC)
        return panel_host_ask(host, PANEL_ACT_TOPIC);
    bool about = command == PANEL_CLOSE;
    return panel_host_command(host, command, about ? stage->panel.on : -1);
}

static struct step act(struct panel_host *host, int action, const struct event *event)
{
    const struct panel_view *view = &stage_of(host)->panel;
    const struct performer_row *chosen = panel_host_chosen(host);
    int64_t performer = chosen ? chosen->performer : -1;
    switch (action) {
    case 0:
        return stay();
    case PANEL_ACT_NEXT:
        return next(host);
    case PANEL_ACT_CALL:
        return panel_host_command(host, PANEL_CALL, performer);
    case PANEL_ACT_PART:
        return panel_host_command(host, PANEL_BEGIN_PART, -1);
    case PANEL_ACT_CLOCK:
        return panel_host_command(host, view->clock_running ? PANEL_STOP_CLOCK : PANEL_START_CLOCK, -1);
    case PANEL_ACT_CLOSE:
        return panel_host_command(host, PANEL_CLOSE, performer);
    case PANEL_ACT_REVEAL:
        return panel_host_command(host, PANEL_REVEAL, -1);
    case PANEL_ACT_FINALIZE:
        return panel_host_command(host, PANEL_FINALIZE, -1);
    case PANEL_ACT_UNDO:
        return panel_host_command(host, PANEL_UNDO, -1);
    case PANEL_ACT_REDO:
        return panel_host_command(host, PANEL_REDO, -1);
    case PANEL_ACT_MARKS:
        return push(panel_marks_create(host->screen.app, performer, -1));
    case PANEL_ACT_MOVE:
        list_event(&host->list, event);
        return stay();
    default:
        return panel_host_ask(host, (enum panel_action)action);
    }
}

/* ---- The screen ------------------------------------------------------------------------------------- */

static struct hints hints(const struct screen *screen)
{
    return (struct hints){panel_host_keys, panel_host_modes((const struct panel_host *)screen)};
}

static struct step on_mouse(struct panel_host *host, const struct event *event)
{
    if (!list_event(&host->list, event)) {
        int row = list_row_at(&host->list, host->first_line, event->mouse.y);
        list_choose(&host->list, row >= 0 ? row : host->list.at);
    }
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct panel_host *host = (struct panel_host *)screen;
    if (screen->app->stage.kind != STAGE_PANEL)
        return stay();
    follow(host);
    switch (event->kind) {
    case EVENT_REPLY:
        console_on_reply(&host->commanding, screen->app, event->reply);
        return stay();
    case EVENT_STATE:
        console_forget(&host->commanding);
        return stay();
    case EVENT_ANSWER:
        return panel_host_on_answer(host, event);
    case EVENT_MOUSE:
        return on_mouse(host, event);
    default:
        return act(host, keys_find(panel_host_keys, panel_host_modes(host), event).action, event);
    }
}

static const struct screen_ops ops = {
    .name = "panel-host",
    .on_event = on_event,
    .draw = panel_host_draw,
    .hints = hints,
    .title = console_title,
    .due = console_due,
    .destroy = console_destroy,
};

struct screen *panel_host_create(struct app *app)
{
    struct panel_host *host = xcalloc(1, sizeof *host);
    host->screen = (struct screen){&ops, app};
    host->followed = -1;
    follow(host);
    return &host->screen;
}
