#include "competition.h"

#include "base/mem.h"

#include <stdlib.h>

#define WALL INT64_C(1795430400000)

static const struct text team_a[] = {TEXT("10021"), TEXT("10022")}, team_b[] = {TEXT("10023"), TEXT("10024")},
                         team_c[] = {TEXT("10025")};
static const struct entrant entrants[CONTEST_TEAMS] = {
    {TEXT("A"), TEXT("通风队"), TEXT("矿/通风二队党支部"), TEXT(""), team_a, 2},
    {TEXT("B"), TEXT("机电队"), TEXT("矿/机电队党支部"), TEXT(""), team_b, 2},
    {TEXT("10025"), TEXT(""), TEXT(""), TEXT(""), team_c, 1},
};
static const struct award awards[] = {{TEXT("状元"), 1, 1}, {TEXT("优秀"), 2, 3}};

const struct contest_sheet *sample_contest(void)
{
    static const struct round_sheet rounds[] = {
        {.kind = ROUND_REQUIRED,
         .title = TEXT("必答"),
         .turns = 1,
         .spares = 1,
         .seconds = 30000,
         .right = 10 * MARK_ONE,
         .weight = MARK_ONE},
        {.kind = ROUND_BUZZER,
         .title = TEXT("抢答"),
         .items = 2,
         .seconds = 20000,
         .window = 10000,
         .right = 10 * MARK_ONE,
         .wrong = -5 * MARK_ONE,
         .false_start = {{-2 * MARK_ONE, FALSE_START_NOTHING}, {-4 * MARK_ONE, FALSE_START_LOCKED}},
         .rebounds = 1},
        {.kind = ROUND_PANEL, .title = TEXT("模拟"), .panel = TEXT("ping"), .weight = MARK_ONE / 10},
        {.kind = ROUND_PLAYOFF, .title = TEXT("加赛"), .items = 1, .seconds = 20000, .window = 10000},
    };
    static const struct contest_sheet sheet = {
        .code = TEXT("sai"),
        .title = TEXT("双比武"),
        .decimals = 2,
        .base = 100 * MARK_ONE,
        .teams = entrants,
        .team_count = CONTEST_TEAMS,
        .rounds = rounds,
        .round_count = COUNT_OF(rounds),
        .shuffle_options = true,
        .rank = {CONTEST_RANK_TOTAL, CONTEST_RANK_PLAYOFF, CONTEST_RANK_RIGHT},
        .rank_count = 3,
        .awards = awards,
        .award_count = COUNT_OF(awards),
    };
    return &sheet;
}

const struct panel_sheet *sample_panel(void)
{
    static const struct text judges[PANEL_JUDGES] = {TEXT("10021"), TEXT("10022"), TEXT("10024")};
    static const struct text topics[] = {TEXT("甲"), TEXT("乙"), TEXT("丙"), TEXT("丁")};
    static const struct step_mark steps[] = {{TEXT("敲帮问顶"), 20 * MARK_ONE},
                                             {TEXT("检查瓦斯"), 20 * MARK_ONE}};
    static const struct step_mark faults[] = {{TEXT("空顶作业"), 15 * MARK_ONE}};
    static const struct criterion criteria[] = {
        {.id = TEXT("content"),
         .title = TEXT("内容"),
         .kind = CRITERION_JUDGED,
         .max = 60 * MARK_ONE,
         .step = MARK_ONE / 2,
         .factor = MARK_ONE},
        {.id = TEXT("steps"),
         .title = TEXT("操作"),
         .kind = CRITERION_MEASURED,
         .max = 40 * MARK_ONE,
         .factor = MARK_ONE,
         .steps = steps,
         .step_count = 2,
         .faults = faults,
         .fault_count = 1,
         .wrong_order = 5 * MARK_ONE,
         .overtime = MARK_ONE,
         .overtime_every = 30000},
    };
    static const struct panel_sheet sheet = {
        .code = TEXT("ping"),
        .title = TEXT("评委打分"),
        .performers = entrants,
        .performer_count = PANEL_PERFORMERS,
        .judge_count = PANEL_JUDGES,
        .judges = judges,
        .judges_named = true,
        .drop_from = 1,
        .by = PANEL_BY_TOTAL,
        .mean = PANEL_MEAN,
        .rounding = {2, PANEL_EXACT, 2},
        .factor = MARK_ONE,
        .has_spread = true,
        .spread = 70 * MARK_ONE,
        .missing = MISSING_MEAN,
        .order = PERFORM_DRAWN,
        .topics = topics,
        .topic_count = COUNT_OF(topics),
        .prepare = 60000,
        .perform = 300000,
        .criteria = criteria,
        .criterion_count = COUNT_OF(criteria),
        .rank = {{PANEL_RANK_TOTAL, 0}},
        .rank_count = 1,
        .awards = awards,
        .award_count = COUNT_OF(awards),
    };
    return &sheet;
}

