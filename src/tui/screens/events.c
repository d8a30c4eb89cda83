#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/keep.h"
#include "tui/marking/screens.h"
#include "tui/screens/screens.h"
#include "tui/stage/screens.h"
#include "tui/widgets/columns.h"
#include "tui/widgets/list.h"

#include <stdio.h>
#include <stdlib.h>

struct events {
    struct screen screen;
    struct arena arena;
    const struct event_row *rows;
    struct list list;
    int first_line;
    char *asked;               /* the event that a question is about, owned */
    int64_t pending, changing; /* requests waited for */
    bool loaded;
};

enum {
    EVENTS_MOVE = 1,
    EVENTS_MONITOR,
    EVENTS_HOST,
    EVENTS_OPEN,
    EVENTS_CLOSE,
    EVENTS_RANKING,
    EVENTS_MARKING,
    EVENTS_ORAL,
    EVENTS_BACK
};
enum { QUESTION_OPEN = 30, QUESTION_CLOSE };
/* What the chosen event is: a test is opened and closed here, anything else at its console. */
enum {
    MODE_LIST = 1,
    MODE_TEST = 2,
    MODE_STAGE = 4,
    MODE_MAY_OPEN = 8,
    MODE_MAY_CLOSE = 16,
    MODE_PENDING = 32
};

const struct binding events_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = EVENTS_MOVE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the list.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = EVENTS_MOVE},
    {.keys = {INPUT_ENTER, 'm'},
     .action = EVENTS_MONITOR,
     .modes = MODE_TEST,
     .name = N_("Enter"),
     .label = N_("watch"),
     .help = N_("See who sits where and how far they are; give more time, submit, void, unlock.")},
    {.keys = {INPUT_ENTER, 'm'},
     .action = EVENTS_HOST,
     .modes = MODE_STAGE,
     .name = N_("Enter"),
     .label = N_("host console"),
     .help = N_("Run the contest, the panel or the ceremony of the series at its console: it is begun there, "
                "and making its result final ends it.")},
    {.keys = {'o'},
     .action = EVENTS_OPEN,
     .modes = MODE_MAY_OPEN,
     .name = "O",
     .label = N_("open the test"),
     .help = N_("Open the test now: those entitled may begin.")},
    {.keys = {'c'},
     .action = EVENTS_CLOSE,
     .modes = MODE_MAY_CLOSE,
     .name = "C",
     .label = N_("close the test"),
     .help = N_("Close the test now: running attempts are submitted.")},
    {.keys = {'r'},
     .action = EVENTS_RANKING,
     .modes = MODE_TEST,
     .name = "R",
     .label = N_("ranking"),
     .help = N_("See the ranking.")},
    {.keys = {'a'},
     .action = EVENTS_MARKING,
     .modes = MODE_PENDING,
     .name = "A",
     .label = N_("mark answers"),
     .help = N_("Mark the answers in words that wait.")},
    {.keys = {'x'},
     .action = EVENTS_ORAL,
     .modes = MODE_MAY_CLOSE,
     .name = "X",
     .label = N_("oral test"),
     .help = N_("Take candidates through the test by word of mouth, one after the other.")},
    {.keys = {INPUT_ESCAPE},
     .action = EVENTS_BACK,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back to the start page.")},
    BINDING_HELP(0),
    {.action = 0},
};

static void ask(struct events *events)
{
    struct request request = {.kind = MESSAGE_EVENTS};
    events->pending = app_send(events->screen.app, &request, false);
}

static const struct event_row *chosen(const struct events *events)
{
    return events->list.count > 0 ? &events->rows[events->list.at] : NULL;
}

static bool is_test(const struct event_row *row)
{
    return row->kind.len == 0 || text_is(row->kind, "test");
}

static uint32_t modes_of(const struct event_row *row)
{
    if (!row)
        return MODE_LIST;
    if (!is_test(row))
        return MODE_LIST | MODE_STAGE;
    bool open = text_is(row->status, "open");
    return MODE_LIST | MODE_TEST | (open ? MODE_MAY_CLOSE : MODE_MAY_OPEN) |
           (row->pending > 0 ? MODE_PENDING : 0u);
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){events_keys, modes_of(chosen((const struct events *)screen))};
}

static void on_reply(struct events *events, const struct reply *reply)
{
    struct app *app = events->screen.app;
    if (reply->re == 0)
        return;
    if (reply->re == events->changing) {
        events->changing = 0;
        if (reply->error != WIRE_OK)
            app_notice_refusal(app, reply);
        else
            app_notice(app, ROLE_GOOD, "%s", _("Done."));
        ask(events);
        return;
    }
    if (reply->re != events->pending)
        return;
    events->pending = 0;
    if (reply->error != WIRE_OK) {
        app_notice_refusal(app, reply);
        return;
    }
    arena_clear(&events->arena);
    events->rows = keep_events(&events->arena, reply->events.rows, reply->events.row_count);
    list_resize(&events->list, (int)reply->events.row_count);
    events->loaded = true;
}

