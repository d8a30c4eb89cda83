/* A judge's own sheet: taken from the hub, and sent to it. */
#include "base/i18n.h"
#include "base/mem.h"
#include "core/panel.h"
#include "tui/screens/facts.h"
#include "tui/stage/judge.h"

#include <stdlib.h>

enum { MARK_LIMIT = 12 };

/* ---- What may be done ------------------------------------------------------------------------------- */

const char *judge_closed(const struct judge *judge)
{
    const struct performer_row *performer = stage_performer(&judge->screen.app->stage, judge->performer);
    if (!performer)
        return _("Nobody is on.");
    if (judge_view(judge)->final)
        return _("The panel is finalized: nothing can be changed any more.");
    if (performer->withdrawn)
        return _("This performer has withdrawn.");
    if (performer->closed)
        return _("The marks are closed. Only the head judge can reopen them.");
    if (judge->sheet == JUDGE_RECUSED)
        return _("You are recused: you do not mark this performer.");
    if (judge->sheet == JUDGE_MISSING)
        return _("You have been declared missing for this performer.");
    return judge->known ? NULL : _("The sheet is being fetched…");
}

bool judge_is_signed(const struct judge *judge)
{
    return judge->sheet == JUDGE_SIGNED && !judge->correcting;
}

int64_t judge_clock_overtime(const struct judge *judge)
{
    const struct panel_view *view = judge_view(judge);
    const struct performer_row *performer = stage_performer(&judge->screen.app->stage, judge->performer);
    if (!performer || view->frame->perform <= 0)
        return 0;
    bool going = performer->on && view->part == PANEL_PERFORM;
    int64_t took =
        going ? stage_clock(&judge->screen.app->stage, judge->screen.app->now) : performer->performed;
    return took > view->frame->perform ? took - view->frame->perform : 0;
}

struct text judge_name(const struct judge *judge, int64_t performer)
{
    const struct performer_row *row = stage_performer(&judge->screen.app->stage, performer);
    if (!row)
        return text_of("—");
    if (row->code.len)
        return row->code;
    return row->name.len ? row->name
                         : arena_textf(&judge->screen.app->scratch, "%lld", (long long)performer + 1);
}

/* A judge is told only his own state, a head judge everyone's. */
enum sheet_state judge_own_state(const struct judge *judge, const struct performer_row *performer)
{
    int64_t own = judge_view(judge)->judge;
    if (performer->judge_count == 1)
        return (enum sheet_state)performer->judges[0];
    return own >= 0 && own < performer->judge_count ? (enum sheet_state)performer->judges[own]
                                                    : JUDGE_NOTHING;
}

const char *judge_state_text(enum sheet_state state)
{
    static const char *const texts[SHEET_STATES] = {
        [JUDGE_NOTHING] = N_("not marked"),      [JUDGE_PARTLY] = N_("partly marked"),
        [JUDGE_COMPLETE] = N_("not signed yet"), [JUDGE_SIGNED] = N_("signed"),
        [JUDGE_RECUSED] = N_("recused"),         [JUDGE_MISSING] = N_("missing"),
    };
    return _(texts[state]);
}

/* ---- From the hub ----------------------------------------------------------------------------------- */

static void show_saved(struct judge *judge, int criterion)
{
    struct judge_criterion *c = &judge->criteria[criterion];
    char text[MARK_TEXT_SIZE];
    c->typed = c->saved;
    if (judge_row(judge, criterion)->kind == CRITERION_JUDGED)
        edit_set(&c->edit, text_of(c->saved.given ? mark_format(c->saved.mark, text) : ""));
}

static void take_mark(struct judge *judge, const struct criterion_mark_row *row)
{
    if (row->criterion < 0 || row->criterion >= judge->criterion_count)
        return;
    int at = (int)row->criterion;
    struct judge_criterion *c = &judge->criteria[at];
    bool changed = judge->known && (c->sent || judge_is_changed(judge, at));
    c->saved = *row;
    if (!changed)
        show_saved(judge, at);
}

static void take_marks(struct judge *judge, const struct criterion_mark_row *marks, int64_t count,
                       enum sheet_state sheet, mark_t sum)
{
    for (int64_t i = 0; i < count; i++)
        take_mark(judge, &marks[i]);
    if (sheet != JUDGE_SIGNED)
        judge->correcting = false;
    judge->sheet = sheet;
    judge->sum = sum;
    judge->known = true;
}

static void ask_sheet(struct judge *judge)
{
    struct app *app = judge->screen.app;
    judge->sheet_again = judge->sheet_request != 0;
    if (judge->sheet_request || judge->performer < 0)
        return;
    struct request request = {.kind = MESSAGE_SHEET, .sheet = {.performer = judge->performer, .judge = -1}};
    judge->sheet_request = stage_send(&app->stage, &app->port, &request, false);
}

