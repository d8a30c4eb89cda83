#include "tui/widgets/bar.h"

static int filled(int width, int64_t part, int64_t whole)
{
    if (whole <= 0 || part <= 0)
        return 0;
    if (part >= whole)
        return width;
    int cells = (int)((part * width + whole / 2) / whole);
    return cells < 1 ? 1 : cells > width - 1 ? width - 1 : cells;
}

void bar_draw(struct canvas *canvas, int x, int y, int width, int64_t part, int64_t whole, enum role role)
{
    int full = filled(width, part, whole);
    canvas_fill(canvas, (struct rect){x, y, full, 1}, "█", role);
    canvas_fill(canvas, (struct rect){x + full, y, width - full, 1}, "░", ROLE_DIM);
}
