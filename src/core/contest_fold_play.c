#include "core/contest_private.h"

#include "base/mem.h"

/* The events of an item on the stage. */

static const struct round_sheet *sheet_of(const struct contest *contest)
{
    return &contest->sheet->rounds[contest->round];
}

/* ---- Items come on ------------------------------------------------------------------------------------- */

/* An item can only come on in the way that taking it now would decide. */
bool follows_taken(const struct contest *contest, const struct contest_event *event)
{
    struct contest_event taken = {.team = -1};
    struct deciding d = {.contest = contest, .out = &taken};
    const struct round_ops *ops = contest_ops(contest);
    return ops && ops->take(&d) == CONTEST_OK && taken.queue == event->queue && taken.item == event->item &&
           taken.team == event->team && taken.marks == event->marks;
}

void fold_taken(struct contest *contest, const struct contest_event *event)
{
    int team = (int)event->team;
    if (team >= 0) {
        contest_set_turn(contest, team);
        contest->teams[team].round_turns++;
    }
    contest_put_on(contest, (int)event->queue, team, event->marks);
}

bool follows_swapped(const struct contest *contest, const struct contest_event *event)
{
    const struct contest_play *play = contest_on(contest);
    const struct round_sheet *round = contest_round(contest);
    if (!play || !round || !contest_ops(contest)->by_turn || round->kind == ROUND_RAPID)
        return false;
    int index = contest_queue_index(contest, play->round, play->queue);
    return play->team == event->team && contest->teams[play->team].round_swaps < round->swaps &&
           contest_queue_left(contest, play->round, play->queue) > 0 &&
           contest->next_item[index] == event->item;
}

void fold_swapped(struct contest *contest, const struct contest_event *event)
{
    struct contest_play *play = contest_current(contest);
    int queue = play->queue, team = play->team;
    mark_t stake = play->stake;
    (void)event;
    play->over = play->replaced = true;
    contest->teams[team].round_swaps++;
    contest_put_on(contest, queue, team, stake);
}

bool follows_shown(const struct contest *contest, const struct contest_event *event)
{
    (void)event;
    return contest_on(contest) && !contest_on(contest)->shown;
}

void fold_shown(struct contest *contest, const struct contest_event *event)
{
    (void)event;
    contest_current(contest)->shown = true;
}

void fold_opened(struct contest *contest, const struct contest_event *event)
{
    struct contest_play *play = contest_current(contest);
    play->shown = true;
    play->opened = event->at > 0 ? event->at : 1;
    contest_ops(contest)->open(contest, event->at);
}

bool contest_may_reopen(const struct contest *contest)
{
    const struct contest_play *play = contest_on(contest);
    const struct round_ops *ops = contest_ops(contest);
    if (!play || !ops || !ops->buzzers || play->voided || play->key_shown || !play->opened)
        return false;
    for (size_t i = 0; i < play->ruling_count; i++)
        if (!play->rulings[i].cancelled &&
            (play->rulings[i].verdict == VERDICT_RIGHT || play->rulings[i].verdict == VERDICT_PARTLY))
            return false;
    return contest_anyone_may_press(contest);
}

bool follows_reopened(const struct contest *contest, const struct contest_event *event)
{
    (void)event;
    return contest_may_reopen(contest);
}

void fold_reopened(struct contest *contest, const struct contest_event *event)
{
    struct contest_play *play = contest_current(contest);
    play->over = false;
    play->reopened++;
    contest_open_buzzers(contest, event->at);
}

bool follows_key_shown(const struct contest *contest, const struct contest_event *event)
{
    const struct contest_play *play = contest_on(contest);
    (void)event;
    return play && !play->key_shown && !play->voided;
}

void fold_key_shown(struct contest *contest, const struct contest_event *event)
{
    struct contest_play *play = contest_current(contest);
    (void)event;
    play->key_shown = play->shown = true;
}

/* ---- Presses ------------------------------------------------------------------------------------------- */

