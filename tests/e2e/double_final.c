/* The sample's final, evening as it is: five rounds, a playoff, the places and the prizes. */
#include "double.h"

enum { A, B, C, D };

static const char NEXT_ITEM[] = "Space: the next item";
static const char SHOW_KEY[] = "Space: show the key to all";
static const char RULE[] = " Y right  N wrong "; /* of the hints */

static void check_score(struct stage_room *room, int team, int score)
{
    char text[128];
    int now = stage_score(room, team);
    snprintf(text, sizeof text, "%s %d", stage_teams[team], score);
    if (now != score)
        fail_msg("%s should have %d and has %d", stage_teams[team], score, now);
}

/* ---- Beginning -------------------------------------------------------------------------------------- */

static void test_keys(struct stage_room *room)
{
    stage_press(room->host, "q", "Before a buzzer round every desk presses its key");
    stage_next(room, "One after the other: call each team");
    stage_wait_desks(room, "Key test: press the buzzer when it is your turn.");
    for (int i = 0; i < STAGE_DESKS; i++)
        stage_buzz(room->desks[i], "Key test: 1 press came in.");
    terminal_wait_gone(room->host, "no press yet");
    stage_next(room, "All together: count to three");
    stage_wait_desks(room, "Key test: all press together.");
    for (int i = STAGE_DESKS - 1; i >= 0; i--)
        stage_buzz(room->desks[i], i == STAGE_DESKS - 1 ? "Key test: 1 press" : "ms after the first.");
    terminal_wait_gone(room->host, "no press yet");
    terminal_press(room->host, KEY_ESCAPE);
    terminal_wait_for(room->host, "Space: begin the contest");
    stage_wait_desks(room, "The contest has not begun.");
}

static void begin(struct stage_room *room)
{
    stage_open_contest(room);
    terminal_wait_for(room->board, "双  比  武  团  队  决  赛");
    test_keys(room);
    stage_next(room, "Space: begin round 1, 必答题");
    stage_page(room, 4, "掘进一队党支部坚持班前十分钟学习");
    stage_page(room, 2, "双  比  武  团  队  决  赛");
    stage_next(room, NEXT_ITEM);
    terminal_wait_for(room->board, "一人答题，队友提示的，扣5分。");
}

/* ---- Required --------------------------------------------------------------------------------------- */

/* From the next item to where the time to answer runs. */
static void begin_item(struct stage_room *room, struct stage_item *item)
{
    stage_next(room, "Space: show the item to all");
    stage_read_item(room, item);
    stage_check_no_item(room, item);
    stage_next(room, "Space: start the time to answer");
    stage_check_hidden(room);
    stage_next(room, RULE);
}

static void end_item(struct stage_room *room)
{
    terminal_wait_for(room->host, SHOW_KEY);
    stage_check_hidden(room);
    terminal_type(room->host, " ");
    terminal_wait_gone(room->host, SHOW_KEY);
    stage_wait_desks(room, "Key: ");
}

static void rule(struct stage_room *room, const char *key)
{
    terminal_wait_for(room->host, RULE);
    stage_press(room->host, key, SHOW_KEY);
    end_item(room);
}

/* The machine marks what is answered at the desk. */
static void answer_at_the_desk(struct stage_room *room)
{
    struct stage_item item;
    begin_item(room, &item);
    assert_true(item.choice);
    int team = stage_turn(room), before = stage_score(room, team);
    terminal_wait_for(room->desks[team], "ANSWER NOW");
    terminal_wait_for(room->desks[(team + 1) % STAGE_DESKS], "It is the turn of ");
    terminal_wait_for(room->board, "This team answers.");
    stage_answer(room->desks[team], item.key, "Marks for this item: +10");
    terminal_wait_for(room->board, "✓ RIGHT   +10");
    terminal_wait_for(room->host, "right +10");
    check_score(room, team, before + 10);
    end_item(room);
}

