#include "fixture.h"

#include <stdlib.h>

static struct event_record find(struct fixture *fixture)
{
    struct event_record record;
    must(fixture, event_find(fixture->store, T("yzyh"), &fixture->arena, &record, &fixture->err));
    return record;
}

static bool put(struct fixture *fixture, const char *source)
{
    bool kept;
    must(fixture, event_put_draft(fixture->store, T("yzyh"), T("test"), text_of(source), T("events/a.yaml"),
                                  text_of(source), &kept, &fixture->err));
    return kept;
}

static void set(struct fixture *fixture, enum event_status status, int64_t at)
{
    must(fixture, event_set_status(fixture->store, T("yzyh"), status, at, 0, T("10021"), &fixture->err));
}

static void refuse(struct fixture *fixture, enum event_status status, const char *says)
{
    struct err err = ERR_NONE;
    assert_false(event_set_status(fixture->store, T("yzyh"), status, 1, 0, T("10021"), &err));
    assert_int_equal(err.kind, ERR_INVALID);
    if (!strstr(err.message, says))
        fail_msg("“%s” does not say “%s”", err.message, says);
}

static void test_life(void **state)
{
    struct fixture *fixture = *state;
    struct pool pool = {0};
    struct err err = ERR_NONE;
    begin(fixture);
    assert_false(put(fixture, "one"));
    assert_false(put(fixture, "two"));
    refuse(fixture, EVENT_OPEN, "must be prepared");
    refuse(fixture, EVENT_CLOSED, "not open");
    struct event_record draft = find(fixture);
    struct hash two = hash_of(T("two"));
    assert_true(text_is(draft.source, "two"));
    assert_true(hash_equal(&draft.source_hash, &two));
    assert_int_equal(draft.status, EVENT_DRAFT);
    must(fixture,
         event_prepare(fixture->store, T("yzyh"), &pool, T("seed"), 5, 0, T("10021"), &fixture->err));
    assert_false(event_prepare(fixture->store, T("yzyh"), &pool, T("other"), 5, 0, T("10021"), &err));
    assert_int_equal(err.kind, ERR_INVALID);
    assert_false(put(fixture, "two"));
    assert_true(put(fixture, "three"));
    assert_true(text_is(find(fixture).source, "two"));
    refuse(fixture, EVENT_CLOSED, "not open");
    set(fixture, EVENT_OPEN, 100);
    refuse(fixture, EVENT_OPEN, "open already");
    set(fixture, EVENT_CLOSED, 200);
    refuse(fixture, EVENT_CLOSED, "closed already");
    commit(fixture);
    struct event_record closed = find(fixture);
    struct hash none = pool_hash(&pool);
    assert_int_equal(closed.status, EVENT_CLOSED);
    assert_int_equal(closed.opened_at, 100);
    assert_int_equal(closed.closed_at, 200);
    assert_true(text_is(closed.seed, "seed"));
    assert_true(hash_equal(&closed.pool_hash, &none));
    begin(fixture);
    set(fixture, EVENT_OPEN, 300);
    commit(fixture);
    struct event_record again = find(fixture);
    assert_int_equal(again.opened_at, 100);
    assert_int_equal(again.closed_at, 0);
    assert_string_equal(ask(fixture, "SELECT group_concat(n || kind) FROM journal"),
                        "1pooled,2seeded,3opened,4closed,5opened");
    int64_t count;
    assert_string_equal(findings(fixture, &count), "");
}

static void test_list(void **state)
{
    struct fixture *fixture = *state;
    bool kept;
    begin(fixture);
    static const char *const codes[] = {"b", "a", "c"};
    for (int i = 0; i < 3; i++)
        must(fixture, event_put_draft(fixture->store, text_of(codes[i]), T("test"), T("t"), T("p"), T("s"),
                                      &kept, &fixture->err));
    commit(fixture);
    struct event_record *list;
    size_t count;
    must(fixture, event_list(fixture->store, &fixture->arena, &list, &count, &fixture->err));
    assert_int_equal(count, 3);
    assert_true(text_is(list[0].code, "a") && text_is(list[2].code, "c"));
    struct event_record record;
    struct err err = ERR_NONE;
    assert_false(event_find(fixture->store, T("zz"), &fixture->arena, &record, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    assert_non_null(strstr(err.message, "zz"));
    int64_t none;
    assert_string_equal(findings(fixture, &none), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_life, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_list, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
