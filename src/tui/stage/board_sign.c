/* What is going on in a word: who has the floor, whether one may press, right or wrong. */
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/stage/board.h"
#include "tui/stage/words.h"

/* ---- Looking ---------------------------------------------------------------------------------------- */

int64_t board_round_count(const struct stage *stage)
{
    const struct contest_frame *frame = stage->contest.frame;
    int64_t count = frame->round_count;
    while (count > 0 && frame->rounds[count - 1].kind == ROUND_PLAYOFF)
        count--;
    return count;
}

bool board_has_item(const struct stage *stage)
{
    const struct contest_item *item = stage->contest.item;
    return stage->contest.play >= 0 && item && item->kind.len > 0;
}

bool board_has_buzzers(const struct stage *stage)
{
    const struct round_row *round = stage_round(stage);
    return round && (round->kind == ROUND_BUZZER || round->kind == ROUND_PLAYOFF);
}

static bool is_rapid(const struct stage *stage)
{
    const struct round_row *round = stage_round(stage);
    return round && round->kind == ROUND_RAPID;
}

int board_ruled(const struct stage *stage, int *right)
{
    int ruled = 0;
    *right = 0;
    for (int64_t i = 0; i < stage->contest.team_count; i++) {
        const struct contest_team_row *row = &stage->contest.teams[i];
        ruled += row->ruled;
        *right += row->ruled && row->verdict == VERDICT_RIGHT;
    }
    return ruled;
}

int board_answering(const struct stage *stage, int *answered)
{
    int count = 0;
    *answered = 0;
    for (int64_t i = 0; i < stage->contest.team_count; i++) {
        const struct contest_team_row *row = &stage->contest.teams[i];
        count += !row->out && !row->absent;
        *answered += !row->out && !row->absent && row->answered;
    }
    return count;
}

/* ---- Presses ---------------------------------------------------------------------------------------- */

static bool counts(const struct press_row *press)
{
    return !press->false_start && !press->refused;
}

/* The marks "✗" of those who have tried already say why another has the floor. */
int board_press_cells(const struct board *board, struct arena *arena, struct cell_row *out, int most)
{
    const struct stage *stage = board_stage(board);
    int count = 0;
    for (int64_t i = 0; i < stage->contest.press_count && count < most; i++) {
        const struct press_row *press = &stage->contest.presses[i];
        if (!counts(press))
            continue;
        const struct contest_team_row *team = stage_team_state(stage, press->team);
        bool wrong = team && team->ruled && team->verdict != VERDICT_RIGHT;
        bool floor = press->team == stage->contest.floor;
        out[count] = (struct cell_row){.mark = wrong ? text_of("✗") : arena_textf(arena, "%d", count + 1),
                                       .name = words_team(stage, press->team),
                                       .figure = words_press(press, arena),
                                       .role = wrong   ? ROLE_DIM
                                               : floor ? ROLE_SELECTED
                                                       : ROLE_TEXT};
        count++;
    }
    return count;
}

/* Teams whose false start stands on this item: "甲队, 乙队"; empty: none. */
static struct text false_starters(const struct stage *stage, struct arena *arena)
{
    struct buf names = BUF_EMPTY;
    for (int64_t i = 0; i < stage->contest.press_count; i++) {
        const struct press_row *press = &stage->contest.presses[i];
        if (press->false_start && !press->refused)
            buf_addf(&names, "%s%.*s", names.len ? ", " : "", TEXT_ARG(words_team(stage, press->team)));
    }
    struct text text = arena_text(arena, buf_text(&names));
    buf_finish(&names);
    return text;
}

/* ---- Results ---------------------------------------------------------------------------------------- */

static const struct {
    const char *word; /* msgid */
    const char *mark;
    enum role role;
} verdicts[VERDICTS] = {
    [VERDICT_RIGHT] = {N_("RIGHT"), "✓", ROLE_GOOD},         [VERDICT_WRONG] = {N_("WRONG"), "✗", ROLE_BAD},
    [VERDICT_PARTLY] = {N_("PARTLY RIGHT"), "✓", ROLE_GOOD}, [VERDICT_PASS] = {N_("PASSED"), "·", ROLE_DIM},
    [VERDICT_NONE] = {N_("NO ANSWER"), "·", ROLE_DIM},
};

