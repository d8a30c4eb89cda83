/* A team's state in one word, what it means, and what to do now. */
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/facts.h"
#include "tui/stage/desk.h"
#include "tui/stage/words.h"

/* What signs are made of. */
struct sight {
    const struct desk *desk;
    const struct stage *stage;
    const struct contest_view *view;
    const struct round_row *round; /* NULL: none */
    const struct contest_team_row *team;
    int64_t index; /* of the team */
    struct arena *arena;
};

static struct desk_sign sign(const char *word, enum role role, const char *line)
{
    return (struct desk_sign){text_of(word), role, text_of(line)};
}

static const char *name_of(const struct sight *sight, int64_t team)
{
    return arena_string(sight->arena, words_team(sight->stage, team));
}

static const struct desk_press *press_of(const struct sight *sight)
{
    int served = desk_serves(sight->desk, sight->index);
    return served >= 0 ? &sight->desk->presses[served] : NULL;
}

/* Place in press order, from 1; 0: has not pressed with effect. */
static int64_t place_of(const struct sight *sight)
{
    const struct contest_view *view = sight->view;
    if (sight->desk->team_count == 1 && sight->index == view->own)
        return view->press_place;
    int64_t place = 0;
    for (int64_t i = 0; i < view->press_count; i++) {
        const struct press_row *press = &view->presses[i];
        if (press->false_start || press->refused)
            continue;
        place++;
        if (press->team == sight->index)
            return place;
    }
    return 0;
}

static bool started_falsely(const struct sight *sight)
{
    const struct desk_press *press = press_of(sight);
    for (int64_t i = 0; i < sight->view->press_count; i++)
        if (sight->view->presses[i].team == sight->index && sight->view->presses[i].false_start)
            return true;
    return press && press->false_start && press->play == sight->view->play;
}

/* ---- Before, between and after ---------------------------------------------------------------------- */

static struct desk_sign sign_of_key_test(const struct sight *sight)
{
    const struct contest_team_row *team = sight->team;
    if (team->tested == 0)
        return sign(_("PRESS NOW"), ROLE_WARM,
                    sight->view->key_test == KEY_TEST_SINGLE
                        ? _("Key test: press the buzzer when it is your turn.")
                        : _("Key test: all press together."));
    struct text line = arena_textf(sight->arena,
                                   ngettext("Key test: %lld press came in.",
                                            "Key test: %lld presses came in.", (unsigned long)team->tested),
                                   (long long)team->tested);
    if (sight->view->key_test == KEY_TEST_TOGETHER && team->tested_after > 0)
        line =
            arena_textf(sight->arena, _("Key test: %lld.%lld ms after the first."),
                        (long long)(team->tested_after / 1000), (long long)(team->tested_after / 100 % 10));
    struct desk_sign out = sign(_("RECEIVED"), ROLE_GOOD, "");
    out.line = line;
    return out;
}

static struct desk_sign sign_of_verdict(const struct sight *sight)
{
    static const struct {
        const char *word;
        enum role role;
    } verdicts[VERDICTS] = {
        [VERDICT_RIGHT] = {N_("RIGHT"), ROLE_GOOD},         [VERDICT_WRONG] = {N_("WRONG"), ROLE_BAD},
        [VERDICT_PARTLY] = {N_("PARTLY RIGHT"), ROLE_GOOD}, [VERDICT_PASS] = {N_("PASSED"), ROLE_STRONG},
        [VERDICT_NONE] = {N_("NO ANSWER"), ROLE_BAD},
    };
    struct desk_sign out =
        sign(_(verdicts[sight->team->verdict].word), verdicts[sight->team->verdict].role, "");
    out.line = arena_textf(sight->arena, _("Marks for this item: %.*s"),
                           TEXT_ARG(words_signed(sight->team->gained, sight->arena)));
    return out;
}

static struct desk_sign sign_of_end(const struct sight *sight)
{
    struct desk_sign out = sign(_("FINISHED"), ROLE_STRONG, _("The rounds are over."));
    for (int64_t i = 0; i < sight->view->standing_count; i++) {
        const struct contest_standing_row *row = &sight->view->standing[i];
        if (row->team != sight->index)
            continue;
        out.word = arena_textf(sight->arena, _("RANK %lld"), (long long)row->rank);
        out.role = ROLE_GOOD;
        out.line = row->award;
    }
    return out;
}

static struct desk_sign sign_of_turn(const struct sight *sight)
{
    struct desk_sign out = sign(_("YOUR TURN"), ROLE_ACCENT, _("The next item is yours."));
    if (sight->view->stake > 0)
        out.line = arena_textf(sight->arena, _("Your stake: %.*s. The next item is yours."),
                               TEXT_ARG(facts_mark(sight->view->stake, sight->arena)));
    return out;
}

