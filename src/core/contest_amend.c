#include "core/contest_private.h"

#include "base/mem.h"

#include <stdlib.h>

/* Corrections: voiding and amending, and what they would change. */

static bool has_play(const struct contest *contest, int64_t play)
{
    return play >= 0 && (uint64_t)play < contest->play_count;
}

static bool is_playoff(const struct contest *contest, const struct contest_play *play)
{
    return contest->sheet->rounds[play->round].kind == ROUND_PLAYOFF;
}

static bool is_rapid(const struct contest *contest, const struct contest_play *play)
{
    return contest->sheet->rounds[play->round].kind == ROUND_RAPID;
}

/* ---- Voiding ------------------------------------------------------------------------------------------- */

/* An item that decided a place of a playoff stays: undo takes it back, places and all. */
bool contest_may_void(const struct contest *contest, int64_t play)
{
    const struct contest_play *p = &contest->plays[play];
    for (size_t i = 0; is_playoff(contest, p) && i < p->ruling_count; i++)
        if (p->rulings[i].verdict == VERDICT_RIGHT)
            return false;
    return true;
}

int contest_spare_for(const struct contest *contest, int64_t play, int64_t at)
{
    const struct contest_play *p = &contest->plays[play];
    if (play != contest->play || contest_queue_left(contest, p->round, p->queue) == 0)
        return -1;
    bool over = contest->clock.total > 0 && contest_left(contest, at) == 0;
    if (is_rapid(contest, p) && (p->over || over))
        return -1;
    return contest->next_item[contest_queue_index(contest, p->round, p->queue)];
}

enum contest_refusal decide_void(struct deciding *d)
{
    const struct contest *contest = d->contest;
    int64_t index = d->as->play < 0 ? contest->play : d->as->play;
    if (!has_play(contest, index))
        return CONTEST_NO_PLAY;
    if (!deciding_has_reason(d))
        return CONTEST_NO_REASON;
    if (contest->plays[index].voided)
        return CONTEST_NOTHING;
    if (!contest_may_void(contest, index))
        return CONTEST_NOT_NOW;
    const struct contest_play *play = &contest->plays[index];
    d->out->kind = CONTEST_VOIDED;
    d->out->play = index;
    d->out->item = contest_spare_for(contest, index, d->now);
    d->out->reason = d->as->reason;
    for (size_t i = 0; i < play->ruling_count; i++)
        deciding_add_marks(d, play->rulings[i].team, -play->rulings[i].marks);
    for (size_t i = 0; i < play->press_count; i++)
        deciding_add_marks(d, play->presses[i].team, -play->presses[i].marks);
    return CONTEST_OK;
}

bool follows_voided(const struct contest *contest, const struct contest_event *event)
{
    return has_play(contest, event->play) && !contest->plays[event->play].voided &&
           contest_may_void(contest, event->play) &&
           event->item == contest_spare_for(contest, event->play, event->at);
}

static void put_on_spare(struct contest *contest, const struct contest_event *event)
{
    struct contest_play *play = contest_current(contest);
    int queue = play->queue, team = play->team;
    mark_t stake = play->stake;
    bool turn_goes_on = is_rapid(contest, play) && contest->stage == CONTEST_STAGE_ANSWER;
    play->over = play->replaced = true;
    if (event->item < 0)
        contest_end_play(contest);
    else if (turn_goes_on)
        contest_put_on_rapid(contest, event->at);
    else
        contest_put_on(contest, queue, team, stake);
}

void fold_voided(struct contest *contest, const struct contest_event *event)
{
    struct contest_play *play = &contest->plays[event->play];
    play->voided = true;
    contest_cancel_play(contest, play);
    if (event->play == contest->play)
        put_on_spare(contest, event);
}

/* ---- Amending ------------------------------------------------------------------------------------------ */

/* Whether the rulings of a play follow from each other: who is wrong gives the floor to the next. */
static bool passes_floor(const struct contest *contest, const struct contest_play *play)
{
    return round_ops_of(contest->sheet->rounds[play->round].kind)->buzzers;
}

/* Adds what the bonuses for speed of the others change by, when `changed` has another verdict. */
static void shift_bonuses(struct deciding *d, const struct contest_play *play,
                          const struct contest_play *changed, int team)
{
    for (size_t i = 0; i < play->ruling_count; i++) {
        int other = play->rulings[i].team;
        if (other != team && !play->rulings[i].cancelled)
            deciding_add_marks(d, other,
                               contest_bonus_of(d->contest, changed, other) -
                                   contest_bonus_of(d->contest, play, other));
    }
}

static bool cancel_later(struct deciding *d, const struct contest_play *play, size_t ruling)
{
    bool any = false;
    for (size_t i = ruling + 1; i < play->ruling_count; i++)
        if (!play->rulings[i].cancelled) {
            any = true;
            deciding_add_marks(d, play->rulings[i].team, -play->rulings[i].marks);
        }
    return any;
}

