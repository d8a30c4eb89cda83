/* Keys → actions, by const tables; hint bar and help page are made from the same tables. */
#ifndef BIWU_TUI_KEYS_H
#define BIWU_TUI_KEYS_H

#include "tui/canvas.h"
#include "tui/event.h"

enum { BINDING_KEYS = 5 };

/* A table ends with a binding whose action is 0. A binding without `help` is explained by the one before it
 * (Up and Down: "↑↓ move"). */
struct binding {
    uint32_t keys[BINDING_KEYS]; /* characters (lower case) or input keys; 0: none */
    uint32_t from, to;           /* or any character of this range */
    int action;
    uint32_t modes;    /* bits of the screen's modes in which it holds; 0: always */
    const char *name;  /* what is printed on the key, msgid; NULL: not on the bar */
    const char *label; /* msgid, a word or two for the bar; NULL: only on the help page */
    const char *help;  /* msgid, a sentence for the help page */
};

struct press {
    int action; /* 0: this event is bound to nothing */
    int index;  /* within a range */
};

/* What `event` means on a screen in these modes (bits). Full-width letters and capitals count as the plain
 * ones: an input method may be on. */
struct press keys_find(const struct binding *table, uint32_t modes, const struct event *event);

/* Bindings by which a screen hints and explains itself. */
struct hints {
    const struct binding *table;
    uint32_t modes;
};

/* Rows the hint bar takes at this width, at most `most`. */
int hints_rows(const struct hints *hints, int width, int most);
/* Draws it into `rect`; when not all fits, what stands last in the table is left out, never the last
 * binding (by convention the help key). */
void hints_draw(const struct hints *hints, struct canvas *canvas, struct rect rect);
/* Whether the key of some binding would shadow another's in the same mode: for the tests. Returns the index
 * of the second one, or -1. */
int keys_find_clash(const struct binding *table);

#endif
