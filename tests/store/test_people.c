#include "fixture.h"

#include <stdlib.h>

static void import(struct fixture *fixture, const struct person *people, const struct text *pins,
                   size_t count, bool dry_run, int64_t counts[static PERSON_CHANGES])
{
    if (!dry_run)
        begin(fixture);
    must(fixture, people_import(fixture->store, people, pins, count, dry_run, 1000, T("uid:0"), counts,
                                &fixture->err));
    if (!dry_run)
        commit(fixture);
}

static void expect(const int64_t counts[static PERSON_CHANGES], int64_t added, int64_t changed,
                   int64_t unchanged, int64_t gone)
{
    assert_int_equal(counts[PERSON_ADDED], added);
    assert_int_equal(counts[PERSON_CHANGED], changed);
    assert_int_equal(counts[PERSON_UNCHANGED], unchanged);
    assert_int_equal(counts[PERSON_GONE], gone);
}

static void test_import(void **state)
{
    struct fixture *fixture = *state;
    int64_t counts[PERSON_CHANGES];
    struct person next[3];
    import(fixture, sample_people(), NULL, FIXTURE_PEOPLE, true, counts);
    expect(counts, 5, 0, 0, 0);
    assert_string_equal(ask(fixture, "SELECT count(*) FROM person"), "0");
    assert_string_equal(ask(fixture, "SELECT count(*) FROM journal"), "0");
    import(fixture, sample_people(), NULL, FIXTURE_PEOPLE, false, counts);
    expect(counts, 5, 0, 0, 0);
    /* Out of order, one moved, one new, three gone. */
    next[0] = (struct person){TEXT("10030"), TEXT("赵敏"), TEXT("矿"), TEXT("党员")};
    next[1] = sample_people()[3];
    next[2] = sample_people()[1];
    next[2].unit = T("矿/综采一队党支部");
    import(fixture, next, NULL, 3, true, counts);
    expect(counts, 1, 1, 1, 3);
    import(fixture, next, NULL, 3, false, counts);
    expect(counts, 1, 1, 1, 3);
    struct person_record *list;
    size_t count;
    must(fixture, person_list(fixture->store, false, &fixture->arena, &list, &count, &fixture->err));
    assert_int_equal(count, 3);
    assert_true(text_is(list[0].person.number, "10022"));
    assert_true(text_is(list[0].person.unit, "矿/综采一队党支部"));
    assert_true(text_is(list[2].person.name, "赵敏"));
    must(fixture, person_list(fixture->store, true, &fixture->arena, &list, &count, &fixture->err));
    assert_int_equal(count, 6);
    assert_false(list[0].active);
    /* Who comes back counts as added. */
    import(fixture, sample_people(), NULL, FIXTURE_PEOPLE, false, counts);
    expect(counts, 3, 1, 1, 1);
    int64_t found;
    assert_string_equal(findings(fixture, &found), "");
    assert_string_equal(ask(fixture, "SELECT json_extract(body, '$.gone') FROM journal WHERE seq = 2"), "3");
}

static void test_pins_are_kept(void **state)
{
    struct fixture *fixture = *state;
    int64_t counts[PERSON_CHANGES];
    struct text first[2] = {TEXT("$argon2id$secret-1"), TEXT("")}, second[2] = {TEXT(""), TEXT("$2")};
    struct person_record person;
    import(fixture, sample_people(), first, 2, false, counts);
    import(fixture, sample_people(), second, 2, false, counts);
    expect(counts, 0, 0, 2, 0);
    must(fixture, person_find(fixture->store, T("10021"), &fixture->arena, &person, &fixture->err));
    assert_true(text_equal(person.pin_hash, first[0]));
    must(fixture, person_find(fixture->store, T("10022"), &fixture->arena, &person, &fixture->err));
    assert_true(text_is(person.pin_hash, "$2"));
    assert_string_equal(ask(fixture, "SELECT count(*) FROM journal WHERE body LIKE '%secret%'"), "0");
}

