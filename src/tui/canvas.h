/* A grid of cells that screens draw on: text by grapheme and role, no terminal. Nothing drawn outside it or
 * beyond its limits has any effect. */
#ifndef BIWU_TUI_CANVAS_H
#define BIWU_TUI_CANVAS_H

#include "base/buf.h"

struct rect {
    int x, y, width, height; /* width and height ≥ 0 */
};

/* What a piece of text means; the terminal decides how it looks. */
enum role {
    ROLE_TEXT,
    ROLE_DIM,    /* secondary: labels, legends, lines */
    ROLE_STRONG, /* to be read first: the stem, a mark */
    ROLE_TITLE,  /* the bar at the top */
    ROLE_ACCENT, /* headings */
    ROLE_KEY,    /* a key's name on the hint bar */
    ROLE_GOOD,
    ROLE_BAD,
    ROLE_WARM, /* time is getting short */
    ROLE_HOT,  /* time is nearly over */
    ROLE_SELECTED,
    ROLE_FIELD, /* where one types */
    ROLE_FIELD_FOCUSED,
};
enum { ROLES = ROLE_FIELD_FOCUSED + 1 };

/* As many bytes as five code points take; longer clusters are cut. */
enum { CELL_BYTES = 20 };

struct canvas_cell {
    char text[CELL_BYTES]; /* a grapheme cluster; not NUL-terminated */
    uint8_t len;
    uint8_t width; /* 1 or 2; 0: the right half of the wide cell before it */
    uint8_t role;
};

struct canvas {
    int width, height;
    struct canvas_cell *cells; /* [height][width], owned */
    bool ascii;                /* draw lines and marks in ASCII */
    int cursor_x, cursor_y;
    bool cursor_shown;
};

void canvas_init(struct canvas *canvas, bool ascii);
void canvas_finish(struct canvas *canvas);
/* Makes it this large and blank, the cursor hidden. */
void canvas_reset(struct canvas *canvas, int width, int height);
struct rect canvas_rect(const struct canvas *canvas);

/* Draws one line of text from (x, y) on, at most `limit` columns. Control characters and bidi overrides are
 * dropped, a tab is a space. Returns the columns used. A wide character that would be cut is left out. */
int canvas_text(struct canvas *canvas, int x, int y, int limit, struct text text, enum role role);
int canvas_string(struct canvas *canvas, int x, int y, int limit, const char *string, enum role role);
/* Like canvas_text, but text wider than `limit` ends with "…". */
int canvas_fit(struct canvas *canvas, int x, int y, int limit, struct text text, enum role role);
/* Like canvas_fit, ending at column x + limit - 1. */
void canvas_fit_right(struct canvas *canvas, int x, int y, int limit, struct text text, enum role role);

/* Fills with one character of width 1 given as a string (" ", "─"). */
void canvas_fill(struct canvas *canvas, struct rect rect, const char *character, enum role role);
/* Changes only the role of what is drawn there. */
void canvas_paint(struct canvas *canvas, struct rect rect, enum role role);
/* A frame along the inner edge of `rect`. */
void canvas_frame(struct canvas *canvas, struct rect rect, enum role role);
/* Where the terminal's cursor stands; outside the canvas hides it. */
void canvas_cursor(struct canvas *canvas, int x, int y);

const struct canvas_cell *canvas_cell(const struct canvas *canvas, int x, int y);
/* The rows as lines of text, without trailing blanks. */
void canvas_to_text(const struct canvas *canvas, struct buf *out);
/* The roles as lines of letters, '.' for ROLE_TEXT, 'b' for ROLE_DIM and so on, without trailing dots. */
void canvas_to_roles(const struct canvas *canvas, struct buf *out);

#endif
