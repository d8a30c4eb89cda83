#include "tui/stage/console.h"

#include "base/i18n.h"
#include "tui/screens/screens.h"
#include "tui/stage/picker.h"

#include <assert.h>
#include <stdlib.h>

enum { PATIENCE_MS = 3000 };

/* ---- Commands --------------------------------------------------------------------------------------- */

static bool is_busy(const struct commanding *commanding, const struct app *app)
{
    if (app->now >= commanding->until)
        return false;
    return commanding->request != 0 || (commanding->answered && commanding->changes == app->stage.changes);
}

struct step console_send(struct commanding *commanding, struct app *app, struct request *request)
{
    if (is_busy(commanding, app))
        return stay();
    *commanding = (struct commanding){.changes = app->stage.changes, .until = app->now + PATIENCE_MS};
    commanding->request = stage_send(&app->stage, &app->port, request, false);
    return stay();
}

void console_on_reply(struct commanding *commanding, struct app *app, const struct reply *reply)
{
    if (reply->re == 0 || reply->re != commanding->request)
        return;
    commanding->request = 0;
    commanding->answered = reply->error == WIRE_OK && reply->contest.event > 0;
    if (reply->error != WIRE_OK)
        app_notice_refusal(app, reply);
    else
        app->notice_until = 0; /* why the try before was refused */
}

void console_forget(struct commanding *commanding)
{
    commanding->request = 0;
}

/* ---- Questions -------------------------------------------------------------------------------------- */

struct step console_tell(struct app *app, const char *text)
{
    app_notice(app, ROLE_STRONG, "%s", text);
    return stay();
}

struct step console_ask(struct app *app, int number, const char *title, const char *text, const char *yes)
{
    const struct question question = {
        .question = number, .title = title, .text = text, .buttons = {yes, _("Back")}, .initial = 1};
    return push(dialog_question(app, &question));
}

struct step console_ask_reason(struct app *app, int number, const char *title, struct text text,
                               const char *yes)
{
    const struct question question = {.question = number,
                                      .title = title,
                                      .text = arena_text(&app->scratch, text).at,
                                      .buttons = {yes, _("Back")},
                                      .fields = {{_("Reason"), CONSOLE_REASON_BYTES}}};
    return push(dialog_question(app, &question));
}

bool console_reason(struct app *app, const struct event *event, int field, struct text *out)
{
    *out = text_trim(event->answer.fields[field]);
    if (out->len == 0)
        console_tell(app, _("Nothing was changed: please give a reason; it is kept with the result."));
    return out->len > 0;
}

bool console_is_chosen(const struct event *event, bool any)
{
    int choice = event->answer.choice;
    return any ? choice >= 0 && choice < CONSOLE_CHOICES : choice == 0;
}

void choosing_begin(struct choosing *choosing)
{
    choosing->count = 0;
}

void choosing_add(struct choosing *choosing, struct text line, int64_t meaning)
{
    if (choosing->count >= CONSOLE_CHOICES)
        return;
    choosing->meanings[choosing->count] = meaning;
    choosing->lines[choosing->count++] = line;
}

struct step choosing_ask(const struct choosing *choosing, struct app *app, int number, const char *title,
                         int initial)
{
    return push(picker_create(app, number, title, choosing->lines, choosing->count, initial));
}

int64_t choosing_answer(const struct choosing *choosing, const struct event *event)
{
    assert(event->answer.choice >= 0 && event->answer.choice < CONSOLE_CHOICES);
    return choosing->meanings[event->answer.choice];
}

/* ---- Screens ---------------------------------------------------------------------------------------- */

const char *console_title(const struct screen *screen)
{
    struct app *app = screen->app;
    return arena_textf(&app->scratch, _("Host · %s"), app->stage.title).at;
}

int64_t console_due(const struct screen *screen)
{
    return stage_due(&screen->app->stage, screen->app->now);
}

void console_destroy(struct screen *screen)
{
    free(screen);
}
