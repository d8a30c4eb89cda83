#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* snprintf may cut a UTF-8 sequence at the end; drop the piece. */
static void drop_partial_character(char *string)
{
    size_t len = strlen(string), start = len;
    while (start > 0 && len - start < 4 && ((unsigned char)string[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)string[start - 1];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (len - (start - 1) < need)
        string[start - 1] = '\0';
}

bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
    if (!err)
        return false;
    err->kind = kind;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    drop_partial_character(err->message);
    return false;
}

bool err_set_errno(struct err *err, const char *format, ...)
{
    int saved = errno;
    if (!err)
        return false;
    err->kind = saved == ENOENT ? ERR_NOT_FOUND : ERR_FAILED;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    size_t len = strlen(err->message);
    snprintf(err->message + len, sizeof err->message - len, ": %s", strerror(saved));
    drop_partial_character(err->message);
    return false;
}
