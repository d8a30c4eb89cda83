/* Steps that the rounds of the final share, and the rounds themselves. */
#ifndef BIWU_E2E_DOUBLE_STEPS_H
#define BIWU_E2E_DOUBLE_STEPS_H

#include "double.h"

#define FINAL_NEXT_ITEM "Space: the next item"
#define FINAL_SHOW_KEY "Space: show the key to all"
#define FINAL_RULE " Y right  N wrong " /* of the console's hints */

void final_check_score(struct stage_room *room, int team, int score);

/* From the next item to where the time to answer runs; nobody but the host sees it before it is shown, nor
 * its key after. */
void final_begin_item(struct stage_room *room, struct stage_item *item);
/* From the ruling to the key on every desk. */
void final_end_item(struct stage_room *room);
/* The host's key for a verdict, and on to the end of the item. */
void final_rule(struct stage_room *room, const char *key);

/* From the next item to closed buzzers with the item shown. */
void final_ready_to_buzz(struct stage_room *room, struct stage_item *item);
/* By this key of the console; returns when every desk knows. */
void final_open_by(struct stage_room *room, const char *key);
void final_open_buzzers(struct stage_room *room);
void final_begin_to_speak(struct stage_room *room);

/* Each ends where the next round is to begin. */
void final_play_required(struct stage_room *room);
void final_play_together(struct stage_room *room);
void final_play_buzzer(struct stage_room *room);

#endif
