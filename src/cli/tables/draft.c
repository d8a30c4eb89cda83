#include "cli/tables/draft.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void draft_begin(struct draft *draft, const struct picture *picture, struct arena *arena, struct text heading,
                 const struct column *columns, size_t count)
{
    *draft = (struct draft){.picture = picture, .arena = arena};
    draft->columns = arena_array(arena, count, sizeof *draft->columns);
    if (count)
        memcpy(draft->columns, columns, count * sizeof *columns);
    draft->page.heading = heading;
    table_init(&draft->page.table, draft->columns, (int)count);
}

struct column *draft_column(struct draft *draft, const char *key)
{
    int at = table_column(&draft->page.table, text_of(key));
    assert(at >= 0);
    return &draft->columns[at];
}

void draft_hide(struct draft *draft, const char *key)
{
    if (draft->picture->request->columns.len == 0)
        draft_column(draft, key)->label = NULL;
}

struct cell *draft_row(struct draft *draft)
{
    return draft_row_leading(draft, text_make("", 0));
}

struct cell *draft_row_leading(struct draft *draft, struct text lead)
{
    size_t row = draft->page.table.row_count;
    draft->leads = xgrow(draft->leads, &draft->lead_capacity, row + 1, sizeof *draft->leads);
    draft->leads[row] = lead;
    draft->leading = draft->leading || lead.len;
    return table_add(&draft->page.table);
}

static void add_note(struct draft *draft, const char *format, va_list args)
{
    char *text = NULL;
    int len = vasprintf(&text, format, args);
    assert(len >= 0 && draft->page.note_count < PAGE_MAX_NOTES);
    draft->notes[draft->page.note_count++] = arena_text(draft->arena, text_make(text, (size_t)len));
    free(text);
}

void draft_note(struct draft *draft, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_note(draft, format, args);
    va_end(args);
}

void draft_provisional(struct draft *draft, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_note(draft, format, args);
    va_end(args);
    draft->page.provisional = true;
}

void draft_chart(struct draft *draft, struct chart chart)
{
    assert(draft->page.chart_count < PAGE_MAX_CHARTS);
    draft->charts[draft->page.chart_count++] = chart;
}

void draft_drop(struct draft *draft)
{
    table_page_finish(&draft->page);
    free(draft->leads);
    draft->leads = NULL;
}

/* ---- As it was asked for --------------------------------------------------------------------------------
 */

static bool no_column(const struct table *table, struct text key, struct err *err)
{
    struct arena arena = ARENA_EMPTY;
    size_t count = (size_t)table->column_count;
    struct text *keys = arena_array(&arena, count, sizeof *keys);
    struct buf all = BUF_EMPTY;
    for (size_t i = 0; i < count; i++) {
        keys[i] = text_of(table->columns[i].key);
        if (all.len < 300) {
            buf_add_string(&all, i ? _(", ") : "");
            buf_add_text(&all, keys[i]);
        }
    }
    ptrdiff_t nearest = nearest_text(key, keys, count);
    if (nearest >= 0)
        err_set(err, ERR_NOT_FOUND, _("this table has no column %.*s; did you mean %.*s?"), TEXT_ARG(key),
                TEXT_ARG(keys[nearest]));
    else
        err_set(err, ERR_NOT_FOUND, _("this table has no column %.*s; it has %s"), TEXT_ARG(key),
                buf_string(&all));
    buf_finish(&all);
    arena_finish(&arena);
    return false;
}

static bool sort_page(struct draft *draft, struct err *err)
{
    const struct table_request *request = draft->picture->request;
    struct table *table = &draft->page.table;
    if (request->sort.len == 0)
        return true;
    int column = table_column(table, request->sort);
    if (column < 0)
        return no_column(table, request->sort, err);
    size_t *order = xcalloc(table->row_count, sizeof *order);
    struct text *leads = xcalloc(table->row_count, sizeof *leads);
    table_order(table, column, request->descending, order);
    for (size_t i = 0; i < table->row_count; i++)
        leads[i] = draft->leads[order[i]];
    table_sort(table, column, request->descending);
    free(draft->leads);
    draft->leads = leads;
    free(order);
    return true;
}

