/* An attempt (作答): one candidate's go at a form, as a state machine. decide says what a command would do
 * now; apply folds an event in. Times are hall-clock milliseconds (see docs/architecture.md, Time): they
 * only pass while the hub runs. */
#ifndef BIWU_CORE_ATTEMPT_H
#define BIWU_CORE_ATTEMPT_H

#include "base/buf.h"
#include "core/form.h"
#include "core/ruling.h"

enum attempt_status { ATTEMPT_NONE, ATTEMPT_RUNNING, ATTEMPT_SUBMITTED, ATTEMPT_VOID };

/* How an attempt came to its end. */
enum submit_cause { SUBMIT_CANDIDATE, SUBMIT_TIME, SUBMIT_ORGANIZER, SUBMIT_CLOSED, SUBMIT_IMPORT };

struct answer {
    char *text;    /* canonical form (core/response.h), the item's own letters; owned; NULL: none */
    int64_t spent; /* ms the candidate has looked at this slot, as the seat says; for statistics only */
    bool flagged;
};

struct attempt {
    enum attempt_status status;
    struct form form;       /* slots owned by the attempt's arena */
    struct answer *answers; /* [form.count] */
    int answered;           /* answers with text */
    int flagged;
    int64_t started; /* hall clock */
    int64_t limit;   /* ms granted in all: duration + extra + extensions + outages given back */
    int64_t outage;  /* ms of outages that count against the candidate (on_outage: run) */
    int64_t elapsed; /* ms used, once not running any more */
    enum submit_cause cause;
    struct text examiner; /* in the arena; empty: none */
    uint32_t n;           /* events applied */
    struct arena arena;
};

enum attempt_event_kind {
    ATTEMPT_STARTED,
    ATTEMPT_ANSWERED,
    ATTEMPT_FLAGGED,
    ATTEMPT_EXTENDED,
    ATTEMPT_OUTAGE,
    ATTEMPT_SUBMITTED_EVENT,
    ATTEMPT_VOIDED,
};
enum { ATTEMPT_EVENT_KINDS = ATTEMPT_VOIDED + 1 };

struct attempt_event {
    enum attempt_event_kind kind;
    int64_t at; /* hall clock */
    union {
        struct {
            struct text event, number; /* of the test; of the person */
            int nth;                   /* which attempt of this person, from 1 */
            int64_t limit;
            struct form form;
            struct text examiner; /* oral: who asks and writes down; empty: the candidate answers himself */
        } started;
        struct {
            int slot;
            struct text response; /* canonical, item's own letters; empty: taken back */
            int64_t spent;
        } answered;
        struct {
            int slot;
            bool on;
        } flagged;
        struct {
            int64_t ms; /* may be negative, never below what is used */
            struct text reason;
        } extended;
        struct {
            int64_t ms;
        } outage;
        struct {
            enum submit_cause cause;
            int64_t elapsed; /* ms used */
        } submitted;
        struct {
            struct text reason;
        } voided;
    };
};

enum attempt_command_kind {
    ATTEMPT_START,
    ATTEMPT_ANSWER,
    ATTEMPT_FLAG,
    ATTEMPT_EXTEND,
    ATTEMPT_LOSE_TIME, /* an outage under on_outage: run */
    ATTEMPT_SUBMIT,
    ATTEMPT_EXPIRE, /* the clock's own command: submits when the time and the grace are up, refused before */
    ATTEMPT_VOID_IT,
};

/* Same fields as the event it leads to. For ATTEMPT_SUBMIT `submitted.cause` says who; import gives
 * `submitted.elapsed`, otherwise it is ignored. */
struct attempt_command {
    enum attempt_command_kind kind;
    struct attempt_event as; /* kind and at are ignored */
};

