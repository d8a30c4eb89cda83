#include "base/mem.h"
#include "contests.h"
#include "core/contest_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Random commands, and random events, in random contests. $BIWU_CONTEST_RUNS multiplies how many. */

enum { STEPS = 1000, RUNS = 3 };

static int runs(void)
{
    const char *factor = getenv("BIWU_CONTEST_RUNS");
    return RUNS * (factor ? atoi(factor) : 1);
}

struct world {
    struct rng rng;
    struct contest_sheet sheet;
    struct round_sheet rounds[10];
    struct entrant teams[6];
    struct award awards[3];
    struct arena arena; /* of the sheet, the script and all events */
    struct contest_script script;
    struct contest contest;
    struct contest_event *events;
    bool *effective; /* the test's own account of what was undone */
    uint32_t *undone_by;
    size_t count, capacity, effective_capacity, undone_capacity;
    uint32_t redo[STEPS + 1000];
    size_t redo_count;
    int64_t now, arrival, missing;
    struct contest_items items;
    bool damaged; /* events come from anywhere */
};

static uint32_t below(struct world *w, uint32_t limit)
{
    return rng_below(&w->rng, limit);
}

static bool one_in(struct world *w, uint32_t limit)
{
    return below(w, limit) == 0;
}

/* ---- Random sheets ------------------------------------------------------------------------------------- */

static void random_round(struct world *w, struct round_sheet *round, enum round_kind kind)
{
    static const int64_t times[] = {0, 2000, 5000, 30000};
    *round = (struct round_sheet){.kind = kind, .title = TEXT("轮"), .weight = MARK_ONE};
    round->answer = (enum answer_by)below(w, 3);
    round->turns = 1 + (int)below(w, 6);
    round->items = 1 + (int)below(w, one_in(w, 2) ? 6 : 40);
    round->swaps = (int)below(w, 3);
    round->spares = (int)below(w, 20);
    round->order = (enum turn_order)below(w, 3);
    round->decline = one_in(w, 2);
    round->seconds = times[below(w, 4)];
    round->window = times[below(w, 4)];
    round->begin = times[below(w, 3)];
    round->right = one_in(w, 40) ? MARK_MAX : M(below(w, 20)) + below(w, 3) * 3333;
    round->wrong = one_in(w, 40) ? -MARK_MAX : -M(below(w, 20));
    round->prompt = -M(below(w, 4));
    round->bonus_count = (int)below(w, 4);
    for (int i = 0; i < round->bonus_count; i++)
        round->bonuses[i] = M(5 - i);
    round->fixed_wrong = one_in(w, 2);
    round->rebounds = (int)below(w, 3);
    round->rebound_mode = (enum rebound_mode)below(w, 2);
    round->survivor = M(below(w, 3) * 10);
    round->weight = below(w, 30000);
    for (int i = 0; i < 2; i++)
        round->false_start[i] = (struct false_start){-M(below(w, 3) * 5), (enum false_start_then)below(w, 3)};
    if (kind != ROUND_RISK)
        return;
    round->stake_count = 1 + (int)below(w, 3);
    for (int i = 0; i < round->stake_count; i++)
        round->stakes[i] = (struct stake){.marks = M(10 * (i + 1)), .own_source = one_in(w, 2)};
}

static void random_sheet(struct world *w, int only)
{
    struct contest_sheet *sheet = &w->sheet;
    int rounds = 1 + (int)below(w, 6);
    *sheet = (struct contest_sheet){.decimals = 2, .teams = w->teams, .rounds = w->rounds};
    sheet->base = M(below(w, 2) * 100);
    sheet->team_count = 1 + (int)below(w, 6);
    sheet->freeze_items = (int)below(w, 6);
    for (int i = 0; i < rounds; i++)
        random_round(w, &w->rounds[i],
                     only >= 0 ? (enum round_kind)only : (enum round_kind)below(w, ROUND_PLAYOFF));
    if (only == ROUND_PLAYOFF)
        rounds = 0;
    if (only == ROUND_PLAYOFF || one_in(w, 2))
        random_round(w, &w->rounds[rounds++], ROUND_PLAYOFF);
    sheet->round_count = rounds;
    static const enum contest_rank_key chains[][4] = {
        {CONTEST_RANK_TOTAL, CONTEST_RANK_PLAYOFF, CONTEST_RANK_RIGHT, CONTEST_RANK_WRONG},
        {CONTEST_RANK_TOTAL, CONTEST_RANK_WRONG, CONTEST_RANK_RIGHT, CONTEST_RANK_PLAYOFF},
        {CONTEST_RANK_RIGHT, CONTEST_RANK_PLAYOFF, CONTEST_RANK_TOTAL, CONTEST_RANK_WRONG},
    };
    memcpy(sheet->rank, chains[below(w, 3)], sizeof sheet->rank);
    sheet->rank_count = 2 + (int)below(w, 3);
    w->awards[0] = (struct award){TEXT("一等奖"), 1, 1};
    w->awards[1] = (struct award){TEXT("二等奖"), 2, 3};
    w->awards[2] = (struct award){TEXT("三等奖"), 4, 5};
    sheet->awards = w->awards;
    sheet->award_count = (int)below(w, 4);
}

