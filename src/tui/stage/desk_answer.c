/* What a desk answers: for whom, what was typed, sent and received. */
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/stage/desk.h"

#include <stdlib.h>

static const struct contest_view *view_of(const struct desk *desk)
{
    return &desk->screen.app->stage.contest;
}

static const struct contest_team_row *state_of(const struct desk *desk, int64_t team)
{
    return stage_team_state(&desk->screen.app->stage, team);
}

/* ---- What may be done ------------------------------------------------------------------------------- */

int desk_serves(const struct desk *desk, int64_t team)
{
    for (int i = 0; i < desk->team_count; i++)
        if (desk->teams[i] == team)
            return i;
    return -1;
}

static bool is_buzzing(const struct round_row *round)
{
    return round && (round->kind == ROUND_BUZZER || round->kind == ROUND_PLAYOFF);
}

bool desk_is_pressing(const struct desk *desk)
{
    const struct contest_view *view = view_of(desk);
    if (view->key_test != KEY_TEST_OFF)
        return true;
    return is_buzzing(stage_round(&desk->screen.app->stage)) && view->play >= 0 &&
           view->stage >= CONTEST_STAGE_READY && view->stage <= CONTEST_STAGE_ANSWER;
}

/* Who is to answer the item on the stage, as far as this desk is concerned. */
static int64_t answerer(const struct desk *desk)
{
    const struct contest_view *view = view_of(desk);
    const struct round_row *round = stage_round(&desk->screen.app->stage);
    if (!round || round->answer == ANSWER_HOST || view->play < 0 || desk->team_count == 0)
        return -1;
    int64_t team = view->floor >= 0 ? view->floor : view->turn;
    if (team >= 0)
        return desk_serves(desk, team) >= 0 ? team : -1;
    return is_buzzing(round) ? -1 : desk->teams[desk->chosen];
}

bool desk_is_paused(const struct desk *desk)
{
    const struct contest_view *view = view_of(desk);
    bool timed = view->stage == CONTEST_STAGE_OPEN || view->stage == CONTEST_STAGE_BEGIN ||
                 view->stage == CONTEST_STAGE_ANSWER;
    return timed && view->total > 0 && view->left > 0 && !view->clock_running;
}

bool desk_may_answer(const struct desk *desk, int64_t team)
{
    const struct contest_view *view = view_of(desk);
    const struct contest_team_row *state = state_of(desk, team);
    if (desk->team_count == 1 && team == view->own)
        return view->may_answer;
    bool open = view->stage == CONTEST_STAGE_BEGIN || view->stage == CONTEST_STAGE_ANSWER;
    return state && open && answerer(desk) == team && !desk_is_paused(desk) && !state->out &&
           !state->absent && !state->tried;
}

int64_t desk_answering(const struct desk *desk)
{
    const struct contest_view *view = view_of(desk);
    int64_t team = answerer(desk);
    const struct contest_team_row *state = state_of(desk, team);
    if (!state || state->out || state->absent || state->ruled)
        return -1;
    bool early = !is_buzzing(stage_round(&desk->screen.app->stage)) && view->stage == CONTEST_STAGE_READY;
    bool open = early || view->stage == CONTEST_STAGE_BEGIN || view->stage == CONTEST_STAGE_ANSWER;
    return open || desk_may_answer(desk, team) ? team : -1;
}

int64_t desk_staking(const struct desk *desk)
{
    const struct contest_view *view = view_of(desk);
    bool may = view->stage == CONTEST_STAGE_STAKE && view->turn >= 0 && desk_serves(desk, view->turn) >= 0 &&
               desk_stake_rows(desk) > 0;
    return may ? view->turn : -1;
}

int desk_stake_rows(const struct desk *desk)
{
    const struct round_row *round = stage_round(&desk->screen.app->stage);
    return round ? (int)round->stake_count + round->decline : 0;
}

/* ---- The item --------------------------------------------------------------------------------------- */

static struct slot_row slot_of(const struct contest_item *item)
{
    return (struct slot_row){.section = -1,
                             .kind = item->kind,
                             .stem = item->stem,
                             .options = item->options,
                             .option_count = item->option_count,
                             .lefts = item->lefts,
                             .left_count = item->left_count,
                             .blanks = item->blanks,
                             .unit = item->unit,
                             .stimulus = -1};
}

