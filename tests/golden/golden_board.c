/* The boards: how every page and stage looks from 80×24 to 200×60, with few teams and with many; what moves
 * by itself; that nothing is operated. */
#include "board_scenes.h"

#include "base/mem.h"
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const int counts[] = {FEW_TEAMS, MANY_TEAMS};

static void open_board(struct terminal *terminal, bool rehearsal)
{
    terminal_open_with(terminal, (struct tui_options){.mode = TUI_BOARD, .event = "juesai"}, rehearsal);
    terminal_reply(terminal, (struct reply){.kind = MESSAGE_WATCH,
                                            .watch = {.event = TEXT("juesai"),
                                                      .title = TEXT("第五届双比武团队决赛"),
                                                      .kind = TEXT("contest")}});
}

/* A board that shows this scene. */
static void show(struct terminal *terminal, struct sight *sight, int count, const char *scene)
{
    sight_init(sight, count);
    open_board(terminal, false);
    sight_push(sight, terminal);
    assert_string_equal(terminal_top(terminal), "board");
    sight_set(sight, scene);
    sight_push(sight, terminal);
    terminal_pass(terminal, 3000); /* until the bars stand */
    if (sight->view.clock_running) /* and the hub says the time again */
        sight_push(sight, terminal);
    terminal_sent(terminal);
}

static void show_panel(struct terminal *terminal, struct panel_sight *sight, int count, const char *scene)
{
    panel_sight_init(sight, count);
    panel_sight_set(sight, scene);
    open_board(terminal, false);
    panel_sight_push(sight, terminal);
    assert_string_equal(terminal_top(terminal), "panel-board");
    terminal_sent(terminal);
}

static void expect(struct terminal *terminal, const char *scene, int count)
{
    char name[128];
    snprintf(name, sizeof name, "board/%s-%d", scene, count);
    terminal_expect(terminal, name);
    terminal_expect_at(terminal, name, 200, 60);
}

/* ---- Pictures --------------------------------------------------------------------------------------- */

static void contest_scenes_look_so(void **state)
{
    (void)state;
    for (size_t i = 0; i < contest_scene_count; i++)
        for (size_t k = 0; k < COUNT_OF(counts); k++) {
            struct terminal terminal;
            struct sight sight;
            show(&terminal, &sight, counts[k], contest_scenes[i].name);
            expect(&terminal, contest_scenes[i].name, counts[k]);
            terminal_close(&terminal);
        }
}

static void panel_scenes_look_so(void **state)
{
    (void)state;
    for (size_t i = 0; i < panel_scene_count; i++)
        for (size_t k = 0; k < COUNT_OF(counts); k++) {
            struct terminal terminal;
            struct panel_sight sight;
            show_panel(&terminal, &sight, counts[k], panel_scenes[i].name);
            expect(&terminal, panel_scenes[i].name, counts[k]);
            terminal_close(&terminal);
        }
}

static void colours_say_what_words_say(void **state)
{
    (void)state;
    static const char *const scenes[] = {"answer-hot", "right", "buzzer-closed", "buzzer-open",
                                         "buzzer-wrong"};
    for (size_t i = 0; i < COUNT_OF(scenes); i++) {
        struct terminal terminal;
        struct sight sight;
        char name[128];
        show(&terminal, &sight, FEW_TEAMS, scenes[i]);
        snprintf(name, sizeof name, "board/%s.roles", scenes[i]);
        terminal_expect_roles(&terminal, name, 80, 24);
        terminal_close(&terminal);
    }
}

static void plain_terminals_get_plain_characters(void **state)
{
    (void)state;
    static const char *const scenes[] = {"answer-hot", "scores", "reveal-two"};
    for (size_t i = 0; i < COUNT_OF(scenes); i++) {
        struct terminal terminal;
        struct sight sight;
        char name[128];
        show(&terminal, &sight, FEW_TEAMS, scenes[i]);
        terminal.canvas.ascii = true;
        snprintf(name, sizeof name, "board/%s.ascii", scenes[i]);
        terminal_expect_at(&terminal, name, 80, 24);
        char *picture = terminal_picture(&terminal, 80, 24);
        assert_null(strstr(picture, "█"));
        assert_null(strstr(picture, "▀"));
        assert_null(strstr(picture, "✓"));
        free(picture);
        terminal_close(&terminal);
    }
}

/* ---- Any size --------------------------------------------------------------------------------------- */

