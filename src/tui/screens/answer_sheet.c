#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/screens.h"
#include "tui/screens/sheet_view.h"

#include <stdio.h>
#include <stdlib.h>

struct sheet {
    struct screen screen;
    struct grid grid;
    int at;
    int typed; /* the number typed so far, 0: none */
    struct hits hits;
};

enum {
    SHEET_JUMP = 1,
    SHEET_LEFT,
    SHEET_RIGHT,
    SHEET_UP,
    SHEET_DOWN,
    SHEET_FIRST,
    SHEET_LAST,
    SHEET_SECTION,
    SHEET_SECTION_BACK,
    SHEET_DIGIT,
    SHEET_OPEN_ONE,
    SHEET_FLAGGED_ONE,
    SHEET_FLAG,
    SHEET_SUBMIT,
    SHEET_BACK,
};

const struct binding sheet_keys[] = {
    {.keys = {INPUT_LEFT},
     .action = SHEET_LEFT,
     .name = "←↑↓→",
     .label = N_("move"),
     .help = N_("Move between the items.")},
    {.keys = {INPUT_RIGHT}, .action = SHEET_RIGHT},
    {.keys = {INPUT_UP}, .action = SHEET_UP},
    {.keys = {INPUT_DOWN}, .action = SHEET_DOWN},
    {.keys = {INPUT_HOME}, .action = SHEET_FIRST},
    {.keys = {INPUT_END}, .action = SHEET_LAST},
    {.from = '0',
     .to = '9',
     .action = SHEET_DIGIT,
     .name = "0–9",
     .label = N_("number"),
     .help = N_("Type the number of an item to move to it.")},
    {.keys = {INPUT_ENTER, ' '},
     .action = SHEET_JUMP,
     .name = N_("Enter"),
     .label = N_("go to item"),
     .help = N_("Go to the chosen item.")},
    {.keys = {INPUT_TAB, INPUT_PAGE_DOWN},
     .action = SHEET_SECTION,
     .name = "Tab",
     .label = N_("section"),
     .help = N_("Move to the next section.")},
    {.keys = {INPUT_BACK_TAB, INPUT_PAGE_UP}, .action = SHEET_SECTION_BACK},
    {.keys = {'u'},
     .action = SHEET_OPEN_ONE,
     .name = "U",
     .label = N_("next unanswered"),
     .help = N_("Move to the next item without an answer.")},
    {.keys = {'g'},
     .action = SHEET_FLAGGED_ONE,
     .name = "G",
     .label = N_("next flagged"),
     .help = N_("Move to the next flagged item.")},
    {.keys = {'t'},
     .action = SHEET_FLAG,
     .name = "T",
     .label = N_("flag"),
     .help = N_("Flag this item, or take the flag away.")},
    {.keys = {'s'},
     .action = SHEET_SUBMIT,
     .name = "S",
     .label = N_("submit"),
     .help = N_("See what is still open, then submit the test.")},
    {.keys = {INPUT_ESCAPE, 'k'},
     .action = SHEET_BACK,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back to the item you came from.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){sheet_keys, 0};
}

static struct seat *seat_of(const struct sheet *sheet)
{
    return &sheet->screen.app->seat;
}

static struct step jump(int slot)
{
    struct step step = pop();
    step.answer = (struct event){.kind = EVENT_ANSWER};
    step.answer.answer.question = QUESTION_JUMP;
    step.answer.answer.choice = slot;
    return step;
}

static void go_section(struct sheet *sheet, int by)
{
    int section = grid_section(&sheet->grid, sheet->at) + by;
    section = (section + sheet->grid.sections) % sheet->grid.sections;
    sheet->at = sheet->grid.first[section];
}

static bool is_open(const struct seat *seat, int slot)
{
    return !seat_is_answered(seat, slot);
}

static bool is_flagged(const struct seat *seat, int slot)
{
    return seat->slots[slot].flagged;
}

static void go_next(struct sheet *sheet, bool (*wanted)(const struct seat *, int))
{
    int count = seat_of(sheet)->slot_count;
    for (int i = 1; i <= count; i++)
        if (wanted(seat_of(sheet), (sheet->at + i) % count)) {
            sheet->at = (sheet->at + i) % count;
            return;
        }
}

