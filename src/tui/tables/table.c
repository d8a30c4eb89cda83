#include "tui/tables/table.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/screens/screens.h"

#include <stdio.h>
#include <stdlib.h>

enum { LOOK_MS = 3000 }; /* how often it is asked for news */

const struct table_page *table_screen_page(const struct table_screen *table)
{
    return table->loaded && table->pages.count ? &table->pages.pages[table->page] : NULL;
}

bool table_screen_is_choosing(const struct table_screen *table)
{
    return text_is(table->request.name, "papers") && table->request.number.len == 0;
}

struct text table_screen_lead(const struct table_screen *table)
{
    const struct table_page *page = table_screen_page(table);
    size_t row;
    if (!page || !page->leads || !table_view_row(&table->view, &row))
        return text_make("", 0);
    return page->leads[row];
}

static bool may_be_of_people(const struct table_screen *table)
{
    const struct tables_port *port = tables_port_of(&table->screen);
    size_t count;
    const struct tables_kind *kinds = port->kinds(port->context, &count);
    for (size_t i = 0; i < count; i++)
        if (text_is(table->request.name, kinds[i].name))
            return kinds[i].by_person;
    return false;
}

uint32_t table_screen_modes(const struct table_screen *table)
{
    const struct table_page *page = table_screen_page(table);
    if (table->searching)
        return TABLE_MODE_SEARCH;
    return TABLE_MODE_TABLE | (table_screen_lead(table).len ? TABLE_MODE_LEADS : TABLE_MODE_ENDS) |
           (table->pages.count > 1 ? TABLE_MODE_PAGES : 0u) |
           (may_be_of_people(table) ? TABLE_MODE_PEOPLE : 0u) |
           (page && page->chart_count ? TABLE_MODE_CHARTS : 0u) |
           (page && page->note_count ? TABLE_MODE_NOTES : 0u);
}

/* ---- Reading ------------------------------------------------------------------------------------------- */

static struct table_request filtered(const struct table_screen *table)
{
    struct table_request request = table->request;
    const struct tables_filter *filter = &table->filter;
    if (filter->unit[0])
        request.unit = text_of(filter->unit);
    if (filter->post[0])
        request.post = text_of(filter->post);
    request.from = filter->since;
    request.to = filter->until;
    request.pass = filter->pass;
    return request;
}

static void finish_pages(struct tables_pages *pages)
{
    for (size_t i = 0; i < pages->count; i++)
        table_page_finish(&pages->pages[i]);
    *pages = (struct tables_pages){.count = 0};
}

static void show_page(struct table_screen *table, size_t page, const struct table_view *before)
{
    struct table_view view;
    table->page = page;
    table_view_init(&view, &table->pages.pages[page].table);
    if (before)
        table_view_resume(&view, before);
    table_view_finish(&table->view);
    table->view = view;
}

void table_screen_turn(struct table_screen *table)
{
    if (table->pages.count > 1)
        show_page(table, (table->page + 1) % table->pages.count, NULL);
}

static void take_pages(struct table_screen *table, struct arena *arena, struct tables_pages *pages)
{
    struct arena old_arena = table->arena;
    struct tables_pages old = table->pages;
    bool again = table->loaded;
    table->arena = *arena;
    table->pages = *pages;
    table->loaded = pages->count > 0;
    size_t page = table->page < pages->count ? table->page : 0;
    if (table->loaded)
        show_page(table, page, again ? &table->view : NULL);
    else
        table_view_finish(&table->view);
    finish_pages(&old);
    arena_finish(&old_arena);
}

void table_screen_read(struct table_screen *table)
{
    const struct tables_port *port = tables_port_of(&table->screen);
    struct arena arena = ARENA_EMPTY;
    struct tables_pages pages = {.count = 0};
    struct table_request request = filtered(table);
    if (table_screen_is_choosing(table))
        request.name = (struct text)TEXT("scores");
    table->failed = !port->load(port->context, &request, &arena, &pages, &table->err);
    table->news = false;
    table->next_look = table->screen.app->now + LOOK_MS;
    if (!table->failed) {
        take_pages(table, &arena, &pages);
        return;
    }
    finish_pages(&pages);
    arena_finish(&arena);
    table_view_finish(&table->view);
    finish_pages(&table->pages);
    table->loaded = false;
}

struct step table_screen_write(struct table_screen *table)
{
    const struct tables_port *port = tables_port_of(&table->screen);
    struct table_request request = filtered(table);
    struct err err = ERR_NONE;
    char path[TABLES_PATH_SIZE], text[TABLES_PATH_SIZE + 160];
    if (table->view.sorted != TABLE_VIEW_OWN_ORDER && !table_screen_is_choosing(table)) {
        const struct table *of = table->view.table;
        request.sort = text_of(of->columns[table->view.columns[table->view.sorted].of].key);
        request.descending = table->view.descending;
    }
    if (!port->save(port->context, &request, table->format, path, &err))
        return push(dialog_message(table->screen.app, _("Nothing was written"), err.message));
    snprintf(text, sizeof text, _("The table was written to:\n\n%s"), path);
    return push(dialog_message(table->screen.app, _("Written"), text));
}

