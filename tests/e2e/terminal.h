/* A terminal for tests: runs a program in a pty whose screen is read by libvterm. Nothing here sleeps: tests
 * wait until the screen is as they want it, and fail with the whole screen printed when it never is. Every
 * failure ends the running cmocka test. */
#ifndef BIWU_E2E_TERMINAL_H
#define BIWU_E2E_TERMINAL_H

#include <stdbool.h>
#include <sys/types.h>

enum { TERMINAL_DEADLINE_MS = 20000 };

struct terminal;

struct terminal_options {
    const char *const *argv; /* argv[0] is the path; NULL-terminated */
    /* "NAME=value", NULL-terminated, or NULL: on top of the test's own environment without its BIWU_…
     * variables, with TERM=xterm-256color and LC_ALL=C.UTF-8. */
    const char *const *environment;
    int width, height; /* 0, 0: 80×24 */
};

/* What a cell of the screen looks like. */
struct terminal_cell {
    char text[32]; /* UTF-8; empty: nothing there, or the right half of a wide character */
    int width;     /* 1 or 2; 0: the right half of a wide character */
    bool bold, underline, reverse;
    bool own_ink, own_paper; /* it has a colour other than the terminal's default */
};

struct terminal *terminal_start(const struct terminal_options *options);
/* Kills the program if it still runs, and frees everything. Accepts NULL. */
void terminal_finish(struct terminal *terminal);

/* ---- What the person does --------------------------------------------------------------------------- */

/* Each character as if typed. */
void terminal_type(struct terminal *terminal, const char *text);
enum terminal_key {
    KEY_ENTER,
    KEY_TAB,
    KEY_BACK_TAB,
    KEY_BACKSPACE,
    KEY_ESCAPE,
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_DELETE,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_F1,
};
void terminal_press(struct terminal *terminal, enum terminal_key key);
/* With Ctrl held down: 'c', 'g' … */
void terminal_press_control(struct terminal *terminal, char letter);
/* In brackets when the program asked for that, else as if typed. */
void terminal_paste(struct terminal *terminal, const char *text);
/* The left button, pressed and released; columns and rows count from 0. */
void terminal_click(struct terminal *terminal, int column, int row);
void terminal_resize(struct terminal *terminal, int width, int height);
/* The line goes dead: what a closed window or a lost ssh does. */
void terminal_hang_up(struct terminal *terminal);
void terminal_signal(struct terminal *terminal, int signal);

/* ---- What the person sees --------------------------------------------------------------------------- */

typedef bool terminal_predicate(struct terminal *terminal, void *context);

/* Waits until the predicate holds. `what` says in a failure what was expected. */
void terminal_wait_until(struct terminal *terminal, terminal_predicate *predicate, void *context,
                         const char *what);
/* Waits until `text` stands on one line of the screen, or on none. */
void terminal_wait_for(struct terminal *terminal, const char *text);
void terminal_wait_gone(struct terminal *terminal, const char *text);
/* The same for several texts at once. NULL-terminated. */
void terminal_wait_for_all(struct terminal *terminal, const char *const *texts);
/* Which of the texts (NULL-terminated) is on the screen first: its index. */
int terminal_wait_for_any(struct terminal *terminal, const char *const *texts);

/* These tell of the screen as it is, without waiting. */
bool terminal_shows(struct terminal *terminal, const char *text);
/* Where `text` begins; false: nowhere. */
bool terminal_find(struct terminal *terminal, const char *text, int *column, int *row);
/* The row's text without trailing spaces; valid until the next call for the same terminal. */
const char *terminal_row(struct terminal *terminal, int row);
/* The whole screen, a line a row; freed by the caller. */
char *terminal_text(struct terminal *terminal);
struct terminal_cell terminal_cell(struct terminal *terminal, int column, int row);
/* Whether it is shown, and where. */
bool terminal_cursor(struct terminal *terminal, int *column, int *row);
void terminal_size(struct terminal *terminal, int *width, int *height);
/* Modes the program has switched on at this moment. */
bool terminal_is_alternate(const struct terminal *terminal);
bool terminal_has_mouse(const struct terminal *terminal);
/* Everything the program ever wrote. */
const char *terminal_output(const struct terminal *terminal, size_t *len);

/* ---- The program ------------------------------------------------------------------------------------ */

pid_t terminal_pid(const struct terminal *terminal);
/* Waits until the program has ended; its status as of waitpid. */
int terminal_wait_exit(struct terminal *terminal);
/* Reads what has come, waiting up to `ms` for it; false: nothing came or the program has ended. */
bool terminal_read(struct terminal *terminal, int ms);

#endif
