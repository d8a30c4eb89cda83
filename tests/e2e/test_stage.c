/* Smaller journeys at a competition: clocks that run out, a knockout, a panel as a round, ties at every level
 * of the chain, desks that share a terminal, a rehearsal, windows of other sizes, Chinese, a board that goes
 * away. */
#include "stage_journey.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEAM(code, name) "  - {code: " code ", name: " name "}\n"
#define TEAMS                                                                                                \
    "teams:\n" TEAM("A", "综采一队党支部") TEAM("B", "掘进一队党支部") TEAM("C", "通风队党支部")             \
        TEAM("D", "机电队党支部")

enum { A, B, C, D };

static int set_up(void **state)
{
    *state = calloc(1, sizeof(struct stage_room));
    return 0;
}

static int tear_down(void **state)
{
    stage_room_remove(*state);
    free(*state);
    return 0;
}

/* Plays a script in the background: commands of the protocol, one a line. */
static void apply(struct stage_room *room, const char *script)
{
    char path[HALL_PATH_SIZE + 16];
    test_hall_write(&room->hall, "script", script);
    snprintf(path, sizeof path, "%s/script", room->hall.path);
    free(test_hall_biwu(&room->hall, 0, "contest", "apply", room->event, path, NULL));
}

static char *rank(struct stage_room *room)
{
    return test_hall_biwu(&room->hall, 0, "rank", room->event, "--format", "csv", NULL);
}

static void check_rank(struct stage_room *room, const char *code, const char *wanted)
{
    char *ranked = rank(room);
    struct text rest = text_of(ranked), line, place, team;
    bool found = false;
    while (text_next(&rest, '\n', &line))
        if (text_next(&line, ',', &place) && text_next(&line, ',', &team) && text_is(team, code)) {
            found = true;
            if (!text_is(place, wanted))
                fail_msg("team %s should have rank %s:\n%s", code, wanted, ranked);
        }
    assert_true(found);
    free(ranked);
}

/* ---- Clocks that run out ------------------------------------------------------------------------------ */

#define HASTY(title, begin)                                                                                  \
    "  - {round: buzzer, title: " title ", items: 2, window: 0.5, begin: " begin                             \
    ", seconds: 0.5, right: 10,"                                                                             \
    " wrong: -10, from: {bank: dangshi, kind: single}}\n"
static const char hasty[] =
    "contest: hasty\ntitle: 快赛\nbase: 50\n" TEAMS "rounds:\n" HASTY("抢答", "0.5") HASTY("再抢", "30");

static void take_item(struct stage_room *room)
{
    stage_next(room, "Space: show the item to all");
    stage_next(room, "Space: open the buzzers");
    stage_wait_desks(room, "the buzzers are closed");
}

static void test_clocks(void **state)
{
    struct stage_room *room = *state;
    stage_room_with(room, "hasty", (const char *const[]){hasty, NULL});
    stage_open_contest(room);
    stage_next(room, "Space: begin round 1, 抢答");
    stage_next(room, "Space: the next item");
    /* Nobody presses: the item is over, and nobody gains or loses. */
    take_item(room);
    stage_next(room, "Space: show the key to all");
    terminal_wait_for(room->board, "NOBODY PRESSED");
    stage_wait_desks(room, "This item is over.");
    assert_int_equal(stage_score(room, A), 50);
    stage_next(room, "Space: the next item");
    /* Who presses and does not begin in time is wrong. */
    take_item(room);
    terminal_type(room->host, " ");
    terminal_wait_for(room->desks[B], "PRESS NOW");
    stage_buzz(room->desks[B], "NO ANSWER");
    terminal_wait_for(room->desks[B], "Marks for this item: -10");
    stage_wait_team(room, B, " 40 ");
    stage_press(room->host, " ", "Space: end this round");
    /* Who begins and has not answered at the end waits for the host's ruling. */
    terminal_wait_for(room->host, "Space: end this round");
    stage_next(room, "Space: begin round 2, 再抢");
    stage_next(room, "Space: the next item");
    take_item(room);
    terminal_type(room->host, " ");
    terminal_wait_for(room->desks[C], "PRESS NOW");
    stage_buzz(room->desks[C], "YOU ARE FIRST");
    terminal_wait_for(room->host, "Space: the team has begun to speak");
    terminal_type(room->host, " ");
    terminal_wait_for(room->desks[C], "The host is ruling on your answer.");
    stage_press(room->host, "y", "Space: show the key to all");
    stage_wait_team(room, C, " 60 ");
    stage_check_record(room, "hasty");
}