static struct step ask_first(struct events *events, int number, const char *title, const char *format)
{
    const struct event_row *row = chosen(events);
    if (!row)
        return stay();
    free(events->asked);
    events->asked = xcalloc(row->event.len + 1, 1);
    memcpy(events->asked, row->event.at, row->event.len);
    struct arena *scratch = &events->screen.app->scratch;
    struct text text = arena_textf(scratch, format, TEXT_ARG(row->title), (int)row->running);
    const struct question question = {
        .question = number, .title = title, .text = text.at, .buttons = {_("Yes"), _("No")}, .initial = 1};
    return push(dialog_question(events->screen.app, &question));
}

static void change(struct events *events, enum message_kind kind)
{
    if (!events->asked || events->changing)
        return;
    struct request request = {.kind = kind, .event = {text_of(events->asked)}};
    events->changing = app_send(events->screen.app, &request, false);
}

static struct step on_answer(struct events *events, const struct event *event)
{
    if (event->answer.choice != 0)
        return stay();
    change(events, event->answer.question == QUESTION_OPEN ? MESSAGE_EVENT_OPEN : MESSAGE_EVENT_CLOSE);
    return stay();
}

/* A key that another row knows. */
static struct step not_here(struct events *events, const struct event *event)
{
    const struct event_row *row = chosen(events);
    if (row && !is_test(row) && keys_find(events_keys, ~UINT32_C(0), event).action)
        app_notice(events->screen.app, ROLE_WARM, "%s",
                   _("This is no test: Enter leads to its console, where it is begun and ended."));
    return stay();
}

static struct step act(struct events *events, const struct event *event)
{
    struct app *app = events->screen.app;
    const struct event_row *row = chosen(events);
    switch (keys_find(events_keys, modes_of(row), event).action) {
    case 0:
        return not_here(events, event);
    case EVENTS_MOVE:
        list_event(&events->list, event);
        break;
    case EVENTS_MONITOR:
        return push(monitor_create(app, row->event, row->title));
    case EVENTS_HOST:
        return push(stage_enter_create(app, WATCH_HOST, row->event, NULL, 0));
    case EVENTS_OPEN:
        return ask_first(events, QUESTION_OPEN, _("Open the test"),
                         _("Open “%.*s” now? Those entitled may then begin."));
    case EVENTS_CLOSE:
        return ask_first(events, QUESTION_CLOSE, _("Close the test"),
                         _("Close “%.*s” now? Attempts going on (%d) are submitted as they stand."));
    case EVENTS_RANKING:
        return push(ranking_create(app, row->event));
    case EVENTS_MARKING:
        return push(marking_create(app, row->event));
    case EVENTS_ORAL: /* as the lowest screen: a test or its result leads back to it */
        return (struct step){.kind = STEP_RESET, .screen = oral_create(app, row->event)};
    case EVENTS_BACK:
        return pop();
    default:
        break;
    }
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct events *events = (struct events *)screen;
    switch (event->kind) {
    case EVENT_SHOWN:
        ask(events);
        return stay();
    case EVENT_STATE:
        if (event->state == CLIENT_READY)
            ask(events);
        return stay();
    case EVENT_REPLY:
        if (event->reply->kind == MESSAGE_PUSH_CHANGED)
            ask(events);
        else
            on_reply(events, event->reply);
        return stay();
    case EVENT_ANSWER:
        return on_answer(events, event);
    case EVENT_MOUSE:
        if (!list_event(&events->list, event)) {
            int row = list_row_at(&events->list, events->first_line, event->mouse.y);
            list_choose(&events->list, row >= 0 ? row : events->list.at);
        }
        return stay();
    default:
        return act(events, event);
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

static const struct {
    const char *status, *label;
} statuses[] = {
    {"draft", N_("draft")},
    {"prepared", N_("prepared")},
    {"open", N_("open")},
    {"closed", N_("closed")},
};

static const char *status_label(struct text status)
{
    for (size_t i = 0; i < COUNT_OF(statuses); i++)
        if (text_is(status, statuses[i].status))
            return _(statuses[i].label);
    return "";
}

enum { COLUMN_TITLE, COLUMN_KIND, COLUMN_STATUS, COLUMN_RUNNING, COLUMN_SUBMITTED, COLUMN_HOURS, COLUMNS };
enum { WIDE = 100 };

static const struct {
    const char *kind, *label;
} kinds[] = {
    {"test", N_("test")},
    {"contest", N_("contest")},
    {"panel", N_("panel")},
    {"series", N_("series")},
};

static const char *kind_label(const struct event_row *row)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text_is(row->kind, kinds[i].kind))
            return _(kinds[i].label);
    return _("test");
}

