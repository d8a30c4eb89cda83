#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/layout.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/widgets/list.h"

#include <stdio.h>
#include <stdlib.h>

struct submit {
    struct screen screen;
    struct list list;
    int *slots; /* that are open or flagged; owned */
    int first_line;
    int64_t pending;
};

enum { SUBMIT_MOVE = 1, SUBMIT_JUMP, SUBMIT_NOW, SUBMIT_BACK };
enum { QUESTION_SUBMIT = 20 };

const struct binding submit_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = SUBMIT_MOVE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the list.")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN}, .action = SUBMIT_MOVE},
    {.keys = {INPUT_ENTER},
     .action = SUBMIT_JUMP,
     .name = N_("Enter"),
     .label = N_("go to item"),
     .help = N_("Go to the chosen item; with nothing left to do, submit.")},
    {.keys = {'s', INPUT_CTRL + 's'},
     .action = SUBMIT_NOW,
     .name = "S",
     .label = N_("submit the test"),
     .help = N_("Submit the test; you are asked once more.")},
    {.keys = {INPUT_ESCAPE},
     .action = SUBMIT_BACK,
     .name = "Esc",
     .label = N_("go on answering"),
     .help = N_("Go back to the items.")},
    BINDING_HELP(0),
    {.action = 0},
};

static struct hints hints(const struct screen *screen)
{
    (void)screen;
    return (struct hints){submit_keys, 0};
}

static bool needs_attention(const struct seat *seat, int slot)
{
    return !seat_is_answered(seat, slot) || seat->slots[slot].flagged ||
           seat_save_state(seat, slot) == SAVE_REFUSED;
}

static void collect(struct submit *submit)
{
    const struct seat *seat = &submit->screen.app->seat;
    int count = 0;
    for (int i = 0; i < seat->slot_count; i++)
        if (needs_attention(seat, i))
            submit->slots[count++] = i;
    list_resize(&submit->list, count);
}

/* Items that would be marked as unanswered: the hub has no answer that it could take. */
static int open_items(const struct seat *seat)
{
    int count = 0;
    for (int i = 0; i < seat->slot_count; i++)
        count += !seat_is_answered(seat, i) || seat_save_state(seat, i) == SAVE_REFUSED;
    return count;
}

static struct step ask(struct submit *submit)
{
    struct app *app = submit->screen.app;
    int open = open_items(&app->seat);
    char text[300];
    if (open > 0)
        snprintf(text, sizeof text,
                 ngettext("%d item has no answer. Submit all the same? After that nothing can be changed.",
                          "%d items have no answer. Submit all the same? After that nothing can be changed.",
                          (unsigned long)open),
                 open);
    else
        snprintf(text, sizeof text, "%s",
                 _("All items are answered. Submit now? After that nothing can be changed."));
    const struct question question = {.question = QUESTION_SUBMIT,
                                      .title = _("Submit the test"),
                                      .text = text,
                                      .buttons = {_("Submit"), _("Go on answering")},
                                      .initial = open > 0 ? 1 : 0};
    return push(dialog_question(app, &question));
}

/* Answers still on their way go first: requests are sent in order. */
static struct step submit_now(struct submit *submit)
{
    struct app *app = submit->screen.app;
    if (submit->pending)
        return stay();
    seat_flush_all(&app->seat, app->now, &app->port);
    struct request request = {.kind = MESSAGE_SUBMIT, .attempt = {app->seat.attempt}};
    submit->pending = app_send(app, &request, true);
    return stay();
}

static struct step on_reply(struct submit *submit, const struct reply *reply)
{
    struct app *app = submit->screen.app;
    if (reply->re != submit->pending || reply->re == 0)
        return stay();
    submit->pending = 0;
    bool over = reply->error == WIRE_OK || reply->error == WIRE_ALREADY || reply->error == WIRE_NOT_RUNNING ||
                reply->error == WIRE_TIME_UP;
    if (!over) {
        app_notice_refusal(app, reply);
        return stay();
    }
    return (struct step){.kind = STEP_HOME, .screen = result_create_of_seat(app)};
}

static struct step jump(const struct submit *submit)
{
    struct step step = pop();
    step.answer = (struct event){.kind = EVENT_ANSWER};
    step.answer.answer.question = QUESTION_JUMP;
    step.answer.answer.choice = submit->slots[submit->list.at];
    return step;
}

