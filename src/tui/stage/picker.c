#include "tui/stage/picker.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/widgets/list.h"

#include <stdlib.h>

enum { PICKER_WIDTH = 60 };

struct picker {
    struct screen screen;
    int question;
    char *title; /* owned */
    struct arena arena;
    struct text *lines; /* in the arena */
    struct list list;
    int first_line; /* where the list was drawn */
};

enum { PICKER_MOVE = 1, PICKER_CHOOSE, PICKER_NUMBER, PICKER_CANCEL };

const struct binding picker_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = PICKER_MOVE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the list.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = PICKER_MOVE},
    {.keys = {INPUT_ENTER, ' '},
     .action = PICKER_CHOOSE,
     .name = N_("Enter"),
     .label = N_("choose"),
     .help = N_("Choose this line.")},
    {.from = '1',
     .to = '9',
     .action = PICKER_NUMBER,
     .name = "1–9",
     .label = N_("choose"),
     .help = N_("Choose the line with this number at once.")},
    {.keys = {INPUT_ESCAPE},
     .action = PICKER_CANCEL,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back and change nothing.")},
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){picker_keys, 0};
}

static struct step answer(const struct picker *picker, int choice)
{
    struct step step = pop();
    step.answer = (struct event){.kind = EVENT_ANSWER};
    step.answer.answer.question = picker->question;
    step.answer.answer.choice = choice;
    return step;
}

static struct step on_mouse(struct picker *picker, const struct event *event)
{
    if (list_event(&picker->list, event) || event->mouse.action != MOUSE_PRESS)
        return stay();
    int row = list_row_at(&picker->list, picker->first_line, event->mouse.y);
    return row >= 0 ? answer(picker, row) : stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct picker *picker = (struct picker *)screen;
    if (event->kind == EVENT_MOUSE)
        return on_mouse(picker, event);
    struct press press = keys_find(picker_keys, 0, event);
    switch (press.action) {
    case PICKER_MOVE:
        list_event(&picker->list, event);
        return stay();
    case PICKER_CHOOSE:
        return answer(picker, picker->list.count > 0 ? picker->list.at : -1);
    case PICKER_NUMBER:
        return press.index < picker->list.count ? answer(picker, press.index) : stay();
    case PICKER_CANCEL:
        return answer(picker, -1);
    default:
        return stay();
    }
}

static void draw_line(struct picker *picker, struct canvas *canvas, struct rect row, int index)
{
    bool at = index == picker->list.at;
    enum role role = at ? ROLE_SELECTED : ROLE_TEXT;
    struct arena *scratch = &picker->screen.app->scratch;
    if (at)
        canvas_fill(canvas, row, " ", role);
    struct text number = index < 9 ? arena_textf(scratch, "%d", index + 1) : text_of(" ");
    canvas_string(canvas, row.x, row.y, 1, at ? "▸" : " ", role);
    canvas_fit(canvas, row.x + 2, row.y, 1, number, at ? role : ROLE_KEY);
    canvas_fit(canvas, row.x + 4, row.y, row.width - 4, picker->lines[index], role);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct picker *picker = (struct picker *)screen;
    struct rect box = rect_center(rect, PICKER_WIDTH, picker->list.count + 4);
    canvas_fill(canvas, box, " ", ROLE_TEXT);
    canvas_frame(canvas, box, ROLE_ACCENT);
    const char *title = arena_textf(&screen->app->scratch, " %s ", picker->title).at;
    canvas_fit(canvas, box.x + 2, box.y, box.width - 4, text_of(title), ROLE_ACCENT);
    struct rect inside = rect_inset(box, 3, 2);
    picker->first_line = inside.y;
    list_show(&picker->list, inside.height);
    for (int i = picker->list.top; i < picker->list.count && inside.height > 0; i++)
        draw_line(picker, canvas, rect_take_top(&inside, 1), i);
}

static void destroy(struct screen *screen)
{
    struct picker *picker = (struct picker *)screen;
    arena_finish(&picker->arena);
    free(picker->title);
    free(picker);
}

static const struct screen_ops ops = {
    .name = "picker",
    .overlay = true,
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .destroy = destroy,
};

struct screen *picker_create(struct app *app, int question, const char *title, const struct text *lines,
                             int count, int initial)
{
    struct picker *picker = xcalloc(1, sizeof *picker);
    picker->screen = (struct screen){&ops, app};
    picker->question = question;
    picker->title = xstrdup(title);
    picker->lines = arena_array(&picker->arena, (size_t)count + 1, sizeof *picker->lines);
    for (int i = 0; i < count; i++)
        picker->lines[i] = arena_text(&picker->arena, lines[i]);
    list_resize(&picker->list, count);
    list_choose(&picker->list, initial);
    return &picker->screen;
}