/* ---- The screen ---------------------------------------------------------------------------------------- */

static struct step work(struct table_screen *table)
{
    const struct tables_port *port = tables_port_of(&table->screen);
    struct app *app = table->screen.app;
    enum table_work what = table->work;
    table->work = TABLE_REST;
    if (what == TABLE_READING)
        table_screen_read(table);
    else if (what == TABLE_WRITING)
        return table_screen_write(table);
    else if (table->loaded && !table->news && app->now >= table->next_look) {
        table->news = port->news(port->context, table->pages.head);
        table->next_look = app->now + LOOK_MS;
    }
    return stay();
}

static struct step on_answer(struct table_screen *table, const struct event *event)
{
    if (event->answer.choice < 0)
        return stay();
    if (event->answer.question == QUESTION_FILTER) {
        table->work = TABLE_READING;
    } else {
        table->format = (enum tables_format)event->answer.choice;
        table->work = TABLE_WRITING;
    }
    return stay();
}

static struct step on_mouse(struct table_screen *table, const struct event *event)
{
    struct table_view *view = &table->view;
    if (!table->loaded || table->work != TABLE_REST || list_event(&view->rows, event) ||
        event->mouse.action != MOUSE_PRESS)
        return stay();
    int heading = table_view_heading_at(view, event->mouse.x, event->mouse.y);
    if (heading >= 0) {
        view->at = heading;
        table_view_sort(view);
        return stay();
    }
    int row = list_row_at(&view->rows, view->body.y, event->mouse.y);
    bool again = row == view->rows.at;
    if (row >= 0)
        list_choose(&view->rows, row);
    return again ? table_screen_enter(table) : stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct table_screen *table = (struct table_screen *)screen;
    switch (event->kind) {
    case EVENT_TICK:
        return work(table);
    case EVENT_ANSWER:
        return on_answer(table, event);
    case EVENT_MOUSE:
        return on_mouse(table, event);
    case EVENT_CHARACTER:
    case EVENT_KEY:
    case EVENT_PASTE:
        return table_screen_act(table, event);
    default:
        return stay();
    }
}

static int64_t due(const struct screen *screen)
{
    const struct table_screen *table = (const struct table_screen *)screen;
    if (table->work != TABLE_REST)
        return 0;
    return table->loaded && !table->news ? table->next_look : -1;
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){tables_table_keys, table_screen_modes((const struct table_screen *)screen)};
}

static const char *title(const struct screen *screen)
{
    const struct table_screen *table = (const struct table_screen *)screen;
    const struct table_page *page = table_screen_page(table);
    struct arena *scratch = &screen->app->scratch;
    if (table_screen_is_choosing(table))
        return arena_textf(scratch, _("Papers: whose? · %.*s"), TEXT_ARG(table->about)).at;
    if (!page)
        return arena_text(scratch, table->about).at;
    if (text_find(page->heading, table->about) >= 0)
        return arena_text(scratch, page->heading).at;
    return arena_textf(scratch, "%.*s · %.*s", TEXT_ARG(page->heading), TEXT_ARG(table->about)).at;
}

static void destroy(struct screen *screen)
{
    struct table_screen *table = (struct table_screen *)screen;
    table_view_finish(&table->view);
    finish_pages(&table->pages);
    arena_finish(&table->arena);
    arena_finish(&table->kept);
    edit_finish(&table->search);
    free(table);
}

static const struct screen_ops ops = {
    .name = "tables-table",
    .on_event = on_event,
    .draw = table_screen_draw,
    .hints = hints,
    .title = title,
    .due = due,
    .destroy = destroy,
};

struct screen *tables_table_create(struct app *app, const struct table_request *request, struct text about,
                                   const struct tables_filter *filter)
{
    struct table_screen *table = xcalloc(1, sizeof *table);
    table->screen = (struct screen){&ops, app};
    table->request = *request;
    table->request.name = arena_text(&table->kept, request->name);
    table->request.unit = arena_text(&table->kept, request->unit);
    table->request.post = arena_text(&table->kept, request->post);
    table->request.number = arena_text(&table->kept, request->number);
    table->request.sort = arena_text(&table->kept, request->sort);
    table->request.columns = arena_text(&table->kept, request->columns);
    for (int i = 0; i < request->event_count; i++)
        table->request.events[i] = arena_text(&table->kept, request->events[i]);
    table->about = arena_text(&table->kept, about);
    if (filter)
        table->filter = *filter;
    table->view.sorted = TABLE_VIEW_OWN_ORDER;
    table->work = TABLE_READING;
    edit_init(&table->search, 120, false);
    return &table->screen;
}
