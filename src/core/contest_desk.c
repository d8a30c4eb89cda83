#include "core/contest_private.h"

#include <stdlib.h>

/* What desks and the clock would do now, and marking by the machine. */

enum { PRESSES_KEPT = 20 }; /* of one team on one item, besides those that count: enough to see a stuck key */

static const struct round_sheet *sheet_of(const struct contest *contest)
{
    return &contest->sheet->rounds[contest->round];
}

static bool is_too_late(const struct deciding *d)
{
    return d->contest->clock.running && d->now > contest_expires(d->contest);
}

/* ---- Presses ------------------------------------------------------------------------------------------- */

bool contest_may_press(const struct contest *contest, int team)
{
    const struct round_ops *ops = contest_ops(contest);
    return ops && ops->buzzers && contest->stage == CONTEST_STAGE_OPEN && !contest_is_paused(contest) &&
           contest_has_team(contest, team) && contest_is_entitled(contest, team) &&
           !contest->teams[team].locked;
}

/* Presses of the team on the item that count: since the buzzers were opened last, or before they were. */
static int presses_of(const struct contest_play *play, int team, int *refused)
{
    int counted = 0, opening = play->opened ? play->reopened + 1 : 0;
    *refused = 0;
    for (size_t i = 0; i < play->press_count; i++) {
        const struct contest_press *press = &play->presses[i];
        if (press->team == team && press->refused)
            ++*refused;
        else if (press->team == team && press->opening == opening)
            counted++;
    }
    return counted;
}

static bool press_counts(const struct deciding *d, int team, bool pressed)
{
    const struct contest *contest = d->contest;
    if (pressed || !contest_is_entitled(contest, team) || contest->teams[team].locked)
        return false;
    if (contest->stage == CONTEST_STAGE_OPEN)
        return contest_may_press(contest, team) && !is_too_late(d);
    /* Closed: a false start. Somebody has the floor: a place in the order behind him. */
    return contest->stage != CONTEST_STAGE_DONE && contest->floor != team;
}

enum contest_refusal decide_press(struct deciding *d)
{
    const struct contest *contest = d->contest;
    int64_t team = d->as->team;
    int refused;
    if (!contest_ops(contest)->buzzers)
        return CONTEST_NOT_NOW;
    if (!contest_has_team(contest, team))
        return CONTEST_NO_TEAM;
    bool pressed = presses_of(contest_on(contest), (int)team, &refused) > 0;
    d->out->kind = CONTEST_PRESSED;
    d->out->play = contest->play;
    d->out->team = team;
    d->out->arrival = d->as->arrival;
    d->out->refused = !press_counts(d, (int)team, pressed);
    d->out->false_start = contest->stage == CONTEST_STAGE_READY;
    if (d->out->refused)
        return refused < PRESSES_KEPT ? CONTEST_OK : CONTEST_LOCKED_OUT;
    if (d->out->false_start && sheet_of(contest)->kind != ROUND_PLAYOFF)
        deciding_add_marks(d, (int)team,
                           sheet_of(contest)->false_start[contest->teams[team].false_starts > 0].marks);
    return CONTEST_OK;
}

/* ---- Marking by the machine ---------------------------------------------------------------------------- */

/* False: the machine cannot mark it. An answer that is not wholly right is wrong. */
static bool mark_answer(const struct deciding *d, struct text answer, enum verdict *verdict)
{
    const struct slot *slot = contest_slot(d->contest, contest_on(d->contest));
    const struct item *item = d->items && slot ? d->items->item(d->items->context, slot) : NULL;
    struct response response;
    if (!item || item->kind == ITEM_CASE || !response_parse(item, answer, d->arena, &response, NULL))
        return false;
    struct marking marking = marking_of(item, &response, MARK_ONE, CREDIT_EXACT, MARK_DECIMALS);
    *verdict = !response.given ? VERDICT_NONE : marking.mark == MARK_ONE ? VERDICT_RIGHT : VERDICT_WRONG;
    return true;
}

