/* Who plays off: all who share a rank, or some of them. */
#include "base/i18n.h"
#include "tui/stage/host.h"
#include "tui/stage/words.h"

/* What a line means: 0, the kernel's choice; a rank, all who share it; below 0, some of those. */
enum { LEAST = 2 };

static const struct contest_view *view_of(const struct host *host)
{
    return &host->screen.app->stage.contest;
}

static struct arena *scratch_of(const struct host *host)
{
    return &host->screen.app->scratch;
}

static int sharing(const struct contest_view *view, int64_t rank)
{
    int count = 0;
    for (int64_t i = 0; i < view->standing_count; i++)
        count += view->standing[i].rank == rank;
    return count;
}

/* "Rank 2: A队, B队". */
static struct text tied(const struct host *host, int64_t rank)
{
    const struct contest_view *view = view_of(host);
    struct arena *scratch = scratch_of(host);
    struct text out = text_of("");
    for (int64_t i = 0; i < view->standing_count; i++) {
        struct text name = words_team(&host->screen.app->stage, view->standing[i].team);
        if (view->standing[i].rank == rank)
            out = out.len ? arena_textf(scratch, _("%.*s, %.*s"), TEXT_ARG(out), TEXT_ARG(name))
                          : arena_textf(scratch, _("Rank %lld: %.*s"), (long long)rank, TEXT_ARG(name));
    }
    return out;
}

static void add_groups(struct host *host)
{
    const struct contest_view *view = view_of(host);
    for (int64_t i = 0; i < view->standing_count; i++) {
        int64_t rank = view->standing[i].rank;
        int count = sharing(view, rank);
        if (count < LEAST || (i > 0 && view->standing[i - 1].rank == rank))
            continue;
        choosing_add(&host->choosing, tied(host, rank), rank);
        if (count > LEAST)
            choosing_add(&host->choosing,
                         arena_textf(scratch_of(host), _("Rank %lld: only some of its %d teams"),
                                     (long long)rank, count),
                         -rank);
    }
}

struct step host_ask_playoff(struct host *host)
{
    choosing_begin(&host->choosing);
    choosing_add(&host->choosing, text_of(_("The highest who are tied where it matters")), 0);
    add_groups(host);
    if (view_of(host)->standing_count > 0 && host->choosing.count == 1)
        return console_tell(host->screen.app, _("No place is shared, so there is nothing to play off."));
    return choosing_ask(&host->choosing, host->screen.app, HOST_QUESTION_PLAYOFF, _("Playoff among"), 0);
}

/* ---- Some of a group -------------------------------------------------------------------------------- */

static int ticked(const struct host *host)
{
    int count = 0;
    for (int i = 0; i < host->choosing.count; i++)
        count += host->chosen[i];
    return count;
}

/* The first line begins the playoff; each of the others is ticked or not. */
static struct step ask_teams(struct host *host, int at)
{
    struct arena *scratch = scratch_of(host);
    struct choosing *choosing = &host->choosing;
    int count = ticked(host);
    choosing->lines[0] = count < LEAST
                             ? text_of(_("Tick two teams or more, then begin here"))
                             : arena_textf(scratch,
                                           ngettext("Begin the playoff of %d team",
                                                    "Begin the playoff of %d teams", (unsigned long)count),
                                           count);
    for (int i = 1; i < choosing->count; i++)
        choosing->lines[i] =
            arena_textf(scratch, "[%s] %.*s", host->chosen[i] ? "✓" : " ",
                        TEXT_ARG(words_team(&host->screen.app->stage, choosing->meanings[i])));
    return choosing_ask(choosing, host->screen.app, HOST_QUESTION_PLAYOFF_TEAMS, _("Playoff among"), at);
}

static struct step choose_teams(struct host *host, int64_t rank)
{
    const struct contest_view *view = view_of(host);
    choosing_begin(&host->choosing);
    choosing_add(&host->choosing, text_of(""), -1);
    for (int64_t i = 0; i < view->standing_count; i++)
        if (view->standing[i].rank == rank)
            choosing_add(&host->choosing, text_of(""), view->standing[i].team);
    memset(host->chosen, 0, sizeof host->chosen);
    return ask_teams(host, 1);
}

struct step host_on_playoff_teams(struct host *host, const struct event *event)
{
    const struct choosing *choosing = &host->choosing;
    int at = event->answer.choice;
    if (at > 0 && at < choosing->count)
        host->chosen[at] = !host->chosen[at];
    if (at > 0 || ticked(host) < LEAST)
        return ask_teams(host, at);
    struct request request = stage_contest(CONTEST_PLAYOFF);
    struct text *teams = arena_array(scratch_of(host), (size_t)choosing->count, sizeof *teams);
    for (int i = 1; i < choosing->count; i++)
        if (host->chosen[i])
            teams[request.contest.team_count++] =
                stage_team_code(&host->screen.app->stage, choosing->meanings[i]);
    request.contest.teams = teams;
    return host_send(host, &request);
}

struct step host_on_playoff(struct host *host, const struct event *event)
{
    const struct contest_view *view = view_of(host);
    int64_t rank = choosing_answer(&host->choosing, event);
    if (rank < 0)
        return choose_teams(host, -rank);
    struct text *teams = arena_array(scratch_of(host), (size_t)view->standing_count + 1, sizeof *teams);
    struct request request = stage_contest(CONTEST_PLAYOFF);
    for (int64_t i = 0; rank && i < view->standing_count; i++)
        if (view->standing[i].rank == rank)
            teams[request.contest.team_count++] =
                stage_team_code(&host->screen.app->stage, view->standing[i].team);
    request.contest.teams = teams;
    return host_send(host, &request);
}
