#include "bank/panel_marks_load.h"

#include "bank/csv.h"
#include "bank/ids.h"
#include "bank/people_load.h"
#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum { OVERTIME_MOST = 24 * 3600 };
enum { PERFORMER, JUDGE, CRITERION, MARK, STEPS, FAULTS, WRONG_ORDER, OVERTIME, COLUMNS };

static const struct csv_column columns[COLUMNS] = {
    [PERFORMER] = {{TEXT("performer"), TEXT("参赛者"), TEXT("参赛队"), TEXT("选手"), TEXT("队")}, true},
    [JUDGE] = {{TEXT("judge"), TEXT("评委")}, true},
    [CRITERION] = {{TEXT("criterion"), TEXT("评分项"), TEXT("项目")}, true},
    [MARK] = {{TEXT("mark"), TEXT("得分"), TEXT("分数"), TEXT("评分")}, true},
    [STEPS] = {{TEXT("steps"), TEXT("步骤")}, false},
    [FAULTS] = {{TEXT("faults"), TEXT("禁项"), TEXT("扣分项")}, false},
    [WRONG_ORDER] = {{TEXT("wrong_order"), TEXT("错序")}, false},
    [OVERTIME] = {{TEXT("overtime"), TEXT("超时秒"), TEXT("超时")}, false},
};

struct reading {
    struct csv csv;
    const struct panel_sheet *sheet;
    struct ids given;
    struct panel_mark_row *rows; /* owned */
    size_t count, capacity;
};

/* An index that was looked up, or a finding. */
static bool require(struct reading *reading, const struct csv_cell *cell, int found, const char *unknown,
                    int *out)
{
    *out = found;
    if (found < 0)
        diags_error(reading->csv.diags, cell->span, unknown, TEXT_ARG(text_shown(cell->text)));
    return found >= 0;
}

static bool read_number(struct reading *reading, const struct csv_cell *cell, int64_t most, int64_t *out)
{
    *out = 0;
    if (cell->text.len == 0 || text_to_int(plain_half_width(reading->csv.arena, cell->text), 0, most, out))
        return true;
    diags_error(reading->csv.diags, cell->span, _("expected a whole number from 0 to %lld"), (long long)most);
    return false;
}

/* "1 2 4": bits of the numbers, from 1. */
static bool read_bits(struct reading *reading, const struct csv_cell *cell, int most, uint64_t *out)
{
    struct text rest = plain_half_width(reading->csv.arena, cell->text), part;
    *out = 0;
    while (text_next(&rest, ' ', &part)) {
        int64_t number;
        if (part.len == 0)
            continue;
        if (!text_to_int(part, 1, most, &number)) {
            diags_error(reading->csv.diags, cell->span,
                        _("expected numbers from 1 to %d with spaces between them"), most);
            return false;
        }
        *out |= UINT64_C(1) << (number - 1);
    }
    return true;
}

static bool read_judged(struct reading *reading, const struct csv_cell *cells,
                        const struct criterion *criterion, struct criterion_mark *out)
{
    char min[MARK_TEXT_SIZE], max[MARK_TEXT_SIZE], step[MARK_TEXT_SIZE];
    struct text text = plain_half_width(reading->csv.arena, cells[MARK].text);
    out->given = true;
    if (mark_parse(text, &out->mark) && criterion_takes(criterion, out->mark))
        return true;
    diags_error(reading->csv.diags, cells[MARK].span, _("%.*s takes marks from %s to %s in steps of %s"),
                TEXT_ARG(criterion->title), mark_format(criterion->min, min),
                mark_format(criterion->max, max), mark_format(criterion->step, step));
    return false;
}

static bool has_ticks(const struct csv_cell *cells)
{
    for (int i = STEPS; i <= OVERTIME; i++)
        if (text_trim(cells[i].text).len)
            return true;
    return false;
}

/* A mark from a paper sheet without its ticks stands as it is. */
static bool read_plain(struct reading *reading, const struct csv_cell *cells,
                       const struct criterion *criterion, struct criterion_mark *out)
{
    char min[MARK_TEXT_SIZE], max[MARK_TEXT_SIZE];
    struct text text = plain_half_width(reading->csv.arena, cells[MARK].text);
    out->given = true;
    if (mark_parse(text, &out->mark) && out->mark >= criterion->min && out->mark <= criterion->max)
        return true;
    diags_error(reading->csv.diags, cells[MARK].span, _("%.*s takes marks from %s to %s"),
                TEXT_ARG(criterion->title), mark_format(criterion->min, min),
                mark_format(criterion->max, max));
    return false;
}

