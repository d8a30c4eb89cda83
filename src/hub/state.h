/* What the hub holds in memory. Everything here is a cache of the database, the connections excepted: after a
 * turn that could not be saved, what it touched is read again. Private to hub/. */
#ifndef BIWU_HUB_STATE_H
#define BIWU_HUB_STATE_H

#include "bank/event_file.h"
#include "bank/hall_load.h"
#include "hub/hall_clock.h"
#include "hub/hub.h"
#include "hub/map.h"
#include "hub/pin_worker.h"
#include "store/attempts.h"
#include "store/events.h"
#include "store/people.h"
#include "store/stages.h"
#include "wire/lines.h"
#include "wire/message.h"

#include <event2/event.h>
#include <sys/types.h>

struct hub;

/* ---- Connections (hub/session.h) ------------------------------------------------------------------- */

enum role { ROLE_NOBODY, ROLE_CANDIDATE, ROLE_ORGANIZER, ROLE_OWNER };
enum { ROLES = ROLE_OWNER + 1 };

struct session {
    struct session *next, *previous;
    struct hub *hub;
    int64_t id;
    int fd;
    uid_t uid; /* of the peer, from the kernel */
    struct event *readable, *writable;
    struct lines in;
    struct buf out;        /* not yet sent */
    size_t turn_start;     /* of out: where this turn's lines begin */
    bool in_turn;          /* listed in the turn */
    bool greeted;          /* hello was answered */
    bool checking;         /* a PIN is being checked: further lines wait */
    bool hungry;           /* there may be more to read than the turn took */
    bool ended;            /* the peer hung up, or is to be hung up on when `out` is sent */
    bool published;        /* in this turn */
    bool changed;          /* signed in, out or taken over in this turn */
    int64_t since;         /* CLOCK_BOOTTIME ms: connected */
    int64_t stuck_since;   /* the same: output waits and nothing could be sent since then; 0: none waits */
    struct arena arena;    /* of person and ticket */
    struct person person;  /* signed in; number empty: nobody */
    bool organizer;        /* signed in as one */
    struct hash ticket;    /* of the sign-in */
    struct text actor;     /* for the journal: the number, or "uid:N" */
    struct watcher *watch; /* what it watches; NULL: nothing */
    int64_t script;        /* token of the answer shown for marking; 0: none */
};

/* ---- Events of every kind (hub/events.h) ----------------------------------------------------------- */

/* What all have in common. The first member of struct test and of struct stage. */
struct entry {
    enum event_kind kind;
    struct text code, title, path; /* in arena */
    struct arena arena;            /* of the sheet too */
    struct hash source_hash;       /* of the sheet's text */
    bool sound;                    /* the sheet can be read */
    struct text trouble;           /* why not */
    bool stored;                   /* a draft: the database has this sheet */
    bool present;                  /* the file was there at the last look */
    enum event_status status;
    struct hash pool_hash;
    struct text seed;
    int64_t opened_at, closed_at; /* wall ms */
};

/* ---- Tests ----------------------------------------------------------------------------------------- */

/* Results of a test in order (hub/results.h). */
struct results {
    struct arena arena;
    bool fresh;
    struct standing_row *rows; /* each person's best, ranked */
    size_t count;
    struct map by_number; /* → struct standing_row */
};

/* What sitting the test needs (hub/papers.h). */
struct papers {
    struct arena arena;
    bool loaded;
    struct pool pool;
    struct map items; /* revision → struct cached_item */
    int64_t used;     /* CLOCK_BOOTTIME ms of the last use */
};

/* Who may take a test, those drawn for it included (hub/drawn.h). */
struct drawn {
    struct who who;      /* texts of the sheet and of the arena */
    bool fresh;          /* looked up, at: */
    int64_t last;        /* seq of the draw's last entry then */
    int64_t version;     /* of the database */
    struct text trouble; /* why the draw cannot be had; empty: it can, or none is wanted */
    struct arena arena;
};

struct test {
    struct entry entry;
    struct test_sheet sheet;
    bool stuck;      /* opening by the clock failed; not tried again before something changes */
    int64_t slots;   /* responses on a form; 0: not known */
    int64_t running; /* attempts */
    struct drawn drawn;
    struct papers papers;
    struct results results;
    struct marking_room *marking; /* hub/marking_room.h; NULL: not read */
};

/* ---- Contests, panels, series (hub/stages.h) ------------------------------------------------------- */

/* What a terminal was shown of the item on the stage. */
enum item_level { ITEM_HIDDEN, ITEM_SHOWN, ITEM_KEYED, ITEM_WHOLE /* the host's */ };
enum { ITEM_LEVELS = ITEM_WHOLE + 1 };
struct item_seen {
    bool any;
    enum item_level level;
    int64_t play, queue, item, number, of;
    mark_t stake;
};

/* A terminal at a stage (hub/watch.h). */
struct watcher {
    struct watcher *next, *previous; /* of the stage */
    struct session *session;
    struct stage *stage;
    enum watch_as as;
    int *teams; /* desk: those it serves; owned */
    int team_count;
    int judge;     /* index; -1: none */
    bool whole;    /* is to get the view whether or not something changed */
    int64_t frame; /* which version it has; 0: none */
    struct item_seen item;
    struct hash seen;   /* of the last view, but for the time */
    int64_t echo_token; /* on its way; 0: none */
    int64_t echo_sent;  /* CLOCK_MONOTONIC ns; 0: not sent yet */
    int64_t delay;      /* µs there and back; -1: not measured */
};

