/* The marking of answers in words in the journal: written, folded, read as settled marks. */
#include "fixture.h"

#include "base/mem.h"
#include "store/marking.h"
#include "store/settled.h"

#include <stdlib.h>

static void assert_round_trip(const struct markbook_event *event)
{
    struct buf body = BUF_EMPTY, again = BUF_EMPTY;
    struct arena arena = ARENA_EMPTY;
    struct markbook_event read;
    struct err err = ERR_NONE;
    markbook_event_to_json(event, &body);
    assert_true(markbook_event_from_json(event->kind, buf_text(&body), &arena, &read, &err));
    markbook_event_to_json(&read, &again);
    assert_string_equal(buf_string(&body), buf_string(&again));
    assert_true(read.attempt == event->attempt && read.slot == event->slot && read.points == event->points &&
                read.mark == event->mark && read.whole == event->whole);
    assert_true(read.settled.given == event->settled.given && read.settled.part == event->settled.part &&
                read.settled.whole == event->settled.whole);
    arena_finish(&arena);
    buf_finish(&body);
    buf_finish(&again);
}

static const struct markbook_event events[] = {
    {.kind = MARKBOOK_BEGAN, .secret = TEXT("secret")},
    {.kind = MARKBOOK_MARKED,
     .attempt = 2,
     .slot = 1,
     .item = TEXT("b/i"),
     .marker = TEXT("10001"),
     .points = 5,
     .mark = 45000,
     .whole = 65000,
     .note = TEXT("字迹\n不清")},
    {.kind = MARKBOOK_MARKED,
     .attempt = 2,
     .slot = 1,
     .item = TEXT("b/i"),
     .marker = TEXT("10002"),
     .mark = 0,
     .whole = 65000,
     .settled = {true, 45000, 130000}},
    {.kind = MARKBOOK_TICKED,
     .attempt = 1,
     .slot = 3,
     .item = TEXT("b/k"),
     .marker = TEXT("10001"),
     .points = UINT32_C(1) << 19,
     .mark = 1,
     .whole = 1,
     .settled = {true, 1, 1}},
    {.kind = MARKBOOK_MARKED,
     .attempt = 1,
     .slot = 0,
     .item = TEXT("b/i"),
     .marker = TEXT("10001"),
     .mark = 0,
     .whole = 65000},
};

static void test_bodies(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(events); i++)
        assert_round_trip(&events[i]);
    const struct markbook_event reopened = {
        .kind = MARKBOOK_REOPENED, .attempt = 2, .slot = 1, .reason = TEXT("复核")};
    assert_round_trip(&reopened);
}

