/* The marking of answers in words: what two or three marks settle, and that the state is the fold of its
 * events. */
#include "core/markbook.h"

#include "base/mem.h"
#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define T(literal) ((struct text)TEXT(literal))

static const struct short_point points[] = {
    {TEXT("甲"), 3 * MARK_ONE}, {TEXT("乙"), 2 * MARK_ONE}, {TEXT("丙"), 15000}};
static const struct item item = {.kind = ITEM_SHORT, .points = points, .point_count = 3};
static const struct marking_policy twice = {.times = 2, .difference = MARK_ONE};

static void begin(struct markbook *book)
{
    struct markbook_event event;
    const struct markbook_command command = {.kind = MARKBOOK_BEGIN, .secret = T("secret")};
    markbook_init(book);
    assert_int_equal(markbook_decide(book, &twice, &command, &event), MARKBOOK_OK);
    assert_true(markbook_apply(book, &event));
    assert_int_equal(markbook_decide(book, &twice, &command, &event), MARKBOOK_ALREADY);
}

static enum markbook_refusal say(struct markbook *book, const struct marking_policy *policy,
                                 enum markbook_command_kind kind, const char *marker, uint32_t found)
{
    struct markbook_event event;
    const struct markbook_command command = {.kind = kind,
                                             .attempt = 7,
                                             .slot = 2,
                                             .item = &item,
                                             .name = T("b/i"),
                                             .author = T("author"),
                                             .marker = text_of(marker),
                                             .points = found,
                                             .reason = T("reason")};
    enum markbook_refusal refusal = markbook_decide(book, policy, &command, &event);
    if (refusal != MARKBOOK_OK)
        return refusal;
    assert_true(markbook_settles_so(book, policy, &event) || kind == MARKBOOK_REOPEN);
    assert_true(markbook_apply(book, &event));
    return MARKBOOK_OK;
}

static enum markbook_refusal mark(struct markbook *book, const char *marker, uint32_t found)
{
    return say(book, &twice, MARKBOOK_MARK, marker, found);
}

static void assert_settled(const struct markbook *book, bool given, mark_t part, mark_t whole)
{
    const struct settled *settled = &markbook_find(book, 7, 2)->settled;
    assert_int_equal(settled->given, given);
    assert_int_equal(given ? settled->part : 0, part);
    assert_int_equal(given ? settled->whole : 0, whole);
}

static void two_that_agree_settle_with_their_mean(void **state)
{
    (void)state;
    struct markbook book;
    begin(&book);
    assert_int_equal(mark(&book, "m1", 1), MARKBOOK_OK); /* 3 */
    assert_settled(&book, false, 0, 0);
    assert_int_equal(mark(&book, "m1", 1), MARKBOOK_NOTHING);
    assert_int_equal(mark(&book, "m2", 2), MARKBOOK_OK); /* 2: one apart, which is allowed */
    assert_settled(&book, true, 5 * MARK_ONE, 13 * MARK_ONE);
    assert_int_equal(mark(&book, "m1", 2), MARKBOOK_SETTLED);
    assert_int_equal(mark(&book, "m3", 2), MARKBOOK_SETTLED);
    markbook_finish(&book);
}

static void a_third_decides_where_two_differ(void **state)
{
    (void)state;
    struct markbook book;
    begin(&book);
    assert_int_equal(mark(&book, "m1", 3), MARKBOOK_OK); /* 5 */
    assert_int_equal(mark(&book, "m2", 1), MARKBOOK_OK); /* 3 */
    assert_settled(&book, false, 0, 0);
    assert_int_equal(markbook_find(&book, 7, 2)->mark_count, 2);
    assert_int_equal(mark(&book, "m3", 4), MARKBOOK_OK);
    assert_settled(&book, true, 15000, 65000);
    markbook_finish(&book);
}

