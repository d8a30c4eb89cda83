/* A competition's evening at terminals: the host's console, the board, desks and judges, in English. Each
 * step waits until the screens show that it is done. */
#ifndef BIWU_E2E_STAGE_JOURNEY_H
#define BIWU_E2E_STAGE_JOURNEY_H

#include "journey.h"

#include "base/text.h"

enum { STAGE_DESKS = 4, STAGE_JUDGES = 5, STAGE_TEXT_SIZE = 256 };

/* Codes of the sample's events. */
#define FINAL_EVENT "2026-shuangbiwu-juesai"
#define THEORY_EVENT "2026-shuangbiwu-lilun"
#define SERIES_EVENT "2026-shuangbiwu"

/* Whatever of it is NULL is not there. */
struct stage_room {
    struct test_hall hall;
    const char *event;
    struct terminal *host, *board, *desks[STAGE_DESKS], *judges[STAGE_JUDGES];
};

/* The names of the sample's teams, A to D. */
extern const char *const stage_teams[STAGE_DESKS];
/* The numbers of the sample's judges, the head judge first. */
extern const char *const stage_judges[STAGE_JUDGES];

/* A hall with the sample data and a hub. */
void stage_room_make(struct stage_room *room, const char *event);
/* The same with these events only (YAML, NULL-terminated) instead of the sample's; the first is the room's.
 */
void stage_room_with(struct stage_room *room, const char *event, const char *const *sheets);
/* Ends the terminals and deletes the hall. Also halfway made ones. With E2E_SHOW in the environment it prints
 * every screen first: one failing step says little of what the others saw. */
void stage_room_remove(struct stage_room *room);

/* `biwu -C HALL WORD…` (the NULL ends the words) at a new terminal. `language` as BIWU_LANG. */
struct terminal *stage_terminal(const struct test_hall *hall, const char *language, int width, int height,
                                const char *const *words);
/* The room's terminals in English; the screens are not waited for. */
struct terminal *stage_host(const struct stage_room *room, int width, int height);
struct terminal *stage_board(const struct stage_room *room, int width, int height);
struct terminal *stage_desk(const struct stage_room *room, const char *teams, int width, int height);
/* Signed in. */
struct terminal *stage_judge(const struct stage_room *room, const char *number, int width, int height);
/* Host (120×40), board, four desks, waiting until the host sees all desks. */
void stage_open_contest(struct stage_room *room);

/* SIGKILL, and the screen is gone. */
void stage_kill(struct terminal **terminal);
/* The hub dies and another one starts; every terminal of the room is back when this returns. */
void stage_kill_hub(struct stage_room *room);

/* ---- The host ---------------------------------------------------------------------------------------- */

/* Presses the key, then waits until the console shows the text. */
void stage_press(struct terminal *host, const char *key, const char *then);
/* Space. */
void stage_next(struct stage_room *room, const char *then);
/* A dialog that asks: fills its fields (NULL: it has only so many) and takes the first button; waits until it
 * is gone. `title` is in its frame. */
void stage_fill(struct terminal *host, const char *title, const char *first, const char *second);
/* A dialog without fields: Y. */
void stage_confirm(struct terminal *host, const char *title);
/* A list: the line with this number (from 1). */
void stage_pick(struct terminal *host, const char *title, int line);
/* Turns the board's page: the page's number in the host's list, from 1. */
void stage_page(struct stage_room *room, int page, const char *then);

/* The item on the console: its key and its id. */
struct stage_item {
    char key[STAGE_TEXT_SIZE], id[64], stem[STAGE_TEXT_SIZE]; /* stem: its first line on the console */
    bool choice; /* the key is letters: desks answer it by them */
};
void stage_read_item(struct stage_room *room, struct stage_item *out);
/* The team whose turn it is, as the console's list shows it; -1: none. */
int stage_turn(struct stage_room *room);
/* Waits until the team's row of the console's list has this text. */
void stage_wait_team(struct stage_room *room, int team, const char *text);
/* A team's score, as the console's list shows it. */
int stage_score(struct stage_room *room, int team);

/* ---- The others -------------------------------------------------------------------------------------- */

/* Board and desks show the item, but neither its key nor the rationale. */
void stage_check_hidden(struct stage_room *room);
/* Neither board nor desks show the item. */
void stage_check_no_item(struct stage_room *room, const struct stage_item *item);
/* Answers at a desk with these letters and sends; waits until the hub has it. */
void stage_answer(struct terminal *desk, const char *letters, const char *then);
/* Letters that are not the key of the item. */
const char *stage_wrong(const struct stage_item *item);
/* Presses the buzzer and waits until the desk shows the sign. */
void stage_buzz(struct terminal *desk, const char *then);
/* The text is on every desk, or on the board and every desk. */
void stage_wait_desks(struct stage_room *room, const char *text);

/* Runs reference_stage.py: computes the event's result again from the journal and compares it with what biwu
 * says in every form. */
void stage_check_record(const struct stage_room *room, const char *event);

#endif