/* What was ruled wrong is taken back, put back, taken back, and ruled right; the clock stands after each. */
static void undo_and_redo(struct stage_room *room)
{
    struct stage_item item;
    begin_item(room, &item);
    int team = stage_turn(room), before = stage_score(room, team);
    stage_press(room->host, "n", "wrong 0");
    terminal_wait_for(room->board, "✗ WRONG");
    stage_press(room->host, "u", "Space: let the clock go on");
    terminal_wait_for(room->desks[team], "The clock is paused.");
    terminal_wait_for(room->board, "paused");
    stage_press(room->host, "d", "wrong 0");
    terminal_wait_for(room->desks[team], "WRONG");
    stage_press(room->host, "u", "Space: let the clock go on");
    stage_next(room, RULE);
    terminal_wait_for(room->host, "the clock runs");
    rule(room, "y");
    check_score(room, team, before + 10);
}

static void swap_and_prompt(struct stage_room *room)
{
    struct stage_item first, second;
    stage_next(room, "Space: show the item to all");
    stage_read_item(room, &first);
    stage_press(room->host, "w", "take back the change of the item");
    stage_read_item(room, &second);
    assert_string_not_equal(first.id, second.id);
    int team = stage_turn(room), before = stage_score(room, team);
    stage_next(room, "Space: start the time to answer");
    stage_check_no_item(room, &first);
    stage_next(room, RULE);
    assert_false(terminal_shows(room->host, "W swap item")); /* one a team */
    terminal_type(room->host, "x");
    stage_confirm(room->host, "Prompting");
    terminal_wait_for(room->host, "take back the penalty");
    check_score(room, team, before - 5);
    rule(room, "n");
    check_score(room, team, before - 5);
}

static void rule_partly(struct stage_room *room)
{
    struct stage_item item;
    begin_item(room, &item);
    int team = stage_turn(room), before = stage_score(room, team);
    terminal_type(room->host, "h");
    stage_fill(room->host, "Partly right", "11", NULL);
    terminal_wait_for(room->host, "marks"); /* more than the item has: refused */
    terminal_wait_for(room->host, RULE);
    terminal_type(room->host, "h");
    stage_fill(room->host, "Partly right", "5", NULL);
    terminal_wait_for(room->board, "✓ PARTLY RIGHT   +5");
    end_item(room);
    check_score(room, team, before + 5);
}

/* The clock is paused, the desk in turn dies and comes back to the same item, and answers. */
static void kill_the_desk(struct stage_room *room)
{
    static const char *const codes[STAGE_DESKS] = {"A", "B", "C", "D"};
    struct stage_item item;
    begin_item(room, &item);
    int team = stage_turn(room), before = stage_score(room, team);
    stage_press(room->host, "c", "Space: let the clock go on");
    stage_kill(&room->desks[team]);
    terminal_wait_for(room->host, "no desk");
    room->desks[team] = stage_desk(room, codes[team], 80, 24);
    terminal_wait_for_all(room->desks[team], (const char *const[]){"The clock is paused.", "( ) A.", NULL});
    terminal_wait_gone(room->host, "no desk");
    stage_check_hidden(room);
    stage_next(room, RULE);
    terminal_wait_gone(room->desks[team], "The clock is paused.");
    stage_answer(room->desks[team], stage_wrong(&item), "WRONG");
    terminal_wait_for(room->board, "✗ WRONG");
    end_item(room);
    check_score(room, team, before);
}

static void play_required(struct stage_room *room)
{
    struct stage_item item;
    answer_at_the_desk(room);
    undo_and_redo(room);
    swap_and_prompt(room);
    rule_partly(room);
    kill_the_desk(room);
    for (int i = 5; i < 8; i++) {
        begin_item(room, &item);
        rule(room, i == 6 ? "e" : "y");
    }
    terminal_wait_for(room->host, "Space: end this round");
    stage_next(room, "Space: begin round 2, 共答题");
    terminal_wait_for(room->board, "Scores (provisional)");
}

