/* Draws of people and the like: what goes into the journal comes out of it again, and what was altered shows.
 */
#include "fixture.h"

#include "store/draws.h"
#include "store/seals.h"

#include <stdio.h>

static const struct text nobody = TEXT("");

/* Decides, journals and applies; fails the test unless it may be done. */
static void act(struct fixture *fixture, struct draw *draw, enum draw_command_kind kind, struct draw_event as)
{
    struct draw_command command = {kind, as};
    struct draw_event event;
    assert_int_equal(draw_decide(draw, &command, 1000 * (draw->n + 1), &fixture->arena, &event), DRAW_OK);
    must(fixture, draw_journal(fixture->store, draw, &event, T("uid:0"), &fixture->err));
    draw_apply(draw, &event);
}

static void make_pool(struct fixture *fixture, struct draw *draw, const char *id)
{
    static const struct text posts[] = {TEXT("书记")}, excused[] = {TEXT("10099")};
    draw_init(draw, text_of(id));
    struct draw_rule rule = {.total = 2,
                             .posts = posts,
                             .post_count = 1,
                             .excused = excused,
                             .excused_count = 1,
                             .not_since = 12345};
    act(fixture, draw, DRAW_POOL,
        (struct draw_event){.draw = DRAW_PEOPLE,
                            .title = T("抽考"),
                            .event = T("yzyh"),
                            .rule = rule,
                            .pool = sample_people(),
                            .pool_count = FIXTURE_PEOPLE});
}

static void make_draw(struct fixture *fixture, struct draw *draw, const char *id)
{
    static const struct text throws[] = {TEXT("3 5"), TEXT("6")};
    make_pool(fixture, draw, id);
    act(fixture, draw, DRAW_SEED,
        (struct draw_event){.origin = DRAW_SEED_THROWN, .throws = throws, .throw_count = 2});
    act(fixture, draw, DRAW_IT, (struct draw_event){0});
}

static void expect_folds(struct fixture *fixture, const struct draw *draw)
{
    struct draw again;
    must(fixture, draw_fold(fixture->store, draw->id, &again, &fixture->err));
    assert_int_equal(again.n, draw->n);
    assert_int_equal(again.stage, draw->stage);
    assert_true(hash_equal(&again.pool_hash, &draw->pool_hash));
    assert_true(draw_result_equal(&again.result, &draw->result));
    assert_true(text_equal(again.seed, draw->seed));
    assert_int_equal(again.rule.not_since, draw->rule.not_since);
    assert_int_equal(again.rule.excused_count, draw->rule.excused_count);
    for (int64_t i = 0; i < draw->pool_count; i++) {
        assert_int_equal(again.members[i].standing, draw->members[i].standing);
        assert_int_equal(again.members[i].place, draw->members[i].place);
        assert_int_equal(again.members[i].substitute, draw->members[i].substitute);
        assert_true(text_equal(again.members[i].reason, draw->members[i].reason));
        assert_true(text_equal(again.pool[i].unit, draw->pool[i].unit));
    }
    draw_finish(&again);
}

static void a_draw_folds_after_every_step(void **state)
{
    struct fixture *fixture = *state;
    struct draw draw;
    begin(fixture);
    make_draw(fixture, &draw, "d-1");
    expect_folds(fixture, &draw);
    struct text first = draw.pool[draw.first[0]].number, second = draw.pool[draw.first[1]].number;
    act(fixture, &draw, DRAW_PRESENT_IT, (struct draw_event){.number = first});
    act(fixture, &draw, DRAW_EXCUSE, (struct draw_event){.number = second, .reason = T("住院")});
    act(fixture, &draw, DRAW_CALL, (struct draw_event){.instead = second});
    expect_folds(fixture, &draw);
    act(fixture, &draw, DRAW_CLOSE, (struct draw_event){0});
    commit(fixture);
    reopen(fixture);
    expect_folds(fixture, &draw);
    int64_t count;
    const char *all = findings(fixture, &count);
    if (count)
        fail_msg("%s", all);
    draw_finish(&draw);
}

static void a_draw_that_nobody_made_is_said_so(void **state)
{
    struct fixture *fixture = *state;
    struct draw draw;
    assert_false(draw_find_folded(fixture->store, T("none"), &draw, &fixture->err));
    assert_int_equal(fixture->err.kind, ERR_NOT_FOUND);
    draw_finish(&draw);
}

static void the_draws_are_listed_and_remembered(void **state)
{
    struct fixture *fixture = *state;
    struct draw first, second, waiting;
    struct text *ids, *numbers;
    size_t count;
    begin(fixture);
    make_draw(fixture, &second, "d-2");
    make_draw(fixture, &first, "d-1");
    make_pool(fixture, &waiting, "d-3");
    struct text missing = first.pool[first.first[0]].number;
    act(fixture, &first, DRAW_NOTE_ABSENT, (struct draw_event){.number = missing});
    act(fixture, &second, DRAW_NOTE_ABSENT,
        (struct draw_event){.number = second.pool[second.first[0]].number});
    act(fixture, &second, DRAW_NOTE_ABSENT,
        (struct draw_event){.number = second.pool[second.first[1]].number});
    commit(fixture);
    must(fixture, draw_list(fixture->store, &fixture->arena, &ids, &count, &fixture->err));
    assert_int_equal(count, 3);
    assert_true(text_is(ids[0], "d-1") && text_is(ids[1], "d-2") && text_is(ids[2], "d-3"));
    /* Of the first one came, of the second nobody. */
    must(fixture, draw_history(fixture->store, 3000, &fixture->arena, &numbers, &count, &fixture->err));
    assert_int_equal(count, 1);
    assert_true(text_equal(numbers[0], first.pool[first.first[1]].number));
    must(fixture, draw_history(fixture->store, 3001, &fixture->arena, &numbers, &count, &fixture->err));
    assert_int_equal(count, 0);
    draw_finish(&first);
    draw_finish(&second);
    draw_finish(&waiting);
}