int board_result_cells(const struct board *board, struct arena *arena, struct cell_row *out, int most)
{
    const struct stage *stage = board_stage(board);
    int count = 0;
    for (int64_t i = 0; i < stage->contest.team_count && count < most; i++) {
        const struct contest_team_row *row = &stage->contest.teams[i];
        if (!row->ruled)
            continue;
        struct text gained = stage->contest.frozen ? text_of("") : words_signed(row->gained, arena);
        out[count++] = (struct cell_row){
            .mark = text_of(verdicts[row->verdict].mark),
            .name = words_team(stage, stage->contest.first + i),
            .figure = arena_textf(arena, "%s %.*s", words_verdict(row->verdict), TEXT_ARG(gained)),
            .role = verdicts[row->verdict].role};
    }
    return count;
}

/* Whose ruling the sign tells when one after the other answered: who was right, else who was last. */
static int64_t decisive(const struct stage *stage)
{
    const struct contest_view *view = &stage->contest;
    int64_t last = -1;
    for (int64_t i = 0; i < view->team_count; i++) {
        if (view->teams[i].ruled && (view->teams[i].verdict == VERDICT_RIGHT))
            return view->first + i;
        last = view->teams[i].ruled ? view->first + i : last;
    }
    for (int64_t i = 0; i < view->press_count; i++) {
        const struct contest_team_row *row = stage_team_state(stage, view->presses[i].team);
        if (counts(&view->presses[i]) && row && row->ruled)
            last = view->presses[i].team;
    }
    return last;
}

/* "✓ RIGHT +10" */
static struct board_sign verdict_sign(const struct stage *stage, int64_t team, struct arena *arena)
{
    const struct contest_team_row *row = stage_team_state(stage, team);
    const char *word = _(verdicts[row->verdict].word), *mark = verdicts[row->verdict].mark;
    struct text text =
        stage->contest.frozen || row->gained == 0
            ? arena_textf(arena, "%s %s", mark, word)
            : arena_textf(arena, "%s %s   %s", mark, word, words_signed(row->gained, arena).at);
    return (struct board_sign){text, verdicts[row->verdict].role, words_team(stage, team)};
}

/* ---- By stage --------------------------------------------------------------------------------------- */

static struct board_sign team_sign(const struct stage *stage, int64_t team, enum role role, const char *line)
{
    return (struct board_sign){words_team(stage, team), role, text_of(line)};
}

static struct board_sign sign_round(const struct board *board, struct arena *arena)
{
    (void)arena;
    const struct stage *stage = board_stage(board);
    return team_sign(stage, stage->contest.turn, ROLE_TITLE,
                     stage->contest.stake > 0 ? _("This team has chosen its stake.")
                                              : _("It is this team's turn."));
}

static struct board_sign sign_stake(const struct board *board, struct arena *arena)
{
    (void)arena;
    const struct stage *stage = board_stage(board);
    return team_sign(stage, stage->contest.turn, ROLE_TITLE, _("This team chooses its stake."));
}

static struct board_sign sign_closed(const struct stage *stage, struct arena *arena)
{
    struct text early = false_starters(stage, arena);
    if (early.len)
        return (struct board_sign){arena_textf(arena, _("FALSE START: %.*s"), TEXT_ARG(early)), ROLE_HOT,
                                   text_of(_("The buzzers are closed."))};
    return (struct board_sign){text_of(_("✗ BUZZERS CLOSED")), ROLE_DIM,
                               text_of(_("A press now is a false start."))};
}

static struct board_sign sign_ready(const struct board *board, struct arena *arena)
{
    const struct stage *stage = board_stage(board);
    if (board_has_buzzers(stage))
        return sign_closed(stage, arena);
    if (stage->contest.turn >= 0)
        return team_sign(stage, stage->contest.turn, ROLE_TITLE, _("The time has not begun yet."));
    return (struct board_sign){text_of(_("Get ready")), ROLE_TITLE,
                               text_of(_("All teams answer. The time has not begun yet."))};
}

static struct board_sign sign_open(const struct board *board, struct arena *arena)
{
    const struct stage *stage = board_stage(board);
    struct text early = false_starters(stage, arena);
    return (struct board_sign){text_of(_("✓ BUZZERS OPEN — PRESS!")), ROLE_SELECTED,
                               early.len ? arena_textf(arena, _("False start: %.*s"), TEXT_ARG(early))
                                         : text_of("")};
}

