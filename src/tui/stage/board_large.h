/* What is read from the back of a hall: figures, signs, centred text, teams in columns. The boards of
 * contests and panels are made of these. */
#ifndef BIWU_TUI_STAGE_BOARD_LARGE_H
#define BIWU_TUI_STAGE_BOARD_LARGE_H

#include "base/arena.h"
#include "tui/layout.h"

/* How much room there is: a larger place gets larger figures and more air. */
enum large { LARGE_LITTLE /* 80×24 */, LARGE_MORE /* 120×40 */, LARGE_MOST /* 200×60 */ };
enum { LARGES = LARGE_MOST + 1 };
enum large large_of(struct rect body);
/* The body without its margins. */
struct rect large_inset(struct rect body);
/* Rows for a sign. */
int large_sign_rows(enum large large);

/* What does not fit goes on by itself to its next page. */
enum { PAGER_MS = 8000 };
struct pager {
    int64_t since; /* app.now when what is shown began */
    bool turns;    /* something drawn last has more than one page */
};
/* Before drawing. */
void pager_begin(struct pager *pager);
/* Something else is shown from now on. */
void pager_reset(struct pager *pager, int64_t now);
/* Which of so many pages (≥ 1) is shown at `now`. */
int pager_page(struct pager *pager, int pages, int64_t now);
/* When the next page is due; -1: never. */
int64_t pager_due(const struct pager *pager, int64_t now);

/* What one drawing needs. */
struct easel {
    struct canvas *canvas;
    struct arena *arena; /* of the drawing */
    struct pager *pager;
    int64_t now;
    enum large large;
};

/* Digits and ":.-+/%" in the middle of `rect`, as large as fits but in at most `rows` rows; at last as plain
 * text. */
void large_figure(const struct easel *easel, struct rect rect, int rows, struct text text, enum role role);
/* One line in the middle of row y of `rect`, cut when it is too long. */
void large_line(const struct easel *easel, struct rect rect, int y, struct text text, enum role role);
/* Wrapped lines, each in the middle, from the top of *rest down, as far as there is room; takes them off
 * *rest. */
void large_lines(const struct easel *easel, struct rect *rest, struct text text, enum role role);
/* A filled or framed sign (as banner_draw); a long text is wrapped in it. */
void large_sign(const struct easel *easel, struct rect rect, struct text text, enum role role);

/* Takes a line off *rect for each warning that the audience must not miss: that nothing here counts (彩排),
 * and that what is shown may be old. */
void large_warnings(const struct easel *easel, struct rect *rect, bool rehearsal, bool apart);

/* ---- Blocks ----------------------------------------------------------------------------------------- */

/* Paragraphs set flush left in a block that stands in the middle. */
struct block_part {
    struct text label; /* beside the text: "A."; may be empty */
    struct text text;
    enum role role;
    bool apart; /* an empty line above it, where there is room */
};
enum { BLOCK_PARTS = 64 };
struct block {
    struct block_part parts[BLOCK_PARTS];
    int count;
};
/* Nothing is added to a full block. */
void block_add(struct block *block, struct text label, struct text text, enum role role, bool apart);
/* Draws it with air around, more densely, or page by page, as the room allows. */
void block_draw(const struct block *block, const struct easel *easel, struct rect rect);

/* ---- Cells ------------------------------------------------------------------------------------------ */

/* A team or performer: a mark before the name, a figure behind it; either may be empty. */
struct cell_row {
    struct text mark, name, figure;
    enum role role;
};
/* How many of the first cells fit side by side. */
int cells_across(const struct cell_row *cells, int count, int width);
/* Rows that so many take, in as many columns as fit side by side. */
int cells_rows(const struct cell_row *cells, int count, int width);
/* Draws them in the middle of `rect`, downwards, in no more columns than needed; page by page when they are
 * too many. */
void cells_draw(const struct easel *easel, struct rect rect, const struct cell_row *cells, int count);

#endif
