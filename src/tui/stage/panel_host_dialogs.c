#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/screens.h"
#include "tui/stage/panel_host.h"
#include "tui/stage/screens.h"
#include "tui/stage/words.h"

enum {
    QUESTION_CONFIRM = 110,
    QUESTION_REASON, /* of the command `about` */
    QUESTION_TOPIC,
    QUESTION_JUDGE, /* which one is missing, or recuses */
    QUESTION_SHEET, /* whose */
    QUESTION_LEAVE,
};

static const struct panel_view *view_of(const struct panel_host *host)
{
    return &host->screen.app->stage.panel;
}

static struct arena *scratch_of(const struct panel_host *host)
{
    return &host->screen.app->scratch;
}

/* ---- Plain commands --------------------------------------------------------------------------------- */

struct step panel_host_command(struct panel_host *host, enum panel_command_kind command, int64_t performer)
{
    host->about = command;
    host->about_performer = performer;
    if (command == PANEL_FINALIZE)
        return console_ask(host->screen.app, QUESTION_CONFIRM, _("Make the result final"),
                           _("Make the result of this panel final? No mark can be changed after that."),
                           _("Make it final"));
    struct request request = stage_panel(command);
    request.panel.performer = performer;
    return panel_host_send(host, &request);
}

static struct step on_confirmed(struct panel_host *host, const struct event *event)
{
    (void)event;
    struct request request = stage_panel(host->about);
    return panel_host_send(host, &request);
}

/* ---- With a reason ---------------------------------------------------------------------------------- */

static struct step ask_reason(struct panel_host *host, const char *title, struct text text, const char *yes)
{
    return console_ask_reason(host->screen.app, QUESTION_REASON, title, text, yes);
}

/* Begins a question about the chosen performer; false: there is none. */
static bool about_chosen(struct panel_host *host, enum panel_command_kind command, struct text *name)
{
    const struct performer_row *chosen = panel_host_chosen(host);
    if (!chosen)
        return false;
    host->about = command;
    host->about_performer = chosen->performer;
    host->about_judge = -1;
    host->about_on = true;
    *name = performer_words(chosen, scratch_of(host));
    return true;
}

static struct step ask_spread(struct panel_host *host)
{
    struct text name;
    if (!about_chosen(host, PANEL_CONFIRM_SPREAD, &name))
        return stay();
    return ask_reason(host, _("Marks far apart"),
                      arena_textf(scratch_of(host),
                                  _("Let the marks of %.*s stand although they lie far apart?"),
                                  TEXT_ARG(name)),
                      _("Let them stand"));
}

static struct step ask_reopen(struct panel_host *host)
{
    struct text name;
    if (!about_chosen(host, PANEL_REOPEN, &name))
        return stay();
    return ask_reason(host, _("Reopen the marks"),
                      arena_textf(scratch_of(host),
                                  _("Reopen the marks of %.*s? The judges can then correct them."),
                                  TEXT_ARG(name)),
                      _("Reopen"));
}

static struct step ask_withdraw(struct panel_host *host)
{
    struct text name;
    if (!about_chosen(host, PANEL_WITHDRAW, &name))
        return stay();
    host->about_on = !panel_host_chosen(host)->withdrawn;
    if (host->about_on)
        return ask_reason(
            host, _("Withdraw"),
            arena_textf(scratch_of(host), _("%.*s does not perform and is not ranked. Why?"), TEXT_ARG(name)),
            _("Withdraw"));
    return ask_reason(host, _("Withdraw"),
                      arena_textf(scratch_of(host), _("%.*s performs after all. Why?"), TEXT_ARG(name)),
                      _("Take up again"));
}

static struct step on_reason(struct panel_host *host, const struct event *event)
{
    struct request request = stage_panel(host->about);
    request.panel.performer = host->about_performer;
    request.panel.judge = host->about_judge;
    request.panel.on = host->about_on;
    if (!console_reason(host->screen.app, event, 0, &request.panel.reason))
        return stay();
    return panel_host_send(host, &request);
}

/* ---- Judges ----------------------------------------------------------------------------------------- */

/* Which judge, of the performer that the question is about. */
static struct step pick_judge(struct panel_host *host, int question, const char *title)
{
    const struct panel_view *view = view_of(host);
    const struct performer_row *chosen = panel_host_chosen(host);
    choosing_begin(&host->choosing);
    for (int64_t i = 0; i < view->frame->judge_count; i++) {
        struct text judge = words_judge(view->frame, i);
        struct text state = i < chosen->judge_count
                                ? text_of(sheet_state_words((enum sheet_state)chosen->judges[i]))
                                : text_of("");
        choosing_add(
            &host->choosing,
            state.len ? arena_textf(scratch_of(host), "%.*s · %s", TEXT_ARG(judge), state.at) : judge, i);
    }
    return choosing_ask(&host->choosing, host->screen.app, question, title, 0);
}

static struct step ask_judge(struct panel_host *host, enum panel_command_kind command, const char *title)
{
    struct text name;
    return about_chosen(host, command, &name) ? pick_judge(host, QUESTION_JUDGE, title) : stay();
}

static struct step ask_missing(struct panel_host *host)
{
    return ask_judge(host, PANEL_MISSING, _("Which judge is missing (or there after all)?"));
}

static struct step ask_recuse(struct panel_host *host)
{
    return ask_judge(host, PANEL_RECUSE, _("Which judge does not mark this performer?"));
}

