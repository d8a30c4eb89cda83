/* The protocol: typed messages ↔ JSON lines. biwu-protocol(7) is its description for other programs.
 *
 * A line from a terminal is a request  {"id":7,"do":"answer","attempt":3,"slot":12,"response":"ABD"}
 * a line from the hub is a reply       {"re":7,"do":"answer"}            (with that request's reply fields)
 *                     or a refusal     {"re":7,"do":"answer","error":"time-up"}
 *                     or a push        {"push":"time","attempt":3,"left":1200000,"limit":3600000}
 * Times are milliseconds, marks exact decimals as strings ("87.5"), slots count from 0. */
#ifndef BIWU_WIRE_MESSAGE_H
#define BIWU_WIRE_MESSAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "core/attempt.h"
#include "core/mark.h"
#include "wire/stage.h"

enum { WIRE_PROTOCOL = 1 };
/* A line to the hub may have this many bytes, a line to a terminal that many, newline included. */
enum { WIRE_MAX_REQUEST = 256 * 1024, WIRE_MAX_REPLY = 16 * 1024 * 1024 };

/* ---- What is refused, and why --------------------------------------------------------------------- */

enum wire_error {
    WIRE_OK,
    WIRE_BAD_MESSAGE,    /* not JSON, or fields missing or out of bounds; detail: which */
    WIRE_WRONG_PROTOCOL, /* another version of the protocol */
    WIRE_HALL_FULL,      /* too many connections */
    WIRE_NOT_SIGNED_IN,
    WIRE_NOT_ALLOWED,    /* the role may not do this */
    WIRE_WRONG_PIN,      /* number or PIN wrong; wait: seconds until the next try */
    WIRE_BLOCKED,        /* too soon after a wrong try; wait: seconds */
    WIRE_LOCKED,         /* until an organizer unlocks */
    WIRE_TICKET_UNKNOWN, /* expired: sign in again */
    WIRE_NO_SUCH_EVENT,
    WIRE_NO_SUCH_PERSON, /* staff commands only: sign-in never says it */
    WIRE_NO_SUCH_ATTEMPT,
    WIRE_NOT_OPEN,    /* the test is not open now */
    WIRE_NOT_FOR_YOU, /* the sheet's `who` */
    WIRE_NO_ATTEMPTS_LEFT,
    WIRE_CANNOT_DRAW,   /* the banks cannot fill the blueprint; detail: section and what is missing */
    WIRE_NOT_RUNNING,   /* the attempt is over */
    WIRE_STILL_RUNNING, /* the attempt is not over */
    WIRE_TIME_UP,
    WIRE_NO_SUCH_SLOT,
    WIRE_BAD_RESPONSE, /* detail: why it cannot be read as a response */
    WIRE_NOT_REVEALED, /* the sheet does not show this (yet) */
    WIRE_BAD_TIME,     /* extension out of bounds */
    WIRE_ALREADY,      /* already so */
    WIRE_NO_ITEM,      /* import: the item is not on this person's form; detail: its id */
    WIRE_NO_SUCH_TEAM, /* the contest has no such team; or none of them is yours */
    WIRE_WRONG_KIND,   /* the event is of another kind: a test cannot be hosted, a contest cannot be taken */
    WIRE_CONTEST,      /* detail: the word of an enum contest_refusal; say contest_refusal_message */
    WIRE_PANEL,        /* detail: the word of an enum panel_refusal; say panel_refusal_message */
    WIRE_NOT_WATCHING, /* WATCH must come first on this connection */
    WIRE_BUSY,         /* oral: this person is taking the test already, alone or with another examiner */
    WIRE_EXAMINED,     /* an examiner takes this person through the test: not from a seat */
    WIRE_OWN_ANSWER,   /* nobody marks or examines himself */
    WIRE_NOT_A_MARKER, /* neither in the sheet's list of markers nor an organizer */
    WIRE_MAY_TAKE, /* answers and points are not for somebody who sits at a test or may still take this one */
    WIRE_NO_SCRIPT, /* nothing waits for this marker; or no script of this one by that token */
    WIRE_SETTLED,   /* the answer's marks are settled: only reopening it changes them */
    WIRE_NO_POINTS, /* the item is none that is marked point by point; or it has no such point */
    WIRE_UNSETTLED, /* reopen: the answer waits for its first mark; detail: the numbers of the markers */
    WIRE_UNMARKED,  /* reopen: the answer is none that markers have marked or will mark */
    WIRE_TOO_OFTEN, /* nobody changes a paper, or a mark, so often: it stays as it is saved */
    WIRE_NOT_SAVED, /* the hub could not write (disk full …): nothing was done; try again */
};
enum { WIRE_ERRORS = WIRE_NOT_SAVED + 1 };