static void world_init(struct world *w, int seed, int only)
{
    struct arena arena = ARENA_EMPTY;
    *w = (struct world){.arena = ARENA_EMPTY, .now = 1000};
    rng_init(&w->rng, text_of("contests"), arena_textf(&arena, "%d", only), arena_textf(&arena, "%d", seed));
    arena_finish(&arena);
    random_sheet(w, only);
    w->script = contests_script(&w->sheet, &w->arena);
    w->missing = 2 + below(w, 5);
    w->items = (struct contest_items){one_in(w, 2) ? &w->missing : NULL, contests_item};
    contest_init(&w->contest, &w->sheet);
}

static void world_finish(struct world *w)
{
    contest_finish(&w->contest);
    arena_finish(&w->arena);
    free(w->events);
    free(w->effective);
    free(w->undone_by);
}

/* ---- Possible states ----------------------------------------------------------------------------------- */

static bool stage_is_between(enum contest_stage stage, enum contest_stage low, enum contest_stage high)
{
    return stage >= low && stage <= high;
}

static void check_play_on(const struct contest *c)
{
    bool on = stage_is_between(c->stage, CONTEST_STAGE_READY, CONTEST_STAGE_DONE);
    assert_int_equal(on, c->play >= 0);
    if (!on) {
        assert_int_equal(c->floor, -1);
        return;
    }
    assert_true((size_t)c->play < c->play_count);
    const struct contest_play *play = &c->plays[c->play];
    assert_int_equal(play->round, c->round);
    assert_int_equal(play->over, c->stage == CONTEST_STAGE_DONE);
    assert_non_null(contest_slot(c, play));
}

static void check_floor(const struct contest *c)
{
    const struct round_ops *ops = contest_ops(c);
    bool asked = stage_is_between(c->stage, CONTEST_STAGE_BEGIN, CONTEST_STAGE_RULING);
    if (!ops)
        return;
    assert_int_equal(c->floor >= 0, asked && !ops->everyone);
    if (asked && ops->by_turn) {
        assert_int_equal(c->floor, c->turn);
        assert_int_equal(c->floor, contest_on(c)->team);
    }
    if (asked && ops->buzzers) {
        assert_true(contest_is_entitled(c, c->floor));
        assert_false(c->teams[c->floor].locked);
    }
    if (c->stage == CONTEST_STAGE_OPEN || c->stage == CONTEST_STAGE_BEGIN)
        assert_true(ops->buzzers);
    if (c->stage == CONTEST_STAGE_OPEN)
        assert_true(contest_anyone_may_press(c));
    if (c->stage == CONTEST_STAGE_BEGIN)
        assert_true(contest_round(c)->begin > 0);
    bool pending = false;
    for (int i = 0; asked && ops->everyone && i < c->sheet->team_count; i++)
        pending |= contest_is_pending(c, i);
    if (asked && ops->everyone)
        assert_true(pending);
}

static void check_turns(const struct contest *c)
{
    const struct round_sheet *round = contest_round(c);
    bool by_turn = round && contest_ops(c) && contest_ops(c)->by_turn;
    if (!by_turn)
        assert_int_equal(c->turn, -1);
    if (c->stage == CONTEST_STAGE_STAKE) {
        assert_int_equal(round->kind, ROUND_RISK);
        assert_true(c->turn >= 0);
    }
    if (c->stake != 0) {
        assert_int_equal(c->stage, CONTEST_STAGE_ROUND);
        assert_int_equal(round->kind, ROUND_RISK);
        assert_true(c->turn >= 0);
    }
    for (int i = 0; by_turn && i < c->sheet->team_count; i++) {
        assert_in_range(c->teams[i].round_turns, 0, round_turns(round));
        assert_in_range(c->teams[i].round_swaps, 0, round->swaps);
    }
    for (int i = 0; i < c->sheet->team_count; i++)
        assert_in_range(c->order[i], 0, c->sheet->team_count - 1);
}

static void check_clock(const struct contest *c)
{
    const struct contest_clock *clock = &c->clock;
    bool timed = stage_is_between(c->stage, CONTEST_STAGE_OPEN, CONTEST_STAGE_ANSWER);
    assert_true(clock->total >= 0);
    if (clock->total > 0)
        assert_true(timed);
    else
        assert_false(clock->running);
    assert_in_range(clock->left, 0, clock->total);
    assert_int_equal(clock->running, contest_expires(c) != INT64_MAX);
}

static void check_rulings(const struct contest *c, const struct contest_play *play)
{
    for (size_t i = 0; i < play->ruling_count; i++) {
        const struct contest_ruling *ruling = &play->rulings[i];
        if (ruling->cancelled)
            assert_int_equal(ruling->marks, 0);
        if (play->voided)
            assert_true(ruling->cancelled);
        for (size_t k = 0; k < i && !ruling->cancelled; k++)
            assert_true(play->rulings[k].cancelled || play->rulings[k].team != ruling->team);
    }
    for (size_t i = 0; i < play->press_count; i++) {
        assert_in_range(play->presses[i].opening, 0, play->reopened + 1);
        if (i > 0)
            assert_true(play->presses[i - 1].arrival <= play->presses[i].arrival);
    }
    for (size_t i = 0; i < play->answer_count; i++)
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(play->answers[i].team, play->answers[k].team);
    (void)c;
}