static enum contest_refusal amend_ruling(struct deciding *d, const struct contest_play *play, size_t index)
{
    const struct contest_ruling *ruling = &play->rulings[index];
    struct contest_ruling *rulings = arena_array(d->arena, play->ruling_count, sizeof *rulings);
    struct contest_play changed = *play;
    changed.rulings = memcpy(rulings, play->rulings, play->ruling_count * sizeof *rulings);
    rulings[index].verdict = d->as->verdict;
    mark_t marks = contest_verdict_marks(d->contest, play, d->as->verdict, d->as->marks) +
                   contest_bonus_of(d->contest, &changed, ruling->team);
    d->out->kind = CONTEST_AMENDED;
    d->out->play = d->as->play;
    d->out->item = d->as->item;
    d->out->team = ruling->team;
    d->out->verdict = d->as->verdict;
    d->out->marks = marks;
    d->out->reason = d->as->reason;
    deciding_add_marks(d, ruling->team, marks - ruling->marks);
    if (round_ops_of(d->contest->sheet->rounds[play->round].kind)->everyone)
        shift_bonuses(d, play, &changed, ruling->team);
    if (d->as->cancels && passes_floor(d->contest, play))
        d->out->cancels = cancel_later(d, play, index);
    bool same = ruling->verdict == d->as->verdict && ruling->marks == marks && !d->out->cancels;
    return same ? CONTEST_NOTHING : CONTEST_OK;
}

static bool may_amend(const struct contest *contest, const struct contest_event *event)
{
    if (!has_play(contest, event->play))
        return false;
    const struct contest_play *play = &contest->plays[event->play];
    return event->item >= 0 && (uint64_t)event->item < play->ruling_count && !play->voided &&
           !play->rulings[event->item].cancelled;
}

enum contest_refusal decide_amend(struct deciding *d)
{
    if (!may_amend(d->contest, d->as))
        return CONTEST_NO_PLAY;
    const struct contest_play *play = &d->contest->plays[d->as->play];
    if (!play->over || is_playoff(d->contest, play))
        return CONTEST_NOT_NOW;
    if (!deciding_has_reason(d))
        return CONTEST_NO_REASON;
    mark_t most = contest_right_marks(d->contest, play);
    if (d->as->verdict == VERDICT_PARTLY && (d->as->marks < 0 || d->as->marks > most))
        return CONTEST_BAD_MARKS;
    return amend_ruling(d, play, (size_t)d->as->item);
}

bool follows_amended(const struct contest *contest, const struct contest_event *event)
{
    return may_amend(contest, event) && contest->plays[event->play].over &&
           !is_playoff(contest, &contest->plays[event->play]);
}

static void cancel_rulings(struct contest *contest, struct contest_play *play, size_t from)
{
    for (size_t i = from; i < play->ruling_count; i++) {
        struct contest_ruling *ruling = &play->rulings[i];
        if (ruling->cancelled)
            continue;
        contest_count_ruling(contest, play, ruling->team, ruling->verdict, -1);
        ruling->cancelled = true;
        ruling->marks = 0;
    }
}

/* Others than the ruling's own team have what the change of bonuses gave them. */
static void shift_rulings(struct contest_play *play, const struct contest_event *event, int team)
{
    for (int64_t i = 0; i < event->delta_count; i++) {
        int other = (int)event->deltas[i].team, ruling = contest_ruling_of(play, other);
        if (other != team && ruling >= 0)
            play->rulings[ruling].marks += event->deltas[i].marks;
    }
}

void fold_amended(struct contest *contest, const struct contest_event *event)
{
    struct contest_play *play = &contest->plays[event->play];
    struct contest_ruling *ruling = &play->rulings[event->item];
    contest_count_ruling(contest, play, ruling->team, ruling->verdict, -1);
    contest_count_ruling(contest, play, ruling->team, event->verdict, 1);
    ruling->verdict = event->verdict;
    ruling->marks = event->marks;
    ruling->amended = true;
    if (event->cancels)
        cancel_rulings(contest, play, (size_t)event->item + 1);
    shift_rulings(play, event, ruling->team);
    if (event->play != contest->play)
        return;
    bool passed = event->verdict == VERDICT_RIGHT || event->verdict == VERDICT_PARTLY;
    if (passes_floor(contest, play))
        contest->teams[ruling->team].tried = !passed;
    if (contest_round(contest)->kind == ROUND_KNOCKOUT)
        contest_knock_out(contest, play);
}

/* ---- Preview ------------------------------------------------------------------------------------------- */

static void note_standing(const struct contest *contest, struct placing *standing,
                          struct contest_change *rows, bool after)
{
    contest_standing(contest, standing);
    for (int i = 0; i < contest->sheet->team_count; i++) {
        int team = standing[i].entrant;
        *(after ? &rows[team].rank_after : &rows[team].rank_before) = standing[i].rank;
        *(after ? &rows[team].after : &rows[team].before) = contest->teams[team].score;
    }
}

enum contest_refusal contest_preview(const struct contest *contest, const struct contest_command *command,
                                     int64_t now, const struct contest_items *items,
                                     struct contest_change *rows)
{
    struct arena arena = ARENA_EMPTY;
    struct contest_event event;
    enum contest_refusal refusal = contest_decide(contest, command, now, items, &arena, &event);
    if (refusal == CONTEST_OK) {
        struct contest copy;
        struct placing *standing = xcalloc((size_t)contest->sheet->team_count, sizeof *standing);
        note_standing(contest, standing, rows, false);
        contest_copy(&copy, contest);
        contest_apply(&copy, &event);
        note_standing(&copy, standing, rows, true);
        contest_finish(&copy);
        free(standing);
    }
    arena_finish(&arena);
    return refusal;
}
