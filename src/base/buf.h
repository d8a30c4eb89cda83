/* A growing byte buffer, always NUL-terminated. */
#ifndef BIWU_BASE_BUF_H
#define BIWU_BASE_BUF_H

#include "base/text.h"

struct buf {
    char *at; /* owned; NULL while empty and never grown */
    size_t len;
    size_t capacity;
};

#define BUF_EMPTY                                                                                            \
    {                                                                                                        \
        NULL, 0, 0                                                                                           \
    }

void buf_finish(struct buf *buf);
void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_add_char(struct buf *buf, char c);
void buf_add_string(struct buf *buf, const char *string);
void buf_add_text(struct buf *buf, struct text t);
void buf_add_int(struct buf *buf, int64_t value);
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_add_repeated(struct buf *buf, char c, size_t count);
/* Drops the first `count` bytes (all of them when there are fewer). */
void buf_drop(struct buf *buf, size_t count);
/* Empties it and keeps the memory. */
void buf_clear(struct buf *buf);
/* Valid until the buffer changes; never NULL. */
const char *buf_string(const struct buf *buf);
static inline struct text buf_text(const struct buf *buf)
{
    return text_make(buf->at ? buf->at : "", buf->len);
}

#endif