static void check_plays(const struct contest *c)
{
    int used[60] = {0};
    assert_true(c->script.queue_count <= 60);
    for (size_t i = 0; i < c->play_count; i++) {
        const struct contest_play *play = &c->plays[i];
        int queue = contest_queue_index(c, play->round, play->queue);
        assert_in_range(queue, 0, c->script.queue_count - 1);
        assert_int_equal(play->item, used[queue]);
        used[queue]++;
        if ((int)i != c->play)
            assert_true(play->over);
        check_rulings(c, play);
    }
    for (int q = 0; q < c->script.queue_count; q++) {
        assert_int_equal(c->next_item[q], used[q]);
        assert_true(used[q] <= c->script.queues[q].count);
    }
}

static void check_counts(const struct contest *c)
{
    for (int team = 0; team < c->sheet->team_count; team++) {
        int right = 0, wrong = 0;
        for (size_t i = 0; i < c->play_count; i++)
            for (size_t k = 0; k < c->plays[i].ruling_count; k++) {
                const struct contest_ruling *ruling = &c->plays[i].rulings[k];
                enum round_kind kind = c->sheet->rounds[c->plays[i].round].kind;
                if (ruling->team != team || ruling->cancelled || kind == ROUND_PLAYOFF)
                    continue;
                bool free = kind == ROUND_REQUIRED || kind == ROUND_RAPID;
                right += ruling->verdict == VERDICT_RIGHT;
                wrong += ruling->verdict == VERDICT_WRONG || ruling->verdict == VERDICT_NONE ||
                         (ruling->verdict == VERDICT_PASS && !free);
            }
        assert_int_equal(c->teams[team].right, right);
        assert_int_equal(c->teams[team].wrong, wrong);
    }
}

static void check_places(const struct contest *c)
{
    int last, teams = c->sheet->team_count, taking_part = 0;
    const struct round_sheet *round = contest_round(c);
    bool playoff = round && round->kind == ROUND_PLAYOFF;
    assert_int_equal(playoff, c->playoff_first > 0);
    for (int i = 0; i < teams; i++) {
        assert_in_range(c->teams[i].playoff, 0, teams);
        taking_part += c->teams[i].taking_part;
        if (playoff && c->teams[i].taking_part)
            assert_int_equal(c->teams[i].out, c->teams[i].playoff > 0);
        if (playoff && c->teams[i].taking_part && c->teams[i].playoff)
            assert_true(c->teams[i].playoff < c->playoff_first);
    }
    if (playoff)
        assert_true(taking_part >= 2 && contest_standing_teams(c, &last) != 1);
    else
        assert_int_equal(taking_part, teams);
    if (round && round->kind == ROUND_KNOCKOUT)
        assert_true(contest_standing_teams(c, &last) >= 1);
}

static void check_scores(const struct contest *c)
{
    for (int i = 0; i < c->sheet->team_count; i++) {
        assert_true(c->teams[i].score <= MARK_MAX && c->teams[i].score >= -MARK_MAX);
        if (!c->frozen)
            assert_int_equal(c->teams[i].shown_score, c->teams[i].score);
    }
}

static void check_standing(const struct contest *c)
{
    struct placing rows[6];
    bool seen[6] = {false};
    contest_standing(c, rows);
    for (int i = 0; i < c->sheet->team_count; i++) {
        assert_in_range(rows[i].entrant, 0, c->sheet->team_count - 1);
        assert_false(seen[rows[i].entrant]);
        seen[rows[i].entrant] = true;
        assert_true(rows[i].rank == i + 1 || rows[i].rank == rows[i - 1].rank);
        if (i > 0 && c->sheet->rank[0] == CONTEST_RANK_TOTAL)
            assert_true(c->teams[rows[i - 1].entrant].score >= c->teams[rows[i].entrant].score);
    }
}

static void check_state(const struct contest *c)
{
    assert_in_range(c->stage, 0, CONTEST_STAGES - 1);
    bool in_round = stage_is_between(c->stage, CONTEST_STAGE_ROUND, CONTEST_STAGE_PANEL);
    assert_int_equal(in_round, contest_round(c) != NULL);
    if (in_round)
        assert_int_equal(c->stage == CONTEST_STAGE_PANEL, contest_round(c)->kind == ROUND_PANEL);
    if (in_round && contest_round(c)->kind != ROUND_PLAYOFF)
        assert_false(c->rounds_done[c->round]);
    assert_in_range(c->revealed, 0, c->sheet->team_count);
    if (c->stage == CONTEST_STAGE_FINAL)
        assert_false(contest_has_open_protest(c) || contest_lacks_panel(c));
    assert_true(contest_items_left(c) >= 0);
    check_play_on(c);
    check_floor(c);
    check_turns(c);
    check_clock(c);
    check_plays(c);
    check_counts(c);
    check_places(c);
    check_scores(c);
    check_standing(c);
}

/* ---- Equal states -------------------------------------------------------------------------------------- */