/* Why a command is refused. */
enum refusal {
    REFUSAL_NONE,
    REFUSAL_NOT_RUNNING, /* never started, or over */
    REFUSAL_ALREADY,     /* started twice, voided twice */
    REFUSAL_TIME_UP,     /* later than the time left */
    REFUSAL_NOT_YET,     /* expire before the time and the grace are up */
    REFUSAL_NO_SLOT,     /* no such slot */
    REFUSAL_TOO_LONG,    /* response text over RESPONSE_MAX_TEXT */
    REFUSAL_NOTHING,     /* would change nothing (same answer, same flag): callers treat it as done */
    REFUSAL_TOO_OFTEN,   /* the attempt has ATTEMPT_EVENTS_MOST events: nobody answers and flags so often */
    REFUSAL_BAD_TIME,    /* extension out of bounds (±24 h, or below the time used); a limit of 0 or less */
};

/* The English msgid saying why; show through _(). */
const char *refusal_message(enum refusal refusal);

void attempt_init(struct attempt *attempt);
void attempt_finish(struct attempt *attempt);

/* At most one event comes of a command. Returns REFUSAL_NONE and fills *out (its texts are the command's),
 * or says why not. An answer that arrives up to ATTEMPT_GRACE_MS after the time is still taken: the seat
 * sent it in time, the line was slow. The response's own syntax is the caller's to check (it needs the item).
 */
enum { ATTEMPT_GRACE_MS = 2000, ATTEMPT_EVENTS_MOST = 20000 };
enum refusal attempt_decide(const struct attempt *attempt, const struct attempt_command *command, int64_t now,
                            struct attempt_event *out);
/* Folds the event in; copies what it keeps. An event that cannot follow (from a damaged journal: a slot that
 * the form does not have, an answer after the end) counts in `n` and changes nothing else. */
void attempt_apply(struct attempt *attempt, const struct attempt_event *event);

/* ms left at hall time `now`, at least 0; 0 when not running. */
int64_t attempt_left(const struct attempt *attempt, int64_t now);
/* ms after which ATTEMPT_EXPIRE is taken: what is left, and the grace; 0 when not running. Arm timers by it.
 */
int64_t attempt_expires_in(const struct attempt *attempt, int64_t now);
/* ms used at `now` (or at the end, when over): limited by the limit. */
int64_t attempt_elapsed(const struct attempt *attempt, int64_t now);

/* "started", "answered", …: the journal's kinds. */
const char *attempt_event_name(enum attempt_event_kind kind);
bool attempt_event_from_name(struct text name, enum attempt_event_kind *out);
const char *submit_cause_name(
    enum submit_cause cause); /* "candidate", "time", "organizer", "closed", "import" */
bool submit_cause_from_name(struct text name, enum submit_cause *out);

/* What markers have settled of the answer in one slot (阅卷), in 1/10000 of the item's points. */
struct settled {
    bool given;         /* the markers agree, or a third has decided */
    mark_t part, whole; /* points found; points there are */
};

/* What marking takes besides the responses. */
struct marking_basis {
    const struct test_sheet *sheet;
    const struct item *const *items; /* [form.count]: of each slot (the child itself, for a child) */
    const struct rulings *rulings;   /* NULL: none */
    const struct settled *settled;   /* [form.count]; NULL: none */
};

/* The sum of an attempt, and what it is made of. */
struct attempt_total {
    mark_t mark, full;
    int pending; /* answers in words that wait for a marker; without an answer there is nothing to wait for */
};

/* Marks every response: out[form.count]. Responses are canonical by construction; one that is not counts 0.
 *
 * Rulings: a removed slot counts 0 of 0, and the full mark of its section on this form is split over the
 * section's other slots in proportion to theirs (mark_split, weights in 1/10000, to the sheet's decimals), so
 * that the section keeps its full mark; when nothing is left of it, its slots count full instead. Under
 * several keys a response gets the best mark of them. */
struct attempt_total attempt_mark(const struct attempt *attempt, const struct marking_basis *basis,
                                  struct marking *out);

#endif
