#include "core/contest_private.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

/* Whose turn it is, which round comes next, who stands where, who is tied. */

/* ---- Turns -------------------------------------------------------------------------------------------- */

int round_turns(const struct round_sheet *round)
{
    return round->kind == ROUND_RAPID ? 1 : round->turns;
}

/* Cycle c is going on until every team has had c + 1 turns. */
static int cycle_going_on(const struct contest *contest)
{
    int least = INT32_MAX;
    for (int i = 0; i < contest->sheet->team_count; i++)
        if (contest->teams[i].round_turns < least)
            least = contest->teams[i].round_turns;
    return least;
}

/* Whether team a comes before team b in a cycle that begins now. */
static bool begins_before(const struct contest *contest, enum turn_order order, int a, int b)
{
    mark_t difference = contest->teams[a].score - contest->teams[b].score;
    if (order == ORDER_HIGHEST_FIRST)
        difference = -difference;
    return order == ORDER_SEAT || difference == 0 ? a < b : difference < 0;
}

int contest_next_turn(const struct contest *contest)
{
    const struct round_sheet *round = &contest->sheet->rounds[contest->round];
    int cycle = cycle_going_on(contest), first = -1;
    if (contest->sheet->team_count == 0 || cycle >= round_turns(round))
        return -1;
    for (int i = 0; i < contest->sheet->team_count; i++) {
        int team = cycle == contest->order_cycle ? contest->order[i] : i;
        if (contest->teams[team].round_turns != cycle)
            continue;
        if (cycle == contest->order_cycle)
            return team;
        if (first < 0 || begins_before(contest, round->order, team, first))
            first = team;
    }
    return first;
}

struct cycle {
    const struct contest *contest;
    enum turn_order order;
};

static int compare_teams(const void *left, const void *right, void *context)
{
    const int *a = left, *b = right;
    const struct cycle *cycle = context;
    if (*a == *b)
        return 0;
    return begins_before(cycle->contest, cycle->order, *a, *b) ? -1 : 1;
}

void contest_set_turn(struct contest *contest, int team)
{
    struct cycle cycle = {contest, contest->sheet->rounds[contest->round].order};
    int going_on = cycle_going_on(contest);
    if (going_on != contest->order_cycle) {
        for (int i = 0; i < contest->sheet->team_count; i++)
            contest->order[i] = i;
        qsort_r(contest->order, (size_t)contest->sheet->team_count, sizeof *contest->order, compare_teams,
                &cycle);
        contest->order_cycle = going_on;
    }
    contest->turn = team;
}

/* ---- Rounds ------------------------------------------------------------------------------------------- */

int contest_next_round(const struct contest *contest)
{
    int count = contest->sheet->round_count;
    for (int i = 1; i <= count; i++) {
        int round = (contest->round + i) % count;
        bool played = contest->rounds_done[round] || (contest_round(contest) && round == contest->round);
        if (!played && contest->sheet->rounds[round].kind != ROUND_PLAYOFF)
            return round;
    }
    return -1;
}

int contest_standing_teams(const struct contest *contest, int *last)
{
    int count = 0;
    for (int i = 0; i < contest->sheet->team_count; i++)
        if (contest->teams[i].taking_part && !contest->teams[i].out) {
            count++;
            *last = i;
        }
    return count;
}

int contest_survivor(const struct contest *contest)
{
    const struct round_sheet *round = contest_round(contest);
    int last = -1;
    if (!round || round->kind != ROUND_KNOCKOUT || contest->sheet->team_count < 2)
        return -1;
    return contest_standing_teams(contest, &last) == 1 ? last : -1;
}

bool contest_lacks_panel(const struct contest *contest)
{
    for (int i = 0; i < contest->sheet->round_count; i++) {
        bool played = contest->rounds_done[i] || (contest_round(contest) && i == contest->round);
        if (contest->sheet->rounds[i].kind == ROUND_PANEL && played && !contest->rounds_carried[i])
            return true;
    }
    return false;
}

bool contest_has_open_protest(const struct contest *contest)
{
    for (size_t i = 0; i < contest->protest_count; i++)
        if (!contest->protests[i].settled)
            return true;
    return false;
}

bool contest_is_provisional(const struct contest *contest)
{
    return contest->stage != CONTEST_STAGE_FINAL;
}

/* ---- Standing ----------------------------------------------------------------------------------------- */

static int64_t rank_value(const struct contest *contest, int team, enum contest_rank_key key)
{
    const struct contest_team *t = &contest->teams[team];
    switch (key) {
    case CONTEST_RANK_TOTAL:
        return t->score;
    case CONTEST_RANK_PLAYOFF: /* who was not in it comes after those who were */
        return t->playoff ? -t->playoff : -contest->sheet->team_count - 1;
    case CONTEST_RANK_RIGHT:
        return t->right;
    case CONTEST_RANK_WRONG:
        return -t->wrong;
    }
    return 0;
}

