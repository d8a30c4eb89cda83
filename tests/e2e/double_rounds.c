/* Three rounds of the final: in turn, all together, and by the buzzers. */
#include "double_steps.h"

enum { A, B, C, D };

/* ---- Required --------------------------------------------------------------------------------------- */

/* The machine marks what is answered at the desk. */
static void answer_at_the_desk(struct stage_room *room)
{
    struct stage_item item;
    final_begin_item(room, &item);
    assert_true(item.choice);
    int team = stage_turn(room), before = stage_score(room, team);
    terminal_wait_for(room->desks[team], "ANSWER NOW");
    terminal_wait_for(room->desks[(team + 1) % STAGE_DESKS], "It is the turn of ");
    terminal_wait_for(room->board, "This team answers.");
    stage_answer(room->desks[team], item.key, "Marks for this item: +10");
    terminal_wait_for(room->board, "✓ RIGHT   +10");
    terminal_wait_for(room->host, "right +10");
    final_check_score(room, team, before + 10);
    final_end_item(room);
}

/* What was ruled wrong is taken back, put back, taken back, and ruled right; the clock stands after each. */
static void undo_and_redo(struct stage_room *room)
{
    struct stage_item item;
    final_begin_item(room, &item);
    int team = stage_turn(room), before = stage_score(room, team);
    stage_press(room->host, "n", "wrong 0");
    terminal_wait_for(room->board, "✗ WRONG");
    stage_press(room->host, "u", "Space: let the clock go on");
    terminal_wait_for(room->desks[team], "The clock is paused.");
    terminal_wait_for(room->board, "paused");
    stage_press(room->host, "d", "wrong 0");
    terminal_wait_for(room->desks[team], "WRONG");
    stage_press(room->host, "u", "Space: let the clock go on");
    stage_next(room, FINAL_RULE);
    terminal_wait_for(room->host, "the clock runs");
    final_rule(room, "y");
    final_check_score(room, team, before + 10);
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
    stage_next(room, FINAL_RULE);
    assert_false(terminal_shows(room->host, "W swap item")); /* one a team */
    terminal_type(room->host, "x");
    stage_confirm(room->host, "Prompting");
    terminal_wait_for(room->host, "take back the penalty");
    final_check_score(room, team, before - 5);
    final_rule(room, "n");
    final_check_score(room, team, before - 5);
}

static void rule_partly(struct stage_room *room)
{
    struct stage_item item;
    final_begin_item(room, &item);
    int team = stage_turn(room), before = stage_score(room, team);
    terminal_type(room->host, "h");
    stage_fill(room->host, "Partly right", "11", NULL);
    terminal_wait_for(room->host, "So many marks cannot be given here."); /* more than the item has */
    terminal_wait_for(room->host, FINAL_RULE);
    terminal_type(room->host, "h");
    stage_fill(room->host, "Partly right", "5", NULL);
    terminal_wait_for(room->board, "✓ PARTLY RIGHT   +5");
    final_end_item(room);
    final_check_score(room, team, before + 5);
}

/* The clock is paused, the desk in turn dies and comes back to the same item, and answers. */
static void kill_the_desk(struct stage_room *room)
{
    static const char *const codes[STAGE_DESKS] = {"A", "B", "C", "D"};
    struct stage_item item;
    final_begin_item(room, &item);
    int team = stage_turn(room), before = stage_score(room, team);
    stage_press(room->host, "c", "Space: let the clock go on");
    stage_kill(&room->desks[team]);
    terminal_wait_for(room->host, "no desk");
    room->desks[team] = stage_desk(room, codes[team], 80, 24);
    terminal_wait_for_all(room->desks[team], (const char *const[]){"The clock is paused.", "( ) A.", NULL});
    terminal_wait_gone(room->host, "no desk");
    stage_check_hidden(room);
    stage_next(room, FINAL_RULE);
    terminal_wait_gone(room->desks[team], "The clock is paused.");
    stage_answer(room->desks[team], stage_wrong(&item), "WRONG");
    terminal_wait_for(room->board, "✗ WRONG");
    final_end_item(room);
    final_check_score(room, team, before);
}