/* The English msgid that says why a reply refuses, also for WIRE_CONTEST and WIRE_PANEL with their details;
 * show through _(). */
struct reply;
const char *wire_refusal_message(const struct reply *reply);

const char *wire_error_name(enum wire_error error); /* "time-up": the protocol's word */
/* The English msgid for a person, saying the way out; show through _(). WIRE_WRONG_PIN and WIRE_BLOCKED leave
 * the wait to be said separately. */
const char *wire_error_message(enum wire_error error);

/* ---- Records inside messages ---------------------------------------------------------------------- */

enum test_state {
    TEST_SOON,
    TEST_OPEN,
    TEST_RUNNING /* own attempt goes on */,
    TEST_DONE /* no attempt left */,
    TEST_CLOSED
};

struct test_row { /* a test as one candidate sees it on the home screen */
    struct text event, title;
    enum test_state state;
    int64_t opens, closes; /* wall ms, 0: by hand; once closed: when it was */
    int64_t duration;      /* ms, with the person's extra time */
    int64_t slots;         /* responses asked for; 0 before it is known */
    mark_t full, pass;
    int64_t attempts, used; /* allowed, taken */
    int64_t running;        /* id of the running attempt, 0: none */
    int64_t last;           /* id of the last ended attempt, 0: none */
    struct text instructions;
    int64_t pending; /* of the last ended attempt: answers that wait for the markers */
};

struct section_row {
    struct text title;
    int64_t first, count; /* slots */
    mark_t full;          /* of the section */
};

struct point_row { /* what an answer in words must hold (采分点) */
    struct text text;
    mark_t marks;
};

struct slot_row { /* one place to answer, as shown: never a key, never the bank's order of an ordering item */
    int64_t section;
    struct text kind; /* "single" … */
    struct text stem;
    const struct text *options; /* shown order; order: the entries; match: the rights; spot: the segments */
    int64_t option_count;
    const struct text *lefts; /* match */
    int64_t left_count;
    int64_t blanks;   /* blank: how many */
    struct text unit; /* numeric */
    int64_t stimulus; /* index into stimuli, or -1 */
    mark_t full;
    struct text response; /* in the shown letters; empty: none */
    bool flagged;
    /* only in a review: */
    struct text key; /* in the shown letters */
    struct text rationale, source;
    mark_t mark;
    bool pending;       /* waits for the markers: `mark` is not final */
    struct text ruling; /* what a ruling changed about this item, a sentence; empty: none */
    /* short: to the examiner of an oral attempt, and in a review: */
    const struct point_row *points;
    int64_t point_count;
    const int64_t *ticks; /* indexes of the points found: ticked by the examiner, or settled by the markers */
    int64_t tick_count;
    bool ticked; /* oral: the examiner has ticked this answer, be it that no point was found */
};

struct share_row { /* per section or topic */
    struct text title;
    mark_t mark, full;
};

struct rank_row {
    int64_t rank;
    struct text number, name, unit;
    mark_t mark;
    int64_t elapsed; /* ms */
    bool passed;
    bool own;               /* the asking person (or the person's unit) */
    int64_t members, taken; /* by unit */
    int64_t pending;        /* answers that wait for the markers: mark, rank and pass are not final */
};

