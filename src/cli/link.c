#include "cli/link.h"

#include "base/i18n.h"
#include "wire/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HUB_START_MS = 20000, HUB_END_MS = 20000, ASK_MS = 60000 };

/* In the child: becomes the hub, with its log in the hall and nothing to do with this terminal's input and
 * output. */
static _Noreturn void become_hub(const char *hall, int ready, const char *idle_seconds)
{
    char log[HALL_PATH_MAX], ready_text[16];
    int null = open("/dev/null", O_RDWR);
    int out = hall_path(hall, "hub.log", log, NULL) ? open(log, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    dup2(out >= 0 ? out : null, STDERR_FILENO);
    snprintf(ready_text, sizeof ready_text, "%d", ready);
    execl("/proc/self/exe", "biwu", "-C", hall, "serve", "--idle-exit", idle_seconds, "--ready-fd",
          ready_text, (char *)NULL);
    _exit(127);
}

/* A session of its own, and no child of ours: it outlives this terminal. */
static _Noreturn void become_detached_hub(const char *hall, int ready)
{
    if (setsid() < 0 || fork() != 0)
        _exit(0);
    become_hub(hall, ready, "60");
}

/* Ends with its parent; Ctrl-C at the terminal is not for it. */
static _Noreturn void become_child_hub(const char *hall, int ready)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    become_hub(hall, ready, "0");
}

/* The hub writes one byte when it listens; end of file means that it gave up. */
static bool wait_until_ready(int fd, const char *hall, struct err *err)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    char byte;
    int n;
    do
        n = poll(&wait, 1, HUB_START_MS);
    while (n < 0 && errno == EINTR);
    if (n > 0 && read(fd, &byte, 1) == 1)
        return true;
    return err_set(err, ERR_FAILED,
                   _("the hub of this hall did not start; the reason is at the end of %s/hub.log"), hall);
}

/* Forks; the child runs `become`. *ready is where it will say that it listens. */
static bool spawn_hub(const char *hall, void (*become)(const char *hall, int ready), int *ready, pid_t *child,
                      struct err *err)
{
    int ends[2];
    if (pipe(ends) != 0)
        return err_set_errno(err, _("cannot start the hub"));
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    *child = fork();
    if (*child == 0)
        become(hall, ends[1]);
    close(ends[1]);
    *ready = ends[0];
    if (*child > 0)
        return true;
    close(ends[0]);
    return err_set_errno(err, _("cannot start the hub"));
}

bool link_start_hub(void *context, struct err *err)
{
    int ready;
    pid_t child;
    if (!spawn_hub(context, become_detached_hub, &ready, &child, err))
        return false;
    waitpid(child, NULL, 0);
    bool ok = wait_until_ready(ready, context, err);
    close(ready);
    return ok;
}

bool link_start_child_hub(const char *hall, pid_t *child, struct err *err)
{
    int ready;
    if (!spawn_hub(hall, become_child_hub, &ready, child, err))
        return false;
    bool ok = wait_until_ready(ready, hall, err);
    close(ready);
    if (!ok)
        link_stop_child_hub(*child);
    return ok;
}

void link_stop_child_hub(pid_t child)
{
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
}

/* The process that listens at the other end; 0: nobody does. */
static pid_t listener_of(const char *hall)
{
    char path[HALL_PATH_MAX];
    struct ucred peer = {.pid = 0};
    socklen_t size = sizeof peer;
    struct err err = ERR_NONE;
    int fd = hall_path(hall, "hub.sock", path, &err) ? socket_connect(path, &err) : -1;
    if (fd < 0)
        return 0;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        peer.pid = 0;
    close(fd);
    return peer.pid;
}

bool link_end_hub(const char *hall, struct err *err)
{
    pid_t hub = listener_of(hall);
    int fd = hub ? (int)syscall(SYS_pidfd_open, hub, 0) : -1;
    if (fd < 0)
        return true; /* none, or it has just ended */
    struct pollfd gone = {.fd = fd, .events = POLLIN};
    bool ok = kill(hub, SIGTERM) == 0 && poll(&gone, 1, HUB_END_MS) > 0;
    close(fd);
    return ok ||
           err_set(err, ERR_BUSY, _("the hub of %s does not end; end process %ld by hand"), hall, (long)hub);
}

static bool start_hub_of(void *context, struct err *err)
{
    char hall[HALL_PATH_MAX];
    return hall_find(context, hall, err) && link_start_hub(hall, err);
}

struct client *link_open(struct cli *cli, struct err *err)
{
    char hall[HALL_PATH_MAX], socket[HALL_PATH_MAX];
    if (!hall_find(cli, hall, err) || !hall_path(hall, "hub.sock", socket, err))
        return NULL;
    static const struct client_events silent = {NULL, NULL, NULL};
    return client_create(socket, &silent, start_hub_of, cli);
}

bool link_ask(struct client *client, const struct request *request, struct arena *arena, struct reply *out,
              struct err *err)
{
    if (!client_ask(client, request, ASK_MS, arena, out, err))
        return false;
    if (out->error == WIRE_OK)
        return true;
    const char *message = _(wire_refusal_message(out));
    bool said = out->error == WIRE_CONTEST || out->error == WIRE_PANEL; /* the detail is the message */
    if (out->detail.len && !said)
        return err_set(err, ERR_INVALID, _("%s (%.*s)"), message, TEXT_ARG(out->detail));
    return err_set(err, ERR_INVALID, "%s", message);
}
