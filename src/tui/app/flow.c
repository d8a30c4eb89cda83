#include "tui/app/flow.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/screens.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- The connection --------------------------------------------------------------------------------- */

static void ask_hall(struct app *app)
{
    struct request request = {.kind = MESSAGE_HELLO,
                              .hello = {.protocol = WIRE_PROTOCOL, .program = TEXT("biwu")}};
    app_send(app, &request, false);
    app->asked_hall = true;
}

/* An outage may have stopped the hall's clock: the paper says what time is left. */
static void ask_paper_again(struct app *app)
{
    struct request request = {.kind = MESSAGE_PAPER, .attempt = {app->seat.attempt}};
    app->paper_request = app_send(app, &request, false);
    app->paper_asked = app->now;
}

void flow_on_state(struct app *app, enum client_state state)
{
    app->ready = state == CLIENT_READY;
    app->apart_since = app->now;
    if (!app->ready)
        return;
    app->was_ready = true;
    if (!app->asked_hall)
        ask_hall(app);
    if (app_is_testing(app))
        ask_paper_again(app);
    stage_watch_again(&app->stage, &app->port);
}

/* ---- Replies ---------------------------------------------------------------------------------------- */

static struct step on_hello(struct app *app, const struct reply *reply)
{
    if (reply->error != WIRE_OK) {
        app->asked_hall = false;
        return stay();
    }
    app->rehearsal = reply->hello.rehearsal;
    free(app->hall);
    app->hall = xmalloc(reply->hello.hall.len + 1);
    memcpy(app->hall, reply->hello.hall.len ? reply->hello.hall.at : "", reply->hello.hall.len);
    app->hall[reply->hello.hall.len] = '\0';
    return stay();
}

/* The hub ended the attempt while this seat was not there to hear of it. */
static struct step on_over(struct app *app, enum wire_error error)
{
    bool oral = seat_is_oral(&app->seat);
    const char *text = error == WIRE_TIME_UP && oral
                           ? _("The time is up. All that was answered has been submitted.")
                       : error == WIRE_TIME_UP ? _("Your time is up. All saved answers have been submitted.")
                                               : _(wire_error_message(error));
    struct screen *dialog = dialog_message(app, _("Test over"), text);
    if (error != WIRE_NO_SUCH_ATTEMPT)
        return (struct step){.kind = STEP_HOME, .screen = result_create_of_seat(app), .also = dialog};
    seat_clear(&app->seat);
    return (struct step){.kind = STEP_HOME, .screen = dialog};
}

static bool says_over(enum wire_error error)
{
    return error == WIRE_TIME_UP || error == WIRE_NOT_RUNNING || error == WIRE_NO_SUCH_ATTEMPT;
}

static struct step on_paper(struct app *app, const struct reply *reply)
{
    if (reply->re != app->paper_request)
        return stay();
    app->paper_request = 0;
    if (says_over(reply->error) && app_is_testing(app))
        return on_over(app, reply->error);
    if (reply->error == WIRE_OK && reply->paper.attempt == app->seat.attempt &&
        reply->paper.slot_count == app->seat.slot_count)
        seat_take_paper(&app->seat, reply, app->paper_asked, app->now);
    return stay();
}

/* On the item itself the reason stands below it; who has gone on must hear of it. */
static void tell_refused_answer(struct app *app, const struct reply *reply)
{
    if (reply->kind != MESSAGE_ANSWER || reply->error != WIRE_BAD_RESPONSE)
        return;
    int slot = seat_slot_of(&app->seat, reply->re);
    if (slot >= 0 && slot != app->seat.looking)
        app_notice(app, ROLE_BAD, _("The answer to item %d was not accepted. Please look at it again."),
                   slot + 1);
}

static struct step on_seat_reply(struct app *app, const struct reply *reply)
{
    tell_refused_answer(app, reply);
    seat_on_reply(&app->seat, reply, app->now);
    return app->seat.over && app_is_testing(app) ? on_over(app, reply->error) : stay();
}

static struct step on_ticket_refused(struct app *app, const struct reply *reply)
{
    (void)reply;
    if (!app->user.signed_in)
        return stay();
    app_signed_out(app);
    const char *text = app->seat.attempt
                           ? _("Please sign in again. Your test goes on, and what you have typed is kept.")
                           : _("Please sign in again.");
    return (struct step){.kind = STEP_RESET, .screen = signin_create(app, text)};
}

static struct step on_time(struct app *app, const struct reply *reply)
{
    if (!app_is_testing(app) || reply->time.attempt != app->seat.attempt)
        return stay();
    int64_t change = reply->time.limit - app->seat.limit;
    seat_on_time(&app->seat, reply->time.left, reply->time.limit, app->now);
    app->time_up_told = false;
    char by[CLOCK_TEXT_SIZE], left[CLOCK_TEXT_SIZE], text[256];
    clock_format_duration(change < 0 ? -change : change, by);
    clock_format_duration(reply->time.left, left);
    if (change == 0)
        return stay();
    const char *format = change > 0 ? _("The organizer has given you %s more. Time left: %s.")
                                    : _("The organizer has shortened your time by %s. Time left: %s.");
    snprintf(text, sizeof text, format, by, left);
    return push(dialog_message(app, _("Time changed"), text));
}

static const struct {
    const char *cause;
    const char *text;
} ended_texts[] = {
    {"time", N_("Your time is up. All saved answers have been submitted.")},
    {"organizer", N_("The organizer has submitted your test. All saved answers count.")},
    {"closed", N_("The test has been closed. All saved answers have been submitted.")},
    {"candidate", N_("Your test has been submitted.")},
};

