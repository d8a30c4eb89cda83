#include "hub/series_parts.h"

#include "bank/event_file.h"
#include "base/i18n.h"
#include "store/attempts.h"
#include "store/events.h"
#include "store/ranking.h"
#include "store/stages.h"

static bool load_test(struct store *store, const struct event_record *event, struct arena *arena,
                      struct part_results *out, struct err *err)
{
    struct diags diags = DIAGS_EMPTY;
    struct test_sheet sheet;
    struct standing_row *rows;
    size_t count;
    bool sound = event_load(event->source, "", arena, &diags, &sheet);
    diags_finish(&diags);
    if (!sound)
        return err_set(err, ERR_DAMAGED, _("the sheet of %.*s cannot be read"), TEXT_ARG(event->code));
    if (!ranking_of_event(store, event->code, sheet.rank, sheet.rank_count, arena, &rows, &count, err))
        return false;
    struct part_result *results = arena_array(arena, count, sizeof *results);
    for (size_t i = 0; i < count; i++)
        results[i] = (struct part_result){
            .code = rows[i].person.number,
            .name = rows[i].person.name,
            .unit = rows[i].person.unit,
            .mark = rows[i].marks,
            .full = sheet.full,
            .elapsed = rows[i].elapsed,
        };
    out->rows = results;
    out->count = count;
    return true;
}

static bool load_stage(struct store *store, const struct event_record *event, struct arena *arena,
                       struct part_results *out, struct err *err)
{
    struct entrant_result *rows;
    size_t count, ranked = 0;
    if (!entrant_results(store, event->code, arena, &rows, &count, err))
        return false;
    struct part_result *results = arena_array(arena, count, sizeof *results);
    for (size_t i = 0; i < count; i++)
        if (rows[i].rank > 0)
            results[ranked++] = (struct part_result){
                .code = rows[i].code, .name = rows[i].name, .unit = rows[i].unit, .mark = rows[i].mark};
    out->rows = results;
    out->count = ranked;
    return true;
}

bool series_load_parts(struct store *store, const struct series_sheet *sheet, struct arena *arena,
                       struct part_results *parts, struct err *err)
{
    for (int i = 0; i < sheet->part_count; i++) {
        struct event_record event;
        struct err missing = ERR_NONE;
        parts[i] = (struct part_results){.provisional = true};
        if (!event_find(store, sheet->parts[i].event, arena, &event, &missing)) {
            if (missing.kind == ERR_NOT_FOUND)
                continue;
            *err = missing;
            return false;
        }
        bool test = text_is(event.kind, event_kind_name(EVENT_KIND_TEST));
        if (!(test ? load_test : load_stage)(store, &event, arena, &parts[i], err))
            return false;
        int64_t pending = 0;
        if (test && !attempts_pending(store, event.code, &pending, err))
            return false;
        parts[i].provisional = event.status != EVENT_CLOSED || pending > 0;
        parts[i].persons = test;
    }
    return true;
}