/* ---- Knockout, and a panel as a round ----------------------------------------------------------------- */

static const char mixed[] =
    "contest: mixed\ntitle: 综合赛\ndecimals: 2\n" TEAMS "rounds:\n"
    "  - {round: knockout, title: 一战到底, items: 5, seconds: 60, right: 2, survivor: 20,"
    " from: {bank: dangwu, kind: single}}\n"
    "  - {round: panel, title: 展示, panel: show, weight: 50%}\n"
    "rank: [total]\n"
    "awards: [{title: 金奖, ranks: 1}, {title: 银奖, ranks: 2-3}]\n";
static const char show[] = "panel: show\ntitle: 展示评分\nperformers:\n" TEAM("A", "综采一队党支部")
    TEAM("B", "掘进一队党支部") TEAM("C", "通风队党支部")
        TEAM("D", "机电队党支部") "judges: 3\ncriteria:\n"
                                  "  - {id: all, title: 总体, max: 10, kind: judged, step: 0.5}\n";

/* The panel's marks come on paper, and its organizer closes one after the other. */
static void mark_on_paper(struct stage_room *room)
{
    char path[HALL_PATH_SIZE + 16];
    test_hall_write(&room->hall, "marks.csv",
                    "performer,judge,criterion,mark\nA,1,all,9\nA,2,all,9\nA,3,all,9\nB,1,all,8\nB,2,all,8\n"
                    "B,3,all,8\nC,1,all,5\nC,2,all,5\nC,3,all,5\nD,1,all,7\nD,2,all,8\nD,3,all,7.5\n");
    snprintf(path, sizeof path, "%s/marks.csv", room->hall.path);
    room->event = "show";
    apply(room, "{\"do\":\"panel\",\"command\":\"begin\"}\n");
    free(test_hall_biwu(&room->hall, 0, "panel", "import", "show", path, "--signed", NULL));
    apply(room, "{\"do\":\"panel\",\"command\":\"close\",\"performer\":0}\n"
                "{\"do\":\"panel\",\"command\":\"close\",\"performer\":1}\n"
                "{\"do\":\"panel\",\"command\":\"close\",\"performer\":2}\n"
                "{\"do\":\"panel\",\"command\":\"close\",\"performer\":3}\n"
                "{\"do\":\"panel\",\"command\":\"finalize\"}\n");
    room->event = "mixed";
}

static void test_knockout_and_panel(void **state)
{
    struct stage_room *room = *state;
    struct stage_item item;
    stage_room_with(room, "mixed", (const char *const[]){mixed, show, NULL});
    stage_open_contest(room);
    stage_next(room, "Space: begin round 1, 一战到底");
    stage_next(room, "Space: the next item");
    for (int out = 0; out < 3; out++) { /* A, then B, then C answers wrongly */
        stage_next(room, "Space: show the item to all");
        stage_read_item(room, &item);
        stage_next(room, "Space: start the time to answer");
        stage_next(room, " Y right  N wrong ");
        for (int i = out; i < STAGE_DESKS; i++) {
            terminal_wait_for(room->desks[i], "ANSWER NOW");
            stage_answer(room->desks[i], i == out ? stage_wrong(&item) : item.key,
                         i < D ? "✓ received" : "Marks for this item");
        }
        terminal_wait_for(room->host, "Space: show the key to all");
        terminal_type(room->host, " ");
        terminal_wait_gone(room->host, "Space: show the key to all");
        for (int i = 0; i <= out; i++)
            stage_wait_team(room, i, "out");
    }
    terminal_wait_for(room->host, "Space: end this round");
    stage_next(room, "Space: begin round 2, 展示");
    stage_next(room, "are not all there yet");
    terminal_wait_for(room->board, "The judges mark the performances");
    stage_wait_desks(room, "The judges are marking.");
    mark_on_paper(room);
    terminal_wait_for(room->host, "Space: take over the marks of the panel");
    stage_next(room, "Space: end this round");
    stage_wait_team(room, D, " 29.75 "); /* 3 × 2 + 20 + 7.5 ÷ 2 */
    stage_wait_team(room, A, " 4.5 ");
    stage_check_record(room, "show");
    stage_check_record(room, "mixed");
}

