/* One answer to mark after the other: the state, shared by what is done (script.c) and how it looks
 * (script_draw.c). */
#ifndef BIWU_TUI_MARKING_SCRIPT_H
#define BIWU_TUI_MARKING_SCRIPT_H

#include "tui/app/app.h"
#include "tui/ticks.h"
#include "tui/widgets/edit.h"
#include "tui/widgets/page.h"

enum { SCRIPT_NOTE_BYTES = 300, SCRIPT_TRAIL_MAX = 200 };

struct script {
    struct screen screen;
    char *event, *item; /* owned; item "": all */
    struct arena arena;
    struct reply reply; /* of MESSAGE_SCRIPT, its texts and rows in the arena */
    bool loaded;
    struct ticks ticks;
    int at; /* the chosen point */
    struct edit note;
    bool noting;             /* the note is being written */
    int64_t asking, marking; /* requests waited for; 0: none */

    int64_t trail[SCRIPT_TRAIL_MAX]; /* scripts marked before, oldest first */
    int trail_count;
    int back; /* how many of them one has gone back; 0: at the next to mark */

    struct { /* of the next to mark, while one goes back */
        int64_t script;
        struct ticks ticks;
        char *note; /* owned */
    } draft;

    int scroll, lines, rows; /* of the answer */
    int points_scroll;
    struct hits hits;
};

void script_draw(struct screen *screen, struct canvas *canvas, struct rect rect);
void script_scroll(struct script *script, int by);

#endif