struct monitor_row { /* one person on the organizer's monitor */
    struct text number, name, unit;
    struct text state; /* "absent" "signed-in" "running" "submitted" "void" "locked" */
    bool connected;
    int64_t attempt, answered, slots, flagged;
    int64_t left;         /* ms, of a running attempt */
    mark_t mark;          /* of a submitted one */
    int64_t pending;      /* of a submitted one: answers that wait for the markers */
    struct text examiner; /* of an oral attempt: the examiner's number */
    bool used_up;         /* no attempt is left */
};

struct stage_row { /* a contest, panel or series at which the person of the home screen has a place */
    struct text event, title, kind, status;
    enum watch_as as;
    struct text team; /* of a desk: its code */
};

struct marking_place { /* a test whose answers the person of the home screen marks */
    struct text event, title;
    int64_t pending; /* answers that wait for markers, for whichever of them */
};

struct event_row {                    /* an event as staff sees it */
    struct text event, title, status; /* draft prepared open closed */
    int64_t opens, closes;
    int64_t entitled, running, submitted;
    struct text kind; /* test contest panel series */
    int64_t pending;  /* answers that wait for the markers */
};

struct marking_row {  /* one item whose answers are marked by people */
    struct text item; /* "bank/id" */
    struct text stem;
    mark_t full;            /* of its points */
    int64_t total, settled; /* scripts */
    int64_t waiting_for_me; /* scripts that the asking marker may mark now */
};

struct import_row {
    struct text item, response;
    int64_t seconds; /* -1: not given */
};

/* ---- Messages ------------------------------------------------------------------------------------- */

enum message_kind {
    MESSAGE_HELLO,   /* first thing on a connection */
    MESSAGE_SIGN_IN, /* number + PIN */
    MESSAGE_RESUME,  /* ticket of an earlier sign-in */
    MESSAGE_SIGN_OUT,
    MESSAGE_PING,
    MESSAGE_HOME,  /* what is there for me */
    MESSAGE_START, /* begins an attempt, or goes on with the running one; of another person: an oral test */
    MESSAGE_PAPER, /* the form of an attempt, to show */
    MESSAGE_ANSWER,
    MESSAGE_FLAG,
    MESSAGE_SUBMIT,
    MESSAGE_RESULT,
    MESSAGE_REVIEW, /* the paper with keys, when revealed */
    MESSAGE_RANKING,
    /* answers in words: */
    MESSAGE_TICK,        /* oral: the examiner says which points the answer held; settles its marks at once */
    MESSAGE_MARKING,     /* how far the marking of an event is: markers and organizers */
    MESSAGE_SCRIPT,      /* an answer to mark, without a name */
    MESSAGE_MARK_SCRIPT, /* which points it holds */
    MESSAGE_REOPEN,      /* the marks of one answer are given anew: organizers */
    /* organizers: */
    MESSAGE_EVENTS,
    MESSAGE_EVENT_OPEN,
    MESSAGE_EVENT_CLOSE,
    MESSAGE_EVENT_SEAL, /* a test is prepared now, and what is on its forms is noted as a hash */
    MESSAGE_MONITOR,
    MESSAGE_EXTEND,
    MESSAGE_FORCE_SUBMIT,
    MESSAGE_VOID,
    MESSAGE_UNLOCK,
    MESSAGE_IMPORT, /* one person's responses taken on paper */
    /* competitions: */
    MESSAGE_WATCH, /* this terminal is a host console, board, desk or judge's; the reply is followed by a push
                    * with the whole view, and one at each change */
    MESSAGE_CONTEST,   /* a command to the contest */
    MESSAGE_PREVIEW,   /* what that command would change */
    MESSAGE_PLAYS,     /* what was on the stage, with rulings and protests: host */
    MESSAGE_KEY_TEST,  /* begins or ends it */
    MESSAGE_PANEL,     /* a command to the panel */
    MESSAGE_SIGN,      /* a judge signs a sheet with the PIN */
    MESSAGE_SHEET,     /* a judge's sheet of one performer: the judge's own, or any to host and head judge */
    MESSAGE_PERFORMER, /* how a performer's mark comes about: host and head judge */
    MESSAGE_SERIES,    /* a step of the ceremony: reveals one more rank, finalizes */
    MESSAGE_ECHO,      /* says a token back at once, for measuring the delay */
    /* pushes (hub to terminal only): */
    MESSAGE_PUSH_TIME,      /* the time granted changed */
    MESSAGE_PUSH_SUBMITTED, /* the attempt ended without the candidate asking */
    MESSAGE_PUSH_VOIDED,
    MESSAGE_PUSH_TAKEN_OVER, /* this person signed in elsewhere; this seat is signed out */
    MESSAGE_PUSH_CHANGED,    /* tests opened or closed: ask for home again */
    MESSAGE_PUSH_STAGE,      /* contest or series: the view (wire/stage.h) */
    MESSAGE_PUSH_PANEL,      /* panel: the view */
    MESSAGE_PUSH_ECHO,       /* say this token back */
};
enum { MESSAGE_KINDS = MESSAGE_PUSH_ECHO + 1 };
/* The kind of a request that could not be read that far, and of the refusal that answers it. */
#define MESSAGE_UNKNOWN ((enum message_kind)(MESSAGE_PUSH_ECHO + 1))

