/* Responses taken on paper or orally. */
#include "bank/csv.h"
#include "bank/ids.h"
#include "bank/people_load.h"
#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum { NAME_MAX_BYTES = 2 * ITEM_MAX_ID + 1, SECONDS_MAX = 7 * 24 * 3600 };
enum { COLUMN_NUMBER, COLUMN_ITEM, COLUMN_RESPONSE, COLUMN_SECONDS, COLUMNS };

static const struct csv_column columns[COLUMNS] = {
    [COLUMN_NUMBER] = {{TEXT("number"), TEXT("工号"), TEXT("编号"), TEXT("职工编号")}, true},
    [COLUMN_ITEM] = {{TEXT("item"), TEXT("题号"), TEXT("试题编号"), TEXT("试题"), TEXT("题目")}, true},
    [COLUMN_RESPONSE] = {{TEXT("response"), TEXT("答案"), TEXT("作答")}, true},
    [COLUMN_SECONDS] = {{TEXT("seconds"), TEXT("秒"), TEXT("用时")}, false},
};

struct response_reading {
    struct csv csv;
    struct ids given;          /* number and item, seen so far */
    struct response_row *rows; /* owned */
    size_t count, capacity;
};

static bool require_text(struct diags *diags, const struct csv_cell *cell, size_t max, const char *lacking)
{
    if (cell->text.len > 0 && cell->text.len <= max)
        return true;
    if (cell->text.len == 0)
        diags_error(diags, cell->span, "%s", lacking);
    else
        diags_error(diags, cell->span, _("this cell has %zu bytes; at most %zu are allowed"), cell->text.len,
                    max);
    return false;
}

static bool parse_seconds(struct arena *arena, struct diags *diags, const struct csv_cell *cell, int64_t *out)
{
    *out = -1;
    if (cell->text.len == 0 || text_to_int(plain_half_width(arena, cell->text), 0, SECONDS_MAX, out))
        return true;
    diags_error(diags, cell->span, _("expected a whole number of seconds from 0 to %d"), SECONDS_MAX);
    return false;
}

static bool note_given(struct response_reading *reading, const struct response_row *row, struct span span)
{
    struct text name =
        arena_textf(reading->csv.arena, "%.*s,%.*s", TEXT_ARG(row->number), TEXT_ARG(row->item));
    struct place place = {span.line, span.column, span.length};
    const struct id_entry *first = ids_add(&reading->given, name, place, false);
    if (!first)
        return true;
    diags_error(reading->csv.diags, span,
                _("the response of “%.*s” to “%.*s” is given twice: it already stands in line %d"),
                TEXT_ARG(row->number), TEXT_ARG(row->item), first->place.line);
    return false;
}

static void read_response(struct response_reading *reading, const struct csv_cell *cells)
{
    struct arena *arena = reading->csv.arena;
    struct diags *diags = reading->csv.diags;
    const struct csv_cell *response = &cells[COLUMN_RESPONSE];
    struct response_row row = {.line = cells[COLUMN_NUMBER].span.line};
    bool ok = require_text(diags, &cells[COLUMN_NUMBER], ITEM_MAX_ID, _("this row has no number"));
    ok = require_text(diags, &cells[COLUMN_ITEM], NAME_MAX_BYTES, _("this row names no item")) && ok;
    ok = parse_seconds(arena, diags, &cells[COLUMN_SECONDS], &row.seconds) && ok;
    if (response->text.len > RESPONSE_MAX_TEXT) {
        diags_error(diags, response->span, _("this cell has %zu bytes; at most %zu are allowed"),
                    response->text.len, (size_t)RESPONSE_MAX_TEXT);
        return;
    }
    if (!ok)
        return;
    row.number = arena_text(arena, plain_half_width(arena, cells[COLUMN_NUMBER].text));
    row.item = arena_text(arena, cells[COLUMN_ITEM].text);
    row.response = arena_text(arena, response->text);
    if (!note_given(reading, &row, cells[COLUMN_ITEM].span))
        return;
    reading->rows = xgrow(reading->rows, &reading->capacity, reading->count + 1, sizeof *reading->rows);
    reading->rows[reading->count++] = row;
}

static void read_responses(struct response_reading *reading)
{
    struct csv_cell cells[COLUMNS];
    bool ok, any = false;
    for (; csv_next(&reading->csv, cells, &ok); any = true)
        if (ok)
            read_response(reading, cells);
    if (!any)
        diags_error(reading->csv.diags, (struct span){.file = reading->csv.file},
                    _("the file has a header and no rows"));
}

bool responses_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                    struct response_file *out)
{
    size_t errors = diags->errors;
    *out = (struct response_file){NULL, 0};
    if (source.len > PEOPLE_MAX_FILE) {
        diags_error(diags, (struct span){.file = file}, _("the file is larger than %zu MB"),
                    PEOPLE_MAX_FILE >> 20);
        return false;
    }
    struct response_reading reading = {.rows = NULL};
    ids_init(&reading.given);
    if (csv_open(&reading.csv, source, file, columns, COLUMNS, arena, diags))
        read_responses(&reading);
    struct response_row *rows = arena_array(arena, reading.count, sizeof *rows);
    if (reading.count)
        memcpy(rows, reading.rows, reading.count * sizeof *rows);
    *out = (struct response_file){rows, reading.count};
    ids_finish(&reading.given);
    free(reading.rows);
    return diags->errors == errors;
}
