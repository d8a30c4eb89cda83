/* What the terminals of a competition are shown: a contest, a panel or a series as one of them may see it.
 *
 * A view has three parts. The frame is what does not change while the event goes on; the item is what is on
 * the stage; the rest changes with every step. Frame and item are left out of a push when the terminal has
 * them already: it keeps the last ones. Indexes (teams, rounds, performers …) count from 0 in the sheet's
 * order; -1 means none. Marks that the receiver may not see are left out. */
#ifndef BIWU_WIRE_STAGE_H
#define BIWU_WIRE_STAGE_H

#include "core/contest.h"
#include "core/panel.h"

/* What a terminal is. */
enum watch_as { WATCH_HOST, WATCH_BOARD, WATCH_DESK, WATCH_JUDGE };
enum { WATCHES = WATCH_JUDGE + 1 };

/* Before a buzzer round: every desk presses in turn, then all together. */
enum key_test { KEY_TEST_OFF, KEY_TEST_SINGLE, KEY_TEST_TOGETHER };
enum { KEY_TESTS = KEY_TEST_TOGETHER + 1 };

/* ---- Contest ------------------------------------------------------------------------------------------ */

struct entrant_row {
    struct text code, name, unit, note;
};

struct award_row {
    struct text title;
    int64_t first, last;
};

struct round_row {
    enum round_kind kind;
    struct text title, rules;
    struct text panel; /* of a panel round */
    int64_t turns, items;
    int64_t seconds, window, begin; /* ms */
    mark_t right, wrong, prompt;
    enum answer_by answer;
    const int64_t *stakes; /* in 1/10000 */
    int64_t stake_count;
    bool decline;
    int64_t swaps, rebounds;
    const struct false_start *false_starts; /* a team's first, its second and later; none: not punished */
    int64_t false_start_count;
    const int64_t *bonuses; /* for the first, second … right answer, in 1/10000 */
    int64_t bonus_count;
    mark_t survivor;
};

struct contest_frame {
    struct text title, instructions;
    mark_t base;
    int64_t decimals;
    const struct entrant_row *teams;
    int64_t team_count;
    const struct round_row *rounds;
    int64_t round_count;
    const struct award_row *awards;
    int64_t award_count;
};

struct contest_item { /* on the stage, as far as the receiver may see it */
    int64_t play;
    int64_t number, of; /* the third of ten in the round (of the team, where teams have their own) */
    struct text kind;   /* empty: not to be seen (yet), the rest then is empty too */
    struct text stem;
    const struct text *options; /* shown order */
    int64_t option_count;
    const struct text *lefts;
    int64_t left_count;
    int64_t blanks;
    struct text unit;
    mark_t stake;
    /* to the host always, to others once shown: */
    struct text key; /* in the shown letters */
    struct text rationale, source;
    /* to the host: */
    struct text bank, id;
    bool machine; /* a desk's answer can be marked */
};

struct press_row {
    int64_t team;
    int64_t after; /* ms since the buzzers were opened; before the opening: counted back from now, negative */
    bool false_start, refused;
};

struct contest_team_row {
    mark_t score; /* as the receiver may see it: the board's stands still while frozen */
    int64_t rank;
    bool floor, turn, locked, tried, out, absent /* not in this playoff */;
    bool answered;
    struct text answer;   /* shown letters; to the host, to its own desk, to all when the item is over */
    enum verdict verdict; /* on this item; only when `ruled` */
    bool ruled;
    mark_t gained; /* on this item */
    int64_t swaps_left, false_starts, right, wrong, playoff;
    int64_t turn_right, turn_wrong; /* in a rapid round: of the team's turn */
    int64_t desks;                  /* connected */
    int64_t desk;   /* one of them: teams with the same number share a terminal and its keyboard; 0: none */
    int64_t delay;  /* µs there and back to its slowest desk; -1: not measured */
    int64_t tested; /* presses in this key test */
    int64_t tested_after; /* key test together: µs behind the first press; -1: none yet */
};

struct contest_standing_row {
    int64_t team, rank;
    mark_t score;
    struct text award; /* empty: none */
};

