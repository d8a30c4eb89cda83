#include "core/contest_private.h"

#include "base/mem.h"

/* What each kind of event does: one table. The events of rounds, turns and pages are here; those of items in
 * contest_fold_play.c, those that correct in contest_amend.c. */

#define AT(stage) (UINT32_C(1) << CONTEST_STAGE_##stage)

enum {
    IDLE = AT(ROUND) | AT(STAKE) | AT(DONE), /* in a round, no item going on */
    LEAVABLE = IDLE | AT(READY) | AT(PANEL),
    ON = AT(READY) | AT(OPEN) | AT(BEGIN) | AT(ANSWER) | AT(RULING) | AT(DONE),
    BEGUN = AT(BETWEEN) | LEAVABLE | ON | AT(OVER),
};

/* ---- Rounds -------------------------------------------------------------------------------------------- */

static bool follows_began(const struct contest *contest, const struct contest_event *event)
{
    int expected = 0;
    for (int r = 0; r < contest->sheet->round_count; r++)
        for (int q = 0; q < round_queue_count(&contest->sheet->rounds[r]); q++) {
            if (expected >= event->script.queue_count || event->script.queues[expected].round != r ||
                event->script.queues[expected].queue != q)
                return false;
            expected++;
        }
    return expected == event->script.queue_count;
}

static void fold_began(struct contest *contest, const struct contest_event *event)
{
    contest->script = event->script;
    contest->next_item = xcalloc((size_t)event->script.queue_count, sizeof *contest->next_item);
    contest->stage = CONTEST_STAGE_BETWEEN;
}

static bool follows_entered(const struct contest *contest, const struct contest_event *event)
{
    if (!contest_has_round(contest, event->round))
        return false;
    bool playoff = contest->sheet->rounds[event->round].kind == ROUND_PLAYOFF;
    bool over = contest->stage == CONTEST_STAGE_OVER;
    if (playoff)
        return over && event->delta_count == 0 &&
               contest_are_tied(contest, event->teams, event->team_count) && contest_can_play_off(contest);
    bool going_on = contest_round(contest) && event->round == contest->round;
    return !over && contest->playoff_first == 0 && !going_on && !contest->rounds_done[event->round] &&
           event->team_count == 0;
}

static void begin_playoff(struct contest *contest, const struct contest_event *event)
{
    contest->playoff_first = contest_place_of(contest, event->teams, event->team_count);
    for (int i = 0; i < contest->sheet->team_count; i++)
        contest->teams[i].taking_part = false;
    for (int64_t i = 0; i < event->team_count; i++) {
        contest->teams[event->teams[i]].taking_part = true;
        contest->teams[event->teams[i]].playoff = 0;
    }
}

static void fold_entered(struct contest *contest, const struct contest_event *event)
{
    const struct round_sheet *round = &contest->sheet->rounds[event->round];
    if (contest_round(contest))
        contest_leave_round(contest);
    contest->round = (int)event->round;
    contest->stage = round->kind == ROUND_PANEL ? CONTEST_STAGE_PANEL : CONTEST_STAGE_ROUND;
    if (round->kind == ROUND_PLAYOFF)
        begin_playoff(contest, event);
    if (round->kind == ROUND_PANEL || !round_ops_of(round->kind)->by_turn)
        return;
    contest_set_turn(contest, contest_next_turn(contest));
    if (round->kind == ROUND_RISK && contest->turn >= 0)
        contest->stage = CONTEST_STAGE_STAKE;
}

static bool follows_left(const struct contest *contest, const struct contest_event *event)
{
    (void)event;
    return contest_round(contest) != NULL;
}

static void fold_left(struct contest *contest, const struct contest_event *event)
{
    (void)event;
    contest_leave_round(contest);
}

static bool follows_closed(const struct contest *contest, const struct contest_event *event)
{
    (void)event;
    return contest->playoff_first == 0;
}

static void fold_closed(struct contest *contest, const struct contest_event *event)
{
    (void)event;
    if (contest_round(contest))
        contest_leave_round(contest);
    contest->stage = CONTEST_STAGE_OVER;
}

static bool follows_finalized(const struct contest *contest, const struct contest_event *event)
{
    (void)event;
    return !contest_has_open_protest(contest) && !contest_lacks_panel(contest);
}

static void fold_finalized(struct contest *contest, const struct contest_event *event)
{
    (void)event;
    contest->stage = CONTEST_STAGE_FINAL;
}

static bool follows_revealed(const struct contest *contest, const struct contest_event *event)
{
    (void)event;
    return contest->revealed < contest->sheet->team_count;
}