static const char *ended_text(struct text cause, bool oral)
{
    if (oral)
        return text_is(cause, "time") ? _("The time is up. All that was answered has been submitted.")
                                      : _("This oral test has been submitted. All that was answered counts.");
    for (size_t i = 0; i < COUNT_OF(ended_texts); i++)
        if (text_is(cause, ended_texts[i].cause))
            return _(ended_texts[i].text);
    return _("Your test has been submitted.");
}

static struct step on_submitted(struct app *app, const struct reply *reply)
{
    if (!app_is_testing(app) || reply->ended.attempt != app->seat.attempt)
        return stay();
    const char *text = ended_text(reply->ended.cause, seat_is_oral(&app->seat));
    return (struct step){.kind = STEP_HOME,
                         .screen = result_create_of_seat(app),
                         .also = dialog_message(app, _("Test over"), text)};
}

/* The attempt may be over already, and another one may be going on. */
static struct step on_voided(struct app *app, const struct reply *reply)
{
    if (!app->user.signed_in)
        return stay();
    bool other = app_is_testing(app) && reply->ended.attempt != app->seat.attempt;
    if (!other)
        seat_clear(&app->seat);
    struct buf text = BUF_EMPTY;
    if (reply->ended.reason.len)
        buf_addf(&text, _("The organizer has declared this attempt void. Reason: %.*s"),
                 TEXT_ARG(reply->ended.reason));
    else
        buf_add_string(&text, _("The organizer has declared this attempt void."));
    struct screen *dialog = dialog_message(app, _("Attempt void"), buf_string(&text));
    buf_finish(&text);
    return (struct step){.kind = other ? STEP_PUSH : STEP_HOME, .screen = dialog};
}

static struct step on_taken_over(struct app *app, const struct reply *reply)
{
    (void)reply;
    if (!app->user.signed_in)
        return stay();
    app->seat.elsewhere = true;
    app_signed_out(app);
    const char *text =
        _("You have signed in at another terminal, so this one is signed out. If that was not you, "
          "tell the organizer at once.");
    return (struct step){.kind = STEP_RESET,
                         .screen = signin_create(app, NULL),
                         .also = dialog_message(app, _("Signed out here"), text)};
}

/* ---- Competitions ----------------------------------------------------------------------------------- */

/* The screens hear of it too: who waits to get in says why it was refused. */
static struct step on_stage(struct app *app, const struct reply *reply)
{
    bool in = app->stage.kind != STAGE_NONE;
    bool ours = stage_on_reply(&app->stage, reply, app->now);
    if (ours && in && app->stage.refused != WIRE_OK && app->stage.refused != WIRE_NOT_SAVED)
        app_notice_refusal(app, reply);
    return stay();
}

/* Said back before anything else: the hub measures the delay. */
static struct step on_echo(struct app *app, const struct reply *reply)
{
    struct request request = {.kind = MESSAGE_ECHO, .echo = {reply->echo.token}};
    app_send(app, &request, false);
    return stay();
}

static const struct {
    enum message_kind kind;
    struct step (*take)(struct app *app, const struct reply *reply);
} takers[] = {
    {MESSAGE_HELLO, on_hello},        {MESSAGE_RESUME, on_ticket_refused},
    {MESSAGE_PAPER, on_paper},        {MESSAGE_ANSWER, on_seat_reply},
    {MESSAGE_FLAG, on_seat_reply},    {MESSAGE_TICK, on_seat_reply},
    {MESSAGE_PUSH_TIME, on_time},     {MESSAGE_PUSH_SUBMITTED, on_submitted},
    {MESSAGE_PUSH_VOIDED, on_voided}, {MESSAGE_PUSH_TAKEN_OVER, on_taken_over},
    {MESSAGE_WATCH, on_stage},        {MESSAGE_PUSH_STAGE, on_stage},
    {MESSAGE_PUSH_PANEL, on_stage},   {MESSAGE_PUSH_ECHO, on_echo},
};

struct step flow_on_reply(struct app *app, const struct reply *reply)
{
    if (reply->error == WIRE_NOT_SIGNED_IN && app->user.signed_in) {
        stage_on_reply(&app->stage, reply, app->now);
        seat_on_reply(&app->seat, reply, app->now);
        return on_ticket_refused(app, reply);
    }
    for (size_t i = 0; i < COUNT_OF(takers); i++)
        if (takers[i].kind == reply->kind)
            return takers[i].take(app, reply);
    return stay();
}

/* ---- Time ------------------------------------------------------------------------------------------- */

static void tell_time_is_up(struct app *app)
{
    if (app->time_up_told || seat_left(&app->seat, app->now) > 0)
        return;
    app->time_up_told = true;
    seat_flush_all(&app->seat, app->now, &app->port);
}

void flow_on_tick(struct app *app)
{
    if (app_is_testing(app)) {
        seat_work(&app->seat, app->now, &app->port);
        tell_time_is_up(app);
    }
    if (app->notice_until && app->now >= app->notice_until) {
        app->notice_until = 0;
        app->notice[0] = '\0';
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

int64_t flow_due(const struct app *app)
{
    int64_t due = app->notice_until ? app->notice_until : -1;
    int64_t trouble_at = app->apart_since + APP_PATIENCE_MS;
    if (!app->ready && app->now < trouble_at)
        due = earlier(due, trouble_at);
    if (!app_is_testing(app))
        return due;
    due = earlier(due, seat_due(&app->seat));
    int64_t left = seat_left(&app->seat, app->now);
    if (left > 0)
        due = earlier(due, app->now + (left - 1) % 1000 + 1);
    return due;
}
