#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/tables/table.h"
#include "tui/widgets/table_cell.h"

#include <stdio.h>

struct text table_screen_filter_text(const struct table_screen *table, struct arena *arena)
{
    const struct tables_filter *filter = &table->filter;
    struct buf out = BUF_EMPTY;
    const char *const parts[] = {
        filter->unit,
        filter->post,
        filter->pass == PASS_PASSED   ? _("passed")
        : filter->pass == PASS_FAILED ? _("failed")
                                      : "",
    };
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        buf_addf(&out, "%s%s", out.len && parts[i][0] ? " · " : "", parts[i]);
    if (filter->since || filter->until)
        buf_addf(&out, "%s%s … %s", out.len ? " · " : "", filter->from, filter->to);
    struct text text = arena_text(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

/* ---- The line above ------------------------------------------------------------------------------------ */

static struct text amount_text(const struct table_screen *table)
{
    struct arena *scratch = &table->screen.app->scratch;
    if (table->pages.count > 1)
        return arena_textf(scratch, _("table %zu of %zu"), table->page + 1,
                           table->pages.count + table->pages.left_out);
    int rows = table->view.rows.count;
    return arena_textf(scratch, ngettext("%d row", "%d rows", (unsigned)rows), rows);
}

/* What is shown; whether it may still change. */
static struct text shown_text(const struct table_screen *table, enum role *role)
{
    const struct table_page *page = table_screen_page(table);
    bool provisional = page && page->provisional;
    *role = provisional ? ROLE_WARM : ROLE_DIM;
    return provisional ? arena_textf(&table->screen.app->scratch, _("provisional · %.*s"),
                                     TEXT_ARG(amount_text(table)))
                       : amount_text(table);
}

/* What is going on, else how much there is. */
static struct text state_text(const struct table_screen *table, enum role *role)
{
    *role = ROLE_WARM;
    if (table->work == TABLE_READING)
        return text_of(_(" Reading… "));
    if (table->work == TABLE_WRITING)
        return text_of(_(" Writing… "));
    if (table->news)
        return text_of(_(" New results have come in: R reads again. "));
    return table->loaded ? shown_text(table, role) : text_make("", 0);
}

static struct text what_text(const struct table_screen *table)
{
    struct arena *scratch = &table->screen.app->scratch;
    struct text needle = text_trim(edit_text(&table->search));
    struct text filter = table_screen_filter_text(table, scratch);
    if (filter.len)
        return arena_textf(scratch, _("Only: %.*s"), TEXT_ARG(filter));
    if (table_screen_is_choosing(table))
        return text_of(_("Enter shows a person's paper, E writes everybody's."));
    if (table->view.needle.len)
        return arena_textf(scratch, _("Search: %.*s"), TEXT_ARG(needle));
    return table->loaded ? text_make("", 0) : table->about;
}

static void draw_line_above(struct table_screen *table, struct canvas *canvas, struct rect row)
{
    if (table->searching) {
        int used = canvas_string(canvas, row.x, row.y, row.width, _("Search:"), ROLE_ACCENT) + 1;
        edit_draw(&table->search, canvas, row.x + used, row.y, row.width - used - 1, true);
        return;
    }
    enum role role;
    struct text state = state_text(table, &role);
    int width = utf8_width(state);
    canvas_fit_right(canvas, row.x, row.y, row.width, state, role);
    bool filtered = tables_filter_is_on(&table->filter);
    canvas_fit(canvas, row.x, row.y, row.width - width - 2, what_text(table),
               filtered ? ROLE_ACCENT : ROLE_STRONG);
}

/* ---- The line below: the cell under the cursor in full ------------------------------------------------- */

static struct text order_text(const struct table_screen *table)
{
    const struct table_view *view = &table->view;
    struct arena *scratch = &table->screen.app->scratch;
    return arena_textf(scratch, "%d / %d", view->rows.count ? view->rows.at + 1 : 0, view->rows.count);
}

static void draw_line_below(struct table_screen *table, struct canvas *canvas, struct rect row)
{
    char room[TABLE_CELL_SIZE];
    size_t at;
    const struct column *column = table_view_column(&table->view);
    struct text place = order_text(table);
    int width = utf8_width(place) + 2;
    canvas_fit_right(canvas, row.x, row.y, row.width, place, ROLE_DIM);
    if (!column || !table_view_row(&table->view, &at))
        return;
    const struct table *of = table->view.table;
    int c = table->view.columns[table->view.at].of;
    struct text heading =
        arena_textf(&table->screen.app->scratch, "%.*s: ", TEXT_ARG(table_column_heading(column)));
    int used = canvas_fit(canvas, row.x, row.y, row.width / 2, heading, ROLE_DIM);
    canvas_fit(canvas, row.x + used, row.y, row.width - used - width,
               table_cell_text(column, table_cell(of, at, c), room), ROLE_TEXT);
}

/* ---- Nothing to show ----------------------------------------------------------------------------------- */

static const struct {
    const char *name, *text;
} empties[] = {
    {"scores", N_("Nobody has a result yet.")},
    {"units", N_("There is no unit to rank: nobody is entitled to it.")},
    {"missing", N_("Nobody is missing: all those entitled have a result.")},
    {"sections", N_("Nobody has a result yet.")},
    {"topics", N_("Nobody has a result yet.")},
    {"papers", N_("Nobody has a paper yet.")},
    {"ledger", N_("Nobody has taken anything in this period.")},
    {"champions", N_("There is no winner yet.")},
    {"figures", N_("There are no responses yet to count.")},
    {"stats", N_("There are no responses yet to count.")},
    {"options", N_("There are no responses yet to count.")},
    {"warnings", N_("No item stands out.")},
};

static const char *empty_text(const struct table_screen *table)
{
    if (tables_filter_is_on(&table->filter))
        return _("Nothing is left with this filter. F changes it.");
    if (table->request.number.len)
        return _("This person has nothing here yet.");
    for (size_t i = 0; i < COUNT_OF(empties); i++)
        if (text_is(table->request.name, empties[i].name))
            return _(empties[i].text);
    return _("This table is empty.");
}

static void draw_text(struct table_screen *table, struct canvas *canvas, struct rect *area, struct text text,
                      enum role role)
{
    size_t lines;
    const struct text_line *line =
        utf8_wrap(&table->screen.app->scratch, text, area->width > 2 ? area->width : 2, &lines);
    for (size_t i = 0; i < lines; i++) {
        struct rect row = rect_take_top(area, 1);
        canvas_text(canvas, row.x, row.y, row.width, line[i].text, role);
    }
}

static void draw_nothing(struct table_screen *table, struct canvas *canvas, struct rect area)
{
    const struct table_page *page = table_screen_page(table);
    area = rect_inset(area, 2, 1);
    if (table->failed) {
        draw_text(table, canvas, &area, text_of(table->err.message), ROLE_BAD);
        rect_take_top(&area, 1);
        draw_text(table, canvas, &area, text_of(_("R tries again, F changes the filter, Esc goes back.")),
                  ROLE_DIM);
        return;
    }
    if (!table->loaded && table->work == TABLE_READING) {
        draw_text(table, canvas, &area, text_of(_("Reading…")), ROLE_DIM);
        return;
    }
    draw_text(table, canvas, &area, text_of(empty_text(table)), ROLE_STRONG);
    for (int i = 0; page && i < page->note_count; i++) {
        rect_take_top(&area, 1);
        draw_text(table, canvas, &area, page->notes[i], ROLE_DIM);
    }
}

void table_screen_draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct table_screen *table = (struct table_screen *)screen;
    const struct table_page *page = table_screen_page(table);
    struct rect area = rect_inset(rect, 1, 0);
    draw_line_above(table, canvas, rect_take_top(&area, 1));
    if (!page || page->table.row_count == 0) {
        draw_nothing(table, canvas, area);
        return;
    }
    struct rect below = rect_take_bottom(&area, 1);
    table_view_draw(&table->view, canvas, area);
    draw_line_below(table, canvas, below);
}
