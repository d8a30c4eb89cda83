/* Large digits, for clocks and scores that are read from afar. */
#ifndef BIWU_TUI_WIDGETS_DIGITS_H
#define BIWU_TUI_WIDGETS_DIGITS_H

#include "tui/canvas.h"

enum digits_size {
    DIGITS_BIG,   /* 5 rows, a digit is 6 columns wide */
    DIGITS_SMALL, /* 3 rows, a digit is 3 columns wide */
};

/* Rows they take. */
int digits_height(enum digits_size size);
/* Columns a text takes: digits and ":.-+/%", blanks; anything else takes a blank's place. */
int digits_width(struct text text, enum digits_size size);
/* Draws it with its upper left corner at (x, y) and returns the columns used; what lies behind takes the
 * role's background. Blocks on a terminal that has them, else ASCII. */
int digits_draw(struct canvas *canvas, int x, int y, struct text text, enum digits_size size, enum role role);
/* The largest size in which `text` fits in so many columns and rows; false: in none, so write it plainly. */
bool digits_fit(struct text text, int width, int height, enum digits_size *out);
/* Draws it in the middle of `rect`, as large as fits; at last as plain text. */
void digits_center(struct canvas *canvas, struct rect rect, struct text text, enum role role);

#endif
