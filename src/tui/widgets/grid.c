#include "tui/widgets/grid.h"

static int section_count(const struct grid *grid, int section)
{
    int end = section + 1 < grid->sections ? grid->first[section + 1] : grid->count;
    return end - grid->first[section];
}

static int section_rows(const struct grid *grid, int section)
{
    return (section_count(grid, section) + grid->columns - 1) / grid->columns + (grid->headed ? 1 : 0);
}

int grid_section_row(const struct grid *grid, int section)
{
    int row = 0;
    for (int i = 0; i < section; i++)
        row += section_rows(grid, i);
    return row;
}

int grid_rows(const struct grid *grid)
{
    return grid_section_row(grid, grid->sections);
}

int grid_section(const struct grid *grid, int cell)
{
    int section = 0;
    while (section + 1 < grid->sections && grid->first[section + 1] <= cell)
        section++;
    return section;
}

void grid_place(const struct grid *grid, int cell, int *row, int *column)
{
    int section = grid_section(grid, cell);
    int offset = cell - grid->first[section];
    *row = grid_section_row(grid, section) + (grid->headed ? 1 : 0) + offset / grid->columns;
    *column = offset % grid->columns;
}

int grid_cell_at(const struct grid *grid, int row, int column)
{
    if (column < 0 || column >= grid->columns || row < 0)
        return -1;
    for (int section = 0; section < grid->sections; section++) {
        int rows = section_rows(grid, section);
        if (row < rows) {
            int line = row - (grid->headed ? 1 : 0);
            int offset = line * grid->columns + column;
            return line >= 0 && offset < section_count(grid, section) ? grid->first[section] + offset : -1;
        }
        row -= rows;
    }
    return -1;
}

int grid_step(const struct grid *grid, int cell, int dx, int dy)
{
    int next = cell + dx;
    if (dx != 0)
        return next < 0 ? 0 : next >= grid->count ? grid->count - 1 : next;
    int row, column, rows = grid_rows(grid);
    grid_place(grid, cell, &row, &column);
    for (row += dy; row >= 0 && row < rows; row += dy)
        for (int x = column; x >= 0; x--) {
            int found = grid_cell_at(grid, row, x);
            if (found >= 0)
                return found;
        }
    return cell;
}