static struct desk_sign sign_of_pause(const struct sight *sight)
{
    if (sight->view->stage == CONTEST_STAGE_NONE)
        return sign(_("WAIT"), ROLE_DIM, _("The contest has not begun."));
    if (sight->view->stage == CONTEST_STAGE_PANEL)
        return sign(_("WAIT"), ROLE_DIM, _("The judges are marking."));
    if (sight->view->stage == CONTEST_STAGE_ROUND && sight->view->turn == sight->index)
        return sign_of_turn(sight);
    if (sight->view->stage == CONTEST_STAGE_ROUND && sight->view->turn >= 0) {
        struct desk_sign out = sign(_("WAIT"), ROLE_DIM, "");
        out.line = arena_textf(sight->arena, _("It is the turn of %s."), name_of(sight, sight->view->turn));
        return out;
    }
    return sign(_("WAIT"), ROLE_DIM, _("The host goes on in a moment."));
}

/* ---- Buzzers ---------------------------------------------------------------------------------------- */

static struct desk_sign sign_of_lock(const struct sight *sight)
{
    if (started_falsely(sight))
        return sign(_("FALSE START"), ROLE_HOT,
                    _("You pressed before the buzzers were open: locked out for this item."));
    if (sight->team->tried)
        return sign(_("LOCKED"), ROLE_HOT, _("You have had your try at this item."));
    return sign(_("LOCKED"), ROLE_HOT, _("You are locked out for this item."));
}

static struct desk_sign sign_of_place(const struct sight *sight, int64_t place)
{
    static const char *const words[] = {N_("YOU ARE FIRST"), N_("YOU ARE SECOND"), N_("YOU ARE THIRD")};
    struct desk_sign out = sign("", place == 1 ? ROLE_GOOD : ROLE_ACCENT, "");
    if (place <= (int64_t)COUNT_OF(words))
        out.word = text_of(_(words[place - 1]));
    else
        out.word = arena_textf(sight->arena, _("YOU ARE No. %lld"), (long long)place);
    if (sight->view->floor >= 0)
        out.line = arena_textf(sight->arena, _("%s has the floor. Be ready in case the answer is wrong."),
                               name_of(sight, sight->view->floor));
    return out;
}

static struct desk_sign sign_of_others(const struct sight *sight)
{
    int64_t place = place_of(sight);
    if (place > 0)
        return sign_of_place(sight, place);
    struct desk_sign out = sign(_("WAIT"), ROLE_DIM, "");
    const struct desk_press *press = press_of(sight);
    if (sight->view->floor >= 0)
        out.line = arena_textf(sight->arena, _("%s was first."), name_of(sight, sight->view->floor));
    if (press && press->late && press->play == sight->view->play) {
        out = sign(_("TOO LATE"), ROLE_BAD, "");
        out.line = text_of(_("Your press came too late for this item."));
    } else if (sight->view->floor >= 0 && sight->round->rebounds > 0) {
        out.line = arena_textf(sight->arena, _("%s was first. You may still press to be next in line."),
                               name_of(sight, sight->view->floor));
    }
    return out;
}

static struct desk_sign sign_of_floor(const struct sight *sight)
{
    bool here = desk_may_answer(sight->desk, sight->index);
    if (sight->view->stage == CONTEST_STAGE_BEGIN)
        return sign(place_of(sight) > 1 ? _("YOUR TURN") : _("YOU ARE FIRST"), ROLE_GOOD,
                    here && sight->desk->has_item
                        ? _("Begin now, aloud or here: choose your answer, then Enter.")
                        : _("Begin to answer aloud before the clock runs out."));
    if (sight->view->stage == CONTEST_STAGE_RULING)
        return sign(_("WAIT"), ROLE_STRONG, _("The host is ruling on your answer."));
    return sign(_("ANSWER NOW"), ROLE_SELECTED,
                here ? _("Choose your answer, then send it with Enter.") : _("Answer aloud."));
}

static struct desk_sign sign_of_buzzer(const struct sight *sight)
{
    const struct contest_team_row *team = sight->team;
    const struct desk_press *press = press_of(sight);
    if (sight->view->floor == sight->index)
        return sign_of_floor(sight);
    if (team->locked || team->tried)
        return sign_of_lock(sight);
    if (sight->view->stage == CONTEST_STAGE_READY)
        return started_falsely(sight)
                   ? sign(_("FALSE START"), ROLE_HOT,
                          _("You pressed before the buzzers were open. Wait for the host."))
                   : sign(_("WAIT"), ROLE_WARM, _("Do not press yet: the buzzers are closed."));
    if (sight->view->stage != CONTEST_STAGE_OPEN)
        return sign_of_others(sight);
    int64_t place = place_of(sight);
    if (place > 0)
        return sign_of_place(sight, place);
    if (press && press->sent)
        return sign(_("PRESSED"), ROLE_SELECTED, _("Your press is on its way to the hub."));
    return sign(_("PRESS NOW"), ROLE_GOOD,
                sight->desk->team_count > 1 ? _("The buzzers are open: press your team's number.")
                                            : _("The buzzers are open: press Space or Enter."));
}

