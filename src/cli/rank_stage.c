/* biwu rank of contests, panels and series. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/output.h"
#include "cli/stages.h"
#include "store/people.h"

#include <stdio.h>

static const struct column entrant_columns[] = {
    {"rank", N_("rank"), CELL_INT},    {"code", N_("code"), CELL_TEXT}, {"name", N_("entrant"), CELL_TEXT},
    {"unit", N_("unit"), CELL_TEXT},   {"mark", N_("mark"), CELL_MARK}, {"award", N_("prize"), CELL_TEXT},
    {"state", N_("state"), CELL_TEXT},
};

static struct text state_word(bool provisional, bool for_people)
{
    const char *word = provisional ? N_("provisional") : N_("final");
    return text_of(for_people ? _(word) : word);
}

static bool fill_entrants(struct store *store, const struct hall_event *event, bool for_people,
                          struct arena *arena, struct table *table, struct err *err)
{
    struct entrant_result *rows;
    size_t count;
    if (!entrant_results(store, event->event.code, arena, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct cell *row = table_add(table);
        row[0].number = rows[i].rank;
        row[1].text = rows[i].code;
        row[2].text = rows[i].name;
        row[3].text = rows[i].unit;
        row[4].number = rows[i].mark;
        row[0].none = rows[i].rank == 0;
        row[4].none = rows[i].rank == 0 && rows[i].mark == 0;
        row[5].text = rows[i].award;
        row[6].text = state_word(rows[i].provisional, for_people);
    }
    return true;
}

/* ---- Series ---------------------------------------------------------------------------------------- */

enum { FIXED_COLUMNS = 7 };

/* rank, code, name, unit, [each part], total, prize, state. */
static struct column *series_columns(const struct series_sheet *sheet, struct arena *arena)
{
    static const struct column head[] = {{"rank", N_("rank"), CELL_INT},
                                         {"code", N_("code"), CELL_TEXT},
                                         {"name", N_("entrant"), CELL_TEXT},
                                         {"unit", N_("unit"), CELL_TEXT}};
    static const struct column tail[] = {{"total", N_("total"), CELL_MARK},
                                         {"award", N_("prize"), CELL_TEXT},
                                         {"state", N_("state"), CELL_TEXT}};
    struct column *columns = arena_array(arena, (size_t)sheet->part_count + FIXED_COLUMNS, sizeof *columns);
    memcpy(columns, head, sizeof head);
    for (int i = 0; i < sheet->part_count; i++) {
        const struct series_part *part = &sheet->parts[i];
        struct text title = part->title.len ? part->title : part->event;
        columns[COUNT_OF(head) + (size_t)i] =
            (struct column){arena_string(arena, part->event), arena_string(arena, title), CELL_MARK};
    }
    memcpy(columns + COUNT_OF(head) + sheet->part_count, tail, sizeof tail);
    return columns;
}

static bool parts_provisional(const struct part_results *parts, int count)
{
    for (int i = 0; i < count; i++)
        if (parts[i].provisional)
            return true;
    return false;
}

static bool fill_series(struct store *store, const struct hall_event *event, bool for_people,
                        struct arena *arena, struct table *table, struct err *err)
{
    const struct series_sheet *sheet = &event->sheet.series;
    struct part_results parts[SERIES_MAX_PARTS];
    struct series_row *rows;
    size_t count;
    if (!stage_series_rows(store, sheet, arena, parts, &rows, &count, err))
        return false;
    bool provisional = event->event.status != EVENT_CLOSED || parts_provisional(parts, sheet->part_count);
    for (size_t i = 0; i < count; i++) {
        struct cell *row = table_add(table);
        row[0].number = rows[i].rank;
        row[1].text = rows[i].entrant.code;
        row[2].text = rows[i].entrant.name;
        row[3].text = rows[i].entrant.unit;
        row[0].none = rows[i].rank == 0;
        for (int k = 0; k < sheet->part_count; k++) {
            row[4 + k].number = rows[i].shares[k].mark;
            row[4 + k].none = !rows[i].shares[k].present;
        }
        row[4 + sheet->part_count].number = rows[i].total;
        /* As long as a part may change nobody has a prize yet. */
        row[5 + sheet->part_count].text = rows[i].award && !provisional ? rows[i].award->title : text_of("");
        row[6 + sheet->part_count].text = state_word(provisional, for_people);
    }
    return true;
}

bool rank_stage_table(struct store *store, const struct hall_event *event, bool for_people,
                      struct arena *arena, struct table *out, struct err *err)
{
    bool series = event->sheet.kind == EVENT_KIND_SERIES;
    if (series)
        table_init(out, series_columns(&event->sheet.series, arena),
                   event->sheet.series.part_count + FIXED_COLUMNS);
    else
        table_init(out, entrant_columns, COUNT_OF(entrant_columns));
    if ((series ? fill_series : fill_entrants)(store, event, for_people, arena, out, err))
        return true;
    table_finish(out);
    return false;
}

bool rank_stage(struct store *store, const struct hall_event *event, struct arena *arena,
                const struct table_output *output, struct err *err)
{
    bool for_people = output->format == TABLE_TEXT;
    struct table table;
    if (!rank_stage_table(store, event, for_people, arena, &table, err))
        return false;
    bool ok = table_output_write(output, &table, err);
    if (ok && for_people && table.row_count == 0)
        fprintf(stderr, _("biwu: nobody has a result in %.*s yet\n"), TEXT_ARG(event->event.code));
    table_finish(&table);
    return ok;
}
