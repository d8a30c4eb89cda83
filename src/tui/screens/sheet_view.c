#include "tui/screens/sheet_view.h"

#include "base/i18n.h"

#include <stdio.h>

void sheet_view_grid(const struct seat *seat, int width, struct grid *grid)
{
    *grid = (struct grid){.count = seat->slot_count, .headed = true};
    grid->columns = width / SHEET_CELL_WIDTH;
    grid->columns = grid->columns < 1 ? 1 : grid->columns > 10 ? 10 : grid->columns;
    grid->first[grid->sections++] = 0;
    for (int i = 1; i < seat->section_count && i < GRID_MAX_SECTIONS; i++) {
        /* A section that is not where it belongs would put cells where there are no slots. */
        int64_t first = seat->sections[i].first;
        if (first < grid->first[i - 1] || first > seat->slot_count)
            break;
        grid->first[grid->sections++] = (int)first;
    }
}

/* "[12✓!]": the number, whether answered (● while not saved, ✗ refused), whether flagged. */
static void draw_cell(const struct seat *seat, int slot, bool at, struct canvas *canvas, int x, int y)
{
    const char *mark = " ";
    enum role role = ROLE_DIM;
    enum save_state state = seat_save_state(seat, slot);
    if (seat_is_answered(seat, slot)) {
        mark = "✓";
        role = ROLE_GOOD;
    }
    if (state != SAVE_DONE) {
        mark = state == SAVE_REFUSED ? "✗" : "●";
        role = ROLE_BAD;
    }
    bool flagged = seat->slots[slot].flagged;
    char text[32];
    snprintf(text, sizeof text, "%s%3d%s%s%s", at ? "[" : " ", slot + 1, mark, flagged ? "!" : " ",
             at ? "]" : " ");
    canvas_string(canvas, x, y, SHEET_CELL_WIDTH, text, at ? ROLE_SELECTED : flagged ? ROLE_WARM : role);
}

static void draw_heading(const struct seat *seat, int section, struct canvas *canvas, struct rect row)
{
    if (section < seat->section_count)
        canvas_fit(canvas, row.x, row.y, row.width, seat->sections[section].title, ROLE_ACCENT);
}

static int section_of_row(const struct grid *grid, int row)
{
    for (int i = 0; i < grid->sections; i++)
        if (grid_section_row(grid, i) == row)
            return i;
    return -1;
}

/* That there are rows above or below the ones in view. */
static void draw_more(struct canvas *canvas, struct rect rect, bool above, bool below)
{
    int x = rect.x + rect.width - 1;
    if (above)
        canvas_string(canvas, x, rect.y, 1, "↑", ROLE_ACCENT);
    if (below)
        canvas_string(canvas, x, rect.y + rect.height - 1, 1, "↓", ROLE_ACCENT);
}

void sheet_view_draw(const struct seat *seat, const struct grid *grid, int at, struct canvas *canvas,
                     struct rect rect, struct hits *hits)
{
    int at_row, at_column;
    grid_place(grid, at, &at_row, &at_column);
    int rows = grid_rows(grid);
    int top = at_row - rect.height / 2;
    top = top > rows - rect.height ? rows - rect.height : top;
    top = top < 0 ? 0 : top;
    for (int row = top; row < rows && row - top < rect.height; row++) {
        int y = rect.y + row - top;
        int section = section_of_row(grid, row);
        if (section >= 0) {
            draw_heading(seat, section, canvas, (struct rect){rect.x + 1, y, rect.width - 1, 1});
            continue;
        }
        for (int column = 0; column < grid->columns; column++) {
            int slot = grid_cell_at(grid, row, column);
            int x = rect.x + column * SHEET_CELL_WIDTH;
            if (slot < 0)
                break;
            draw_cell(seat, slot, slot == at, canvas, x, y);
            hits_add(hits, (struct rect){x, y, SHEET_CELL_WIDTH, 1}, slot);
        }
    }
    draw_more(canvas, rect, top > 0, top + rect.height < rows);
}

void sheet_view_legend(struct canvas *canvas, struct rect row)
{
    canvas_fit(canvas, row.x, row.y, row.width,
               text_of(_("✓ saved   ● not saved yet   ✗ not accepted   ! flagged   [ ] chosen")), ROLE_DIM);
}
