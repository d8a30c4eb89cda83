/* A panel (评委打分) as a state machine: performers come on, judges mark and sign, the head judge closes.
 *
 * panel_decide and panel_apply as in core/contest.h. Times are hall-clock milliseconds.
 *
 * Undo takes back one step of the organizer or the head judge at a time; what judges did since (marks,
 * clears, signatures) stays. A step that judges' later acts stand on (reopened marks that were then
 * corrected) cannot be taken back or put back. The clock is as if the step had never been. */
#ifndef BIWU_CORE_PANEL_H
#define BIWU_CORE_PANEL_H

#include "core/panel_sheet.h"

/* ---- State ------------------------------------------------------------------------------------------- */

enum panel_part {
    PANEL_IDLE,
    PANEL_PREPARE,
    PANEL_PERFORM,
    PANEL_DEFEND,
    PANEL_MARKING /* the clocks are done */
};
enum { PANEL_PARTS = PANEL_MARKING + 1 };

enum sheet_state {
    JUDGE_NOTHING,  /* not marked yet */
    JUDGE_PARTLY,   /* some criteria */
    JUDGE_COMPLETE, /* all, not signed */
    JUDGE_SIGNED,
    JUDGE_RECUSED, /* 回避 */
    JUDGE_MISSING, /* declared missing by the head judge or the organizer */
};
enum { SHEET_STATES = JUDGE_MISSING + 1 };

struct criterion_mark { /* one judge, one criterion */
    bool given;
    mark_t mark;    /* judged: as given; measured: computed */
    uint64_t steps; /* measured: bit i = step i was seen */
    uint64_t faults;
    int wrong_order;  /* steps out of place */
    int64_t overtime; /* ms beyond the time, as the clock measured it or the judge corrected it */
};

struct judge_sheet { /* one judge, one performer */
    enum sheet_state state;
    struct criterion_mark *marks; /* [criterion_count] */
    mark_t sum;                   /* Σ of the marks given times their factors (each product rounded as the
                                   * sheet says), at most 4 decimals shown */
    int corrections;              /* times a signed sheet was changed; it must be signed again */
};

struct performer_state {
    int place;                  /* in the performing order, from 0 */
    int code;                   /* drawn code, from 1; shown as 01, 02, … */
    int topic;                  /* -1: none drawn */
    bool called;                /* has been on */
    bool closed;                /* marks are final, until reopened by the head judge */
    bool withdrawn;             /* does not perform: unranked */
    bool spread_confirmed;      /* the head judge let marks stand that are far apart; ends with any change */
    int64_t performed;          /* ms the performance took */
    struct judge_sheet *judges; /* [judge_count] */
    mark_t mark;                /* once closed */
};

struct panel {
    const struct panel_sheet *sheet;
    bool begun, final;
    int *order;  /* [performer_count]: performers in performing order */
    int *topics; /* the sealed pool as drawn: topics in the order of the envelopes */
    bool *envelopes_open;
    int envelope_count; /* topics of the sheet; when they return: performers (each envelope its own draw) */
    int on;             /* performer on now, -1: none */
    enum panel_part part;
    bool clock_running;
    int64_t clock_since, clock_used, clock_total; /* ms; it counts on beyond the total */
    struct performer_state *performers;
    int revealed; /* ranked rows of the standing shown, from the bottom; begins anew with a reopening */
    bool revealing;
    uint32_t n;
    struct panel_log *log; /* private */
    struct arena arena;
};

/* ---- Events and commands ------------------------------------------------------------------------------ */

enum panel_event_kind {
    PANEL_BEGAN,       /* order, codes, topics, recusals: drawn */
    PANEL_CALLED,      /* performer */
    PANEL_TOPIC_DRAWN, /* performer, envelope, topic */
    PANEL_PART_BEGAN,  /* part */
    PANEL_CLOCK_STOPPED,
    PANEL_CLOCK_STARTED,
    PANEL_MARKED,           /* performer, judge, criterion, mark, steps, faults, wrong_order, overtime */
    PANEL_CLEARED,          /* performer, judge, criterion: taken back */
    PANEL_SIGNED,           /* performer, judge */
    PANEL_RECUSED,          /* performer, judge, reason */
    PANEL_DECLARED_MISSING, /* performer, judge, reason; on = false: not missing after all */
    PANEL_SPREAD_CONFIRMED, /* performer, reason */
    PANEL_CLOSED,           /* performer, mark */
    PANEL_REOPENED,         /* performer, reason */
    PANEL_WITHDRAWN,        /* performer, reason; on = false: comes after all */
    PANEL_REVEALED,
    PANEL_FINALIZED,
    PANEL_UNDONE, /* target, as in a contest */
    PANEL_REDONE,
};
enum { PANEL_EVENT_KINDS = PANEL_REDONE + 1 };