/* ---- Ties --------------------------------------------------------------------------------------------- */

#define COMMAND(rest) "{\"do\":\"contest\",\"command\":" rest "}\n"
#define GIVE(team, marks)                                                                                    \
    COMMAND("\"award\",\"team\":\"" team "\",\"marks\":\"" marks "\",\"reason\":\"风格\"")
#define TIES(code, chain)                                                                                    \
    "contest: " code "\ntitle: 同分赛\n" TEAMS "rounds:\n"                                                   \
    "  - {round: buzzer, title: 抢答, items: 2, begin: 5, seconds: 60, right: 10, wrong: -10,"             \
    " from: {bank: dangshi, kind: single}}\n"                                                                \
    "rank: " chain "\nawards: [{title: 金奖, ranks: 1}, {title: 银奖, ranks: 2-3}]\n"

/* B and C have the same: they share a rank and its prize, and the rank after it is left out. */
static void test_shared_rank(void **state)
{
    struct stage_room *room = *state;
    stage_room_with(room, "shared", (const char *const[]){TIES("shared", "[total]"), NULL});
    apply(room, COMMAND("\"begin\"") GIVE("A", "5") GIVE("B", "7.5") GIVE("C", "7.5") GIVE("D", "10"));
    room->host = stage_host(room, 120, 40);
    room->board = stage_board(room, 80, 24);
    apply(room, COMMAND("\"close\""));
    terminal_wait_for_all(room->host,
                          (const char *const[]){"│ 1    机电队党支部", "│ 2    掘进一队党支部",
                                                "│ 2    通风队党支部", "│ 4    综采一队党支部", NULL});
    check_rank(room, "B", "2");
    check_rank(room, "C", "2");
    check_rank(room, "A", "4");
    /* Nothing is to be played off. */
    assert_false(terminal_shows(room->host, "Space: begin a playoff"));
    apply(room, COMMAND("\"reveal\"") COMMAND("\"reveal\""));
    terminal_wait_for_all(room->board, (const char *const[]){"银奖", "2 places are still to come", NULL});
    assert_false(terminal_shows(room->board, "金奖"));
    apply(room, COMMAND("\"reveal\"") COMMAND("\"reveal\"") COMMAND("\"finalize\""));
    terminal_wait_for(room->host, "Ranking (final)");
    stage_page(room, 8, "金奖");
    terminal_wait_for_all(room->board,
                          (const char *const[]){"银奖", "2 掘进一队党支部", "2 通风队党支部", NULL});
    stage_check_record(room, "shared");
}

/* Of four teams with the same total the one with a wrong answer is last: the chain's next key decides. */
static void test_chain_decides(void **state)
{
    struct stage_room *room = *state;
    stage_room_with(room, "chain", (const char *const[]){TIES("chain", "[total, right, wrong]"), NULL});
    apply(room,
          COMMAND("\"begin\"") COMMAND("\"enter\"") COMMAND("\"take\"") COMMAND("\"open\"")
              COMMAND("\"press\",\"team\":\"C\"") COMMAND("\"rule\",\"verdict\":\"wrong\"") GIVE("C", "10")
                  COMMAND("\"take\"") COMMAND("\"open\"") COMMAND("\"press\",\"team\":\"B\"")
                      COMMAND("\"rule\",\"verdict\":\"right\"") GIVE("B", "-10"));
    check_rank(room, "B", "1");
    check_rank(room, "A", "2");
    check_rank(room, "D", "2");
    check_rank(room, "C", "4");
    stage_check_record(room, "chain");
}

/* ---- A desk for two teams ------------------------------------------------------------------------------ */

