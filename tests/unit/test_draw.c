#include "core/draw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { UNITS = 4, EACH = 6, POOL = UNITS * EACH };

/* A draw and what its commands are made of. */
struct room {
    struct arena arena;
    struct draw draw;
    struct person roster[POOL];
    struct draw_event pooled;
};

static void open_room(struct room *room, const char *id)
{
    static const char *const posts[] = {"书记", "支委", "党员"};
    *room = (struct room){.arena = ARENA_EMPTY};
    draw_init(&room->draw, text_of(id));
    for (int i = 0; i < POOL; i++)
        room->roster[i] = (struct person){
            arena_textf(&room->arena, "%d", 10001 + i), arena_textf(&room->arena, "name %d", i),
            arena_textf(&room->arena, "矿/队%d/班%d", i / EACH + 1, i % 2 + 1), text_of(posts[i % 3])};
    room->pooled = (struct draw_event){.draw = DRAW_PEOPLE, .pool = room->roster, .pool_count = POOL};
}

static void close_room(struct room *room)
{
    draw_finish(&room->draw);
    arena_finish(&room->arena);
}

static enum draw_refusal act(struct room *room, enum draw_command_kind kind, struct draw_event as)
{
    struct draw_command command = {kind, as};
    struct draw_event event;
    enum draw_refusal refusal = draw_decide(&room->draw, &command, 1000 + room->draw.n, &room->arena, &event);
    if (refusal == DRAW_OK)
        draw_apply(&room->draw, &event);
    return refusal;
}

static void draw_all(struct room *room, const char *seed)
{
    assert_int_equal(act(room, DRAW_POOL, room->pooled), DRAW_OK);
    assert_int_equal(
        act(room, DRAW_SEED, (struct draw_event){.origin = DRAW_SEED_SYSTEM, .seed = text_of(seed)}),
        DRAW_OK);
    assert_int_equal(act(room, DRAW_IT, (struct draw_event){0}), DRAW_OK);
}

static enum draw_refusal note(struct room *room, enum draw_command_kind kind, int64_t member,
                              const char *reason)
{
    return act(room, kind,
               (struct draw_event){.number = room->draw.pool[member].number, .reason = text_of(reason)});
}

static enum draw_refusal call_for(struct room *room, int64_t member)
{
    return act(room, DRAW_CALL, (struct draw_event){.instead = room->draw.pool[member].number});
}

/* ---- What is drawn ----------------------------------------------------------------------------------- */

static void the_rule_is_kept_in_every_unit(void **state)
{
    (void)state;
    for (int64_t n = 1; n <= EACH; n++) {
        struct room room;
        open_room(&room, "d");
        room.pooled.rule = (struct draw_rule){.per_unit = n, .depth = 2};
        draw_all(&room, "比武");
        int64_t drawn[UNITS] = {0};
        for (int64_t i = 0; i < POOL; i++)
            drawn[i / EACH] += room.draw.members[i].place >= 0;
        for (int u = 0; u < UNITS; u++)
            assert_int_equal(drawn[u], n);
        assert_int_equal(room.draw.place_count, UNITS * n);
        close_room(&room);
    }
}

static void depth_says_what_a_unit_is(void **state)
{
    (void)state;
    static const struct {
        int64_t depth, units;
    } cases[] = {{0, 2 * UNITS}, {1, 1}, {2, UNITS}, {3, 2 * UNITS}, {9, 2 * UNITS}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room room;
        open_room(&room, "d");
        room.pooled.rule = (struct draw_rule){.per_unit = 1, .depth = cases[i].depth};
        draw_all(&room, "s");
        assert_int_equal(room.draw.result.size_count, cases[i].units);
        assert_int_equal(room.draw.place_count, cases[i].units);
        close_room(&room);
    }
    assert_true(text_is(unit_at_depth(text_of("a/b/c"), 2), "a/b"));
    assert_true(text_is(unit_at_depth(text_of("ab"), 2), "ab"));
    assert_true(text_is(unit_at_depth(text_of(""), 1), ""));
}

static void a_small_unit_gives_all_it_has(void **state)
{
    (void)state;
    struct room room;
    open_room(&room, "d");
    room.pooled.pool_count = EACH + 1; /* one of the second unit */
    room.pooled.rule = (struct draw_rule){.per_unit = 3, .depth = 2};
    draw_all(&room, "s");
    assert_int_equal(room.draw.place_count, 4);
    assert_true(room.draw.members[EACH].place >= 0);
    close_room(&room);
}