bool read_sample_contest(void *context, struct text source, struct arena *arena, struct contest_sheet *out)
{
    (void)context;
    (void)arena;
    *out = *sample_contest();
    return text_is(source, "contest: sai\n");
}

bool read_sample_panel(void *context, struct text source, struct arena *arena, struct panel_sheet *out)
{
    (void)context;
    (void)arena;
    *out = *sample_panel();
    return text_is(source, "panel: ping\n");
}

static void prepare(struct fixture *fixture, struct text code, struct text kind, struct text source,
                    const struct pool *pool)
{
    bool kept;
    struct err *err = &fixture->err;
    must(fixture, event_put_draft(fixture->store, code, kind, code, T("events/x.yaml"), source, &kept, err));
    must(fixture, event_prepare(fixture->store, code, pool, T("seed 1"), WALL + 3, 30, T("10021"), err));
    must(fixture, event_set_status(fixture->store, code, EVENT_OPEN, WALL + 4, 40, T("10021"), err));
}

void fill_competition(struct fixture *fixture)
{
    struct pool pool, none = {NULL, 0};
    begin(fixture);
    must(fixture, pool_load(fixture->store, &fixture->arena, &pool, &fixture->err));
    prepare(fixture, T("sai"), T("contest"), T("contest: sai\n"), &pool);
    prepare(fixture, T("ping"), T("panel"), T("panel: ping\n"), &none);
    prepare(fixture, T("zong"), T("series"), T("series: zong\n"), &none);
    commit(fixture);
}

static void close_event(struct fixture *fixture, struct text code, int64_t now)
{
    must(fixture,
         event_set_status(fixture->store, code, EVENT_CLOSED, WALL + now, now, T("10021"), &fixture->err));
}

static mark_t draw_marks(struct rng *rng, uint32_t most)
{
    return (mark_t)rng_below(rng, 2 * most + 1) * (MARK_ONE / 2) - (mark_t)most * (MARK_ONE / 4);
}

/* -1 … limit: now and then one that does not exist. */
static int64_t draw_index(struct rng *rng, uint32_t limit)
{
    return (int64_t)rng_below(rng, limit + 2) - 1;
}

/* ---- The contest ------------------------------------------------------------------------------------ */

struct contest_command contest_do(enum contest_command_kind kind)
{
    struct contest_command command = {.kind = kind};
    command.as.round = command.as.queue = command.as.item = command.as.play = command.as.team = -1;
    return command;
}

void match_init(struct match *match, struct fixture *fixture)
{
    struct pool pool;
    *match = (struct match){.fixture = fixture, .now = 1000};
    contest_init(&match->state, sample_contest());
    must(fixture, pool_load(fixture->store, &fixture->arena, &pool, &fixture->err));
    must(fixture,
         contest_draw(sample_contest(), &pool, T("seed 1"), &fixture->arena, &match->script, &fixture->err));
}

void match_finish(struct match *match)
{
    contest_finish(&match->state);
}

static const struct item *find_item(void *context, const struct slot *slot)
{
    (void)context;
    for (size_t i = 0; i < sample_bank()->item_count; i++)
        if (text_equal(sample_bank()->items[i].id, slot->id))
            return &sample_bank()->items[i];
    return NULL;
}

static void put_contest(struct match *match)
{
    struct fixture *fixture = match->fixture;
    struct entrant_result *rows;
    size_t count;
    contest_results(&match->state, &fixture->arena, &rows, &count);
    must(fixture, entrant_results_put(fixture->store, T("sai"), rows, count, &fixture->err));
}