struct contest_view {
    struct text event;
    const struct contest_frame *frame; /* NULL: as before */
    const struct contest_item *item;   /* NULL: as before; gone when `play` is -1 */
    enum contest_stage stage;
    enum contest_page page;
    int64_t round, turn, floor, play;
    mark_t stake; /* chosen, the item not on yet */
    bool clock_running;
    int64_t left, total;                  /* ms */
    const struct contest_team_row *teams; /* in the order of seats; a desk of a contest with more than
                                           * CONTEST_VIEW_TEAMS teams gets only its own, see `first` */
    int64_t team_count;
    int64_t first;                   /* index of teams[0] */
    const struct press_row *presses; /* the first CONTEST_VIEW_PRESSES */
    int64_t press_count, pressed;    /* given; in all */
    int64_t items_left;
    bool frozen, provisional, final;
    int64_t revealed;
    const struct contest_standing_row *standing; /* PAGE_REVEAL and PAGE_AWARDS: the rows to be seen, from the
                                                  * bottom of the ranking; host: all, best first */
    int64_t standing_count;
    enum key_test key_test;
    bool rehearsal;
    /* desk: */
    int64_t own; /* the desk's team (the first, when it serves several); -1: no desk */
    bool may_press, may_answer, may_stake;
    int64_t press_place; /* of the own team in press order, from 1; 0: has not pressed */
    /* host: */
    bool has_next;
    enum contest_command_kind next; /* what the next key does */
    enum contest_event_kind undo;   /* what undo would take back; only when can_undo */
    bool can_undo, can_redo;
    int64_t open_protests;
    int64_t spares;      /* items left in the queue of the item on the stage */
    bool panel_ready;    /* panel round: the panel's marks are all there */
    int64_t rounds_done; /* bit i: round i is over; a round skipped is not */
    bool series;         /* the ceremony of a series: only its standing is there */
};

enum { CONTEST_VIEW_TEAMS = 24, CONTEST_VIEW_PRESSES = 12 };

struct ruling_row {
    int64_t team, ruling; /* ruling: index in the play */
    enum verdict verdict;
    mark_t marks;
    bool machine, amended, cancelled;
    struct text answer; /* the desk's, shown letters */
};

struct play_row { /* an item that was on the stage, for rulings afterwards */
    int64_t play, round, number;
    struct text id, stem, key;
    bool voided;
    const struct ruling_row *rulings;
    int64_t ruling_count;
};

struct protest_row {
    int64_t protest, play, team;
    struct text reason, ruling;
    bool settled, upheld;
};

struct change_row { /* what a command would change */
    int64_t team;
    mark_t before, after;
    int64_t rank_before, rank_after;
};

/* ---- Panel -------------------------------------------------------------------------------------------- */

struct mark_text_row { /* a level, a step, a fault */
    mark_t mark;
    struct text text;
};

struct criterion_row {
    struct text id, title;
    enum criterion_kind kind;
    mark_t min, max, step, factor;
    const struct mark_text_row *levels;
    int64_t level_count;
    const struct mark_text_row *steps;
    int64_t step_count;
    const struct mark_text_row *faults;
    int64_t fault_count;
    mark_t wrong_order, overtime;
    int64_t overtime_every;
};

struct judge_row {
    struct text number; /* not to boards: one signs in with it */
    struct text name, unit;
    bool head;
};

struct panel_frame {
    struct text title, instructions;
    int64_t decimals;
    bool blind;
    int64_t prepare, perform, defend; /* ms */
    int64_t envelopes;
    mark_t full;
    const struct criterion_row *criteria;
    int64_t criterion_count;
    const struct judge_row *judges;
    int64_t judge_count;
    const struct award_row *awards;
    int64_t award_count;
};

struct performer_row {      /* in performing order */
    int64_t performer;      /* index in the sheet; once a blind panel has begun, to others than hosts: the
                             * code less one, as in all they are told and ask */
    struct text code;       /* drawn, "07"; empty: none */
    struct text name, unit; /* empty where the receiver may not know */
    struct text topic;
    bool on, called, closed, withdrawn;
    int64_t performed;          /* ms the performance took; 0: not over */
    bool complete, spread_open; /* host and head judge */
    mark_t mark;                /* once closed, where the receiver may see it */
    bool has_mark;
    int64_t rank;          /* 0: none */
    const int64_t *judges; /* enum sheet_state of each judge: host and head; a judge: his own only */
    int64_t judge_count;
    struct text award;
};

struct criterion_mark_row {
    int64_t criterion;
    bool given;
    mark_t mark;
    int64_t steps, faults; /* bits */
    int64_t wrong_order, overtime;
};

struct panel_view {
    struct text event;
    const struct panel_frame *frame;
    bool begun, final, provisional, rehearsal;
    enum panel_part part;
    bool clock_running;
    int64_t used, total; /* ms */
    const struct performer_row *performers;
    int64_t performer_count;
    int64_t on;                    /* performer index, -1: none */
    const int64_t *open_envelopes; /* numbers from 0 */
    int64_t open_envelope_count;
    bool revealing;
    int64_t revealed;
    /* judge: */
    int64_t judge;                          /* own index, -1 */
    bool head;                              /* may close, reopen, confirm: head judge or organizer */
    const struct criterion_mark_row *marks; /* own sheet of the performer on */
    int64_t mark_count;
    enum sheet_state sheet;
    mark_t sum;
    /* host: */
    bool can_undo, can_redo;
};

struct stage_mark_row { /* how one judge's mark counted in one trimmed mean */
    int64_t judge;
    mark_t mark;
    bool dropped;
};

struct panel_stage_row {
    int64_t criterion; /* -1: of the totals */
    const struct stage_mark_row *marks;
    int64_t mark_count;
    mark_t mean, product;
};

#endif
