#include "base/i18n.h"
#include "base/mem.h"
#include "tui/layout.h"
#include "tui/tables/tables.h"
#include "tui/widgets/list.h"

#include <stdlib.h>

struct export
{
    struct screen screen;
    struct list list;
    int first_line;
};

enum { EXPORT_XLSX = 1, EXPORT_HTML, EXPORT_CSV, EXPORT_JSON, EXPORT_MOVE, EXPORT_CHOOSE, EXPORT_CANCEL };

const struct binding tables_export_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = EXPORT_MOVE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the list.")},
    {.keys = {INPUT_ENTER, ' '},
     .action = EXPORT_CHOOSE,
     .name = N_("Enter"),
     .label = N_("write it"),
     .help = N_("Write this file.")},
    {.keys = {'x'}, .action = EXPORT_XLSX, .name = "X", .help = N_("Write a workbook for a spreadsheet.")},
    {.keys = {'h'}, .action = EXPORT_HTML, .name = "H", .help = N_("Write a page for printing and signing.")},
    {.keys = {'c'}, .action = EXPORT_CSV, .name = "C", .help = N_("Write plain values with commas.")},
    {.keys = {'j'}, .action = EXPORT_JSON, .name = "J", .help = N_("Write JSON for programs.")},
    {.keys = {INPUT_ESCAPE, INPUT_BACKSPACE},
     .action = EXPORT_CANCEL,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back and write nothing.")},
    BINDING_HELP(0),
    {.action = 0},
};

static const struct {
    const char *key, *label;
} formats[] = {
    [TABLES_XLSX] = {"X", N_("XLSX: a workbook for Excel or WPS, with charts")},
    [TABLES_HTML] = {"H", N_("HTML: a page to read, print and sign")},
    [TABLES_CSV] = {"C", N_("CSV: plain values, for any spreadsheet")},
    [TABLES_JSON] = {"J", N_("JSON: for programs")},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){tables_export_keys, 0};
}

static struct step answer(int choice)
{
    struct step step = pop();
    step.answer = (struct event){.kind = EVENT_ANSWER};
    step.answer.answer.question = QUESTION_EXPORT;
    step.answer.answer.choice = choice;
    return step;
}

static struct step on_mouse(struct export *export, const struct event *event)
{
    if (list_event(&export->list, event) || event->mouse.action != MOUSE_PRESS)
        return stay();
    int row = list_row_at(&export->list, export->first_line, event->mouse.y);
    return row >= 0 ? answer(row) : stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct export *export = (struct export *)screen;
    if (event->kind == EVENT_MOUSE)
        return on_mouse(export, event);
    int action = keys_find(tables_export_keys, 0, event).action;
    switch (action) {
    case EXPORT_MOVE:
        list_event(&export->list, event);
        return stay();
    case EXPORT_CHOOSE:
        return answer(export->list.at);
    case EXPORT_CANCEL:
        return answer(-1);
    case EXPORT_XLSX:
    case EXPORT_HTML:
    case EXPORT_CSV:
    case EXPORT_JSON:
        return answer(action - EXPORT_XLSX + TABLES_XLSX);
    default:
        return stay();
    }
}

static void draw_line(const struct export *export, struct canvas *canvas, struct rect row, int index)
{
    bool at = index == export->list.at;
    enum role role = at ? ROLE_SELECTED : ROLE_TEXT;
    if (at)
        canvas_fill(canvas, row, " ", role);
    canvas_string(canvas, row.x, row.y, 1, at ? "▸" : " ", role);
    canvas_string(canvas, row.x + 2, row.y, 1, formats[index].key, at ? role : ROLE_KEY);
    canvas_fit(canvas, row.x + 4, row.y, row.width - 4, text_of(_(formats[index].label)), role);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    enum { WIDTH = 60 };
    struct export *export = (struct export *)screen;
    struct rect box = rect_center(rect, WIDTH, export->list.count + 4);
    canvas_fill(canvas, box, " ", ROLE_TEXT);
    canvas_frame(canvas, box, ROLE_ACCENT);
    const char *title = arena_textf(&screen->app->scratch, " %s ", _("Export: which file?")).at;
    canvas_fit(canvas, box.x + 2, box.y, box.width - 4, text_of(title), ROLE_ACCENT);
    struct rect inside = rect_inset(box, 3, 2);
    export->first_line = inside.y;
    list_show(&export->list, inside.height);
    for (int i = 0; i < export->list.rows && i < export->list.count; i++)
        draw_line(export, canvas, rect_take_top(&inside, 1), i);
}

static void destroy(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {
    .name = "tables-export",
    .overlay = true,
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .destroy = destroy,
};

struct screen *tables_export_create(struct app *app)
{
    struct export *export = xcalloc(1, sizeof *export);
    export->screen = (struct screen){&ops, app};
    list_resize(&export->list, (int)COUNT_OF(formats));
    return &export->screen;
}
