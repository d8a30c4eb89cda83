#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/stage/host.h"
#include "tui/stage/words.h"
#include "tui/widgets/columns.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

enum { SLOW_US = 50000 };

struct keytest {
    struct screen screen;
    struct list list;
    int64_t request;
};

enum { KEYTEST_NEXT = 1, KEYTEST_AGAIN, KEYTEST_MOVE, KEYTEST_LEAVE };
enum { MODE_OFF = 1, MODE_SINGLE = 2, MODE_TOGETHER = 4 };

const struct binding host_keytest_keys[] = {
    {.keys = {' ', INPUT_ENTER},
     .action = KEYTEST_NEXT,
     .modes = MODE_OFF,
     .name = N_("Space"),
     .label = N_("begin"),
     .help = N_("Begin: every desk presses in turn.")},
    {.keys = {' ', INPUT_ENTER},
     .action = KEYTEST_NEXT,
     .modes = MODE_SINGLE,
     .name = N_("Space"),
     .label = N_("all together"),
     .help = N_("Go on: all teams press at the same moment, several times.")},
    {.keys = {' ', INPUT_ENTER},
     .action = KEYTEST_NEXT,
     .modes = MODE_TOGETHER,
     .name = N_("Space"),
     .label = N_("end the test"),
     .help = N_("End the test and go back.")},
    {.keys = {'r'},
     .action = KEYTEST_AGAIN,
     .modes = MODE_SINGLE | MODE_TOGETHER,
     .name = "R",
     .label = N_("again"),
     .help = N_("Begin this part of the test again.")},
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END, INPUT_PAGE_UP},
     .action = KEYTEST_MOVE,
     .name = "↑↓",
     .label = N_("scroll"),
     .help = N_("Move in the table.")},
    {.keys = {INPUT_PAGE_DOWN}, .action = KEYTEST_MOVE},
    {.keys = {INPUT_ESCAPE},
     .action = KEYTEST_LEAVE,
     .name = "Esc",
     .label = N_("end"),
     .help = N_("End the test and go back to the console.")},
    BINDING_HELP(0),
    {.action = 0},
};

static const struct stage *stage_of(const struct keytest *test)
{
    return &test->screen.app->stage;
}

static struct hints hints(const struct screen *screen)
{
    static const uint32_t modes[KEY_TESTS] = {MODE_OFF, MODE_SINGLE, MODE_TOGETHER};
    return (struct hints){host_keytest_keys, modes[screen->app->stage.contest.key_test]};
}

static void send(struct keytest *test, enum key_test mode)
{
    struct app *app = test->screen.app;
    struct request request = {.kind = MESSAGE_KEY_TEST, .key_test = {.test = mode}};
    test->request = stage_send(&app->stage, &app->port, &request, false);
}

static struct step leave(struct keytest *test)
{
    if (stage_of(test)->contest.key_test != KEY_TEST_OFF)
        send(test, KEY_TEST_OFF);
    return pop();
}

static struct step act(struct keytest *test, int action, const struct event *event)
{
    enum key_test mode = stage_of(test)->contest.key_test;
    switch (action) {
    case KEYTEST_NEXT:
        if (mode == KEY_TEST_TOGETHER)
            return leave(test);
        send(test, mode == KEY_TEST_OFF ? KEY_TEST_SINGLE : KEY_TEST_TOGETHER);
        return stay();
    case KEYTEST_AGAIN:
        send(test, mode);
        return stay();
    case KEYTEST_LEAVE:
        return leave(test);
    case KEYTEST_MOVE:
        list_event(&test->list, event);
        return stay();
    default:
        return stay();
    }
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct keytest *test = (struct keytest *)screen;
    if (screen->app->stage.kind != STAGE_CONTEST)
        return stay();
    if (event->kind == EVENT_REPLY) {
        if (event->reply->re == test->request && event->reply->re != 0 && event->reply->error != WIRE_OK)
            app_notice_refusal(screen->app, event->reply);
        return stay();
    }
    return act(test, keys_find(host_keytest_keys, hints(screen).modes, event).action, event);
}

/* ---- What it found ---------------------------------------------------------------------------------- */

/* A team at the same desk as `team` whose presses did arrive, twice so that it is no chance, while that
 * team's never did; -1: none. */
static int64_t drowned_by(const struct contest_view *view, int64_t team)
{
    const struct contest_team_row *own = &view->teams[team];
    if (view->key_test != KEY_TEST_TOGETHER || own->desk == 0 || own->tested > 0)
        return -1;
    for (int64_t i = 0; i < view->team_count; i++)
        if (i != team && view->teams[i].desk == own->desk && view->teams[i].tested >= 2)
            return i;
    return -1;
}

static bool anyone_pressed(const struct contest_view *view)
{
    for (int64_t i = 0; i < view->team_count; i++)
        if (view->teams[i].tested > 0)
            return true;
    return false;
}

static struct text verdict(const struct keytest *test, int64_t team, enum role *role)
{
    const struct stage *stage = stage_of(test);
    const struct contest_team_row *row = &stage->contest.teams[team];
    int64_t other = drowned_by(&stage->contest, team);
    *role = ROLE_BAD;
    if (row->desks == 0)
        return text_of(_("no desk is connected"));
    if (other >= 0)
        return text_of(_("lost at a shared keyboard"));
    if (row->tested == 0) {
        *role = stage->contest.key_test == KEY_TEST_TOGETHER && anyone_pressed(&stage->contest) ? ROLE_WARM
                                                                                                : ROLE_DIM;
        return text_of(_("no press yet"));
    }
    *role = row->delay >= SLOW_US ? ROLE_WARM : ROLE_GOOD;
    return text_of(row->delay >= SLOW_US ? _("arrives, but from far away") : _("arrives"));
}

