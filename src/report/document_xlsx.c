/* Documents as workbooks, by libxlsxwriter. Rows go to temporary files as they are written, so that memory
 * does not grow with them. */
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "report/xlsx.h"

#include <stdio.h>
#include <stdlib.h>

enum { HOLD_MOST = 1000 /* rows */, SHEET_NAME_MOST = 31, TEXT_MOST = 32000 };

/* ---- The workbook -------------------------------------------------------------------------------------- */

static void make_styles(struct xlsx *x)
{
    for (int i = 0; i < STYLES; i++) {
        lxw_format *format = x->styles[i] = x->lib.workbook_add_format(x->book);
        x->lib.format_set_text_wrap(format);
        x->lib.format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        if (i == STYLE_TITLE || i == STYLE_LABEL || i == STYLE_HEADER)
            x->lib.format_set_bold(format);
        if (i == STYLE_TITLE || i == STYLE_LINE || i == STYLE_HEADER)
            x->lib.format_set_align(format, LXW_ALIGN_CENTER);
    }
    x->lib.format_set_font_size(x->styles[STYLE_TITLE], 16);
    x->lib.format_set_font_size(x->styles[STYLE_NOTE], 10);
    x->lib.format_set_border(x->styles[STYLE_HEADER], LXW_BORDER_THIN);
    x->lib.format_set_bg_color(x->styles[STYLE_HEADER], 0xE8E8E8);
}

static void name_directory(struct xlsx *x, const char *path)
{
    const char *slash = strrchr(path, '/');
    x->directory = xstrdup(slash ? path : ".");
    if (slash)
        x->directory[slash == path ? 1 : slash - path] = '\0';
}

static void set_properties(struct document *document)
{
    struct xlsx *x = document->state;
    struct buf title = BUF_EMPTY, hall = BUF_EMPTY;
    add_printable(&title, document->head.title, " ");
    add_printable(&hall, document->head.hall, " ");
    buf_add_char(&title, '\0');
    buf_add_char(&hall, '\0');
    lxw_doc_properties properties = {
        .title = title.at, .company = hall.at, .created = (time_t)(document->head.made_at / 1000)};
    x->lib.workbook_set_properties(x->book, &properties);
    buf_finish(&title);
    buf_finish(&hall);
}

static bool begin(struct document *document, struct err *err)
{
    const char *path = file_writer_name(document->file);
    struct xlsx *x = document->state = xcalloc(1, sizeof *x);
    if (!xlsx_library_open(&x->lib, err))
        return false;
    x->now.lib = &x->lib;
    name_directory(x, path);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = x->directory};
    x->book = x->lib.workbook_new_opt(path, &options);
    if (!x->book)
        return err_set(err, ERR_FAILED, _("the spreadsheet could not be made"));
    make_styles(x);
    set_properties(document);
    return true;
}

static void drop(struct document *document)
{
    struct xlsx *x = document->state;
    if (!x)
        return;
    if (x->book)
        x->lib.lxw_workbook_free(x->book);
    xlsx_library_close(&x->lib);
    arena_finish(&x->held_arena);
    arena_finish(&x->now.arena);
    free(x->directory);
    free(x);
}

static void clean_sheet_name(struct buf *out, struct text name)
{
    add_printable(out, text_trim(name), " ");
    for (size_t i = 0; i < out->len; i++)
        if (strchr("[]:*?/\\'", out->at[i]))
            out->at[i] = '-';
    if (!out->len)
        buf_add_string(out, _("Table"));
}

/* The name and " (n)", together at most 31 UTF-16 units. */
static void add_sheet_name(struct buf *out, struct text name, int n)
{
    char number[16] = "";
    if (n > 1)
        snprintf(number, sizeof number, " (%d)", n);
    size_t room = SHEET_NAME_MOST - strlen(number), at = 0;
    while (at < name.len) {
        size_t step = utf8_step(text_from(name, at)), units = step == 4 ? 2 : 1;
        if (units > room)
            break;
        room -= units;
        at += step;
    }
    buf_add(out, name.at, at);
    buf_add_string(out, number);
}

lxw_worksheet *xlsx_add_sheet(struct xlsx *x, struct text name)
{
    struct buf clean = BUF_EMPTY, tried = BUF_EMPTY;
    clean_sheet_name(&clean, name);
    for (int n = 1; n < 10000; n++) {
        buf_clear(&tried);
        add_sheet_name(&tried, buf_text(&clean), n);
        if (x->lib.workbook_validate_sheet_name(x->book, buf_string(&tried)) == LXW_NO_ERROR)
            break;
    }
    lxw_worksheet *sheet = x->lib.workbook_add_worksheet(x->book, buf_string(&tried));
    buf_finish(&tried);
    buf_finish(&clean);
    if (sheet) {
        x->lib.worksheet_set_paper(sheet, 9); /* A4 */
        x->lib.worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    }
    return sheet;
}