/* The key test before a buzzer round; kept nowhere (hub/key_test.h). */
struct key_presses {
    int64_t count, after; /* after: µs behind the first press; -1: none yet */
};
struct key_testing {
    enum key_test mode;
    int64_t first;             /* CLOCK_MONOTONIC ns of the first press together; 0: none yet */
    struct key_presses *teams; /* owned; NULL while off */
};

/* The items of a contest's script (hub/stage_items.h). */
struct stage_items {
    struct arena arena;
    struct map by_revision;
    bool failed; /* they could not be read; said in the log */
};

/* Names and units from the roster, for those that the sheet gives by number alone (hub/stage_names.h). */
struct stage_names {
    struct arena arena;
    bool fresh;
    struct entrant *entrants; /* teams, performers, or entrants of a series */
    struct person *judges;    /* panel; with the number alone where nobody has it */
};

struct stage {
    struct entry entry;
    struct event_sheet sheet;
    bool live; /* the state is what the journal holds */
    union {
        struct contest contest;
        struct panel panel;
        struct series_state series;
    };
    struct stage_items items;
    struct stage_names names;
    struct key_testing keys;
    struct watcher *watchers;
    int64_t frame;       /* its version, from 1 */
    bool touched;        /* changed in this turn */
    struct hash rows;    /* of the standing in the database */
    bool rows_written;   /* it is known */
    bool results_due;    /* its rows are to be written in this turn */
    bool published;      /* in this turn */
    bool changed;        /* the views are to be sent again */
    bool delays_changed; /* to be told to the host at the next round of echoes */
    int64_t echoes_due;  /* CLOCK_BOOTTIME ms of the next round */
};

/* ---- Attempts going on (hub/live.h) ---------------------------------------------------------------- */

struct live {
    int64_t id;
    struct test *test;
    struct attempt_record record; /* texts in arena */
    struct attempt state;
    const struct item *const *items; /* [state.form.count], in the test's papers */
    int64_t deadline;                /* hall clock at which it expires, grace included */
    size_t place;                    /* in the heap */
    bool touched;                    /* changed in this turn */
    struct arena arena;
};

/* ---- The turn (hub/turn.h) ------------------------------------------------------------------------- */

struct asked { /* a request of this turn */
    struct session *session;
    int64_t id;
    enum message_kind kind;
};

struct turn {
    struct asked *asked;
    size_t asked_count, asked_capacity;
    struct session **sessions; /* that have something to send or were asked */
    size_t session_count, session_capacity;
    struct live **touched;
    size_t touched_count, touched_capacity;
    bool failed;          /* something could not be written: nothing of this turn is kept */
    bool events_touched;  /* an event's status or preparation changed */
    bool results_changed; /* of an event that a series may join */
    int64_t failures;     /* turns in a row that could not be saved */
};

/* ---- People (hub/roster.h) ------------------------------------------------------------------------- */

struct roster {
    struct arena arena;
    bool fresh;
    struct person_record *records; /* active, by number */
    struct person *people;         /* the same */
    size_t count;
};

/* Wrong tries at numbers that do not exist, so that they are answered like those that do. */
struct stranger;
struct pin_try;

struct hub {
    struct hub_options options;
    struct hall hall;
    struct arena hall_arena;
    struct store *store;
    struct hall_clock clock;
    int lock_fd, listener_fd, spare_fd;
    char *socket_path;
    ino_t socket_inode; /* of the socket that this hub made there */
    uid_t uid;

    struct event_base *base;
    struct event *accepting, *ticking, *pins_ready;
    struct event *signals[3];
    bool stop;
    bool accept_again; /* connections could not be accepted for lack of descriptors */
    struct err fatal;  /* why going on is impossible */
    bool broken;       /* fatal is set */

    struct session *sessions;
    int64_t session_count, last_session;
    struct map by_number; /* number → struct session, signed in */
    int64_t arrivals;     /* messages read so far: the arrival number of the last */

    struct test **tests; /* by code */
    size_t test_count, test_capacity;
    struct stage **stages; /* by code */
    size_t stage_count, stage_capacity;
    struct hash files_seen; /* of the names, sizes and times of the event files */
    int64_t data_version;

    struct map attempts; /* id → struct live */
    struct live **heap;  /* by deadline */
    size_t heap_count, heap_capacity;

    struct roster roster;
    struct pin_worker *worker;
    struct pin_try *tries; /* being checked or waiting, oldest first */
    int64_t last_job;
    struct map strangers;
    struct turn turn;
    struct arena scratch;                                     /* of the message being handled */
    struct buf text;                                          /* likewise */
    struct arena views;                                       /* of what is being published */
    struct buf line;                                          /* likewise */
    int64_t last_token;                                       /* of an echo */
    int64_t idle_since, ticked_at, looked_at, clock_saved_at; /* CLOCK_BOOTTIME ms */
};

#endif