static void test_sign_in_state(void **state)
{
    struct fixture *fixture = *state;
    int64_t counts[PERSON_CHANGES];
    struct person_record person;
    struct err err = ERR_NONE;
    import(fixture, sample_people(), NULL, 1, false, counts);
    begin(fixture);
    must(fixture, person_set_tries(fixture->store, T("10021"), 7, 99000, true, &fixture->err));
    commit(fixture);
    must(fixture, person_find(fixture->store, T("10021"), &fixture->arena, &person, &fixture->err));
    assert_int_equal(person.wrong, 7);
    assert_int_equal(person.blocked_until, 99000);
    assert_true(person.locked);
    /* A new roster does not unlock. */
    import(fixture, sample_people(), NULL, 1, false, counts);
    must(fixture, person_find(fixture->store, T("10021"), &fixture->arena, &person, &fixture->err));
    assert_true(person.locked);
    begin(fixture);
    must(fixture, person_set_pin(fixture->store, T("10021"), T("$new"), 5, T("uid:0"), &fixture->err));
    assert_false(person_set_pin(fixture->store, T("1"), T("$new"), 5, T("uid:0"), &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    assert_false(person_set_tries(fixture->store, T("1"), 0, 0, false, &err));
    commit(fixture);
    must(fixture, person_find(fixture->store, T("10021"), &fixture->arena, &person, &fixture->err));
    assert_int_equal(person.wrong, 0);
    assert_false(person.locked);
    assert_true(text_is(person.pin_hash, "$new"));
    assert_string_equal(ask(fixture, "SELECT body FROM journal WHERE kind = 'pin changed'"),
                        "{\"number\":\"10021\"}");
    assert_false(person_find(fixture->store, T("1"), &fixture->arena, &person, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    int64_t count;
    assert_string_equal(findings(fixture, &count), "");
}

/* Who left the roster, and who was never in it but has an attempt, is known too. */
static void test_everybody_known(void **state)
{
    struct fixture *fixture = *state;
    int64_t counts[PERSON_CHANGES];
    struct sitting strangers[2];
    struct known_person *known;
    size_t count;
    fill(fixture);
    import(fixture, sample_people(), NULL, 2, false, counts);
    begin(fixture);
    sit_down(fixture, &strangers[0], T("10000"), 1, 1000);
    sit_down(fixture, &strangers[1], T("10021"), 1, 1000);
    commit(fixture);
    must(fixture, person_list_known(fixture->store, &fixture->arena, &known, &count, &fixture->err));
    assert_int_equal(count, 1 + FIXTURE_PEOPLE);
    assert_true(text_is(known[0].person.number, "10000"));
    assert_int_equal(known[0].person.name.len, 0);
    assert_false(known[0].active);
    for (size_t i = 1; i < count; i++) {
        assert_true(text_equal(known[i].person.number, sample_people()[i - 1].number));
        assert_true(text_equal(known[i].person.unit, sample_people()[i - 1].unit));
        assert_int_equal(known[i].active, i <= 2);
    }
    sitting_finish(&strangers[0]);
    sitting_finish(&strangers[1]);
}

static bool has_ticket(struct fixture *fixture, const char *secret)
{
    struct hash hash = hash_of(text_of(secret));
    struct text number;
    struct err err = ERR_NONE;
    bool found = store_ticket_find(fixture->store, &hash, 0, &fixture->arena, &number, &err);
    assert_true(found || err.kind == ERR_NOT_FOUND);
    return found;
}

static void add_ticket(struct fixture *fixture, const char *secret, const char *number)
{
    struct hash hash = hash_of(text_of(secret));
    begin(fixture);
    must(fixture, store_ticket_add(fixture->store, &hash, text_of(number), 1000, &fixture->err));
    commit(fixture);
}

/* A new PIN shuts out whoever signed in with the old one, and who has left does not come back. */
static void test_tickets_end(void **state)
{
    struct fixture *fixture = *state;
    int64_t counts[PERSON_CHANGES];
    import(fixture, sample_people(), NULL, 3, false, counts);
    add_ticket(fixture, "one", "10021");
    add_ticket(fixture, "two", "10022");
    add_ticket(fixture, "three", "10023");
    begin(fixture);
    must(fixture, person_set_pin(fixture->store, T("10021"), T("$new"), 5, T("uid:0"), &fixture->err));
    commit(fixture);
    assert_false(has_ticket(fixture, "one"));
    assert_true(has_ticket(fixture, "two"));
    import(fixture, sample_people(), NULL, 2, false, counts);
    expect(counts, 0, 0, 2, 1);
    import(fixture, sample_people(), NULL, 3, false, counts);
    assert_true(has_ticket(fixture, "two"));
    assert_false(has_ticket(fixture, "three"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_import, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_pins_are_kept, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_sign_in_state, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_everybody_known, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_tickets_end, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
