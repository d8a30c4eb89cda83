/* What the files of the contest kernel share. For core/contest_*.c alone. */
#ifndef BIWU_CORE_CONTEST_PRIVATE_H
#define BIWU_CORE_CONTEST_PRIVATE_H

#include "core/contest.h"

/* ---- The log ------------------------------------------------------------------------------------------ */

struct contest_entry {
    struct contest_event event; /* arrays and texts in the contest's arena */
    bool effective;             /* part of the fold */
    uint32_t undone_by;         /* n of the UNDONE that took it back; 0: none */
};

struct contest_log {
    struct contest_entry *entries; /* [contest->n] */
    size_t capacity;
    uint32_t *redo; /* the UNDONEs that can be taken back, the latest last */
    size_t redo_count, redo_capacity;
};

/* Makes `copy` the fold of the same events as `contest`, in memory of its own but for the events, which stay
 * the original's. Finish it before the original changes. */
void contest_copy(struct contest *copy, const struct contest *contest);

/* ---- State -------------------------------------------------------------------------------------------- */

/* Back to before the first event; the log stays. */
void contest_reset(struct contest *contest);

bool contest_has_team(const struct contest *contest, int64_t team);
bool contest_has_round(const struct contest *contest, int64_t round);
/* The play being on the stage, for changing; NULL: none. */
struct contest_play *contest_current(struct contest *contest);
/* The queue (index in the script) of a round's queue; -1: none. */
int contest_queue_index(const struct contest *contest, int round, int queue);
/* Slots of the queue that were not used yet. */
int contest_queue_left(const struct contest *contest, int round, int queue);
/* The ruling of a team on a play that stands (was not cancelled), or -1. */
int contest_ruling_of(const struct contest_play *play, int team);
const struct contest_answer *contest_answer_of(const struct contest_play *play, int team);

bool contest_is_paused(const struct contest *contest);
void contest_clock_start(struct contest *contest, int64_t at, int64_t ms);
void contest_clock_stop(struct contest *contest, int64_t left);
void contest_clock_off(struct contest *contest);

/* Puts the next item of a queue on the stage (READY). */
void contest_put_on(struct contest *contest, int queue, int team, mark_t stake);
/* The item is over: DONE. */
void contest_end_play(struct contest *contest);
/* The round going on is over, whatever is left in it. */
void contest_leave_round(struct contest *contest);
/* Takes the play out of the marks: rulings cancelled, what false starts cost forgotten, counts corrected. */
void contest_cancel_play(struct contest *contest, struct contest_play *play);
void contest_count_ruling(struct contest *contest, const struct contest_play *play, int team,
                          enum verdict verdict, int by);

/* ---- Rounds ------------------------------------------------------------------------------------------- */

struct deciding;

typedef enum contest_refusal round_take(struct deciding *d);
typedef int round_left(const struct contest *contest);

/* What the steps of an item mean in a kind of round. */
struct round_ops {
    bool by_turn;   /* teams play one after another */
    bool everyone;  /* every desk answers */
    bool buzzers;   /* the first press has the floor */
    bool free_pass; /* to pass costs nothing; else it costs what a wrong answer does */
    /* TAKE: queue, team and stake of the next item, in d->out. */
    round_take *take;
    /* OPEN, folded: who has the floor, which clock runs. */
    void (*open)(struct contest *contest, int64_t at);
    /* RULED, ANSWERED or EXPIRED with rulings, folded: what follows on the stage. */
    void (*ruled)(struct contest *contest, int64_t at);
    /* ANSWERED without rulings, folded. */
    void (*answered)(struct contest *contest, int64_t at);
    /* EXPIRED, decided: rulings when that decides. */
    void (*expire)(struct deciding *d);
    /* EXPIRED without rulings, folded. */
    void (*expired)(struct contest *contest, int64_t at);
    /* Items still to come in the whole round, the one on the stage left out. */
    round_left *left;
};

const struct round_ops *round_ops_of(enum round_kind kind);
/* Of the round being played; NULL: none is, or it is a panel round. */
const struct round_ops *contest_ops(const struct contest *contest);

/* Whether the team is in the round with all its rights but for a lock: takes part, is not out, has not tried.
 */
bool contest_is_entitled(const struct contest *contest, int team);
bool contest_anyone_may_press(const struct contest *contest);
/* Whether the team has yet to be ruled on, in a round in which every desk answers. */
bool contest_is_pending(const struct contest *contest, int team);
void contest_open_buzzers(struct contest *contest, int64_t at);
void contest_give_floor(struct contest *contest, int team, int64_t at);
/* Puts the next item of a rapid turn on, whose clock goes on. */
void contest_put_on_rapid(struct contest *contest, int64_t at);
/* Teams of a knockout still standing, or of a playoff without a place. */
int contest_standing_teams(const struct contest *contest, int *last);
/* Who goes out by an item of a knockout: all that did not get it right, unless nobody did. */
void contest_knock_out(struct contest *contest, const struct contest_play *play);

round_take contest_take_by_turn, contest_take_staked, contest_take_for_all, contest_take_playoff;
round_left contest_left_by_turn, contest_left_for_all, contest_left_in_queue, contest_left_rapid,
    contest_left_of_rapid_turn;

/* What a verdict is worth on a play. `given`: of PARTLY. */
mark_t contest_verdict_marks(const struct contest *contest, const struct contest_play *play,
                             enum verdict verdict, mark_t given);
/* The most that a right answer to the play gives, bonus apart. */
mark_t contest_right_marks(const struct contest *contest, const struct contest_play *play);

/* ---- Turns and order ---------------------------------------------------------------------------------- */

