/* A contest (知识竞赛) as a state machine: what the host, the desks and the clock do to a run sheet.
 *
 * contest_decide says what a command would do now; contest_apply folds the event in. Every event that changes
 * marks carries the changes (`deltas`), so that a team's marks are `base` plus the deltas of all events that
 * were not undone: the journal alone gives the totals.
 *
 * Undo is an event too. UNDONE names the first event it takes back: that one and all effective ones after it
 * are left out of the fold. REDONE puts the last ones undone back, as long as nothing else was done since.
 * After either the clock stands still, with the time that was left; the host lets it go on.
 *
 * A step that undo takes back is what the host did to the match, and a stake; the page, the freeze and the
 * clock's stops are taken back with the step that they followed. The beginning and the finalization cannot be
 * taken back.
 *
 * The rules, where the sheet is silent:
 * - A pass is 0 in required and rapid rounds; elsewhere it costs what a wrong answer does. Silence (no answer
 *   in time, or no beginning within `begin`) is wrong.
 * - A desk's answer is marked by the machine at once where one team answers, and when the last team has
 *   answered or the time is up where all do; only a wholly right one is right. What the machine cannot mark
 *   waits for the host. When the time is up under answer: either and no desk at all has answered, the host
 *   rules as well; when some have, the others are silent.
 * - The bonus for speed follows the arrival of the right answers, and is given when all are ruled on; an
 *   amendment moves it.
 * - A false start counts once a team on an item. It costs nothing in a playoff but what it does besides.
 *   When nobody may press any more, the item is over.
 * - Whoever presses while another has the floor has a place in the order behind him. A rebound costs and
 * gives the same. An item voided while it is on, or by a false start, does not count among the round's.
 * - In a rapid turn an item voided is made up for by another, without stopping the clock.
 * - In a knockout an answer partly right stays in. The survivor's marks come with the end of the round, when
 *   exactly one is left.
 * - A playoff counts neither for marks nor for right and wrong answers. It goes on through the spares. Its
 *   rulings cannot be amended, nor an item voided that decided a place: undo them.
 * - A team may change its answer, or its stake, 50 times.
 * - A panel's marks may be carried in again when the panel was corrected: the difference counts.
 * - No team's marks leave ±MARK_MAX: the host is refused, and of a desk's answer or the clock's what goes
 *   beyond is not given.
 *
 * Times are hall-clock milliseconds. The order of presses is that of `arrival`, the number the hub gave each
 * message as it was read. */
#ifndef BIWU_CORE_CONTEST_H
#define BIWU_CORE_CONTEST_H

#include "core/contest_draw.h"

enum contest_stage {
    CONTEST_STAGE_NONE,    /* not begun */
    CONTEST_STAGE_BETWEEN, /* begun; between rounds */
    CONTEST_STAGE_ROUND,   /* in a round, no item on; whose turn it is is known (required, risk, rapid) */
    CONTEST_STAGE_STAKE,   /* risk: the team in turn chooses its stake */
    CONTEST_STAGE_READY,   /* an item is on: the host sees it, others when `shown`; the buzzers are closed:
                            * a press is a false start (buzzer, playoff); rapid: the clock has not begun */
    CONTEST_STAGE_OPEN,    /* buzzer, playoff: the first press wins, until `window` is over */
    CONTEST_STAGE_BEGIN,   /* buzzer, playoff: who has the floor must begin to speak within `begin` */
    CONTEST_STAGE_ANSWER,  /* time to answer runs: the team that has the floor, or every desk */
    CONTEST_STAGE_RULING,  /* the time is up, or all have answered: the host rules */
    CONTEST_STAGE_DONE,    /* the item is over; its key may be shown */
    CONTEST_STAGE_PANEL,   /* panel round: waiting for the marks */
    CONTEST_STAGE_OVER,    /* the host ended the rounds: playoff, reveal, prizes */
    CONTEST_STAGE_FINAL,   /* finalized: nothing more can change */
};
enum { CONTEST_STAGES = CONTEST_STAGE_FINAL + 1 };

enum verdict { VERDICT_RIGHT, VERDICT_WRONG, VERDICT_PARTLY, VERDICT_PASS, VERDICT_NONE /* no answer */ };
enum { VERDICTS = VERDICT_NONE + 1 };