static void a_mark_stands_when_another_has_marked(void **state)
{
    (void)state;
    struct markbook book;
    begin(&book);
    mark(&book, "m1", 0);
    assert_false(script_mark_stands(markbook_find(&book, 7, 2), T("m1")));
    assert_int_equal(mark(&book, "m1", 7), MARKBOOK_OK);
    mark(&book, "m2", 0);
    assert_settled(&book, false, 0, 0);
    /* Else the one who comes second could try until the two agree. */
    assert_int_equal(mark(&book, "m2", 7), MARKBOOK_SETTLED);
    assert_int_equal(mark(&book, "m1", 0), MARKBOOK_SETTLED);
    assert_true(script_mark_stands(markbook_find(&book, 7, 2), T("m1")));
    assert_false(script_mark_stands(markbook_find(&book, 7, 2), T("m3")));
    assert_int_equal(mark(&book, "m3", 7), MARKBOOK_OK);
    assert_settled(&book, true, 65000, 65000);
    markbook_finish(&book);
}

static void nobody_changes_a_mark_for_ever(void **state)
{
    (void)state;
    struct markbook book;
    begin(&book);
    for (uint32_t i = 0; i < MARKBOOK_CHANGES_MOST; i++)
        assert_int_equal(mark(&book, "m1", i % 2), MARKBOOK_OK);
    assert_int_equal(mark(&book, "m1", 0), MARKBOOK_TOO_OFTEN);
    assert_int_equal(say(&book, &twice, MARKBOOK_REOPEN, "", 0), MARKBOOK_OK);
    assert_int_equal(mark(&book, "m1", 0), MARKBOOK_OK);
    markbook_finish(&book);
}

static void one_is_enough_where_the_sheet_says_so(void **state)
{
    (void)state;
    struct markbook book;
    const struct marking_policy once = {.times = 1};
    begin(&book);
    assert_int_equal(say(&book, &once, MARKBOOK_MARK, "m1", 0), MARKBOOK_OK);
    assert_settled(&book, true, 0, 65000);
    markbook_finish(&book);
}

static void nobody_marks_his_own_or_what_is_not_there(void **state)
{
    (void)state;
    struct markbook book;
    struct markbook_event event;
    struct item single = {.kind = ITEM_SINGLE};
    begin(&book);
    assert_int_equal(mark(&book, "author", 1), MARKBOOK_OWN_ANSWER);
    assert_int_equal(say(&book, &twice, MARKBOOK_TICK, "author", 1), MARKBOOK_OWN_ANSWER);
    assert_int_equal(mark(&book, "m1", 8), MARKBOOK_NO_POINTS);
    struct markbook_command command = {
        .kind = MARKBOOK_MARK, .attempt = 7, .slot = 2, .item = &single, .marker = T("m1")};
    assert_int_equal(markbook_decide(&book, &twice, &command, &event), MARKBOOK_NO_POINTS);
    assert_int_equal(say(&book, &twice, MARKBOOK_REOPEN, "", 0), MARKBOOK_UNMARKED);
    assert_int_equal(book.count, 0);
    markbook_finish(&book);
}

static void a_tick_settles_and_gives_way_to_the_examiner_alone(void **state)
{
    (void)state;
    struct markbook book;
    begin(&book);
    assert_int_equal(say(&book, &twice, MARKBOOK_TICK, "examiner", 1), MARKBOOK_OK);
    assert_settled(&book, true, 3 * MARK_ONE, 65000);
    assert_int_equal(mark(&book, "m1", 0), MARKBOOK_SETTLED);
    assert_int_equal(say(&book, &twice, MARKBOOK_TICK, "examiner", 3), MARKBOOK_OK);
    assert_settled(&book, true, 5 * MARK_ONE, 65000);
    assert_int_equal(say(&book, &twice, MARKBOOK_REOPEN, "", 0), MARKBOOK_OK);
    assert_settled(&book, false, 0, 0);
    assert_true(markbook_find(&book, 7, 2)->reopened);
    mark(&book, "m1", 0);
    assert_int_equal(say(&book, &twice, MARKBOOK_TICK, "examiner", 3), MARKBOOK_SETTLED);
    markbook_finish(&book);
}

