#include "base/mem.h"
#include "core/contest_draw.h"
#include "core/pool.h"
#include "pools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct text seed = TEXT("比武");

static struct contest_script draw(const struct contest_sheet *sheet, const struct pool *pool,
                                  struct arena *arena)
{
    struct contest_script script = {NULL, 0};
    struct err err = ERR_NONE;
    if (!contest_draw(sheet, pool, seed, arena, &script, &err))
        fail_msg("%s", err.message);
    return script;
}

static void refuses(const struct contest_sheet *sheet, const struct pool *pool, const char *why)
{
    struct err err = ERR_NONE;
    assert_false(contest_check(sheet, pool, &err));
    assert_string_equal(err.message, why);
}

static struct contest_sheet sheet_of(const struct round_sheet *rounds, int count, int teams)
{
    static const struct entrant all[4];
    return (struct contest_sheet){
        .teams = all, .team_count = teams, .rounds = rounds, .round_count = count, .shuffle_options = true};
}

static struct pool_item single(const char *id)
{
    return (struct pool_item){
        .revision = 1, .bank = TEXT("d"), .id = text_of(id), .kind = ITEM_SINGLE, .option_count = 4};
}

/* The bank of docs/draw.md, section 7. */
static void documented_pool(struct pool_item items[6])
{
    static const struct text enemies[] = {TEXT("i3")};
    static const char *const ids[] = {"i1", "i2", "i3", "i4", "i5", "i6"};
    for (int i = 0; i < 6; i++) {
        items[i] = single(ids[i]);
        items[i].revision = 11 + i;
    }
    items[0].enemies = enemies;
    items[0].enemy_count = 1;
    items[1].keep_order = true;
    items[3].kind = ITEM_ORDER;
    items[3].option_count = items[4].option_count = 3;
    items[5].kind = ITEM_TRUEFALSE;
    items[5].option_count = 0;
}

static void is_slot(const struct contest_queue *queue, int i, const char *id, const char *shown)
{
    assert_true(text_is(queue->slots[i].id, id));
    for (size_t k = 0; k < strlen(shown); k++)
        assert_int_equal(queue->slots[i].shown[k], shown[k] - 'A');
}

/* docs/draw.md, section 8. */
static void the_documented_example_comes_out(void **state)
{
    (void)state;
    struct pool_item items[6];
    documented_pool(items);
    const struct pool pool = {items, 6};
    const struct round_sheet rounds[] = {
        {.kind = ROUND_REQUIRED, .turns = 1, .spares = 1, .source.from.kinds = 1 << ITEM_SINGLE},
        {.kind = ROUND_BUZZER, .items = 1, .source.from.kinds = 1 << ITEM_ORDER | 1 << ITEM_TRUEFALSE},
    };
    struct contest_sheet sheet = sheet_of(rounds, 2, 2);
    struct arena arena = ARENA_EMPTY;
    struct contest_script script = draw(&sheet, &pool, &arena);
    assert_int_equal(script.queue_count, 2);
    const struct contest_queue *first = contest_script_queue(&script, 0, 0);
    const struct contest_queue *second = contest_script_queue(&script, 1, 0);
    assert_int_equal(first->count, 3);
    assert_int_equal(first->need, 2);
    assert_int_equal(second->count, 1);
    is_slot(first, 0, "i2", "ABCD");
    is_slot(first, 1, "i3", "BADC");
    is_slot(first, 2, "i5", "ACB");
    is_slot(second, 0, "i4", "BCA");
    assert_int_equal(first->slots[0].revision, 12);
    assert_null(contest_script_queue(&script, 1, 1));
    arena_finish(&arena);
}

