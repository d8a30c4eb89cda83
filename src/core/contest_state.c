#include "core/contest_private.h"

#include "base/mem.h"

#include <stdlib.h>

/* ---- Beginning and end -------------------------------------------------------------------------------- */

static void free_plays(struct contest *contest)
{
    for (size_t i = 0; i < contest->play_count; i++) {
        free(contest->plays[i].presses);
        free(contest->plays[i].answers);
        free(contest->plays[i].rulings);
    }
    contest->play_count = 0;
}

static void reset_team(struct contest *contest, int team)
{
    mark_t base = contest->sheet->base;
    contest->teams[team] = (struct contest_team){.score = base, .shown_score = base, .taking_part = true};
    contest->order[team] = team;
}

void contest_reset(struct contest *contest)
{
    size_t teams = (size_t)contest->sheet->team_count, rounds = (size_t)contest->sheet->round_count;
    free_plays(contest);
    free(contest->next_item);
    contest->next_item = NULL;
    for (int i = 0; i < contest->sheet->team_count; i++)
        reset_team(contest, i);
    memset(contest->rounds_done, 0, rounds * sizeof *contest->rounds_done);
    memset(contest->rounds_carried, 0, rounds * sizeof *contest->rounds_carried);
    memset(contest->carried, 0, rounds * teams * sizeof *contest->carried);
    contest->script = (struct contest_script){NULL, 0};
    contest->stage = CONTEST_STAGE_NONE;
    contest->page = PAGE_STAGE;
    contest->round = contest->turn = contest->floor = contest->play = contest->order_cycle = -1;
    contest->rebounds_left = contest->revealed = contest->playoff_first = 0;
    contest->stake = 0;
    contest->clock = (struct contest_clock){0};
    contest->protest_count = 0;
    contest->frozen = contest->freeze_done = false;
}

void contest_init(struct contest *contest, const struct contest_sheet *sheet)
{
    size_t teams = (size_t)sheet->team_count, rounds = (size_t)sheet->round_count;
    *contest = (struct contest){.sheet = sheet, .arena = ARENA_EMPTY};
    contest->teams = xcalloc(teams, sizeof *contest->teams);
    contest->order = xcalloc(teams, sizeof *contest->order);
    contest->rounds_done = xcalloc(rounds, sizeof *contest->rounds_done);
    contest->rounds_carried = xcalloc(rounds, sizeof *contest->rounds_carried);
    contest->carried = xcalloc(rounds * teams, sizeof *contest->carried);
    contest->log = xcalloc(1, sizeof *contest->log);
    contest_reset(contest);
}

void contest_finish(struct contest *contest)
{
    free_plays(contest);
    free(contest->plays);
    free(contest->next_item);
    free(contest->teams);
    free(contest->order);
    free(contest->rounds_done);
    free(contest->rounds_carried);
    free(contest->carried);
    free(contest->protests);
    if (contest->log) {
        free(contest->log->entries);
        free(contest->log->redo);
    }
    free(contest->log);
    arena_finish(&contest->arena);
    *contest = (struct contest){.arena = ARENA_EMPTY};
}

/* ---- Looking ------------------------------------------------------------------------------------------ */

bool contest_has_team(const struct contest *contest, int64_t team)
{
    return team >= 0 && team < contest->sheet->team_count;
}

bool contest_has_round(const struct contest *contest, int64_t round)
{
    return round >= 0 && round < contest->sheet->round_count;
}

const struct round_sheet *contest_round(const struct contest *contest)
{
    bool in_round = contest->stage >= CONTEST_STAGE_ROUND && contest->stage <= CONTEST_STAGE_PANEL;
    return in_round && contest_has_round(contest, contest->round) ? &contest->sheet->rounds[contest->round]
                                                                  : NULL;
}

const struct contest_play *contest_on(const struct contest *contest)
{
    return contest->play >= 0 ? &contest->plays[contest->play] : NULL;
}

struct contest_play *contest_current(struct contest *contest)
{
    return contest->play >= 0 ? &contest->plays[contest->play] : NULL;
}

bool contest_item_is_on(const struct contest *contest)
{
    return contest->play >= 0 && !contest->plays[contest->play].over;
}

int contest_queue_index(const struct contest *contest, int round, int queue)
{
    for (int i = 0; i < contest->script.queue_count; i++)
        if (contest->script.queues[i].round == round && contest->script.queues[i].queue == queue)
            return i;
    return -1;
}

int contest_queue_left(const struct contest *contest, int round, int queue)
{
    int i = contest_queue_index(contest, round, queue);
    return i < 0 ? 0 : contest->script.queues[i].count - contest->next_item[i];
}

const struct slot *contest_slot(const struct contest *contest, const struct contest_play *play)
{
    const struct contest_queue *queue = contest_script_queue(&contest->script, play->round, play->queue);
    return queue && play->item >= 0 && play->item < queue->count ? &queue->slots[play->item] : NULL;
}

int contest_ruling_of(const struct contest_play *play, int team)
{
    for (size_t i = play->ruling_count; i-- > 0;)
        if (play->rulings[i].team == team && !play->rulings[i].cancelled)
            return (int)i;
    return -1;
}

const struct contest_answer *contest_answer_of(const struct contest_play *play, int team)
{
    for (size_t i = 0; i < play->answer_count; i++)
        if (play->answers[i].team == team)
            return &play->answers[i];
    return NULL;
}

size_t contest_press_order(const struct contest *contest, const struct contest_play *play, int *teams,
                           size_t most)
{
    (void)contest;
    size_t count = 0;
    int opening = play->opened ? play->reopened + 1 : 0;
    for (size_t i = 0; i < play->press_count; i++) {
        const struct contest_press *press = &play->presses[i];
        if (press->refused || press->false_start || press->opening != opening)
            continue;
        if (count < most)
            teams[count] = press->team;
        count++;
    }
    return count;
}

