/* The head judge (裁判长): how far the judges are with each performer, what they gave, and the steps that
 * only the head judge or an organizer may take. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/stage/judge.h"
#include "tui/widgets/columns.h"

#include <stdio.h>
#include <stdlib.h>

struct head {
    struct screen screen;
    int64_t changes; /* of the stage when asked last */
    int performer;   /* row of the view */
    int judge;       /* row of the frame */
    int64_t request; /* PERFORMER under way, 0: none */
    int64_t pending; /* a command under way, 0: none */
    bool again;      /* something changed since it was asked */

    bool known; /* what follows is of `of` */
    int64_t of;
    bool complete, spread_open;
    mark_t total, lowest, highest;
    struct panel_stage_row *stages; /* in the arena */
    int64_t stage_count;
    struct arena arena;
};

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

static const struct performer_row *row_of(const struct head *head)
{
    const struct panel_view *view = view_of(head);
    return head->screen.app->stage.kind == STAGE_PANEL && head->performer < view->performer_count
               ? &view->performers[head->performer]
               : NULL;
}

static uint32_t modes(const struct head *head)
{
    const struct performer_row *row = row_of(head);
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
    const struct performer_row *row = row_of(head);
    head->again = head->request != 0;
    if (!row || head->request)
        return;
    struct request request = {.kind = MESSAGE_PERFORMER, .sheet = {.performer = row->performer, .judge = -1}};
    head->request = stage_send(&app->stage, &app->port, &request, false);
}

static void catch_up(struct head *head)
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
    head->stages = arena_array(&head->arena, (size_t)head->stage_count + 1, sizeof *head->stages);
    for (int64_t i = 0; i < head->stage_count; i++) {
        head->stages[i] = reply->performer.stages[i];
        size_t count = (size_t)head->stages[i].mark_count;
        struct stage_mark_row *marks = arena_array(&head->arena, count + 1, sizeof *marks);
        if (count > 0)
            memcpy(marks, reply->performer.stages[i].marks, count * sizeof *marks);
        head->stages[i].marks = marks;
    }
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
    request.panel.performer = row_of(head)->performer;
    request.panel.judge = of_judge ? head->judge : -1;
    request.panel.on = on;
    request.panel.reason = reason;
    head->pending = stage_send(&app->stage, &app->port, &request, false);
}

static struct step ask_reason(struct head *head, int question, const char *title, const char *text)
{
    enum { REASON_LIMIT = 200 };
    const struct question asked = {.question = question,
                                   .title = title,
                                   .text = text,
                                   .buttons = {title, _("Back")},
                                   .fields = {{_("Reason"), REASON_LIMIT}}};
    return push(dialog_question(head->screen.app, &asked));
}

static struct text judge_name_of(const struct head *head, int judge)
{
    const struct panel_frame *frame = view_of(head)->frame;
    if (judge >= frame->judge_count)
        return text_of("");
    return frame->judges[judge].name.len ? frame->judges[judge].name : frame->judges[judge].number;
}

static enum sheet_state state_of(const struct head *head, int judge)
{
    const struct performer_row *row = row_of(head);
    return row && judge < row->judge_count ? (enum sheet_state)row->judges[judge] : JUDGE_NOTHING;
}

static struct step ask_missing(struct head *head)
{
    if (state_of(head, head->judge) == JUDGE_MISSING) {
        command(head, PANEL_MISSING, true, false, text_of(""));
        return stay();
    }
    struct text text = arena_textf(&head->screen.app->scratch,
                                   _("Declare %.*s missing for this performer? The sheet's rule then says "
                                     "how the mark comes about without that judge."),
                                   TEXT_ARG(judge_name_of(head, head->judge)));
    return ask_reason(head, QUESTION_MISSING, _("Judge missing"), text.at);
}

