/* Sheets of a workbook: a title, the table, what stands below it, and how it is printed. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "report/xlsx.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

enum {
    WIDEST = 60,        /* of a column, in columns of display width; longer texts are broken */
    SPAN_LEAST = 60,    /* titles and notes have at least so much room */
    UPRIGHT_MOST = 105, /* wider tables are printed across the page */
    MANY_COLUMNS = 16,  /* so many are set closer */
    ROWS_BELOW = 64,    /* kept free below the rows of a full sheet, for notes and signatures */
    EMPTY_COLUMN = 8,
    LINE_HEIGHT = 16, /* points */
    TITLE_HEIGHT = 24,
};

/* ---- Cells --------------------------------------------------------------------------------------------- */

static void set_number_format(const struct xlsx_library *lib, lxw_format *format, enum cell_type type,
                              int decimals)
{
    static const char *const fixed[CELL_TYPES] = {
        [CELL_INT] = "0", [CELL_TIME] = "yyyy-mm-dd hh:mm:ss", [CELL_DURATION] = "[h]:mm:ss"};
    char numbers[32] = "0";
    if (fixed[type]) {
        lib->format_set_num_format(format, fixed[type]);
        return;
    }
    if (decimals)
        snprintf(numbers, sizeof numbers, "0.%0*d", decimals, 0);
    if (type == CELL_PERCENT)
        strcat(numbers, "%");
    if (column_is_number(&(struct column){.type = type}))
        lib->format_set_num_format(format, numbers);
}

static lxw_format *cell_format(struct xlsx *x, enum cell_type type, int decimals)
{
    decimals = decimals < 0 ? 0 : decimals > XLSX_DECIMALS ? XLSX_DECIMALS : decimals;
    lxw_format **place = &x->cells[type][decimals];
    if (*place)
        return *place;
    lxw_format *format = *place = x->lib.workbook_add_format(x->book);
    x->lib.format_set_border(format, LXW_BORDER_THIN);
    x->lib.format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (type == CELL_TEXT)
        x->lib.format_set_text_wrap(format);
    if (type == CELL_BOOL)
        x->lib.format_set_align(format, LXW_ALIGN_CENTER);
    set_number_format(&x->lib, format, type, decimals);
    return format;
}

/* How many decimals the marks of a column have, so that they stand below one another. */
static int decimals_of(const struct table *table, int c)
{
    const struct column *column = &table->columns[c];
    if (column->type != CELL_MARK && column->type != CELL_PERCENT)
        return column->type == CELL_REAL ? column->decimals : 0;
    int most = 0;
    for (size_t r = 0; r < table->row_count; r++) {
        const struct cell *cell = table_cell(table, r, c);
        while (!cell->none && most < MARK_DECIMALS && mark_round(cell->number, most) != cell->number)
            most++;
    }
    return most;
}

static void write_time(const struct xlsx_library *lib, lxw_worksheet *sheet, lxw_row_t row, int column,
                       int64_t wall_ms, lxw_format *format)
{
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm local;
    if (!localtime_r(&seconds, &local))
        return;
    lxw_datetime datetime = {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                             local.tm_hour,        local.tm_min,     local.tm_sec};
    lib->worksheet_write_datetime(sheet, row, (lxw_col_t)column, &datetime, format);
}

static void write_cell(struct xlsx_sheet *now, int i, const struct cell *cell, lxw_format *format)
{
    const struct column *column = &now->columns[now->shown[i]];
    lxw_col_t at = (lxw_col_t)i;
    if (cell_is_empty(column, cell)) {
        now->lib->worksheet_write_blank(now->sheet, now->row, at, format);
        return;
    }
    switch (column->type) {
    case CELL_TEXT:
        xlsx_write_text(now->lib, now->sheet, now->row, i, cell->text, format);
        break;
    case CELL_BOOL:
        xlsx_write_text(now->lib, now->sheet, now->row, i, text_of(cell->number ? _("yes") : _("no")),
                        format);
        break;
    case CELL_TIME:
        write_time(now->lib, now->sheet, now->row, i, cell->number, format);
        break;
    case CELL_DURATION:
        now->lib->worksheet_write_number(now->sheet, now->row, at, cell_value(column, cell) / (24 * 60 * 60),
                                         format);
        break;
    case CELL_PERCENT:
        now->lib->worksheet_write_number(now->sheet, now->row, at, (double)cell->number / (100.0 * MARK_ONE),
                                         format);
        break;
    case CELL_INT:
    case CELL_MARK:
    case CELL_REAL:
        now->lib->worksheet_write_number(now->sheet, now->row, at, cell_value(column, cell), format);
        break;
    }
}

