#include "report/html.h"

#include "base/unicode.h"
#include "report/cell.h"
#include "report/chart.h"

#include <math.h>

/* Units of the drawings, which are shown as CSS pixels where there is room. */
enum {
    WIDTH = 660,
    LINE = 15,         /* from one line of text to the next */
    COLUMN = 6,        /* one column of display width */
    BARS_HEIGHT = 780, /* what fits a landscape page scaled down, or a portrait page as it is */
    PLOT_HEIGHT = 200,
    LEFT = 52,
    RIGHT = 12,
    TOP = 22, /* around the plot of columns and lines */
    STEPS = 5,
};

/* ---- Text ---------------------------------------------------------------------------------------------- */

/* One line; `anchor`: start, middle, end. */
static void add_line(struct buf *out, double x, double y, const char *anchor, struct text t)
{
    buf_addf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    html_add_plain(out, t);
    buf_add_string(out, "</text>\n");
}

static void add_number(struct buf *out, double x, double y, const char *anchor, double value)
{
    struct buf number = BUF_EMPTY;
    chart_add_value(&number, value);
    add_line(out, x, y, anchor, buf_text(&number));
    buf_finish(&number);
}

/* A label broken to `columns`; returns its lines. */
static int add_label(struct buf *out, double x, double y, const char *anchor, struct text label, int columns)
{
    struct arena arena = ARENA_EMPTY;
    struct buf clean = BUF_EMPTY;
    size_t count;
    add_printable(&clean, label, " ");
    const struct text_line *lines = utf8_wrap(&arena, buf_text(&clean), columns < 2 ? 2 : columns, &count);
    for (size_t i = 0; i < count && out; i++)
        add_line(out, x, y + (double)i * LINE, anchor, lines[i].text);
    buf_finish(&clean);
    arena_finish(&arena);
    return (int)count;
}

static int label_lines(struct text label, int columns)
{
    return add_label(NULL, 0, 0, "", label, columns);
}

static void begin_figure(struct buf *out, const struct chart *chart, bool titled, double height)
{
    struct buf title = BUF_EMPTY;
    chart_add_title(chart, &title);
    buf_add_string(out, "<figure>\n");
    if (titled) {
        buf_add_string(out, "<figcaption>");
        html_add(out, buf_text(&title));
        buf_add_string(out, "</figcaption>\n");
    }
    buf_addf(out, "<svg viewBox=\"0 0 %d %.0f\" role=\"img\" aria-label=\"", WIDTH, height);
    html_add_plain(out, buf_text(&title));
    buf_add_string(out, "\">\n");
    buf_finish(&title);
}

static void end_figure(struct buf *out)
{
    buf_add_string(out, "</svg>\n</figure>\n");
}

/* ---- Bars, lying, one below the other ------------------------------------------------------------------ */

enum { BARS_LABEL_MOST = 34, BARS_VALUE = 60 };

static int widest_label(const struct chart *chart)
{
    int widest = 2;
    for (int i = 0; i < chart->label_count; i++) {
        int width = utf8_width(chart->labels[i]);
        widest = width > widest ? width : widest;
    }
    return widest < BARS_LABEL_MOST ? widest : BARS_LABEL_MOST;
}

static int bar_height(const struct chart *chart, int i, int columns)
{
    return label_lines(chart->labels[i], columns) * LINE + 7;
}

static void add_bar(struct buf *out, const struct chart *chart, int i, int columns, double y, double top)
{
    double x = columns * COLUMN + 10, room = WIDTH - x - BARS_VALUE;
    double value = chart->series[0].values[i];
    double length = isfinite(value) && value > 0 ? fmin(value / top, 1) * room : 0;
    int height = bar_height(chart, i, columns);
    add_label(out, x - 6, y + LINE - 1, "end", chart->labels[i], columns);
    buf_addf(out, "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>\n", x, y + 3,
             length, height - 7);
    add_number(out, x + length + 5, y + height / 2.0 + 4, "start", value);
}