/* ---- Together --------------------------------------------------------------------------------------- */

/* D and A are right, in this order, B is wrong, C right and third: 10 and 5, 3, 1 more. */
static void answer_together(struct stage_room *room)
{
    struct stage_item item;
    begin_item(room, &item);
    int before[STAGE_DESKS];
    for (int i = 0; i < STAGE_DESKS; i++)
        before[i] = stage_score(room, i);
    terminal_wait_for(room->board, "0 of 4 teams have answered");
    stage_answer(room->desks[D], item.key, "✓ received");
    terminal_wait_for(room->board, "1 of 4 teams have answered");
    stage_answer(room->desks[A], item.key, "✓ received");
    stage_answer(room->desks[B], stage_wrong(&item), "✓ received");
    terminal_wait_for(room->board, "3 of 4 teams have answered");
    stage_check_hidden(room);
    stage_answer(room->desks[C], item.key, "Marks for this item: +11");
    terminal_wait_for(room->board, "3 of 4 teams are right");
    terminal_wait_for(room->desks[D], "Marks for this item: +15");
    terminal_wait_for(room->desks[A], "Marks for this item: +13");
    terminal_wait_for(room->desks[B], "WRONG");
    terminal_wait_for(room->host, SHOW_KEY);
    const int gained[STAGE_DESKS] = {13, 0, 11, 15};
    for (int i = 0; i < STAGE_DESKS; i++)
        check_score(room, i, before[i] + gained[i]);
    end_item(room);
}

/* The hub dies when two have answered: their answers are there, and the clock has not run. */
static void kill_hub_together(struct stage_room *room)
{
    struct stage_item item, again;
    begin_item(room, &item);
    stage_answer(room->desks[A], item.key, "✓ received");
    stage_answer(room->desks[B], item.key, "✓ received");
    stage_kill_hub(room);
    terminal_wait_for(room->board, "2 of 4 teams have answered");
    stage_read_item(room, &again);
    assert_string_equal(item.id, again.id);
    stage_check_hidden(room);
    terminal_wait_for(room->host, "Space: let the clock go on");
    stage_wait_desks(room, "The clock is paused.");
    stage_next(room, "the clock runs");
    terminal_wait_gone(room->host, "no desk");
    stage_answer(room->desks[C], stage_wrong(&item), "✓ received");
    stage_answer(room->desks[D], stage_wrong(&item), "WRONG");
    terminal_wait_for(room->desks[A], "Marks for this item: +15");
    terminal_wait_for(room->desks[B], "Marks for this item: +13");
    end_item(room);
}

/* An item with a fault is void: its spare comes, and the marks given by it are gone. */
static void void_with_spare(struct stage_room *room)
{
    struct stage_item item, spare;
    begin_item(room, &item);
    stage_answer(room->desks[B], item.key, "✓ received");
    terminal_type(room->host, "v");
    stage_fill(room->host, "Declare the item void", "题干有误", NULL);
    terminal_wait_for(room->host, "Space: show the item to all");
    stage_read_item(room, &spare);
    assert_string_not_equal(item.id, spare.id);
    stage_check_no_item(room, &spare);
    stage_next(room, "Space: start the time to answer");
    stage_next(room, RULE);
    stage_wait_desks(room, "ANSWER NOW");
    for (int i = 0; i < STAGE_DESKS; i++) { /* nobody answers: the host does not wait for the time */
        terminal_type(room->host, (const char *const[]){"1e", "2e", "3e", "4e"}[i]);
        stage_wait_team(room, i, "no answer 0");
    }
    end_item(room);
}

static void play_together(struct stage_room *room)
{
    struct stage_item item;
    stage_next(room, NEXT_ITEM);
    answer_together(room);
    kill_hub_together(room);
    void_with_spare(room);
    for (int i = 3; i < 5; i++) {
        begin_item(room, &item);
        for (int k = 0; k < STAGE_DESKS; k++)
            stage_answer(room->desks[(k + i) % STAGE_DESKS], k % 2 ? stage_wrong(&item) : item.key,
                         k < 3 ? "✓ received" : "Marks for this item");
        end_item(room);
    }
    terminal_wait_for(room->host, "Space: end this round");
    stage_next(room, "Space: begin round 3, 抢答题");
}

