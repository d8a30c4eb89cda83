#include "bank/people_load.h"

#include "bank/csv.h"
#include "bank/ids.h"
#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <stdlib.h>

enum {
    NUMBER_MAX = 32, /* bytes, as all of these */
    NAME_MAX_BYTES = 192,
    UNIT_MAX = 512,
    POST_MAX = 128,
    PIN_MIN = 4,
    PIN_MAX = 12,
};

enum { COLUMN_NUMBER, COLUMN_NAME, COLUMN_UNIT, COLUMN_POST, COLUMN_PIN, COLUMNS };

static const struct csv_column columns[COLUMNS] = {
    [COLUMN_NUMBER] = {{TEXT("number"), TEXT("工号"), TEXT("编号"), TEXT("职工编号")}, true},
    [COLUMN_NAME] = {{TEXT("name"), TEXT("姓名")}, true},
    [COLUMN_UNIT] = {{TEXT("unit"), TEXT("单位"), TEXT("部门"), TEXT("支部")}, false},
    [COLUMN_POST] = {{TEXT("post"), TEXT("职务"), TEXT("岗位")}, false},
    [COLUMN_PIN] = {{TEXT("pin"), TEXT("口令"), TEXT("密码")}, false},
};

struct people_reading {
    struct csv csv;
    struct ids numbers;      /* seen so far */
    struct person_row *rows; /* owned */
    size_t count, capacity;
};

static bool is_number_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
}

static bool is_short_enough(struct diags *diags, const struct csv_cell *cell, size_t max)
{
    if (cell->text.len <= max)
        return true;
    diags_error(diags, cell->span, _("this cell has %zu bytes; at most %zu are allowed"), cell->text.len,
                max);
    return false;
}

static bool check_number(struct diags *diags, const struct csv_cell *cell)
{
    if (cell->text.len == 0) {
        diags_error(diags, cell->span, _("this row has no number"));
        return false;
    }
    for (size_t i = 0; i < cell->text.len; i++)
        if (!is_number_byte(cell->text.at[i])) {
            diags_error(diags, cell->span,
                        _("a number holds letters, digits, hyphens, underscores and dots only"));
            return false;
        }
    return is_short_enough(diags, cell, NUMBER_MAX);
}

static void check_name(struct diags *diags, const struct csv_cell *cell)
{
    if (cell->text.len == 0)
        diags_error(diags, cell->span, _("this row has no name"));
    else
        is_short_enough(diags, cell, NAME_MAX_BYTES);
}

static void check_unit(struct diags *diags, const struct csv_cell *cell)
{
    struct text rest = cell->text, part;
    if (rest.len == 0)
        return;
    while (text_next(&rest, '/', &part)) {
        if (text_trim(part).len == part.len && part.len > 0)
            continue;
        diags_error(diags, cell->span,
                    part.len ? _("a part of this unit's path begins or ends with a space")
                             : _("a part of this unit's path is empty"));
        diags_hint(diags, _("write a path like mine/team, without a slash at either end"));
        return;
    }
    is_short_enough(diags, cell, UNIT_MAX);
}

static void check_pin(struct diags *diags, const struct csv_cell *cell)
{
    struct text pin = cell->text;
    bool good = pin.len == 0 || (pin.len >= PIN_MIN && pin.len <= PIN_MAX);
    for (size_t i = 0; i < pin.len; i++)
        good = good && pin.at[i] > ' ' && pin.at[i] <= '~';
    if (!good)
        diags_error(diags, cell->span, _("a PIN has %d to %d letters, digits or signs, without spaces"),
                    PIN_MIN, PIN_MAX);
}

static void add_person(struct people_reading *reading, const struct csv_cell *cells)
{
    const struct csv_cell *number = &cells[COLUMN_NUMBER];
    struct place place = {number->span.line, number->span.column, number->span.length};
    const struct id_entry *first = ids_add(&reading->numbers, number->text, place, false);
    if (first) {
        diags_error(reading->csv.diags, number->span,
                    _("the number “%.*s” is taken: it already stands in line %d"), TEXT_ARG(number->text),
                    first->place.line);
        return;
    }
    reading->rows = xgrow(reading->rows, &reading->capacity, reading->count + 1, sizeof *reading->rows);
    reading->rows[reading->count++] = (struct person_row){.person = {.number = number->text,
                                                                     .name = cells[COLUMN_NAME].text,
                                                                     .unit = cells[COLUMN_UNIT].text,
                                                                     .post = cells[COLUMN_POST].text},
                                                          .pin = cells[COLUMN_PIN].text,
                                                          .line = number->span.line};
}

/* Texts of the CSV may point into the source: what is kept must not. */
static void keep_texts(struct arena *arena, struct csv_cell *cells)
{
    for (int i = 0; i < COLUMNS; i++)
        cells[i].text = arena_text(arena, cells[i].text);
}

static void read_person(struct people_reading *reading, struct csv_cell *cells)
{
    struct arena *arena = reading->csv.arena;
    struct diags *diags = reading->csv.diags;
    cells[COLUMN_NUMBER].text = plain_half_width(arena, cells[COLUMN_NUMBER].text);
    cells[COLUMN_PIN].text = plain_half_width(arena, cells[COLUMN_PIN].text);
    check_name(diags, &cells[COLUMN_NAME]);
    check_unit(diags, &cells[COLUMN_UNIT]);
    is_short_enough(diags, &cells[COLUMN_POST], POST_MAX);
    check_pin(diags, &cells[COLUMN_PIN]);
    if (!check_number(diags, &cells[COLUMN_NUMBER]))
        return;
    keep_texts(arena, cells);
    add_person(reading, cells); /* a row that is wrong elsewhere still has its number */
}

static bool is_too_large(struct text source, const char *file, struct diags *diags)
{
    if (source.len <= PEOPLE_MAX_FILE)
        return false;
    diags_error(diags, (struct span){.file = file}, _("the file is larger than %zu MB"),
                PEOPLE_MAX_FILE >> 20);
    return true;
}

static void read_people(struct people_reading *reading)
{
    struct csv_cell cells[COLUMNS];
    bool ok, any = false;
    for (; csv_next(&reading->csv, cells, &ok); any = true)
        if (ok)
            read_person(reading, cells);
    if (!any)
        diags_error(reading->csv.diags, (struct span){.file = reading->csv.file},
                    _("the file has a header and no rows"));
}

struct text people_source(struct text source, struct arena *arena)
{
    struct text text;
    csv_text(source, arena, &text);
    return text;
}

bool people_load(struct text source, const char *file, struct arena *arena, struct diags *diags,
                 struct people_file *out)
{
    size_t errors = diags->errors;
    *out = (struct people_file){NULL, 0};
    if (is_too_large(source, file, diags))
        return false;
    struct people_reading reading = {.rows = NULL};
    ids_init(&reading.numbers);
    if (csv_open(&reading.csv, source, file, columns, COLUMNS, arena, diags))
        read_people(&reading);
    struct person_row *rows = arena_array(arena, reading.count, sizeof *rows);
    if (reading.count)
        memcpy(rows, reading.rows, reading.count * sizeof *rows);
    *out = (struct people_file){rows, reading.count};
    ids_finish(&reading.numbers);
    free(reading.rows);
    return diags->errors == errors;
}
