#include "base/file.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct file_writer {
    char *path;      /* as the caller named it; NULL: standard output */
    char *target;    /* what is to be replaced; NULL where the bytes go straight into `straight` */
    char *temporary; /* NULL: none */
    int fd;          /* of the temporary file; -1: none */
    int straight;    /* device or pipe; -1: none, or standard output */
    unsigned mode;
};

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

static bool is_special(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static bool cannot_write(const struct file_writer *writer, struct err *err)
{
    if (!writer->path)
        return err_set_errno(err, _("the output could not be written"));
    return err_set_errno(err, _("cannot write %s"), writer->path);
}

static bool open_temporary(struct file_writer *writer, const char *beside, struct err *err)
{
    char temporary[PATH_MAX];
    if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", beside) >= (int)sizeof temporary)
        return err_set(err, ERR_INVALID, _("the path %s is too long"), beside);
    writer->fd = mkstemp(temporary);
    if (writer->fd < 0)
        return cannot_write(writer, err);
    writer->temporary = xstrdup(temporary);
    return true;
}

/* A device or a pipe takes the bytes itself: a file in its place would do away with it. */
static bool open_straight(struct file_writer *writer, bool by_name, struct err *err)
{
    if (writer->path) {
        writer->straight = open(writer->path, O_WRONLY | O_CLOEXEC);
        if (writer->straight < 0)
            return cannot_write(writer, err);
    }
    if (!by_name)
        return true;
    const char *named = getenv("TMPDIR");
    char beside[PATH_MAX];
    snprintf(beside, sizeof beside, "%s/biwu", named && *named ? named : "/tmp");
    return open_temporary(writer, beside, err);
}

static bool open_target(struct file_writer *writer, struct err *err)
{
    char target[PATH_MAX];
    /* The file that a link stands for is meant, not the link. */
    writer->target = xstrdup(realpath(writer->path, target) ? target : writer->path);
    return open_temporary(writer, writer->target, err);
}

struct file_writer *file_writer_open(const char *path, unsigned mode, bool by_name, struct err *err)
{
    struct file_writer *writer = xcalloc(1, sizeof *writer);
    *writer = (struct file_writer){.fd = -1, .straight = -1, .mode = mode};
    writer->path = path ? xstrdup(path) : NULL;
    bool straight = !path || is_special(path);
    if (straight ? open_straight(writer, by_name, err) : open_target(writer, err))
        return writer;
    file_writer_drop(writer);
    return NULL;
}

const char *file_writer_name(const struct file_writer *writer)
{
    assert(writer->temporary);
    return writer->temporary;
}

bool file_writer_is_terminal(const struct file_writer *writer)
{
    if (writer->target)
        return false;
    return isatty(writer->path ? writer->straight : STDOUT_FILENO);
}

/* Standard output goes through stdio, to keep its place among what is printed otherwise. */
static bool write_straight(struct file_writer *writer, struct text piece, struct err *err)
{
    bool ok = writer->path ? write_all(writer->straight, piece)
                           : piece.len == 0 || fwrite(piece.at, 1, piece.len, stdout) == piece.len;
    return ok || cannot_write(writer, err);
}

bool file_writer_add(struct file_writer *writer, struct text piece, struct err *err)
{
    if (writer->fd < 0)
        return write_straight(writer, piece, err);
    return write_all(writer->fd, piece) || cannot_write(writer, err);
}

bool file_writer_reserve(struct file_writer *writer, int64_t bytes, struct err *err)
{
    assert(writer->temporary);
    int failure = posix_fallocate(writer->fd, 0, bytes);
    bool emptied = ftruncate(writer->fd, 0) == 0;
    if (failure)
        errno = failure;
    return (!failure && emptied) || cannot_write(writer, err);
}

/* What was filled by name, into the device, pipe or standard output that it is for. */
static bool copy_straight(struct file_writer *writer, struct err *err)
{
    char chunk[64 * 1024];
    if (lseek(writer->fd, 0, SEEK_SET) != 0)
        return cannot_write(writer, err);
    for (;;) {
        ssize_t n = read(writer->fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return cannot_write(writer, err);
        if (n == 0)
            return true;
        if (!write_straight(writer, text_make(chunk, (size_t)n), err))
            return false;
    }
}

static bool replace(struct file_writer *writer, struct err *err)
{
    bool ok = fchmod(writer->fd, writer->mode) == 0 && fsync(writer->fd) == 0;
    ok = close(writer->fd) == 0 && ok;
    writer->fd = -1;
    if (!ok || rename(writer->temporary, writer->target) != 0)
        return cannot_write(writer, err);
    free(writer->temporary);
    writer->temporary = NULL;
    sync_directory_of(writer->target);
    return true;
}

static bool end_straight(struct file_writer *writer, struct err *err)
{
    if (writer->temporary && !copy_straight(writer, err))
        return false;
    if (!writer->path)
        return fflush(stdout) == 0 || cannot_write(writer, err);
    int fd = writer->straight;
    writer->straight = -1;
    return close(fd) == 0 || cannot_write(writer, err);
}

bool file_writer_end(struct file_writer *writer, struct err *err)
{
    bool ok = writer->target ? replace(writer, err) : end_straight(writer, err);
    file_writer_drop(writer);
    return ok;
}

void file_writer_drop(struct file_writer *writer)
{
    if (!writer)
        return;
    if (writer->fd >= 0)
        close(writer->fd);
    if (writer->straight >= 0)
        close(writer->straight);
    if (writer->temporary)
        unlink(writer->temporary);
    free(writer->temporary);
    free(writer->target);
    free(writer->path);
    free(writer);
}

bool file_write(const char *path, struct text content, unsigned mode, struct err *err)
{
    struct file_writer *writer = file_writer_open(path, mode, false, err);
    if (!writer)
        return false;
    if (file_writer_add(writer, content, err))
        return file_writer_end(writer, err);
    file_writer_drop(writer);
    return false;
}
