#include "cli/results.h"

#include "store/ranking.h"

bool results_of_persons(struct store *store, const struct event_and_sheet *event, struct arena *arena,
                        struct standing_row **rows, size_t *count, struct err *err)
{
    return ranking_of_event(store, event->event.code, event->sheet.rank, event->sheet.rank_count, arena, rows,
                            count, err);
}

bool results_of_units(struct store *store, const struct event_and_sheet *event, struct arena *arena,
                      struct unit_row **units, size_t *count, struct err *err)
{
    struct standing_row *rows;
    size_t row_count, everyone;
    struct person_record *records;
    if (!results_of_persons(store, event, arena, &rows, &row_count, err) ||
        !person_list(store, false, arena, &records, &everyone, err))
        return false;
    struct person *entitled = arena_array(arena, everyone, sizeof *entitled);
    size_t n = 0;
    for (size_t i = 0; i < everyone; i++)
        if (who_includes(&event->sheet.who, &records[i].person))
            entitled[n++] = records[i].person;
    *count = standing_units(entitled, n, rows, row_count, event->sheet.decimals, units);
    return true;
}
