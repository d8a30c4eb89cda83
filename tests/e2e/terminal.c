#include "terminal.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/unicode.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#include <cmocka.h>

extern char **environ;

struct terminal {
    int fd; /* the master; -1: hung up */
    pid_t pid;
    bool reaped;
    int status;
    bool silent; /* the program's end of the line is closed */
    VTerm *vterm;
    VTermScreen *screen;
    bool cursor_shown, alternate, mouse;
    struct buf row;
    struct buf output;
};

/* ---- libvterm's side -------------------------------------------------------------------------------- */

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct terminal *terminal = user;
    if (property == VTERM_PROP_CURSORVISIBLE)
        terminal->cursor_shown = value->boolean;
    else if (property == VTERM_PROP_ALTSCREEN)
        terminal->alternate = value->boolean;
    else if (property == VTERM_PROP_MOUSE)
        terminal->mouse = value->number != VTERM_PROP_MOUSE_NONE;
    return 1;
}

/* What the terminal sends to the program: keys, and answers to its questions. */
static void on_output(const char *bytes, size_t len, void *user)
{
    struct terminal *terminal = user;
    while (len > 0 && terminal->fd >= 0) {
        ssize_t n = write(terminal->fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN) {
            struct pollfd wait = {.fd = terminal->fd, .events = POLLOUT};
            if (poll(&wait, 1, TERMINAL_DEADLINE_MS) <= 0)
                fail_msg("the program does not read what is typed");
            continue;
        }
        if (n <= 0)
            return;
        bytes += n;
        len -= (size_t)n;
    }
}

static void make_screen(struct terminal *terminal, int width, int height)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = on_property};
    terminal->vterm = vterm_new(height, width);
    vterm_set_utf8(terminal->vterm, 1);
    vterm_output_set_callback(terminal->vterm, on_output, terminal);
    terminal->screen = vterm_obtain_screen(terminal->vterm);
    vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
    vterm_screen_enable_altscreen(terminal->screen, 1);
    vterm_screen_reset(terminal->screen, 1);
    terminal->cursor_shown = true;
}

/* ---- Starting and ending ---------------------------------------------------------------------------- */

static void set_environment(const char *const *more)
{
    for (char **e = environ; *e;) {
        const char *equals = strchr(*e, '=');
        bool drop = equals && (strncmp(*e, "BIWU_", 5) == 0 || strncmp(*e, "LC_", 3) == 0 ||
                               strncmp(*e, "LANG", 4) == 0 || strncmp(*e, "NO_COLOR=", 9) == 0);
        if (!drop) {
            e++;
            continue;
        }
        char name[256];
        snprintf(name, sizeof name, "%.*s", (int)(equals - *e), *e);
        unsetenv(name);
    }
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    for (size_t i = 0; more && more[i]; i++)
        putenv(xstrdup(more[i]));
}

struct terminal *terminal_start(const struct terminal_options *options)
{
    int width = options->width ? options->width : 80, height = options->height ? options->height : 24;
    struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
    struct terminal *terminal = xcalloc(1, sizeof *terminal);
    terminal->pid = forkpty(&terminal->fd, NULL, NULL, &size);
    if (terminal->pid < 0)
        fail_msg("no pty: %s", strerror(errno));
    if (terminal->pid == 0) {
        set_environment(options->environment);
        /* execv's argv is not const for historical reasons only. */
        union {
            const char *const *given;
            char *const *taken;
        } argv = {options->argv};
        execv(argv.taken[0], argv.taken);
        fprintf(stderr, "cannot run %s: %s\n", options->argv[0], strerror(errno));
        _exit(127);
    }
    fcntl(terminal->fd, F_SETFD, FD_CLOEXEC);
    fcntl(terminal->fd, F_SETFL, O_NONBLOCK);
    make_screen(terminal, width, height);
    return terminal;
}

static void reap(struct terminal *terminal, int flags)
{
    if (!terminal->reaped && waitpid(terminal->pid, &terminal->status, flags) == terminal->pid)
        terminal->reaped = true;
}

void terminal_finish(struct terminal *terminal)
{
    if (!terminal)
        return;
    if (!terminal->reaped)
        kill(terminal->pid, SIGKILL);
    terminal_hang_up(terminal);
    reap(terminal, 0);
    vterm_free(terminal->vterm);
    buf_finish(&terminal->row);
    buf_finish(&terminal->output);
    free(terminal);
}

void terminal_hang_up(struct terminal *terminal)
{
    if (terminal->fd >= 0)
        close(terminal->fd);
    terminal->fd = -1;
}