static void add_bars(struct buf *out, const struct chart *chart)
{
    int columns = widest_label(chart);
    double top = chart_top(chart);
    for (int first = 0; first < chart->label_count || first == 0;) {
        int end = first, height = 0;
        while (end < chart->label_count &&
               (end == first || height + bar_height(chart, end, columns) <= BARS_HEIGHT))
            height += bar_height(chart, end++, columns);
        begin_figure(out, chart, first == 0, height + 4);
        double x = columns * COLUMN + 10, y = 2;
        for (int i = first; i < end; y += bar_height(chart, i, columns), i++)
            add_bar(out, chart, i, columns, y, top);
        buf_addf(out, "<path class=\"axis\" d=\"M%.1f 0V%d\"/>\n", x, height + 4);
        end_figure(out);
        if (end == first)
            break;
        first = end;
    }
}

/* ---- Columns and lines, over an axis ------------------------------------------------------------------- */

struct plot {
    const struct chart *chart;
    double low, top, step; /* of the scale */
    double slot;           /* width of one label's place */
    double y;              /* of the upper end */
};

static double plot_x(const struct plot *plot, int label)
{
    return LEFT + plot->slot * (label + 0.5);
}

static double plot_y(const struct plot *plot, double value)
{
    double share = (value - plot->low) / (plot->top - plot->low);
    return plot->y + PLOT_HEIGHT * (1 - fmax(0, fmin(1, share)));
}

static double lowest(const struct chart *chart)
{
    double low = 0;
    for (int s = 0; s < chart->series_count; s++)
        for (int i = 0; i < chart->label_count; i++)
            if (isfinite(chart->series[s].values[i]))
                low = fmin(low, chart->series[s].values[i]);
    return low;
}

static struct plot plot_of(const struct chart *chart, double y)
{
    struct plot plot = {.chart = chart, .top = chart_top(chart), .y = y};
    double low = lowest(chart);
    plot.step = chart_step(plot.top - low, STEPS);
    plot.low = floor(low / plot.step) * plot.step;
    plot.slot = (double)(WIDTH - LEFT - RIGHT) / (chart->label_count ? chart->label_count : 1);
    return plot;
}

static int label_columns(const struct plot *plot)
{
    return (int)(plot->slot / COLUMN) - 1;
}

/* How high the labels below the axis are. */
static int labels_height(const struct plot *plot)
{
    int most = 1;
    for (int i = 0; i < plot->chart->label_count; i++) {
        int lines = label_lines(plot->chart->labels[i], label_columns(plot));
        most = lines > most ? lines : most;
    }
    return most * LINE + 10;
}

static void add_axes(struct buf *out, const struct plot *plot)
{
    int count = (int)floor((plot->top - plot->low) / plot->step + 1e-9);
    for (int k = 0; k <= count; k++) {
        double value = plot->low + k * plot->step, y = plot_y(plot, value);
        buf_addf(out, "<path class=\"grid\" d=\"M%d %.1fH%d\"/>\n", LEFT, y, WIDTH - RIGHT);
        add_number(out, LEFT - 6, y + 4, "end", value);
    }
    buf_addf(out, "<path class=\"axis\" d=\"M%d %.1fV%.1fH%d\"/>\n", LEFT, plot->y, plot->y + PLOT_HEIGHT,
             WIDTH - RIGHT);
    for (int i = 0; i < plot->chart->label_count; i++)
        add_label(out, plot_x(plot, i), plot->y + PLOT_HEIGHT + LINE + 2, "middle", plot->chart->labels[i],
                  label_columns(plot));
}

