/* Framing: bytes in, lines out. */
#ifndef BIWU_WIRE_LINES_H
#define BIWU_WIRE_LINES_H

#include "base/buf.h"

struct lines {
    struct buf pending; /* what has been read and not yet taken */
    size_t taken;       /* of pending */
    size_t scanned;     /* bytes of pending known to hold no newline */
    size_t limit;       /* bytes a line may have */
};

enum lines_status { LINES_NONE, LINES_LINE, LINES_TOO_LONG };

void lines_init(struct lines *lines, size_t limit);
void lines_finish(struct lines *lines);
void lines_feed(struct lines *lines, const void *bytes, size_t len);
/* The next whole line without its newline; valid until the next call. LINES_TOO_LONG: the limit is passed
 * without a newline; the connection is to be closed. */
enum lines_status lines_next(struct lines *lines, struct text *line);

#endif