static void units_come_first_and_the_rest_from_all(void **state)
{
    (void)state;
    struct room room;
    open_room(&room, "d");
    room.pooled.rule = (struct draw_rule){.per_unit = 1, .depth = 2, .total = 10};
    draw_all(&room, "s");
    assert_int_equal(room.draw.place_count, 10);
    for (int64_t place = 0; place < 10; place++)
        assert_int_equal(room.draw.unit_of[place], place < UNITS ? place : -1);
    close_room(&room);
    open_room(&room, "d");
    room.pooled.rule = (struct draw_rule){.per_unit = 3, .depth = 2, .total = 10};
    assert_int_equal(act(&room, DRAW_POOL, room.pooled), DRAW_BAD_RULE);
    close_room(&room);
}

static void one_unit_does_not_depend_on_another(void **state)
{
    (void)state;
    struct room whole, part;
    open_room(&whole, "d");
    open_room(&part, "d");
    whole.pooled.rule = part.pooled.rule = (struct draw_rule){.per_unit = 2, .depth = 2};
    part.pooled.pool_count = EACH;
    draw_all(&whole, "s");
    draw_all(&part, "s");
    assert_memory_equal(whole.draw.result.order, part.draw.result.order, EACH * sizeof(int64_t));
    close_room(&whole);
    close_room(&part);
}

/* With 2 of 24 drawn by 6,000 seeds each is expected 500 times, with a standard deviation of about 21.4: six
 * of them on either side. The seeds are fixed, so the counts are too. */
static void everybody_is_drawn_about_equally_often(void **state)
{
    (void)state;
    enum { SEEDS = 6000, EXPECTED = 500, SIX_DEVIATIONS = 129 };
    int counts[POOL] = {0};
    struct room room;
    open_room(&room, "d");
    room.pooled.rule.total = 2;
    for (int s = 0; s < SEEDS; s++) {
        struct arena arena = ARENA_EMPTY;
        struct draw_result result;
        draw_compute(text_of("d"), &room.pooled, arena_textf(&arena, "seed %d", s), &arena, &result);
        counts[result.whole[0]]++;
        counts[result.whole[1]]++;
        arena_finish(&arena);
    }
    for (int i = 0; i < POOL; i++)
        assert_in_range(counts[i], EXPECTED - SIX_DEVIATIONS, EXPECTED + SIX_DEVIATIONS);
    close_room(&room);
}

static void groups_are_even_and_get_turns_and_topics(void **state)
{
    (void)state;
    static const struct text topics[] = {TEXT("一"), TEXT("二"), TEXT("三"), TEXT("四"), TEXT("五")};
    struct room room;
    open_room(&room, "g");
    room.pooled.draw = DRAW_GROUPS;
    room.pooled.rule.groups = 5;
    room.pooled.topics = topics;
    room.pooled.topic_count = 5;
    draw_all(&room, "s");
    const struct draw_result *result = &room.draw.result;
    int topic_seen = 0, turn_seen = 0;
    for (int g = 0; g < 5; g++) {
        assert_int_equal(result->sizes[g], g < 4 ? 5 : 4);
        topic_seen |= 1 << result->topics[g];
        turn_seen |= 1 << result->turns[g];
    }
    assert_int_equal(topic_seen, 31);
    assert_int_equal(turn_seen, 31);
    assert_int_equal(room.draw.stage, DRAW_STAGE_DRAWN);
    close_room(&room);
}

static void topics_return_or_must_suffice(void **state)
{
    (void)state;
    static const struct text topics[] = {TEXT("一"), TEXT("二")};
    struct room room;
    open_room(&room, "t");
    room.pooled.draw = DRAW_TOPICS;
    room.pooled.topics = topics;
    room.pooled.topic_count = 2;
    assert_int_equal(act(&room, DRAW_POOL, room.pooled), DRAW_FEW_TOPICS);
    room.pooled.rule.returning = true;
    draw_all(&room, "s");
    assert_int_equal(room.draw.result.topic_count, POOL);
    assert_int_equal(note(&room, DRAW_PRESENT_IT, 0, ""), DRAW_NOT_PEOPLE);
    close_room(&room);
}