static void who_waits_for_whom(void **state)
{
    (void)state;
    struct markbook book;
    begin(&book);
    markbook_add(&book, 7, 2, T("author"), T("b/i"));
    const struct script *script = markbook_find(&book, 7, 2);
    assert_true(script_waits_for(script, T("m1")) && !script_waits_for(script, T("author")));
    mark(&book, "m1", 1);
    assert_false(script_waits_for(script, T("m1")));
    assert_true(script_waits_for(script, T("m2")));
    markbook_forget(&book);
    assert_false(script_waits_for(script, T("m2")));
    markbook_add(&book, 7, 2, T("author"), T("b/i"));
    assert_int_equal(book.count, 1);
    mark(&book, "m2", 1);
    assert_false(script_waits_for(script, T("m3")));
    markbook_finish(&book);
}

/* Tokens are stable, differ, and are in no order of attempts. */
static void tokens_say_nothing(void **state)
{
    (void)state;
    enum { COUNT = 200 };
    struct markbook book, other;
    int rising = 0;
    begin(&book);
    markbook_init(&other);
    for (int i = COUNT; i-- > 0;)
        markbook_add(&other, i + 1, 0, T("a"), T("b/i"));
    for (int i = 0; i < COUNT; i++)
        markbook_add(&book, i + 1, 0, T("a"), T("b/i"));
    assert_null(markbook_by_token(&other, 0)); /* not begun: none has one */
    const struct markbook_event began = {.kind = MARKBOOK_BEGAN, .secret = T("secret")};
    assert_true(markbook_apply(&other, &began));
    for (int i = 0; i < COUNT; i++) {
        int64_t token = book.scripts[i].token;
        assert_in_range(token, 1, (INT64_C(1) << 53) - 1);
        assert_int_equal(token, markbook_find(&other, i + 1, 0)->token);
        assert_ptr_equal(markbook_by_token(&book, token), &book.scripts[i]);
        rising += i > 0 && token > book.scripts[i - 1].token;
    }
    assert_in_range(rising, COUNT / 4, 3 * COUNT / 4);
    markbook_finish(&book);
    markbook_finish(&other);
}

static void what_cannot_follow_changes_nothing(void **state)
{
    (void)state;
    struct markbook book;
    const struct settled none = {.given = false};
    struct markbook_event event = {.kind = MARKBOOK_MARKED,
                                   .attempt = 7,
                                   .slot = 2,
                                   .item = T("b/i"),
                                   .marker = T("m"),
                                   .mark = 1,
                                   .whole = 2};
    markbook_init(&book);
    assert_false(markbook_apply(&book, &event)); /* not begun */
    markbook_finish(&book);
    begin(&book);
    struct markbook_event bad[] = {event, event, event, event, event};
    bad[0].mark = 3;
    bad[1].whole = 0;
    bad[2].settled = (struct settled){true, 3, 2};
    bad[3].attempt = 0;
    bad[4].kind = MARKBOOK_REOPENED;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(markbook_apply(&book, &bad[i]));
    assert_int_equal(book.n, 1 + COUNT_OF(bad));
    event.settled = (struct settled){true, 1, 2}; /* the first of two marks settles nothing */
    assert_false(markbook_settles_so(&book, &twice, &event));
    event.settled = none;
    assert_true(markbook_settles_so(&book, &twice, &event));
    markbook_finish(&book);
}

/* ---- Properties -------------------------------------------------------------------------------------- */

static void assert_same(const struct markbook *a, const struct markbook *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        const struct script *x = &a->scripts[i], *y = &b->scripts[i];
        assert_true(x->attempt == y->attempt && x->slot == y->slot && x->token == y->token);
        assert_true(x->ticked == y->ticked && x->reopened == y->reopened && x->mark_count == y->mark_count);
        assert_true(x->settled.given == y->settled.given && x->settled.part == y->settled.part &&
                    x->settled.whole == y->settled.whole);
        for (int k = 0; k < x->mark_count; k++)
            assert_true(text_equal(x->marks[k].marker, y->marks[k].marker) &&
                        x->marks[k].points == y->marks[k].points && x->marks[k].n == y->marks[k].n);
    }
}