/* ---- Buzzers ---------------------------------------------------------------------------------------- */

static void ready_to_buzz(struct stage_room *room, struct stage_item *item)
{
    stage_next(room, "Space: show the item to all");
    stage_read_item(room, item);
    stage_check_no_item(room, item);
    stage_next(room, "Space: open the buzzers");
    stage_wait_desks(room, "Do not press yet: the buzzers are closed.");
    terminal_wait_for(room->board, "✗ BUZZERS CLOSED");
}

static void begin_to_speak(struct stage_room *room)
{
    terminal_wait_for(room->host, "Space: the team has begun to speak");
    stage_next(room, "take back that the team has begun to speak");
}

/* Key: that of the console. */
static void open_by(struct stage_room *room, const char *key)
{
    stage_press(room->host, key, "The buzzers are open: waiting for a press");
    terminal_wait_for(room->board, "✓ BUZZERS OPEN");
    for (int i = 0; i < STAGE_DESKS; i++)
        terminal_wait_for_any(room->desks[i],
                              (const char *const[]){"PRESS NOW", "FALSE START", "LOCKED", "WRONG", NULL});
}

static void open_buzzers(struct stage_room *room)
{
    open_by(room, " ");
}

/* B starts too early; A is first, C second, D third; A is wrong, C right. */
static void false_start_and_rebound(struct stage_room *room)
{
    struct stage_item item;
    ready_to_buzz(room, &item);
    int before[STAGE_DESKS];
    for (int i = 0; i < STAGE_DESKS; i++)
        before[i] = stage_score(room, i);
    stage_buzz(room->desks[B], "FALSE START");
    terminal_wait_for(room->board, "FALSE START: 掘进一队党支部");
    terminal_wait_for(room->host, "locked out");
    check_score(room, B, before[B] - 5);
    open_buzzers(room);
    terminal_wait_for(room->desks[A], "PRESS NOW");
    terminal_wait_for(room->desks[B], "locked out for this item");
    stage_buzz(room->desks[A], "YOU ARE FIRST");
    stage_buzz(room->desks[C], "YOU ARE SECOND");
    stage_buzz(room->desks[D], "YOU ARE THIRD");
    terminal_wait_for(room->board, "1 综采一队党支部");
    terminal_wait_for_all(room->host, (const char *const[]){"false start 掘进一队党支部", "1 综采一队党支部",
                                                            "2 通风队党支部", "3 机电队党支部", NULL});
    begin_to_speak(room);
    terminal_wait_for(room->desks[A], "ANSWER NOW");
    stage_press(room->host, "n", "Space: the team has begun to speak");
    terminal_wait_for(room->desks[A], "Marks for this item: -10");
    terminal_wait_for(room->desks[C], "YOUR TURN");
    check_score(room, A, before[A] - 10);
    stage_check_hidden(room);
    begin_to_speak(room);
    stage_press(room->host, "y", SHOW_KEY);
    terminal_wait_for(room->board, "✓ RIGHT   +10");
    terminal_wait_for(room->desks[C], "Marks for this item: +10");
    check_score(room, C, before[C] + 10);
    end_item(room);
}