struct panel_event {
    enum panel_event_kind kind;
    int64_t at;
    int64_t performer, judge, criterion, envelope, topic; /* -1 where they say nothing */
    enum panel_part part;
    mark_t mark;
    int64_t steps, faults; /* bits */
    int64_t wrong_order, overtime;
    bool on;
    int64_t target;
    struct text reason;
    /* BEGAN */
    const int64_t *order, *codes, *topics; /* performers by place; code of each performer; topic of each
                                            * envelope */
    int64_t order_count, code_count, topic_count;
    const int64_t *recusals; /* performer × judge_count + judge */
    int64_t recusal_count;
};

enum panel_command_kind {
    /* organizer or head judge */
    PANEL_BEGIN,      /* order, codes, topics, recusals: see panel_draw */
    PANEL_CALL,       /* performer; -1: the next in order */
    PANEL_DRAW_TOPIC, /* performer (-1: on now), envelope; -1: the next closed one */
    PANEL_BEGIN_PART, /* part; PANEL_IDLE: the next part the sheet has */
    PANEL_STOP_CLOCK,
    PANEL_START_CLOCK,
    PANEL_MISSING,        /* performer, judge, on, reason */
    PANEL_RECUSE,         /* performer, judge, reason */
    PANEL_CONFIRM_SPREAD, /* performer, reason */
    PANEL_CLOSE,          /* performer */
    PANEL_REOPEN,         /* performer, reason */
    PANEL_WITHDRAW,       /* performer, on, reason */
    PANEL_REVEAL,
    PANEL_FINALIZE,
    PANEL_UNDO, /* the organizer's last step; marks of judges that came after it stay */
    PANEL_REDO,
    /* judge (or an organizer from paper: judge given) */
    PANEL_MARK, /* performer, judge, criterion, mark or ticks */
    PANEL_CLEAR,
    PANEL_SIGN, /* performer, judge; the PIN is the caller's to check */
};
enum { PANEL_COMMANDS = PANEL_SIGN + 1 };

struct panel_command {
    enum panel_command_kind kind;
    struct panel_event as;
};

enum panel_refusal {
    PANEL_OK,
    PANEL_NOT_NOW,
    PANEL_NOT_BEGUN,
    PANEL_IS_FINAL,
    PANEL_NO_PERFORMER,
    PANEL_NO_JUDGE,
    PANEL_NO_CRITERION,
    PANEL_IS_CLOSED, /* the performer's marks are closed: the head judge can reopen */
    PANEL_IS_RECUSED,
    PANEL_BAD_MARK,       /* outside min … max, or no multiple of the step */
    PANEL_INCOMPLETE,     /* signing with criteria missing; closing with sheets not signed */
    PANEL_MISSING_JUDGES, /* closing while judges are missing and the sheet wants all; or too few are left */
    PANEL_SPREAD_OPEN,    /* marks too far apart: the head judge must confirm, or have them corrected */
    PANEL_NO_TOPIC,       /* no envelope left, or already drawn */
    PANEL_NO_REASON,
    PANEL_NOTHING, /* would change nothing */
    PANEL_NOTHING_TO_UNDO,
    PANEL_OPEN_MATTERS, /* finalizing or revealing while performers are not closed or withdrawn */
    PANEL_IS_MISSING,   /* the judge was declared missing for this performer */
    PANEL_MARKED_SINCE, /* undo, redo: judges have done since what would not stand without (or with) it */
};
enum { PANEL_REFUSALS = PANEL_MARKED_SINCE + 1 };

const char *panel_refusal_message(enum panel_refusal refusal);

void panel_init(struct panel *panel, const struct panel_sheet *sheet); /* the sheet outlives it */
void panel_finish(struct panel *panel);

/* Fills a BEGIN command: the performing order (subject "order"), the codes (subject "codes") and the
 * envelopes (subject "topics") are drawn from (seed, "panel", subject), each a shuffle as in docs/draw.md;
 * recusals by unit when the sheet says so: `judges` are the persons of the sheet's judges (NULL when they
 * have none). A judge is recused from a performer of whom he is a
 * member, and from one whose unit is his own or lies above it; not from one below, so that a mine's people
 * may judge its teams. */
void panel_draw(const struct panel_sheet *sheet, struct text seed, const struct person *judges,
                struct arena *arena, struct panel_command *out);

/* Marks are taken for any performer neither closed nor withdrawn, called or not: late judges and paper sheets
 * come when they come. A measured criterion's mark is computed from the ticks; with none at all a mark other
 * than 0 (from paper) stands as given. Reasons are needed for missing, recuse, confirm spread, reopen and
 * withdraw (not for taking one of them back). */
enum panel_refusal panel_decide(const struct panel *panel, const struct panel_command *command, int64_t now,
                                struct panel_event *out);
