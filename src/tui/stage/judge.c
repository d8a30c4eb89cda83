#include "tui/stage/judge.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

static const struct judge_stop *stop_of(const struct judge *judge)
{
    return judge->at < judge->stop_count ? &judge->stops[judge->at] : NULL;
}

/* ---- Keys that hold now ----------------------------------------------------------------------------- */

static uint32_t stop_modes(const struct judge *judge)
{
    const struct judge_stop *stop = stop_of(judge);
    if (!stop)
        return 0;
    switch (stop->kind) {
    case STOP_MARK:
        return JUDGE_MODE_MARK;
    case STOP_STEP:
    case STOP_FAULT:
        return JUDGE_MODE_TICK;
    default:
        return JUDGE_MODE_COUNT;
    }
}

static bool proposes_overtime(const struct judge *judge)
{
    const struct judge_stop *stop = stop_of(judge);
    return stop && judge_row(judge, stop->criterion)->overtime > 0 && judge_clock_overtime(judge) > 0 &&
           judge->criteria[stop->criterion].typed.overtime != judge_clock_overtime(judge);
}

static uint32_t modes(const struct judge *judge)
{
    uint32_t out = JUDGE_MODE_ANY;
    if (judge->screen.app->stage.kind != STAGE_PANEL)
        return out;
    const struct panel_view *view = judge_view(judge);
    out |= view->head ? JUDGE_MODE_HEAD : 0u;
    out |= view->on >= 0 && view->on != judge->performer ? JUDGE_MODE_ELSEWHERE : 0u;
    if (judge->performer < 0 || judge_closed(judge))
        return out;
    if (judge_is_signed(judge))
        return out | JUDGE_MODE_SIGNED;
    return out | JUDGE_MODE_SHEET | stop_modes(judge) | (proposes_overtime(judge) ? JUDGE_MODE_OVERTIME : 0u);
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){judge_keys, modes((const struct judge *)screen)};
}

/* ---- Moving ----------------------------------------------------------------------------------------- */

static void go_to(struct judge *judge, int at)
{
    if (at < 0 || at >= judge->stop_count)
        return;
    int before = judge->stops[judge->at].criterion;
    judge->at = at;
    if (judge->stops[at].criterion != before)
        judge_flush(judge, before);
}

static void go_to_criterion(struct judge *judge, int criterion)
{
    for (int i = 0; i < judge->stop_count; i++)
        if (judge->stops[i].criterion == criterion) {
            go_to(judge, i);
            return;
        }
}

/* Nothing seen is a mark as well, once the judge says so. */
static void done(struct judge *judge)
{
    int criterion = judge->stops[judge->at].criterion;
    struct judge_criterion *c = &judge->criteria[criterion];
    if (judge_row(judge, criterion)->kind == CRITERION_MEASURED && !c->typed.given) {
        c->typed.given = true;
        judge_touch(judge, criterion);
    }
    judge_flush(judge, criterion);
    if (criterion + 1 < judge->criterion_count)
        go_to_criterion(judge, criterion + 1);
    else
        app_notice(judge->screen.app, ROLE_STRONG, "%s",
                   _("This was the last criterion. S shows the whole sheet, to be signed."));
}

/* ---- Marking ---------------------------------------------------------------------------------------- */

static void tick(struct judge *judge)
{
    const struct judge_stop *stop = stop_of(judge);
    struct criterion_mark_row *typed = &judge->criteria[stop->criterion].typed;
    int64_t bit = INT64_C(1) << stop->index;
    if (stop->kind == STOP_STEP)
        typed->steps ^= bit;
    else
        typed->faults ^= bit;
    typed->given = true;
    judge_touch(judge, stop->criterion);
}

static void set_mark(struct judge *judge, int criterion, mark_t mark)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    char text[MARK_TEXT_SIZE];
    mark = mark < row->min ? row->min : mark > row->max ? row->max : mark;
    edit_set(&judge->criteria[criterion].edit, text_of(mark_format(mark, text)));
    judge_touch(judge, criterion);
}

