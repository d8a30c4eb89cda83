/* The organizer's monitor: its state, shared by what it does (monitor.c) and how it looks (monitor_draw.c).
 */
#ifndef BIWU_TUI_SCREENS_MONITOR_H
#define BIWU_TUI_SCREENS_MONITOR_H

#include "tui/app/app.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/list.h"

struct monitor {
    struct screen screen;
    char *event, *title; /* owned */
    struct arena arena;  /* of the rows */
    const struct monitor_row *rows;
    int row_count;
    int *shown; /* indexes of the rows that match the search; owned */
    struct list list;
    struct edit search;
    bool searching;
    bool loaded, open;
    int64_t taken_at; /* app.now when the rows came: the time left has gone on since */
    int64_t refresh_at;
    int64_t pending, changing; /* requests waited for */
    char *about_number;        /* whom a question is about; owned */
    int64_t about_attempt;
    int first_line;
};

void monitor_draw(struct screen *screen, struct canvas *canvas, struct rect rect);

#endif
