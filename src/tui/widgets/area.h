/* A text of several lines being typed: wraps softly, moves by grapheme clusters and by the rows shown, takes
 * pastes with their line ends, knows wide characters. */
#ifndef BIWU_TUI_WIDGETS_AREA_H
#define BIWU_TUI_WIDGETS_AREA_H

#include "base/arena.h"
#include "tui/canvas.h"
#include "tui/event.h"

struct area {
    struct buf text;
    size_t cursor; /* byte offset, at a cluster boundary */
    size_t limit;  /* bytes it may hold */
    int width;     /* columns it was drawn in last; Up and Down go by its rows */
    int top;       /* the first row in view */
    int height;    /* rows in view when drawn last */
    int column;    /* that Up and Down aim at; -1: the cursor's own */
};

enum { AREA_WIDTH = 80 }; /* before it is drawn for the first time */

enum area_done {
    AREA_IGNORED, /* the event means nothing to it, or there is nowhere to go */
    AREA_MOVED,   /* the cursor moved */
    AREA_CHANGED, /* the text changed */
    AREA_FULL,    /* not all that was typed or pasted found room; what did is in */
};

void area_init(struct area *area, size_t limit);
void area_finish(struct area *area);
/* Replaces the text (cut to the limit) and puts the cursor at its end. */
void area_set(struct area *area, struct text text);
struct text area_text(const struct area *area);
/* Characters; pastes (tabs become spaces, controls other than line ends are dropped); Enter begins a new
 * line; arrows, Home and End of the row, PgUp and PgDn by what is in view, Backspace and Delete. */
enum area_done area_event(struct area *area, const struct event *event);

/* The text in rows, as it is shown in so many columns; one of them is left for the cursor behind the last
 * character. */
struct area_rows {
    const struct text *rows; /* views of the text, in the arena; without line ends and trailing spaces */
    int count;               /* ≥ 1 */
    int row, column;         /* of the cursor */
};
/* Wraps it and scrolls no more than needed to have the cursor within `height` rows. */
void area_lay(struct area *area, int width, int height, struct arena *arena, struct area_rows *out);
/* Draws one of the rows (beyond the last: an empty one) from (x, y) on; when focused, the terminal's cursor
 * is put there. */
void area_draw_row(const struct area *area, const struct area_rows *rows, int row, struct canvas *canvas,
                   int x, int y, bool focused);
/* Both at once: as much as `rect` holds. */
void area_draw(struct area *area, struct canvas *canvas, struct rect rect, bool focused, struct arena *arena);
/* Puts the cursor at a row and column, or as near as there is text; by a click. */
void area_point(struct area *area, int row, int column);

#endif
