#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/tables/tables.h"
#include "tui/widgets/list.h"

#include <stdlib.h>

struct menu {
    struct screen screen;
    struct arena arena;
    struct text events[PAGE_MAX_EVENTS];
    int event_count;
    bool tests; /* all of them are */
    struct text about;
    const struct tables_kind *kinds;
    struct list list;
    int first_line;
};

enum { MENU_MOVE = 1, MENU_OPEN, MENU_NUMBER, MENU_BACK, MENU_LEAVE };

const struct binding tables_menu_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = MENU_MOVE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the list.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = MENU_MOVE},
    {.keys = {INPUT_ENTER, ' '},
     .action = MENU_OPEN,
     .name = N_("Enter"),
     .label = N_("show"),
     .help = N_("Show this table.")},
    {.from = '1',
     .to = '9',
     .action = MENU_NUMBER,
     .name = "1–9",
     .label = N_("show"),
     .help = N_("Show the table with this number at once.")},
    {.keys = {INPUT_ESCAPE, INPUT_BACKSPACE},
     .action = MENU_BACK,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back to the events.")},
    {.keys = {'q'},
     .action = MENU_LEAVE,
     .name = "Q",
     .label = N_("leave"),
     .help = N_("Leave the program.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){tables_menu_keys, 0};
}

static bool suits(const struct menu *menu, int index)
{
    const struct tables_kind *kind = &menu->kinds[index];
    if (kind->of_tests && !menu->tests)
        return false;
    return menu->event_count == 0 ? kind->of_all : menu->event_count == 1 ? kind->of_one : kind->of_many;
}

static const char *why_not(const struct menu *menu, const struct tables_kind *kind)
{
    if (kind->of_tests && !menu->tests)
        return _("This is a table of tests; contests, panels and series have scores only.");
    if (!kind->of_one)
        return _("This is a table of all events: A on the page before chooses it.");
    return kind->of_many ? _("This is a table of chosen events: choose them on the page before.")
                         : _("This is a table of one event: choose it on the page before.");
}

static struct step open_table(struct menu *menu, int index)
{
    struct app *app = menu->screen.app;
    if (index >= menu->list.count)
        return stay();
    list_choose(&menu->list, index);
    if (!suits(menu, index)) {
        app_notice(app, ROLE_WARM, "%s", why_not(menu, &menu->kinds[index]));
        return stay();
    }
    struct table_request request = {.name = text_of(menu->kinds[index].name),
                                    .event_count = menu->event_count};
    for (int i = 0; i < menu->event_count; i++)
        request.events[i] = menu->events[i];
    return push(tables_table_create(app, &request, menu->about, NULL));
}

static struct step on_mouse(struct menu *menu, const struct event *event)
{
    if (list_event(&menu->list, event) || event->mouse.action != MOUSE_PRESS)
        return stay();
    int row = list_row_at(&menu->list, menu->first_line, event->mouse.y);
    return row >= 0 ? open_table(menu, row) : stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct menu *menu = (struct menu *)screen;
    if (event->kind == EVENT_MOUSE)
        return on_mouse(menu, event);
    struct press press = keys_find(tables_menu_keys, 0, event);
    switch (press.action) {
    case MENU_MOVE:
        list_event(&menu->list, event);
        return stay();
    case MENU_OPEN:
        return open_table(menu, menu->list.at);
    case MENU_NUMBER:
        return open_table(menu, press.index);
    case MENU_BACK:
        return pop();
    case MENU_LEAVE:
        return (struct step){.kind = STEP_QUIT};
    default:
        return stay();
    }
}

/* What a table answers, in the words of those who ask. */
static const struct {
    const char *name, *says;
} answers[] = {
    {"scores", N_("everyone's rank, marks and time; who passed")},
    {"units", N_("units by average, with participation and pass rate")},
    {"missing", N_("who should have taken it and has not")},
    {"sections", N_("where people are weak, by section of the paper")},
    {"topics", N_("where people are weak, by topic")},
    {"papers", N_("a person's paper with answers, keys and marks")},
    {"ledger", N_("who took what over a period, and how often")},
    {"champions", N_("the best of the years")},
    {"figures", N_("the test as a whole: mean, spread, reliability")},
    {"stats", N_("how each item did: difficulty, discrimination")},
    {"options", N_("which option was chosen by the best, the middle, the weakest")},
    {"warnings", N_("items that look wrong, too easy or ambiguous")},
};

static const char *answer_of(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        if (strcmp(answers[i].name, name) == 0)
            return _(answers[i].says);
    return "";
}

static int name_width(const struct menu *menu)
{
    int widest = 0;
    for (int i = 0; i < menu->list.count; i++) {
        int width = utf8_width(text_of(_(menu->kinds[i].label)));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void draw_row(const struct menu *menu, struct canvas *canvas, struct rect line, int index, int name)
{
    bool at = index == menu->list.at;
    enum role role = at ? ROLE_SELECTED : suits(menu, index) ? ROLE_STRONG : ROLE_DIM;
    if (at)
        canvas_fill(canvas, line, " ", role);
    char number[] = {index < 9 ? (char)('1' + index) : ' ', '\0'};
    canvas_string(canvas, line.x, line.y, 1, at ? "▸" : " ", role);
    canvas_string(canvas, line.x + 2, line.y, 1, number, at ? role : ROLE_KEY);
    canvas_fit(canvas, line.x + 4, line.y, name, text_of(_(menu->kinds[index].label)), role);
    canvas_fit(canvas, line.x + 7 + name, line.y, line.width - 7 - name,
               text_of(answer_of(menu->kinds[index].name)), at ? role : ROLE_DIM);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct menu *menu = (struct menu *)screen;
    struct rect area = rect_inset(rect, 2, 1);
    struct rect head = rect_take_top(&area, 1);
    canvas_fit(canvas, head.x, head.y, head.width, menu->about, ROLE_ACCENT);
    rect_take_top(&area, 1);
    menu->first_line = area.y;
    list_show(&menu->list, area.height);
    int name = name_width(menu);
    for (int i = 0; i < menu->list.rows && menu->list.top + i < menu->list.count; i++)
        draw_row(menu, canvas, rect_take_top(&area, 1), menu->list.top + i, name);
}

static const char *title(const struct screen *screen)
{
    (void)screen;
    return _("Which table?");
}

static void destroy(struct screen *screen)
{
    struct menu *menu = (struct menu *)screen;
    arena_finish(&menu->arena);
    free(menu);
}

static const struct screen_ops ops = {
    .name = "tables-menu",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *tables_menu_create(struct app *app, const struct text *events, int count, bool tests,
                                  struct text about)
{
    struct menu *menu = xcalloc(1, sizeof *menu);
    menu->screen = (struct screen){&ops, app};
    for (int i = 0; i < count && i < PAGE_MAX_EVENTS; i++)
        menu->events[menu->event_count++] = arena_text(&menu->arena, events[i]);
    menu->about = arena_text(&menu->arena, about);
    menu->tests = tests;
    size_t kinds;
    const struct tables_port *port = tables_port_of(&menu->screen);
    menu->kinds = port->kinds(port->context, &kinds);
    list_resize(&menu->list, (int)kinds);
    for (int i = menu->list.count - 1; i >= 0; i--)
        if (suits(menu, i))
            list_choose(&menu->list, i);
    return &menu->screen;
}
