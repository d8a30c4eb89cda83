/* Terminals of all sorts: too small, plain, in the default language; a mouse; a program that gives the
 * terminal back as it was. */
#include "journey.h"

#include "base/text.h"

#include <ctype.h>
#include <signal.h>
#include <sys/wait.h>

struct room {
    struct test_hall hall;
    struct terminal *seat;
};

static int set_up(void **state)
{
    struct room *room = *state = calloc(1, sizeof *room);
    journey_open_hall(&room->hall, "90");
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    terminal_finish(room->seat);
    test_hall_remove(&room->hall);
    free(room);
    return 0;
}

static void test_too_small_and_back(void **state)
{
    struct room *room = *state;
    struct terminal *seat = room->seat = test_hall_seat(&room->hall, "en", 60, 20);
    terminal_wait_for(seat, "This window is 60 × 20.");
    terminal_resize(seat, 80, 24);
    journey_sign_in(seat, &room->hall, CANDIDATE);
    terminal_wait_for(seat, "My tests");
    journey_begin(seat);
    terminal_resize(seat, 79, 24);
    terminal_wait_for(seat, "This window is 79 × 24.");
    terminal_type(seat, "b"); /* goes nowhere: nobody sees what it would do */
    terminal_resize(seat, 3, 2);
    terminal_resize(seat, 200, 60);
    terminal_wait_for_all(seat, (const char *const[]){"Item 1 of ", "( ) B.", "not answered", NULL});
    terminal_resize(seat, 80, 24);
    terminal_wait_for(seat, "( ) B.");
    terminal_type(seat, "b");
    terminal_wait_for(seat, "(●) B.");
    journey_wait_saved(seat);
}

static void test_mouse(void **state)
{
    struct room *room = *state;
    struct terminal *seat = room->seat = journey_sit_down(&room->hall, CANDIDATE);
    int column, row;
    journey_begin(seat);
    assert_true(terminal_has_mouse(seat));
    assert_true(terminal_find(seat, "( ) B.", &column, &row));
    terminal_click(seat, column + 5, row);
    terminal_wait_for(seat, "(●) B.");
    journey_wait_saved(seat);
}

/* Wide characters stand in two cells, and the chosen option is marked by more than its colour. */
static void test_cells(void **state)
{
    struct room *room = *state;
    struct terminal *seat = room->seat = journey_sit_down(&room->hall, CANDIDATE);
    int column, row;
    terminal_wait_for(seat, "双比武");
    assert_true(terminal_find(seat, "双比武", &column, &row));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(terminal_cell(seat, column + 2 * i, row).width, 2);
        assert_int_equal(terminal_cell(seat, column + 2 * i + 1, row).width, 0);
    }
    assert_string_equal(terminal_cell(seat, column, row).text, "双");
    assert_true(terminal_cell(seat, column, row).own_paper || terminal_cell(seat, column, row).reverse);
    assert_true(terminal_find(seat, "▸ 双比武", &column, &row));
}

static void test_mono_and_ascii(void **state)
{
    struct room *room = *state;
    const char *const argv[] = {test_hall_program(), "-C", room->hall.path, NULL};
    const char *const plain[] = {test_hall_program(), "--ascii", "--mono", "-C", room->hall.path, NULL};
    const char *const environment[] = {"BIWU_LANG=en", "TERM=vt100", NULL};
    struct terminal *seat = room->seat =
        terminal_start(&(struct terminal_options){argv, environment, 80, 24});
    terminal_wait_for(seat, "Staff number");
    terminal_finish(seat);
    const char *const english[] = {"BIWU_LANG=en", NULL};
    seat = room->seat = terminal_start(&(struct terminal_options){plain, english, 80, 24});
    journey_sign_in(seat, &room->hall, CANDIDATE);
    terminal_wait_for(seat, "My tests");
    journey_begin(seat);
    size_t len;
    const char *output = terminal_output(seat, &len);
    assert_true(text_find(text_make(output, len), (struct text)TEXT("─")) < 0);
    for (int y = 0; y < 24; y++)
        for (int x = 0; x < 80; x++) {
            struct terminal_cell cell = terminal_cell(seat, x, y);
            assert_false(cell.own_ink || cell.own_paper);
        }
}

static void test_unknown_terminal(void **state)
{
    struct room *room = *state;
    const char *const argv[] = {test_hall_program(), "-C", room->hall.path, NULL};
    const char *const environment[] = {"BIWU_LANG=en", "TERM=nonsense", NULL};
    struct terminal *seat = room->seat =
        terminal_start(&(struct terminal_options){argv, environment, 80, 24});
    int status = terminal_wait_exit(seat);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    assert_true(terminal_shows(seat, "nonsense"));
}

/* However the program ends, the terminal is as before. */
static void test_gives_the_terminal_back(void **state)
{
    struct room *room = *state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGABRT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct terminal *seat = room->seat = journey_sit_down(&room->hall, CANDIDATE);
        assert_true(terminal_is_alternate(seat));
        terminal_signal(seat, signals[i]);
        int column, row;
        terminal_wait_exit(seat);
        assert_false(terminal_is_alternate(seat));
        assert_false(terminal_has_mouse(seat));
        assert_true(terminal_cursor(seat, &column, &row));
        terminal_finish(seat);
        room->seat = NULL;
    }
}

/* ---- The default language --------------------------------------------------------------------------- */

/* Words that are the same in Chinese: names of keys, of the program and of what is on a keyboard. */
static bool is_allowed(struct text word)
{
    static const char *const allowed[] = {"biwu", "PIN",  "Enter", "Esc",  "Tab", "PgUp",
                                          "PgDn", "Ctrl", "Del",   "Home", "End", "Space"};
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (text_is(word, allowed[i]))
            return true;
    return word.len < 3; /* A, B, dB … */
}