/* ---- Widths -------------------------------------------------------------------------------------------- */

/* The widest line of a text. */
static int lines_width(struct text t)
{
    int widest = 0;
    struct text line;
    while (text_next(&t, '\n', &line)) {
        int width = utf8_width(line);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void measure(struct xlsx_sheet *now, const struct table *table)
{
    struct buf scratch = BUF_EMPTY;
    for (size_t r = 0; r < table->row_count; r++)
        for (int i = 0; i < now->count; i++) {
            buf_clear(&scratch);
            cell_add_shown(&scratch, &now->columns[now->shown[i]], table_cell(table, r, now->shown[i]), "\n");
            int width = lines_width(buf_text(&scratch));
            now->widths[i] = width > now->widths[i] ? width : now->widths[i];
            now->broken = now->broken || width > WIDEST || memchr(buf_string(&scratch), '\n', scratch.len);
        }
    buf_finish(&scratch);
}

static bool is_close(const struct xlsx_sheet *now)
{
    return now->count > MANY_COLUMNS;
}

static int column_width(const struct xlsx_sheet *now, int i)
{
    int widest = is_close(now) ? WIDEST / 2 : WIDEST;
    return now->widths[i] < widest ? now->widths[i] : widest;
}

/* In a spreadsheet's units: a digit is one, a Chinese character somewhat more than two. */
static double column_units(const struct xlsx_sheet *now, int i)
{
    return column_width(now, i) * 1.1 + (is_close(now) ? 1 : 2);
}

static double table_width(const struct xlsx_sheet *now)
{
    double total = 0;
    for (int i = 0; i < now->span; i++)
        total += i < now->count ? column_units(now, i) : EMPTY_COLUMN;
    return total;
}

static void choose_span(struct xlsx_sheet *now)
{
    now->span = now->count;
    while (table_width(now) < SPAN_LEAST)
        now->span++;
}

/* ---- Blocks -------------------------------------------------------------------------------------------- */

/* How many lines a text takes in `room` columns of display width. */
static int lines_in(struct text t, double room)
{
    int lines = 0;
    struct text line;
    while (text_next(&t, '\n', &line)) {
        int width = utf8_width(line);
        lines += width > room ? (int)ceil(width / room) : 1;
    }
    return lines ? lines : 1;
}

static double block_height(const struct xlsx_sheet *now, enum xlsx_style style, struct text t)
{
    bool title = style == STYLE_TITLE;
    return lines_in(t, table_width(now) / (title ? 1.7 : 1.1)) * (double)(title ? TITLE_HEIGHT : LINE_HEIGHT);
}

void xlsx_write_block(struct xlsx *x, enum xlsx_style style, struct text t)
{
    struct xlsx_sheet *now = &x->now;
    struct buf clean = BUF_EMPTY;
    add_printable(&clean, t, "\n");
    x->lib.worksheet_set_row(now->sheet, now->row, block_height(now, style, buf_text(&clean)), NULL);
    x->lib.worksheet_merge_range(now->sheet, now->row, 0, now->row, (lxw_col_t)(now->span - 1), "",
                                 x->styles[style]);
    xlsx_write_text(now->lib, now->sheet, now->row, 0, t, x->styles[style]);
    now->row++;
    buf_finish(&clean);
}

static void write_head(struct document *document, struct text heading, bool first, bool shared)
{
    struct xlsx *x = document->state;
    const struct document_head *head = &document->head;
    if (head->rehearsal)
        xlsx_write_block(x, STYLE_LABEL, text_of(document_rehearsal_mark()));
    if (head->title.len)
        xlsx_write_block(x, STYLE_TITLE, head->title);
    if (first && head->hall.len)
        xlsx_write_block(x, STYLE_LINE, head->hall);
    for (int i = 0; i < head->line_count && first; i++)
        xlsx_write_block(x, STYLE_LINE, head->lines[i]);
    if (heading.len && !shared && !text_equal(heading, head->title))
        xlsx_write_block(x, STYLE_LABEL, heading);
}

/* ---- A sheet ------------------------------------------------------------------------------------------- */

static void write_header(struct xlsx *x)
{
    struct xlsx_sheet *now = &x->now;
    int lines = 1;
    now->header = now->row;
    for (int i = 0; i < now->count; i++) {
        /* Beside the button of the filter. */
        int room = column_width(now, i) > 4 ? column_width(now, i) - 2 : column_width(now, i);
        int own = lines_in(column_heading(&now->columns[now->shown[i]]), room);
        lines = own > lines ? own : lines;
    }
    x->lib.worksheet_set_row(now->sheet, now->row, lines * LINE_HEIGHT + 4, NULL);
    for (int i = 0; i < now->count; i++)
        xlsx_write_text(now->lib, now->sheet, now->row, i, column_heading(&now->columns[now->shown[i]]),
                        x->styles[STYLE_HEADER]);
    now->row++;
    now->last = now->row;
    x->lib.worksheet_freeze_panes(now->sheet, now->row, 0);
    x->lib.worksheet_repeat_rows(now->sheet, now->header, now->header);
}

static bool begin_sheet(struct xlsx *x, struct text name)
{
    struct xlsx_sheet *now = &x->now;
    now->sheet = xlsx_add_sheet(x, name);
    if (!now->sheet)
        return false;
    x->lib.worksheet_set_default_row(now->sheet, LINE_HEIGHT, LXW_FALSE);
    now->row = 0;
    now->break_count = now->pages = 0;
    return true;
}

static void take_columns(struct xlsx_sheet *now, const struct table *table)
{
    arena_clear(&now->arena);
    size_t count = (size_t)table->column_count;
    now->columns = arena_array(&now->arena, count + 1, sizeof *now->columns);
    now->shown = arena_array(&now->arena, count + 1, sizeof *now->shown);
    now->widths = arena_array(&now->arena, count + 1, sizeof *now->widths);
    now->column_count = table->column_count;
    now->broken = false;
    for (size_t c = 0; c < count; c++) {
        now->columns[c] = table->columns[c];
        now->columns[c].key = arena_string(&now->arena, text_of(table->columns[c].key));
        now->columns[c].title = arena_text(&now->arena, table->columns[c].title);
    }
    now->count = columns_shown(table, now->shown);
    int most = is_close(now) ? 5 : 14;
    for (int i = 0; i < now->count; i++) {
        int width = utf8_width(column_heading(&now->columns[now->shown[i]])) + 2;
        now->widths[i] = width < most ? width : most;
    }
}

/* Header and footer take 255 characters, and '&' begins a code. */
static void add_code_text(struct buf *out, struct text t)
{
    struct buf clean = BUF_EMPTY;
    add_printable(&clean, t, " ");
    struct text cut = utf8_cut(buf_text(&clean), 80);
    for (size_t i = 0; i < cut.len; i++)
        buf_add_string(out, cut.at[i] == '&' ? "&&" : (char[]){cut.at[i], '\0'});
    buf_finish(&clean);
}

void xlsx_set_header_and_footer(const struct document *document, lxw_worksheet *sheet)
{
    const struct xlsx *x = document->state;
    struct buf code = BUF_EMPTY, journal = BUF_EMPTY;
    buf_add_string(&code, "&L");
    add_code_text(&code, document->head.rehearsal ? text_of(document_rehearsal_mark()) : document->head.hall);
    buf_add_string(&code, "&R");
    add_code_text(&code, document->head.title);
    x->lib.worksheet_set_header(sheet, buf_string(&code));
    buf_clear(&code);
    document_add_journal(document, true, &journal);
    buf_addf(&code, "&L&7 %s&R&9 &P / &N", buf_string(&journal));
    x->lib.worksheet_set_footer(sheet, buf_string(&code));
    buf_finish(&journal);
    buf_finish(&code);
}

static void add_bars(const struct xlsx_sheet *now)
{
    for (int i = 0; i < now->count; i++) {
        const struct column *column = &now->columns[now->shown[i]];
        if (!column->bar || now->last == now->header + 1)
            continue;
        lxw_conditional_format bar = {.type = LXW_CONDITIONAL_DATA_BAR,
                                      .bar_solid = LXW_TRUE,
                                      .bar_color = 0xB8C4D2,
                                      .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                      .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                      .max_value = column->type == CELL_PERCENT ? column->bar_full / 100
                                                                                : column->bar_full};
        now->lib->worksheet_conditional_format_range(now->sheet, now->header + 1, (lxw_col_t)i, now->last - 1,
                                                     (lxw_col_t)i, &bar);
    }
}

void xlsx_end_sheet(struct document *document)
{
    struct xlsx *x = document->state;
    struct xlsx_sheet *now = &x->now;
    if (!now->sheet)
        return;
    for (int i = 0; i < now->count; i++)
        x->lib.worksheet_set_column(now->sheet, (lxw_col_t)i, (lxw_col_t)i, column_units(now, i), NULL);
    add_bars(now);
    if (table_width(now) > UPRIGHT_MOST)
        x->lib.worksheet_set_landscape(now->sheet);
    x->lib.worksheet_fit_to_pages(now->sheet, 1, 0);
    x->lib.worksheet_set_margins(now->sheet, 0.45, 0.45, 0.75, 0.75);
    x->lib.worksheet_print_area(now->sheet, 0, 0, now->row ? now->row - 1 : 0, (lxw_col_t)(now->span - 1));
    if (now->break_count) {
        now->breaks[now->break_count] = 0;
        x->lib.worksheet_set_h_pagebreaks(now->sheet, now->breaks);
    }
    xlsx_set_header_and_footer(document, now->sheet);
    now->sheet = NULL;
}

/* ---- Pages --------------------------------------------------------------------------------------------- */

/* While the last row of data is the one last written: the library refuses rows that have gone to the file. */
static void add_filter(const struct xlsx_sheet *now)
{
    if (now->count)
        now->lib->worksheet_autofilter(now->sheet, now->header, 0, now->row - 1, (lxw_col_t)(now->count - 1));
}

/* A full sheet ends, and another with the same headings goes on. */
static bool go_on(struct document *document, struct text name)
{
    struct xlsx *x = document->state;
    x->now.last = x->now.row;
    add_filter(&x->now);
    xlsx_end_sheet(document);
    if (!begin_sheet(x, name))
        return false;
    write_header(x);
    x->now.pages = 1;
    return true;
}

/* Office programs that open a file do not all work out how high a row is. */
static void set_height(struct xlsx_sheet *now, const struct table *table, size_t row, struct buf *scratch)
{
    int lines = 1;
    for (int i = 0; i < now->count && now->broken; i++) {
        if (now->columns[now->shown[i]].type != CELL_TEXT)
            continue;
        buf_clear(scratch);
        cell_add_shown(scratch, &now->columns[now->shown[i]], table_cell(table, row, now->shown[i]), "\n");
        int own = lines_in(buf_text(scratch), column_width(now, i));
        lines = own > lines ? own : lines;
    }
    if (lines > 1)
        now->lib->worksheet_set_row(now->sheet, now->row, lines < 25 ? lines * LINE_HEIGHT : 400, NULL);
}

static bool write_rows(struct document *document, const struct table_page *page, struct text name)
{
    struct xlsx *x = document->state;
    struct xlsx_sheet *now = &x->now;
    lxw_format **formats = xcalloc((size_t)now->count + 1, sizeof *formats);
    for (int i = 0; i < now->count; i++) {
        int c = now->shown[i];
        formats[i] = cell_format(x, now->columns[c].type, decimals_of(&page->table, c));
    }
    bool ok = true;
    struct buf scratch = BUF_EMPTY;
    for (size_t r = 0; r < page->table.row_count && ok; r++) {
        if (now->row >= LXW_ROW_MAX - ROWS_BELOW)
            ok = go_on(document, name);
        if (ok)
            set_height(now, &page->table, r, &scratch);
        for (int i = 0; i < now->count && ok; i++)
            write_cell(now, i, table_cell(&page->table, r, now->shown[i]), formats[i]);
        now->row += ok;
    }
    now->last = now->row;
    buf_finish(&scratch);
    free(formats);
    return ok;
}

static void begin_shared_page(struct xlsx *x, struct text heading)
{
    struct xlsx_sheet *now = &x->now;
    if (now->pages) {
        now->row++;
        if (now->break_count < LXW_BREAKS_MAX)
            now->breaks[now->break_count++] = now->row;
    }
    if (heading.len)
        xlsx_write_block(x, STYLE_LABEL, heading);
}

bool xlsx_write_page(struct document *document, const struct table_page *page, bool shared)
{
    struct xlsx *x = document->state;
    struct xlsx_sheet *now = &x->now;
    struct text name = page->heading.len ? page->heading : document->head.title;
    bool first = STAILQ_EMPTY(x->book->worksheets);
    bool goes_on = now->sheet && columns_equal(&page->table, now->columns, now->column_count);
    if (!goes_on) {
        xlsx_end_sheet(document);
        take_columns(now, &page->table);
        if (!begin_sheet(x, shared ? document->head.title : name))
            return false;
    }
    measure(now, &page->table);
    if (!goes_on) {
        choose_span(now);
        write_head(document, page->heading, first, shared);
        write_header(x);
    }
    if (goes_on || shared)
        begin_shared_page(x, page->heading);
    now->pages++;
    bool ok = write_rows(document, page, name);
    /* Pages that share a sheet have headings among the rows, which a filter would mix up. */
    if (ok && !goes_on && !shared)
        add_filter(now);
    now->row += page->note_count > 0;
    for (int i = 0; i < page->note_count && ok; i++)
        xlsx_write_block(x, STYLE_NOTE, page->notes[i]);
    return ok;
}