static void named_items_keep_their_order_and_are_not_drawn(void **state)
{
    (void)state;
    struct pool_item items[] = {single("i1"), single("i2"), single("i3"), single("i4"), single("i5")};
    const struct pool pool = {items, 5};
    const struct text names[] = {TEXT("i4"), TEXT("d/i2"), TEXT("i1")};
    const struct round_sheet rounds[] = {
        {.kind = ROUND_TOGETHER, .items = 2},
        {.kind = ROUND_BUZZER, .items = 2, .source = {.items = names, .item_count = 3}},
    };
    struct contest_sheet sheet = sheet_of(rounds, 2, 3);
    struct arena arena = ARENA_EMPTY;
    struct contest_script script = draw(&sheet, &pool, &arena);
    const struct contest_queue *named = contest_script_queue(&script, 1, 0);
    is_slot(named, 0, "i4", "");
    is_slot(named, 1, "i2", "");
    is_slot(named, 2, "i1", "");
    assert_int_equal(named->count, 3);
    assert_int_equal(named->need, 2);
    arena_finish(&arena);
}

static void what_is_missing_is_said(void **state)
{
    (void)state;
    struct pool_item items[] = {single("i1"), single("i2"), single("i3")};
    items[2].kind = ITEM_CASE;
    const struct pool pool = {items, 3};
    struct round_sheet rounds[] = {{.kind = ROUND_BUZZER, .title = TEXT("抢答题"), .items = 3},
                                   {.kind = ROUND_TOGETHER, .title = TEXT("共答题"), .items = 1}};
    struct contest_sheet sheet = sheet_of(rounds, 2, 3);
    refuses(&sheet, &pool,
            "round “抢答题” needs 3, but the banks have only 2 items that match; add items or ask for fewer");
    rounds[0].items = 2;
    refuses(
        &sheet, &pool,
        "round “共答题” needs 1, but only 0 matching items are left beside the other rounds; add items or "
        "ask for fewer");
    const struct text names[] = {TEXT("i1"), TEXT("i9"), TEXT("i3"), TEXT("i1")};
    rounds[1].source = (struct item_source_rule){.items = &names[1], .item_count = 1};
    refuses(&sheet, &pool, "round “共答题” names item i9, which no bank has");
    rounds[1].source.items = &names[2];
    refuses(&sheet, &pool,
            "round “共答题” names item i3, which is a case; cases cannot be played in a contest");
    items[2].kind = ITEM_SHORT;
    refuses(&sheet, &pool,
            "round “共答题” names item i3, which is answered in words; such items are marked afterwards and "
            "cannot be played in a contest");
    rounds[1].items = 2;
    refuses(&sheet, &pool, "round “共答题” needs 2, but names only 1; name more items or let it draw");
    rounds[0] = (struct round_sheet){.kind = ROUND_BUZZER,
                                     .title = TEXT("抢答题"),
                                     .items = 1,
                                     .source = {.items = names, .item_count = 1}};
    rounds[1].items = 1;
    rounds[1].source.items = &names[3];
    refuses(&sheet, &pool, "round “共答题” names item i1, which is named before");
}

/* The first round may take what only the second can use: drawn again until it does not. */
static void earlier_rounds_leave_what_later_ones_need(void **state)
{
    (void)state;
    struct pool_item items[20];
    struct arena arena = ARENA_EMPTY;
    for (int i = 0; i < 20; i++) {
        items[i] = single(arena_string(&arena, arena_textf(&arena, "i%02d", i)));
        items[i].topic = text_of(i < 5 ? "党费" : "纪律");
    }
    const struct pool pool = {items, 20};
    const struct text topic = TEXT("党费");
    const struct round_sheet rounds[] = {
        {.kind = ROUND_BUZZER, .items = 10, .spares = 9},
        {.kind = ROUND_TOGETHER, .items = 5, .source.from = {.topics = &topic, .topic_count = 1}},
    };
    struct contest_sheet sheet = sheet_of(rounds, 2, 3);
    for (int i = 0; i < 20; i++) {
        struct contest_script script;
        struct err err = ERR_NONE;
        assert_true(contest_draw(&sheet, &pool, arena_textf(&arena, "%d", i), &arena, &script, &err));
        assert_int_equal(script.queues[0].count, 15); /* fewer spares than wished for */
        assert_int_equal(script.queues[1].count, 5);
    }
    arena_finish(&arena);
}

/* ---- Any pool ------------------------------------------------------------------------------------------ */

static bool names_enemy(const struct pool_item *item, struct text id)
{
    for (int i = 0; i < item->enemy_count; i++)
        if (text_equal(item->enemies[i], id))
            return true;
    return false;
}

