#include "core/contest_private.h"

/* What the steps of an item mean in each kind of round: one table of operations. */

static const struct round_sheet *sheet_of(const struct contest *contest)
{
    return &contest->sheet->rounds[contest->round];
}

/* ---- Who may what -------------------------------------------------------------------------------------- */

bool contest_is_entitled(const struct contest *contest, int team)
{
    const struct contest_team *t = &contest->teams[team];
    return t->taking_part && !t->out && !t->tried;
}

bool contest_anyone_may_press(const struct contest *contest)
{
    for (int i = 0; i < contest->sheet->team_count; i++)
        if (contest_is_entitled(contest, i) && !contest->teams[i].locked)
            return true;
    return false;
}

bool contest_is_pending(const struct contest *contest, int team)
{
    const struct contest_team *t = &contest->teams[team];
    return t->taking_part && !t->out && contest_ruling_of(contest_on(contest), team) < 0;
}

static bool anyone_is_pending(const struct contest *contest)
{
    for (int i = 0; i < contest->sheet->team_count; i++)
        if (contest_is_pending(contest, i))
            return true;
    return false;
}

static bool anyone_is_to_answer(const struct contest *contest)
{
    for (int i = 0; i < contest->sheet->team_count; i++)
        if (!contest_answer_of(contest_on(contest), i) && contest_is_pending(contest, i))
            return true;
    return false;
}

/* ---- OPEN ---------------------------------------------------------------------------------------------- */

static void open_turn(struct contest *contest, int64_t at)
{
    contest->stage = CONTEST_STAGE_ANSWER;
    contest->floor = contest->turn;
    contest_clock_start(contest, at, sheet_of(contest)->seconds);
}

static void open_all(struct contest *contest, int64_t at)
{
    contest->stage = CONTEST_STAGE_ANSWER;
    contest_clock_start(contest, at, sheet_of(contest)->seconds);
}

void contest_open_buzzers(struct contest *contest, int64_t at)
{
    contest->floor = -1;
    contest->stage = CONTEST_STAGE_OPEN;
    contest_clock_start(contest, at, sheet_of(contest)->window);
}

void contest_give_floor(struct contest *contest, int team, int64_t at)
{
    const struct round_sheet *round = sheet_of(contest);
    contest->floor = team;
    contest->stage = round->begin > 0 ? CONTEST_STAGE_BEGIN : CONTEST_STAGE_ANSWER;
    contest_clock_start(contest, at, round->begin > 0 ? round->begin : round->seconds);
}

/* ---- RULED --------------------------------------------------------------------------------------------- */

static void ruled_turn(struct contest *contest, int64_t at)
{
    (void)at;
    contest_end_play(contest);
}

static void ruled_all(struct contest *contest, int64_t at)
{
    (void)at;
    if (!anyone_is_pending(contest))
        contest_end_play(contest);
}

void contest_knock_out(struct contest *contest, const struct contest_play *play)
{
    bool anyone = false;
    for (size_t i = 0; i < play->ruling_count; i++)
        anyone |= !play->rulings[i].cancelled &&
                  (play->rulings[i].verdict == VERDICT_RIGHT || play->rulings[i].verdict == VERDICT_PARTLY);
    for (size_t i = 0; i < play->ruling_count; i++) {
        const struct contest_ruling *ruling = &play->rulings[i];
        bool passed = ruling->verdict == VERDICT_RIGHT || ruling->verdict == VERDICT_PARTLY;
        if (!ruling->cancelled)
            contest->teams[ruling->team].out = anyone && !passed;
    }
}

static void ruled_knockout(struct contest *contest, int64_t at)
{
    ruled_all(contest, at);
    if (contest->stage == CONTEST_STAGE_DONE)
        contest_knock_out(contest, contest_on(contest));
}

static enum verdict last_verdict(const struct contest *contest)
{
    const struct contest_play *play = contest_on(contest);
    return play->rulings[play->ruling_count - 1].verdict;
}

