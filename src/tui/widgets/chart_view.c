#include "tui/widgets/chart_view.h"

#include "base/unicode.h"
#include "tui/screens/facts.h"

#include <math.h>
#include <stdio.h>

enum { VALUE_SIZE = 40, AXIS_GAP = 1 };

/* ---- The scale ----------------------------------------------------------------------------------------- */

/* A number of which a quarter is short too, not below `value`. */
static double round_up(double value)
{
    double power = pow(10, floor(log10(value)));
    static const double steps[] = {1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i] * power >= value * (1 - 1e-9))
            return steps[i] * power;
    return 10 * power;
}

double chart_view_top(const struct chart *chart)
{
    double greatest = 0;
    for (int s = 0; s < chart->series_count; s++)
        for (int i = 0; i < chart->label_count; i++) {
            double value = chart->series[s].values[i];
            greatest = isfinite(value) && value > greatest ? value : greatest;
        }
    if (chart->top > 0)
        return chart->top;
    return greatest > 0 ? round_up(greatest) : 1;
}

/* As short as it is exact to two decimals. */
static struct text write_number(double value, char room[static VALUE_SIZE])
{
    double shown = round(value * 100) / 100;
    snprintf(room, VALUE_SIZE, fabs(shown) < 1e15 ? "%.15g" : "%.3g", shown == 0 ? 0 : shown);
    return text_of(room);
}

static struct text write_value(double value, char room[static VALUE_SIZE])
{
    return isfinite(value) ? write_number(value, room) : text_of("–");
}

/* Half cells that a value takes of `cells`; what is above nothing is never drawn as nothing. */
static int halves(double value, double top, int cells)
{
    if (!(value > 0))
        return 0;
    double share = value / top;
    int out = (int)((share > 1 ? 1 : share) * 2 * cells + 0.5);
    return out < 1 ? 1 : out;
}

/* ---- Bars ---------------------------------------------------------------------------------------------- */

static void draw_bar(struct canvas *canvas, int x, int y, int width, int half_cells)
{
    if (canvas->ascii)
        half_cells += half_cells & 1;
    canvas_fill(canvas, (struct rect){x, y, half_cells / 2, 1}, "█", ROLE_ACCENT);
    if ((half_cells & 1) && half_cells / 2 < width)
        canvas_string(canvas, x + half_cells / 2, y, 1, "▌", ROLE_ACCENT);
}

