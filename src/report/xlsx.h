/* The parts of a workbook. Private to report/. */
#ifndef BIWU_REPORT_XLSX_H
#define BIWU_REPORT_XLSX_H

#include "report/document_private.h"
#include "report/xlsx_library.h"

enum xlsx_style {
    STYLE_TITLE,
    STYLE_LINE,  /* below the title */
    STYLE_LABEL, /* bold: headings of pages, titles of charts */
    STYLE_NOTE,
    STYLE_HEADER,
    STYLES,
};
enum { XLSX_DECIMALS = 15 };

/* A sheet being written. */
struct xlsx_sheet {
    const struct xlsx_library *lib;
    lxw_worksheet *sheet; /* NULL: none */
    struct arena arena;
    struct column *columns; /* those of its pages, copied */
    int column_count;
    int *shown, *widths; /* columns for people; the widest of their texts so far */
    int count;
    bool broken;            /* some cell has several lines */
    int span;               /* columns that titles and notes stretch over */
    lxw_row_t row;          /* the next free one */
    lxw_row_t header, last; /* the headings; one after the last row of data */
    lxw_row_t breaks[LXW_BREAKS_MAX + 1];
    int break_count, pages;
};

struct xlsx {
    struct xlsx_library lib;
    lxw_workbook *book;
    char *directory; /* of temporary files */
    lxw_format *styles[STYLES];
    lxw_format *cells[CELL_TYPES][XLSX_DECIMALS + 1];
    struct xlsx_sheet now;
    lxw_worksheet *charts; /* NULL: none yet */
    lxw_row_t chart_row;
    /* The first page of a sheet waits until it is known whether others share the sheet. */
    bool holding;
    struct arena held_arena;
    struct table_page held;
};

/* A new sheet with a name like `name`: cut to 31 characters, without those that are forbidden, unique. */
lxw_worksheet *xlsx_add_sheet(struct xlsx *x, struct text name);
/* A text cell; cut where it is longer than a cell may be. `format` may be NULL. */
void xlsx_write_text(const struct xlsx_library *lib, lxw_worksheet *sheet, lxw_row_t row, int column,
                     struct text t, lxw_format *format);
/* The chart with its numbers on the sheet of charts, which is added when needed. */
void xlsx_add_chart(struct xlsx *x, const struct chart *chart);

/* What is printed above and below every page of a sheet. */
void xlsx_set_header_and_footer(const struct document *document, lxw_worksheet *sheet);
/* Ends the sheet being written: widths, filter, print settings. */
void xlsx_end_sheet(struct document *document);
/* Writes a page, on the sheet being written when that has its columns, else on a new one. `shared`: others
 * will follow there, and its heading stands among the rows. */
bool xlsx_write_page(struct document *document, const struct table_page *page, bool shared);
/* A row of text across the table, broken into lines. */
void xlsx_write_block(struct xlsx *x, enum xlsx_style style, struct text t);

#endif
