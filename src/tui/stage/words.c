#include "tui/stage/words.h"

#include "base/i18n.h"
#include "base/mem.h"

enum { MS_PER_SECOND = 1000 };

static const char *const verdicts[VERDICTS] = {
    [VERDICT_RIGHT] = N_("right"), [VERDICT_WRONG] = N_("wrong"),    [VERDICT_PARTLY] = N_("partly right"),
    [VERDICT_PASS] = N_("passed"), [VERDICT_NONE] = N_("no answer"),
};

const char *words_verdict(enum verdict verdict)
{
    return _(verdicts[verdict]);
}

static const char *const pages[CONTEST_PAGES] = {
    [PAGE_STAGE] = N_("what is going on"),
    [PAGE_TITLE] = N_("the title"),
    [PAGE_RULES] = N_("the rules of the round"),
    [PAGE_TEAMS] = N_("the teams"),
    [PAGE_SCORES] = N_("the scores"),
    [PAGE_INTERMISSION] = N_("an intermission"),
    [PAGE_REVEAL] = N_("the places, one by one"),
    [PAGE_AWARDS] = N_("the prizes"),
};

const char *words_page(enum contest_page page)
{
    return _(pages[page]);
}

struct text words_signed(mark_t mark, struct arena *arena)
{
    char text[MARK_TEXT_SIZE];
    return arena_textf(arena, "%s%s", mark > 0 ? "+" : "", mark_format(mark, text));
}

struct text words_press(const struct press_row *press, struct arena *arena)
{
    return arena_textf(arena, _("%lld ms"), (long long)press->after);
}

struct text words_round(const struct round_row *round)
{
    return round->title.len ? round->title : text_of(_(round_kind_label(round->kind)));
}

static void add_fact(struct buf *out, const char *between, struct text fact)
{
    if (out->len)
        buf_add_string(out, between);
    buf_add_text(out, fact);
}

static void add_times(struct buf *out, const struct round_row *round, struct arena *arena)
{
    if (round->window)
        add_fact(out, " · ",
                 arena_textf(arena, _("%lld s to press"), (long long)(round->window / MS_PER_SECOND)));
    if (round->begin)
        add_fact(out, " · ",
                 arena_textf(arena, _("%lld s to begin"), (long long)(round->begin / MS_PER_SECOND)));
    if (round->seconds)
        add_fact(out, " · ",
                 arena_textf(arena, _("%lld s to answer"), (long long)(round->seconds / MS_PER_SECOND)));
}