/* The second false start costs more. Host and board die while D has the floor. */
static void kill_host_and_board(struct stage_room *room)
{
    struct stage_item item, again;
    ready_to_buzz(room, &item);
    int before = stage_score(room, B);
    stage_buzz(room->desks[B], "FALSE START");
    terminal_wait_for(room->host, "locked out");
    check_score(room, B, before - 10);
    open_buzzers(room);
    stage_buzz(room->desks[D], "YOU ARE FIRST");
    begin_to_speak(room);
    stage_press(room->host, "c", "Space: let the clock go on");
    stage_kill(&room->host);
    stage_kill(&room->board);
    room->host = stage_host(room, 120, 40);
    room->board = stage_board(room, 80, 24);
    terminal_wait_for(room->host, "Space: let the clock go on");
    terminal_wait_for_all(room->board, (const char *const[]){"paused", "1 机电队党支部", NULL});
    stage_read_item(room, &again);
    assert_string_equal(item.id, again.id);
    stage_check_hidden(room);
    stage_next(room, "the clock runs");
    rule(room, "y");
}

/* A is wrong with nobody behind: the host opens the buzzers to the others. */
static void reopen(struct stage_room *room)
{
    struct stage_item item;
    ready_to_buzz(room, &item);
    open_buzzers(room);
    stage_buzz(room->desks[A], "YOU ARE FIRST");
    begin_to_speak(room);
    terminal_type(room->host, "n");
    stage_wait_team(room, A, "wrong -10");
    open_by(room, "r");
    terminal_wait_for(room->desks[A], "Marks for this item: -10");
    stage_buzz(room->desks[B], "YOU ARE FIRST");
    begin_to_speak(room);
    rule(room, "y");
}

/* The team that won answers at its desk, where the item is one for letters. */
static void buzz_and_answer(struct stage_room *room, int team)
{
    struct stage_item item;
    ready_to_buzz(room, &item);
    open_buzzers(room);
    stage_buzz(room->desks[team], "YOU ARE FIRST");
    if (item.choice) {
        stage_answer(room->desks[team], item.key, "Marks for this item: +10");
        end_item(room);
    } else {
        begin_to_speak(room);
        rule(room, "y");
    }
}

/* The host voids an item after it was ruled: what it gave is taken back, and the spare is played. */
static void void_after_ruling(struct stage_room *room)
{
    struct stage_item item, spare;
    ready_to_buzz(room, &item);
    int before = stage_score(room, C);
    open_buzzers(room);
    stage_buzz(room->desks[C], "YOU ARE FIRST");
    begin_to_speak(room);
    stage_press(room->host, "y", SHOW_KEY);
    check_score(room, C, before + 10);
    terminal_type(room->host, "v");
    stage_fill(room->host, "Declare the item void", "答案有争议", NULL);
    terminal_wait_gone(room->host, SHOW_KEY);
    terminal_wait_for(room->host, "take back that the item is void");
    check_score(room, C, before);
    if (terminal_shows(room->host, "Space: show the item to all")) {
        stage_read_item(room, &spare);
        assert_string_not_equal(item.id, spare.id);
        stage_next(room, "Space: open the buzzers");
        open_buzzers(room);
        stage_buzz(room->desks[B], "YOU ARE FIRST");
        begin_to_speak(room);
        rule(room, "y");
    }
}

static void play_buzzer(struct stage_room *room)
{
    stage_next(room, NEXT_ITEM);
    terminal_wait_for(room->board, "抢跑的队本题不得再答");
    false_start_and_rebound(room);
    kill_host_and_board(room);
    reopen(room);
    void_after_ruling(room);
    static const int teams[] = {A, B, C, D, B};
    for (int i = 0; !terminal_shows(room->host, "Space: end this round"); i++)
        buzz_and_answer(room, teams[i % 5]);
    stage_next(room, "Space: begin round 4, 风险题");
}

/* ---- A protest -------------------------------------------------------------------------------------- */

static const char *chosen_row(struct terminal *host)
{
    int column, row;
    return terminal_find(host, "▸", &column, &row) ? terminal_row(host, row) : "";
}

static bool is_moved(struct terminal *host, void *before)
{
    return strcmp(chosen_row(host), before) != 0;
}

/* Goes down the list to the line with the text. */
static void choose_line(struct terminal *host, const char *text)
{
    char before[STAGE_TEXT_SIZE];
    for (int i = 0; i < 100 && !strstr(chosen_row(host), text); i++) {
        snprintf(before, sizeof before, "%s", chosen_row(host));
        terminal_press(host, KEY_DOWN);
        terminal_wait_until(host, is_moved, before, "another line chosen");
    }
    terminal_wait_for(host, text);
}

