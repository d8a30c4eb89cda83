/* Pieces of HTML. Private to report/. */
#ifndef BIWU_REPORT_HTML_H
#define BIWU_REPORT_HTML_H

#include "base/buf.h"
#include "core/table.h"

/* Appends t as text of an element: escaped, controls as '?', line ends as <br>. */
void html_add(struct buf *out, struct text t);
/* The same for an attribute in double quotes or for SVG text: line ends become spaces. */
void html_add_plain(struct buf *out, struct text t);
/* The chart as inline SVG in <figure>s: bars that are many are spread over several. Readable without
 * colour: every bar has its value, every line its dashes and marks. */
void html_add_chart(struct buf *out, const struct chart *chart);

#endif