/* "2026-11-01 00:00–2027-12-31 18:00"; where there is little room, only when it ends or, before it opens,
 * begins. */
static struct text hours(const struct event_row *row, bool narrow, struct arena *arena)
{
    char opens[CLOCK_TEXT_SIZE] = "", closes[CLOCK_TEXT_SIZE] = "";
    if (!row->opens && !row->closes)
        return text_of(_("by hand"));
    if (row->opens)
        clock_format_minute(row->opens, opens);
    if (row->closes)
        clock_format_minute(row->closes, closes);
    bool begun = text_is(row->status, "open") || text_is(row->status, "closed");
    const char *from = row->opens && !(narrow && begun && row->closes) ? opens : "";
    const char *to = row->closes && !(narrow && from[0]) ? closes : "";
    return arena_textf(arena, "%s–%s", from, to);
}

/* What there is to know of a test only. */
static void draw_numbers(const struct columns *table, struct canvas *canvas, int y,
                         const struct event_row *row, enum role role, struct arena *arena)
{
    struct text submitted =
        arena_textf(arena, "%lld/%lld", (long long)row->submitted, (long long)row->entitled);
    columns_put(table, canvas, COLUMN_RUNNING, y, arena_textf(arena, "%lld", (long long)row->running), role);
    columns_put(table, canvas, COLUMN_SUBMITTED, y, submitted, role);
    columns_put(table, canvas, COLUMN_HOURS, y, hours(row, canvas->width < WIDE, arena), role);
}

static void draw_row(struct events *events, const struct columns *table, struct canvas *canvas,
                     struct rect line, int index)
{
    const struct event_row *row = &events->rows[index];
    bool at = index == events->list.at;
    bool open = text_is(row->status, "open");
    enum role role = at ? ROLE_SELECTED : open ? ROLE_GOOD : ROLE_TEXT;
    if (at)
        canvas_fill(canvas, line, " ", role);
    canvas_string(canvas, line.x, line.y, 2, at ? "▸" : " ", role);
    int y = line.y;
    columns_put(table, canvas, COLUMN_TITLE, y, row->title, role);
    columns_put(table, canvas, COLUMN_KIND, y, text_of(kind_label(row)), role);
    columns_put(table, canvas, COLUMN_STATUS, y, text_of(status_label(row->status)), role);
    if (is_test(row))
        draw_numbers(table, canvas, y, row, role, &events->screen.app->scratch);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct events *events = (struct events *)screen;
    struct rect area = rect_inset(rect, 1, 1);
    bool wide = canvas->width >= WIDE;
    const struct column_spec columns[COLUMNS] = {
        [COLUMN_TITLE] = {_("Event"), 16, 60, 1, false},
        [COLUMN_KIND] = {_("Kind"), 7, 0, 0, false},
        [COLUMN_STATUS] = {_("Status"), 8, 0, 0, false},
        [COLUMN_RUNNING] = {_("Going on"), 4, 0, 0, true},
        [COLUMN_SUBMITTED] = {_("Submitted"), 4, 0, 0, true},
        [COLUMN_HOURS] = {_("Hours"), wide ? 33 : 17, 0, 0, false},
    };
    struct rect inside = area;
    rect_take_left(&inside, 2);
    struct columns table;
    columns_init(&table, columns, COLUMNS, inside);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    events->first_line = area.y;
    list_show(&events->list, area.height);
    if (events->list.count == 0)
        canvas_fit(
            canvas, inside.x, area.y + 1, inside.width,
            text_of(events->loaded ? _("There is no event sheet in this hall yet.") : _("Asking the hub…")),
            ROLE_DIM);
    for (int i = 0; i < events->list.rows && events->list.top + i < events->list.count; i++)
        draw_row(events, &table, canvas, rect_take_top(&area, 1), events->list.top + i);
}

static const char *title(const struct screen *screen)
{
    (void)screen;
    return _("Events");
}

static void destroy(struct screen *screen)
{
    struct events *events = (struct events *)screen;
    arena_finish(&events->arena);
    free(events->asked);
    free(events);
}

static const struct screen_ops ops = {
    .name = "events",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *events_create(struct app *app)
{
    struct events *events = xcalloc(1, sizeof *events);
    events->screen = (struct screen){&ops, app};
    return &events->screen;
}