/* To the next multiple of the step, also from a mark that is none. */
static void step_mark(struct judge *judge, int criterion, int by)
{
    const struct criterion_row *row = judge_row(judge, criterion);
    mark_t mark;
    struct text typed = text_trim(edit_text(&judge->criteria[criterion].edit));
    if (!mark_parse(typed, &mark)) {
        set_mark(judge, criterion, by > 0 ? row->min : row->max);
        return;
    }
    mark = mark < row->min ? row->min : mark > row->max ? row->max : mark;
    mark_t steps = (mark - row->min) / row->step;
    bool whole = (mark - row->min) % row->step == 0;
    set_mark(judge, criterion, row->min + (steps + (by > 0 ? 1 : whole ? -1 : 0)) * row->step);
}

static void step_count(struct judge *judge, const struct judge_stop *stop, int by)
{
    enum { COUNT_MOST = 99 };
    const struct criterion_row *row = judge_row(judge, stop->criterion);
    struct criterion_mark_row *typed = &judge->criteria[stop->criterion].typed;
    int64_t every = row->overtime_every > 0 ? row->overtime_every : 1;
    int64_t count = stop->kind == STOP_ORDER ? typed->wrong_order : (typed->overtime + every - 1) / every;
    count += by;
    if (count < 0 || count > COUNT_MOST)
        return;
    if (stop->kind == STOP_ORDER)
        typed->wrong_order = count;
    else
        typed->overtime = count * every;
    typed->given = true;
    judge_touch(judge, stop->criterion);
}

static void change_by(struct judge *judge, int by)
{
    const struct judge_stop *stop = stop_of(judge);
    if (stop->kind == STOP_MARK)
        step_mark(judge, stop->criterion, by);
    else
        step_count(judge, stop, by);
}

static void take_overtime(struct judge *judge)
{
    struct criterion_mark_row *typed = &judge->criteria[stop_of(judge)->criterion].typed;
    typed->overtime = judge_clock_overtime(judge);
    typed->given = true;
    judge_touch(judge, stop_of(judge)->criterion);
}

static void clear(struct judge *judge)
{
    int criterion = stop_of(judge)->criterion;
    judge->criteria[criterion].typed = (struct criterion_mark_row){.criterion = criterion};
    judge_touch(judge, criterion);
    judge_flush(judge, criterion);
}

/* Only what a mark is made of is text; an input method's full-width forms count as the plain ones. */
static bool plain_character(uint32_t *character)
{
    if (*character >= 0xFF10 && *character <= 0xFF19)
        *character = '0' + (*character - 0xFF10);
    if (*character == 0xFF0E || *character == 0x3002)
        *character = '.';
    return (*character >= '0' && *character <= '9') || *character == '.' || *character == '-';
}

static void type(struct judge *judge, const struct event *event)
{
    const struct judge_stop *stop = stop_of(judge);
    struct event plain = *event;
    if (!stop || stop->kind != STOP_MARK || judge_closed(judge) || judge_is_signed(judge))
        return;
    if (event->kind == EVENT_CHARACTER && !plain_character(&plain.character))
        return;
    if (edit_event(&judge->criteria[stop->criterion].edit, &plain) == EDIT_CHANGED)
        judge_touch(judge, stop->criterion);
}

/* ---- Going elsewhere -------------------------------------------------------------------------------- */

/* A mark that cannot be taken would be lost. */
static bool may_go(struct judge *judge)
{
    if (judge->performer < 0 || judge_closed(judge) || judge_is_signed(judge))
        return true;
    for (int i = 0; i < judge->criterion_count; i++) {
        mark_t mark;
        struct text why;
        if (judge_typed(judge, i, &mark, &why) != TYPED_WRONG)
            continue;
        go_to_criterion(judge, i);
        app_notice(judge->screen.app, ROLE_BAD, "%.*s: %.*s", TEXT_ARG(judge_row(judge, i)->title),
                   TEXT_ARG(why));
        return false;
    }
    return true;
}

static void look(struct judge *judge, int64_t performer)
{
    if (may_go(judge))
        judge_look(judge, performer);
}

static struct step leave(struct judge *judge)
{
    judge_flush_all(judge);
    const struct question question = {
        .question = JUDGE_QUESTION_LEAVE,
        .title = _("Leave"),
        .text = judge->performer >= 0 && !judge_closed(judge) && !judge_is_signed(judge)
                    ? _("Leave the judge's place? Your marks are kept; this sheet is not signed yet.")
                    : _("Leave the judge's place? Your marks are kept."),
        .buttons = {_("Leave"), _("Stay")},
        .initial = 1,
    };
    return push(dialog_question(judge->screen.app, &question));
}

