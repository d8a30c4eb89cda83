#include "core/contest_private.h"

#include <stdlib.h>

#include "base/mem.h"

/* What the host does next, and whether all is settled. */

bool contest_is_settled(const struct contest *contest)
{
    if (contest_has_open_protest(contest) || contest_lacks_panel(contest) || contest_item_is_on(contest))
        return false;
    if (!contest_can_play_off(contest))
        return true;
    int *teams = xcalloc((size_t)contest->sheet->team_count, sizeof *teams);
    bool tied = contest_tied_group(contest, true, teams) > 0;
    free(teams);
    return !tied;
}

static bool has_items(const struct contest *contest)
{
    const struct round_sheet *round = contest_round(contest);
    for (int q = 0; q < round_queue_count(round); q++)
        if (contest_queue_left(contest, contest->round, q) > 0)
            return true;
    return false;
}

/* Whether another item can come on in the round. */
static bool round_goes_on(const struct contest *contest)
{
    const struct round_ops *ops = contest_ops(contest);
    int last;
    if (!has_items(contest))
        return false;
    if (ops->by_turn)
        return contest_next_turn(contest) >= 0;
    bool decided = ops->everyone || contest_round(contest)->kind == ROUND_PLAYOFF;
    return ops->left(contest) > 0 && (!decided || contest_standing_teams(contest, &last) >= 2);
}

static bool next_in_round(const struct contest *contest, enum contest_command_kind *out)
{
    bool waiting = contest->turn >= 0 || !contest_ops(contest)->by_turn;
    *out = !round_goes_on(contest) ? CONTEST_LEAVE : waiting ? CONTEST_TAKE : CONTEST_TURN;
    return true;
}

static bool next_when_done(const struct contest *contest, enum contest_command_kind *out)
{
    const struct contest_play *play = contest_on(contest);
    enum round_kind kind = contest_round(contest)->kind;
    bool called_up = kind == ROUND_RISK || kind == ROUND_RAPID;
    if (!play->key_shown && !play->voided && kind != ROUND_RAPID)
        *out = CONTEST_SHOW_KEY;
    else if (!round_goes_on(contest))
        *out = CONTEST_LEAVE;
    else
        *out = called_up ? CONTEST_TURN : CONTEST_TAKE;
    return true;
}

static bool next_when_over(const struct contest *contest, enum contest_command_kind *out)
{
    if (contest_has_open_protest(contest) || contest_lacks_panel(contest))
        return false;
    *out = !contest_is_settled(contest)                     ? CONTEST_PLAYOFF
           : contest->revealed < contest->sheet->team_count ? CONTEST_REVEAL
                                                            : CONTEST_FINALIZE;
    return true;
}

static bool next_by_stage(const struct contest *contest, enum contest_command_kind *out)
{
    switch (contest->stage) {
    case CONTEST_STAGE_NONE:
        *out = CONTEST_BEGIN;
        return true;
    case CONTEST_STAGE_BETWEEN:
        *out = contest_next_round(contest) >= 0 ? CONTEST_ENTER : CONTEST_CLOSE;
        return true;
    case CONTEST_STAGE_ROUND:
        return next_in_round(contest, out);
    case CONTEST_STAGE_READY:
        *out = !contest_on(contest)->shown && contest_round(contest)->kind != ROUND_RAPID ? CONTEST_SHOW
                                                                                          : CONTEST_OPEN;
        return true;
    case CONTEST_STAGE_BEGIN:
        *out = CONTEST_SPEAK;
        return true;
    case CONTEST_STAGE_DONE:
        return next_when_done(contest, out);
    case CONTEST_STAGE_PANEL:
        *out = CONTEST_LEAVE;
        return contest->rounds_carried[contest->round];
    case CONTEST_STAGE_OVER:
        return next_when_over(contest, out);
    case CONTEST_STAGE_FINAL:
        *out = contest->revealed < contest->sheet->team_count ? CONTEST_REVEAL : CONTEST_PAGE;
        return *out == CONTEST_REVEAL || (contest->page != PAGE_AWARDS && contest->sheet->award_count > 0);
    case CONTEST_STAGE_STAKE: /* the team chooses, the desks press or answer, the host rules */
    case CONTEST_STAGE_OPEN:
    case CONTEST_STAGE_ANSWER:
    case CONTEST_STAGE_RULING:
        break;
    }
    return false;
}

bool contest_next(const struct contest *contest, enum contest_command_kind *out)
{
    if (!contest_is_paused(contest))
        return next_by_stage(contest, out);
    *out = CONTEST_RESUME;
    return true;
}