static void test_bad_bodies(void **state)
{
    (void)state;
    static const struct {
        enum markbook_event_kind kind;
        const char *body;
    } bad[] = {
        {MARKBOOK_BEGAN, "{}"},
        {MARKBOOK_BEGAN, "{\"secret\":\"\"}"},
        {MARKBOOK_MARKED, "not JSON"},
        {MARKBOOK_MARKED, "{\"attempt\":1,\"slot\":0,\"item\":\"b/i\",\"marker\":\"m\"}"},
        {MARKBOOK_MARKED, "{\"attempt\":0,\"slot\":0,\"item\":\"b/i\",\"marker\":\"m\",\"full\":\"1\"}"},
        {MARKBOOK_MARKED, "{\"attempt\":1,\"slot\":-1,\"item\":\"b/i\",\"marker\":\"m\",\"full\":\"1\"}"},
        {MARKBOOK_TICKED,
         "{\"attempt\":1,\"slot\":0,\"item\":\"b/i\",\"marker\":\"m\",\"full\":\"1\",\"points\":[20]}"},
        {MARKBOOK_TICKED,
         "{\"attempt\":1,\"slot\":0,\"item\":\"b/i\",\"marker\":\"m\",\"full\":\"1\",\"points\":[-1]}"},
        {MARKBOOK_REOPENED, "{\"attempt\":1,\"slot\":0}"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct arena arena = ARENA_EMPTY;
        struct markbook_event event;
        struct err err = ERR_NONE;
        assert_false(markbook_event_from_json(bad[i].kind, text_of(bad[i].body), &arena, &event, &err));
        assert_int_equal(err.kind, ERR_DAMAGED);
        arena_finish(&arena);
    }
}

static void write_all(struct fixture *fixture, const char *event)
{
    must(fixture, store_begin(fixture->store, &fixture->err));
    for (size_t i = 0; i < COUNT_OF(events); i++)
        must(fixture, marking_journal(fixture->store, text_of(event), (uint32_t)i + 1, &events[i], 1000, 2000,
                                      text_of("10001"), NULL, &fixture->err));
    must(fixture, store_commit(fixture->store, &fixture->err));
}

static void test_fold(void **state)
{
    struct fixture *fixture = *state;
    struct markbook book;
    write_all(fixture, "m");
    markbook_init(&book);
    must(fixture, marking_fold(fixture->store, text_of("m"), &book, &fixture->err));
    assert_int_equal(book.n, COUNT_OF(events));
    assert_int_equal(book.count, 3);
    const struct script *script = markbook_find(&book, 2, 1);
    assert_int_equal(script->mark_count, 2);
    assert_int_equal(script->marks[0].points, 5);
    assert_true(text_is(script->marks[0].note, "字迹\n不清"));
    assert_int_equal(script->settled.part, 45000);
    assert_true(markbook_find(&book, 1, 3)->ticked);
    markbook_finish(&book);
}

static void test_settled(void **state)
{
    struct fixture *fixture = *state;
    struct arena arena = ARENA_EMPTY;
    struct settled_mark *marks;
    const struct settled *of_attempt;
    size_t count;
    must(fixture, settled_load(fixture->store, text_of("nothing"), &arena, &marks, &count, &fixture->err));
    assert_int_equal(count, 0);
    write_all(fixture, "m");
    must(fixture, settled_load(fixture->store, text_of("m"), &arena, &marks, &count, &fixture->err));
    assert_int_equal(count, 2);
    assert_true(marks[0].attempt == 1 && marks[0].slot == 3 && marks[0].part == 1 && marks[0].whole == 1);
    assert_true(marks[1].attempt == 2 && marks[1].slot == 1 && marks[1].whole == 130000);
    must(fixture, settled_of_attempt(fixture->store, text_of("m"), 2, 3, &arena, &of_attempt, &fixture->err));
    assert_true(!of_attempt[0].given && of_attempt[1].given && !of_attempt[2].given);
    arena_finish(&arena);
}

static void test_what_cannot_follow_is_damage(void **state)
{
    struct fixture *fixture = *state;
    struct markbook book;
    must(fixture, store_begin(fixture->store, &fixture->err));
    must(fixture, marking_journal(fixture->store, text_of("m"), 1, &events[1], 1, 1, text_of("10001"), NULL,
                                  &fixture->err));
    must(fixture, store_commit(fixture->store, &fixture->err));
    markbook_init(&book);
    assert_false(marking_fold(fixture->store, text_of("m"), &book, &fixture->err));
    assert_int_equal(fixture->err.kind, ERR_DAMAGED);
    markbook_finish(&book);
}

/* What the hub never writes, in a journal whose chain is whole. */
static void test_who_may_mark_is_verified(void **state)
{
    static const struct markbook_event forged[] = {
        {.kind = MARKBOOK_BEGAN, .secret = TEXT("secret")},
        {.kind = MARKBOOK_MARKED, .attempt = 1, .item = TEXT("b/i"), .marker = TEXT("10021"), .whole = 10000},
        {.kind = MARKBOOK_MARKED, .attempt = 1, .item = TEXT("b/i"), .marker = TEXT("10022"), .whole = 10000},
        {.kind = MARKBOOK_TICKED,
         .attempt = 1,
         .slot = 1,
         .item = TEXT("b/k"),
         .marker = TEXT("10025"),
         .whole = 10000,
         .settled = {true, 0, 10000}},
    };
    struct fixture *fixture = *state;
    int64_t count;
    fill(fixture);
    play(fixture);
    begin(fixture);
    for (uint32_t i = 0; i < COUNT_OF(forged); i++)
        must(fixture, marking_journal(fixture->store, text_of("yzyh"), i + 1, &forged[i], 1, 1,
                                      text_of("hub"), NULL, &fixture->err));
    commit(fixture);
    const char *lines = findings(fixture, &count);
    assert_non_null(strstr(lines, "10021 marks an answer of his own"));
    assert_null(strstr(lines, "10022 marks"));
    assert_non_null(strstr(lines, "10025 ticks an answer without being the examiner"));
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_bad_bodies),
        cmocka_unit_test_setup_teardown(test_fold, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_settled, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_what_cannot_follow_is_damage, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_who_may_mark_is_verified, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}