static struct step review(struct judge *judge)
{
    if (!may_go(judge))
        return stay();
    judge_flush_all(judge);
    return push(judge_sign_create(judge));
}

static struct step act(struct judge *judge, struct press press)
{
    int criterion = stop_of(judge) ? stop_of(judge)->criterion : 0;
    switch (press.action) {
    case JUDGE_UP:
    case JUDGE_DOWN:
        go_to(judge, judge->at + (press.action == JUDGE_UP ? -1 : 1));
        return stay();
    case JUDGE_CRITERION_BACK:
    case JUDGE_CRITERION_NEXT:
        go_to_criterion(judge, criterion + (press.action == JUDGE_CRITERION_BACK ? -1 : 1));
        return stay();
    case JUDGE_DONE:
        done(judge);
        return stay();
    case JUDGE_TICK:
        tick(judge);
        return stay();
    case JUDGE_LESS:
    case JUDGE_MORE:
        change_by(judge, press.action == JUDGE_LESS ? -1 : 1);
        return stay();
    case JUDGE_CLEAR:
        clear(judge);
        return stay();
    case JUDGE_TAKE_OVERTIME:
        take_overtime(judge);
        return stay();
    case JUDGE_CORRECT:
        judge->correcting = true;
        app_notice(judge->screen.app, ROLE_WARM, "%s", _("After a change this sheet must be signed again."));
        return stay();
    case JUDGE_GO_ON:
        look(judge, judge_view(judge)->on);
        return stay();
    case JUDGE_REVIEW:
        return review(judge);
    case JUDGE_LIST:
        return may_go(judge) ? push(judge_list_create(judge)) : stay();
    case JUDGE_HEAD:
        return push(judge_head_create(judge->screen.app));
    case JUDGE_LEAVE:
        return leave(judge);
    default:
        return stay();
    }
}

/* ---- Events ----------------------------------------------------------------------------------------- */

static struct step on_answer(struct judge *judge, const struct event *event)
{
    if (event->answer.question == JUDGE_QUESTION_LEAVE && event->answer.choice == 0)
        return stage_screen_leave(judge->screen.app);
    if (event->answer.question == JUDGE_QUESTION_LOOK && event->answer.choice >= 0)
        look(judge, event->answer.choice);
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct judge *judge = (struct judge *)screen;
    judge_catch_up(judge);
    if (screen->app->stage.kind != STAGE_PANEL)
        return stay();
    switch (event->kind) {
    case EVENT_REPLY:
        judge_on_reply(judge, event->reply);
        return stay();
    case EVENT_TICK:
        judge_work(judge);
        return stay();
    case EVENT_ANSWER:
        return on_answer(judge, event);
    case EVENT_CHARACTER:
    case EVENT_KEY:
    case EVENT_PASTE: {
        struct press press = keys_find(judge_keys, modes(judge), event);
        if (press.action)
            return act(judge, press);
        type(judge, event);
        return stay();
    }
    default:
        return stay();
    }
}

static const char *title(const struct screen *screen)
{
    return screen->app->stage.title;
}

static int64_t due(const struct screen *screen)
{
    int64_t clock = stage_due(&screen->app->stage, screen->app->now);
    int64_t own = judge_due((const struct judge *)screen);
    return own < 0 || (clock >= 0 && clock < own) ? clock : own;
}

static void destroy(struct screen *screen)
{
    struct judge *judge = (struct judge *)screen;
    if (screen->app->stage.kind ==
        STAGE_PANEL) /* the sign-in was lost: the client keeps what was typed last */
        judge_flush_all(judge);
    judge_finish(judge);
    free(judge);
}

static const struct screen_ops ops = {
    .name = "judge",
    .on_event = on_event,
    .draw = judge_draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *judge_create(struct app *app)
{
    struct judge *judge = xcalloc(1, sizeof *judge);
    judge->screen = (struct screen){&ops, app};
    judge_init(judge);
    judge_catch_up(judge);
    return &judge->screen;
}
