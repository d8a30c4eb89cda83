#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/keep.h"
#include "tui/screens/facts.h"
#include "tui/screens/screens.h"
#include "tui/widgets/columns.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/list.h"

#include <stdlib.h>

enum { WINDOW = 120 }; /* rows asked for at once */

struct ranking {
    struct screen screen;
    char *event;
    bool units;
    struct list list; /* over all rows that match */
    struct edit search;
    bool searching;
    struct arena arena; /* of the window */
    struct text title;
    const struct rank_row *rows;
    int64_t first, count; /* the window */
    int64_t own;          /* position of the own row, -1: none */
    int64_t pending;
    bool loaded;
    enum wire_error refused; /* why it is not shown, or WIRE_OK */
    int first_line;
};

enum {
    RANKING_MOVE = 1,
    RANKING_UNITS,
    RANKING_SEARCH,
    RANKING_OWN,
    RANKING_BACK,
    RANKING_SEARCH_DONE,
    RANKING_SEARCH_CLEAR,
};
enum { MODE_TABLE = 1, MODE_SEARCH = 2 };

const struct binding ranking_keys[] = {
    {.keys = {INPUT_UP, INPUT_DOWN, INPUT_HOME, INPUT_END},
     .action = RANKING_MOVE,
     .modes = MODE_TABLE,
     .name = "↑↓",
     .label = N_("move"),
     .help = N_("Move in the table (Home and End: to its ends).")},
    {.keys = {INPUT_PAGE_UP, INPUT_PAGE_DOWN},
     .action = RANKING_MOVE,
     .modes = MODE_TABLE,
     .name = "PgUp/PgDn",
     .label = N_("page"),
     .help = N_("Move by a page.")},
    {.keys = {INPUT_TAB},
     .action = RANKING_UNITS,
     .modes = MODE_TABLE,
     .name = "Tab",
     .label = N_("persons/units"),
     .help = N_("Change between persons and units.")},
    {.keys = {'/', INPUT_CTRL + 'f'},
     .action = RANKING_SEARCH,
     .modes = MODE_TABLE,
     .name = "/",
     .label = N_("search"),
     .help = N_("Show only rows whose number, name or unit holds a text.")},
    {.keys = {'o'},
     .action = RANKING_OWN,
     .modes = MODE_TABLE,
     .name = "O",
     .label = N_("my row"),
     .help = N_("Move to your own row.")},
    {.keys = {INPUT_ESCAPE},
     .action = RANKING_BACK,
     .modes = MODE_TABLE,
     .name = "Esc",
     .label = N_("back"),
     .help = N_("Show all rows again, then go back.")},
    {.keys = {INPUT_ENTER, INPUT_DOWN, INPUT_TAB},
     .action = RANKING_SEARCH_DONE,
     .modes = MODE_SEARCH,
     .name = N_("Enter"),
     .label = N_("search"),
     .help = N_("Search.")},
    {.keys = {INPUT_ESCAPE},
     .action = RANKING_SEARCH_CLEAR,
     .modes = MODE_SEARCH,
     .name = "Esc",
     .label = N_("show all"),
     .help = N_("Show all rows again.")},
    BINDING_HELP(MODE_TABLE),
    BINDING_HELP_TYPING(MODE_SEARCH),
    {.action = 0},
};

static uint32_t modes(const struct ranking *ranking)
{
    return ranking->searching ? MODE_SEARCH : MODE_TABLE;
}

static struct hints hints(const struct screen *screen)
{
    return (struct hints){ranking_keys, modes((const struct ranking *)screen)};
}

/* ---- The window ------------------------------------------------------------------------------------- */

static void ask(struct ranking *ranking, int64_t offset)
{
    struct request request = {.kind = MESSAGE_RANKING,
                              .ranking = {.event = text_of(ranking->event),
                                          .units = ranking->units,
                                          .search = text_trim(edit_text(&ranking->search)),
                                          .offset = offset > 0 ? offset : 0,
                                          .count = WINDOW}};
    ranking->pending = app_send(ranking->screen.app, &request, false);
}