static struct board_sign sign_all(const struct stage *stage, enum role role, struct arena *arena)
{
    int answered, count = board_answering(stage, &answered);
    return (struct board_sign){arena_textf(arena,
                                           ngettext("%d of %d team has answered",
                                                    "%d of %d teams have answered", (unsigned long)count),
                                           answered, count),
                               role, text_of("")};
}

static struct board_sign sign_floor(const struct stage *stage, const char *line)
{
    const struct contest_view *view = &stage->contest;
    return team_sign(stage, view->floor >= 0 ? view->floor : view->turn, ROLE_SELECTED, line);
}

static struct board_sign sign_begin(const struct board *board, struct arena *arena)
{
    (void)arena;
    return sign_floor(board_stage(board), _("Begin to speak now."));
}

static bool is_one_team(const struct contest_view *view)
{
    return view->floor >= 0 || view->turn >= 0;
}

static struct board_sign sign_answer(const struct board *board, struct arena *arena)
{
    const struct stage *stage = board_stage(board);
    if (!is_one_team(&stage->contest))
        return sign_all(stage, ROLE_TITLE, arena);
    return sign_floor(stage, is_rapid(stage) ? "" : _("This team answers."));
}

static struct board_sign sign_ruling(const struct board *board, struct arena *arena)
{
    const struct stage *stage = board_stage(board);
    if (is_one_team(&stage->contest))
        return sign_floor(stage,
                          words_time_is_up(stage) ? _("Time is up; the host rules.") : _("The host rules."));
    struct board_sign all = sign_all(stage, ROLE_TITLE, arena);
    return (struct board_sign){text_of(_("TIME IS UP")), ROLE_WARM, all.word};
}

static struct board_sign sign_done(const struct board *board, struct arena *arena)
{
    const struct stage *stage = board_stage(board);
    int right, ruled = board_ruled(stage, &right);
    if (is_rapid(stage))
        return team_sign(stage, stage->contest.turn, ROLE_TITLE, _("This team's turn is over."));
    if (ruled == 0 && board_has_buzzers(stage) && stage->contest.pressed == 0)
        return (struct board_sign){text_of(_("NOBODY PRESSED")), ROLE_DIM, text_of(_("This item is over."))};
    if (ruled == 0)
        return (struct board_sign){text_of(_("NO ANSWER")), ROLE_DIM, text_of(_("This item is over."))};
    if (ruled == 1 || board_has_buzzers(stage))
        return verdict_sign(stage, decisive(stage), arena);
    struct text sum = arena_textf(
        arena, ngettext("%d of %d team is right", "%d of %d teams are right", (unsigned long)ruled), right,
        ruled);
    return (struct board_sign){arena_textf(arena, "%s %s", right ? "✓" : "✗", sum.at),
                               right ? ROLE_GOOD : ROLE_BAD, text_of("")};
}

static struct board_sign sign_panel(const struct board *board, struct arena *arena)
{
    (void)board;
    (void)arena;
    return (struct board_sign){text_of(_("The judges' marks")), ROLE_TITLE,
                               text_of(_("They are added to the scores when all are there."))};
}

struct board_sign board_sign(const struct board *board, struct arena *arena)
{
    static struct board_sign (*const signs[CONTEST_STAGES])(const struct board *, struct arena *) = {
        [CONTEST_STAGE_ROUND] = sign_round,   [CONTEST_STAGE_STAKE] = sign_stake,
        [CONTEST_STAGE_READY] = sign_ready,   [CONTEST_STAGE_OPEN] = sign_open,
        [CONTEST_STAGE_BEGIN] = sign_begin,   [CONTEST_STAGE_ANSWER] = sign_answer,
        [CONTEST_STAGE_RULING] = sign_ruling, [CONTEST_STAGE_DONE] = sign_done,
        [CONTEST_STAGE_PANEL] = sign_panel,
    };
    enum contest_stage stage = board_stage(board)->contest.stage;
    return signs[stage] ? signs[stage](board, arena) : (struct board_sign){.role = ROLE_TEXT};
}