static void fold_revealed(struct contest *contest, const struct contest_event *event)
{
    (void)event;
    contest->revealed++;
}

/* ---- Turns --------------------------------------------------------------------------------------------- */

static bool follows_turned(const struct contest *contest, const struct contest_event *event)
{
    const struct round_ops *ops = contest_ops(contest);
    return ops && ops->by_turn && contest_has_team(contest, event->team) &&
           contest->teams[event->team].round_turns < round_turns(contest_round(contest));
}

static void fold_turned(struct contest *contest, const struct contest_event *event)
{
    bool risk = contest_round(contest)->kind == ROUND_RISK;
    contest_set_turn(contest, (int)event->team);
    contest->stage = risk ? CONTEST_STAGE_STAKE : CONTEST_STAGE_ROUND;
    contest->stake = 0;
    contest->teams[contest->turn].changes = 0;
    contest->play = contest->floor = -1;
    contest_clock_off(contest);
}

bool contest_may_stake(const struct contest *contest, mark_t marks)
{
    const struct round_sheet *round = contest_round(contest);
    if (marks == 0)
        return round->decline;
    for (int i = 0; i < round->stake_count; i++)
        if (round->stakes[i].marks == marks)
            return true;
    return false;
}

static bool follows_staked(const struct contest *contest, const struct contest_event *event)
{
    bool changed = contest->stage == CONTEST_STAGE_ROUND && contest->stake > 0;
    return (contest->stage == CONTEST_STAGE_STAKE || changed) && contest_round(contest)->kind == ROUND_RISK &&
           event->team >= 0 && event->team == contest->turn && contest_may_stake(contest, event->marks);
}

static void fold_staked(struct contest *contest, const struct contest_event *event)
{
    contest->stage = CONTEST_STAGE_ROUND;
    contest->stake = event->marks;
    contest->teams[contest->turn].changes++;
    if (event->marks == 0) {
        contest->teams[contest->turn].round_turns++;
        contest->turn = -1;
    }
}

/* ---- Clock, page, freeze ------------------------------------------------------------------------------- */

static bool follows_paused(const struct contest *contest, const struct contest_event *event)
{
    (void)event;
    return contest->clock.running;
}

static void fold_paused(struct contest *contest, const struct contest_event *event)
{
    contest_clock_stop(contest, event->left);
}

static bool follows_resumed(const struct contest *contest, const struct contest_event *event)
{
    (void)event;
    return contest_is_paused(contest);
}

static void fold_resumed(struct contest *contest, const struct contest_event *event)
{
    contest->clock.running = true;
    contest->clock.ends = event->at + contest->clock.left;
    contest->clock.left = 0;
}

static void fold_paged(struct contest *contest, const struct contest_event *event)
{
    contest->page = event->page;
}

static bool follows_frozen(const struct contest *contest, const struct contest_event *event)
{
    return contest->frozen == (event->kind == CONTEST_UNFROZEN);
}

static void fold_frozen(struct contest *contest, const struct contest_event *event)
{
    contest->frozen = event->kind == CONTEST_FROZEN;
}

/* ---- Marks by the host's hand -------------------------------------------------------------------------- */

static bool follows_given(const struct contest *contest, const struct contest_event *event)
{
    return contest_has_team(contest, event->team) && (event->kind == CONTEST_AWARDED || event->marks <= 0) &&
           event->delta_count == 1 && event->deltas[0].team == event->team &&
           event->deltas[0].marks == event->marks;
}

/* The deltas say it all. */
static void fold_given(struct contest *contest, const struct contest_event *event)
{
    (void)contest;
    (void)event;
}

/* ---- The table ----------------------------------------------------------------------------------------- */

