#include "core/contest_private.h"

#include "base/mem.h"

/* The marks of panels, and protests. */

static bool has_play(const struct contest *contest, int64_t play)
{
    return play >= 0 && (uint64_t)play < contest->play_count;
}

/* ---- Protests ------------------------------------------------------------------------------------------ */

enum contest_refusal decide_protest(struct deciding *d)
{
    const struct contest *contest = d->contest;
    int64_t play = d->as->play < 0 ? (int64_t)contest->play_count - 1 : d->as->play;
    if (!has_play(contest, play))
        return CONTEST_NO_PLAY;
    if (!contest_has_team(contest, d->as->team))
        return CONTEST_NO_TEAM;
    if (!deciding_has_reason(d))
        return CONTEST_NO_REASON;
    for (size_t i = 0; i < contest->protest_count; i++)
        if (!contest->protests[i].settled && contest->protests[i].play == play &&
            contest->protests[i].team == d->as->team)
            return CONTEST_NOTHING;
    d->out->kind = CONTEST_PROTESTED;
    d->out->play = play;
    d->out->team = d->as->team;
    d->out->reason = d->as->reason;
    return CONTEST_OK;
}

bool follows_protested(const struct contest *contest, const struct contest_event *event)
{
    return has_play(contest, event->play) && contest_has_team(contest, event->team);
}

void fold_protested(struct contest *contest, const struct contest_event *event)
{
    contest->protests = xgrow(contest->protests, &contest->protest_capacity, contest->protest_count + 1,
                              sizeof *contest->protests);
    contest->protests[contest->protest_count++] = (struct contest_protest){
        .play = (int)event->play, .team = (int)event->team, .reason = event->reason.at, .ruling = ""};
}

enum contest_refusal decide_settle(struct deciding *d)
{
    int64_t protest = d->as->item;
    if (protest < 0 || (uint64_t)protest >= d->contest->protest_count)
        return CONTEST_NO_PLAY;
    if (d->contest->protests[protest].settled)
        return CONTEST_NOTHING;
    if (!deciding_has_reason(d))
        return CONTEST_NO_REASON;
    d->out->kind = CONTEST_SETTLED;
    d->out->item = protest;
    d->out->play = d->contest->protests[protest].play;
    d->out->team = d->contest->protests[protest].team;
    d->out->upheld = d->as->upheld;
    d->out->reason = d->as->reason;
    return CONTEST_OK;
}

bool follows_settled(const struct contest *contest, const struct contest_event *event)
{
    return event->item >= 0 && (uint64_t)event->item < contest->protest_count &&
           !contest->protests[event->item].settled;
}

void fold_settled(struct contest *contest, const struct contest_event *event)
{
    struct contest_protest *protest = &contest->protests[event->item];
    protest->settled = true;
    protest->upheld = event->upheld;
    protest->ruling = event->reason.at;
}

/* ---- Panels -------------------------------------------------------------------------------------------- */

__extension__ typedef __int128 wide;

/* marks × weight, rounded half away from zero to `decimals`; false: more than marks can be. */
static bool weigh(mark_t marks, mark_t weight, int decimals, mark_t *out)
{
    wide product = (wide)marks * weight, size = product < 0 ? -product : product, unit = MARK_ONE;
    for (int i = decimals; i < MARK_DECIMALS; i++)
        unit *= 10;
    wide rounded = (2 * size + unit) / (2 * unit) * (unit / MARK_ONE);
    if (rounded > MARK_MAX)
        return false;
    *out = (mark_t)(product < 0 ? -rounded : rounded);
    return true;
}

static bool carry_team(struct deciding *d, int round, int team, mark_t marks)
{
    const struct contest *contest = d->contest;
    mark_t weighted, before = contest->carried[round * contest->sheet->team_count + team];
    if (marks > MARK_MAX || marks < -MARK_MAX ||
        !weigh(marks, contest->sheet->rounds[round].weight, contest->sheet->decimals, &weighted))
        return false;
    deciding_add_marks(d, team, weighted - before);
    return true;
}

/* The marks that the command gives the team; a team that it does not name has none. */
static mark_t panel_marks(const struct contest_event *as, int team)
{
    for (int64_t i = 0; i < as->delta_count; i++)
        if (as->deltas[i].team == team)
            return as->deltas[i].marks;
    return 0;
}

enum contest_refusal decide_carry(struct deciding *d)
{
    const struct contest *contest = d->contest;
    int64_t round = d->as->round < 0 ? contest->round : d->as->round;
    if (!contest_has_round(contest, round) || contest->sheet->rounds[round].kind != ROUND_PANEL)
        return CONTEST_NO_ROUND;
    for (int64_t i = 0; i < d->as->delta_count; i++)
        if (!contest_has_team(contest, d->as->deltas[i].team))
            return CONTEST_NO_TEAM;
    for (int team = 0; team < contest->sheet->team_count; team++)
        if (!carry_team(d, (int)round, team, panel_marks(d->as, team)))
            return CONTEST_BAD_MARKS;
    d->out->kind = CONTEST_CARRIED;
    d->out->round = round;
    bool first = !contest->rounds_carried[round];
    return first || d->out->delta_count > 0 ? CONTEST_OK : CONTEST_NOTHING;
}

bool follows_carried(const struct contest *contest, const struct contest_event *event)
{
    return contest_has_round(contest, event->round) &&
           contest->sheet->rounds[event->round].kind == ROUND_PANEL;
}

void fold_carried(struct contest *contest, const struct contest_event *event)
{
    int64_t first = event->round * contest->sheet->team_count;
    contest->rounds_carried[event->round] = true;
    for (int64_t i = 0; i < event->delta_count; i++)
        contest->carried[first + event->deltas[i].team] += event->deltas[i].marks;
}
