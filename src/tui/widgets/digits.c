#include "tui/widgets/digits.h"

#include "base/mem.h"
#include "base/unicode.h"

enum { PIXEL_ROWS = 5, SEGMENT_ROWS = 3, GLYPH_COLUMNS = 3 };

/* A glyph in pixels, top row first, the leftmost column the highest of `columns` bits; and as it is drawn
 * with lines of ASCII in 3 rows. */
struct glyph {
    char character;
    uint8_t columns;
    uint8_t rows[PIXEL_ROWS];
    const char *segments[SEGMENT_ROWS];
};

static const struct glyph glyphs[] = {
    {' ', 3, {0, 0, 0, 0, 0}, {"   ", "   ", "   "}}, /* the first stands for what is not here */
    {'0', 3, {7, 5, 5, 5, 7}, {" _ ", "| |", "|_|"}}, {'1', 3, {2, 6, 2, 2, 7}, {"   ", "  |", "  |"}},
    {'2', 3, {7, 1, 7, 4, 7}, {" _ ", " _|", "|_ "}}, {'3', 3, {7, 1, 7, 1, 7}, {" _ ", " _|", " _|"}},
    {'4', 3, {5, 5, 7, 1, 1}, {"   ", "|_|", "  |"}}, {'5', 3, {7, 4, 7, 1, 7}, {" _ ", "|_ ", " _|"}},
    {'6', 3, {7, 4, 7, 5, 7}, {" _ ", "|_ ", "|_|"}}, {'7', 3, {7, 1, 1, 2, 2}, {" _ ", "  |", "  |"}},
    {'8', 3, {7, 5, 7, 5, 7}, {" _ ", "|_|", "|_|"}}, {'9', 3, {7, 5, 7, 1, 7}, {" _ ", "|_|", " _|"}},
    {':', 1, {0, 1, 0, 1, 0}, {" ", ".", "."}},       {'.', 1, {0, 0, 0, 0, 1}, {" ", " ", "."}},
    {'-', 3, {0, 0, 7, 0, 0}, {"   ", " _ ", "   "}}, {'+', 3, {0, 2, 7, 2, 0}, {"   ", "_|_", " | "}},
    {'/', 3, {1, 1, 2, 4, 4}, {"  /", " / ", "/  "}}, {'%', 3, {5, 1, 2, 4, 5}, {"o /", " / ", "/ o"}},
};

static const struct glyph *glyph_of(char character)
{
    for (size_t i = 0; i < COUNT_OF(glyphs); i++)
        if (glyphs[i].character == character)
            return &glyphs[i];
    return &glyphs[0];
}

/* Columns a pixel takes: two of a terminal's cells are about a square. */
static int pixel_columns(enum digits_size size)
{
    return size == DIGITS_BIG ? 2 : 1;
}

int digits_height(enum digits_size size)
{
    return size == DIGITS_BIG ? PIXEL_ROWS : SEGMENT_ROWS;
}

int digits_width(struct text text, enum digits_size size)
{
    int pixels = 0;
    for (size_t at = 0; at < text.len; at += utf8_step(text_from(text, at)))
        pixels += glyph_of(text.at[at])->columns + (at > 0 ? 1 : 0);
    return pixels * pixel_columns(size);
}

static bool pixel_at(const struct glyph *glyph, int column, int row)
{
    return row < PIXEL_ROWS && glyph->rows[row] >> (glyph->columns - 1 - column) & 1;
}

static void draw_big(struct canvas *canvas, int x, int y, const struct glyph *glyph, enum role role)
{
    for (int row = 0; row < PIXEL_ROWS; row++)
        for (int column = 0; column < glyph->columns; column++)
            if (pixel_at(glyph, column, row))
                canvas_fill(canvas, (struct rect){x + 2 * column, y + row, 2, 1}, "█", role);
}

/* Two rows of pixels in a row of cells. */
static void draw_small(struct canvas *canvas, int x, int y, const struct glyph *glyph, enum role role)
{
    static const char *const halves[] = {" ", "▄", "▀", "█"};
    for (int row = 0; row < SEGMENT_ROWS; row++)
        for (int column = 0; column < glyph->columns; column++) {
            int half = pixel_at(glyph, column, 2 * row) << 1 | pixel_at(glyph, column, 2 * row + 1);
            canvas_string(canvas, x + column, y + row, 1, halves[half], role);
        }
}

static void draw_segments(struct canvas *canvas, int x, int y, const struct glyph *glyph, enum role role)
{
    for (int row = 0; row < SEGMENT_ROWS; row++)
        canvas_string(canvas, x, y + row, GLYPH_COLUMNS, glyph->segments[row], role);
}

int digits_draw(struct canvas *canvas, int x, int y, struct text text, enum digits_size size, enum role role)
{
    int width = digits_width(text, size);
    canvas_fill(canvas, (struct rect){x, y, width, digits_height(size)}, " ", role);
    for (size_t at = 0; at < text.len; at += utf8_step(text_from(text, at))) {
        const struct glyph *glyph = glyph_of(text.at[at]);
        if (size == DIGITS_BIG)
            draw_big(canvas, x, y, glyph, role);
        else if (canvas->ascii)
            draw_segments(canvas, x, y, glyph, role);
        else
            draw_small(canvas, x, y, glyph, role);
        x += (glyph->columns + 1) * pixel_columns(size);
    }
    return width;
}

bool digits_fit(struct text text, int width, int height, enum digits_size *out)
{
    for (int size = DIGITS_BIG; size <= DIGITS_SMALL; size++)
        if (digits_width(text, (enum digits_size)size) <= width &&
            digits_height((enum digits_size)size) <= height) {
            *out = (enum digits_size)size;
            return true;
        }
    return false;
}

void digits_center(struct canvas *canvas, struct rect rect, struct text text, enum role role)
{
    enum digits_size size;
    bool large = digits_fit(text, rect.width, rect.height, &size);
    int width = large ? digits_width(text, size) : utf8_width(text);
    int height = large ? digits_height(size) : 1;
    int x = rect.x + (rect.width > width ? (rect.width - width) / 2 : 0);
    int y = rect.y + (rect.height > height ? (rect.height - height) / 2 : 0);
    if (large)
        digits_draw(canvas, x, y, text, size, role);
    else if (rect.height > 0)
        canvas_fit(canvas, x, y, rect.width, text, role);
}