void terminal_signal(struct terminal *terminal, int signal)
{
    if (!terminal->reaped)
        kill(terminal->pid, signal);
}

pid_t terminal_pid(const struct terminal *terminal)
{
    return terminal->pid;
}

/* ---- Reading ---------------------------------------------------------------------------------------- */

/* Takes what is there; false: nothing. */
static bool drain(struct terminal *terminal)
{
    char bytes[16384];
    bool any = false;
    while (!terminal->silent && terminal->fd >= 0) {
        ssize_t n = read(terminal->fd, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            break;
        if (n <= 0) {
            terminal->silent = true;
            break;
        }
        buf_add(&terminal->output, bytes, (size_t)n);
        vterm_input_write(terminal->vterm, bytes, (size_t)n);
        any = true;
    }
    vterm_screen_flush_damage(terminal->screen);
    return any;
}

bool terminal_read(struct terminal *terminal, int ms)
{
    if (terminal->silent || terminal->fd < 0)
        return false;
    struct pollfd wait = {.fd = terminal->fd, .events = POLLIN};
    int n;
    do
        n = poll(&wait, 1, ms);
    while (n < 0 && errno == EINTR);
    return n > 0 && drain(terminal);
}

static void print_screen(struct terminal *terminal)
{
    char *text = terminal_text(terminal);
    int width, height, x = 0, y = 0;
    terminal_size(terminal, &width, &height);
    bool cursor = terminal_cursor(terminal, &x, &y);
    fprintf(stderr, "---- screen %d×%d, cursor %s at %d,%d%s ----\n%s---- end of screen ----\n", width,
            height, cursor ? "shown" : "hidden", x, y, terminal->silent ? ", the program has ended" : "",
            text);
    free(text);
}

/* Whether the program waits for something, so that what it had to paint is painted. */
static bool is_at_rest(const struct terminal *terminal)
{
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)terminal->pid);
    FILE *in = fopen(path, "re");
    const char *name_end = in && fgets(line, sizeof line, in) ? strrchr(line, ')') : NULL;
    if (in)
        fclose(in);
    return !name_end || name_end[1] == '\0' || strchr("SZX", name_end[2]);
}

/* A predicate that holds while half of a paint is still to come would let the test type too early. */
static bool holds(struct terminal *terminal, terminal_predicate *predicate, void *context)
{
    return predicate(terminal, context) && is_at_rest(terminal) && !drain(terminal);
}

void terminal_wait_until(struct terminal *terminal, terminal_predicate *predicate, void *context,
                         const char *what)
{
    int64_t deadline = clock_boot_ms() + TERMINAL_DEADLINE_MS;
    drain(terminal);
    while (!holds(terminal, predicate, context)) {
        int64_t left = deadline - clock_boot_ms();
        if (left <= 0 || terminal->silent || terminal->fd < 0) {
            print_screen(terminal);
            fail_msg("%s: expected on the screen: %s", left <= 0 ? "too late" : "the program ended", what);
        }
        /* What it waits for may be the program's coming to rest, which nothing tells. */
        terminal_read(terminal, predicate(terminal, context) ? 1 : (int)left);
    }
}

static bool has_text(struct terminal *terminal, void *context)
{
    return terminal_shows(terminal, context);
}

static bool lacks_text(struct terminal *terminal, void *context)
{
    return !terminal_shows(terminal, context);
}

/* Predicates take their context as void *; these do not change it. */
static void *as_context(const void *pointer)
{
    union {
        const void *given;
        void *taken;
    } both = {pointer};
    return both.taken;
}

void terminal_wait_for(struct terminal *terminal, const char *text)
{
    terminal_wait_until(terminal, has_text, as_context(text), text);
}

void terminal_wait_gone(struct terminal *terminal, const char *text)
{
    char what[256];
    snprintf(what, sizeof what, "no “%s” any more", text);
    terminal_wait_until(terminal, lacks_text, as_context(text), what);
}

static bool has_all(struct terminal *terminal, void *context)
{
    for (const char *const *texts = context; *texts; texts++)
        if (!terminal_shows(terminal, *texts))
            return false;
    return true;
}

static int first_shown(struct terminal *terminal, const char *const *texts)
{
    for (int i = 0; texts[i]; i++)
        if (terminal_shows(terminal, texts[i]))
            return i;
    return -1;
}

static bool has_any(struct terminal *terminal, void *context)
{
    return first_shown(terminal, context) >= 0;
}

static void join(const char *const *texts, const char *with, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; texts[i] && len < size; i++)
        len += (size_t)snprintf(out + len, size - len, "%s%s", i ? with : "", texts[i]);
}

