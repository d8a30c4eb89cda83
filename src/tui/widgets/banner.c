#include "tui/widgets/banner.h"

#include "base/unicode.h"
#include "tui/layout.h"

enum { FRAME_COLUMNS = 2, FRAME_ROWS = 1, GAP_MOST = 2, NARROW = 24 };

static bool has_background(enum role role)
{
    return role == ROLE_WARM || role == ROLE_HOT || role == ROLE_SELECTED || role == ROLE_TITLE;
}

/* Blanks only between wide characters: Latin letters set apart are harder to read. */
static int gaps_in(struct text word)
{
    int wide = 0;
    for (size_t at = 0, step; at < word.len; at += step) {
        step = utf8_grapheme(text_from(word, at));
        wide += utf8_width(text_make(word.at + at, step)) == 2;
    }
    return wide > 1 ? wide - 1 : 0;
}

static void draw_word(struct canvas *canvas, struct rect rect, struct text word, enum role role)
{
    int width = utf8_width(word);
    int gaps = gaps_in(word);
    int gap = gaps == 0 ? 0 : (rect.width - width) / gaps;
    gap = gap < 0 ? 0 : gap > GAP_MOST ? GAP_MOST : gap;
    width += gap * gaps;
    int x = rect.x + (rect.width > width ? (rect.width - width) / 2 : 0);
    int y = rect.y + (rect.height - 1) / 2;
    if (gap == 0) {
        canvas_fit(canvas, x, y, rect.width, word, role);
        return;
    }
    for (size_t at = 0, step; at < word.len; at += step) {
        step = utf8_grapheme(text_from(word, at));
        int used = canvas_text(canvas, x, y, rect.x + rect.width - x, text_make(word.at + at, step), role);
        x += used + (used == 2 ? gap : 0);
    }
}

void banner_draw(struct canvas *canvas, struct rect rect, struct text word, enum role role)
{
    int columns = rect.width < NARROW ? 1 : FRAME_COLUMNS;
    struct rect inside = rect_inset(rect, columns, rect.height > 2 * FRAME_ROWS ? FRAME_ROWS : 0);
    if (has_background(role)) {
        canvas_fill(canvas, rect, " ", role);
    } else {
        canvas_fill(canvas, rect, role == ROLE_DIM ? "░" : "█", role);
        canvas_fill(canvas, inside, " ", ROLE_TEXT);
    }
    if (rect.height > 0)
        draw_word(canvas, inside, word, role == ROLE_DIM ? ROLE_STRONG : role);
}
