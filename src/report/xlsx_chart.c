/* Charts of a workbook: on a sheet of their own, each beside its numbers, which can be worked with. */
#include "base/i18n.h"
#include "report/chart.h"
#include "report/xlsx.h"

#include <math.h>

enum {
    LABEL_UNITS = 36,
    VALUE_UNITS = 14,
    ROW_PIXELS = 20,
    CHART_WIDTH = 760,
    CHART_HEIGHT = 340,
    BAR_PIXELS = 26
};

static const uint8_t kinds[] = {
    [CHART_BARS] = LXW_CHART_BAR, [CHART_HISTOGRAM] = LXW_CHART_COLUMN, [CHART_LINES] = LXW_CHART_LINE};

static const struct {
    lxw_color_t colour;
    uint8_t dashes, mark;
} styles[] = {
    {0x1F4E8C, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_CIRCLE},
    {0xB3261E, LXW_CHART_LINE_DASH_DASH, LXW_CHART_MARKER_SQUARE},
    {0x2E7D32, LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_MARKER_TRIANGLE},
    {0x6A3D9A, LXW_CHART_LINE_DASH_DASH_DOT, LXW_CHART_MARKER_DIAMOND},
    {0x8A5A00, LXW_CHART_LINE_DASH_SQUARE_DOT, LXW_CHART_MARKER_X},
    {0x000000, LXW_CHART_LINE_DASH_LONG_DASH, LXW_CHART_MARKER_STAR},
};

static bool make_sheet(struct xlsx *x)
{
    if (!x->charts) {
        x->charts = xlsx_add_sheet(x, text_of(_("Charts")));
        x->chart_row = 0;
        if (!x->charts)
            return false;
        x->lib.worksheet_set_column(x->charts, 0, 0, LABEL_UNITS, NULL);
        x->lib.worksheet_set_column(x->charts, 1, 12, VALUE_UNITS, NULL);
        x->lib.worksheet_set_landscape(x->charts);
        x->lib.worksheet_fit_to_pages(x->charts, 1, 0);
    }
    return true;
}

/* Title, series and labels with their values; returns the row of the first label. */
static lxw_row_t write_numbers(struct xlsx *x, const struct chart *chart, const char *title)
{
    lxw_row_t row = x->chart_row;
    xlsx_write_text(&x->lib, x->charts, row++, 0, text_of(title), x->styles[STYLE_LABEL]);
    for (int s = 0; s < chart->series_count; s++) {
        struct text own = chart->series[s].title;
        xlsx_write_text(&x->lib, x->charts, row, s + 1, own.len ? own : chart->value_label,
                        x->styles[STYLE_HEADER]);
    }
    row++;
    for (int i = 0; i < chart->label_count; i++) {
        lxw_row_t at = row + (lxw_row_t)i;
        xlsx_write_text(&x->lib, x->charts, at, 0, chart->labels[i], NULL);
        for (int s = 0; s < chart->series_count; s++)
            if (isfinite(chart->series[s].values[i]))
                x->lib.worksheet_write_number(x->charts, at, (lxw_col_t)(s + 1), chart->series[s].values[i],
                                              NULL);
    }
    return row;
}

static void style_series(const struct xlsx_library *lib, lxw_chart_series *series, enum chart_kind kind,
                         int s)
{
    size_t style = (size_t)s % (sizeof styles / sizeof *styles);
    lxw_chart_line line = {.color = styles[style].colour, .dash_type = styles[style].dashes, .width = 2};
    lxw_chart_line edge = {.color = 0x222222, .width = 0.75};
    lxw_chart_fill fill = {.color = 0x7D93AD};
    if (kind == CHART_LINES) {
        lib->chart_series_set_line(series, &line);
        lib->chart_series_set_marker_type(series, styles[style].mark);
        lib->chart_series_set_marker_size(series, 8);
    } else {
        lib->chart_series_set_fill(series, &fill);
        lib->chart_series_set_line(series, &edge);
    }
    lib->chart_series_set_labels(series);
    /* The numbers of every other line stand below it. */
    lib->chart_series_set_labels_position(series, kind != CHART_LINES ? LXW_CHART_LABEL_POSITION_OUTSIDE_END
                                                  : s % 2             ? LXW_CHART_LABEL_POSITION_BELOW
                                                                      : LXW_CHART_LABEL_POSITION_ABOVE);
}

static void add_series(struct xlsx *x, lxw_chart *drawing, const struct chart *chart, lxw_row_t first)
{
    const char *sheet = x->charts->name;
    lxw_row_t last = first + (lxw_row_t)chart->label_count - 1;
    for (int s = 0; s < chart->series_count; s++) {
        lxw_col_t column = (lxw_col_t)(s + 1);
        lxw_chart_series *series = x->lib.chart_add_series(drawing, NULL, NULL);
        x->lib.chart_series_set_categories(series, sheet, first, 0, last, 0);
        x->lib.chart_series_set_values(series, sheet, first, column, last, column);
        x->lib.chart_series_set_name_range(series, sheet, first - 1, column);
        style_series(&x->lib, series, chart->kind, s);
    }
}

static lxw_chart *draw(struct xlsx *x, const struct chart *chart, const char *title, lxw_row_t first)
{
    lxw_chart *drawing = x->lib.workbook_add_chart(x->book, kinds[chart->kind]);
    add_series(x, drawing, chart, first);
    x->lib.chart_title_set_name(drawing, title);
    if (chart->series_count == 1)
        x->lib.chart_legend_set_position(drawing, LXW_CHART_LEGEND_NONE);
    /* Of lying bars the library's x axis is that of the values. */
    bool lying = chart->kind == CHART_BARS;
    lxw_chart_axis *values = lying ? drawing->x_axis : drawing->y_axis;
    if (lying)
        x->lib.chart_axis_set_reverse(drawing->y_axis);
    if (chart->kind == CHART_HISTOGRAM)
        x->lib.chart_set_series_gap(drawing, 4);
    x->lib.chart_axis_set_min(values, 0);
    x->lib.chart_axis_set_max(values, chart_top(chart));
    x->lib.chart_show_blanks_as(drawing, LXW_CHART_BLANKS_AS_GAP);
    return drawing;
}

void xlsx_add_chart(struct xlsx *x, const struct chart *chart)
{
    if (!chart->label_count || !chart->series_count || !make_sheet(x))
        return;
    struct buf raw = BUF_EMPTY, title = BUF_EMPTY;
    chart_add_title(chart, &raw);
    add_printable(&title, buf_text(&raw), " ");
    lxw_row_t top = x->chart_row, first = write_numbers(x, chart, buf_string(&title));
    lxw_chart *drawing = draw(x, chart, buf_string(&title), first);
    int height = chart->kind == CHART_BARS ? 90 + BAR_PIXELS * chart->label_count : CHART_HEIGHT;
    lxw_chart_options options = {.x_scale = CHART_WIDTH / 480.0, .y_scale = height / 288.0};
    x->lib.worksheet_insert_chart_opt(x->charts, top, (lxw_col_t)(chart->series_count + 2), drawing,
                                      &options);
    lxw_row_t numbers = first + (lxw_row_t)chart->label_count,
              picture = top + (lxw_row_t)(height / ROW_PIXELS) + 1;
    x->chart_row = (numbers > picture ? numbers : picture) + 2;
    buf_finish(&raw);
    buf_finish(&title);
}