static struct step on_judge(struct panel_host *host, const struct event *event)
{
    const struct performer_row *chosen = stage_performer(&host->screen.app->stage, host->about_performer);
    int64_t judge = choosing_answer(&host->choosing, event);
    struct text who = words_judge(view_of(host)->frame, judge);
    struct text name = chosen ? performer_words(chosen, scratch_of(host)) : text_of("");
    bool missing = chosen && judge < chosen->judge_count && chosen->judges[judge] == JUDGE_MISSING;
    host->about_judge = judge;
    if (host->about == PANEL_RECUSE)
        return ask_reason(
            host, _("Recuse"),
            arena_textf(scratch_of(host), _("%.*s does not mark %.*s. Why?"), TEXT_ARG(who), TEXT_ARG(name)),
            _("Recuse"));
    host->about_on = !missing;
    return ask_reason(host, _("Missing judge"),
                      arena_textf(scratch_of(host),
                                  missing ? _("%.*s is there for %.*s after all. Why?")
                                          : _("%.*s is missing for %.*s: the sheet's rule for missing judges "
                                              "decides. Why?"),
                                  TEXT_ARG(who), TEXT_ARG(name)),
                      missing ? _("There after all") : _("Declare missing"));
}

static struct step ask_sheet(struct panel_host *host)
{
    const struct performer_row *chosen = panel_host_chosen(host);
    if (!chosen)
        return stay();
    host->about_performer = chosen->performer;
    return pick_judge(host, QUESTION_SHEET, _("Whose sheet?"));
}

static struct step on_sheet(struct panel_host *host, const struct event *event)
{
    return push(
        panel_marks_create(host->screen.app, host->about_performer, choosing_answer(&host->choosing, event)));
}

/* ---- Topics ----------------------------------------------------------------------------------------- */

static bool is_envelope_open(const struct panel_view *view, int64_t envelope)
{
    for (int64_t i = 0; i < view->open_envelope_count; i++)
        if (view->open_envelopes[i] == envelope)
            return true;
    return false;
}

static struct step ask_topic(struct panel_host *host)
{
    const struct panel_view *view = view_of(host);
    int first = -1;
    host->about_performer = view->on;
    choosing_begin(&host->choosing);
    /* Open ones too, so that each has the number that is written on it. */
    for (int64_t i = 0; i < view->frame->envelopes; i++) {
        bool open = is_envelope_open(view, i);
        first = first < 0 && !open ? (int)i : first;
        choosing_add(&host->choosing,
                     arena_textf(scratch_of(host), open ? _("Envelope %lld (open)") : _("Envelope %lld"),
                                 (long long)i + 1),
                     i);
    }
    if (first < 0)
        return console_tell(host->screen.app, _("No closed envelope is left."));
    return choosing_ask(&host->choosing, host->screen.app, QUESTION_TOPIC, _("The performer takes"), first);
}

static struct step on_topic(struct panel_host *host, const struct event *event)
{
    if (is_envelope_open(view_of(host), choosing_answer(&host->choosing, event)))
        return console_tell(host->screen.app, _("This envelope is open already: choose another."));
    struct request request = stage_panel(PANEL_DRAW_TOPIC);
    request.panel.performer = host->about_performer;
    request.panel.envelope = choosing_answer(&host->choosing, event);
    return panel_host_send(host, &request);
}

/* ---- Leaving ---------------------------------------------------------------------------------------- */

static struct step ask_leave(struct panel_host *host)
{
    if (!view_of(host)->begun || view_of(host)->final)
        return stage_screen_leave(host->screen.app);
    return console_ask(
        host->screen.app, QUESTION_LEAVE, _("Leave the console"),
        _("Leave the console? The panel stays as it is, its clock goes on, and the console can be opened "
          "again at any terminal."),
        _("Leave"));
}

static struct step on_leave(struct panel_host *host, const struct event *event)
{
    (void)event;
    return stage_screen_leave(host->screen.app);
}

/* ---- Which is which --------------------------------------------------------------------------------- */

static const struct {
    enum panel_action action;
    struct step (*ask)(struct panel_host *host);
} asking[] = {
    {PANEL_ACT_TOPIC, ask_topic},   {PANEL_ACT_SPREAD, ask_spread}, {PANEL_ACT_MISSING, ask_missing},
    {PANEL_ACT_RECUSE, ask_recuse}, {PANEL_ACT_REOPEN, ask_reopen}, {PANEL_ACT_WITHDRAW, ask_withdraw},
    {PANEL_ACT_LEAVE, ask_leave},   {PANEL_ACT_SHEET, ask_sheet},
};

struct step panel_host_ask(struct panel_host *host, enum panel_action action)
{
    for (size_t i = 0; i < COUNT_OF(asking); i++)
        if (asking[i].action == action)
            return asking[i].ask(host);
    return stay();
}

static const struct {
    int question;
    bool any; /* any line of a picker; else the first button */
    struct step (*take)(struct panel_host *host, const struct event *event);
} takers[] = {
    {QUESTION_CONFIRM, false, on_confirmed}, {QUESTION_REASON, false, on_reason},
    {QUESTION_TOPIC, true, on_topic},        {QUESTION_JUDGE, true, on_judge},
    {QUESTION_LEAVE, false, on_leave},       {QUESTION_SHEET, true, on_sheet},
};

struct step panel_host_on_answer(struct panel_host *host, const struct event *event)
{
    for (size_t i = 0; i < COUNT_OF(takers); i++)
        if (takers[i].question == event->answer.question && console_is_chosen(event, takers[i].any))
            return takers[i].take(host, event);
    return stay();
}
