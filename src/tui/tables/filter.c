#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/tables/tables.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/page.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIELD_UNIT, FIELD_POST, FIELD_FROM, FIELD_TO, FIELDS, STOP_PASS = FIELDS, STOPS };

struct filter_dialog {
    struct screen screen;
    struct tables_filter *of;
    struct edit fields[FIELDS];
    int pass;
    int at;              /* a field, or STOP_PASS */
    const char *trouble; /* why it cannot be used, translated; NULL: nothing */
    struct hits hits;
};

enum {
    FILTER_NEXT = 1,
    FILTER_BACK,
    FILTER_TURN,
    FILTER_TURN_BACK,
    FILTER_SHOW,
    FILTER_CLEAR,
    FILTER_CANCEL
};
enum { MODE_FIELD = 1, MODE_PASS = 2 };

const struct binding tables_filter_keys[] = {
    {.keys = {INPUT_DOWN, INPUT_TAB},
     .action = FILTER_NEXT,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move between the fields.")},
    {.keys = {INPUT_UP, INPUT_BACK_TAB}, .action = FILTER_BACK},
    {.keys = {INPUT_RIGHT, ' '},
     .action = FILTER_TURN,
     .modes = MODE_PASS,
     .name = "← →",
     .label = N_("change"),
     .help = N_("All, those who passed, or those who failed.")},
    {.keys = {INPUT_LEFT}, .action = FILTER_TURN_BACK, .modes = MODE_PASS},
    {.keys = {INPUT_ENTER},
     .action = FILTER_SHOW,
     .name = N_("Enter"),
     .label = N_("show"),
     .help = N_("Show only what matches all that is filled in.")},
    {.keys = {INPUT_CTRL + 'x'},
     .action = FILTER_CLEAR,
     .name = "Ctrl-X",
     .label = N_("show all"),
     .help = N_("Leave nothing out any more.")},
    {.keys = {INPUT_ESCAPE},
     .action = FILTER_CANCEL,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back and change nothing.")},
    BINDING_HELP_TYPING(0),
    {.action = 0},
};

bool tables_filter_is_on(const struct tables_filter *filter)
{
    return filter->unit[0] || filter->post[0] || filter->since || filter->until || filter->pass != PASS_ANY;
}

static uint32_t modes(const struct filter_dialog *filter)
{
    return filter->at == STOP_PASS ? MODE_PASS : MODE_FIELD;
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){tables_filter_keys, modes((const struct filter_dialog *)screen)};
}

static struct step answer(int choice)
{
    struct step step = pop();
    step.answer = (struct event){.kind = EVENT_ANSWER};
    step.answer.answer.question = QUESTION_FILTER;
    step.answer.answer.choice = choice;
    return step;
}

/* A day alone as the end of a period is meant with all its hours. */
static bool read_time(struct text typed, bool end, int64_t *out)
{
    enum { DAY_LENGTH = 10 };
    *out = 0;
    if (typed.len == 0)
        return true;
    if (!clock_parse(typed, out))
        return false;
    if (end && typed.len == DAY_LENGTH)
        *out += INT64_C(24) * 3600 * 1000;
    return true;
}

static struct text typed_in(const struct filter_dialog *filter, int field)
{
    return text_trim(edit_text(&filter->fields[field]));
}

static void keep(char *out, size_t size, struct text text)
{
    snprintf(out, size, "%.*s", TEXT_ARG(text));
}

static struct step show(struct filter_dialog *filter)
{
    int64_t since, until;
    if (!read_time(typed_in(filter, FIELD_FROM), false, &since) ||
        !read_time(typed_in(filter, FIELD_TO), true, &until)) {
        filter->trouble = _("Please give days as 2026-11-23.");
        return stay();
    }
    if (since && until && since >= until) {
        filter->trouble = _("The period ends before it begins.");
        return stay();
    }
    struct tables_filter *of = filter->of;
    keep(of->unit, sizeof of->unit, typed_in(filter, FIELD_UNIT));
    keep(of->post, sizeof of->post, typed_in(filter, FIELD_POST));
    keep(of->from, sizeof of->from, typed_in(filter, FIELD_FROM));
    keep(of->to, sizeof of->to, typed_in(filter, FIELD_TO));
    of->since = since;
    of->until = until;
    of->pass = filter->pass;
    return answer(0);
}

static struct step on_mouse(struct filter_dialog *filter, const struct event *event)
{
    if (event->mouse.action != MOUSE_PRESS)
        return stay();
    int what = hits_find(&filter->hits, event->mouse.x, event->mouse.y);
    if (what == STOP_PASS && filter->at == STOP_PASS)
        filter->pass = (filter->pass + 1) % 3;
    filter->at = what >= 0 ? what : filter->at;
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct filter_dialog *filter = (struct filter_dialog *)screen;
    if (event->kind == EVENT_MOUSE)
        return on_mouse(filter, event);
    switch (keys_find(tables_filter_keys, modes(filter), event).action) {
    case FILTER_NEXT:
        filter->at = (filter->at + 1) % STOPS;
        return stay();
    case FILTER_BACK:
        filter->at = (filter->at + STOPS - 1) % STOPS;
        return stay();
    case FILTER_TURN:
        filter->pass = (filter->pass + 1) % 3;
        return stay();
    case FILTER_TURN_BACK:
        filter->pass = (filter->pass + 2) % 3;
        return stay();
    case FILTER_SHOW:
        return show(filter);
    case FILTER_CLEAR:
        *filter->of = (struct tables_filter){.pass = PASS_ANY};
        return answer(0);
    case FILTER_CANCEL:
        return answer(-1);
    default:
        break;
    }
    if (filter->at < FIELDS && edit_event(&filter->fields[filter->at], event) == EDIT_CHANGED)
        filter->trouble = NULL;
    return stay();
}

/* ---- Drawing ------------------------------------------------------------------------------------------- */

static const char *const labels[STOPS] = {
    [FIELD_UNIT] = N_("Unit (with all below it)"),
    [FIELD_POST] = N_("Post"),
    [FIELD_FROM] = N_("From (2026-11-01)"),
    [FIELD_TO] = N_("To (this day too)"),
    [STOP_PASS] = N_("Who"),
};
static const char *const passes[] = {
    [PASS_ANY] = N_("all"), [PASS_PASSED] = N_("those who passed"), [PASS_FAILED] = N_("those who failed")};

static void draw_pass(const struct filter_dialog *filter, struct canvas *canvas, struct rect row)
{
    bool at = filter->at == STOP_PASS;
    const char *text = arena_textf(&filter->screen.app->scratch, "← %s →", _(passes[filter->pass])).at;
    canvas_fit(canvas, row.x, row.y, row.width, text_of(text), at ? ROLE_SELECTED : ROLE_TEXT);
}

static int label_width(void)
{
    int widest = 0;
    for (int i = 0; i < STOPS; i++) {
        int width = utf8_width(text_of(_(labels[i])));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    enum { WIDTH = 72, HEIGHT = 2 * STOPS + 4 };
    struct filter_dialog *filter = (struct filter_dialog *)screen;
    struct rect box = rect_center(rect, WIDTH, HEIGHT);
    canvas_fill(canvas, box, " ", ROLE_TEXT);
    canvas_frame(canvas, box, ROLE_ACCENT);
    const char *title = arena_textf(&screen->app->scratch, " %s ", _("Show only…")).at;
    canvas_fit(canvas, box.x + 2, box.y, box.width - 4, text_of(title), ROLE_ACCENT);
    struct rect inside = rect_inset(box, 3, 2);
    int label = label_width();
    filter->hits.count = 0;
    for (int i = 0; i < STOPS; i++) {
        struct rect row = rect_take_top(&inside, 1);
        canvas_fit(canvas, row.x, row.y, label, text_of(_(labels[i])), ROLE_DIM);
        rect_take_left(&row, label + 2);
        if (i == STOP_PASS)
            draw_pass(filter, canvas, row);
        else
            edit_draw(&filter->fields[i], canvas, row.x, row.y, row.width, filter->at == i);
        hits_add(&filter->hits, row, i);
        rect_take_top(&inside, 1);
    }
    if (filter->trouble)
        canvas_fit(canvas, box.x + 3, box.y + box.height - 2, box.width - 6, text_of(filter->trouble),
                   ROLE_BAD);
}

static void destroy(struct screen *screen)
{
    struct filter_dialog *filter = (struct filter_dialog *)screen;
    for (int i = 0; i < FIELDS; i++)
        edit_finish(&filter->fields[i]);
    free(filter);
}

static const struct screen_ops ops = {
    .name = "tables-filter",
    .overlay = true,
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .destroy = destroy,
};

struct screen *tables_filter_create(struct app *app, struct tables_filter *of)
{
    struct filter_dialog *filter = xcalloc(1, sizeof *filter);
    filter->screen = (struct screen){&ops, app};
    filter->of = of;
    filter->pass = of->pass;
    edit_init(&filter->fields[FIELD_UNIT], sizeof of->unit - 1, false);
    edit_init(&filter->fields[FIELD_POST], sizeof of->post - 1, false);
    edit_init(&filter->fields[FIELD_FROM], sizeof of->from - 1, false);
    edit_init(&filter->fields[FIELD_TO], sizeof of->to - 1, false);
    edit_set(&filter->fields[FIELD_UNIT], text_of(of->unit));
    edit_set(&filter->fields[FIELD_POST], text_of(of->post));
    edit_set(&filter->fields[FIELD_FROM], text_of(of->from));
    edit_set(&filter->fields[FIELD_TO], text_of(of->to));
    return &filter->screen;
}
