/* The terminal: the only place that knows curses, colours, raw input and signals. */
#ifndef BIWU_TUI_TERM_H
#define BIWU_TUI_TERM_H

#include "base/err.h"
#include "tui/canvas.h"
#include "tui/event.h"

#include <poll.h>

struct term;

/* Takes the terminal over (raw input, alternate screen, bracketed paste, mouse where there is one). One at a
 * time. Fails when standard input and output are not a terminal or its type is unknown. */
struct term *term_open(bool mono, struct err *err);
/* Gives the terminal back as it was. Accepts NULL. */
void term_close(struct term *term);

/* Whether characters beyond ASCII can be shown at all here. */
bool term_is_ascii_only(const struct term *term);
void term_size(const struct term *term, int *width, int *height);
/* Shows the canvas; it has the terminal's size. */
void term_draw(struct term *term, const struct canvas *canvas);

/* Makes the next drawing repaint everything (something else wrote to the terminal). */
void term_redraw(struct term *term);

enum { TERM_POLL_FDS = 2 };
/* What to wait for. */
void term_poll(const struct term *term, struct pollfd out[static TERM_POLL_FDS]);
/* ms until term_read wants to be called although nothing came (an Esc may be waiting), or -1. */
int term_timeout(const struct term *term);
/* Reads what is there and tells each event. False: the terminal hung up or the program was told to end. */
bool term_read(struct term *term, void (*tell)(void *context, const struct event *event), void *context);

/* Gives signals back their usual meaning while a child process is started, and takes them again. */
void term_release_signals(struct term *term);
void term_hold_signals(struct term *term);

#endif
