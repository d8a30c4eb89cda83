/* Tables out as text for a terminal, as CSV for programs, or as JSON; report/document.h writes whole
 * documents. */
#ifndef BIWU_REPORT_TABLE_H
#define BIWU_REPORT_TABLE_H

#include "base/buf.h"
#include "core/table.h"

enum table_format { TABLE_TEXT, TABLE_CSV, TABLE_JSON, TABLE_XLSX, TABLE_HTML };

bool table_format_from_name(const char *name,
                            enum table_format *out); /* "table" "csv" "json" "xlsx" "html" */

/* TABLE_TEXT: headings and cells aligned by display width, translated, bars where a column has them, controls
 * shown as '?' and line ends as spaces; fitted into `width` terminal columns (0: as wide as need be).
 * TABLE_CSV: RFC 4180 with a header of keys and LF line ends; marks as shortest decimals, booleans
 * true/false. TABLE_JSON: one array of objects, a row a line; marks as JSON numbers. The others are documents
 * only. */
void table_write(const struct table *table, enum table_format format, int width, struct buf *out);

/* One CSV field, quoted where RFC 4180 wants it. */
void csv_add_field(struct buf *out, struct text field);
/* One row as a JSON object. */
void json_add_row(struct buf *out, const struct table *table, size_t row);

#endif
