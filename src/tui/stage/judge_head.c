/* The head judge (裁判长): how far the judges are with each performer, what they gave, and the steps that
 * only the head judge or an organizer may take. */
#include "tui/stage/judge_head.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/facts.h"
#include "tui/stage/console.h"
#include "tui/stage/judge.h"
#include "tui/stage/keep_stage.h"
#include "tui/stage/words.h"

#include <stdlib.h>

enum {
    HEAD_JUDGE_UP = 1,
    HEAD_JUDGE_DOWN,
    HEAD_BACK,
    HEAD_NEXT,
    HEAD_MISSING,
    HEAD_RECUSE,
    HEAD_CONFIRM,
    HEAD_CLOSE,
    HEAD_REOPEN,
    HEAD_LEAVE,
};
enum { MODE_OPEN = 1, MODE_CLOSED = 2, MODE_SPREAD = 4, MODE_ANY = 8 };
enum { QUESTION_MISSING = 1, QUESTION_RECUSE, QUESTION_CONFIRM, QUESTION_CLOSE, QUESTION_REOPEN };

const struct binding judge_head_keys[] = {
    {.keys = {INPUT_LEFT, INPUT_PAGE_UP},
     .action = HEAD_BACK,
     .name = "← →",
     .label = N_("performer"),
     .help = N_("Go to the performer before or after this one.")},
    {.keys = {INPUT_RIGHT, INPUT_PAGE_DOWN}, .action = HEAD_NEXT},
    {.keys = {INPUT_UP},
     .action = HEAD_JUDGE_UP,
     .name = "↑↓",
     .label = N_("judge"),
     .help = N_("Move between the judges.")},
    {.keys = {INPUT_DOWN}, .action = HEAD_JUDGE_DOWN},
    {.keys = {'c', INPUT_ENTER},
     .action = HEAD_CLOSE,
     .modes = MODE_OPEN,
     .name = "C",
     .label = N_("close"),
     .help = N_("Close the marks of this performer: from then on they are final.")},
    {.keys = {'x'},
     .action = HEAD_CONFIRM,
     .modes = MODE_SPREAD,
     .name = "X",
     .label = N_("let the marks stand"),
     .help = N_("Let marks stand that are far apart, with the reason.")},
    {.keys = {'m'},
     .action = HEAD_MISSING,
     .modes = MODE_OPEN,
     .name = "M",
     .label = N_("judge missing"),
     .help = N_("Declare the marked judge missing for this performer, or take that back.")},
    {.keys = {'u'},
     .action = HEAD_RECUSE,
     .modes = MODE_OPEN,
     .name = "U",
     .label = N_("recuse"),
     .help = N_("Recuse the marked judge from this performer.")},
    {.keys = {'o'},
     .action = HEAD_REOPEN,
     .modes = MODE_CLOSED,
     .name = "O",
     .label = N_("reopen marks"),
     .help = N_("Reopen closed marks, with the reason.")},
    {.keys = {INPUT_ESCAPE},
     .action = HEAD_LEAVE,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back.")},
    BINDING_HELP(0),
    {.action = 0},
};

static const struct panel_view *view_of(const struct head *head)
{
    return &head->screen.app->stage.panel;
}

const struct performer_row *judge_head_row(const struct head *head)
{
    const struct panel_view *view = view_of(head);
    return head->screen.app->stage.kind == STAGE_PANEL && head->performer < view->performer_count
               ? &view->performers[head->performer]
               : NULL;
}

static uint32_t modes(const struct head *head)
{
    const struct performer_row *row = judge_head_row(head);
    if (!row || view_of(head)->final || row->withdrawn)
        return MODE_ANY;
    if (row->closed)
        return MODE_ANY | MODE_CLOSED;
    return MODE_ANY | MODE_OPEN | (row->spread_open ? MODE_SPREAD : 0u);
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){judge_head_keys, modes((const struct head *)screen)};
}

/* ---- Asking ----------------------------------------------------------------------------------------- */

static void ask(struct head *head)
{
    struct app *app = head->screen.app;
    const struct performer_row *row = judge_head_row(head);
    head->again = head->request != 0;
    if (!row || head->request)
        return;
    struct request request = {.kind = MESSAGE_PERFORMER, .sheet = {.performer = row->performer, .judge = -1}};
    head->request = stage_send(&app->stage, &app->port, &request, false);
}

void judge_head_catch_up(struct head *head)
{
    const struct stage *stage = &head->screen.app->stage;
    if (stage->kind != STAGE_PANEL || head->changes == stage->changes)
        return;
    head->changes = stage->changes;
    ask(head);
}

static void take(struct head *head, const struct reply *reply)
{
    arena_clear(&head->arena);
    head->known = true;
    head->of = reply->performer.performer;
    head->complete = reply->performer.complete;
    head->spread_open = reply->performer.spread_open;
    head->total = reply->performer.total;
    head->lowest = reply->performer.lowest;
    head->highest = reply->performer.highest;
    head->stage_count = reply->performer.stage_count;
    head->stages = keep_panel_stages(&head->arena, reply->performer.stages, head->stage_count);
}

static struct step on_reply(struct head *head, const struct reply *reply)
{
    if (reply->re == 0)
        return stay();
    if (reply->re == head->request) {
        head->request = 0;
        if (reply->error == WIRE_OK)
            take(head, reply);
        if (head->again)
            ask(head);
    } else if (reply->re == head->pending) {
        head->pending = 0;
        if (reply->error != WIRE_OK)
            app_notice_refusal(head->screen.app, reply);
    }
    return stay();
}

/* ---- Steps ------------------------------------------------------------------------------------------ */

