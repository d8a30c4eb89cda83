#include "base/i18n.h"
#include "tui/tables/table.h"
#include "tui/widgets/table_cell.h"

#include <stdio.h>

enum {
    TABLE_MOVE = 1,
    TABLE_LEFT,
    TABLE_RIGHT,
    TABLE_ENTER,
    TABLE_WHOLE,
    TABLE_SEARCH,
    TABLE_NEXT,
    TABLE_SORT,
    TABLE_FILTER,
    TABLE_CHARTS,
    TABLE_NOTES,
    TABLE_EXPORT,
    TABLE_RELOAD,
    TABLE_PAGE,
    TABLE_PEOPLE,
    TABLE_BACK,
    TABLE_LEAVE,
    TABLE_SEARCH_DONE,
    TABLE_SEARCH_CLEAR,
};

const struct binding tables_table_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = TABLE_MOVE,
     .modes = TABLE_MODE_TABLE,
     .name = "↑↓",
     .label = N_("row"),
     .help = N_("Move in the table (Home and End: to its ends).")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN},
     .action = TABLE_MOVE,
     .modes = TABLE_MODE_TABLE,
     .name = "PgUp/PgDn",
     .help = N_("Move by a page.")},
    {.keys = {INPUT_LEFT, '<', ','},
     .action = TABLE_LEFT,
     .modes = TABLE_MODE_TABLE,
     .name = "← →",
     .label = N_("column"),
     .help =
         N_("Choose the column; < and > do the same. A table that is wider than the screen moves along.")},
    {.keys = {INPUT_RIGHT, '>', '.'}, .action = TABLE_RIGHT, .modes = TABLE_MODE_TABLE},
    {.keys = {INPUT_ENTER},
     .action = TABLE_ENTER,
     .modes = TABLE_MODE_LEADS,
     .name = N_("Enter"),
     .label = N_("details"),
     .help = N_("Of a unit its people, of a person the paper.")},
    {.keys = {INPUT_ENTER, 'v', ' '},
     .action = TABLE_WHOLE,
     .modes = TABLE_MODE_ENDS,
     .name = N_("Enter"),
     .label = N_("whole row"),
     .help = N_("Read all of this row, nothing cut short.")},
    {.keys = {'v', ' '},
     .action = TABLE_WHOLE,
     .modes = TABLE_MODE_LEADS,
     .name = "V",
     .help = N_("Read all of this row, nothing cut short.")},
    {.keys = {'/', INPUT_CTRL + 'f'},
     .action = TABLE_SEARCH,
     .modes = TABLE_MODE_TABLE,
     .name = "/",
     .label = N_("search"),
     .help = N_("Find a text in any cell.")},
    {.keys = {'n'},
     .action = TABLE_NEXT,
     .modes = TABLE_MODE_TABLE,
     .name = "N",
     .label = N_("next one"),
     .help = N_("Go to the next place with the text searched for; with Shift to the one before.")},
    {.keys = {'s'},
     .action = TABLE_SORT,
     .modes = TABLE_MODE_TABLE,
     .name = "S",
     .label = N_("sort"),
     .help = N_("Order the rows by this column; again: the other way; a third time: as they were.")},
    {.keys = {'f'},
     .action = TABLE_FILTER,
     .modes = TABLE_MODE_TABLE,
     .name = "F",
     .label = N_("filter"),
     .help = N_("Show only a unit, a post, a period, or those who passed or failed.")},
    {.keys = {'c'},
     .action = TABLE_CHARTS,
     .modes = TABLE_MODE_CHARTS,
     .name = "C",
     .label = N_("charts"),
     .help = N_("Show the charts of this table.")},
    {.keys = {'t'},
     .action = TABLE_NOTES,
     .modes = TABLE_MODE_NOTES,
     .name = "T",
     .label = N_("notes"),
     .help = N_("How it was counted, and what was withheld and why.")},
    {.keys = {'e'},
     .action = TABLE_EXPORT,
     .modes = TABLE_MODE_TABLE,
     .name = "E",
     .label = N_("export"),
     .help = N_("Write the table to a file: XLSX, HTML, CSV or JSON.")},
    {.keys = {'b'},
     .action = TABLE_PEOPLE,
     .modes = TABLE_MODE_PEOPLE,
     .name = "B",
     .label = N_("by person"),
     .help = N_("Change between a row a person and rows as they were.")},
    {.keys = {INPUT_TAB},
     .action = TABLE_PAGE,
     .modes = TABLE_MODE_PAGES,
     .name = "Tab",
     .label = N_("next table"),
     .help = N_("Show the next of several tables.")},
    {.keys = {'r'},
     .action = TABLE_RELOAD,
     .modes = TABLE_MODE_TABLE,
     .name = "R",
     .label = N_("reload"),
     .help = N_("Read the table again, with what has come in since.")},
    {.keys = {INPUT_ESCAPE, INPUT_BACKSPACE},
     .action = TABLE_BACK,
     .modes = TABLE_MODE_TABLE,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Go back to where you came from.")},
    {.keys = {'q'},
     .action = TABLE_LEAVE,
     .modes = TABLE_MODE_TABLE,
     .name = "Q",
     .label = N_("leave"),
     .help = N_("Leave the program.")},
    {.keys = {INPUT_ENTER},
     .action = TABLE_SEARCH_DONE,
     .modes = TABLE_MODE_SEARCH,
     .name = N_("Enter"),
     .label = N_("find"),
     .help = N_("Go to the first place from here on.")},
    {.keys = {INPUT_ESCAPE},
     .action = TABLE_SEARCH_CLEAR,
     .modes = TABLE_MODE_SEARCH,
     .name = "Esc",
     .label = N_("end the search"),
     .help = N_("Search for nothing any more.")},
    BINDING_HELP(TABLE_MODE_TABLE),
    BINDING_HELP_TYPING(TABLE_MODE_SEARCH),
    {.action = 0},
};