static bool read_ticked(struct reading *reading, const struct csv_cell *cells,
                        const struct criterion *criterion, struct criterion_mark *out)
{
    int64_t wrong_order, overtime;
    bool ok = read_bits(reading, &cells[STEPS], criterion->step_count, &out->steps);
    ok = read_bits(reading, &cells[FAULTS], criterion->fault_count, &out->faults) && ok;
    ok = read_number(reading, &cells[WRONG_ORDER], CRITERION_MAX_STEPS, &wrong_order) && ok;
    ok = read_number(reading, &cells[OVERTIME], OVERTIME_MOST, &overtime) && ok;
    if (!ok)
        return false;
    out->given = true;
    out->wrong_order = (int)wrong_order;
    out->overtime = overtime * 1000;
    out->mark = criterion_measure(criterion, out);
    mark_t written;
    char computed[MARK_TEXT_SIZE];
    struct text text = plain_half_width(reading->csv.arena, cells[MARK].text);
    if (text.len == 0 || (mark_parse(text, &written) && written == out->mark))
        return true;
    diags_error(reading->csv.diags, cells[MARK].span,
                _("the steps and faults of %.*s give %s; leave the mark empty or correct one of them"),
                TEXT_ARG(criterion->title), mark_format(out->mark, computed));
    return false;
}

static bool read_measured(struct reading *reading, const struct csv_cell *cells,
                          const struct criterion *criterion, struct criterion_mark *out)
{
    bool plain = cells[MARK].text.len > 0 && !has_ticks(cells);
    return (plain ? read_plain : read_ticked)(reading, cells, criterion, out);
}

static bool note_given(struct reading *reading, const struct panel_mark_row *row, struct span span)
{
    struct text name =
        arena_textf(reading->csv.arena, "%d,%d,%d", row->performer, row->judge, row->criterion);
    struct place place = {span.line, span.column, span.length};
    const struct id_entry *first = ids_add(&reading->given, name, place, false);
    if (!first)
        return true;
    diags_error(reading->csv.diags, span, _("this mark is given twice: it already stands in line %d"),
                first->place.line);
    return false;
}

static void read_row(struct reading *reading, const struct csv_cell *cells)
{
    const struct panel_sheet *sheet = reading->sheet;
    struct panel_mark_row row = {.line = cells[PERFORMER].span.line};
    bool ok = require(reading, &cells[PERFORMER],
                      entrant_find(sheet->performers, sheet->performer_count, cells[PERFORMER].text),
                      _("“%.*s” does not perform in this panel"), &row.performer);
    ok = require(reading, &cells[JUDGE], panel_judge_find(sheet, cells[JUDGE].text),
                 _("“%.*s” is no judge of this panel"), &row.judge) &&
         ok;
    ok = require(reading, &cells[CRITERION], panel_criterion_find(sheet, cells[CRITERION].text),
                 _("“%.*s” is no criterion of this panel"), &row.criterion) &&
         ok;
    if (!ok)
        return;
    const struct criterion *criterion = &sheet->criteria[row.criterion];
    bool measured = criterion->kind == CRITERION_MEASURED;
    if (!(measured ? read_measured : read_judged)(reading, cells, criterion, &row.mark) ||
        !note_given(reading, &row, cells[PERFORMER].span))
        return;
    reading->rows = xgrow(reading->rows, &reading->capacity, reading->count + 1, sizeof *reading->rows);
    reading->rows[reading->count++] = row;
}

static void read_rows(struct reading *reading)
{
    struct csv_cell cells[COLUMNS];
    bool ok, any = false;
    for (; csv_next(&reading->csv, cells, &ok); any = true)
        if (ok)
            read_row(reading, cells);
    if (!any)
        diags_error(reading->csv.diags, (struct span){.file = reading->csv.file},
                    _("the file has a header and no rows"));
}

bool panel_marks_load(struct text source, const char *file, const struct panel_sheet *sheet,
                      struct arena *arena, struct diags *diags, struct panel_marks_file *out)
{
    size_t errors = diags->errors;
    *out = (struct panel_marks_file){NULL, 0};
    if (source.len > PEOPLE_MAX_FILE) {
        diags_error(diags, (struct span){.file = file}, _("the file is larger than %zu MB"),
                    PEOPLE_MAX_FILE >> 20);
        return false;
    }
    struct reading reading = {.sheet = sheet};
    ids_init(&reading.given);
    if (csv_open(&reading.csv, source, file, columns, COLUMNS, arena, diags))
        read_rows(&reading);
    struct panel_mark_row *rows = arena_array(arena, reading.count, sizeof *rows);
    if (reading.count)
        memcpy(rows, reading.rows, reading.count * sizeof *rows);
    *out = (struct panel_marks_file){rows, reading.count};
    ids_finish(&reading.given);
    free(reading.rows);
    return diags->errors == errors;
}
