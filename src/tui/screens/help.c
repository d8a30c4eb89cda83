#include "base/i18n.h"
#include "base/mem.h"
#include "tui/app/app.h"
#include "tui/layout.h"
#include "tui/screens/screens.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

struct help {
    struct screen screen;
    struct hints of; /* what is explained */
    int scroll;
    int rows, lines; /* of the view and of the content, as drawn last */
};

enum { HELP_UP = 1, HELP_DOWN, HELP_PAGE_UP, HELP_PAGE_DOWN, HELP_LEAVE };

const struct binding help_keys[] = {
    {.keys = {INPUT_UP}, .action = HELP_UP, .name = "↑↓", .label = N_("scroll"), .help = N_("Scroll.")},
    {.keys = {INPUT_DOWN}, .action = HELP_DOWN},
    {.keys = {INPUT_PAGE_UP},
     .action = HELP_PAGE_UP,
     .name = "PgUp/PgDn",
     .label = N_("page"),
     .help = N_("Scroll by a page.")},
    {.keys = {INPUT_PAGE_DOWN}, .action = HELP_PAGE_DOWN},
    {.keys = {INPUT_ESCAPE, INPUT_ENTER, '?', INPUT_F1, 'q'},
     .action = HELP_LEAVE,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back.")},
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){help_keys, 0};
}

static void scroll(struct help *help, int by)
{
    int most = help->lines > help->rows ? help->lines - help->rows : 0;
    int to = help->scroll + by;
    help->scroll = to < 0 ? 0 : to > most ? most : to;
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct help *help = (struct help *)screen;
    switch (keys_find(help_keys, 0, event).action) {
    case HELP_UP:
        scroll(help, -1);
        break;
    case HELP_DOWN:
        scroll(help, 1);
        break;
    case HELP_PAGE_UP:
        scroll(help, -help->rows);
        break;
    case HELP_PAGE_DOWN:
        scroll(help, help->rows);
        break;
    case HELP_LEAVE:
        return pop();
    default:
        break;
    }
    if (event->kind == EVENT_MOUSE && event->mouse.action != MOUSE_PRESS)
        scroll(help, event->mouse.action == MOUSE_WHEEL_UP ? -3 : 3);
    return stay();
}

static void write_page(const struct help *help, struct page *page)
{
    enum { NAME_WIDTH = 20 };
    page_string(page, 0, _("Keys on this screen"), ROLE_ACCENT);
    page_gap(page, 1);
    for (const struct binding *b = help->of.table; b->action; b++)
        if (b->help && b->name && (b->modes == 0 || (b->modes & help->of.modes)))
            page_labelled(page, 2, NAME_WIDTH, text_of(_(b->name)), ROLE_STRONG, text_of(_(b->help)),
                          ROLE_TEXT);
    page_gap(page, 1);
    page_string(
        page, 0,
        _("Everywhere: arrows move, Enter goes on, Esc goes back, Ctrl-L draws the screen again. Nothing "
          "is lost when you go back, when the connection breaks or when the power fails."),
        ROLE_DIM);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct help *help = (struct help *)screen;
    struct page page;
    struct rect view = rect_inset(rect, 2, 1);
    page_begin(&page, canvas, view, help->scroll, &screen->app->scratch, NULL);
    write_page(help, &page);
    help->rows = view.height;
    help->lines = page.line;
    if (help->scroll + help->rows < help->lines)
        canvas_string(canvas, view.x + view.width, view.y + view.height - 1, 1, "↓", ROLE_ACCENT);
}

static const char *title(const struct screen *screen)
{
    (void)screen;
    return _("Help");
}

static void destroy(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {
    .name = "help",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *help_create(struct app *app, struct hints of)
{
    struct help *help = xcalloc(1, sizeof *help);
    help->screen = (struct screen){&ops, app};
    help->of = of;
    return &help->screen;
}
