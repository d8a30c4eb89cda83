#include "core/contest_private.h"

/* What the host's commands would do now: rounds, turns, items, rulings, clock and page. */

static const struct round_sheet *sheet_of(const struct contest *contest)
{
    return &contest->sheet->rounds[contest->round];
}

/* ---- Rounds -------------------------------------------------------------------------------------------- */

enum contest_refusal decide_begin(struct deciding *d)
{
    d->out->kind = CONTEST_BEGAN;
    d->out->script = d->as->script;
    return event_ops_of(CONTEST_BEGAN)->follows(d->contest, d->out) ? CONTEST_OK : CONTEST_NO_ITEM;
}

enum contest_refusal decide_enter(struct deciding *d)
{
    const struct contest *contest = d->contest;
    int64_t round = d->as->round < 0 ? contest_next_round(contest) : d->as->round;
    if (!contest_has_round(contest, round) || contest->sheet->rounds[round].kind == ROUND_PLAYOFF ||
        contest->rounds_done[round])
        return CONTEST_NO_ROUND;
    if (contest->playoff_first > 0)
        return CONTEST_NOT_NOW;
    if (contest_round(contest) && round == contest->round)
        return CONTEST_NOTHING;
    d->out->kind = CONTEST_ENTERED;
    d->out->round = round;
    deciding_leave_round(d);
    return CONTEST_OK;
}

enum contest_refusal decide_leave(struct deciding *d)
{
    d->out->kind = CONTEST_LEFT;
    d->out->round = d->contest->round;
    deciding_leave_round(d);
    return CONTEST_OK;
}

enum contest_refusal decide_close(struct deciding *d)
{
    if (d->contest->playoff_first > 0)
        return CONTEST_NOT_NOW;
    d->out->kind = CONTEST_CLOSED;
    deciding_leave_round(d);
    return CONTEST_OK;
}

enum contest_refusal decide_playoff(struct deciding *d)
{
    const struct contest *contest = d->contest;
    if (!contest_can_play_off(contest))
        return CONTEST_NO_ROUND;
    int64_t count = d->as->team_count, *teams = NULL;
    if (count > contest->sheet->team_count)
        return CONTEST_NO_TEAM;
    teams = arena_array(d->arena, (size_t)contest->sheet->team_count, sizeof *teams);
    for (int64_t i = 0; i < count; i++) {
        if (!contest_has_team(contest, d->as->teams[i]))
            return CONTEST_NO_TEAM;
        teams[i] = d->as->teams[i];
    }
    if (count == 0) {
        int *group = arena_array(d->arena, (size_t)contest->sheet->team_count, sizeof *group);
        count = contest_tied_group(contest, true, group);
        if (count == 0)
            count = contest_tied_group(contest, false, group);
        for (int64_t i = 0; i < count; i++)
            teams[i] = group[i];
    }
    if (!contest_are_tied(contest, teams, count))
        return CONTEST_NO_TIE;
    d->out->kind = CONTEST_ENTERED;
    d->out->round = contest->sheet->round_count - 1;
    d->out->teams = teams;
    d->out->team_count = count;
    return CONTEST_OK;
}

enum contest_refusal decide_reveal(struct deciding *d)
{
    d->out->kind = CONTEST_REVEALED;
    return d->contest->revealed < d->contest->sheet->team_count ? CONTEST_OK : CONTEST_NOTHING;
}

enum contest_refusal decide_finalize(struct deciding *d)
{
    if (d->contest->stage != CONTEST_STAGE_OVER)
        return contest_item_is_on(d->contest) ? CONTEST_OPEN_MATTERS : CONTEST_NOT_NOW;
    d->out->kind = CONTEST_FINALIZED;
    return contest_is_settled(d->contest) ? CONTEST_OK : CONTEST_OPEN_MATTERS;
}

/* ---- Turns and stakes ---------------------------------------------------------------------------------- */

enum contest_refusal decide_turn(struct deciding *d)
{
    const struct contest *contest = d->contest;
    const struct round_ops *ops = contest_ops(contest);
    if (!ops->by_turn)
        return CONTEST_NOT_NOW;
    int64_t team = d->as->team < 0 ? contest_next_turn(contest) : d->as->team;
    if (!contest_has_team(contest, team))
        return d->as->team < 0 ? CONTEST_NO_ITEM : CONTEST_NO_TEAM;
    if (contest->teams[team].round_turns >= round_turns(sheet_of(contest)))
        return CONTEST_NOT_YOUR_TURN;
    if (contest->stage != CONTEST_STAGE_DONE && contest->turn == team)
        return CONTEST_NOTHING;
    d->out->kind = CONTEST_TURNED;
    d->out->team = team;
    return CONTEST_OK;
}

