#include "fixture.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/rng.h"

#include <stdlib.h>
#include <time.h>

static int setup_filled(void **state)
{
    if (fixture_setup(state) != 0)
        return -1;
    fill(*state);
    return 0;
}

static int setup_played(void **state)
{
    if (setup_filled(state) != 0)
        return -1;
    play(*state);
    return 0;
}

/* ---- events ↔ JSON ---- */

static struct text random_text(struct rng *rng, struct arena *arena)
{
    static const char *const pieces[] = {"甲",   "\"",   "\\", "\n", "a", "|",
                                         "\x7f", "\x01", "𠀀", "é",  " ", "/"};
    struct buf buf = BUF_EMPTY;
    for (uint32_t n = rng_below(rng, 8); n; n--)
        buf_add_string(&buf, pieces[rng_below(rng, COUNT_OF(pieces))]);
    struct text copy = arena_text(arena, buf_text(&buf));
    buf_finish(&buf);
    return copy;
}

static int64_t random_time(struct rng *rng)
{
    return ((int64_t)rng_next(rng) << 20 | rng_below(rng, 1 << 20)) - (INT64_C(1) << 51);
}

static struct form random_form(struct rng *rng, struct arena *arena)
{
    int count = (int)rng_below(rng, 6);
    struct slot *slots = arena_array(arena, (size_t)count, sizeof *slots);
    for (int i = 0; i < count; i++) {
        slots[i] = (struct slot){.revision = 1 + rng_next(rng),
                                 .bank = random_text(rng, arena),
                                 .id = random_text(rng, arena),
                                 .topic = random_text(rng, arena),
                                 .child = (int)rng_below(rng, 20) - 1,
                                 .section = (int)rng_below(rng, 50),
                                 .kind = rng_below(rng, ITEM_CASE),
                                 .full = rng_below(rng, 1000000),
                                 .option_count = (uint8_t)rng_below(rng, ITEM_MAX_OPTIONS + 1)};
        for (uint8_t k = 0; k < slots[i].option_count; k++)
            slots[i].shown[k] = k;
        rng_shuffle_bytes(rng, slots[i].shown, slots[i].option_count);
    }
    return (struct form){slots, count};
}

static struct attempt_event random_event(struct rng *rng, struct arena *arena)
{
    struct attempt_event event = {.kind = rng_below(rng, ATTEMPT_EVENT_KINDS), .at = random_time(rng)};
    switch (event.kind) {
    case ATTEMPT_STARTED:
        event.started.event = random_text(rng, arena);
        event.started.number = random_text(rng, arena);
        event.started.nth = 1 + (int)rng_below(rng, 9);
        event.started.limit = random_time(rng);
        event.started.form = random_form(rng, arena);
        break;
    case ATTEMPT_ANSWERED:
        event.answered.slot = (int)rng_below(rng, 1000);
        event.answered.response = random_text(rng, arena);
        event.answered.spent = random_time(rng);
        break;
    case ATTEMPT_FLAGGED:
        event.flagged.slot = (int)rng_below(rng, 1000);
        event.flagged.on = rng_below(rng, 2);
        break;
    case ATTEMPT_EXTENDED:
        event.extended.ms = random_time(rng);
        event.extended.reason = random_text(rng, arena);
        break;
    case ATTEMPT_OUTAGE:
        event.outage.ms = random_time(rng);
        break;
    case ATTEMPT_SUBMITTED_EVENT:
        event.submitted.cause = rng_below(rng, SUBMIT_IMPORT + 1);
        event.submitted.elapsed = random_time(rng);
        break;
    case ATTEMPT_VOIDED:
        event.voided.reason = random_text(rng, arena);
        break;
    }
    return event;
}

static void expect_same_form(const struct form *a, const struct form *b)
{
    assert_int_equal(a->count, b->count);
    for (int i = 0; i < a->count; i++) {
        const struct slot *x = &a->slots[i], *y = &b->slots[i];
        assert_int_equal(x->revision, y->revision);
        assert_true(text_equal(x->bank, y->bank) && text_equal(x->id, y->id) &&
                    text_equal(x->topic, y->topic));
        assert_int_equal(x->child, y->child);
        assert_int_equal(x->section, y->section);
        assert_int_equal(x->kind, y->kind);
        assert_int_equal(x->full, y->full);
        assert_int_equal(x->option_count, y->option_count);
        assert_memory_equal(x->shown, y->shown, sizeof x->shown);
    }
}

