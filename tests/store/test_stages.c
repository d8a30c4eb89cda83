/* Contests, panels and series: what goes into the journal comes out of it again, and what is altered is
 * found. */
#include "competition.h"

#include "base/mem.h"
#include "recorder.h"
#include "store/projection.h"
#include "store/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- Random events ---------------------------------------------------------------------------------- */

static int64_t draw(struct rng *rng, int64_t min, int64_t max)
{
    uint64_t span = (uint64_t)max - (uint64_t)min + 1, any = (uint64_t)rng_next(rng) << 32 | rng_next(rng);
    /* The ends more often than by chance. */
    uint32_t end = rng_below(rng, 6);
    return end == 0 ? min : end == 1 ? max : (int64_t)((uint64_t)min + (span ? any % span : any));
}

static mark_t draw_mark(struct rng *rng)
{
    return draw(rng, -MARK_MAX, MARK_MAX);
}

static struct text draw_text(struct rng *rng)
{
    static const struct text texts[] = {TEXT(""), TEXT("A"), TEXT("评委“改判”\\\n\t"), TEXT("全心全意|服务"),
                                        TEXT("1A 2B")};
    return texts[rng_below(rng, COUNT_OF(texts))];
}

static const int64_t *draw_ints(struct rng *rng, struct arena *arena, int64_t max, int64_t *count)
{
    *count = rng_below(rng, 5);
    int64_t *values = arena_array(arena, (size_t)*count, sizeof *values);
    for (int64_t i = 0; i < *count; i++)
        values[i] = draw(rng, 0, max);
    return values;
}

static struct slot draw_slot(struct rng *rng)
{
    struct slot slot = {.revision = draw(rng, 1, INT64_MAX),
                        .bank = TEXT("dangwu"),
                        .id = draw_text(rng),
                        .topic = draw_text(rng),
                        .child = -1,
                        .kind = rng_below(rng, ITEM_CASE),
                        .option_count = (uint8_t)rng_below(rng, ITEM_MAX_OPTIONS + 1)};
    for (uint8_t i = 0; i < slot.option_count; i++)
        slot.shown[i] = i;
    rng_shuffle_bytes(rng, slot.shown, slot.option_count);
    return slot;
}

static struct contest_script draw_script(struct rng *rng, struct arena *arena)
{
    int count = (int)rng_below(rng, 4);
    struct contest_queue *queues = arena_array(arena, (size_t)count, sizeof *queues);
    for (int q = 0; q < count; q++) {
        int slots = (int)rng_below(rng, 4);
        struct slot *list = arena_array(arena, (size_t)slots, sizeof *list);
        for (int i = 0; i < slots; i++)
            list[i] = draw_slot(rng);
        queues[q] =
            (struct contest_queue){(int)draw(rng, 0, CONTEST_MAX_ROUNDS - 1),
                                   (int)draw(rng, 0, ROUND_MAX_STAKES), list, slots, (int)draw(rng, 0, 100)};
    }
    return (struct contest_script){queues, count};
}

static struct contest_event draw_contest_event(struct rng *rng, struct arena *arena,
                                               enum contest_event_kind kind)
{
    struct contest_ruling *rulings = arena_array(arena, 3, sizeof *rulings);
    struct contest_delta *deltas = arena_array(arena, 3, sizeof *deltas);
    for (int i = 0; i < 3; i++) {
        rulings[i] = (struct contest_ruling){.team = (int)draw(rng, 0, ENTRANTS_MAX - 1),
                                             .verdict = rng_below(rng, VERDICTS),
                                             .marks = draw_mark(rng),
                                             .machine = rng_below(rng, 2),
                                             .amended = rng_below(rng, 2),
                                             .cancelled = rng_below(rng, 2)};
        deltas[i] = (struct contest_delta){draw(rng, 0, ENTRANTS_MAX - 1), draw_mark(rng)};
    }
    struct contest_event event = {
        .kind = kind,
        .at = draw(rng, 0, INT64_C(1) << 53),
        .arrival = draw(rng, 0, INT64_C(1) << 62),
        .round = draw(rng, 0, CONTEST_MAX_ROUNDS - 1),
        .queue = draw(rng, 0, ROUND_MAX_STAKES),
        .item = draw(rng, 0, 1000000),
        .play = draw(rng, 0, 1000000),
        .team = draw(rng, 0, ENTRANTS_MAX - 1),
        .target = draw(rng, 1, UINT32_MAX),
        .marks = draw_mark(rng),
        .verdict = rng_below(rng, VERDICTS),
        .page = rng_below(rng, CONTEST_PAGES),
        .false_start = rng_below(rng, 2),
        .refused = rng_below(rng, 2),
        .cancels = rng_below(rng, 2),
        .upheld = rng_below(rng, 2),
        .left = draw(rng, 0, INT64_C(1) << 53),
        .response = draw_text(rng),
        .reason = draw_text(rng),
        .rulings = rulings,
        .ruling_count = rng_below(rng, 4),
        .deltas = deltas,
        .delta_count = rng_below(rng, 4),
        .script = draw_script(rng, arena),
    };
    event.teams = draw_ints(rng, arena, ENTRANTS_MAX - 1, &event.team_count);
    return event;
}

static bool equal_ints(const int64_t *a, int64_t a_count, const int64_t *b, int64_t b_count)
{
    return a_count == b_count && (a_count == 0 || memcmp(a, b, (size_t)a_count * sizeof *a) == 0);
}