bool match_do(struct match *match, const struct contest_command *command)
{
    static const struct contest_items items = {NULL, find_item};
    struct fixture *fixture = match->fixture;
    struct arena arena = ARENA_EMPTY;
    struct contest_event event;
    match->now += 10;
    bool done = contest_decide(&match->state, command, match->now, &items, &arena, &event) == CONTEST_OK;
    if (done) {
        must(fixture, contest_journal(fixture->store, T("sai"), match->state.n + 1, &event, WALL + match->now,
                                      T("10021"), NULL, &fixture->err));
        contest_apply(&match->state, &event);
        put_contest(match);
    }
    arena_finish(&arena);
    return done;
}

static struct contest_command any_command(struct match *match, struct rng *rng)
{
    struct contest_command command = contest_do(rng_below(rng, CONTEST_COMMANDS));
    struct contest_event *as = &command.as;
    struct contest_delta *deltas = arena_array(&match->fixture->arena, CONTEST_TEAMS, sizeof *deltas);
    for (int i = 0; i < CONTEST_TEAMS; i++)
        deltas[i] = (struct contest_delta){i, draw_marks(rng, 200)};
    as->script = match->script;
    as->round = draw_index(rng, 4);
    as->team = draw_index(rng, CONTEST_TEAMS);
    as->play = draw_index(rng, (uint32_t)match->state.play_count);
    as->item = draw_index(rng, 3);
    as->marks = draw_marks(rng, 20);
    as->verdict = rng_below(rng, VERDICTS);
    as->page = rng_below(rng, CONTEST_PAGES);
    as->upheld = rng_below(rng, 2);
    as->arrival = match->now;
    as->response = rng_below(rng, 2) ? T("A") : T("C");
    as->reason = rng_below(rng, 3) ? T("评委改判") : T("");
    as->deltas = deltas;
    as->delta_count = CONTEST_TEAMS;
    return command;
}

bool match_step(struct match *match, struct rng *rng)
{
    enum contest_command_kind next;
    struct contest_command command = any_command(match, rng);
    /* The end comes only by chance, and late; a press and an answer often. */
    bool ends = command.kind == CONTEST_FINALIZE || command.kind == CONTEST_CLOSE;
    if (match->state.stage == CONTEST_STAGE_NONE)
        command.kind = CONTEST_BEGIN;
    else if (ends && rng_below(rng, 4))
        command.kind = CONTEST_PRESS;
    else if (rng_below(rng, 3) == 0 && contest_next(&match->state, &next))
        command = contest_do(next);
    else if (rng_below(rng, 4) == 0)
        command.kind = rng_below(rng, 2) ? CONTEST_RULE : CONTEST_ANSWER;
    if (command.kind == CONTEST_EXPIRE)
        match->now += 40000;
    return match_do(match, &command);
}

static void must_do(struct match *match, enum contest_command_kind kind)
{
    struct contest_command command = contest_do(kind);
    if (!match_do(match, &command))
        fail_msg("the contest refuses “%s” at “%s”", contest_command_name(kind),
                 contest_stage_name(match->state.stage));
}

static void rule(struct match *match, enum verdict verdict)
{
    struct contest_command command = contest_do(CONTEST_RULE);
    command.as.verdict = verdict;
    assert_true(match_do(match, &command));
}

static void press(struct match *match, int team)
{
    struct contest_command command = contest_do(CONTEST_PRESS);
    command.as.team = team;
    command.as.arrival = match->now;
    assert_true(match_do(match, &command));
}

static void enter(struct match *match, int round)
{
    struct contest_command command = contest_do(CONTEST_ENTER);
    command.as.round = round;
    assert_true(match_do(match, &command));
}

static void with_reason(struct match *match, enum contest_command_kind kind, int team, int play, int item,
                        mark_t marks)
{
    struct contest_command command = contest_do(kind);
    command.as.team = team;
    command.as.play = play;
    command.as.item = item;
    command.as.marks = marks;
    command.as.verdict = VERDICT_WRONG;
    command.as.reason = T("裁判长决定");
    if (!match_do(match, &command))
        fail_msg("the contest refuses “%s”", contest_command_name(kind));
}

