#include "report/table.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/unicode.h"

#include <math.h>
#include <stdlib.h>

bool table_format_from_name(const char *name, enum table_format *out)
{
    static const char *const names[] = {"table", "csv", "json", "xlsx", "html"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (enum table_format)i;
            return true;
        }
    return false;
}

/* The cell as plain machine text. */
static void add_plain(struct buf *out, enum cell_type type, const struct cell *cell)
{
    char mark[MARK_TEXT_SIZE], time[CLOCK_TEXT_SIZE];
    if (cell->none)
        return;
    switch (type) {
    case CELL_TEXT:
        buf_add_text(out, cell->text);
        break;
    case CELL_INT:
        buf_add_int(out, cell->number);
        break;
    case CELL_MARK:
    case CELL_PERCENT:
        buf_add_string(out, mark_format(cell->number, mark));
        break;
    case CELL_REAL:
        if (!isnan(cell->real))
            buf_addf(out, "%.15g", cell->real);
        break;
    case CELL_TIME:
        if (cell->number)
            buf_add_string(out, clock_format(cell->number, time));
        break;
    case CELL_DURATION:
        buf_add_int(out, cell->number / 1000);
        break;
    case CELL_BOOL:
        buf_add_string(out, cell->number ? "true" : "false");
        break;
    }
}

static void add_printable(struct buf *out, struct text t)
{
    for (size_t at = 0; at < t.len;) {
        struct text rest = text_from(t, at);
        size_t step = utf8_step(rest);
        if (utf8_is_printable(text_make(rest.at, step)))
            buf_add(out, rest.at, step);
        else
            buf_add_char(out, '?');
        at += step;
    }
}

static void add_for_people(struct buf *out, enum cell_type type, const struct cell *cell)
{
    if (cell->none)
        return;
    if (type == CELL_TEXT)
        add_printable(out, cell->text);
    else if (type == CELL_BOOL)
        buf_add_string(out, cell->number ? _("yes") : _("no"));
    else
        add_plain(out, type, cell);
}

static int shown_width(struct buf *scratch, enum cell_type type, const struct cell *cell)
{
    buf_clear(scratch);
    add_for_people(scratch, type, cell);
    return utf8_width(buf_text(scratch));
}

static void add_padded(struct buf *out, struct text t, int width, bool right, bool last)
{
    size_t pad = (size_t)(width - utf8_width(t));
    if (right)
        buf_add_repeated(out, ' ', pad);
    buf_add_text(out, t);
    if (!right && !last)
        buf_add_repeated(out, ' ', pad);
    buf_add_string(out, last ? "\n" : "  ");
}

static void measure(const struct table *table, struct buf *scratch, int *widths)
{
    for (int c = 0; c < table->column_count; c++) {
        const char *label = table->columns[c].label;
        widths[c] = label ? utf8_width(text_of(_(label))) : 0;
        for (size_t r = 0; r < table->row_count; r++) {
            int w = shown_width(scratch, table->columns[c].type, table_cell(table, r, c));
            widths[c] = w > widths[c] ? w : widths[c];
        }
    }
}

static bool is_right_aligned(enum cell_type type)
{
    return type == CELL_INT || type == CELL_MARK;
}

/* The columns that are for people, in order. */
static int columns_shown(const struct table *table, int *out)
{
    int count = 0;
    for (int c = 0; c < table->column_count; c++)
        if (table->columns[c].label)
            out[count++] = c;
    return count;
}

static void write_text(const struct table *table, struct buf *out)
{
    struct buf scratch = BUF_EMPTY;
    int *widths = xcalloc((size_t)table->column_count, sizeof *widths);
    int *shown = xcalloc((size_t)table->column_count, sizeof *shown);
    int last = columns_shown(table, shown) - 1;
    measure(table, &scratch, widths);
    for (int i = 0; i <= last; i++) {
        const struct column *column = &table->columns[shown[i]];
        add_padded(out, text_of(_(column->label)), widths[shown[i]], is_right_aligned(column->type),
                   i == last);
    }
    for (int i = 0; i <= last; i++) {
        buf_add_repeated(out, '-', (size_t)widths[shown[i]]);
        buf_add_string(out, i == last ? "\n" : "  ");
    }
    for (size_t r = 0; r < table->row_count; r++)
        for (int i = 0; i <= last; i++) {
            enum cell_type type = table->columns[shown[i]].type;
            buf_clear(&scratch);
            add_for_people(&scratch, type, table_cell(table, r, shown[i]));
            add_padded(out, buf_text(&scratch), widths[shown[i]], is_right_aligned(type), i == last);
        }
    free(shown);
    free(widths);
    buf_finish(&scratch);
}

void csv_add_field(struct buf *out, struct text field)
{
    bool quote = false;
    for (size_t i = 0; i < field.len && !quote; i++)
        quote = strchr(",\"\r\n", field.at[i]) != NULL;
    if (!quote) {
        buf_add_text(out, field);
        return;
    }
    buf_add_char(out, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.at[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out, field.at[i]);
    }
    buf_add_char(out, '"');
}

static void write_csv(const struct table *table, struct buf *out)
{
    for (int c = 0; c < table->column_count; c++) {
        buf_add_string(out, c ? "," : "");
        buf_add_string(out, table->columns[c].key);
    }
    buf_add_char(out, '\n');
    struct buf field = BUF_EMPTY;
    for (size_t r = 0; r < table->row_count; r++) {
        for (int c = 0; c < table->column_count; c++) {
            buf_clear(&field);
            add_plain(&field, table->columns[c].type, table_cell(table, r, c));
            buf_add_string(out, c ? "," : "");
            csv_add_field(out, buf_text(&field));
        }
        buf_add_char(out, '\n');
    }
    buf_finish(&field);
}

static void write_json(const struct table *table, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t r = 0; r < table->row_count; r++) {
        buf_add_string(out, r ? ",\n {" : "\n {");
        for (int c = 0; c < table->column_count; c++) {
            const struct cell *cell = table_cell(table, r, c);
            json_add_name(out, table->columns[c].key);
            if (cell->none)
                buf_add_string(out, "null");
            else if (table->columns[c].type == CELL_TEXT)
                json_add_text(out, cell->text);
            else
                add_plain(out, table->columns[c].type, cell);
        }
        buf_add_char(out, '}');
    }
    buf_add_string(out, table->row_count ? "\n]\n" : "]\n");
}

void table_write(const struct table *table, enum table_format format, struct buf *out)
{
    static void (*const writers[])(const struct table *, struct buf *) = {
        [TABLE_TEXT] = write_text, [TABLE_CSV] = write_csv, [TABLE_JSON] = write_json};
    writers[format](table, out);
}