static void start_over(struct ranking *ranking)
{
    ranking->loaded = false;
    ranking->list.at = ranking->list.top = 0;
    ask(ranking, 0);
}

static bool in_window(const struct ranking *ranking, int64_t row)
{
    return row >= ranking->first && row < ranking->first + ranking->count;
}

/* What is in view, or soon will be, is asked for. */
static void follow(struct ranking *ranking)
{
    if (ranking->pending || !ranking->loaded || ranking->list.count == 0)
        return;
    list_show(&ranking->list, ranking->list.rows > 0 ? ranking->list.rows : 1);
    int64_t top = ranking->list.top;
    int64_t bottom = top + ranking->list.rows - 1;
    bottom = bottom < ranking->list.count ? bottom : ranking->list.count - 1;
    if (!in_window(ranking, top) || !in_window(ranking, bottom))
        ask(ranking, (top + bottom) / 2 - WINDOW / 2);
}

static void on_reply(struct ranking *ranking, const struct reply *reply)
{
    if (reply->re != ranking->pending || reply->re == 0)
        return;
    ranking->pending = 0;
    if (reply->error != WIRE_OK) {
        ranking->refused = reply->error == WIRE_NOT_SAVED ? WIRE_OK : reply->error;
        return;
    }
    bool first_time = !ranking->loaded;
    arena_clear(&ranking->arena);
    ranking->title = arena_text(&ranking->arena, reply->ranking.title);
    ranking->rows = keep_ranks(&ranking->arena, reply->ranking.rows, reply->ranking.row_count);
    ranking->first = reply->ranking.offset;
    ranking->count = reply->ranking.row_count;
    ranking->own = reply->ranking.own;
    list_resize(&ranking->list, (int)reply->ranking.total);
    ranking->loaded = true;
    ranking->refused = WIRE_OK;
    if (first_time && ranking->own >= 0 && edit_text(&ranking->search).len == 0)
        list_choose(&ranking->list, (int)ranking->own);
    follow(ranking);
}

/* ---- Keys ------------------------------------------------------------------------------------------- */

static struct step back(struct ranking *ranking)
{
    if (edit_text(&ranking->search).len == 0)
        return pop();
    edit_set(&ranking->search, text_of(""));
    start_over(ranking);
    return stay();
}

static struct step act(struct ranking *ranking, int action, const struct event *event)
{
    switch (action) {
    case RANKING_MOVE:
        list_event(&ranking->list, event);
        break;
    case RANKING_UNITS:
        ranking->units = !ranking->units;
        start_over(ranking);
        break;
    case RANKING_SEARCH:
        ranking->searching = true;
        break;
    case RANKING_OWN:
        if (ranking->own >= 0)
            list_choose(&ranking->list, (int)ranking->own);
        break;
    case RANKING_BACK:
        return back(ranking);
    case RANKING_SEARCH_CLEAR:
        edit_set(&ranking->search, text_of(""));
        ranking->searching = false;
        start_over(ranking);
        break;
    case RANKING_SEARCH_DONE:
        ranking->searching = false;
        start_over(ranking);
        break;
    default:
        if (ranking->searching)
            edit_event(&ranking->search, event);
        break;
    }
    follow(ranking);
    return stay();
}

static struct step on_event(struct screen *screen, const struct event *event)
{
    struct ranking *ranking = (struct ranking *)screen;
    switch (event->kind) {
    case EVENT_SHOWN:
        if (!ranking->loaded)
            ask(ranking, 0);
        return stay();
    case EVENT_STATE:
        if (event->state == CLIENT_READY)
            ask(ranking, ranking->first);
        return stay();
    case EVENT_REPLY:
        if (event->reply->kind == MESSAGE_PUSH_CHANGED)
            ask(ranking, ranking->first);
        else
            on_reply(ranking, event->reply);
        return stay();
    case EVENT_MOUSE:
        if (!list_event(&ranking->list, event)) {
            int row = list_row_at(&ranking->list, ranking->first_line, event->mouse.y);
            list_choose(&ranking->list, row >= 0 ? row : ranking->list.at);
        }
        follow(ranking);
        return stay();
    default:
        return act(ranking, keys_find(ranking_keys, modes(ranking), event).action, event);
    }
}

