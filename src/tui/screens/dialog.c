#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/screens/screens.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/page.h"

#include <stdlib.h>

enum { DIALOG_WIDTH = 66, DIALOG_BUTTONS = 3 };

struct dialog {
    struct screen screen;
    int question; /* 0: a message, nobody waits for an answer */
    char *title, *text;
    char *buttons[DIALOG_BUTTONS];
    int button_count;
    struct edit fields[DIALOG_FIELDS];
    char *labels[DIALOG_FIELDS];
    int field_count;
    int at; /* fields first, then buttons */
    struct hits hits;
};

enum { DIALOG_NEXT = 1, DIALOG_BACK, DIALOG_CHOOSE, DIALOG_CANCEL, DIALOG_YES, DIALOG_NO };
enum { MODE_BUTTONS = 1, MODE_FIELD = 2, MODE_MESSAGE = 4 };

const struct binding dialog_keys[] = {
    {.keys = {INPUT_RIGHT, INPUT_DOWN, INPUT_TAB},
     .action = DIALOG_NEXT,
     .modes = MODE_BUTTONS,
     .name = "← →",
     .label = N_("move"),
     .help = N_("Move between the buttons.")},
    {.keys = {INPUT_LEFT, INPUT_UP, INPUT_BACK_TAB}, .action = DIALOG_BACK, .modes = MODE_BUTTONS},
    {.keys = {INPUT_DOWN, INPUT_TAB},
     .action = DIALOG_NEXT,
     .modes = MODE_FIELD,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move between the fields and buttons.")},
    {.keys = {INPUT_UP, INPUT_BACK_TAB}, .action = DIALOG_BACK, .modes = MODE_FIELD},
    {.keys = {INPUT_ENTER},
     .action = DIALOG_CHOOSE,
     .modes = MODE_BUTTONS | MODE_FIELD,
     .name = N_("Enter"),
     .label = N_("choose"),
     .help = N_("Press the chosen button.")},
    {.keys = {INPUT_ENTER, INPUT_ESCAPE, ' '},
     .action = DIALOG_CHOOSE,
     .modes = MODE_MESSAGE,
     .name = N_("Enter"),
     .label = N_("go on"),
     .help = N_("Close this message.")},
    {.keys = {' '}, .action = DIALOG_CHOOSE, .modes = MODE_BUTTONS},
    {.keys = {'y'},
     .action = DIALOG_YES,
     .modes = MODE_BUTTONS,
     .name = "Y",
     .label = N_("yes"),
     .help = N_("Answer with the first button.")},
    {.keys = {'n'},
     .action = DIALOG_NO,
     .modes = MODE_BUTTONS,
     .name = "N",
     .label = N_("no"),
     .help = N_("Answer with the last button.")},
    {.keys = {INPUT_ESCAPE},
     .action = DIALOG_CANCEL,
     .modes = MODE_BUTTONS | MODE_FIELD,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back and change nothing.")},
    {.action = 0},
};

static uint32_t modes(const struct dialog *dialog)
{
    if (dialog->question == 0)
        return MODE_MESSAGE;
    return dialog->at < dialog->field_count ? MODE_FIELD : MODE_BUTTONS;
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){dialog_keys, modes((const struct dialog *)screen)};
}

static struct step answer(struct dialog *dialog, int choice)
{
    struct step step = pop();
    if (dialog->question == 0)
        return step;
    step.answer = (struct event){.kind = EVENT_ANSWER};
    step.answer.answer.question = dialog->question;
    step.answer.answer.choice = choice;
    for (int i = 0; i < dialog->field_count; i++)
        step.answer.answer.fields[i] = edit_text(&dialog->fields[i]);
    return step;
}

static struct step on_mouse(struct dialog *dialog, const struct event *event)
{
    if (event->mouse.action != MOUSE_PRESS)
        return stay();
    int what = hits_find(&dialog->hits, event->mouse.x, event->mouse.y);
    if (what < 0)
        return stay();
    dialog->at = what;
    return what >= dialog->field_count ? answer(dialog, what - dialog->field_count) : stay();
}

static struct step choose(struct dialog *dialog)
{
    if (dialog->at >= dialog->field_count)
        return answer(dialog, dialog->at - dialog->field_count);
    dialog->at++; /* Enter in a field goes on to the next, at last to the first button */
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct dialog *dialog = (struct dialog *)screen;
    int stops = dialog->field_count + dialog->button_count;
    if (event->kind == EVENT_MOUSE)
        return on_mouse(dialog, event);
    switch (keys_find(dialog_keys, modes(dialog), event).action) {
    case DIALOG_NEXT:
        dialog->at = (dialog->at + 1) % stops;
        return stay();
    case DIALOG_BACK:
        dialog->at = (dialog->at + stops - 1) % stops;
        return stay();
    case DIALOG_CHOOSE:
        return choose(dialog);
    case DIALOG_CANCEL:
        return answer(dialog, -1);
    case DIALOG_YES:
        return answer(dialog, 0);
    case DIALOG_NO:
        return answer(dialog, dialog->button_count - 1);
    default:
        break;
    }
    if (dialog->at < dialog->field_count)
        edit_event(&dialog->fields[dialog->at], event);
    return stay();
}

static void draw_fields(struct dialog *dialog, struct canvas *canvas, struct rect *inside)
{
    for (int i = 0; i < dialog->field_count; i++) {
        struct rect label = rect_take_top(inside, 1);
        canvas_fit(canvas, label.x, label.y, label.width, text_of(dialog->labels[i]), ROLE_DIM);
        struct rect row = rect_take_top(inside, 1);
        edit_draw(&dialog->fields[i], canvas, row.x, row.y, row.width, dialog->at == i);
        hits_add(&dialog->hits, row, i);
        rect_take_top(inside, 1);
    }
}

static void draw_buttons(struct dialog *dialog, struct canvas *canvas, struct rect row)
{
    int width = 0;
    for (int i = 0; i < dialog->button_count; i++)
        width += utf8_width(text_of(dialog->buttons[i])) + 6 + (i > 0 ? 2 : 0);
    int x = row.x + (row.width > width ? (row.width - width) / 2 : 0);
    for (int i = 0; i < dialog->button_count; i++) {
        bool chosen = dialog->at == dialog->field_count + i;
        const char *text =
            arena_textf(&dialog->screen.app->scratch, chosen ? "▸ [%s] " : "  [%s] ", dialog->buttons[i]).at;
        int used =
            canvas_string(canvas, x, row.y, row.x + row.width - x, text, chosen ? ROLE_SELECTED : ROLE_TEXT);
        hits_add(&dialog->hits, (struct rect){x, row.y, used, 1}, dialog->field_count + i);
        x += used + 2;
    }
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct dialog *dialog = (struct dialog *)screen;
    struct arena *scratch = &screen->app->scratch;
    int width = DIALOG_WIDTH < rect.width - 4 ? DIALOG_WIDTH : rect.width - 4;
    struct page page;
    page_begin(&page, NULL, (struct rect){0, 0, width - 6, rect.height}, 0, scratch, &dialog->hits);
    page_string(&page, 0, dialog->text, ROLE_TEXT);
    struct rect box = rect_center(rect, width, page.line + dialog->field_count * 3 + 6);
    canvas_fill(canvas, box, " ", ROLE_TEXT);
    canvas_frame(canvas, box, ROLE_ACCENT);
    const char *title = arena_textf(scratch, " %s ", dialog->title).at;
    canvas_fit(canvas, box.x + 2, box.y, box.width - 4, text_of(title), ROLE_ACCENT);
    struct rect inside = rect_inset(box, 3, 2);
    struct rect buttons = rect_take_bottom(&inside, 1);
    page_begin(&page, canvas, inside, 0, scratch, &dialog->hits);
    page_string(&page, 0, dialog->text, ROLE_TEXT);
    rect_take_top(&inside, page.line + 1);
    draw_fields(dialog, canvas, &inside);
    draw_buttons(dialog, canvas, buttons);
}

static void destroy(struct screen *screen)
{
    struct dialog *dialog = (struct dialog *)screen;
    for (int i = 0; i < dialog->button_count; i++)
        free(dialog->buttons[i]);
    for (int i = 0; i < dialog->field_count; i++) {
        free(dialog->labels[i]);
        edit_finish(&dialog->fields[i]);
    }
    free(dialog->title);
    free(dialog->text);
    free(dialog);
}

static const struct screen_ops ops = {
    .name = "dialog",
    .overlay = true,
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .destroy = destroy,
};

struct screen *dialog_question(struct app *app, const struct question *question)
{
    struct dialog *dialog = xcalloc(1, sizeof *dialog);
    dialog->screen = (struct screen){&ops, app};
    dialog->question = question->question;
    dialog->title = xstrdup(question->title);
    dialog->text = xstrdup(question->text);
    for (int i = 0; i < DIALOG_BUTTONS && question->buttons[i]; i++)
        dialog->buttons[dialog->button_count++] = xstrdup(question->buttons[i]);
    for (int i = 0; i < DIALOG_FIELDS && question->fields[i].label; i++) {
        dialog->labels[i] = xstrdup(question->fields[i].label);
        edit_init(&dialog->fields[i], question->fields[i].limit, false);
        dialog->field_count++;
    }
    dialog->at = dialog->field_count > 0 ? 0 : question->initial;
    return &dialog->screen;
}

struct screen *dialog_message(struct app *app, const char *title, const char *text)
{
    const struct question question = {.title = title, .text = text, .buttons = {_("OK")}};
    return dialog_question(app, &question);
}