static void same_play(const struct contest_play *a, const struct contest_play *b)
{
    assert_int_equal(a->round, b->round);
    assert_int_equal(a->queue, b->queue);
    assert_int_equal(a->item, b->item);
    assert_int_equal(a->team, b->team);
    assert_int_equal(a->stake, b->stake);
    assert_int_equal(a->shown, b->shown);
    assert_int_equal(a->key_shown, b->key_shown);
    assert_int_equal(a->voided, b->voided);
    assert_int_equal(a->over, b->over);
    assert_int_equal(a->replaced, b->replaced);
    assert_int_equal(a->opened, b->opened);
    assert_int_equal(a->reopened, b->reopened);
    assert_int_equal(a->press_count, b->press_count);
    assert_int_equal(a->answer_count, b->answer_count);
    assert_int_equal(a->ruling_count, b->ruling_count);
    for (size_t i = 0; i < a->press_count; i++) {
        const struct contest_press *x = &a->presses[i], *y = &b->presses[i];
        assert_true(x->team == y->team && x->at == y->at && x->arrival == y->arrival &&
                    x->false_start == y->false_start && x->refused == y->refused &&
                    x->opening == y->opening && x->marks == y->marks);
    }
    for (size_t i = 0; i < a->answer_count; i++) {
        assert_int_equal(a->answers[i].team, b->answers[i].team);
        assert_int_equal(a->answers[i].arrival, b->answers[i].arrival);
        assert_string_equal(a->answers[i].text, b->answers[i].text);
    }
    for (size_t i = 0; i < a->ruling_count; i++) {
        const struct contest_ruling *x = &a->rulings[i], *y = &b->rulings[i];
        assert_true(x->team == y->team && x->verdict == y->verdict && x->marks == y->marks &&
                    x->machine == y->machine && x->amended == y->amended && x->cancelled == y->cancelled);
    }
}

static void same_team(const struct contest_team *a, const struct contest_team *b)
{
    assert_int_equal(a->score, b->score);
    assert_int_equal(a->shown_score, b->shown_score);
    assert_true(a->right == b->right && a->wrong == b->wrong && a->round_turns == b->round_turns &&
                a->round_swaps == b->round_swaps && a->false_starts == b->false_starts &&
                a->locked == b->locked && a->tried == b->tried && a->out == b->out &&
                a->taking_part == b->taking_part && a->playoff == b->playoff);
}

static void same_protests(const struct contest *a, const struct contest *b)
{
    assert_int_equal(a->protest_count, b->protest_count);
    for (size_t i = 0; i < a->protest_count; i++) {
        const struct contest_protest *x = &a->protests[i], *y = &b->protests[i];
        assert_true(x->play == y->play && x->team == y->team && x->settled == y->settled &&
                    x->upheld == y->upheld);
        assert_string_equal(x->reason, y->reason);
        assert_string_equal(x->ruling, y->ruling);
    }
}

static void same_state(const struct contest *a, const struct contest *b, bool clocks_too)
{
    int rounds = a->sheet->round_count, teams = a->sheet->team_count;
    assert_int_equal(a->stage, b->stage);
    assert_int_equal(a->page, b->page);
    assert_int_equal(a->round, b->round);
    assert_int_equal(a->turn, b->turn);
    assert_int_equal(a->floor, b->floor);
    assert_int_equal(a->rebounds_left, b->rebounds_left);
    assert_int_equal(a->play, b->play);
    assert_int_equal(a->stake, b->stake);
    assert_int_equal(a->play_count, b->play_count);
    for (size_t i = 0; i < a->play_count; i++)
        same_play(&a->plays[i], &b->plays[i]);
    for (int i = 0; i < teams; i++)
        same_team(&a->teams[i], &b->teams[i]);
    assert_memory_equal(a->order, b->order, (size_t)teams * sizeof *a->order);
    assert_int_equal(a->order_cycle, b->order_cycle);
    for (int i = 0; i < rounds; i++)
        assert_true(a->rounds_done[i] == b->rounds_done[i] && a->rounds_carried[i] == b->rounds_carried[i]);
    for (int i = 0; i < rounds * teams; i++)
        assert_int_equal(a->carried[i], b->carried[i]);
    same_protests(a, b);
    assert_true(a->frozen == b->frozen && a->freeze_done == b->freeze_done && a->revealed == b->revealed &&
                a->playoff_first == b->playoff_first);
    assert_int_equal(a->script.queue_count, b->script.queue_count);
    if (!clocks_too)
        return;
    assert_int_equal(a->n, b->n);
    assert_true(a->clock.running == b->clock.running && a->clock.ends == b->clock.ends &&
                a->clock.left == b->clock.left && a->clock.total == b->clock.total);
}

/* ---- The test's own account of events ------------------------------------------------------------------ */

static const void *kept(struct world *w, const void *from, int64_t count, size_t size)
{
    return count > 0 ? memcpy(arena_array(&w->arena, (size_t)count, size), from, (size_t)count * size) : NULL;
}

