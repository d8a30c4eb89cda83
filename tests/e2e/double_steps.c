#include "double_steps.h"

void final_check_score(struct stage_room *room, int team, int score)
{
    int now = stage_score(room, team);
    if (now != score)
        fail_msg("%s should have %d and has %d", stage_teams[team], score, now);
}

/* From the next item to where the time to answer runs. */
void final_begin_item(struct stage_room *room, struct stage_item *item)
{
    stage_next(room, "Space: show the item to all");
    stage_read_item(room, item);
    stage_check_no_item(room, item);
    stage_next(room, "Space: start the time to answer");
    stage_check_hidden(room);
    stage_next(room, FINAL_RULE);
}

void final_end_item(struct stage_room *room)
{
    terminal_wait_for(room->host, FINAL_SHOW_KEY);
    stage_check_hidden(room);
    terminal_type(room->host, " ");
    terminal_wait_gone(room->host, FINAL_SHOW_KEY);
    stage_wait_desks(room, "Key: ");
}

void final_rule(struct stage_room *room, const char *key)
{
    terminal_wait_for(room->host, FINAL_RULE);
    stage_press(room->host, key, FINAL_SHOW_KEY);
    final_end_item(room);
}

void final_ready_to_buzz(struct stage_room *room, struct stage_item *item)
{
    stage_next(room, "Space: show the item to all");
    stage_read_item(room, item);
    stage_check_no_item(room, item);
    stage_next(room, "Space: open the buzzers");
    stage_wait_desks(room, "Do not press yet: the buzzers are closed.");
    terminal_wait_for(room->board, "✗ BUZZERS CLOSED");
}

void final_begin_to_speak(struct stage_room *room)
{
    terminal_wait_for(room->host, "Space: the team has begun to speak");
    stage_next(room, "take back that the team has begun to speak");
}

/* Key: that of the console. */
void final_open_by(struct stage_room *room, const char *key)
{
    stage_press(room->host, key, "The buzzers are open: waiting for a press");
    terminal_wait_for(room->board, "✓ BUZZERS OPEN");
    for (int i = 0; i < STAGE_DESKS; i++)
        terminal_wait_for_any(room->desks[i],
                              (const char *const[]){"PRESS NOW", "FALSE START", "LOCKED", "WRONG", NULL});
}

void final_open_buzzers(struct stage_room *room)
{
    final_open_by(room, " ");
}