static void test_shared_desk(void **state)
{
    struct stage_room *room = *state;
    stage_room_with(room, "shared", (const char *const[]){TIES("shared", "[total]"), NULL});
    room->host = stage_host(room, 120, 40);
    room->board = stage_board(room, 80, 24);
    room->desks[0] = stage_desk(room, "A,C", 80, 24);
    room->desks[1] = stage_desk(room, "B,D", 80, 24);
    terminal_wait_for_all(room->desks[0],
                          (const char *const[]){" 1  综采一队党支部", " 2  通风队党支部", NULL});
    terminal_wait_for(room->host, "Space: begin the contest");
    terminal_wait_gone(room->host, "no desk");
    /* The test of the keys finds the keyboard that drops one of two keys pressed together. */
    stage_press(room->host, "q", "Before a buzzer round every desk presses its key");
    stage_next(room, "One after the other: call each team");
    terminal_wait_for(room->desks[0], "PRESS NOW");
    terminal_type(room->desks[0], "12");
    terminal_wait_for(room->desks[1], "PRESS NOW");
    terminal_type(room->desks[1], "12");
    terminal_wait_gone(room->host, "no press yet");
    stage_next(room, "All together: count to three");
    terminal_wait_for(room->desks[0], "PRESS NOW");
    terminal_type(room->desks[0], "1");
    terminal_wait_for(room->desks[0], "Key test: 1 press came in.");
    terminal_type(room->desks[0], "1");
    terminal_wait_for_all(
        room->host, (const char *const[]){"lost at a shared keyboard",
                                          "share a keyboard that drops keys: give each its own.", NULL});
    terminal_press(room->host, KEY_ESCAPE);
    stage_next(room, "Space: begin round 1, 抢答");
    stage_next(room, "Space: the next item");
    stage_next(room, "Space: show the item to all");
    stage_next(room, "Space: open the buzzers");
    terminal_wait_for(room->desks[0], "the buzzers are closed");
    stage_buzz(room->desks[1], "the buzzers are closed"); /* Space is nobody's here */
    stage_press(room->desks[1], "2", "FALSE START");
    terminal_wait_for(room->board, "FALSE START: 机电队党支部");
    terminal_type(room->host, " ");
    terminal_wait_for(room->desks[0], "PRESS NOW");
    stage_press(room->desks[0], "2", "YOU ARE FIRST");
    stage_wait_team(room, C, "has the floor");
    stage_press(room->desks[0], "1", "YOU ARE SECOND");
    terminal_wait_for_all(room->host, (const char *const[]){"1 通风队党支部", "2 综采一队党支部", NULL});
}

/* ---- Rehearsal ----------------------------------------------------------------------------------------- */

static struct terminal *rehearse(struct stage_room *room, const char *command, const char *team)
{
    const char *const words[] = {command, room->event, "--rehearsal", team, NULL};
    return stage_terminal(&room->hall, "en", 80, 24, words);
}

static void test_rehearsal(void **state)
{
    struct stage_room *room = *state;
    struct test_hall copy = {.hub = 0};
    stage_room_make(room, FINAL_EVENT);
    int n = snprintf(copy.path, sizeof copy.path, "%s/rehearsals/%s", room->hall.path, FINAL_EVENT);
    assert_in_range(n, 1, HALL_PATH_SIZE - 1);
    free(test_hall_biwu(&room->hall, 1, "board", FINAL_EVENT, "--rehearsal", NULL)); /* there is none yet */
    free(test_hall_biwu(&room->hall, 0, "rehearse", FINAL_EVENT, "--prepare", NULL));
    room->host = rehearse(room, "host", NULL);
    terminal_wait_for_all(room->host, (const char *const[]){"REHEARSAL", "Space: begin the contest", NULL});
    room->board = rehearse(room, "board", NULL);
    room->desks[A] = rehearse(room, "desk", "A");
    terminal_wait_for(room->board, "REHEARSAL: nothing of this counts");
    terminal_wait_for(room->desks[A], "REHEARSAL");
    stage_next(room, "Space: begin round 1, 必答题");
    stage_next(room, "Space: the next item");
    stage_next(room, "Space: show the item to all");
    stage_next(room, "Space: start the time to answer");
    stage_next(room, " Y right  N wrong ");
    terminal_wait_for(room->board, "This team answers.");
    terminal_type(room->host, "y");
    terminal_wait_for_all(room->board,
                          (const char *const[]){"REHEARSAL: nothing of this counts", "✓ RIGHT", NULL});
    terminal_wait_for_all(room->desks[A], (const char *const[]){"REHEARSAL", "RIGHT", NULL});

    /* Nothing of it is in the hall: no result, no event of the contest. */
    char *ranked = rank(room);
    assert_null(strstr(ranked, "综采一队党支部"));
    char *log = test_hall_biwu(&room->hall, 0, "contest", "log", FINAL_EVENT, "--format", "csv", NULL);
    assert_null(strstr(log, "began"));
    char *in_copy = test_hall_biwu(&copy, 0, "contest", "log", FINAL_EVENT, "--format", "csv", NULL);
    assert_non_null(strstr(in_copy, "began"));
    free(ranked);
    free(log);
    free(in_copy);
    /* The host of the real evening begins at the beginning. */
    terminal_finish(room->board);
    room->board = stage_host(room, 80, 24);
    terminal_wait_for(room->board, "Space: begin the contest");
    assert_false(terminal_shows(room->board, "REHEARSAL"));

    struct terminal **rehearsing[] = {&room->host, &room->desks[A]};
    for (int i = 0; i < 2; i++) {
        terminal_finish(*rehearsing[i]);
        *rehearsing[i] = NULL;
    }
    test_hall_kill_own_hub(&copy);
    free(test_hall_biwu(&room->hall, 0, "rehearse", FINAL_EVENT, "--delete", NULL));
    assert_int_equal(access(copy.path, F_OK), -1);
    free(test_hall_biwu(&room->hall, 0, "verify", NULL));
}

