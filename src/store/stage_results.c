/* Standings of contests, panels and series. */
#include "base/mem.h"
#include "store/projection.h"
#include "store/stages.h"
#include "store/statement.h"

#include <stdlib.h>

/* A person's name and unit are the roster's, today and later, so they are not kept here. */
static bool is_person(const struct entrant *entrant)
{
    return entrant->member_count == 1 && text_equal(entrant->members[0], entrant->code);
}

static struct entrant_result result_of(const struct entrant *entrant, const struct placing *row, mark_t mark,
                                       bool provisional, const struct award *awards, int award_count)
{
    struct entrant_result result = {
        .code = entrant->code, .mark = mark, .rank = row->rank, .provisional = provisional};
    if (!is_person(entrant)) {
        result.name = entrant->name;
        result.unit = entrant->unit;
    }
    const struct award *award =
        provisional || row->rank == 0 ? NULL : award_of(awards, award_count, row->rank);
    if (award)
        result.award = award->title;
    return result;
}

void contest_results(const struct contest *contest, struct arena *arena, struct entrant_result **out,
                     size_t *count)
{
    const struct contest_sheet *sheet = contest->sheet;
    size_t n = (size_t)sheet->team_count;
    struct placing *rows = xcalloc(n ? n : 1, sizeof *rows);
    bool provisional = contest_is_provisional(contest);
    contest_standing(contest, rows);
    *out = arena_array(arena, n, sizeof **out);
    *count = n;
    for (size_t i = 0; i < n; i++) {
        int team = rows[i].entrant;
        (*out)[i] = result_of(&sheet->teams[team], &rows[i], contest->teams[team].score, provisional,
                              sheet->awards, sheet->award_count);
    }
    free(rows);
}

void panel_results(const struct panel *panel, struct arena *arena, struct entrant_result **out, size_t *count)
{
    const struct panel_sheet *sheet = panel->sheet;
    size_t n = (size_t)sheet->performer_count;
    struct placing *rows = xcalloc(n ? n : 1, sizeof *rows);
    bool provisional = panel_is_provisional(panel);
    panel_standing(panel, rows);
    *out = arena_array(arena, n, sizeof **out);
    *count = n;
    for (size_t i = 0; i < n; i++) {
        int performer = rows[i].entrant;
        const struct performer_state *state = &panel->performers[performer];
        (*out)[i] = result_of(&sheet->performers[performer], &rows[i], state->closed ? state->mark : 0,
                              provisional, sheet->awards, sheet->award_count);
    }
    free(rows);
}

struct hash entrant_results_digest(const struct entrant_result *rows, size_t count)
{
    struct hasher hasher;
    hasher_init(&hasher);
    for (size_t i = 0; i < count; i++) {
        const struct entrant_result *row = &rows[i];
        hasher_add_framed(&hasher, row->code);
        hasher_add_framed(&hasher, row->name);
        hasher_add_framed(&hasher, row->unit);
        hasher_add_int(&hasher, row->mark);
        hasher_add_int(&hasher, row->rank);
        hasher_add_int(&hasher, row->provisional);
        hasher_add_framed(&hasher, row->award);
    }
    return hasher_end(&hasher);
}

static bool drop_rows(struct store *store, struct text event, struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_ENTRANT_DROP, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, event);
    return query_run(store, stmt, err);
}

static bool add_row(struct store *store, struct text event, size_t place, const struct entrant_result *row,
                    struct err *err)
{
    sqlite3_stmt *stmt = query(store, SQL_ENTRANT_ADD, err);
    if (!stmt)
        return false;
    bind_text(stmt, 1, event);
    bind_int(stmt, 2, (int64_t)place);
    bind_text(stmt, 3, row->code);
    bind_text(stmt, 4, row->name);
    bind_text(stmt, 5, row->unit);
    bind_int(stmt, 6, row->mark);
    bind_int(stmt, 7, row->rank);
    bind_int(stmt, 8, row->provisional);
    bind_text(stmt, 9, row->award);
    return query_run(store, stmt, err);
}

bool entrant_results_put(struct store *store, struct text event, const struct entrant_result *rows,
                         size_t count, struct err *err)
{
    must_write(store);
    if (!drop_rows(store, event, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!add_row(store, event, i + 1, &rows[i], err))
            return false;
    return true;
}

bool entrant_rows_read(struct store *store, sqlite3_stmt *stmt, struct arena *arena,
                       struct entrant_result **out, size_t *count, struct err *err)
{
    struct entrant_result *list = NULL;
    size_t capacity = 0, n = 0;
    enum fetch fetch;
    while ((fetch = query_next(store, stmt, err)) == FETCH_ROW) {
        list = xgrow(list, &capacity, n + 1, sizeof *list);
        list[n++] = (struct entrant_result){
            .event = arena_text(arena, column_text(stmt, 0)),
            .code = arena_text(arena, column_text(stmt, 1)),
            .name = arena_text(arena, column_text(stmt, 2)),
            .unit = arena_text(arena, column_text(stmt, 3)),
            .mark = column_int(stmt, 4),
            .rank = (int)column_int(stmt, 5),
            .provisional = column_int(stmt, 6) != 0,
            .award = arena_text(arena, column_text(stmt, 7)),
        };
    }
    if (fetch == FETCH_DONE) {
        *out = arena_array(arena, n, sizeof **out);
        if (n)
            memcpy(*out, list, n * sizeof *list);
        *count = n;
    }
    free(list);
    return fetch == FETCH_DONE;
}

bool entrant_results(struct store *store, struct text event, struct arena *arena, struct entrant_result **out,
                     size_t *count, struct err *err)
{
    sqlite3_stmt *stmt = query(store, event.len ? SQL_ENTRANT_OF_EVENT : SQL_ENTRANT_ALL, err);
    if (!stmt)
        return false;
    if (event.len)
        bind_text(stmt, 1, event);
    return entrant_rows_read(store, stmt, arena, out, count, err);
}