static void forget_trouble(struct desk *desk)
{
    free(desk->trouble);
    desk->trouble = NULL;
}

void desk_forget_item(struct desk *desk)
{
    desk->has_item = false;
    desk->play = -1;
    free(desk->stem);
    desk->stem = NULL;
    free(desk->received);
    desk->received = NULL;
    forget_trouble(desk);
}

static void open_item(struct desk *desk, const struct contest_item *item, int64_t team)
{
    const struct contest_team_row *state = state_of(desk, team);
    struct slot_row slot = slot_of(item);
    desk_forget_item(desk);
    desk->has_item = true;
    desk->play = item->play;
    desk->view_team = team;
    desk->stem = text_copy(item->stem);
    item_view_open(&desk->view, &slot, (int)item->number, state ? state->answer : text_of(""));
}

/* The same item, with the same way of answering: what was typed stays. */
static bool is_shown(const struct desk *desk, const struct contest_item *item, int64_t team)
{
    return desk->has_item && desk->play == item->play && (team < 0 || desk->view_team == team) &&
           text_is(item->stem, desk->stem) && text_equal(item->kind, desk->view.row->kind);
}

static void take_item(struct desk *desk)
{
    const struct contest_item *item = view_of(desk)->item;
    if (!item || item->kind.len == 0) {
        desk_forget_item(desk);
        return;
    }
    int64_t team = desk->team_count == 1 ? desk->teams[0] : answerer(desk);
    struct slot_row slot = slot_of(item);
    if (is_shown(desk, item, team))
        item_view_renew(&desk->view, &slot);
    else
        open_item(desk, item, team);
}

/* Codes the terminal was started with; without any, the team of who signed in. */
static void take_teams(struct desk *desk)
{
    const struct stage *stage = &desk->screen.app->stage;
    desk->team_count = 0;
    for (int i = 0; i < stage->team_count && desk->team_count < DESK_TEAMS; i++)
        for (int64_t team = 0; team < stage->contest.frame->team_count; team++)
            if (text_is(stage->contest.frame->teams[team].code, stage->teams[i]))
                desk->teams[desk->team_count++] = team;
    if (desk->team_count == 0 && stage->contest.own >= 0)
        desk->teams[desk->team_count++] = stage->contest.own;
    if (desk->chosen >= desk->team_count)
        desk->chosen = 0;
}

/* Who won the floor by pressing may press once more without meaning an answer. */
static void watch_floor(struct desk *desk)
{
    const struct contest_view *view = view_of(desk);
    bool won = view->floor >= 0 && view->floor != desk->floor && desk_serves(desk, view->floor) >= 0;
    if (won && is_buzzing(stage_round(&desk->screen.app->stage)))
        desk->guard_until = desk->screen.app->now + DESK_GUARD_MS;
    desk->floor = view->floor;
}

void desk_catch_up(struct desk *desk)
{
    const struct stage *stage = &desk->screen.app->stage;
    if (stage->kind != STAGE_CONTEST) {
        desk_forget_item(desk);
        desk->team_count = 0;
        desk->changes = -1;
        return;
    }
    if (desk->changes == stage->changes)
        return;
    desk->changes = stage->changes;
    take_teams(desk);
    watch_floor(desk);
    take_item(desk);
    if (desk_staking(desk) < 0 || desk->stake_at >= desk_stake_rows(desk))
        desk->stake_at = 0;
}

/* ---- Sending ---------------------------------------------------------------------------------------- */

static bool equals_response(const struct desk *desk, struct text other)
{
    struct buf shown = BUF_EMPTY;
    item_view_response(&desk->view, &shown);
    bool equal = text_equal(buf_text(&shown), other);
    buf_finish(&shown);
    return equal;
}

