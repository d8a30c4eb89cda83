/* The sample's final, evening as it is: five rounds, a playoff, the places and the prizes. */
#include "double_steps.h"

enum { A, B, C, D };

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
    stage_next(room, FINAL_NEXT_ITEM);
    terminal_wait_for(room->board, "一人答题，队友提示的，扣5分。");
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
    final_check_score(room, A, before + 20);
    final_check_score(room, B, other - 10);
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
    terminal_wait_for(room->host, FINAL_NEXT_ITEM);
    stage_next(room, "Space: show the item to all");
    stage_read_item(room, &item);
    stage_check_no_item(room, &item);
    stage_next(room, "Space: start the time to answer");
    terminal_wait_for(room->board, turn == 0 ? "Stake: 20" : turn == 1 ? "Stake: 30" : "Stake: 10");
    stage_next(room, FINAL_RULE);
    final_rule(room, turn == 1 ? "n" : "y");
    final_check_score(room, team, before + (turn == 0 ? 20 : turn == 1 ? -30 : 10));
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
    stage_next(room, "Space: start this team's time");
    stage_next(room, FINAL_RULE);
    for (int i = 1; i <= 10; i++) {
        snprintf(item, sizeof item, "│ Item %d of 10", i);
        terminal_wait_for(room->host, item);
        terminal_type(room->host, i == 3 + turn ? "n" : i == 5 ? "p" : "y");
    }
    terminal_wait_gone(room->host, FINAL_RULE);
}

static void play_rapid(struct stage_room *room)
{
    for (int turn = 0; turn < 4; turn++) {
        stage_next(room, FINAL_NEXT_ITEM);
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
    stage_next(room, FINAL_NEXT_ITEM);
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
    final_begin_to_speak(room);
    final_rule(room, "y");
    final_check_score(room, best[0], before);
    final_check_score(room, best[1], before);
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
    final_play_required(room);
    final_play_together(room);
    final_play_buzzer(room);
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
