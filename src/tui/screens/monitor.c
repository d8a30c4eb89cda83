#include "tui/screens/monitor.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/keep.h"
#include "tui/screens/screens.h"

#include <stdio.h>
#include <stdlib.h>

enum { REFRESH_MS = 2000 };

enum {
    MONITOR_MOVE = 1,
    MONITOR_SEARCH,
    MONITOR_EXTEND,
    MONITOR_EXTEND_ALL,
    MONITOR_SUBMIT,
    MONITOR_VOID,
    MONITOR_UNLOCK,
    MONITOR_RANKING,
    MONITOR_BACK,
    MONITOR_SEARCH_DONE,
    MONITOR_SEARCH_CLEAR,
};
enum { MODE_TABLE = 1, MODE_SEARCH = 2 };
enum { QUESTION_EXTEND = 40, QUESTION_EXTEND_ALL, QUESTION_SUBMIT, QUESTION_VOID, QUESTION_UNLOCK };

const struct binding monitor_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = MONITOR_MOVE,
     .modes = MODE_TABLE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the table (PgUp and PgDn: by a page).")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = MONITOR_MOVE, .modes = MODE_TABLE},
    {.keys = {'/', INPUT_CTRL + 'f'},
     .action = MONITOR_SEARCH,
     .modes = MODE_TABLE,
     .name = "/",
     .label = N_("search"),
     .help = N_("Show only rows whose number, name or unit holds a text.")},
    {.keys = {'e'},
     .action = MONITOR_EXTEND,
     .modes = MODE_TABLE,
     .name = "E",
     .label = N_("more time"),
     .help = N_("Give this person more (or, with a minus, less) time.")},
    {.keys = {'a'},
     .action = MONITOR_EXTEND_ALL,
     .modes = MODE_TABLE,
     .name = "A",
     .label = N_("more time for all"),
     .help = N_("Give everyone whose test goes on more time.")},
    {.keys = {'s'},
     .action = MONITOR_SUBMIT,
     .modes = MODE_TABLE,
     .name = "S",
     .label = N_("hand in"),
     .help = N_("Submit this person's test as it stands.")},
    {.keys = {'v'},
     .action = MONITOR_VOID,
     .modes = MODE_TABLE,
     .name = "V",
     .label = N_("void"),
     .help = N_("Declare this person's attempt void, with a reason.")},
    {.keys = {'u'},
     .action = MONITOR_UNLOCK,
     .modes = MODE_TABLE,
     .name = "U",
     .label = N_("unlock"),
     .help = N_("Let this person sign in again after too many wrong PINs.")},
    {.keys = {'r'},
     .action = MONITOR_RANKING,
     .modes = MODE_TABLE,
     .name = "R",
     .label = N_("ranking"),
     .help = N_("See the ranking.")},
    {.keys = {INPUT_ESCAPE},
     .action = MONITOR_BACK,
     .modes = MODE_TABLE,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Show all rows again, then go back.")},
    {.keys = {INPUT_ENTER, INPUT_DOWN, INPUT_TAB},
     .action = MONITOR_SEARCH_DONE,
     .modes = MODE_SEARCH,
     .name = N_("Enter"),
     .label = N_("done"),
     .help = N_("Go to the rows found.")},
    {.keys = {INPUT_ESCAPE},
     .action = MONITOR_SEARCH_CLEAR,
     .modes = MODE_SEARCH,
     .name = "Esc",
     .label = N_("show all"),
     .help = N_("Show all rows again.")},
    BINDING_HELP(MODE_TABLE),
    BINDING_HELP_TYPING(MODE_SEARCH),
    {.action = 0},
};

static uint32_t modes(const struct monitor *monitor)
{
    return monitor->searching ? MODE_SEARCH : MODE_TABLE;
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){monitor_keys, modes((const struct monitor *)screen)};
}

/* ---- Rows ------------------------------------------------------------------------------------------- */