static void clear_sheet(struct judge *judge)
{
    for (int i = 0; i < judge->criterion_count; i++) {
        struct judge_criterion *c = &judge->criteria[i];
        if (c->sent && judge->stray_count < JUDGE_STRAYS)
            judge->strays[judge->stray_count++] = c->sent;
        c->sent = 0;
        free(c->trouble);
        c->trouble = NULL;
        c->saved = (struct criterion_mark_row){.criterion = i};
        show_saved(judge, i);
    }
    judge->known = judge->correcting = false;
    judge->sheet = JUDGE_NOTHING;
    judge->sum = 0;
    judge->sheet_request = 0;
    judge->typed_at = judge->retry_at = 0;
    judge->at = judge->scroll = 0;
}

static void take_sheet(struct judge *judge)
{
    const struct panel_view *view = judge_view(judge);
    if (judge->performer >= 0 && judge->performer == view->on && view->mark_count > 0)
        take_marks(judge, view->marks, view->mark_count, view->sheet, view->sum);
    else
        ask_sheet(judge);
}

void judge_look(struct judge *judge, int64_t performer)
{
    if (performer == judge->performer)
        return;
    judge_flush_all(judge);
    clear_sheet(judge);
    judge->performer = performer;
    take_sheet(judge);
}

/* ---- Following what goes on ------------------------------------------------------------------------- */

static void add_stop(struct judge *judge, int criterion, enum judge_stop_kind kind, int64_t index)
{
    judge->stops[judge->stop_count++] = (struct judge_stop){criterion, kind, (int)index};
}

static void make_stops(struct judge *judge, int criterion)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    judge->stops =
        xrealloc(judge->stops,
                 (size_t)(judge->stop_count + row->step_count + row->fault_count + 3) * sizeof *judge->stops);
    if (row->kind == CRITERION_JUDGED) {
        add_stop(judge, criterion, STOP_MARK, 0);
        return;
    }
    for (int64_t i = 0; i < row->step_count; i++)
        add_stop(judge, criterion, STOP_STEP, i);
    for (int64_t i = 0; i < row->fault_count; i++)
        add_stop(judge, criterion, STOP_FAULT, i);
    if (row->wrong_order > 0)
        add_stop(judge, criterion, STOP_ORDER, 0);
    if (row->overtime > 0)
        add_stop(judge, criterion, STOP_OVERTIME, 0);
    if (judge->stop_count == 0 || judge->stops[judge->stop_count - 1].criterion != criterion)
        add_stop(judge, criterion, STOP_ORDER, 0); /* there is nothing to tick: the cursor needs a place */
}

static void forget_criteria(struct judge *judge)
{
    for (int i = 0; i < judge->criterion_count; i++) {
        edit_finish(&judge->criteria[i].edit);
        free(judge->criteria[i].trouble);
    }
    free(judge->criteria);
    free(judge->stops);
    judge->criteria = NULL;
    judge->stops = NULL;
    judge->criterion_count = judge->stop_count = judge->at = 0;
}

static void take_frame(struct judge *judge)
{
    const struct panel_frame *frame = judge_view(judge)->frame;
    if (judge->criterion_count == (int)frame->criterion_count)
        return;
    forget_criteria(judge);
    judge->criterion_count = (int)frame->criterion_count;
    judge->criteria = xcalloc((size_t)judge->criterion_count + 1, sizeof *judge->criteria);
    for (int i = 0; i < judge->criterion_count; i++) {
        edit_init(&judge->criteria[i].edit, MARK_LIMIT, false);
        judge->criteria[i].saved.criterion = judge->criteria[i].typed.criterion = i;
        make_stops(judge, i);
    }
}

/* Whether the judge is still at work on the sheet looked at. */
static bool is_busy(const struct judge *judge)
{
    if (judge->performer < 0 || judge_closed(judge))
        return judge->performer >= 0 && !judge->known;
    return judge_has_unsaved(judge) || judge->correcting || judge->sheet == JUDGE_PARTLY ||
           judge->sheet == JUDGE_COMPLETE;
}

static void watch_stage(struct judge *judge)
{
    int64_t on = judge_view(judge)->on;
    if (on == judge->on)
        return;
    judge->on = on;
    if (on < 0 || on == judge->performer)
        return;
    if (!is_busy(judge))
        judge_look(judge, on);
    else
        app_notice(judge->screen.app, ROLE_WARM, _("%.*s is on now. N goes there when you are ready."),
                   TEXT_ARG(judge_name(judge, on)));
}

void judge_catch_up(struct judge *judge)
{
    const struct stage *stage = &judge->screen.app->stage;
    if (stage->kind != STAGE_PANEL || judge->changes == stage->changes)
        return;
    judge->changes = stage->changes;
    take_frame(judge);
    take_sheet(judge);
    watch_stage(judge);
}

void judge_init(struct judge *judge)
{
    judge->changes = judge->on = judge->performer = -1;
}

void judge_finish(struct judge *judge)
{
    forget_criteria(judge);
}

/* ---- To the hub ------------------------------------------------------------------------------------- */