/* Digits add up to a number as long as there is such an item, then begin anew. */
static void type_digit(struct sheet *sheet, int digit)
{
    int count = seat_of(sheet)->slot_count;
    int longer = sheet->typed * 10 + digit;
    sheet->typed = longer <= count ? longer : digit;
    if (sheet->typed >= 1 && sheet->typed <= count)
        sheet->at = sheet->typed - 1;
}

static bool move(struct sheet *sheet, int action)
{
    static const struct {
        int action, dx, dy;
    } steps[] = {{SHEET_LEFT, -1, 0}, {SHEET_RIGHT, 1, 0}, {SHEET_UP, 0, -1}, {SHEET_DOWN, 0, 1}};
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        if (steps[i].action == action) {
            sheet->at = grid_step(&sheet->grid, sheet->at, steps[i].dx, steps[i].dy);
            return true;
        }
    return false;
}

static struct step act(struct sheet *sheet, struct press press)
{
    struct app *app = sheet->screen.app;
    if (press.action != SHEET_DIGIT)
        sheet->typed = 0;
    if (move(sheet, press.action))
        return stay();
    switch (press.action) {
    case SHEET_JUMP:
        return jump(sheet->at);
    case SHEET_FIRST:
        sheet->at = 0;
        break;
    case SHEET_LAST:
        sheet->at = app->seat.slot_count - 1;
        break;
    case SHEET_SECTION:
    case SHEET_SECTION_BACK:
        go_section(sheet, press.action == SHEET_SECTION ? 1 : -1);
        break;
    case SHEET_DIGIT:
        type_digit(sheet, press.index);
        break;
    case SHEET_OPEN_ONE:
        go_next(sheet, is_open);
        break;
    case SHEET_FLAGGED_ONE:
        go_next(sheet, is_flagged);
        break;
    case SHEET_FLAG:
        seat_flag(&app->seat, sheet->at, !app->seat.slots[sheet->at].flagged, &app->port);
        break;
    case SHEET_SUBMIT:
        return (struct step){.kind = STEP_REPLACE, .screen = submit_create(app)};
    case SHEET_BACK:
        return pop();
    default:
        break;
    }
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct sheet *sheet = (struct sheet *)screen;
    if (seat_of(sheet)->attempt == 0)
        return stay();
    if (event->kind == EVENT_MOUSE) {
        int slot =
            event->mouse.action == MOUSE_PRESS ? hits_find(&sheet->hits, event->mouse.x, event->mouse.y) : -1;
        return slot >= 0 ? jump(slot) : stay();
    }
    return act(sheet, keys_find(sheet_keys, 0, event));
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct sheet *sheet = (struct sheet *)screen;
    struct seat *seat = seat_of(sheet);
    if (seat->attempt == 0)
        return;
    struct rect area = rect_inset(rect, 2, 0);
    char text[160];
    snprintf(text, sizeof text, _("answered %d of %d · flagged %d · not saved yet %d"), seat_answered(seat),
             seat->slot_count, seat_flagged(seat), seat_unsaved(seat));
    struct rect head = rect_take_top(&area, 1);
    canvas_fit(canvas, head.x, head.y, head.width, text_of(text), ROLE_STRONG);
    rect_take_top(&area, 1);
    sheet_view_legend(canvas, rect_take_bottom(&area, 1));
    sheet->hits.count = 0;
    sheet_view_grid(seat, area.width, &sheet->grid);
    sheet_view_draw(seat, &sheet->grid, sheet->at, canvas, area, &sheet->hits);
}

static const char *title(const struct screen *screen)
{
    (void)screen;
    return _("Answer sheet");
}

static void destroy(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops ops = {
    .name = "answer-sheet",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *answer_sheet_create(struct app *app, int current)
{
    struct sheet *sheet = xcalloc(1, sizeof *sheet);
    sheet->screen = (struct screen){&ops, app};
    sheet->at = current;
    sheet_view_grid(&app->seat, 76, &sheet->grid);
    return &sheet->screen;
}
