#include "hub/map.h"

#include "base/mem.h"
#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { KEYS = 500 };

struct thing {
    int64_t id;
    bool in;
};

static void check_all(const struct map *map, const struct thing *things)
{
    size_t in = 0, seen = 0, at = 0;
    for (int i = 0; i < KEYS; i++) {
        in += things[i].in;
        const void *found = map_get(map, map_int_key(&things[i].id));
        assert_ptr_equal(found, things[i].in ? &things[i] : NULL);
    }
    for (const struct thing *thing; (thing = map_next(map, &at)); seen++)
        assert_true(thing->in);
    assert_int_equal(seen, in);
    assert_int_equal(map->count, in);
}

/* Any order of adding and removing leaves exactly what is in. */
static void a_map_holds_what_was_put(void **state)
{
    (void)state;
    struct map map = MAP_EMPTY;
    struct rng rng;
    struct thing *things = xcalloc(KEYS, sizeof *things);
    rng_init(&rng, text_of("map"), text_of("order"), text_of("1"));
    for (int i = 0; i < KEYS; i++)
        things[i].id = (int64_t)rng_next(&rng) << 32 | i;
    check_all(&map, things);
    for (int step = 0; step < 20000; step++) {
        struct thing *thing = &things[rng_below(&rng, KEYS)];
        thing->in = rng_below(&rng, 2);
        if (thing->in)
            map_put(&map, map_int_key(&thing->id), thing);
        else
            map_remove(&map, map_int_key(&thing->id));
        if (step % 500 == 0)
            check_all(&map, things);
    }
    check_all(&map, things);
    map_finish(&map);
    free(things);
}

static void texts_are_keys_too(void **state)
{
    (void)state;
    struct map map = MAP_EMPTY;
    int one, two;
    map_put(&map, text_of("10021"), &one);
    map_put(&map, text_of(""), &two);
    assert_ptr_equal(map_get(&map, text_of("10021")), &one);
    assert_ptr_equal(map_get(&map, text_of("")), &two);
    assert_null(map_get(&map, text_of("1002")));
    map_put(&map, text_of("10021"), &two);
    assert_ptr_equal(map_get(&map, text_of("10021")), &two);
    assert_int_equal(map.count, 2);
    map_remove(&map, text_of("nobody"));
    assert_int_equal(map.count, 2);
    map_finish(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_map_holds_what_was_put),
        cmocka_unit_test(texts_are_keys_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