/* A was ruled wrong in the buzzer round, and B then right: A protests, and the host amends it; what came
 * after on the same item does not count then. */
static void protest(struct stage_room *room)
{
    struct terminal *host = room->host;
    int before = stage_score(room, A), other = stage_score(room, B);
    stage_press(host, "m", "综采一队党支部  wrong -10");
    choose_line(host, "综采一队党支部  wrong -10");
    terminal_type(host, "p");
    stage_pick(host, "Who protests?", 1);
    stage_fill(host, "Protest", "所答与教材一致", NULL);
    terminal_press(host, KEY_HOME);
    terminal_wait_for(host, "▸ Open protest of 综采一队党支部: 所答与教材一致");
    choose_line(host, "综采一队党支部  wrong -10");
    terminal_type(host, "y");
    terminal_wait_for(host, "Why?");
    terminal_type(host, "复核后改判");
    terminal_press(host, KEY_DOWN);
    terminal_wait_for(host, "▸ [");
    terminal_press(host, KEY_ENTER);
    terminal_wait_for(host, " What this changes ─");
    char consequence[128];
    snprintf(consequence, sizeof consequence, "综采一队党支部: %d → %d", before, before + 20);
    terminal_wait_for(host, consequence);
    snprintf(consequence, sizeof consequence, "掘进一队党支部: %d → %d", other, other - 10);
    terminal_wait_for(host, consequence);
    stage_confirm(host, "What this changes");
    terminal_wait_for(host, "amended");
    terminal_press(host, KEY_HOME);
    terminal_wait_for(host, "▸ Open protest");
    terminal_press(host, KEY_ENTER);
    stage_fill(host, "Settle the protest", "改判，加回二十分", NULL);
    terminal_press(host, KEY_END); /* what is settled stands at the end */
    terminal_wait_for(host, "Protest of 综采一队党支部 upheld");
    terminal_press(host, KEY_ESCAPE);
    terminal_wait_for(host, "Space: begin round 4, 风险题");
    check_score(room, A, before + 20);
    check_score(room, B, other - 10);
}

/* ---- Risk ------------------------------------------------------------------------------------------- */

static void pick_stake(struct stage_room *room, int team, int line)
{
    char title[128];
    snprintf(title, sizeof title, "The stake of %s", stage_teams[team]);
    stage_pick(room->host, title, line);
}

static void play_risk_turn(struct stage_room *room, int turn)
{
    struct stage_item item;
    int team = stage_turn(room), before = stage_score(room, team);
    for (int i = 0; i < STAGE_DESKS; i++)
        if (stage_score(room, i) < before && turn == 0)
            fail_msg("%s has the least and should choose first", stage_teams[i]);
    terminal_wait_for(room->desks[team], "CHOOSE A STAKE");
    if (turn)
        terminal_wait_for(room->board, "This team chooses its stake.");
    if (turn == 3) {
        terminal_type(room->host, "s");
        pick_stake(room, team, 4);
        terminal_wait_gone(room->host, "choose the stake of");
        return;
    }
    if (turn == 2) {
        terminal_type(room->host, "s");
        pick_stake(room, team, 1);
    } else {
        terminal_type(room->desks[team], turn ? "3" : "2");
        terminal_wait_for(room->desks[team], turn ? "▸ 3." : "▸ 2.");
        terminal_press(room->desks[team], KEY_ENTER);
    }
    terminal_wait_for(room->host, NEXT_ITEM);
    stage_next(room, "Space: show the item to all");
    stage_read_item(room, &item);
    stage_check_no_item(room, &item);
    stage_next(room, "Space: start the time to answer");
    terminal_wait_for(room->board, turn == 0 ? "Stake: 20" : turn == 1 ? "Stake: 30" : "Stake: 10");
    stage_next(room, RULE);
    rule(room, turn == 1 ? "n" : "y");
    check_score(room, team, before + (turn == 0 ? 20 : turn == 1 ? -30 : 10));
}