/* The worked example of docs/draw.md. */
static void the_published_example_comes_out(void **state)
{
    (void)state;
    static const struct person pool[] = {{TEXT("10001"), TEXT("甲"), TEXT("矿/一队"), TEXT("党员")},
                                         {TEXT("10002"), TEXT("乙"), TEXT("矿/一队"), TEXT("党员")},
                                         {TEXT("10003"), TEXT("丙"), TEXT("矿/一队"), TEXT("党员")},
                                         {TEXT("10004"), TEXT("丁"), TEXT("矿/二队"), TEXT("党员")},
                                         {TEXT("10005"), TEXT("戊"), TEXT("矿/二队"), TEXT("党员")}};
    static const struct text throws[] = {TEXT(" 3 5  6 2"), TEXT("1 1 4")},
                             topics[] = {TEXT("1"), TEXT("2"), TEXT("3")};
    static const int64_t whole[] = {1, 4, 0, 2, 3}, places[] = {2, 4, 1}, groups[] = {2, 3, 1, 0, 4};
    struct room room;
    char hex[HASH_HEX_SIZE];
    open_room(&room, "chou-1");
    room.pooled.pool = pool;
    room.pooled.pool_count = 5;
    room.pooled.rule = (struct draw_rule){.per_unit = 1, .total = 3};
    assert_int_equal(act(&room, DRAW_POOL, room.pooled), DRAW_OK);
    assert_int_equal(act(&room, DRAW_SEED, (struct draw_event){.throws = throws, .throw_count = 2}), DRAW_OK);
    assert_int_equal(act(&room, DRAW_IT, (struct draw_event){0}), DRAW_OK);
    hash_to_hex(&room.draw.pool_hash, hex);
    assert_string_equal(hex, "fc82db6cbe1aa6d982b465fd655cbdd86e4344476a9ee5fa67cc31a68808b27b");
    assert_memory_equal(room.draw.result.whole, whole, sizeof whole);
    assert_int_equal(room.draw.place_count, 3);
    assert_memory_equal(room.draw.first, places, sizeof places);
    assert_int_equal(note(&room, DRAW_EXCUSE, 2, "ill"), DRAW_OK);
    assert_int_equal(call_for(&room, 2), DRAW_OK);
    assert_int_equal(room.draw.members[2].substitute, 0);
    assert_int_equal(note(&room, DRAW_NOTE_ABSENT, 0, ""), DRAW_OK);
    assert_int_equal(draw_next_substitute(&room.draw, 0), 3);
    struct draw_result result;
    room.pooled.draw = DRAW_GROUPS;
    room.pooled.rule = (struct draw_rule){.groups = 2};
    room.pooled.topics = topics;
    room.pooled.topic_count = 3;
    draw_compute(text_of("fenzu-1"), &room.pooled, room.draw.seed, &room.arena, &result);
    assert_memory_equal(result.order, groups, sizeof groups);
    assert_true(result.sizes[0] == 3 && result.turns[0] == 0 && result.topics[0] == 0 &&
                result.topics[1] == 1);
    close_room(&room);
}

/* ---- The pool ------------------------------------------------------------------------------------------ */

static void the_excused_and_the_drawn_before_are_not_in_the_pool(void **state)
{
    (void)state;
    struct room room;
    open_room(&room, "d");
    const struct text posts[] = {TEXT("书记"), TEXT("支委")}, units[] = {TEXT("矿/队1"), TEXT("矿/队2")};
    const struct text excused[] = {room.roster[4].number, room.roster[0].number};
    const struct text before[] = {room.roster[9].number};
    struct draw_rule rule = {.posts = posts,
                             .post_count = 2,
                             .units = units,
                             .unit_count = 2,
                             .excused = excused,
                             .excused_count = 2,
                             .total = 1};
    int64_t count;
    const struct person *pool = draw_pool_people(room.roster, POOL, &rule, before, 1, &room.arena, &count);
    static const char *const left[] = {"10002", "10004", "10007", "10008", "10011"};
    assert_int_equal(count, 5);
    for (int64_t i = 0; i < count; i++)
        assert_true(text_is(pool[i].number, left[i]));
    close_room(&room);
}

static void the_hash_covers_all_that_is_drawn_from(void **state)
{
    (void)state;
    struct room room;
    open_room(&room, "d");
    room.pooled.rule.total = 2;
    struct hash hash = draw_pool_hash(text_of("d"), &room.pooled), other;
    other = draw_pool_hash(text_of("e"), &room.pooled);
    assert_false(hash_equal(&hash, &other));
    room.pooled.rule.total = 3;
    other = draw_pool_hash(text_of("d"), &room.pooled);
    assert_false(hash_equal(&hash, &other));
    room.pooled.rule.total = 2;
    room.roster[3].unit = text_of("矿/队9");
    other = draw_pool_hash(text_of("d"), &room.pooled);
    assert_false(hash_equal(&hash, &other));
    close_room(&room);
}