static int queue_of_stake(const struct contest *contest, mark_t marks)
{
    const struct round_sheet *round = sheet_of(contest);
    for (int i = 0; i < round->stake_count; i++)
        if (round->stakes[i].marks == marks)
            return round_queue_of_stake(round, i);
    return -1;
}

enum contest_refusal decide_stake(struct deciding *d)
{
    const struct contest *contest = d->contest;
    bool changes = contest->stage == CONTEST_STAGE_ROUND;
    if (sheet_of(contest)->kind != ROUND_RISK || (changes && contest->stake == 0))
        return CONTEST_NOT_NOW;
    if (d->as->team >= 0 && d->as->team != contest->turn)
        return CONTEST_NOT_YOUR_TURN;
    if (!contest_may_stake(contest, d->as->marks))
        return CONTEST_BAD_STAKE;
    if (changes && d->as->marks == contest->stake)
        return CONTEST_NOTHING;
    int queue = queue_of_stake(contest, d->as->marks);
    if (d->as->marks != 0 && contest_queue_left(contest, contest->round, queue) <= 0)
        return CONTEST_NO_ITEM;
    if (contest->teams[contest->turn].changes >= CHANGES_MOST)
        return CONTEST_LOCKED_OUT;
    d->out->kind = CONTEST_STAKED;
    d->out->team = contest->turn;
    d->out->marks = d->as->marks;
    return CONTEST_OK;
}

/* ---- Items --------------------------------------------------------------------------------------------- */

enum contest_refusal decide_take(struct deciding *d)
{
    d->out->kind = CONTEST_TAKEN;
    d->out->round = d->contest->round;
    return contest_ops(d->contest)->take(d);
}

enum contest_refusal decide_swap(struct deciding *d)
{
    const struct contest *contest = d->contest;
    const struct contest_play *play = contest_on(contest);
    const struct round_sheet *round = sheet_of(contest);
    if (!contest_ops(contest)->by_turn || round->kind == ROUND_RAPID)
        return CONTEST_NOT_NOW;
    if (contest->teams[play->team].round_swaps >= round->swaps)
        return CONTEST_NO_SWAP;
    if (contest_queue_left(contest, play->round, play->queue) <= 0)
        return CONTEST_NO_ITEM;
    d->out->kind = CONTEST_SWAPPED;
    d->out->team = play->team;
    d->out->queue = play->queue;
    d->out->item = contest->next_item[contest_queue_index(contest, play->round, play->queue)];
    return CONTEST_OK;
}

enum contest_refusal decide_show(struct deciding *d)
{
    d->out->kind = CONTEST_SHOWN;
    return contest_on(d->contest)->shown ? CONTEST_NOTHING : CONTEST_OK;
}

enum contest_refusal decide_open(struct deciding *d)
{
    d->out->kind = CONTEST_OPENED;
    return CONTEST_OK;
}

enum contest_refusal decide_speak(struct deciding *d)
{
    d->out->kind = CONTEST_STARTED_TO_SPEAK;
    d->out->team = d->contest->floor;
    return CONTEST_OK;
}

enum contest_refusal decide_reopen(struct deciding *d)
{
    d->out->kind = CONTEST_REOPENED;
    return contest_may_reopen(d->contest) ? CONTEST_OK : CONTEST_NOT_NOW;
}

enum contest_refusal decide_show_key(struct deciding *d)
{
    d->out->kind = CONTEST_KEY_SHOWN;
    if (contest_on(d->contest)->voided)
        return CONTEST_NOT_NOW;
    return contest_on(d->contest)->key_shown ? CONTEST_NOTHING : CONTEST_OK;
}

/* ---- Rulings ------------------------------------------------------------------------------------------- */

/* The rest of the teams have answered at their desks: nothing is to be waited for. */
static void mark_rest(struct deciding *d, int team)
{
    const struct contest *contest = d->contest;
    if (contest->stage != CONTEST_STAGE_ANSWER)
        return;
    for (int i = 0; i < contest->sheet->team_count; i++)
        if (i != team && contest_is_pending(contest, i) && !contest_answer_of(contest_on(contest), i))
            return;
    deciding_mark_all(d);
}