static void expect_script(const struct contest_script *a, const struct contest_script *b)
{
    assert_int_equal(a->queue_count, b->queue_count);
    for (int q = 0; q < a->queue_count; q++) {
        const struct contest_queue *x = &a->queues[q], *y = &b->queues[q];
        assert_true(x->round == y->round && x->queue == y->queue && x->need == y->need &&
                    x->count == y->count);
        for (int i = 0; i < x->count; i++) {
            const struct slot *s = &x->slots[i], *t = &y->slots[i];
            assert_true(s->revision == t->revision && text_equal(s->bank, t->bank) &&
                        text_equal(s->id, t->id) && text_equal(s->topic, t->topic) && s->child == t->child &&
                        s->kind == t->kind && s->option_count == t->option_count &&
                        memcmp(s->shown, t->shown, sizeof s->shown) == 0);
        }
    }
}

static void expect_contest_event(const struct contest_event *a, const struct contest_event *b)
{
    assert_true(a->kind == b->kind && a->at == b->at && a->arrival == b->arrival && a->round == b->round &&
                a->queue == b->queue && a->item == b->item && a->play == b->play && a->team == b->team &&
                a->target == b->target && a->marks == b->marks && a->verdict == b->verdict &&
                a->page == b->page && a->false_start == b->false_start && a->refused == b->refused &&
                a->cancels == b->cancels && a->upheld == b->upheld && a->left == b->left);
    assert_true(text_equal(a->response, b->response) && text_equal(a->reason, b->reason));
    assert_true(equal_ints(a->teams, a->team_count, b->teams, b->team_count));
    assert_int_equal(a->ruling_count, b->ruling_count);
    for (int64_t i = 0; i < a->ruling_count; i++)
        assert_true(
            a->rulings[i].team == b->rulings[i].team && a->rulings[i].verdict == b->rulings[i].verdict &&
            a->rulings[i].marks == b->rulings[i].marks && a->rulings[i].machine == b->rulings[i].machine &&
            a->rulings[i].amended == b->rulings[i].amended &&
            a->rulings[i].cancelled == b->rulings[i].cancelled);
    assert_int_equal(a->delta_count, b->delta_count);
    for (int64_t i = 0; i < a->delta_count; i++)
        assert_true(a->deltas[i].team == b->deltas[i].team && a->deltas[i].marks == b->deltas[i].marks);
    expect_script(&a->script, &b->script);
}

static void test_contest_events(void **state)
{
    (void)state;
    struct rng rng;
    struct arena arena = ARENA_EMPTY;
    struct buf body = BUF_EMPTY;
    rng_init(&rng, T("stages"), T("contest events"), T("1"));
    for (int i = 0; i < 100 * CONTEST_EVENT_KINDS; i++) {
        enum contest_event_kind kind = i % CONTEST_EVENT_KINDS;
        struct contest_event event = draw_contest_event(&rng, &arena, kind), again;
        struct err err = ERR_NONE;
        buf_clear(&body);
        contest_event_to_json(&event, &body);
        if (!contest_event_from_json(kind, event.at, buf_text(&body), &arena, &again, &err))
            fail_msg("%s: %s", err.message, buf_string(&body));
        expect_contest_event(&event, &again);
        arena_clear(&arena);
    }
    buf_finish(&body);
    arena_finish(&arena);
}

static struct panel_event draw_panel_event(struct rng *rng, struct arena *arena, enum panel_event_kind kind)
{
    struct panel_event event = {
        .kind = kind,
        .at = draw(rng, 0, INT64_C(1) << 53),
        .performer = draw(rng, 0, ENTRANTS_MAX - 1),
        .judge = draw(rng, 0, PANEL_MAX_JUDGES - 1),
        .criterion = draw(rng, 0, PANEL_MAX_CRITERIA - 1),
        .envelope = draw(rng, 0, ENTRANTS_MAX - 1),
        .topic = draw(rng, 0, PANEL_MAX_TOPICS - 1),
        .part = rng_below(rng, PANEL_PARTS),
        .mark = draw_mark(rng),
        .steps = draw(rng, 0, (INT64_C(1) << CRITERION_MAX_STEPS) - 1),
        .faults = draw(rng, 0, (INT64_C(1) << CRITERION_MAX_STEPS) - 1),
        .wrong_order = draw(rng, 0, 1000),
        .overtime = draw(rng, 0, INT64_C(1) << 53),
        .on = rng_below(rng, 2),
        .target = draw(rng, 1, UINT32_MAX),
        .reason = draw_text(rng),
    };
    event.order = draw_ints(rng, arena, ENTRANTS_MAX - 1, &event.order_count);
    event.codes = draw_ints(rng, arena, ENTRANTS_MAX, &event.code_count);
    event.topics = draw_ints(rng, arena, PANEL_MAX_TOPICS - 1, &event.topic_count);
    event.recusals = draw_ints(rng, arena, ENTRANTS_MAX * PANEL_MAX_JUDGES - 1, &event.recusal_count);
    return event;
}

static void expect_panel_event(const struct panel_event *a, const struct panel_event *b)
{
    assert_true(a->kind == b->kind && a->at == b->at && a->performer == b->performer &&
                a->judge == b->judge && a->criterion == b->criterion && a->envelope == b->envelope &&
                a->topic == b->topic && a->part == b->part && a->mark == b->mark && a->steps == b->steps &&
                a->faults == b->faults && a->wrong_order == b->wrong_order && a->overtime == b->overtime &&
                a->on == b->on && a->target == b->target);
    assert_true(text_equal(a->reason, b->reason));
    assert_true(equal_ints(a->order, a->order_count, b->order, b->order_count) &&
                equal_ints(a->codes, a->code_count, b->codes, b->code_count) &&
                equal_ints(a->topics, a->topic_count, b->topics, b->topic_count) &&
                equal_ints(a->recusals, a->recusal_count, b->recusals, b->recusal_count));
}