static void a_pool_that_is_not_in_order_is_refused(void **state)
{
    (void)state;
    struct room room;
    struct text twice;
    open_room(&room, "d");
    room.pooled.rule.total = 1;
    room.roster[1].number = room.roster[0].number;
    assert_int_equal(act(&room, DRAW_POOL, room.pooled), DRAW_BAD_POOL);
    assert_false(draw_pool_sort(room.roster, POOL, &twice));
    assert_true(text_is(twice, "10001"));
    room.pooled.pool_count = 0;
    assert_int_equal(act(&room, DRAW_POOL, room.pooled), DRAW_EMPTY);
    close_room(&room);
}

static void throws_are_joined_as_they_are_read_out(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    const struct text parts[] = {TEXT("双色球 2026131"), TEXT(" 3  5 6\t2 "), TEXT(""), TEXT("1 1")};
    assert_true(text_is(draw_join_seed(parts + 1, 3, &arena), "3 5 6 2 / 1 1"));
    assert_true(text_is(draw_join_seed(parts, 4, &arena), "双色球 2026131 / 3 5 6 2 / 1 1"));
    assert_int_equal(draw_join_seed(parts + 2, 1, &arena).len, 0);
    arena_finish(&arena);
}

/* ---- The order of steps -------------------------------------------------------------------------------- */

static void the_seed_comes_after_the_pool_and_once(void **state)
{
    (void)state;
    struct room room;
    open_room(&room, "d");
    room.pooled.rule.total = 2;
    const struct text throws[] = {TEXT("1  2 3"), TEXT("6")};
    struct draw_event seed = {.throws = throws, .throw_count = 2};
    assert_int_equal(act(&room, DRAW_SEED, seed), DRAW_NO_POOL);
    assert_int_equal(act(&room, DRAW_POOL, room.pooled), DRAW_OK);
    assert_int_equal(act(&room, DRAW_IT, seed), DRAW_NO_SEED);
    assert_int_equal(act(&room, DRAW_SEED, (struct draw_event){0}), DRAW_BAD_SEED);
    assert_int_equal(act(&room, DRAW_POOL, room.pooled), DRAW_ALREADY);
    assert_int_equal(act(&room, DRAW_SEED, seed), DRAW_OK);
    assert_true(text_is(room.draw.seed, "1 2 3 / 6"));
    assert_int_equal(act(&room, DRAW_SEED, seed), DRAW_ALREADY);
    assert_int_equal(act(&room, DRAW_POOL, room.pooled), DRAW_ALREADY);
    assert_int_equal(note(&room, DRAW_PRESENT_IT, 0, ""), DRAW_NOT_DRAWN);
    assert_int_equal(act(&room, DRAW_IT, seed), DRAW_OK);
    assert_int_equal(act(&room, DRAW_IT, seed), DRAW_ALREADY);
    close_room(&room);
}

static void substitutes_come_in_the_drawn_order(void **state)
{
    (void)state;
    struct room room;
    open_room(&room, "d");
    room.pooled.rule = (struct draw_rule){.per_unit = 1, .depth = 2};
    draw_all(&room, "s");
    const struct draw_result *result = &room.draw.result;
    int64_t missing = room.draw.first[1];
    assert_int_equal(missing, result->order[EACH]);
    assert_int_equal(call_for(&room, missing), DRAW_NOT_MISSING);
    assert_int_equal(note(&room, DRAW_EXCUSE, missing, ""), DRAW_NO_REASON);
    assert_int_equal(note(&room, DRAW_EXCUSE, missing, "ill"), DRAW_OK);
    assert_int_equal(note(&room, DRAW_EXCUSE, missing, "ill"), DRAW_NOTHING);
    for (int i = 1; i < EACH; i++) { /* the own unit, to its last */
        assert_int_equal(call_for(&room, missing), DRAW_OK);
        assert_int_equal(call_for(&room, missing), DRAW_REPLACED);
        int64_t called = room.draw.members[missing].substitute;
        assert_int_equal(called, result->order[EACH + i]);
        assert_true(draw_is_entitled(&room.draw, called));
        assert_int_equal(room.draw.members[called].place, 1);
        assert_int_equal(note(&room, DRAW_NOTE_ABSENT, called, ""), DRAW_OK);
        assert_false(draw_is_entitled(&room.draw, called));
        missing = called;
    }
    assert_int_equal(call_for(&room, missing), DRAW_OK); /* then the whole pool */
    int64_t called = room.draw.members[missing].substitute;
    assert_int_not_equal(called / EACH, 1);
    assert_int_equal(note(&room, DRAW_PRESENT_IT, missing, ""), DRAW_REPLACED);
    assert_int_equal(note(&room, DRAW_PRESENT_IT, called, ""), DRAW_OK);
    close_room(&room);
}