/* What the board shows besides what the stage itself asks for. */
enum contest_page {
    PAGE_STAGE, /* what is going on */
    PAGE_TITLE,
    PAGE_RULES, /* of the round */
    PAGE_TEAMS, /* introduction */
    PAGE_SCORES,
    PAGE_INTERMISSION,
    PAGE_REVEAL, /* of the ranking, from the bottom up */
    PAGE_AWARDS,
};
enum { CONTEST_PAGES = PAGE_AWARDS + 1 };

/* ---- State ------------------------------------------------------------------------------------------- */

struct contest_press {
    int team;
    int64_t at, arrival;
    bool false_start; /* before the buzzers were open */
    bool refused;     /* locked, out, late or not entitled: kept for the record, has no effect */
    int opening;  /* 0: before the buzzers were open; 1: since they were; 2 …: since they were reopened */
    mark_t marks; /* what a false start cost; 0 once the item is void */
};

struct contest_answer {
    int team;
    int64_t at, arrival;
    const char *text; /* canonical, the item's own letters; in the state's arena */
};

struct contest_ruling {
    int team;
    enum verdict verdict;
    mark_t marks; /* what it gave, speed bonus included; changed by an amendment */
    bool machine; /* by the desk's answer */
    bool amended;
    bool
        cancelled; /* by an amendment of an earlier ruling on the same item, or with a voided item: marks 0 */
};

struct contest_play {       /* an item on the stage */
    int round, queue, item; /* place in the script */
    int team;               /* whose turn; -1: everybody */
    mark_t stake;           /* risk */
    bool shown;             /* stem and options are for all to see */
    bool key_shown;
    bool voided;
    bool over;
    bool replaced;  /* put away for another (swapped, or voided while it was on): not one of the round's items
                     */
    int64_t opened; /* when the buzzers were opened first; 0: never */
    int reopened;   /* times */
    struct contest_press *presses;
    size_t press_count, press_capacity;
    struct contest_answer *answers; /* the last of each team */
    size_t answer_count, answer_capacity;
    struct contest_ruling *rulings;
    size_t ruling_count, ruling_capacity;
};

struct contest_team {
    mark_t score;
    int right, wrong;   /* rulings, cancelled ones left out */
    int round_turns;    /* turns taken in this round */
    int round_swaps;    /* used in this round */
    int false_starts;   /* in this round */
    bool locked;        /* may not press on this item */
    bool tried;         /* has answered this item wrongly, or let it pass */
    bool out;           /* of this knockout or playoff */
    bool taking_part;   /* in this round: all, but for a playoff */
    int playoff;        /* place found by playoffs, 0: none; smaller is better */
    mark_t shown_score; /* what the board shows while frozen */
    int changes;        /* answers sent to the item on, stakes chosen in this turn */
};

struct contest_clock {
    bool running;
    int64_t ends;  /* hall clock, while running */
    int64_t left;  /* ms, while not running */
    int64_t total; /* ms when it began; 0: no clock is on */
};

struct contest_protest { /* 申诉 */
    int play, team;
    const char *reason;
    bool settled, upheld;
    const char *ruling; /* how it was settled */
};

struct contest {
    const struct contest_sheet *sheet;
    struct contest_script script;
    enum contest_stage stage;
    enum contest_page page;
    int round; /* being played, or played last; -1: none yet */
    int turn;  /* team in turn, -1: none */
    int floor; /* team that has the floor, -1: none */
    int rebounds_left;
    int play;     /* index of the play on the stage, -1: none */
    mark_t stake; /* chosen, before the item is on */
    struct contest_play *plays;
    size_t play_count, play_capacity;
    int *next_item;             /* of each queue of the script: index of the next unused slot */
    struct contest_team *teams; /* [sheet->team_count] */
    bool *rounds_done;          /* [sheet->round_count] */
    struct contest_clock clock;
    struct contest_protest *protests;
    size_t protest_count, protest_capacity;
    bool frozen;
    int revealed;            /* ranks shown from the bottom, in rows of the standing */
    int playoff_first;       /* place that the playoff going on decides next; 0: none is on */
    int *order;              /* [team_count]: teams in the order of the turn cycle going on */
    int order_cycle;         /* which cycle that is, from 0; -1: none yet */
    mark_t *carried;         /* [round_count * team_count]: what a panel gave each team, weighted */
    bool *rounds_carried;    /* [round_count] */
    bool freeze_done;        /* the scores were frozen by the sheet's rule; that happens once */
    uint32_t n;              /* events applied, undone ones included */
    int64_t last_arrival;    /* the greatest of their arrival numbers: the next must be greater */
    struct contest_log *log; /* private: the events, for undo */
    struct arena arena;      /* of everything folded */
};

