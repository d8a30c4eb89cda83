#include "report/chart.h"

#include "base/i18n.h"

#include <math.h>
#include <stdio.h>

double chart_step(double top, int parts)
{
    double raw = top / parts;
    double unit = pow(10, floor(log10(raw)));
    static const double steps[] = {1, 2, 2.5, 5, 10};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (unit * steps[i] >= raw * (1 - 1e-9))
            return unit * steps[i];
    return unit * 10;
}

double chart_top(const struct chart *chart)
{
    if (chart->top > 0)
        return chart->top;
    double most = 0;
    for (int s = 0; s < chart->series_count; s++)
        for (int i = 0; i < chart->label_count; i++)
            if (isfinite(chart->series[s].values[i]))
                most = fmax(most, chart->series[s].values[i]);
    if (most <= 0)
        return 1;
    double step = chart_step(most, 5);
    return step * ceil(most / step * (1 - 1e-9));
}

void chart_add_title(const struct chart *chart, struct buf *out)
{
    if (chart->title.len && chart->value_label.len)
        /* TRANSLATORS: a chart's title and what its values are, such as "Marks (people)". */
        buf_addf(out, _("%.*s (%.*s)"), TEXT_ARG(chart->title), TEXT_ARG(chart->value_label));
    else
        buf_add_text(out, chart->title.len ? chart->title : chart->value_label);
}

void chart_add_value(struct buf *out, double value)
{
    if (!isfinite(value))
        return;
    char text[400]; /* the longest double without an exponent */
    int n = snprintf(text, sizeof text, "%.2f", value);
    while (n > 0 && text[n - 1] == '0')
        n--;
    if (n > 0 && text[n - 1] == '.')
        n--;
    struct text t = text_make(text, (size_t)n);
    buf_add_text(out, text_is(t, "-0") ? text_of("0") : t);
}