static void check_no_english(struct terminal *seat, const char *where)
{
    char *screen = terminal_text(seat);
    for (const char *at = screen; *at;) {
        size_t len = 0;
        while (isalpha((unsigned char)at[len]))
            len++;
        if (!is_allowed(text_make(at, len)))
            fail_msg("%s: “%.*s” is not Chinese:\n%s", where, (int)len, at, screen);
        at += len ? len : 1;
    }
    free(screen);
}

static void see(struct terminal *seat, const char *text)
{
    terminal_wait_for(seat, text);
    check_no_english(seat, text);
}

static void sign_in_in_chinese(struct room *room, struct terminal *seat)
{
    char pin[HALL_PIN_SIZE];
    test_hall_pin(&room->hall, CANDIDATE, pin);
    see(seat, "工号");
    terminal_type(seat, CANDIDATE);
    terminal_press(seat, KEY_ENTER);
    terminal_type(seat, "0000");
    terminal_press(seat, KEY_ENTER);
    see(seat, "工号或口令不对");
    terminal_type(seat, pin);
    terminal_press(seat, KEY_ENTER);
    see(seat, "▸ 双比武理论考试");
}

/* The screen of every kind of item, with its hints and its help. */
static void see_every_kind(struct terminal *seat)
{
    static const char *const kinds[] = {"单项选择题 ·", "多项选择题 ·", "判断题 ·", "填空题 ·",    "计算题 ·",
                                        "排序题 ·",     "配对题 ·",     "找错题 ·", "案例分析题 ·"};
    int item = 1;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        while (!terminal_shows(seat, kinds[i])) {
            char next[32];
            snprintf(next, sizeof next, "第 %d／", ++item);
            terminal_press(seat, KEY_PAGE_DOWN);
            terminal_wait_for(seat, next);
        }
        see(seat, kinds[i]);
        terminal_press(seat, KEY_F1);
        see(seat, "本页按键");
        terminal_press(seat, KEY_ESCAPE);
        see(seat, kinds[i]);
    }
}

static void test_speaks_chinese(void **state)
{
    struct room *room = *state;
    struct terminal *seat = room->seat = test_hall_seat(&room->hall, NULL, 80, 24);
    sign_in_in_chinese(room, seat);
    terminal_press(seat, KEY_F1);
    see(seat, "本页按键");
    terminal_press(seat, KEY_ESCAPE);
    see(seat, "▸ 双比武理论考试");
    terminal_press(seat, KEY_ENTER);
    see(seat, "开始计时");
    terminal_press(seat, KEY_ENTER);
    see(seat, "( ) B.");
    terminal_type(seat, "b");
    see(seat, "(●) B.");
    see_every_kind(seat);
    terminal_press_control(seat, 'k');
    see(seat, "答题卡");
    terminal_type(seat, "s");
    see(seat, "未答或有标记的试题");
    terminal_type(seat, "s");
    see(seat, "┌─ 交卷 ─");
    terminal_type(seat, "y");
    see(seat, "／100");
    terminal_press(seat, KEY_ENTER);
    see(seat, "解析");
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, "／100");
    terminal_type(seat, "r");
    see(seat, "★");
}

/* ---- English ---------------------------------------------------------------------------------------- */

static bool has_han(struct text line)
{
    /* U+2E80 to U+9FFF and the full-width forms: what Chinese text is made of. */
    for (size_t i = 0; i + 2 < line.len; i++) {
        unsigned char first = (unsigned char)line.at[i], second = (unsigned char)line.at[i + 1];
        if ((first == 0xE2 && second >= 0xBA) || (first >= 0xE3 && first <= 0xE9) ||
            (first == 0xEF && second >= 0xBC && second <= 0xBE))
            return true;
    }
    return false;
}

/* The rows from the first to the last, which hold no data. */
static void check_no_chinese(struct terminal *seat, int first, int last)
{
    for (int y = first; y <= last; y++)
        if (has_han(text_of(terminal_row(seat, y))))
            fail_msg("row %d is not English: %s", y, terminal_row(seat, y));
}

/* The hint bar, and the help page but for the name in the title bar. */
static void check_hints_and_help(struct terminal *seat, const char *text)
{
    int column, row;
    terminal_wait_for(seat, text);
    assert_true(terminal_find(seat, "────────────────────", &column, &row));
    check_no_chinese(seat, row, 23);
    terminal_press(seat, KEY_F1);
    terminal_wait_for(seat, "Keys on this screen");
    check_no_chinese(seat, 1, 23);
    terminal_press(seat, KEY_ESCAPE);
    terminal_wait_for(seat, text);
}

static void test_speaks_english(void **state)
{
    static const char *const kinds[] = {"· single choice ·",      "· multiple choice ·", "· true or false ·",
                                        "· fill in the blanks ·", "· calculation ·",     "· put in order ·",
                                        "· matching ·",           "· find the errors ·"};
    struct room *room = *state;
    struct terminal *seat = room->seat = test_hall_seat(&room->hall, "en", 80, 24);
    check_hints_and_help(seat, "Staff number");
    journey_sign_in(seat, &room->hall, CANDIDATE);
    check_hints_and_help(seat, "My tests");
    int items = journey_begin(seat);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        while (!terminal_shows(seat, kinds[i]))
            journey_next(seat, items);
        check_hints_and_help(seat, kinds[i]);
    }
    terminal_press_control(seat, 'k');
    check_hints_and_help(seat, "Answer sheet");
    terminal_type(seat, "s");
    check_hints_and_help(seat, "Not answered or flagged:");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_too_small_and_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_mouse, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cells, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_mono_and_ascii, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unknown_terminal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_gives_the_terminal_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_speaks_chinese, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_speaks_english, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("screen", tests, NULL, NULL);
}