/* The floor is the next one's that pressed; false: nobody's. */
static bool give_floor_to_next(struct contest *contest, int64_t at)
{
    const struct contest_play *play = contest_on(contest);
    for (size_t i = 0; i < play->press_count; i++) {
        const struct contest_press *press = &play->presses[i];
        if (press->refused || press->false_start || press->opening != play->reopened + 1 ||
            !contest_is_entitled(contest, press->team) || contest->teams[press->team].locked)
            continue;
        contest_give_floor(contest, press->team, at);
        return true;
    }
    return false;
}

static void after_wrong(struct contest *contest, int64_t at)
{
    enum rebound_mode mode = sheet_of(contest)->rebound_mode;
    bool goes_on = contest->rebounds_left > 0;
    if (goes_on)
        contest->rebounds_left--;
    if (goes_on && mode == REBOUND_NEXT && give_floor_to_next(contest, at))
        return;
    if (goes_on && mode == REBOUND_OPEN && contest_anyone_may_press(contest)) {
        contest_current(contest)->reopened++;
        contest_open_buzzers(contest, at);
        return;
    }
    contest_end_play(contest);
}

/* The host closed the buzzers without a ruling when nobody has the floor. */
static void ruled_buzzer(struct contest *contest, int64_t at)
{
    if (contest->floor < 0) {
        contest_end_play(contest);
        return;
    }
    enum verdict verdict = last_verdict(contest);
    if (verdict == VERDICT_RIGHT || verdict == VERDICT_PARTLY) {
        contest_end_play(contest);
        return;
    }
    contest->teams[contest->floor].tried = true;
    contest->floor = -1;
    after_wrong(contest, at);
}

static void win_place(struct contest *contest, int team)
{
    contest->teams[team].playoff = contest->playoff_first++;
    contest->teams[team].out = true;
}

static void ruled_playoff(struct contest *contest, int64_t at)
{
    int winner = contest->floor, last;
    ruled_buzzer(contest, at);
    if (winner < 0 || last_verdict(contest) != VERDICT_RIGHT)
        return;
    win_place(contest, winner);
    if (contest_standing_teams(contest, &last) == 1)
        win_place(contest, last);
}

static bool time_is_up(const struct contest *contest, int64_t at)
{
    return contest->clock.total > 0 && contest_left(contest, at) == 0;
}

void contest_put_on_rapid(struct contest *contest, int64_t at)
{
    struct contest_clock clock = contest->clock;
    contest_put_on(contest, 0, contest->turn, 0);
    contest_current(contest)->shown = true;
    contest_current(contest)->opened = at > 0 ? at : 1;
    contest->stage = CONTEST_STAGE_ANSWER;
    contest->floor = contest->turn;
    contest->clock = clock;
}

static void ruled_rapid(struct contest *contest, int64_t at)
{
    int left = contest_left_of_rapid_turn(contest);
    contest_current(contest)->over = true;
    if (left > 0 && !time_is_up(contest, at))
        contest_put_on_rapid(contest, at);
    else
        contest_end_play(contest);
}

/* ---- ANSWERED without rulings -------------------------------------------------------------------------- */

static void wait_for_ruling(struct contest *contest, int64_t at)
{
    (void)at;
    contest->stage = CONTEST_STAGE_RULING;
    contest_clock_off(contest);
}

static void answered_all(struct contest *contest, int64_t at)
{
    if (!anyone_is_to_answer(contest))
        wait_for_ruling(contest, at);
}

/* The clock of the turn goes on; the host rules on what was answered. */
static void answered_rapid(struct contest *contest, int64_t at)
{
    (void)contest;
    (void)at;
}

/* ---- EXPIRED ------------------------------------------------------------------------------------------- */

static void none_given(struct deciding *d)
{
    mark_t marks = contest_verdict_marks(d->contest, contest_on(d->contest), VERDICT_NONE, 0);
    deciding_add_ruling(d, d->contest->floor, VERDICT_NONE, marks, true);
}

static void expire_turn(struct deciding *d)
{
    if (sheet_of(d->contest)->answer == ANSWER_DESK)
        none_given(d);
}