/* Turns that each team has in the round. */
int round_turns(const struct round_sheet *round);
/* The team whose turn comes next; -1: all have had theirs. */
int contest_next_turn(const struct contest *contest);
/* Makes it the team's turn, beginning a new cycle when one is due. */
void contest_set_turn(struct contest *contest, int team);
int contest_next_round(const struct contest *contest);
/* The last one standing of a knockout that is over; -1: none. */
int contest_survivor(const struct contest *contest);
/* Teams tied in all keys up to the playoff's: fills teams[team_count], returns how many they are; 0: no tie
 * that matters. `undecided`: only a tie that no playoff has settled and no later key does. */
int contest_tied_group(const struct contest *contest, bool undecided, int *teams);
bool contest_are_tied(const struct contest *contest, const int64_t *teams, int64_t count);
/* The rank that the best of the teams has by the keys before the playoff's. */
int contest_place_of(const struct contest *contest, const int64_t *teams, int64_t count);
bool contest_lacks_panel(const struct contest *contest);
bool contest_has_open_protest(const struct contest *contest);
/* A playoff can still be played: the sheet has one that counts, and items for it are left. */
bool contest_can_play_off(const struct contest *contest);
/* Whether the item on the stage is not over. */
bool contest_item_is_on(const struct contest *contest);

/* What one team may send for an item, or choose in a turn: more is a stuck key, or meant to fill the disk. */
enum { CHANGES_MOST = 50 };

/* ---- Deciding ----------------------------------------------------------------------------------------- */

struct deciding {
    const struct contest *contest;
    const struct contest_event *as; /* what was asked for */
    int64_t now;
    const struct contest_items *items;
    struct arena *arena;
    struct contest_event *out;
    struct contest_ruling *rulings; /* out->rulings, for changing */
    struct contest_delta *deltas;   /* out->deltas, likewise */
};

typedef enum contest_refusal contest_decider(struct deciding *d);

void deciding_add_marks(struct deciding *d, int team, mark_t marks);
/* Adds the ruling and its marks. */
void deciding_add_ruling(struct deciding *d, int team, enum verdict verdict, mark_t marks, bool machine);
/* Marks the answers of all that are pending; false: not all can be marked by the machine, and nothing was
 * added. Without an answer: VERDICT_NONE. */
bool deciding_mark_all(struct deciding *d);
/* When the rulings of *out are the last of the item: adds the bonuses for speed. */
void deciding_add_bonuses(struct deciding *d);
/* Reason given and fit to be kept. */
bool deciding_has_reason(const struct deciding *d);
/* What leaving the round gives: the survivor's marks. */
void deciding_leave_round(struct deciding *d);
/* The bonus for speed that the team's right answer has among the right ones of the play. */
mark_t contest_bonus_of(const struct contest *contest, const struct contest_play *play, int team);

contest_decider decide_begin, decide_enter, decide_leave, decide_close, decide_playoff, decide_reveal,
    decide_finalize, decide_turn, decide_stake, decide_take, decide_swap, decide_show, decide_open,
    decide_speak, decide_reopen, decide_show_key, decide_rule, decide_award, decide_prompted, decide_pause,
    decide_resume, decide_page, decide_freeze, decide_unfreeze;
contest_decider decide_press, decide_answer, decide_expire;
contest_decider decide_void, decide_amend, decide_protest, decide_settle, decide_carry;
contest_decider decide_undo, decide_redo;

/* ---- Folding ------------------------------------------------------------------------------------------ */

enum event_flags {
    EVENT_MARKS = 1, /* may change marks */
    EVENT_STEP = 2,  /* a step of the match by the host: undo stops there */
    EVENT_PAGES = 4, /* turns the board to `page` */
};

/* What an event does. It can follow when the stage is one of `stages`, its changes of marks are possible, and
 * `follows` (when there is one) says so; that is seen before anything is changed. */
struct event_ops {
    uint32_t stages; /* bit per contest_stage */
    bool (*follows)(const struct contest *contest, const struct contest_event *event);
    void (*fold)(struct contest *contest, const struct contest_event *event);
    unsigned flags; /* enum event_flags */
    enum contest_page page;
};

const struct event_ops *event_ops_of(enum contest_event_kind kind);

/* Whether the event can follow; when it can, folds it in. */
bool contest_fold_event(struct contest *contest, const struct contest_event *event);
/* Whether what the event holds is in order by itself: values that enums have, counts, times, the script. */
bool contest_event_is_sound(const struct contest *contest, const struct contest_event *event);

typedef bool event_follows(const struct contest *contest, const struct contest_event *event);
typedef void event_fold(struct contest *contest, const struct contest_event *event);
event_follows follows_taken, follows_swapped, follows_shown, follows_pressed, follows_answered, follows_ruled,
    follows_expired, follows_reopened, follows_key_shown;
event_fold fold_taken, fold_swapped, fold_shown, fold_opened, fold_pressed, fold_spoken, fold_answered,
    fold_ruled, fold_expired, fold_reopened, fold_key_shown;
event_follows follows_voided, follows_amended, follows_protested, follows_settled, follows_carried;
event_fold fold_voided, fold_amended, fold_protested, fold_settled, fold_carried;

/* The item that is on instead when the play is voided now; -1: none. */
int contest_spare_for(const struct contest *contest, int64_t play, int64_t at);
/* Whether a play may be voided, or the buzzers opened once more. */
bool contest_may_void(const struct contest *contest, int64_t play);
bool contest_may_reopen(const struct contest *contest);
bool contest_may_stake(const struct contest *contest, mark_t marks);
/* Whether nothing is open that must be settled before the end; ties that a playoff must decide included. */
bool contest_is_settled(const struct contest *contest);

#endif