static struct step ask_recuse(struct head *head)
{
    struct text text = arena_textf(&head->screen.app->scratch,
                                   _("Recuse %.*s from this performer? Marks already given do not count."),
                                   TEXT_ARG(judge_name_of(head, head->judge)));
    return ask_reason(head, QUESTION_RECUSE, _("Recuse"), text.at);
}

static struct step ask_close(struct head *head)
{
    struct arena *arena = &head->screen.app->scratch;
    struct text text = head->known && head->of == row_of(head)->performer
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
        if (questions[i].question == event->answer.question && event->answer.choice == 0 && row_of(head))
            command(head, questions[i].command, questions[i].of_judge, true, event->answer.fields[0]);
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct head *head = (struct head *)screen;
    if (screen->app->stage.kind != STAGE_PANEL)
        return pop();
    catch_up(head);
    if (event->kind == EVENT_REPLY)
        return on_reply(head, event->reply);
    if (event->kind == EVENT_ANSWER)
        return on_answer(head, event);
    return act(head, keys_find(judge_head_keys, modes(head), event).action);
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

enum { STAGE_COLUMNS_MOST = 8 };
enum { COLUMN_NAME, COLUMN_STATE, COLUMN_STAGES };

static struct text name_of_performer(const struct head *head, const struct performer_row *row)
{
    struct arena *arena = &head->screen.app->scratch;
    if (row->code.len && row->name.len)
        return arena_textf(arena, "%.*s %.*s", TEXT_ARG(row->code), TEXT_ARG(row->name));
    if (row->code.len || row->name.len)
        return row->code.len ? row->code : row->name;
    return arena_textf(arena, "%lld", (long long)row->performer + 1);
}

static const char *state_text(const struct performer_row *row, enum role *role)
{
    *role = ROLE_GOOD;
    if (row->closed)
        return _("closed");
    *role = ROLE_WARM;
    if (row->withdrawn)
        return _("withdrawn");
    if (row->spread_open)
        return _("marks too far apart");
    *role = ROLE_ACCENT;
    if (row->complete)
        return _("complete: can be closed");
    *role = ROLE_DIM;
    return row->on ? _("on now") : row->called ? _("sheets are missing") : _("not called yet");
}

static void draw_head(const struct head *head, struct canvas *canvas, struct rect *area)
{
    const struct performer_row *row = row_of(head);
    struct arena *arena = &head->screen.app->scratch;
    enum role role;
    const char *state = state_text(row, &role);
    struct rect line = rect_take_top(area, 1);
    struct text place =
        arena_textf(arena, _("%d of %d"), head->performer + 1, (int)view_of(head)->performer_count);
    int used = canvas_text(canvas, line.x, line.y, line.width, place, ROLE_DIM) + 2;
    rect_take_left(&line, used);
    struct rect right = rect_take_right(&line, utf8_width(text_of(state)));
    canvas_string(canvas, right.x, right.y, right.width, state, role);
    canvas_fit(canvas, line.x, line.y, line.width - 2, name_of_performer(head, row), ROLE_STRONG);
    line = rect_take_top(area, 1);
    if (!head->known || head->of != row->performer)
        return;
    mark_t spread = head->highest - head->lowest;
    struct text text =
        arena_textf(arena, _("mark %.*s · sums from %.*s to %.*s: %.*s apart"),
                    TEXT_ARG(facts_mark(head->total, arena)), TEXT_ARG(facts_mark(head->lowest, arena)),
                    TEXT_ARG(facts_mark(head->highest, arena)), TEXT_ARG(facts_mark(spread, arena)));
    canvas_fit(canvas, line.x, line.y, line.width, text, row->spread_open ? ROLE_WARM : ROLE_TEXT);
}

/* What a judge gave in a stage; a mark that was dropped stands in brackets. */
static struct text mark_text(const struct head *head, int64_t stage, int judge)
{
    struct arena *arena = &head->screen.app->scratch;
    const struct panel_stage_row *row = &head->stages[stage];
    for (int64_t i = 0; i < row->mark_count; i++)
        if (row->marks[i].judge == judge) {
            struct text mark = facts_mark(row->marks[i].mark, arena);
            return row->marks[i].dropped ? arena_textf(arena, "(%.*s)", TEXT_ARG(mark)) : mark;
        }
    return text_of("—");
}

static int stage_columns(const struct head *head, struct column_spec *specs)
{
    const struct panel_frame *frame = view_of(head)->frame;
    struct arena *arena = &head->screen.app->scratch;
    int count = COLUMN_STAGES;
    for (int64_t i = 0; head->known && i < head->stage_count && i < STAGE_COLUMNS_MOST; i++) {
        int64_t criterion = head->stages[i].criterion;
        const char *heading = criterion < 0 || criterion >= frame->criterion_count
                                  ? _("Sum")
                                  : arena_string(arena, utf8_cut(frame->criteria[criterion].title, 10));
        specs[count++] = (struct column_spec){.heading = heading, .min = 7, .right = true};
    }
    return count;
}

static void draw_judge(const struct head *head, const struct columns *table, int stages,
                       struct canvas *canvas, struct rect line, int judge)
{
    enum sheet_state state = state_of(head, judge);
    bool at = judge == head->judge;
    enum role role = at ? ROLE_SELECTED : ROLE_TEXT;
    const struct judge_row *row = &view_of(head)->frame->judges[judge];
    struct text name = judge_name_of(head, judge);
    canvas_fill(canvas, line, " ", role);
    if (row->head)
        name = arena_textf(&head->screen.app->scratch, _("%.*s (head judge)"), TEXT_ARG(name));
    columns_put(table, canvas, COLUMN_NAME, line.y, name, role);
    columns_put(table, canvas, COLUMN_STATE, line.y, text_of(judge_state_text(state)),
                at                      ? role
                : state == JUDGE_SIGNED ? ROLE_GOOD
                                        : ROLE_WARM);
    for (int i = 0; i < stages; i++)
        columns_put(table, canvas, COLUMN_STAGES + i, line.y, mark_text(head, i, judge), role);
}

static void draw_means(const struct head *head, const struct columns *table, int stages,
                       struct canvas *canvas, int y)
{
    struct arena *arena = &head->screen.app->scratch;
    columns_put(table, canvas, COLUMN_NAME, y, text_of(_("counts")), ROLE_ACCENT);
    for (int i = 0; i < stages; i++)
        columns_put(table, canvas, COLUMN_STAGES + i, y, facts_mark(head->stages[i].product, arena),
                    ROLE_ACCENT);
}

static void draw_judges(const struct head *head, struct canvas *canvas, struct rect area)
{
    struct column_spec specs[TABLE_MAX_COLUMNS] = {
        [COLUMN_NAME] = {.heading = _("Judge"), .min = 8, .max = 30, .weight = 1},
        [COLUMN_STATE] = {.heading = _("Sheet"), .min = 14},
    };
    const struct performer_row *row = row_of(head);
    struct columns table;
    int count = head->known && head->of == row->performer ? stage_columns(head, specs) : (int)COLUMN_STAGES;
    columns_init(&table, specs, count, area);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    for (int64_t i = 0; i < view_of(head)->frame->judge_count && area.height > 0; i++)
        draw_judge(head, &table, count - COLUMN_STAGES, canvas, rect_take_top(&area, 1), (int)i);
    rect_take_top(&area, 1);
    if (count > COLUMN_STAGES && area.height > 0)
        draw_means(head, &table, count - COLUMN_STAGES, canvas, area.y);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct head *head = (struct head *)screen;
    if (!row_of(head))
        return;
    catch_up(head);
    struct rect area = rect_inset(rect, 1, 0);
    draw_head(head, canvas, &area);
    canvas_fill(canvas, rect_take_top(&area, 1), "─", ROLE_DIM);
    draw_judges(head, canvas, area);
}

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
    .draw = draw,
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
    catch_up(head);
    return &head->screen;
}