static void ask(struct monitor *monitor)
{
    struct app *app = monitor->screen.app;
    if (monitor->pending)
        return;
    struct request request = {.kind = MESSAGE_MONITOR, .event = {text_of(monitor->event)}};
    monitor->pending = app_send(app, &request, false);
    monitor->refresh_at = app->now + REFRESH_MS;
}

static bool matches(const struct monitor *monitor, const struct monitor_row *row)
{
    struct text wanted = text_trim(edit_text(&monitor->search));
    return text_find(row->number, wanted) >= 0 || text_find(row->name, wanted) >= 0 ||
           text_find(row->unit, wanted) >= 0;
}

/* Shows the rows that match, the same person chosen as before. */
static void filter(struct monitor *monitor, struct text keep)
{
    int count = 0, at = 0;
    for (int i = 0; i < monitor->row_count; i++) {
        if (!matches(monitor, &monitor->rows[i]))
            continue;
        if (keep.len && text_equal(monitor->rows[i].number, keep))
            at = count;
        monitor->shown[count++] = i;
    }
    list_resize(&monitor->list, count);
    if (keep.len)
        list_choose(&monitor->list, at);
}

static const struct monitor_row *chosen(const struct monitor *monitor)
{
    return monitor->list.count > 0 ? &monitor->rows[monitor->shown[monitor->list.at]] : NULL;
}

static void take_rows(struct monitor *monitor, const struct reply *reply)
{
    struct arena old = monitor->arena;
    const struct monitor_row *row = chosen(monitor);
    struct text keep = row ? row->number : text_of("");
    monitor->arena = (struct arena)ARENA_EMPTY;
    monitor->rows = keep_monitor(&monitor->arena, reply->monitor.rows, reply->monitor.row_count);
    monitor->row_count = (int)reply->monitor.row_count;
    monitor->shown = xrealloc(monitor->shown, ((size_t)monitor->row_count + 1) * sizeof *monitor->shown);
    monitor->open = text_is(reply->monitor.status, "open");
    monitor->taken_at = monitor->screen.app->now;
    monitor->loaded = true;
    filter(monitor, keep);
    arena_finish(&old);
}

static void on_changed(struct monitor *monitor, const struct reply *reply)
{
    struct app *app = monitor->screen.app;
    monitor->changing = 0;
    if (reply->error != WIRE_OK)
        app_notice_refusal(app, reply);
    else if (reply->kind == MESSAGE_EXTEND)
        app_notice(app, ROLE_GOOD,
                   ngettext("Done: the time of %lld attempt was changed.",
                            "Done: the time of %lld attempts was changed.",
                            (unsigned long)reply->changed.count),
                   (long long)reply->changed.count);
    else
        app_notice(app, ROLE_GOOD, "%s", _("Done."));
    ask(monitor);
}

static void on_reply(struct monitor *monitor, const struct reply *reply)
{
    if (reply->re == 0)
        return;
    if (reply->re == monitor->changing) {
        on_changed(monitor, reply);
    } else if (reply->re == monitor->pending) {
        monitor->pending = 0;
        if (reply->error == WIRE_OK)
            take_rows(monitor, reply);
        else if (reply->error != WIRE_NOT_SAVED)
            app_notice_refusal(monitor->screen.app, reply);
    }
}

/* ---- Interventions ---------------------------------------------------------------------------------- */

/* The table changes every two seconds, so a question remembers whom it is about. */
static void remember(struct monitor *monitor, const struct monitor_row *row)
{
    free(monitor->about_number);
    monitor->about_number = xcalloc(row->number.len + 1, 1);
    if (row->number.len)
        memcpy(monitor->about_number, row->number.at, row->number.len);
    monitor->about_attempt = row->attempt;
}