enum { ITEM_ON = ON & ~AT(DONE), ANY = BEGUN | AT(FINAL), ALWAYS = ANY | AT(NONE) };
static const struct event_ops events[CONTEST_EVENT_KINDS] = {
    [CONTEST_BEGAN] = {AT(NONE), follows_began, fold_began, EVENT_PAGES, PAGE_TITLE},
    [CONTEST_ENTERED] = {AT(BETWEEN) | AT(OVER) | LEAVABLE, follows_entered, fold_entered,
                         EVENT_MARKS | EVENT_STEP | EVENT_PAGES, PAGE_RULES},
    [CONTEST_LEFT] = {LEAVABLE, follows_left, fold_left, EVENT_MARKS | EVENT_STEP | EVENT_PAGES, PAGE_SCORES},
    [CONTEST_TURNED] = {IDLE, follows_turned, fold_turned, EVENT_STEP | EVENT_PAGES, PAGE_STAGE},
    [CONTEST_STAKED] = {AT(ROUND) | AT(STAKE), follows_staked, fold_staked, EVENT_STEP | EVENT_PAGES,
                        PAGE_STAGE},
    [CONTEST_TAKEN] = {AT(ROUND) | AT(DONE), follows_taken, fold_taken, EVENT_STEP | EVENT_PAGES, PAGE_STAGE},
    [CONTEST_SWAPPED] = {AT(READY) | AT(ANSWER), follows_swapped, fold_swapped, EVENT_STEP | EVENT_PAGES,
                         PAGE_STAGE},
    [CONTEST_SHOWN] = {ON, follows_shown, fold_shown, EVENT_STEP | EVENT_PAGES, PAGE_STAGE},
    [CONTEST_OPENED] = {AT(READY), NULL, fold_opened, EVENT_STEP | EVENT_PAGES, PAGE_STAGE},
    [CONTEST_PRESSED] = {ON, follows_pressed, fold_pressed, EVENT_MARKS, PAGE_STAGE},
    [CONTEST_STARTED_TO_SPEAK] = {AT(BEGIN), NULL, fold_spoken, EVENT_STEP, PAGE_STAGE},
    [CONTEST_ANSWERED] = {AT(BEGIN) | AT(ANSWER), follows_answered, fold_answered, EVENT_MARKS, PAGE_STAGE},
    [CONTEST_RULED] = {ITEM_ON & ~AT(READY), follows_ruled, fold_ruled, EVENT_MARKS | EVENT_STEP, PAGE_STAGE},
    [CONTEST_EXPIRED] = {AT(OPEN) | AT(BEGIN) | AT(ANSWER), follows_expired, fold_expired, EVENT_MARKS,
                         PAGE_STAGE},
    [CONTEST_REOPENED] = {AT(DONE), follows_reopened, fold_reopened, EVENT_STEP | EVENT_PAGES, PAGE_STAGE},
    [CONTEST_KEY_SHOWN] = {AT(DONE), follows_key_shown, fold_key_shown, EVENT_STEP | EVENT_PAGES, PAGE_STAGE},
    [CONTEST_PENALIZED] = {BEGUN, follows_given, fold_given, EVENT_MARKS | EVENT_STEP, PAGE_STAGE},
    [CONTEST_AWARDED] = {BEGUN, follows_given, fold_given, EVENT_MARKS | EVENT_STEP, PAGE_STAGE},
    [CONTEST_VOIDED] = {BEGUN, follows_voided, fold_voided, EVENT_MARKS | EVENT_STEP, PAGE_STAGE},
    [CONTEST_AMENDED] = {BEGUN, follows_amended, fold_amended, EVENT_MARKS | EVENT_STEP, PAGE_STAGE},
    [CONTEST_PROTESTED] = {BEGUN, follows_protested, fold_protested, EVENT_STEP, PAGE_STAGE},
    [CONTEST_SETTLED] = {BEGUN, follows_settled, fold_settled, EVENT_STEP, PAGE_STAGE},
    [CONTEST_PAUSED] = {ITEM_ON, follows_paused, fold_paused, 0, PAGE_STAGE},
    [CONTEST_RESUMED] = {ITEM_ON, follows_resumed, fold_resumed, 0, PAGE_STAGE},
    [CONTEST_PAGED] = {ANY, NULL, fold_paged, 0, PAGE_STAGE},
    [CONTEST_FROZEN] = {ANY, follows_frozen, fold_frozen, 0, PAGE_STAGE},
    [CONTEST_UNFROZEN] = {ANY, follows_frozen, fold_frozen, 0, PAGE_STAGE},
    [CONTEST_CARRIED] = {BEGUN, follows_carried, fold_carried, EVENT_MARKS | EVENT_STEP, PAGE_STAGE},
    [CONTEST_CLOSED] = {AT(BETWEEN) | LEAVABLE, follows_closed, fold_closed,
                        EVENT_MARKS | EVENT_STEP | EVENT_PAGES, PAGE_SCORES},
    [CONTEST_REVEALED] = {AT(OVER) | AT(FINAL), follows_revealed, fold_revealed, EVENT_STEP | EVENT_PAGES,
                          PAGE_REVEAL},
    [CONTEST_FINALIZED] = {AT(OVER), follows_finalized, fold_finalized, 0, PAGE_STAGE},
    /* What they take back or put back is the log's affair; what is left of them is a clock that stands.
     */
    [CONTEST_UNDONE] = {ALWAYS, NULL, fold_paused, 0, PAGE_STAGE},
    [CONTEST_REDONE] = {ALWAYS, NULL, fold_paused, 0, PAGE_STAGE},
};