static void test_panel_events(void **state)
{
    (void)state;
    struct rng rng;
    struct arena arena = ARENA_EMPTY;
    struct buf body = BUF_EMPTY;
    rng_init(&rng, T("stages"), T("panel events"), T("1"));
    for (int i = 0; i < 100 * PANEL_EVENT_KINDS; i++) {
        enum panel_event_kind kind = i % PANEL_EVENT_KINDS;
        struct panel_event event = draw_panel_event(&rng, &arena, kind), again;
        struct err err = ERR_NONE;
        buf_clear(&body);
        panel_event_to_json(&event, &body);
        if (!panel_event_from_json(kind, event.at, buf_text(&body), &arena, &again, &err))
            fail_msg("%s: %s", err.message, buf_string(&body));
        expect_panel_event(&event, &again);
        arena_clear(&arena);
    }
    buf_finish(&body);
    arena_finish(&arena);
}

/* What says nothing takes no room: a body is what a person reads in the log. */
static void test_short_bodies(void **state)
{
    (void)state;
    struct buf body = BUF_EMPTY;
    struct contest_event shown = {
        .kind = CONTEST_SHOWN, .round = -1, .queue = -1, .item = -1, .play = -1, .team = -1};
    contest_event_to_json(&shown, &body);
    assert_string_equal(buf_string(&body), "{}");
    buf_clear(&body);
    static const struct contest_delta delta = {0, 15000};
    struct contest_event awarded = shown;
    awarded.kind = CONTEST_AWARDED;
    awarded.team = 0;
    awarded.marks = 15000;
    awarded.reason = T("好");
    awarded.deltas = &delta;
    awarded.delta_count = 1;
    contest_event_to_json(&awarded, &body);
    assert_string_equal(
        buf_string(&body),
        "{\"team\":0,\"marks\":\"1.5\",\"reason\":\"好\",\"deltas\":[{\"team\":0,\"marks\":\"1.5\"}]}");
    buf_clear(&body);
    struct panel_event signed_sheet = {
        .kind = PANEL_SIGNED, .performer = 2, .judge = 1, .criterion = -1, .envelope = -1, .topic = -1};
    panel_event_to_json(&signed_sheet, &body);
    assert_string_equal(buf_string(&body), "{\"performer\":2,\"judge\":1}");
    buf_finish(&body);
}

static const struct {
    enum contest_event_kind kind;
    const char *body;
} bad_contest_bodies[] = {
    {CONTEST_SHOWN, ""},
    {CONTEST_SHOWN, "[]"},
    {CONTEST_SHOWN, "{"},
    {CONTEST_SHOWN, "{\"team\":\"1\"}"},
    {CONTEST_SHOWN, "{\"team\":-2}"},
    {CONTEST_SHOWN, "{\"team\":2000}"},
    {CONTEST_SHOWN, "{\"team\":1,\"team\":1}"},
    {CONTEST_SHOWN, "{\"round\":30}"},
    {CONTEST_SHOWN, "{\"marks\":1}"},
    {CONTEST_SHOWN, "{\"marks\":\"1000001\"}"},
    {CONTEST_SHOWN, "{\"left\":-1}"},
    {CONTEST_SHOWN, "{\"reason\":\"a\\u0007\"}"},
    {CONTEST_SHOWN, "{\"teams\":[2000]}"},
    {CONTEST_SHOWN, "{\"teams\":[-1]}"},
    {CONTEST_SHOWN, "{\"verdict\":\"maybe\"}"},
    {CONTEST_SHOWN, "{\"deltas\":[{\"team\":-1,\"marks\":\"1\"}]}"},
    {CONTEST_SHOWN, "{\"rulings\":[{\"team\":0,\"verdict\":\"right\"}]}"},
    {CONTEST_ENTERED, "{}"},
    {CONTEST_TAKEN, "{\"queue\":0}"},
    {CONTEST_PRESSED, "{}"},
    {CONTEST_UNDONE, "{}"},
    {CONTEST_UNDONE, "{\"target\":-1}"},
    {CONTEST_BEGAN, "{\"script\":[{\"round\":0,\"queue\":0,\"need\":1,\"slots\":[{\"revision\":0,"
                    "\"bank\":\"a\",\"id\":\"b\",\"kind\":\"single\"}]}]}"},
    {CONTEST_BEGAN, "{\"script\":[{\"round\":0,\"queue\":0,\"need\":1,\"slots\":[{\"revision\":1,"
                    "\"bank\":\"a\",\"id\":\"b\",\"kind\":\"case\"}]}]}"},
    {CONTEST_BEGAN, "{\"script\":[{\"round\":0,\"queue\":0,\"need\":1,\"slots\":[{\"revision\":1,"
                    "\"bank\":\"a\",\"id\":\"b\",\"kind\":\"single\",\"shown\":\"AAB\"}]}]}"},
    {CONTEST_BEGAN, "{\"script\":[{\"round\":0,\"queue\":0,\"need\":1,\"slots\":[{\"revision\":1,"
                    "\"bank\":\"a\",\"id\":\"b\",\"kind\":\"single\",\"shown\":\"AC\"}]}]}"},
};

static const struct {
    enum panel_event_kind kind;
    const char *body;
} bad_panel_bodies[] = {
    {PANEL_BEGAN, "{\"order\":[2000]}"},
    {PANEL_BEGAN, "{\"topics\":[-1]}"},
    {PANEL_BEGAN, "{\"recusals\":[30000]}"},
    {PANEL_MARKED, "{\"performer\":0,\"judge\":0}"},
    {PANEL_MARKED, "{\"performer\":0,\"judge\":15,\"criterion\":0}"},
    {PANEL_MARKED, "{\"performer\":0,\"judge\":0,\"criterion\":0,\"steps\":-1}"},
    {PANEL_MARKED, "{\"performer\":0,\"judge\":0,\"criterion\":0,\"mark\":\"x\"}"},
    {PANEL_SIGNED, "{\"performer\":0}"},
    {PANEL_CLOSED, "{}"},
    {PANEL_UNDONE, "{\"target\":0}"},
};