static void account_for_undo(struct world *w, const struct contest_event *event, uint32_t n)
{
    if (event->kind == CONTEST_UNDONE) {
        for (uint32_t i = (uint32_t)event->target; i < n; i++)
            if (w->effective[i - 1]) {
                w->effective[i - 1] = false;
                w->undone_by[i - 1] = n;
            }
        w->redo[w->redo_count++] = n;
    } else if (event->kind == CONTEST_REDONE) {
        uint32_t undone = w->redo[--w->redo_count];
        for (uint32_t i = 1; i < undone; i++)
            if (w->undone_by[i - 1] == undone) {
                w->effective[i - 1] = true;
                w->undone_by[i - 1] = 0;
            }
    } else
        w->redo_count = 0;
}

static void record(struct world *w, const struct contest_event *event)
{
    w->events = xgrow(w->events, &w->capacity, w->count + 1, sizeof *w->events);
    w->effective = xgrow(w->effective, &w->effective_capacity, w->count + 1, sizeof *w->effective);
    w->undone_by = xgrow(w->undone_by, &w->undone_capacity, w->count + 1, sizeof *w->undone_by);
    struct contest_event *copy = &w->events[w->count];
    *copy = *event;
    copy->deltas = kept(w, event->deltas, event->delta_count, sizeof *event->deltas);
    copy->rulings = kept(w, event->rulings, event->ruling_count, sizeof *event->rulings);
    copy->teams = kept(w, event->teams, event->team_count, sizeof *event->teams);
    copy->response = arena_text(&w->arena, event->response);
    copy->reason = arena_text(&w->arena, event->reason);
    contest_apply(&w->contest, copy);
    bool took_effect = w->contest.log->entries[w->count].effective;
    if (!w->damaged)
        assert_true(took_effect);
    w->effective[w->count] = took_effect;
    w->undone_by[w->count] = 0;
    w->count++;
    if (took_effect)
        account_for_undo(w, copy, (uint32_t)w->count);
}

static void check_account(const struct world *w)
{
    for (int team = 0; team < w->sheet.team_count; team++) {
        mark_t sum = w->sheet.base;
        for (size_t i = 0; i < w->count; i++)
            for (int64_t k = 0; w->effective[i] && k < w->events[i].delta_count; k++)
                if (w->events[i].deltas[k].team == team)
                    sum += w->events[i].deltas[k].marks;
        assert_int_equal(w->contest.teams[team].score, sum);
    }
    for (size_t i = 0; i < w->count; i++)
        if (w->events[i].kind != CONTEST_UNDONE && w->events[i].kind != CONTEST_REDONE)
            assert_int_equal(contest_is_undone(&w->contest, (uint32_t)i + 1), w->undone_by[i] != 0);
}

/* What stands in the state about marks is the score as well: rulings, false starts, panels, and what the host
 * and the ends of rounds gave. */
static void check_second_account(const struct world *w)
{
    const struct contest *c = &w->contest;
    for (int team = 0; team < w->sheet.team_count; team++) {
        mark_t sum = w->sheet.base;
        for (size_t i = 0; i < c->play_count; i++) {
            for (size_t k = 0; k < c->plays[i].ruling_count; k++)
                sum += c->plays[i].rulings[k].team == team ? c->plays[i].rulings[k].marks : 0;
            for (size_t k = 0; k < c->plays[i].press_count; k++)
                sum += c->plays[i].presses[k].team == team ? c->plays[i].presses[k].marks : 0;
        }
        for (int r = 0; r < w->sheet.round_count; r++)
            sum += c->carried[r * w->sheet.team_count + team];
        for (size_t i = 0; i < w->count; i++) {
            enum contest_event_kind kind = w->events[i].kind;
            bool by_hand = kind == CONTEST_AWARDED || kind == CONTEST_PENALIZED || kind == CONTEST_ENTERED ||
                           kind == CONTEST_LEFT || kind == CONTEST_CLOSED;
            for (int64_t k = 0; by_hand && w->effective[i] && k < w->events[i].delta_count; k++)
                sum += w->events[i].deltas[k].team == team ? w->events[i].deltas[k].marks : 0;
        }
        assert_int_equal(c->teams[team].score, sum);
    }
}

static void check_replay(const struct world *w)
{
    struct contest again;
    contest_init(&again, &w->sheet);
    for (size_t i = 0; i < w->count; i++)
        contest_apply(&again, &w->events[i]);
    same_state(&again, &w->contest, true);
    contest_finish(&again);
}

/* ---- Random commands ----------------------------------------------------------------------------------- */

