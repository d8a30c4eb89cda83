#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/tables/tables.h"
#include "tui/widgets/columns.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/list.h"
#include "tui/widgets/table_cell.h"

#include <stdlib.h>

struct home {
    struct screen screen;
    struct arena arena; /* of the events */
    const struct tables_event *events;
    size_t count;
    size_t *found; /* [count] those that the search leaves, owned */
    bool *marked;  /* [count], owned */
    int marks;
    struct list list; /* over those found */
    struct edit search;
    bool searching, reading;
    struct err err;
    bool failed;
    int first_line;
};

enum {
    HOME_MOVE = 1,
    HOME_OPEN,
    HOME_MARK,
    HOME_ALL,
    HOME_SEARCH,
    HOME_SEARCH_DONE,
    HOME_SEARCH_CLEAR,
    HOME_RELOAD,
    HOME_BACK,
    HOME_LEAVE,
};
enum { MODE_LIST = 1, MODE_SEARCH = 2 };

const struct binding tables_home_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = HOME_MOVE,
     .modes = MODE_LIST,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the list.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = HOME_MOVE, .modes = MODE_LIST},
    {.keys = {INPUT_ENTER},
     .action = HOME_OPEN,
     .modes = MODE_LIST,
     .name = N_("Enter"),
     .label = N_("tables"),
     .help = N_("Choose a table of this event, or of the marked ones side by side.")},
    {.keys = {' '},
     .action = HOME_MARK,
     .modes = MODE_LIST,
     .name = N_("Space"),
     .label = N_("mark it"),
     .help = N_("Mark this event, or take the mark away. Marked events stand side by side in one table.")},
    {.keys = {'a'},
     .action = HOME_ALL,
     .modes = MODE_LIST,
     .name = "A",
     .label = N_("all events"),
     .help = N_("Choose a table of all events, such as the ledger of a period.")},
    {.keys = {'/', INPUT_CTRL + 'f'},
     .action = HOME_SEARCH,
     .modes = MODE_LIST,
     .name = "/",
     .label = N_("search"),
     .help = N_("Show only events whose code or title holds a text.")},
    {.keys = {'r'},
     .action = HOME_RELOAD,
     .modes = MODE_LIST,
     .name = "R",
     .label = N_("reload"),
     .help = N_("Read the list again.")},
    {.keys = {INPUT_ESCAPE, INPUT_BACKSPACE},
     .action = HOME_BACK,
     .modes = MODE_LIST,
     .name = "Esc",
     .help = N_("Show all events again; take the marks away.")},
    {.keys = {'q'},
     .action = HOME_LEAVE,
     .modes = MODE_LIST,
     .name = "Q",
     .label = N_("leave"),
     .help = N_("Leave the program.")},
    {.keys = {INPUT_ENTER, INPUT_UP, INPUT_DOWN, INPUT_TAB},
     .action = HOME_SEARCH_DONE,
     .modes = MODE_SEARCH,
     .name = N_("Enter"),
     .label = N_("to the list"),
     .help = N_("Go to the list of what was found.")},
    {.keys = {INPUT_ESCAPE},
     .action = HOME_SEARCH_CLEAR,
     .modes = MODE_SEARCH,
     .name = "Esc",
     .label = N_("show all"),
     .help = N_("Show all events again.")},
    BINDING_HELP(MODE_LIST),
    BINDING_HELP_TYPING(MODE_SEARCH),
    {.action = 0},
};

static uint32_t modes(const struct home *home)
{
    return home->searching ? MODE_SEARCH : MODE_LIST;
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){tables_home_keys, modes((const struct home *)screen)};
}

/* ---- The events ---------------------------------------------------------------------------------------- */

