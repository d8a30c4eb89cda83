#include "wire/lines.h"

void lines_init(struct lines *lines, size_t limit)
{
    *lines = (struct lines){.pending = BUF_EMPTY, .limit = limit};
}

void lines_finish(struct lines *lines)
{
    buf_finish(&lines->pending);
    lines->taken = lines->scanned = 0;
}

static void drop_taken(struct lines *lines)
{
    buf_drop(&lines->pending, lines->taken);
    lines->scanned -= lines->taken;
    lines->taken = 0;
}

void lines_feed(struct lines *lines, const void *bytes, size_t len)
{
    /* Moving what is left is only worth it when much has been taken. */
    if (lines->taken == lines->pending.len || lines->taken > lines->pending.len / 2)
        drop_taken(lines);
    buf_add(&lines->pending, bytes, len);
}

enum lines_status lines_next(struct lines *lines, struct text *line)
{
    const char *at = buf_string(&lines->pending);
    size_t len = lines->pending.len;
    const char *newline =
        len > lines->scanned ? memchr(at + lines->scanned, '\n', len - lines->scanned) : NULL;
    size_t end = newline ? (size_t)(newline - at) : len;
    if (end - lines->taken + (newline ? 1 : 0) > lines->limit)
        return LINES_TOO_LONG;
    if (!newline) {
        lines->scanned = len;
        return LINES_NONE;
    }
    *line = text_make(at + lines->taken, end - lines->taken);
    lines->taken = lines->scanned = end + 1;
    return LINES_LINE;
}