static void play_buzzers(struct match *match)
{
    enter(match, 1);
    must_do(match, CONTEST_TAKE);
    press(match, 1); /* too early */
    must_do(match, CONTEST_OPEN);
    press(match, 0);
    press(match, 2);
    rule(match, VERDICT_RIGHT);
    must_do(match, CONTEST_UNDO);
    must_do(match, CONTEST_REDO);
    must_do(match, CONTEST_TAKE);
    must_do(match, CONTEST_OPEN);
    press(match, 2);
    rule(match, VERDICT_WRONG);
}

static void carry(struct match *match)
{
    static const struct contest_delta marks[] = {{0, 80 * MARK_ONE}, {1, 755000}, {2, 60 * MARK_ONE}};
    struct contest_command command = contest_do(CONTEST_CARRY);
    command.as.round = 2;
    command.as.deltas = marks;
    command.as.delta_count = COUNT_OF(marks);
    assert_true(match_do(match, &command));
}

void match_play(struct match *match)
{
    struct contest_command begin = contest_do(CONTEST_BEGIN);
    begin.as.script = match->script;
    assert_true(match_do(match, &begin));
    enter(match, 0);
    for (int i = 0; i < CONTEST_TEAMS; i++) {
        must_do(match, CONTEST_TAKE);
        must_do(match, CONTEST_OPEN);
        rule(match, i == 1 ? VERDICT_WRONG : VERDICT_RIGHT);
    }
    play_buzzers(match);
    with_reason(match, CONTEST_PROTEST, 1, 0, -1, 0);
    with_reason(match, CONTEST_SETTLE, -1, -1, 0, 0);
    with_reason(match, CONTEST_AMEND, -1, 0, 0, 0);
    with_reason(match, CONTEST_AWARD, 1, -1, -1, 3 * MARK_ONE);
    must_do(match, CONTEST_UNDO);
    with_reason(match, CONTEST_AWARD, 1, -1, -1, 2 * MARK_ONE);
    enter(match, 2);
    carry(match);
    must_do(match, CONTEST_CLOSE);
    must_do(match, CONTEST_FINALIZE);
    close_event(match->fixture, T("sai"), match->now);
}

/* ---- The panel -------------------------------------------------------------------------------------- */

struct panel_command panel_do(enum panel_command_kind kind)
{
    struct panel_command command = {.kind = kind};
    struct panel_event *as = &command.as;
    as->performer = as->judge = as->criterion = as->envelope = as->topic = -1;
    return command;
}

void judging_init(struct judging *judging, struct fixture *fixture)
{
    *judging = (struct judging){.fixture = fixture, .now = 1000};
    panel_init(&judging->state, sample_panel());
}

void judging_finish(struct judging *judging)
{
    panel_finish(&judging->state);
}

bool judging_do(struct judging *judging, const struct panel_command *command)
{
    struct fixture *fixture = judging->fixture;
    struct panel_event event;
    struct entrant_result *rows;
    size_t count;
    judging->now += 10;
    if (panel_decide(&judging->state, command, judging->now, &event) != PANEL_OK)
        return false;
    must(fixture, panel_journal(fixture->store, T("ping"), judging->state.n + 1, &event, WALL + judging->now,
                                T("10021"), NULL, &fixture->err));
    panel_apply(&judging->state, &event);
    panel_results(&judging->state, &fixture->arena, &rows, &count);
    must(fixture, entrant_results_put(fixture->store, T("ping"), rows, count, &fixture->err));
    return true;
}

static struct panel_command drawn_begin(struct judging *judging)
{
    struct panel_command command;
    panel_draw(sample_panel(), T("seed 1"), NULL, &judging->fixture->arena, &command);
    return command;
}

bool judging_step(struct judging *judging, struct rng *rng)
{
    if (!judging->state.begun) {
        struct panel_command begin = drawn_begin(judging);
        return judging_do(judging, &begin);
    }
    struct panel_command command = panel_do(rng_below(rng, PANEL_COMMANDS));
    struct panel_event *as = &command.as;
    if (rng_below(rng, 2))
        command.kind = rng_below(rng, 3) ? PANEL_MARK : PANEL_SIGN;
    if (command.kind == PANEL_FINALIZE && rng_below(rng, 3))
        command.kind = PANEL_CLOSE;
    as->performer = draw_index(rng, PANEL_PERFORMERS);
    as->judge = draw_index(rng, PANEL_JUDGES);
    as->criterion = draw_index(rng, 2);
    as->part = rng_below(rng, PANEL_PARTS);
    as->mark = (mark_t)rng_below(rng, 130) * (MARK_ONE / 2);
    if (as->criterion == 1) {
        as->steps = rng_below(rng, 4);
        as->faults = rng_below(rng, 2);
        as->wrong_order = rng_below(rng, 2);
        as->overtime = rng_below(rng, 100000);
    }
    as->on = rng_below(rng, 2);
    as->reason = rng_below(rng, 3) ? T("生病") : T("");
    return judging_do(judging, &command);
}