/* ---- Windows and languages ----------------------------------------------------------------------------- */

static bool shows_the_same(struct terminal *terminal, void *before)
{
    char *now = terminal_text(terminal);
    bool same = strcmp(before, now) == 0;
    free(now);
    return same;
}

static bool uses_the_width(struct terminal *terminal, void *context)
{
    (void)context;
    int width, height;
    terminal_size(terminal, &width, &height);
    return terminal_cell(terminal, width - 1, height - 2).text[0] != '\0' ||
           terminal_cell(terminal, width - 1, height - 3).text[0] != '\0';
}

/* Larger and back: the same screen, and in between one that has what it should. */
static void resize_and_back(struct terminal *terminal, const char *text)
{
    char *before = terminal_text(terminal);
    terminal_resize(terminal, 120, 40);
    terminal_wait_until(terminal, uses_the_width, NULL, "a line across the whole width");
    terminal_wait_for(terminal, text);
    terminal_resize(terminal, 80, 24);
    terminal_wait_until(terminal, shows_the_same, before, "the screen as it was before");
    free(before);
}

/* At each stage of an item with the clock paused, so that nothing moves but the window. */
static void test_windows(void **state)
{
    struct stage_room *room = *state;
    stage_room_with(room, "shared", (const char *const[]){TIES("shared", "[total]"), NULL});
    room->host = stage_host(room, 120, 40);
    room->board = stage_board(room, 80, 24);
    room->desks[A] = stage_desk(room, "A", 80, 24);
    room->judges[0] = stage_host(room, 80, 24); /* a second console: resized */
    terminal_wait_for(room->host, "Space: begin the contest");
    stage_next(room, "Space: begin round 1, 抢答");
    stage_next(room, "Space: the next item");
    stage_next(room, "Space: show the item to all");
    stage_next(room, "Space: open the buzzers");
    terminal_wait_for_all(room->board, (const char *const[]){"BUZZERS CLOSED", "A. ", NULL});
    resize_and_back(room->board, "BUZZERS CLOSED");
    terminal_type(room->host, " ");
    terminal_wait_for(room->desks[A], "PRESS NOW");
    stage_buzz(room->desks[A], "YOU ARE FIRST");
    stage_press(room->host, "c", "Space: let the clock go on");
    terminal_wait_for(room->desks[A], "The clock is paused.");
    terminal_wait_for(room->board, "paused");
    terminal_wait_for(room->judges[0], "the clock stands (C)");
    resize_and_back(room->board, "综  采  一  队");
    resize_and_back(room->desks[A], "The clock is paused.");
    resize_and_back(room->judges[0], "综采一队党支部");
}