static int widest_label(const struct chart *chart)
{
    int widest = 0;
    for (int i = 0; i < chart->label_count; i++) {
        int width = utf8_width(chart->labels[i]);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static int widest_value(const struct chart *chart)
{
    char room[VALUE_SIZE];
    int widest = 0;
    for (int i = 0; i < chart->label_count; i++) {
        int width = utf8_width(write_value(chart->series[0].values[i], room));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static int draw_across(const struct chart *chart, struct canvas *canvas, struct rect rect, int scroll)
{
    char room[VALUE_SIZE];
    double top = chart_view_top(chart);
    int label = widest_label(chart), value = widest_value(chart), most = rect.width * 2 / 5;
    label = label < most ? label : most;
    int bar = rect.width - label - value - 2 * AXIS_GAP - 1;
    bar = bar < 1 ? 1 : bar;
    for (int i = scroll; i < chart->label_count && rect.height > 0; i++) {
        struct rect line = rect_take_top(&rect, 1);
        double v = chart->series[0].values[i];
        canvas_fit_right(canvas, line.x, line.y, label, facts_unit(chart->labels[i], label), ROLE_TEXT);
        canvas_string(canvas, line.x + label + AXIS_GAP, line.y, 1, "│", ROLE_DIM);
        int half_cells = halves(v, top, bar), x = line.x + label + AXIS_GAP + 1;
        draw_bar(canvas, x, line.y, bar, half_cells);
        canvas_text(canvas, x + (half_cells + 1) / 2 + AXIS_GAP, line.y, value, write_value(v, room),
                    ROLE_STRONG);
    }
    return chart->label_count;
}

/* ---- Upright ------------------------------------------------------------------------------------------- */

static void draw_column(struct canvas *canvas, struct rect place, double value, double top)
{
    char room[VALUE_SIZE];
    int half_cells = halves(value, top, place.height);
    if (canvas->ascii)
        half_cells += half_cells & 1;
    int full = half_cells / 2, above = (half_cells + 1) / 2;
    int bottom = place.y + place.height;
    canvas_fill(canvas, (struct rect){place.x, bottom - full, place.width, full}, "█", ROLE_ACCENT);
    if (half_cells & 1)
        canvas_fill(canvas, (struct rect){place.x, bottom - above, place.width, 1}, "▄", ROLE_ACCENT);
    struct text number = write_value(value, room);
    int shift = (place.width - utf8_width(number)) / 2;
    canvas_text(canvas, place.x + (shift > 0 ? shift : 0), bottom - above - 1, place.width, number,
                ROLE_STRONG);
}

/* One line for the values above, one for the axis, one for the labels. */
static void draw_upright(const struct chart *chart, struct canvas *canvas, struct rect rect, int width)
{
    double top = chart_view_top(chart);
    struct rect labels = rect_take_bottom(&rect, 1), axis = rect_take_bottom(&rect, 1);
    rect_take_top(&rect, 1);
    canvas_fill(canvas, (struct rect){axis.x, axis.y, width * chart->label_count + 1, 1}, "─", ROLE_DIM);
    for (int i = 0; i < chart->label_count; i++) {
        int x = rect.x + 1 + i * width;
        draw_column(canvas, (struct rect){x, rect.y, width - 1, rect.height}, chart->series[0].values[i],
                    top);
        int shift = (width - 1 - utf8_width(chart->labels[i])) / 2;
        canvas_fit(canvas, x + (shift > 0 ? shift : 0), labels.y, width - 1, chart->labels[i], ROLE_TEXT);
    }
}

static int draw_histogram(const struct chart *chart, struct canvas *canvas, struct rect rect, int scroll)
{
    enum { WIDEST = 12, LOWEST = 6 };
    int widest = widest_label(chart), value = widest_value(chart);
    int wanted = (widest > value ? widest : value) + 1;
    int width = chart->label_count ? (rect.width - 1) / chart->label_count : 0;
    if (width < wanted || rect.height < LOWEST)
        return draw_across(chart, canvas, rect, scroll);
    draw_upright(chart, canvas, rect,
                 width < WIDEST || width < wanted ? width
                 : WIDEST > wanted                ? WIDEST
                                                  : wanted);
    return 0;
}

/* ---- Lines --------------------------------------------------------------------------------------------- */

/* Series are told apart by letters: without colours, and in ASCII, too. */
static const char *const marks[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"};
enum { MARKS = sizeof marks / sizeof *marks };

static const char *mark_of(const struct chart *chart, int series)
{
    return chart->series_count == 1 ? "●" : marks[series % MARKS];
}

struct plot {
    struct rect rect;
    double top;
    int count; /* labels */
};

static int plot_x(const struct plot *plot, int label)
{
    int span = plot->rect.width - 1;
    return plot->rect.x +
           (plot->count > 1 ? (span * label + (plot->count - 1) / 2) / (plot->count - 1) : span / 2);
}

static int plot_y(const struct plot *plot, double value)
{
    double share = value / plot->top;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return plot->rect.y + (int)((1 - share) * (plot->rect.height - 1) + 0.5);
}

static void draw_between(const struct plot *plot, struct canvas *canvas, const double *values, int label)
{
    double from = values[label], to = values[label + 1];
    int x = plot_x(plot, label), end = plot_x(plot, label + 1);
    if (!isfinite(from) || !isfinite(to))
        return;
    for (int at = x + 1; at < end; at++)
        canvas_string(canvas, at, plot_y(plot, from + (to - from) * (at - x) / (end - x)), 1, "·", ROLE_DIM);
}

static void draw_series(const struct chart *chart, const struct plot *plot, struct canvas *canvas)
{
    for (int s = 0; s < chart->series_count; s++)
        for (int i = 0; i + 1 < chart->label_count; i++)
            draw_between(plot, canvas, chart->series[s].values, i);
    for (int s = chart->series_count - 1; s >= 0; s--)
        for (int i = 0; i < chart->label_count; i++) {
            double value = chart->series[s].values[i];
            if (isfinite(value))
                canvas_string(canvas, plot_x(plot, i), plot_y(plot, value), 1, mark_of(chart, s),
                              ROLE_STRONG);
        }
}

static int draw_axis(const struct plot *plot, struct canvas *canvas, int left)
{
    char room[VALUE_SIZE];
    for (int part = 0; part <= 4; part++) {
        double value = plot->top * part / 4;
        int y = plot_y(plot, value);
        canvas_fit_right(canvas, left, y, plot->rect.x - left - 2, write_number(value, room), ROLE_DIM);
    }
    canvas_fill(canvas, (struct rect){plot->rect.x - 1, plot->rect.y, 1, plot->rect.height}, "│", ROLE_DIM);
    return plot->rect.y + plot->rect.height;
}

/* As many labels as have room, always the first and the last. */
static void draw_labels(const struct chart *chart, const struct plot *plot, struct canvas *canvas,
                        struct rect line)
{
    int end = line.x + line.width, free_from = line.x;
    int last_width = utf8_width(chart->labels[chart->label_count - 1]);
    last_width = last_width < line.width / 3 ? last_width : line.width / 3;
    for (int i = 0; i < chart->label_count; i++) {
        bool last = i == chart->label_count - 1;
        int width = utf8_width(chart->labels[i]), x = plot_x(plot, i) - width / 2;
        x = x < free_from ? free_from : x;
        width = width < line.width / 3 ? width : line.width / 3;
        if (last)
            x = x + width > end ? end - width : x;
        else if (x > plot_x(plot, i) || x + width + 1 > end - last_width)
            continue;
        canvas_fit(canvas, x, line.y, width, chart->labels[i], ROLE_TEXT);
        free_from = x + width + 1;
    }
}

static int draw_legend(const struct chart *chart, struct canvas *canvas, struct rect rect, int scroll)
{
    char room[VALUE_SIZE];
    for (int s = scroll; s < chart->series_count && rect.height > 0; s++) {
        struct rect line = rect_take_top(&rect, 1);
        const struct chart_series *series = &chart->series[s];
        double last = chart->label_count ? series->values[chart->label_count - 1] : NAN;
        struct text value = write_value(last, room);
        int width = utf8_width(value);
        canvas_string(canvas, line.x, line.y, 1, mark_of(chart, s), ROLE_STRONG);
        canvas_fit(canvas, line.x + 2, line.y, line.width - width - 4, series->title, ROLE_TEXT);
        canvas_fit_right(canvas, line.x, line.y, line.width, value, ROLE_DIM);
    }
    return chart->series_count;
}

static int draw_lines(const struct chart *chart, struct canvas *canvas, struct rect rect, int scroll)
{
    enum { SCALE = 9, PLOT_LEAST = 6 };
    struct plot plot = {.top = chart_view_top(chart), .count = chart->label_count};
    int legend = chart->series_count > 1 ? chart->series_count : 0;
    int most = rect.height - PLOT_LEAST - 2;
    struct rect below = rect_take_bottom(&rect, legend < most ? legend : most > 0 ? most : 0);
    int lines = below.height > 0 ? draw_legend(chart, canvas, below, scroll) - below.height : 0;
    if (chart->label_count == 0)
        return 0;
    struct rect labels = rect_take_bottom(&rect, 1);
    int left = rect.x;
    rect_take_left(&rect, SCALE);
    plot.rect = rect;
    draw_axis(&plot, canvas, left);
    draw_series(chart, &plot, canvas);
    draw_labels(chart, &plot, canvas, labels);
    return lines > 0 ? lines : 0;
}

int chart_view_draw(const struct chart *chart, struct canvas *canvas, struct rect rect, int scroll)
{
    struct rect inside = rect;
    if (chart->value_label.len) {
        struct rect line = rect_take_top(&inside, 1);
        canvas_fit(canvas, line.x, line.y, line.width, chart->value_label, ROLE_DIM);
    }
    if (chart->kind == CHART_LINES)
        return draw_lines(chart, canvas, inside, scroll);
    int lines =
        (chart->kind == CHART_HISTOGRAM ? draw_histogram : draw_across)(chart, canvas, inside, scroll);
    return lines > inside.height ? lines - inside.height : 0;
}