/* ---- Searching ----------------------------------------------------------------------------------------- */

static void not_found(struct table_screen *table)
{
    app_notice(table->screen.app, ROLE_WARM, _("“%.*s” is in no cell of this table."),
               TEXT_ARG(text_trim(edit_text(&table->search))));
}

static void search(struct table_screen *table)
{
    table->searching = false;
    if (!table_view_search(&table->view, text_trim(edit_text(&table->search))))
        not_found(table);
}

static void find_next(struct table_screen *table, const struct event *event)
{
    bool wrapped, forward = event->character != 'N';
    if (table->view.needle.len == 0)
        app_notice(table->screen.app, ROLE_WARM, "%s", _("Nothing is being searched for: / asks for what."));
    else if (!table_view_find(&table->view, forward, &wrapped))
        not_found(table);
    else if (wrapped)
        app_notice(table->screen.app, ROLE_ACCENT, "%s",
                   forward ? _("From the beginning again.") : _("From the end again."));
}

/* ---- Going deeper -------------------------------------------------------------------------------------- */

static struct step show_row(struct table_screen *table)
{
    const struct table_page *page = table_screen_page(table);
    size_t row;
    if (!page || !table_view_row(&table->view, &row))
        return stay();
    struct arena *scratch = &table->screen.app->scratch;
    struct screen *reader = tables_reader_create(table->screen.app, arena_text(scratch, page->heading).at);
    for (int i = 0; i < table->view.column_count; i++) {
        char room[TABLE_CELL_SIZE];
        int c = table->view.columns[i].of;
        const struct column *column = &page->table.columns[c];
        tables_reader_add(reader, table_column_heading(column),
                          table_cell_text(column, table_cell(&page->table, row, c), room));
    }
    return push(reader);
}

/* A row that names a person has that number in it; any other leads to a unit. */
static bool leads_to_person(const struct table_screen *table, struct text lead)
{
    const struct table *of = table->view.table;
    int column = table_column(of, text_of("number"));
    size_t row;
    return column >= 0 && table_view_row(&table->view, &row) &&
           text_equal(table_cell(of, row, column)->text, lead);
}