static struct contest_command random_command(struct world *w)
{
    static const enum contest_command_kind likely[] = {
        CONTEST_TAKE,  CONTEST_TAKE,   CONTEST_OPEN,   CONTEST_OPEN,   CONTEST_RULE,
        CONTEST_RULE,  CONTEST_RULE,   CONTEST_PRESS,  CONTEST_PRESS,  CONTEST_PRESS,
        CONTEST_PRESS, CONTEST_ANSWER, CONTEST_ANSWER, CONTEST_ANSWER, CONTEST_STAKE,
        CONTEST_STAKE, CONTEST_EXPIRE, CONTEST_EXPIRE, CONTEST_RESUME, CONTEST_CARRY,
        CONTEST_AMEND, CONTEST_VOID,   CONTEST_REOPEN, CONTEST_SWAP,   CONTEST_SPEAK};
    static const char *const answers[] = {"A", "A", "B", "C", "", "?"};
    static const char *const reasons[] = {"复核", "题目有误", "", "  "};
    bool any = one_in(w, 5);
    enum contest_command_kind kind =
        any ? (enum contest_command_kind)below(w, CONTEST_COMMANDS) : likely[below(w, COUNT_OF(likely))];
    /* What ends a round or the contest comes seldom, or nothing else would ever happen. */
    bool ends = kind == CONTEST_ENTER || kind == CONTEST_LEAVE;
    bool ends_all = kind == CONTEST_CLOSE || kind == CONTEST_FINALIZE;
    if ((ends && !one_in(w, 5)) || (ends_all && !one_in(w, 100)))
        kind = CONTEST_PRESS;
    struct contest_command command = contests_command(kind);
    command.as.team = (int64_t)below(w, (uint32_t)w->sheet.team_count + 2) - 1;
    command.as.round = (int64_t)below(w, (uint32_t)w->sheet.round_count + 2) - 1;
    command.as.play = (int64_t)below(w, (uint32_t)w->contest.play_count + 2) - 1;
    if (one_in(w, 2))
        command.as.play = w->contest.play;
    command.as.item = (int64_t)below(w, 4) - one_in(w, 6);
    if (kind == CONTEST_RULE && one_in(w, 2))
        command.as.team = w->contest.floor;
    command.as.marks = one_in(w, 50) ? MARK_MAX : M((int64_t)below(w, 7) * 10 - 20);
    command.as.verdict = (enum verdict)below(w, VERDICTS);
    command.as.page = (enum contest_page)below(w, CONTEST_PAGES);
    command.as.cancels = one_in(w, 2);
    command.as.upheld = one_in(w, 2);
    command.as.arrival = ++w->arrival;
    command.as.response = text_of(answers[below(w, 6)]);
    command.as.reason = text_of(reasons[one_in(w, 8) ? below(w, 4) : 0]);
    if (kind == CONTEST_BEGIN)
        command.as.script = w->script;
    if (kind == CONTEST_STAKE)
        command.as.marks = M(10 * (int64_t)below(w, 4));
    if (kind == CONTEST_CARRY || kind == CONTEST_PLAYOFF) {
        int64_t count = below(w, (uint32_t)w->sheet.team_count + 1);
        struct contest_delta *deltas = arena_array(&w->arena, (size_t)count, sizeof *deltas);
        int64_t *teams = arena_array(&w->arena, (size_t)count, sizeof *teams);
        for (int64_t i = 0; i < count; i++) {
            teams[i] = i;
            deltas[i] = (struct contest_delta){i, below(w, 1000000)};
        }
        command.as.deltas = deltas;
        command.as.teams = teams;
        command.as.delta_count = kind == CONTEST_CARRY ? count : 0;
        command.as.team_count = kind == CONTEST_PLAYOFF && one_in(w, 2) ? count : 0;
    }
    return command;
}

static void pass_time(struct world *w)
{
    w->now += one_in(w, 10) ? below(w, 20000) : below(w, 900);
    if (w->contest.clock.running && one_in(w, 8))
        w->now = contest_expires(&w->contest) + below(w, 3) - 1;
}

static enum contest_refusal decide(struct world *w, const struct contest_command *command,
                                   struct contest_event *event)
{
    return contest_decide(&w->contest, command, w->now, one_in(w, 20) ? NULL : &w->items, &w->arena, event);
}

/* What the machine proposes can be done; who may press or answer can. */
static void check_promises(struct world *w)
{
    struct contest_event event;
    struct contest *c = &w->contest;
    enum contest_command_kind next;
    if (contest_next(c, &next)) {
        struct contest_command command = contests_command(next);
        command.as.script = w->script;
        command.as.page = PAGE_AWARDS; /* what the next page is, when it is one */
        enum contest_refusal refusal = contest_decide(c, &command, w->now, &w->items, &w->arena, &event);
        /* Marks beyond what can be are the sheet's affair. */
        if (refusal != CONTEST_OK && refusal != CONTEST_BAD_MARKS)
            fail_msg("%s is proposed in stage %s of a %s round, but refused: %s", contest_command_name(next),
                     contest_stage_name(c->stage),
                     contest_round(c) ? round_kind_name(contest_round(c)->kind) : "-",
                     contest_refusal_names[refusal]);
    }
    bool in_time = w->now <= contest_expires(c) || !c->clock.running;
    for (int team = 0; team < c->sheet->team_count && in_time; team++) {
        struct contest_command press = contests_command(CONTEST_PRESS);
        press.as.team = team;
        bool may = contest_may_press(c, team);
        bool takes =
            contest_decide(c, &press, w->now, NULL, &w->arena, &event) == CONTEST_OK && !event.refused;
        assert_int_equal(may, takes && c->stage == CONTEST_STAGE_OPEN);
        struct contest_command answer = contests_command(CONTEST_ANSWER);
        answer.as.team = team;
        answer.as.response = text_of("D");
        enum contest_refusal refusal = contest_decide(c, &answer, w->now, &w->items, &w->arena, &event);
        assert_int_equal(contest_may_answer(c, team), refusal == CONTEST_OK || refusal == CONTEST_NOTHING);
    }
}