static void add_marked(struct deciding *d, int team, enum verdict verdict)
{
    mark_t marks = contest_verdict_marks(d->contest, contest_on(d->contest), verdict, 0);
    deciding_add_ruling(d, team, verdict, marks, true);
}

/* The answer that counts now: the one just sent, or the one kept. */
static struct text answer_of(const struct deciding *d, int team)
{
    if (d->out->kind == CONTEST_ANSWERED && d->out->team == team)
        return d->out->response;
    const struct contest_answer *answer = contest_answer_of(contest_on(d->contest), team);
    return text_of(answer ? answer->text : NULL);
}

static bool is_ruled_now(const struct deciding *d, int team)
{
    for (int64_t i = 0; i < d->out->ruling_count; i++)
        if (d->rulings[i].team == team)
            return true;
    return false;
}

static bool is_to_be_marked(const struct deciding *d, int team)
{
    return contest_is_pending(d->contest, team) && !is_ruled_now(d, team);
}

bool deciding_mark_all(struct deciding *d)
{
    enum verdict verdict = VERDICT_NONE;
    int count = d->contest->sheet->team_count;
    enum verdict *verdicts = arena_array(d->arena, (size_t)count, sizeof *verdicts);
    for (int i = 0; i < count; i++) {
        struct text answer = answer_of(d, i);
        if (!is_to_be_marked(d, i))
            continue;
        if (answer.len > 0 && !mark_answer(d, answer, &verdict))
            return false;
        verdicts[i] = answer.len > 0 ? verdict : VERDICT_NONE;
    }
    for (int i = 0; i < count; i++)
        if (is_to_be_marked(d, i))
            add_marked(d, i, verdicts[i]);
    return true;
}

/* ---- Bonuses for speed --------------------------------------------------------------------------------- */

mark_t contest_bonus_of(const struct contest *contest, const struct contest_play *play, int team)
{
    const struct round_sheet *round = &contest->sheet->rounds[play->round];
    const struct contest_answer *own = contest_answer_of(play, team);
    int ruling = contest_ruling_of(play, team), before = 0;
    if (round->kind != ROUND_TOGETHER || !own || ruling < 0 || play->rulings[ruling].verdict != VERDICT_RIGHT)
        return 0;
    for (size_t i = 0; i < play->answer_count; i++) {
        const struct contest_answer *other = &play->answers[i];
        int others = contest_ruling_of(play, other->team);
        before +=
            other->arrival < own->arrival && others >= 0 && play->rulings[others].verdict == VERDICT_RIGHT;
    }
    return before < round->bonus_count ? round->bonuses[before] : 0;
}

/* The play as it will be with what *out holds. */
static struct contest_play play_after(const struct deciding *d)
{
    const struct contest_play *play = contest_on(d->contest);
    struct contest_play after = *play;
    after.rulings =
        arena_array(d->arena, play->ruling_count + (size_t)d->out->ruling_count, sizeof *after.rulings);
    after.answers = arena_array(d->arena, play->answer_count + 1, sizeof *after.answers);
    after.answer_count = 0;
    bool sent = d->out->kind == CONTEST_ANSWERED;
    for (size_t i = 0; i < play->ruling_count; i++)
        after.rulings[i] = play->rulings[i];
    for (int64_t i = 0; i < d->out->ruling_count; i++)
        after.rulings[after.ruling_count++] = d->rulings[i];
    for (size_t i = 0; i < play->answer_count; i++)
        if (!sent || play->answers[i].team != d->out->team)
            after.answers[after.answer_count++] = play->answers[i];
    if (sent)
        after.answers[after.answer_count++] =
            (struct contest_answer){.team = (int)d->out->team, .arrival = d->out->arrival};
    return after;
}