static void command(struct head *head, enum panel_command_kind kind, bool of_judge, bool on,
                    struct text reason)
{
    struct app *app = head->screen.app;
    struct request request = stage_panel(kind);
    request.panel.performer = judge_head_row(head)->performer;
    request.panel.judge = of_judge ? head->judge : -1;
    request.panel.on = on;
    request.panel.reason = reason;
    head->pending = stage_send(&app->stage, &app->port, &request, false);
}

static struct step ask_reason(struct head *head, int question, const char *title, const char *text)
{
    return console_ask_reason(head->screen.app, question, title, text_of(text), title);
}

enum sheet_state judge_head_state(const struct head *head, int judge)
{
    const struct performer_row *row = judge_head_row(head);
    return row && judge < row->judge_count ? (enum sheet_state)row->judges[judge] : JUDGE_NOTHING;
}

static struct step ask_missing(struct head *head)
{
    if (judge_head_state(head, head->judge) == JUDGE_MISSING) {
        command(head, PANEL_MISSING, true, false, text_of(""));
        return stay();
    }
    struct text text = arena_textf(&head->screen.app->scratch,
                                   _("Declare %.*s missing for this performer? The sheet's rule then says "
                                     "how the mark comes about without that judge."),
                                   TEXT_ARG(words_judge(view_of(head)->frame, head->judge)));
    return ask_reason(head, QUESTION_MISSING, _("Judge missing"), text.at);
}

static struct step ask_recuse(struct head *head)
{
    struct text text = arena_textf(&head->screen.app->scratch,
                                   _("Recuse %.*s from this performer? Marks already given do not count."),
                                   TEXT_ARG(words_judge(view_of(head)->frame, head->judge)));
    return ask_reason(head, QUESTION_RECUSE, _("Recuse"), text.at);
}

static struct step ask_close(struct head *head)
{
    struct arena *arena = &head->screen.app->scratch;
    struct text text = head->known && head->of == judge_head_row(head)->performer
                           ? arena_textf(arena, _("Close the marks of this performer with %.*s?"),
                                         TEXT_ARG(facts_mark(head->total, arena)))
                           : text_of(_("Close the marks of this performer?"));
    const struct question question = {
        .question = QUESTION_CLOSE, .title = _("Close"), .text = text.at, .buttons = {_("Close"), _("Back")}};
    return push(dialog_question(head->screen.app, &question));
}

static void move(int *at, int by, int64_t count)
{
    int to = *at + by;
    if (to >= 0 && to < count)
        *at = to;
}

static struct step act(struct head *head, int action)
{
    switch (action) {
    case HEAD_BACK:
    case HEAD_NEXT:
        move(&head->performer, action == HEAD_BACK ? -1 : 1, view_of(head)->performer_count);
        ask(head);
        return stay();
    case HEAD_JUDGE_UP:
    case HEAD_JUDGE_DOWN:
        move(&head->judge, action == HEAD_JUDGE_UP ? -1 : 1, view_of(head)->frame->judge_count);
        return stay();
    case HEAD_MISSING:
        return ask_missing(head);
    case HEAD_RECUSE:
        return ask_recuse(head);
    case HEAD_CLOSE:
        return ask_close(head);
    case HEAD_CONFIRM:
        return ask_reason(head, QUESTION_CONFIRM, _("Let them stand"),
                          _("The judges' sums are further apart than the sheet allows. Let them stand all "
                            "the same?"));
    case HEAD_REOPEN:
        return ask_reason(head, QUESTION_REOPEN, _("Reopen"),
                          _("Reopen the closed marks of this performer, so that judges can correct them?"));
    case HEAD_LEAVE:
        return pop();
    default:
        return stay();
    }
}

static const struct {
    int question;
    enum panel_command_kind command;
    bool of_judge;
} questions[] = {
    {QUESTION_MISSING, PANEL_MISSING, true},         {QUESTION_RECUSE, PANEL_RECUSE, true},
    {QUESTION_CONFIRM, PANEL_CONFIRM_SPREAD, false}, {QUESTION_CLOSE, PANEL_CLOSE, false},
    {QUESTION_REOPEN, PANEL_REOPEN, false},
};

static struct step on_answer(struct head *head, const struct event *event)
{
    for (size_t i = 0; i < COUNT_OF(questions); i++)
        if (questions[i].question == event->answer.question && event->answer.choice == 0 &&
            judge_head_row(head))
            command(head, questions[i].command, questions[i].of_judge, true, event->answer.fields[0]);
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct head *head = (struct head *)screen;
    if (screen->app->stage.kind != STAGE_PANEL)
        return pop();
    judge_head_catch_up(head);
    if (event->kind == EVENT_REPLY)
        return on_reply(head, event->reply);
    if (event->kind == EVENT_ANSWER)
        return on_answer(head, event);
    return act(head, keys_find(judge_head_keys, modes(head), event).action);
}

/* ---- The screen ------------------------------------------------------------------------------------- */

static const char *title(const struct screen *screen)
{
    return screen->app->stage.title;
}

static void destroy(struct screen *screen)
{
    struct head *head = (struct head *)screen;
    arena_finish(&head->arena);
    free(head);
}

static const struct screen_ops ops = {
    .name = "judge-head",
    .on_event = on_event,
    .draw = judge_head_draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *judge_head_create(struct app *app)
{
    struct head *head = xcalloc(1, sizeof *head);
    head->screen = (struct screen){&ops, app};
    head->changes = -1;
    const struct panel_view *view = &app->stage.panel;
    for (int64_t i = 0; i < view->performer_count; i++)
        if (view->performers[i].performer == view->on)
            head->performer = (int)i;
    judge_head_catch_up(head);
    return &head->screen;
}