static void nobody_is_called_when_nobody_is_left(void **state)
{
    (void)state;
    struct room room;
    open_room(&room, "d");
    room.pooled.rule.total = POOL;
    draw_all(&room, "s");
    assert_int_equal(note(&room, DRAW_NOTE_ABSENT, 0, ""), DRAW_OK);
    assert_int_equal(call_for(&room, 0), DRAW_NOBODY_LEFT);
    assert_int_equal(note(&room, DRAW_PRESENT_IT, 0, ""), DRAW_OK); /* came late */
    assert_int_equal(act(&room, DRAW_CLOSE, (struct draw_event){0}), DRAW_OK);
    assert_int_equal(note(&room, DRAW_NOTE_ABSENT, 1, ""), DRAW_IS_CLOSED);
    assert_true(draw_is_entitled(&room.draw, 0));
    close_room(&room);
}

static void strangers_have_no_place(void **state)
{
    (void)state;
    struct room room;
    open_room(&room, "d");
    room.pooled.rule.total = 1;
    draw_all(&room, "s");
    int64_t other = room.draw.result.whole[1];
    assert_int_equal(note(&room, DRAW_PRESENT_IT, other, ""), DRAW_NO_PLACE);
    assert_int_equal(act(&room, DRAW_PRESENT_IT, (struct draw_event){.number = TEXT("777")}), DRAW_NO_MEMBER);
    assert_false(draw_is_entitled(&room.draw, other));
    assert_false(draw_is_entitled(&room.draw, -1));
    close_room(&room);
}

/* From a damaged journal anything may come, in any order: it is counted, and nothing falls over. */
static void what_cannot_follow_changes_nothing(void **state)
{
    (void)state;
    struct room room;
    open_room(&room, "d");
    room.pooled.rule.total = 2;
    static const int64_t wild[] = {0, 1, 99};
    struct draw_event events[] = {
        {.kind = DRAW_DRAWN, .result = {.whole = wild, .whole_count = 3}},
        {.kind = DRAW_CALLED, .number = TEXT("10001"), .instead = TEXT("10002")},
        {.kind = DRAW_SEEDED, .seed = TEXT("x")},
        {.kind = DRAW_PRESENT, .number = TEXT("10001")},
    };
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        draw_apply(&room.draw, &events[i]);
    assert_int_equal(room.draw.stage, DRAW_STAGE_NONE);
    assert_int_equal(act(&room, DRAW_POOL, room.pooled), DRAW_OK);
    draw_apply(&room.draw, &events[2]);
    draw_apply(&room.draw, &events[0]);
    assert_int_equal(room.draw.stage, DRAW_STAGE_SEEDED);
    assert_int_equal(room.draw.n, 7);
    close_room(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rule_is_kept_in_every_unit),
        cmocka_unit_test(depth_says_what_a_unit_is),
        cmocka_unit_test(a_small_unit_gives_all_it_has),
        cmocka_unit_test(units_come_first_and_the_rest_from_all),
        cmocka_unit_test(one_unit_does_not_depend_on_another),
        cmocka_unit_test(everybody_is_drawn_about_equally_often),
        cmocka_unit_test(groups_are_even_and_get_turns_and_topics),
        cmocka_unit_test(topics_return_or_must_suffice),
        cmocka_unit_test(the_published_example_comes_out),
        cmocka_unit_test(the_excused_and_the_drawn_before_are_not_in_the_pool),
        cmocka_unit_test(the_hash_covers_all_that_is_drawn_from),
        cmocka_unit_test(a_pool_that_is_not_in_order_is_refused),
        cmocka_unit_test(throws_are_joined_as_they_are_read_out),
        cmocka_unit_test(the_seed_comes_after_the_pool_and_once),
        cmocka_unit_test(substitutes_come_in_the_drawn_order),
        cmocka_unit_test(nobody_is_called_when_nobody_is_left),
        cmocka_unit_test(strangers_have_no_place),
        cmocka_unit_test(what_cannot_follow_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
