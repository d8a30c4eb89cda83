/* The competition that the golden tests show: its teams, rounds and an item, and its door. */
#ifndef BIWU_TESTS_GOLDEN_STAGE_CAST_H
#define BIWU_TESTS_GOLDEN_STAGE_CAST_H

#include "terminal.h"

#define M(marks) ((mark_t)((marks)*MARK_ONE))

enum { TEAM_A, TEAM_B, TEAM_C, TEAM_D, TEAMS };
extern const struct entrant_row stage_teams[TEAMS];

/* A test shows as many of them as it likes, from the first on. */
enum {
    ROUND_1_REQUIRED,
    ROUND_2_TOGETHER,
    ROUND_3_BUZZER,
    ROUND_4_RISK,
    ROUND_5_PANEL,
    ROUND_6_RAPID,
    ROUND_7_KNOCKOUT,
    ROUND_8_PLAYOFF,
    ROUNDS
};
extern const struct round_row stage_rounds[ROUNDS];

/* The fourth of ten; to the host with its key. */
extern const struct contest_item stage_single, stage_single_to_host;

#define STAGE_TITLE "第五届双比武团队决赛"

/* Opens the program at the door of a competition, which the hub then answers. */
void stage_open(struct terminal *terminal, struct tui_options options, const char *title, const char *kind);

#endif
