/* What the client keeps. Private to wire/client.c and wire/ask.c. */
#ifndef BIWU_WIRE_CLIENT_PRIVATE_H
#define BIWU_WIRE_CLIENT_PRIVATE_H

#include "wire/client.h"
#include "wire/lines.h"

enum phase {
    PHASE_APART,  /* no connection; the next try is at retry_at */
    PHASE_HELLO,  /* hello sent */
    PHASE_RESUME, /* resume sent */
    PHASE_READY,
};

/* A request that is not answered yet. */
struct pending {
    struct pending *next;
    int64_t id;
    enum message_kind kind;
    bool keep;
    bool sent; /* on the present connection */
    bool held; /* waits until the same person has signed in again */
    struct buf line;
};

/* What client_ask is waiting for. */
struct question {
    int64_t id;
    struct arena *arena;
    struct reply *out;
    bool answered;
};

struct client {
    char *path;
    struct client_events events;
    bool (*start_hub)(void *context, struct err *err);
    void *start_context;

    enum phase phase;
    enum client_state told; /* the state told last */
    int fd;
    int64_t retry_at, retry_delay, start_at, greeting_until;
    struct err trouble;
    bool start_failed; /* `trouble` says why: more than that nobody listens */
    bool hopeless;     /* trying again will not help: another version of the protocol */

    struct lines in;
    struct buf out;
    struct pending *first, **last;
    int64_t next_id;
    struct buf ticket; /* empty: none */
    struct buf number; /* of the person signed in last */
    struct arena scratch;
    struct question *question;
};

/* Takes the request out of those waiting for an answer; NULL when it is not among them. The caller destroys
 * it. */
struct pending *client_take_pending(struct client *client, int64_t id);
void pending_destroy(struct pending *pending);
/* ms from now until CLOCK_BOOTTIME `when`: at least 0, at most a minute. */
int client_ms_until(int64_t when);

#endif