void contest_standing(const struct contest *contest, struct placing *rows)
{
    const struct contest_sheet *sheet = contest->sheet;
    assert(sheet->rank_count <= CONTEST_RANK_KEYS);
    for (int i = 0; i < sheet->team_count; i++) {
        rows[i] = (struct placing){.entrant = i};
        for (int k = 0; k < sheet->rank_count; k++)
            rows[i].keys[k] = rank_value(contest, i, sheet->rank[k]);
    }
    placing_rank(rows, (size_t)sheet->team_count, sheet->rank_count);
}

/* ---- Ties --------------------------------------------------------------------------------------------- */

/* Where the playoff stands in the chain; -1: it does not. */
static int playoff_key(const struct contest_sheet *sheet)
{
    for (int k = 0; k < sheet->rank_count; k++)
        if (sheet->rank[k] == CONTEST_RANK_PLAYOFF)
            return k;
    return -1;
}

static bool equal_up_to(const struct contest *contest, int a, int b, int keys)
{
    for (int k = 0; k < keys; k++)
        if (rank_value(contest, a, contest->sheet->rank[k]) !=
            rank_value(contest, b, contest->sheet->rank[k]))
            return false;
    return true;
}

bool contest_are_tied(const struct contest *contest, const int64_t *teams, int64_t count)
{
    int keys = playoff_key(contest->sheet) + 1;
    for (int64_t i = 0; i < count; i++) {
        if (!contest_has_team(contest, teams[i]))
            return false;
        for (int64_t k = 0; k < i; k++)
            if (teams[k] == teams[i])
                return false;
        if (!equal_up_to(contest, (int)teams[0], (int)teams[i], keys))
            return false;
    }
    return count >= 2 && keys > 0;
}

int contest_place_of(const struct contest *contest, const int64_t *teams, int64_t count)
{
    int keys = playoff_key(contest->sheet) + 1, best = contest->sheet->team_count;
    for (int64_t i = 0; i < count; i++) {
        int ahead = 0;
        for (int other = 0; other < contest->sheet->team_count; other++) {
            int k = 0;
            while (k < keys && rank_value(contest, other, contest->sheet->rank[k]) ==
                                   rank_value(contest, (int)teams[i], contest->sheet->rank[k]))
                k++;
            ahead += k < keys && rank_value(contest, other, contest->sheet->rank[k]) >
                                     rank_value(contest, (int)teams[i], contest->sheet->rank[k]);
        }
        if (ahead + 1 < best)
            best = ahead + 1;
    }
    return best;
}

bool contest_can_play_off(const struct contest *contest)
{
    int last = contest->sheet->round_count - 1;
    return last >= 0 && contest->sheet->rounds[last].kind == ROUND_PLAYOFF &&
           playoff_key(contest->sheet) >= 0 && contest_queue_left(contest, last, 0) > 0;
}

/* Whether it makes a difference who of those at the ranks `first` to `last` stands where. */
static bool places_matter(const struct contest_sheet *sheet, int first, int last)
{
    const struct award *award = award_of(sheet->awards, sheet->award_count, first);
    for (int rank = first; rank <= last; rank++)
        if (award_of(sheet->awards, sheet->award_count, rank) != award)
            return true;
    return first <= 3;
}

/* Whether teams a and b are still to be separated: the group of a as `contest_tied_group` wants it. */
static bool is_undecided_pair(const struct contest *contest, int a, int b)
{
    bool settled = contest->teams[a].playoff && contest->teams[b].playoff;
    return !settled && equal_up_to(contest, a, b, contest->sheet->rank_count);
}

int contest_tied_group(const struct contest *contest, bool undecided, int *teams)
{
    int count = contest->sheet->team_count, keys = playoff_key(contest->sheet) + 1, found = 0;
    struct placing *rows = xcalloc((size_t)count, sizeof *rows);
    contest_standing(contest, rows);
    for (int i = 0, end; i < count && !found; i = end) {
        bool open = !undecided;
        for (end = i + 1; end < count && equal_up_to(contest, rows[i].entrant, rows[end].entrant, keys);
             end++)
            open |= is_undecided_pair(contest, rows[end - 1].entrant, rows[end].entrant);
        if (keys > 0 && end - i >= 2 && open && places_matter(contest->sheet, i + 1, end))
            for (int k = i; k < end; k++)
                teams[found++] = rows[k].entrant;
    }
    free(rows);
    return found;
}
