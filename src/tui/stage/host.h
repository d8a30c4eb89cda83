/* The host console of a contest: its state, shared by what it does (host.c), its keys (host_keys.c), what it
 * asks (host_dialogs.c, host_playoff.c) and how it looks (host_draw.c). */
#ifndef BIWU_TUI_STAGE_HOST_H
#define BIWU_TUI_STAGE_HOST_H

#include "tui/stage/console.h"
#include "tui/widgets/list.h"

struct host {
    struct screen screen;
    struct list teams;       /* rows of the view; the chosen one is whom a key concerns */
    int64_t followed;        /* who had the floor, or the turn, when the choice followed last */
    int64_t followed_play;   /* and for which item */
    int scroll, lines, rows; /* of the item */
    int first_line;          /* where the teams were drawn */

    struct commanding commanding;
    int64_t expecting_until; /* app.now: a key that does nothing now was pressed just before */

    /* What a question is about. */
    enum contest_command_kind about;
    int64_t about_team, about_round;
    mark_t about_stake; /* what was staked when the picker was put up */
    struct choosing choosing;
    bool chosen[CONSOLE_CHOICES]; /* lines of a picker that are ticked */
};

/* ---- Keys ------------------------------------------------------------------------------------------- */

enum host_action {
    HOST_NEXT = 1,
    HOST_RIGHT,
    HOST_WRONG,
    HOST_PARTLY,
    HOST_PASS,
    HOST_NO_ANSWER,
    HOST_CLOCK,
    HOST_SHOW,
    HOST_SHOW_KEY,
    HOST_REOPEN,
    HOST_SWAP,
    HOST_STAKE,
    HOST_TURN,
    HOST_PROMPTED,
    HOST_AWARD,
    HOST_VOID,
    HOST_UNDO,
    HOST_REDO,
    HOST_PLAYS,
    HOST_PAGE,
    HOST_FREEZE,
    HOST_ROUND,
    HOST_LEAVE_ROUND,
    HOST_CLOSE,
    HOST_PLAYOFF,
    HOST_FINALIZE,
    HOST_KEY_TEST,
    HOST_TEAM,
    HOST_MOVE,
    HOST_SCROLL,
    HOST_LEAVE,
};

uint32_t host_modes(const struct stage *stage);

/* ---- Doing ------------------------------------------------------------------------------------------ */

/* The chosen team's index in the sheet, -1: none. */
int64_t host_team(const struct host *host);
/* Its code, "" for none. */
struct text host_team_code(const struct host *host);
/* Sends it unless a command is under way. */
struct step host_send(struct host *host, struct request *request);
/* A command without fields, after a question where it cannot easily be taken back. */
struct step host_command(struct host *host, enum contest_command_kind command);
/* Puts the question that an action needs. */
struct step host_ask(struct host *host, enum host_action action);
struct step host_on_answer(struct host *host, const struct event *event);

/* Who plays off (host_playoff.c): the tied groups, or teams chosen one by one of those that share a rank. */
enum { HOST_QUESTION_PLAYOFF = 80, HOST_QUESTION_PLAYOFF_TEAMS };
struct step host_ask_playoff(struct host *host);
struct step host_on_playoff(struct host *host, const struct event *event);
struct step host_on_playoff_teams(struct host *host, const struct event *event);

void host_draw(struct screen *screen, struct canvas *canvas, struct rect rect);

/* ---- Screens on top --------------------------------------------------------------------------------- */

/* What was on the stage, with rulings and protests: amends, voids, settles. */
struct screen *host_plays_create(struct app *app);
/* Every desk presses in turn, then all together. */
struct screen *host_keytest_create(struct app *app);
/* The ceremony of a series. */
struct screen *series_host_create(struct app *app);

extern const struct binding host_plays_keys[], host_keytest_keys[], series_host_keys[];

#endif