void xlsx_write_text(const struct xlsx_library *lib, lxw_worksheet *sheet, lxw_row_t row, int column,
                     struct text t, lxw_format *format)
{
    struct buf clean = BUF_EMPTY;
    add_printable(&clean, t, "\n");
    if (clean.len > TEXT_MOST && utf8_count(buf_text(&clean)) > TEXT_MOST) {
        struct text cut = utf8_cut(buf_text(&clean), TEXT_MOST);
        clean.len = cut.len;
        buf_add_string(&clean, "…");
    }
    if (clean.len)
        lib->worksheet_write_string(sheet, row, (lxw_col_t)column, buf_string(&clean), format);
    else
        lib->worksheet_write_blank(sheet, row, (lxw_col_t)column, format);
    buf_finish(&clean);
}

/* ---- Pages --------------------------------------------------------------------------------------------- */

static void hold(struct xlsx *x, const struct table_page *page)
{
    size_t cells = page->table.row_count * (size_t)page->table.column_count;
    x->held = *page;
    x->held.table.cells = arena_array(&x->held_arena, cells + 1, sizeof *x->held.table.cells);
    if (cells)
        memcpy(x->held.table.cells, page->table.cells, cells * sizeof *page->table.cells);
    table_page_keep(&x->held, &x->held_arena);
    x->holding = true;
}

static bool write_held(struct document *document, bool shared)
{
    struct xlsx *x = document->state;
    if (!x->holding)
        return true;
    bool ok = xlsx_write_page(document, &x->held, shared);
    arena_clear(&x->held_arena);
    x->holding = false;
    return ok;
}

static bool failed(struct err *err)
{
    return err_set(err, ERR_FAILED, _("the spreadsheet could not be made"));
}

static bool page(struct document *document, const struct table_page *page, struct err *err)
{
    struct xlsx *x = document->state;
    bool goes_on = document_goes_on(document, page);
    if (!write_held(document, goes_on))
        return failed(err);
    if (!goes_on && !page->chart_count && page->table.row_count <= HOLD_MOST) {
        hold(x, page);
        return true;
    }
    if (!xlsx_write_page(document, page, false))
        return failed(err);
    for (int i = 0; i < page->chart_count; i++)
        xlsx_add_chart(x, &page->charts[i]);
    return true;
}

/* ---- The end ------------------------------------------------------------------------------------------- */

static void write_foot(struct document *document)
{
    struct xlsx *x = document->state;
    struct buf line = BUF_EMPTY;
    x->now.row++;
    if (document->head.sign)
        for (int i = 0; i < DOCUMENT_SIGNERS; i++) {
            buf_clear(&line);
            buf_addf(&line, _("%s: ____________  Date: ____________"), document_signer(i));
            xlsx_write_block(x, STYLE_LABEL, buf_text(&line));
        }
    buf_clear(&line);
    document_add_made(document, &line);
    buf_add_char(&line, '\n');
    document_add_journal(document, true, &line);
    xlsx_write_block(x, STYLE_NOTE, buf_text(&line));
    buf_finish(&line);
}

/* The library does not say when its temporary files could not be written, so they are looked at, and there
 * has to be room for what it makes of them. */
static bool is_all_there(struct document *document, struct err *err)
{
    struct xlsx *x = document->state;
    lxw_worksheet *sheet;
    int64_t bytes = 0;
    STAILQ_FOREACH(sheet, x->book->worksheets, list_pointers)
    {
        FILE *file = sheet->optimize_tmpfile;
        if (!file || fflush(file) != 0 || ferror(file))
            return err_set_errno(err, _("the spreadsheet could not be made"));
        bytes += ftell(file);
    }
    return file_writer_reserve(document->file, bytes + bytes / 4 + (1 << 20), err);
}

static bool end(struct document *document, struct err *err)
{
    struct xlsx *x = document->state;
    if (!write_held(document, false))
        return failed(err);
    if (!x->now.sheet) {
        struct table_page none = {.note_count = 0};
        table_init(&none.table, NULL, 0);
        if (!xlsx_write_page(document, &none, false))
            return failed(err);
    }
    write_foot(document);
    xlsx_end_sheet(document);
    if (x->charts)
        xlsx_set_header_and_footer(document, x->charts);
    if (!is_all_there(document, err))
        return false;
    lxw_error error = x->lib.workbook_close(x->book);
    x->book = NULL;
    return error == LXW_NO_ERROR ||
           err_set(err, ERR_FAILED, _("the spreadsheet could not be made: %s"), x->lib.lxw_strerror(error));
}

const struct document_format xlsx_documents = {
    .by_name = true, .begin = begin, .page = page, .end = end, .drop = drop};
