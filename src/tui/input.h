/* Bytes from a terminal → events: UTF-8, xterm, VT and Linux console key sequences, SGR mouse, bracketed
 * paste. Knows no terminal and no time. */
#ifndef BIWU_TUI_INPUT_H
#define BIWU_TUI_INPUT_H

#include "base/buf.h"
#include "tui/event.h"

struct input {
    struct buf bytes; /* read and not yet understood */
    struct buf paste; /* of the paste going on, or given out last */
    bool pasting;
};

void input_init(struct input *input);
void input_finish(struct input *input);
void input_feed(struct input *input, const void *bytes, size_t len);
/* Takes the next event. `paused`: nothing more came for a moment, so an Esc that could begin a sequence is
 * the Esc key. A paste's text lives until the next call. */
bool input_next(struct input *input, bool paused, struct event *out);
/* Whether the beginning of a sequence is waiting for its rest. */
bool input_is_waiting(const struct input *input);

#endif