/* Folds the event in; copies what it keeps. An event that cannot follow counts in `n` and changes nothing
 * else. */
void panel_apply(struct panel *panel, const struct panel_event *event);

/* ---- Marks -------------------------------------------------------------------------------------------- */

/* The mark of a measured criterion from its ticks. */
mark_t criterion_measure(const struct criterion *criterion, const struct criterion_mark *ticks);
/* Whether a judged criterion takes this mark. */
bool criterion_takes(const struct criterion *criterion, mark_t mark);
/* The level a mark falls in; -1: none is described. */
int criterion_level(const struct criterion *criterion, mark_t mark);

/* How a performer's mark comes about; for `explain`, the report and the projection. Sources of the shapes
 * that sheets can express: ISU Special Regulations (trimmed mean per component, rounded to two decimals,
 * times the factor, rounded, summed), World Aquatics diving rules (sum of the marks left times the
 * difficulty).
 *
 * The stages: marks times criterion factors and their sum, or each criterion by itself; the highest and
 * lowest dropped; the mean, or the sum, of those left; the factors; the total. A product with a factor of 1
 * is no product and is not rounded. Of equal marks the one of the judge listed first is dropped. A sum of
 * fewer marks than all judges would leave (recused, missing) stands for as many as all would leave: it is
 * that many times their mean. A missing mark is never a zero. */
enum { PANEL_MAX_DROPPED = PANEL_MAX_JUDGES };
struct panel_stage { /* one trimmed mean: of the totals, or of a criterion */
    int criterion;   /* -1: of the totals */
    int counted;     /* judges whose marks are there */
    bool dropped[PANEL_MAX_JUDGES];
    bool high[PANEL_MAX_JUDGES];    /* dropped as one of the highest */
    mark_t marks[PANEL_MAX_JUDGES]; /* of each judge; meaningless where not counted */
    bool has[PANEL_MAX_JUDGES];
    mark_t mean;    /* after its rounding; an exact fraction is shown rounded to 4 decimals */
    mark_t product; /* after the factor and its rounding, likewise */
};
struct panel_result {
    bool complete; /* every judge's sheet is signed, recused or missing by rule, and enough are left */
    int stage_count;
    struct panel_stage stages[PANEL_MAX_CRITERIA];
    mark_t total;
    mark_t lowest, highest; /* judges' sums, for the spread */
    bool spread_open;       /* further apart than allowed and not confirmed */
};
/* Works also before the performer is closed, on the sheets that are complete or signed. */
void panel_result(const struct panel *panel, int performer, struct panel_result *out);
/* The panel's mark of one criterion, for the tie chain: of a panel by criterion the product of its stage; by
 * total, what the judges whose totals were left gave in it, joined, multiplied and rounded likewise. */
mark_t panel_criterion_mark(const struct panel *panel, int performer, int criterion);

/* ms gone in the part going on at `now`; of which total is allowed. */
int64_t panel_clock_used(const struct panel *panel, int64_t now);
/* Performers in order: rows[performer_count], entrant = performer index; those not closed are unranked. */
void panel_standing(const struct panel *panel, struct placing *rows);
bool panel_is_provisional(const struct panel *panel);
bool panel_is_undone(const struct panel *panel, uint32_t n);
/* Whether the event could follow when it was applied (n from 1); what decide gave always can. */
bool panel_followed(const struct panel *panel, uint32_t n);

/* The judges' report (评委报告), over the closed performers whom a judge marked. Statistics: doubles.
 * severity: mean of (judge's sum − mean of all judges' sums for that performer), in marks;
 * deviation: root mean square of the same about the severity; spread: standard deviation (n − 1) of the
 * judge's sums; agreement: Pearson correlation of the judge's sums with the means of the other judges. NAN
 * where n is too small (fewer than 2; agreement: fewer than 3). */
struct judge_report {
    int marked, missing, recused, dropped_high, dropped_low, corrections;
    double severity, deviation, spread, agreement;
};
void panel_judge_report(const struct panel *panel, int judge, struct judge_report *out);

/* The words, by value: what the name functions below return. */
extern const char *const panel_part_names[PANEL_PARTS];
extern const char *const panel_refusal_names[PANEL_REFUSALS];
extern const char *const sheet_state_names[SHEET_STATES];
extern const char *const panel_event_names[PANEL_EVENT_KINDS];
extern const char *const panel_command_names[PANEL_COMMANDS];

const char *panel_part_name(enum panel_part part);
const char *sheet_state_name(enum sheet_state state);
const char *panel_event_name(enum panel_event_kind kind);
const char *panel_command_name(enum panel_command_kind kind);
bool panel_event_from_name(struct text name, enum panel_event_kind *out);
bool panel_command_from_name(struct text name, enum panel_command_kind *out);

#endif
