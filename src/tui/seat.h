/* The model of a running attempt at this terminal: the paper, what the candidate answered, what of it the
 * hub has saved, and the time left. Knows no screen. Times are boot-clock ms of this machine. */
#ifndef BIWU_TUI_SEAT_H
#define BIWU_TUI_SEAT_H

#include "tui/port.h"
#include "tui/ticks.h"

enum save_state {
    SAVE_DONE,    /* the hub has what is shown (also: nothing answered) */
    SAVE_PENDING, /* typed but not sent, or sent and not confirmed */
    SAVE_REFUSED, /* the hub cannot take it as an answer; `trouble` says why */
};

/* How near the end is. */
enum heat { HEAT_NONE, HEAT_WARM /* 20 % of the time or less is left */, HEAT_HOT /* 5 % or less */ };

struct seat_slot {
    const struct slot_row *row; /* in the seat's arena */
    char *response;             /* as shown and typed; owned, never NULL, empty: none */
    char *saved;                /* the last the hub confirmed; owned, never NULL */
    char *sending;              /* what the request `sent` carries; owned, NULL: none under way */
    int64_t sent;               /* id of the last answer request, 0: none under way */
    char *trouble;              /* owned; NULL unless refused: the hub's words, may be empty */
    bool flagged;
    int64_t spent; /* ms this slot was looked at */

    /* Oral: which points of an answer in words the examiner has heard. */
    struct ticks ticks, ticks_saved, ticks_sending;
    int64_t ticks_sent; /* id of the last request, 0: none under way */
};

struct seat {
    int64_t attempt; /* 0: none */
    struct arena arena;
    struct text event, title; /* in the arena */
    struct text examiner;     /* oral: his number, and whom he examines; in the arena, else empty */
    struct text candidate, candidate_name;
    const struct section_row *sections;
    int section_count;
    const struct text *stimuli;
    int stimulus_count;
    struct seat_slot *slots; /* owned */
    int slot_count;

    int64_t deadline, limit; /* deadline: when the time is up here */
    int64_t typed_at;        /* of the oldest unsent change, 0: none */
    int64_t retry_at;        /* when what could not be saved is sent again, 0: not needed */
    int looking;             /* slot being looked at, -1: none */
    int64_t looked_at;
    bool over;      /* the hub takes no more answers */
    bool elsewhere; /* the person signed in at another terminal meanwhile */
};

enum { SEAT_PAUSE_MS = 1000, SEAT_RETRY_MS = 3000 };

void seat_init(struct seat *seat);
void seat_finish(struct seat *seat);
/* Forgets the attempt. */
void seat_clear(struct seat *seat);

/* Takes a PAPER reply that arrived at `now` and was asked for at `asked`: half the round trip is taken off
 * the time left. For the attempt it already has, answers not confirmed yet are kept before the hub's (unless
 * the person worked elsewhere meanwhile and answered differently there). */
void seat_take_paper(struct seat *seat, const struct reply *reply, int64_t asked, int64_t now);

/* Sets what is answered to a slot, to be sent after a pause or by seat_flush. False: no change. */
bool seat_answer(struct seat *seat, int slot, struct text response, int64_t now);
/* Sends a slot's answer when it is not on its way already; all slots'. */
void seat_flush(struct seat *seat, int slot, int64_t now, const struct port *port);
void seat_flush_all(struct seat *seat, int64_t now, const struct port *port);
/* Oral: sets which points were heard, and sends it at once. */
void seat_tick(struct seat *seat, int slot, struct ticks ticks, const struct port *port);
void seat_flag(struct seat *seat, int slot, bool on, const struct port *port);
/* The candidate looks at this slot now (-1: at none): counts the time spent. */
void seat_look(struct seat *seat, int slot, int64_t now);

/* The slot whose answer was sent with that request and is still on its way, or -1. */
int seat_slot_of(const struct seat *seat, int64_t id);
/* Replies to ANSWER, TICK and FLAG; true when it was this seat's. */
bool seat_on_reply(struct seat *seat, const struct reply *reply, int64_t now);
/* PUSH_TIME. */
void seat_on_time(struct seat *seat, int64_t left, int64_t limit, int64_t now);
/* When seat_work wants to be called, or -1. */
int64_t seat_due(const struct seat *seat);
/* Sends what was typed a pause ago, and again what could not be saved. */
void seat_work(struct seat *seat, int64_t now, const struct port *port);

enum save_state seat_save_state(const struct seat *seat, int slot);
/* Whether it is an oral test, and so this is the examiner's terminal. */
bool seat_is_oral(const struct seat *seat);
/* Has a response, or ticks. */
bool seat_is_answered(const struct seat *seat, int slot);
int seat_answered(const struct seat *seat);
int seat_flagged(const struct seat *seat);
int seat_unsaved(const struct seat *seat);
/* ms left, at least 0. */
int64_t seat_left(const struct seat *seat, int64_t now);
enum heat seat_heat(const struct seat *seat, int64_t now);

#endif
