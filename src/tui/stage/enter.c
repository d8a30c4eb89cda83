#include "base/i18n.h"
#include "base/mem.h"
#include "tui/layout.h"
#include "tui/screens/screens.h"
#include "tui/stage/screens.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

struct enter {
    struct screen screen;
    enum watch_as as;
    char *event, **teams; /* owned */
    int team_count;
    bool asked;
    char *trouble; /* why it was refused, translated; owned, NULL: it was not */
};

enum { ENTER_AGAIN = 1, ENTER_SIGN_IN, ENTER_LEAVE };
enum { MODE_WAITING = 1, MODE_REFUSED = 2, MODE_PERSON = 4 /* another person may sign in */ };

const struct binding stage_enter_keys[] = {
    {.keys = {INPUT_ENTER, 'r'},
     .action = ENTER_AGAIN,
     .modes = MODE_REFUSED,
     .name = N_("Enter"),
     .label = N_("try again"),
     .help = N_("Ask the hub again.")},
    {.keys = {'s'},
     .action = ENTER_SIGN_IN,
     .modes = MODE_PERSON,
     .name = "S",
     .label = N_("sign in"),
     .help = N_("Sign in as somebody who has a place here.")},
    {.keys = {INPUT_ESCAPE},
     .action = ENTER_LEAVE,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back, or leave the program.")},
    BINDING_HELP(0),
    {.action = 0},
};

static uint32_t modes(const struct enter *enter)
{
    const struct app *app = enter->screen.app;
    if (!enter->trouble)
        return MODE_WAITING;
    return MODE_REFUSED | (app->options->mode == TUI_HALL ? 0u : MODE_PERSON);
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){stage_enter_keys, modes((const struct enter *)screen)};
}

static void ask(struct enter *enter)
{
    struct app *app = enter->screen.app;
    struct text teams[ENTRANT_MAX_MEMBERS];
    for (int i = 0; i < enter->team_count; i++)
        teams[i] = text_of(enter->teams[i]);
    free(enter->trouble);
    enter->trouble = NULL;
    enter->asked = true;
    stage_watch(&app->stage, &app->port, enter->as, text_of(enter->event), teams, enter->team_count);
}

/* Which screen shows what, by what the terminal is. */
static const struct {
    enum stage_kind kind;
    enum watch_as as;
    struct screen *(*create)(struct app *app);
} places[] = {
    {STAGE_CONTEST, WATCH_HOST, host_create},       {STAGE_CONTEST, WATCH_BOARD, board_create},
    {STAGE_CONTEST, WATCH_DESK, desk_create},       {STAGE_PANEL, WATCH_HOST, panel_host_create},
    {STAGE_PANEL, WATCH_BOARD, panel_board_create}, {STAGE_PANEL, WATCH_JUDGE, judge_create},
};

static void refuse(struct enter *enter, const char *why)
{
    free(enter->trouble);
    enter->trouble = xstrdup(why);
}

static struct step on_view(struct enter *enter)
{
    struct app *app = enter->screen.app;
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (places[i].kind == app->stage.kind && places[i].as == enter->as)
            return (struct step){.kind = STEP_REPLACE, .screen = places[i].create(app)};
    refuse(enter, _("There is no such place at this event."));
    return stay();
}

static struct step sign_in(struct enter *enter)
{
    struct app *app = enter->screen.app;
    if (app->user.signed_in) {
        struct request request = {.kind = MESSAGE_SIGN_OUT};
        app_send(app, &request, false);
        app->port.forget(app->port.context);
        app_signed_out(app);
        app_forget_person(app);
    }
    const char *text = enter->as == WATCH_HOST ? _("Please sign in: the host console is for organizers.")
                                               : _("Please sign in, so that the hub knows your place.");
    return (struct step){.kind = STEP_RESET, .screen = signin_create(app, text)};
}

static struct step on_refused(struct enter *enter, const struct reply *reply)
{
    struct app *app = enter->screen.app;
    struct arena *scratch = &app->scratch;
    bool person = reply->error == WIRE_NOT_SIGNED_IN || reply->error == WIRE_NOT_ALLOWED ||
                  reply->error == WIRE_NOT_FOR_YOU;
    if (reply->error == WIRE_NOT_SAVED) /* a lost connection: asked again when it is back */
        return stay();
    if (person && !app->user.signed_in)
        return sign_in(enter);
    const char *message = _(wire_refusal_message(reply));
    refuse(enter, reply->detail.len && reply->error != WIRE_CONTEST && reply->error != WIRE_PANEL
                      ? arena_textf(scratch, "%s (%.*s)", message, TEXT_ARG(reply->detail)).at
                      : message);
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct enter *enter = (struct enter *)screen;
    struct stage *stage = &screen->app->stage;
    if (event->kind == EVENT_SHOWN && !enter->asked)
        ask(enter);
    if (event->kind == EVENT_REPLY) {
        if (stage->kind != STAGE_NONE && enter->asked)
            return on_view(enter);
        if (event->reply->kind == MESSAGE_WATCH && event->reply->error != WIRE_OK)
            return on_refused(enter, event->reply);
        return stay();
    }
    switch (keys_find(stage_enter_keys, modes(enter), event).action) {
    case ENTER_AGAIN:
        ask(enter);
        return stay();
    case ENTER_SIGN_IN:
        return sign_in(enter);
    case ENTER_LEAVE:
        return stage_screen_leave(screen->app);
    default:
        return stay();
    }
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct enter *enter = (struct enter *)screen;
    struct page page;
    page_begin(&page, canvas, rect_inset(rect, 2, 1), 0, &screen->app->scratch, NULL);
    if (enter->trouble) {
        page_string(&page, 0, enter->trouble, ROLE_BAD);
        return;
    }
    page_string(&page, 0, _("Asking the hub for a place at this event…"), ROLE_STRONG);
    if (!screen->app->ready) {
        page_gap(&page, 1);
        page_string(&page, 0, _("There is no connection yet; this page goes on by itself."), ROLE_DIM);
    }
}

static void destroy(struct screen *screen)
{
    struct enter *enter = (struct enter *)screen;
    for (int i = 0; i < enter->team_count; i++)
        free(enter->teams[i]);
    free(enter->teams);
    free(enter->event);
    free(enter->trouble);
    free(enter);
}

static const struct screen_ops ops = {
    .name = "stage-enter",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .destroy = destroy,
};

struct screen *stage_enter_create(struct app *app, enum watch_as as, struct text event,
                                  const struct text *teams, int team_count)
{
    struct enter *enter = xcalloc(1, sizeof *enter);
    enter->screen = (struct screen){&ops, app};
    enter->as = as;
    enter->event = text_copy(event);
    enter->team_count = team_count < ENTRANT_MAX_MEMBERS ? team_count : ENTRANT_MAX_MEMBERS;
    enter->teams = xcalloc((size_t)enter->team_count + 1, sizeof *enter->teams);
    for (int i = 0; i < enter->team_count; i++)
        enter->teams[i] = text_copy(teams[i]);
    return &enter->screen;
}

struct screen *stage_enter_again(struct app *app)
{
    const struct stage *stage = &app->stage;
    struct text teams[ENTRANT_MAX_MEMBERS];
    int count = stage->team_count < ENTRANT_MAX_MEMBERS ? stage->team_count : ENTRANT_MAX_MEMBERS;
    for (int i = 0; i < count; i++)
        teams[i] = text_of(stage->teams[i]);
    return stage_enter_create(app, stage->as, text_of(stage->event), teams, count);
}

struct step stage_screen_leave(struct app *app)
{
    stage_leave(&app->stage);
    return pop();
}