/* Every line of a picture fits the terminal, whatever its size. */
static void assert_fits(struct terminal *terminal, int width, int height)
{
    char *picture = terminal_picture(terminal, width, height);
    struct text rest = text_of(picture), line;
    int lines = 0;
    while (text_next(&rest, '\n', &line)) {
        lines += line.len > 0 || rest.at != NULL;
        assert_true(utf8_width(line) <= width);
    }
    assert_true(lines <= height);
    free(picture);
}

static void every_size_holds_every_scene(void **state)
{
    (void)state;
    for (size_t i = 0; i < contest_scene_count; i++)
        for (size_t k = 0; k < COUNT_OF(counts); k++) {
            struct terminal terminal;
            struct sight sight;
            show(&terminal, &sight, counts[k], contest_scenes[i].name);
            for (int width = 80, height = 24; width < 240; width += 37, height += 11)
                assert_fits(&terminal, width, height);
            assert_fits(&terminal, 80, 60);
            assert_fits(&terminal, 240, 24);
            terminal_close(&terminal);
        }
}

/* What the audience must see of a scene at any size, in words. */
static void nothing_that_counts_is_cut(void **state)
{
    (void)state;
    static const struct {
        const char *scene, *words[4];
    } wanted[] = {
        {"answer", {"自行脱党?", "六个月", "掘进一队党支部", "This team answers."}},
        {"right", {"✓ RIGHT   +10", "掘进一队党支部", "Item 3 of 10"}},
        {"key", {"✓C.", "《中国共产党章程》", "第九条"}},
        {"together", {"2 of 4 teams have answered", "● 综采一队"}},
        {"together-results", {"综采一队党支部", "right +15", "no answer 0", "✓ 2 of 4 teams are right"}},
        {"buzzer-closed", {"BUZZERS CLOSED", "false start"}},
        {"buzzer-false-start", {"FALSE START: 机电队党支部"}},
        {"buzzer-open", {"BUZZERS OPEN", "False start: 通风队党支部"}},
        {"buzzer-rebound", {"✗ 掘进一队党", "312 ms", "2 机电队党支部", "398 ms"}},
        {"buzzer-wrong", {"✗ WRONG   -10"}},
        {"risk-answer", {"Stake: 30", "Turn: 通风队党支部"}},
        {"risk-wrong-frozen", {"✗ WRONG", "SCORES FROZEN", "60 元"}},
        {"playoff", {"playoff", "Item 3"}},
        {"knockout", {"out", "1 of 3 teams have answered"}},
        {"scores", {"Scores (provisional)"}},
        {"scores-final", {"Final scores"}},
        {"reveal-two", {"2 places are still to come", "综采一队党支部", "三等奖"}},
        {"awards", {"一等奖", "二等奖", "三等奖"}},
    };
    static const int sizes[][2] = {{80, 24}, {200, 60}};
    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        for (size_t s = 0; s < COUNT_OF(sizes); s++) {
            struct terminal terminal;
            struct sight sight;
            show(&terminal, &sight, FEW_TEAMS, wanted[i].scene);
            char *picture = terminal_picture(&terminal, sizes[s][0], sizes[s][1]);
            for (size_t w = 0; w < COUNT_OF(wanted[i].words) && wanted[i].words[w]; w++)
                if (!strstr(picture, wanted[i].words[w]))
                    fail_msg("%s at %d columns lacks “%s”:\n%s", wanted[i].scene, sizes[s][0],
                             wanted[i].words[w], picture);
            free(picture);
            terminal_close(&terminal);
        }
}

/* ---- What moves ------------------------------------------------------------------------------------- */

static void bars_move_in_short_steps_and_then_rest(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    show(&terminal, &sight, FEW_TEAMS, "scores");
    assert_true(terminal_shows(&terminal, "Scores"));
    assert_int_equal(stack_due(&terminal.stack), -1); /* idle */
    char *before = terminal_picture(&terminal, 80, 24);
    sight.rows[3].score = 250 * MARK_ONE; /* the last becomes the first */
    for (int i = 0; i < FEW_TEAMS; i++)
        sight.rows[i].rank = i == 3 ? 1 : sight.rows[i].rank + 1;
    sight_push(&sight, &terminal);
    int64_t due = stack_due(&terminal.stack);
    assert_true(due > terminal.app.now && due <= terminal.app.now + 100);
    terminal_pass(&terminal, 400);
    char *midway = terminal_picture(&terminal, 80, 24);
    terminal_pass(&terminal, 2000);
    char *after = terminal_picture(&terminal, 80, 24);
    assert_string_not_equal(before, midway);
    assert_string_not_equal(midway, after);
    assert_int_equal(stack_due(&terminal.stack), -1);
    terminal_expect_at(&terminal, "board/scores-moved", 80, 24);
    free(before);
    free(midway);
    free(after);
    terminal_close(&terminal);
}