static void play_risk(struct stage_room *room)
{
    stage_next(room, "choose the stake of");
    terminal_wait_for(room->board, "也可以放弃，放弃不得分、不扣分。");
    for (int turn = 0; turn < 4; turn++) {
        if (turn)
            stage_next(room, "choose the stake of");
        play_risk_turn(room, turn);
    }
    terminal_wait_for(room->host, "Space: end this round");
    stage_next(room, "Space: begin round 5, 限时速答");
}

/* ---- Rapid ------------------------------------------------------------------------------------------ */

static void play_rapid_turn(struct stage_room *room, int turn)
{
    char item[32];
    int team = stage_turn(room);
    stage_next(room, "Space: start this team's time");
    stage_next(room, RULE);
    for (int i = 1; i <= 10; i++) {
        snprintf(item, sizeof item, "│ Item %d of 10", i);
        terminal_wait_for(room->host, item);
        terminal_type(room->host, i == 3 + turn ? "n" : i == 5 ? "p" : "y");
    }
    terminal_wait_gone(room->host, RULE);
    (void)team;
}

static void play_rapid(struct stage_room *room)
{
    for (int turn = 0; turn < 4; turn++) {
        stage_next(room, NEXT_ITEM);
        assert_int_equal(terminal_shows(room->host, "scores frozen"), false);
        play_rapid_turn(room, turn);
    }
    terminal_wait_for(room->host, "scores frozen (Z)");
    terminal_wait_for(room->board, "SCORES FROZEN");
    terminal_wait_for(room->host, "Space: end this round");
    stage_next(room, "Space: end the rounds");
}

/* ---- Playoff, places, prizes -------------------------------------------------------------------------- */

/* The two best, in order. */
static void best_two(struct stage_room *room, int best[static 2])
{
    best[0] = best[1] = -1;
    for (int i = 0; i < STAGE_DESKS; i++) {
        int score = stage_score(room, i);
        if (best[0] < 0 || score > stage_score(room, best[0])) {
            best[1] = best[0];
            best[0] = i;
        } else if (best[1] < 0 || score > stage_score(room, best[1])) {
            best[1] = i;
        }
    }
}

/* The second gets as much as he lacks: the first place is shared, and a playoff must decide it. */
static void make_a_tie(struct stage_room *room, const int best[static 2])
{
    char marks[16], key[2] = {(char)('1' + best[1]), '\0'};
    int lacking = stage_score(room, best[0]) - stage_score(room, best[1]);
    assert_in_range(lacking, 1, 200);
    snprintf(marks, sizeof marks, "%d", lacking);
    terminal_type(room->host, key);
    terminal_type(room->host, "a");
    stage_fill(room->host, "Give or take marks", marks, "");
    terminal_wait_for(room->host, "please give a reason");
    terminal_type(room->host, "a");
    stage_fill(room->host, "Give or take marks", marks, "拉拉队表现突出");
    terminal_wait_for(room->host, "Space: begin a playoff among those who are tied");
}

/* The winner of the rounds presses too early; the other one is right. */
static void play_off(struct stage_room *room, const int best[static 2])
{
    struct stage_item item;
    stage_next(room, NEXT_ITEM);
    stage_next(room, "Space: show the item to all");
    stage_read_item(room, &item);
    stage_check_no_item(room, &item);
    stage_next(room, "Space: open the buzzers");
    for (int i = 0; i < STAGE_DESKS; i++)
        terminal_wait_for(room->desks[i], i == best[0] || i == best[1]
                                              ? "Do not press yet: the buzzers are closed."
                                              : "Your team does not take part in this round.");
    int before = stage_score(room, best[0]);
    stage_buzz(room->desks[best[0]], "FALSE START");
    stage_next(room, "The buzzers are open: waiting for a press");
    terminal_wait_for(room->desks[best[1]], "PRESS NOW");
    stage_buzz(room->desks[best[1]], "YOU ARE FIRST");
    begin_to_speak(room);
    rule(room, "y");
    check_score(room, best[0], before);
    check_score(room, best[1], before);
    terminal_wait_for(room->host, "Space: end this round");
    stage_next(room, "Ranking (provisional)");
}

