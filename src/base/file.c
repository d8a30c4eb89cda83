#include "base/file.h"

#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_all(int fd, const char *path, size_t limit, struct buf *out, struct err *err)
{
    char chunk[64 * 1024];
    size_t total = 0;
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set_errno(err, _("cannot read %s"), path);
        if (n == 0)
            return true;
        total += (size_t)n;
        if (total > limit)
            return err_set(err, ERR_INVALID, _("%s is larger than %zu MB"), path, limit >> 20);
        buf_add(out, chunk, (size_t)n);
    }
}

bool file_read(const char *path, size_t limit, struct buf *out, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set_errno(err, _("cannot open %s"), path);
    struct stat st;
    bool ok;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size > limit)
        ok = err_set(err, ERR_INVALID, _("%s is larger than %zu MB"), path, limit >> 20);
    else
        ok = read_all(fd, path, limit, out, err);
    close(fd);
    return ok;
}

bool file_make_dirs(const char *path, unsigned mode, struct err *err)
{
    char copy[PATH_MAX];
    if (snprintf(copy, sizeof copy, "%s", path) >= (int)sizeof copy)
        return err_set(err, ERR_INVALID, _("the path %s is too long"), path);
    for (char *slash = copy + 1;; slash++) {
        if (*slash != '/' && *slash != '\0')
            continue;
        char kept = *slash;
        *slash = '\0';
        if (mkdir(copy, mode) != 0 && errno != EEXIST)
            return err_set_errno(err, _("cannot make the directory %s"), copy);
        *slash = kept;
        if (kept == '\0')
            return true;
    }
}