static struct text search_needle(const struct home *home, struct buf *room)
{
    struct text typed = text_trim(edit_text(&home->search));
    for (size_t i = 0; i < typed.len; i++) {
        char c = typed.at[i];
        buf_add_char(room, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    return buf_text(room);
}

static void find(struct home *home)
{
    struct buf room = BUF_EMPTY;
    struct text needle = search_needle(home, &room);
    int found = 0;
    for (size_t i = 0; i < home->count; i++)
        if (needle.len == 0 || table_text_find(home->events[i].title, needle) >= 0 ||
            table_text_find(home->events[i].code, needle) >= 0)
            home->found[found++] = i;
    list_resize(&home->list, found);
    buf_finish(&room);
}

static void read_events(struct home *home)
{
    const struct tables_port *port = tables_port_of(&home->screen);
    home->reading = false;
    free(home->found);
    free(home->marked);
    arena_clear(&home->arena);
    home->events = NULL;
    home->count = 0;
    home->marks = 0;
    home->failed = !port->events(port->context, &home->arena, &home->events, &home->count, &home->err);
    home->count = home->failed ? 0 : home->count;
    home->found = xcalloc(home->count + 1, sizeof *home->found);
    home->marked = xcalloc(home->count + 1, sizeof *home->marked);
    find(home);
}

static size_t chosen(const struct home *home)
{
    return home->found[home->list.at];
}

static void mark(struct home *home)
{
    if (home->list.count == 0)
        return;
    bool *marked = &home->marked[chosen(home)];
    if (!*marked && home->marks == PAGE_MAX_EVENTS) {
        app_notice(home->screen.app, ROLE_WARM, _("At most %d events stand side by side."), PAGE_MAX_EVENTS);
        return;
    }
    *marked = !*marked;
    home->marks += *marked ? 1 : -1;
    list_choose(&home->list, home->list.at + 1);
}

/* Side by side, the oldest stands on the left. */
static struct step open_marked(struct home *home)
{
    struct text events[PAGE_MAX_EVENTS];
    int count = 0;
    bool tests = true;
    for (size_t i = home->count; i-- > 0 && count < PAGE_MAX_EVENTS;) {
        if (!home->marked[i])
            continue;
        events[count++] = home->events[i].code;
        tests = tests && home->events[i].is_test;
    }
    struct text about =
        arena_textf(&home->screen.app->scratch, ngettext("%d event", "%d events", (unsigned)count), count);
    return push(tables_menu_create(home->screen.app, events, count, tests, about));
}

static struct step open_chosen(struct home *home)
{
    if (home->marks > 1)
        return open_marked(home);
    if (home->list.count == 0)
        return stay();
    const struct tables_event *event = &home->events[chosen(home)];
    for (size_t i = 0; i < home->count && home->marks == 1; i++)
        event = home->marked[i] ? &home->events[i] : event;
    return push(tables_menu_create(home->screen.app, &event->code, 1, event->is_test, event->title));
}

/* ---- Keys ---------------------------------------------------------------------------------------------- */

static void back(struct home *home)
{
    edit_set(&home->search, text_of(""));
    home->searching = false;
    find(home);
    memset(home->marked, 0, home->count * sizeof *home->marked);
    home->marks = 0;
}

static struct step act(struct home *home, const struct event *event)
{
    switch (keys_find(tables_home_keys, modes(home), event).action) {
    case HOME_MOVE:
        list_event(&home->list, event);
        break;
    case HOME_OPEN:
        return open_chosen(home);
    case HOME_MARK:
        mark(home);
        break;
    case HOME_ALL:
        return push(tables_menu_create(home->screen.app, NULL, 0, true, text_of(_("all events"))));
    case HOME_SEARCH:
        home->searching = true;
        break;
    case HOME_SEARCH_DONE:
        home->searching = false;
        break;
    case HOME_SEARCH_CLEAR:
        edit_set(&home->search, text_of(""));
        home->searching = false;
        find(home);
        break;
    case HOME_RELOAD:
        home->reading = true;
        break;
    case HOME_BACK:
        back(home);
        break;
    case HOME_LEAVE:
        return (struct step){.kind = STEP_QUIT};
    default:
        if (home->searching && edit_event(&home->search, event) == EDIT_CHANGED)
            find(home);
        break;
    }
    return stay();
}

static struct step on_mouse(struct home *home, const struct event *event)
{
    if (list_event(&home->list, event) || event->mouse.action != MOUSE_PRESS)
        return stay();
    int row = list_row_at(&home->list, home->first_line, event->mouse.y);
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
    case EVENT_TICK:
        if (home->reading)
            read_events(home);
        return stay();
    case EVENT_MOUSE:
        return on_mouse(home, event);
    case EVENT_CHARACTER:
    case EVENT_KEY:
    case EVENT_PASTE:
        return act(home, event);
    default:
        return stay();
    }
}

static int64_t due(const struct screen *screen)
{
    return ((const struct home *)screen)->reading ? 0 : -1;
}

/* ---- Drawing ------------------------------------------------------------------------------------------- */

enum { DATE_WIDTH = 10, CODE_WIDTH_MOST = 24 };
enum { COLUMN_TITLE, COLUMN_CODE, COLUMN_KIND, COLUMN_STATUS, COLUMN_WHEN, COLUMNS };

static void draw_row(const struct home *home, const struct columns *table, struct canvas *canvas,
                     struct rect line, int index)
{
    size_t of = home->found[index];
    const struct tables_event *event = &home->events[of];
    char when[CLOCK_TEXT_SIZE];
    bool at = index == home->list.at;
    enum role role = at ? ROLE_SELECTED : ROLE_TEXT;
    if (at)
        canvas_fill(canvas, line, " ", role);
    canvas_string(canvas, line.x, line.y, 1, at ? "▸" : " ", role);
    canvas_string(canvas, line.x + 2, line.y, 1, home->marked[of] ? "✓" : " ", at ? role : ROLE_GOOD);
    columns_put(table, canvas, COLUMN_TITLE, line.y, event->title, role);
    columns_put(table, canvas, COLUMN_CODE, line.y, event->code, role);
    columns_put(table, canvas, COLUMN_KIND, line.y, event->kind, role);
    columns_put(table, canvas, COLUMN_STATUS, line.y, event->status, role);
    struct text opened = text_of(event->when ? clock_format_minute(event->when, when) : "–");
    bool whole = columns_cell(table, COLUMN_WHEN, line.y).width >= utf8_width(opened);
    columns_put(table, canvas, COLUMN_WHEN, line.y, whole ? opened : utf8_cut(opened, DATE_WIDTH), role);
}

static void draw_head(struct home *home, struct canvas *canvas, struct rect row)
{
    struct arena *scratch = &home->screen.app->scratch;
    struct text search = edit_text(&home->search);
    if (home->searching) {
        int used = canvas_string(canvas, row.x, row.y, row.width, _("Search:"), ROLE_ACCENT) + 1;
        edit_draw(&home->search, canvas, row.x + used, row.y, 40, true);
        return;
    }
    struct text count = home->marks ? arena_textf(scratch, _("Marked: %d"), home->marks)
                                    : arena_textf(scratch, _("Events: %d"), home->list.count);
    canvas_fit_right(canvas, row.x, row.y, row.width, count, home->marks ? ROLE_GOOD : ROLE_DIM);
    struct text head = search.len ? arena_textf(scratch, _("Search: %.*s"), TEXT_ARG(search))
                                  : text_of(_("Tables of which event?"));
    canvas_fit(canvas, row.x, row.y, row.width - utf8_width(count) - 2, head, ROLE_STRONG);
}

static void draw_empty(const struct home *home, struct canvas *canvas, struct rect area)
{
    const char *text = home->reading  ? _("Reading…")
                       : home->failed ? home->err.message
                       : home->count  ? _("No event's code or title holds this. Esc shows all again.")
                                      : _("The hall has no events yet. They are described in its folder "
                                           "events; the hub reads them when it starts.");
    size_t lines;
    const struct text_line *line = utf8_wrap(&home->screen.app->scratch, text_of(text), area.width, &lines);
    for (size_t i = 0; i < lines; i++)
        canvas_text(canvas, area.x, area.y + 1 + (int)i, area.width, line[i].text,
                    home->failed ? ROLE_BAD : ROLE_DIM);
}

/* Codes are told apart by their ends, so they are shown whole before the time of day is. */
static int code_width(const struct home *home)
{
    int widest = 0;
    for (size_t i = 0; i < home->count; i++) {
        int width = utf8_width(home->events[i].code);
        widest = width > widest ? width : widest;
    }
    return widest < CODE_WIDTH_MOST ? widest : CODE_WIDTH_MOST;
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct home *home = (struct home *)screen;
    struct rect area = rect_inset(rect, 1, 0);
    draw_head(home, canvas, rect_take_top(&area, 1));
    struct rect inside = area;
    rect_take_left(&inside, 4);
    const struct column_spec columns[COLUMNS] = {
        [COLUMN_TITLE] = {_("Event"), 20, 0, 4, false},
        [COLUMN_CODE] = {_("Code"), code_width(home), CODE_WIDTH_MOST, 0, false},
        [COLUMN_KIND] = {_("Kind"), 6, 10, 0, false},
        [COLUMN_STATUS] = {_("Status"), 8, 10, 0, false},
        [COLUMN_WHEN] = {_("Opened"), DATE_WIDTH, 16, 1, false},
    };
    struct columns table;
    columns_init(&table, columns, COLUMNS, inside);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    home->first_line = area.y;
    list_show(&home->list, area.height);
    if (home->list.count == 0)
        draw_empty(home, canvas, rect_inset(area, 2, 0));
    for (int i = 0; i < home->list.rows && home->list.top + i < home->list.count; i++)
        draw_row(home, &table, canvas, rect_take_top(&area, 1), home->list.top + i);
}

static const char *title(const struct screen *screen)
{
    return arena_textf(&screen->app->scratch, _("%s: tables"), tables_port_of(screen)->hall).at;
}

static void destroy(struct screen *screen)
{
    struct home *home = (struct home *)screen;
    arena_finish(&home->arena);
    edit_finish(&home->search);
    free(home->found);
    free(home->marked);
    free(home);
}

static const struct screen_ops ops = {
    .name = "tables-home",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *tables_home_create(struct app *app)
{
    struct home *home = xcalloc(1, sizeof *home);
    home->screen = (struct screen){&ops, app};
    home->found = xcalloc(1, sizeof *home->found);
    home->marked = xcalloc(1, sizeof *home->marked);
    home->reading = true;
    edit_init(&home->search, 60, false);
    return &home->screen;
}
