/* One line of text being typed: moves and deletes by grapheme clusters, takes pastes, knows wide characters.
 */
#ifndef BIWU_TUI_WIDGETS_EDIT_H
#define BIWU_TUI_WIDGETS_EDIT_H

#include "tui/canvas.h"
#include "tui/event.h"

struct edit {
    struct buf text;
    size_t cursor; /* byte offset, at a cluster boundary */
    size_t first;  /* byte offset of the first cluster in view */
    size_t limit;  /* bytes it may hold; 0: EDIT_LIMIT */
    bool hidden;   /* shows one '*' per cluster */
};

enum { EDIT_LIMIT = 400 };

enum edited {
    EDIT_IGNORED, /* the event means nothing to an edit line */
    EDIT_MOVED,   /* the cursor moved, or could not */
    EDIT_CHANGED, /* the text changed */
};

void edit_init(struct edit *edit, size_t limit, bool hidden);
/* Overwrites the text before freeing it when it is hidden. */
void edit_finish(struct edit *edit);
/* Replaces the text (cut to the limit) and puts the cursor at its end. */
void edit_set(struct edit *edit, struct text text);
struct text edit_text(const struct edit *edit);
/* Characters, pastes (line ends become spaces, controls are dropped), Left, Right, Home, End, Backspace,
 * Delete, and Ctrl-W (deletes to the left up to a space). */
enum edited edit_event(struct edit *edit, const struct event *event);
/* Draws it in `width` columns from (x, y), scrolled so that the cursor is in view; when focused, the
 * terminal's cursor is put there. */
void edit_draw(struct edit *edit, struct canvas *canvas, int x, int y, int width, bool focused);

#endif
