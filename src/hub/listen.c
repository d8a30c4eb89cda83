#include "hub/listen.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "hub/log.h"
#include "wire/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* The owner and the group of terminal accounts may connect. */
enum { SOCKET_MASK = 0117, SPARE_DESCRIPTORS = 64 };

static void read_holder(int fd, char *out, size_t size)
{
    ssize_t n = pread(fd, out, size - 1, 0);
    out[n > 0 ? n : 0] = '\0';
    out[strcspn(out, "\n")] = '\0';
}

static bool take_lock(int fd, const char *hall, struct err *err)
{
    char holder[32];
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno != EWOULDBLOCK)
        return err_set_errno(err, _("cannot lock the hall %s"), hall);
    read_holder(fd, holder, sizeof holder);
    return err_set(err, ERR_BUSY, _("another hub is running for the hall %s (process %s)"), hall, holder);
}

bool hall_lock(struct hub *hub, struct err *err)
{
    char path[PATH_MAX], pid[32];
    const char *hall = hub->options.hall;
    if (snprintf(path, sizeof path, "%s/hub.lock", hall) >= (int)sizeof path)
        return err_set(err, ERR_INVALID, _("the path %s is too long"), hall);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_set_errno(err, _("cannot open %s"), path);
    if (!take_lock(fd, hall, err)) {
        close(fd);
        return false;
    }
    hub->lock_fd = fd;
    /* For people and scripts; nothing depends on it. */
    int n = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
    if (ftruncate(fd, 0) != 0 || pwrite(fd, pid, (size_t)n, 0) != n)
        log_line(_("cannot write the process number into %s"), path);
    return true;
}

static void raise_descriptor_limit(int connections)
{
    struct rlimit limit;
    rlim_t wanted = (rlim_t)connections + SPARE_DESCRIPTORS;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    rlim_t hard = limit.rlim_max;
    limit.rlim_cur = wanted;
    limit.rlim_max = hard < wanted ? wanted : hard;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
        return;
    limit.rlim_cur = limit.rlim_max = hard;
    setrlimit(RLIMIT_NOFILE, &limit);
    log_line(_("the system allows %llu open files, too few for %d terminals at once; raise LimitNOFILE"),
             (unsigned long long)hard, connections);
}

bool hall_listen(struct hub *hub, struct err *err)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/hub.sock", hub->options.hall) >= (int)sizeof path)
        return err_set(err, ERR_INVALID, _("the path %s is too long"), hub->options.hall);
    raise_descriptor_limit(hub->hall.connections);
    if (unlink(path) != 0 && errno != ENOENT)
        return err_set_errno(err, _("cannot remove the old socket %s"), path);
    hub->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    hub->listener_fd = socket_listen(path, SOCKET_MASK, err);
    if (hub->listener_fd < 0)
        return false;
    struct stat made;
    if (stat(path, &made) != 0)
        return err_set_errno(err, _("cannot listen on %s"), path);
    hub->socket_inode = made.st_ino;
    hub->socket_path = xstrdup(path);
    return true;
}

static void close_if_open(int fd)
{
    if (fd >= 0)
        close(fd);
}

void hall_leave(struct hub *hub)
{
    /* The hall may have been made anew at the same place, with a hub of its own. */
    struct stat now;
    if (hub->socket_path && stat(hub->socket_path, &now) == 0 && now.st_ino == hub->socket_inode)
        unlink(hub->socket_path);
    free(hub->socket_path);
    close_if_open(hub->listener_fd);
    close_if_open(hub->spare_fd);
    close_if_open(hub->lock_fd);
}
