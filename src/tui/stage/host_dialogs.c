#include "tui/stage/host.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/stage/screens.h"
#include "tui/stage/words.h"

enum {
    QUESTION_CONFIRM = 60,
    QUESTION_PARTLY,
    QUESTION_AWARD,
    QUESTION_PROMPTED,
    QUESTION_VOID,
    QUESTION_STAKE,
    QUESTION_PAGE,
    QUESTION_ROUND,
    QUESTION_LEAVE_FOR_ROUND,
    QUESTION_LEAVE,
};
enum { MARK_BYTES = 12 };

static const struct contest_view *view_of(const struct host *host)
{
    return &host->screen.app->stage.contest;
}

static struct arena *scratch_of(const struct host *host)
{
    return &host->screen.app->scratch;
}

/* ---- Commands that are not taken back lightly ------------------------------------------------------- */

static bool is_inside(const struct host *host)
{
    const struct contest_view *view = view_of(host);
    bool playing = view->play >= 0 && view->stage != CONTEST_STAGE_DONE;
    if (view->has_next && view->next == CONTEST_LEAVE) /* a playoff that is decided, a knockout that is won */
        return false;
    return view->stage >= CONTEST_STAGE_ROUND && view->stage <= CONTEST_STAGE_DONE &&
           (view->items_left > 0 || playing);
}

static bool is_always(const struct host *host)
{
    (void)host;
    return true;
}

static const struct {
    enum contest_command_kind command;
    bool (*needed)(const struct host *host);
    const char *title, *text, *yes;
} confirmed[] = {
    {CONTEST_FINALIZE, is_always, N_("Make the result final"),
     N_("Make the result final? Nothing can be changed after that: no ruling, no marks, no protest."),
     N_("Make it final")},
    {CONTEST_CLOSE, is_always, N_("End the rounds"),
     N_("End the rounds? What follows is a playoff where places are shared, the places one by one and the "
        "prizes."),
     N_("End the rounds")},
    {CONTEST_LEAVE, is_inside, N_("End the round"),
     N_("There are still items in this round. End it all the same?"), N_("End the round")},
    {CONTEST_ENTER, is_inside, N_("Leave the round"),
     N_("There are still items in this round. Begin the next one all the same?"), N_("Next round")},
};

struct step host_command(struct host *host, enum contest_command_kind command)
{
    for (size_t i = 0; i < COUNT_OF(confirmed); i++)
        if (confirmed[i].command == command && confirmed[i].needed(host)) {
            host->about = command;
            return console_ask(host->screen.app, QUESTION_CONFIRM, _(confirmed[i].title),
                               _(confirmed[i].text), _(confirmed[i].yes));
        }
    struct request request = stage_contest(command);
    return host_send(host, &request);
}

static struct step on_confirmed(struct host *host, const struct event *event)
{
    (void)event;
    struct request request = stage_contest(host->about);
    return host_send(host, &request);
}

/* ---- Marks ------------------------------------------------------------------------------------------ */

static bool read_mark(struct text text, mark_t *out)
{
    text = text_trim(text);
    if (text.len && text.at[0] == '+')
        text = text_from(text, 1);
    return mark_parse(text, out);
}

/* The team that a ruling concerns: who has the floor, else the chosen one. */
static int64_t ruled_team(const struct host *host)
{
    const struct contest_view *view = view_of(host);
    return view->floor >= 0 ? view->floor : host_team(host);
}

static struct step ask_partly(struct host *host)
{
    host->about_team = ruled_team(host);
    struct text team = words_team(&host->screen.app->stage, host->about_team);
    const struct question question = {
        .question = QUESTION_PARTLY,
        .title = _("Partly right"),
        .text =
            arena_textf(scratch_of(host), _("How many marks does %.*s get for this answer?"), TEXT_ARG(team))
                .at,
        .buttons = {_("Give them"), _("Back")},
        .fields = {{_("Marks (no more than for a right answer)"), MARK_BYTES}},
    };
    return push(dialog_question(host->screen.app, &question));
}

static struct step on_partly(struct host *host, const struct event *event)
{
    struct request request = stage_contest(CONTEST_RULE);
    request.contest.verdict = VERDICT_PARTLY;
    request.contest.team = stage_team_code(&host->screen.app->stage, host->about_team);
    if (!read_mark(event->answer.fields[0], &request.contest.marks))
        return console_tell(host->screen.app,
                            _("Nothing was changed: the marks must be a number, as 5 or 2.5."));
    return host_send(host, &request);
}

