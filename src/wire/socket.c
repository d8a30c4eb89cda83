#include "wire/socket.h"

#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* An address that stands for a path; `directory` keeps it valid and is closed after use (-1: not needed). */
struct address {
    struct sockaddr_un name;
    int directory;
};

static bool too_long(const char *path, struct err *err)
{
    return err_set(err, ERR_INVALID, _("the path %s is too long"), path);
}

static bool address_of(const char *path, struct address *out, struct err *err)
{
    *out = (struct address){.name = {.sun_family = AF_UNIX}, .directory = -1};
    if (strlen(path) < sizeof out->name.sun_path) {
        memcpy(out->name.sun_path, path, strlen(path) + 1);
        return true;
    }
    char directory[PATH_MAX], base[PATH_MAX];
    if (strlen(path) >= PATH_MAX)
        return too_long(path, err);
    snprintf(directory, sizeof directory, "%s", path);
    snprintf(base, sizeof base, "%s", path);
    out->directory = open(dirname(directory), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (out->directory < 0)
        return err_set_errno(err, _("cannot open the directory of %s"), path);
    int n = snprintf(out->name.sun_path, sizeof out->name.sun_path, "/proc/self/fd/%d/%s", out->directory,
                     basename(base));
    if (n < (int)sizeof out->name.sun_path)
        return true;
    close(out->directory);
    return too_long(path, err);
}

static void address_finish(struct address *address)
{
    if (address->directory >= 0)
        close(address->directory);
}

static bool set_refused(const char *path, struct err *err)
{
    if (errno == ENOENT || errno == ECONNREFUSED)
        return err_set(err, ERR_NOT_FOUND, _("no hub is running for this hall (nobody listens on %s)"), path);
    if (errno == EAGAIN || errno == EINPROGRESS)
        return err_set(err, ERR_BUSY, _("the hub is busy just now"));
    if (errno == EACCES)
        return err_set(err, ERR_FAILED,
                       _("you may not connect to %s; ask the administrator for membership in its group"),
                       path);
    return err_set_errno(err, _("cannot connect to %s"), path);
}

static int open_socket(struct err *err)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        err_set_errno(err, _("cannot open a socket"));
    return fd;
}

int socket_connect(const char *path, struct err *err)
{
    int fd = open_socket(err);
    if (fd < 0)
        return -1;
    struct address address;
    bool ok = address_of(path, &address, err);
    if (ok) {
        ok = connect(fd, (const struct sockaddr *)&address.name, sizeof address.name) == 0 ||
             set_refused(path, err);
        address_finish(&address);
    }
    if (ok)
        return fd;
    close(fd);
    return -1;
}

int socket_listen(const char *path, unsigned mask, struct err *err)
{
    int fd = open_socket(err);
    if (fd < 0)
        return -1;
    struct address address;
    bool ok = address_of(path, &address, err);
    if (ok) {
        /* The mode is the one at bind: a chmod after it would leave a moment in between. */
        mode_t old = umask((mode_t)mask);
        ok = bind(fd, (const struct sockaddr *)&address.name, sizeof address.name) == 0 &&
             listen(fd, SOMAXCONN) == 0;
        int failure = errno;
        umask(old);
        errno = failure;
        if (!ok)
            err_set_errno(err, _("cannot listen on %s"), path);
        address_finish(&address);
    }
    if (ok)
        return fd;
    close(fd);
    return -1;
}