static void step(struct judging *judging, enum panel_command_kind kind, int performer, int judge,
                 int criterion, mark_t mark)
{
    struct panel_command command = panel_do(kind);
    command.as.performer = performer;
    command.as.judge = judge;
    command.as.criterion = criterion;
    if (criterion == 1)
        command.as.steps = 3;
    else
        command.as.mark = mark;
    command.as.reason = T("裁判长决定");
    if (!judging_do(judging, &command))
        fail_msg("the panel refuses “%s”", panel_command_name(kind));
}

static void mark_all(struct judging *judging, int performer)
{
    for (int j = 0; j < PANEL_JUDGES; j++) {
        step(judging, PANEL_MARK, performer, j, 0, (30 + 7 * j + performer) * MARK_ONE);
        step(judging, PANEL_MARK, performer, j, 1, 0);
        step(judging, PANEL_SIGN, performer, j, -1, 0);
    }
    step(judging, PANEL_CLOSE, performer, -1, -1, 0);
}

void judging_play(struct judging *judging)
{
    struct panel_command begin = drawn_begin(judging);
    assert_true(judging_do(judging, &begin));
    for (int i = 0; i < PANEL_PERFORMERS; i++) {
        step(judging, PANEL_CALL, -1, -1, -1, 0);
        step(judging, PANEL_DRAW_TOPIC, -1, -1, -1, 0);
        step(judging, PANEL_BEGIN_PART, -1, -1, -1, 0);
        mark_all(judging, judging->state.on);
    }
    step(judging, PANEL_REOPEN, 1, -1, -1, 0);
    step(judging, PANEL_UNDO, -1, -1, -1, 0);
    step(judging, PANEL_REVEAL, -1, -1, -1, 0);
    step(judging, PANEL_FINALIZE, -1, -1, -1, 0);
    close_event(judging->fixture, T("ping"), judging->now);
}

/* ---- Together ------------------------------------------------------------------------------------------ */

int competition_setup(void **state)
{
    if (fixture_setup(state) != 0)
        return -1;
    fill(*state);
    fill_competition(*state);
    return 0;
}

static void finalize_series(struct fixture *fixture)
{
    static const struct entrant_result rows[] = {
        {.code = TEXT("A"), .name = TEXT("通风队"), .mark = 905000, .rank = 1, .award = TEXT("状元")},
        {.code = TEXT("B"), .name = TEXT("机电队"), .unit = TEXT("矿"), .mark = 800000, .rank = 2},
    };
    struct series_state state = {0};
    struct err err = ERR_NONE;
    for (int i = 0; i < 2; i++)
        must(fixture, series_reveal(fixture->store, T("zong"), &state, 1, 1, T("10021"), &fixture->err));
    must(fixture,
         series_finalize(fixture->store, T("zong"), &state, rows, 2, 2, 2, T("10021"), &fixture->err));
    assert_false(series_finalize(fixture->store, T("zong"), &state, rows, 2, 2, 2, T("10021"), &err));
    assert_int_equal(err.kind, ERR_INVALID);
    must(fixture, event_set_status(fixture->store, T("zong"), EVENT_CLOSED, 3, 3, T("10021"), &fixture->err));
}

int competition_setup_played(void **state)
{
    struct match match;
    struct judging judging;
    if (competition_setup(state) != 0)
        return -1;
    struct fixture *fixture = *state;
    begin(fixture);
    judging_init(&judging, fixture);
    judging_play(&judging);
    judging_finish(&judging);
    match_init(&match, fixture);
    match_play(&match);
    match_finish(&match);
    finalize_series(fixture);
    commit(fixture);
    return 0;
}

void expect_clean(struct fixture *fixture)
{
    int64_t count;
    const char *lines = findings(fixture, &count);
    if (count)
        fail_msg("verify is not clean:\n%s", lines);
}
