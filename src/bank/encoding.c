#include "bank/encoding.h"

#include <errno.h>
#include <iconv.h>

size_t encoding_mark(struct text t)
{
    return text_starts_with(t, (struct text)TEXT("\xEF\xBB\xBF")) ? 3 : 0;
}

/* Converts chunk by chunk; `out` may be NULL. */
static bool convert(iconv_t converter, struct text t, struct buf *out)
{
    char *from = (char *)(uintptr_t)t.at; /* iconv does not write to it */
    size_t left = t.len;
    while (left > 0) {
        char chunk[16 * 1024];
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t n = iconv(converter, &from, &left, &to, &room);
        if (out)
            buf_add(out, chunk, sizeof chunk - room);
        if (n == (size_t)-1 && errno != E2BIG)
            return false;
    }
    return true;
}

bool encoding_from_gb18030(struct text t, struct buf *out)
{
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == (iconv_t)-1)
        return false;
    bool ok = convert(converter, t, out);
    iconv_close(converter);
    return ok;
}

bool encoding_is_gb18030(struct text t)
{
    return encoding_from_gb18030(t, NULL);
}
