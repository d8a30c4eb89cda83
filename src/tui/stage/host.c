#include "tui/stage/host.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/stage/screens.h"
#include "tui/stage/words.h"

static const struct stage *stage_of(const struct host *host)
{
    return &host->screen.app->stage;
}

/* ---- The chosen team -------------------------------------------------------------------------------- */

int64_t host_team(const struct host *host)
{
    return host->teams.count > 0 ? stage_of(host)->contest.first + host->teams.at : -1;
}

struct text host_team_code(const struct host *host)
{
    return stage_team_code(stage_of(host), host_team(host));
}

/* The choice goes along with the floor and the turn; the host moves it away until those change again. */
static void follow(struct host *host)
{
    const struct contest_view *view = &stage_of(host)->contest;
    int64_t wanted = view->floor >= 0 ? view->floor : view->turn;
    list_resize(&host->teams, (int)view->team_count);
    if ((wanted != host->followed || view->play != host->followed_play) && wanted >= 0)
        list_choose(&host->teams, (int)(wanted - view->first));
    host->followed = wanted;
    host->followed_play = view->play;
}

/* ---- Commands --------------------------------------------------------------------------------------- */

struct step host_send(struct host *host, struct request *request)
{
    return console_send(&host->commanding, host->screen.app, request);
}

static struct step rule(struct host *host, enum verdict verdict)
{
    struct request request = stage_contest(CONTEST_RULE);
    request.contest.verdict = verdict;
    bool nobody = stage_of(host)->contest.stage == CONTEST_STAGE_OPEN; /* the buzzers: nobody presses */
    if (stage_of(host)->contest.floor < 0 && !nobody)
        request.contest.team = host_team_code(host);
    return host_send(host, &request);
}

static struct step turn(struct host *host)
{
    struct request request = stage_contest(CONTEST_TURN);
    request.contest.team = host_team_code(host);
    return host_send(host, &request);
}

static struct step next(struct host *host)
{
    const struct contest_view *view = &stage_of(host)->contest;
    if (view->stage == CONTEST_STAGE_STAKE || (view->has_next && view->next == CONTEST_STAKE))
        return host_ask(host, HOST_STAKE);
    if (view->has_next && view->next == CONTEST_PAGE) {
        struct request prizes = stage_contest(CONTEST_PAGE);
        prizes.contest.page = PAGE_AWARDS;
        return host_send(host, &prizes);
    }
    if (view->has_next)
        return host_command(host, view->next);
    if (view->stage == CONTEST_STAGE_PANEL) {
        struct request request = stage_contest(CONTEST_CARRY);
        request.contest.round = view->round;
        return host_send(host, &request);
    }
    return stay();
}

enum { EXPECTING_MS = 2000 };

/* Actions that are one command or one ruling and nothing else. */
static const struct {
    enum host_action action;
    bool rules;
    enum verdict verdict;
    enum contest_command_kind command;
} plain[] = {
    {HOST_RIGHT, true, VERDICT_RIGHT, CONTEST_RULE},
    {HOST_WRONG, true, VERDICT_WRONG, CONTEST_RULE},
    {HOST_PASS, true, VERDICT_PASS, CONTEST_RULE},
    {HOST_NO_ANSWER, true, VERDICT_NONE, CONTEST_RULE},
    {HOST_SHOW, false, VERDICT_NONE, CONTEST_SHOW},
    {HOST_SHOW_KEY, false, VERDICT_NONE, CONTEST_SHOW_KEY},
    {HOST_REOPEN, false, VERDICT_NONE, CONTEST_REOPEN},
    {HOST_SWAP, false, VERDICT_NONE, CONTEST_SWAP},
    {HOST_UNDO, false, VERDICT_NONE, CONTEST_UNDO},
    {HOST_REDO, false, VERDICT_NONE, CONTEST_REDO},
    {HOST_LEAVE_ROUND, false, VERDICT_NONE, CONTEST_LEAVE},
    {HOST_CLOSE, false, VERDICT_NONE, CONTEST_CLOSE},
    {HOST_FINALIZE, false, VERDICT_NONE, CONTEST_FINALIZE},
};

