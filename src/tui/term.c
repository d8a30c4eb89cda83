#include "tui/term.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "tui/input.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

enum {
    ESCAPE_MS = 50, /* a longer pause after Esc makes it a key of its own */
    LOOK_COUNT = ROLES,
};

struct term {
    SCREEN *screen;
    struct termios before;
    struct input input;
    int64_t read_at; /* boot ms of the last byte */
    int signals;     /* signalfd */
    sigset_t held, mask_before;
    attr_t looks[LOOK_COUNT];
    short pairs[LOOK_COUNT];
    int width, height;
};

/* What is needed to put the terminal back from a signal handler, which gets no context: the one mutable
 * global of the program. Set while a terminal is open. */
static struct {
    volatile sig_atomic_t armed;
    struct termios before;
    char text[128];
    size_t len;
} rescue;

static const char modes_on[] = "\033[?2004h\033[?1000h\033[?1006h";
static const char modes_off[] = "\033[?1006l\033[?1000l\033[?2004l";

static void write_all(const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(STDOUT_FILENO, bytes, len);
        if (n <= 0)
            return;
        bytes += n;
        len -= (size_t)n;
    }
}

/* ---- Putting the terminal back when the program dies ------------------------------------------------ */

static void restore_now(void)
{
    if (!rescue.armed)
        return;
    rescue.armed = 0;
    write_all(rescue.text, rescue.len);
    tcsetattr(STDIN_FILENO, TCSANOW, &rescue.before);
}

static void on_crash(int signal_number)
{
    restore_now();
    /* The handler was installed to be used once: this gives the signal its usual, deadly meaning. */
    raise(signal_number);
}

static void add_capability(const char *name)
{
    const char *text = tigetstr(name);
    if (!text || text == (const char *)-1)
        return;
    size_t len = strlen(text);
    if (rescue.len + len > sizeof rescue.text)
        return;
    memcpy(rescue.text + rescue.len, text, len);
    rescue.len += len;
}

static void arm_rescue(const struct termios *before)
{
    static const int deadly[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
    rescue.before = *before;
    rescue.len = sizeof modes_off - 1;
    memcpy(rescue.text, modes_off, rescue.len);
    add_capability("sgr0");
    add_capability("cnorm");
    add_capability("rmcup");
    rescue.armed = 1;
    struct sigaction action = {.sa_handler = on_crash, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER)};
    for (size_t i = 0; i < COUNT_OF(deadly); i++)
        sigaction(deadly[i], &action, NULL);
    atexit(restore_now);
}

/* ---- Colours ---------------------------------------------------------------------------------------- */

struct look {
    short ink, paper; /* of 8 colours; -1: the terminal's own */
    short ink256, paper256;
    attr_t colour_attributes, mono_attributes;
};

static const struct look looks[ROLES] = {
    [ROLE_TEXT] = {-1, -1, -1, -1, A_NORMAL, A_NORMAL},
    [ROLE_DIM] = {-1, -1, 246, -1, A_NORMAL, A_NORMAL},
    [ROLE_STRONG] = {-1, -1, -1, -1, A_BOLD, A_BOLD},
    [ROLE_TITLE] = {COLOR_WHITE, COLOR_BLUE, 231, 24, A_BOLD, A_REVERSE},
    [ROLE_ACCENT] = {COLOR_CYAN, -1, 38, -1, A_BOLD, A_BOLD},
    [ROLE_KEY] = {COLOR_BLACK, COLOR_WHITE, 16, 250, A_NORMAL, A_REVERSE},
    [ROLE_GOOD] = {COLOR_GREEN, -1, 35, -1, A_BOLD, A_BOLD},
    [ROLE_BAD] = {COLOR_RED, -1, 203, -1, A_BOLD, A_BOLD | A_UNDERLINE},
    [ROLE_WARM] = {COLOR_BLACK, COLOR_YELLOW, 16, 220, A_NORMAL, A_BOLD | A_UNDERLINE},
    [ROLE_HOT] = {COLOR_WHITE, COLOR_RED, 231, 160, A_BOLD, A_BOLD | A_REVERSE},
    [ROLE_SELECTED] = {COLOR_BLACK, COLOR_CYAN, 16, 80, A_NORMAL, A_REVERSE},
    [ROLE_FIELD] = {-1, -1, -1, -1, A_UNDERLINE, A_UNDERLINE},
    [ROLE_FIELD_FOCUSED] = {COLOR_BLACK, COLOR_CYAN, 16, 80, A_NORMAL, A_REVERSE},
};