/* What a terminal asks. Texts and arrays live in the arena given to wire_read_request. */
struct request {
    int64_t id; /* > 0, chosen by the terminal, said back in the reply */
    enum message_kind kind;
    union {
        struct {
            int64_t protocol;
            struct text program; /* "biwu 0.1.0" */
        } hello;
        struct {
            struct text number, pin;
        } sign_in;
        struct {
            struct text ticket;
        } resume;
        struct {
            struct text event;
        } event; /* EVENT_OPEN, EVENT_CLOSE, EVENT_SEAL, MONITOR, MARKING */
        struct {
            struct text event;
            struct text number; /* oral: the candidate whom the asking organizer examines; empty: the own */
        } start;
        struct {
            int64_t attempt;
        } attempt; /* PAPER, SUBMIT, RESULT, REVIEW */
        struct {
            int64_t attempt, slot;
            struct text response; /* in the shown letters; empty: taken back */
            int64_t spent;        /* ms looked at this slot so far */
        } answer;
        struct {
            int64_t attempt, slot;
            bool on;
        } flag;
        struct {
            int64_t attempt, slot;
            const int64_t *points; /* indexes of the points found; none: the answer held none */
            int64_t point_count;
        } tick;
        struct {
            struct text event;
            struct text item; /* "bank/id"; empty: any */
            int64_t script;   /* 0: the next that waits; else that one, which the asking marker has marked */
        } script;
        struct {
            struct text event;
            int64_t script;
            const int64_t *points; /* as of TICK */
            int64_t point_count;
            struct text note; /* for the record; may be empty */
        } mark_script;
        struct {
            int64_t attempt, slot;
            struct text reason;
        } reopen;
        struct {
            struct text event;
            bool units;            /* else persons */
            struct text search;    /* part of number, name or unit; empty: all */
            int64_t offset, count; /* count 1 … 500 */
        } ranking;
        struct {
            struct text event, number; /* number empty: everyone running */
            int64_t minutes;           /* −1440 … 1440 */
            struct text reason;
        } extend;
        struct {
            int64_t attempt;
            struct text reason; /* needed for VOID */
        } rule;                 /* FORCE_SUBMIT, VOID */
        struct {
            struct text number;
        } person; /* UNLOCK */
        struct {
            struct text event, number;
            const struct import_row *rows;
            int64_t row_count;
        } import;
        struct {
            struct text event;
            enum watch_as as;
            const struct text
                *teams; /* desk: codes of the teams it serves; none: the team of who is signed in */
            int64_t team_count;
        } watch;
        struct { /* the fields that core/contest.h names for the command; teams by code */
            struct text event;
            enum contest_command_kind command;
            struct text team;
            int64_t round, play, item; /* -1: not given */
            mark_t marks;
            enum verdict verdict;
            enum contest_page page;
            bool cancels, upheld;
            struct text response; /* shown letters */
            struct text reason;
            const struct text *teams; /* PLAYOFF */
            int64_t team_count;
        } contest; /* CONTEST, PREVIEW; `event` may be left out by a terminal that watches */
        struct {
            struct text event;
            enum key_test test;
        } key_test;
        struct { /* the fields that core/panel.h names for the command */
            struct text event;
            enum panel_command_kind command;
            int64_t performer, judge, criterion, envelope; /* -1: not given */
            enum panel_part part;
            mark_t mark;
            int64_t steps, faults; /* bits */
            int64_t wrong_order, overtime;
            bool on;
            struct text reason;
        } panel;
        struct {
            struct text event;
            int64_t performer;
            struct text pin;
        } sign;
        struct {
            struct text event;
            int64_t performer, judge; /* judge -1: the own */
        } sheet;                      /* SHEET, PERFORMER */
        struct {
            struct text event;
            bool finalize; /* else: reveals one more rank */
        } series;
        struct {
            int64_t token;
        } echo;
    };
};