static struct step ask_award(struct host *host)
{
    host->about_team = host_team(host);
    struct text team = words_team(&host->screen.app->stage, host->about_team);
    if (team.len == 0)
        return console_tell(host->screen.app, _("Choose a team first."));
    const struct question question = {
        .question = QUESTION_AWARD,
        .title = _("Give or take marks"),
        .text = arena_textf(scratch_of(host), _("%.*s: how many marks, and why?"), TEXT_ARG(team)).at,
        .buttons = {_("Change the score"), _("Back")},
        .fields = {{_("Marks (with a minus: taken)"), MARK_BYTES}, {_("Reason"), CONSOLE_REASON_BYTES}},
    };
    return push(dialog_question(host->screen.app, &question));
}

static struct step on_award(struct host *host, const struct event *event)
{
    struct request request = stage_contest(CONTEST_AWARD);
    request.contest.team = stage_team_code(&host->screen.app->stage, host->about_team);
    if (!read_mark(event->answer.fields[0], &request.contest.marks))
        return console_tell(host->screen.app,
                            _("Nothing was changed: the marks must be a number, as 10 or -5."));
    if (!console_reason(host->screen.app, event, 1, &request.contest.reason))
        return stay();
    return host_send(host, &request);
}

static struct step ask_prompted(struct host *host)
{
    const struct round_row *round = stage_round(&host->screen.app->stage);
    host->about_team = ruled_team(host);
    struct text team = words_team(&host->screen.app->stage, host->about_team);
    if (team.len == 0)
        return console_tell(host->screen.app, _("Choose a team first."));
    if (!round || round->prompt == 0)
        return console_tell(
            host->screen.app,
            _("The sheet names no penalty for prompting in this round. A takes marks with a reason."));
    struct text text = arena_textf(scratch_of(host), _("%.*s was prompted by a teammate: %s marks?"),
                                   TEXT_ARG(team), words_signed(round->prompt, scratch_of(host)).at);
    return console_ask(host->screen.app, QUESTION_PROMPTED, _("Prompting"), text.at, _("Take the marks"));
}

static struct step on_prompted(struct host *host, const struct event *event)
{
    (void)event;
    struct request request = stage_contest(CONTEST_PROMPTED);
    request.contest.team = stage_team_code(&host->screen.app->stage, host->about_team);
    return host_send(host, &request);
}

static struct step ask_void(struct host *host)
{
    bool spare = view_of(host)->spares > 0;
    const char *text =
        spare ? _("Declare this item void? Its marks are taken back and a spare item comes instead.")
              : _("Declare this item void? Its marks are taken back. No spare item is left.");
    return console_ask_reason(host->screen.app, QUESTION_VOID, _("Declare the item void"), text_of(text),
                              _("Declare it void"));
}

static struct step on_void(struct host *host, const struct event *event)
{
    struct request request = stage_contest(CONTEST_VOID);
    if (!console_reason(host->screen.app, event, 0, &request.contest.reason))
        return stay();
    return host_send(host, &request);
}

/* ---- Choices ---------------------------------------------------------------------------------------- */

static struct step pick(struct host *host, int number, const char *title, int initial)
{
    return choosing_ask(&host->choosing, host->screen.app, number, title, initial);
}

static struct step ask_stake(struct host *host)
{
    struct arena *scratch = scratch_of(host);
    const struct stage *stage = &host->screen.app->stage;
    const struct round_row *round = stage_round(stage);
    choosing_begin(&host->choosing);
    host->about_stake = view_of(host)->stake;
    for (int64_t i = 0; round && i < round->stake_count; i++)
        choosing_add(&host->choosing,
                     arena_textf(scratch, _("%s marks"), facts_mark(round->stakes[i], scratch).at),
                     round->stakes[i]);
    if (round && round->decline)
        choosing_add(&host->choosing, text_of(_("The team declines")), 0);
    struct text title =
        arena_textf(scratch, _("The stake of %.*s"), TEXT_ARG(words_team(stage, view_of(host)->turn)));
    return pick(host, QUESTION_STAKE, title.at, 0);
}

static struct step on_stake(struct host *host, const struct event *event)
{
    struct request request = stage_contest(CONTEST_STAKE);
    /* While the list stood open the desk chose for itself. */
    if (view_of(host)->stake != host->about_stake) {
        app_notice(host->screen.app, ROLE_WARM, _("Nothing was changed: the desk has just staked %s itself."),
                   facts_mark(view_of(host)->stake, scratch_of(host)).at);
        return stay();
    }
    request.contest.marks = choosing_answer(&host->choosing, event);
    return host_send(host, &request);
}