void judge_touch(struct judge *judge, int criterion)
{
    free(judge->criteria[criterion].trouble);
    judge->criteria[criterion].trouble = NULL;
    judge->typed_at = judge->screen.app->now;
}

static void send_mark(struct judge *judge, int criterion, bool clear, mark_t mark)
{
    struct app *app = judge->screen.app;
    struct judge_criterion *c = &judge->criteria[criterion];
    struct request request = stage_panel(clear ? PANEL_CLEAR : PANEL_MARK);
    request.panel.performer = judge->performer;
    request.panel.criterion = criterion;
    c->sending = (struct criterion_mark_row){.criterion = criterion, .given = !clear, .mark = mark};
    if (!clear && judge_row(judge, criterion)->kind == CRITERION_MEASURED) {
        c->sending = c->typed;
        c->sending.mark = mark;
    }
    request.panel.mark = c->sending.mark;
    request.panel.steps = c->sending.steps;
    request.panel.faults = c->sending.faults;
    request.panel.wrong_order = c->sending.wrong_order;
    request.panel.overtime = c->sending.overtime;
    c->sent = stage_send(&app->stage, &app->port, &request, true);
}

/* `left`: the criterion has been left, so that an empty mark is meant. */
static void flush(struct judge *judge, int criterion, bool left)
{
    mark_t mark;
    struct text why;
    if (judge_closed(judge) || judge_is_signed(judge) || !judge_is_changed(judge, criterion) ||
        judge->criteria[criterion].trouble)
        return;
    enum judge_typed typed = judge_typed(judge, criterion, &mark, &why);
    if (typed == TYPED_WRONG || (typed == TYPED_NOTHING && !left))
        return;
    if (!judge_is_sending(judge, criterion, typed == TYPED_NOTHING, mark))
        send_mark(judge, criterion, typed == TYPED_NOTHING, mark);
}

void judge_flush(struct judge *judge, int criterion)
{
    flush(judge, criterion, true);
}

void judge_flush_all(struct judge *judge)
{
    for (int i = 0; i < judge->criterion_count; i++)
        flush(judge, i, true);
    judge->typed_at = 0;
}

void judge_work(struct judge *judge)
{
    int64_t now = judge->screen.app->now;
    bool paused = judge->typed_at && now >= judge->typed_at + JUDGE_PAUSE_MS;
    bool again = judge->retry_at && now >= judge->retry_at;
    if (!paused && !again)
        return;
    judge->typed_at = paused ? 0 : judge->typed_at;
    judge->retry_at = again ? 0 : judge->retry_at;
    for (int i = 0; i < judge->criterion_count; i++)
        flush(judge, i, false);
}

int64_t judge_due(const struct judge *judge)
{
    int64_t due = judge->typed_at ? judge->typed_at + JUDGE_PAUSE_MS : -1;
    return judge->retry_at && (due < 0 || judge->retry_at < due) ? judge->retry_at : due;
}

/* ---- Replies ---------------------------------------------------------------------------------------- */

static void mark_answered(struct judge *judge, int criterion, const struct reply *reply)
{
    struct judge_criterion *c = &judge->criteria[criterion];
    c->sent = 0;
    if (reply->error == WIRE_OK) {
        c->saved = c->sending;
        flush(judge, criterion, false); /* it may have been changed since */
        return;
    }
    if (reply->error == WIRE_NOT_SAVED) {
        judge->retry_at = judge->screen.app->now + JUDGE_RETRY_MS;
        app_notice_refusal(judge->screen.app, reply);
        return;
    }
    free(c->trouble);
    c->trouble = xstrdup(_(wire_refusal_message(reply)));
}

static bool on_stray(struct judge *judge, const struct reply *reply)
{
    for (int i = 0; i < judge->stray_count; i++) {
        if (judge->strays[i] != reply->re)
            continue;
        judge->strays[i] = judge->strays[--judge->stray_count];
        if (reply->error != WIRE_OK)
            app_notice_refusal(judge->screen.app, reply);
        return true;
    }
    return false;
}

static void on_sheet(struct judge *judge, const struct reply *reply)
{
    bool again = judge->sheet_again;
    judge->sheet_request = 0;
    judge->sheet_again = false;
    if (reply->error == WIRE_NOT_SAVED) /* the connection was lost: asked again with the next view */
        return;
    if (reply->error != WIRE_OK) {
        app_notice_refusal(judge->screen.app, reply);
        return;
    }
    if (reply->sheet.performer == judge->performer)
        take_marks(judge, reply->sheet.marks, reply->sheet.mark_count, reply->sheet.state, reply->sheet.sum);
    if (again)
        take_sheet(judge);
}

bool judge_on_reply(struct judge *judge, const struct reply *reply)
{
    if (reply->re == 0)
        return false;
    if (reply->re == judge->sheet_request) {
        on_sheet(judge, reply);
        return true;
    }
    for (int i = 0; i < judge->criterion_count; i++)
        if (judge->criteria[i].sent == reply->re) {
            mark_answered(judge, i, reply);
            return true;
        }
    return on_stray(judge, reply);
}
