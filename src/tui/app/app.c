#include "tui/app/app.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/marking/screens.h"
#include "tui/screens/drum.h"
#include "tui/screens/screens.h"
#include "tui/stage/screens.h"
#include "tui/tables/tables.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { NOTICE_MS = 6000 };

void app_init(struct app *app, const struct tui_options *options, const struct port *port, int64_t now)
{
    *app = (struct app){.options = options, .port = *port, .now = now, .apart_since = now, .trouble = ""};
    seat_init(&app->seat);
    stage_init(&app->stage);
    app->ready = app->was_ready = options->tables || options->drum; /* nobody to wait for */
    if (!options->tables)
        return;
    app->hall = xstrdup(options->tables->hall);
    app->rehearsal = options->tables->rehearsal;
}

static void user_finish(struct user *user)
{
    free(user->number);
    free(user->name);
    free(user->unit);
    *user = (struct user){0};
}

void app_finish(struct app *app)
{
    user_finish(&app->user);
    seat_finish(&app->seat);
    stage_finish(&app->stage);
    free(app->hall);
    arena_finish(&app->scratch);
}

int64_t app_send(struct app *app, const struct request *request, bool keep)
{
    return port_send(&app->port, request, keep);
}

void app_sign_in(struct app *app, const struct reply *reply)
{
    if (app->user.number && !text_is(reply->person.number, app->user.number)) {
        seat_clear(&app->seat);
        stage_leave(&app->stage);
    }
    user_finish(&app->user);
    app->user = (struct user){.signed_in = true,
                              .organizer = reply->person.organizer,
                              .number = text_copy(reply->person.number),
                              .name = text_copy(reply->person.name),
                              .unit = text_copy(reply->person.unit)};
}

void app_signed_out(struct app *app)
{
    app->user.signed_in = false;
    app->paper_request = 0;
}

void app_forget_person(struct app *app)
{
    user_finish(&app->user);
    seat_clear(&app->seat);
    stage_leave(&app->stage);
}

void app_notice(struct app *app, enum role role, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(app->notice, sizeof app->notice, format, args);
    va_end(args);
    app->notice_role = role;
    app->notice_until = app->now + NOTICE_MS;
}

void app_notice_refusal(struct app *app, const struct reply *reply)
{
    const char *message = _(wire_refusal_message(reply));
    bool said = reply->error == WIRE_CONTEST || reply->error == WIRE_PANEL; /* the detail */
    if (reply->detail.len && !said)
        app_notice(app, ROLE_BAD, "%s (%.*s)", message, TEXT_ARG(reply->detail));
    else
        app_notice(app, ROLE_BAD, "%s", message);
}

bool app_is_testing(const struct app *app)
{
    return app->user.signed_in && app->seat.attempt != 0;
}

/* Of those whose place needs to know who sits there: NULL before the sign-in. */
static struct screen *signed_in_place(struct app *app)
{
    struct text event = text_of(app->options->event);
    if (!app->user.signed_in)
        return NULL;
    return app->options->mode == TUI_MARKING ? marking_create(app, event) : oral_create(app, event);
}

/* The place that the options name; NULL: none, this is the hall's terminal, or one has to sign in first. */
static struct screen *own_place(struct app *app)
{
    static const enum watch_as places[] = {[TUI_HOST] = WATCH_HOST,
                                           [TUI_BOARD] = WATCH_BOARD,
                                           [TUI_DESK] = WATCH_DESK,
                                           [TUI_JUDGE] = WATCH_JUDGE};
    const struct tui_options *options = app->options;
    if (options->mode == TUI_HALL)
        return NULL;
    if (options->mode == TUI_MARKING || options->mode == TUI_ORAL)
        return signed_in_place(app);
    struct text teams[ENTRANT_MAX_MEMBERS];
    int count = 0;
    for (; options->teams && options->teams[count] && count < ENTRANT_MAX_MEMBERS; count++)
        teams[count] = text_of(options->teams[count]);
    return stage_enter_create(app, places[options->mode], text_of(options->event), teams, count);
}

struct screen *app_first_screen(struct app *app)
{
    if (app->options->mode == TUI_TABLES)
        return tables_home_create(app);
    if (app->options->mode == TUI_DRUM)
        return drum_create(app, app->options->drum);
    struct screen *place = own_place(app);
    const char *why =
        app->options->mode == TUI_MARKING ? _("Please sign in, so that the hub knows who marks.")
        : app->options->mode == TUI_ORAL  ? _("Please sign in: oral tests are held by organizers.")
                                          : NULL;
    return place ? place : signin_create(app, why);
}

struct step app_after_sign_in(struct app *app)
{
    struct screen *place = own_place(app);
    if (place)
        return (struct step){.kind = STEP_RESET, .screen = place};
    return (struct step){.kind = STEP_RESET,
                         .screen = home_create(app),
                         .also = app->stage.watching ? stage_enter_again(app) : NULL};
}
