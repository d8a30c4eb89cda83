#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/tables/tables.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

struct paragraph {
    struct text label, text;
};

struct reader {
    struct screen screen;
    struct arena arena;
    char *title;
    struct paragraph *paragraphs; /* owned; the texts are the arena's */
    size_t count, capacity;
    int scroll, rows, lines; /* as drawn last */
};

enum { READER_UP = 1, READER_DOWN, READER_PAGE_UP, READER_PAGE_DOWN, READER_BACK, READER_LEAVE };

const struct binding tables_reader_keys[] = {
    {.keys = {INPUT_UP}, .action = READER_UP, .name = "↑↓", .label = N_("scroll"), .help = N_("Scroll.")},
    {.keys = {INPUT_DOWN}, .action = READER_DOWN},
    {.keys = {INPUT_PAGE_UP},
     .action = READER_PAGE_UP,
     .name = "PgUp/PgDn",
     .label = N_("page"),
     .help = N_("Scroll by a page.")},
    {.keys = {INPUT_PAGE_DOWN, ' '}, .action = READER_PAGE_DOWN},
    {.keys = {INPUT_ESCAPE, INPUT_BACKSPACE, INPUT_ENTER, 't', 'v'},
     .action = READER_BACK,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back.")},
    {.keys = {'q'},
     .action = READER_LEAVE,
     .name = "Q",
     .label = N_("leave"),
     .help = N_("Leave the program.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){tables_reader_keys, 0};
}

static void scroll(struct reader *reader, int by)
{
    int most = reader->lines > reader->rows ? reader->lines - reader->rows : 0;
    int to = reader->scroll + by;
    reader->scroll = to < 0 ? 0 : to > most ? most : to;
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    enum { WHEEL_STEP = 3 };
    struct reader *reader = (struct reader *)screen;
    if (event->kind == EVENT_MOUSE && event->mouse.action != MOUSE_PRESS)
        scroll(reader, event->mouse.action == MOUSE_WHEEL_UP ? -WHEEL_STEP : WHEEL_STEP);
    switch (keys_find(tables_reader_keys, 0, event).action) {
    case READER_UP:
        scroll(reader, -1);
        return stay();
    case READER_DOWN:
        scroll(reader, 1);
        return stay();
    case READER_PAGE_UP:
        scroll(reader, -reader->rows);
        return stay();
    case READER_PAGE_DOWN:
        scroll(reader, reader->rows);
        return stay();
    case READER_BACK:
        return pop();
    case READER_LEAVE:
        return (struct step){.kind = STEP_QUIT};
    default:
        return stay();
    }
}

static int label_width(const struct reader *reader, int most)
{
    int widest = 0;
    for (size_t i = 0; i < reader->count; i++) {
        int width = utf8_width(reader->paragraphs[i].label);
        widest = width > widest ? width : widest;
    }
    return widest < most ? widest : most;
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct reader *reader = (struct reader *)screen;
    struct rect view = rect_inset(rect, 2, 1);
    int label = label_width(reader, view.width / 3);
    struct page page;
    page_begin(&page, canvas, view, reader->scroll, &screen->app->scratch, NULL);
    for (size_t i = 0; i < reader->count; i++) {
        const struct paragraph *paragraph = &reader->paragraphs[i];
        if (label > 0)
            page_labelled(&page, 0, label + 2, paragraph->label, ROLE_DIM, paragraph->text, ROLE_TEXT);
        else
            page_text(&page, 0, paragraph->text, ROLE_TEXT);
        if (label == 0)
            page_gap(&page, 1);
    }
    reader->rows = view.height;
    reader->lines = page.line;
    if (reader->scroll + reader->rows < reader->lines)
        canvas_string(canvas, view.x + view.width, view.y + view.height - 1, 1, "↓", ROLE_ACCENT);
    if (reader->scroll > 0)
        canvas_string(canvas, view.x + view.width, view.y, 1, "↑", ROLE_ACCENT);
}

static const char *title(const struct screen *screen)
{
    return ((const struct reader *)screen)->title;
}

static void destroy(struct screen *screen)
{
    struct reader *reader = (struct reader *)screen;
    arena_finish(&reader->arena);
    free(reader->title);
    free(reader->paragraphs);
    free(reader);
}

static const struct screen_ops ops = {
    .name = "tables-reader",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *tables_reader_create(struct app *app, const char *title)
{
    struct reader *reader = xcalloc(1, sizeof *reader);
    reader->screen = (struct screen){&ops, app};
    reader->title = xstrdup(title);
    return &reader->screen;
}

void tables_reader_add(struct screen *screen, struct text label, struct text text)
{
    struct reader *reader = (struct reader *)screen;
    reader->paragraphs =
        xgrow(reader->paragraphs, &reader->capacity, reader->count + 1, sizeof *reader->paragraphs);
    reader->paragraphs[reader->count++] =
        (struct paragraph){arena_text(&reader->arena, label), arena_text(&reader->arena, text)};
}
