/* Chinese text that moves along its line, frame after frame. Terminals keep halves of wide characters when
 * the rest of a line is moved by inserting or deleting characters (tmux does; libvterm, which reads the
 * screen here, does not), so the program never asks for that. The program draws by the terminal's own road
 * (tui/term.h) and is this one, started again with "draw". */
#include "terminal.h"

#include "tui/canvas.h"
#include "tui/term.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDTH = 80, HEIGHT = 24, FRAMES = 60, COMBINATIONS = 7 };

/* Odd and even columns, wide and narrow characters; every row at its own pace. */
static void draw_frame(struct canvas *canvas, int frame)
{
    static const char *const lines[] = {
        "综采一队党支部 120 掘进一队党支部 95.5 通风队党支部 80",
        "党员没有正当理由,连续六个月不参加党的组织生活,或不交纳党费,就被认为是自行脱党。",
        "A队 10 B队 20 机电运输管理中心第三党支部 A队 10 B队 20",
        "▸ 抢答题 ●○ 第 3 题 共 10 题",
    };
    enum { LINES = sizeof lines / sizeof *lines };
    canvas_reset(canvas, WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT - 1; y++) {
        const char *line = lines[y % LINES];
        int x = (frame * (1 + y % 3) + y) % COMBINATIONS;
        canvas_string(canvas, x, y, WIDTH - x, line, y % 5 == 4 ? ROLE_SELECTED : ROLE_TEXT);
        canvas_string(canvas, 60 + (frame + y) % 5, y, 12, y % 2 ? "右边的字" : "x右边y字", ROLE_TEXT);
    }
    char number[24];
    snprintf(number, sizeof number, "frame %d.", frame);
    canvas_string(canvas, 0, HEIGHT - 1, WIDTH, number, ROLE_TEXT);
}

/* ---- The program ------------------------------------------------------------------------------------ */

static void on_event(void *context, const struct event *event)
{
    int *frame = context;
    *frame += event->kind == EVENT_CHARACTER;
}

static int draw(void)
{
    setlocale(LC_ALL, "");
    struct err err = ERR_NONE;
    struct canvas canvas;
    struct pollfd fds[TERM_POLL_FDS];
    struct term *term = term_open(false, &err);
    int frame = 0;
    if (!term) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    canvas_init(&canvas, false);
    do {
        draw_frame(&canvas, frame);
        term_draw(term, &canvas);
        term_poll(term, fds);
        poll(fds, TERM_POLL_FDS, -1);
    } while (term_read(term, on_event, &frame) && frame < FRAMES);
    canvas_finish(&canvas);
    term_close(term);
    return 0;
}

/* ---- The test --------------------------------------------------------------------------------------- */

static bool is_same_cell(const struct terminal_cell *shown, const struct canvas_cell *drawn)
{
    bool blank = drawn->len == 0 || (drawn->len == 1 && drawn->text[0] == ' ');
    struct text text = text_make(drawn->text, drawn->len);
    return shown->width == drawn->width &&
           (blank ? shown->text[0] == '\0' || strcmp(shown->text, " ") == 0 : text_is(text, shown->text));
}

static bool is_as_drawn(struct terminal *terminal, void *context)
{
    const struct canvas *canvas = context;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            struct terminal_cell shown = terminal_cell(terminal, x, y);
            if (!is_same_cell(&shown, canvas_cell(canvas, x, y)))
                return false;
        }
    return true;
}

/* ICH and DCH: "ESC [ n @", "ESC [ n P"; insert mode: "ESC [ 4 h". */
static int moves_in(const char *output, size_t len)
{
    int count = 0;
    for (size_t i = 0; i + 2 < len; i++) {
        if (output[i] != '\033' || output[i + 1] != '[')
            continue;
        size_t end = i + 2;
        while (end < len && output[end] >= '0' && output[end] <= '9')
            end++;
        bool insert_mode = end == i + 3 && output[i + 2] == '4' && end < len && output[end] == 'h';
        count += end < len && (output[end] == '@' || output[end] == 'P' || insert_mode);
    }
    return count;
}

static void wide_characters_are_never_moved(void **state)
{
    (void)state;
    char self[4096];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(len > 0);
    self[len] = '\0';
    const char *const argv[] = {self, "draw", NULL};
    struct terminal *terminal = terminal_start(&(struct terminal_options){argv, NULL, WIDTH, HEIGHT});
    struct canvas canvas;
    canvas_init(&canvas, false);
    for (int frame = 0; frame < FRAMES; frame++) {
        draw_frame(&canvas, frame);
        terminal_wait_until(terminal, is_as_drawn, &canvas, "the screen as it was drawn");
        terminal_type(terminal, "x");
    }
    canvas_finish(&canvas);
    terminal_wait_exit(terminal);
    size_t written;
    const char *output = terminal_output(terminal, &written);
    assert_int_equal(moves_in(output, written), 0);
    terminal_finish(terminal);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "draw") == 0)
        return draw();
    const struct CMUnitTest tests[] = {cmocka_unit_test(wide_characters_are_never_moved)};
    return cmocka_run_group_tests_name("shift", tests, NULL, NULL);
}
