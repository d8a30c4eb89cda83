#include "fixture.h"

#include "store/item_json.h"

#include <stdlib.h>

static struct bank_sync sync_with(struct fixture *fixture, const struct bank *bank, const char *path)
{
    struct bank_sync out;
    struct hash content = hash_of(text_of(path));
    begin(fixture);
    must(fixture,
         bank_sync(fixture->store, bank, text_of(path), &content, 5000, T("uid:0"), &out, &fixture->err));
    commit(fixture);
    return out;
}

static void expect_counts(struct bank_sync got, int64_t added, int64_t changed, int64_t unchanged,
                          int64_t retired)
{
    assert_int_equal(got.added, added);
    assert_int_equal(got.changed, changed);
    assert_int_equal(got.unchanged, unchanged);
    assert_int_equal(got.retired, retired);
}

static void expect_same_item(const struct item *a, const struct item *b)
{
    struct buf x = BUF_EMPTY, y = BUF_EMPTY;
    item_to_json(a, &x);
    item_to_json(b, &y);
    assert_string_equal(buf_string(&x), buf_string(&y));
    buf_finish(&x);
    buf_finish(&y);
    assert_int_equal(a->key, b->key);
    assert_int_equal(a->left_count, b->left_count);
    for (int i = 0; i < a->left_count; i++)
        assert_int_equal(a->right_of[i], b->right_of[i]);
    assert_int_equal(a->blank_count, b->blank_count);
    for (int i = 0; i < a->blank_count; i++)
        assert_int_equal(a->blanks[i].count, b->blanks[i].count);
    assert_int_equal(a->child_count, b->child_count);
    assert_true(a->number.units == b->number.units);
    assert_true(a->tolerance.units == b->tolerance.units);
    assert_int_equal(a->enemy_count, b->enemy_count);
}