static void a_test_is_for_who_was_drawn(void **state)
{
    struct fixture *fixture = *state;
    static const struct text invited[] = {TEXT("777")};
    struct draw draw, waiting;
    begin(fixture);
    make_draw(fixture, &draw, "d-1");
    make_pool(fixture, &waiting, "d-3");
    struct text missing = draw.pool[draw.first[0]].number;
    act(fixture, &draw, DRAW_NOTE_ABSENT, (struct draw_event){.number = missing});
    act(fixture, &draw, DRAW_CALL, (struct draw_event){.instead = missing});
    commit(fixture);
    struct who who = {.numbers = invited, .number_count = 1, .draw = T("d-1")};
    must(fixture, draw_resolve(fixture->store, &who, &fixture->arena, &fixture->err));
    assert_int_equal(who.number_count, 1);
    assert_int_equal(who.drawn_count, 2);
    assert_true(who_includes(&who, &(struct person){.number = T("777")}));
    for (int64_t i = 0; i < draw.pool_count; i++)
        assert_int_equal(who_includes(&who, &draw.pool[i]), draw_is_entitled(&draw, i));
    struct who other = {.draw = T("d-9")};
    assert_false(draw_resolve(fixture->store, &other, &fixture->arena, &fixture->err));
    assert_int_equal(fixture->err.kind, ERR_NOT_FOUND);
    other.draw = T("d-3");
    assert_false(draw_resolve(fixture->store, &other, &fixture->arena, &fixture->err));
    assert_int_equal(fixture->err.kind, ERR_INVALID);
    assert_int_equal(other.drawn_count, 0);
    other.draw = nobody;
    must(fixture, draw_resolve(fixture->store, &other, &fixture->arena, &fixture->err));
    draw_finish(&draw);
    draw_finish(&waiting);
}

static void what_was_altered_shows(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *from, *to, *said;
    } changes[] = {
        {"\"name\":\"", "\"name\":\"X", "its pool is not the one"},
        {"\"seed\":\"3 5 / 6\"", "\"seed\":\"3 5 / 7\"", "its seed is not what was thrown"},
        {"\"whole\":[", "\"topics\":[0],\"whole\":[", "drawing again gives another result"},
    };
    struct draw draw;
    begin(fixture);
    make_draw(fixture, &draw, "d-1");
    commit(fixture);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char sql[256];
        int64_t count;
        snprintf(sql, sizeof sql,
                 "UPDATE journal SET body = replace(body, '%s', '%s') WHERE stream = 'draw/d-1'",
                 changes[i].from, changes[i].to);
        assert_true(tamper(fixture, sql));
        const char *all = findings(fixture, &count);
        if (!strstr(all, changes[i].said))
            fail_msg("wanted %s in:\n%s", changes[i].said, all);
        snprintf(sql, sizeof sql,
                 "UPDATE journal SET body = replace(body, '%s', '%s') WHERE stream = 'draw/d-1'",
                 changes[i].to, changes[i].from);
        assert_true(tamper(fixture, sql));
    }
    draw_finish(&draw);
}

/* The sheet of the fixture's event, which the store cannot read by itself. */
static bool sheet(void *context, struct text source, struct arena *arena, struct test_sheet *out)
{
    (void)context;
    (void)source;
    (void)arena;
    *out = *sample_sheet();
    return true;
}

static void take_finding(void *context, const char *sentence)
{
    buf_add_string(context, sentence);
}

static void expect_found(struct fixture *fixture, const char *said)
{
    struct buf all = BUF_EMPTY;
    const struct verify_report report = {.context = &all, .finding = take_finding, .sheet = sheet};
    struct verify_counts counts;
    must(fixture, store_verify(fixture->store, &report, &counts, &fixture->err));
    if (said[0] ? strstr(buf_string(&all), said) == NULL : all.len > 0)
        fail_msg("wanted “%s” in: %s", said, buf_string(&all));
    buf_finish(&all);
}

static void a_seal_is_kept_and_checked(void **state)
{
    struct fixture *fixture = *state;
    struct event_record event;
    struct pool pool;
    struct hash seal, found_seal;
    bool found;
    fill(fixture);
    must(fixture, seal_find(fixture->store, T("yzyh"), &found_seal, &found, &fixture->err));
    assert_false(found);
    must(fixture, event_find(fixture->store, T("yzyh"), &fixture->arena, &event, &fixture->err));
    must(fixture, pool_load_saved(fixture->store, &event.pool_hash, &fixture->arena, &pool, &fixture->err));
    must(fixture, form_seal(sample_sheet(), &pool, event.seed, &event.source_hash, &seal, &fixture->err));
    begin(fixture);
    must(fixture, seal_put(fixture->store, T("yzyh"), &seal, 1000, 10, T("10021"), &fixture->err));
    commit(fixture);
    reopen(fixture);
    must(fixture, seal_find(fixture->store, T("yzyh"), &found_seal, &found, &fixture->err));
    assert_true(found && hash_equal(&seal, &found_seal));
    expect_found(fixture, "");
    assert_true(tamper(fixture, "UPDATE journal SET body = '{\"seal\":\"'||printf('%064d', 7)||'\"}'"
                                " WHERE stream = 'seal/yzyh'"));
    expect_found(fixture, "the forms are not the ones that were sealed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_draw_folds_after_every_step, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(a_draw_that_nobody_made_is_said_so, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(the_draws_are_listed_and_remembered, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(a_test_is_for_who_was_drawn, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(a_seal_is_kept_and_checked, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(what_was_altered_shows, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