/* Whether the press counts: as a false start, for the floor, or for its place in the order. */
static bool press_counts(const struct contest *contest, const struct contest_event *event)
{
    int team = (int)event->team;
    bool ready = contest->stage == CONTEST_STAGE_READY;
    return contest->stage != CONTEST_STAGE_DONE && event->false_start == ready &&
           contest_is_entitled(contest, team) && !contest->teams[team].locked && contest->floor != team;
}

bool follows_pressed(const struct contest *contest, const struct contest_event *event)
{
    const struct round_ops *ops = contest_ops(contest);
    if (!ops || !ops->buzzers || !contest_on(contest) || !contest_has_team(contest, event->team))
        return false;
    if (event->delta_count > 1 || (event->delta_count == 1 && event->deltas[0].team != event->team))
        return false;
    return event->refused ? event->delta_count == 0 : press_counts(contest, event);
}

/* Kept in order of arrival. */
static void add_press(struct contest_play *play, struct contest_press press)
{
    play->presses = xgrow(play->presses, &play->press_capacity, play->press_count + 1, sizeof *play->presses);
    size_t at = play->press_count++;
    while (at > 0 && play->presses[at - 1].arrival > press.arrival) {
        play->presses[at] = play->presses[at - 1];
        at--;
    }
    play->presses[at] = press;
}

static void fold_false_start(struct contest *contest, int team)
{
    struct contest_team *t = &contest->teams[team];
    enum false_start_then then = sheet_of(contest)->false_start[t->false_starts > 0].then;
    t->false_starts++;
    if (then == FALSE_START_LOCKED)
        t->locked = true;
    if (then == FALSE_START_VOID)
        contest_current(contest)->voided = contest_current(contest)->replaced = true;
    if (then == FALSE_START_VOID || !contest_anyone_may_press(contest))
        contest_end_play(contest);
}

void fold_pressed(struct contest *contest, const struct contest_event *event)
{
    struct contest_play *play = contest_current(contest);
    int team = (int)event->team;
    mark_t marks = event->delta_count > 0 ? event->deltas[0].marks : 0;
    add_press(play, (struct contest_press){.team = team,
                                           .at = event->at,
                                           .arrival = event->arrival,
                                           .false_start = event->false_start,
                                           .refused = event->refused,
                                           .opening = play->opened ? play->reopened + 1 : 0,
                                           .marks = marks});
    if (event->refused)
        return;
    if (event->false_start)
        fold_false_start(contest, team);
    else if (contest->stage == CONTEST_STAGE_OPEN)
        contest_give_floor(contest, team, event->at);
}

void fold_spoken(struct contest *contest, const struct contest_event *event)
{
    contest->stage = CONTEST_STAGE_ANSWER;
    contest_clock_start(contest, event->at, sheet_of(contest)->seconds);
}

/* ---- Rulings ------------------------------------------------------------------------------------------- */

static int pending_count(const struct contest *contest)
{
    int count = 0;
    for (int i = 0; i < contest->sheet->team_count; i++)
        count += contest_is_pending(contest, i);
    return count;
}

/* Whether the event's rulings are on teams that wait for one: who has the floor, or some of all. */
static bool rulings_can_follow(const struct contest *contest, const struct contest_event *event)
{
    const struct round_ops *ops = contest_ops(contest);
    if (!ops || !contest_item_is_on(contest))
        return false;
    if (!ops->everyone)
        return event->ruling_count == 0 ||
               (event->ruling_count == 1 && contest->floor >= 0 && event->rulings[0].team == contest->floor);
    for (int64_t i = 0; i < event->ruling_count; i++) {
        if (!contest_is_pending(contest, event->rulings[i].team))
            return false;
        for (int64_t k = 0; k < i; k++)
            if (event->rulings[k].team == event->rulings[i].team)
                return false;
    }
    return true;
}

