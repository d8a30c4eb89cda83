#include "core/contest_private.h"

#include <assert.h>

/* Deciding: what a command would do now. One table of commands, and what their deciders share. */

/* ---- What deciders share ------------------------------------------------------------------------------- */

void deciding_add_marks(struct deciding *d, int team, mark_t marks)
{
    size_t most = (size_t)d->contest->sheet->team_count;
    if (marks == 0)
        return;
    if (!d->deltas)
        d->out->deltas = d->deltas = arena_array(d->arena, most, sizeof *d->deltas);
    int64_t i = 0;
    while (i < d->out->delta_count && d->deltas[i].team != team)
        i++;
    if (i == d->out->delta_count)
        d->deltas[d->out->delta_count++] = (struct contest_delta){team, 0};
    d->deltas[i].marks += marks;
    if (d->deltas[i].marks == 0)
        d->deltas[i] = d->deltas[--d->out->delta_count];
}

void deciding_add_ruling(struct deciding *d, int team, enum verdict verdict, mark_t marks, bool machine)
{
    size_t most = (size_t)d->contest->sheet->team_count;
    if (!d->rulings)
        d->out->rulings = d->rulings = arena_array(d->arena, most, sizeof *d->rulings);
    d->rulings[d->out->ruling_count++] =
        (struct contest_ruling){.team = team, .verdict = verdict, .marks = marks, .machine = machine};
    deciding_add_marks(d, team, marks);
}

bool deciding_has_reason(const struct deciding *d)
{
    return text_trim(d->as->reason).len > 0;
}

void deciding_leave_round(struct deciding *d)
{
    int survivor = contest_survivor(d->contest);
    if (survivor >= 0)
        deciding_add_marks(d, survivor, contest_round(d->contest)->survivor);
}

/* ---- The table ----------------------------------------------------------------------------------------- */

#define AT(stage) (UINT32_C(1) << CONTEST_STAGE_##stage)

enum {
    IDLE = AT(ROUND) | AT(STAKE) | AT(DONE), /* in a round, no item going on */
    LEAVABLE = IDLE | AT(READY) | AT(PANEL),
    TIMED = AT(OPEN) | AT(BEGIN) | AT(ANSWER),
    ON = AT(READY) | TIMED | AT(RULING) | AT(DONE),
    BEGUN = AT(BETWEEN) | LEAVABLE | ON | AT(OVER),
};

struct command_ops {
    contest_decider *decide;
    uint32_t stages; /* in which the command makes sense: bit per contest_stage */
};

static const struct command_ops commands[CONTEST_COMMANDS] = {
    [CONTEST_BEGIN] = {decide_begin, AT(NONE)},
    [CONTEST_ENTER] = {decide_enter, AT(BETWEEN) | LEAVABLE},
    [CONTEST_LEAVE] = {decide_leave, LEAVABLE},
    [CONTEST_TURN] = {decide_turn, IDLE},
    [CONTEST_STAKE] = {decide_stake, AT(STAKE) | AT(ROUND)},
    [CONTEST_TAKE] = {decide_take, AT(ROUND) | AT(DONE)},
    [CONTEST_SWAP] = {decide_swap, AT(READY) | AT(ANSWER)},
    [CONTEST_SHOW] = {decide_show, ON},
    [CONTEST_OPEN] = {decide_open, AT(READY)},
    [CONTEST_SPEAK] = {decide_speak, AT(BEGIN)},
    [CONTEST_RULE] = {decide_rule, TIMED | AT(RULING)},
    [CONTEST_REOPEN] = {decide_reopen, AT(DONE)},
    [CONTEST_SHOW_KEY] = {decide_show_key, AT(DONE)},
    [CONTEST_PROMPTED] = {decide_prompted, BEGUN},
    [CONTEST_AWARD] = {decide_award, BEGUN},
    [CONTEST_VOID] = {decide_void, BEGUN},
    [CONTEST_AMEND] = {decide_amend, BEGUN},
    [CONTEST_PROTEST] = {decide_protest, BEGUN},
    [CONTEST_SETTLE] = {decide_settle, BEGUN},
    [CONTEST_PAUSE] = {decide_pause, TIMED},
    [CONTEST_RESUME] = {decide_resume, TIMED},
    [CONTEST_PAGE] = {decide_page, BEGUN | AT(FINAL)},
    [CONTEST_FREEZE] = {decide_freeze, BEGUN | AT(FINAL)},
    [CONTEST_UNFREEZE] = {decide_unfreeze, BEGUN | AT(FINAL)},
    [CONTEST_CARRY] = {decide_carry, BEGUN},
    [CONTEST_CLOSE] = {decide_close, AT(BETWEEN) | LEAVABLE},
    [CONTEST_PLAYOFF] = {decide_playoff, AT(OVER)},
    [CONTEST_REVEAL] = {decide_reveal, AT(OVER) | AT(FINAL)},
    [CONTEST_FINALIZE] = {decide_finalize, BEGUN},
    [CONTEST_UNDO] = {decide_undo, BEGUN},
    [CONTEST_REDO] = {decide_redo, BEGUN},
    [CONTEST_PRESS] = {decide_press, ON},
    [CONTEST_ANSWER] = {decide_answer, AT(BEGIN) | AT(ANSWER)},
    [CONTEST_EXPIRE] = {decide_expire, TIMED},
};

