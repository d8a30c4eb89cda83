/* biwu demo contest: host, board and three desks in one tmux. */
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/demo.h"
#include "cli/hall.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TMUX_WORDS = 24, WIDE_COLUMNS = 161, FIRST_WINDOW = 2 };
#define DEMO_EVENT "2026-shuangbiwu-juesai"

struct window {
    const char *title; /* English msgid */
    const char *command, *team;
};

/* Window n is reached by the key Fn, from F2 on: F1 is help everywhere. */
static const struct window windows[] = {
    {N_("host"), "host", NULL},  {N_("board"), "board", NULL}, {N_("desk A"), "desk", "A"},
    {N_("desk B"), "desk", "B"}, {N_("desk C"), "desk", "C"},
};

/* The demonstration's own tmux. */
struct theatre {
    char server[64];             /* its name: tmux -L */
    char config[HALL_PATH_MAX];  /* its configuration */
    char program[HALL_PATH_MAX]; /* this one */
    const char *hall;
    bool wide; /* host and board side by side */
};

static _Noreturn void become(const char *const *words)
{
    signal(SIGHUP, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    unsetenv("TMUX");
    execvp(words[0], (char *const *)(const void *)words);
    _exit(errno == ENOENT ? 127 : 126);
}

static bool run_program(const char *const *words, struct err *err)
{
    pid_t child = fork();
    if (child == 0)
        become(words);
    int status = 0;
    pid_t done = -1;
    while (child > 0 && (done = waitpid(child, &status, 0)) < 0 && errno == EINTR)
        ;
    if (done < 0)
        return err_set_errno(err, _("cannot run %s"), words[0]);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return err_set(err, ERR_NOT_FOUND, _("%s is not installed: apt-get install %s"), words[0], words[0]);
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           err_set(err, ERR_FAILED, _("%s failed"), words[0]);
}

/* "tmux -L SERVER -f CONFIG word …"; both lists end with NULL. */
static bool tmux(const struct theatre *theatre, const char *const *words, const char *const *more,
                 struct err *err)
{
    const char *all[TMUX_WORDS] = {"tmux", "-u", "-L", theatre->server, "-f", theatre->config};
    size_t n = 6; /* -u: UTF-8, whatever the locale, as biwu itself */
    while (*words && n + 1 < TMUX_WORDS)
        all[n++] = *words++;
    while (more && *more && n + 1 < TMUX_WORDS)
        all[n++] = *more++;
    all[n] = NULL;
    return run_program(all, err);
}

static bool open_window(const struct theatre *theatre, const struct window *window, const char *const *how,
                        struct err *err)
{
    const char *const program[] = {theatre->program, "-C",         theatre->hall, window->command,
                                   DEMO_EVENT,       window->team, NULL};
    return tmux(theatre, how, program, err);
}

static bool open_windows(const struct theatre *theatre, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(windows); i++) {
        const char *title = _(windows[i].title);
        const char *const first[] = {"new-session", "-d", "-s", "demo", "-n", title, NULL};
        const char *const beside[] = {"split-window", "-d", "-h", "-t", "demo:", NULL};
        const char *const more[] = {"new-window", "-d", "-t", "demo:", "-n", title, NULL};
        if (!open_window(theatre, &windows[i],
                         i == 0                      ? first
                         : (i == 1 && theatre->wide) ? beside
                                                     : more,
                         err))
            return false;
    }
    return true;
}

/* PuTTY's F1 to F4 are not those that terminfo promises for TERM=xterm. */
static void bind_putty_keys(struct buf *out)
{
    enum { LAST = 4 };
    for (int i = 1; i <= LAST; i++)
        buf_addf(out, "set -s user-keys[%d] \"\\e[1%d~\"\n", i, i);
    buf_add_string(out, "bind -n User1 send-keys F1\n");
    for (int i = FIRST_WINDOW; i <= LAST; i++)
        buf_addf(out, "bind -n User%d select-window -t demo:%d\n", i, i);
}

