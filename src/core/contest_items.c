#include "core/contest_private.h"

/* The items of a round: which one comes on, how many are to come, and what answers to it are worth. */

static const struct round_sheet *sheet_of(const struct contest *contest)
{
    return &contest->sheet->rounds[contest->round];
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* ---- TAKE: which item comes on ------------------------------------------------------------------------- */

static enum contest_refusal take_from(struct deciding *d, int queue, int team, mark_t stake)
{
    int left = contest_queue_left(d->contest, d->contest->round, queue);
    if (left <= 0)
        return CONTEST_NO_ITEM;
    int index = contest_queue_index(d->contest, d->contest->round, queue);
    d->out->queue = queue;
    d->out->item = d->contest->next_item[index];
    d->out->team = team;
    d->out->marks = stake;
    return CONTEST_OK;
}

enum contest_refusal contest_take_by_turn(struct deciding *d)
{
    const struct contest *contest = d->contest;
    bool waiting = contest->stage == CONTEST_STAGE_ROUND && contest->turn >= 0;
    int team = waiting ? contest->turn : contest_next_turn(contest);
    return team < 0 ? CONTEST_NO_ITEM : take_from(d, 0, team, 0);
}

enum contest_refusal contest_take_staked(struct deciding *d)
{
    const struct contest *contest = d->contest;
    const struct round_sheet *round = sheet_of(contest);
    if (contest->stage != CONTEST_STAGE_ROUND || contest->turn < 0 || contest->stake == 0)
        return CONTEST_NOT_NOW;
    for (int i = 0; i < round->stake_count; i++)
        if (round->stakes[i].marks == contest->stake)
            return take_from(d, round_queue_of_stake(round, i), contest->turn, contest->stake);
    return CONTEST_BAD_STAKE;
}

enum contest_refusal contest_take_for_all(struct deciding *d)
{
    int last;
    const struct contest *contest = d->contest;
    bool knockout = sheet_of(contest)->kind == ROUND_KNOCKOUT;
    if (contest_ops(contest)->left(contest) <= 0 || (knockout && contest_standing_teams(contest, &last) < 2))
        return CONTEST_NO_ITEM;
    return take_from(d, 0, -1, 0);
}

enum contest_refusal contest_take_playoff(struct deciding *d)
{
    int last;
    if (contest_standing_teams(d->contest, &last) < 2)
        return CONTEST_NO_ITEM;
    return take_from(d, 0, -1, 0);
}

/* ---- What is still to come ----------------------------------------------------------------------------- */

/* Items of the round going on that were put on and not put away for another. */
static int items_used(const struct contest *contest, int team, bool whole_round)
{
    int used = 0;
    for (size_t i = contest->play_count; i-- > 0 && contest->plays[i].round == contest->round;) {
        const struct contest_play *play = &contest->plays[i];
        used += !play->replaced && (whole_round || play->team == team);
    }
    return used;
}

int contest_left_by_turn(const struct contest *contest)
{
    int left = 0, turns = round_turns(sheet_of(contest));
    for (int i = 0; i < contest->sheet->team_count; i++)
        if (contest->teams[i].round_turns < turns)
            left += turns - contest->teams[i].round_turns;
    return left;
}

int contest_left_for_all(const struct contest *contest)
{
    int left = sheet_of(contest)->items - items_used(contest, -1, true);
    return left > 0 ? smaller(left, contest_queue_left(contest, contest->round, 0)) : 0;
}

/* Sudden death goes on as long as there are items, spares included. */
int contest_left_in_queue(const struct contest *contest)
{
    return contest_queue_left(contest, contest->round, 0);
}

/* Of the team whose turn it is. */
int contest_left_of_rapid_turn(const struct contest *contest)
{
    if (contest->turn < 0)
        return 0;
    bool begun = contest->teams[contest->turn].round_turns > 0;
    if (begun && !contest_item_is_on(contest))
        return 0;
    int left = sheet_of(contest)->items - (begun ? items_used(contest, contest->turn, false) : 0);
    return left > 0 ? smaller(left, contest_queue_left(contest, contest->round, 0)) : 0;
}

int contest_left_rapid(const struct contest *contest)
{
    int left = 0;
    for (int i = 0; i < contest->sheet->team_count; i++)
        if (i != contest->turn && contest->teams[i].round_turns == 0)
            left += sheet_of(contest)->items;
    left += contest_left_of_rapid_turn(contest);
    return smaller(left, contest_queue_left(contest, contest->round, 0));
}

int contest_items_left(const struct contest *contest)
{
    const struct round_ops *ops = contest_ops(contest);
    if (!ops)
        return 0;
    if (!ops->by_turn)
        return ops->left(contest);
    if (contest->turn < 0)
        return 0;
    if (sheet_of(contest)->kind == ROUND_RAPID)
        return contest_left_of_rapid_turn(contest);
    int left = round_turns(sheet_of(contest)) - contest->teams[contest->turn].round_turns;
    return left > 0 ? left : 0;
}

/* ---- What verdicts are worth --------------------------------------------------------------------------- */

mark_t contest_right_marks(const struct contest *contest, const struct contest_play *play)
{
    const struct round_sheet *round = &contest->sheet->rounds[play->round];
    if (round->kind == ROUND_PLAYOFF)
        return 0;
    return round->kind == ROUND_RISK ? play->stake : round->right;
}

static mark_t wrong_marks(const struct contest *contest, const struct contest_play *play)
{
    const struct round_sheet *round = &contest->sheet->rounds[play->round];
    if (round->kind == ROUND_PLAYOFF)
        return 0;
    return round->kind == ROUND_RISK && !round->fixed_wrong ? -play->stake : round->wrong;
}

mark_t contest_verdict_marks(const struct contest *contest, const struct contest_play *play,
                             enum verdict verdict, mark_t given)
{
    const struct round_ops *ops = round_ops_of(contest->sheet->rounds[play->round].kind);
    if (verdict == VERDICT_RIGHT)
        return contest_right_marks(contest, play);
    if (verdict == VERDICT_PARTLY)
        return given;
    if (verdict == VERDICT_PASS && ops->free_pass)
        return 0;
    return wrong_marks(contest, play);
}