/* Words of English on a screen that should be Chinese; data of the sample has none. */
static void check_no_english(struct terminal *terminal)
{
    static const char *const allowed[] = {"Esc", "PgUp", "PgDn", "Tab", "Del", "Enter", "Space", "ms"};
    int width, height;
    terminal_size(terminal, &width, &height);
    for (int y = 0; y < height; y++) {
        const char *row = terminal_row(terminal, y);
        for (size_t i = 0; row[i];) {
            size_t n = strspn(row + i, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
            /* Ids of items ("dw-0012") and letters of answers are no words. */
            bool known = n < 2 || row[i + n] == '-' || strspn(row + i, "ABCDEFGHIJ") == n;
            for (size_t k = 0; k < sizeof allowed / sizeof *allowed; k++)
                known |= n == strlen(allowed[k]) && strncmp(row + i, allowed[k], n) == 0;
            if (!known)
                fail_msg("“%.*s” is on a Chinese screen: %s", (int)n, row + i, row);
            i += n ? n : 1;
        }
    }
}

static void test_chinese(void **state)
{
    struct stage_room *room = *state;
    stage_room_make(room, FINAL_EVENT);
    test_hall_end_hub(&room->hall, SIGTERM);
    test_hall_start_hub(&room->hall, (const char *const[]){"BIWU_LANG=zh_CN", NULL});
    struct terminal *seen[3];
    static const char *const commands[] = {"host", "board", "desk"};
    for (int i = 0; i < 3; i++) {
        const char *const words[] = {commands[i], FINAL_EVENT, i == 2 ? "A" : NULL, NULL};
        seen[i] = stage_terminal(&room->hall, NULL, 80, 24, words);
    }
    room->host = seen[0];
    room->board = seen[1];
    room->desks[A] = seen[2];
    room->judges[0] = stage_host(room, 120, 40); /* in English, to see how far it is */
    terminal_wait_for(room->judges[0], "Space: begin the contest");
    static const char *const steps[] = {"Space: begin round 1, 必答题", "Space: the next item",
                                        "Space: show the item to all",  "Space: start the time to answer",
                                        " Y right  N wrong ",           NULL};
    for (int i = 0; steps[i]; i++) {
        stage_press(room->judges[0], " ", steps[i]);
        for (int k = 0; k < 3; k++) {
            terminal_wait_for_any(seen[k], (const char *const[]){"双比武团队决赛", NULL});
            terminal_read(seen[k], 100);
            check_no_english(seen[k]);
        }
    }
    terminal_wait_for(room->desks[A], "必答题");
    stage_press(room->judges[0], "y", "Space: show the key to all");
    terminal_wait_for(room->board, "+10");
    terminal_wait_for(room->desks[A], "+10");
    for (int k = 0; k < 3; k++)
        check_no_english(seen[k]);
}

/* ---- A board that goes away ---------------------------------------------------------------------------- */

static void test_board_leaves(void **state)
{
    struct stage_room *room = *state;
    stage_room_with(room, "shared", (const char *const[]){TIES("shared", "[total]"), NULL});
    room->host = stage_host(room, 120, 40);
    room->board = stage_board(room, 80, 24);
    terminal_wait_for(room->host, "Space: begin the contest");
    stage_next(room, "Space: begin round 1, 抢答");
    stage_next(room, "Space: the next item");
    terminal_wait_for(room->board, "抢  答");
    /* Ctrl-C asks; it is not left by accident. */
    terminal_press_control(room->board, 'c');
    terminal_wait_for(room->board, "Leave the board");
    terminal_type(room->board, "n");
    terminal_wait_gone(room->board, "Leave the board");
    terminal_press_control(room->board, 'c');
    terminal_wait_for(room->board, "Leave the board");
    terminal_type(room->board, "y");
    assert_int_equal(terminal_wait_exit(room->board), 0);
    assert_false(terminal_is_alternate(room->board));
    terminal_finish(room->board);
    /* A line that goes dead takes the program with it, and the evening goes on. */
    room->board = stage_board(room, 80, 24);
    terminal_wait_for(room->board, "抢  答");
    terminal_hang_up(room->board);
    terminal_wait_exit(room->board);
    terminal_finish(room->board);
    room->board = NULL;
    stage_next(room, "Space: show the item to all");
    room->board = stage_board(room, 80, 24);
    terminal_wait_for(room->board, "BUZZERS CLOSED");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_clocks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_knockout_and_panel, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_shared_rank, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_chain_decides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_shared_desk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_rehearsal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_windows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_chinese, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_board_leaves, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("stage", tests, NULL, NULL);
}
