#include "cli/stages.h"

#include "hub/series_parts.h"
#include "store/people.h"

static bool fill_one(struct store *store, struct entrant *entrant, struct arena *arena, struct err *err)
{
    struct person_record record;
    struct err missing = ERR_NONE;
    if (entrant->name.len)
        return true;
    entrant->name = entrant->code;
    if (!person_find(store, entrant->code, arena, &record, &missing)) {
        if (missing.kind == ERR_NOT_FOUND)
            return true;
        *err = missing;
        return false;
    }
    entrant->name = record.person.name;
    entrant->unit = record.person.unit;
    return true;
}

/* A copy of the entrants with their names. */
static bool fill(struct store *store, const struct entrant **entrants, int count, struct arena *arena,
                 struct err *err)
{
    struct entrant *copy = arena_array(arena, (size_t)count, sizeof *copy);
    for (int i = 0; i < count; i++) {
        copy[i] = (*entrants)[i];
        if (!fill_one(store, &copy[i], arena, err))
            return false;
    }
    *entrants = copy;
    return true;
}

bool stage_fill_names(struct store *store, struct event_sheet *sheet, struct arena *arena, struct err *err)
{
    switch (sheet->kind) {
    case EVENT_KIND_CONTEST:
        return fill(store, &sheet->contest.teams, sheet->contest.team_count, arena, err);
    case EVENT_KIND_PANEL:
        return fill(store, &sheet->panel.performers, sheet->panel.performer_count, arena, err);
    case EVENT_KIND_SERIES:
        return fill(store, &sheet->series.entrants, sheet->series.entrant_count, arena, err);
    case EVENT_KIND_TEST:
        break;
    }
    return true;
}

bool stage_series_rows(struct store *store, const struct series_sheet *sheet, struct arena *arena,
                       struct part_results *parts, struct series_row **rows, size_t *count, struct err *err)
{
    if (!series_load_parts(store, sheet, arena, parts, err))
        return false;
    *count = series_standing(sheet, parts, arena, rows);
    return true;
}

struct text stage_entrant_label(const struct entrant *entrant, struct arena *arena)
{
    if (text_equal(entrant->code, entrant->name))
        return entrant->code;
    return arena_textf(arena, "%.*s %.*s", TEXT_ARG(entrant->code), TEXT_ARG(entrant->name));
}
