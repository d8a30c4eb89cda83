#include "base/i18n.h"
#include "base/mem.h"
#include "tui/layout.h"
#include "tui/screens/screens.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

struct entering {
    struct screen screen;
    char *event, *number; /* owned */
    int64_t pending, asked_at;
};

enum { ENTERING_LEAVE = 1 };

const struct binding entering_keys[] = {
    {.keys = {INPUT_ESCAPE},
     .action = ENTERING_LEAVE,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){entering_keys, 0};
}

static void ask(struct entering *entering, const struct request *request)
{
    struct app *app = entering->screen.app;
    /* Kept over a lost connection: both only ask for what is there already, once begun. */
    entering->pending = app_send(app, request, true);
    entering->asked_at = app->now;
}

static void ask_start(struct entering *entering)
{
    struct request request = {
        .kind = MESSAGE_START,
        .start = {.event = text_of(entering->event), .number = text_of(entering->number)}};
    ask(entering, &request);
}

static struct step on_reply(struct entering *entering, const struct reply *reply)
{
    struct app *app = entering->screen.app;
    if (reply->re != entering->pending || reply->re == 0)
        return stay();
    if (reply->error != WIRE_OK) {
        app_notice_refusal(app, reply);
        return (struct step){.kind = STEP_HOME};
    }
    if (reply->kind == MESSAGE_START) {
        struct request request = {.kind = MESSAGE_PAPER, .attempt = {reply->attempt.attempt}};
        ask(entering, &request);
        return stay();
    }
    if (reply->paper.slot_count == 0) {
        app_notice(app, ROLE_BAD, "%s", _("This paper has no items. Tell the organizer."));
        return (struct step){.kind = STEP_HOME};
    }
    seat_take_paper(&app->seat, reply, entering->asked_at, app->now);
    app->time_up_told = false;
    return (struct step){.kind = STEP_HOME, .screen = test_create(app)};
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct entering *entering = (struct entering *)screen;
    if (event->kind == EVENT_SHOWN && !entering->pending)
        ask_start(entering);
    if (event->kind == EVENT_REPLY)
        return on_reply(entering, event->reply);
    if (keys_find(entering_keys, 0, event).action == ENTERING_LEAVE)
        return pop();
    return stay();
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    (void)screen;
    struct rect area = rect_inset(rect, 2, 1);
    canvas_fit(canvas, area.x, area.y, area.width, text_of(_("Your paper is being laid out…")), ROLE_STRONG);
}

static void destroy(struct screen *screen)
{
    struct entering *entering = (struct entering *)screen;
    free(entering->event);
    free(entering->number);
    free(entering);
}

static const struct screen_ops ops = {
    .name = "entering",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .destroy = destroy,
};

struct screen *entering_create(struct app *app, struct text event, struct text number)
{
    struct entering *entering = xcalloc(1, sizeof *entering);
    entering->screen = (struct screen){&ops, app};
    entering->event = text_copy(event);
    entering->number = text_copy(number);
    return &entering->screen;
}
