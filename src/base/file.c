#include "base/file.h"

#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
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

static bool write_all(int fd, struct text content)
{
    while (content.len) {
        ssize_t n = write(fd, content.at, content.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        content = text_from(content, (size_t)n);
    }
    return true;
}

static void sync_directory_of(const char *path)
{
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

/* A device or a pipe takes the bytes itself: a file in its place would do away with it. */
static bool write_into(const char *path, struct text content, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set_errno(err, _("cannot write %s"), path);
    bool ok = write_all(fd, content);
    ok = close(fd) == 0 && ok;
    return ok || err_set_errno(err, _("cannot write %s"), path);
}

static bool is_special(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static bool replace(const char *path, struct text content, unsigned mode, struct err *err)
{
    char temporary[PATH_MAX];
    if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >= (int)sizeof temporary)
        return err_set(err, ERR_INVALID, _("the path %s is too long"), path);
    int fd = mkstemp(temporary);
    if (fd < 0)
        return err_set_errno(err, _("cannot write %s"), path);
    bool ok = fchmod(fd, mode) == 0 && write_all(fd, content) && fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    ok = ok && rename(temporary, path) == 0;
    if (!ok) {
        err_set_errno(err, _("cannot write %s"), path);
        unlink(temporary);
        return false;
    }
    sync_directory_of(path);
    return true;
}

bool file_write(const char *path, struct text content, unsigned mode, struct err *err)
{
    char target[PATH_MAX];
    if (is_special(path))
        return write_into(path, content, err);
    /* The file that a link stands for is meant, not the link. */
    return replace(realpath(path, target) ? target : path, content, mode, err);
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