static const struct pool_item *item_of(const struct pool *pool, const struct slot *slot)
{
    uint32_t index;
    assert_true(pool_find(pool, slot->bank, slot->id, &index));
    return &pool->items[index];
}

static void check_pair(const struct pool *pool, const struct slot *a, const struct slot *b)
{
    if (!text_equal(a->bank, b->bank))
        return;
    assert_false(text_equal(a->id, b->id));
    assert_false(names_enemy(item_of(pool, a), b->id) || names_enemy(item_of(pool, b), a->id));
}

static void check_script(const struct contest_sheet *sheet, const struct pool *pool,
                         const struct contest_script *script)
{
    for (int q = 0; q < script->queue_count; q++) {
        const struct contest_queue *queue = &script->queues[q];
        const struct item_source_rule *source =
            round_queue_source(&sheet->rounds[queue->round], queue->queue);
        assert_true(queue->count >= queue->need);
        assert_true(queue->count <= queue->need + sheet->rounds[queue->round].spares);
        for (int i = 0; i < queue->count; i++) {
            const struct pool_item *item = item_of(pool, &queue->slots[i]);
            assert_int_not_equal(item->kind, ITEM_CASE);
            assert_true(pool_item_matches(item, &source->from));
            for (int p = 0; p <= q; p++)
                for (int k = 0; k < (p == q ? i : script->queues[p].count); k++)
                    check_pair(pool, &queue->slots[i], &script->queues[p].slots[k]);
        }
    }
}

static void same_queue(const struct contest_queue *a, const struct contest_queue *b)
{
    assert_int_equal(a->count, b->count);
    for (int i = 0; i < a->count; i++) {
        assert_int_equal(a->slots[i].revision, b->slots[i].revision);
        assert_memory_equal(a->slots[i].shown, b->slots[i].shown, sizeof a->slots[i].shown);
    }
}

static void any_script_holds_what_it_should(void **state)
{
    (void)state;
    struct rng rng;
    int drawn = 0;
    rng_init(&rng, text_of("scripts"), text_of(""), text_of(""));
    for (int i = 0; i < 200; i++) {
        struct arena arena = ARENA_EMPTY;
        struct pool_shape shape = {.banks = 2, .items = 60, .enemies = 4, .cases = 8, .revision = 1};
        struct pool pool = random_pool(&rng, shape, &arena);
        struct round_sheet rounds[4] = {{.kind = ROUND_REQUIRED, .turns = 2, .spares = 3},
                                        {.kind = ROUND_PANEL},
                                        {.kind = ROUND_RISK, .turns = 1, .spares = 2, .stake_count = 3},
                                        {.kind = ROUND_PLAYOFF, .items = 3, .spares = 2}};
        rounds[0].source.from.topics = &pool_topics[rng_below(&rng, 3)];
        rounds[0].source.from.topic_count = 1;
        rounds[2].stakes[1].own_source = rounds[2].stakes[2].own_source = true;
        rounds[2].stakes[2].source.from.kinds = rng_next(&rng) & ((1 << ITEM_KINDS) - 1);
        struct contest_sheet sheet = sheet_of(rounds, 4, 3);
        struct contest_script script, again;
        struct err err;
        if (contest_draw(&sheet, &pool, text_of("a"), &arena, &script, &err)) {
            drawn++;
            assert_int_equal(script.queue_count, 5);
            check_script(&sheet, &pool, &script);
            assert_true(contest_draw(&sheet, &pool, text_of("a"), &arena, &again, &err));
            for (int q = 0; q < script.queue_count; q++)
                same_queue(&script.queues[q], &again.queues[q]);
        }
        arena_finish(&arena);
    }
    assert_true(drawn > 150);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_documented_example_comes_out),
        cmocka_unit_test(named_items_keep_their_order_and_are_not_drawn),
        cmocka_unit_test(what_is_missing_is_said),
        cmocka_unit_test(earlier_rounds_leave_what_later_ones_need),
        cmocka_unit_test(any_script_holds_what_it_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
