/* A page that outlives its maker. */
#include "core/table.h"

static const struct text *keep_texts(const struct text *texts, size_t count, struct arena *arena)
{
    struct text *out = arena_array(arena, count, sizeof *out);
    for (size_t i = 0; texts && i < count; i++)
        out[i] = arena_text(arena, texts[i]);
    return texts ? out : NULL;
}

static const struct chart_series *keep_series(const struct chart *chart, struct arena *arena)
{
    struct chart_series *out = arena_array(arena, (size_t)chart->series_count, sizeof *out);
    for (int i = 0; i < chart->series_count; i++) {
        double *values = arena_array(arena, (size_t)chart->label_count, sizeof *values);
        for (int v = 0; v < chart->label_count; v++)
            values[v] = chart->series[i].values[v];
        out[i] = (struct chart_series){arena_text(arena, chart->series[i].title), values};
    }
    return out;
}

static const struct chart *keep_charts(const struct table_page *page, struct arena *arena)
{
    struct chart *out = arena_array(arena, (size_t)page->chart_count, sizeof *out);
    for (int i = 0; i < page->chart_count; i++) {
        const struct chart *chart = &page->charts[i];
        out[i] = *chart;
        out[i].title = arena_text(arena, chart->title);
        out[i].value_label = arena_text(arena, chart->value_label);
        out[i].labels = keep_texts(chart->labels, (size_t)chart->label_count, arena);
        out[i].series = keep_series(chart, arena);
    }
    return out;
}

/* Labels are msgids and stay where they are. */
static const struct column *keep_columns(const struct table *table, struct arena *arena)
{
    struct column *out = arena_array(arena, (size_t)table->column_count, sizeof *out);
    for (int i = 0; i < table->column_count; i++) {
        out[i] = table->columns[i];
        out[i].key = arena_string(arena, text_of(out[i].key));
        out[i].title = arena_text(arena, out[i].title);
    }
    return out;
}

void table_page_keep(struct table_page *page, struct arena *arena)
{
    struct table *table = &page->table;
    page->heading = arena_text(arena, page->heading);
    page->notes = keep_texts(page->notes, (size_t)page->note_count, arena);
    page->leads = keep_texts(page->leads, table->row_count, arena);
    page->charts = keep_charts(page, arena);
    for (size_t i = 0; i < table->row_count * (size_t)table->column_count; i++)
        table->cells[i].text = arena_text(arena, table->cells[i].text);
    table->columns = keep_columns(table, arena);
}