void final_play_required(struct stage_room *room)
{
    struct stage_item item;
    answer_at_the_desk(room);
    undo_and_redo(room);
    swap_and_prompt(room);
    rule_partly(room);
    kill_the_desk(room);
    for (int i = 5; i < 8; i++) {
        final_begin_item(room, &item);
        final_rule(room, i == 6 ? "e" : "y");
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
    final_begin_item(room, &item);
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
    terminal_wait_for(room->host, FINAL_SHOW_KEY);
    const int gained[STAGE_DESKS] = {13, 0, 11, 15};
    for (int i = 0; i < STAGE_DESKS; i++)
        final_check_score(room, i, before[i] + gained[i]);
    final_end_item(room);
}

/* The hub dies when two have answered: their answers are there, and the clock has not run. */
static void kill_hub_together(struct stage_room *room)
{
    struct stage_item item, again;
    final_begin_item(room, &item);
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
    final_end_item(room);
}

/* An item with a fault is void: its spare comes, and the marks given by it are gone. */
static void void_with_spare(struct stage_room *room)
{
    struct stage_item item, spare;
    final_begin_item(room, &item);
    stage_answer(room->desks[B], item.key, "✓ received");
    terminal_type(room->host, "v");
    stage_fill(room->host, "Declare the item void", "题干有误", NULL);
    terminal_wait_for(room->host, "Space: show the item to all");
    stage_read_item(room, &spare);
    assert_string_not_equal(item.id, spare.id);
    stage_check_no_item(room, &spare);
    stage_next(room, "Space: start the time to answer");
    stage_next(room, FINAL_RULE);
    stage_wait_desks(room, "ANSWER NOW");
    for (int i = 0; i < STAGE_DESKS; i++) { /* nobody answers: the host does not wait for the time */
        terminal_type(room->host, (const char *const[]){"1e", "2e", "3e", "4e"}[i]);
        stage_wait_team(room, i, "no answer 0");
    }
    final_end_item(room);
}

void final_play_together(struct stage_room *room)
{
    struct stage_item item;
    stage_next(room, FINAL_NEXT_ITEM);
    answer_together(room);
    kill_hub_together(room);
    void_with_spare(room);
    for (int i = 3; i < 5; i++) {
        final_begin_item(room, &item);
        for (int k = 0; k < STAGE_DESKS; k++)
            stage_answer(room->desks[(k + i) % STAGE_DESKS], k % 2 ? stage_wrong(&item) : item.key,
                         k < 3 ? "✓ received" : "Marks for this item");
        final_end_item(room);
    }
    terminal_wait_for(room->host, "Space: end this round");
    stage_next(room, "Space: begin round 3, 抢答题");
}

/* ---- Buzzers ---------------------------------------------------------------------------------------- */

/* B starts too early; A is first, C second, D third; A is wrong, C right. */
static void false_start_and_rebound(struct stage_room *room)
{
    struct stage_item item;
    final_ready_to_buzz(room, &item);
    int before[STAGE_DESKS];
    for (int i = 0; i < STAGE_DESKS; i++)
        before[i] = stage_score(room, i);
    stage_buzz(room->desks[B], "FALSE START");
    terminal_wait_for(room->board, "FALSE START: 掘进一队党支部");
    terminal_wait_for(room->host, "locked out");
    final_check_score(room, B, before[B] - 5);
    final_open_buzzers(room);
    terminal_wait_for(room->desks[A], "PRESS NOW");
    terminal_wait_for(room->desks[B], "locked out for this item");
    stage_buzz(room->desks[A], "YOU ARE FIRST");
    stage_buzz(room->desks[C], "YOU ARE SECOND");
    stage_buzz(room->desks[D], "YOU ARE THIRD");
    terminal_wait_for(room->board, "1 综采一队党支部");
    terminal_wait_for_all(room->host, (const char *const[]){"false start 掘进一队党支部", "1 综采一队党支部",
                                                            "2 通风队党支部", "3 机电队党支部", NULL});
    final_begin_to_speak(room);
    terminal_wait_for(room->desks[A], "ANSWER NOW");
    stage_press(room->host, "n", "Space: the team has begun to speak");
    terminal_wait_for(room->desks[A], "Marks for this item: -10");
    terminal_wait_for(room->desks[C], "YOUR TURN");
    final_check_score(room, A, before[A] - 10);
    stage_check_hidden(room);
    final_begin_to_speak(room);
    stage_press(room->host, "y", FINAL_SHOW_KEY);
    terminal_wait_for(room->board, "✓ RIGHT   +10");
    terminal_wait_for(room->desks[C], "Marks for this item: +10");
    final_check_score(room, C, before[C] + 10);
    final_end_item(room);
}

/* The second false start costs more. Host and board die while D has the floor. */
static void kill_host_and_board(struct stage_room *room)
{
    struct stage_item item, again;
    final_ready_to_buzz(room, &item);
    int before = stage_score(room, B);
    stage_buzz(room->desks[B], "FALSE START");
    terminal_wait_for(room->host, "locked out");
    final_check_score(room, B, before - 10);
    final_open_buzzers(room);
    stage_buzz(room->desks[D], "YOU ARE FIRST");
    final_begin_to_speak(room);
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
    final_rule(room, "y");
}

/* A is wrong with nobody behind: the host opens the buzzers to the others. */
static void reopen(struct stage_room *room)
{
    struct stage_item item;
    final_ready_to_buzz(room, &item);
    final_open_buzzers(room);
    stage_buzz(room->desks[A], "YOU ARE FIRST");
    final_begin_to_speak(room);
    terminal_type(room->host, "n");
    stage_wait_team(room, A, "wrong -10");
    final_open_by(room, "r");
    terminal_wait_for(room->desks[A], "Marks for this item: -10");
    stage_buzz(room->desks[B], "YOU ARE FIRST");
    final_begin_to_speak(room);
    final_rule(room, "y");
}

/* The team that won answers at its desk, where the item is one for letters. */
static void buzz_and_answer(struct stage_room *room, int team)
{
    struct stage_item item;
    final_ready_to_buzz(room, &item);
    final_open_buzzers(room);
    stage_buzz(room->desks[team], "YOU ARE FIRST");
    if (item.choice) {
        stage_answer(room->desks[team], item.key, "Marks for this item: +10");
        final_end_item(room);
    } else {
        final_begin_to_speak(room);
        final_rule(room, "y");
    }
}

/* The host voids an item after it was ruled: what it gave is taken back, and the spare is played. */
static void void_after_ruling(struct stage_room *room)
{
    struct stage_item item, spare;
    final_ready_to_buzz(room, &item);
    int before = stage_score(room, C);
    final_open_buzzers(room);
    stage_buzz(room->desks[C], "YOU ARE FIRST");
    final_begin_to_speak(room);
    stage_press(room->host, "y", FINAL_SHOW_KEY);
    final_check_score(room, C, before + 10);
    terminal_type(room->host, "v");
    stage_fill(room->host, "Declare the item void", "答案有争议", NULL);
    terminal_wait_gone(room->host, FINAL_SHOW_KEY);
    terminal_wait_for(room->host, "take back that the item is void");
    final_check_score(room, C, before);
    if (terminal_shows(room->host, "Space: show the item to all")) {
        stage_read_item(room, &spare);
        assert_string_not_equal(item.id, spare.id);
        stage_next(room, "Space: open the buzzers");
        final_open_buzzers(room);
        stage_buzz(room->desks[B], "YOU ARE FIRST");
        final_begin_to_speak(room);
        final_rule(room, "y");
    }
}

void final_play_buzzer(struct stage_room *room)
{
    stage_next(room, FINAL_NEXT_ITEM);
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
