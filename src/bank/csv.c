#include "bank/csv.h"

#include "bank/encoding.h"
#include "bank/plain.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"

/* A row as it stands in the file. */
struct raw_row {
    struct csv_cell cells[CSV_MAX_CELLS];
    int count; /* may be more than are kept */
    int line;
    bool broken; /* a quote is out of place: said */
};

bool csv_text(struct text source, struct arena *arena, struct text *out)
{
    *out = text_from(source, encoding_mark(source));
    if (utf8_find_invalid(*out) < 0)
        return true;
    struct buf converted = BUF_EMPTY;
    bool ok = encoding_from_gb18030(source, &converted);
    if (ok)
        *out = arena_text(arena, buf_text(&converted));
    buf_finish(&converted);
    return ok;
}

static bool is_at_end(const struct csv *csv)
{
    return csv->at >= csv->text.len;
}

static char peek(const struct csv *csv)
{
    return is_at_end(csv) ? '\0' : csv->text.at[csv->at];
}

static bool is_at_line_end(const struct csv *csv)
{
    return is_at_end(csv) || peek(csv) == '\n' || peek(csv) == '\r';
}

/* Steps over one byte, or over a whole line end. */
static void step(struct csv *csv)
{
    char c = csv->text.at[csv->at++];
    bool ends_line = c == '\n' || (c == '\r' && peek(csv) != '\n');
    if (ends_line) {
        csv->line++;
        csv->column = 1;
    } else if (((unsigned char)c & 0xC0) != 0x80) {
        csv->column++;
    }
}

static struct span span_here(const struct csv *csv)
{
    return (struct span){csv->file, csv->line, csv->column, 1};
}

static void complain_quote(struct csv *csv, struct raw_row *row, struct span span, const char *message)
{
    if (!row->broken) {
        diags_error(csv->diags, span, "%s", message);
        diags_hint(csv->diags,
                   _("a cell that holds quotes stands in quotes, with each of its own quotes doubled"));
    }
    row->broken = true;
}

static struct text read_plain_cell(struct csv *csv, struct raw_row *row)
{
    size_t start = csv->at;
    for (; !is_at_line_end(csv) && peek(csv) != ','; step(csv))
        if (peek(csv) == '"')
            complain_quote(csv, row, span_here(csv), _("a quote in the middle of a cell"));
    return text_make(csv->text.at + start, csv->at - start);
}

/* The text between quotes, with "" for a quote. The opening quote has been passed. */
static struct text read_quoted_cell(struct csv *csv, struct raw_row *row, struct span opening)
{
    struct buf text = BUF_EMPTY;
    bool closed = false;
    while (!is_at_end(csv) && !closed) {
        char c = peek(csv);
        step(csv);
        if (c != '"') {
            buf_add_char(&text, c);
        } else if (peek(csv) == '"') {
            buf_add_char(&text, '"');
            step(csv);
        } else {
            closed = true;
        }
    }
    if (!closed)
        complain_quote(csv, row, opening, _("a quote that is not closed"));
    else if (!is_at_line_end(csv) && peek(csv) != ',')
        complain_quote(csv, row, span_here(csv), _("text after a closing quote"));
    while (!is_at_line_end(csv) && peek(csv) != ',')
        step(csv);
    struct text kept = arena_text(csv->arena, buf_text(&text));
    buf_finish(&text);
    return kept;
}

static void read_cell(struct csv *csv, struct raw_row *row)
{
    struct span span = span_here(csv);
    struct text text;
    if (peek(csv) == '"') {
        step(csv);
        text = read_quoted_cell(csv, row, span);
        span.length = 1;
    } else {
        text = read_plain_cell(csv, row);
        span.length = csv->column - span.column;
    }
    if (row->count < CSV_MAX_CELLS)
        row->cells[row->count] = (struct csv_cell){text_trim(text), span};
    row->count++;
}

static bool is_blank(const struct raw_row *row)
{
    for (int i = 0; i < row->count && i < CSV_MAX_CELLS; i++)
        if (row->cells[i].text.len)
            return false;
    return row->count <= CSV_MAX_CELLS && !row->broken;
}

/* The next row that is not blank. */
static bool read_row(struct csv *csv, struct raw_row *row)
{
    while (!is_at_end(csv)) {
        row->count = 0;
        row->broken = false;
        row->line = csv->line;
        read_cell(csv, row);
        while (peek(csv) == ',' && !is_at_end(csv)) {
            step(csv);
            read_cell(csv, row);
        }
        if (!is_at_end(csv)) {
            bool pair = peek(csv) == '\r';
            step(csv);
            if (pair && peek(csv) == '\n')
                step(csv);
        }
        if (!is_blank(row))
            return true;
    }
    return false;
}

static int find_column(const struct csv *csv, struct text name)
{
    for (int i = 0; i < csv->column_count; i++)
        for (int k = 0; k < CSV_NAMES && csv->columns[i].names[k].len; k++)
            if (text_equal(csv->columns[i].names[k], name))
                return i;
    return -1;
}

static void warn_unknown(const struct csv *csv, const struct csv_cell *cell)
{
    const char *names[CSV_MAX_CELLS * CSV_NAMES];
    size_t count = 0;
    for (int i = 0; i < csv->column_count; i++)
        for (int k = 0; k < CSV_NAMES && csv->columns[i].names[k].len; k++)
            names[count++] = csv->columns[i].names[k].at;
    struct text shown = utf8_cut(cell->text, 40);
    diags_warning(csv->diags, cell->span, _("unknown column “%.*s”: it is ignored"), TEXT_ARG(shown));
    int nearest = text_nearest(cell->text, names, count);
    if (nearest >= 0)
        diags_hint(csv->diags, _("did you mean “%s”?"), names[nearest]);
}

