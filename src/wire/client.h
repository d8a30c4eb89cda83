/* The terminal's end of the connection: non-blocking, reconnects, loses no request that matters. */
#ifndef BIWU_WIRE_CLIENT_H
#define BIWU_WIRE_CLIENT_H

#include "wire/message.h"

struct client;

enum client_state {
    CLIENT_CONNECTING, /* or waiting for the next try */
    CLIENT_READY,      /* hello was answered (and the ticket accepted, when there is one) */
};

/* What the client tells; called from client_work. */
struct client_events {
    void *context;
    /* A reply or push. `reply` and all in it live during the call only. Replies to requests of the client's
     * own (hello, resume) are not passed on, but a refused resume is, as MESSAGE_RESUME. Each client_send is
     * answered exactly once, also when it had to be sent again. The client is not to be destroyed from here.
     */
    void (*reply)(void *context, const struct reply *reply);
    /* The state changed. */
    void (*state)(void *context, enum client_state state);
};

/* `path` is the hub's socket. `start_hub` (may be NULL) is called when nobody listens there: it starts a hub
 * and returns false with err when that is impossible. Nothing is connected before the first client_work. */
struct client *client_create(const char *path, const struct client_events *events,
                             bool (*start_hub)(void *context, struct err *err), void *start_context);
void client_destroy(struct client *client); /* accepts NULL */

/* Queues a request, gives it an id (returned) and sends it as soon as the connection is ready. `keep`: when
 * the connection is lost before the reply, it is sent again after reconnecting, in order (answers, flags,
 * submit, a judge's marks), but after a WATCH that was queued meanwhile; otherwise it is dropped and answered
 * with WIRE_NOT_SAVED by the client itself. Texts are copied.
 */
int64_t client_send(struct client *client, const struct request *request, bool keep);
/* Requests with keep that are not answered yet. */
size_t client_unanswered(const struct client *client);
/* After a sign-in: the ticket with which to resume after a reconnection; NULL forgets it. Kept by the client
 * from replies to SIGN_IN and RESUME by itself; this is for leaving. */
void client_forget_ticket(struct client *client);
/* After a refused resume, requests with keep wait for the same person's next sign-in; when somebody else
 * signs in instead, they are answered with WIRE_NOT_SAVED. */

enum client_state client_state(const struct client *client);
/* Why there is no connection, said for a person; "" when there is one or nothing is known. */
const char *client_trouble(const struct client *client);
/* What to wait for: the descriptor (-1: none), whether writing is wanted too, and the ms until the client
 * wants to be called anyway (-1: never). */
int client_poll(const struct client *client, bool *want_write, int *timeout_ms);
/* Does all that can be done without blocking. */
void client_work(struct client *client);

/* For programs that ask one thing after the other (cli): sends and waits, up to timeout_ms in all, for the
 * reply. The reply's contents live in `arena`. */
bool client_ask(struct client *client, const struct request *request, int timeout_ms, struct arena *arena,
                struct reply *out, struct err *err);

#endif
