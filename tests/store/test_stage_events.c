/* Events of contests and panels as the journal's bodies, and back. */
#include "competition.h"

#include "base/mem.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contest_events), cmocka_unit_test(test_panel_events),
        cmocka_unit_test(test_short_bodies),   cmocka_unit_test(test_bad_bodies),
        cmocka_unit_test(test_any_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