static void expire_all(struct deciding *d)
{
    enum answer_by answer = sheet_of(d->contest)->answer;
    bool nobody = contest_on(d->contest)->answer_count == 0;
    if (answer == ANSWER_HOST || (answer == ANSWER_EITHER && nobody) || !deciding_mark_all(d))
        return;
    deciding_add_bonuses(d);
}

static void expire_buzzer(struct deciding *d)
{
    if (d->contest->floor < 0)
        return;
    bool silent = d->contest->stage == CONTEST_STAGE_BEGIN;
    if (silent || sheet_of(d->contest)->answer == ANSWER_DESK)
        none_given(d);
}

static void expire_rapid(struct deciding *d)
{
    (void)d;
}

static void expired_buzzer(struct contest *contest, int64_t at)
{
    if (contest->floor < 0)
        contest_end_play(contest);
    else
        wait_for_ruling(contest, at);
}

static void expired_rapid(struct contest *contest, int64_t at)
{
    (void)at;
    contest_end_play(contest);
}

/* ---- The table ----------------------------------------------------------------------------------------- */

static const struct round_ops required = {
    .by_turn = true,
    .free_pass = true,
    .take = contest_take_by_turn,
    .open = open_turn,
    .ruled = ruled_turn,
    .answered = wait_for_ruling,
    .expire = expire_turn,
    .expired = wait_for_ruling,
    .left = contest_left_by_turn,
};
static const struct round_ops risk = {
    .by_turn = true,
    .take = contest_take_staked,
    .open = open_turn,
    .ruled = ruled_turn,
    .answered = wait_for_ruling,
    .expire = expire_turn,
    .expired = wait_for_ruling,
    .left = contest_left_by_turn,
};
static const struct round_ops rapid = {
    .by_turn = true,
    .free_pass = true,
    .take = contest_take_by_turn,
    .open = open_turn,
    .ruled = ruled_rapid,
    .answered = answered_rapid,
    .expire = expire_rapid,
    .expired = expired_rapid,
    .left = contest_left_rapid,
};
static const struct round_ops together = {
    .everyone = true,
    .take = contest_take_for_all,
    .open = open_all,
    .ruled = ruled_all,
    .answered = answered_all,
    .expire = expire_all,
    .expired = wait_for_ruling,
    .left = contest_left_for_all,
};
static const struct round_ops knockout = {
    .everyone = true,
    .take = contest_take_for_all,
    .open = open_all,
    .ruled = ruled_knockout,
    .answered = answered_all,
    .expire = expire_all,
    .expired = wait_for_ruling,
    .left = contest_left_for_all,
};
static const struct round_ops buzzer = {
    .buzzers = true,
    .take = contest_take_for_all,
    .open = contest_open_buzzers,
    .ruled = ruled_buzzer,
    .answered = wait_for_ruling,
    .expire = expire_buzzer,
    .expired = expired_buzzer,
    .left = contest_left_for_all,
};
static const struct round_ops playoff = {
    .buzzers = true,
    .take = contest_take_playoff,
    .open = contest_open_buzzers,
    .ruled = ruled_playoff,
    .answered = wait_for_ruling,
    .expire = expire_buzzer,
    .expired = expired_buzzer,
    .left = contest_left_in_queue,
};
static const struct round_ops *const rounds[ROUND_KINDS] = {
    [ROUND_REQUIRED] = &required, [ROUND_TOGETHER] = &together, [ROUND_BUZZER] = &buzzer,
    [ROUND_RISK] = &risk,         [ROUND_RAPID] = &rapid,       [ROUND_PANEL] = NULL,
    [ROUND_KNOCKOUT] = &knockout, [ROUND_PLAYOFF] = &playoff,
};

const struct round_ops *round_ops_of(enum round_kind kind)
{
    return rounds[kind];
}

const struct round_ops *contest_ops(const struct contest *contest)
{
    const struct round_sheet *round = contest_round(contest);
    return round ? round_ops_of(round->kind) : NULL;
}
