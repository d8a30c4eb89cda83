#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/keep.h"
#include "tui/layout.h"
#include "tui/marking/screens.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/stage/screens.h"
#include "tui/widgets/list.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROW_LINES = 2 };

struct home {
    struct screen screen;
    struct arena arena; /* of the rows */
    const struct test_row *tests;
    int test_count;
    const struct stage_row *stages;
    int stage_count;
    const struct marking_place *markings;
    int marking_count;
    struct list list;
    int first_line; /* where the list was drawn */
    int64_t pending;
    bool loaded;
    bool resume; /* just signed in: a running attempt is gone on with at once */
};

enum { HOME_OPEN = 1, HOME_RESULT, HOME_RANKING, HOME_EVENTS, HOME_LEAVE, HOME_MOVE };
enum { QUESTION_LEAVE = 1 };
enum { MODE_ANYONE = 1, MODE_ORGANIZER = 2 };

const struct binding home_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = HOME_MOVE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the list.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = HOME_MOVE},
    {.keys = {INPUT_ENTER, ' '},
     .action = HOME_OPEN,
     .name = N_("Enter"),
     .label = N_("choose"),
     .help = N_("Begin the test, go on with it, or see its result; take your place at a competition; mark "
                "answers.")},
    {.keys = {'v'},
     .action = HOME_RESULT,
     .name = "V",
     .label = N_("result"),
     .help = N_("See the result of your last attempt.")},
    {.keys = {'r'},
     .action = HOME_RANKING,
     .name = "R",
     .label = N_("ranking"),
     .help = N_("See the ranking of the chosen test.")},
    {.keys = {'e'},
     .action = HOME_EVENTS,
     .modes = MODE_ORGANIZER,
     .name = "E",
     .label = N_("organize"),
     .help = N_("Open and close tests, watch candidates, run competitions.")},
    {.keys = {INPUT_ESCAPE},
     .action = HOME_LEAVE,
     .name = "Esc",
     .label = N_("sign out"),
     .help = N_("Sign out, so that the next person can sit down.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    return (struct hints){home_keys, MODE_ANYONE | (screen->app->user.organizer ? MODE_ORGANIZER : 0u)};
}

static void ask(struct home *home)
{
    struct request request = {.kind = MESSAGE_HOME};
    home->pending = app_send(home->screen.app, &request, false);
}

/* The rows: tests, places at competitions, tests to be marked, the organizer's. */
static const struct stage_row *stage_at(const struct home *home, int row)
{
    int index = row - home->test_count;
    return index >= 0 && index < home->stage_count ? &home->stages[index] : NULL;
}

static const struct marking_place *marking_at(const struct home *home, int row)
{
    int index = row - home->test_count - home->stage_count;
    return index >= 0 && index < home->marking_count ? &home->markings[index] : NULL;
}

/* The chosen test, NULL on another row and when there is none. */
static const struct test_row *chosen(const struct home *home)
{
    return home->list.at < home->test_count ? &home->tests[home->list.at] : NULL;
}

static struct step go_on_with(struct home *home, const struct test_row *test)
{
    struct app *app = home->screen.app;
    if (app->seat.attempt && app->seat.attempt == test->running && !app->seat.over)
        return push(test_create(app));
    return push(entering_create(app, test->event, text_of("")));
}

static struct step on_home(struct home *home, const struct reply *reply)
{
    home->pending = 0;
    if (reply->error != WIRE_OK) {
        if (reply->error != WIRE_NOT_SAVED) /* that is a lost connection: asked again when it is back */
            app_notice_refusal(home->screen.app, reply);
        return stay();
    }
    arena_clear(&home->arena);
    home->test_count = (int)reply->home.test_count;
    home->tests = keep_tests(&home->arena, reply->home.tests, reply->home.test_count);
    home->stage_count = (int)reply->home.stage_count;
    home->stages = keep_stage_rows(&home->arena, reply->home.stages, reply->home.stage_count);
    home->marking_count = (int)reply->home.marking_count;
    home->markings = keep_markings(&home->arena, reply->home.markings, reply->home.marking_count);
    list_resize(&home->list, home->test_count + home->stage_count + home->marking_count +
                                 (home->screen.app->user.organizer ? 1 : 0));
    home->loaded = true;
    bool resume = home->resume;
    home->resume = false;
    for (int i = 0; resume && i < home->test_count; i++)
        if (home->tests[i].state == TEST_RUNNING && home->tests[i].running) {
            list_choose(&home->list, i);
            return go_on_with(home, &home->tests[i]);
        }
    return stay();
}

static struct step show_result(struct home *home, const struct test_row *test)
{
    struct app *app = home->screen.app;
    if (test->last)
        return push(result_create(app, test->last));
    app_notice(app, ROLE_STRONG, "%s",
               test->running ? _("There is no result yet: you have not submitted this test.")
                             : _("There is no result yet: you have not taken this test."));
    return stay();
}

static struct step open_chosen(struct home *home)
{
    struct app *app = home->screen.app;
    const struct test_row *test = chosen(home);
    const struct stage_row *stage = stage_at(home, home->list.at);
    if (stage)
        return push(
            stage_enter_create(app, stage->as, stage->event, &stage->team, stage->team.len > 0 ? 1 : 0));
    const struct marking_place *marking = marking_at(home, home->list.at);
    if (marking)
        return push(marking_create(app, marking->event));
    if (!test)
        return home->list.count > 0 ? push(events_create(app)) : stay();
    switch (test->state) {
    case TEST_OPEN:
        return push(instructions_create(app, test));
    case TEST_RUNNING:
        return go_on_with(home, test);
    case TEST_SOON:
        app_notice(app, ROLE_STRONG, "%s", _("This test is not open yet. The page changes when it opens."));
        return stay();
    case TEST_DONE:
    case TEST_CLOSED:
        break;
    }
    return show_result(home, test);
}

static struct step leave(struct home *home)
{
    struct app *app = home->screen.app;
    const char *text =
        app_is_testing(app)
            ? _("Sign out? Your test goes on and its clock runs. Sign in again to go on with it.")
            : _("Sign out?");
    const struct question question = {.question = QUESTION_LEAVE,
                                      .title = _("Sign out"),
                                      .text = text,
                                      .buttons = {_("Sign out"), _("Stay")},
                                      .initial = app_is_testing(app) ? 1 : 0};
    return push(dialog_question(app, &question));
}

static struct step sign_out(struct home *home)
{
    struct app *app = home->screen.app;
    seat_flush_all(&app->seat, app->now, &app->port);
    struct request request = {.kind = MESSAGE_SIGN_OUT};
    app_send(app, &request, false);
    app->port.forget(app->port.context);
    app_signed_out(app);
    app_forget_person(app);
    return (struct step){.kind = STEP_RESET, .screen = signin_create(app, NULL)};
}

static struct step act(struct home *home, int action, const struct event *event)
{
    struct app *app = home->screen.app;
    const struct test_row *test = chosen(home);
    switch (action) {
    case HOME_OPEN:
        return open_chosen(home);
    case HOME_RESULT:
        return test ? show_result(home, test) : stay();
    case HOME_RANKING:
        return test ? push(ranking_create(app, test->event)) : stay();
    case HOME_EVENTS:
        return push(events_create(app));
    case HOME_LEAVE:
        return leave(home);
    case HOME_MOVE:
        list_event(&home->list, event);
        return stay();
    default:
        return stay();
    }
}

static struct step on_mouse(struct home *home, const struct event *event)
{
    if (list_event(&home->list, event) || event->mouse.action != MOUSE_PRESS)
        return stay();
    int line = event->mouse.y - home->first_line;
    int row = line < 0 ? -1 : list_row_at(&home->list, 0, line / ROW_LINES);
    if (row < 0)
        return stay();
    bool again = row == home->list.at;
    list_choose(&home->list, row);
    return again ? open_chosen(home) : stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct home *home = (struct home *)screen;
    switch (event->kind) {
    case EVENT_SHOWN:
        ask(home);
        return stay();
    case EVENT_STATE:
        if (event->state == CLIENT_READY && screen->app->user.signed_in)
            ask(home);
        return stay();
    case EVENT_REPLY:
        if (event->reply->kind == MESSAGE_PUSH_CHANGED)
            ask(home);
        else if (event->reply->kind == MESSAGE_HOME && event->reply->re == home->pending)
            return on_home(home, event->reply);
        return stay();
    case EVENT_ANSWER:
        return event->answer.question == QUESTION_LEAVE && event->answer.choice == 0 ? sign_out(home)
                                                                                     : stay();
    case EVENT_MOUSE:
        return on_mouse(home, event);
    default:
        return act(home, keys_find(home_keys, hints(screen).modes, event).action, event);
    }
}

static const struct {
    const char *label;
    enum role role;
} states[] = {
    [TEST_SOON] = {N_("not open yet"), ROLE_DIM}, [TEST_OPEN] = {N_("open"), ROLE_GOOD},
    [TEST_RUNNING] = {N_("going on"), ROLE_WARM}, [TEST_DONE] = {N_("taken"), ROLE_ACCENT},
    [TEST_CLOSED] = {N_("closed"), ROLE_DIM},
};

static const char *const places[WATCHES] = {
    [WATCH_HOST] = N_("Run it at the host console."),
    [WATCH_BOARD] = N_("Show the board (for the projector)."),
    [WATCH_DESK] = N_("Take your place at the team's desk."),
    [WATCH_JUDGE] = N_("Take your place as a judge."),
};

static void draw_stage(const struct stage_row *stage, struct canvas *canvas, struct rect area, enum role role,
                       bool at)
{
    bool open = text_is(stage->status, "open");
    const char *state = open ? _("open") : text_is(stage->status, "closed") ? _("closed") : _("not open yet");
    int width = utf8_width(text_of(state));
    canvas_fit(canvas, area.x, area.y, area.width - width - 4, stage->title, role);
    canvas_string(canvas, area.x + area.width - width - 1, area.y, width, state,
                  at     ? role
                  : open ? ROLE_GOOD
                         : ROLE_DIM);
    canvas_fit(canvas, area.x + 2, area.y + 1, area.width - 2, text_of(_(places[stage->as])), ROLE_DIM);
}

static void draw_marking(const struct home *home, const struct marking_place *marking, struct canvas *canvas,
                         struct rect area, enum role role)
{
    struct arena *scratch = &home->screen.app->scratch;
    struct text waits =
        marking->pending
            ? arena_textf(scratch,
                          ngettext("%lld answer waits for the markers", "%lld answers wait for the markers",
                                   (unsigned long)marking->pending),
                          (long long)marking->pending)
            : text_of(_("No answer waits now."));
    canvas_fit(canvas, area.x, area.y, area.width,
               arena_textf(scratch, _("Marking: %.*s"), TEXT_ARG(marking->title)), role);
    canvas_fit(canvas, area.x + 2, area.y + 1, area.width - 2, waits, ROLE_DIM);
}

static void draw_row(struct home *home, struct canvas *canvas, struct rect area, int row)
{
    bool at = row == home->list.at;
    canvas_string(canvas, area.x, area.y, 1, at ? "▸" : " ", ROLE_ACCENT);
    rect_take_left(&area, 2);
    enum role role = at ? ROLE_SELECTED : ROLE_STRONG;
    if (at)
        canvas_fill(canvas, (struct rect){area.x, area.y, area.width, 1}, " ", role);
    const struct stage_row *stage = stage_at(home, row);
    if (stage) {
        draw_stage(stage, canvas, area, role, at);
        return;
    }
    const struct marking_place *marking = marking_at(home, row);
    if (marking) {
        draw_marking(home, marking, canvas, area, role);
        return;
    }
    if (row >= home->test_count) {
        canvas_fit(canvas, area.x, area.y, area.width, text_of(_("Organize: tests and competitions")), role);
        canvas_fit(
            canvas, area.x + 2, area.y + 1, area.width - 2,
            text_of(_("Open and close tests, watch who sits where; run contests, panels and ceremonies.")),
            ROLE_DIM);
        return;
    }
    const struct test_row *test = &home->tests[row];
    bool waits = test->pending > 0 && !test->running;
    const char *state = waits ? _("being marked") : _(states[test->state].label);
    int width = utf8_width(text_of(state));
    canvas_fit(canvas, area.x, area.y, area.width - width - 4, test->title, role);
    canvas_string(canvas, area.x + area.width - width - 1, area.y, width, state,
                  at      ? role
                  : waits ? ROLE_WARM
                          : states[test->state].role);
    canvas_fit(canvas, area.x + 2, area.y + 1, area.width - 2,
               facts_of_test(test, &home->screen.app->scratch), ROLE_DIM);
}

static void draw_empty(struct home *home, struct canvas *canvas, struct rect area)
{
    const char *text = home->loaded
                           ? _("There is no test for you now. This page changes by itself when one opens.")
                           : _("Asking the hub…");
    canvas_fit(canvas, area.x + 2, area.y, area.width - 2, text_of(text), ROLE_DIM);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct home *home = (struct home *)screen;
    const struct user *user = &screen->app->user;
    struct rect area = rect_inset(rect, 2, 0);
    rect_take_top(&area, 1);
    struct rect head = rect_take_top(&area, 1);
    int used = canvas_string(canvas, head.x, head.y, head.width, _("My tests"), ROLE_ACCENT);
    if (user->unit)
        canvas_fit_right(canvas, head.x + used + 2, head.y, head.width - used - 2, text_of(user->unit),
                         ROLE_DIM);
    rect_take_top(&area, 1);
    list_show(&home->list, area.height / ROW_LINES);
    home->first_line = area.y;
    if (home->test_count + home->stage_count + home->marking_count == 0)
        draw_empty(home, canvas, home->list.count ? rect_take_top(&area, ROW_LINES) : area);
    for (int i = 0; i < home->list.rows && home->list.top + i < home->list.count; i++)
        draw_row(home, canvas, rect_take_top(&area, ROW_LINES), home->list.top + i);
}

static const char *title(const struct screen *screen)
{
    return screen->app->hall;
}

static void destroy(struct screen *screen)
{
    struct home *home = (struct home *)screen;
    arena_finish(&home->arena);
    free(home);
}

static const struct screen_ops ops = {
    .name = "home",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *home_create(struct app *app)
{
    struct home *home = xcalloc(1, sizeof *home);
    home->screen = (struct screen){&ops, app};
    home->resume = true;
    list_resize(&home->list, app->user.organizer ? 1 : 0);
    return &home->screen;
}