static void take_header_cell(struct csv *csv, int index, const struct csv_cell *cell,
                             struct span *first_of_column)
{
    csv->column_of[index] = -1;
    if (cell->text.len == 0)
        return;
    struct arena scratch = ARENA_EMPTY;
    int column = find_column(csv, utf8_fold(&scratch, cell->text));
    arena_finish(&scratch);
    if (column < 0) {
        warn_unknown(csv, cell);
        return;
    }
    if (first_of_column[column].line) {
        diags_error(csv->diags, cell->span, _("this column is given twice: it already stands at %d:%d"),
                    first_of_column[column].line, first_of_column[column].column);
        return;
    }
    first_of_column[column] = cell->span;
    csv->column_of[index] = column;
}

static bool require_columns(const struct csv *csv, const struct raw_row *header, const struct span *first)
{
    bool all = true;
    for (int i = 0; i < csv->column_count; i++) {
        if (!csv->columns[i].required || first[i].line)
            continue;
        all = false;
        struct text line = header->cells[0].text;
        diags_error(csv->diags, (struct span){csv->file, header->line, 1, 1},
                    _("the header lacks the column “%s”"), text_name_like(csv->columns[i].names, line).at);
        if (header->count == 1 && text_find(line, (struct text)TEXT("，")) >= 0)
            diags_hint(csv->diags, _("separate the cells with half-width commas"));
        else if (header->count == 1 && (memchr(line.at, '\t', line.len) || memchr(line.at, ';', line.len)))
            diags_hint(csv->diags, _("separate the cells with commas, not with tabs or semicolons"));
        else
            diags_hint(csv->diags, _("the first line names the columns, in any order"));
    }
    return all;
}

static bool read_header(struct csv *csv)
{
    struct raw_row header;
    struct span first[CSV_MAX_CELLS] = {{0}};
    if (!read_row(csv, &header)) {
        diags_error(csv->diags, (struct span){.file = csv->file}, _("the file is empty"));
        return false;
    }
    if (header.count > CSV_MAX_CELLS) {
        diags_error(csv->diags, (struct span){csv->file, header.line, 1, 1},
                    _("the header has %d columns; at most %d are allowed"), header.count, CSV_MAX_CELLS);
        return false;
    }
    size_t errors = csv->diags->errors;
    for (int i = 0; i < header.count; i++)
        take_header_cell(csv, i, &header.cells[i], first);
    csv->cell_count = header.count;
    return require_columns(csv, &header, first) && !header.broken && csv->diags->errors == errors;
}

static void complain_encoding(const struct csv *csv)
{
    struct text t = csv->text;
    size_t bad = (size_t)utf8_find_invalid(t), start = bad;
    while (start > 0 && t.at[start - 1] != '\n')
        start--;
    int line = 1;
    for (size_t i = 0; i < start; i++)
        line += t.at[i] == '\n';
    int column = (int)utf8_count(text_make(t.at + start, bad - start)) + 1;
    diags_error(csv->diags, (struct span){csv->file, line, column, 1},
                _("the file is neither UTF-8 nor GBK: the byte 0x%02X at offset %zu"),
                (unsigned)(unsigned char)t.at[bad], bad);
    diags_hint(csv->diags, _("save the table as “CSV UTF-8”"));
}

bool csv_open(struct csv *csv, struct text source, const char *file, const struct csv_column *columns,
              int column_count, struct arena *arena, struct diags *diags)
{
    *csv = (struct csv){.line = 1,
                        .column = 1,
                        .file = file,
                        .arena = arena,
                        .diags = diags,
                        .columns = columns,
                        .column_count = column_count};
    if (csv_text(source, arena, &csv->text))
        return read_header(csv);
    complain_encoding(csv);
    return false;
}

static bool take_cell(struct csv *csv, struct csv_cell *cell)
{
    if (plain_text(cell->text))
        return true;
    if (utf8_has_controls(cell->text, "")) {
        diags_error(csv->diags, cell->span, _("this cell holds a line break or a control character"));
        return false;
    }
    cell->text = utf8_nfc(csv->arena, cell->text);
    return true;
}

bool csv_next(struct csv *csv, struct csv_cell *cells, bool *ok)
{
    struct raw_row row;
    if (!read_row(csv, &row))
        return false;
    *ok = !row.broken;
    struct span whole = {csv->file, row.line, 1, 1};
    for (int i = 0; i < csv->column_count; i++)
        cells[i] = (struct csv_cell){{"", 0}, whole};
    if (row.count > csv->cell_count) {
        diags_error(csv->diags, whole, _("this row has %d cells, but the header has %d"), row.count,
                    csv->cell_count);
        diags_hint(csv->diags, _("put a cell that holds a comma in quotes"));
        *ok = false;
    }
    for (int i = 0; i < row.count && i < csv->cell_count; i++) {
        if (csv->column_of[i] < 0)
            continue;
        *ok = take_cell(csv, &row.cells[i]) && *ok;
        cells[csv->column_of[i]] = row.cells[i];
    }
    return true;
}