static void expect_same_event(const struct attempt_event *a, const struct attempt_event *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->at, b->at);
    switch (a->kind) {
    case ATTEMPT_STARTED:
        assert_true(text_equal(a->started.event, b->started.event));
        assert_true(text_equal(a->started.number, b->started.number));
        assert_int_equal(a->started.nth, b->started.nth);
        assert_int_equal(a->started.limit, b->started.limit);
        expect_same_form(&a->started.form, &b->started.form);
        break;
    case ATTEMPT_ANSWERED:
        assert_int_equal(a->answered.slot, b->answered.slot);
        assert_true(text_equal(a->answered.response, b->answered.response));
        assert_int_equal(a->answered.spent, b->answered.spent);
        break;
    case ATTEMPT_FLAGGED:
        assert_int_equal(a->flagged.slot, b->flagged.slot);
        assert_int_equal(a->flagged.on, b->flagged.on);
        break;
    case ATTEMPT_EXTENDED:
        assert_int_equal(a->extended.ms, b->extended.ms);
        assert_true(text_equal(a->extended.reason, b->extended.reason));
        break;
    case ATTEMPT_OUTAGE:
        assert_int_equal(a->outage.ms, b->outage.ms);
        break;
    case ATTEMPT_SUBMITTED_EVENT:
        assert_int_equal(a->submitted.cause, b->submitted.cause);
        assert_int_equal(a->submitted.elapsed, b->submitted.elapsed);
        break;
    case ATTEMPT_VOIDED:
        assert_true(text_equal(a->voided.reason, b->voided.reason));
        break;
    }
}

static void test_events_round_trip(void **state)
{
    (void)state;
    struct rng rng;
    struct arena arena = ARENA_EMPTY;
    rng_init(&rng, T("attempts"), T("events"), T("1"));
    for (int i = 0; i < 5000; i++) {
        arena_clear(&arena);
        struct attempt_event event = random_event(&rng, &arena), back;
        struct buf json = BUF_EMPTY, again = BUF_EMPTY;
        struct err err = ERR_NONE;
        attempt_event_to_json(&event, &json);
        if (!attempt_event_from_json(event.kind, event.at, buf_text(&json), &arena, &back, &err))
            fail_msg("%s: %s", err.message, buf_string(&json));
        expect_same_event(&event, &back);
        attempt_event_to_json(&back, &again);
        assert_string_equal(buf_string(&json), buf_string(&again));
        buf_finish(&json);
        buf_finish(&again);
    }
    arena_finish(&arena);
}

static void test_damaged_events(void **state)
{
    (void)state;
    static const struct {
        enum attempt_event_kind kind;
        const char *body;
    } bodies[] = {
        {ATTEMPT_ANSWERED, ""},
        {ATTEMPT_ANSWERED, "{}"},
        {ATTEMPT_ANSWERED, "{\"slot\":1.5,\"response\":\"A\",\"spent\":1}"},
        {ATTEMPT_ANSWERED, "{\"slot\":1,\"response\":\"A\",\"spent\":1} "
                           "x"},
        {ATTEMPT_FLAGGED, "{\"slot\":1,\"on\":1}"},
        {ATTEMPT_SUBMITTED_EVENT, "{\"cause\":\"whim\",\"elapsed\":1}"},
        {ATTEMPT_STARTED, "{\"event\":\"e\",\"number\":\"n\",\"nth\":1,\"limit\":1}"},
        {ATTEMPT_STARTED, "{\"event\":\"e\",\"number\":\"n\",\"nth\":1,\"limit\":1,\"form\":[[]]}"},
        {ATTEMPT_STARTED, "{\"event\":\"e\",\"number\":\"n\",\"nth\":1,\"limit\":1,\"form\":"
                          "[[1,\"b\",\"i\",\"\",-1,0,\"single\",1,\"AC\"]]}"},
        {ATTEMPT_STARTED, "{\"event\":\"e\",\"number\":\"n\",\"nth\":1,\"limit\":1,\"form\":"
                          "[[1,\"b\",\"i\",\"\",-1,0,\"single\",1,\"ABCDEFGHIJK\"]]}"},
    };
    struct arena arena = ARENA_EMPTY;
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        struct attempt_event event;
        struct err err = ERR_NONE;
        if (attempt_event_from_json(bodies[i].kind, 0, text_of(bodies[i].body), &arena, &event, &err))
            fail_msg("accepted: %s", bodies[i].body);
        assert_int_equal(err.kind, ERR_DAMAGED);
    }
    arena_finish(&arena);
}