/* As the board writes names that it wants to be seen: with two blanks between the characters. */
static void spread(const char *name, char out[static STAGE_TEXT_SIZE])
{
    size_t n = 0;
    for (; *name && n + 6 < STAGE_TEXT_SIZE; name++) {
        if (n && ((unsigned char)*name & 0xC0) != 0x80) {
            out[n++] = ' ';
            out[n++] = ' ';
        }
        out[n++] = *name;
    }
    out[n] = '\0';
}

/* From the last place up; nobody sees a place before it is revealed. */
static void reveal(struct stage_room *room, const int best[static 2])
{
    char spaced[STAGE_TEXT_SIZE];
    terminal_wait_for(room->host, "Ranking (provisional)");
    for (int shown = 1; shown <= STAGE_DESKS; shown++) {
        static const char *const to_come[] = {"3 places are still to come", "2 places are still to come",
                                              "1 place is still to come"};
        char row[32];
        snprintf(row, sizeof row, "│ %d ✓  ", STAGE_DESKS + 1 - shown);
        stage_next(room, row);
        if (shown < STAGE_DESKS)
            terminal_wait_for(room->board, to_come[shown - 1]);
        else
            terminal_wait_gone(room->board, "still to come");
        terminal_wait_for(room->board, "provisional");
        spread(stage_teams[best[1]], spaced);
        assert_int_equal(terminal_shows(room->board, spaced), shown == STAGE_DESKS);
        spread(stage_teams[best[0]], spaced);
        assert_int_equal(terminal_shows(room->board, spaced), shown == STAGE_DESKS - 1);
        assert_int_equal(terminal_shows(room->board, "一等奖"), shown == STAGE_DESKS);
    }
    terminal_wait_for(room->host, "Space: make the result final");
    /* Nothing is frozen any more. */
    terminal_wait_for_all(room->desks[best[1]], (const char *const[]){"RANK 1", "一等奖", "rank 1", NULL});
    terminal_wait_for_all(room->desks[best[0]], (const char *const[]){"RANK 2", "二等奖", "rank 2", NULL});
}

static void award(struct stage_room *room, const int best[static 2])
{
    char spaced[STAGE_TEXT_SIZE];
    spread(stage_teams[best[1]], spaced);
    stage_page(room, 8, spaced);
    terminal_wait_for_all(room->board,
                          (const char *const[]){"The prizes", "provisional", "一等奖", "三等奖", NULL});
    terminal_type(room->host, "f");
    stage_confirm(room->host, "Make the result final");
    terminal_wait_for(room->host, "The result is final.");
    terminal_wait_for(room->host, "Ranking (final)");
    terminal_wait_gone(room->board, "provisional");
    assert_false(terminal_shows(room->host, "U undo"));
}

void double_final(struct stage_room *room)
{
    int best[2];
    room->event = FINAL_EVENT;
    begin(room);
    play_required(room);
    play_together(room);
    play_buzzer(room);
    protest(room);
    play_risk(room);
    play_rapid(room);
    terminal_type(room->host, " ");
    stage_confirm(room->host, "End the rounds");
    best_two(room, best);
    make_a_tie(room, best);
    play_off(room, best);
    reveal(room, best);
    award(room, best);
    stage_check_record(room, FINAL_EVENT);
    terminal_finish(room->host);
    terminal_finish(room->board);
    room->host = room->board = NULL;
    for (int i = 0; i < STAGE_DESKS; i++) {
        terminal_finish(room->desks[i]);
        room->desks[i] = NULL;
    }
}
