/* A scripted seat: speaks the protocol over the hub's socket and waits, never longer than a deadline. */
#ifndef BIWU_TEST_SEAT_H
#define BIWU_TEST_SEAT_H

#include "room.h"
#include "wire/lines.h"
#include "wire/message.h"

struct seat {
    int fd;
    struct lines in;
    struct arena arena; /* of all replies so far */
    int64_t last_id;
    struct text line; /* the last line read, in the arena */
    /* Pushes that came while a reply was waited for, by kind. */
    int pushes[MESSAGE_KINDS];
    struct reply push; /* the last of them */
};

#define T(literal) ((struct text)TEXT(literal))

/* Connects and says hello. */
void seat_open(struct seat *seat, const struct room *room);
/* Connects only. */
void seat_connect(struct seat *seat, const struct room *room);
void seat_close(struct seat *seat);

void seat_send_bytes(struct seat *seat, const void *bytes, size_t len);
/* Gives the request an id, sends it; returns the id. */
int64_t seat_send(struct seat *seat, const struct request *request);
/* The reply to that request; pushes and other replies on the way are passed over. */
struct reply seat_wait(struct seat *seat, int64_t id);
/* The next line, whatever it is; false when the hub hung up. */
bool seat_next(struct seat *seat, struct reply *reply);
/* Waits until the hub hangs up. */
void seat_wait_hangup(struct seat *seat);
/* Waits for a push of that kind (or finds that it came already). */
struct reply seat_wait_push(struct seat *seat, enum message_kind kind);

/* Sends and waits. */
struct reply seat_ask(struct seat *seat, const struct request *request);
/* The same, and fails unless it is answered with `error`. */
struct reply seat_expect(struct seat *seat, enum wire_error error, const struct request *request);

/* Short ways. */
struct reply seat_sign_in(struct seat *seat, const char *number, const char *pin);
struct reply seat_sign_in_well(struct seat *seat, const struct room *room, int person); /* opens it too */
int64_t seat_start(struct seat *seat, const char *event);
struct reply seat_paper(struct seat *seat, int64_t attempt);
enum wire_error seat_answer(struct seat *seat, int64_t attempt, int64_t slot, const char *response);
/* A request about an event, or about an attempt. */
struct reply seat_about(struct seat *seat, enum message_kind kind, const char *event);
struct reply seat_about_attempt(struct seat *seat, enum message_kind kind, int64_t attempt);
/* The right answer to a slot of bank `all` in the letters shown, in the arena. */
struct text seat_right_answer(struct seat *seat, const struct slot_row *slot);

#endif