void terminal_wait_for_all(struct terminal *terminal, const char *const *texts)
{
    char what[1024];
    join(texts, " and ", what, sizeof what);
    terminal_wait_until(terminal, has_all, as_context(texts), what);
}

int terminal_wait_for_any(struct terminal *terminal, const char *const *texts)
{
    char what[1024];
    join(texts, " or ", what, sizeof what);
    terminal_wait_until(terminal, has_any, as_context(texts), what);
    return first_shown(terminal, texts);
}

int terminal_wait_exit(struct terminal *terminal)
{
    int64_t deadline = clock_boot_ms() + TERMINAL_DEADLINE_MS;
    int process = terminal->reaped ? -1 : pidfd_open(terminal->pid, 0);
    while (!terminal->reaped) {
        struct pollfd wait[2] = {{.fd = process, .events = POLLIN},
                                 {.fd = terminal->silent ? -1 : terminal->fd, .events = POLLIN}};
        int64_t left = deadline - clock_boot_ms();
        if (left <= 0 || (poll(wait, COUNT_OF(wait), (int)left) < 0 && errno != EINTR)) {
            print_screen(terminal);
            fail_msg("the program did not end");
        }
        /* A program that writes until it ends needs somebody who reads. */
        drain(terminal);
        reap(terminal, WNOHANG);
    }
    if (process >= 0)
        close(process);
    drain(terminal);
    return terminal->status;
}

/* ---- Typing ----------------------------------------------------------------------------------------- */

static uint32_t code_point(struct text t, size_t step)
{
    static const uint8_t first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t c = (uint8_t)t.at[0] & first_bits[step];
    for (size_t i = 1; i < step; i++)
        c = c << 6 | ((uint8_t)t.at[i] & 0x3F);
    return c;
}

void terminal_type(struct terminal *terminal, const char *text)
{
    struct text rest = text_of(text);
    while (rest.len) {
        size_t step = utf8_step(rest);
        vterm_keyboard_unichar(terminal->vterm, code_point(rest, step), VTERM_MOD_NONE);
        rest = text_from(rest, step);
    }
}

void terminal_press(struct terminal *terminal, enum terminal_key key)
{
    static const struct {
        VTermKey key;
        VTermModifier modifier;
    } keys[] = {
        [KEY_ENTER] = {VTERM_KEY_ENTER, VTERM_MOD_NONE},
        [KEY_TAB] = {VTERM_KEY_TAB, VTERM_MOD_NONE},
        [KEY_BACK_TAB] = {VTERM_KEY_TAB, VTERM_MOD_SHIFT},
        [KEY_BACKSPACE] = {VTERM_KEY_BACKSPACE, VTERM_MOD_NONE},
        [KEY_ESCAPE] = {VTERM_KEY_ESCAPE, VTERM_MOD_NONE},
        [KEY_UP] = {VTERM_KEY_UP, VTERM_MOD_NONE},
        [KEY_DOWN] = {VTERM_KEY_DOWN, VTERM_MOD_NONE},
        [KEY_LEFT] = {VTERM_KEY_LEFT, VTERM_MOD_NONE},
        [KEY_RIGHT] = {VTERM_KEY_RIGHT, VTERM_MOD_NONE},
        [KEY_DELETE] = {VTERM_KEY_DEL, VTERM_MOD_NONE},
        [KEY_HOME] = {VTERM_KEY_HOME, VTERM_MOD_NONE},
        [KEY_END] = {VTERM_KEY_END, VTERM_MOD_NONE},
        [KEY_PAGE_UP] = {VTERM_KEY_PAGEUP, VTERM_MOD_NONE},
        [KEY_PAGE_DOWN] = {VTERM_KEY_PAGEDOWN, VTERM_MOD_NONE},
        [KEY_F1] = {(VTermKey)VTERM_KEY_FUNCTION(1), VTERM_MOD_NONE},
    };
    vterm_keyboard_key(terminal->vterm, keys[key].key, keys[key].modifier);
}

void terminal_press_control(struct terminal *terminal, char letter)
{
    char byte = (char)(letter & 0x1F);
    on_output(&byte, 1, terminal);
}

void terminal_paste(struct terminal *terminal, const char *text)
{
    vterm_keyboard_start_paste(terminal->vterm);
    on_output(text, strlen(text), terminal);
    vterm_keyboard_end_paste(terminal->vterm);
}

void terminal_click(struct terminal *terminal, int column, int row)
{
    vterm_mouse_move(terminal->vterm, row, column, VTERM_MOD_NONE);
    vterm_mouse_button(terminal->vterm, 1, true, VTERM_MOD_NONE);
    vterm_mouse_button(terminal->vterm, 1, false, VTERM_MOD_NONE);
}

