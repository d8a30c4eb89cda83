#include "base/err.h"

#include "base/i18n.h"

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

/* libc has its words in Chinese only where its own catalogue is installed, which is rare. */
static const struct {
    int number;
    const char *words;
} reasons[] = {
    {ENOENT, N_("no such file or directory")},
    {EACCES, N_("permission denied")},
    {EPERM, N_("operation not permitted")},
    {EROFS, N_("the file system is read-only")},
    {ENOSPC, N_("no space left on the disk")},
    {EDQUOT, N_("the disk quota is used up")},
    {EFBIG, N_("the file is too large")},
    {EIO, N_("the disk or device failed")},
    {EEXIST, N_("it exists already")},
    {EISDIR, N_("it is a directory")},
    {ENOTDIR, N_("a part of the path is not a directory")},
    {ENOTEMPTY, N_("the directory is not empty")},
    {ENAMETOOLONG, N_("the name is too long")},
    {ELOOP, N_("too many symbolic links")},
    {EBUSY, N_("it is in use")},
    {ETXTBSY, N_("it is in use")},
    {EMFILE, N_("too many files are open in this program")},
    {ENFILE, N_("too many files are open on this machine")},
    {ENOMEM, N_("not enough memory")},
    {EAGAIN, N_("not available just now; try again")},
    {EINTR, N_("interrupted; try again")},
    {EINVAL, N_("invalid argument")},
    {EPIPE, N_("the other end is closed")},
    {ECONNREFUSED, N_("nobody accepts connections there")},
    {ECONNRESET, N_("the other end broke the connection")},
    {ENOTCONN, N_("not connected")},
    {EADDRINUSE, N_("the address is in use")},
    {ETIMEDOUT, N_("no answer in time")},
    {ENOTTY, N_("it is not a terminal")},
    {ENXIO, N_("no such device")},
    {ENODEV, N_("no such device")},
    {ENOEXEC, N_("it is not a program that runs here")},
    {ENOSYS, N_("this system does not support it")},
    {EOPNOTSUPP, N_("this system does not support it")},
};

static const char *reason_of(int number)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].number == number)
            return _(reasons[i].words);
    return strerror(number);
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
    snprintf(err->message + len, sizeof err->message - len, _(": %s"), reason_of(saved));
    drop_partial_character(err->message);
    return false;
}
