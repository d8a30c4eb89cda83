#include "base/buf.h"

#include "base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_finish(struct buf *buf)
{
    free(buf->at);
    *buf = (struct buf)BUF_EMPTY;
}

static void reserve(struct buf *buf, size_t extra)
{
    /* Most additions fit, and many are of one byte. */
    if (buf->capacity - buf->len <= extra)
        buf->at = xgrow(buf->at, &buf->capacity, buf->len + extra + 1, 1);
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
    reserve(buf, len);
    if (len)
        memcpy(buf->at + buf->len, bytes, len);
    buf->len += len;
    buf->at[buf->len] = '\0';
}

void buf_add_char(struct buf *buf, char c)
{
    reserve(buf, 1);
    buf->at[buf->len++] = c;
    buf->at[buf->len] = '\0';
}

void buf_add_string(struct buf *buf, const char *string)
{
    buf_add(buf, string, strlen(string));
}

void buf_add_text(struct buf *buf, struct text t)
{
    buf_add(buf, t.at, t.len);
}

/* By hand: it stands in every message and journal entry, where printf would be felt. */
void buf_add_int(struct buf *buf, int64_t value)
{
    char digits[24], *end = digits + sizeof digits, *at = end;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        *--at = '-';
    buf_add(buf, at, (size_t)(end - at));
}

void buf_addf(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(n >= 0);
    reserve(buf, (size_t)n);
    vsnprintf(buf->at + buf->len, (size_t)n + 1, format, again);
    va_end(again);
    buf->len += (size_t)n;
}

void buf_add_repeated(struct buf *buf, char c, size_t count)
{
    reserve(buf, count);
    memset(buf->at + buf->len, c, count);
    buf->len += count;
    buf->at[buf->len] = '\0';
}

void buf_drop(struct buf *buf, size_t count)
{
    if (count >= buf->len) {
        buf_clear(buf);
        return;
    }
    memmove(buf->at, buf->at + count, buf->len - count + 1);
    buf->len -= count;
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    if (buf->at)
        buf->at[0] = '\0';
}

const char *buf_string(const struct buf *buf)
{
    return buf->at ? buf->at : "";
}