/* What the hub says back to the request of the same kind, or pushes. */
struct reply {
    int64_t re; /* the request's id; 0 for a push */
    enum message_kind kind;
    enum wire_error error; /* not WIRE_OK: only detail and wait are set */
    struct text detail;    /* data, not a sentence to translate; may be empty */
    int64_t wait;          /* seconds */
    union {
        struct {
            int64_t protocol;
            struct text hall; /* its name */
            int64_t now;      /* wall ms of the hub */
            bool rehearsal;   /* 彩排: nothing here is a result */
        } hello;
        struct {
            struct text number, name, unit, post;
            bool organizer;
            struct text ticket; /* for MESSAGE_RESUME */
        } person;               /* SIGN_IN, RESUME */
        struct {
            int64_t now; /* wall ms */
        } ping;
        struct {
            const struct test_row *tests;
            int64_t test_count;
            const struct stage_row *stages;
            int64_t stage_count;
            const struct marking_place *markings;
            int64_t marking_count;
        } home;
        struct {
            int64_t attempt;
        } attempt; /* START, IMPORT; SUBMIT too */
        struct {
            int64_t attempt;
            struct text event, title;
            int64_t left, limit; /* ms */
            const struct section_row *sections;
            int64_t section_count;
            const struct text *stimuli;
            int64_t stimulus_count;
            const struct slot_row *slots;
            int64_t slot_count;
            struct text examiner; /* oral: the examiner's number, and whom he examines; else empty */
            struct text candidate, candidate_name;
        } paper; /* PAPER, REVIEW */
        struct {
            int64_t attempt;
            struct text event, title;
            struct text cause; /* "candidate" "time" "organizer" "closed" "import" */
            bool marks_shown;  /* else mark … topics are not revealed (yet) and zero */
            bool rank_shown;
            bool keys_shown; /* REVIEW will answer */
            bool passed;
            mark_t mark, full, pass;
            int64_t rank, of;
            int64_t elapsed; /* ms */
            int64_t answered, slots;
            const struct share_row *sections;
            int64_t section_count;
            const struct share_row *topics;
            int64_t topic_count;
            int64_t pending; /* answers that wait for the markers: mark, pass and rank are not final */
        } result;
        struct {
            struct text event, title;
            int64_t total, settled;       /* scripts */
            int64_t first, second, third; /* scripts that wait for a first, second, third marker */
            int64_t own;                  /* marks given by the asking marker */
            int64_t times;                /* markers an answer has */
            mark_t difference;            /* of two marks: beyond it a third marker decides */
            const struct marking_row *rows;
            int64_t row_count;
            const int64_t
                *recent; /* tokens of the scripts that the asking marker marked last, newest first */
            int64_t recent_count;
        } marking;
        struct {
            int64_t script; /* a token > 0 that says nothing about person or time */
            struct text item, stem;
            mark_t full; /* of the points */
            const struct point_row *points;
            int64_t point_count;
            struct text rationale, response;
            struct text turn; /* "first" "second" "third": whose mark is asked for */
            bool marked;      /* by the asking marker before: ticks and note are those */
            bool settled;     /* no longer to be changed */
            const int64_t *ticks;
            int64_t tick_count;
            struct text note;
            int64_t left; /* scripts that wait for the asking marker, this one included */
        } script;
        struct {
            struct text outcome; /* "waits" for the second marker, "third": for the third, "settled" */
            int64_t left;
        } mark_script;
        struct {
            struct text title;
            int64_t total, offset, own; /* rows that match; first row given; position of the own row or -1 */
            const struct rank_row *rows;
            int64_t row_count;
        } ranking;
        struct {
            const struct event_row *rows;
            int64_t row_count;
        } events;
        struct {
            struct text event, title, status;
            const struct monitor_row *rows;
            int64_t row_count;
        } monitor;
        struct {
            struct text seal; /* 64 hexadecimal digits */
        } sealed;             /* EVENT_SEAL */
        struct {
            int64_t count; /* attempts changed */
        } changed;         /* EXTEND */
        struct {
            int64_t attempt, left, limit; /* ms */
        } time;                           /* PUSH_TIME */
        struct {
            int64_t attempt;
            struct text cause, reason;
        } ended; /* PUSH_SUBMITTED, PUSH_VOIDED */
        struct {
            struct text event, title;
            struct text kind; /* contest panel series */
        } watch;
        struct {
            int64_t event;       /* the event's n in its stream; 0: nothing was changed */
            struct text outcome; /* of a press: "first" "queued" "false-start" "late"; else empty */
            int64_t place;       /* of a press that counts, from 1 */
        } contest;               /* CONTEST, PANEL, SIGN, SERIES, KEY_TEST */
        struct {
            const struct change_row *rows;
            int64_t row_count;
        } preview;
        struct {
            const struct play_row *plays;
            int64_t play_count;
            const struct protest_row *protests;
            int64_t protest_count;
        } plays;
        struct {
            int64_t performer, judge;
            enum sheet_state state;
            mark_t sum;
            const struct criterion_mark_row *marks;
            int64_t mark_count;
        } sheet;
        struct {
            int64_t performer;
            bool complete, spread_open;
            mark_t total, lowest, highest;
            const struct panel_stage_row *stages;
            int64_t stage_count;
        } performer;
        struct contest_view stage; /* PUSH_STAGE */
        struct panel_view panel;   /* PUSH_PANEL */
        struct {
            int64_t token;
        } echo;
    };
};

const char *message_name(enum message_kind kind); /* "sign-in", "time": the protocol's word */

/* One line, newline included. Never fails: values are the program's own. */
void wire_write_request(const struct request *request, struct buf *out);
void wire_write_reply(const struct reply *reply, struct buf *out);

/* Reads one line (without its newline). Checks everything: JSON (depth, duplicates), known names, types,
 * lengths, ranges, valid UTF-8 without control characters other than newline and tab. Unknown members are
 * ignored. On failure *id is the request's id if that much could be read, else 0, out->kind its kind or
 * MESSAGE_UNKNOWN, and err says which field and why (English, untranslated: it goes to whoever writes a
 * terminal program). */
bool wire_read_request(struct text line, struct arena *arena, struct request *out, int64_t *id,
                       struct err *err);
bool wire_read_reply(struct text line, struct arena *arena, struct reply *out, struct err *err);

#endif