enum desk_sent desk_sent_state(const struct desk *desk)
{
    const struct contest_team_row *state = state_of(desk, desk->view_team);
    bool under_way = desk->sent && desk->sent_play == desk->play && desk->sent_team == desk->view_team;
    if (under_way && equals_response(desk, text_of(desk->sending)))
        return DESK_SENDING;
    if (equals_response(desk, text_of("")))
        return DESK_OPEN;
    bool as_received = desk->received && equals_response(desk, text_of(desk->received));
    if (state && state->answered && (as_received || equals_response(desk, state->answer)))
        return DESK_RECEIVED;
    return desk->trouble ? DESK_REFUSED : DESK_TYPED;
}

static void send_response(struct desk *desk, struct text response)
{
    struct app *app = desk->screen.app;
    struct request request = stage_contest(CONTEST_ANSWER);
    request.contest.team = stage_team(&app->stage, desk->view_team)->code;
    request.contest.play = desk->play;
    request.contest.response = response;
    free(desk->sending);
    desk->sending = text_copy(response);
    desk->sent_play = desk->play;
    desk->sent_team = desk->view_team;
    desk->sent = stage_send(&app->stage, &app->port, &request, true);
    forget_trouble(desk);
}

void desk_send_answer(struct desk *desk)
{
    struct app *app = desk->screen.app;
    enum desk_sent state = desk_sent_state(desk);
    if (!desk->has_item || state == DESK_SENDING || desk_answering(desk) != desk->view_team)
        return;
    if (desk_is_paused(desk)) {
        app_notice(app, ROLE_WARM, "%s", _("The clock is paused: wait for the host."));
    } else if (!desk_may_answer(desk, desk->view_team)) {
        app_notice(app, ROLE_WARM, "%s", _("Not yet: the time to answer has not begun."));
    } else if (state == DESK_OPEN) {
        app_notice(app, ROLE_WARM, "%s", _("Choose or type an answer first."));
    } else if (state == DESK_RECEIVED) {
        app_notice(app, ROLE_GOOD, "%s", _("This answer has been received already."));
    } else {
        struct buf response = BUF_EMPTY;
        item_view_response(&desk->view, &response);
        send_response(desk, buf_text(&response));
        buf_finish(&response);
    }
}

void desk_send_stake(struct desk *desk)
{
    struct app *app = desk->screen.app;
    int64_t team = desk_staking(desk);
    if (team < 0 || desk->stake_sent)
        return;
    const struct round_row *round = stage_round(&app->stage);
    struct request request = stage_contest(CONTEST_STAKE);
    request.contest.team = stage_team(&app->stage, team)->code;
    request.contest.marks = desk->stake_at < round->stake_count ? round->stakes[desk->stake_at] : 0;
    desk->stake_sent = stage_send(&app->stage, &app->port, &request, true);
}

/* ---- Replies ---------------------------------------------------------------------------------------- */

static void answer_refused(struct desk *desk, const struct reply *reply)
{
    if (desk->sent_play != desk->play || desk->sent_team != desk->view_team) {
        app_notice_refusal(desk->screen.app, reply);
        return;
    }
    forget_trouble(desk);
    const char *message = _(wire_refusal_message(reply));
    bool said = reply->detail.len == 0 || reply->error == WIRE_CONTEST;
    struct buf text = BUF_EMPTY;
    buf_add_string(&text, message);
    if (!said)
        buf_addf(&text, " (%.*s)", TEXT_ARG(reply->detail));
    desk->trouble = xstrdup(buf_string(&text));
    buf_finish(&text);
}

/* The hub may write the same answer differently ("3.0" and "3"). */
static void note_received(struct desk *desk)
{
    if (desk->sent_play != desk->play || desk->sent_team != desk->view_team)
        return;
    free(desk->received);
    desk->received = xstrdup(desk->sending);
}

bool desk_answer_reply(struct desk *desk, const struct reply *reply)
{
    if (reply->re != 0 && reply->re == desk->stake_sent) {
        desk->stake_sent = 0;
        if (reply->error != WIRE_OK)
            app_notice_refusal(desk->screen.app, reply);
        return true;
    }
    if (reply->re == 0 || reply->re != desk->sent)
        return false;
    desk->sent = 0;
    if (reply->error != WIRE_OK)
        answer_refused(desk, reply);
    else
        note_received(desk);
    return true;
}