/* ---- The clock ---------------------------------------------------------------------------------------- */

int64_t contest_left(const struct contest *contest, int64_t now)
{
    const struct contest_clock *clock = &contest->clock;
    int64_t left = clock->running ? clock->ends - now : clock->left;
    return left > 0 ? left : 0;
}

int64_t contest_expires(const struct contest *contest)
{
    return contest->clock.running ? contest->clock.ends + CONTEST_GRACE_MS : INT64_MAX;
}

bool contest_is_paused(const struct contest *contest)
{
    return contest->clock.total > 0 && !contest->clock.running;
}

void contest_clock_start(struct contest *contest, int64_t at, int64_t ms)
{
    contest->clock = (struct contest_clock){0};
    if (ms > 0)
        contest->clock = (struct contest_clock){.running = true, .ends = at + ms, .total = ms};
}

void contest_clock_stop(struct contest *contest, int64_t left)
{
    if (contest->clock.total <= 0)
        return;
    int64_t most = contest->clock.total;
    contest->clock.running = false;
    contest->clock.ends = 0;
    contest->clock.left = left < 0 ? 0 : left > most ? most : left;
}

void contest_clock_off(struct contest *contest)
{
    contest->clock = (struct contest_clock){0};
}

/* ---- Items on and off the stage ------------------------------------------------------------------------ */

void contest_put_on(struct contest *contest, int queue, int team, mark_t stake)
{
    int index = contest_queue_index(contest, contest->round, queue);
    contest->plays =
        xgrow(contest->plays, &contest->play_capacity, contest->play_count + 1, sizeof *contest->plays);
    contest->play = (int)contest->play_count++;
    contest->plays[contest->play] = (struct contest_play){.round = contest->round,
                                                          .queue = queue,
                                                          .item = contest->next_item[index]++,
                                                          .team = team,
                                                          .stake = stake};
    for (int i = 0; i < contest->sheet->team_count; i++) {
        contest->teams[i].locked = contest->teams[i].tried = false;
        contest->teams[i].changes = 0;
    }
    contest->floor = -1;
    contest->stake = 0;
    contest->rebounds_left = contest->sheet->rounds[contest->round].rebounds;
    contest->stage = CONTEST_STAGE_READY;
    contest_clock_off(contest);
}

void contest_end_play(struct contest *contest)
{
    struct contest_play *play = contest_current(contest);
    if (play)
        play->over = true;
    contest->floor = -1;
    contest->stage = CONTEST_STAGE_DONE;
    contest_clock_off(contest);
}

static void share_places(struct contest *contest)
{
    for (int i = 0; i < contest->sheet->team_count; i++)
        if (contest->teams[i].taking_part && contest->teams[i].playoff == 0)
            contest->teams[i].playoff = contest->playoff_first;
    contest->playoff_first = 0;
}

void contest_leave_round(struct contest *contest)
{
    struct contest_play *play = contest_current(contest);
    bool playoff = contest->sheet->rounds[contest->round].kind == ROUND_PLAYOFF;
    if (play)
        play->over = true;
    if (playoff)
        share_places(contest);
    else
        contest->rounds_done[contest->round] = true;
    for (int i = 0; i < contest->sheet->team_count; i++) {
        struct contest_team *team = &contest->teams[i];
        team->taking_part = true;
        team->locked = team->tried = team->out = false;
        team->round_turns = team->round_swaps = team->false_starts = team->changes = 0;
    }
    contest->turn = contest->floor = contest->play = contest->order_cycle = -1;
    contest->stake = 0;
    contest->rebounds_left = 0;
    contest->stage = playoff ? CONTEST_STAGE_OVER : CONTEST_STAGE_BETWEEN;
    contest_clock_off(contest);
}

/* ---- Counts ------------------------------------------------------------------------------------------- */

void contest_count_ruling(struct contest *contest, const struct contest_play *play, int team,
                          enum verdict verdict, int by)
{
    enum round_kind kind = contest->sheet->rounds[play->round].kind;
    if (kind == ROUND_PLAYOFF)
        return;
    bool free_pass = verdict == VERDICT_PASS && round_ops_of(kind)->free_pass;
    if (verdict == VERDICT_RIGHT)
        contest->teams[team].right += by;
    else if (verdict != VERDICT_PARTLY && !free_pass)
        contest->teams[team].wrong += by;
}

static void forget_false_starts(struct contest *contest, struct contest_play *play)
{
    bool going_on = play->round == contest->round && contest_round(contest);
    for (size_t i = 0; i < play->press_count; i++) {
        struct contest_press *press = &play->presses[i];
        if (press->false_start && !press->refused && going_on && contest->teams[press->team].false_starts > 0)
            contest->teams[press->team].false_starts--;
        press->marks = 0;
    }
}

void contest_cancel_play(struct contest *contest, struct contest_play *play)
{
    bool knockout = contest->sheet->rounds[play->round].kind == ROUND_KNOCKOUT;
    bool on = play == contest_on(contest);
    for (size_t i = 0; i < play->ruling_count; i++) {
        struct contest_ruling *ruling = &play->rulings[i];
        if (knockout && on)
            contest->teams[ruling->team].out = false;
        if (ruling->cancelled)
            continue;
        contest_count_ruling(contest, play, ruling->team, ruling->verdict, -1);
        ruling->cancelled = true;
        ruling->marks = 0;
    }
    forget_false_starts(contest, play);
}
