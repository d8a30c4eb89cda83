#include "report/table.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/mem.h"
#include "report/cell.h"
#include "report/grid.h"

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
            cell_add_plain(&field, &table->columns[c], table_cell(table, r, c));
            buf_add_string(out, c ? "," : "");
            csv_add_field(out, buf_text(&field));
        }
        buf_add_char(out, '\n');
    }
    buf_finish(&field);
}

void json_add_row(struct buf *out, const struct table *table, size_t row)
{
    char time[CLOCK_TEXT_SIZE];
    buf_add_char(out, '{');
    for (int c = 0; c < table->column_count; c++) {
        const struct column *column = &table->columns[c];
        const struct cell *cell = table_cell(table, row, c);
        json_add_name(out, column->key);
        if (cell_is_empty(column, cell))
            buf_add_string(out, "null");
        else if (column->type == CELL_TEXT)
            json_add_text(out, cell->text);
        else if (column->type == CELL_TIME)
            json_add_text(out, text_of(clock_format(cell->number, time)));
        else
            cell_add_plain(out, column, cell);
    }
    buf_add_char(out, '}');
}

static void write_json(const struct table *table, struct buf *out)
{
    buf_add_char(out, '[');
    for (size_t r = 0; r < table->row_count; r++) {
        buf_add_string(out, r ? ",\n " : "\n ");
        json_add_row(out, table, r);
    }
    buf_add_string(out, table->row_count ? "\n]\n" : "]\n");
}

void table_write(const struct table *table, enum table_format format, int width, struct buf *out)
{
    static void (*const writers[])(const struct table *,
                                   struct buf *) = {[TABLE_CSV] = write_csv, [TABLE_JSON] = write_json};
    if (format == TABLE_TEXT)
        grid_write(table, width, out);
    else
        writers[format](table, out);
}