static struct step put(struct monitor *monitor, int number, const char *title, struct text text, bool minutes,
                       bool reason)
{
    struct question question = {.question = number, .title = title, .text = text.at, .initial = 1};
    question.buttons[0] = _("Yes");
    question.buttons[1] = _("No");
    int field = 0;
    if (minutes) {
        question.fields[field].label = _("Minutes (with a minus: less time)");
        question.fields[field++].limit = 6;
    }
    if (reason) {
        question.fields[field].label = _("Reason");
        question.fields[field++].limit = 200;
    }
    return push(dialog_question(monitor->screen.app, &question));
}

static struct step tell(struct monitor *monitor, const char *text)
{
    app_notice(monitor->screen.app, ROLE_STRONG, "%s", text);
    return stay();
}

static struct step intervene(struct monitor *monitor, int action)
{
    struct arena *scratch = &monitor->screen.app->scratch;
    if (action == MONITOR_EXTEND_ALL)
        return put(monitor, QUESTION_EXTEND_ALL, _("More time for all"),
                   text_of(_("Change the time of everyone whose test goes on.")), true, true);
    const struct monitor_row *row = chosen(monitor);
    if (!row)
        return stay();
    bool running = text_is(row->state, "running");
    bool ended = text_is(row->state, "submitted");
    remember(monitor, row);
    struct text who = arena_textf(scratch, "%.*s %.*s", TEXT_ARG(row->number), TEXT_ARG(row->name));
    switch (action) {
    case MONITOR_EXTEND:
        return !running ? tell(monitor, _("This person's test is not going on."))
                        : put(monitor, QUESTION_EXTEND, _("More time"), who, true, true);
    case MONITOR_SUBMIT:
        return !running ? tell(monitor, _("This person's test is not going on."))
                        : put(monitor, QUESTION_SUBMIT, _("Hand in"),
                              arena_textf(scratch, _("Submit the test of %s as it stands?"), who.at), false,
                              false);
    case MONITOR_VOID:
        return !running && !ended
                   ? tell(monitor, _("This person has no attempt that could be declared void."))
                   : put(monitor, QUESTION_VOID, _("Declare void"),
                         arena_textf(scratch, _("Declare the attempt of %s void? It will not count."),
                                     who.at),
                         false, true);
    default:
        return put(monitor, QUESTION_UNLOCK, _("Unlock"),
                   arena_textf(scratch, _("Let %s sign in again at once?"), who.at), false, false);
    }
}

static void send(struct monitor *monitor, const struct request *request)
{
    monitor->changing = app_send(monitor->screen.app, request, false);
}

static struct step extend(struct monitor *monitor, const struct event *event, bool all)
{
    int64_t minutes;
    struct text reason = text_trim(event->answer.fields[1]);
    struct text typed = text_trim(event->answer.fields[0]);
    if (typed.len && typed.at[0] == '+')
        typed = text_from(typed, 1);
    if (!text_to_int(typed, -1440, 1440, &minutes) || minutes == 0)
        return tell(monitor, _("Nothing was changed: the minutes must be a whole number, as 10 or -5."));
    if (reason.len == 0)
        return tell(monitor, _("Nothing was changed: please give a reason; it is kept with the result."));
    struct request request = {.kind = MESSAGE_EXTEND,
                              .extend = {.event = text_of(monitor->event),
                                         .number = text_of(all ? "" : monitor->about_number),
                                         .minutes = minutes,
                                         .reason = reason}};
    send(monitor, &request);
    return stay();
}

static struct step on_answer(struct monitor *monitor, const struct event *event)
{
    if (event->answer.choice != 0)
        return stay();
    struct text reason = text_trim(event->answer.fields[0]);
    struct request request = {.kind = MESSAGE_FORCE_SUBMIT, .rule = {.attempt = monitor->about_attempt}};
    switch (event->answer.question) {
    case QUESTION_EXTEND:
    case QUESTION_EXTEND_ALL:
        return extend(monitor, event, event->answer.question == QUESTION_EXTEND_ALL);
    case QUESTION_SUBMIT:
        break;
    case QUESTION_VOID:
        if (reason.len == 0)
            return tell(monitor, _("Nothing was changed: please give a reason; it is kept with the result."));
        request.kind = MESSAGE_VOID;
        request.rule.reason = reason;
        break;
    case QUESTION_UNLOCK:
        request = (struct request){.kind = MESSAGE_UNLOCK, .person = {text_of(monitor->about_number)}};
        break;
    default:
        return stay();
    }
    send(monitor, &request);
    return stay();
}