static bool choose_columns(struct draft *draft, struct err *err)
{
    struct text rest = draft->picture->request->columns, key;
    struct table *table = &draft->page.table;
    if (rest.len == 0)
        return true;
    int *chosen = arena_array(draft->arena, rest.len + 1, sizeof *chosen), count = 0;
    while (text_next(&rest, ',', &key)) {
        key = text_trim(key);
        chosen[count] = table_column(table, key);
        if (chosen[count] < 0)
            return no_column(table, key, err);
        for (int i = 0; i < count; i++)
            if (chosen[i] == chosen[count])
                return err_set(err, ERR_INVALID, _("the column %.*s is asked for twice"), TEXT_ARG(key));
        count++;
    }
    table_choose(table, chosen, count, draft->arena);
    return true;
}

bool draft_hand_over(struct draft *draft, struct err *err)
{
    const struct picture *picture = draft->picture;
    struct table_page page;
    if (!sort_page(draft, err) || !choose_columns(draft, err)) {
        draft_drop(draft);
        return false;
    }
    page = draft->page;
    size_t rows = page.table.row_count;
    if (draft->leading) {
        struct text *leads = arena_array(draft->arena, rows, sizeof *leads);
        memcpy(leads, draft->leads, rows * sizeof *leads);
        page.leads = leads;
    }
    free(draft->leads);
    draft->leads = NULL;
    struct text *notes = arena_array(draft->arena, (size_t)page.note_count, sizeof *notes);
    memcpy(notes, draft->notes, (size_t)page.note_count * sizeof *notes);
    page.notes = notes;
    struct chart *charts = arena_array(draft->arena, (size_t)page.chart_count, sizeof *charts);
    memcpy(charts, draft->charts, (size_t)page.chart_count * sizeof *charts);
    page.charts = charts;
    return picture->take(picture->context, &page, err);
}

/* ---- Charts ---------------------------------------------------------------------------------------------
 */

enum { CLASSES = 10 };

void draft_histogram(struct draft *draft, struct text title, const mark_t *marks, size_t count, mark_t full)
{
    if (count == 0 || full <= 0)
        return;
    struct text *labels = arena_array(draft->arena, CLASSES, sizeof *labels);
    double *values = arena_array(draft->arena, CLASSES, sizeof *values);
    for (int i = 0; i < CLASSES; i++) {
        char from[MARK_TEXT_SIZE], to[MARK_TEXT_SIZE];
        mark_format(mark_share(full, i, CLASSES, MARK_DECIMALS), from);
        mark_format(mark_share(full, i + 1, CLASSES, MARK_DECIMALS), to);
        labels[i] = arena_textf(draft->arena, "%s–%s", from, to);
    }
    for (size_t i = 0; i < count; i++) {
        /* A class holds its lower bound; the full mark belongs to the last. */
        int64_t class = marks[i] <= 0 ? 0 : marks[i] * CLASSES / full;
        values[class < CLASSES ? class : CLASSES - 1]++;
    }
    struct chart_series *series = arena_array(draft->arena, 1, sizeof *series);
    series->values = values;
    draft_chart(draft, (struct chart){.kind = CHART_HISTOGRAM,
                                      .title = title,
                                      .value_label = text_of(_("people")),
                                      .labels = labels,
                                      .label_count = CLASSES,
                                      .series = series,
                                      .series_count = 1});
}

void draft_bars(struct draft *draft, struct text title, struct text value_label, const struct text *labels,
                const double *values, size_t count, double top)
{
    if (count == 0)
        return;
    size_t shown = count < DRAFT_MAX_BARS ? count : DRAFT_MAX_BARS;
    if (shown < count)
        title = arena_textf(draft->arena, _("%.*s: the first %zu of %zu"), TEXT_ARG(title), shown, count);
    struct text *names = arena_array(draft->arena, shown, sizeof *names);
    double *heights = arena_array(draft->arena, shown, sizeof *heights);
    memcpy(names, labels, shown * sizeof *names);
    memcpy(heights, values, shown * sizeof *heights);
    struct chart_series *series = arena_array(draft->arena, 1, sizeof *series);
    series->values = heights;
    draft_chart(draft, (struct chart){.kind = CHART_BARS,
                                      .title = title,
                                      .value_label = value_label,
                                      .labels = names,
                                      .label_count = (int)shown,
                                      .series = series,
                                      .series_count = 1,
                                      .top = top});
}
