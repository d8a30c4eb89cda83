#include "tui/screens/drum.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/widgets/banner.h"
#include "tui/widgets/bar.h"

#include <stdlib.h>

enum {
    STEP_MS = 80,       /* between two names that run */
    SLOW_MS = 160,      /* the same, shortly before one stands */
    SLOWER_FROM = 1600, /* ms of the roll after which they run slower */
    STRIDE = 7919,      /* prime, so that all names run before one comes again */
    LIST_COLUMN = 58,   /* columns one of the list takes at least */
};

struct drum {
    struct screen screen;
    const struct drum_show *show;
    int current;    /* the stop that runs or stands; stop_count: all stand */
    bool standing;  /* it stands */
    int64_t since;  /* when it began to run, or to stand */
    bool by_itself; /* they go on without a key */
    int scroll;     /* rows of the list back from its end */
};

enum { DRUM_NEXT = 1, DRUM_AUTO, DRUM_ALL, DRUM_AGAIN, DRUM_UP, DRUM_DOWN, DRUM_LEAVE };
enum { MODE_GOING = 1, MODE_OVER = 2 };

const struct binding drum_keys[] = {
    {.keys = {' ', INPUT_ENTER},
     .action = DRUM_NEXT,
     .modes = MODE_GOING,
     .name = N_("Space"),
     .label = N_("stop / next"),
     .help = N_("Stop the name that runs; then let the next one run.")},
    {.keys = {'a'},
     .action = DRUM_AUTO,
     .modes = MODE_GOING,
     .name = "A",
     .label = N_("by itself"),
     .help = N_("Let the names go on by themselves, or wait for the space bar again.")},
    {.keys = {'e', INPUT_END},
     .action = DRUM_ALL,
     .modes = MODE_GOING,
     .name = "E",
     .label = N_("all at once"),
     .help = N_("Show all that are drawn at once.")},
    {.keys = {'r'},
     .action = DRUM_AGAIN,
     .modes = MODE_OVER,
     .name = "R",
     .label = N_("again"),
     .help = N_("Show it once more from the beginning; what is drawn stays the same.")},
    {.keys = {INPUT_UP, INPUT_PAGE_UP},
     .action = DRUM_UP,
     .name = "↑↓",
     .label = N_("list"),
     .help = N_("Scroll the list of those drawn.")},
    {.keys = {INPUT_DOWN, INPUT_PAGE_DOWN}, .action = DRUM_DOWN},
    {.keys = {'q', INPUT_ESCAPE},
     .action = DRUM_LEAVE,
     .name = "Q",
     .label = N_("leave"),
     .help = N_("Leave; everything is kept.")},
    BINDING_HELP(0),
    {.action = 0},
};

static bool is_over(const struct drum *drum)
{
    return drum->current >= drum->show->stop_count;
}

static unsigned mode(const struct drum *drum)
{
    return is_over(drum) ? MODE_OVER : MODE_GOING;
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){drum_keys, mode((const struct drum *)screen)};
}

static const char *title(const struct screen *screen)
{
    const struct drum *drum = (const struct drum *)screen;
    return arena_string(&screen->app->scratch, drum->show->title);
}

/* ---- Going on ---------------------------------------------------------------------------------------- */

static void stand(struct drum *drum)
{
    drum->standing = true;
    drum->since = drum->screen.app->now;
    drum->scroll = 0;
}

static void run_next(struct drum *drum)
{
    drum->current++;
    drum->standing = false;
    drum->since = drum->screen.app->now;
}

static void go_on(struct drum *drum)
{
    if (is_over(drum))
        return;
    if (drum->standing)
        run_next(drum);
    else
        stand(drum);
}

static void on_tick(struct drum *drum)
{
    int64_t gone = drum->screen.app->now - drum->since;
    if (is_over(drum))
        return;
    if (!drum->standing && gone >= DRUM_ROLL_MS)
        stand(drum);
    else if (drum->standing && drum->by_itself && gone >= DRUM_STAND_MS)
        run_next(drum);
}

static int64_t due(const struct screen *screen)
{
    const struct drum *drum = (const struct drum *)screen;
    int64_t gone = screen->app->now - drum->since;
    if (is_over(drum))
        return -1;
    if (!drum->standing)
        return screen->app->now + (gone < SLOWER_FROM ? STEP_MS : SLOW_MS);
    return drum->by_itself ? drum->since + DRUM_STAND_MS : -1;
}