static enum contest_refusal rule_one_of_all(struct deciding *d, int64_t team, mark_t marks)
{
    if (!contest_has_team(d->contest, team))
        return CONTEST_NO_TEAM;
    if (!contest_is_pending(d->contest, (int)team))
        return CONTEST_NOT_YOUR_TURN;
    deciding_add_ruling(d, (int)team, d->as->verdict, marks, false);
    mark_rest(d, (int)team);
    deciding_add_bonuses(d);
    return CONTEST_OK;
}

static enum contest_refusal rule_floor(struct deciding *d, int64_t team, mark_t marks)
{
    const struct contest *contest = d->contest;
    if (contest->floor < 0) /* nobody presses: the host does not wait for the end of the window */
        return team < 0 && d->as->verdict == VERDICT_NONE ? CONTEST_OK : CONTEST_NOT_NOW;
    if (team >= 0 && team != contest->floor)
        return contest_has_team(contest, team) ? CONTEST_NOT_YOUR_TURN : CONTEST_NO_TEAM;
    deciding_add_ruling(d, contest->floor, d->as->verdict, marks, false);
    return CONTEST_OK;
}

enum contest_refusal decide_rule(struct deciding *d)
{
    const struct contest *contest = d->contest;
    const struct contest_play *play = contest_on(contest);
    mark_t most = contest_right_marks(contest, play);
    bool partly = d->as->verdict == VERDICT_PARTLY, playoff = sheet_of(contest)->kind == ROUND_PLAYOFF;
    if (partly && (playoff || d->as->marks < 0 || d->as->marks > most))
        return CONTEST_BAD_MARKS;
    mark_t marks = contest_verdict_marks(contest, play, d->as->verdict, d->as->marks);
    d->out->kind = CONTEST_RULED;
    d->out->play = contest->play;
    return contest_ops(contest)->everyone ? rule_one_of_all(d, d->as->team, marks)
                                          : rule_floor(d, d->as->team, marks);
}

static enum contest_refusal give(struct deciding *d, enum contest_event_kind kind, mark_t marks)
{
    if (!contest_has_team(d->contest, d->as->team))
        return CONTEST_NO_TEAM;
    if (marks > MARK_MAX || marks < -MARK_MAX)
        return CONTEST_BAD_MARKS;
    d->out->kind = kind;
    d->out->team = d->as->team;
    d->out->marks = marks;
    d->out->reason = d->as->reason;
    deciding_add_marks(d, (int)d->as->team, marks);
    return CONTEST_OK;
}

enum contest_refusal decide_award(struct deciding *d)
{
    if (d->as->marks == 0)
        return CONTEST_BAD_MARKS;
    return deciding_has_reason(d) ? give(d, CONTEST_AWARDED, d->as->marks) : CONTEST_NO_REASON;
}

enum contest_refusal decide_prompted(struct deciding *d)
{
    const struct round_sheet *round = contest_round(d->contest);
    if (d->contest->playoff_first > 0)
        return CONTEST_NOT_NOW;
    mark_t marks = d->as->marks != 0 ? d->as->marks : round ? round->prompt : 0;
    if (marks == 0)
        return CONTEST_NOTHING;
    return marks < 0 ? give(d, CONTEST_PENALIZED, marks) : CONTEST_BAD_MARKS;
}

/* ---- Clock and page ------------------------------------------------------------------------------------ */

enum contest_refusal decide_pause(struct deciding *d)
{
    d->out->kind = CONTEST_PAUSED;
    d->out->left = contest_left(d->contest, d->now);
    if (contest_is_paused(d->contest))
        return CONTEST_NOTHING;
    return d->contest->clock.running ? CONTEST_OK : CONTEST_NOT_NOW;
}

enum contest_refusal decide_resume(struct deciding *d)
{
    d->out->kind = CONTEST_RESUMED;
    if (contest_is_paused(d->contest))
        return CONTEST_OK;
    return d->contest->clock.running ? CONTEST_NOTHING : CONTEST_NOT_NOW;
}

enum contest_refusal decide_page(struct deciding *d)
{
    d->out->kind = CONTEST_PAGED;
    d->out->page = d->as->page;
    return d->as->page == d->contest->page ? CONTEST_NOTHING : CONTEST_OK;
}

enum contest_refusal decide_freeze(struct deciding *d)
{
    d->out->kind = CONTEST_FROZEN;
    return d->contest->frozen ? CONTEST_NOTHING : CONTEST_OK;
}

enum contest_refusal decide_unfreeze(struct deciding *d)
{
    d->out->kind = CONTEST_UNFROZEN;
    return d->contest->frozen ? CONTEST_OK : CONTEST_NOTHING;
}