void deciding_add_bonuses(struct deciding *d)
{
    int count = d->contest->sheet->team_count;
    if (sheet_of(d->contest)->kind != ROUND_TOGETHER || sheet_of(d->contest)->bonus_count == 0)
        return;
    for (int i = 0; i < count; i++)
        if (is_to_be_marked(d, i))
            return;
    struct contest_play after = play_after(d);
    for (int team = 0; team < count; team++) {
        mark_t bonus = contest_bonus_of(d->contest, &after, team);
        deciding_add_marks(d, team, bonus);
        for (int64_t i = 0; i < d->out->ruling_count; i++)
            if (d->rulings[i].team == team)
                d->rulings[i].marks += bonus;
    }
}

/* ---- Answers ------------------------------------------------------------------------------------------- */

static bool is_asked(const struct contest *contest, int team)
{
    const struct round_ops *ops = contest_ops(contest);
    return ops->everyone ? contest_is_pending(contest, team) : contest->floor == team;
}

bool contest_may_answer(const struct contest *contest, int team)
{
    bool stage = contest->stage == CONTEST_STAGE_BEGIN || contest->stage == CONTEST_STAGE_ANSWER;
    return stage && contest_has_team(contest, team) && !contest_is_paused(contest) &&
           contest_round(contest)->answer != ANSWER_HOST && is_asked(contest, team);
}

static enum contest_refusal refuse_answer(const struct deciding *d)
{
    const struct contest *contest = d->contest;
    int64_t team = d->as->team;
    if (!contest_has_team(contest, team))
        return CONTEST_NO_TEAM;
    if (sheet_of(contest)->answer == ANSWER_HOST || d->as->response.len > RESPONSE_MAX_TEXT)
        return CONTEST_NO_ANSWER;
    if (!is_asked(contest, (int)team))
        return contest_ops(contest)->everyone ? CONTEST_LOCKED_OUT : CONTEST_NOT_YOUR_TURN;
    if (contest_is_paused(contest))
        return CONTEST_NOT_NOW;
    if (is_too_late(d))
        return CONTEST_TOO_LATE;
    const struct contest_answer *kept = contest_answer_of(contest_on(contest), (int)team);
    bool same = text_equal(text_of(kept ? kept->text : NULL), d->as->response);
    bool empty = d->as->response.len == 0 && !contest_ops(contest)->everyone;
    if (same || empty)
        return CONTEST_NOTHING;
    return contest->teams[team].changes < CHANGES_MOST ? CONTEST_OK : CONTEST_LOCKED_OUT;
}

static bool all_have_answered(const struct deciding *d)
{
    for (int i = 0; i < d->contest->sheet->team_count; i++)
        if (answer_of(d, i).len == 0 && contest_is_pending(d->contest, i))
            return false;
    return true;
}

enum contest_refusal decide_answer(struct deciding *d)
{
    enum contest_refusal refusal = refuse_answer(d);
    enum verdict verdict;
    if (refusal != CONTEST_OK)
        return refusal;
    d->out->kind = CONTEST_ANSWERED;
    d->out->play = d->contest->play;
    d->out->team = d->as->team;
    d->out->response = d->as->response;
    d->out->arrival = d->as->arrival;
    if (!contest_ops(d->contest)->everyone) {
        if (mark_answer(d, d->as->response, &verdict))
            add_marked(d, (int)d->as->team, verdict);
    } else if (all_have_answered(d) && deciding_mark_all(d))
        deciding_add_bonuses(d);
    return CONTEST_OK;
}

/* ---- The clock ----------------------------------------------------------------------------------------- */

enum contest_refusal decide_expire(struct deciding *d)
{
    if (!d->contest->clock.running)
        return CONTEST_NOT_NOW;
    if (d->now < contest_expires(d->contest))
        return CONTEST_NOT_YET;
    d->out->kind = CONTEST_EXPIRED;
    d->out->play = d->contest->play;
    contest_ops(d->contest)->expire(d);
    return CONTEST_OK;
}
