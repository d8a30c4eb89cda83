/* libxlsxwriter, loaded when a workbook is written and not before: it brings a whole cryptographic library
 * with it, which every seat would carry for nothing. Private to report/. */
#ifndef BIWU_REPORT_XLSX_LIBRARY_H
#define BIWU_REPORT_XLSX_LIBRARY_H

#include "base/err.h"

#include <xlsxwriter.h>

/* What is used of it; each is called through the library as `library->worksheet_set_row(…)`, with the types
 * of its own header. */
#define XLSX_FUNCTIONS(F)                                                                                    \
    F(lxw_strerror)                                                                                          \
    F(lxw_workbook_free)                                                                                     \
    F(workbook_add_chart)                                                                                    \
    F(workbook_add_format)                                                                                   \
    F(workbook_add_worksheet)                                                                                \
    F(workbook_close)                                                                                        \
    F(workbook_new_opt)                                                                                      \
    F(workbook_set_properties)                                                                               \
    F(workbook_validate_sheet_name)                                                                          \
    F(format_set_align)                                                                                      \
    F(format_set_bg_color)                                                                                   \
    F(format_set_bold)                                                                                       \
    F(format_set_border)                                                                                     \
    F(format_set_font_size)                                                                                  \
    F(format_set_num_format)                                                                                 \
    F(format_set_text_wrap)                                                                                  \
    F(chart_add_series)                                                                                      \
    F(chart_axis_set_max)                                                                                    \
    F(chart_axis_set_min)                                                                                    \
    F(chart_axis_set_reverse)                                                                                \
    F(chart_legend_set_position)                                                                             \
    F(chart_series_set_categories)                                                                           \
    F(chart_series_set_fill)                                                                                 \
    F(chart_series_set_labels)                                                                               \
    F(chart_series_set_labels_position)                                                                      \
    F(chart_series_set_line)                                                                                 \
    F(chart_series_set_marker_size)                                                                          \
    F(chart_series_set_marker_type)                                                                          \
    F(chart_series_set_name_range)                                                                           \
    F(chart_series_set_values)                                                                               \
    F(chart_set_series_gap)                                                                                  \
    F(chart_show_blanks_as)                                                                                  \
    F(chart_title_set_name)                                                                                  \
    F(worksheet_autofilter)                                                                                  \
    F(worksheet_conditional_format_range)                                                                    \
    F(worksheet_fit_to_pages)                                                                                \
    F(worksheet_freeze_panes)                                                                                \
    F(worksheet_ignore_errors)                                                                               \
    F(worksheet_insert_chart_opt)                                                                            \
    F(worksheet_merge_range)                                                                                 \
    F(worksheet_print_area)                                                                                  \
    F(worksheet_repeat_rows)                                                                                 \
    F(worksheet_set_column)                                                                                  \
    F(worksheet_set_default_row)                                                                             \
    F(worksheet_set_footer)                                                                                  \
    F(worksheet_set_h_pagebreaks)                                                                            \
    F(worksheet_set_header)                                                                                  \
    F(worksheet_set_landscape)                                                                               \
    F(worksheet_set_margins)                                                                                 \
    F(worksheet_set_paper)                                                                                   \
    F(worksheet_set_row)                                                                                     \
    F(worksheet_write_blank)                                                                                 \
    F(worksheet_write_datetime)                                                                              \
    F(worksheet_write_number)                                                                                \
    F(worksheet_write_string)

struct xlsx_library {
    void *handle;
#define XLSX_DECLARE(name) __typeof__(name) *name;
    XLSX_FUNCTIONS(XLSX_DECLARE)
#undef XLSX_DECLARE
};

/* Fails with ERR_FAILED, saying what to install, when the library is not there. Closed also after a failure.
 */
bool xlsx_library_open(struct xlsx_library *library, struct err *err);
void xlsx_library_close(struct xlsx_library *library);

#endif