static struct markbook_command any_command(struct rng *rng)
{
    static const char *const people[] = {"m1", "m2", "m3", "m4", "author"};
    static const enum markbook_command_kind kinds[] = {MARKBOOK_MARK, MARKBOOK_MARK, MARKBOOK_MARK,
                                                       MARKBOOK_MARK, MARKBOOK_TICK, MARKBOOK_REOPEN};
    return (struct markbook_command){.kind = kinds[rng_below(rng, COUNT_OF(kinds))],
                                     .attempt = 1 + rng_below(rng, 3),
                                     .slot = (int)rng_below(rng, 2),
                                     .item = &item,
                                     .name = T("b/i"),
                                     .author = T("author"),
                                     .marker = text_of(people[rng_below(rng, COUNT_OF(people))]),
                                     .points = rng_below(rng, 9),
                                     .reason = T("r")};
}

/* What holds of every script at any time. */
static void assert_rules(const struct markbook *book, const struct marking_policy *policy)
{
    for (size_t i = 0; i < book->count; i++) {
        const struct script *script = &book->scripts[i];
        for (int k = 0; k < script->mark_count; k++) {
            assert_false(text_is(script->marks[k].marker, "author"));
            for (int l = 0; l < k; l++)
                assert_false(text_equal(script->marks[k].marker, script->marks[l].marker));
        }
        if (script->settled.given)
            assert_true(script->mark_count > 0 && script->settled.part <= script->settled.whole);
        if (script->mark_count == MARKBOOK_MARKS || (policy->times == 1 && script->mark_count == 1))
            assert_true(script->settled.given);
    }
}

static void any_sequence_of_commands_is_the_fold_of_its_events(void **state)
{
    (void)state;
    enum { RUNS = 60, STEPS = 200 };
    struct rng rng;
    rng_init(&rng, T("markbook"), T("commands"), T("1"));
    for (int run = 0; run < RUNS; run++) {
        struct markbook book, again;
        struct markbook_event events[STEPS];
        int count = 0;
        const struct marking_policy policy = {.times = 1 + run % 2, .difference = (run % 3) * MARK_ONE};
        begin(&book);
        begin(&again);
        for (int step = 0; step < STEPS; step++) {
            struct markbook_command command = any_command(&rng);
            if (markbook_decide(&book, &policy, &command, &events[count]) != MARKBOOK_OK)
                continue;
            assert_true(command.kind == MARKBOOK_REOPEN ||
                        markbook_settles_so(&book, &policy, &events[count]));
            assert_true(markbook_apply(&book, &events[count++]));
            assert_rules(&book, &policy);
        }
        assert_true(count > STEPS / 10);
        for (int i = 0; i < count; i++)
            assert_true(markbook_apply(&again, &events[i]));
        assert_same(&book, &again);
        markbook_finish(&book);
        markbook_finish(&again);
    }
}

int main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test(two_that_agree_settle_with_their_mean),
        cmocka_unit_test(a_third_decides_where_two_differ),
        cmocka_unit_test(a_mark_stands_when_another_has_marked),
        cmocka_unit_test(nobody_changes_a_mark_for_ever),
        cmocka_unit_test(one_is_enough_where_the_sheet_says_so),
        cmocka_unit_test(nobody_marks_his_own_or_what_is_not_there),
        cmocka_unit_test(a_tick_settles_and_gives_way_to_the_examiner_alone),
        cmocka_unit_test(who_waits_for_whom),
        cmocka_unit_test(tokens_say_nothing),
        cmocka_unit_test(what_cannot_follow_changes_nothing),
        cmocka_unit_test(any_sequence_of_commands_is_the_fold_of_its_events),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}
