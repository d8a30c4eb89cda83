/* biwu demo contest: host, board and three desks in one tmux. */
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/demo.h"
#include "cli/hall.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TMUX_WORDS = 24, WIDE_COLUMNS = 161 };
#define DEMO_EVENT "2026-shuangbiwu-juesai"

struct window {
    const char *title; /* English msgid */
    const char *command, *team;
};

static const struct window windows[] = {
    {N_("host"), "host", NULL},  {N_("board"), "board", NULL}, {N_("desk A"), "desk", "A"},
    {N_("desk B"), "desk", "B"}, {N_("desk C"), "desk", "C"},
};

/* Runs a program and waits for it. */
static bool run_program(const char *const *words, struct err *err)
{
    pid_t child = fork();
    if (child == 0) {
        unsetenv("TMUX");
        execvp(words[0], (char *const *)(const void *)words);
        _exit(errno == ENOENT ? 127 : 126);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return err_set_errno(err, _("cannot run %s"), words[0]);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return err_set(err, ERR_NOT_FOUND, _("%s is not installed: apt-get install %s"), words[0], words[0]);
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           err_set(err, ERR_FAILED, _("%s failed"), words[0]);
}

/* One tmux command on the demo's own server: "tmux -L NAME word …". The list ends with NULL. */
static bool tmux(const char *server, const char *const *words, struct err *err)
{
    const char *all[TMUX_WORDS] = {"tmux", "-L", server, "-f", "/dev/null"};
    size_t n = 5;
    while (*words && n + 1 < TMUX_WORDS)
        all[n++] = *words++;
    all[n] = NULL;
    return run_program(all, err);
}

/* "new-window -n TITLE biwu -C HALL host EVENT". */
static bool open_window(const char *server, const char *program, const char *hall,
                        const struct window *window, const char *const *how, struct err *err)
{
    const char *words[TMUX_WORDS] = {NULL};
    size_t n = 0;
    while (*how)
        words[n++] = *how++;
    const char *rest[] = {program, "-C", hall, window->command, DEMO_EVENT, window->team};
    for (size_t i = 0; i < COUNT_OF(rest) && rest[i]; i++)
        words[n++] = rest[i];
    return tmux(server, words, err);
}

/* Columns of this terminal; 80 when it cannot tell. */
static int terminal_columns(void)
{
    struct winsize size;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

static bool open_windows(const char *server, const char *program, const char *hall, bool wide,
                         struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(windows); i++) {
        const char *title = _(windows[i].title);
        const char *const first[] = {"new-session", "-d", "-s", "demo", "-n", title, NULL};
        const char *const beside[] = {"split-window", "-h", "-t", "demo:0", NULL};
        const char *const more[] = {"new-window", "-d", "-t", "demo:", "-n", title, NULL};
        const char *const *how = i == 0 ? first : (i == 1 && wide) ? beside : more;
        if (!open_window(server, program, hall, &windows[i], how, err))
            return false;
    }
    return true;
}

static bool set_up_keys(const char *server, bool wide, struct err *err)
{
    char status[256];
    snprintf(status, sizeof status, " %s ", _("F2-F6 change the window, F12 ends"));
    const char *const settings[][5] = {
        {"set", "-g", "mouse", "on", NULL},
        {"set", "-g", "status-left", "", NULL},
        {"set", "-g", "status-right-length", "60", NULL},
        {"set", "-g", "status-right", status, NULL},
        {"set", "-g", "escape-time", "10", NULL},
        {"set", "-g", "remain-on-exit", "off", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(settings); i++)
        if (!tmux(server, settings[i], err))
            return false;
    for (int i = 0; i < (int)COUNT_OF(windows) - wide; i++) {
        char key[8], target[16];
        snprintf(key, sizeof key, "F%d", i + 2);
        snprintf(target, sizeof target, "demo:%d", i);
        const char *const bind[] = {"bind", "-n", key, "select-window", "-t", target, NULL};
        if (!tmux(server, bind, err))
            return false;
    }
    if (wide) {
        const char *const swap[] = {"bind", "-n", "F7", "select-pane", "-t", ":.+", NULL};
        const char *const left[] = {"select-pane", "-t", "demo:0.0", NULL};
        if (!tmux(server, swap, err) || !tmux(server, left, err))
            return false;
    }
    const char *const end[] = {
        "bind", "-n", "F12", "confirm-before", "-p", _("end the demonstration? (y/n)"), "kill-server", NULL};
    return tmux(server, end, err);
}

bool demo_contest(const char *hall, struct err *err)
{
    char server[64], program[HALL_PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length < 0)
        return err_set_errno(err, _("cannot find the program itself"));
    program[length] = '\0';
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(err, ERR_INVALID, _("this needs a terminal"));
    snprintf(server, sizeof server, "biwu-demo-%ld", (long)getpid());
    bool wide = terminal_columns() >= WIDE_COLUMNS;
    const char *const attach[] = {"attach-session", "-t", "demo", NULL};
    bool ok = open_windows(server, program, hall, wide, err) && set_up_keys(server, wide, err) &&
              tmux(server, attach, err);
    const char *const kill[] = {"kill-server", NULL};
    if (ok)
        (void)!tmux(server, kill, &(struct err)ERR_NONE);
    return ok;
}