/* ---- Drawing ---------------------------------------------------------------------------------------- */

enum { COLUMN_RANK, COLUMN_NUMBER, COLUMN_NAME, COLUMN_UNIT, COLUMN_MARK, COLUMN_TIME, COLUMN_PASSED };
enum { UNIT_RANK, UNIT_UNIT, UNIT_MARK, UNIT_TAKEN };

static void init_table(const struct ranking *ranking, struct column_spec *columns, struct columns *table,
                       struct rect rect)
{
    if (ranking->units) {
        columns[UNIT_RANK] = (struct column_spec){_("Rank"), 4, 0, 0, true};
        columns[UNIT_UNIT] = (struct column_spec){_("Unit"), 20, 0, 1, false};
        columns[UNIT_MARK] = (struct column_spec){_("Average"), 7, 0, 0, true};
        columns[UNIT_TAKEN] = (struct column_spec){_("Taken"), 9, 0, 0, true};
        columns_init(table, columns, UNIT_TAKEN + 1, rect);
        return;
    }
    columns[COLUMN_RANK] = (struct column_spec){_("Rank"), 4, 0, 0, true};
    columns[COLUMN_NUMBER] = (struct column_spec){_("Number"), 6, 12, 1, false};
    columns[COLUMN_NAME] = (struct column_spec){_("Name"), 8, 20, 1, false};
    columns[COLUMN_UNIT] = (struct column_spec){_("Unit"), 16, 0, 3, false};
    columns[COLUMN_MARK] = (struct column_spec){_("Mark"), 6, 0, 0, true};
    columns[COLUMN_TIME] = (struct column_spec){_("Time"), 7, 0, 0, true};
    columns[COLUMN_PASSED] = (struct column_spec){_("Passed"), 2, 0, 0, false};
    columns_init(table, columns, COLUMN_PASSED + 1, rect);
}

static void draw_cells(const struct ranking *ranking, const struct columns *table, struct canvas *canvas,
                       int y, const struct rank_row *row, enum role role)
{
    struct arena *scratch = &ranking->screen.app->scratch;
    struct text rank = arena_textf(scratch, "%lld", (long long)row->rank);
    struct text mark = facts_mark_so_far(row->mark, row->pending, scratch);
    if (ranking->units) {
        columns_put(table, canvas, UNIT_RANK, y, rank, role);
        columns_put(table, canvas, UNIT_UNIT, y, facts_unit(row->unit, table->widths[UNIT_UNIT]), role);
        columns_put(table, canvas, UNIT_MARK, y, mark, role);
        columns_put(table, canvas, UNIT_TAKEN, y,
                    arena_textf(scratch, "%lld / %lld", (long long)row->taken, (long long)row->members),
                    role);
        return;
    }
    columns_put(table, canvas, COLUMN_RANK, y, rank, role);
    columns_put(table, canvas, COLUMN_NUMBER, y, row->number, role);
    columns_put(table, canvas, COLUMN_NAME, y, row->name, role);
    columns_put(table, canvas, COLUMN_UNIT, y, facts_unit(row->unit, table->widths[COLUMN_UNIT]), role);
    columns_put(table, canvas, COLUMN_MARK, y, mark, role);
    columns_put(table, canvas, COLUMN_TIME, y, facts_duration(row->elapsed, scratch), role);
    columns_put(table, canvas, COLUMN_PASSED, y,
                text_of(row->pending > 0 ? "…"
                        : row->passed    ? "✓"
                                         : "✗"),
                role);
}

