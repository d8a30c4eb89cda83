/* What all ways to draw a chart need. Private to report/. */
#ifndef BIWU_REPORT_CHART_H
#define BIWU_REPORT_CHART_H

#include "base/buf.h"
#include "core/table.h"

/* Where the scale ends: the chart's top, else a round number not below any value; never 0. */
double chart_top(const struct chart *chart);
/* A round step of the scale, giving about `parts` of them up to `top`. */
double chart_step(double top, int parts);
/* "Marks (people)": the title and what the values are, not cleaned. */
void chart_add_title(const struct chart *chart, struct buf *out);
/* A value for people: at most two decimals; nothing for none. */
void chart_add_value(struct buf *out, double value);

#endif