/* ---- Events and commands ------------------------------------------------------------------------------ */

enum contest_event_kind {
    CONTEST_BEGAN,            /* script */
    CONTEST_ENTERED,          /* round; PLAYOFF: teams */
    CONTEST_LEFT,             /* the round is over (or skipped, or left with items to come) */
    CONTEST_TURNED,           /* team: it is this team's turn */
    CONTEST_STAKED,           /* team, marks: the stake; marks 0: declined, the turn is over */
    CONTEST_TAKEN,            /* queue, item, team, marks (stake): an item is on */
    CONTEST_SWAPPED,          /* team, item: its item is put away for another */
    CONTEST_SHOWN,            /* stem and options for all to see */
    CONTEST_OPENED,           /* the buzzers are open, or the time to answer (rapid: of the turn) begins */
    CONTEST_PRESSED,          /* team, arrival; false_start, refused; deltas when it costs marks */
    CONTEST_STARTED_TO_SPEAK, /* who has the floor began in time */
    CONTEST_ANSWERED,         /* team, response, arrival; and with rulings when it is marked at once */
    CONTEST_RULED,            /* rulings by the host */
    CONTEST_EXPIRED,          /* the clock ran out; with rulings when that decides */
    CONTEST_REOPENED,         /* the buzzers are open again, to those not locked */
    CONTEST_KEY_SHOWN,
    CONTEST_PENALIZED, /* team, marks ≤ 0, reason: prompting by a teammate */
    CONTEST_AWARDED,   /* team, marks, reason: given or taken by the host */
    CONTEST_VOIDED,    /* play, reason; item: the spare that is on instead, -1: none (play is not the current
                        * one, or nothing is left) */
    CONTEST_AMENDED,   /* play, ruling index in `item`, verdict, marks: the new ones; cancels (bool): later
                        * rulings on the same item are cancelled; reason */
    CONTEST_PROTESTED, /* play, team, reason */
    CONTEST_SETTLED,   /* protest index in `item`, upheld, reason */
    CONTEST_PAUSED,
    CONTEST_RESUMED,
    CONTEST_PAGED, /* page */
    CONTEST_FROZEN,
    CONTEST_UNFROZEN,
    CONTEST_CARRIED,  /* round, deltas: a panel's marks times the weight, by team */
    CONTEST_CLOSED,   /* the rounds are over */
    CONTEST_REVEALED, /* one more row */
    CONTEST_FINALIZED,
    CONTEST_UNDONE, /* target: the first event (from 1) taken back */
    CONTEST_REDONE, /* target: the same, put back */
};
enum { CONTEST_EVENT_KINDS = CONTEST_REDONE + 1 };

struct contest_delta {
    int64_t team;
    mark_t marks;
};

struct contest_event {
    enum contest_event_kind kind;
    int64_t at; /* hall clock */
    int64_t arrival;
    int64_t round, queue, item, play, team; /* -1 where they say nothing */
    int64_t target;
    mark_t marks;
    enum verdict verdict;
    enum contest_page page;
    bool false_start, refused, cancels, upheld;
    int64_t left; /* ms on the clock: PAUSED, UNDONE, REDONE */
    struct text response, reason;
    const struct contest_ruling *rulings;
    int64_t ruling_count;
    const struct contest_delta *deltas; /* every change of marks; one a team at most */
    int64_t delta_count;
    const int64_t *teams; /* of a playoff */
    int64_t team_count;
    struct contest_script script; /* BEGAN */
};

