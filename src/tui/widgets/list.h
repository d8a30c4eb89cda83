/* A list of rows of which one is chosen and some are in view. Knows nothing of what the rows hold. */
#ifndef BIWU_TUI_WIDGETS_LIST_H
#define BIWU_TUI_WIDGETS_LIST_H

#include "tui/event.h"

struct list {
    int count;
    int at;   /* the chosen row; 0 when there is none */
    int top;  /* the first row in view */
    int rows; /* in view, as last drawn */
};

/* Sets the number of rows, keeping the choice where possible. */
void list_resize(struct list *list, int count);
/* Chooses a row (the nearest there is). */
void list_choose(struct list *list, int at);
/* Before drawing: so many rows can be shown; scrolls the chosen one into view. */
void list_show(struct list *list, int rows);
/* Moves by Up, Down, PgUp, PgDn, Home, End and the wheel; false when the event is none of these. */
bool list_event(struct list *list, const struct event *event);
/* The row drawn at screen line y when the list's first line is `first`, or -1. */
int list_row_at(const struct list *list, int first, int y);

#endif