static void check_preview(struct world *w, const struct contest_command *command,
                          const struct contest_event *event)
{
    struct contest_change rows[6];
    struct placing standing[6];
    enum contest_refusal refusal = contest_preview(&w->contest, command, w->now, &w->items, rows);
    assert_int_equal(refusal, CONTEST_OK);
    for (int i = 0; i < w->sheet.team_count; i++)
        assert_int_equal(rows[i].before, w->contest.teams[i].score);
    record(w, event);
    contest_standing(&w->contest, standing);
    for (int i = 0; i < w->sheet.team_count; i++) {
        assert_int_equal(rows[i].after, w->contest.teams[i].score);
        assert_int_equal(rows[standing[i].entrant].rank_after, standing[i].rank);
    }
}

static bool do_command(struct world *w, const struct contest_command *command)
{
    struct contest_event event;
    if (contest_decide(&w->contest, command, w->now, &w->items, &w->arena, &event) != CONTEST_OK)
        return false;
    bool correction = command->kind == CONTEST_AMEND || command->kind == CONTEST_VOID;
    if (correction || one_in(w, 50))
        check_preview(w, command, &event);
    else
        record(w, &event);
    return true;
}

/* As many steps back as wanted, and forth again, change nothing but that the clock stands. */
static void check_undo_and_redo(struct world *w)
{
    struct contest before;
    int back = 1 + (int)below(w, 4), done = 0;
    contest_init(&before, &w->sheet);
    for (size_t i = 0; i < w->count; i++)
        contest_apply(&before, &w->events[i]);
    struct contest_command undo = contests_command(CONTEST_UNDO), redo = contests_command(CONTEST_REDO);
    struct contest_event event;
    while (done < back && decide(w, &undo, &event) == CONTEST_OK) {
        record(w, &event);
        check_state(&w->contest);
        assert_false(w->contest.clock.running);
        done++;
    }
    for (int i = 0; i < done; i++) {
        assert_int_equal(decide(w, &redo, &event), CONTEST_OK);
        record(w, &event);
        check_state(&w->contest);
        assert_false(w->contest.clock.running);
    }
    same_state(&before, &w->contest, false);
    int64_t left = done ? contest_left(&before, w->now) : contest_left(&w->contest, w->now);
    assert_int_equal(contest_left(&w->contest, w->now), left);
    contest_finish(&before);
}

/* Tries what comes to mind until something can be done. */
static void step(struct world *w)
{
    enum { TRIES = 12 };
    pass_time(w);
    for (int i = 0; i < TRIES; i++) {
        enum contest_command_kind next;
        struct contest_command command = random_command(w);
        bool ends = w->contest.stage == CONTEST_STAGE_BETWEEN || w->contest.stage == CONTEST_STAGE_OVER;
        if (one_in(w, ends ? 60 : 10) && contest_next(&w->contest, &next)) {
            command = contests_command(next);
            command.as.script = w->script;
        }
        if (do_command(w, &command))
            return;
    }
}

struct reached {
    unsigned stages[CONTEST_STAGES], kinds[CONTEST_EVENT_KINDS];
};

static void play_at_random(int seed, int only, struct reached *reached)
{
    struct world w;
    world_init(&w, seed, only);
    for (int i = 0; i < STEPS; i++) {
        step(&w);
        check_state(&w.contest);
        reached->stages[w.contest.stage]++;
        if (i % 7 == 0)
            check_promises(&w);
        if (i % 50 == 0)
            check_undo_and_redo(&w);
        if (i % 100 == 0)
            check_replay(&w);
        if (i % 20 == 0) {
            check_account(&w);
            check_second_account(&w);
        }
    }
    check_replay(&w);
    for (size_t i = 0; i < w.count; i++)
        reached->kinds[w.events[i].kind]++;
    world_finish(&w);
}

static void play_kind(int only)
{
    struct reached reached = {0};
    for (int seed = 0; seed < runs(); seed++)
        play_at_random(seed, only, &reached);
}

static void any_sequence_in_any_kind_of_round(void **state)
{
    (void)state;
    for (int kind = 0; kind < ROUND_KINDS; kind++)
        play_kind(kind);
}

static void any_sequence_in_mixed_contests(void **state)
{
    (void)state;
    struct reached reached = {0};
    for (int seed = 0; seed < 4 * runs(); seed++)
        play_at_random(seed, -1, &reached);
    for (int stage = CONTEST_STAGE_BETWEEN; stage < CONTEST_STAGES; stage++)
        if (reached.stages[stage] == 0)
            fail_msg("stage %s was never reached", contest_stage_name((enum contest_stage)stage));
    for (int kind = 0; kind < CONTEST_EVENT_KINDS; kind++)
        if (reached.kinds[kind] == 0)
            fail_msg("nothing was ever %s", contest_event_name((enum contest_event_kind)kind));
    if (getenv("BIWU_CONTEST_RUNS"))
        for (int kind = 0; kind < CONTEST_EVENT_KINDS; kind++)
            print_message("%8u %s\n", reached.kinds[kind], contest_event_name((enum contest_event_kind)kind));
}