/* What was scored while an item was on moves when the scores are shown. */
static void bars_begin_where_the_audience_saw_them_last(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    show(&terminal, &sight, FEW_TEAMS, "scores");
    sight.view.page = PAGE_STAGE;
    sight.view.stage = CONTEST_STAGE_ANSWER;
    sight.rows[0].score = 300 * MARK_ONE;
    sight_push(&sight, &terminal);
    terminal_pass(&terminal, 10000);
    sight.view.page = PAGE_SCORES;
    sight_push(&sight, &terminal);
    assert_true(stack_due(&terminal.stack) > 0);
    terminal_close(&terminal);
}

static void what_does_not_fit_turns_by_itself(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    show(&terminal, &sight, MANY_TEAMS, "teams");
    char *first = terminal_picture(&terminal, 80, 24);
    assert_non_null(strstr(first, "1/"));
    assert_true(stack_due(&terminal.stack) > terminal.app.now);
    terminal_pass(&terminal, 8000);
    char *second = terminal_picture(&terminal, 80, 24);
    assert_non_null(strstr(second, "2/"));
    assert_string_not_equal(first, second);
    free(first);
    free(second);
    terminal_close(&terminal);
}

/* Every team gets its turn at the smallest size. */
static void all_teams_come_round(void **state)
{
    (void)state;
    static const char *const scenes[] = {"title", "teams", "scores", "together-results", "answer"};
    for (size_t i = 0; i < COUNT_OF(scenes); i++) {
        struct terminal terminal;
        struct sight sight;
        bool seen[MANY_TEAMS] = {false};
        show(&terminal, &sight, MANY_TEAMS, scenes[i]);
        char names[MANY_TEAMS][16];
        for (int t = 0; t < MANY_TEAMS; t++) {
            snprintf(names[t], sizeof names[t], "组%02d", t + 1);
            sight.entrants[t].name = text_of(names[t]);
        }
        sight_push(&sight, &terminal);
        for (int turn = 0; turn < 12; turn++) {
            char *picture = terminal_picture(&terminal, 80, 24);
            for (int t = 0; t < MANY_TEAMS; t++)
                seen[t] = seen[t] || strstr(picture, names[t]);
            free(picture);
            terminal_pass(&terminal, 8000);
        }
        for (int t = 0; t < MANY_TEAMS; t++)
            if (!seen[t])
                fail_msg("%s never shows team %d", scenes[i], t + 1);
        terminal_close(&terminal);
    }
}

static void the_clock_counts_down(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    show(&terminal, &sight, FEW_TEAMS, "answer");
    char *before = terminal_picture(&terminal, 80, 24);
    terminal_pass(&terminal, 1000);
    char *after = terminal_picture(&terminal, 80, 24);
    assert_string_not_equal(before, after);
    free(before);
    free(after);
    terminal_close(&terminal);
}

/* A board opened in the middle of the turn knows as well. */
static void rapid_counts_this_turn(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    show(&terminal, &sight, FEW_TEAMS, "title");
    sight_set(&sight, "rapid");
    sight.rows[3].turn_right = 3;
    sight.rows[3].turn_wrong = 1;
    sight.view.page = PAGE_STAGE;
    sight_push(&sight, &terminal);
    expect(&terminal, "rapid-counting", FEW_TEAMS);
    terminal_close(&terminal);
}

/* ---- What is said all the time ---------------------------------------------------------------------- */

static void a_rehearsal_says_so_on_every_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < contest_scene_count; i++) {
        struct terminal terminal;
        struct sight sight;
        show(&terminal, &sight, FEW_TEAMS, contest_scenes[i].name);
        assert_false(terminal_shows(&terminal, "REHEARSAL"));
        sight.view.rehearsal = true;
        sight_push(&sight, &terminal);
        assert_true(terminal_shows(&terminal, "REHEARSAL: nothing of this counts"));
        terminal_close(&terminal);
    }
    for (size_t i = 0; i < panel_scene_count; i++) {
        struct terminal terminal;
        struct panel_sight sight;
        show_panel(&terminal, &sight, FEW_TEAMS, panel_scenes[i].name);
        sight.view.rehearsal = true;
        panel_sight_push(&sight, &terminal);
        assert_true(terminal_shows(&terminal, "REHEARSAL: nothing of this counts"));
        terminal_close(&terminal);
    }
}