static void scroll(struct drum *drum, int by)
{
    drum->scroll += by;
    drum->scroll = drum->scroll < 0 ? 0 : drum->scroll;
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct drum *drum = (struct drum *)screen;
    if (event->kind == EVENT_TICK) {
        on_tick(drum);
        return stay();
    }
    switch (keys_find(drum_keys, mode(drum), event).action) {
    case DRUM_NEXT:
        go_on(drum);
        break;
    case DRUM_AUTO:
        drum->by_itself = !drum->by_itself;
        break;
    case DRUM_ALL:
        drum->current = drum->show->stop_count;
        break;
    case DRUM_AGAIN:
        drum->current = -1;
        run_next(drum);
        break;
    case DRUM_UP:
        scroll(drum, 1);
        break;
    case DRUM_DOWN:
        scroll(drum, -1);
        break;
    case DRUM_LEAVE:
        return (struct step){.kind = STEP_QUIT};
    default:
        break;
    }
    return stay();
}

/* ---- Drawing ----------------------------------------------------------------------------------------- */

static void center(struct canvas *canvas, struct rect row, struct text text, enum role role)
{
    int width = utf8_width(text);
    int shift = width < row.width ? (row.width - width) / 2 : 0;
    canvas_fit(canvas, row.x + shift, row.y, row.width - shift, text, role);
}

/* The name that runs by at this moment. */
static struct text running_name(const struct drum *drum)
{
    const struct drum_show *show = drum->show;
    const struct drum_stop *stop = &show->stops[drum->current];
    const struct text *names = stop->name_count ? stop->names : show->names;
    int count = stop->name_count ? stop->name_count : show->name_count;
    int64_t gone = drum->screen.app->now - drum->since;
    int64_t steps =
        gone < SLOWER_FROM ? gone / STEP_MS : SLOWER_FROM / STEP_MS + (gone - SLOWER_FROM) / SLOW_MS;
    return names[(steps + drum->current) % count * STRIDE % count];
}

static void draw_drum(const struct drum *drum, struct canvas *canvas, struct rect rect)
{
    const struct drum_stop *stop = &drum->show->stops[drum->current];
    struct rect heading = rect_take_top(&rect, 1), detail = rect_take_bottom(&rect, 1);
    center(canvas, heading, stop->heading, ROLE_ACCENT);
    struct rect box = rect_inset(rect, rect.width / 8, 0);
    if (!drum->standing) {
        banner_draw(canvas, box, running_name(drum), ROLE_DIM);
        return;
    }
    banner_draw(canvas, box, stop->text, ROLE_GOOD);
    center(canvas, detail, stop->detail, ROLE_STRONG);
}

static void draw_progress(const struct drum *drum, struct canvas *canvas, struct rect row)
{
    const struct drum_show *show = drum->show;
    int stands = is_over(drum) ? show->stop_count : drum->current + drum->standing;
    struct text said = arena_textf(&drum->screen.app->scratch, _("%d of %d drawn"), stands, show->stop_count);
    int width = utf8_width(said) + 2;
    canvas_fit(canvas, row.x, row.y, row.width, said, ROLE_TEXT);
    if (row.width > width)
        bar_draw(canvas, row.x + width, row.y, row.width - width, stands, show->stop_count, ROLE_GOOD);
}

/* Those that stand, the last of them always to be seen; column by column where there is room. */
static void draw_list(struct drum *drum, struct canvas *canvas, struct rect rect)
{
    int stands = is_over(drum) ? drum->show->stop_count : drum->current + drum->standing;
    int columns = rect.width / LIST_COLUMN > 1 ? rect.width / LIST_COLUMN : 1;
    int width = rect.width / columns, room = rect.height * columns;
    int most = stands > room ? (stands - room + columns - 1) / columns : 0;
    drum->scroll = drum->scroll < most ? drum->scroll : most;
    int last = stands - drum->scroll * columns, first = last > room ? last - room : 0;
    for (int i = first; i < last; i++) {
        int column = (i - first) / rect.height, row = (i - first) % rect.height;
        bool newest = i == stands - 1 && !is_over(drum);
        canvas_fit(canvas, rect.x + column * width, rect.y + row, width - 1, drum->show->stops[i].line,
                   newest ? ROLE_STRONG : ROLE_TEXT);
    }
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct drum *drum = (struct drum *)screen;
    struct rect body = rect_inset(rect, 1, 0);
    center(canvas, rect_take_top(&body, 1), drum->show->subtitle, ROLE_DIM);
    struct rect foot = rect_take_bottom(&body, 1);
    canvas_fit(canvas, foot.x, foot.y, foot.width, drum->show->foot, ROLE_DIM);
    if (!is_over(drum)) {
        /* Odd, so that the name stands in the middle of its frame. */
        int height = (body.height * 9 / 20) | 1;
        draw_drum(drum, canvas, rect_take_top(&body, height));
    }
    draw_progress(drum, canvas, rect_take_top(&body, 1));
    draw_list(drum, canvas, body);
}

static void destroy(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {
    .name = "drum",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *drum_create(struct app *app, const struct drum_show *show)
{
    struct drum *drum = xcalloc(1, sizeof *drum);
    drum->screen = (struct screen){&ops, app};
    drum->show = show;
    drum->since = app->now;
    return &drum->screen;
}