static bool is_ruled_in(const struct contest_event *event, int64_t team)
{
    for (int64_t i = 0; i < event->ruling_count; i++)
        if (event->rulings[i].team == team)
            return true;
    return false;
}

/* Marks that go to a team ruled on before are its bonus for speed, now that all are ruled on. */
static void add_to_earlier_rulings(struct contest_play *play, const struct contest_event *event)
{
    for (int64_t i = 0; i < event->delta_count; i++) {
        int ruling = contest_ruling_of(play, (int)event->deltas[i].team);
        if (ruling >= 0 && !is_ruled_in(event, event->deltas[i].team))
            play->rulings[ruling].marks += event->deltas[i].marks;
    }
}

static void add_rulings(struct contest *contest, const struct contest_event *event)
{
    struct contest_play *play = contest_current(contest);
    add_to_earlier_rulings(play, event);
    play->rulings = xgrow(play->rulings, &play->ruling_capacity,
                          play->ruling_count + (size_t)event->ruling_count, sizeof *play->rulings);
    for (int64_t i = 0; i < event->ruling_count; i++) {
        const struct contest_ruling *ruling = &event->rulings[i];
        play->rulings[play->ruling_count++] = (struct contest_ruling){.team = ruling->team,
                                                                      .verdict = ruling->verdict,
                                                                      .marks = ruling->marks,
                                                                      .machine = ruling->machine};
        contest_count_ruling(contest, play, ruling->team, ruling->verdict, 1);
    }
}

bool follows_ruled(const struct contest *contest, const struct contest_event *event)
{
    bool nobody = contest->stage == CONTEST_STAGE_OPEN;
    return rulings_can_follow(contest, event) && nobody == (event->ruling_count == 0);
}

void fold_ruled(struct contest *contest, const struct contest_event *event)
{
    add_rulings(contest, event);
    contest_ops(contest)->ruled(contest, event->at);
}

bool follows_answered(const struct contest *contest, const struct contest_event *event)
{
    const struct round_ops *ops = contest_ops(contest);
    if (!contest_has_team(contest, event->team) || !rulings_can_follow(contest, event))
        return false;
    if (!ops->everyone)
        return contest->floor == event->team;
    return contest_is_pending(contest, (int)event->team) &&
           (event->ruling_count == 0 || event->ruling_count == pending_count(contest));
}

static void keep_answer(struct contest *contest, const struct contest_event *event)
{
    struct contest_play *play = contest_current(contest);
    struct contest_answer answer = {.team = (int)event->team,
                                    .at = event->at,
                                    .arrival = event->arrival,
                                    .text = event->response.at ? event->response.at : ""};
    for (size_t i = 0; i < play->answer_count; i++)
        if (play->answers[i].team == answer.team) {
            if (event->response.len > 0)
                play->answers[i] = answer;
            else /* taken back */
                play->answers[i] = play->answers[--play->answer_count];
            return;
        }
    if (event->response.len == 0)
        return;
    play->answers =
        xgrow(play->answers, &play->answer_capacity, play->answer_count + 1, sizeof *play->answers);
    play->answers[play->answer_count++] = answer;
}

void fold_answered(struct contest *contest, const struct contest_event *event)
{
    keep_answer(contest, event);
    contest->teams[event->team].changes++;
    if (event->ruling_count > 0)
        fold_ruled(contest, event);
    else
        contest_ops(contest)->answered(contest, event->at);
}

bool follows_expired(const struct contest *contest, const struct contest_event *event)
{
    const struct round_ops *ops = contest_ops(contest);
    if (!contest->clock.running || !rulings_can_follow(contest, event))
        return false;
    return !ops->everyone || event->ruling_count == 0 || event->ruling_count == pending_count(contest);
}

void fold_expired(struct contest *contest, const struct contest_event *event)
{
    if (event->ruling_count > 0)
        fold_ruled(contest, event);
    else
        contest_ops(contest)->expired(contest, event->at);
}