static void draw_row(const struct ranking *ranking, const struct columns *table, struct canvas *canvas,
                     struct rect line, int index)
{
    bool at = index == ranking->list.at;
    if (!in_window(ranking, index)) {
        canvas_string(canvas, table->rect.x, line.y, line.width, "…", ROLE_DIM);
        return;
    }
    const struct rank_row *row = &ranking->rows[index - ranking->first];
    enum role role = at ? ROLE_SELECTED : row->own ? ROLE_ACCENT : ROLE_TEXT;
    if (at)
        canvas_fill(canvas, line, " ", role);
    canvas_string(canvas, line.x, line.y, 2, row->own ? "★" : at ? "▸" : " ", role);
    draw_cells(ranking, table, canvas, line.y, row, role);
}

static bool has_pending(const struct ranking *ranking)
{
    for (int64_t i = 0; i < ranking->count; i++)
        if (ranking->rows[i].pending > 0)
            return true;
    return false;
}

static void draw_head(struct ranking *ranking, struct canvas *canvas, struct rect row)
{
    struct arena *scratch = &ranking->screen.app->scratch;
    struct text search = edit_text(&ranking->search);
    if (ranking->searching) {
        const char *label = _("Search:");
        int used = canvas_string(canvas, row.x, row.y, row.width, label, ROLE_ACCENT) + 1;
        edit_draw(&ranking->search, canvas, row.x + used, row.y, 40, true);
        return;
    }
    struct text what =
        arena_textf(scratch, ranking->units ? _("Units: %d") : _("Persons: %d"), ranking->list.count);
    if (has_pending(ranking))
        what = arena_textf(scratch, _("+: answers wait for the markers · %.*s"), TEXT_ARG(what));
    int width = utf8_width(what);
    canvas_fit_right(canvas, row.x, row.y, row.width, what, ROLE_DIM);
    struct text head =
        search.len ? arena_textf(scratch, _("Search: %.*s"), TEXT_ARG(search)) : ranking->title;
    canvas_fit(canvas, row.x, row.y, row.width - width - 2, head, ROLE_STRONG);
}

static void draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct ranking *ranking = (struct ranking *)screen;
    struct rect area = rect_inset(rect, 1, 0);
    draw_head(ranking, canvas, rect_take_top(&area, 1));
    struct rect inside = area;
    rect_take_left(&inside, 2);
    struct column_spec columns[TABLE_MAX_COLUMNS];
    struct columns table;
    init_table(ranking, columns, &table, inside);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    ranking->first_line = area.y;
    list_show(&ranking->list, area.height);
    if (!ranking->loaded || ranking->list.count == 0) {
        const char *text = ranking->refused   ? _(wire_error_message(ranking->refused))
                           : !ranking->loaded ? _("Asking the hub…")
                                              : _("There is no row to show.");
        canvas_fit(canvas, inside.x, area.y + 1, inside.width, text_of(text), ROLE_DIM);
        return;
    }
    for (int i = 0; i < ranking->list.rows && ranking->list.top + i < ranking->list.count; i++)
        draw_row(ranking, &table, canvas, rect_take_top(&area, 1), ranking->list.top + i);
}

static const char *title(const struct screen *screen)
{
    return ((const struct ranking *)screen)->units ? _("Ranking of units") : _("Ranking");
}

static void destroy(struct screen *screen)
{
    struct ranking *ranking = (struct ranking *)screen;
    arena_finish(&ranking->arena);
    edit_finish(&ranking->search);
    free(ranking->event);
    free(ranking);
}

static const struct screen_ops ops = {
    .name = "ranking",
    .on_event = on_event,
    .draw = draw,
    .hints = hints,
    .title = title,
    .destroy = destroy,
};

struct screen *ranking_create(struct app *app, struct text event)
{
    struct ranking *ranking = xcalloc(1, sizeof *ranking);
    ranking->screen = (struct screen){&ops, app};
    ranking->own = -1;
    ranking->event = xcalloc(event.len + 1, 1);
    if (event.len)
        memcpy(ranking->event, event.at, event.len);
    edit_init(&ranking->search, 60, false);
    return &ranking->screen;
}