struct step table_screen_enter(struct table_screen *table)
{
    struct text lead = table_screen_lead(table);
    if (!lead.len)
        return show_row(table);
    struct tables_filter filter = table->filter;
    struct table_request request = table->request;
    filter.unit[0] = filter.post[0] = '\0';
    request.unit = request.post = request.sort = text_make("", 0);
    request.by = TABLE_BY_DEFAULT;
    if (leads_to_person(table, lead)) {
        filter.pass = PASS_ANY;
        /* A paper is of an event; of all events the table itself says more about a person. */
        if (request.event_count)
            request.name = (struct text)TEXT("papers");
        request.number = lead;
    } else {
        request.name = (struct text)TEXT("scores");
        snprintf(filter.unit, sizeof filter.unit, "%.*s", TEXT_ARG(lead));
    }
    return push(tables_table_create(table->screen.app, &request, table->about, &filter));
}

static struct step show_notes(struct table_screen *table)
{
    const struct table_page *page = table_screen_page(table);
    struct arena *scratch = &table->screen.app->scratch;
    struct screen *reader = tables_reader_create(table->screen.app, arena_text(scratch, page->heading).at);
    for (int i = 0; i < page->note_count; i++)
        tables_reader_add(reader, text_make("", 0), page->notes[i]);
    return push(reader);
}

/* ---- Keys ---------------------------------------------------------------------------------------------- */

/* A key that other tables know. */
static void not_here(struct table_screen *table, const struct event *event)
{
    switch (keys_find(tables_table_keys, ~(uint32_t)TABLE_MODE_SEARCH, event).action) {
    case TABLE_CHARTS:
        app_notice(table->screen.app, ROLE_WARM, "%s", _("This table has no charts."));
        break;
    case TABLE_NOTES:
        app_notice(table->screen.app, ROLE_WARM, "%s", _("This table has no notes."));
        break;
    default:
        break;
    }
}

static struct step type_search(struct table_screen *table, int action, const struct event *event)
{
    if (action == TABLE_SEARCH_DONE) {
        search(table);
    } else if (action == TABLE_SEARCH_CLEAR) {
        edit_set(&table->search, text_of(""));
        search(table);
    } else {
        edit_event(&table->search, event);
    }
    return stay();
}

static struct step act_on_table(struct table_screen *table, int action, const struct event *event)
{
    switch (action) {
    case TABLE_MOVE:
        list_event(&table->view.rows, event);
        break;
    case TABLE_LEFT:
        table_view_step(&table->view, -1);
        break;
    case TABLE_RIGHT:
        table_view_step(&table->view, 1);
        break;
    case TABLE_ENTER:
        return table_screen_enter(table);
    case TABLE_WHOLE:
        return show_row(table);
    case TABLE_SEARCH:
        table->searching = true;
        break;
    case TABLE_NEXT:
        find_next(table, event);
        break;
    case TABLE_SORT:
        table_view_sort(&table->view);
        break;
    case TABLE_CHARTS:
        return push(tables_charts_create(table->screen.app, table_screen_page(table)));
    case TABLE_NOTES:
        return show_notes(table);
    case TABLE_EXPORT:
        return push(tables_export_create(table->screen.app));
    case TABLE_PAGE:
        table_screen_turn(table);
        break;
    default:
        not_here(table, event);
        break;
    }
    return stay();
}

struct step table_screen_act(struct table_screen *table, const struct event *event)
{
    int action = keys_find(tables_table_keys, table_screen_modes(table), event).action;
    if (table->searching)
        return type_search(table, action, event);
    /* Another screen would be shown what is about to go. */
    if (table->work != TABLE_REST && action != TABLE_BACK && action != TABLE_LEAVE)
        return stay();
    switch (action) {
    case TABLE_BACK:
        return pop();
    case TABLE_LEAVE:
        return (struct step){.kind = STEP_QUIT};
    case TABLE_RELOAD:
        table->work = TABLE_READING;
        return stay();
    case TABLE_PEOPLE:
        table->request.by = table->request.by == TABLE_BY_PERSON ? TABLE_BY_DEFAULT : TABLE_BY_PERSON;
        table->work = TABLE_READING;
        return stay();
    case TABLE_FILTER:
        return push(tables_filter_create(table->screen.app, &table->filter));
    default:
        return table->loaded ? act_on_table(table, action, event) : stay();
    }
}