/* On 24 lines the windows need them all: their names are then only shown for a moment, at each change.
   A message holds the screen as it is for as long as it is shown: no longer than a clock may stand. */
static void give_lines(struct buf *out)
{
    static const char *const measured[] = {"client-attached", "client-resized"};
    static const struct {
        const char *hook;
        int milliseconds;
    } told[] = {{"client-attached", 4000}, {"after-select-window", 1000}};
    for (size_t i = 0; i < COUNT_OF(measured); i++)
        buf_addf(out,
                 "set-hook -g %s[0] 'if -F \"#{e|<:#{client_height},25}\" \"set -g status off\" \"set -g "
                 "status on\"'\n",
                 measured[i]);
    for (size_t i = 0; i < COUNT_OF(told); i++)
        buf_addf(out,
                 "set-hook -g %s[1] 'if -F \"#{==:#{status},off}\" "
                 "\"display-message -d %d \\\"#{W: F#I #W, [F#I #W]}  %s\\\"\"'\n",
                 told[i].hook, told[i].milliseconds, _("F12 ends"));
}

static bool write_config(const struct theatre *theatre, struct err *err)
{
    struct buf out = BUF_EMPTY;
    int count = (int)COUNT_OF(windows) - theatre->wide;
    buf_addf(&out,
             "set -g base-index %d\nset -g mouse on\nset -g escape-time 10\nset -g status-left ''\n"
             "set -g status-right-length 40\nset -g status-right ' %s '\n"
             "set -g window-status-format ' F#I #W'\nset -g window-status-current-format ' [F#I #W]'\n"
             "set -g window-status-separator ''\n",
             FIRST_WINDOW, _("F12 ends"));
    give_lines(&out);
    bind_putty_keys(&out);
    for (int i = FIRST_WINDOW; i < FIRST_WINDOW + count; i++)
        buf_addf(&out, "bind -n F%d select-window -t demo:%d\n", i, i);
    if (theatre->wide)
        buf_addf(&out, "bind -n F%d select-pane -t :.+\n", FIRST_WINDOW + count);
    /* Leaving is detaching: what runs is ended by who opened it. */
    buf_addf(&out, "bind -n F12 confirm-before -p '%s' detach-client\n", _("end the demonstration? (y/n)"));
    bool ok = file_write(theatre->config, buf_text(&out), 0600, err);
    buf_finish(&out);
    return ok;
}

/* Columns of this terminal; 80 when it cannot tell. */
static int terminal_columns(void)
{
    struct winsize size;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

static bool theatre_init(struct theatre *theatre, const char *hall, struct err *err)
{
    ssize_t length = readlink("/proc/self/exe", theatre->program, sizeof theatre->program - 1);
    if (length < 0)
        return err_set_errno(err, _("cannot find the program itself"));
    theatre->program[length] = '\0';
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(err, ERR_INVALID, _("this needs a terminal"));
    snprintf(theatre->server, sizeof theatre->server, "biwu-demo-%ld", (long)getpid());
    theatre->hall = hall;
    theatre->wide = terminal_columns() >= WIDE_COLUMNS;
    return hall_path(hall, "tmux.conf", theatre->config, err) && write_config(theatre, err);
}

bool demo_contest(const char *hall, struct err *err)
{
    struct theatre theatre;
    static const char *const attach[] = {"attach-session", "-t", "demo", NULL};
    static const char *const end[] = {"kill-server", NULL};
    if (!theatre_init(&theatre, hall, err))
        return false;
    /* A terminal that hangs up ends tmux's client; cleaning up is still to be done. */
    signal(SIGHUP, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    bool ok = open_windows(&theatre, err) && tmux(&theatre, attach, NULL, err);
    (void)!tmux(&theatre, end, NULL, &(struct err)ERR_NONE);
    return ok;
}