static struct step act(struct submit *submit, const struct event *event)
{
    switch (keys_find(submit_keys, 0, event).action) {
    case SUBMIT_MOVE:
        list_event(&submit->list, event);
        return stay();
    case SUBMIT_JUMP:
        return submit->list.count > 0 ? jump(submit) : ask(submit);
    case SUBMIT_NOW:
        return submit->pending ? stay() : ask(submit);
    case SUBMIT_BACK:
        return pop();
    default:
        return stay();
    }
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct submit *submit = (struct submit *)screen;
    if (screen->app->seat.attempt == 0)
        return stay();
    switch (event->kind) {
    case EVENT_SHOWN:
        collect(submit);
        return stay();
    case EVENT_REPLY:
        return on_reply(submit, event->reply);
    case EVENT_ANSWER:
        return event->answer.question == QUESTION_SUBMIT && event->answer.choice == 0 ? submit_now(submit)
                                                                                      : stay();
    case EVENT_MOUSE:
        if (!list_event(&submit->list, event)) {
            int row = list_row_at(&submit->list, submit->first_line, event->mouse.y);
            list_choose(&submit->list, row >= 0 ? row : submit->list.at);
        }
        return stay();
    default:
        return act(submit, event);
    }
}

static void draw_row(struct submit *submit, struct canvas *canvas, struct rect row, int index)
{
    const struct seat *seat = &submit->screen.app->seat;
    int slot = submit->slots[index];
    bool at = index == submit->list.at;
    enum role role = at ? ROLE_SELECTED : ROLE_TEXT;
    if (at)
        canvas_fill(canvas, row, " ", role);
    struct arena *scratch = &submit->screen.app->scratch;
    struct text number = arena_textf(scratch, "%s%4d  ", at ? "▸" : " ", slot + 1);
    rect_take_left(&row, canvas_text(canvas, row.x, row.y, row.width, number, role));
    const char *state = seat_save_state(seat, slot) == SAVE_REFUSED ? _("✗ not accepted")
                        : seat_is_answered(seat, slot)              ? _("answered")
                                                                    : _("not answered");
    const char *flag = seat->slots[slot].flagged ? _("! flagged") : "";
    struct rect place = rect_take_left(&row, 18);
    canvas_fit(canvas, place.x, place.y, 17, text_of(state), role);
    place = rect_take_left(&row, 12);
    canvas_fit(canvas, place.x, place.y, 11, text_of(flag), role);
    canvas_fit(canvas, row.x, row.y, row.width, facts_stem(seat->slots[slot].row->stem, scratch),
               at ? role : ROLE_DIM);
}

static void draw_summary(struct submit *submit, struct canvas *canvas, struct rect *area)
{
    const struct seat *seat = &submit->screen.app->seat;
    struct arena *scratch = &submit->screen.app->scratch;
    struct rect row = rect_take_top(area, 1);
    struct text text =
        arena_textf(scratch, _("answered %d of %d · flagged %d · not saved yet %d"), seat_answered(seat),
                    seat->slot_count, seat_flagged(seat), seat_unsaved(seat));
    canvas_fit(canvas, row.x, row.y, row.width, text, ROLE_STRONG);
    rect_take_top(area, 1);
    row = rect_take_top(area, 1);
    const char *message = submit->pending           ? _("Submitting…")
                          : submit->list.count == 0 ? _("Nothing is left open. Press S to submit.")
                                                    : _("Not answered or flagged:");
    canvas_fit(canvas, row.x, row.y, row.width, text_of(message),
               submit->list.count == 0 ? ROLE_GOOD : ROLE_ACCENT);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct submit *submit = (struct submit *)screen;
    if (screen->app->seat.attempt == 0)
        return;
    struct rect area = rect_inset(rect, 2, 1);
    draw_summary(submit, canvas, &area);
    submit->first_line = area.y;
    list_show(&submit->list, area.height);
    for (int i = 0; i < submit->list.rows && submit->list.top + i < submit->list.count; i++)
        draw_row(submit, canvas, rect_take_top(&area, 1), submit->list.top + i);
}

static const char *title(const struct screen *screen)
{
    (void)screen;
    return _("Submit the test");
}

static void destroy(struct screen *screen)
{
    struct submit *submit = (struct submit *)screen;
    free(submit->slots);
    free(submit);
}

static const struct screen_ops ops = {
    .name = "submit",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *submit_create(struct app *app)
{
    struct submit *submit = xcalloc(1, sizeof *submit);
    submit->screen = (struct screen){&ops, app};
    submit->slots = xcalloc((size_t)app->seat.slot_count, sizeof *submit->slots);
    return &submit->screen;
}