static void add_columns(struct buf *out, const struct chart *chart)
{
    struct plot plot = plot_of(chart, TOP);
    begin_figure(out, chart, true, TOP + PLOT_HEIGHT + labels_height(&plot));
    add_axes(out, &plot);
    for (int i = 0; i < chart->label_count; i++) {
        double value = chart->series[0].values[i];
        if (!isfinite(value))
            continue;
        double y = plot_y(&plot, value), zero = plot_y(&plot, fmax(0, plot.low));
        buf_addf(out, "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                 plot_x(&plot, i) - plot.slot * 0.48, fmin(y, zero), plot.slot * 0.96, fabs(zero - y));
        add_number(out, plot_x(&plot, i), fmin(y, zero) - 4, "middle", value);
    }
    end_figure(out);
}

/* ---- Lines --------------------------------------------------------------------------------------------- */

static const struct {
    const char *colour, *dashes;
    const char *mark; /* drawn around the point */
} styles[] = {
    {"#1f4e8c", "none", "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"},
    {"#b3261e", "7 3", "m-4 -4h8v8h-8z"},
    {"#2e7d32", "2 3", "m0 -5l5 9h-10z"},
    {"#6a3d9a", "10 3 2 3", "m0 -5l5 5l-5 5l-5 -5z"},
    {"#8a5a00", "4 2", "m0 5l5 -9h-10z"},
    {"#000000", "12 4", "m-4 -4l8 8m0 -8l-8 8"},
};
enum { STYLES = sizeof styles / sizeof *styles, VALUES_MOST = 40 };

static void add_mark(struct buf *out, int style, double x, double y)
{
    buf_addf(out, "<path d=\"M%.1f %.1f%s\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"1.6\"/>\n", x, y,
             styles[style].mark, styles[style].colour);
}

static void add_legend(struct buf *out, const struct chart *chart)
{
    for (int s = 0; s < chart->series_count && chart->series_count > 1; s++) {
        double y = 10 + s * (LINE + 2);
        int style = s % STYLES;
        buf_addf(out, "<path d=\"M%d %.1fh36\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>\n",
                 LEFT, y, styles[style].colour, styles[style].dashes);
        add_mark(out, style, LEFT + 18, y);
        add_line(out, LEFT + 44, y + 4, "start", chart->series[s].title);
    }
}

static void add_series(struct buf *out, const struct plot *plot, int s)
{
    const double *values = plot->chart->series[s].values;
    int count = plot->chart->label_count, style = s % STYLES;
    bool drawing = false;
    buf_addf(out, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\" d=\"M0 0",
             styles[style].colour, styles[style].dashes);
    for (int i = 0; i < count; i++) {
        if (isfinite(values[i]))
            buf_addf(out, "%c%.1f %.1f", drawing ? 'L' : 'M', plot_x(plot, i), plot_y(plot, values[i]));
        drawing = isfinite(values[i]);
    }
    buf_add_string(out, "\"/>\n");
    for (int i = 0; i < count; i++)
        if (isfinite(values[i]))
            add_mark(out, style, plot_x(plot, i), plot_y(plot, values[i]));
}

/* Numbers stand above the points of every other line and below those of the others. */
static void add_values(struct buf *out, const struct plot *plot, int s)
{
    const double *values = plot->chart->series[s].values;
    for (int i = 0; i < plot->chart->label_count; i++)
        if (isfinite(values[i]))
            add_number(out, plot_x(plot, i), plot_y(plot, values[i]) + (s % 2 ? 18 : -8), "middle",
                       values[i]);
}

static void add_lines(struct buf *out, const struct chart *chart)
{
    double legend = chart->series_count > 1 ? chart->series_count * (LINE + 2) : 0;
    struct plot plot = plot_of(chart, TOP + legend);
    begin_figure(out, chart, true, TOP + legend + PLOT_HEIGHT + labels_height(&plot));
    add_legend(out, chart);
    add_axes(out, &plot);
    for (int s = 0; s < chart->series_count; s++)
        add_series(out, &plot, s);
    for (int s = 0; s < chart->series_count && chart->series_count * chart->label_count <= VALUES_MOST; s++)
        add_values(out, &plot, s);
    end_figure(out);
}

void html_add_chart(struct buf *out, const struct chart *chart)
{
    static void (*const draws[])(struct buf *, const struct chart *) = {
        [CHART_BARS] = add_bars, [CHART_HISTOGRAM] = add_columns, [CHART_LINES] = add_lines};
    if (chart->label_count && chart->series_count)
        draws[chart->kind](out, chart);
}
