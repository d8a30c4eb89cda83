#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/screens/facts.h"
#include "tui/screens/monitor.h"
#include "tui/widgets/bar.h"
#include "tui/widgets/columns.h"

static const struct {
    const char *state, *label;
    enum role role;
} states[] = {
    {"absent", N_("not here"), ROLE_DIM},     {"signed-in", N_("signed in"), ROLE_TEXT},
    {"running", N_("going on"), ROLE_STRONG}, {"submitted", N_("submitted"), ROLE_GOOD},
    {"void", N_("void"), ROLE_BAD},           {"locked", N_("locked"), ROLE_BAD},
};

static size_t state_of(const struct monitor_row *row)
{
    for (size_t i = 0; i < COUNT_OF(states); i++)
        if (text_is(row->state, states[i].state))
            return i;
    return 0;
}

enum {
    COLUMN_NUMBER,
    COLUMN_NAME,
    COLUMN_UNIT,
    COLUMN_STATE,
    COLUMN_PROGRESS,
    COLUMN_LEFT,
    COLUMN_MARK,
    COLUMNS
};

static void draw_progress(const struct columns *table, struct canvas *canvas, int y,
                          const struct monitor_row *row, enum role role, struct arena *scratch)
{
    if (row->slots <= 0)
        return;
    struct rect cell = columns_cell(table, COLUMN_PROGRESS, y);
    struct text count = arena_textf(scratch, "%lld/%lld", (long long)row->answered, (long long)row->slots);
    enum { COUNT_WIDTH = 8 };
    struct rect place = rect_take_right(&cell, COUNT_WIDTH);
    bar_draw(canvas, cell.x, cell.y, cell.width, row->answered, row->slots,
             role == ROLE_SELECTED ? role : ROLE_ACCENT);
    canvas_fit_right(canvas, place.x, place.y, place.width, count, role);
}

static void draw_left(const struct monitor *monitor, const struct columns *table, struct canvas *canvas,
                      int y, const struct monitor_row *row, enum role role)
{
    if (!text_is(row->state, "running"))
        return;
    int64_t left = row->left - (monitor->screen.app->now - monitor->taken_at);
    columns_put(table, canvas, COLUMN_LEFT, y,
                facts_duration(left > 0 ? left : 0, &monitor->screen.app->scratch), role);
}

static void draw_row(const struct monitor *monitor, const struct columns *table, struct canvas *canvas,
                     struct rect line, int index)
{
    const struct monitor_row *row = &monitor->rows[monitor->shown[index]];
    struct arena *scratch = &monitor->screen.app->scratch;
    bool at = index == monitor->list.at;
    size_t state = state_of(row);
    enum role role = at ? ROLE_SELECTED : states[state].role;
    if (at)
        canvas_fill(canvas, line, " ", role);
    /* "●": a terminal of this person is connected. */
    canvas_string(canvas, line.x, line.y, 1, at ? "▸" : " ", role);
    canvas_string(canvas, line.x + 1, line.y, 1, row->connected ? "●" : " ", at ? role : ROLE_GOOD);
    columns_put(table, canvas, COLUMN_NUMBER, line.y, row->number, role);
    columns_put(table, canvas, COLUMN_NAME, line.y, row->name, role);
    columns_put(table, canvas, COLUMN_UNIT, line.y, facts_unit(row->unit, table->widths[COLUMN_UNIT]), role);
    const char *label = row->pending > 0 ? _("marking") : _(states[state].label);
    columns_put(table, canvas, COLUMN_STATE, line.y, text_of(label), role);
    draw_progress(table, canvas, line.y, row, role, scratch);
    draw_left(monitor, table, canvas, line.y, row, role);
    if (text_is(row->state, "submitted"))
        columns_put(table, canvas, COLUMN_MARK, line.y, facts_mark_so_far(row->mark, row->pending, scratch),
                    role);
}

static int count_state(const struct monitor *monitor, const char *state)
{
    int count = 0;
    for (int i = 0; i < monitor->row_count; i++)
        count += text_is(monitor->rows[i].state, state);
    return count;
}

static void draw_head(struct monitor *monitor, struct canvas *canvas, struct rect row)
{
    struct arena *scratch = &monitor->screen.app->scratch;
    struct text search = edit_text(&monitor->search);
    if (monitor->searching) {
        const char *label = _("Search:");
        int used = canvas_string(canvas, row.x, row.y, row.width, label, ROLE_ACCENT) + 1;
        edit_draw(&monitor->search, canvas, row.x + used, row.y, 40, true);
        return;
    }
    int connected = 0;
    for (int i = 0; i < monitor->row_count; i++)
        connected += monitor->rows[i].connected;
    struct text text = arena_textf(scratch, _("people %d · connected %d (●) · going on %d · submitted %d"),
                                   monitor->row_count, connected, count_state(monitor, "running"),
                                   count_state(monitor, "submitted"));
    const char *status = monitor->open ? _("open") : _("not open");
    int width = utf8_width(text_of(status));
    canvas_fit_right(canvas, row.x, row.y, row.width, text_of(status), monitor->open ? ROLE_GOOD : ROLE_DIM);
    if (search.len)
        text = arena_textf(scratch, _("Search: %.*s"), TEXT_ARG(search));
    canvas_fit(canvas, row.x, row.y, row.width - width - 2, text, ROLE_STRONG);
}

void monitor_draw(struct screen *screen, struct canvas *canvas, struct rect rect)
{
    struct monitor *monitor = (struct monitor *)screen;
    struct rect area = rect_inset(rect, 1, 0);
    draw_head(monitor, canvas, rect_take_top(&area, 1));
    const struct column_spec columns[COLUMNS] = {
        [COLUMN_NUMBER] = {_("Number"), 6, 12, 1, false},
        [COLUMN_NAME] = {_("Name"), 8, 16, 1, false},
        [COLUMN_UNIT] = {_("Unit"), 14, 0, 3, false},
        [COLUMN_STATE] = {_("State"), 9, 0, 0, false},
        [COLUMN_PROGRESS] = {_("Progress"), 13, 30, 1, false},
        [COLUMN_LEFT] = {_("Left"), 7, 0, 0, true},
        [COLUMN_MARK] = {_("Mark"), 5, 0, 0, true},
    };
    struct rect inside = area;
    rect_take_left(&inside, 3);
    struct columns table;
    columns_init(&table, columns, COLUMNS, inside);
    columns_head(&table, canvas, rect_take_top(&area, 1).y);
    monitor->first_line = area.y;
    list_show(&monitor->list, area.height);
    if (monitor->list.count == 0)
        canvas_fit(canvas, inside.x, area.y + 1, inside.width,
                   text_of(monitor->loaded ? _("There is no row to show.") : _("Asking the hub…")), ROLE_DIM);
    for (int i = 0; i < monitor->list.rows && monitor->list.top + i < monitor->list.count; i++)
        draw_row(monitor, &table, canvas, rect_take_top(&area, 1), monitor->list.top + i);
}
