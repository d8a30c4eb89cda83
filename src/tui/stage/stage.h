/* What this terminal knows of the competition it watches: the last view from the hub, completed with the
 * frame and the item that came before. No screen, no input or output but the requests it queues. */
#ifndef BIWU_TUI_STAGE_STAGE_H
#define BIWU_TUI_STAGE_STAGE_H

#include "tui/port.h"

enum stage_kind { STAGE_NONE /* nothing is watched, or no view has come yet */, STAGE_CONTEST, STAGE_PANEL };

struct stage {
    /* What is watched; kept so that it is asked for again after a reconnection. */
    bool watching;
    enum watch_as as;
    char *event, *title; /* owned */
    char **teams;        /* codes; owned */
    int team_count;
    int64_t request;         /* WATCH under way; 0: none */
    enum wire_error refused; /* why the last WATCH was refused */

    enum stage_kind kind;
    bool series; /* a series' ceremony is shown by a contest's view */
    struct contest_view
        contest; /* frame and item are never NULL once kind says so, but item when none is on */
    struct panel_view panel;
    int64_t taken_at; /* app.now when the view came */
    int64_t changes;  /* views so far */
    struct arena frame_arena, item_arena, arenas[2];
    int turn; /* which of `arenas` holds the last view */
};

void stage_init(struct stage *stage);
void stage_finish(struct stage *stage);

/* Asks to watch (again). `teams` as in the request. */
void stage_watch(struct stage *stage, const struct port *port, enum watch_as as, struct text event,
                 const struct text *teams, int team_count);
/* After a reconnection or a sign-in: the same again. */
void stage_watch_again(struct stage *stage, const struct port *port);
/* Leaves: forgets everything. */
void stage_leave(struct stage *stage);
/* Takes the reply to WATCH and the pushes; true when the reply was the stage's. */
bool stage_on_reply(struct stage *stage, const struct reply *reply, int64_t now);

/* ms left on the clock at `now` (of a panel: used). */
int64_t stage_clock(const struct stage *stage, int64_t now);
/* When the clock shows another second; -1: it stands. */
int64_t stage_due(const struct stage *stage, int64_t now);

/* The round going on, or NULL; the team's static row, or NULL; the team's row, or NULL when not in the view.
 */
const struct round_row *stage_round(const struct stage *stage);
const struct entrant_row *stage_team(const struct stage *stage, int64_t team);
const struct contest_team_row *stage_team_state(const struct stage *stage, int64_t team);
struct text stage_team_code(const struct stage *stage, int64_t team); /* "" for no team */
const struct performer_row *stage_performer(const struct stage *stage, int64_t performer); /* NULL: none */

/* Sends a command to what is watched; returns the request's id. The caller fills the fields it needs in
 * *request (kind CONTEST, PREVIEW, PANEL, …); the event is filled in here. `stage_contest` and `stage_panel`
 * give a request whose fields say nothing yet. */
struct request stage_contest(enum contest_command_kind command);
struct request stage_panel(enum panel_command_kind command);
int64_t stage_send(const struct stage *stage, const struct port *port, struct request *request, bool keep);

#endif