static void test_bad_bodies(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct contest_event contest_event;
    struct panel_event panel_event;
    for (size_t i = 0; i < COUNT_OF(bad_contest_bodies); i++) {
        struct err err = ERR_NONE;
        if (contest_event_from_json(bad_contest_bodies[i].kind, 0, text_of(bad_contest_bodies[i].body),
                                    &arena, &contest_event, &err))
            fail_msg("taken: %s", bad_contest_bodies[i].body);
        assert_int_equal(err.kind, ERR_DAMAGED);
    }
    for (size_t i = 0; i < COUNT_OF(bad_panel_bodies); i++)
        if (panel_event_from_json(bad_panel_bodies[i].kind, 0, text_of(bad_panel_bodies[i].body), &arena,
                                  &panel_event, NULL))
            fail_msg("taken: %s", bad_panel_bodies[i].body);
    assert_false(contest_event_from_json(CONTEST_SHOWN, INT64_MAX, T("{}"), &arena, &contest_event, NULL));
    assert_false(panel_event_from_json(PANEL_REVEALED, INT64_MIN, T("{}"), &arena, &panel_event, NULL));
    arena_finish(&arena);
}

/* Whatever from_json lets through does apply no harm (the sanitizers look on). */
static void test_any_events(void **state)
{
    (void)state;
    struct rng rng;
    struct arena arena = ARENA_EMPTY;
    rng_init(&rng, T("stages"), T("any events"), T("1"));
    for (int i = 0; i < 40; i++) {
        struct contest contest;
        struct panel panel;
        contest_init(&contest, sample_contest());
        panel_init(&panel, sample_panel());
        for (int k = 0; k < 60; k++) {
            struct contest_event event =
                draw_contest_event(&rng, &arena, rng_below(&rng, CONTEST_EVENT_KINDS));
            contest_apply(&contest, &event);
            struct panel_event marking = draw_panel_event(&rng, &arena, rng_below(&rng, PANEL_EVENT_KINDS));
            panel_apply(&panel, &marking);
            arena_clear(&arena);
        }
        assert_int_equal(contest.n, 60);
        assert_int_equal(panel.n, 60);
        contest_finish(&contest);
        panel_finish(&panel);
    }
    arena_finish(&arena);
}

/* ---- Journal and fold ------------------------------------------------------------------------------- */

static int setup_filled(void **state)
{
    if (fixture_setup(state) != 0)
        return -1;
    fill(*state);
    fill_competition(*state);
    return 0;
}

static void expect_clean(struct fixture *fixture)
{
    int64_t count;
    const char *lines = findings(fixture, &count);
    if (count)
        fail_msg("verify is not clean:\n%s", lines);
}

static void expect_same_rows(const struct entrant_result *a, size_t a_count, const struct entrant_result *b,
                             size_t b_count)
{
    struct hash x = entrant_results_digest(a, a_count), y = entrant_results_digest(b, b_count);
    assert_int_equal(a_count, b_count);
    assert_true(hash_equal(&x, &y));
}

static void expect_contest_folds(struct match *match)
{
    struct fixture *fixture = match->fixture;
    struct contest again;
    struct entrant_result *live, *folded;
    size_t live_count, folded_count;
    const struct contest *state = &match->state;
    contest_init(&again, sample_contest());
    must(fixture, contest_fold(fixture->store, T("sai"), &again, &fixture->err));
    contest_results(state, &fixture->arena, &live, &live_count);
    contest_results(&again, &fixture->arena, &folded, &folded_count);
    expect_same_rows(live, live_count, folded, folded_count);
    assert_true(again.n == state->n && again.stage == state->stage && again.page == state->page &&
                again.round == state->round && again.turn == state->turn && again.floor == state->floor &&
                again.play == state->play && again.stake == state->stake && again.frozen == state->frozen &&
                again.play_count == state->play_count && again.protest_count == state->protest_count);
    assert_true(again.clock.running == state->clock.running && again.clock.ends == state->clock.ends &&
                again.clock.left == state->clock.left);
    for (size_t i = 0; i < again.play_count; i++)
        assert_true(again.plays[i].ruling_count == state->plays[i].ruling_count &&
                    again.plays[i].press_count == state->plays[i].press_count &&
                    again.plays[i].item == state->plays[i].item &&
                    again.plays[i].voided == state->plays[i].voided);
    contest_finish(&again);
}

static void test_contest_folds(void **state)
{
    struct fixture *fixture = *state;
    struct rng rng;
    for (int game = 0; game < 6; game++) {
        struct match match;
        rng_init(&rng, T("stages"), T("contest"), game % 2 ? T("even") : T("odd"));
        for (int i = 0; i < game; i++)
            rng_next(&rng);
        begin(fixture);
        match_init(&match, fixture);
        int done = 0;
        for (int i = 0; i < 400 && match.state.stage != CONTEST_STAGE_FINAL; i++)
            done += match_step(&match, &rng);
        assert_true(done > 20);
        expect_contest_folds(&match);
        if (match.state.stage == CONTEST_STAGE_FINAL)
            must(fixture,
                 event_set_status(fixture->store, T("sai"), EVENT_CLOSED, 99, 99, T("10021"), &fixture->err));
        expect_clean(fixture);
        /* The next game begins anew. */
        store_rollback(fixture->store);
        match_finish(&match);
    }
}