/* ---- Keys ------------------------------------------------------------------------------------------- */

static struct text chosen_number(const struct monitor *monitor)
{
    const struct monitor_row *row = chosen(monitor);
    return row ? row->number : text_of("");
}

static void clear_search(struct monitor *monitor)
{
    struct text number = chosen_number(monitor);
    edit_set(&monitor->search, text_of(""));
    filter(monitor, number);
}

static struct step act(struct monitor *monitor, int action, const struct event *event)
{
    switch (action) {
    case MONITOR_MOVE:
        list_event(&monitor->list, event);
        break;
    case MONITOR_SEARCH:
        monitor->searching = true;
        break;
    case MONITOR_SEARCH_CLEAR:
        monitor->searching = false;
        clear_search(monitor);
        break;
    case MONITOR_SEARCH_DONE:
        monitor->searching = false;
        break;
    case MONITOR_RANKING:
        return push(ranking_create(monitor->screen.app, text_of(monitor->event)));
    case MONITOR_BACK:
        if (edit_text(&monitor->search).len == 0)
            return pop();
        clear_search(monitor);
        break;
    case 0:
        if (monitor->searching && edit_event(&monitor->search, event) == EDIT_CHANGED)
            filter(monitor, text_of(""));
        break;
    default:
        return intervene(monitor, action);
    }
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct monitor *monitor = (struct monitor *)screen;
    switch (event->kind) {
    case EVENT_SHOWN:
        ask(monitor);
        return stay();
    case EVENT_STATE:
        monitor->pending = 0;
        if (event->state == CLIENT_READY)
            ask(monitor);
        return stay();
    case EVENT_TICK:
        if (screen->app->now >= monitor->refresh_at && screen->app->ready)
            ask(monitor);
        return stay();
    case EVENT_REPLY:
        on_reply(monitor, event->reply);
        return stay();
    case EVENT_ANSWER:
        return on_answer(monitor, event);
    case EVENT_MOUSE:
        if (!list_event(&monitor->list, event)) {
            int row = list_row_at(&monitor->list, monitor->first_line, event->mouse.y);
            list_choose(&monitor->list, row >= 0 ? row : monitor->list.at);
        }
        return stay();
    default:
        return act(monitor, keys_find(monitor_keys, modes(monitor), event).action, event);
    }
}

static const char *title(const struct screen *screen)
{
    return ((const struct monitor *)screen)->title;
}

/* Each second while somebody's time runs, else when the table is to be asked for again. */
static int64_t due(const struct screen *screen)
{
    const struct monitor *monitor = (const struct monitor *)screen;
    int64_t now = screen->app->now;
    if (!screen->app->ready || monitor->pending)
        return -1;
    return monitor->refresh_at > now ? monitor->refresh_at : now;
}

static void destroy(struct screen *screen)
{
    struct monitor *monitor = (struct monitor *)screen;
    arena_finish(&monitor->arena);
    edit_finish(&monitor->search);
    free(monitor->shown);
    free(monitor->about_number);
    free(monitor->event);
    free(monitor->title);
    free(monitor);
}

static const struct screen_ops ops = {
    .name = "monitor",
    .on_event = on_event,
    .draw = monitor_draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *monitor_create(struct app *app, struct text event, struct text title_text)
{
    struct monitor *monitor = xcalloc(1, sizeof *monitor);
    monitor->screen = (struct screen){&ops, app};
    monitor->event = text_copy(event);
    monitor->title = text_copy(title_text);
    edit_init(&monitor->search, 60, false);
    return &monitor->screen;
}
