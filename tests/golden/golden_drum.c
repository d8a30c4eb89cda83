/* The drum: names run and stand still one by one; what is drawn is not the screen's business. */
#include "terminal.h"

#include "base/mem.h"
#include "tui/drum.h"
#include "tui/screens/drum.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const struct text names[] = {TEXT("张建国"), TEXT("李秀英"), TEXT("王磊"),     TEXT("赵敏"),
                                    TEXT("陈志强"), TEXT("刘洋"),   TEXT("欧阳文轩"), TEXT("周丽")};
static const struct drum_stop stops[] = {
    {TEXT("乌金山煤矿/通风队党支部"), TEXT("李秀英"), TEXT("10012 · 乌金山煤矿/通风队党支部 · 支委"),
     TEXT("  1  10012  李秀英  乌金山煤矿/通风队党支部")},
    {TEXT("乌金山煤矿/综采一队党支部"), TEXT("欧阳文轩"), TEXT("10031 · 乌金山煤矿/综采一队党支部 · 书记"),
     TEXT("  2  10031  欧阳文轩  乌金山煤矿/综采一队党支部")},
    {TEXT("乌金山煤矿/机电队党支部"), TEXT("王磊"), TEXT("10045 · 乌金山煤矿/机电队党支部"),
     TEXT("  3  10045  王磊  乌金山煤矿/机电队党支部")},
};
static const struct drum_show show = {
    .title = TEXT("十一月随机抽考 · 2026-11-21-1"),
    .subtitle = TEXT("1 of each unit, from a pool of 8"),
    .foot = TEXT("seed: 3 5 6 2 / 1 1 4"),
    .names = names,
    .name_count = COUNT_OF(names),
    .stops = stops,
    .stop_count = COUNT_OF(stops),
};

static void open_drum(struct terminal *terminal, const struct drum_show *shown)
{
    terminal_open_alone(terminal, (struct tui_options){.mode = TUI_DRUM, .drum = shown});
    assert_string_equal(terminal_top(terminal), "drum");
}

/* For a unit only its own names run: another could not be drawn for it. */
static void only_those_who_can_be_drawn_run(void **state)
{
    (void)state;
    static const struct text own[] = {TEXT("李秀英"), TEXT("孙悟能")};
    struct drum_stop limited[COUNT_OF(stops)];
    struct drum_show shown = show;
    memcpy(limited, stops, sizeof stops);
    limited[0].names = own;
    limited[0].name_count = COUNT_OF(own);
    shown.stops = limited;
    struct terminal terminal;
    open_drum(&terminal, &shown);
    for (int ms = 0; ms < DRUM_ROLL_MS; ms += 50) {
        assert_true(terminal_shows(&terminal, "李  秀  英") || terminal_shows(&terminal, "孙  悟  能"));
        terminal_pass(&terminal, 50);
    }
    terminal_pass(&terminal, DRUM_ROLL_MS);
    assert_true(terminal_shows(&terminal, "1 of 3 drawn"));
    terminal_close(&terminal);
}

static void names_run_and_stand_one_by_one(void **state)
{
    (void)state;
    struct terminal terminal;
    open_drum(&terminal, &show);
    terminal_expect(&terminal, "drum-runs");
    terminal_pass(&terminal, DRUM_ROLL_MS);
    terminal_expect(&terminal, "drum-stands");
    assert_true(terminal_shows(&terminal, "1 of 3 drawn"));
    terminal_pass(&terminal, 60000); /* it waits for the host */
    assert_true(terminal_shows(&terminal, "1 of 3 drawn"));
    terminal_type(&terminal, " ");
    assert_false(terminal_shows(&terminal, "欧阳文轩  乌金山"));
    terminal_type(&terminal, " "); /* stops it before its time */
    assert_true(terminal_shows(&terminal, "2 of 3 drawn"));
    terminal_type(&terminal, "  ");
    assert_true(terminal_shows(&terminal, "3 of 3 drawn"));
    terminal_type(&terminal, " ");
    terminal_expect(&terminal, "drum-over");
    terminal_expect_nothing_sent(&terminal);
    terminal_close(&terminal);
}

static void they_go_on_by_themselves_when_told_to(void **state)
{
    (void)state;
    struct terminal terminal;
    open_drum(&terminal, &show);
    terminal_type(&terminal, "a");
    for (int i = 0; i < 3; i++) {
        terminal_pass(&terminal, DRUM_ROLL_MS);
        terminal_pass(&terminal, DRUM_STAND_MS);
    }
    assert_true(terminal_shows(&terminal, "3 of 3 drawn"));
    terminal_type(&terminal, "r");
    assert_true(terminal_shows(&terminal, "0 of 3 drawn"));
    terminal_close(&terminal);
}

static void everything_is_shown_at_once_when_asked_for(void **state)
{
    (void)state;
    enum { MANY = 60 };
    struct terminal terminal;
    struct drum_stop many[MANY];
    char lines[MANY][64];
    struct drum_show crowd = show;
    for (int i = 0; i < MANY; i++) {
        snprintf(lines[i], sizeof lines[i], "%3d  %d  somebody", i + 1, 10000 + i);
        many[i] = (struct drum_stop){stops[0].heading, names[i % 8], stops[0].detail, text_of(lines[i])};
    }
    crowd.stops = many;
    crowd.stop_count = MANY;
    open_drum(&terminal, &crowd);
    terminal_type(&terminal, "e");
    assert_true(terminal_shows(&terminal, "10059"));
    assert_false(terminal_shows(&terminal, "10001"));
    for (int i = 0; i < MANY; i++)
        terminal_key(&terminal, INPUT_UP);
    assert_true(terminal_shows(&terminal, "10000"));
    terminal_expect(&terminal, "drum-crowd");
    terminal_type(&terminal, "q");
    assert_true(terminal.stack.done);
    terminal_close(&terminal);
}

static void it_can_be_read_without_colours_and_lines(void **state)
{
    (void)state;
    struct terminal terminal;
    open_drum(&terminal, &show);
    terminal_pass(&terminal, DRUM_ROLL_MS);
    terminal.canvas.ascii = true;
    terminal_expect_at(&terminal, "drum-ascii", 80, 24);
    terminal_expect_at(&terminal, "drum-large-ascii", 160, 50);
    terminal_close(&terminal);
}

static void no_key_means_two_things(void **state)
{
    (void)state;
    assert_int_equal(keys_find_clash(drum_keys), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_those_who_can_be_drawn_run),
        cmocka_unit_test(names_run_and_stand_one_by_one),
        cmocka_unit_test(they_go_on_by_themselves_when_told_to),
        cmocka_unit_test(everything_is_shown_at_once_when_asked_for),
        cmocka_unit_test(it_can_be_read_without_colours_and_lines),
        cmocka_unit_test(no_key_means_two_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