static void test_panel_folds(void **state)
{
    struct fixture *fixture = *state;
    struct rng rng;
    struct judging judging;
    begin(fixture);
    judging_init(&judging, fixture);
    rng_init(&rng, T("stages"), T("panel"), T("1"));
    int done = 0;
    for (int i = 0; i < 600 && !judging.state.final; i++)
        done += judging_step(&judging, &rng);
    assert_true(done > 40);
    if (judging.state.final)
        must(fixture,
             event_set_status(fixture->store, T("ping"), EVENT_CLOSED, 99, 99, T("10021"), &fixture->err));
    commit(fixture);
    reopen(fixture);
    struct panel again;
    struct entrant_result *live, *folded;
    size_t live_count, folded_count;
    panel_init(&again, sample_panel());
    must(fixture, panel_fold(fixture->store, T("ping"), &again, &fixture->err));
    panel_results(&judging.state, &fixture->arena, &live, &live_count);
    panel_results(&again, &fixture->arena, &folded, &folded_count);
    expect_same_rows(live, live_count, folded, folded_count);
    assert_true(again.n == judging.state.n && again.on == judging.state.on &&
                again.part == judging.state.part && again.clock_running == judging.state.clock_running);
    for (int p = 0; p < PANEL_PERFORMERS; p++)
        for (int j = 0; j < PANEL_JUDGES; j++) {
            const struct judge_sheet *a = &again.performers[p].judges[j];
            const struct judge_sheet *b = &judging.state.performers[p].judges[j];
            assert_true(a->state == b->state && a->sum == b->sum && a->corrections == b->corrections);
        }
    expect_clean(fixture);
    panel_finish(&again);
    judging_finish(&judging);
}

static void test_empty_stream(void **state)
{
    struct fixture *fixture = *state;
    struct contest contest;
    struct series_state series;
    contest_init(&contest, sample_contest());
    must(fixture, contest_fold(fixture->store, T("sai"), &contest, &fixture->err));
    assert_int_equal(contest.n, 0);
    must(fixture, series_fold(fixture->store, T("zong"), &series, &fixture->err));
    assert_true(series.n == 0 && series.revealed == 0 && !series.final);
    contest_finish(&contest);
    expect_clean(fixture);
}

static void test_unreadable_is_not_written(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_NONE;
    struct contest_event event = {.kind = CONTEST_PROTESTED,
                                  .round = -1,
                                  .queue = -1,
                                  .item = -1,
                                  .play = 0,
                                  .team = 0,
                                  .reason = TEXT("bell \a")};
    begin(fixture);
    assert_false(contest_journal(fixture->store, T("sai"), 1, &event, 1, T("10021"), NULL, &err));
    assert_int_equal(err.kind, ERR_INVALID);
    commit(fixture);
    assert_string_equal(ask(fixture, "SELECT count(*) FROM journal WHERE stream = 'contest/sai'"), "0");
    expect_clean(fixture);
}

static bool count_entry(void *context, const struct journal_entry *entry, const struct contest_event *event,
                        struct err *err)
{
    (void)err;
    int64_t *count = context;
    assert_int_equal(entry->n, ++*count);
    assert_true(text_is(entry->kind, contest_event_name(event->kind)));
    assert_int_equal(entry->clock, event->at);
    return true;
}

static bool stop_at_once(void *context, const struct journal_entry *entry, const struct contest_event *event,
                         struct err *err)
{
    (void)context;
    (void)entry;
    (void)event;
    return err_set(err, ERR_FAILED, "enough");
}

/* ---- What is altered is found ------------------------------------------------------------------------- */

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