/* ---- Answering without buzzers ---------------------------------------------------------------------- */

static struct desk_sign sign_of_stake(const struct sight *sight)
{
    if (sight->view->turn == sight->index)
        return sign(_("CHOOSE A STAKE"), ROLE_SELECTED, _("Choose below, then Enter."));
    struct desk_sign out = sign(_("WAIT"), ROLE_DIM, "");
    out.line = arena_textf(sight->arena, _("%s is choosing its stake."), name_of(sight, sight->view->turn));
    return out;
}

static struct desk_sign sign_of_answering(const struct sight *sight)
{
    if (sight->view->stage == CONTEST_STAGE_READY)
        return sign(_("GET READY"), ROLE_WARM,
                    sight->desk->has_item ? _("Read the item. The time to answer has not begun.")
                                          : _("The item is about to be shown."));
    if (sight->view->stage == CONTEST_STAGE_RULING)
        return sight->team->answered
                   ? sign(_("RECEIVED"), ROLE_GOOD, _("Your answer has been received."))
                   : sign(_("TIME IS UP"), ROLE_STRONG, _("Answers are not taken any more; the host rules."));
    if (sight->round->answer == ANSWER_HOST)
        return sign(_("ANSWER NOW"), ROLE_SELECTED, _("Answer aloud."));
    if (!sight->team->answered)
        return sign(_("ANSWER NOW"), ROLE_SELECTED, _("Choose your answer, then send it with Enter."));
    return desk_may_answer(sight->desk, sight->index)
               ? sign(_("RECEIVED"), ROLE_GOOD, _("You may still change it: choose again, then Enter."))
               : sign(_("RECEIVED"), ROLE_GOOD, _("Your answer has been received."));
}

static struct desk_sign sign_of_item(const struct sight *sight)
{
    int64_t turn = sight->view->floor >= 0 ? sight->view->floor : sight->view->turn;
    if (turn < 0 || turn == sight->index)
        return sign_of_answering(sight);
    struct desk_sign out = sign(_("WAIT"), ROLE_DIM, "");
    out.line = arena_textf(sight->arena, _("It is the turn of %s."), name_of(sight, turn));
    return out;
}

/* ---- Choosing --------------------------------------------------------------------------------------- */

static bool is_item_stage(enum contest_stage stage)
{
    return stage >= CONTEST_STAGE_READY && stage <= CONTEST_STAGE_RULING;
}

static struct desk_sign sign_of_stage(const struct sight *sight)
{
    enum contest_stage stage = sight->view->stage;
    bool buzzing =
        sight->round && (sight->round->kind == ROUND_BUZZER || sight->round->kind == ROUND_PLAYOFF);
    if (stage == CONTEST_STAGE_OVER || stage == CONTEST_STAGE_FINAL)
        return sign_of_end(sight);
    if (sight->team->ruled && (stage == CONTEST_STAGE_DONE || sight->team->tried))
        return sign_of_verdict(sight);
    if (sight->team->absent && sight->round)
        return sign(_("WAIT"), ROLE_DIM, _("Your team does not take part in this round."));
    if (sight->team->out && sight->round && sight->round->kind == ROUND_PLAYOFF)
        return sign(_("WAIT"), ROLE_STRONG, _("The playoff has decided your place."));
    if (sight->team->out)
        return sign(_("OUT"), ROLE_BAD, _("Your team is out of this round."));
    if (stage == CONTEST_STAGE_STAKE)
        return sign_of_stake(sight);
    if (is_item_stage(stage) && sight->round)
        return buzzing ? sign_of_buzzer(sight) : sign_of_item(sight);
    return stage == CONTEST_STAGE_DONE ? sign(_("WAIT"), ROLE_DIM, _("This item is over."))
                                       : sign_of_pause(sight);
}

struct desk_sign desk_sign(const struct desk *desk, int64_t team, struct arena *arena)
{
    const struct app *app = desk->screen.app;
    struct sight sight = {.desk = desk,
                          .stage = &app->stage,
                          .view = &app->stage.contest,
                          .round = stage_round(&app->stage),
                          .team = stage_team_state(&app->stage, team),
                          .index = team,
                          .arena = arena};
    if (!app->ready)
        return sign(_("NO CONNECTION"), ROLE_HOT,
                    _("Presses do not count until the hub is back. Call the host."));
    if (!sight.team)
        return sign(_("WAIT"), ROLE_DIM, "");
    struct desk_sign out =
        sight.view->key_test != KEY_TEST_OFF ? sign_of_key_test(&sight) : sign_of_stage(&sight);
    if (desk_is_paused(desk))
        out.line = text_of(_("The clock is paused."));
    return out;
}