/* A key that means something on this console, but not now. Whoever expects its question types the answer
 * right after it: Y and N then rule on nothing. */
static struct step not_now(struct host *host, const struct event *event)
{
    if (keys_find(host_keys, ~UINT32_C(0), event).action) {
        host->expecting_until = host->screen.app->now + EXPECTING_MS;
        app_notice(host->screen.app, ROLE_WARM, "%s",
                   _("This key does nothing at this point; the bar below shows what can be done."));
    }
    return stay();
}

static struct step plain_action(struct host *host, size_t i)
{
    if (!plain[i].rules)
        return host_command(host, plain[i].command);
    if (host->screen.app->now < host->expecting_until) {
        host->expecting_until = 0;
        app_notice(host->screen.app, ROLE_WARM, "%s",
                   _("Nothing was ruled: the key before did nothing. Press again to rule."));
        return stay();
    }
    return rule(host, plain[i].verdict);
}

static struct step act(struct host *host, struct press press, const struct event *event)
{
    const struct contest_view *view = &stage_of(host)->contest;
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        if ((int)plain[i].action == press.action)
            return plain_action(host, i);
    switch (press.action) {
    case 0:
        return not_now(host, event);
    case HOST_NEXT:
        return next(host);
    case HOST_CLOCK:
        return host_command(host, view->clock_running ? CONTEST_PAUSE : CONTEST_RESUME);
    case HOST_FREEZE:
        return host_command(host, view->frozen ? CONTEST_UNFREEZE : CONTEST_FREEZE);
    case HOST_TURN:
        return turn(host);
    case HOST_TEAM:
        list_choose(&host->teams, press.index < host->teams.count ? press.index : host->teams.at);
        return stay();
    case HOST_MOVE:
        list_event(&host->teams, event);
        return stay();
    case HOST_SCROLL:
        host->scroll += event->key == INPUT_PAGE_UP ? -host->rows / 2 : host->rows / 2;
        return stay();
    case HOST_PLAYS:
        return push(host_plays_create(host->screen.app));
    case HOST_KEY_TEST:
        return push(host_keytest_create(host->screen.app));
    default:
        return host_ask(host, (enum host_action)press.action);
    }
}

/* ---- The screen ------------------------------------------------------------------------------------- */

static struct hints hints(const struct screen *screen)
{
    return (struct hints){host_keys, host_modes(&screen->app->stage)};
}

static struct step on_mouse(struct host *host, const struct event *event)
{
    if (event->mouse.action != MOUSE_PRESS) {
        host->scroll += event->mouse.action == MOUSE_WHEEL_UP ? -1 : 1;
        return stay();
    }
    int row = list_row_at(&host->teams, host->first_line, event->mouse.y);
    list_choose(&host->teams, row >= 0 ? row : host->teams.at);
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct host *host = (struct host *)screen;
    if (screen->app->stage.kind != STAGE_CONTEST)
        return stay();
    follow(host);
    switch (event->kind) {
    case EVENT_REPLY:
        if (event->reply->kind == MESSAGE_PUSH_STAGE && event->reply->stage.item)
            host->scroll = 0;
        console_on_reply(&host->commanding, screen->app, event->reply);
        return stay();
    case EVENT_STATE:
        console_forget(&host->commanding);
        return stay();
    case EVENT_ANSWER:
        return host_on_answer(host, event);
    case EVENT_MOUSE:
        return on_mouse(host, event);
    default:
        return act(host, keys_find(host_keys, hints(screen).modes, event), event);
    }
}

static const struct screen_ops ops = {
    .name = "host",
    .on_event = on_event,
    .draw = host_draw,
    .hints = hints,
    .title = console_title,
    .due = console_due,
    .destroy = console_destroy,
};

struct screen *host_create(struct app *app)
{
    if (app->stage.series)
        return series_host_create(app);
    struct host *host = xcalloc(1, sizeof *host);
    host->screen = (struct screen){&ops, app};
    host->followed = host->followed_play = -1;
    follow(host);
    return &host->screen;
}
