#include "hub/drawn.h"

#include "store/draws.h"

static void resolve(struct hub *hub, struct test *test, int64_t version)
{
    struct drawn *drawn = &test->drawn;
    struct err err = ERR_NONE;
    int64_t last = -1;
    bool read = draw_last_entry(hub->store, test->sheet.who.draw, &last, &err);
    bool same = read && drawn->fresh && drawn->last == last;
    drawn->version = version;
    if (same)
        return; /* somebody wrote something else */
    arena_clear(&drawn->arena);
    drawn->who = test->sheet.who;
    drawn->trouble = text_of("");
    drawn->fresh = true;
    drawn->last = last;
    if (!read || !draw_resolve(hub->store, &drawn->who, &drawn->arena, &err))
        drawn->trouble = arena_text(&drawn->arena, text_of(err.message));
}

void drawn_look(struct hub *hub)
{
    int64_t version = -1;
    for (size_t i = 0; i < hub->test_count; i++) {
        struct test *test = hub->tests[i];
        if (!test->entry.sound || test->sheet.who.draw.len == 0)
            continue;
        if (version < 0)
            version = store_data_version(hub->store);
        if (!test->drawn.fresh || test->drawn.version != version)
            resolve(hub, test, version);
    }
}

void drawn_forget(struct test *test)
{
    arena_clear(&test->drawn.arena);
    test->drawn.who = test->sheet.who;
    test->drawn.trouble = text_of("");
    test->drawn.fresh = false;
}

void drawn_finish(struct test *test)
{
    arena_finish(&test->drawn.arena);
}
