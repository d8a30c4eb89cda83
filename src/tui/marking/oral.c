/* The candidates of an oral test: whom the examiner takes next. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/keep.h"
#include "tui/marking/screens.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/widgets/columns.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/list.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

enum { REFRESH_MS = 3000, SEARCH_BYTES = 60 };

struct oral {
    struct screen screen;
    char *event; /* owned */
    struct arena arena;
    char *title; /* of the test; owned, NULL before it is known */
    const struct monitor_row *rows;
    int row_count;
    int *shown; /* indexes of the rows that match; owned */
    struct list list;
    struct edit search;
    bool loaded;
    enum wire_error refused;
    int first_line;
    int64_t pending, refresh_at, taken_at;
    char *about, *about_name; /* number and name that a question is about; owned */
    int64_t about_attempt;
};

enum { ORAL_MOVE = 1, ORAL_BEGIN, ORAL_SIGN_IN, ORAL_LEAVE };
enum { MODE_LIST = 1, MODE_REFUSED = 2 };
enum { QUESTION_BEGIN = 50, QUESTION_TAKEN, QUESTION_USED_UP, QUESTION_LEAVE };

const struct binding oral_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = ORAL_MOVE,
     .modes = MODE_LIST,
     .name = "↑↓",
     .label = N_("move"),
     .help =
         N_("Move in the list (PgUp and PgDn: by a page). Typing shows only the rows whose number, name or "
            "unit holds what you type.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = ORAL_MOVE, .modes = MODE_LIST},
    {.keys = {INPUT_ENTER},
     .action = ORAL_BEGIN,
     .modes = MODE_LIST,
     .name = N_("Enter"),
     .label = N_("examine"),
     .help = N_("Begin the oral test of the chosen person, go on with it, or see the result.")},
    {.keys = {INPUT_CTRL + 'o'},
     .action = ORAL_SIGN_IN,
     .name = "Ctrl-O",
     .label = N_("another examiner"),
     .help = N_("Sign out, so that somebody else can examine here.")},
    {.keys = {INPUT_ESCAPE},
     .action = ORAL_LEAVE,
     .name = "Esc",
     .label = N_("leave"),
     .help = N_("Show all rows again, then leave.")},
    BINDING_HELP_TYPING(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    const struct oral *oral = (const struct oral *)screen;
    return (struct hints){oral_keys, oral->loaded ? MODE_LIST : MODE_REFUSED};
}

/* ---- Rows ------------------------------------------------------------------------------------------- */

static void ask(struct oral *oral)
{
    struct app *app = oral->screen.app;
    struct request request = {.kind = MESSAGE_MONITOR, .event = {text_of(oral->event)}};
    oral->pending = app_send(app, &request, false);
    oral->refresh_at = app->now + REFRESH_MS;
}

static bool matches(const struct oral *oral, const struct monitor_row *row)
{
    struct text wanted = text_trim(edit_text(&oral->search));
    return text_find(row->number, wanted) >= 0 || text_find(row->name, wanted) >= 0 ||
           text_find(row->unit, wanted) >= 0;
}

/* Shows the rows that match; `keep`: the number that stays chosen, if it is still there. */
static void filter(struct oral *oral, struct text keep)
{
    int count = 0, at = 0;
    for (int i = 0; i < oral->row_count; i++) {
        if (!matches(oral, &oral->rows[i]))
            continue;
        if (keep.len && text_equal(oral->rows[i].number, keep))
            at = count;
        oral->shown[count++] = i;
    }
    list_resize(&oral->list, count);
    list_choose(&oral->list, at);
}

static const struct monitor_row *chosen(const struct oral *oral)
{
    return oral->list.count > 0 ? &oral->rows[oral->shown[oral->list.at]] : NULL;
}

static void take(struct oral *oral, const struct reply *reply)
{
    struct arena old = oral->arena;
    const struct monitor_row *row = chosen(oral);
    struct text keep = row ? row->number : text_of("");
    oral->arena = (struct arena)ARENA_EMPTY;
    oral->rows = keep_monitor(&oral->arena, reply->monitor.rows, reply->monitor.row_count);
    oral->row_count = (int)reply->monitor.row_count;
    oral->shown = xrealloc(oral->shown, ((size_t)oral->row_count + 1) * sizeof *oral->shown);
    free(oral->title);
    oral->title = text_copy(reply->monitor.title);
    oral->taken_at = oral->screen.app->now;
    oral->loaded = true;
    oral->refused = WIRE_OK;
    filter(oral, keep);
    arena_finish(&old);
}

static void on_reply(struct oral *oral, const struct reply *reply)
{
    if (reply->re == 0 || reply->re != oral->pending)
        return;
    oral->pending = 0;
    if (reply->error == WIRE_OK) {
        take(oral, reply);
    } else if (reply->error != WIRE_NOT_SAVED) {
        oral->refused = reply->error;
        oral->loaded = false;
    }
}

/* ---- Beginning -------------------------------------------------------------------------------------- */

static struct step enter(struct oral *oral)
{
    return push(entering_create(oral->screen.app, text_of(oral->event), text_of(oral->about)));
}

static struct step put(struct oral *oral, int number, const char *title, struct text text, const char *first,
                       const char *second)
{
    struct question question = {.question = number, .title = title, .text = text.at, .initial = 0};
    question.buttons[0] = first;
    question.buttons[1] = second;
    question.buttons[2] = number == QUESTION_TAKEN ? _("Back") : NULL;
    return push(dialog_question(oral->screen.app, &question));
}

/* The list changes every few seconds, so a question remembers whom it is about. */
static void remember(struct oral *oral, const struct monitor_row *row)
{
    free(oral->about);
    free(oral->about_name);
    oral->about = text_copy(row->number);
    oral->about_name = text_copy(row->name);
    oral->about_attempt = row->attempt;
}

static struct step begin(struct oral *oral)
{
    struct app *app = oral->screen.app;
    const struct monitor_row *row = chosen(oral);
    if (!row)
        return stay();
    remember(oral, row);
    if (text_is(row->state, "running"))
        return app->seat.attempt == row->attempt && !app->seat.over ? push(test_create(app)) : enter(oral);
    struct text who = facts_person(row->name, row->number, &app->scratch);
    if (text_is(row->state, "submitted") && row->used_up)
        return put(oral, QUESTION_USED_UP, _("Already taken"),
                   arena_textf(&app->scratch, _("%s has taken this test, and no attempt is left."), who.at),
                   _("See the result"), _("Back"));
    if (text_is(row->state, "submitted"))
        return put(oral, QUESTION_TAKEN, _("Already taken"),
                   arena_textf(&app->scratch, _("%s has taken this test."), who.at), _("See the result"),
                   _("Take it again"));
    return put(oral, QUESTION_BEGIN, _("Oral test"),
               arena_textf(&app->scratch, _("Begin the oral test of %s? The clock starts at once."), who.at),
               _("Begin"), _("Back"));
}

/* The lowest screen: at the hall's own terminal it makes room for those that it came from. */
static struct step go_away(struct app *app)
{
    if (app->options->mode == TUI_ORAL)
        return pop();
    return (struct step){.kind = STEP_RESET, .screen = home_create(app), .also = events_create(app)};
}

static struct step on_answer(struct oral *oral, const struct event *event)
{
    struct app *app = oral->screen.app;
    int choice = event->answer.choice;
    struct text who = text_of("");
    if (oral->about)
        who = facts_person(text_of(oral->about_name), text_of(oral->about), &app->scratch);
    switch (event->answer.question) {
    case QUESTION_BEGIN:
        return choice == 0 ? enter(oral) : stay();
    case QUESTION_TAKEN:
        return choice == 0   ? push(result_create_of(app, oral->about_attempt, who))
               : choice == 1 ? enter(oral)
                             : stay();
    case QUESTION_USED_UP:
        return choice == 0 ? push(result_create_of(app, oral->about_attempt, who)) : stay();
    case QUESTION_LEAVE:
        return choice == 0 ? go_away(app) : stay();
    default:
        return stay();
    }
}

/* ---- Keys ------------------------------------------------------------------------------------------- */

static struct step leave(struct oral *oral)
{
    struct app *app = oral->screen.app;
    if (edit_text(&oral->search).len > 0) {
        const struct monitor_row *row = chosen(oral);
        struct text keep = row ? row->number : text_of("");
        edit_set(&oral->search, text_of(""));
        filter(oral, keep);
        return stay();
    }
    if (!app_is_testing(app))
        return go_away(app);
    return put(oral, QUESTION_LEAVE, _("Leave"),
               text_of(_("An oral test is going on and its clock runs. Leave all the same?")), _("Leave"),
               _("Stay"));
}

static struct step act(struct oral *oral, const struct event *event)
{
    switch (keys_find(oral_keys, hints(&oral->screen).modes, event).action) {
    case ORAL_MOVE:
        list_event(&oral->list, event);
        break;
    case ORAL_BEGIN:
        return begin(oral);
    case ORAL_SIGN_IN:
        return marking_sign_in_again(oral->screen.app);
    case ORAL_LEAVE:
        return leave(oral);
    default:
        if (oral->loaded && edit_event(&oral->search, event) == EDIT_CHANGED)
            filter(oral, text_of(""));
        break;
    }
    return stay();
}

static struct step on_mouse(struct oral *oral, const struct event *event)
{
    if (list_event(&oral->list, event) || event->mouse.action != MOUSE_PRESS)
        return stay();
    int row = list_row_at(&oral->list, oral->first_line, event->mouse.y);
    bool again = row >= 0 && row == oral->list.at;
    list_choose(&oral->list, row >= 0 ? row : oral->list.at);
    return again ? begin(oral) : stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct oral *oral = (struct oral *)screen;
    switch (event->kind) {
    case EVENT_SHOWN:
        ask(oral);
        return stay();
    case EVENT_STATE:
        oral->pending = 0;
        if (event->state == CLIENT_READY)
            ask(oral);
        return stay();
    case EVENT_TICK:
        if (screen->app->ready && !oral->pending && screen->app->now >= oral->refresh_at)
            ask(oral);
        return stay();
    case EVENT_REPLY:
        on_reply(oral, event->reply);
        return stay();
    case EVENT_ANSWER:
        return on_answer(oral, event);
    case EVENT_MOUSE:
        return on_mouse(oral, event);
    default:
        return act(oral, event);
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

enum { COLUMN_NUMBER, COLUMN_NAME, COLUMN_UNIT, COLUMN_STATE, COLUMN_LEFT, COLUMN_MARK, COLUMNS };

static const char *state_text(const struct oral *oral, const struct monitor_row *row, enum role *role)
{
    const struct app *app = oral->screen.app;
    *role = ROLE_TEXT;
    if (text_is(row->state, "running")) {
        bool own = app->user.number && text_is(row->examiner, app->user.number);
        *role = own ? ROLE_WARM : ROLE_DIM;
        return own ? _("being examined") : row->examiner.len ? _("with another examiner") : _("at a seat");
    }
    if (text_is(row->state, "submitted")) {
        *role = ROLE_GOOD;
        return row->pending > 0 ? _("taken, being marked") : _("taken");
    }
    *role = text_is(row->state, "void") || text_is(row->state, "locked") ? ROLE_BAD : ROLE_TEXT;
    return text_is(row->state, "void")     ? _("void")
           : text_is(row->state, "locked") ? _("locked")
                                           : _("not taken yet");
}

static void draw_row(const struct oral *oral, const struct columns *table, struct canvas *canvas,
                     struct rect line, int index)
{
    const struct monitor_row *row = &oral->rows[oral->shown[index]];
    struct arena *scratch = &oral->screen.app->scratch;
    bool at = index == oral->list.at;
    enum role role = at ? ROLE_SELECTED : ROLE_TEXT, state_role;
    const char *state = state_text(oral, row, &state_role);
    if (at) {
        canvas_fill(canvas, line, " ", role);
        canvas_string(canvas, line.x, line.y, 1, "▸", role);
    }
    columns_put(table, canvas, COLUMN_NUMBER, line.y, row->number, role);
    columns_put(table, canvas, COLUMN_NAME, line.y, row->name, role);
    struct rect unit = columns_cell(table, COLUMN_UNIT, line.y);
    columns_put(table, canvas, COLUMN_UNIT, line.y, facts_unit(row->unit, unit.width), role);
    columns_put(table, canvas, COLUMN_STATE, line.y, text_of(state), at ? role : state_role);
    if (text_is(row->state, "running")) {
        int64_t left = row->left - (oral->screen.app->now - oral->taken_at);
        columns_put(table, canvas, COLUMN_LEFT, line.y, facts_duration(left > 0 ? left : 0, scratch), role);
    }
    if (text_is(row->state, "submitted"))
        columns_put(table, canvas, COLUMN_MARK, line.y, facts_mark_so_far(row->mark, row->pending, scratch),
                    role);
}

static void draw_table(struct oral *oral, struct canvas *canvas, struct rect area)
{
    const struct column_spec columns[COLUMNS] = {
        [COLUMN_NUMBER] = {_("Number"), 6, 12, 1, false}, [COLUMN_NAME] = {_("Name"), 8, 16, 1, false},
        [COLUMN_UNIT] = {_("Unit"), 14, 0, 3, false},     [COLUMN_STATE] = {_("State"), 20, 0, 0, false},
        [COLUMN_LEFT] = {_("Left"), 7, 0, 0, true},       [COLUMN_MARK] = {_("Mark"), 5, 0, 0, true},
    };
    struct rect inside = area;
    rect_take_left(&inside, 2);
    struct columns table;
    columns_init(&table, columns, COLUMNS, inside);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    oral->first_line = area.y;
    list_show(&oral->list, area.height);
    if (oral->list.count == 0)
        canvas_fit(canvas, inside.x, area.y + 1, inside.width,
                   text_of(oral->row_count == 0 ? _("Nobody may take this test.") : _("Nobody is found.")),
                   ROLE_DIM);
    for (int i = 0; i < oral->list.rows && oral->list.top + i < oral->list.count; i++)
        draw_row(oral, &table, canvas, rect_take_top(&area, 1), oral->list.top + i);
}

static int count_taken(const struct oral *oral)
{
    int count = 0;
    for (int i = 0; i < oral->row_count; i++)
        count += text_is(oral->rows[i].state, "submitted");
    return count;
}

static void draw_head(struct oral *oral, struct canvas *canvas, struct rect row)
{
    enum { SEARCH_WIDTH = 24 };
    struct arena *scratch = &oral->screen.app->scratch;
    const char *label = _("Search:");
    int used = utf8_width(text_of(label)) + 1;
    canvas_string(canvas, row.x, row.y, row.width, label, ROLE_TEXT);
    edit_draw(&oral->search, canvas, row.x + used, row.y, SEARCH_WIDTH, true);
    struct text counts = arena_textf(scratch, _("taken: %d of %d · shown: %d"), count_taken(oral),
                                     oral->row_count, oral->list.count);
    canvas_fit_right(canvas, row.x + used + SEARCH_WIDTH + 1, row.y, row.width - used - SEARCH_WIDTH - 1,
                     counts, ROLE_DIM);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct oral *oral = (struct oral *)screen;
    struct rect area = rect_inset(rect, 2, 0);
    rect_take_top(&area, 1);
    if (!oral->loaded) {
        struct page page;
        page_begin(&page, canvas, area, 0, &screen->app->scratch, NULL);
        page_string(&page, 0, oral->refused ? _(wire_error_message(oral->refused)) : _("Asking the hub…"),
                    oral->refused ? ROLE_BAD : ROLE_DIM);
        return;
    }
    draw_head(oral, canvas, rect_take_top(&area, 1));
    rect_take_top(&area, 1);
    draw_table(oral, canvas, area);
}

static const char *title(const struct screen *screen)
{
    const struct oral *oral = (const struct oral *)screen;
    if (!oral->title)
        return _("Oral test");
    return arena_textf(&screen->app->scratch, _("Oral test · %s"), oral->title).at;
}

static int64_t due(const struct screen *screen)
{
    const struct oral *oral = (const struct oral *)screen;
    if (!screen->app->ready || oral->pending)
        return -1;
    return oral->refresh_at > screen->app->now ? oral->refresh_at : screen->app->now;
}

static void destroy(struct screen *screen)
{
    struct oral *oral = (struct oral *)screen;
    arena_finish(&oral->arena);
    edit_finish(&oral->search);
    free(oral->shown);
    free(oral->title);
    free(oral->about);
    free(oral->about_name);
    free(oral->event);
    free(oral);
}

static const struct screen_ops ops = {
    .name = "oral",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *oral_create(struct app *app, struct text event)
{
    struct oral *oral = xcalloc(1, sizeof *oral);
    oral->screen = (struct screen){&ops, app};
    oral->event = text_copy(event);
    edit_init(&oral->search, SEARCH_BYTES, false);
    return &oral->screen;
}