static void write_warnings(const struct keytest *test, struct page *page)
{
    const struct stage *stage = stage_of(test);
    for (int64_t i = 0; i < stage->contest.team_count; i++) {
        int64_t other = drowned_by(&stage->contest, i);
        if (other >= 0)
            page_text(page, 0,
                      arena_textf(&test->screen.app->scratch,
                                  _("%.*s and %.*s share a keyboard that drops keys: give each its own."),
                                  TEXT_ARG(words_team(stage, stage->contest.first + i)),
                                  TEXT_ARG(words_team(stage, stage->contest.first + other))),
                      ROLE_BAD);
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

static const char *const explained[KEY_TESTS] = {
    [KEY_TEST_OFF] =
        N_("Before a buzzer round every desk presses its key: first one after the other, then all at "
           "the same moment. Nothing of it counts."),
    [KEY_TEST_SINGLE] =
        N_("One after the other: call each team; it presses Space or Enter. Its row turns green when "
           "the press arrives."),
    [KEY_TEST_TOGETHER] = N_(
        "All together: count to three, all press at the same moment; twice or more. A team whose press does "
        "not arrive although its neighbour's does sits at a keyboard that drops keys: give it "
        "one of its own."),
};

enum { COLUMN_TEAM, COLUMN_DESK, COLUMN_PRESSES, COLUMN_DELAY, COLUMN_BEHIND, COLUMN_RESULT, COLUMNS };

/* In no more than eight columns, in every language. */
static struct text ms_of(int64_t us, struct arena *arena)
{
    enum { MS = 1000, FINE = 10 * MS, SECOND = 1000 * MS };
    if (us < 0)
        return text_of("—");
    if (us < FINE)
        return arena_textf(arena, _("%lld.%lld ms"), (long long)(us / MS), (long long)(us / 100 % 10));
    if (us < SECOND)
        return arena_textf(arena, _("%lld ms"), (long long)(us / MS));
    return arena_textf(arena, _("%lld.%lld s"), (long long)(us / SECOND),
                       (long long)(us / (SECOND / 10) % 10));
}

static void draw_row(const struct keytest *test, const struct columns *table, struct canvas *canvas, int y,
                     int64_t team)
{
    const struct stage *stage = stage_of(test);
    struct arena *scratch = &test->screen.app->scratch;
    const struct contest_team_row *row = &stage->contest.teams[team];
    enum role role;
    struct text result = verdict(test, team, &role);
    columns_put(table, canvas, COLUMN_TEAM, y, words_team(stage, stage->contest.first + team), ROLE_TEXT);
    if (row->desk)
        columns_put(table, canvas, COLUMN_DESK, y, arena_textf(scratch, "%lld", (long long)row->desk),
                    ROLE_DIM);
    columns_put(table, canvas, COLUMN_PRESSES, y, arena_textf(scratch, "%lld", (long long)row->tested),
                row->tested ? ROLE_STRONG : ROLE_DIM);
    columns_put(table, canvas, COLUMN_DELAY, y, ms_of(row->delay, scratch),
                row->delay >= SLOW_US ? ROLE_WARM : ROLE_TEXT);
    if (stage->contest.key_test == KEY_TEST_TOGETHER && row->tested_after >= 0)
        columns_put(table, canvas, COLUMN_BEHIND, y, ms_of(row->tested_after, scratch), ROLE_TEXT);
    columns_put(table, canvas, COLUMN_RESULT, y, result, role);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct keytest *test = (struct keytest *)screen;
    const struct contest_view *view = &screen->app->stage.contest;
    if (screen->app->stage.kind != STAGE_CONTEST)
        return;
    struct rect area = rect_inset(rect, 2, 1);
    struct page page;
    page_begin(&page, canvas, area, 0, &screen->app->scratch, NULL);
    page_string(&page, 0, _(explained[view->key_test]), ROLE_STRONG);
    write_warnings(test, &page);
    rect_take_top(&area, page.line + 1);
    const struct column_spec columns[COLUMNS] = {
        [COLUMN_TEAM] = {_("Team"), 14, 30, 1, false},    [COLUMN_DESK] = {_("Desk"), 4, 0, 0, true},
        [COLUMN_PRESSES] = {_("Presses"), 5, 0, 0, true}, [COLUMN_DELAY] = {_("Delay"), 8, 0, 0, true},
        [COLUMN_BEHIND] = {_("Behind"), 8, 0, 0, true},   [COLUMN_RESULT] = {_("Result"), 26, 0, 1, false},
    };
    struct columns table;
    columns_init(&table, columns, COLUMNS, area);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    list_resize(&test->list, (int)view->team_count);
    list_show(&test->list, area.height);
    for (int i = test->list.top; i < test->list.count && area.height > 0; i++)
        draw_row(test, &table, canvas, rect_take_top(&area, 1).y, i);
}

static const char *title(const struct screen *screen)
{
    struct app *app = screen->app;
    return arena_textf(&app->scratch, _("Key test · %s"), app->stage.title).at;
}

static void destroy(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {
    .name = "host-keytest",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *host_keytest_create(struct app *app)
{
    struct keytest *test = xcalloc(1, sizeof *test);
    test->screen = (struct screen){&ops, app};
    return &test->screen;
}