static void a_lost_connection_is_said(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    show(&terminal, &sight, FEW_TEAMS, "scores");
    assert_false(terminal_shows(&terminal, "The connection is lost"));
    terminal_connection(&terminal, false);
    assert_true(terminal_shows(&terminal, "The connection is lost"));
    terminal_connection(&terminal, true);
    assert_false(terminal_shows(&terminal, "The connection is lost"));
    assert_non_null(strstr(terminal_sent(&terminal), "watch")); /* and it watches again */
    terminal_close(&terminal);
}

/* ---- Nothing is operated ---------------------------------------------------------------------------- */

static void keys_change_nothing(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    show(&terminal, &sight, FEW_TEAMS, "buzzer-open");
    char *before = terminal_picture(&terminal, 80, 24);
    terminal_type(&terminal, " ynab1");
    terminal_key(&terminal, INPUT_ENTER);
    terminal_key(&terminal, INPUT_PAGE_DOWN);
    terminal_paste(&terminal, "x");
    terminal_click(&terminal, 10, 10);
    char *after = terminal_picture(&terminal, 80, 24);
    assert_string_equal(before, after);
    assert_string_equal(terminal_sent(&terminal), "");
    free(before);
    free(after);
    terminal_close(&terminal);
}

static void leaving_asks(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    show(&terminal, &sight, FEW_TEAMS, "scores");
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "dialog");
    terminal_key(&terminal, INPUT_ENTER); /* Stay is what Enter means */
    assert_string_equal(terminal_top(&terminal), "board");
    terminal_type(&terminal, "q");
    terminal_expect_at(&terminal, "board/leave", 80, 24);
    terminal_key(&terminal, INPUT_LEFT);
    terminal_key(&terminal, INPUT_ENTER);
    assert_true(terminal.stack.done);
    terminal_close(&terminal);
}

static void help_explains(void **state)
{
    (void)state;
    struct terminal terminal;
    struct panel_sight sight;
    show_panel(&terminal, &sight, FEW_TEAMS, "panel-order");
    terminal_type(&terminal, "?");
    assert_string_equal(terminal_top(&terminal), "help");
    assert_true(terminal_shows(&terminal, "host console"));
    terminal_key(&terminal, INPUT_ESCAPE);
    terminal_key(&terminal, INPUT_ESCAPE);
    assert_string_equal(terminal_top(&terminal), "dialog");
    terminal_close(&terminal);
}

/* ---- The ceremony of a series ----------------------------------------------------------------------- */

static void a_series_is_revealed_like_a_contest(void **state)
{
    (void)state;
    struct terminal terminal;
    struct sight sight;
    show(&terminal, &sight, FEW_TEAMS, "reveal-two");
    sight.frame.title = text_of("第五届党支部书记技术技能双比武总成绩");
    sight.frame.rounds = NULL;
    sight.frame.round_count = 0;
    sight.view.series = true;
    sight.view.team_count = 0;
    sight.view.round = -1;
    sight_push(&sight, &terminal);
    expect(&terminal, "series-reveal", FEW_TEAMS);
    sight.view.page = PAGE_TITLE;
    sight_push(&sight, &terminal);
    expect(&terminal, "series-title", FEW_TEAMS);
    sight.view.page = PAGE_AWARDS;
    sight.view.stage = CONTEST_STAGE_FINAL;
    sight_push(&sight, &terminal);
    assert_true(terminal_shows(&terminal, "三等奖"));
    terminal_close(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contest_scenes_look_so),
        cmocka_unit_test(panel_scenes_look_so),
        cmocka_unit_test(colours_say_what_words_say),
        cmocka_unit_test(plain_terminals_get_plain_characters),
        cmocka_unit_test(every_size_holds_every_scene),
        cmocka_unit_test(nothing_that_counts_is_cut),
        cmocka_unit_test(bars_move_in_short_steps_and_then_rest),
        cmocka_unit_test(bars_begin_where_the_audience_saw_them_last),
        cmocka_unit_test(what_does_not_fit_turns_by_itself),
        cmocka_unit_test(all_teams_come_round),
        cmocka_unit_test(the_clock_counts_down),
        cmocka_unit_test(rapid_counts_this_turn),
        cmocka_unit_test(a_rehearsal_says_so_on_every_page),
        cmocka_unit_test(a_lost_connection_is_said),
        cmocka_unit_test(keys_change_nothing),
        cmocka_unit_test(leaving_asks),
        cmocka_unit_test(help_explains),
        cmocka_unit_test(a_series_is_revealed_like_a_contest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
