#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/tables/tables.h"
#include "tui/widgets/chart_view.h"

#include <stdlib.h>

struct charts {
    struct screen screen;
    const struct table_page *page;
    int at;     /* which chart */
    int scroll; /* its lines above the view, at most `most` */
    int most;
};

enum { CHARTS_SCROLL = 1, CHARTS_NEXT, CHARTS_BEFORE, CHARTS_BACK, CHARTS_LEAVE };

const struct binding tables_charts_keys[] = {
    {.keys = {INPUT_RIGHT, INPUT_TAB, ' ', 'n', '>'},
     .action = CHARTS_NEXT,
     .name = "← →",
     .label = N_("other charts"),
     .help = N_("Go to the next chart or the one before.")},
    {.keys = {INPUT_LEFT, INPUT_BACK_TAB, 'p', '<'}, .action = CHARTS_BEFORE},
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_PAGE_UP, INPUT_PAGE_DOWN},
     .action = CHARTS_SCROLL,
     .name = "↑↓",
     .label = N_("scroll"),
     .help = N_("Scroll when not everything fits.")},
    {.keys = {INPUT_ESCAPE, INPUT_BACKSPACE, INPUT_ENTER, 'c'},
     .action = CHARTS_BACK,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back to the table.")},
    {.keys = {'q'},
     .action = CHARTS_LEAVE,
     .name = "Q",
     .label = N_("leave"),
     .help = N_("Leave the program.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){tables_charts_keys, 0};
}

static void scroll(struct charts *charts, int by)
{
    int to = charts->scroll + by;
    charts->scroll = to < 0 ? 0 : to > charts->most ? charts->most : to;
}

static void turn(struct charts *charts, int by)
{
    int count = charts->page->chart_count;
    charts->at = (charts->at + by + count) % count;
    charts->scroll = 0;
}

static int scrolled_by(const struct event *event)
{
    enum { PAGE = 12 };
    switch (event->key) {
    case INPUT_UP:
        return -1;
    case INPUT_DOWN:
        return 1;
    case INPUT_PAGE_UP:
        return -PAGE;
    default:
        return PAGE;
    }
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    enum { WHEEL_STEP = 3 };
    struct charts *charts = (struct charts *)screen;
    if (event->kind == EVENT_MOUSE && event->mouse.action != MOUSE_PRESS)
        scroll(charts, event->mouse.action == MOUSE_WHEEL_UP ? -WHEEL_STEP : WHEEL_STEP);
    switch (keys_find(tables_charts_keys, 0, event).action) {
    case CHARTS_NEXT:
        turn(charts, 1);
        return stay();
    case CHARTS_BEFORE:
        turn(charts, -1);
        return stay();
    case CHARTS_SCROLL:
        scroll(charts, scrolled_by(event));
        return stay();
    case CHARTS_BACK:
        return pop();
    case CHARTS_LEAVE:
        return (struct step){.kind = STEP_QUIT};
    default:
        return stay();
    }
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct charts *charts = (struct charts *)screen;
    const struct table_page *page = charts->page;
    const struct chart *chart = &page->charts[charts->at];
    struct rect area = rect_inset(rect, 2, 0);
    struct rect head = rect_take_top(&area, 1);
    rect_take_top(&area, 1);
    struct text which = arena_textf(&screen->app->scratch, "%d / %d", charts->at + 1, page->chart_count);
    canvas_fit(canvas, head.x, head.y, head.width - utf8_width(which) - 2, chart->title, ROLE_STRONG);
    canvas_fit_right(canvas, head.x, head.y, head.width, which, ROLE_DIM);
    charts->most = chart_view_draw(chart, canvas, area, charts->scroll);
    if (charts->scroll < charts->most)
        canvas_string(canvas, area.x + area.width, area.y + area.height - 1, 1, "↓", ROLE_ACCENT);
    charts->scroll = charts->scroll < charts->most ? charts->scroll : charts->most;
}

static const char *title(const struct screen *screen)
{
    const struct charts *charts = (const struct charts *)screen;
    return arena_text(&screen->app->scratch, charts->page->heading).at;
}

static void destroy(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {
    .name = "tables-charts",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *tables_charts_create(struct app *app, const struct table_page *page)
{
    struct charts *charts = xcalloc(1, sizeof *charts);
    charts->screen = (struct screen){&ops, app};
    charts->page = page;
    return &charts->screen;
}