static struct text list_marks(const int64_t *marks, int64_t count, const char *between, struct arena *arena)
{
    struct buf out = BUF_EMPTY;
    char mark[MARK_TEXT_SIZE];
    for (int64_t i = 0; i < count; i++)
        add_fact(&out, between, text_of(mark_format(marks[i], mark)));
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

struct text words_rules(const struct round_row *round, struct arena *arena)
{
    if (round->rules.len)
        return round->rules;
    struct buf out = BUF_EMPTY;
    if (round->turns)
        add_fact(&out, " · ",
                 arena_textf(arena,
                             ngettext("%lld item for each team", "%lld items for each team",
                                      (unsigned long)round->turns),
                             (long long)round->turns));
    else if (round->items)
        add_fact(&out, " · ",
                 arena_textf(arena, ngettext("%lld item", "%lld items", (unsigned long)round->items),
                             (long long)round->items));
    add_times(&out, round, arena);
    if (round->stake_count)
        add_fact(&out, " · ",
                 arena_textf(arena, _("stakes %s"),
                             list_marks(round->stakes, round->stake_count, ", ", arena).at));
    else if (round->right)
        add_fact(&out, " · ", arena_textf(arena, _("right %s"), words_signed(round->right, arena).at));
    if (round->wrong)
        add_fact(&out, " · ", arena_textf(arena, _("wrong %s"), words_signed(round->wrong, arena).at));
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

/* By whether it is what happens from the second on, what happens, and whether it costs marks. */
static const char *const false_start_words[2][FALSE_START_VOID + 1][2] = {
    {
        [FALSE_START_NOTHING] = {N_("A false start costs nothing."), N_("False start: %s.")},
        [FALSE_START_LOCKED] = {N_("False start: the team is locked out for the item."),
                                N_("False start: %s, and the team is locked out for the item.")},
        [FALSE_START_VOID] = {N_("False start: the item is void."),
                              N_("False start: %s, and the item is void.")},
    },
    {
        [FALSE_START_NOTHING] = {N_("From a team's second false start on it costs nothing."),
                                 N_("From a team's second false start on: %s.")},
        [FALSE_START_LOCKED] = {N_("From a team's second false start on it is locked out for the item."),
                                N_("From a team's second false start on: %s, and it is locked out for the "
                                   "item.")},
        [FALSE_START_VOID] = {N_("From a team's second false start on the item is void."),
                              N_("From a team's second false start on: %s, and the item is void.")},
    },
};

static struct text false_start_text(const struct false_start *start, bool again, struct arena *arena)
{
    const char *format = _(false_start_words[again][start->then][start->marks != 0]);
    return start->marks ? arena_textf(arena, format, words_signed(start->marks, arena).at) : text_of(format);
}

int words_more_rules(const struct round_row *round, struct arena *arena, struct text out[WORDS_MORE_RULES])
{
    int count = 0;
    if (text_trim(round->rules).len)
        return 0;
    for (int64_t i = 0; i < round->false_start_count && i < 2; i++)
        out[count++] = false_start_text(&round->false_starts[i], i > 0, arena);
    if (round->bonus_count)
        out[count++] = arena_textf(arena,
                                   ngettext("The first right answer gains more: %s.",
                                            "The first right answers gain more, in this order: %s.",
                                            (unsigned long)round->bonus_count),
                                   list_marks(round->bonuses, round->bonus_count, " / ", arena).at);
    if (round->survivor)
        out[count++] =
            arena_textf(arena, _("The last one standing: %s."), words_signed(round->survivor, arena).at);
    return count;
}

struct text words_judge(const struct panel_frame *frame, int64_t judge)
{
    if (judge < 0 || judge >= frame->judge_count)
        return text_of("");
    return frame->judges[judge].name.len ? frame->judges[judge].name : frame->judges[judge].number;
}

struct text words_team(const struct stage *stage, int64_t team)
{
    const struct entrant_row *row = stage_team(stage, team);
    return row ? row->name : text_of("");
}

/* ---- The next key ----------------------------------------------------------------------------------- */

int64_t words_next_round(const struct stage *stage)
{
    const struct contest_view *view = &stage->contest;
    int64_t count = view->frame->round_count;
    bool inside = view->stage >= CONTEST_STAGE_ROUND && view->stage <= CONTEST_STAGE_PANEL;
    for (int64_t i = 1; i <= count; i++) {
        int64_t round = (view->round + i) % count;
        bool over = view->rounds_done >> round & 1;
        if (!over && !(inside && round == view->round) && view->frame->rounds[round].kind != ROUND_PLAYOFF)
            return round;
    }
    return -1;
}

static struct text next_round(const struct stage *stage, struct arena *arena)
{
    int64_t next = words_next_round(stage);
    if (next < 0)
        return text_of(_("Space: begin the next round"));
    return arena_textf(arena, _("Space: begin round %lld, %.*s"), (long long)next + 1,
                       TEXT_ARG(words_round(&stage->contest.frame->rounds[next])));
}

static struct text next_open(const struct stage *stage, struct arena *arena)
{
    const struct round_row *round = stage_round(stage);
    (void)arena;
    if (!round)
        return text_of(_("Space: start the time to answer"));
    switch (round->kind) {
    case ROUND_BUZZER:
    case ROUND_PLAYOFF:
        return text_of(_("Space: open the buzzers"));
    case ROUND_RAPID:
        return text_of(_("Space: start this team's time"));
    default:
        return text_of(_("Space: start the time to answer"));
    }
}

/* While an item is still on, the turn is that item's: whose the next one is, is only known when it comes. */
static struct text next_item(const struct stage *stage, struct arena *arena)
{
    struct text team = words_team(stage, stage->contest.turn);
    if (team.len && stage->contest.play < 0)
        return arena_textf(arena, _("Space: the next item, for %.*s"), TEXT_ARG(team));
    return text_of(_("Space: the next item"));
}

static struct text next_carry(const struct stage *stage, struct arena *arena)
{
    const struct round_row *round = stage_round(stage);
    struct text panel = round ? round->panel : text_of("");
    const char *format =
        stage->contest.panel_ready
            ? _("Space: take over the marks of the panel “%.*s”")
            : _("The marks of the panel “%.*s” are not all there yet. Space takes them over once they are.");
    return arena_textf(arena, format, TEXT_ARG(panel));
}

static const struct {
    enum contest_command_kind command;
    const char *plain; /* msgid; NULL: composed */
    struct text (*compose)(const struct stage *stage, struct arena *arena);
} nexts[] = {
    {CONTEST_BEGIN, N_("Space: begin the contest"), NULL},
    {CONTEST_ENTER, NULL, next_round},
    {CONTEST_LEAVE, N_("Space: end this round"), NULL},
    {CONTEST_TURN, N_("Space: on to the next team"), NULL},
    {CONTEST_STAKE, N_("Space: choose the team's stake"), NULL},
    {CONTEST_TAKE, NULL, next_item},
    {CONTEST_SHOW, N_("Space: show the item to all"), NULL},
    {CONTEST_OPEN, NULL, next_open},
    {CONTEST_SPEAK, N_("Space: the team has begun to speak"), NULL},
    {CONTEST_REOPEN, N_("Space: open the buzzers again to the others"), NULL},
    {CONTEST_SHOW_KEY, N_("Space: show the key to all"), NULL},
    {CONTEST_RESUME, N_("Space: let the clock go on"), NULL},
    {CONTEST_CARRY, NULL, next_carry},
    {CONTEST_CLOSE, N_("Space: end the rounds"), NULL},
    {CONTEST_PLAYOFF, N_("Space: begin a playoff among those who are tied"), NULL},
    {CONTEST_PAGE, N_("Space: show the prizes on the board"), NULL},
    {CONTEST_UNFREEZE, N_("Space: let the board show the scores again"), NULL},
    {CONTEST_REVEAL, N_("Space: reveal the next place"), NULL},
    {CONTEST_FINALIZE, N_("Space: make the result final"), NULL},
};

/* Whether the desks answer this item by themselves. */
static bool desks_answer(const struct stage *stage)
{
    const struct round_row *round = stage_round(stage);
    const struct contest_item *item = stage->contest.item;
    return stage->contest.stage == CONTEST_STAGE_ANSWER && round && item && item->machine &&
           round->answer != ANSWER_HOST;
}

struct text words_out(const struct stage *stage, const struct contest_team_row *team, struct arena *arena)
{
    const struct round_row *round = stage_round(stage);
    return round && round->kind == ROUND_PLAYOFF ? arena_textf(arena, _("rank %lld"), (long long)team->rank)
                                                 : text_of(_("out"));
}

bool words_time_is_up(const struct stage *stage)
{
    const struct contest_team_row *team = stage_team_state(stage, stage->contest.floor);
    return stage->contest.stage == CONTEST_STAGE_RULING && team && !team->answered;
}

/* Nothing follows by itself: what is waited for. */
static struct text words_waiting(const struct stage *stage, struct arena *arena)
{
    struct text floor = words_team(stage, stage->contest.floor);
    switch (stage->contest.stage) {
    case CONTEST_STAGE_STAKE:
        return arena_textf(arena, _("Space: choose the stake of %.*s (or its desk does)"),
                           TEXT_ARG(words_team(stage, stage->contest.turn)));
    case CONTEST_STAGE_OPEN:
        return text_of(_("The buzzers are open: waiting for a press"));
    case CONTEST_STAGE_BEGIN:
    case CONTEST_STAGE_ANSWER:
    case CONTEST_STAGE_RULING:
        if (floor.len && desks_answer(stage))
            return arena_textf(arena, _("%.*s answers at its desk, or you rule: Y right, N wrong, P pass"),
                               TEXT_ARG(floor));
        if (!floor.len && desks_answer(stage))
            return text_of(_("The desks answer until the time is up; Y, N and H rule on the chosen team"));
        if (floor.len && words_time_is_up(stage))
            return arena_textf(arena, _("Time is up for %.*s: Y right, N wrong, H partly, E no answer"),
                               TEXT_ARG(floor));
        if (floor.len)
            return arena_textf(arena, _("%.*s: Y right, N wrong, H partly, P pass"), TEXT_ARG(floor));
        return text_of(_("Choose a team, then: Y right, N wrong, H partly, P pass"));
    case CONTEST_STAGE_PANEL:
        return next_carry(stage, arena);
    case CONTEST_STAGE_FINAL:
        return text_of(_("The result is final."));
    default:
        return text_of(_("Choose what comes next: G a round, B a page of the board, F the end"));
    }
}

struct text words_next(const struct stage *stage, struct arena *arena)
{
    const struct contest_view *view = &stage->contest;
    for (size_t i = 0; view->has_next && i < COUNT_OF(nexts); i++)
        if (nexts[i].command == view->next)
            return nexts[i].plain ? text_of(_(nexts[i].plain)) : nexts[i].compose(stage, arena);
    return words_waiting(stage, arena);
}

/* ---- Undo ------------------------------------------------------------------------------------------- */

static const char *const undos[CONTEST_EVENT_KINDS] = {
    [CONTEST_BEGAN] = N_("take back the beginning of the contest"),
    [CONTEST_ENTERED] = N_("take back the beginning of the round"),
    [CONTEST_LEFT] = N_("take back the end of the round"),
    [CONTEST_TURNED] = N_("take back whose turn it is"),
    [CONTEST_STAKED] = N_("take back the stake"),
    [CONTEST_TAKEN] = N_("take back the item"),
    [CONTEST_SWAPPED] = N_("take back the change of the item"),
    [CONTEST_SHOWN] = N_("take back that the item is shown"),
    [CONTEST_OPENED] = N_("take back the opening, with what followed"),
    [CONTEST_PRESSED] = N_("take back the press"),
    [CONTEST_STARTED_TO_SPEAK] = N_("take back that the team has begun to speak"),
    [CONTEST_ANSWERED] = N_("take back the answer"),
    [CONTEST_RULED] = N_("take back the ruling"),
    [CONTEST_EXPIRED] = N_("take back that the time is up"),
    [CONTEST_REOPENED] = N_("take back that the buzzers were opened again"),
    [CONTEST_KEY_SHOWN] = N_("take back that the key is shown"),
    [CONTEST_PENALIZED] = N_("take back the penalty"),
    [CONTEST_AWARDED] = N_("take back the marks given or taken"),
    [CONTEST_VOIDED] = N_("take back that the item is void"),
    [CONTEST_AMENDED] = N_("take back the amended ruling"),
    [CONTEST_PROTESTED] = N_("take back the protest"),
    [CONTEST_SETTLED] = N_("take back how the protest was settled"),
    [CONTEST_PAUSED] = N_("take back the pause"),
    [CONTEST_RESUMED] = N_("take back that the clock goes on"),
    [CONTEST_PAGED] = N_("take back the page of the board"),
    [CONTEST_FROZEN] = N_("take back that the scores stand still"),
    [CONTEST_UNFROZEN] = N_("take back that the scores are shown again"),
    [CONTEST_CARRIED] = N_("take back the marks of the panel"),
    [CONTEST_CLOSED] = N_("take back the end of the rounds"),
    [CONTEST_REVEALED] = N_("take back the place revealed last"),
    [CONTEST_FINALIZED] = N_("take back that the result is final"),
    [CONTEST_UNDONE] = N_("take back the last step"),
    [CONTEST_REDONE] = N_("take back the last step"),
};

const char *words_undo(enum contest_event_kind kind)
{
    return _(undos[kind]);
}