static void choose_looks(struct term *term, bool mono)
{
    const char *no_color = getenv("NO_COLOR");
    bool colours =
        !mono && !(no_color && *no_color) && has_colors() && start_color() == OK && COLOR_PAIRS > ROLES;
    bool own = colours && use_default_colors() == OK;
    bool many = colours && COLORS >= 256;
    for (int i = 0; i < ROLES; i++) {
        const struct look *look = &looks[i];
        term->looks[i] = colours ? look->colour_attributes : look->mono_attributes;
        term->pairs[i] = 0;
        short ink = many ? look->ink256 : look->ink;
        short paper = many ? look->paper256 : look->paper;
        if (!colours || (ink < 0 && paper < 0))
            continue;
        ink = ink < 0 && !own ? COLOR_WHITE : ink;
        paper = paper < 0 && !own ? COLOR_BLACK : paper;
        if (init_pair((short)(i + 1), ink, paper) == OK)
            term->pairs[i] = (short)(i + 1);
    }
}

/* ---- Opening and closing ---------------------------------------------------------------------------- */

static void read_size(struct term *term)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
        term->width = size.ws_col;
        term->height = size.ws_row;
    } else {
        getmaxyx(stdscr, term->height, term->width);
    }
}

void term_hold_signals(struct term *term)
{
    sigprocmask(SIG_BLOCK, &term->held, NULL);
}

void term_release_signals(struct term *term)
{
    sigprocmask(SIG_SETMASK, &term->mask_before, NULL);
}

static bool watch_signals(struct term *term, struct err *err)
{
    static const int watched[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP};
    sigemptyset(&term->held);
    for (size_t i = 0; i < COUNT_OF(watched); i++)
        sigaddset(&term->held, watched[i]);
    sigprocmask(SIG_BLOCK, &term->held, &term->mask_before);
    term->signals = signalfd(-1, &term->held, SFD_CLOEXEC | SFD_NONBLOCK);
    if (term->signals >= 0)
        return true;
    term_release_signals(term);
    return err_set_errno(err, _("Cannot watch for signals"));
}

static bool start_screen(struct term *term, bool mono, struct err *err)
{
    const char *type = getenv("TERM");
    term->screen = newterm(NULL, stdout, stdin);
    if (!term->screen)
        return err_set(err, ERR_FAILED,
                       _("The terminal type “%s” is not known here; try again with TERM=xterm or TERM=linux"),
                       type ? type : "");
    raw();
    noecho();
    nonl();
    typeahead(-1);
    idcok(stdscr, FALSE); /* moving the rest of a line by characters leaves halves of wide ones behind */
    choose_looks(term, mono);
    read_size(term);
    resizeterm(term->height, term->width);
    arm_rescue(&term->before);
    write_all(modes_on, sizeof modes_on - 1);
    return true;
}

struct term *term_open(bool mono, struct err *err)
{
    struct termios before;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &before) < 0) {
        err_set(err, ERR_FAILED, _("This is not a terminal; biwu needs one to show its screens"));
        return NULL;
    }
    struct term *term = xcalloc(1, sizeof *term);
    term->before = before;
    input_init(&term->input);
    if (!watch_signals(term, err)) {
        free(term);
        return NULL;
    }
    if (!start_screen(term, mono, err)) {
        close(term->signals);
        term_release_signals(term);
        free(term);
        return NULL;
    }
    return term;
}

void term_close(struct term *term)
{
    if (!term)
        return;
    write_all(modes_off, sizeof modes_off - 1);
    endwin();
    rescue.armed = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &term->before);
    delscreen(term->screen);
    close(term->signals);
    term_release_signals(term);
    input_finish(&term->input);
    free(term);
}