static struct step ask_page(struct host *host)
{
    choosing_begin(&host->choosing);
    for (int i = 0; i < CONTEST_PAGES; i++)
        choosing_add(&host->choosing, text_of(words_page((enum contest_page)i)), i);
    return pick(host, QUESTION_PAGE, _("The board shows"), (int)view_of(host)->page);
}

static struct step on_page(struct host *host, const struct event *event)
{
    struct request request = stage_contest(CONTEST_PAGE);
    request.contest.page = (enum contest_page)choosing_answer(&host->choosing, event);
    return host_send(host, &request);
}

static struct step ask_round(struct host *host)
{
    const struct contest_view *view = view_of(host);
    choosing_begin(&host->choosing);
    for (int64_t i = 0; i < view->frame->round_count; i++) {
        struct text name = words_round(&view->frame->rounds[i]);
        choosing_add(&host->choosing,
                     view->rounds_done >> i & 1
                         ? arena_textf(scratch_of(host), _("%.*s (over)"), TEXT_ARG(name))
                         : name,
                     i);
    }
    int64_t next = words_next_round(&host->screen.app->stage);
    return pick(host, QUESTION_ROUND, _("Go to round"), (int)(next >= 0 ? next : view->round));
}

static struct step enter_round(struct host *host, const struct event *event)
{
    (void)event;
    struct request request = stage_contest(CONTEST_ENTER);
    request.contest.round = host->about_round;
    return host_send(host, &request);
}

static struct step on_round(struct host *host, const struct event *event)
{
    host->about_round = choosing_answer(&host->choosing, event);
    if (is_inside(host))
        return console_ask(host->screen.app, QUESTION_LEAVE_FOR_ROUND, _("Leave the round"),
                           _("There are still items in the round going on. Leave it all the same?"),
                           _("Leave it"));
    return enter_round(host, event);
}

/* ---- Leaving ---------------------------------------------------------------------------------------- */

static struct step ask_leave(struct host *host)
{
    enum contest_stage stage = view_of(host)->stage;
    if (stage == CONTEST_STAGE_NONE || stage == CONTEST_STAGE_FINAL)
        return stage_screen_leave(host->screen.app);
    return console_ask(
        host->screen.app, QUESTION_LEAVE, _("Leave the console"),
        _("Leave the host console? The contest stays as it is, its clock goes on, and the console can "
          "be opened again at any terminal."),
        _("Leave"));
}

static struct step on_leave(struct host *host, const struct event *event)
{
    (void)event;
    return stage_screen_leave(host->screen.app);
}

/* ---- Which is which --------------------------------------------------------------------------------- */

static const struct {
    enum host_action action;
    struct step (*ask)(struct host *host);
} asking[] = {
    {HOST_PARTLY, ask_partly}, {HOST_AWARD, ask_award}, {HOST_PROMPTED, ask_prompted},
    {HOST_VOID, ask_void},     {HOST_STAKE, ask_stake}, {HOST_PAGE, ask_page},
    {HOST_ROUND, ask_round},   {HOST_LEAVE, ask_leave}, {HOST_PLAYOFF, host_ask_playoff},
};

struct step host_ask(struct host *host, enum host_action action)
{
    for (size_t i = 0; i < COUNT_OF(asking); i++)
        if (asking[i].action == action)
            return asking[i].ask(host);
    return stay();
}

static const struct {
    int question;
    bool any; /* any line of a picker; else the first button */
    struct step (*take)(struct host *host, const struct event *event);
} takers[] = {
    {QUESTION_CONFIRM, false, on_confirmed},
    {QUESTION_PARTLY, false, on_partly},
    {QUESTION_AWARD, false, on_award},
    {QUESTION_PROMPTED, false, on_prompted},
    {QUESTION_VOID, false, on_void},
    {QUESTION_STAKE, true, on_stake},
    {QUESTION_PAGE, true, on_page},
    {QUESTION_ROUND, true, on_round},
    {QUESTION_LEAVE, false, on_leave},
    {HOST_QUESTION_PLAYOFF, true, host_on_playoff},
    {HOST_QUESTION_PLAYOFF_TEAMS, true, host_on_playoff_teams},
    {QUESTION_LEAVE_FOR_ROUND, false, enter_round},
};

struct step host_on_answer(struct host *host, const struct event *event)
{
    for (size_t i = 0; i < COUNT_OF(takers); i++)
        if (takers[i].question == event->answer.question && console_is_chosen(event, takers[i].any))
            return takers[i].take(host, event);
    return stay();
}
