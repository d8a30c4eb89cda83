#include "hub/results.h"

#include "store/ranking.h"

bool results_refresh(struct hub *hub, struct test *test, struct err *err)
{
    struct results *results = &test->results;
    if (results->fresh)
        return true;
    map_finish(&results->by_number);
    arena_clear(&results->arena);
    results->count = 0;
    if (!ranking_of_event(hub->store, test->entry.code, test->sheet.rank, test->sheet.rank_count,
                          &results->arena, &results->rows, &results->count, err))
        return false;
    for (size_t i = 0; i < results->count; i++)
        map_put(&results->by_number, results->rows[i].person.number, &results->rows[i]);
    results->fresh = true;
    return true;
}

const struct standing_row *results_find(const struct test *test, struct text number)
{
    return map_get(&test->results.by_number, number);
}

void results_finish(struct results *results)
{
    map_finish(&results->by_number);
    arena_finish(&results->arena);
}