enum contest_command_kind {
    /* host */
    CONTEST_BEGIN, /* script */
    CONTEST_ENTER, /* round, -1: the next not played; also leaves the one going on */
    CONTEST_LEAVE, /* ends the round, whatever is left in it */
    CONTEST_TURN,  /* team: out of order; -1: the next in order */
    CONTEST_STAKE, /* team (or -1: in turn), marks; desk or host; marks 0: declines; may be changed until the
                    * item is on */
    CONTEST_TAKE,  /* the next item: taken from the queue; makes the next team's turn begin when the order
                    * says so */
    CONTEST_SWAP,  /* the team in turn gets another item instead */
    CONTEST_SHOW,
    CONTEST_OPEN,   /* opens the buzzers, or begins the time to answer; shows the item if it is not shown */
    CONTEST_SPEAK,  /* who has the floor has begun to speak */
    CONTEST_RULE,   /* team (-1: on the floor), verdict, marks when partly (0 … right); rapid: goes on to
                     * the next item; while the buzzers are open: team -1, NONE ends the item */
    CONTEST_REOPEN, /* once more for those who have not tried: the item is over, not right, its key hidden */
    CONTEST_SHOW_KEY,
    CONTEST_PROMPTED, /* team: the sheet's penalty for prompting; marks 0: the sheet's */
    CONTEST_AWARD,    /* team, marks (not 0), reason needed */
    CONTEST_VOID,     /* play (-1: the current, for which a spare comes on), reason needed */
    CONTEST_AMEND,    /* play (over), item: ruling index, verdict, marks when partly, cancels (rounds with
                       * buzzers), reason needed */
    CONTEST_PROTEST,  /* play (-1: the last), team, reason needed */
    CONTEST_SETTLE,   /* item: protest index, upheld, reason needed */
    CONTEST_PAUSE,
    CONTEST_RESUME,
    CONTEST_PAGE, /* page */
    CONTEST_FREEZE,
    CONTEST_UNFREEZE,
    CONTEST_CARRY,   /* round (-1: the current), deltas: marks of the panel by team, before the weight; a team
                      * left out has 0; a round that was never entered needs none */
    CONTEST_CLOSE,   /* ends the rounds */
    CONTEST_PLAYOFF, /* teams: two or more that share a rank; none: the highest group that is tied where it
                      * matters (an award or a rank of the first three) */
    CONTEST_REVEAL,
    CONTEST_FINALIZE, /* refused while a protest is open, an item is on, a panel's marks are missing */
    CONTEST_UNDO,     /* the last step that can be undone: whatever the host did, with all that followed */
    CONTEST_REDO,
    /* desk */
    CONTEST_PRESS,  /* team, arrival */
    CONTEST_ANSWER, /* team, response (canonical, checked by the caller), arrival, marking: see context */
    /* clock */
    CONTEST_EXPIRE, /* refused before the time and the grace are up */
};
enum { CONTEST_COMMANDS = CONTEST_EXPIRE + 1 };

/* `as`: the fields the comments above name; kind and at are ignored. */
struct contest_command {
    enum contest_command_kind kind;
    struct contest_event as;
};

enum contest_refusal {
    CONTEST_OK,
    CONTEST_NOT_NOW, /* the stage does not allow it */
    CONTEST_NOT_BEGUN,
    CONTEST_IS_FINAL,
    CONTEST_NO_ROUND, /* no such round, or none left */
    CONTEST_NO_TEAM,
    CONTEST_NO_PLAY, /* no such play, ruling or protest */
    CONTEST_NO_ITEM, /* no unused item is left */
    CONTEST_NOT_YOUR_TURN,
    CONTEST_LOCKED_OUT, /* this team may not press or answer now */
    CONTEST_NOTHING,    /* would change nothing: callers treat it as done */
    CONTEST_BAD_STAKE,
    CONTEST_BAD_MARKS, /* beyond what can be given */
    CONTEST_NO_REASON,
    CONTEST_NO_SWAP,      /* used up */
    CONTEST_OPEN_MATTERS, /* a protest, an item, a panel or a tie that a playoff must decide is open */
    CONTEST_NOTHING_TO_UNDO,
    CONTEST_TOO_LATE, /* the time is up */
    CONTEST_NOT_YET,
    CONTEST_NO_TIE,    /* a playoff without a tie */
    CONTEST_NO_ANSWER, /* this round takes no answers from desks */
};
enum { CONTEST_REFUSALS = CONTEST_NO_ANSWER + 1 };

/* The English msgid saying why and the way out; show through _(). */
const char *contest_refusal_message(enum contest_refusal refusal);

/* What deciding needs beside the state: the items of the script, for marking answers. May be NULL where none
 * is needed. Returns NULL when the item cannot be had (an answer is then left to the host). */
struct contest_items {
    void *context;
    const struct item *(*item)(void *context, const struct slot *slot);
};

