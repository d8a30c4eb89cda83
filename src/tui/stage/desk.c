#include "tui/stage/desk.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/item_keys.h"
#include "tui/screens/screens.h"

#include <stdlib.h>

enum { QUESTION_LEAVE = 1 };

static struct hints hints(const struct screen *screen)
{
    return (struct hints){desk_keys, desk_modes((const struct desk *)screen)};
}

/* ---- The buzzer ------------------------------------------------------------------------------------- */

/* A press made while there is no connection is not sent later: it would be a press of that later moment. */
static void press_buzzer(struct desk *desk, int served)
{
    struct app *app = desk->screen.app;
    if (served < 0 || served >= desk->team_count || app->stage.kind != STAGE_CONTEST)
        return;
    if (!app->ready) {
        app_notice(app, ROLE_HOT, "%s", _("No connection to the hub: this press did not count."));
        return;
    }
    struct request request = stage_contest(CONTEST_PRESS);
    request.contest.team = stage_team(&app->stage, desk->teams[served])->code;
    int64_t id = stage_send(&app->stage, &app->port, &request, false);
    desk->presses[served] = (struct desk_press){.sent = id, .play = app->stage.contest.play};
}

static void press_lost(struct desk *desk, const struct reply *reply)
{
    struct app *app = desk->screen.app;
    if (reply->error == WIRE_NOT_SAVED)
        app_notice(app, ROLE_HOT, "%s",
                   _("The press did not reach the hub. Press again if the buzzers are open."));
    else
        app_notice_refusal(app, reply);
}

static bool on_press_reply(struct desk *desk, const struct reply *reply)
{
    for (int i = 0; i < desk->team_count; i++) {
        struct desk_press *press = &desk->presses[i];
        if (reply->re == 0 || reply->re != press->sent)
            continue;
        press->sent = 0;
        if (reply->error != WIRE_OK)
            press_lost(desk, reply);
        else if (text_is(reply->contest.outcome, "false-start"))
            press->false_start = true;
        else if (text_is(reply->contest.outcome, "late"))
            press->late = true;
        return true;
    }
    return false;
}

/* ---- Keys ------------------------------------------------------------------------------------------- */

static struct step leave(struct desk *desk)
{
    const struct question question = {
        .question = QUESTION_LEAVE,
        .title = _("Leave the desk"),
        .text = _("Leave the desk? Nobody can press or answer here until it is taken again."),
        .buttons = {_("Leave"), _("Stay")},
        .initial = 1,
    };
    return push(dialog_question(desk->screen.app, &question));
}

static struct step on_done(struct desk *desk, enum item_done done)
{
    if (done == ITEM_NEXT)
        desk_send_answer(desk);
    return stay();
}

static bool is_guarded(const struct desk *desk, const struct event *event)
{
    return desk->screen.app->now < desk->guard_until &&
           ((event->kind == EVENT_KEY && event->key == INPUT_ENTER) ||
            (event->kind == EVENT_CHARACTER &&
             (event->character == ' ' || (event->character >= '1' && event->character <= '9'))));
}

static void move_stake(struct desk *desk, int to)
{
    if (to >= 0 && to < desk_stake_rows(desk))
        desk->stake_at = to;
}

static void next_team(struct desk *desk)
{
    desk->chosen = (desk->chosen + 1) % desk->team_count;
    desk->changes = -1;
    desk_catch_up(desk);
}

/* Nothing is chosen on an item that is only to be read. */
static struct step scroll(struct desk *desk, int action)
{
    const struct event wheel = {
        .kind = EVENT_MOUSE, .mouse = {action == DESK_SCROLL_UP ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN, 0, 0}};
    if (desk->has_item)
        item_view_event(&desk->view, &wheel);
    return stay();
}

static struct step act(struct desk *desk, struct press press)
{
    switch (press.action) {
    case DESK_SCROLL_UP:
    case DESK_SCROLL_DOWN:
        return scroll(desk, press.action);
    case DESK_STAKE_MOVE_UP:
        move_stake(desk, desk->stake_at - 1);
        return stay();
    case DESK_STAKE_MOVE_DOWN:
        move_stake(desk, desk->stake_at + 1);
        return stay();
    case DESK_STAKE_PICK:
        move_stake(desk, press.index);
        return stay();
    case DESK_STAKE_SEND:
        desk_send_stake(desk);
        return stay();
    case DESK_TEAM_NEXT:
        next_team(desk);
        return stay();
    case DESK_LEAVE:
        return leave(desk);
    default:
        return desk->has_item ? on_done(desk, item_view_act(&desk->view, press.action, press.index)) : stay();
    }
}

static struct step on_input(struct desk *desk, const struct event *event)
{
    uint32_t modes = desk_modes(desk);
    struct press press = keys_find(desk_keys, modes, event);
    if (press.action == DESK_PRESS || press.action == DESK_PRESS_TEAM) {
        press_buzzer(desk, press.action == DESK_PRESS ? 0 : press.index);
        return stay();
    }
    if (is_guarded(desk, event))
        return stay();
    if (press.action)
        return act(desk, press);
    bool wheel = event->kind == EVENT_MOUSE && event->mouse.action != MOUSE_PRESS;
    if (desk->has_item && (wheel || (modes & ITEM_MODES_ANY)))
        return on_done(desk, item_view_event(&desk->view, event));
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct desk *desk = (struct desk *)screen;
    if (event->kind != EVENT_TICK)
        desk_catch_up(desk);
    if (screen->app->stage.kind != STAGE_CONTEST)
        return stay();
    switch (event->kind) {
    case EVENT_REPLY:
        if (!on_press_reply(desk, event->reply))
            desk_answer_reply(desk, event->reply);
        return stay();
    case EVENT_ANSWER:
        return event->answer.question == QUESTION_LEAVE && event->answer.choice == 0
                   ? stage_screen_leave(screen->app)
                   : stay();
    case EVENT_CHARACTER:
    case EVENT_KEY:
    case EVENT_PASTE:
    case EVENT_MOUSE:
        return on_input(desk, event);
    default:
        return stay();
    }
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
    struct desk *desk = (struct desk *)screen;
    desk_forget_item(desk);
    item_view_finish(&desk->view);
    free(desk->sending);
    free(desk);
}

static const struct screen_ops ops = {
    .name = "desk",
    .on_event = on_event,
    .draw = desk_draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *desk_create(struct app *app)
{
    struct desk *desk = xcalloc(1, sizeof *desk);
    desk->screen = (struct screen){&ops, app};
    desk->changes = -1;
    desk->play = -1;
    desk->floor = app->stage.contest.floor;
    item_view_init(&desk->view);
    desk_catch_up(desk);
    return &desk->screen;
}