const struct event_ops *event_ops_of(enum contest_event_kind kind)
{
    return &events[kind];
}

/* ---- Folding ------------------------------------------------------------------------------------------- */

/* Each change is of another team, and no team's marks leave what marks can be. */
static bool marks_can_follow(const struct contest *contest, const struct contest_event *event)
{
    for (int64_t i = 0; i < event->delta_count; i++) {
        const struct contest_delta *delta = &event->deltas[i];
        mark_t score = contest->teams[delta->team].score + delta->marks;
        if (score > MARK_MAX || score < -MARK_MAX)
            return false;
        for (int64_t k = 0; k < i; k++)
            if (event->deltas[k].team == delta->team)
                return false;
    }
    return true;
}

static bool is_last_round(const struct contest *contest)
{
    for (int i = contest->round + 1; i < contest->sheet->round_count; i++)
        if (contest->sheet->rounds[i].kind != ROUND_PLAYOFF)
            return false;
    return contest->sheet->rounds[contest->round].kind != ROUND_PLAYOFF;
}

/* The scores stand still from the moment on at which an item comes on that, with those after it, is no more
 * than the sheet says. */
static void freeze_when_due(struct contest *contest, int play_before)
{
    int freeze = contest->sheet->freeze_items;
    if (freeze <= 0 || contest->freeze_done || contest->play == play_before || !contest_item_is_on(contest) ||
        !is_last_round(contest))
        return;
    if (contest_ops(contest)->left(contest) + 1 <= freeze)
        contest->frozen = contest->freeze_done = true;
}

static void show_scores(struct contest *contest)
{
    for (int i = 0; i < contest->sheet->team_count && !contest->frozen; i++)
        contest->teams[i].shown_score = contest->teams[i].score;
}

bool contest_fold_event(struct contest *contest, const struct contest_event *event)
{
    const struct event_ops *ops = event_ops_of(event->kind);
    int play = contest->play;
    if (!(ops->stages >> contest->stage & 1) || (event->delta_count > 0 && !(ops->flags & EVENT_MARKS)) ||
        !marks_can_follow(contest, event) || (ops->follows && !ops->follows(contest, event)))
        return false;
    ops->fold(contest, event);
    for (int64_t i = 0; i < event->delta_count; i++)
        contest->teams[event->deltas[i].team].score += event->deltas[i].marks;
    if (ops->flags & EVENT_PAGES)
        contest->page = ops->page;
    if (event->delta_count > 0 || event->kind == CONTEST_UNFROZEN)
        show_scores(contest);
    freeze_when_due(contest, play);
    return true;
}

/* ---- Soundness ----------------------------------------------------------------------------------------- */

/* Far beyond every hall's life, and sums of a few of them do not overflow. */
#define TIME_MAX (INT64_C(1) << 53)

static bool is_time(int64_t ms)
{
    return ms >= 0 && ms <= TIME_MAX;
}

static bool is_change(mark_t marks)
{
    return marks >= -2 * MARK_MAX && marks <= 2 * MARK_MAX;
}

static bool arrays_are_sound(const struct contest *contest, const struct contest_event *event)
{
    int64_t most = contest->sheet->team_count;
    if (event->ruling_count < 0 || event->ruling_count > most || event->delta_count < 0 ||
        event->delta_count > most || event->team_count < 0 || event->team_count > most)
        return false;
    for (int64_t i = 0; i < event->ruling_count; i++)
        if (!contest_has_team(contest, event->rulings[i].team) ||
            (unsigned)event->rulings[i].verdict >= VERDICTS || !is_change(event->rulings[i].marks))
            return false;
    for (int64_t i = 0; i < event->delta_count; i++)
        if (!contest_has_team(contest, event->deltas[i].team) || !is_change(event->deltas[i].marks))
            return false;
    return true;
}

static bool script_is_sound(const struct contest_script *script)
{
    if (script->queue_count < 0 || (script->queue_count > 0 && !script->queues))
        return false;
    for (int i = 0; i < script->queue_count; i++)
        if (script->queues[i].count < 0 || (script->queues[i].count > 0 && !script->queues[i].slots))
            return false;
    return true;
}

bool contest_event_is_sound(const struct contest *contest, const struct contest_event *event)
{
    return (unsigned)event->kind < CONTEST_EVENT_KINDS && (unsigned)event->verdict < VERDICTS &&
           (unsigned)event->page < CONTEST_PAGES && is_time(event->at) && is_time(event->left) &&
           is_change(event->marks) && arrays_are_sound(contest, event) && script_is_sound(&event->script);
}