/* `sheet` outlives the contest. */
void contest_init(struct contest *contest, const struct contest_sheet *sheet);
void contest_finish(struct contest *contest);

/* At most one event comes of a command; arrays in *out are allocated in `arena`, its texts are the command's.
 * A press or an answer that arrives up to CONTEST_GRACE_MS after the time is still taken, and the clock
 * expires only then: a busy hub takes nobody's press away. */
enum { CONTEST_GRACE_MS = 300 };
enum contest_refusal contest_decide(const struct contest *contest, const struct contest_command *command,
                                    int64_t now, const struct contest_items *items, struct arena *arena,
                                    struct contest_event *out);
/* Folds the event in; copies what it keeps. An event that cannot follow counts in `n` and changes nothing
 * else. */
void contest_apply(struct contest *contest, const struct contest_event *event);

/* ---- Looking ------------------------------------------------------------------------------------------ */

/* ms on the clock at hall time `now`, at least 0. */
int64_t contest_left(const struct contest *contest, int64_t now);
/* The hall time at which CONTEST_EXPIRE is taken (grace included); INT64_MAX: no clock runs. */
int64_t contest_expires(const struct contest *contest);
const struct round_sheet *contest_round(const struct contest *contest); /* being played; NULL: none */
const struct contest_play *contest_on(const struct contest *contest);   /* on the stage; NULL: none */
const struct slot *contest_slot(const struct contest *contest, const struct contest_play *play);
/* Presses that count, in order of arrival: up to `most` team indexes; returns how many there are. */
size_t contest_press_order(const struct contest *contest, const struct contest_play *play, int *teams,
                           size_t most);
/* Whether the team may press now with effect (the buzzers are open and it is not locked, out or done). */
bool contest_may_press(const struct contest *contest, int team);
/* Whether the team's desk may send (or change) an answer now. */
bool contest_may_answer(const struct contest *contest, int team);
/* Items still to come in the round going on, the one on the stage left out; where teams take turns, of the
 * team in turn. */
int contest_items_left(const struct contest *contest);
/* What the host does next, as a person would expect; the command of the "next" key (CONTEST_PAGE: the
 * prizes). False: nothing follows by itself (a ruling is needed, or all is over). */
bool contest_next(const struct contest *contest, enum contest_command_kind *out);
bool contest_is_provisional(const struct contest *contest); /* until it is final */
/* Teams in order by the sheet's chain: rows[team_count], entrant = team index. */
void contest_standing(const struct contest *contest, struct placing *rows);
/* Whether an event was undone and not put back (n from 1). */
bool contest_is_undone(const struct contest *contest, uint32_t n);
/* Whether the event could follow when it was applied, and was not undone (n from 1); what decide gave always
 * can. */
bool contest_followed(const struct contest *contest, uint32_t n);
/* The event that CONTEST_UNDO would take back first; 0: none. *kind says what it was. */
uint32_t contest_undo_target(const struct contest *contest, enum contest_event_kind *kind);

/* What an amendment, a voiding or any command would change: before and after of every team. Works by applying
 * the decided event to a copy. rows[team_count] each. */
struct contest_change {
    mark_t before, after;
    int rank_before, rank_after;
};
enum contest_refusal contest_preview(const struct contest *contest, const struct contest_command *command,
                                     int64_t now, const struct contest_items *items,
                                     struct contest_change *rows);

/* The words, by value: what the name functions below return. */
extern const char *const contest_stage_names[CONTEST_STAGES];
extern const char *const contest_page_names[CONTEST_PAGES];
extern const char *const contest_refusal_names[CONTEST_REFUSALS];
extern const char *const verdict_names[VERDICTS];
extern const char *const contest_event_names[CONTEST_EVENT_KINDS];
extern const char *const contest_command_names[CONTEST_COMMANDS];

const char *contest_stage_name(enum contest_stage stage);         /* "between" … protocol words */
const char *contest_page_name(enum contest_page page);            /* "stage" … */
const char *verdict_name(enum verdict verdict);                   /* "right" … */
const char *contest_event_name(enum contest_event_kind kind);     /* "began" …: journal */
const char *contest_command_name(enum contest_command_kind kind); /* "begin" …: protocol */
bool contest_event_from_name(struct text name, enum contest_event_kind *out);
bool contest_command_from_name(struct text name, enum contest_command_kind *out);

#endif