void terminal_resize(struct terminal *terminal, int width, int height)
{
    struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
    drain(terminal);
    vterm_set_size(terminal->vterm, height, width);
    /* The kernel sends SIGWINCH to the foreground process group. */
    if (ioctl(terminal->fd, TIOCSWINSZ, &size) != 0)
        fail_msg("cannot resize the pty: %s", strerror(errno));
}

/* ---- Seeing ----------------------------------------------------------------------------------------- */

void terminal_size(struct terminal *terminal, int *width, int *height)
{
    vterm_get_size(terminal->vterm, height, width);
}

static void add_code_point(struct buf *out, uint32_t c)
{
    if (c < 0x80) {
        buf_add_char(out, (char)c);
    } else if (c < 0x800) {
        buf_add_char(out, (char)(0xC0 | c >> 6));
        buf_add_char(out, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        buf_add_char(out, (char)(0xE0 | c >> 12));
        buf_add_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_add_char(out, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_add_char(out, (char)(0xF0 | c >> 18));
        buf_add_char(out, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_add_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_add_char(out, (char)(0x80 | (c & 0x3F)));
    }
}

static bool is_right_half(const VTermScreenCell *cell)
{
    return cell->chars[0] == (uint32_t)-1;
}

static void add_cell(struct buf *out, const VTermScreenCell *cell)
{
    if (is_right_half(cell))
        return;
    if (cell->chars[0] == 0)
        buf_add_char(out, ' ');
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
        add_code_point(out, cell->chars[i]);
}

static VTermScreenCell cell_at(struct terminal *terminal, int column, int row)
{
    VTermScreenCell cell;
    memset(&cell, 0, sizeof cell);
    vterm_screen_get_cell(terminal->screen, (VTermPos){.row = row, .col = column}, &cell);
    return cell;
}

const char *terminal_row(struct terminal *terminal, int row)
{
    int width, height;
    terminal_size(terminal, &width, &height);
    struct buf *out = &terminal->row;
    buf_clear(out);
    for (int x = 0; x < width; x++) {
        VTermScreenCell cell = cell_at(terminal, x, row);
        add_cell(out, &cell);
    }
    while (out->len && out->at[out->len - 1] == ' ')
        out->len--;
    buf_add_char(out, '\0');
    return out->at;
}

char *terminal_text(struct terminal *terminal)
{
    int width, height;
    struct buf out = BUF_EMPTY;
    drain(terminal);
    terminal_size(terminal, &width, &height);
    for (int y = 0; y < height; y++) {
        buf_add_string(&out, terminal_row(terminal, y));
        buf_add_char(&out, '\n');
    }
    buf_add_char(&out, '\0');
    return out.at;
}

bool terminal_find(struct terminal *terminal, const char *text, int *column, int *row)
{
    int width, height;
    terminal_size(terminal, &width, &height);
    for (int y = 0; y < height; y++) {
        const char *line = terminal_row(terminal, y);
        const char *found = strstr(line, text);
        if (!found)
            continue;
        *row = y;
        *column = utf8_width(text_make(line, (size_t)(found - line)));
        return true;
    }
    return false;
}

bool terminal_shows(struct terminal *terminal, const char *text)
{
    int column, row;
    return terminal_find(terminal, text, &column, &row);
}

struct terminal_cell terminal_cell(struct terminal *terminal, int column, int row)
{
    VTermScreenCell cell = cell_at(terminal, column, row);
    struct terminal_cell out = {
        .width = is_right_half(&cell) ? 0 : cell.width,
        .bold = cell.attrs.bold,
        .underline = cell.attrs.underline != VTERM_UNDERLINE_OFF,
        .reverse = cell.attrs.reverse,
        .own_ink = !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg),
        .own_paper = !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg),
    };
    struct buf text = BUF_EMPTY;
    if (cell.chars[0])
        add_cell(&text, &cell);
    snprintf(out.text, sizeof out.text, "%.*s", (int)text.len, text.len ? text.at : "");
    buf_finish(&text);
    return out;
}

bool terminal_cursor(struct terminal *terminal, int *column, int *row)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(terminal->vterm), &at);
    *column = at.col;
    *row = at.row;
    return terminal->cursor_shown;
}

bool terminal_is_alternate(const struct terminal *terminal)
{
    return terminal->alternate;
}

bool terminal_has_mouse(const struct terminal *terminal)
{
    return terminal->mouse;
}

const char *terminal_output(const struct terminal *terminal, size_t *len)
{
    *len = terminal->output.len;
    return terminal->output.at;
}