bool term_is_ascii_only(const struct term *term)
{
    (void)term;
    return strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

void term_size(const struct term *term, int *width, int *height)
{
    *width = term->width;
    *height = term->height;
}

/* ---- Output ----------------------------------------------------------------------------------------- */

/* The cell's characters for curses; '?' where the C library's idea of the width differs from ours, which
 * would shift the rest of the line. */
static void to_wide(const struct canvas_cell *cell, wchar_t out[static CCHARW_MAX + 1])
{
    struct text rest = text_make(cell->text, cell->len);
    size_t count = 0;
    int width = 0;
    while (rest.len && count < CCHARW_MAX) {
        size_t step = utf8_step(rest);
        wchar_t c;
        mbstate_t state = {0};
        if (mbrtowc(&c, rest.at, step, &state) > MB_CUR_MAX)
            break;
        int w = wcwidth(c);
        if (count > 0 && w != 0)
            break;
        width += w;
        out[count++] = c;
        rest = text_from(rest, step);
    }
    if (width != cell->width || count == 0) {
        out[0] = L'?';
        count = 1;
    }
    out[count] = 0;
}

static void draw_cell(const struct term *term, const struct canvas_cell *cell, int x, int y)
{
    wchar_t wide[CCHARW_MAX + 1];
    cchar_t out;
    if (cell->len == 1) {
        wide[0] = (unsigned char)cell->text[0];
        wide[1] = 0;
    } else {
        to_wide(cell, wide);
    }
    if (setcchar(&out, wide, term->looks[cell->role], term->pairs[cell->role], NULL) == OK)
        mvadd_wch(y, x, &out);
}

void term_draw(struct term *term, const struct canvas *canvas)
{
    erase();
    for (int y = 0; y < canvas->height && y < term->height; y++)
        for (int x = 0; x < canvas->width && x < term->width; x++) {
            const struct canvas_cell *cell = canvas_cell(canvas, x, y);
            if (cell->width > 0)
                draw_cell(term, cell, x, y);
        }
    curs_set(canvas->cursor_shown ? 1 : 0);
    if (canvas->cursor_shown)
        move(canvas->cursor_y, canvas->cursor_x);
    refresh();
}

void term_redraw(struct term *term)
{
    (void)term;
    clearok(curscr, TRUE);
}

/* ---- Input ------------------------------------------------------------------------------------------ */

void term_poll(const struct term *term, struct pollfd out[static TERM_POLL_FDS])
{
    out[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    out[1] = (struct pollfd){.fd = term->signals, .events = POLLIN};
}

int term_timeout(const struct term *term)
{
    if (!input_is_waiting(&term->input))
        return -1;
    int64_t left = term->read_at + ESCAPE_MS - clock_boot_ms();
    return left > 0 ? (int)left : 0;
}

static void on_resize(struct term *term, void (*tell)(void *, const struct event *), void *context)
{
    read_size(term);
    resizeterm(term->height, term->width);
    clearok(curscr, TRUE);
    struct event event = {.kind = EVENT_RESIZE};
    tell(context, &event);
}

/* Stops like any program on Ctrl-Z and comes back with a fresh screen. Where no shell could continue us the
 * kernel ignores the stop. */
static void suspend(void)
{
    write_all(modes_off, sizeof modes_off - 1);
    endwin();
    const struct sigaction usual = {.sa_handler = SIG_DFL};
    struct sigaction of_curses;
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigaction(SIGTSTP, &usual, &of_curses);
    raise(SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL); /* stops here */
    sigprocmask(SIG_BLOCK, &stop, NULL);
    sigaction(SIGTSTP, &of_curses, NULL);
    reset_prog_mode();
    write_all(modes_on, sizeof modes_on - 1);
}

static bool read_signals(struct term *term, void (*tell)(void *, const struct event *), void *context)
{
    struct signalfd_siginfo info;
    bool go_on = true;
    while (read(term->signals, &info, sizeof info) == (ssize_t)sizeof info)
        if (info.ssi_signo == SIGWINCH) {
            on_resize(term, tell, context);
        } else if (info.ssi_signo == SIGTSTP) {
            suspend();
            on_resize(term, tell, context);
        } else {
            go_on = false;
        }
    return go_on;
}

/* Whether the terminal is still there. */
static bool read_bytes(struct term *term)
{
    struct pollfd watched = {.fd = STDIN_FILENO, .events = POLLIN};
    while (poll(&watched, 1, 0) > 0) {
        char bytes[1024];
        ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n <= 0)
            return false;
        input_feed(&term->input, bytes, (size_t)n);
        term->read_at = clock_boot_ms();
    }
    return true;
}

bool term_read(struct term *term, void (*tell)(void *context, const struct event *event), void *context)
{
    bool alive = read_signals(term, tell, context);
    alive = read_bytes(term) && alive;
    struct event event;
    while (input_next(&term->input, term_timeout(term) == 0, &event)) {
        if (event.kind == EVENT_KEY && event.key == INPUT_CTRL + 'z') {
            suspend();
            on_resize(term, tell, context);
        } else {
            tell(context, &event);
        }
    }
    return alive;
}