/* ---- rows ---- */

static void expect_same_state(const struct attempt *a, const struct attempt *b)
{
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->answered, b->answered);
    assert_int_equal(a->flagged, b->flagged);
    assert_int_equal(a->started, b->started);
    assert_int_equal(a->limit, b->limit);
    assert_int_equal(a->elapsed, b->elapsed);
    expect_same_form(&a->form, &b->form);
    for (int i = 0; i < a->form.count; i++) {
        assert_true(text_equal(text_of(a->answers[i].text), text_of(b->answers[i].text)));
        assert_int_equal(a->answers[i].spent, b->answers[i].spent);
        assert_int_equal(a->answers[i].flagged, b->answers[i].flagged);
    }
}

static void test_saved_and_folded(void **state)
{
    struct fixture *fixture = *state;
    struct sitting one, other;
    begin(fixture);
    sit_down(fixture, &one, T("10021"), 1, 1000);
    sit_down(fixture, &other, T("10022"), 1, 1100);
    assert_int_equal(other.id, one.id + 1);
    answer(fixture, &one, 0, "C", 2000);
    answer(fixture, &other, 0, "A", 2001);
    answer(fixture, &one, 3, "甲|\"乙\"", 2002);
    commit(fixture);
    struct attempt folded;
    struct attempt_record record;
    must(fixture, attempt_find(fixture->store, one.id, &fixture->arena, &record, &fixture->err));
    assert_int_equal(record.status, ATTEMPT_RUNNING);
    assert_int_equal(record.last_seq, 0);
    assert_int_equal(record.first_seq, one.record.first_seq);
    attempt_init(&folded);
    must(fixture, attempt_fold(fixture->store, &record, &folded, &fixture->err));
    expect_same_state(&one.state, &folded);
    attempt_finish(&folded);
    begin(fixture);
    hand_in(fixture, &one, 61000);
    answer(fixture, &other, 1, "B", 62000);
    commit(fixture);
    must(fixture, attempt_find(fixture->store, one.id, &fixture->arena, &record, &fixture->err));
    assert_int_equal(record.status, ATTEMPT_SUBMITTED);
    assert_int_equal(record.mark, 10 * MARK_ONE);
    assert_int_equal(record.elapsed, 60000);
    assert_int_equal(record.answered, 2);
    assert_int_equal(record.slots, FIXTURE_SLOTS);
    assert_false(record.passed);
    attempt_init(&folded);
    must(fixture, attempt_fold(fixture->store, &record, &folded, &fixture->err));
    expect_same_state(&one.state, &folded);
    attempt_finish(&folded);
    struct response_record *rows;
    size_t count;
    struct err err = ERR_NONE;
    must(fixture, response_rows(fixture->store, one.id, &fixture->arena, &rows, &count, &fixture->err));
    assert_int_equal(count, FIXTURE_SLOTS);
    assert_true(text_is(rows[3].response, "甲|\"乙\""));
    assert_true(text_is(rows[0].item, "a-single") && text_is(rows[0].bank, "dangwu"));
    assert_int_equal(rows[0].mark, 10 * MARK_ONE);
    assert_int_equal(rows[0].spent, 1500);
    assert_true(text_is(rows[9].item, "z2"));
    assert_int_equal(rows[9].full, 15 * MARK_ONE);
    assert_false(response_rows(fixture->store, other.id, &fixture->arena, &rows, &count, &err));
    assert_int_equal(err.kind, ERR_INVALID);
    assert_false(response_rows(fixture->store, 99, &fixture->arena, &rows, &count, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    assert_false(attempt_find(fixture->store, 99, &fixture->arena, &record, &err));
    sitting_finish(&one);
    sitting_finish(&other);
}

struct taken {
    struct attempt states[4];
    int64_t ids[4];
    int count, refuse_at;
};

static bool take(void *context, const struct attempt_record *record, struct attempt *state, struct err *err)
{
    struct taken *taken = context;
    if (taken->count == taken->refuse_at)
        return err_set(err, ERR_FAILED, "refused");
    taken->ids[taken->count] = record->id;
    taken->states[taken->count++] = *state;
    return true;
}

static void test_fold_running(void **state)
{
    struct fixture *fixture = *state;
    struct sitting sittings[3];
    begin(fixture);
    for (int i = 0; i < 3; i++)
        sit_down(fixture, &sittings[i], sample_people()[i].number, 1, 1000 + i);
    for (int round = 0; round < 5; round++)
        for (int i = 0; i < 3; i++)
            answer(fixture, &sittings[i], round, round % 2 ? "A" : "B", 2000 + round);
    hand_in(fixture, &sittings[1], 9000);
    commit(fixture);
    reopen(fixture);
    struct taken taken = {.refuse_at = -1}, refused = {.refuse_at = 1};
    must(fixture, attempt_fold_running(fixture->store, take, &taken, &fixture->err));
    assert_int_equal(taken.count, 2);
    assert_int_equal(taken.ids[0], sittings[0].id);
    assert_int_equal(taken.ids[1], sittings[2].id);
    expect_same_state(&taken.states[0], &sittings[0].state);
    expect_same_state(&taken.states[1], &sittings[2].state);
    struct err err = ERR_NONE;
    assert_false(attempt_fold_running(fixture->store, take, &refused, &err));
    assert_string_equal(err.message, "refused");
    attempt_finish(&taken.states[0]);
    attempt_finish(&taken.states[1]);
    attempt_finish(&refused.states[0]);
    for (int i = 0; i < 3; i++)
        sitting_finish(&sittings[i]);
}

/* An altered journal is refused, never folded into a state that reads outside its form. */
static void test_fold_of_damage(void **state)
{
    (void)state;
    static const char *const spoilt[] = {
        "body = '{\"slot\":4000,\"response\":\"A\",\"spent\":1}'",
        "body = '{\"slot\":-1,\"response\":\"A\",\"spent\":1}'",
        "body = '{'",
        "kind = 'started'",
        "n = n + 1",
    };
    for (size_t i = 0; i < COUNT_OF(spoilt); i++) {
        void *own;
        assert_int_equal(setup_played(&own), 0);
        struct fixture *fixture = own;
        struct attempt_record record;
        struct attempt folded;
        struct err err = ERR_NONE;
        struct text sql = arena_textf(
            &fixture->arena, "UPDATE journal SET %s WHERE stream = 'attempt/1' AND n = 2", spoilt[i]);
        assert_true(tamper(fixture, sql.at));
        must(fixture, attempt_find(fixture->store, 1, &fixture->arena, &record, &fixture->err));
        attempt_init(&folded);
        assert_false(attempt_fold(fixture->store, &record, &folded, &err));
        assert_int_equal(err.kind, ERR_DAMAGED);
        attempt_finish(&folded);
        fixture_teardown(&own);
    }
}

static void test_lists(void **state)
{
    struct fixture *fixture = *state;
    struct sitting again;
    begin(fixture);
    sit_down(fixture, &again, T("10022"), 2, 50000);
    hand_in(fixture, &again, 60000);
    commit(fixture);
    sitting_finish(&again);
    struct attempt_record *list;
    size_t count;
    struct text none = {0};
    must(fixture,
         attempt_list(fixture->store, T("yzyh"), none, &fixture->arena, &list, &count, &fixture->err));
    assert_int_equal(count, 6);
    assert_true(text_is(list[1].number, "10022") && list[1].nth == 1);
    assert_true(text_is(list[2].number, "10022") && list[2].nth == 2);
    must(fixture,
         attempt_list(fixture->store, none, T("10022"), &fixture->arena, &list, &count, &fixture->err));
    assert_int_equal(count, 2);
    must(fixture,
         attempt_list(fixture->store, T("yzyh"), T("10021"), &fixture->arena, &list, &count, &fixture->err));
    assert_int_equal(count, 1);
    must(fixture, attempt_list(fixture->store, none, none, &fixture->arena, &list, &count, &fixture->err));
    assert_int_equal(count, 6);
    must(fixture, attempt_list(fixture->store, T("x"), none, &fixture->arena, &list, &count, &fixture->err));
    assert_int_equal(count, 0);
    struct standing_row *rows;
    must(fixture, result_rows(fixture->store, T("yzyh"), &fixture->arena, &rows, &count, &fixture->err));
    assert_int_equal(count, 3);
    assert_true(text_is(rows[0].person.name, "王建国"));
    assert_int_equal(rows[0].marks, 100 * MARK_ONE);
    assert_true(rows[0].passed);
    assert_int_equal(rows[1].marks, 650000);
    assert_int_equal(rows[2].marks, 0);
    assert_int_equal(rows[2].elapsed, 10000);
}

/* What an administrator reads in the sqlite3 shell. */
static void test_views(void **state)
{
    struct fixture *fixture = *state;
    static const char *const answers[][2] = {
        {"SELECT number || name || unit || post || active FROM v_person",
         "10021王建国矿/通风二队党支部书记1"},
        {"SELECT code || title || status || opened_at FROM v_event", "yzyh应知应会open2026-11-23 18:40:00"},
        {"SELECT coalesce(closed_at, 'never') FROM v_event", "never"},
        {"SELECT group_concat(status) FROM (SELECT * FROM v_attempt ORDER BY attempt)",
         "submitted,submitted,void,void,running"},
        {"SELECT count(*) FROM v_result", "2"},
        {"SELECT mark || '/' || full || ' ' || elapsed_seconds || ' ' || passed || ' ' || attempts"
         " FROM v_result WHERE number = '10022'",
         "65.0/100.0 1820 1 1"},
        {"SELECT submitted_at FROM v_result WHERE number = '10021'", "2026-11-23 19:10:01"},
        {"SELECT group_concat(rank || ':' || number) FROM v_rank", "1:10021,2:10022"},
        {"SELECT mark FROM v_response WHERE number = '10022' AND slot = 2", "5.0"},
        {"SELECT bank || item || revision || response || full || seconds FROM v_response"
         " WHERE number = '10021' AND slot = 7",
         "dangwug-match11A 2B 3B10.01.5"},
        {"SELECT count(*) FROM v_response", "20"},
        {"SELECT sum(mark) FROM v_response WHERE attempt = 2", "65.0"},
        {"SELECT event || unit || people || taken || passed || mean || best || worst FROM v_unit",
         "yzyh矿/通风二队党支部22282.5100.065.0"},
        {"SELECT length(link) FROM v_journal", "64"},
        {"SELECT seq || stream || n || kind FROM v_journal WHERE seq = 2", "2people1imported"},
    };
    setenv("TZ", "CST-8", 1);
    tzset();
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        assert_string_equal(ask(fixture, answers[i][0]), answers[i][1]);
    /* Quarter marks keep their short decimals. */
    assert_true(tamper(fixture, "UPDATE attempt SET mark = 875000 WHERE id = 1"));
    assert_string_equal(ask(fixture, "SELECT mark FROM v_result WHERE number = '10021'"), "87.5");
    assert_true(tamper(fixture, "UPDATE attempt SET mark = 3333 WHERE id = 1"));
    assert_string_equal(ask(fixture, "SELECT mark FROM v_result WHERE number = '10021'"), "0.3333");
    assert_string_equal(ask(fixture, "SELECT mean FROM v_unit"), "32.67");
}

/* Every query in the administrators' page runs, and names only what the views have. */
static void test_documented_queries(void **state)
{
    static const char *const pages[] = {"docs/database.md", "docs/database.zh.md"};
    struct fixture *fixture = *state;
    const char *source = getenv("BIWU_SOURCE");
    if (!source)
        skip();
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct buf page = BUF_EMPTY;
        const char *path = arena_textf(&fixture->arena, "%s/%s", source, pages[i]).at;
        must(fixture, file_read(path, 1 << 20, &page, &fixture->err));
        struct text rest = buf_text(&page);
        ptrdiff_t at;
        int queries = 0;
        while ((at = text_find(rest, T("```sql\n"))) >= 0) {
            rest = text_from(rest, (size_t)at + strlen("```sql\n"));
            ptrdiff_t end = text_find(rest, T("```"));
            assert_true(end > 0);
            ask(fixture, arena_string(&fixture->arena, text_make(rest.at, (size_t)end)));
            rest = text_from(rest, (size_t)end + strlen("```"));
            queries++;
        }
        assert_true(queries >= 10);
        buf_finish(&page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events_round_trip),
        cmocka_unit_test(test_damaged_events),
        cmocka_unit_test_setup_teardown(test_saved_and_folded, setup_filled, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_fold_running, setup_filled, fixture_teardown),
        cmocka_unit_test(test_fold_of_damage),
        cmocka_unit_test_setup_teardown(test_lists, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_views, setup_played, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_documented_queries, setup_played, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