static void test_items_come_back(void **state)
{
    struct fixture *fixture = *state;
    const struct bank *bank = sample_bank();
    expect_counts(sync_with(fixture, bank, "a.yaml"), FIXTURE_ITEMS, 0, 0, 0);
    const int64_t revisions[] = {9, 1, 2, 3, 4, 5, 6, 7, 8};
    struct item items[FIXTURE_ITEMS];
    must(fixture,
         items_load(fixture->store, revisions, FIXTURE_ITEMS, &fixture->arena, items, &fixture->err));
    expect_same_item(&items[0], &bank->items[8]);
    for (int i = 1; i < FIXTURE_ITEMS; i++)
        expect_same_item(&items[i], &bank->items[i - 1]);
    int64_t missing = 77;
    struct err err = ERR_NONE;
    assert_false(items_load(fixture->store, &missing, 1, &fixture->arena, items, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    assert_non_null(strstr(err.message, "77"));
}

static void test_revisions(void **state)
{
    struct fixture *fixture = *state;
    struct item items[FIXTURE_ITEMS];
    struct bank bank = *sample_bank();
    memcpy(items, bank.items, sizeof items);
    bank.items = items;
    sync_with(fixture, &bank, "a.yaml");
    expect_counts(sync_with(fixture, &bank, "a.yaml"), 0, 0, FIXTURE_ITEMS, 0);
    items[1].key = 2;
    expect_counts(sync_with(fixture, &bank, "a.yaml"), 0, 1, FIXTURE_ITEMS - 1, 0);
    bank.item_count = 7;
    expect_counts(sync_with(fixture, &bank, "a.yaml"), 0, 0, 7, 2);
    expect_counts(sync_with(fixture, &bank, "a.yaml"), 0, 0, 7, 0);
    assert_string_equal(ask(fixture, "SELECT count(*) FROM v_item"), "7");
    /* The two come back, one of them changed; the first item goes. */
    bank.item_count = FIXTURE_ITEMS - 1;
    bank.items = items + 1;
    items[8].topic = T("别的");
    expect_counts(sync_with(fixture, &bank, "a.yaml"), 2, 0, 6, 1);
    assert_string_equal(ask(fixture, "SELECT group_concat(item || revision) FROM v_item"),
                        "b-multiple2,c-truefalse1,d-blank1,e-numeric1,f-order1,g-match1,h-spot1,i-case2");
    assert_string_equal(ask(fixture, "SELECT count(*) FROM item_revision"), "11");
    /* The old revision keeps its content. */
    int64_t old = 2;
    struct item was;
    must(fixture, items_load(fixture->store, &old, 1, &fixture->arena, &was, &fixture->err));
    assert_int_equal(was.key, 0xB);
    int64_t count;
    assert_string_equal(findings(fixture, &count), "");
}

/* The order of the file does not matter, and what is synchronised twice is equal. */
static void test_any_order(void **state)
{
    struct fixture *fixture = *state;
    struct item items[FIXTURE_ITEMS];
    struct bank bank = *sample_bank();
    sync_with(fixture, &bank, "a.yaml");
    for (int i = 0; i < FIXTURE_ITEMS; i++)
        items[i] = bank.items[(i * 4 + 3) % FIXTURE_ITEMS];
    bank.items = items;
    expect_counts(sync_with(fixture, &bank, "a.yaml"), 0, 0, FIXTURE_ITEMS, 0);
}

static void test_current_by_content(void **state)
{
    struct fixture *fixture = *state;
    struct hash content = hash_of(T("a.yaml")), other = hash_of(T("b"));
    bool current = true;
    must(fixture, bank_is_current(fixture->store, T("a.yaml"), &content, &current, &fixture->err));
    assert_false(current);
    sync_with(fixture, sample_bank(), "a.yaml");
    must(fixture, bank_is_current(fixture->store, T("a.yaml"), &content, &current, &fixture->err));
    assert_true(current);
    must(fixture, bank_is_current(fixture->store, T("a.yaml"), &other, &current, &fixture->err));
    assert_false(current);
    must(fixture, bank_is_current(fixture->store, T("b.yaml"), &content, &current, &fixture->err));
    assert_false(current);
}

static void test_retired_with_file(void **state)
{
    struct fixture *fixture = *state;
    struct bank second = *sample_bank();
    second.code = T("dangshi");
    second.item_count = 2;
    sync_with(fixture, sample_bank(), "a.yaml");
    sync_with(fixture, &second, "b.yaml");
    struct text paths[] = {TEXT("b.yaml"), TEXT("c.yaml")};
    int64_t retired;
    begin(fixture);
    must(fixture, bank_retire_missing(fixture->store, paths, 2, 1, T("uid:0"), &retired, &fixture->err));
    commit(fixture);
    assert_int_equal(retired, 1);
    struct bank_record *banks;
    size_t count;
    must(fixture, bank_list(fixture->store, &fixture->arena, &banks, &count, &fixture->err));
    assert_int_equal(count, 1);
    assert_true(text_is(banks[0].code, "dangshi"));
    assert_true(text_is(banks[0].path, "b.yaml"));
    assert_int_equal(banks[0].total, 2);
    assert_int_equal(banks[0].items[ITEM_SINGLE], 1);
    assert_int_equal(banks[0].items[ITEM_MULTIPLE], 1);
    assert_int_equal(banks[0].synced_at, 5000);
    bool current;
    struct hash content = hash_of(T("a.yaml"));
    must(fixture, bank_is_current(fixture->store, T("a.yaml"), &content, &current, &fixture->err));
    assert_false(current);
    int64_t none;
    assert_string_equal(findings(fixture, &none), "");
    expect_counts(sync_with(fixture, sample_bank(), "a.yaml"), FIXTURE_ITEMS, 0, 0, 0);
    assert_string_equal(ask(fixture, "SELECT count(*) FROM item_revision"), "11");
    assert_string_equal(findings(fixture, &none), "");
}

/* The file's bank gets another code: the bank it held before is gone. */
static void test_code_changes(void **state)
{
    struct fixture *fixture = *state;
    struct bank renamed = *sample_bank();
    renamed.code = T("xin");
    sync_with(fixture, sample_bank(), "a.yaml");
    sync_with(fixture, &renamed, "a.yaml");
    assert_string_equal(ask(fixture, "SELECT group_concat(DISTINCT bank) FROM v_item"), "xin");
    int64_t count;
    assert_string_equal(findings(fixture, &count), "");
}

static void expect_same_pool(const struct pool *a, const struct pool *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        const struct pool_item *x = &a->items[i], *y = &b->items[i];
        assert_int_equal(x->revision, y->revision);
        assert_true(text_equal(x->bank, y->bank) && text_equal(x->id, y->id) &&
                    text_equal(x->topic, y->topic));
        assert_int_equal(x->kind, y->kind);
        assert_int_equal(x->difficulty, y->difficulty);
        assert_int_equal(x->keep_order, y->keep_order);
        assert_int_equal(x->option_count, y->option_count);
        assert_int_equal(x->enemy_count, y->enemy_count);
        assert_int_equal(x->child_count, y->child_count);
    }
}

static void test_pool(void **state)
{
    struct fixture *fixture = *state;
    struct bank second = *sample_bank();
    second.code = T("anquan");
    struct pool pool, saved;
    sync_with(fixture, sample_bank(), "a.yaml");
    sync_with(fixture, &second, "b.yaml");
    must(fixture, pool_load(fixture->store, &fixture->arena, &pool, &fixture->err));
    assert_int_equal(pool.count, 2 * FIXTURE_ITEMS);
    assert_true(text_is(pool.items[0].bank, "anquan"));
    assert_int_equal(pool.items[0].revision, FIXTURE_ITEMS + 1);
    const struct pool_item *single = &pool.items[FIXTURE_ITEMS], *parent = &pool.items[2 * FIXTURE_ITEMS - 1];
    assert_true(text_is(single->id, "a-single"));
    assert_int_equal(single->option_count, 4);
    assert_int_equal(single->difficulty, 2);
    assert_int_equal(single->enemy_count, 2);
    assert_true(text_is(single->enemies[1], "c \"quoted\" \\ \n"));
    assert_true(pool.items[FIXTURE_ITEMS + 1].keep_order);
    assert_int_equal(pool.items[FIXTURE_ITEMS + 2].option_count, 0);
    assert_int_equal(pool.items[FIXTURE_ITEMS + 5].option_count, 3);
    assert_int_equal(pool.items[FIXTURE_ITEMS + 7].option_count, 0);
    assert_int_equal(parent->kind, ITEM_CASE);
    assert_int_equal(parent->child_count, 2);
    assert_int_equal(parent->child_weights[1], 3);
    assert_int_equal(parent->children[0].option_count, 4);
    assert_int_equal(parent->children[1].revision, parent->revision);
    struct hash hash = pool_hash(&pool);
    begin(fixture);
    must(fixture, pool_save(fixture->store, &pool, &hash, &fixture->err));
    must(fixture, pool_save(fixture->store, &pool, &hash, &fixture->err));
    commit(fixture);
    assert_string_equal(ask(fixture, "SELECT body FROM pool"), "[10,9,1,9]");
    /* It is the pool of that day, whatever becomes of the banks. */
    second.item_count = 1;
    sync_with(fixture, &second, "b.yaml");
    must(fixture, pool_load_saved(fixture->store, &hash, &fixture->arena, &saved, &fixture->err));
    expect_same_pool(&pool, &saved);
    struct hash again = pool_hash(&saved);
    assert_true(hash_equal(&hash, &again));
    struct err err = ERR_NONE;
    hash.bytes[0] ^= 1;
    assert_false(pool_load_saved(fixture->store, &hash, &fixture->arena, &saved, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
}

static void test_view(void **state)
{
    struct fixture *fixture = *state;
    static const char *const keys[][2] = {
        {"a-single", "C"},     {"b-multiple", "ABD"}, {"c-truefalse", "T"},    {"d-blank", "全心全意|服务"},
        {"e-numeric", "12.5"}, {"f-order", "ABC"},    {"g-match", "1A 2B 3B"}, {"h-spot", "1 3"},
        {"i-case", ""},
    };
    sync_with(fixture, sample_bank(), "a.yaml");
    for (int i = 0; i < FIXTURE_ITEMS; i++)
        assert_string_equal(
            ask(fixture,
                arena_textf(&fixture->arena, "SELECT key FROM v_item WHERE item = '%s'", keys[i][0]).at),
            keys[i][1]);
    assert_string_equal(ask(fixture, "SELECT stem || topic || difficulty || kind FROM v_item"),
                        "任期几年?组织建设2single");
}

static void test_damaged_bodies(void **state)
{
    struct fixture *fixture = *state;
    static const char nested[] = "{\"id\":\"a\",\"kind\":\"case\",\"children\":[{\"id\":\"b\","
                                 "\"kind\":\"case\",\"children\":[{\"id\":\"c\",\"kind\":\"order\"}]}]}";
    const char *const bodies[] = {
        "",
        "[]",
        "{}",
        "{\"id\":\"a\",\"kind\":\"none\"}",
        "{\"id\":\"a\",\"kind\":\"single\"}",
        "{\"id\":\"a\",\"kind\":\"single\",\"options\":[\"x\"],\"key\":\"B\"}",
        "{\"id\":\"a\",\"kind\":\"single\",\"options\":\"x\",\"key\":\"A\"}",
        "{\"id\":\"a\",\"kind\":\"spot\",\"options\":[\"x\"],\"key\":\"1 2\"}",
        "{\"id\":\"a\",\"kind\":\"match\",\"options\":[\"x\"],\"lefts\":[\"l\"],\"key\":\"2A\"}",
        "{\"id\":\"a\",\"kind\":\"match\",\"options\":[\"x\"],\"lefts\":[\"l\"],\"key\":\"1Z\"}",
        "{\"id\":\"a\",\"kind\":\"blank\",\"blanks\":[[]]}",
        "{\"id\":\"a\",\"kind\":\"blank\",\"blanks\":[1]}",
        "{\"id\":\"a\",\"kind\":\"numeric\",\"number\":\"x\",\"tolerance\":\"0\"}",
        nested,
        "{\"id\":7,\"kind\":\"truefalse\",\"key\":\"T\"}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct item item;
        struct err err = ERR_NONE;
        if (item_from_json(text_of(bodies[i]), &fixture->arena, &item, &err))
            fail_msg("accepted: %s", bodies[i]);
        assert_int_equal(err.kind, ERR_DAMAGED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_items_come_back, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_revisions, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_any_order, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_current_by_content, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_retired_with_file, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_code_changes, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_pool, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_view, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_damaged_bodies, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
