/* The desk (选手席) of one team, or of several: what its files share. */
#ifndef BIWU_TUI_STAGE_DESK_H
#define BIWU_TUI_STAGE_DESK_H

#include "tui/screens/item_view.h"
#include "tui/stage/screens.h"

enum { DESK_TEAMS = 9 /* one key each */ };

/* After the own press has won, keys that were meant for the buzzer do not answer for so long. */
enum { DESK_GUARD_MS = 700 };

struct desk_press { /* of one team: what became of its last press */
    int64_t sent;   /* the request under way, 0: none */
    int64_t play;   /* for which item; -1: none, or of a key test */
    bool false_start, late;
};

struct desk {
    struct screen screen;
    int64_t changes;           /* of the stage when looked at last */
    int64_t teams[DESK_TEAMS]; /* served: indexes in the sheet */
    int team_count;
    int chosen; /* of `teams`: answers when every team does, and the desk serves several */
    struct desk_press presses[DESK_TEAMS];
    int64_t floor;       /* when looked at last */
    int64_t guard_until; /* app.now */

    struct item_view view;
    bool has_item;     /* the item may be seen */
    int64_t play;      /* shown in `view`; -1: none */
    int64_t view_team; /* for whom it is answered: index in the sheet */
    char *stem;        /* of the item in `view`; owned, NULL: none */
    int64_t sent;      /* answer under way, 0: none */
    int64_t sent_play, sent_team;
    char *sending;  /* what it carries; owned */
    char *received; /* the last that the hub confirmed for this item, as it was sent; owned, NULL: none */
    char *trouble;  /* why it was refused, translated; owned, NULL: it was not */

    int stake_at; /* row of the stakes' list: stakes, then declining */
    int64_t stake_sent;
};

/* ---- Keys (desk_keys.c) ----------------------------------------------------------------------------- */

enum desk_action {
    DESK_PRESS = 100,
    DESK_PRESS_TEAM, /* index: 0 = the first */
    DESK_STAKE_MOVE_UP,
    DESK_STAKE_MOVE_DOWN,
    DESK_STAKE_PICK, /* index: 0 = the first */
    DESK_STAKE_SEND,
    DESK_TEAM_NEXT,
    DESK_SCROLL_UP,
    DESK_SCROLL_DOWN,
    DESK_LEAVE,
};

/* Together with the bits of item_view.h. */
enum {
    DESK_MODE_PRESS = 256,
    DESK_MODE_PRESS_TEAMS = 512,
    DESK_MODE_STAKE = 1024,
    DESK_MODE_TEAMS = 2048, /* all teams of the desk answer, one after the other */
    DESK_MODE_LOOK = 4096,  /* an item is to be read, not answered here */
    DESK_MODE_REST = 8192,
};
uint32_t desk_modes(const struct desk *desk);

/* ---- What may be done (desk_answer.c) --------------------------------------------------------------- */

/* The team for which this desk answers now, or chooses a stake; -1: none. */
int64_t desk_answering(const struct desk *desk);
/* Whether an answer of that team is taken now. */
bool desk_may_answer(const struct desk *desk, int64_t team);
/* Whether the host has stopped a clock that matters to desks. */
bool desk_is_paused(const struct desk *desk);
/* The team of the desk that is to choose its stake; -1: none. */
int64_t desk_staking(const struct desk *desk);
int desk_stake_rows(const struct desk *desk);
/* Whether presses are of use now: a buzzer round with an item on, or a key test. */
bool desk_is_pressing(const struct desk *desk);
/* Where the team of the desk stands among `teams`; -1: it is another desk's. */
int desk_serves(const struct desk *desk, int64_t team);

enum desk_sent { DESK_OPEN /* nothing chosen */, DESK_TYPED, DESK_SENDING, DESK_RECEIVED, DESK_REFUSED };
/* What became of the answer that is shown. */
enum desk_sent desk_sent_state(const struct desk *desk);

/* Takes over what the stage has now. */
void desk_catch_up(struct desk *desk);
void desk_send_answer(struct desk *desk);
void desk_send_stake(struct desk *desk);
/* Replies to answers and stakes; true when it was one. */
bool desk_answer_reply(struct desk *desk, const struct reply *reply);
void desk_forget_item(struct desk *desk);

/* ---- The state in a word (desk_sign.c) -------------------------------------------------------------- */

struct desk_sign {
    struct text word;
    enum role role;
    struct text line; /* a sentence, may be empty */
};
struct desk_sign desk_sign(const struct desk *desk, int64_t team, struct arena *arena);

/* ---- Drawing (desk_draw.c, desk_teams.c) ------------------------------------------------------------ */

void desk_draw(struct screen *screen, struct canvas *canvas, struct rect rect);
/* The teams of a desk that serves several, side by side; cuts its place off *rect. */
void desk_draw_cards(struct desk *desk, struct canvas *canvas, struct rect *rect);
/* All teams with ranks and scores, or the press order. */
void desk_draw_table(struct desk *desk, struct canvas *canvas, struct rect rect);
/* How the clock looks now, and in which role; empty: no clock is on. */
struct text desk_clock(const struct desk *desk, enum role *role, struct arena *arena);

#endif