static enum contest_refusal refuse_stage(const struct contest *contest, enum contest_command_kind kind)
{
    if (commands[kind].stages >> contest->stage & 1)
        return CONTEST_OK;
    if (contest->stage == CONTEST_STAGE_NONE)
        return CONTEST_NOT_BEGUN;
    if (contest->stage == CONTEST_STAGE_FINAL)
        return CONTEST_IS_FINAL;
    return kind == CONTEST_BEGIN ? CONTEST_NOTHING : CONTEST_NOT_NOW;
}

/* Keeps a team's marks within what marks can be: what goes beyond is not given. */
static void give_less(struct deciding *d, struct contest_delta *delta, mark_t excess)
{
    delta->marks -= excess;
    for (int64_t i = 0; i < d->out->ruling_count; i++)
        if (d->rulings[i].team == delta->team)
            d->rulings[i].marks -= excess;
}

/* False: the host gives more than marks can be. A desk's answer and the clock are never refused for that. */
static bool keep_within_marks(struct deciding *d, enum contest_command_kind kind)
{
    for (int64_t i = 0; i < d->out->delta_count; i++) {
        mark_t score = d->contest->teams[d->deltas[i].team].score + d->deltas[i].marks;
        mark_t excess = score > MARK_MAX ? score - MARK_MAX : score < -MARK_MAX ? score + MARK_MAX : 0;
        if (excess != 0 && kind < CONTEST_PRESS)
            return false;
        give_less(d, &d->deltas[i], excess);
    }
    return true;
}

enum contest_refusal contest_decide(const struct contest *contest, const struct contest_command *command,
                                    int64_t now, const struct contest_items *items, struct arena *arena,
                                    struct contest_event *out)
{
    struct contest_event event = {.at = now,
                                  .round = -1,
                                  .queue = -1,
                                  .item = -1,
                                  .play = -1,
                                  .team = -1,
                                  .response = TEXT(""),
                                  .reason = TEXT("")};
    struct deciding d = {
        .contest = contest, .as = &command->as, .now = now, .items = items, .arena = arena, .out = &event};
    assert((unsigned)command->kind < CONTEST_COMMANDS && (unsigned)command->as.verdict < VERDICTS &&
           (unsigned)command->as.page < CONTEST_PAGES);
    enum contest_refusal refusal = refuse_stage(contest, command->kind);
    if (refusal == CONTEST_OK)
        refusal = commands[command->kind].decide(&d);
    if (refusal == CONTEST_OK && !keep_within_marks(&d, command->kind))
        refusal = CONTEST_BAD_MARKS;
    if (refusal == CONTEST_OK)
        *out = event;
    return refusal;
}