static int setup_played(void **state)
{
    struct match match;
    struct judging judging;
    if (setup_filled(state) != 0)
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

static void test_played(void **state)
{
    struct fixture *fixture = *state;
    expect_clean(fixture);
    int64_t count = 0;
    struct err err = ERR_NONE;
    must(fixture, contest_walk(fixture->store, T("sai"), count_entry, &count, &fixture->err));
    assert_true(count > 30);
    assert_false(contest_walk(fixture->store, T("sai"), stop_at_once, NULL, &err));
    assert_string_equal(err.message, "enough");
    struct series_state series;
    must(fixture, series_fold(fixture->store, T("zong"), &series, &fixture->err));
    assert_true(series.n == 3 && series.revealed == 2 && series.final);
    struct entrant_result *rows;
    size_t row_count;
    must(fixture,
         entrant_results(fixture->store, T("sai"), &fixture->arena, &rows, &row_count, &fixture->err));
    assert_int_equal(row_count, CONTEST_TEAMS);
    assert_true(rows[0].rank == 1 && text_is(rows[0].award, "状元") && !rows[0].provisional);
    must(fixture, entrant_results(fixture->store, T(""), &fixture->arena, &rows, &row_count, &fixture->err));
    assert_int_equal(row_count, 8);
    /* The roster tells who a person is, in the view too. */
    assert_string_equal(
        ask(fixture, "SELECT name || unit FROM v_entrant WHERE event = 'sai' AND code = '10025'"),
        "陈静矿/综采一队党支部");
    assert_string_equal(ask(fixture, "SELECT mark FROM v_entrant WHERE event = 'zong' AND rank = 1"), "90.5");
    assert_string_equal(ask(fixture, "SELECT group_concat(kind) FROM (SELECT kind FROM v_event"
                                     " WHERE code <> 'yzyh' ORDER BY code)"),
                        "panel,contest,series");
}

/* A change made beside biwu and what the finding must name. */
static const struct {
    const char *sql, *names;
} changes[] = {
    {"UPDATE entrant_result SET mark = mark + 1 WHERE event = 'sai' AND place = 1",
     "contest/sai, row 1 of its standing: mark is"},
    {"UPDATE entrant_result SET mark = mark + 10000 WHERE event = 'ping' AND place = 3",
     "panel/ping, row 3 of its standing: mark is"},
    {"UPDATE entrant_result SET rank = 1 WHERE event = 'sai' AND place = 3", "row 3 of its standing: rank"},
    {"UPDATE entrant_result SET rank = 0 WHERE event = 'ping' AND place = 1", "row 1 of its standing: rank"},
    {"UPDATE entrant_result SET name = '掘进队' WHERE event = 'sai' AND code = 'A'", "contest/sai, row"},
    {"UPDATE entrant_result SET name = '掘进队' WHERE event = 'sai' AND code = '10025'", "name is 掘进队"},
    {"UPDATE entrant_result SET unit = '矿' WHERE event = 'sai' AND code = 'A'", "unit is 矿"},
    {"UPDATE entrant_result SET unit = '矿' WHERE event = 'ping' AND code = '10025'", "unit is 矿"},
    {"UPDATE entrant_result SET code = 'Z' WHERE event = 'sai' AND code = 'A'", "code is Z"},
    {"UPDATE entrant_result SET provisional = 1 WHERE event = 'sai' AND place = 2", "provisional is 1"},
    {"UPDATE entrant_result SET provisional = 1 WHERE event = 'ping' AND place = 2", "provisional is 1"},
    {"UPDATE entrant_result SET award = '状元' WHERE event = 'sai' AND place = 2", "award is 状元"},
    {"UPDATE entrant_result SET place = 9 WHERE event = 'sai' AND place = 3", "place is 9"},
    {"UPDATE entrant_result SET event = 'x' WHERE event = 'sai' AND place = 1", "the event x has a standing"},
    {"DELETE FROM entrant_result WHERE event = 'sai' AND place = 3", "contest/sai: its standing has 2 rows"},
    {"DELETE FROM entrant_result WHERE event = 'ping'", "panel/ping: its standing has 0 rows"},
    {"INSERT INTO entrant_result SELECT 'yzyh', place, code, name, unit, mark, rank, provisional, award"
     " FROM entrant_result WHERE event = 'sai'",
     "the event yzyh has a standing"},
    {"UPDATE entrant_result SET mark = mark + 1 WHERE event = 'zong' AND place = 1", "series/zong"},
    {"UPDATE entrant_result SET rank = 2 WHERE event = 'zong' AND place = 1", "series/zong"},
    {"UPDATE entrant_result SET name = 'x' WHERE event = 'zong' AND place = 1", "series/zong"},
    {"UPDATE entrant_result SET unit = 'x' WHERE event = 'zong' AND place = 1", "series/zong"},
    {"UPDATE entrant_result SET code = 'x' WHERE event = 'zong' AND place = 1", "series/zong"},
    {"UPDATE entrant_result SET award = 'x' WHERE event = 'zong' AND place = 2", "series/zong"},
    {"UPDATE entrant_result SET provisional = 1 WHERE event = 'zong' AND place = 2", "series/zong"},
    {"DELETE FROM entrant_result WHERE event = 'zong' AND place = 2", "series/zong"},
    {"UPDATE stage SET first_seq = first_seq + 1 WHERE stream = 'contest/sai'", "contest/sai"},
    {"UPDATE stage SET last_seq = last_seq - 1 WHERE stream = 'panel/ping'", "panel/ping"},
    {"UPDATE stage SET event = 'x' WHERE stream = 'panel/ping'", "panel/ping"},
    {"UPDATE stage SET stream = 'panel/x' WHERE stream = 'panel/ping'", "panel/x"},
    {"DELETE FROM stage WHERE stream = 'contest/sai'", "was not noted"},
    {"UPDATE event SET kind = 'test' WHERE code = 'sai'", "sai: its kind"},
    {"UPDATE event SET kind = 'panel' WHERE code = 'yzyh'", "yzyh: its kind"},
    {"UPDATE event SET source = 'x' WHERE code = 'sai'", "sai: its sheet cannot be read"},
    {"UPDATE event SET status = 'open' WHERE code = 'sai'", "sai: its status"},
    {"DELETE FROM item_revision WHERE id = (SELECT json_extract(body, '$.script[0].slots[0].revision')"
     " FROM journal WHERE stream = 'contest/sai' AND n = 1)",
     "round 1, queue 1, place 1 of its script: the item is not stored so"},
};

static void run_on(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

/* The database as it was, kept beside, so that each change is made to a whole one. */
static void keep(struct fixture *fixture)
{
    run_on(fixture->store->db,
           arena_textf(&fixture->arena, "VACUUM INTO '%s/image.db'", fixture->directory).at);
}

static void restore(struct fixture *fixture)
{
    sqlite3 *from, *to;
    store_close(fixture->store);
    fixture->store = NULL;
    const char *path = arena_textf(&fixture->arena, "%s/image.db", fixture->directory).at;
    assert_int_equal(sqlite3_open(path, &from), SQLITE_OK);
    assert_int_equal(sqlite3_open(fixture->path, &to), SQLITE_OK);
    run_on(to, "PRAGMA synchronous = OFF");
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    assert_non_null(backup);
    assert_int_equal(sqlite3_backup_step(backup, -1), SQLITE_DONE);
    sqlite3_backup_finish(backup);
    sqlite3_close(from);
    sqlite3_close(to);
    reopen(fixture);
}

static void test_changes_named(void **state)
{
    struct fixture *fixture = *state;
    int64_t count;
    keep(fixture);
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        assert_true(tamper(fixture, changes[i].sql));
        const char *lines = findings(fixture, &count);
        if (!strstr(lines, changes[i].names))
            fail_msg("%s\ndoes not give “%s” but:\n%s", changes[i].sql, changes[i].names, lines);
        restore(fixture);
    }
    expect_clean(fixture);
}

static bool link_again(void *context, const struct journal_entry *entry, struct err *err)
{
    struct buf *out = context;
    (void)err;
    struct hash previous = {{0}};
    if (out->len)
        hash_from_hex(text_make(out->at + out->len - 64 - 1, 64), &previous);
    struct hash link = journal_link(&previous, entry);
    char hex[HASH_HEX_SIZE];
    hash_to_hex(&link, hex);
    buf_addf(out, "%lld %s\n", (long long)entry->seq, hex);
    return true;
}

/* As somebody who knows biwu would: the links are made to fit again, so only the rules can tell. */
static void forge_links(struct fixture *fixture)
{
    struct buf links = BUF_EMPTY, sql = BUF_EMPTY;
    must(fixture, journal_walk(fixture->store, 1, 0, link_again, &links, &fixture->err));
    struct text rest = buf_text(&links), line;
    const char *last = "";
    while (text_next(&rest, '\n', &line) && line.len) {
        ptrdiff_t space = text_find(line, T(" "));
        buf_addf(&sql, "UPDATE journal SET link = x'%.*s' WHERE seq = %.*s;",
                 TEXT_ARG(text_from(line, (size_t)space + 1)), (int)space, line.at);
        last = line.at + space + 1;
    }
    buf_addf(&sql, "UPDATE journal_head SET link = x'%.64s'", last);
    assert_true(tamper(fixture, buf_string(&sql)));
    buf_finish(&links);
    buf_finish(&sql);
}

/* Bodies changed under a forged chain. */
static const struct {
    const char *sql, *names;
} forgeries[] = {
    {"UPDATE journal SET body = json_set(body, '$.deltas[0].marks', '90') WHERE stream = 'contest/sai'"
     " AND kind = 'awarded'",
     "contest/sai"},
    {"UPDATE journal SET body = json_set(body, '$.team', 0, '$.deltas[0].team', 0)"
     " WHERE stream = 'contest/sai' AND kind = 'awarded'",
     "contest/sai"},
    {"UPDATE journal SET body = json_set(body, '$.team', 7) WHERE stream = 'contest/sai'"
     " AND kind = 'pressed'",
     "cannot follow"},
    {"UPDATE journal SET body = '{}' WHERE stream = 'contest/sai' AND kind = 'taken'", "cannot follow"},
    {"UPDATE journal SET kind = 'danced' WHERE stream = 'contest/sai' AND kind = 'opened'", "cannot follow"},
    {"UPDATE journal SET body = json_set(body, '$.deltas[0].marks', '50') WHERE stream = 'contest/sai'"
     " AND kind = 'carried'",
     "contest/sai"},
    {"WITH slot AS (SELECT '$.script[' || q.key || '].slots[' || s.key || '].shown' AS path,"
     " s.value->>'$.shown' AS shown FROM journal, json_each(body, '$.script') AS q,"
     " json_each(q.value, '$.slots') AS s WHERE stream = 'contest/sai' AND n = 1"
     " AND length(s.value->>'$.shown') > 1 LIMIT 1)"
     " UPDATE journal SET body = json_set(body, (SELECT path FROM slot), (SELECT substr(shown, 2, 1) ||"
     " substr(shown, 1, 1) || substr(shown, 3) FROM slot)) WHERE stream = 'contest/sai' AND n = 1",
     "drawing again gives another item or order of options"},
    {"UPDATE journal SET body = json_set(body, '$.script[0].slots[0]',"
     " json_extract(body, '$.script[0].slots[1]')) WHERE stream = 'contest/sai' AND n = 1",
     "stands in its script twice"},
    {"UPDATE journal SET body = json_set(body, '$.script[0].slots[0]',"
     " json_extract(body, '$.script[0].slots[1]'), '$.script[0].slots[1]',"
     " json_extract(body, '$.script[0].slots[0]')) WHERE stream = 'contest/sai' AND n = 1",
     "place 1 of its script: drawing again"},
    {"UPDATE journal SET body = json_set(body, '$.script[0].slots[0].id', 'x')"
     " WHERE stream = 'contest/sai' AND n = 1",
     "the item is not of the event's pool"},
    {"UPDATE journal SET body = json_set(body, '$.order[0]', json_extract(body, '$.order[1]'), '$.order[1]',"
     " json_extract(body, '$.order[0]')) WHERE stream = 'panel/ping' AND n = 1",
     "another order of performers"},
    {"UPDATE journal SET body = json_set(body, '$.codes[0]', json_extract(body, '$.codes[1]'), '$.codes[1]',"
     " json_extract(body, '$.codes[0]')) WHERE stream = 'panel/ping' AND n = 1",
     "other codes"},
    {"UPDATE journal SET body = json_set(body, '$.topics[2]', json_extract(body, '$.topics[3]'),"
     " '$.topics[3]', json_extract(body, '$.topics[2]')) WHERE stream = 'panel/ping' AND n = 1",
     "other topics"},
    {"UPDATE journal SET body = json_set(body, '$.mark', '99') WHERE stream = 'panel/ping'"
     " AND kind = 'marked' AND body->>'$.criterion' = 0",
     "gives a mark that the criterion content does not have"},
    {"UPDATE journal SET body = json_set(body, '$.mark', '33.25') WHERE stream = 'panel/ping'"
     " AND kind = 'marked' AND body->>'$.criterion' = 0",
     "gives a mark that the criterion content does not have"},
    {"UPDATE journal SET body = json_set(body, '$.mark', '50') WHERE stream = 'panel/ping'"
     " AND kind = 'closed'",
     "but the judges' marks give"},
    {"UPDATE journal SET body = json_set(body, '$.rows', replace(body->>'$.rows', '0', '1'))"
     " WHERE stream = 'series/zong' AND kind = 'finalized'",
     "series/zong: its standing is not the one"},
    {"UPDATE journal SET body = json_set(body, '$.count', 3) WHERE stream = 'series/zong'"
     " AND kind = 'finalized'",
     "series/zong: its standing is not the one"},
    {"UPDATE journal SET kind = 'revealed' WHERE stream = 'series/zong' AND kind = 'finalized'",
     "was never made final"},
    {"UPDATE journal SET kind = 'opened' WHERE stream = 'event/sai' AND kind = 'closed'",
     "contest/sai: it is final, but its event is not closed"},
    {"UPDATE journal SET n = n + 1 WHERE stream = 'contest/sai' AND n > 10", "number 11 was due"},
    {"UPDATE journal SET body = json_remove(body, '$.kind') WHERE stream = 'event/sai' AND n = 1",
     "the event is of another kind"},
    {"UPDATE journal SET body = json_set(body, '$.kind', 'panel') WHERE stream = 'event/sai' AND n = 1",
     "sai: its kind"},
};

static void test_forgeries_named(void **state)
{
    struct fixture *fixture = *state;
    int64_t count;
    keep(fixture);
    for (size_t i = 0; i < COUNT_OF(forgeries); i++) {
        const char *before = ask(fixture, "SELECT hex(link) FROM journal_head");
        assert_true(tamper(fixture, forgeries[i].sql));
        forge_links(fixture);
        assert_string_not_equal(before, ask(fixture, "SELECT hex(link) FROM journal_head"));
        const char *lines = findings(fixture, &count);
        if (strstr(lines, "does not fit the chain"))
            fail_msg("the chain was not forged:\n%s", lines);
        if (!strstr(lines, forgeries[i].names))
            fail_msg("%s\ndoes not give “%s” but:\n%s", forgeries[i].sql, forgeries[i].names, lines);
        restore(fixture);
    }
    expect_clean(fixture);
}

/* ---- Crashes ------------------------------------------------------------------------------------------ */

enum { STEPS = 60, CUTS = 60 };

static int64_t head_of(struct fixture *fixture)
{
    int64_t seq;
    struct hash link;
    must(fixture, journal_head(fixture->store, &seq, &link, &fixture->err));
    return seq;
}

struct promise {
    size_t records;
    int64_t seq;
};

static void record_steps(struct fixture *fixture, struct recorder *recorder, struct promise *promises)
{
    struct match match;
    struct judging judging;
    struct rng rng;
    rng_init(&rng, T("stages"), T("crash"), T("steps"));
    store_close(fixture->store);
    unlink(fixture->path);
    recorder_install(recorder);
    fixture->store = store_open(fixture->path, STORE_CREATE, &fixture->err);
    must(fixture, fixture->store != NULL);
    run_on(fixture->store->db, "PRAGMA wal_autocheckpoint = 15");
    fill(fixture);
    fill_competition(fixture);
    match_init(&match, fixture);
    judging_init(&judging, fixture);
    promises[0] = (struct promise){recorder->count, head_of(fixture)};
    for (int i = 0; i < STEPS; i++) {
        begin(fixture);
        for (int k = 0; k < 4; k++) {
            if (match.state.stage != CONTEST_STAGE_OVER)
                match_step(&match, &rng);
            judging_step(&judging, &rng);
        }
        commit(fixture);
        promises[i + 1] = (struct promise){recorder->count, head_of(fixture)};
    }
    match_finish(&match);
    judging_finish(&judging);
}

static void write_image(struct fixture *fixture, const struct recorder *recorder, size_t count,
                        struct rng *rng, struct fixture *after)
{
    static const char *const names[RECORDED_FILES] = {"", "-wal"};
    struct buf files[RECORDED_FILES];
    snprintf(after->path, sizeof after->path, "%.63s/image.db", fixture->directory);
    recorder_image(recorder, count, rng, files);
    for (int i = 0; i < RECORDED_FILES; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", after->path, names[i]);
        FILE *out = fopen(path, "wb");
        assert_non_null(out);
        assert_int_equal(fwrite(buf_string(&files[i]), 1, files[i].len, out), files[i].len);
        assert_int_equal(fclose(out), 0);
        buf_finish(&files[i]);
    }
}

/* After a power cut at any moment every step that was acknowledged is there, and stream, standing and noted
 * places agree. */
static void test_power_cuts(void **state)
{
    struct fixture *fixture = *state;
    struct recorder recorder;
    struct promise promises[STEPS + 1];
    struct rng rng;
    rng_init(&rng, T("stages"), T("crash"), T("cuts"));
    record_steps(fixture, &recorder, promises);
    store_close(fixture->store);
    fixture->store = NULL;
    sqlite3_vfs *vfs = sqlite3_vfs_find("recorder");
    sqlite3_vfs_unregister(vfs);
    size_t from = promises[0].records, last = promises[STEPS].records;
    for (int i = 0; i < CUTS; i++) {
        struct fixture after = {.store = NULL};
        size_t count = from + rng_below(&rng, (uint32_t)(last - from + 1));
        int64_t promised = 0, found;
        for (int k = 0; k <= STEPS && promises[k].records <= count; k++)
            promised = promises[k].seq;
        write_image(fixture, &recorder, count, &rng, &after);
        after.store = store_open(after.path, STORE_WRITE, &after.err);
        must(&after, after.store != NULL);
        assert_true(head_of(&after) >= promised);
        const char *lines = findings(&after, &found);
        if (found)
            fail_msg("cut after %zu records:\n%s", count, lines);
        store_close(after.store);
        arena_finish(&after.arena);
    }
    sqlite3_vfs_register(vfs, 0);
    recorder_remove(&recorder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contest_events),
        cmocka_unit_test(test_panel_events),
        cmocka_unit_test(test_short_bodies),
        cmocka_unit_test(test_bad_bodies),
        cmocka_unit_test(test_any_events),
        cmocka_unit_test_setup_teardown(test_contest_folds, setup_filled, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_panel_folds, setup_filled, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_empty_stream, setup_filled, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_unreadable_is_not_written, setup_filled, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_played, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_changes_named, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_forgeries_named, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_power_cuts, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