/* ---- Events from anywhere ------------------------------------------------------------------------------ */

static int64_t random_number(struct world *w)
{
    static const int64_t far[] = {-1,        0,        INT64_MAX, INT64_MIN, INT32_MAX,
                                  INT32_MIN, MARK_MAX, -MARK_MAX, 1 << 20};
    return one_in(w, 8) ? far[below(w, COUNT_OF(far))] : (int64_t)below(w, 6);
}

static int64_t random_time(struct world *w)
{
    return one_in(w, 12) ? random_number(w) : w->now;
}

static void random_arrays(struct world *w, struct contest_event *event)
{
    int64_t count = below(w, 9);
    struct contest_ruling *rulings = arena_array(&w->arena, (size_t)count, sizeof *rulings);
    struct contest_delta *deltas = arena_array(&w->arena, (size_t)count, sizeof *deltas);
    int64_t *teams = arena_array(&w->arena, (size_t)count, sizeof *teams);
    for (int64_t i = 0; i < count; i++) {
        enum verdict verdict = (enum verdict)below(w, VERDICTS + one_in(w, 9));
        rulings[i] = (struct contest_ruling){
            .team = (int)random_number(w), .verdict = verdict, .marks = random_number(w) / 4};
        deltas[i] = (struct contest_delta){random_number(w), random_number(w)};
        teams[i] = random_number(w);
    }
    event->rulings = rulings;
    event->deltas = deltas;
    event->teams = teams;
    event->ruling_count = one_in(w, 2) ? count / 4 : 0;
    event->delta_count = one_in(w, 3) ? count / 3 : 0;
    event->team_count = one_in(w, 3) ? count : 0;
    if (one_in(w, 4) && count > 0) {
        deltas[0] = (struct contest_delta){event->team, event->marks};
        event->delta_count = 1;
    }
    if (one_in(w, 30))
        event->ruling_count = event->delta_count = event->team_count = -count;
}

/* The item that would come on next from the first queue of the round going on. */
static int64_t next_item(const struct contest *c)
{
    int queue = contest_queue_index(c, c->round, 0);
    return queue >= 0 && c->next_item ? c->next_item[queue] : -1;
}

/* Half of the fields are right now and then, so that much of it takes effect. */
static struct contest_event random_event(struct world *w)
{
    const struct contest *c = &w->contest;
    struct contest_event event = {
        .kind = (enum contest_event_kind)below(w, CONTEST_EVENT_KINDS + one_in(w, 50)),
        .at = random_time(w),
        .arrival = random_number(w),
        .round = random_number(w),
        .queue = one_in(w, 2) ? 0 : random_number(w),
        .item = one_in(w, 2) ? next_item(c) : random_number(w),
        .play = one_in(w, 2) ? c->play : random_number(w),
        .team = one_in(w, 2) ? (one_in(w, 2) ? c->turn : c->floor) : random_number(w),
        .target =
            one_in(w, 2) ? (int64_t)contest_undo_target(c, &(enum contest_event_kind){0}) : random_number(w),
        .marks = one_in(w, 2)   ? c->stake
                 : one_in(w, 2) ? M(-10 + 10 * (int64_t)below(w, 4))
                                : random_number(w),
        .verdict = (enum verdict)below(w, VERDICTS + one_in(w, 50)),
        .page = (enum contest_page)below(w, CONTEST_PAGES + one_in(w, 50)),
        .false_start = one_in(w, 2),
        .refused = one_in(w, 4),
        .cancels = one_in(w, 2),
        .upheld = one_in(w, 2),
        .left = random_time(w),
        .response = TEXT("A"),
        .reason = TEXT("r"),
        .script = one_in(w, 20) ? (struct contest_script){NULL, one_in(w, 2)} : w->script,
    };
    random_arrays(w, &event);
    return event;
}

static void survive(int seed, struct reached *reached)
{
    struct world w;
    world_init(&w, seed, -1);
    w.damaged = true;
    for (int i = 0; i < STEPS; i++) {
        w.now += below(&w, 3000);
        if (one_in(&w, 3))
            step(&w);
        struct contest_event event = random_event(&w);
        record(&w, &event);
        if (w.effective[w.count - 1])
            reached->kinds[event.kind]++;
        check_state(&w.contest);
        if (i % 50 == 0)
            check_account(&w);
    }
    check_replay(&w);
    world_finish(&w);
}

static void any_event_whatsoever_is_survived(void **state)
{
    (void)state;
    struct reached reached = {0};
    for (int seed = 0; seed < 4 * runs(); seed++)
        survive(seed, &reached);
    int kinds = 0;
    for (int kind = 0; kind < CONTEST_EVENT_KINDS; kind++)
        kinds += reached.kinds[kind] > 0;
    assert_true(kinds >= CONTEST_EVENT_KINDS * 3 / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_sequence_in_any_kind_of_round),
        cmocka_unit_test(any_sequence_in_mixed_contests),
        cmocka_unit_test(any_event_whatsoever_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
